"""Numbers for counts that nobody knows, so that sums come out: what a plan has to start from, and whether sums can hold at all.

They are never printed. What readers can work out rests on the numbers that they see; these only stand where those leave room.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kaigi_docs.publishing.counts import Count
from kaigi_docs.publishing.linking import Group, Link

if TYPE_CHECKING:
    from kaigi_docs.disclosure import Equation


def come_out(links: Iterable[Link]) -> bool:
    """Whether whole numbers exist that make all these sums come out."""
    from kaigi_docs.disclosure import complete

    numbers = {count.id: count.number for link in links for count in link.counts}
    return complete(numbers, [equation_of(link) for link in links]) is not None


def at_odds(links: Sequence[Link]) -> tuple[Count, ...]:
    """Counts whose numbers cannot all be right; without any one of them the sums come out.

    Args:
        links: sums that do not come out.
    """
    found = {count.id: count for link in links for count in link.counts if count.number is not None}
    without: set[str] = set()
    size = len(found)
    while size > 1:  # many at once first, since most numbers have nothing to do with it
        size = (size + 1) // 2
        names = [name for name in found if name not in without]
        for start in range(0, len(names), size):
            further = without.union(names[start : start + size])
            if not come_out(_without(links, further)):
                without = further
    return tuple(count for name, count in found.items() if name not in without)


def _without(links: Sequence[Link], names: Collection[str]) -> list[Link]:
    """The sums with these numbers left open."""

    def opened(count: Count) -> Count:
        return replace(count, number=None) if count.id in names else count

    return [Link(opened(link.total), tuple(map(opened, link.parts))) for link in links]


def with_assumed_numbers(group: Group) -> Group | None:
    """The group with a number for every count; None where none are found.

    What a person typed as the mark is taken for a small count as long as it can be one, and is not for a plan to print.
    """
    from kaigi_docs.disclosure import complete

    typed = {count.id for count in group.counts.values() if count.hidden and count.number is None}
    numbers = complete(
        {name: count.number for name, count in group.counts.items()}, [equation_of(link) for link in group.links], few=typed
    )
    if numbers is None:
        return None
    counts = {
        name: replace(count, number=numbers[name], printed=count.printed and name not in typed)
        for name, count in group.counts.items()
    }
    links = tuple(Link(_of(counts, link.total), tuple(_of(counts, part) for part in link.parts)) for link in group.links)
    return Group(counts, links)


def _of(counts: dict[str, Count], count: Count) -> Count:
    return counts[count.id]


def equation_of(link: Link) -> Equation:
    """The sum in the terms of `kaigi_docs.disclosure`."""
    from kaigi_docs.disclosure import Equation

    return Equation(total=link.total.id, parts=tuple(part.id for part in link.parts), name=link.source)
