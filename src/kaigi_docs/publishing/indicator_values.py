"""What the 資料 of indicators tells of the statistics: counts that readers have beside 資料1, and rates that tell hidden ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import CalendarYear, FiscalYear
from kaigi_docs.model.earlier_values import EarlierSeries, EarlierValues, counted_as
from kaigi_docs.model.indicator_years import printed_values
from kaigi_docs.model.indicators import Indicator, Indicators, IndicatorTable
from kaigi_docs.model.statistics import TOTAL, CountedStatistics, Counting, Period, Series, Sign, Statistics
from kaigi_docs.publishing.counts import series_of
from kaigi_docs.publishing.marking import Place, places_behind

TITLE = "評価指標の資料"


def counts_of_indicators(indicators: Indicators, series: Iterable[Series]) -> EarlierValues:
    """The counts of persons that the 資料 of indicators prints, as far as they are of the statistics: a paper of this meeting.

    An indicator that names a series has its numbers. Others, and values of another scope, are series of their own, counted as
    those of the same source: readers take 「60歳以上の自殺者数」 from 「自殺者数」 whatever the books call them.

    Args:
        indicators: as printed.
        series: all of the statistics.
    """
    of_persons = [one for one in series if one.counting is Counting.PERSONS]
    pairs = [(table, one) for table in indicators.tables for one in table.indicators if one.counting is Counting.PERSONS]
    found = (each for table, one in pairs for each in (*_of_series(table, one, of_persons), *_of_source(table, one, of_persons)))
    return EarlierValues(title=TITLE, is_of_now=True, series=tuple(each for each in found if each.numbers))


def _of_series(table: IndicatorTable, indicator: Indicator, series: Sequence[Series]) -> Iterator[EarlierSeries]:
    """What is printed of the series that an indicator names; years of another kind than the series' are other counts."""
    for one in series:
        if one.id == indicator.series_id.value:
            fiscal = {period.is_fiscal for period in one.periods}
            numbers = {
                (period, indicator.class_name): number
                for period, number, _ in _counts(table, indicator)
                if fiscal <= {period.is_fiscal}
            }
            yield replace(_described(one), id=one.id, name=one.name.value, calling=one.calling.value, numbers=numbers)


def _of_source(table: IndicatorTable, indicator: Indicator, series: Sequence[Series]) -> Iterator[EarlierSeries]:
    """What is printed of the persons whom an indicator counts by its name, in each way in which its source counts.

    Whether its years begin in April or in January its note says at best, so they are taken for those of the source.
    """
    named = indicator.series_id.value
    own = () if any(one.id == named for one in series) else ((indicator.name.value, False),)
    scopes = {value.other_scope.value for _, value in printed_values(table, indicator, of_other_scopes=True)}
    alike = [one for one in series if one.id == named or (indicator.source and one.source.value == indicator.source.value)]
    for way in {counted_as(one): one for one in alike}.values():
        is_fiscal = any(period.is_fiscal for period in way.periods)
        for name, of_other_scopes in (*own, *((scope, True) for scope in sorted(scopes))):
            numbers = {
                (_as_counted(period, is_fiscal), TOTAL): number
                for period, number, scope in _counts(table, indicator, of_other_scopes=of_other_scopes)
                if scope in ("", name)
            }
            yield replace(_described(way), id=indicator.id, name=name, calling=name, numbers=numbers)


def _described(one: Series) -> EarlierSeries:
    return EarlierSeries(id=one.id, name="", counted=counted_as(one), overlapping=one.overlapping)


def _counts(table: IndicatorTable, indicator: Indicator, *, of_other_scopes: bool = False) -> Iterator[tuple[Period, int, str]]:
    """The whole numbers that are printed, with their year and scope."""
    for period, value in printed_values(table, indicator, of_other_scopes=of_other_scopes):
        number = value.shown.number
        if number is not None and number % 1 == 0:
            yield period, int(number), value.other_scope.value


def _as_counted(period: Period, is_fiscal: bool) -> Period:
    kind = FiscalYear if is_fiscal else CalendarYear
    return Period(kind(period.first.year), kind(period.last.year))


def _linked(indicators: Indicators) -> Iterator[tuple[IndicatorTable, Indicator]]:
    for table in indicators.tables:
        yield from ((table, indicator) for indicator in table.indicators if indicator.series_id)


def check_rates(indicators: Indicators, counted: CountedStatistics, published: Statistics, findings: Findings) -> None:
    """`rate-tells-count`, an error: a printed rate of an indicator behind which a hidden count stands, and nobody signed for it.

    Args:
        indicators: as printed.
        counted: the statistics as read.
        published: as they will be printed.
        findings: takes them.
    """
    series = {**{one.id: one for one in counted.series}, **series_of(published)}
    hidden = {
        name: {place for place, value in one.values.items() if value.sign is Sign.SUPPRESSED} for name, one in series.items()
    }
    for table, indicator in _linked(indicators):
        rate = series.get(indicator.series_id.value)
        if rate is None or indicator.unprotected_reason:
            continue
        places = _told_by(rate, series, hidden, published)
        for period, value in printed_values(table, indicator):
            if value.shown.number is not None and (period, indicator.class_name) in places:
                year = period.label(DigitWidth.HALF)
                message = f"指標{indicator.id}の{year}の率に人口を掛けると、x にした人数や小さい人数が分かることがあります。"
                hint = "「x」（秘匿）にしてください。公表済みの率なら、指標の「保護しない理由」に理由を書いてください。"
                findings.error("rate-tells-count", value.shown.where, message, hint)


def _told_by(rate: Series, series: dict[str, Series], hidden: dict[str, set[Place]], published: Statistics) -> set[Place]:
    """The places of hidden counts that a rate tells, computed or typed; none of what is no rate."""
    if rate.computed_from:
        return hidden.get(rate.computed_from[0].id, set())
    return places_behind(rate, series, hidden, published)
