"""The scale of a chart: round ticks (1, 2, 5 times a power of ten) that depend on its published values and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from kaigi_docs.blocks import Chart, ChartKind

ZERO, ONE = Decimal(0), Decimal(1)
WANTED_STEPS = 5
# Lines begin above zero where they take less than this part of the way from zero to the largest value.
FAR_FROM_ZERO = Decimal("0.3")
SHARE_STEP = 20


class Tick(NamedTuple):
    """A place on the axis of values and what is printed there."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the axis of values begins and ends.

    Attributes:
        low, high: its ends.
        ticks: from low to high.
        broken: it leaves out what lies between zero and low; a mark has to show it.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...]
    broken: bool = False

    def share(self, value: float) -> float:
        """How far a value stands from low (0) towards high (1)."""
        return (value - self.low) / (self.high - self.low)


def scale_of(chart: Chart) -> Scale:
    """The scale of a chart: bars begin at zero, lines too unless all their values stand far away from it.

    The ticks of SHARE_BAR are per cent, those of TWO_SIDED_BAR run to either side.
    """
    if chart.kind is ChartKind.SHARE_BAR:
        return Scale(0.0, 100.0, tuple(Tick(float(at), f"{at}％") for at in range(0, 101, SHARE_STEP)))
    numbers = extremes(chart)
    if not numbers:
        return Scale(0.0, 1.0, (Tick(0.0, "0"),))
    whole = all(number == number.to_integral_value() for number in numbers)
    low, high = min(numbers), max(numbers)
    if chart.kind is ChartKind.LINE and low > 0 and high - low < FAR_FROM_ZERO * high:
        scale = _scale(low, high, whole)
        if scale.low > 0:
            return Scale(scale.low, scale.high, scale.ticks, broken=True)
    return _scale(min(low, ZERO), max(high, ZERO), whole)


def tick_texts(chart: Chart) -> set[str]:
    """All that may be printed at the axis of values: the ticks, and the zero below a break."""
    scale = scale_of(chart)
    return {tick.text for tick in scale.ticks} | ({"0"} if scale.broken else set())


def extremes(chart: Chart) -> list[Decimal]:
    """The values that the axis has to reach: all that are drawn, or the ends of the stacked bars."""
    rows = [[series.values[at].number for series in chart.series] for at in range(len(chart.categories))]
    drawn = [[number for number in row if number is not None] for row in rows]
    if chart.kind is ChartKind.STACKED_BAR:
        return [end for row in drawn if row for end in stack_ends(row)]
    if chart.kind is ChartKind.TWO_SIDED_BAR:
        return [max(number, ZERO) for row in drawn for number in row]
    return [number for row in drawn for number in row]


def stack_ends(numbers: Iterable[Decimal]) -> tuple[Decimal, Decimal]:
    """How far a stack reaches below and above zero."""
    numbers = list(numbers)
    below = sum((number for number in numbers if number < 0), ZERO)
    return below, sum((number for number in numbers if number > 0), ZERO)


def _scale(low: Decimal, high: Decimal, whole: bool) -> Scale:
    """Ticks that enclose the values; those of whole numbers are whole."""
    span = high - low or abs(high) * Decimal("0.2") or ONE
    step = _step(span / WANTED_STEPS)
    if whole:
        step = max(step, ONE)
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = max(int((high / step).to_integral_value(ROUND_CEILING)), first + 1)
    ticks = tuple(Tick(float(step * at), _printed(step * at, step)) for at in range(first, last + 1))
    return Scale(ticks[0].value, ticks[-1].value, ticks)


def _step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5 times a power of ten that is not below the least."""
    power = Decimal((0, (1,), least.adjusted()))
    return next(step for step in (factor * power for factor in (1, 2, 5, 10)) if step >= least)


def _printed(value: Decimal, step: Decimal) -> str:
    """The value with thousands separators, and as many decimals as the step has."""
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:,.{decimals}f}" if value else "0"


def sparse(ticks: Sequence[Tick], spacing_pt: float, least_pt: float) -> tuple[Tick, ...]:
    """Those of the ticks that get a text where they stand that near to each other: every nth, zero among them."""
    nth = max(1, -int(-least_pt // max(spacing_pt, 0.01)))
    zero = next((at for at, tick in enumerate(ticks) if tick.value == 0.0), 0)
    return tuple(tick for at, tick in enumerate(ticks) if (at - zero) % nth == 0)
