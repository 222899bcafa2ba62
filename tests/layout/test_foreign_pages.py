"""Pages of other programs on sheets of their own size, clear of head and foot."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.blocks import Document, ForeignPage, ForeignPages, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.errors import KaigiError
from kaigi_docs.layout.exchange import some_pages
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.foreign import fitted
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Page, Rect, TextRun
from kaigi_docs.layout.running import add_running
from kaigi_docs.theme import DEFAULT_THEME, Theme
from kaigi_docs.themes import THEMES

Ink = tuple[float, float, float, float]


def page(width: float = 210.0, height: float = 297.0, ink: Ink | None = (30.0, 40.0, 180.0, 200.0)) -> ForeignPage:
    return ForeignPage(width, height, f"調査票（{width:g}×{height:g}）", "0" * 64, ink)


def material(*pages: ForeignPage, complete: bool = False, marks: tuple[str, ...] = ()) -> Document:
    block = ForeignPages("S08-pages", (Run("市民アンケートの案"),), pages, complete)
    return Document("S08", "資料５　市民アンケートの案", "資料５", (Section((block,)),), "資料５-", marks)


def laid_out(document: Document, theme: Theme = DEFAULT_THEME) -> LaidOut:
    (done,) = add_running([layout_document(document, theme)], theme, through=False)
    return done


def texts(page: Page) -> list[str]:
    runs = (mark for content in page.contents for mark in content.marks if isinstance(mark, TextRun))
    return [run.text for run in runs]


def our_edges(page: Page) -> Iterable[tuple[float, float]]:
    """Upper and lower edge of each run of ours."""
    for content in page.contents:
        for mark in content.marks:
            if isinstance(mark, TextRun):
                yield mark.baseline - 0.88 * mark.size_pt, mark.baseline + 0.12 * mark.size_pt


def test_every_page_has_its_own_size() -> None:
    done = laid_out(material(page(), page(420, 297), page(297, 420), page(182, 257)))
    assert [(round(each.width / PT_PER_MM), round(each.height / PT_PER_MM)) for each in done.pages] == [
        (210, 297),
        (420, 297),
        (297, 420),
        (182, 257),
    ]


def test_every_page_has_number_title_and_marks_as_other_materials_do() -> None:
    done = laid_out(material(page(), page(420, 297), marks=("委員限り",)))
    first, second = ("".join(texts(each)) for each in done.pages)
    assert first == "委員限り資料５資料５-1 / 2"
    assert second == "委員限り資料５　市民アンケートの案資料５-2 / 2"


def test_a_page_with_room_in_its_margins_stands_as_it_is() -> None:
    (mark,) = laid_out(material(page())).pages[0].foreign_marks()
    assert mark.rect == Rect(0.0, 0.0, 210 * PT_PER_MM, 297 * PT_PER_MM)


def test_a_page_that_begins_too_high_is_moved_and_not_made_smaller() -> None:
    (mark,) = laid_out(material(page(ink=(10.0, 6.0, 200.0, 250.0)))).pages[0].foreign_marks()
    assert round(mark.rect.width / PT_PER_MM, 3) == 210
    assert 6 < mark.rect.y0 / PT_PER_MM < 10


def test_a_page_printed_to_its_edges_is_made_smaller_and_stays_in_the_middle() -> None:
    (mark,) = laid_out(material(page(ink=(0.0, 0.0, 210.0, 297.0)))).pages[0].foreign_marks()
    assert 0.88 < mark.rect.width / (210 * PT_PER_MM) < 0.93
    assert mark.rect.x0 == pytest.approx(210 * PT_PER_MM - mark.rect.x1)


def test_an_empty_page_stands_as_it_is() -> None:
    (mark,) = laid_out(material(page(ink=None))).pages[0].foreign_marks()
    assert mark.rect.y0 == 0


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_our_signs_stay_clear_of_its_ink_and_of_the_edge_in_every_look(theme: Theme) -> None:
    full = page(ink=(0.0, 0.0, 210.0, 297.0))
    for each in laid_out(material(full, full, marks=("案", "委員限り", "要返却")), theme).pages:
        (mark,) = each.foreign_marks()
        for top, bottom in our_edges(each):
            assert bottom < mark.rect.y0 or top > mark.rect.y1
            assert top > 5 * PT_PER_MM
            assert bottom < each.height - 5 * PT_PER_MM


def test_a_mark_moves_nothing_on_the_page() -> None:
    full = page(ink=(0.0, 3.0, 210.0, 290.0))
    rects = [next(laid_out(material(full, marks=marks)).pages[0].foreign_marks()).rect for marks in ((), ("案",))]
    assert rects[0] == rects[1]


def test_complete_pages_get_nothing_of_ours() -> None:
    done = laid_out(material(page(ink=(0.0, 0.0, 210.0, 297.0)), complete=True, marks=("委員限り",)))
    (mark,) = done.pages[0].foreign_marks()
    assert texts(done.pages[0]) == []
    assert mark.rect == Rect(0.0, 0.0, done.pages[0].width, done.pages[0].height)
    assert [kid.role for kid in done.struct.kids if not isinstance(kid, Page)] == ["Figure"]  # type: ignore[union-attr]


def test_each_page_is_one_figure_that_says_what_it_shows() -> None:
    done = laid_out(material(page(), page(420, 297)))
    figures = [kid for kid in done.struct.kids if getattr(kid, "role", "") == "Figure"]
    assert [figure.alt for figure in figures] == ["調査票（210×297）", "調査票（420×297）"]  # type: ignore[union-attr]
    assert [figure.page_box[0] for figure in figures] == [0, 1]  # type: ignore[union-attr, index]


def test_pages_stand_between_other_blocks_in_their_order() -> None:
    pages = ForeignPages("S08-pages", (), (page(),))
    before, after = (Paragraph((Run(text),), ParagraphStyle.PLAIN) for text in ("まえ", "あと"))
    done = layout_document(Document("S", "", "", (Section((before, pages, after)),)), DEFAULT_THEME)
    assert ["".join(texts(each)) for each in done.pages] == ["まえ", "", "あと"]


def test_one_page_can_be_exchanged_alone() -> None:
    part = some_pages(laid_out(material(page(), page(420, 297))), [2])
    (only,) = part.pages
    assert only.width > only.height
    assert [kid.page_box[0] for kid in part.struct.kids if getattr(kid, "role", "") == "Figure"] == [0]  # type: ignore[union-attr, index]


def test_pages_inside_a_list_are_a_defect_and_not_lost() -> None:
    from kaigi_docs.blocks import List, ListItem

    inside = List((ListItem("・", (ForeignPages("p", (), (page(),)),)),))
    with pytest.raises(KaigiError, match="不具合"):
        layout_document(Document("S", "", "", (Section((inside,)),)), DEFAULT_THEME)


sides = st.floats(90, 1200)


@given(sides, sides, st.floats(0, 0.9), st.floats(0.01, 1), st.floats(0, 60), st.floats(0, 60))
def test_ink_always_lies_in_the_room_and_the_page_keeps_its_proportions(
    width: float, height: float, above: float, part: float, head: float, foot: float
) -> None:
    top = above * height
    foreign = page(width, height, (0.0, top, width, top + part * (height - top)))
    assert foreign.ink_mm is not None
    room = Rect(0.0, head, width * PT_PER_MM, height * PT_PER_MM - foot)
    rect = fitted(foreign, room)
    scale = rect.height / (height * PT_PER_MM)
    assert 0 < scale <= 1
    assert rect.width / (width * PT_PER_MM) == pytest.approx(scale)
    assert rect.y0 + scale * foreign.ink_mm[1] * PT_PER_MM >= room.y0 - 1e-6
    assert rect.y0 + scale * foreign.ink_mm[3] * PT_PER_MM <= room.y1 + 1e-6
