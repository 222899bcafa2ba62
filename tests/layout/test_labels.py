"""Labels stand where the sheet has them, in millimetres, and nothing leaves its label."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import Paper, Paragraph, ParagraphStyle, Run
from kaigi_docs.findings import Location, Severity
from kaigi_docs.labels import USUAL_LABEL_SHEET, USUAL_LABEL_SHEETS, Label, LabelSheet
from kaigi_docs.layout.labels import EDGE_MM, INSET_MM, fitted_labels, label_rect, lay_labels, text_rect
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Page, Rect, Rule, TextRun
from kaigi_docs.theme import DEFAULT_THEME
from kaigi_docs.themes import THEMES

WHERE = Location("会議設定.xlsx", "委員", "J4")


def label(name: str = "見本　花子", address: str = "みほん市中央１丁目０番", member: str = "C01") -> Label:
    lines = tuple(Paragraph((Run(text, source=WHERE),), ParagraphStyle.PLAIN) for text in ("〒000-0000", address))
    instead = (Paragraph((Run(f"{member}〔要確認〕"),), ParagraphStyle.PLAIN),)
    return Label(member, (*lines, Paragraph((Run(name), Run("　様")), ParagraphStyle.TITLE)), instead, WHERE)


def laid(labels: list[Label], sheet: LabelSheet = USUAL_LABEL_SHEET, **options: object) -> LaidOut:
    fitted, _ = fitted_labels(labels, sheet, DEFAULT_THEME)
    return lay_labels(fitted, sheet, DEFAULT_THEME, title="宛名ラベル", **options)  # type: ignore[arg-type]


def runs(page: Page) -> list[TextRun]:
    return [mark for content in page.contents for mark in content.marks if isinstance(mark, TextRun)]


def corners_mm(page: Page) -> list[tuple[float, float]]:
    """Left and upper edge of the text space of each label that says 〒, from the corner of the sheet."""
    return [(round(run.box.x0 / PT_PER_MM, 2), round(run.box.y0 / PT_PER_MM, 2)) for run in runs(page) if "〒" in run.text]


def ink(run: TextRun) -> Rect:
    """The em boxes of a run, without the empty half of an opening bracket and the spaces at its end, which may stand outside."""
    left = run.x + (run.size_pt / 2 if run.text.startswith("（") else 0.0)
    solid = len(run.texts) - next((at for at, text in enumerate(reversed(run.texts)) if text.strip()), 0)
    right = run.x + (run.width if solid == len(run.texts) else run.offsets[solid])
    return Rect(left, run.baseline - 0.88 * run.size_pt, right, run.baseline + 0.12 * run.size_pt)


def test_the_first_three_labels_stand_in_the_first_row_and_at_the_start_of_the_second() -> None:
    (page,) = laid([label()] * 3).pages
    assert corners_mm(page) == [(21.6, 24.6), (108.0, 24.6), (21.6, 66.9)]


def test_a_sheet_already_begun_is_filled_from_its_first_free_label_on_and_then_new_ones() -> None:
    first, second = laid([label()] * 4, first=11).pages
    assert corners_mm(first) == [(21.6, 236.1), (108.0, 236.1)]
    assert corners_mm(second) == [(21.6, 24.6), (108.0, 24.6)]


@pytest.mark.parametrize("sheet", USUAL_LABEL_SHEETS, ids=lambda sheet: sheet.name)
def test_a_usual_sheet_holds_as_many_labels_as_its_name_says_with_equal_margins(sheet: LabelSheet) -> None:
    assert sheet.name == f"A4 {sheet.count}面"
    assert sheet.right_mm == pytest.approx(210.0 - sheet.left_mm, abs=0.02)
    assert sheet.bottom_mm == pytest.approx(297.0 - sheet.top_mm, abs=0.02)
    assert len(laid([label()] * sheet.count, sheet).pages) == 1


def test_a_long_address_is_wrapped_where_it_has_a_space_and_never_cut() -> None:
    long = "みほん市みはらし台一丁目０番０号　みほんプラザ南館１２階"
    (page,) = laid([label(address=long)]).pages
    lines = {round(run.baseline, 1): "" for run in runs(page)}
    for run in runs(page):
        lines[round(run.baseline, 1)] += run.text
    assert [line.strip() for line in lines.values()][1:3] == [
        "みほん市みはらし台一丁目０番０号",
        "みほんプラザ南館１２階",
    ]


def test_a_long_name_gets_smaller_type_and_stays_on_one_line() -> None:
    long = "ヴォルフガング＝アマデウス＝見本"
    (page,) = laid([label(name=long)], USUAL_LABEL_SHEETS[-1]).pages
    name = [run for run in runs(page) if run.text[0] in long or "様" in run.text]
    assert len({run.baseline for run in name}) == 1
    assert 8.0 <= name[0].size_pt < 16.0
    assert next(run.size_pt for run in runs(page) if "〒" in run.text) >= name[0].size_pt - 0.5


def test_an_address_that_fits_in_no_size_is_a_warning_with_its_cell_and_the_label_says_whose_it_is() -> None:
    fitted, findings = fitted_labels([label(address="みほん市" * 90), label(member="C02")], USUAL_LABEL_SHEETS[-1], DEFAULT_THEME)
    (fault,) = findings
    assert (fault.code, fault.severity, fault.where) == ("label-overflow", Severity.WARNING, WHERE)
    assert [each.lines[0].runs[0].text for each in fitted] == ["C01〔要確認〕", "〒000-0000"]  # type: ignore[union-attr]


def test_frames_are_drawn_at_the_edges_of_the_labels_as_far_as_a_printer_reaches() -> None:
    sheet = LabelSheet(
        name="端まで", columns=3, rows=8, left_mm=0, top_mm=4.5, across_mm=70, down_mm=36, width_mm=70, height_mm=36
    )
    (page,) = laid([label()], sheet, frames=True).pages
    rules = [mark for content in page.contents for mark in content.marks if isinstance(mark, Rule)]
    xs = {round(x / PT_PER_MM, 1) for rule in rules for x in (rule.x0, rule.x1)}
    ys = {round(y / PT_PER_MM, 1) for rule in rules for y in (rule.y0, rule.y1)}
    assert xs == {5.0, 70.0, 140.0, 205.0}
    assert {40.5, 76.5, 256.5} <= ys and min(ys) >= 5.0 and max(ys) <= 292.0
    assert all(content.artifact == "Layout" for content in page.contents if any(isinstance(m, Rule) for m in content.marks))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("name", ["𠮷田　聡", "髙﨑　由起彦", "辻󠄀　健汰朗"])
def test_names_print_in_the_characters_that_they_are_written_in(name: str, theme: object) -> None:
    fitted, _ = fitted_labels([label(name=name)], USUAL_LABEL_SHEET, theme)  # type: ignore[arg-type]
    pages = lay_labels(fitted, USUAL_LABEL_SHEET, theme, title="宛名ラベル")  # type: ignore[arg-type]
    assert not [finding for finding in pages.findings if finding.severity is not Severity.NOTE]
    assert "".join(name.split()) in "".join("".join(run.text for run in runs(pages.pages[0])).split())
    assert all(0 not in run.gids for run in runs(pages.pages[0]))


def test_a_finding_about_a_character_of_an_address_names_its_cell_and_says_nothing_else_of_the_address() -> None:
    (fault,) = laid([label(address="みほん市湖畔\ue000町")]).findings
    assert (fault.code, fault.where) == ("gaiji", WHERE)
    assert "湖畔" not in fault.message


@st.composite
def sheets(draw: st.DrawFn) -> LabelSheet:
    """Any sheet whose labels all stand on it."""
    paper = draw(st.sampled_from([Paper.A4, Paper.A3]))
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 12))
    short, long = paper.sides_mm
    left, top = draw(st.floats(0, 20)), draw(st.floats(0, 25))
    across, down = (short - 2 * left) / columns, (long - 2 * top) / rows
    width, height = across - draw(st.floats(0, 4)), down - draw(st.floats(0, 4))
    assume(width >= 35 and height >= 20)
    return LabelSheet(
        name="用紙",
        paper=paper,
        columns=columns,
        rows=rows,
        left_mm=left,
        top_mm=top,
        across_mm=across,
        down_mm=down,
        width_mm=width,
        height_mm=height,
    )


addresses = st.text(st.sampled_from("みほん市中央１丁目番号0-9ー　プラザ（）、㈱Ａabc"), min_size=1, max_size=90).filter(
    str.strip
)
names = st.text(st.sampled_from("榊原髙﨑𠮷子ヶヴー"), min_size=1, max_size=24)


@settings(max_examples=60)
@given(sheet=sheets(), texts=st.lists(st.tuples(names, addresses), min_size=1, max_size=4), data=st.data())
def test_all_ink_stays_inside_its_own_label_and_off_the_edge_of_the_sheet(
    sheet: LabelSheet, texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, sheet.count))
    pages = laid([label(name, address) for name, address in texts], sheet, first=first)
    width, height = (side * PT_PER_MM for side in sheet.paper.sides_mm)
    edge, inset = EDGE_MM * PT_PER_MM, INSET_MM * PT_PER_MM
    printable = Rect(edge, edge, width - edge, height - edge)
    rects = [label_rect(sheet, position) for position in range(sheet.count)]
    for page in pages.pages:
        assert (page.width, page.height) == pytest.approx((width, height))
        for run in (run for run in runs(page) if run.text.strip()):
            assert run.size_pt >= 8.0
            (own,) = [rect for rect in rects if rect.contains(run.box, 0.01)]
            safe = Rect(own.x0 + inset, own.y0 + inset, own.x1 - inset, own.y1 - inset)
            assert safe.contains(run.box, 0.01)
            assert run.box.contains(ink(run), 0.2)
            assert printable.contains(ink(run), 0.2)


@given(sheets())
def test_the_text_space_of_every_label_is_inside_it(sheet: LabelSheet) -> None:
    for position in range(sheet.count):
        assert label_rect(sheet, position).contains(text_rect(sheet, position))


def test_the_table_of_usual_sheets_in_the_docs_has_their_measures() -> None:
    text = (Path(__file__).parents[2] / "docs" / "mailing.md").read_text(encoding="utf-8")
    for sheet in USUAL_LABEL_SHEETS:
        gap = round(sheet.across_mm - sheet.width_mm, 2)
        size, margins = f"{sheet.width_mm}×{sheet.height_mm}", f"{sheet.left_mm}、{sheet.top_mm}"
        row = f"| {sheet.name} | {sheet.columns}×{sheet.rows} | {size} | {margins} | {gap or 'なし'} |"
        assert row in text
