"""Upright bars, side by side or on top of each other, and their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import ChartSeries, ChartValue
from kaigi_docs.layout.chart.drawing import CLEAR_PT, Drawing
from kaigi_docs.layout.chart.ink import filled
from kaigi_docs.layout.chart.lettering import Lettering, Look, SetText
from kaigi_docs.layout.chart.plot import Plot, draw_signs
from kaigi_docs.layout.page import Rect

# Bars take this part of their category, and are no wider than that.
GROUP_PART, STACK_PART, WIDEST_PT = 0.8, 0.62, 44.0
VALUE_GAP_PT = 1.0
INSIDE_PT = 1.5  # around a value within a part of a bar


@dataclass(frozen=True, slots=True, eq=False)
class Bar:
    """A bar or a part of one, with what it shows."""

    rect: Rect
    value: ChartValue
    number: float
    series: int


def draw_grouped(drawing: Drawing, plot: Plot, series: Sequence[ChartSeries], look: Look) -> None:
    """Bars side by side; above them all their values, or where those have no room, the largest of each series."""
    width = min(plot.slot * GROUP_PART / len(series), WIDEST_PT)
    bars = []
    for number, (one, ink) in enumerate(zip(series, look.inks, strict=True)):
        for at, value in enumerate(one.values):
            left = plot.x(at) + width * (number - len(series) / 2)
            if value.number is None:
                draw_signs(drawing, left + width / 2, plot.base, (value.text,), look.lettering)
                continue
            bars.append(_bar(plot, left, width, value, float(value.number), number))
            drawing.marks += filled(bars[-1].rect, ink)
    for bar in bars:
        drawing.keep_off(bar.rect)
    _letter_bars(drawing, bars, width, look.lettering)


def _bar(plot: Plot, left: float, width: float, value: ChartValue, number: float, series: int) -> Bar:
    top, bottom = sorted((plot.base, plot.y(number)))
    return Bar(Rect(left, top, left + width, bottom), value, number, series)


def _letter_bars(drawing: Drawing, bars: Sequence[Bar], width: float, lettering: Lettering) -> None:
    lettered = [(bar, lettering.set(bar.value.text, None, source=bar.value.source)) for bar in bars]
    boxes = [_above(bar, text) for bar, text in lettered]
    if all(text.width <= 2 * width for _, text in lettered) and _all_free(drawing, boxes):
        chosen = list(range(len(bars)))
    else:
        chosen = list(_largest(bars))
    for at in chosen:
        drawing.write_free(lettered[at][1], (boxes[at],))


def _above(bar: Bar, text: SetText) -> Rect:
    """The box of a value beyond the end of its bar."""
    middle = (bar.rect.x0 + bar.rect.x1) / 2
    if bar.number < 0:
        return text.box(middle, bar.rect.y1 + VALUE_GAP_PT, 0.5, 0.0)
    return text.box(middle, bar.rect.y0 - VALUE_GAP_PT, 0.5, 1.0)


def _all_free(drawing: Drawing, boxes: Sequence[Rect]) -> bool:
    """Whether boxes have room, those beside each other included."""
    ordered = sorted(boxes)
    open_boxes: list[Rect] = []
    for box in ordered:
        open_boxes = [other for other in open_boxes if other.x1 + CLEAR_PT > box.x0]
        if any(box.y0 < other.y1 and other.y0 < box.y1 for other in open_boxes):
            return False
        open_boxes.append(box)
    return all(drawing.is_free(box) for box in boxes)


def _largest(bars: Sequence[Bar]) -> Iterator[int]:
    """The number of the largest bar of each series."""
    best: dict[int, int] = {}
    for at, bar in enumerate(bars):
        if bar.series not in best or bar.number > bars[best[bar.series]].number:
            best[bar.series] = at
    yield from best.values()


def draw_stacked(drawing: Drawing, plot: Plot, series: Sequence[ChartSeries], look: Look) -> None:
    """Bars whose parts stand on top of each other (those below zero hang below it), each with its value where it has room."""
    width = min(plot.slot * STACK_PART, WIDEST_PT)
    parts = []
    for at in range(plot.count):
        column = list(_column(plot, at, width, series))
        parts += column
        for part in column:
            drawing.marks += filled(part.rect, look.inks[part.series])
        top = min((part.rect.y0 for part in column), default=plot.base)
        missing = [one.values[at].text for one in series if one.values[at].number is None]
        draw_signs(drawing, plot.x(at), top, missing, look.lettering)
    for part in parts:
        letter_inside(drawing, part, look.lettering)


def _column(plot: Plot, at: int, width: float, series: Sequence[ChartSeries]) -> Iterator[Bar]:
    """The parts of one bar, from zero outwards."""
    above, below = 0.0, 0.0
    left = plot.x(at) - width / 2
    for number, one in enumerate(series):
        value = one.values[at]
        height = float(value.number or 0)
        if height > 0.0:
            start, above = above, above + height
            yield Bar(Rect(left, plot.y(above), left + width, plot.y(start)), value, height, number)
        elif height < 0.0:
            start, below = below, below + height
            yield Bar(Rect(left, plot.y(start), left + width, plot.y(below)), value, height, number)


def letter_inside(drawing: Drawing, bar: Bar, lettering: Lettering) -> None:
    """The value in the middle of a part of a bar, where it has room."""
    text = lettering.set(bar.value.text, None, source=bar.value.source)
    inside = bar.rect.width - text.width >= 2 * INSIDE_PT and bar.rect.height >= text.height
    if inside:
        middle = (bar.rect.x0 + bar.rect.x1) / 2, (bar.rect.y0 + bar.rect.y1) / 2
        drawing.write_free(text, (text.box(*middle, 0.5, 0.5),))
