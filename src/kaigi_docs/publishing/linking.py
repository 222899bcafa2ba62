"""Which sums hold between counts: classes and their total, series and the one that they are parts of, years and their sum.

Readers know these sums whether a table prints them side by side or not. A sum that does not come out is no sum: parts that make
less leave a rest, parts that make more overlap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kaigi_docs.model.earlier_values import counted_as
from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.model.statistics import TOTAL, Period, Series, Sign, ValueKey
from kaigi_docs.publishing.counts import Count, count_id, count_name

_NAMED = 4


@dataclass(frozen=True, slots=True)
class Link:
    """A total that is the sum of its parts."""

    total: Count
    parts: tuple[Count, ...]

    @property
    def counts(self) -> tuple[Count, ...]:
        """The total and the parts."""
        return (self.total, *self.parts)

    @property
    def is_seen(self) -> bool:
        """Whether readers see any number of it."""
        return any(each.is_seen for each in self.counts)

    @property
    def source(self) -> str:
        """What readers see of it: 「令和3年の総数12、令和3年の女性11」."""
        seen = [f"{each.name}{each.number:,}{_beside(each)}" for each in self.counts if each.is_seen]
        more = f"ほか{len(seen) - _NAMED}つ" if len(seen) > _NAMED else ""
        return "、".join(seen[:_NAMED]) + more if seen else f"{self.total.name}の内訳"


def _beside(count: Count) -> str:
    return "" if count.is_open else f"（{count.known}）"


def links_of_equals(series: Mapping[str, Series], counts: Mapping[ValueKey, Count]) -> Iterator[Link]:
    """The totals that two series share, one by age and the other by cause for instance: readers see that they are the same.

    They are taken for the same where both count the same thing in the same way and no total differs, if they have one name or
    agree in two periods. Taking too many for the same hides more than it must, never less.
    """
    totals: dict[str, dict[Period, Count]] = {}
    for (series_id, period, name), count in counts.items():
        if name == TOTAL:
            totals.setdefault(series_id, {})[period] = count
    for one, other in combinations(totals, 2):
        pairs = [(totals[one][period], totals[other][period]) for period in totals[one] if period in totals[other]]
        if _are_same(series[one], series[other], pairs):
            yield from (Link(count, (beside,)) for count, beside in pairs)


def _are_same(one: Series, other: Series, pairs: Sequence[tuple[Count, Count]]) -> bool:
    if one.id == other.whole_id or other.id == one.whole_id or counted_as(one) != counted_as(other):
        return False
    known = [(a.number, b.number) for a, b in pairs if a.number is not None and b.number is not None]
    return all(a == b for a, b in known) and (one.name == other.name or len(known) > 1)


def with_wholes(series: Mapping[str, Series], counts: Mapping[ValueKey, Count]) -> dict[ValueKey, Count]:
    """The counts, and the sums of parts that the book leaves out, which stand nowhere but tie the parts to other sums."""
    found = dict(counts)
    for whole in series.values():
        parts = [each for each in series.values() if each.whole_id == whole.id]
        for period, name in dict.fromkeys(key for part in parts for key in part.values):
            of_parts = [counts.get((part.id, period, name)) for part in parts]
            numbers = [count.number for count in of_parts if count is not None and count.number is not None]
            if len(parts) > 1 and len(numbers) == len(parts):
                key = whole.id, period, name
                found.setdefault(key, _sum(whole, key, sum(numbers)))
    return found


def _sum(whole: Series, key: ValueKey, number: int) -> Count:
    _, period, name = key
    return Count(id=count_id(key), name=count_name(whole, period, name), number=number, guarded=False, where=whole.where)


def links_of_parts(series: Mapping[str, Series], counts: Mapping[ValueKey, Count]) -> Iterator[Link]:
    """The sums over classes, and those over series that are parts of another."""
    for (series_id, period, name), total in counts.items():
        one = series.get(series_id)
        if one is None:
            continue
        if name == TOTAL:
            yield from _links(total, *_classes(one, period, counts), overlapping=one.overlapping)
        parts = [each for each in series.values() if each.whole_id == series_id]
        yield from _links(total, *_series_parts(parts, period, name, counts), overlapping=False)


_Parts = tuple[list[Count], bool]
"""The parts, and whether all of them are there."""


def _classes(series: Series, period: Period, counts: Mapping[ValueKey, Count]) -> _Parts:
    names = [name for name in series.classes if name != TOTAL]
    unknown = any((value := series.values.get((period, name))) is not None and _says_nothing(value.sign) for name in names)
    found = [count for name in names if (count := counts.get((series.id, period, name))) is not None]
    return found, not unknown


def _says_nothing(sign: Sign | None) -> bool:
    return sign in (Sign.UNKNOWN, Sign.MISSING)


def _series_parts(parts: Sequence[Series], period: Period, name: str, counts: Mapping[ValueKey, Count]) -> _Parts:
    found = [count for part in parts if (count := counts.get((part.id, period, name))) is not None]
    return found, len(parts) > 1 and len(found) == len(parts)


def _links(total: Count, parts: list[Count], is_whole: bool, *, overlapping: bool) -> Iterator[Link]:
    """What can be said of a total and its parts."""
    if not parts:
        return
    numbers = [part.number for part in parts if part.number is not None]
    is_known = len(numbers) == len(parts) and total.number is not None
    too_much = total.number is not None and sum(numbers) > total.number
    if overlapping or too_much:
        yield from (Link(total, (part, _rest(total, [part], guarded=False))) for part in parts if _fits(part, total))
    elif is_known and sum(numbers) == total.number:
        yield Link(total, tuple(parts))
    elif is_known:
        yield Link(total, (*parts, _rest(total, parts, guarded=True)))
    else:
        yield Link(total, tuple(parts) if is_whole else (*parts, _rest(total, parts, guarded=False)))


def _fits(part: Count, total: Count) -> bool:
    return part.number is None or total.number is None or part.number <= total.number


def _rest(total: Count, parts: Sequence[Count], *, guarded: bool) -> Count:
    """What the parts leave of their total."""
    numbers = [part.number for part in parts if part.number is not None]
    is_known = total.number is not None and len(numbers) == len(parts)
    return Count(
        id=f"{total.id} − {' − '.join(part.id for part in parts)}",
        name=f"{total.name}のうち{'、'.join(part.name for part in parts[:_NAMED])}{'など' if len(parts) > _NAMED else ''}のほか",
        number=(total.number or 0) - sum(numbers) if is_known else None,
        signed_off=total.signed_off,
        guarded=guarded,
        where=total.where,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """Counts that sums connect, directly or through others."""

    counts: Mapping[str, Count]
    links: tuple[Link, ...]

    def hides_anything(self, rules: CountRules) -> bool:
        """Whether something of it is printed, and readers must not know one of the counts."""
        is_shown = any(count.printed or count.beside for count in self.counts.values())
        return is_shown and any(count.hidden or count.must_stay_unknown(rules) for count in self.counts.values())


def groups_of(links: Sequence[Link], counts: Sequence[Count]) -> list[Group]:
    """The counts in groups between which no sum holds, in the order of the counts."""
    leaders: dict[str, str] = {}

    def leader(name: str) -> str:
        while (above := leaders.setdefault(name, name)) != name:
            leaders[name] = leaders[above]
            name = above
        return name

    for link in links:
        for part in link.parts:
            leaders[leader(part.id)] = leader(link.total.id)
    found: dict[str, dict[str, Count]] = {}
    for count in (*counts, *(each for link in links for each in link.counts)):
        found.setdefault(leader(count.id), {})[count.id] = count
    inner: dict[str, list[Link]] = {name: [] for name in found}
    for link in links:
        inner[leader(link.total.id)].append(link)
    return [Group(members, tuple(inner[name])) for name, members in found.items()]
