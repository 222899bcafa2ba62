"""合算: neighbouring categories of an axis added together, so that fewer counts are small, with the least loss.

For one axis, dynamic programming over the places between categories finds the groups that leave, in this order, the fewest
small counts, the most categories, and the fewest persons whose category got coarser. All tables with the axis are merged
alike; several axes are merged one after another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from kaigi_docs.disclosure.policy import Policy
from kaigi_docs.disclosure.values import Axis, Cell, Equation, Parts, Table, TableSet, cells_of

Loss = tuple[int, int, int]
_FORBIDDEN: Loss = (10**9, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The groups of one axis.

    Attributes:
        groups: all categories, neighbours in groups; those that stay as they are, alone.
        small_before, small_after: counts below the threshold in the tables with this axis.
    """

    axis: str
    groups: tuple[tuple[str, ...], ...]
    small_before: int
    small_after: int


def merged_label(labels: Sequence[str]) -> str:
    """「20歳代・30歳代」, 「20歳代から40歳代まで」; a single one as it is."""
    if len(labels) < 3:
        return "・".join(labels)
    return f"{labels[0]}から{labels[-1]}まで"


def best_merging(tables: TableSet, policy: Policy) -> tuple[Merged, ...]:
    """What is best merged, axis after axis; empty where nothing is gained."""
    found: list[Merged] = []
    for axis in _mergeable_axes(tables.tables):
        merged = _best_groups(axis, [table for table in tables.tables if _place(table, axis.id) is not None], policy)
        if merged.small_after < merged.small_before:
            found.append(merged)
            tables = apply_merging(tables, merged)
    return tuple(found)


def _mergeable_axes(tables: Iterable[Table]) -> Iterator[Axis]:
    axes = {axis.id: axis for table in tables for axis in table.axes}
    yield from (axis for axis in axes.values() if axis.mergeable and axis.parts is not Parts.OVERLAPPING)


def _place(table: Table, axis: str) -> int | None:
    return next((place for place, each in enumerate(table.axes) if each.id == axis), None)


def _best_groups(axis: Axis, tables: Sequence[Table], policy: Policy) -> Merged:
    """The groups of the least loss with enough categories left."""
    count = len(axis.categories)
    losses = {
        (first, last): _loss(axis.categories[first:last], axis, tables, policy)
        for first in range(count)
        for last in range(first + 1, count + 1)
    }
    best: dict[tuple[int, int], tuple[Loss, tuple[int, ...]]] = {(0, 0): ((0, 0, 0), (0,))}
    for groups, last in product(range(1, count + 1), range(1, count + 1)):
        reached = [
            (_added(best[groups - 1, first][0], losses[first, last]), (*best[groups - 1, first][1], last))
            for first in range(last)
            if (groups - 1, first) in best
        ]
        if reached:
            best[groups, last] = min(reached)
    fewest = min(policy.fewest_categories, count)
    loss, cuts = min(best[groups, count] for groups in range(fewest, count + 1))
    before = sum(losses[place, place + 1][0] for place in range(count))
    return Merged(
        axis=axis.id,
        groups=tuple(axis.categories[first:last] for first, last in pairwise(cuts)),
        small_before=before,
        small_after=loss[0],
    )


def _added(one: Loss, other: Loss) -> Loss:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _loss(group: Sequence[str], axis: Axis, tables: Iterable[Table], policy: Policy) -> Loss:
    """Small counts left, categories lost and persons in coarser categories, if this group becomes one."""
    small = persons = 0
    for cells in (cells for table in tables for cells in _lines(table, axis, group)):
        present = [cell for cell in cells if cell is not None]
        if len(group) > 1 and not _may_merge(cells, policy):
            return _FORBIDDEN
        total = sum(cell.count for cell in present)
        persons += total if len(group) > 1 else 0
        small += bool(present) and policy.is_small(total) and not policy.signed_off.intersection(cell.id for cell in present)
    return small, len(group) - 1, persons


