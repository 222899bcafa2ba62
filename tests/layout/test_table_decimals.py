"""Numbers below their decimal points."""

from __future__ import annotations

import pytest

from kaigi_docs.blocks import Align, Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.japanese.decimals import decimal_parts
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, TextRun
from kaigi_docs.theme import DEFAULT_THEME


def cell(text: str, align: Align = Align.START) -> Cell:
    return Cell((Paragraph((Run(text),), ParagraphStyle.CELL, align),)) if text else Cell()


def column_of(*cells: Cell, width_mm: float = 40.0) -> LaidOut:
    columns = (Column("n", (), width_mm, Align.DECIMAL),)
    rows = tuple(Row(f"r{number}", (each,)) for number, each in enumerate(cells))
    section = Section((Table("t", columns, (RowGroup("g", (), rows),)),))
    return layout_document(Document("d", "題", "", (section,)), DEFAULT_THEME)


def runs_of(out: LaidOut) -> list[TextRun]:
    return [mark for content in out.pages[0].contents for mark in content.marks if isinstance(mark, TextRun)]


def end_of_whole(run: TextRun) -> float:
    """Where the digits before the decimal point end."""
    whole, _ = decimal_parts(run.text) or ("", "")
    at = len(whole) - 1
    return run.x + run.offsets[at] + (1.0 if whole[at] > "~" else 0.5) * run.size_pt


def middle(out: LaidOut) -> float:
    box = runs_of(out)[0].box
    return (box.x0 + box.x1) / 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1,234", ("1,234", "")),
        ("△12.3", ("△12", ".3")),
        ("-0.5", ("-0", ".5")),
        ("１，２３４．５％", ("１，２３４", "．５％")),
        ("20人", ("20", "人")),
        ("18.6 ％", ("18", ".6 ％")),
        ("▲３か所", ("▲３", "か所")),
    ],
)
def test_a_number_has_a_part_before_and_a_part_behind_its_point(text, parts):
    assert decimal_parts(text) == parts


@pytest.mark.parametrize("text", ["－", "x", "…", "", "2回/年（書面）", "約20人", "令和４年", "1.2.3", "3（2）", "10人程度の会"])
def test_other_text_is_no_number(text):
    assert decimal_parts(text) is None


def test_numbers_stand_below_their_decimal_points(faults_in):
    out = column_of(*map(cell, ("1,234", "△5.25％", "12.5", "１２３", "7回")))
    ends = [end_of_whole(run) for run in runs_of(out)]
    assert ends == pytest.approx([ends[0]] * 5, abs=0.05)
    assert faults_in(out) == []


def test_the_numbers_stand_in_the_middle_of_a_wide_column():
    out = column_of(*map(cell, ("1,234", "5.25")))
    left = min(run.x for run in runs_of(out))
    right = max(run.x + run.width for run in runs_of(out))
    assert (left + right) / 2 == pytest.approx(middle(out), abs=0.1)


def test_other_text_ends_where_the_widest_number_ends():
    out = column_of(*map(cell, ("1.25", "300", "－", "x")))
    number, _, dash, hidden = runs_of(out)
    assert dash.x + dash.width == pytest.approx(number.x + number.width, abs=0.1)
    assert hidden.x + hidden.width == pytest.approx(number.x + number.width, abs=0.1)


def test_without_a_number_other_text_is_centred():
    out = column_of(cell("－"), cell("…"))
    for run in runs_of(out):
        assert run.x + run.width / 2 == pytest.approx(middle(out), abs=0.1)


def test_long_text_and_numbers_too_wide_for_their_column_stay_inside(faults_in):
    out = column_of(*map(cell, ("2回/年（書面）、ほかに臨時の会議を開いた", "1,234,567,890,123.5")), width_mm=22.0)
    assert faults_in(out) == []


def test_a_cell_that_asks_for_another_alignment_gets_it():
    out = column_of(cell("1.25"), cell("3", Align.END))
    wide, asked = runs_of(out)
    assert asked.x + asked.width == pytest.approx(asked.box.x1, abs=0.1)
    assert wide.x + wide.width < asked.box.x1 - 10.0
