"""What one cell of a table of indicators says."""

from __future__ import annotations

from kaigi_docs.model.achievement import judge, rate, trend
from kaigi_docs.model.indicators import Indicator, IndicatorColumnKind, IndicatorTable, IndicatorValue, Judgement
from kaigi_docs.model.statistics import Period, Sign, Status
from kaigi_docs.model.text import Text

_NOTHING = Text(Sign.NIL.value)


def cell_text(indicator: Indicator, table: IndicatorTable, kind: IndicatorColumnKind, period: Period | None) -> Text:
    """The words of a cell with the cell of the book that they came from; empty for an empty cell.

    Args:
        indicator: its row.
        table: for the rules of ratings.
        kind: of its column.
        period: of its column, where that has years.
    """
    match kind:
        case IndicatorColumnKind.NAME:
            return indicator.name
        case IndicatorColumnKind.TARGET:
            return indicator.target.text
        case IndicatorColumnKind.BASELINE:
            return _value_text(indicator.baseline) if indicator.baseline is not None else _NOTHING
    return _text_of_year(indicator, table, kind, period) if period is not None else Text("")


def status_of(value: IndicatorValue) -> Status | None:
    """How settled a figure is, where that has to be said: not of final ones."""
    status = value.shown.status
    return status if status is not None and not status.is_final else None


def _text_of_year(indicator: Indicator, table: IndicatorTable, kind: IndicatorColumnKind, period: Period) -> Text:
    value = indicator.values.get(period)
    match kind:
        case IndicatorColumnKind.ACTUAL:
            if value is None:
                return _NOTHING if indicator.survey else Text("")
            return _value_text(value)
        case IndicatorColumnKind.JUDGEMENT:
            return _judgement(indicator, period, value)
        case IndicatorColumnKind.RATING:
            step = rate(indicator, period, table.rules.get(indicator.rule, ()))
            return step.label if step is not None else _NOTHING
        case IndicatorColumnKind.TREND:
            return Text(trend(indicator, period))
    return Text("")


def _value_text(value: IndicatorValue) -> Text:
    """「18.6」, 「61人（概数）」 or the sign."""
    status = status_of(value)
    return Text(f"{value.shown.text}（{status.word}）" if status is not None else value.shown.text, value.shown.where)


def _judgement(indicator: Indicator, period: Period, value: IndicatorValue | None) -> Text:
    """The word, behind one of a figure that is not final the status of that figure."""
    judgement = judge(indicator, period)
    status = status_of(value) if value is not None else None
    told = judgement in (Judgement.MET, Judgement.MISSED) and status is not None
    return Text(f"{judgement.word}（{status.word}）" if told and status is not None else judgement.word)
