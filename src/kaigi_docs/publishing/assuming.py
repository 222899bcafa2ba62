"""Numbers for counts that nobody knows, so that sums come out: what a plan has to start from, and whether sums can hold at all.

They are never printed. What readers can work out rests on the numbers that they see; these only stand where those leave room.
"""

from __future__ import annotations

from collections.abc import Iterable
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
