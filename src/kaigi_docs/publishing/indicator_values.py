"""What the 資料 of indicators tells of the statistics: counts that readers have beside 資料1, and rates that tell hidden ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.earlier_values import EarlierSeries, EarlierValues, counted_as
from kaigi_docs.model.indicator_years import printed_values
from kaigi_docs.model.indicators import Indicator, Indicators, IndicatorTable
from kaigi_docs.model.statistics import CountedStatistics, Counting, Period, Series, Sign, Statistics
from kaigi_docs.publishing.counts import series_of
from kaigi_docs.publishing.marking import Place, places_behind

TITLE = "評価指標の資料"


def counts_of_indicators(indicators: Indicators, series: Iterable[Series]) -> EarlierValues:
    """The counts that the 資料 of indicators prints of series of persons, as a paper that readers have in hands.

    Args:
        indicators: as printed.
        series: all of the statistics.
    """
    by_id = {one.id: one for one in series if one.counting is Counting.PERSONS}
    return EarlierValues(
        title=TITLE,
        is_of_now=True,
        series=tuple(
            EarlierSeries(
                id=one.id,
                name=one.name.value,
                calling=one.calling.value,
                counted=counted_as(one),
                overlapping=one.overlapping,
                numbers=numbers,
            )
            for table, indicator in _linked(indicators)
            if (one := by_id.get(indicator.series_id.value)) is not None and (numbers := _counts(table, indicator, one))
        ),
    )


def _linked(indicators: Indicators) -> Iterator[tuple[IndicatorTable, Indicator]]:
    for table in indicators.tables:
        yield from ((table, indicator) for indicator in table.indicators if indicator.series_id)


def _counts(table: IndicatorTable, indicator: Indicator, series: Series) -> dict[tuple[Period, str], int]:
    """The whole numbers that are printed; those of years of another kind than the series' are other counts."""
    fiscal = {period.is_fiscal for period in series.periods}
    return {
        (period, indicator.class_name): int(value.shown.number)
        for period, value in printed_values(table, indicator)
        if value.shown.number is not None and value.shown.number % 1 == 0 and fiscal <= {period.is_fiscal}
    }


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
