"""Lying bars whose parts make a hundred per cent (帯グラフ); the first category stands at the top, as in the table of values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kaigi_docs.blocks import Chart, ChartValue
from kaigi_docs.layout.chart.bars import Bar, letter_inside
from kaigi_docs.layout.chart.drawing import Drawing
from kaigi_docs.layout.chart.ink import filled
from kaigi_docs.layout.chart.legend import legend_of
from kaigi_docs.layout.chart.lettering import Lettering, Look
from kaigi_docs.layout.chart.plot import AXIS_GAP_PT, AXIS_PT, GRID_PT
from kaigi_docs.layout.chart.rows import Rows, draw_row_breaks, draw_row_labels, draw_ticks, rows_of
from kaigi_docs.layout.chart.scale import scale_of
from kaigi_docs.layout.page import Rect, Rule

HEAD_GAP_PT, HEAD_SPACE_PT = 10.0, 5.0
VALUE_GAP_PT = 2.5
LEAST_WIDTH_PT = 20.0
# Signs of a value that is nothing, not one that is unknown: the other parts still make up the whole.
NOTHING = frozenset({"", "－", "-", "―", "—", "‐", "0", "０"})
PER_CENT = ("％", "%")


def share_drawing(chart: Chart, width: float, height: float | None, look: Look) -> Drawing:
    """The drawing of SHARE_BAR: one bar a category, its parts in the order of the series.

    A category with an unknown part gets no bar, because nobody can tell how much the whole is, and one drawn without it would
    be wrong; where values are per cent, the parts that are known stand at their size.
    """
    ticks = scale_of(chart).ticks
    overhang = look.lettering.set(ticks[-1].text).width / 2
    drawing = Drawing(width, 0.0)
    head = _draw_head(drawing, chart, width, look) + HEAD_SPACE_PT
    foot = look.lettering.line + AXIS_GAP_PT
    rows = rows_of(chart.categories, width, height and height - head - foot, look.lettering)
    area = Rect(rows.width + AXIS_GAP_PT, head, max(width - overhang, rows.width + LEAST_WIDTH_PT), head + rows.height)
    drawing.height = area.y1 + foot
    step = area.width / 100.0
    draw_ticks(drawing, area, [(tick, area.x0 + step * tick.value) for tick in ticks], look.lettering)
    draw_row_labels(drawing, rows, rows.width, area.y0, 1.0)
    bars = [list(_parts(chart, at, area, rows)) for at in range(len(chart.categories))]
    for parts in bars:
        for part in parts:
            drawing.marks += filled(part.rect, look.inks[part.series])
    _join(drawing, chart, bars, look.colour)
    drawing.marks.append(Rule(area.x0, area.y0, area.x0, area.y1, AXIS_PT, look.colour))
    draw_row_breaks(drawing, rows, chart.categories, area, (area.x0,), look.colour)
    for at, parts in enumerate(bars):
        _letter_row(drawing, chart, at, parts, area, rows, look.lettering)
    return drawing


def _draw_head(drawing: Drawing, chart: Chart, width: float, look: Look) -> float:
    """The legend, and before it the unit of the printed values where that is not per cent; returns the height they take."""
    left, height = 0.0, 0.0
    if chart.unit and chart.unit not in PER_CENT:
        unit = look.lettering.set(f"（{chart.unit}）", None, width)
        drawing.write(unit, unit.box(0.0, 0.0))
        left, height = unit.width + HEAD_GAP_PT, unit.height
    legend = legend_of(chart.series, look, width - left, lines=False)
    legend.draw(drawing, left, 0.0, look.lettering)
    return max(legend.height, height)


def _parts(chart: Chart, at: int, area: Rect, rows: Rows) -> list[Bar]:
    """The parts of a category's bar from left to right; none where the whole is not known."""
    values = [series.values[at] for series in chart.series]
    sizes = [max(float(value.number or 0), 0.0) for value in values]
    whole = sum(sizes)
    if any(_is_unknown(value) for value in values):
        whole = max(whole, 100.0) if chart.unit in PER_CENT else 0.0
    if whole <= 0.0:
        return []
    middle = area.y0 + rows.middle(at)
    parts, left = [], area.x0
    for number, (size, value) in enumerate(zip(sizes, values, strict=True)):
        right = left + area.width * size / whole
        if size > 0.0:
            parts.append(Bar(Rect(left, middle - rows.bar / 2, right, middle + rows.bar / 2), value, size, number))
        left = right
    return parts


def _is_unknown(value: ChartValue) -> bool:
    return value.number is None and value.text not in NOTHING


def _join(drawing: Drawing, chart: Chart, bars: Sequence[Sequence[Bar]], colour: str) -> None:
    """Thin lines from the end of each part to that of the same series in the next row, breaks apart."""
    for at, (upper, lower) in enumerate(pairwise(bars), start=1):
        below = {part.series: part.rect for part in lower}
        for part in upper:
            other = below.get(part.series)
            if other is not None and not chart.categories[at].break_before:
                drawing.marks.append(Rule(part.rect.x1, part.rect.y1, other.x1, other.y0, GRID_PT, colour))


def _letter_row(
    drawing: Drawing, chart: Chart, at: int, parts: Sequence[Bar], area: Rect, rows: Rows, lettering: Lettering
) -> None:
    for part in parts:
        drawing.keep_off_line((part.rect.x1, part.rect.y0), (part.rect.x1, part.rect.y1))
        letter_inside(drawing, part, lettering)
    unknown = [series.values[at].text for series in chart.series if _is_unknown(series.values[at])]
    left = max((part.rect.x1 for part in parts), default=area.x0) + VALUE_GAP_PT
    for sign in dict.fromkeys(unknown):
        text = lettering.set(sign, lettering.small)
        drawing.write_free(text, (text.box(left, area.y0 + rows.middle(at), 0.0, 0.5),))
        left += text.width + VALUE_GAP_PT
