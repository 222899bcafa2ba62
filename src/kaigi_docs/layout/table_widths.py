"""Widths of table columns: fixed ones as asked, the rest so that the table takes few pages and its cells are even.

Nothing is set on trial: table_extents.py estimates how high each cell gets at a width, table_division.py makes a first
division from the amounts of text, and table_search.py descends from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaigi_docs.blocks import ParagraphStyle, Table
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.table_division import distribute, shortest
from kaigi_docs.layout.table_extents import Extent, extent_of
from kaigi_docs.layout.table_pages import PageRoom
from kaigi_docs.layout.table_search import Search
from kaigi_docs.theme import Theme

MIN_EM = 4.0
# A heading up to this stays on one line, one of up to four times this on two.
HEADING_EM = 5.0
# A column of names that name their rows is at least this wide, or as its longest name.
NAME_EM = 7.0
SAMPLE_ROWS = 200


class Shares(NamedTuple):
    """Widths in points, padding included, and whether the table had to be made narrower than asked."""

    widths: list[float]
    squeezed: bool


class Limits(NamedTuple):
    """Of each free column in points: what it never goes below, what it should have at least, what it has use for."""

    floors: list[float]
    least: list[float]
    most: list[float]


class Division:
    """What the columns of a table ask for, measured once for several measures."""

    def __init__(self, table: Table, theme: Theme) -> None:
        """Measures nothing yet; at most about 200 rows, evenly chosen, are looked at.

        Limit: cells over several columns, and headings over several, count for none of them.
        """
        self._rows = [row.by_column() for group in table.groups for row in group.rows]
        self._table, self._theme = table, theme
        self._step = max(1, -(-len(self._rows) // SAMPLE_ROWS))
        self._fixed = [None if column.width_mm is None else column.width_mm * PT_PER_MM for column in table.columns]
        self._extents: list[Extent] | None = None

    @property
    def extents(self) -> list[Extent]:
        """What each column asks for."""
        if self._extents is None:
            columns = enumerate(self._table.columns)
            self._extents = [extent_of(column, index, self._rows, self._theme, self._step) for index, column in columns]
        return self._extents

    def shares(self, measure_pt: float, page: PageRoom | None = None, *, bands: bool = False, quick: bool = False) -> Shares:
        """The width of each column; they add up to the measure, unless all columns are fixed and need less.

        Args:
            measure_pt: what there is for the columns.
            page: the sheets that the table goes over; without it pages are not counted.
            bands: whether groups begin with a band.
            quick: only the first division, from the amounts of text.
        """
        free = [index for index, width in enumerate(self._fixed) if width is None]
        if not free:
            return _fit([width or 0.0 for width in self._fixed], measure_pt)
        room = measure_pt - sum(width for width in self._fixed if width is not None)
        limits = self._limits(free, room)
        if sum(limits.floors) >= room:
            return _fit(self._with(limits.floors), measure_pt)
        amounts = shortest([self.extents[index].amounts for index in free])
        first = self._with(distribute(room, amounts, limits.least, limits.most))
        if quick or len(free) < 2 or sum(limits.most) <= room:
            return Shares(first, False)
        search = self._search(free, limits.least, bands)
        return Shares(search.best(first, page if self._step == 1 else None), False)

    def row_heights(self, widths: Sequence[float]) -> list[float]:
        """The estimated height in points of every row that is looked at, at these widths."""
        return self._search((), (), bands=False).row_heights(widths)

    def _search(self, free: Sequence[int], least: Sequence[float], bands: bool) -> Search:
        firsts = frozenset(self._firsts()) if bands else frozenset[int]()
        return Search(self.extents, free, dict(zip(free, least, strict=True)), self._theme, firsts)

    def _firsts(self) -> Iterator[int]:
        number = 0
        for group in self._table.groups:
            if group.label and group.rows:
                yield number
            number += len(group.rows)

    def _with(self, free: Sequence[float]) -> list[float]:
        """The widths of all columns, those of the free ones given."""
        widths = iter(free)
        return [next(widths) if width is None else width for width in self._fixed]

    def _limits(self, free: Sequence[int], room: float) -> Limits:
        padding = 2 * self._theme.cell_padding_pt[0]
        em = self._theme.paragraphs[ParagraphStyle.CELL].size_pt
        extents = [self.extents[index] for index in free]
        floors = [min(MIN_EM * em, extent.most) + padding for extent in extents]
        tokens = [max(extent.least + padding, floor) for extent, floor in zip(extents, floors, strict=True)]
        names = [NAME_EM * em if self._table.columns[index].row_header else 0.0 for index in free]
        wishes = [
            max(_heading_width(extent, em) + padding, min(name, extent.most) + padding, low)
            for extent, name, low in zip(extents, names, tokens, strict=True)
        ]
        least = _eased(floors, tokens, room) if sum(tokens) > room else _eased(tokens, wishes, room)
        return Limits(floors, least, [max(extent.most + padding, low) for extent, low in zip(extents, least, strict=True)])


def column_widths(table: Table, measure_pt: float, theme: Theme) -> Shares:
    """The width of each column of a table without labels at the side; see `Division.shares`."""
    return Division(table, theme).shares(measure_pt)


def _heading_width(extent: Extent, em: float) -> float:
    """The width that a heading asks for: one line if it is short, else two, and three where it is very long."""
    if extent.heading <= HEADING_EM * em:
        return extent.heading
    lines = 2 if extent.heading <= 4 * HEADING_EM * em else 3
    return min(extent.heading / lines + em, extent.heading)


def _fit(widths: list[float], measure_pt: float) -> Shares:
    total = sum(widths)
    if total <= measure_pt + 0.01:
        return Shares(widths, False)
    return Shares([width * measure_pt / total for width in widths], True)


def _eased(floors: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The least widths, nearer to the floors where they do not all fit."""
    beyond = sum(least) - sum(floors)
    part = max(0.0, min(1.0, (room - sum(floors)) / beyond)) if beyond > 0.0 else 1.0
    return [floor + part * (wish - floor) for floor, wish in zip(floors, least, strict=True)]
