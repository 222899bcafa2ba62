"""How the width of a table is shared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.blocks import Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.findings import Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.lines import set_paragraph
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.table_division import distribute
from kaigi_docs.layout.table_extents import ems, extent_of
from kaigi_docs.layout.table_pages import PageRoom, Tops, pages_of
from kaigi_docs.layout.table_widths import column_widths
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


def test_a_short_heading_stays_on_one_line_above_empty_cells():
    shown = table((None,) * 4, *[("", "", "あ" * 200, "か" * 200)] * 20)
    headed = replace(shown, columns=(replace(shown.columns[0], heading=(Run("担当課名"),)), *shown.columns[1:]))
    widths, _ = column_widths(headed, MEASURE, DEFAULT_THEME)
    assert widths[0] - 2 * DEFAULT_THEME.cell_padding_pt[0] >= 4 * 9.0 - 0.01


def test_a_slim_column_is_widened_before_its_rows_tower_over_the_others():
    rows = [("あ" * 180, "か" * 180, "さ" * 90)] * 4 + [("あ" * 60, "か" * 60, "さ" * 10)] * 30
    widths, _ = column_widths(table((None,) * 3, *rows), MEASURE, DEFAULT_THEME)
    assert widths[2] > 9 * 9.0


WORDS = st.sampled_from(
    ["相談の窓口を広げ、", "関係する機関と連絡を取り合う。", "令和４年度は12回、", "SNSで", "（書面）", "\n・"]
)


@given(st.lists(WORDS, min_size=1, max_size=30).map("".join), st.integers(5, 40))
def test_the_height_of_a_cell_is_estimated_to_a_line_or_a_tenth(text, width_em):
    shown = table((None,), (text.strip(),))
    rows = [row for group in shown.groups for row in group.rows]
    extent = extent_of(shown.columns[0], 0, [row.cells for row in rows], DEFAULT_THEME)
    style = DEFAULT_THEME.paragraphs[ParagraphStyle.CELL]
    lines = len(set_paragraph((Run(text.strip()),), style, width_em * 9.0, DEFAULT_THEME, justify=width_em >= 15).lines)
    estimated = extent.heights(width_em * 9.0).rows[0] / (style.size_pt * style.leading)
    assert abs(estimated - lines) <= max(1.6, lines / 8)


def test_pages_are_reckoned_with_what_stands_above_rows():
    page, tops = PageRoom(100.0, 0.3), Tops(10.0, 5.0)
    assert pages_of([40.0, 45.0], frozenset({0}), tops, page) == 1.0
    assert pages_of([40.0, 46.0], frozenset({0}), tops, page) == pytest.approx(1.0 + (15.0 + 46.0 - 45.0) / 100.0)
    assert pages_of([60.0, 30.0], frozenset({0}), tops, page) == pytest.approx(1.45)
    assert pages_of([300.0], frozenset(), tops, page) > 3.0


def test_ems_counts_kana_as_one_and_latin_letters_as_half():
    assert (ems("かな漢字"), ems("ab12"), ems(""), ems("計12回")) == (4.0, 2.0, 0.0, 3.5)


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
