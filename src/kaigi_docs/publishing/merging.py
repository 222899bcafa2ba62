"""合算: neighbouring ages added together, so that fewer counts are small; in every chart, table and sentence alike.

Only classes that are ages are neighbours; 「その他」 and causes are not. Series that sums connect, or that stand in one chart or
table, are merged alike if they have the same classes, else not at all. What somebody signed for, and what nobody knows the number
of, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kaigi_docs.model.rates import with_computed_rates
from kaigi_docs.model.small_counts import CountRules, is_small
from kaigi_docs.model.statistics import (
    TOTAL,
    CountedStatistics,
    Counting,
    Exhibit,
    Passage,
    Period,
    PublishedValue,
    SentenceRow,
    Series,
    Sign,
    Statistics,
    StatisticsSection,
    ValueKey,
)
from kaigi_docs.publishing.counts import Count, count_id, printed_keys, series_of
from kaigi_docs.publishing.linking import Link

_AGE = "歳"


@dataclass(frozen=True, slots=True)
class Merging:
    """How the classes of some series are merged.

    Attributes:
        series: their ids.
        groups: the classes that become one, by its name; classes that stay alone are not in here.
        leaves_small: whether small counts are left.
    """

    series: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    leaves_small: bool


def find_mergings(counted: CountedStatistics) -> tuple[Merging, ...]:
    """How ages are best merged, family by family; nothing where no small count would go away."""
    keys = printed_keys(counted.statistics) & counted.kept.keys()
    found = (_best(family, keys, counted) for family in _families(counted) if _shows_any(family, keys))
    return tuple(each for each in found if each is not None)


def all_series(counted: CountedStatistics) -> dict[str, Series]:
    """All series of the book by id, those that are shown as they are shown."""
    return {**{one.id: one for one in counted.series}, **series_of(counted.statistics)}


def _shows_any(family: Sequence[Series], keys: set[ValueKey]) -> bool:
    """Whether a small count of one of the classes is to be printed."""
    ids = {one.id for one in family}
    return any(series_id in ids and name != TOTAL for series_id, _, name in keys)


def _families(counted: CountedStatistics) -> Iterator[list[Series]]:
    """Series that must be merged alike: parts and their whole, and those of one chart or table; all with the same ages."""
    series = {name: one for name, one in all_series(counted).items() if len(one.classes) > 1}
    together = [{one.id, one.whole_id, *(part.id for part in one.computed_from)} - {""} for one in series.values()]
    together += [{one.id for one in exhibit.series} for exhibit in counted.statistics.exhibits if len(exhibit.classes) > 1]
    families: list[set[str]] = []
    for ids in together:
        joined = [family for family in families if family & ids]
        families = [family for family in families if family not in joined] + [ids.union(*joined)]
    for family in families:
        found = [one for name, one in series.items() if name in family]
        ages = {_ages(one) if one.counting is Counting.PERSONS and not one.overlapping else () for one in found}
        if len(ages) == 1 and ages != {()}:
            yield found


def _ages(series: Series) -> tuple[str, ...]:
    """The classes, if all of them are ages."""
    names = tuple(name for name in series.classes if name != TOTAL)
    return names if all(_AGE in name for name in names) else ()


def _best(family: Sequence[Series], keys: set[ValueKey], counted: CountedStatistics) -> Merging | None:
    from kaigi_docs.disclosure import Axis, Cell, Policy, Table, TableSet, best_merging, merged_label

    ages = _ages(family[0])
    axis = Axis(id="年代", categories=ages, mergeable=True)
    tables = []
    for one in family:
        for period in one.periods:
            numbers = _numbers(one, period, ages, counted.kept)
            if any((one.id, period, name) in keys for name in ages):
                cells: dict[tuple[str, ...], Cell] = {
                    (name,): Cell(id=count_id((one.id, period, name)), count=number) for name, number in numbers.items()
                }
                tables.append(Table(id=f"{one.id} {period.western}", axes=(axis,), cells=cells))
    if not tables or any(one.unprotected_reason for one in family):
        return None
    merged = best_merging(TableSet(tables=tuple(tables)), Policy(threshold=counted.rules.threshold))
    groups = {merged_label(group): group for each in merged for group in each.groups if len(group) > 1}
    if not groups:
        return None
    return Merging(tuple(one.id for one in family), groups, any(each.small_after for each in merged))


def _is_small(series: Series, number: int, rules: CountRules) -> bool:
    return is_small(number, rules.threshold) and not series.unprotected_reason


def _numbers(series: Series, period: Period, names: Iterable[str], kept: Mapping[ValueKey, int]) -> dict[str, int]:
    """The numbers of classes, as far as they are known."""
    found = ((name, _number(series, period, name, kept)) for name in names)
    return {name: number for name, number in found if number is not None}


def _number(series: Series, period: Period, name: str, kept: Mapping[ValueKey, int]) -> int | None:
    value = series.values.get((period, name))
    if (series.id, period, name) in kept:
        return kept[series.id, period, name]
    return int(value.number) if value is not None and value.number is not None else None


def merge(counted: CountedStatistics, mergings: Iterable[Merging]) -> CountedStatistics:
    """The statistics with these classes merged: values, charts, tables and the classes that sentences speak of."""
    groups = members_of(mergings)
    kept = dict(counted.kept)
    series = {name: _merged(one, groups.get(name, {}), counted, kept) for name, one in all_series(counted).items()}
    series = {name: _following(one, series) for name, one in series.items()}
    sections = tuple(_section(section, series, groups) for section in counted.statistics.sections)
    return replace(counted, statistics=Statistics(sections=sections), series=tuple(series.values()), kept=kept)


def _merged(
    series: Series, groups: Mapping[str, tuple[str, ...]], counted: CountedStatistics, kept: dict[ValueKey, int]
) -> Series:
    """The series with a value for each group in place of its members, where all of them are known."""
    values: dict[tuple[Period, str], PublishedValue] = {}
    for (period, name), value in series.values.items():
        label, group = next(((label, group) for label, group in groups.items() if name in group), (name, (name,)))
        numbers = _numbers(series, period, group, counted.kept)
        if len(group) == 1 or len(numbers) < len(group):
            values[period, name] = value
            continue
        kept.pop((series.id, period, name), None)
        number = sum(numbers.values())
        if _is_small(series, number, counted.rules):
            kept[series.id, period, label] = number
        values[period, label] = _value(value, number, is_hidden=(series.id, period, label) in kept)
    return replace(series, values=values)


def _following(series: Series, by_id: Mapping[str, Series]) -> Series:
    """A rate with the counts that it is computed from as they are now; any other series as it is."""
    return with_computed_rates(replace(series, computed_from=tuple(by_id[part.id] for part in series.computed_from)))


def _value(member: PublishedValue, number: int, *, is_hidden: bool) -> PublishedValue:
    if is_hidden:
        return replace(member, number=None, text=Sign.SUPPRESSED.value, sign=Sign.SUPPRESSED)
    sign = Sign.NIL if number == 0 else None
    return replace(member, number=Decimal(number), text=sign.value if sign else f"{number:,}", sign=sign)


_Groups = Mapping[str, Mapping[str, tuple[str, ...]]]


def _section(section: StatisticsSection, series: Mapping[str, Series], groups: _Groups) -> StatisticsSection:
    return replace(section, parts=tuple(_part(part, series, groups) for part in section.parts))


def _part(part: Passage | Exhibit, series: Mapping[str, Series], groups: _Groups) -> Passage | Exhibit:
    if isinstance(part, Exhibit):
        of_exhibit = {label: group for one in part.series for label, group in groups.get(one.id, {}).items()}
        shown = tuple(series[one.id] for one in part.series)
        return replace(part, series=shown, classes=_classes(part.classes, of_exhibit))
    return replace(part, computed=_row(part.computed, series, groups)) if part.computed is not None else part


def _row(row: SentenceRow, series: Mapping[str, Series], groups: _Groups) -> SentenceRow:
    return replace(
        row,
        series=series[row.series.id],
        others=tuple(series[one.id] for one in row.others),
        classes=_classes(row.classes, groups.get(row.series.id, {})),
    )


def _classes(names: Iterable[str], groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The classes with groups for their members, each once."""
    label_of = {member: label for label, group in groups.items() for member in group}
    return tuple(dict.fromkeys(label_of.get(name, name) for name in names))


