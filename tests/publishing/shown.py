"""Small statistics that show given series, and what publishing says of them."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.findings import Finding, Location
from kaigi_docs.model.statistics import (
    TOTAL,
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
)
from kaigi_docs.model.text import Text
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


def places(findings: object) -> list[tuple[str, str]]:
    """Code and cell of each finding."""
    found: list[Finding] = list(findings)  # type: ignore[call-overload]
    return [(each.code, (each.where.cell or "") if each.where is not None else "") for each in found]
