"""A plot with upright values: where its values and categories stand, and its axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import Align, ChartCategory
from kaigi_docs.layout.chart.categories import CategoryLabel
from kaigi_docs.layout.chart.drawing import PAPER, Drawing, Point
from kaigi_docs.layout.chart.lettering import Lettering
from kaigi_docs.layout.chart.scale import Scale, sparse
from kaigi_docs.layout.page import Rect, Rule, Shape

AXIS_PT, GRID_PT, TICK_PT = 0.8, 0.4, 2.5
GRID_COLOUR, GRID_DASH_PT = "#595959", (0.7, 2.3)
AXIS_GAP_PT = 4.0  # between the axis of values and its texts
BROKEN_PT = 16.0  # height of what a broken axis leaves out
SIGN_GAP_PT = 1.5  # between a sign that stands for a gap and the base line
WAVE_PT = (3.0, 1.6)  # half a wave's length and its height


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of a drawing that holds the values.

    Attributes:
        rect: its place.
        scale: of the upright axis.
        count: of categories, which share its width evenly.
    """

    rect: Rect
    scale: Scale
    count: int

    @property
    def slot(self) -> float:
        """The width of a category in points."""
        return self.rect.width / self.count

    def x(self, at: int) -> float:
        """The middle of a category."""
        return self.rect.x0 + self.slot * (at + 0.5)

    def y(self, value: float) -> float:
        """The height of a value."""
        low = self.rect.y1 - (BROKEN_PT if self.scale.broken else 0.0)
        return low - (low - self.rect.y0) * self.scale.share(value)

    @property
    def base(self) -> float:
        """The height of the base line: that of zero."""
        return self.rect.y1 if self.scale.broken else self.y(0.0)


def tick_width(scale: Scale, lettering: Lettering) -> float:
    """The room that the texts of the axis of values need at its left."""
    return max(lettering.set(tick.text).width for tick in scale.ticks) + AXIS_GAP_PT


def draw_values(drawing: Drawing, plot: Plot, lettering: Lettering, *, lettered: bool = True) -> None:
    """Grid lines, the base line and, if lettered, the texts of the ticks."""
    rect = plot.rect
    for tick in plot.scale.ticks:
        y = plot.y(tick.value)
        if y != plot.base:
            drawing.marks.append(grid_line((rect.x0, y), (rect.x1, y)))
    drawing.marks.append(Rule(rect.x0, plot.base, rect.x1, plot.base, AXIS_PT, lettering.style.colour))
    if plot.scale.broken:
        _draw_break_of_values(drawing, plot, lettering.style.colour)
    if lettered:
        _letter_ticks(drawing, plot, lettering)


def grid_line(start: Point, end: Point) -> Shape:
    """A line of the grid: specks that stay light on a copy."""
    return Shape((start, end), stroke=GRID_COLOUR, width_pt=GRID_PT, dash_pt=GRID_DASH_PT)


def _letter_ticks(drawing: Drawing, plot: Plot, lettering: Lettering) -> None:
    ticks = plot.scale.ticks
    spacing = abs(plot.y(ticks[0].value) - plot.y(ticks[-1].value)) / max(len(ticks) - 1, 1)
    heights = [(tick.text, plot.y(tick.value)) for tick in sparse(ticks, spacing, lettering.line)]
    if plot.scale.broken:
        heights.insert(0, ("0", plot.base))
    for text, y in heights:
        letters = lettering.set(text)
        drawing.write(letters, letters.box(plot.rect.x0 - AXIS_GAP_PT, y, 1.0, 0.5), Align.END)


def _draw_break_of_values(drawing: Drawing, plot: Plot, colour: str) -> None:
    """A double wave over the whole width, between zero and where the axis begins."""
    rect, middle = plot.rect, plot.base - BROKEN_PT / 2
    drawing.marks.append(Rule(rect.x0, rect.y0, rect.x0, rect.y1, AXIS_PT, colour))
    drawing.keep_off(Rect(rect.x0, plot.base - BROKEN_PT + 2.0, rect.x1, plot.base))
    step, height = WAVE_PT
    count = max(2, round((rect.width + 4 * step) / step))
    xs = [rect.x0 - 2 * step + step * number for number in range(count + 1)]
    upper = tuple((x, middle - 1.5 + (height if number % 2 else -height) / 2) for number, x in enumerate(xs))
    lower = tuple((x, y + 3.0) for x, y in upper)
    drawing.marks.append(Shape((*upper, *reversed(lower)), closed=True, fill=PAPER))
    drawing.marks += [Shape(points, stroke=colour, width_pt=GRID_PT) for points in (upper, lower)]


def draw_categories(drawing: Drawing, plot: Plot, labels: Sequence[CategoryLabel], colour: str) -> None:
    """The texts of the categories below the plot, each with a tick if not every category has one."""
    for label in labels:
        if len(labels) < plot.count:
            x = plot.x(label.at)
            drawing.marks.append(Rule(x, plot.rect.y1, x, plot.rect.y1 + TICK_PT, AXIS_PT, colour))
        drawing.write(label.text, label.box, Align.CENTER)
        if label.second is not None:
            drawing.write(label.second, label.second_box, Align.CENTER)


def draw_breaks(drawing: Drawing, plot: Plot, categories: Sequence[ChartCategory], colour: str) -> None:
    """Where the definition changed: two strokes across the base line, and a dotted line up the plot."""
    for at, category in enumerate(categories):
        if not at or not category.break_before:
            continue
        x = plot.rect.x0 + plot.slot * at
        drawing.marks.append(Rule(x, plot.rect.y0, x, plot.rect.y1, AXIS_PT, colour, dotted=True))
        drawing.keep_off_line((x, plot.rect.y0), (x, plot.rect.y1))
        draw_break(drawing, x, plot.base, colour)


def draw_break(drawing: Drawing, x: float, y: float, colour: str, *, upright: bool = False) -> None:
    """Two slanting strokes (//) across an axis, and a gap in the axis between them."""

    def turned(across: float, down: float) -> tuple[float, float]:
        return (x - down, y + across) if upright else (x + across, y + down)

    gap = (turned(-3.0, 3.5), turned(0.0, -3.5), turned(3.0, -3.5), turned(0.0, 3.5))
    drawing.marks.append(Shape(gap, closed=True, fill=PAPER))
    drawing.marks += [Shape(gap[:2], stroke=colour, width_pt=AXIS_PT), Shape(gap[2:], stroke=colour, width_pt=AXIS_PT)]


def draw_signs(drawing: Drawing, x: float, y: float, signs: Sequence[str], lettering: Lettering) -> None:
    """What is printed where a value is missing, in small type on a height, side by side."""
    texts = [lettering.set(sign, lettering.small) for sign in dict.fromkeys(signs) if sign]
    left = x - (sum(text.width for text in texts) + 2.0 * (len(texts) - 1)) / 2
    for text in texts:
        drawing.write_free(text, (text.box(left, y - SIGN_GAP_PT, 0.0, 1.0),))
        left += text.width + 2.0
