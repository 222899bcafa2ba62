"""Everything that is known about the cells, as rows of whole numbers: low ≤ Σ coefficient × cell ≤ high.

Sums of tables, claims and known values all become rows, and a printed rounding becomes two. With p printed to d decimals
and u = p × 10^d, half-up rounding of scale × N ÷ D means u − ½ ≤ scale × 10^d × N ÷ D < u + ½ (for p > 0; mirrored
for p < 0; both strict for p = 0). Multiplied by 2D > 0 it is linear in N and D, and in whole numbers a strict side
is one less: no tolerance is needed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Protocol

from kaigi_docs.disclosure.values import Axis, Claim, Comparison, Equation, Parts, Relation, Rounded, Sum, Terms


class HasId(Protocol):
    """A cell of any kind, raw or published."""

    @property
    def id(self) -> str:
        """The id that linked tables share."""


class HasCells(Protocol):
    """A table of any kind, raw or published."""

    @property
    def id(self) -> str:
        """The id of the table."""

    @property
    def name(self) -> str:
        """Its printed name, may be empty."""

    @property
    def axes(self) -> tuple[Axis, ...]:
        """Its dimensions."""

    @property
    def cells(self) -> Mapping[tuple[str, ...], HasId]:
        """Its cells by one label per axis."""


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ coefficient × cell ≤ high, None where a side is open; `source` says in Japanese where it stands."""

    terms: Terms
    low: int | None
    high: int | None
    source: str

    def holds(self, counts: Mapping[str, int]) -> bool:
        """Whether these counts satisfy it, without rounding errors."""
        total = sum(factor * counts[cell] for cell, factor in self.terms)
        return (self.low is None or total >= self.low) and (self.high is None or total <= self.high)

    def is_impossible(self) -> bool:
        """Whether nothing can satisfy it."""
        if not self.terms:
            return (self.low or 0) > 0 or (self.high is not None and self.high < 0)
        return self.low is not None and self.high is not None and self.low > self.high


def rows_of_tables(tables: Iterable[HasCells]) -> Iterator[Row]:
    """The sums of every table along each axis that has a total."""
    for table in tables:
        for place, axis in enumerate(table.axes):
            if axis.total:
                others = [each.labels for each in (*table.axes[:place], *table.axes[place + 1 :])]
                for labels in product(*others):
                    yield from _rows_of_line(table, place, labels)


def _rows_of_line(table: HasCells, place: int, labels: tuple[str, ...]) -> Iterator[Row]:
    """The rows of one line of a table: its parts and its total."""
    axis = table.axes[place]
    line = [table.cells.get((*labels[:place], label, *labels[place:])) for label in axis.labels]
    total, parts = line[-1], [cell for cell in line[:-1] if cell is not None]
    if total is None or not parts:
        return
    where = "・".join(labels)
    source = f"{table.name or table.id}{f'（{where}）' if where else ''}の合計"
    if axis.parts is Parts.OVERLAPPING:
        yield from (Row(((total.id, 1), (part.id, -1)), 0, None, source) for part in parts)
    else:
        is_whole = axis.parts is Parts.EXACT and len(parts) == len(axis.categories)
        yield Row(((total.id, 1), *((part.id, -1) for part in parts)), 0, 0 if is_whole else None, source)


def row_of_equation(equation: Equation) -> Row:
    """Total less parts is zero."""
    source = equation.name or f"{equation.total}の内訳"
    return Row(((equation.total, 1), *((part, -1) for part in equation.parts)), 0, 0, source)


def printed_value(claim: Claim, counts: Mapping[str, int]) -> Decimal | None:
    """The number that a claim prints for these counts; None for a Comparison, and where the denominator is zero."""
    if isinstance(claim, Sum):
        return Decimal(_total(claim.terms, counts))
    if isinstance(claim, Comparison):
        return None
    below = claim.denominator if isinstance(claim.denominator, int) else _total(claim.denominator, counts)
    if below == 0:
        return None
    exact = Fraction(claim.scale) * _total(claim.numerator, counts) / below * _ten_to(claim.decimals)
    units = math.floor(abs(exact) + Fraction(1, 2))
    return Decimal(units if exact >= 0 else -units).scaleb(-claim.decimals)


