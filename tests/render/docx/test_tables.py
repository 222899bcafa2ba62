"""Tables: repeated rows, widths that add up, rows that stay whole."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from kaigi_docs.blocks import (
    Align,
    Cell,
    Column,
    Note,
    Paper,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Table,
)
from kaigi_docs.theme import DEFAULT_THEME
from word_text import paragraph_text

A4_PORTRAIT, A4_LANDSCAPE, A3_LANDSCAPE = 11906, 16838, 23811
MEASURES = {
    (Paper.A4, False): A4_PORTRAIT - 2 * 1134,
    (Paper.A4, True): A4_LANDSCAPE - 2 * 680,
    (Paper.A3, True): A3_LANDSCAPE - 2 * 680,
}


def cell(text: str) -> Cell:
    return Cell((Paragraph((Run(text),), ParagraphStyle.CELL),))


def table(*groups: RowGroup, widths=(None, 40.0, None), **wishes) -> Table:
    headings = ("番号", "事業名", "取組状況")
    columns = tuple(
        Column(f"c{index}", (Run(heading),), width) for index, (heading, width) in enumerate(zip(headings, widths, strict=True))
    )
    return Table("t", columns, groups, **wishes)


def group(label: str, *texts: str) -> RowGroup:
    rows = tuple(Row(f"J{index}", (cell(str(index)), cell("相談事業"), cell(text))) for index, text in enumerate(texts, 1))
    return RowGroup(label, (Run(label),) if label else (), rows)


def kept_rows(tbl) -> list[bool]:
    return [row.find(f".//{qn('w:keepNext')}") is not None for row in tbl.findall(qn("w:tr"))]


def header_flags(tbl) -> list[bool]:
    return [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in tbl.findall(qn("w:tr"))]


def test_column_heads_and_group_label_repeat_on_every_page(written):
    file = written(table(group("施策１", "あ", "い"), group("施策２", "う")))
    assert [header_flags(tbl) for tbl in file.all("tbl")] == [[True, True, False, False], [True, True, False]]


def test_a_group_without_label_has_no_band(written):
    (tbl,) = written(table(group("", "あ"))).all("tbl")
    assert header_flags(tbl) == [True, False]


def test_short_groups_share_one_table_and_each_stays_on_one_page(written):
    file = written(table(*(group(f"施策{number}", "あ", "い") for number in range(20)), short_groups=True))
    (tbl,) = file.all("tbl")
    assert header_flags(tbl) == [True, *[False] * 60]
    assert kept_rows(tbl)[1:] == [True, True, False] * 20


def test_the_band_spans_all_columns(written):
    (span,) = written(table(group("施策１", "あ"))).all("gridSpan")
    assert span.get(qn("w:val")) == "3"


def test_tables_of_neighbouring_groups_do_not_merge(written):
    body = written(table(group("施策１", "あ"), group("施策２", "い"))).body
    assert [child.tag for child in body if child.tag in (qn("w:tbl"), qn("w:p"))] == [
        qn("w:tbl"),
        qn("w:p"),
        qn("w:tbl"),
        qn("w:p"),
    ]


def test_the_paragraph_between_tables_is_one_point_high(written):
    styles = written(table()).part("word/styles.xml")
    style = next(each for each in styles if each.get(qn("w:styleId")) == "TableSeparator")
    spacing = style.find(f".//{qn('w:spacing')}")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule")), spacing.get(qn("w:after"))) == ("20", "exact", "0")


@pytest.mark.parametrize(("paper", "landscape"), list(MEASURES))
@pytest.mark.parametrize("widths", [(None, 40.0, None), (None, None, None), (200.0, 200.0, None), (300.0, 200.0, 100.0)])
def test_widths_fill_the_text_area_in_grid_and_cells_alike(written, paper, landscape, widths):
    (tbl,) = written(table(group("施策", "取組の内容" * 30), widths=widths), paper=paper, landscape=landscape).all("tbl")
    grid = [int(column.get(qn("w:w"))) for column in tbl.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
    assert sum(grid) == MEASURES[paper, landscape]
    assert min(grid) > 0
    assert tbl.find(f".//{qn('w:tblW')}").get(qn("w:w")) == str(sum(grid))
    for row in tbl.findall(qn("w:tr")):
        cells = [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))]
        assert cells in (grid, [sum(grid)])


def test_a_wished_width_is_kept_where_there_is_room(written):
    (tbl,) = written(table(group("", "取組"), widths=(None, 40.0, None))).all("tbl")
    assert tbl.findall(f".//{qn('w:gridCol')}")[1].get(qn("w:w")) == "2268"


def test_a_table_whose_columns_all_wish_less_stays_narrow(written):
    (tbl,) = written(table(group("", "取組"), widths=(20.0, 40.0, 20.0))).all("tbl")
    assert tbl.find(f".//{qn('w:tblW')}").get(qn("w:w")) == str(1134 + 2268 + 1134)


def test_a_column_of_long_texts_is_wider_than_one_of_numbers(written):
    (tbl,) = written(table(group("", "長い取組の内容" * 20), widths=(None, None, None))).all("tbl")
    grid = [int(column.get(qn("w:w"))) for column in tbl.iter(qn("w:gridCol"))]
    assert grid[2] > grid[1] >= grid[0]


def test_a_short_row_stays_whole_and_a_long_one_may_break(written):
    (tbl,) = written(table(group("", "短い", "長い" * 4000))).all("tbl")
    whole = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in tbl.findall(qn("w:tr"))]
    assert whole == [True, True, False]


def test_cells_take_the_alignment_of_their_column(written):
    columns = (Column("n", (Run("人数"),), align=Align.END), Column("t", (Run("説明"),)))
    rows = (Row("r", (cell("1,234"), cell("人数です"))),)
    file = written(Table("t", columns, (RowGroup("g", (), rows),)))
    assert [jc.get(qn("w:val")) for jc in file.all("jc")] == ["right"]


def test_row_headers_have_a_style_of_their_own(written):
    columns = (Column("n", (Run("事業名"),), row_header=True), Column("t", (Run("説明"),)))
    file = written(Table("t", columns, (RowGroup("g", (), (Row("r", (cell("相談"), cell("内容"))),)),)))
    assert [style.get(qn("w:val")) for style in file.all("pStyle")][2:4] == ["RowHeader", "CellText"]


def test_heads_and_bands_are_filled_as_the_theme_says(written):
    fills = [shade.get(qn("w:fill")) for shade in written(table(group("施策", "あ"))).all("shd")]
    assert fills == [DEFAULT_THEME.header_fill[1:].upper()] * 3 + [DEFAULT_THEME.group_fill[1:].upper()]


def test_an_empty_cell_holds_an_empty_paragraph(written):
    file = written(table(RowGroup("g", (), (Row("r", (Cell(), Cell(), Cell())),))))
    assert file.lines() == ["番号", "事業名", "取組状況", "", "", "", ""]


def test_caption_stands_before_and_notes_after_the_table(written):
    file = written(table(group("", "あ"), caption=(Run("表１　取組状況"),), notes=(Note("※", (Run("速報です。"),)),)))
    assert (file.lines()[0], file.lines()[-1]) == ("表１　取組状況", "※\t速報です。")
    assert file.all("tblCaption")[0].get(qn("w:val")) == "表１　取組状況"


def test_a_table_without_rows_shows_its_heads(written):
    assert written(table()).lines() == ["番号", "事業名", "取組状況", ""]


def test_two_thousand_rows_hold_two_thousand_rows(written):
    (tbl,) = written(table(group("施策", *(["取組"] * 2000)))).all("tbl")
    assert len(tbl.findall(qn("w:tr"))) == 2002


def test_lines_count_when_a_row_may_break(written):
    (tbl,) = written(table(group("", "短い", "\n".join(["・短い行"] * 40)))).all("tbl")
    whole = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in tbl.findall(qn("w:tr"))]
    assert whole == [True, True, False]


def test_items_in_a_cell_are_paragraphs_that_hang_by_their_mark(written):
    text = "年２回開催した。\n・第１回は書面とした\n◇　課題\n以上"
    file = written(table(group("", text), widths=(20.0, 40.0, 100.0)))
    paragraphs = file.all("p")[-5:-1]
    assert [paragraph_text(each) for each in paragraphs] == text.split("\n")
    indents = [each.find(f"{qn('w:pPr')}/{qn('w:ind')}") for each in paragraphs]
    found = [None if each is None else (each.get(qn("w:left")), each.get(qn("w:hanging"))) for each in indents]
    assert found == [None, ("180", "180"), ("360", "360"), None]


def test_lines_without_marks_and_those_of_narrow_columns_stay_one_paragraph(written):
    plain = written(table(group("", "一行目\n二行目"), widths=(20.0, 40.0, 100.0)))
    narrow = written(table(group("", "・一行目\n・二行目"), widths=(20.0, 40.0, 20.0)))
    assert plain.lines()[-2] == "一行目\n二行目"
    assert narrow.lines()[-2] == "・一行目\n・二行目"


def test_the_last_row_stays_with_the_sources_and_a_low_table_whole(written):
    notes = (Note("※", (Run("注"),)), Note("出典", (Run("統計"),)))
    (low,) = written(table(group("", "あ", "い"), notes=notes)).all("tbl")
    (high,) = written(table(group("", *["あ"] * 60), notes=notes)).all("tbl")
    assert kept_rows(low)[1:] == [True, True]
    assert kept_rows(high)[1:] == [False] * 59 + [True]


def test_a_table_without_notes_does_not_hold_what_follows(written):
    (tbl,) = written(table(group("", "あ", "い"))).all("tbl")
    assert kept_rows(tbl)[1:] == [True, False]
