"""The statistics with the mark at more places: in every chart, table and sentence, since all of them hold the same series."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from kaigi_docs.model.rates import with_computed_rates
from kaigi_docs.model.statistics import (
    Basis,
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
)
from kaigi_docs.publishing.counts import count_id, series_of
from kaigi_docs.publishing.who import who_in_series

Place = tuple[Period, str]
"""Period and class of a value."""


def with_marks(statistics: Statistics, hidden: Collection[str]) -> Statistics:
    """The statistics with the mark in place of these counts.

    Args:
        statistics: as read.
        hidden: ids of counts.
    """
    series = {name: _marked(one, hidden) for name, one in series_of(statistics).items()}
    return Statistics(sections=tuple(_section(section, series) for section in statistics.sections))


def with_typed_rates_marked(statistics: Statistics) -> Statistics:
    """The statistics with the mark at every typed rate and share behind which a hidden count may stand.

    Whoever knows the population has the count. A count may stand behind a rate beside it in a chart or table, and behind one of
    the same region that was counted in the same way, wherever it is shown.
    """
    shown = series_of(statistics)
    hidden = {name: {key for key, value in one.values.items() if value.sign is Sign.SUPPRESSED} for name, one in shown.items()}
    marked = {name: _with_marks_at(one, places_behind(one, shown, hidden, statistics)) for name, one in shown.items()}
    return Statistics(sections=tuple(_section(section, marked) for section in statistics.sections))


def places_behind(
    rate: Series, shown: Mapping[str, Series], hidden: Mapping[str, Collection[Place]], statistics: Statistics
) -> set[Place]:
    """The places of hidden counts that a typed rate may tell; none of any other series.

    It may tell those that stand beside it, and those of the same region and basis: of its sex, if any is.

    Args:
        rate: the series in question.
        shown: those whose counts readers must not learn, by id.
        hidden: the places of their hidden counts, by id.
        statistics: says which series stand beside it.
    """
    if rate.counting not in (Counting.RATE, Counting.SHARE) or rate.computed_from:
        return set()
    beside = {
        one.id for exhibit in statistics.exhibits if rate.id in {each.id for each in exhibit.series} for one in exhibit.series
    }
    counts = [one for one in shown.values() if one.counting is Counting.PERSONS]
    alike = [one for one in counts if one.region.value and _counted_where(one) == _counted_where(rate)]
    sexes = who_in_series(rate).sexes
    fitting = [one for one in alike if who_in_series(one).sexes == sexes] or alike
    behind = beside | {one.id for one in fitting}
    return {place for one in counts if one.id in behind for place in hidden[one.id]}


def _counted_where(series: Series) -> tuple[str, Basis]:
    return series.region.value, series.basis


def _with_marks_at(series: Series, places: Collection[Place]) -> Series:
    values = {
        place: _mark(value) if place in places and value.number is not None else value for place, value in series.values.items()
    }
    return replace(series, values=values)


def _marked(series: Series, hidden: Collection[str]) -> Series:
    values = {
        (period, name): _mark(value) if count_id((series.id, period, name)) in hidden else value
        for (period, name), value in series.values.items()
    }
    parts = tuple(_marked(part, hidden) for part in series.computed_from)
    return with_computed_rates(replace(series, values=values, computed_from=parts))


def _mark(value: PublishedValue) -> PublishedValue:
    return replace(value, number=None, text=Sign.SUPPRESSED.value, sign=Sign.SUPPRESSED)


def _section(section: StatisticsSection, series: Mapping[str, Series]) -> StatisticsSection:
    return replace(section, parts=tuple(_part(part, series) for part in section.parts))


def _part(part: Passage | Exhibit, series: Mapping[str, Series]) -> Passage | Exhibit:
    if isinstance(part, Exhibit):
        return replace(part, series=tuple(series[one.id] for one in part.series))
    return replace(part, computed=_row(part.computed, series)) if part.computed is not None else part


def _row(row: SentenceRow, series: Mapping[str, Series]) -> SentenceRow:
    return replace(row, series=series[row.series.id], others=tuple(series[one.id] for one in row.others))
