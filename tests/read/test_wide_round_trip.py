"""Figures laid out as a table in any of the usual ways come back as the same figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from wide_tables import FILE, faults, figures, read_wide

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import CalendarYear
from kaigi_docs.read.grid import GridCell, GridSheet
from kaigi_docs.read.wide.shape import NoTable, find_table

COUNTS = st.one_of(st.integers(5, 10_000_000), st.sampled_from(["－", "…", "x", "・"]))
CLASSES = ("総数", "20歳未満", "20歳代", "30～39歳", "70歳以上", "その他", "不詳")
BLOCKS = {"R01": "総数", "R02": "男", "R03": "女"}

Tidy = dict[tuple[str, int, str], int | str]


@dataclass(frozen=True)
class Layout:
    """How a table stands on its sheet."""

    down: bool
    merged: bool
    era: bool
    blocks_with_years: bool
    top: int
    left: int
    newest_first: bool


LAYOUTS = st.builds(
    Layout,
    down=st.booleans(),
    merged=st.booleans(),
    era=st.booleans(),
    blocks_with_years=st.booleans(),
    top=st.integers(0, 3),
    left=st.integers(0, 2),
    newest_first=st.booleans(),
)


@st.composite
def tidy_values(draw: st.DrawFn) -> Tidy:
    first, count = draw(st.integers(1990, 2030)), draw(st.integers(2, 5))
    classes = draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=5, unique=True))
    blocks = draw(st.lists(st.sampled_from(tuple(BLOCKS)), min_size=1, max_size=3, unique=True))
    places = [(block, year, name) for block in blocks for year in range(first, first + count) for name in classes]
    return {place: draw(COUNTS) for place in places}


def laid_out(tidy: Tidy, layout: Layout) -> GridSheet:
    """Years across the sheet with blocks above or beside them, turned where years stand down; notes around it."""
    years = sorted({year for _, year, _ in tidy}, reverse=layout.newest_first)
    blocks = list(dict.fromkeys(block for block, _, _ in tidy))
    classes = list(dict.fromkeys(name for _, _, name in tidy))
    cells: dict[tuple[int, int], int | str] = {}
    merged: list[tuple[int, int, int, int]] = []
    if layout.blocks_with_years:  # blocks stand above the years, each with all of them
        for at, block in enumerate(blocks):
            start = 2 + at * len(years)
            cells[1, start] = BLOCKS[block]
            merged.append((1, start, 1, start + len(years) - 1))
            for column, year in enumerate(years, start):
                cells[2, column] = _year(year, layout)
                for row, name in enumerate(classes, 3):
                    cells[row, 1] = name
                    cells[row, column] = tidy[block, year, name]
    else:  # blocks stand beside the classes
        for column, year in enumerate(years, 3):
            cells[1, column] = _year(year, layout)
            for at, block in enumerate(blocks):
                start = 2 + at * len(classes)
                cells[start, 1] = BLOCKS[block]
                merged.append((start, 1, start + len(classes) - 1, 1))
                for row, name in enumerate(classes, start):
                    cells[row, 2] = name
                    cells[row, column] = tidy[block, year, name]
    return _sheet(cells, merged, layout)


def _year(year: int, layout: Layout) -> int | str:
    return CalendarYear(year).label(DigitWidth.HALF) if layout.era else year


def _sheet(cells: dict[tuple[int, int], int | str], merged: Sequence[tuple[int, int, int, int]], layout: Layout) -> GridSheet:
    placed = {_moved(row, column, layout): value for (row, column), value in cells.items()}
    ranges = tuple((*_moved(top, left, layout), *_moved(bottom, right, layout)) for top, left, bottom, right in merged)
    found = {place: GridCell(*place, value) for place, value in placed.items()}
    return GridSheet("表", found, merged=ranges if layout.merged else ())


def _moved(row: int, column: int, layout: Layout) -> tuple[int, int]:
    row, column = (column, row) if layout.down else (row, column)
    return row + layout.top, column + layout.left


@settings(max_examples=60, deadline=None)
@given(tidy_values(), LAYOUTS)
def test_figures_survive_the_way_through_a_table(tidy: Tidy, layout: Layout) -> None:
    blocks = dict.fromkeys(block for block, _, _ in tidy)
    rows = [{"系列ID": block, "ファイル": FILE, "見出し": BLOCKS[block]} for block in blocks]
    for row in rows:
        row["年の並び"] = "縦" if layout.down else "横"
    found, findings = read_wide(rows, laid_out(tidy, layout))
    assert [each for each in faults(findings) if each[0] != "sum-differs"] == []
    read = {(block, int(year), name): text for block in blocks for (year, name), text in figures(found[block]).items()}
    assert read == {place: f"{value:,}" if isinstance(value, int) else value for place, value in tidy.items()}


WORDS = st.sampled_from(
    ["総数", "男", "R2", "令和3年", "2019", "2020", "30", "元", "value", "時間軸", "7", "－", "x", "単位：人", "注"]
)
SHEETS = st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 6)), WORDS | st.integers(0, 3000), max_size=25)
RANGES = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.integers(3, 6), st.integers(3, 6)), max_size=2)


@settings(max_examples=60, deadline=None)
@given(SHEETS, RANGES, st.sampled_from([None, False, True]), st.booleans())
def test_any_sheet_is_a_table_whose_figures_are_its_own_cells_each_once_or_is_told_to_be_none(
    values: dict[tuple[int, int], int | str],
    ranges: list[tuple[int, int, int, int]],
    down: bool | None,
    has_years: bool,
) -> None:
    cells = {place: GridCell(*place, value) for place, value in values.items()}
    try:
        table = find_table(GridSheet("表", cells, merged=tuple(ranges)), None, years_down=down, has_years=has_years)
    except NoTable as none:
        assert none.code.startswith("wide-")
        return
    places = [(each.cell.row, each.cell.column) for each in table.figures]
    assert len(places) == len(set(places))
    assert all(cells[place].value == each.cell.value for place, each in zip(places, table.figures, strict=True))
    assert has_years is False or all(each.year is not None for each in table.figures)
