"""Charts with upright values: lines, bars side by side, stacked bars."""

from __future__ import annotations

from kaigi_docs.blocks import Align, Chart, ChartKind
from kaigi_docs.layout.chart.bars import draw_grouped, draw_stacked
from kaigi_docs.layout.chart.categories import Room, category_labels, labels_height, moved_labels
from kaigi_docs.layout.chart.drawing import Drawing
from kaigi_docs.layout.chart.legend import legend_of
from kaigi_docs.layout.chart.lettering import Look
from kaigi_docs.layout.chart.lines import draw_end_names, draw_gaps, draw_lines, draw_point_values, end_names
from kaigi_docs.layout.chart.plot import Plot, draw_breaks, draw_categories, draw_values, tick_width
from kaigi_docs.layout.chart.scale import scale_of
from kaigi_docs.layout.page import Rect

PLOT_PT, LEAST_PLOT_PT = 145.0, 60.0
HEAD_GAP_PT = 10.0  # between unit and legend
HEAD_SPACE_PT = 11.0  # between them and the plot: half a tick's text, or a value above the highest bar
LABEL_OUT_PT = 3.0  # how far labels of categories may stand out to the left, below the texts of the axis
NAMES_PART = 0.3  # of the width, at most, for names at the lines' ends


def upright_drawing(chart: Chart, width: float, height: float | None, look: Look) -> Drawing:
    """The drawing of LINE, GROUPED_BAR or STACKED_BAR; higher than asked where its texts need more."""
    scale = scale_of(chart)
    left = min(tick_width(scale, look.lettering), width / 2)
    names = None
    if chart.kind is ChartKind.LINE:
        names = end_names(chart.series, look.lettering, LEAST_PLOT_PT if height is not None else PLOT_PT, NAMES_PART * width)
    right = width - (names.width if names is not None else 0.0)
    slot = (right - left) / len(chart.categories)
    labels = category_labels(chart.categories, Room(left - LABEL_OUT_PT, width, left + slot / 2, slot), look.lettering)
    drawing = Drawing(width, 0.0)
    head = _draw_head(drawing, chart, width, look, named=names is not None) + HEAD_SPACE_PT
    below = labels_height(labels)
    inner = max(height - head - below, LEAST_PLOT_PT) if height is not None else PLOT_PT
    drawing.height = head + inner + below
    plot = Plot(Rect(left, head, right, head + inner), scale, len(chart.categories))
    draw_values(drawing, plot, look.lettering)
    draw_categories(drawing, plot, moved_labels(labels, 0.0, plot.rect.y1), look.colour)
    if names is not None:
        draw_end_names(drawing, plot, chart.series, look.inks, names, look.colour)
    draw_series(drawing, plot, chart, look)
    return drawing


def draw_series(drawing: Drawing, plot: Plot, chart: Chart, look: Look) -> None:
    """The values of a chart in its plot, with gaps and breaks."""
    draw_breaks(drawing, plot, chart.categories, look.colour)
    if chart.kind is ChartKind.LINE:
        draw_lines(drawing, plot, chart.categories, chart.series, look.inks)
        draw_gaps(drawing, plot, chart.series, look.lettering)
        draw_point_values(drawing, plot, chart.series, look.lettering, every=len(chart.series) == 1 and not chart.panels)
    elif chart.kind is ChartKind.STACKED_BAR:
        draw_stacked(drawing, plot, chart.series, look)
    else:
        draw_grouped(drawing, plot, chart.series, look)


def _draw_head(drawing: Drawing, chart: Chart, width: float, look: Look, *, named: bool) -> float:
    """The unit above the axis and, unless names stand at the lines, the legend beside it; returns the height they take."""
    unit = look.lettering.set(f"（{chart.unit}）", None, width) if chart.unit else None
    if named:
        height = unit.height if unit is not None else 0.0
    else:
        left = unit.width + HEAD_GAP_PT if unit is not None else 0.0
        legend = legend_of(chart.series, look, width - left, lines=chart.kind is ChartKind.LINE)
        height = max(legend.height, unit.height if unit is not None else 0.0)
    if unit is not None:
        drawing.write(unit, unit.box(0.0, height, 0.0, 1.0), Align.START)
    if not named:
        legend.draw(drawing, left, 0.0, look.lettering)
    return height