def members_of(mergings: Iterable[Merging]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The groups by series: their names, and the classes in them."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for merging in mergings:
        for series_id in merging.series:
            found.setdefault(series_id, {}).update(merging.groups)
    return found


def known_groups(series: Mapping[str, Series], counts: Iterable[ValueKey]) -> dict[str, dict[str, tuple[str, ...]]]:
    """The groups under which former papers printed classes of now: their names are made of the classes in them."""
    unknown = {(series_id, name) for series_id, _, name in counts if name not in (*series[series_id].classes, TOTAL)}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for series_id, label in sorted(unknown):
        group = next((each for each in _runs(_ages(series[series_id])) if _called(each) == label), ())
        if group:
            found.setdefault(series_id, {})[label] = group
    return found


def _runs(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(names[first:last]) for first in range(len(names)) for last in range(first + 2, len(names) + 1))


def _called(group: Sequence[str]) -> str:
    from kaigi_docs.disclosure import merged_label

    return merged_label(group)


def links_of_groups(groups: _Groups, counts: Mapping[ValueKey, Count]) -> Iterator[Link]:
    """The sums of merged classes, as far as their members are known."""
    for (series_id, period, label), total in counts.items():
        members = groups.get(series_id, {}).get(label, ())
        parts = [count for name in members if (count := counts.get((series_id, period, name))) is not None]
        if parts and len(parts) == len(members):
            yield Link(total, tuple(parts))
