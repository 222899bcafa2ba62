"""How the width of a table is shared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.blocks import Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.findings import Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.table_widths import column_widths, distribute, ems
from kaigi_docs.theme import DEFAULT_THEME

MEASURE = 700.0


def table(widths_mm: tuple[float | None, ...], *texts: tuple[str, ...]) -> Table:
    source = Location("施策一覧.xlsx", "施策", "A1")
    columns = tuple(Column(f"c{n}", (Run("見出し", source=source),), width) for n, width in enumerate(widths_mm))
    cells = [tuple(Cell((Paragraph((Run(text),), ParagraphStyle.CELL),)) for text in row) for row in texts]
    return Table("t", columns, (RowGroup("g", (), tuple(Row(f"r{n}", row) for n, row in enumerate(cells))),))


def test_fixed_columns_keep_their_widths_and_may_leave_the_measure():
    widths, squeezed = column_widths(table((20.0, 30.0), ("あ", "い")), MEASURE, DEFAULT_THEME)
    assert widths == pytest.approx([20.0 * PT_PER_MM, 30.0 * PT_PER_MM])
    assert not squeezed


def test_free_columns_take_what_fixed_ones_leave():
    widths, _ = column_widths(table((20.0, None, None), ("あ", "い" * 90, "う" * 10)), MEASURE, DEFAULT_THEME)
    assert widths[0] == pytest.approx(20.0 * PT_PER_MM)
    assert sum(widths) == pytest.approx(MEASURE)
    assert widths[1] > widths[2]


def test_a_table_wider_than_its_sheet_is_made_narrower_and_reported():
    wide = table((200.0, 200.0), ("あ", "い"))
    widths, squeezed = column_widths(wide, MEASURE, DEFAULT_THEME)
    assert sum(widths) == pytest.approx(MEASURE) and squeezed
    out = layout_document(Document("d", "題", "", (Section((wide,)),)), DEFAULT_THEME)
    (finding,) = out.findings
    assert (finding.code, str(finding.where)) == ("table-too-wide", "施策一覧.xlsx「施策」A1")
    assert not out.findings.has_errors


def test_a_short_column_stays_on_one_line_beside_long_ones():
    rows = [("12", "あ" * 200, "か" * 150, "健康づくり課")] * 20
    widths, _ = column_widths(table((None,) * 4, *rows), MEASURE, DEFAULT_THEME)
    padding, em = 2 * DEFAULT_THEME.cell_padding_pt[0], 9.0
    assert widths[0] - padding >= 3 * em
    assert widths[3] - padding >= 4 * em
    assert widths[1] > widths[2] > widths[3]


def test_a_long_word_widens_its_column():
    rows = [("https://mihon.example/a-long-address/page", "あ" * 300)]
    widths, _ = column_widths(table((None, None), *rows), MEASURE, DEFAULT_THEME)
    assert widths[0] > 4 * 9.0


def test_a_word_longer_than_the_sheet_does_not_push_other_columns_away():
    rows = [("あ" * 40, "1" * 400, "い" * 40)]
    widths, squeezed = column_widths(table((None,) * 3, *rows), MEASURE, DEFAULT_THEME)
    assert sum(widths) == pytest.approx(MEASURE) and not squeezed
    assert min(widths) >= 4 * 9.0


def test_widths_chosen_need_hardly_more_lines_than_the_best_of_a_search():
    texts = [("あ" * (10 + 7 * n % 40), "か" * (60 + 31 * n % 200), "さ" * (20 + 17 * n % 120)) for n in range(40)]

    def height(widths: list[float]) -> int:
        usable = [width - 2 * DEFAULT_THEME.cell_padding_pt[0] for width in widths]
        return sum(max(-(-len(text) * 9 // width) for text, width in zip(row, usable, strict=True)) for row in texts)

    widths, _ = column_widths(table((None,) * 3, *texts), MEASURE, DEFAULT_THEME)
    steps = range(50, 600, 10)
    best = min(height([a, b, MEASURE - a - b]) for a in steps for b in steps if MEASURE - a - b >= 50)
    assert height(widths) <= best * 1.06


def test_ems_counts_kana_as_one_and_latin_letters_as_half():
    assert (ems("かな漢字"), ems("ab12"), ems("")) == (4.0, 2.0, 0.0)


columns = st.lists(
    st.tuples(st.floats(0.01, 1.0), st.floats(10.0, 60.0), st.floats(0.0, 400.0)),
    min_size=1,
    max_size=8,
)


@given(columns, st.floats(0.0, 500.0))
def test_shares_add_up_to_the_room_and_respect_their_least(limits, spare):
    shares, least, extra = zip(*limits, strict=True)
    room = sum(least) + spare
    widths = distribute(room, shares, least, [low + more for low, more in zip(least, extra, strict=True)])
    assert sum(widths) == pytest.approx(room)
    assert all(width >= low - 0.01 for width, low in zip(widths, least, strict=True))
