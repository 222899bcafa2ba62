"""What an office decides about small counts, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kaigi_docs.disclosure.faults import PolicyUnusable
from kaigi_docs.disclosure.values import Cell


class Zeros(StrEnum):
    """What a printed zero gives away.

    Where zeros always stand open, every hidden count is known to be 1 at least, and a small total of two hidden counts 2 at
    least: such a total cannot be protected. Hence the default, COMPLEMENT.
    """

    SHOWN = "shown"
    COMPLEMENT = "complement"  # harmless in themselves, but may be hidden to protect others
    HIDDEN = "hidden"  # hidden like small counts


class WeighBy(StrEnum):
    """What is kept as small as possible: the number of hidden cells, or the persons in them."""

    CELLS = "cells"
    VALUE = "value"


class Merging(StrEnum):
    """Whether neighbouring categories are added together before anything is hidden."""

    AUTOMATIC = "automatic"
    PROPOSED = "proposed"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Somebody's decision that small counts are printed, because they are published already or for another stated reason.

    Attributes:
        responsible: 責任者.
        on: the day of the decision.
    """

    cells: frozenset[str]
    responsible: str
    on: date
    reason: str

    def __post_init__(self) -> None:
        """Refuses a decision that nobody answers for."""
        if not self.responsible.strip() or not self.reason.strip():
            raise PolicyUnusable("小さい数を印刷する決定に、責任者と理由がありません。両方を書いてください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Readers, and the editions that they get to see: members read the members' and the public edition."""

    name: str
    reads: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long is searched, counted in steps and never in seconds, so that every machine finds the same.

    Attributes:
        rounds: of cutting planes, for the relaxed and again for the whole-number choice.
        choice_nodes: of the search tree in each choice of cells.
        attack_nodes: of the search tree in each attack with whole numbers.
        opened: attempts to show hidden cells again where the choice is not proven to be the best.
    """

    rounds: int = 60
    choice_nodes: int = 2000
    attack_nodes: int = 2000
    opened: int = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How small counts are protected.

    Attributes:
        threshold: the smallest count that may be printed (しきい値); readers know it.
        percent_decimals: digits of the percentages beside counts.
        fewest_categories: merging leaves at least so many.
        never_hidden: cells that stay open, because they are published already; small ones need a sign-off besides.
        audiences: nobody named: one reader who sees every edition.
        mark: printed in place of every hidden count, whatever the reason.
    """

    threshold: int = 5
    zeros: Zeros = Zeros.COMPLEMENT
    weigh_by: WeighBy = WeighBy.CELLS
    percent_decimals: int = 1
    merging: Merging = Merging.PROPOSED
    fewest_categories: int = 3
    never_hidden: frozenset[str] = frozenset()
    sign_offs: tuple[SignOff, ...] = ()
    audiences: tuple[Audience, ...] = ()
    mark: str = "x"
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        """Refuses a threshold under which nothing is small."""
        if self.threshold < 2:
            raise PolicyUnusable(f"しきい値が{self.threshold}です。2以上の数にしてください（多くの提供元では5）。")

    @property
    def signed_off(self) -> frozenset[str]:
        """The cells that somebody answers for."""
        return frozenset(cell for each in self.sign_offs for cell in each.cells)

    def is_small(self, count: int) -> bool:
        """Whether a count must not be printed."""
        return 0 < count < self.threshold or (count == 0 and self.zeros is Zeros.HIDDEN)

    def protects(self, cell: Cell) -> bool:
        """Whether readers must not work out a count: it is small, one of persons, and nobody signed for it."""
        return cell.guarded and self.is_small(cell.count) and cell.id not in self.signed_off

    def lowest(self, *, printed: bool) -> int:
        """What readers know of a count without its number: 1 at least, where its zero would stand open."""
        return 1 if printed and self.zeros is Zeros.SHOWN else 0
