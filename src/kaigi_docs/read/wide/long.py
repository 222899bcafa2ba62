"""The official .csv of e-Stat, one figure a row -> the same figures as those of a table.

Its header row reads tab_code, 表章項目, cat01_code, 性別, …, time_code, 時間軸(年次), unit, value, annotation (API specification
3.0 of 政府統計の総合窓口); lines on the request may stand above it.
"""

from __future__ import annotations

from collections.abc import Mapping

from kaigi_docs.read.cells import cell_text
from kaigi_docs.read.grid import GridCell
from kaigi_docs.read.wide.years import YearHead, year_head

_VALUE, _TIME = "value", "時間軸"
_NO_LABELS = ("unit", _VALUE, "annotation")

LongFigure = tuple[GridCell, YearHead, tuple[GridCell, ...], tuple[GridCell, ...]]
"""A figure, its year, its labels, and those labels that all rows share."""


def long_figures(cells: Mapping[tuple[int, int], GridCell]) -> list[LongFigure]:
    """The figures of a sheet in that form, none where it is another one; rows of months are left out.

    Args:
        cells: filled ones.
    """
    head = _head(cells)
    if not head:
        return []
    value, time = head[_VALUE], next(column for name, column in head.items() if name.startswith(_TIME))
    start = next(row for (row, column), cell in cells.items() if column == value and _name(cell) == _VALUE)
    labels = [head[name] for name in head if name not in _NO_LABELS and not name.endswith("_code") and head[name] != time]
    rows = sorted(row for row, column in cells if column == value and row > start and (row, time) in cells)
    varied = [column for column in labels if len({_text(cells, row, column) for row in rows}) > 1]
    found = []
    for row in rows:
        year = year_head(cells[row, time])
        if year is not None:
            own, shared = (
                [cells[row, column] for column in labels if (column in varied) is kind and (row, column) in cells]
                for kind in (True, False)
            )
            found.append((cells[row, value], year, tuple(own), tuple(shared)))
    return found


def _head(cells: Mapping[tuple[int, int], GridCell]) -> dict[str, int]:
    """The columns by the names in the header row."""
    rows = sorted({row for (row, _), cell in cells.items() if _name(cell) == _VALUE})
    for row in rows:
        names = {_name(cell): column for (at, column), cell in sorted(cells.items()) if at == row}
        if any(name.startswith(_TIME) for name in names):
            return names
    return {}


def _name(cell: GridCell) -> str:
    return cell_text(cell.value).strip()


def _text(cells: Mapping[tuple[int, int], GridCell], row: int, column: int) -> str:
    return _name(cells[row, column]) if (row, column) in cells else ""
