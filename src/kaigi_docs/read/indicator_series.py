"""Indicators whose values also stand in 統計.xlsx: that the series is there, fits, and says the same."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from kaigi_docs.declarations.indicators import SERIES_CLASS, SERIES_ID
from kaigi_docs.declarations.statistics import SERIES
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.indicator_years import printed_values
from kaigi_docs.model.indicators import Indicator, Indicators, IndicatorTable
from kaigi_docs.model.statistics import CountedStatistics, Period, Series
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.indicator_numbers import same_unit
from kaigi_docs.read.references import Named, Targets


def check_series_of_indicators(indicators: Indicators, counted: CountedStatistics, findings: Findings) -> None:
    """What is wrong with the series that indicators name.

    Codes: `reference-unknown`, `class-unknown`, `series-unfit` (another kind of year, unit or thing counted), `value-differs`
    (both books have the value of a year, and they are not the same at the digits that both have), errors; `choice-unused`, a
    warning.

    Args:
        indicators: what 指標.xlsx says.
        counted: what 統計.xlsx says; without faults of its own.
        findings: takes what is wrong.
    """
    series = {one.id: one for one in counted.series}
    for table in indicators.tables:
        for indicator in table.indicators:
            if indicator.series_id.value in series:
                _check(table, indicator, series[indicator.series_id.value], counted, findings)
            elif indicator.series_id:
                _report_unknown(indicator, series, findings)
            elif indicator.series_class:
                message = f"「{SERIES_CLASS}」は、「{SERIES_ID}」を書いた指標だけで使います。"
                findings.warn("choice-unused", indicator.series_class.where, message, "空けるか、系列IDを書いてください。")


def _report_unknown(indicator: Indicator, series: dict[str, Series], findings: Findings) -> None:
    named = (Named(one.id, True, ((one.name.value, f"「{one.name}」"),)) for one in series.values())
    targets = Targets.of(SERIES.title, named)
    unknown = indicator.series_id.value
    message = f"{SERIES_ID}「{unknown}」は、統計.xlsx の「{targets.sheet}」シートにありません。{targets.accepted()}"
    findings.error("reference-unknown", indicator.series_id.where, message, targets.hint(unknown))


def _check(table: IndicatorTable, indicator: Indicator, series: Series, counted: CountedStatistics, findings: Findings) -> None:
    name = indicator.class_name
    unfit = _unfit(table, indicator, series)
    if unfit:
        hint = "合う系列のIDを書くか、空けてください。"
        findings.error("series-unfit", indicator.series_id.where, f"指標{indicator.id}と系列{series.id}では、{unfit}。", hint)
    elif name not in series.classes:
        message = f"系列{series.id}に区分「{name}」の値がありません。あるのは{listed(series.classes, 20)}です。"
        hint = f"{did_you_mean(nearest(name, series.classes))}区分を確かめてください。"
        where = indicator.series_class.where or indicator.series_id.where
        findings.error("class-unknown", where, message, hint)
    else:
        _compare(table, indicator, series, counted, findings)


def _unfit(table: IndicatorTable, indicator: Indicator, series: Series) -> str:
    """In what they cannot be the same; empty where they can."""
    if {period.is_fiscal for period in series.periods} - {table.fiscal}:
        return "年（1月から12月）と年度（4月から3月）が違います"
    if indicator.counting is not series.counting:
        return "数えるものが違います"
    if indicator.unit and series.unit and not same_unit(indicator.unit, series.unit):
        return f"単位「{indicator.unit}」と「{series.unit}」が違います"
    return ""


def _compare(table: IndicatorTable, indicator: Indicator, series: Series, counted: CountedStatistics, findings: Findings) -> None:
    name = indicator.class_name
    for period, value in printed_values(table, indicator):
        other = _number(series, period, name, counted)
        if value.shown.number is not None and other is not None and not _same(value.shown.number, other):
            place = series.values[period, name].where
            message = f"指標{indicator.id}の{period.label(DigitWidth.HALF)}の値が、同じ値のはずの {place} と違います。"
            hint = f"写し間違いを直してください。数え方の違う値なら、「{SERIES_ID}」を空けてください。"
            findings.error("value-differs", value.shown.where, message, hint)


def _number(series: Series, period: Period, name: str, counted: CountedStatistics) -> Decimal | None:
    """The number that the office typed, whether it will be printed or not."""
    kept = counted.kept.get((series.id, period, name))
    if kept is not None:
        return Decimal(kept)
    value = series.values.get((period, name))
    return value.number if value is not None else None


def _same(one: Decimal, other: Decimal) -> bool:
    """Whether they are the same number, rounded half up to the digits that both have."""
    digits = max(Decimal(1).scaleb(int(each.as_tuple().exponent)) for each in (one, other))
    return one.quantize(digits, ROUND_HALF_UP) == other.quantize(digits, ROUND_HALF_UP)
