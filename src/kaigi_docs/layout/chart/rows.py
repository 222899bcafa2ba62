"""Categories as rows of lying bars: their heights and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import Align, ChartCategory
from kaigi_docs.charts import category_name
from kaigi_docs.layout.chart.drawing import Drawing
from kaigi_docs.layout.chart.lettering import Lettering, SetText
from kaigi_docs.layout.chart.plot import AXIS_GAP_PT, AXIS_PT, draw_break, grid_line
from kaigi_docs.layout.chart.scale import Tick, sparse
from kaigi_docs.layout.page import Rect, Rule

LABEL_PART, LABEL_LINES = 0.3, 3
ROW_GAP_EM = 0.55  # between two bars
BAR_EM = 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows below each other, from the top at 0.

    Attributes:
        labels: text of each category; None where not a character fits.
        width: of the widest label.
        pitch: from a row to the next.
        bar: thickness of the bars.
    """

    labels: tuple[SetText | None, ...]
    width: float
    pitch: float
    bar: float

    @property
    def height(self) -> float:
        """Of all rows together."""
        return self.pitch * len(self.labels)

    def middle(self, at: int) -> float:
        """The height of the middle of a row."""
        return self.pitch * (at + 0.5)


def rows_of(categories: Sequence[ChartCategory], width: float, height: float | None, lettering: Lettering) -> Rows:
    """The rows in a figure of that width; rows are as high as the highest label needs, or higher to fill the height."""
    room = max(width * LABEL_PART, lettering.em)
    labels = tuple(lettering.cut(category_name(category), room, LABEL_LINES) for category in categories)
    found = [label for label in labels if label is not None]
    gap = ROW_GAP_EM * lettering.em
    least = max([BAR_EM * lettering.em, *(label.height for label in found)]) + gap
    pitch = max(least, height / len(categories)) if height is not None else least
    # Where rows are made higher, bars and gaps grow alike, up to bars of two lines.
    bar = min(pitch * BAR_EM / (BAR_EM + ROW_GAP_EM), 2 * BAR_EM * lettering.em)
    return Rows(labels, max((label.width for label in found), default=0.0), pitch, bar)


def draw_row_labels(drawing: Drawing, rows: Rows, x: float, top: float, across: float) -> None:
    """The labels of all rows; `across` tells which part of each stands at x: 0.5 the middle, 1 the right end."""
    for at, label in enumerate(rows.labels):
        if label is not None:
            drawing.write(label, label.box(x, top + rows.middle(at), across, 0.5))


def draw_row_breaks(
    drawing: Drawing, rows: Rows, categories: Sequence[ChartCategory], area: Rect, axes: Sequence[float], colour: str
) -> None:
    """Where the definition changed: a dotted line between two rows, and two strokes across each upright axis."""
    for at, category in enumerate(categories):
        if at and category.break_before:
            y = area.y0 + rows.pitch * at
            drawing.marks.append(Rule(area.x0, y, area.x1, y, AXIS_PT, colour, dotted=True))
            for x in axes:
                draw_break(drawing, x, y, colour, upright=True)


def draw_ticks(drawing: Drawing, area: Rect, places: Sequence[tuple[Tick, float]], lettering: Lettering) -> None:
    """Upright grid lines, and the texts of the ticks below, as many as have room."""
    for _, x in places:
        drawing.marks.append(grid_line((x, area.y0), (x, area.y1)))
    texts = {tick.text: lettering.set(tick.text) for tick, _ in places}
    spacing = abs(places[-1][1] - places[0][1]) / max(len(places) - 1, 1)
    widest = max(text.width for text in texts.values())
    chosen = sparse([tick for tick, _ in places], spacing, widest + 2 * AXIS_GAP_PT)
    for tick, x in places:
        if tick in chosen:
            text = texts[tick.text]
            drawing.write(text, text.box(x, area.y1 + AXIS_GAP_PT, 0.5), Align.CENTER)