def _may_merge(cells: Sequence[Cell | None], policy: Policy) -> bool:
    """Whether these cells are all there or all absent, and none of them has to stay as it is."""
    present = [cell.id for cell in cells if cell is not None]
    stays = policy.never_hidden | policy.signed_off
    return len(present) in (0, len(cells)) and not stays.intersection(present)


def _lines(table: Table, axis: Axis, group: Sequence[str]) -> Iterator[list[Cell | None]]:
    """The cells of a group of categories, for each combination of the other labels."""
    place = _place(table, axis.id)
    if place is None:
        return
    others = [each.labels for each in (*table.axes[:place], *table.axes[place + 1 :])]
    for labels in product(*others):
        yield [table.cells.get((*labels[:place], label, *labels[place:])) for label in group]


def apply_merging(tables: TableSet, merged: Merged) -> TableSet:
    """The tables with these groups for categories.

    Claims about categories that are gone are left out. Where a count that is gone from print is still spoken of elsewhere
    (known values, other tables, equations), its table as it was stays among the unprinted ones, so that it is protected there.
    """
    both = [(table, _merged_table(table, merged)) for table in tables.tables]
    held = {cell.id for _, new in both for cell in new.cells.values()}
    lost = {cell.id for table, _ in both for cell in table.cells.values()} - held
    spoken = _spoken_of(tables) | held
    kept = [table for table, new in both if new is not table and spoken & _gone_from(table, new)]
    return replace(
        tables,
        tables=tuple(new for _, new in both),
        unprinted=(*tables.unprinted, *kept),
        equations=(*tables.equations, *(each for table in kept for each in _sums(table, merged))),
        claims=tuple(claim for claim in tables.claims if lost.isdisjoint(cells_of(claim))),
    )


def _gone_from(table: Table, new: Table) -> set[str]:
    return {cell.id for cell in table.cells.values()} - {cell.id for cell in new.cells.values()}


def _spoken_of(tables: TableSet) -> set[str]:
    known = {cell for each in tables.known for cell in cells_of(each.claim)}
    unprinted = {cell.id for table in tables.unprinted for cell in table.cells.values()}
    return known | unprinted | {cell for each in tables.equations for cell in (each.total, *each.parts)}


def _merged_table(table: Table, merged: Merged) -> Table:
    """The table with groups for categories; itself if it has no such axis."""
    place = _place(table, merged.axis)
    if place is None:
        return table
    axis = table.axes[place]
    new_axis = replace(axis, categories=tuple(map(merged_label, merged.groups)))
    cells = {labels: _summed(parts) for labels, parts in _gathered(table, place, merged).items()}
    return replace(table, axes=(*table.axes[:place], new_axis, *table.axes[place + 1 :]), cells=cells)


def _gathered(table: Table, place: int, merged: Merged) -> dict[tuple[str, ...], list[Cell]]:
    """The cells of each group, by the labels of the group."""
    label_of = {label: merged_label(group) for group in merged.groups for label in group}
    gathered: dict[tuple[str, ...], list[Cell]] = {}
    for labels, cell in table.cells.items():
        new_labels = (*labels[:place], label_of.get(labels[place], labels[place]), *labels[place + 1 :])
        gathered.setdefault(new_labels, []).append(cell)
    return gathered


def _sums(table: Table, merged: Merged) -> Iterator[Equation]:
    """What the merged counts consist of."""
    place = _place(table, merged.axis)
    if place is not None:
        for parts in _gathered(table, place, merged).values():
            if len(parts) > 1:
                yield Equation(total=_summed(parts).id, parts=tuple(cell.id for cell in parts), name="合算")


def _summed(parts: Sequence[Cell]) -> Cell:
    if len(parts) == 1:
        return parts[0]
    return Cell(
        id="+".join(cell.id for cell in parts),
        count=sum(cell.count for cell in parts),
        name=merged_label([cell.name or cell.id for cell in parts]),
        printed=any(cell.printed for cell in parts),
        weight=max(cell.weight for cell in parts),
    )
