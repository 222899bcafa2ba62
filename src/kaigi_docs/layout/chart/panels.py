"""Small multiples: each series in a panel of its own, all on one scale, so that heights can be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kaigi_docs.blocks import Chart
from kaigi_docs.layout.chart.categories import Room, category_labels, labels_height, moved_labels
from kaigi_docs.layout.chart.drawing import Drawing
from kaigi_docs.layout.chart.lettering import Lettering, Look
from kaigi_docs.layout.chart.plot import Plot, draw_categories, draw_values, tick_width
from kaigi_docs.layout.chart.scale import scale_of
from kaigi_docs.layout.chart.upright import LABEL_OUT_PT, draw_series
from kaigi_docs.layout.page import Rect

PANEL_PT, LEAST_PANEL_PT = 72.0, 45.0  # height of the values
NARROWEST_PT = 100.0
ACROSS_PT, DOWN_PT = 14.0, 10.0  # between panels
TITLE_SPACE_PT = 9.0
TITLE_LINES = 2
# Columns for so many panels; what is left over makes a last row that is not almost empty.
COLUMNS = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4}
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """Where panels stand: their columns and the sizes of the plots in them."""

    columns: int
    left: float
    width: float

    def x(self, number: int) -> float:
        """The left edge of a panel's plot."""
        return self.left + (number % self.columns) * (self.width + ACROSS_PT)


def panels_drawing(chart: Chart, width: float, height: float | None, look: Look) -> Drawing:
    """The drawing of a chart with `panels`; all panels in the first ink, each with its title and its own categories."""
    scale = scale_of(chart)
    grid = _grid(len(chart.series), width, min(tick_width(scale, look.lettering), width / 2))
    slot = grid.width / len(chart.categories)
    labels = category_labels(chart.categories, Room(-LABEL_OUT_PT, grid.width, slot / 2, slot), look.lettering)
    titles = [look.lettering.cut(one.name.text, grid.width, TITLE_LINES, look.lettering.strong) for one in chart.series]
    above = max((title.height for title in titles if title is not None), default=0.0) + TITLE_SPACE_PT
    around = above + labels_height(labels) + DOWN_PT
    head = look.lettering.line if chart.unit else 0.0
    rows = -(-len(chart.series) // grid.columns)
    inner = PANEL_PT if height is None else max((height - head + DOWN_PT) / rows - around, LEAST_PANEL_PT)
    drawing = Drawing(width, head + rows * (around + inner) - DOWN_PT)
    _draw_unit(drawing, chart, look.lettering)
    plots = []
    for number, title in enumerate(titles):
        top = head + (number // grid.columns) * (around + inner) + above
        plots.append(Plot(Rect(grid.x(number), top, grid.x(number) + grid.width, top + inner), scale, len(chart.categories)))
        if title is not None:
            drawing.write(title, title.box(plots[-1].rect.x0, top - TITLE_SPACE_PT, 0.0, 1.0))
        draw_values(drawing, plots[-1], look.lettering, lettered=number % grid.columns == 0)
        draw_categories(drawing, plots[-1], moved_labels(labels, plots[-1].rect.x0, plots[-1].rect.y1), look.colour)
    # Values look for free places, so all that has a fixed place stands first.
    for plot, series in zip(plots, chart.series, strict=True):
        draw_series(drawing, plot, replace(chart, series=(series,)), replace(look, inks=look.inks[:1]))
    return drawing


def _grid(count: int, width: float, left: float) -> Grid:
    """As many columns as look even, and as have room."""
    room = max(int((width - left + ACROSS_PT) // (NARROWEST_PT + ACROSS_PT)), 1)
    columns = min(COLUMNS.get(count, MOST_COLUMNS), room)
    return Grid(columns, left, (width - left - ACROSS_PT * (columns - 1)) / columns)


def _draw_unit(drawing: Drawing, chart: Chart, lettering: Lettering) -> None:
    unit = lettering.cut(f"（{chart.unit}）", drawing.width, 1) if chart.unit else None
    if unit is not None:
        drawing.write(unit, unit.box(0.0, 0.0))