def rows_of_claim(claim: Claim, value: Decimal | None, source: str = "") -> tuple[Row, ...]:
    """What readers learn from a claim with its printed number."""
    source = source or claim.text or claim.id
    if isinstance(claim, Comparison):
        return (_row_of_comparison(claim, source),)
    if value is None:
        return ()
    if isinstance(claim, Sum):
        return (Row(claim.terms, int(value), int(value), source),)
    return _rows_of_rounded(claim, value, source)


def _row_of_comparison(claim: Comparison, source: str) -> Row:
    bounds = {
        Relation.EQUAL: (claim.value, claim.value),
        Relation.AT_LEAST: (claim.value, None),
        Relation.AT_MOST: (None, claim.value),
        Relation.MORE: (claim.value + 1, None),
        Relation.LESS: (None, claim.value - 1),
    }
    return Row(claim.terms, *bounds[claim.relation], source)


def _rows_of_rounded(claim: Rounded, value: Decimal, source: str) -> tuple[Row, ...]:
    """The two sides of the rounding, and that something was divided by."""
    factor = claim.scale * _ten_to(claim.decimals)
    over, under = 2 * factor.numerator, factor.denominator
    units = int(value.scaleb(claim.decimals))
    low, high = int(units <= 0), -int(units >= 0)  # a strict side is one less in whole numbers
    above, below = (2 * units - 1) * under, (2 * units + 1) * under
    above_zero = tuple((cell, over * coefficient) for cell, coefficient in claim.numerator)
    if isinstance(claim.denominator, int):
        divisor = claim.denominator
        return (Row(collected(above_zero), low + above * divisor, high + below * divisor, source),)
    lower = tuple((cell, -above * coefficient) for cell, coefficient in claim.denominator)
    upper = tuple((cell, -below * coefficient) for cell, coefficient in claim.denominator)
    return (
        Row(collected((*above_zero, *lower)), low, None, source),
        Row(collected((*above_zero, *upper)), None, high, source),
        Row(collected(claim.denominator), 1, None, source),
    )


def collected(terms: Iterable[tuple[str, int]]) -> Terms:
    """The terms with each cell once and without zeros."""
    found: dict[str, int] = {}
    for cell, factor in terms:
        found[cell] = found.get(cell, 0) + factor
    return tuple((cell, factor) for cell, factor in found.items() if factor)


def reduced(rows: Iterable[Row], shown: Mapping[str, int]) -> tuple[Row, ...]:
    """The rows over the other cells alone, as tight as whole numbers allow, each of them once.

    Where a total stands open, a percentage of it becomes a row with one hidden cell, and dividing by its coefficient rounds
    the sides inwards: this is how 「4.3%」 of 70 turns out to be 3 already in the linear program.
    """
    found: dict[tuple[Terms, int | None, int | None], Row] = {}
    for row in rows:
        known = sum(factor * shown[cell] for cell, factor in row.terms if cell in shown)
        terms = collected((cell, factor) for cell, factor in row.terms if cell not in shown)
        low = None if row.low is None else row.low - known
        high = None if row.high is None else row.high - known
        each = tightened(Row(terms, low, high, row.source))
        if each.terms or each.is_impossible():
            found.setdefault((each.terms, each.low, each.high), each)
    return tuple(found.values())


def tightened(row: Row) -> Row:
    """The row divided by what all coefficients share, its sides rounded inwards."""
    divisor = math.gcd(*(factor for _, factor in row.terms)) if row.terms else 1
    if divisor == 1:
        return row
    low = None if row.low is None else -(-row.low // divisor)
    high = None if row.high is None else row.high // divisor
    return Row(tuple((cell, factor // divisor) for cell, factor in row.terms), low, high, row.source)


def _total(terms: Terms, counts: Mapping[str, int]) -> int:
    return sum(factor * counts[cell] for cell, factor in terms)


def _ten_to(decimals: int) -> Fraction:
    return Fraction(10) ** decimals
