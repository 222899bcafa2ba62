"""Small statistics that show given series, and what publishing says of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kaigi_docs.findings import Finding, Location
from kaigi_docs.model.small_counts import CountRules, is_small
from kaigi_docs.model.statistics import (
    TOTAL,
    CountedStatistics,
    Counting,
    Dimension,
    Exhibit,
    ExhibitKind,
    Passage,
    Period,
    SentenceKind,
    SentenceRow,
    Series,
    Statistics,
    StatisticsSection,
    ValueKey,
)
from kaigi_docs.model.text import Text
from kaigi_docs.publishing.counts import count_id, series_of
from kaigi_docs.publishing.marking import with_marks
from narrative.told import series, year

__all__ = ["placed", "series", "shown", "table", "told", "year"]


def placed(one: Series) -> Series:
    """The series with a cell for each value: its period and class, so that tests can read them in findings."""
    values = {
        (period, name): replace(value, where=Location("統計.xlsx", "数値", cell=f"{one.name} {period.western} {name}"))
        for (period, name), value in one.values.items()
    }
    return replace(one, values=values)


def table(*of: Series, periods: tuple[Period, ...] = (), classes: tuple[str, ...] = (TOTAL,), **rest: object) -> Exhibit:
    """A table of years and series, or of classes and series where there is one year."""
    across = Dimension.CLASS if len(classes) > 1 else Dimension.YEAR
    return Exhibit(
        id="Z01",
        title=Text("自殺者数"),
        kind=ExhibitKind.TABLE,
        across=across,
        series=tuple(map(placed, of)),
        periods=periods or of[0].periods,
        classes=classes,
        **rest,  # type: ignore[arg-type]
    )


def told(kind: SentenceKind, of: Series, *others: Series, **rest: object) -> Passage:
    """A computed sentence."""
    row = SentenceRow(kind=kind, series=placed(of), others=tuple(map(placed, others)), **rest)  # type: ignore[arg-type]
    return Passage(Text(""), computed=row)


def shown(*parts: Exhibit | Passage) -> Statistics:
    """Statistics of one section."""
    return Statistics(sections=(StatisticsSection(id="N01", title=Text("推移"), parts=parts),))


SIGNED = CountRules(responsible="こころの健康課長", decided_on=date(2022, 8, 1))


def counted(*parts: Exhibit | Passage, rules: CountRules = SIGNED) -> CountedStatistics:
    """Statistics of one section as the reader hands them on: small counts have the mark, their numbers go apart."""
    kept: dict[ValueKey, int] = {}
    statistics = shown(*parts)
    of = series_of(statistics)
    for one in of.values():
        for key, value in one.values.items():
            protected = one.counting is Counting.PERSONS and not one.unprotected_reason
            if protected and value.number is not None and is_small(value.number, rules.threshold):
                kept[(one.id, *key)] = int(value.number)
    statistics = with_marks(statistics, [count_id(key) for key in kept])
    return CountedStatistics(statistics=statistics, kept=kept, rules=rules)


def printed(statistics: Statistics, exhibit: int = 0) -> dict[str, str]:
    """What stands at each place of a chart or table."""
    return {
        f"{series.name} {period.western} {name}": series.values[period, name].text
        for series, period, name in statistics.exhibits[exhibit].places()
        if (period, name) in series.values
    }


def places(findings: object) -> list[tuple[str, str]]:
    """Code and cell of each finding."""
    found: list[Finding] = list(findings)  # type: ignore[call-overload]
    return [(each.code, (each.where.cell or "") if each.where is not None else "") for each in found]
