"""Raw counts and what is to be said about them: cells, tables, claims, and what readers know anyway.

Cells are shared by id: two tables that print the same count hold the same cell, and are thereby linked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

Terms = tuple[tuple[str, int], ...]
"""A sum of cells: (cell id, whole coefficient)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A raw count; never handed on to anything that prints.

    Attributes:
        id: the same wherever this count stands.
        count: persons, 0 or more.
        name: how a clerk calls it: 「女性・30歳代」; the id where empty.
        printed: False for a count that stands nowhere but could be worked out (one year of a sum of years): it is protected all
            the same when small.
        weight: how much hiding it costs; a total that the text needs may cost more than 1.
        guarded: False for what only fills up a sum and counts no group of persons: readers may know it although it is small.
    """

    id: str
    count: int
    name: str = ""
    printed: bool = True
    weight: int = 1
    guarded: bool = True


class Parts(StrEnum):
    """How the categories of an axis add up to its total."""

    EXACT = "exact"
    PARTIAL = "partial"  # 上位5件: their sum is the total at most
    OVERLAPPING = "overlapping"  # 原因・動機: one person stands in several; each is the total at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A dimension of a table; axes of one id in several tables are merged alike.

    Attributes:
        categories: in printed order, the total not among them.
        total: the label of the total, empty where there is none.
        mergeable: whether neighbouring categories may be added together (合算).
    """

    id: str
    categories: tuple[str, ...]
    name: str = ""
    total: str = ""
    parts: Parts = Parts.EXACT
    mergeable: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories, then the total if there is one."""
        return (*self.categories, self.total) if self.total else self.categories


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of counts with any number of axes.

    Attributes:
        cells: by one label per axis, margins under the labels of the totals; labels without a cell are not printed.
        percent_of: the axis whose total is 100 % of the percentages printed beside the counts; empty where there are none.
        editions: in which editions it is printed; empty for every one.
    """

    id: str
    axes: tuple[Axis, ...]
    cells: Mapping[tuple[str, ...], Cell]
    name: str = ""
    percent_of: str = ""
    editions: frozenset[str] = frozenset()


class Relation(StrEnum):
    """How a sentence compares."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A claim that prints a sum or a difference of counts: 「3人増」 is this year less last year."""

    id: str
    terms: Terms
    text: str = ""
    editions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A claim without a number of its own: 「増加」 (this − last > 0), 「最も多い」, 「10人以上」."""

    id: str
    terms: Terms
    relation: Relation
    value: int = 0
    text: str = ""
    editions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounded:
    """A percentage, rate or multiple: `scale` × numerator ÷ denominator, rounded half-up, away from zero.

    Attributes:
        denominator: cells, or a number that everybody knows (a population).
        scale: 100 for percent, 100000 for 人口10万対, 1 for 倍.
        decimals: digits behind the point; negative to round to tens or hundreds.
        beside: the cell beside whose count it is printed; with it hidden the claim is not printed. Empty in a sentence.
    """

    id: str
    numerator: Terms
    denominator: Terms | int
    scale: int = 100
    decimals: int = 1
    beside: str = ""
    text: str = ""
    editions: frozenset[str] = frozenset()


Claim = Sum | Comparison | Rounded


def cells_of(claim: Claim) -> Iterator[str]:
    """The ids of the cells that a claim speaks of."""
    if isinstance(claim, Rounded):
        terms = claim.numerator if isinstance(claim.denominator, int) else (*claim.numerator, *claim.denominator)
    else:
        terms = claim.terms
    return (cell for cell, _ in terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A claim that readers know from elsewhere: last year's packet, the State's tables, the other edition.

    Attributes:
        value: as it stands there; None for a Comparison.
        source: named in explanations: 「前回の資料1 表3」.
    """

    claim: Claim
    value: Decimal | None
    source: str


def known_count(cell: str, count: int, source: str) -> Known:
    """A count that readers have read elsewhere."""
    return Known(claim=Sum(id=f"known:{source}:{cell}", terms=((cell, 1),)), value=Decimal(count), source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """A sum that holds between cells beside those of the tables' axes: a five-year count and its years."""

    total: str
    parts: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSet:
    """Everything that is published together, and what is known anyway.

    Attributes:
        cells: counts that stand in no table (`printed` is then of no account).
        unprinted: tables that are not printed, but whose sums hold: last year's, of which some counts are known.
        claims: sentences, rates and percentages beside those of `Table.percent_of`; what stands first is kept first.
    """

    tables: tuple[Table, ...] = ()
    cells: tuple[Cell, ...] = ()
    unprinted: tuple[Table, ...] = ()
    equations: tuple[Equation, ...] = ()
    claims: tuple[Claim, ...] = ()
    known: tuple[Known, ...] = ()
    counts: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gathers the counts by id once."""
        object.__setattr__(self, "counts", {cell.id: cell.count for cell in self.every_cell()})

    def every_cell(self) -> Iterator[Cell]:
        """The cells of the tables in printed order, then the others; shared ones come again."""
        for table in (*self.tables, *self.unprinted):
            yield from table.cells.values()
        yield from self.cells
