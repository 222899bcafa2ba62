"""Which values of an indicator a table prints, and of which year each of them is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kaigi_docs.japanese.named_years import YEAR_WORD
from kaigi_docs.japanese.wareki import parse_calendar_year, parse_fiscal_year
from kaigi_docs.model.indicators import Indicator, IndicatorColumnKind, IndicatorTable, IndicatorValue
from kaigi_docs.model.statistics import Period

_SEVERAL_YEARS = re.compile("[0-9]年|平均|から|まで|[〜~–―]|の計|合計")


def printed_values(
    table: IndicatorTable, indicator: Indicator, *, of_other_scopes: bool = False
) -> Iterator[tuple[Period, IndicatorValue]]:
    """The values that a table prints of an indicator, each with its year: those of its own scope, or else those of other scopes.

    The baseline is among them where its own words, or else the heading of its column, name one year.
    """
    shown = {period for column in table.columns if column.kind is IndicatorColumnKind.ACTUAL for period in column.periods}
    dated = [(period, value) for period, value in indicator.values.items() if period in shown]
    baseline = indicator.baseline
    period = baseline_period(table, baseline) if baseline is not None else None
    if baseline is not None and period is not None:
        dated.append((period, baseline))
    yield from ((period, value) for period, value in dated if bool(value.other_scope) is of_other_scopes)


def baseline_period(table: IndicatorTable, baseline: IndicatorValue) -> Period | None:
    """The year of a baseline; None where no column prints it, none or several years are named, or one of the other kind."""
    headings = [column.heading.value for column in table.columns if column.kind is IndicatorColumnKind.BASELINE]
    for text in (baseline.shown.text, *headings) if headings else ():
        folded = unicodedata.normalize("NFKC", text)
        named = set(YEAR_WORD.findall(folded))
        if len(named) > 1 or _SEVERAL_YEARS.search(YEAR_WORD.sub("", folded)) is not None:
            return None
        if named:
            return _period(named.pop(), table)
    return None


def _period(named: str, table: IndicatorTable) -> Period | None:
    try:
        year = parse_fiscal_year(named) if table.fiscal else parse_calendar_year(named)
    except ValueError:
        return None
    return Period(year, year)
