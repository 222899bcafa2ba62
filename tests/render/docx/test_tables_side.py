"""What Word has for labels at the side, and numbers below their decimal points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from kaigi_docs.blocks import Align, Cell, Column, Paragraph, ParagraphStyle, Row, RowGroup, Run, Table
from kaigi_docs.theme import DEFAULT_THEME, GroupLabels

SIDE = replace(DEFAULT_THEME, group_labels=GroupLabels.SIDE)
FREE = 16838 - 2 * 680  # A4 landscape, in twips


def cell(text: str) -> Cell:
    return Cell((Paragraph((Run(text),), ParagraphStyle.CELL),))


def table(*groups: RowGroup, widths=(None, None)) -> Table:
    columns = tuple(Column(f"c{n}", (Run(f"見出し{n}"),), width) for n, width in enumerate(widths))
    return Table("t", columns, groups)


def group(label: str, *texts: str) -> RowGroup:
    rows = tuple(Row(f"J{n}", (cell(str(n)), cell(text))) for n, text in enumerate(texts, 1))
    return RowGroup(label, (Run(label),) if label else (), rows)


def test_labels_at_the_side_are_bands_in_word_that_are_repeated_on_every_page(written):
    file = written(table(group("施策１", "あ", "い", "う"), group("施策２", "え")), theme=SIDE, landscape=True)
    assert file.all("vMerge") == file.all("textDirection") == []
    assert [len(tbl.findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")) for tbl in file.all("tbl")] == [2, 2]


def test_the_label_is_read_before_its_rows(written):
    file = written(table(group("施策１", "あ", "い")), theme=SIDE, landscape=True)
    assert file.lines()[:7] == ["見出し0", "見出し1", "施策１", "1", "あ", "2", "い"]


@pytest.mark.parametrize("widths", [(None, None), (40.0, None), (100.0, 160.0)])
def test_the_columns_take_the_room_that_the_label_has_in_the_pdf(written, widths):
    file = written(table(group("施策１", "あ", "い"), widths=widths), theme=SIDE, landscape=True)
    for row in file.all("tr"):
        assert sum(int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))) == FREE


def decimals(written, *texts: str) -> list[tuple[str, int]]:
    """How each number is aligned, and its indent at the right in twips."""
    columns = (Column("n", (Run("人数"),), 40.0, Align.DECIMAL),)
    rows = tuple(Row(f"r{n}", (cell(text),)) for n, text in enumerate(texts))
    (tbl,) = written(Table("t", columns, (RowGroup("g", (), rows),))).all("tbl")
    found = []
    for row in tbl.findall(qn("w:tr"))[1:]:
        (properties,) = row.iter(qn("w:pPr"))
        indent = properties.find(qn("w:ind"))
        right = 0 if indent is None else int(indent.get(qn("w:right")))
        found.append((properties.find(qn("w:jc")).get(qn("w:val")), right))
    return found


def test_numbers_end_so_that_their_decimal_points_stand_below_each_other(written):
    em = 9.0 * 20
    (first, widest), (_, whole), (_, dash) = decimals(written, "1,234.5", "56", "－")
    assert first == "right"
    assert whole - widest == pytest.approx(em, abs=1)
    assert dash == widest


def test_without_a_number_text_is_centred(written):
    assert decimals(written, "－", "x") == [("center", 0), ("center", 0)]


def test_text_too_long_for_its_place_takes_the_whole_cell(written):
    assert decimals(written, "1", "2回/年（書面）、ほかに臨時の会議")[1] == ("right", 0)
