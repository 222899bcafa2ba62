"""Tables over pages: heads, bands, rows and their structure."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import (
    Align,
    Cell,
    Column,
    Document,
    Field,
    FieldKind,
    Heading,
    List,
    ListItem,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Slot,
    Table,
)
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import Content, LaidOut, TextRun
from kaigi_docs.theme import DEFAULT_THEME

SENTENCE = "相談の窓口を広げ、関係する機関と連絡を取り合う。"


def cell(text: str) -> Cell:
    return Cell((Paragraph((Run(text),), ParagraphStyle.CELL),)) if text else Cell()


def table(*texts: tuple[str, ...], group: str = "", notes: tuple[Note, ...] = (), caption: str = "") -> Table:
    width = len(texts[0])
    columns = tuple(Column(f"c{number}", (Run(f"見出し{number}"),), row_header=number == 0) for number in range(width))
    rows = tuple(Row(f"r{number}", tuple(map(cell, row))) for number, row in enumerate(texts))
    label = (Run(group),) if group else ()
    return Table("t", columns, (RowGroup("g", label, rows),), (Run(caption),) if caption else (), notes)


def laid(*blocks: object, landscape: bool = True) -> LaidOut:
    return layout_document(Document("d", "題", "", (Section(tuple(blocks), landscape=landscape),)), DEFAULT_THEME)  # type: ignore[arg-type]


def test_the_structure_of_a_table_names_its_headers(tree_of, faults_in):
    out = laid(table(("一", "い"), ("二", ""), group="施策１", caption="表１", notes=(Note("※", (Run("注"),)),)))
    assert "\n".join(tree_of(out.struct)) == "\n".join(
        [
            "Sect",
            "  Table",
            "    Caption",
            "      1:「表１」",
            "    THead",
            "      TR",
            "        TH #th1 scope=Column",
            "          1:「見出し0」",
            "        TH #th2 scope=Column",
            "          1:「見出し1」",
            "    TBody",
            "      TR",
            "        TH #th3 scope=Both span=2",
            "          1:「施策１」",
            "      TR",
            "        TH #th4 scope=Row headers=th1,th3",
            "          1:「一」",
            "        TD headers=th2,th3,th4",
            "          1:「い」",
            "      TR",
            "        TH #th5 scope=Row headers=th1,th3",
            "          1:「二」",
            "        TD headers=th2,th3,th5",
            "  P",
            "    1:「※注」",
        ]
    )
    assert faults_in(out) == []


def test_header_and_band_stand_on_every_page_and_only_once_in_the_structure(lines_on, text_in, faults_in):
    out = laid(table(*[(str(number), SENTENCE * 3) for number in range(80)], group="施策１"))
    assert len(out.pages) > 2
    assert lines_on(out.pages[0])[:2] == ["見出し0見出し1", "施策１"]
    for page in out.pages[1:]:
        assert lines_on(page)[:2] == ["見出し0見出し1", "施策１（続き）"]
    assert text_in(out.struct).count("見出し1") == 1
    assert "続き" not in text_in(out.struct)
    assert faults_in(out) == []


def test_rows_that_fit_on_a_page_are_not_divided(faults_in):
    out = laid(table(*[(str(number), SENTENCE * 12) for number in range(30)]))
    body = next(kid for kid in out.struct.kids[0].kids if kid.role == "TBody")  # type: ignore[union-attr]
    for row in body.kids:
        assert len({ref.page for each in row.kids for ref in each.kids}) == 1  # type: ignore[union-attr]
    assert faults_in(out) == []


def test_a_row_taller_than_a_page_goes_on_and_loses_nothing(text_in, faults_in, lines_on):
    tall = SENTENCE * 400
    out = laid(table(("1", "前"), ("2", tall), ("3", "後")))
    assert len(out.pages) >= 3
    assert f"2{tall}3後" in text_in(out.struct)
    assert all(lines_on(page)[0] == "見出し0見出し1" for page in out.pages)
    assert faults_in(out) == []


def test_a_row_is_divided_rather_than_a_third_of_a_page_left_empty(faults_in):
    for before in range(1, 12):
        out = laid(table(*[("1", SENTENCE * 8)] * before, ("2", SENTENCE * 75), ("3", "後")))
        bottoms = [max(run.baseline for run in text_runs(out, page)) for page in range(len(out.pages) - 1)]
        area_height = out.pages[0].height - 29.0 * 72 / 25.4
        top = 15.0 * 72 / 25.4
        assert all(top + area_height - bottom < area_height * 0.4 for bottom in bottoms)
        assert faults_in(out) == []


def text_runs(out: LaidOut, page: int) -> list[TextRun]:
    return [mark for content in out.pages[page].contents for mark in content.marks if isinstance(mark, TextRun)]


def test_header_or_band_never_end_a_page(lines_on):
    for count in range(28, 40):
        filler = [Paragraph((Run("行"),), ParagraphStyle.PLAIN)] * count
        out = laid(*filler, table(("1", "内容"), ("2", "内容"), group="施策１"), landscape=False)
        for page in out.pages:
            assert lines_on(page)[-1] not in ("見出し0見出し1", "施策１", "施策１（続き）")


def test_a_heading_stays_with_the_table_after_it(lines_on):
    for count in range(28, 40):
        filler = [Paragraph((Run("行"),), ParagraphStyle.PLAIN)] * count
        out = laid(*filler, Heading("h", 1, "", (Run("章"),)), table(("1", "内容")), landscape=False)
        page = next(page for page in out.pages if "章" in lines_on(page))
        assert lines_on(page)[-2:] == ["見出し0見出し1", "1内容"]


def test_notes_stay_with_the_last_row(lines_on):
    for count in range(1, 40):
        out = laid(table(*[(str(number), "内容") for number in range(count)], notes=(Note("※", (Run("注"),)),)))
        lines = lines_on(out.pages[-1])
        assert lines[-2:] == [f"{count - 1}内容", "※注"]


def test_cells_of_a_page_do_not_overlap_and_fill_the_measure():
    out = laid(table(*[(str(number), SENTENCE * 2, SENTENCE) for number in range(40)]))
    for page in range(len(out.pages)):
        boxes = sorted({run.box for run in text_runs(out, page)})
        for one, other in pairwise(boxes):
            assert one.x1 <= other.x0 or one.y1 <= other.y0 or other.y1 <= one.y0
    edges = [run.box for run in text_runs(out, 0)]
    margin, padding = 12.0 * 72 / 25.4, DEFAULT_THEME.cell_padding_pt[0]
    assert min(box.x0 for box in edges) == pytest.approx(margin + padding)
    assert max(box.x1 for box in edges) == pytest.approx(out.pages[0].width - margin - padding)


def test_columns_align_their_cells():
    columns = (
        Column("a", (Run("甲"),), width_mm=40.0, align=Align.CENTER),
        Column("b", (Run("乙"),), width_mm=40.0, align=Align.END),
    )
    out = laid(Table("t", columns, (RowGroup("g", (), (Row("r", (cell("中"), cell("末"))),)),)))
    centred, end = text_runs(out, 0)[-2:]
    assert centred.x + centred.width / 2 == pytest.approx((centred.box.x0 + centred.box.x1) / 2, abs=0.1)
    assert end.x + end.width == pytest.approx(end.box.x1, abs=0.1)


def test_cells_hold_lists_and_answer_spaces(tree_of, faults_in):
    listing = List((ListItem("・", (Paragraph((Run("項目"),), ParagraphStyle.CELL),)),))
    columns = (Column("a", (Run("甲"),)), Column("b", (Run("乙"),)))
    cells = (Cell((listing,)), Cell((Field("q", FieldKind.TEXT, "意見", 25.0),)))
    out = laid(Table("t", columns, (RowGroup("g", (), (Row("r", cells),)),)))
    tree = [line.strip().split(" ")[0] for line in tree_of(out.struct)]
    assert tree[tree.index("TD") :][:5] == ["TD", "L", "LI", "Lbl", "1:「・」"]
    assert "Form" in tree
    assert len(out.pages[0].fields) == 1
    assert faults_in(out) == []


def test_a_table_in_a_slot_stands_inside_it(faults_in):
    out = laid(Slot(60.0, (table(("1", "内容")),)), Paragraph((Run("後"),), ParagraphStyle.PLAIN))
    assert out.findings.codes() == []
    assert faults_in(out) == []


TEXTS = st.text(alphabet="あ亜、。（）12ab", max_size=200)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_text_in_is_text_out_whatever_the_rows_are(faults_in, text_in, data):
    width = data.draw(st.integers(1, 6))
    rows = data.draw(st.lists(st.tuples(*[TEXTS] * width), min_size=1, max_size=25))
    stretch = data.draw(st.sampled_from([1, 1, 1, 20]))
    rows[0] = tuple(text * stretch for text in rows[0])
    group = data.draw(st.sampled_from(["", "施策"]))
    out = laid(table(*rows, group=group), landscape=data.draw(st.booleans()))
    heads = "".join(f"見出し{number}" for number in range(width))
    assert text_in(out.struct) == heads + group + "".join(map("".join, rows))
    assert faults_in(out) == []
    assert out.findings.codes() == []


def test_a_divided_cell_has_two_lines_on_either_side(faults_in):
    for before in range(1, 9):
        filler = [("1", SENTENCE * 8)] * before
        out = laid(table(*filler, ("2", SENTENCE * 80), ("3", "後")))
        tall = out.struct.kids[0].kids[1].kids[before].kids[1]  # type: ignore[union-attr]
        for ref in tall.kids:  # type: ignore[union-attr]
            assert len({mark.baseline for mark in ref.content.marks}) >= 2  # type: ignore[union-attr]
        assert faults_in(out) == []


def test_a_table_without_headings_or_bands_has_only_rows(tree_of, faults_in):
    columns = (Column("a", ()), Column("b", ()))
    out = laid(Table("t", columns, (RowGroup("g", (), (Row("r", (cell("一"), cell("い"))),)),)))
    assert [line.strip() for line in tree_of(out.struct)] == [
        "Sect",
        "Table",
        "TBody",
        "TR",
        "TD",
        "1:「一」",
        "TD",
        "1:「い」",
    ]
    assert faults_in(out) == []


def test_an_answer_space_in_a_row_taller_than_the_rest_of_the_page_moves_whole(faults_in):
    columns = (Column("a", (Run("甲"),)), Column("b", (Run("乙"),)))
    rows = [Row(f"r{number}", (cell("問"), Cell((Field(f"q{number}", FieldKind.TEXT, "意見", 70.0),)))) for number in range(5)]
    out = laid(Table("t", columns, (RowGroup("g", (), tuple(rows)),)))
    assert [len(page.fields) for page in out.pages] == [2, 2, 1]
    assert faults_in(out) == []


def named_table(*rows: tuple[str, int]) -> Table:
    """Rows of a name and a number of sentences, under a group."""
    columns = (Column("n", (Run("事業名"),), width_mm=30.0, row_header=True), Column("t", (Run("状況"),)))
    body = tuple(Row(f"r{number}", (cell(name), cell(SENTENCE * count))) for number, (name, count) in enumerate(rows))
    return Table("t", columns, (RowGroup("g", (Run("施策１"),), body),))


def column_text(out: LaidOut, page: int) -> str:
    """What stands in the first column of a page, the band apart."""
    right = (12.0 + 30.0) * 72 / 25.4
    return "".join(run.text for run in text_runs(out, page) if run.box.x1 <= right)


def test_a_row_that_goes_on_is_named_again_as_an_artifact(text_in, faults_in):
    out = laid(named_table(("相談窓口の設置", 120), ("後の事業", 1)))
    assert [column_text(out, page) for page in (0, 1)] == ["事業名相談窓口の設置", "事業名相談窓口の設置（続き）後の事業"]
    assert text_in(out.struct).count("相談窓口の設置") == 1
    (again,) = (content for content in out.pages[1].contents if any("相談窓口" in text for text in texts_of(content)))
    assert again.artifact == "Pagination"
    assert faults_in(out) == []


def texts_of(content: Content) -> list[str]:
    return [mark.text for mark in content.marks if isinstance(mark, TextRun)]


def test_a_row_over_three_pages_is_named_on_each(faults_in):
    out = laid(named_table(("窓口", 400), ("後の事業", 1)))
    assert len(out.pages) >= 4
    assert all(column_text(out, page).startswith("事業名窓口（続き）") for page in range(1, len(out.pages)))
    assert faults_in(out) == []


def test_a_long_name_is_cut_to_the_height_that_the_row_has_anyway(faults_in):
    name = "こころの健康と暮らしの困りごとに関する総合的な相談の窓口を市役所に設置して運営する事業"
    ends = []
    for count in range(118, 136, 2):
        long, short = (laid(named_table((each, count), ("後の事業", 1))) for each in (name, "名"))
        assert faults_in(long) == []
        lowest = [[max(run.baseline for run in text_runs(out, page)) for page in range(len(out.pages))] for out in (long, short)]
        assert lowest[0] == lowest[1]
        ends += [column_text(long, page).split("後")[0] for page in range(1, len(long.pages))]
    assert any(end.endswith("…（続き）") for end in ends)
    assert all(end in ("事業名", f"事業名{name}") or end.endswith("（続き）") for end in ends)


def test_only_empty_header_cells_are_named_again(lines_on, faults_in):
    out = laid(table((SENTENCE * 40, SENTENCE * 150), ("後の事業", "後")))
    assert not any("（続き）" in line for page in out.pages for line in lines_on(page))
    assert faults_in(out) == []


def test_a_divided_row_never_ends_a_page_with_a_sub_heading(lines_on, faults_in):
    part = f"◇ 課題\n・{SENTENCE * 2}\n"
    for before in range(1, 12):
        out = laid(table(*[("1", SENTENCE * 8)] * before, ("2", part * 30 + "以上"), ("3", "後")))
        assert len(out.pages) > 1
        for page in out.pages:
            assert not lines_on(page)[-1].endswith("◇ 課題")
        assert faults_in(out) == []


def test_a_note_stays_with_the_table_that_it_explains(lines_on):
    for count in range(20, 45):
        filler = [Paragraph((Run("行"),), ParagraphStyle.PLAIN)] * count
        out = laid(*filler, Note("※", (Run("凡例"),)), table(("1", "内容")), landscape=False)
        page = next(page for page in out.pages if "※凡例" in lines_on(page))
        assert lines_on(page)[-2:] == ["見出し0見出し1", "1内容"]


def test_what_follows_a_table_stands_eight_points_below_it():
    columns = (Column("a", (Run("甲"),)),)
    out = laid(Table("t", columns, (RowGroup("g", (), (Row("r", (cell("内容"),)),)),)), Slot(20.0, (cell("後").blocks[0],)))
    above, below = (next(run.box for run in text_runs(out, 0) if run.text == text) for text in ("内容", "後"))
    assert below.y0 - (above.y1 + DEFAULT_THEME.cell_padding_pt[1]) == pytest.approx(8.0)


SOURCES = tuple(Note("出典", (Run(f"{number}：みほん市「統計」（令和４年６月15日取得）"),)) for number in range(3))


def test_sources_are_never_parted_from_the_last_row(lines_on):
    for count in range(1, 45):
        out = laid(table(*[(str(number), "内容") for number in range(count)], notes=SOURCES), landscape=False)
        assert len([line for line in lines_on(out.pages[-1]) if line.startswith("出典")]) == 3
        assert lines_on(out.pages[-1])[-4] == f"{count - 1}内容"


@pytest.mark.parametrize(("rows", "pages"), [(6, 1), (20, 2)])
def test_a_low_table_stays_whole_and_a_high_one_goes_on(lines_on, rows, pages):
    filler = [Paragraph((Run("行"),), ParagraphStyle.PLAIN)] * 28
    numbered = table(*[(str(number), "内容") for number in range(rows)], notes=SOURCES, caption="表１　数")
    out = laid(*filler, numbered, landscape=False)
    holding = [page for page in out.pages if any(line.endswith("内容") for line in lines_on(page))]
    assert len(holding) == pages
    assert "表１　数" in lines_on(holding[0])
