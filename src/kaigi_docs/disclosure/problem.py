"""Which cells may be hidden, at what cost, and how far readers must be kept from each small count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.disclosure.policy import Policy, WeighBy, Zeros
from kaigi_docs.disclosure.system import Row
from kaigi_docs.disclosure.values import Cell


@dataclass(frozen=True, slots=True)
class Target:
    """A small count: readers must find it possible that it is `up` more, and `down` less."""

    column: int
    up: int
    down: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The choice of cells to hide (cell suppression problem); columns are cells.

    Attributes:
        lowest: what readers know of each cell once it is hidden.
        highest: what they may think of each hidden cell at most.
        always: hidden in any case: small counts, and counts that stand nowhere.
        never: not to be hidden.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    lowest: tuple[int, ...]
    highest: tuple[int, ...]
    weights: tuple[int, ...]
    rows: tuple[Row, ...]
    always: frozenset[int]
    never: frozenset[int]
    targets: tuple[Target, ...]

    @property
    def free(self) -> tuple[int, ...]:
        """The columns that are a matter of choice."""
        return tuple(column for column in range(len(self.names)) if column not in self.always and column not in self.never)

    def cost(self, hidden: frozenset[int]) -> int:
        """What hiding these columns costs beyond those that are hidden anyway."""
        return sum(self.weights[column] for column in hidden - self.always)

    def names_of(self, hidden: frozenset[int]) -> frozenset[str]:
        """The ids of these columns."""
        return frozenset(self.names[column] for column in hidden)


def state_problem(cells: Mapping[str, Cell], in_print: frozenset[str], rows: Sequence[Row], policy: Policy) -> Problem:
    """The problem for these cells; `in_print` are those that stand in a table."""
    names = tuple(cells)
    small = frozenset(place for place, name in enumerate(names) if policy.protects(cells[name]))
    unprinted = frozenset(place for place, name in enumerate(names) if name not in in_print)
    counts = tuple(cell.count for cell in cells.values())
    above = 100 * policy.threshold + max(counts, default=0)
    return Problem(
        names=names,
        counts=counts,
        lowest=tuple(policy.lowest(printed=name in in_print) for name in names),
        highest=tuple(count + above for count in counts),
        weights=tuple(_weight(cell, policy) for cell in cells.values()),
        rows=tuple(rows),
        always=small | unprinted,
        never=frozenset(place for place in range(len(names)) if _stays_open(cells[names[place]], policy)) - small - unprinted,
        targets=tuple(_target(place, counts[place], policy) for place in sorted(small)),
    )


def _weight(cell: Cell, policy: Policy) -> int:
    return cell.weight * (max(cell.count, 1) if policy.weigh_by is WeighBy.VALUE else 1)


def _stays_open(cell: Cell, policy: Policy) -> bool:
    if cell.id in policy.never_hidden or cell.id in policy.signed_off:
        return True
    return cell.count == 0 and policy.zeros is Zeros.SHOWN


def _target(column: int, count: int, policy: Policy) -> Target:
    return Target(column, up=policy.threshold - count, down=max(count - 1, 0))
