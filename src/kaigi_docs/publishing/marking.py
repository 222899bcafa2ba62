"""The statistics with the mark at more places: in every chart, table and sentence, since all of them hold the same series."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from kaigi_docs.model.rates import with_computed_rates
from kaigi_docs.model.statistics import (
    Exhibit,
    Passage,
    PublishedValue,
    SentenceRow,
    Series,
    Sign,
    Statistics,
    StatisticsSection,
)
from kaigi_docs.publishing.counts import count_id, series_of


def with_marks(statistics: Statistics, hidden: Collection[str]) -> Statistics:
    """The statistics with the mark in place of these counts.

    Args:
        statistics: as read.
        hidden: ids of counts.
    """
    series = {name: _marked(one, hidden) for name, one in series_of(statistics).items()}
    return Statistics(sections=tuple(_section(section, series) for section in statistics.sections))


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
