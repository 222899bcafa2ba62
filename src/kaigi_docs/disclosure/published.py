"""What will be printed: numbers or the one mark, and claims with their numbers. No hidden count is in here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kaigi_docs.disclosure.values import Axis, Claim, Equation, Known


class Need(StrEnum):
    """How well a count without its number must be protected; never printed, as it tells small counts from others."""

    NONE = "none"
    PRIMARY = "primary"
    COMPLEMENTARY = "complementary"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCell:
    """A cell as it will stand there.

    Attributes:
        value: None where the mark is printed, and where the cell stands nowhere.
        printed: whether it stands in a table.
    """

    id: str
    name: str
    value: int | None
    printed: bool = True
    need: Need = Need.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """A table as it will be printed, after merging."""

    id: str
    name: str
    axes: tuple[Axis, ...]
    cells: Mapping[tuple[str, ...], PublishedCell]
    editions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedClaim:
    """A claim with the number that it prints; None for a Comparison."""

    claim: Claim
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """Everything that readers will hold in hands or know anyway.

    Attributes:
        cells: those that stand in no table.
        unprinted: tables that are not printed, but whose sums hold.
        claims: those that are printed.
    """

    tables: tuple[PublishedTable, ...] = ()
    cells: tuple[PublishedCell, ...] = ()
    unprinted: tuple[PublishedTable, ...] = ()
    equations: tuple[Equation, ...] = ()
    claims: tuple[PrintedClaim, ...] = ()
    known: tuple[Known, ...] = ()

    def every_cell(self) -> Mapping[str, PublishedCell]:
        """All cells by id."""
        found = {cell.id: cell for cell in self.cells}
        for table in (*self.unprinted, *self.tables):
            found |= {cell.id: cell for cell in table.cells.values()}
        return found
