"""Rates per 100,000 of a population (人口10万対), computed from published counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kaigi_docs.model.statistics import Period, PublishedValue, Series, Sign
from kaigi_docs.model.text import Text

PER_PERSONS = 100_000
RATE_UNIT = "人口10万対"
UNSTABLE_BELOW = 20
"""Rates on fewer deaths than these are not reliable: their relative standard error is 23 % and more (the rule of the NCHS)."""

Places = Mapping[tuple[Period, str], PublishedValue]


def with_computed_rates(series: Series) -> Series:
    """The series with the rates that follow from its counts and population as they are now; others as they are."""
    if not series.computed_from:
        return series
    counts, population = series.computed_from
    found = {place: _rate(series, count, population, *place) for place, count in counts.values.items()}
    values = {place: value for place, value in found.items() if value is not None}
    return replace(series, values=values, status=series.status or counts.status)


def _rate(series: Series, count: PublishedValue, population: Series, period: Period, class_name: str) -> PublishedValue | None:
    """The rate, or the sign that stands in place of its count; None where the population is not known."""
    if count.number is None or count.sign is not None:
        return replace(count, remark=Text(""), where=series.where) if count.sign is not Sign.MISSING else None
    persons = persons_of(population, period, class_name)
    if not persons:
        return None
    exact = Fraction(count.number) * PER_PERSONS / Fraction(persons)
    number = _half_up(exact, series.decimals)
    sign = Sign.BELOW_UNIT if not number else None
    return PublishedValue(
        number=number,
        text=sign.value if sign is not None else f"{number:,f}",
        sign=sign,
        status=count.status,
        where=series.where,
    )


def _half_up(value: Fraction, decimals: int) -> Decimal:
    """The value to so many decimals, exactly: a division of decimals would round before."""
    scaled = value * 10**decimals
    return Decimal((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).scaleb(-decimals)


def populations(population: Series, period: Period, class_name: str) -> tuple[tuple[Period, PublishedValue], ...]:
    """The population of a period: its own value, or those of its single years; () where one of them is not known."""
    own = population.values.get((period, class_name))
    if own is not None:
        return ((period, own),) if own.number else ()
    years = range(period.first.year, period.last.year + 1)
    kind = type(period.first)
    found = [
        (Period(kind(year), kind(year)), population.values.get((Period(kind(year), kind(year)), class_name))) for year in years
    ]
    known = tuple((year, value) for year, value in found if value is not None and value.number)
    return known if len(known) == len(found) else ()


def persons_of(population: Series, period: Period, class_name: str) -> Decimal:
    """How many persons a rate of a period is about, 0 where that is not known; several years count once each (延べ)."""
    return sum((value.number or Decimal(0) for _, value in populations(population, period, class_name)), Decimal(0))
