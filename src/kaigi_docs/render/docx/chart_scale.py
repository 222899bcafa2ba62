"""The axis of values of a native chart: it begins and steps as that of the drawing in the PDF (layout/chart/scale.py) does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kaigi_docs.blocks import Chart, ChartKind

_ZERO, _ONE = Decimal(0), Decimal(1)
_WANTED_STEPS = 5
_FAR_FROM_ZERO = Decimal("0.3")  # lines whose values span less than this part of the largest begin above zero


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from `low` to `high`, both whole numbers of `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def decimals(self) -> int:
        """The digits behind the decimal point that the steps need."""
        exponent = self.step.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


def axis_scale(chart: Chart) -> Scale:
    """The scale for all values of a chart; parts of a whole in shares of one, two sides with one length to either side."""
    if chart.kind is ChartKind.SHARE_BAR:
        return Scale(_ZERO, _ONE, Decimal("0.2"))
    numbers = list(_reached(chart)) or [_ZERO, _ONE]
    whole = all(number == number.to_integral_value() for number in numbers)
    low, high = min(numbers), max(numbers)
    if chart.kind is ChartKind.LINE and low > 0 and high - low < _FAR_FROM_ZERO * high:
        return _scale(low, high, whole)
    scale = _scale(min(low, _ZERO), max(high, _ZERO), whole)
    return Scale(scale.high.copy_negate(), scale.high, scale.step) if chart.kind is ChartKind.TWO_SIDED_BAR else scale


def _reached(chart: Chart) -> Iterator[Decimal]:
    """What the axis has to reach: every value that is drawn, or the ends of stacked bars."""
    for row in zip(*(series.values for series in chart.series), strict=True):
        numbers = [value.number for value in row if value.number is not None]
        if chart.kind is ChartKind.STACKED_BAR:
            yield from _stack_ends(numbers)
        elif chart.kind is ChartKind.TWO_SIDED_BAR:
            yield from map(abs, numbers)
        else:
            yield from numbers


def _stack_ends(numbers: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    known = list(numbers)
    return sum((one for one in known if one < 0), _ZERO), sum((one for one in known if one > 0), _ZERO)


def _scale(low: Decimal, high: Decimal, whole: bool) -> Scale:
    """Steps of 1, 2 or 5 times a power of ten that enclose the values; those of whole numbers are whole."""
    span = high - low or abs(high) * Decimal("0.2") or _ONE
    step = _step(span / _WANTED_STEPS)
    if whole:
        step = max(step, _ONE)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return Scale(first * step, last * step, step)


def _step(least: Decimal) -> Decimal:
    power = Decimal((0, (1,), least.adjusted()))
    return next(step for step in (factor * power for factor in (1, 2, 5, 10)) if step >= least)
