"""Random statistics of one city, published, and a reader of them who knows how persons are counted but not our links.

Every person stands in one year, one sex and one age. Each printed value is a sum over some of these smallest groups: that is all
that the reader knows, and it is written here from the papers alone (`disclosure_attacker` does the search).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from disclosure_attacker import FAR, Condition, GaveUp, Reader
from kaigi_docs.japanese.wareki import CalendarYear
from kaigi_docs.model.earlier_values import EarlierSeries, EarlierValues, counted_as
from kaigi_docs.model.small_counts import CountRules, is_small
from kaigi_docs.model.statistics import (
    TOTAL,
    CountedStatistics,
    Dimension,
    Exhibit,
    ExhibitKind,
    Passage,
    Period,
    PublishedValue,
    SentenceKind,
    SentenceRow,
    Series,
    Sign,
    Statistics,
    StatisticsSection,
    ValueKey,
)
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import publish

SEXES = ("男性", "女性")
BOTH = "総数"
YEARS = (2018, 2019, 2020, 2021)
AGES = ("30歳未満", "30歳代", "40歳代", "50歳以上")
UNDER_40 = ("30歳未満", "30歳代")
Group = tuple[int, str, str]
Numbers = Mapping[ValueKey, int]


@dataclass(frozen=True)
class City:
    """Persons by year, sex and age."""

    persons: Mapping[Group, int]
    ages: tuple[str, ...]

    def groups(self, key: ValueKey) -> list[Group]:
        """The smallest groups that a value sums up."""
        series, period, name = key
        sexes = [sex for sex in SEXES if sex in series] or SEXES
        ages = {TOTAL: self.ages, "40歳未満": (*UNDER_40, name)}.get(name, (name,))
        return [
            (year, sex, age)
            for year, sex, age in self.persons
            if period.first.year <= year <= period.last.year and sex in sexes and age in ages
        ]

    def number(self, key: ValueKey) -> int:
        """The value itself."""
        return sum(self.persons[group] for group in self.groups(key))


def city(chance: random.Random, all_ages: tuple[tuple[str, ...], ...], most: tuple[int, ...]) -> City:
    """Some ages, mostly few persons in each."""
    ages = chance.choice(all_ages)
    at_most = chance.choice(most)
    return City({group: chance.randint(0, at_most) for group in product(YEARS, SEXES, ages)}, ages)


def book(chance: random.Random, of: City) -> dict[str, Series]:
    """The series of its book: single years, some sums of years; not every value is there."""
    spans = [(year, year) for year in YEARS] + [(2018, 2019), (2020, 2021), (2018, 2021), (2019, 2021)]
    periods = [Period(CalendarYear(first), CalendarYear(last)) for first, last in spans if first == last or chance.random() < 0.5]
    has_ages = {period: chance.random() < (0.4 if not period.is_merged else 0.8) for period in periods}
    found = {}
    for name in (BOTH, *SEXES):
        keys = [
            (name, period, each)
            for period in periods
            for each in (*(of.ages if has_ages[period] else ()), TOTAL)
            if chance.random() < 0.95
        ]
        values = {(period, each): _value(of.number((name, period, each))) for name, period, each in keys}
        if values:
            found[name] = Series(id=name, name=Text(name), values=values, whole_id="" if name == BOTH else BOTH)
    return found


def book_of_strangers(chance: random.Random, of: City) -> dict[str, Series]:
    """Series of other ages, sexes and spans of years, none of which names another as its whole."""
    fine = tuple(chance.sample((*of.ages, TOTAL), len(of.ages)))
    coarse = chance.choice([("40歳未満", "40歳以上"), ("40歳未満",), of.ages])
    halves = [Period(CalendarYear(first), CalendarYear(first + 1)) for first in (2018, 2020)]
    spans = [Period(CalendarYear(first), CalendarYear(2021)) for first in (2018, 2019)]
    singles = [Period(CalendarYear(year), CalendarYear(year)) for year in YEARS]
    by_id = {
        "年代別の自殺者数": (chance.choice((halves, singles, halves[:1])), fine),
        "男性": (chance.sample(spans, chance.choice((1, 2))), (*coarse, TOTAL)),
        "女性": (chance.sample(spans, chance.choice((1, 2))), (*coarse, TOTAL)),
        "自殺者数": (chance.choice((spans, singles[1:])), (TOTAL, *chance.choice(((), coarse[:1])))),
    }
    return {
        name: Series(
            id=name,
            name=Text(name),
            values={(period, each): _value(of.number((name, period, each))) for period in periods for each in classes},
        )
        for name, (periods, classes) in by_id.items()
        if name != "自殺者数" or chance.random() < 0.6
    }


def _value(number: int) -> PublishedValue:
    return PublishedValue(number=Decimal(number), text=f"{number:,}")


def statistics(chance: random.Random, of: Mapping[str, Series], ages: tuple[str, ...]) -> Statistics:
    """Tables and charts of some of it, and a sentence."""
    parts: list[Exhibit | Passage] = []
    kinds = (ExhibitKind.TABLE, ExhibitKind.BAR, ExhibitKind.LINE)
    for _ in range(chance.randint(1, 3)):
        shown = tuple(series for series in of.values() if chance.random() < 0.8) or tuple(of.values())
        periods = tuple(sorted({period for one in shown for period in one.periods}, key=lambda period: period.order))
        by_age = chance.random() < 0.6
        exhibit = Exhibit(
            id=f"Z{len(parts)}",
            title=Text("数"),
            kind=chance.choice(kinds),
            across=Dimension.CLASS if by_age else Dimension.YEAR,
            series=shown,
            periods=(chance.choice(periods),) if by_age else periods,
            classes=(*ages, *((TOTAL,) if chance.random() < 0.7 else ())) if by_age else (TOTAL,),
            shares=chance.random() < 0.3,
        )
        parts.append(exhibit)
    told = chance.choice(list(of.values()))
    parts.append(Passage(Text(""), computed=SentenceRow(kind=SentenceKind.CHANGE, series=told)))
    return Statistics(sections=(StatisticsSection(id="N01", title=Text("数"), parts=tuple(parts)),))


def table_of_each(chance: random.Random, of: Mapping[str, Series], ages: tuple[str, ...]) -> Statistics:
    """A table of classes and years for most series."""
    parts = [
        Exhibit(
            id=f"Z{place}",
            title=Text("数"),
            kind=ExhibitKind.TABLE,
            across=Dimension.CLASS,
            apart=Dimension.YEAR,
            series=(one,),
            periods=one.periods,
            classes=one.classes,
            shares=chance.random() < 0.3,
        )
        for place, one in enumerate(of.values())
        if chance.random() < 0.75
    ]
    return Statistics(sections=(StatisticsSection(id="N01", title=Text("数"), parts=tuple(parts)),))


def as_read(given: Statistics, of: Mapping[str, Series], rules: CountRules) -> CountedStatistics:
    """What the reader of the book makes of it: small counts have the mark."""
    kept: dict[ValueKey, int] = {}

    def marked(series: Series) -> Series:
        values = {}
        for (period, name), value in series.values.items():
            number = value.number
            if number is not None and is_small(number, rules.threshold):
                kept[series.id, period, name] = int(number)
                value = replace(value, number=None, text="x", sign=Sign.SUPPRESSED)
            values[period, name] = value
        return replace(series, values=values)

    sections = tuple(replace(section, parts=tuple(_with(part, marked) for part in section.parts)) for section in given.sections)
    series = tuple(map(marked, of.values()))
    return CountedStatistics(statistics=Statistics(sections=sections), series=series, kept=kept, rules=rules)


def _with(part: Exhibit | Passage, change):  # type: ignore[no-untyped-def]
    if isinstance(part, Exhibit):
        return replace(part, series=tuple(map(change, part.series)))
    assert part.computed is not None
    return replace(part, computed=replace(part.computed, series=change(part.computed.series)))


def seen(published: Statistics) -> dict[ValueKey, int | None]:
    """What stands in the papers: the numbers, and None for the mark; shares are taken for the number and its total."""
    found: dict[ValueKey, int | None] = {}
    for part in (part for section in published.sections for part in section.parts):
        for series, period, name in _places(part):
            value = series.values.get((period, name))
            if value is not None:
                found[series.id, period, name] = None if value.text == "x" else int(value.text.replace(",", ""))
    return found


def _places(part: Exhibit | Passage) -> Iterator[tuple[Series, Period, str]]:
    if isinstance(part, Passage):
        assert part.computed is not None
        series = part.computed.series
        told = sorted(_singles(series), key=lambda each: each.order)[-2:]
        if all(series.values[period, TOTAL].number is not None for period in told):  # else there is no such sentence
            yield from ((series, period, TOTAL) for period in told)
        return
    for series, period, name in product(part.series, part.periods, part.classes):
        yield series, period, name
        if part.shares and (period, TOTAL) in series.values:
            yield series, period, TOTAL


def _singles(series: Series) -> list[Period]:
    return [period for period, name in series.values if name == TOTAL and not period.is_merged]


def leaking(of: City, *papers: Mapping[ValueKey, int | None], threshold: int = 5) -> list[ValueKey]:
    """The small values with a mark in the last paper that a reader of all papers works out too closely."""
    ranges: dict[str, tuple[int, int]] = {_name(group): (0, FAR) for group in of.persons}
    conditions = []
    near = {_name(group): count for group, count in of.persons.items()}
    for paper in papers:
        for key, number in paper.items():
            factors = {_name(group): 1 for group in of.groups(key)}
            if number is not None:
                conditions.append(Condition(factors, number, number))
    hidden = [key for key, number in papers[-1].items() if number is None and 0 < of.number(key) < threshold]
    for key in hidden:
        ranges[_name(key)] = (0, FAR)
        near[_name(key)] = of.number(key)
        conditions.append(Condition({_name(key): -1} | {_name(group): 1 for group in of.groups(key)}, 0, 0))
    reader = Reader(ranges, conditions, [], near)
    safe = {key for key in hidden if reader.can_be(_name(key), 0, 1) and reader.can_be(_name(key), threshold, FAR)}
    return [key for key in hidden if key not in safe]


def _name(of: tuple[object, ...]) -> str:
    return " ".join(str(each.western) if isinstance(each, Period) else str(each) for each in of)


@dataclass(frozen=True)
class Kind:
    """How meetings are made: their book, its tables, the ages, and at most how many persons one smallest group has."""

    book: Callable[[random.Random, City], dict[str, Series]]
    statistics: Callable[[random.Random, Mapping[str, Series], tuple[str, ...]], Statistics]
    ages: tuple[tuple[str, ...], ...]
    most: tuple[int, ...]


PARTS = Kind(book, statistics, (AGES[:2], AGES[:3], AGES), (4, 7, 12))
STRANGERS = Kind(book_of_strangers, table_of_each, (("40歳未満", "40歳以上"), (*UNDER_40, "40歳以上")), (1, 2, 4))


def _values(of: Mapping[str, Series], name: str) -> Mapping[tuple[Period, str], PublishedValue]:
    return of[name].values if name in of else {}


@dataclass(frozen=True)
class Meeting:
    """Statistics as read, and the papers of the meeting before."""

    city: City
    now: CountedStatistics
    before: Statistics


def meeting(number: int, kind: Kind = PARTS) -> Meeting:
    """The meeting of that number: other papers of the same persons went before it, and its book is theirs with more in it."""
    chance = random.Random(number)
    of = city(chance, kind.ages, kind.most)
    rules = CountRules()
    first, more = kind.book(chance, of), kind.book(chance, of)
    before, _ = publish(as_read(kind.statistics(chance, first, of.ages), first, rules))
    both = {name: replace(one, values={**one.values, **_values(more, name)}) for name, one in first.items()}
    now = as_read(kind.statistics(chance, both, of.ages), both, rules)
    return Meeting(of, now, before)


def as_known(before: Statistics) -> EarlierValues:
    """What readers have of these papers, as the product hands it on."""
    numbers: dict[str, dict[tuple[Period, str], int]] = {}
    for (series, period, name), number in seen(before).items():
        if number is not None:
            numbers.setdefault(series, {})[period, name] = number
    counted = {series.id: counted_as(series) for exhibit in before.exhibits for series in exhibit.series}
    return EarlierValues(
        title="前回",
        series=tuple(
            EarlierSeries(id=name, name=name, counted=counted.get(name, "／／／人／年"), numbers=values)
            for name, values in numbers.items()
        ),
    )


def outcome(number: int, kind: Kind = PARTS) -> str:
    """What became of one meeting: safe, refused, UNSAFE, or undecided where the search gives up."""
    one = meeting(number, kind)
    published, findings = publish(one.now, [as_known(one.before)])
    try:
        leaks = leaking(one.city, seen(one.before), seen(published))
    except GaveUp:
        return "undecided"
    refused = findings.has_errors
    return ("refused" if refused else "UNSAFE") if leaks else ("refused for nothing" if refused else "safe")
