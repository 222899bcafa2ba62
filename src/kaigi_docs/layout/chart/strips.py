"""A chart as strips: caption, drawing, table of values and notes, all kept together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kaigi_docs.blocks import Chart, ChartKind, ChartTable, Column, Paragraph, ParagraphStyle, Table, text_of
from kaigi_docs.charts import alt_text, value_tables, values_table
from kaigi_docs.layout.chart.drawing import Drawing
from kaigi_docs.layout.chart.lettering import Lettering, Look
from kaigi_docs.layout.chart.panels import panels_drawing
from kaigi_docs.layout.chart.share import share_drawing
from kaigi_docs.layout.chart.two_sided import two_sided_drawing
from kaigi_docs.layout.chart.upright import upright_drawing
from kaigi_docs.layout.page import PT_PER_MM, Rect, StructNode
from kaigi_docs.layout.placement import Placement, child
from kaigi_docs.layout.strips import EPSILON_PT, LinePart, Space, Strip, line_strip, paint_stack, stack_height
from kaigi_docs.layout.table import table_strips
from kaigi_docs.theme import Theme

if TYPE_CHECKING:
    from kaigi_docs.layout.stack import Stacker

TABLE_GAP_PT = 6.0  # between the drawing and its table
BESIDE_GAP_PT = 14.0  # between what stands side by side
BESIDE_PART = 0.62  # of the measure for the drawing with its table beside it
MOST_BESIDE = 20  # categories; a longer table stands below, where pages may break it
NOTE_GAP_PT = 3.0
# Columns of the table: the names take at least so many ems and about that part of the measure at most.
NAME_EM, NAMES_PART = 5.0, 0.35
LEAST_NUMBER_EM, NUMBER_EM = 5.5, 11.0
PANEL_KINDS = (ChartKind.LINE, ChartKind.GROUPED_BAR)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FigureStrip(Strip):
    """The drawing of a chart; all of it is the content of its Figure element."""

    drawing: Drawing
    node: StructNode
    x: float

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip; the Figure learns where it stands (ISO 14289-1 7.3 wants its bounding box)."""
        x = left + self.x
        placement.content(self.node).marks.extend(self.drawing.painted(x, top))
        self.node.page_box = (len(placement.pages) - 1, Rect(x, top, x + self.drawing.width, top + self.drawing.height))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SideBySide(Strip):
    """Stacks of strips beside each other, on one top edge."""

    stacks: tuple[tuple[Strip, ...], ...]

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip."""
        for stack in self.stacks:
            paint_stack(stack, placement, left, top, box)


def side_by_side(stacks: Sequence[Sequence[Strip]]) -> SideBySide:
    """The stacks as one strip, as high as the highest."""
    fixed = tuple(tuple(stack) for stack in stacks)
    return SideBySide(stacks=fixed, height=max(stack_height(stack) for stack in fixed))


def chart_strips(chart: Chart, space: Space, parent: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """The strips of a chart; no page breaks inside it."""
    caption_space = stacker.theme.caption.space_after_pt
    strips = [*_caption(chart, space, parent, stacker)]
    body = list(_body(chart, space, parent, stacker))
    notes = list(stacker.strips(chart.notes, space, parent))
    for part, gap in ((strips, 0.0), (body, caption_space), (notes, NOTE_GAP_PT)):
        for index, strip in enumerate(part):
            first = part is strips or not strips
            yield replace(strip, gap=gap if index == 0 else strip.gap, keep=not (index == 0 and first and part is not notes))


def _caption(chart: Chart, space: Space, parent: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """A P before the Figure, whose alternative text would hide it inside."""
    if not chart.title:
        return
    node = child(parent, "P")
    for line in stacker.typesetter.set(chart.title, stacker.theme.caption, space.width).lines:
        yield line_strip((LinePart(space.x, line, node),))


def _body(chart: Chart, space: Space, parent: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """Drawing and table."""
    if chart.table is ChartTable.BESIDE and len(chart.categories) <= MOST_BESIDE:
        width = space.width * BESIDE_PART
        figure = figure_strip(chart, Space(space.x, width), parent, stacker)
        beside = Space(space.x + width + BESIDE_GAP_PT, space.width - width - BESIDE_GAP_PT)
        yield side_by_side(([figure], _table(values_table(chart), beside, parent, stacker)))
        return
    yield figure_strip(chart, space, parent, stacker)
    if chart.table is not ChartTable.NONE:
        for index, strip in enumerate(_tables_below(chart, space, parent, stacker)):
            yield replace(strip, gap=TABLE_GAP_PT) if index == 0 else strip


def _tables_below(chart: Chart, space: Space, parent: StructNode, stacker: Stacker) -> list[Strip]:
    """The table of values; a long one in two tables side by side."""
    tables = value_tables(chart)
    if len(tables) == 1:
        return _table(tables[0], space, parent, stacker)
    columns = _columns(values_table(chart), (space.width - BESIDE_GAP_PT) / 2, stacker)
    second = BESIDE_GAP_PT + sum(column.width_mm or 0.0 for column in columns) * PT_PER_MM
    places = (space, Space(space.x + second, space.width - second))
    settled = (replace(table, columns=columns) for table in tables)
    return [
        side_by_side([list(table_strips(table, place, parent, stacker)) for table, place in zip(settled, places, strict=True)])
    ]


def _table(table: Table, space: Space, parent: StructNode, stacker: Stacker) -> list[Strip]:
    settled = replace(table, columns=_columns(table, space.width, stacker))
    return list(table_strips(settled, space, parent, stacker))


def _columns(table: Table, measure_pt: float, stacker: Stacker) -> tuple[Column, ...]:
    """The columns of a table of values: the names as wide as they are, the numbers in columns of one width."""
    names, *numbers = table.columns
    style, padding = stacker.theme.paragraphs[ParagraphStyle.CELL], 2 * stacker.theme.cell_padding_pt[0] + EPSILON_PT
    texts = (text_of(block.runs) for row in table.groups[0].rows for block in row.cells[0].blocks if isinstance(block, Paragraph))
    widest = max((stacker.lettering.set(text, style).width for text in texts), default=0.0) + padding
    most = max(measure_pt * NAMES_PART, measure_pt - len(numbers) * LEAST_NUMBER_EM * style.size_pt)
    first = min(max(widest, NAME_EM * style.size_pt), most)
    other = min((measure_pt - first) / len(numbers), NUMBER_EM * style.size_pt)
    widths = (replace(column, width_mm=other / PT_PER_MM) for column in numbers)
    return replace(names, width_mm=first / PT_PER_MM), *widths


def figure_strip(chart: Chart, space: Space, parent: StructNode, stacker: Stacker) -> FigureStrip:
    """The drawing as a strip, its Figure hung under the parent."""
    node = child(parent, "Figure")
    node.alt = alt_text(chart)
    drawing = drawing_of(chart, space.width, stacker.theme, stacker.lettering)
    return FigureStrip(drawing=drawing, node=node, x=space.x, height=drawing.height)


def drawing_of(chart: Chart, width: float, theme: Theme, lettering: Lettering) -> Drawing:
    """The drawing of a chart in the width; its height is that of the chart, or what its texts need where that is more."""
    height = chart.height_mm * PT_PER_MM if chart.height_mm is not None else None
    # More series than the palette has begin again.
    look = Look(tuple(theme.palette[at % len(theme.palette)] for at in range(len(chart.series))), lettering)
    if chart.panels and chart.kind in PANEL_KINDS:
        return panels_drawing(chart, width, height, look)
    return _DRAWINGS[chart.kind](chart, width, height, look)


_DRAWINGS = {
    ChartKind.LINE: upright_drawing,
    ChartKind.GROUPED_BAR: upright_drawing,
    ChartKind.STACKED_BAR: upright_drawing,
    ChartKind.SHARE_BAR: share_drawing,
    ChartKind.TWO_SIDED_BAR: two_sided_drawing,
}
