"""What readers can work out: the smallest and the largest value of each hidden count that fits everything they read.

A bound is believed only where a whole table of whole numbers was found that attains it and satisfies every row exactly,
in Python's integers. The linear program (relaxation) gives the outer bounds; where its own corner is such a table, inner
and outer bound are the same and the interval is exact. Otherwise a search in whole numbers follows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kaigi_docs.disclosure.solver import Line, Program, Solved
from kaigi_docs.disclosure.system import Row

_CLOSE = 1e-6
_SIGNIFICANT = 1e-7


@dataclass(frozen=True, slots=True)
class Side:
    """One end of an interval.

    Attributes:
        attained: the furthest value for which a whole table was found, None where none was found.
        limit: no table goes beyond it.
        sources: what the limit follows from, in Japanese.
    """

    attained: int | None
    limit: int
    sources: tuple[str, ...]


class Attack:
    """One reader with everything that this reader holds in hands."""

    def __init__(self, lowest: Mapping[str, int], rows: Sequence[Row], *, cap: int, nodes: int) -> None:
        """Takes the cells without a number, each with the least that it can be, and the rows over these cells.

        Args:
            cap: stands for “any number”: no count is thought to be larger.
            nodes: of each search in whole numbers.
        """
        self._names = tuple(lowest)
        self._columns = {name: column for column, name in enumerate(self._names)}
        self._lows, self._cap, self._nodes = [float(low) for low in lowest.values()], cap, nodes
        self._rows = rows
        self._tables: list[Mapping[str, int]] = []

    def end(self, cell: str, *, upward: bool) -> Side:
        """The largest (or smallest) value that a cell can have."""
        least = self._lows[self._columns[cell]]
        if not upward and any(table[cell] == least for table in self._tables):
            return Side(int(least), int(least), ())
        sign = -1 if upward else 1
        relaxed = self._relaxed.minimise({self._columns[cell]: float(sign)})
        if not relaxed.values:
            return Side(None, self._cap if upward else int(least), ())
        limit = sign * math.ceil(relaxed.objective - _CLOSE)
        attained = self._attained(relaxed, cell)
        if attained == limit:
            return Side(attained, limit, self._sources(relaxed, cell, limit))
        searched = self._searched.minimise({self._columns[cell]: float(sign)})
        if searched.values:
            limit = sign * max(sign * limit, math.ceil(searched.bound - _CLOSE))
        found = [value for value in (attained, self._attained(searched, cell)) if value is not None]
        furthest = (max(found) if upward else min(found)) if found else None
        return Side(furthest, limit, self._sources(relaxed, cell, limit))

    @cached_property
    def is_possible(self) -> bool:
        """Whether any table at all fits."""
        if any(row.is_impossible() for row in self._rows):
            return False
        if not self._names or self._table(self._relaxed.minimise({})) is not None:
            return True
        return not self._searched.minimise({}).is_impossible

    def _attained(self, solved: Solved, cell: str) -> int | None:
        """The value of the cell in the table that was found, if that table holds in whole numbers."""
        table = self._table(solved)
        return None if table is None else table[cell]

    def _table(self, solved: Solved) -> Mapping[str, int] | None:
        """The table that was found, kept for other cells; None where it does not hold in whole numbers."""
        table = {name: round(value) for name, value in zip(self._names, solved.values, strict=False)}
        within = table and all(count >= low for count, low in zip(table.values(), self._lows, strict=True))
        if not within or not all(row.holds(table) for row in self._rows):
            return None
        self._tables.append(table)
        return table

    def _sources(self, solved: Solved, cell: str, limit: int) -> tuple[str, ...]:
        """Where the rows stand that the limit rests on; those with the cell where the program names none."""
        if alone := [row.source for row in self._rows if _settles(row, cell, limit)]:
            return tuple(dict.fromkeys(alone))
        named = [row.source for row, dual in zip(self._rows, solved.duals, strict=True) if abs(dual) > _SIGNIFICANT]
        touching = [row.source for row in self._rows if any(name == cell for name, _ in row.terms)]
        return tuple(dict.fromkeys(named or touching))

    @cached_property
    def _relaxed(self) -> Program:
        return Program(self._lows, self._highs(), self._lines())

    @cached_property
    def _searched(self) -> Program:
        return Program(self._lows, self._highs(), self._lines(), whole=True, nodes=self._nodes)

    def _highs(self) -> list[float]:
        return [float(self._cap)] * len(self._names)

    def _lines(self) -> list[Line]:
        return [as_line(row, self._columns) for row in self._rows]


def _settles(row: Row, cell: str, limit: int) -> bool:
    """Whether the row says of this cell alone that it is exactly so much."""
    return row.terms in (((cell, 1),), ((cell, -1),)) and row.low == row.high == row.terms[0][1] * limit


def as_line(row: Row, columns: Mapping[str, int]) -> Line:
    """The row for the solver, its largest coefficient brought to 1 where they are large."""
    scale = max(abs(factor) for _, factor in row.terms) if row.terms else 1
    scale = 1 if scale < 1000 else scale
    return Line(
        [columns[cell] for cell, _ in row.terms],
        [factor / scale for _, factor in row.terms],
        -math.inf if row.low is None else row.low / scale,
        math.inf if row.high is None else row.high / scale,
    )


def cap_above(shown: Iterable[int], rows: Iterable[Row], threshold: int) -> int:
    """A number that stands for “no upper limit”: far above every sum of what is shown and every side of a row."""
    sides = (abs(side) for row in rows for side in (row.low, row.high) if side is not None)
    return 10 * (sum(shown) + max(sides, default=0) + 100 * threshold)
