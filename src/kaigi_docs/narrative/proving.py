"""Claims made from cells: each word or figure of a sentence that can be recomputed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from kaigi_docs.model.claims import CitedCell, Claim, Operation
from kaigi_docs.model.rates import PER_PERSONS, populations
from kaigi_docs.model.statistics import Series
from kaigi_docs.narrative import figures
from kaigi_docs.narrative.cells import NoClaim, cited
from kaigi_docs.narrative.words import noun_of_change

_MEANS: dict[Operation, Callable[[Fraction, Fraction], Fraction]] = {
    Operation.VALUE: lambda a, b: a,
    Operation.DIFFERENCE: lambda a, b: a - b,
    Operation.CHANGE_RATE: lambda a, b: (a - b) / b * 100,
    Operation.RATIO: lambda a, b: a / b,
    Operation.SHARE: lambda a, b: a / b * 100,
    Operation.RATE: lambda a, b: a / b * PER_PERSONS,
    Operation.ORDER: lambda a, b: Fraction((a > b) - (a < b)),
}


def computed(operation: Operation, *cells: CitedCell) -> Fraction:
    """The exact value of an operation on its cells; those behind the first are summed.

    Raises:
        NoClaim: it divides by zero.
    """
    a = Fraction(cells[0].number)
    b = sum((Fraction(cell.number) for cell in cells[1:]), Fraction(0))
    if operation.divides and not b:
        raise NoClaim("claim-zero", f"{cells[1].period.western}の{cells[1].class_name}が0なので、割合や倍率を計算できません。")
    return _MEANS[operation](a, b)


def value_claim(cell: CitedCell, series: Series) -> Claim:
    """「21,007人」; of a computed rate with the count and the population behind it."""
    if series.computed_from:
        return _rate_claim(cell, series)
    value = computed(Operation.VALUE, cell)
    return Claim(
        operation=Operation.VALUE, cells=(cell,), value=value, decimals=None, printed=figures.with_unit(cell.text, series)
    )


def _rate_claim(cell: CitedCell, series: Series) -> Claim:
    counts, population = series.computed_from
    persons = populations(population, cell.period, cell.class_name)
    cells = (cited(counts, cell.period, cell.class_name), *(cited(population, year, cell.class_name) for year, _ in persons))
    return Claim(
        operation=Operation.RATE,
        cells=cells,
        value=computed(Operation.RATE, *cells),
        decimals=series.decimals,
        printed=figures.with_unit(cell.text, series),
    )


def difference_claim(later: CitedCell, earlier: CitedCell, series: Series) -> Claim:
    """「74人」: how far two values are apart, without its direction."""
    value = computed(Operation.DIFFERENCE, later, earlier)
    printed = figures.difference(value, series)
    return Claim(operation=Operation.DIFFERENCE, cells=(later, earlier), value=value, decimals=None, printed=printed)


def change_rate_claim(later: CitedCell, earlier: CitedCell, decimals: int) -> Claim:
    """「約0.4％」: the size of the rate of change."""
    value = computed(Operation.CHANGE_RATE, later, earlier)
    printed = figures.percent(abs(value), decimals)
    return Claim(operation=Operation.CHANGE_RATE, cells=(later, earlier), value=value, decimals=decimals, printed=printed)


def share_claim(part: CitedCell, whole: CitedCell, decimals: int) -> Claim:
    """「約31.0％」."""
    value = computed(Operation.SHARE, part, whole)
    return Claim(
        operation=Operation.SHARE,
        cells=(part, whole),
        value=value,
        decimals=decimals,
        printed=figures.percent(value, decimals),
    )


def ratio_claim(one: CitedCell, other: CitedCell, decimals: int) -> Claim:
    """「約2.0倍」."""
    value = computed(Operation.RATIO, one, other)
    return Claim(
        operation=Operation.RATIO, cells=(one, other), value=value, decimals=decimals, printed=figures.times(value, decimals)
    )


def order_claim(one: CitedCell, other: CitedCell, printed: str) -> Claim:
    """A word that says which of two values is greater."""
    value = computed(Operation.ORDER, one, other)
    return Claim(operation=Operation.ORDER, cells=(one, other), value=value, decimals=None, printed=printed)


def run_claim(cells: tuple[CitedCell, ...], series: Series) -> Claim:
    """「12年連続の減少」: cells back in time, each change of one sign."""
    value = Fraction(len(cells) - 1)
    unit = "年度" if cells[0].period.is_fiscal else "年"
    direction = noun_of_change(computed(Operation.DIFFERENCE, cells[0], cells[1]), series)
    printed = f"{figures.figure(value, 0)}{unit}連続の{direction}"
    return Claim(operation=Operation.RUN, cells=cells, value=value, decimals=None, printed=printed)
