"""Lying bars to the left and to the right of their categories, as in a population pyramid.

The first category stands at the top, as in the table of values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import Align, Chart, ChartSeries, ChartValue
from kaigi_docs.layout.chart.drawing import Drawing
from kaigi_docs.layout.chart.ink import filled
from kaigi_docs.layout.chart.legend import draw_sample, sample_width
from kaigi_docs.layout.chart.lettering import Lettering, Look, SetText
from kaigi_docs.layout.chart.plot import AXIS_GAP_PT, AXIS_PT
from kaigi_docs.layout.chart.rows import Rows, draw_row_breaks, draw_row_labels, draw_ticks, rows_of
from kaigi_docs.layout.chart.scale import Scale, scale_of
from kaigi_docs.layout.page import Rect, Rule
from kaigi_docs.theme import ChartInk

HEAD_SPACE_PT = 4.0
LABEL_GAP_PT = 6.0  # between the labels in the middle and the axes
VALUE_GAP_PT = 2.5
NAME_LINES = 3


@dataclass(frozen=True, slots=True)
class Side:
    """Where the bars of one series stand.

    Attributes:
        axis: x of zero.
        outwards: 1 to the right, -1 to the left.
        length: of the longest bar that the scale allows.
        top: of the first row.
        scale: the same on both sides.
    """

    axis: float
    outwards: float
    length: float
    top: float
    scale: Scale

    def x(self, value: float) -> float:
        """Where a bar of that value ends."""
        return self.axis + self.outwards * self.length * self.scale.share(value)


def two_sided_drawing(chart: Chart, width: float, height: float | None, look: Look) -> Drawing:
    """The drawing of TWO_SIDED_BAR: the categories in the middle, both sides on one scale.

    A value below zero is printed and not drawn: there is no third side.
    """
    scale = scale_of(chart)
    rows = rows_of(chart.categories, width, None, look.lettering)
    middle, half = width / 2, _half_of_middle(chart, rows, width, look.lettering)
    length = max(middle - half - _room_for_values(chart, scale, look.lettering), 1.0)
    names = [look.lettering.cut(one.name.text, length - sample_width(lines=False), NAME_LINES) for one in chart.series]
    head = max([look.lettering.line, *(name.height for name in names if name is not None)]) + HEAD_SPACE_PT
    foot = look.lettering.line + AXIS_GAP_PT
    if height is not None:
        rows = rows_of(chart.categories, width, height - head - foot, look.lettering)
    drawing = Drawing(width, head + rows.height + foot)
    sides = [Side(middle + outwards * half, outwards, length, head, scale) for outwards in (-1.0, 1.0)]
    _draw_heads(drawing, chart, names, sides, look, head - HEAD_SPACE_PT)
    draw_row_labels(drawing, rows, middle, head, 0.5)
    for series, ink, side in zip(chart.series, look.inks, sides, strict=False):
        _draw_side(drawing, series, ink, rows, side, look.lettering)
    area = Rect(0.0, head, width, head + rows.height)
    draw_row_breaks(drawing, rows, chart.categories, area, [side.axis for side in sides], look.colour)
    for series, side in zip(chart.series, sides, strict=False):
        _letter_side(drawing, series, rows, side, look.lettering)
    return drawing


def _half_of_middle(chart: Chart, rows: Rows, width: float, lettering: Lettering) -> float:
    """Half of the room for the labels, and for the unit above them."""
    unit = lettering.set(f"（{chart.unit}）").width if chart.unit else 0.0
    return min(max(rows.width, min(unit, width / 4)) / 2 + LABEL_GAP_PT, width / 3)


def _room_for_values(chart: Chart, scale: Scale, lettering: Lettering) -> float:
    """Room beyond the longest bar for its value, and for half of the last tick's text."""
    values = [lettering.set(value.text, None, source=value.source).width for one in chart.series for value in one.values]
    ticks = [lettering.set(tick.text).width / 2 for tick in scale.ticks]
    return max(*values, *ticks) + VALUE_GAP_PT


def _draw_heads(
    drawing: Drawing, chart: Chart, names: Sequence[SetText | None], sides: Sequence[Side], look: Look, bottom: float
) -> None:
    """Above each side its name with a sample, between them the unit, if it has room."""
    sample = sample_width(lines=False)
    for name, ink, side in zip(names, look.inks, sides, strict=False):
        if name is not None:
            left = side.axis + (0.0 if side.outwards > 0 else -(sample + name.width))
            draw_sample(drawing, left, bottom - name.height / 2, ink, lines=False)
            drawing.write(name, name.box(left + sample, bottom, 0.0, 1.0))
    if chart.unit:
        unit = look.lettering.set(f"（{chart.unit}）")
        drawing.write_free(unit, (unit.box(drawing.width / 2, bottom, 0.5, 1.0),))


def _draw_side(drawing: Drawing, series: ChartSeries, ink: ChartInk, rows: Rows, side: Side, lettering: Lettering) -> None:
    """Grid, ticks, axis and bars."""
    far = side.x(side.scale.high)
    area = Rect(min(side.axis, far), side.top, max(side.axis, far), side.top + rows.height)
    draw_ticks(drawing, area, [(tick, side.x(tick.value)) for tick in side.scale.ticks], lettering)
    for at, value in enumerate(series.values):
        end, middle = side.x(size_of(value)), side.top + rows.middle(at)
        left, right = sorted((side.axis, end))
        drawing.marks += filled(Rect(left, middle - rows.bar / 2, right, middle + rows.bar / 2), ink)
    drawing.marks.append(Rule(side.axis, area.y0, side.axis, area.y1, AXIS_PT, lettering.style.colour))


def _letter_side(drawing: Drawing, series: ChartSeries, rows: Rows, side: Side, lettering: Lettering) -> None:
    """Each value behind its bar; the sign of a missing one at the axis."""
    for at, value in enumerate(series.values):
        style = lettering.small if value.number is None else None
        text = lettering.set(value.text, style, source=value.source)
        x = side.x(size_of(value)) + side.outwards * VALUE_GAP_PT
        across = 0.0 if side.outwards > 0 else 1.0
        drawing.write_free(text, (text.box(x, side.top + rows.middle(at), across, 0.5),), Align.START)


def size_of(value: ChartValue) -> float:
    """The value to draw; nothing below zero."""
    return max(float(value.number or 0), 0.0)
