"""Which counts get the mark, so that readers cannot work out small ones; the plan of `kaigi_docs.disclosure`, group by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.publishing.assuming import equation_of, with_assumed_numbers
from kaigi_docs.publishing.auditing import known_of
from kaigi_docs.publishing.counts import Count
from kaigi_docs.publishing.linking import Group
from kaigi_docs.publishing.policy import policy_for

if TYPE_CHECKING:
    from kaigi_docs.disclosure import Need, TableSet

_TOTAL_WEIGHT = 5
"""A total costs as much as so many others: sentences and the table's last line live on it."""


def plan_marks(groups: Iterable[Group], rules: CountRules) -> dict[str, Need]:
    """The ids of all counts that get the mark by plan, and what for.

    A mark whose number a person kept to himself is protected, too, by other counts where need be. Where no numbers at all make
    the sums come out, there is no plan: the small counts are hidden one by one, and the audit tells whether that is enough.

    Args:
        groups: those that hold anything to hide.
        rules: what the office decided.
    """
    found: dict[str, Need] = {}
    for group in groups:
        assumed = with_assumed_numbers(group)
        if assumed is not None:
            found.update(_plan(assumed, rules))
    return found


def _plan(group: Group, rules: CountRules) -> Mapping[str, Need]:
    from kaigi_docs.disclosure import protect

    return protect(_tables(group), policy_for(group, rules)).hidden


def _tables(group: Group) -> TableSet:
    """The counts in one table without sums, and the sums beside it."""
    from kaigi_docs.disclosure import Axis, Cell, Table, TableSet

    totals = {link.total.id for link in group.links}
    cells = {
        count.id: Cell(
            id=count.id,
            count=_number(count),
            name=count.name,
            printed=count.printed,
            weight=_TOTAL_WEIGHT if count.id in totals else 1,
            guarded=count.guarded,
        )
        for count in group.counts.values()
    }
    printed = {name: cell for name, cell in cells.items() if cell.printed}
    table = Table(id="", axes=(Axis(id="", categories=tuple(printed)),), cells={(name,): cell for name, cell in printed.items()})
    return TableSet(
        tables=(table,),
        cells=tuple(cell for cell in cells.values() if not cell.printed),
        equations=tuple(map(equation_of, group.links)),
        known=known_of(group),
    )


def _number(count: Count) -> int:
    if count.number is None:
        raise ValueError(f"{count.id}: nobody knows this number")
    return count.number
