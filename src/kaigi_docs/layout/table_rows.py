"""The rows of a table as strips: how they are painted and divided, and what stands again above and in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kaigi_docs.blocks import Align, CellLook, Inline, Paragraph, ParagraphStyle, Run, text_of
from kaigi_docs.layout import lines
from kaigi_docs.layout.page import Rect, StructNode
from kaigi_docs.layout.placement import Placement
from kaigi_docs.layout.setting import SetParagraph
from kaigi_docs.layout.strips import EPSILON_PT, LinePart, Space, Strip, break_index, line_strip, paint_stack, stack_height
from kaigi_docs.layout.table_decimal import DecimalAxis
from kaigi_docs.layout.table_labels import CONTINUED
from kaigi_docs.layout.table_side import Beside
from kaigi_docs.theme import TextStyle, Theme

if TYPE_CHECKING:
    from kaigi_docs.layout.stack import Stacker

ELLIPSIS = "…"
# The highest cell of a row that is divided has at least as many lines on the next page.
LEAST_LINES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The columns of one table.

    Attributes:
        edges: of the columns, from the left of the text area.
        theme: the look of its lines.
        label: width of the column of labels left of them; 0 where there is none.
        axes: of each column, where its numbers stand if they stand below their decimal points.
    """

    edges: tuple[float, ...]
    theme: Theme
    label: float = 0.0
    axes: tuple[DecimalAxis | None, ...] = ()

    @property
    def left(self) -> float:
        """The left edge of the table."""
        return self.edges[0] - self.label

    def span(self, first: int, last: int) -> Space:
        """The space between the edges of columns, padding excluded."""
        padding = self.theme.cell_padding_pt[0]
        left, right = self.edges[first], self.edges[last + 1]
        return Space(left + padding, max(right - left - 2 * padding, 1.0))

    @property
    def count(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1


class SetCell(NamedTuple):
    """A cell as it is set.

    Attributes:
        space: that of its content, from the left of the text area.
        strips: its content.
        name: of a row header its first paragraph.
        column, span: its first column, and how many it takes.
        look: whether it is drawn as a bar.
    """

    space: Space
    strips: tuple[Strip, ...]
    name: Paragraph | None = None
    column: int = 0
    span: int = 1
    look: CellLook = CellLook.PLAIN


@dataclass(slots=True, eq=False)
class Top:
    """What stands again above the rows on a continuation page; made when it is first needed."""

    header: Strip | None
    grid: Grid
    label: tuple[Run, ...]
    stacker: Stacker
    _strips: tuple[Strip, ...] | None = field(default=None, init=False)

    def strips(self) -> tuple[Strip, ...]:
        """Header row and group band with 「（続き）」, as artifacts."""
        if self._strips is None:
            label = (*self.label, Run(CONTINUED))
            band = (band_strip(label, self.grid, None, self.stacker),) if self.label else ()
            self._strips = (*((self.header,) if self.header else ()), *band)
        return self._strips


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RowStrip(Strip):
    """A row, the header row or a group band.

    Attributes:
        cells: from left to right; a band has one over all columns.
        fill: background colour, or None.
        centred: content stands in the middle of the height.
        top: what is repeated when a page begins with this row.
        beside: the label at its side; a row without one begins at the table's left edge.
        goes_on: whether the row began on an earlier page; a row header without text is painted again there, as an artifact.
        opened: columns without a line below, because their cells reach down into the next row.
    """

    grid: Grid
    cells: tuple[SetCell, ...]
    fill: str | None = None
    centred: bool = False
    top: Top | None = None
    goes_on: bool = False
    beside: Beside | None = None
    opened: frozenset[int] = frozenset()

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip; the box of each cell is its own, without padding."""
        theme, edges = self.grid.theme, self.grid.edges
        first = edges[0] if self.beside is not None else self.grid.left
        rect = Rect(left + first, top, left + edges[-1], top + self.height)
        if self.beside is not None:
            self.beside.label.extend(placement, left, rect.y0, rect.y1)
        if self.fill is not None:
            placement.fill(self.grid, rect, self.fill)
        inner = [left + edges[cell.column] for cell in self.cells if edges[cell.column] > first]
        below = self._lines_below(left) if self.opened else None
        placement.grid(self.grid).add_row(rect, inner, theme.rule_pt, theme.rule_colour, below)
        pad = theme.cell_padding_pt[1]
        for cell in self.cells:
            if cell.look is not CellLook.PLAIN:
                self._paint_bar(cell, rect, left, placement)
            room = Rect(left + cell.space.x, rect.y0 + pad, left + cell.space.x + cell.space.width, rect.y1 - pad)
            strips = repeated_name(cell, room.height, theme) if self.goes_on and not cell.strips else cell.strips
            spare = (room.height - stack_height(strips)) / 2 if self.centred else 0.0
            paint_stack(strips, placement, left, room.y0 + spare, room)

    def _lines_below(self, left: float) -> list[tuple[float, float]]:
        """The parts of the lower edge under columns whose cells end here."""
        edges = self.grid.edges
        return [(left + edges[at], left + edges[at + 1]) for at in range(self.grid.count) if at not in self.opened]

    def _paint_bar(self, cell: SetCell, row: Rect, left: float, placement: Placement) -> None:
        """The heavy frame of a cell and its ground."""
        theme, edges = self.grid.theme, self.grid.edges
        rect = row._replace(x0=left + edges[cell.column], x1=left + edges[cell.column + cell.span])
        if cell.look is CellLook.FILLED:
            placement.fill(self.grid, rect, theme.bar_fill)
        placement.grid(self.grid).add_frame(rect, theme.bar_frame_pt, theme.bar_colour)

    def split(self, available: float, *, forced: bool = False) -> tuple[Strip, Strip] | None:
        """See Strip; only rows are divided, and unless forced each cell with content begins in the head."""
        if self.top is None:
            return None
        pieces = self._divided(available, forced)
        if pieces is None or forced:
            return pieces
        short = self._least_tail() - pieces[1].height
        if short > 0.0:
            pieces = self._divided(pieces[0].height - short, forced)
        return pieces if pieces is not None and self._is_well_divided(*pieces) else None

    def _least_tail(self) -> float:
        """How high the part on the next page should be: some lines, and enough for the label beside it."""
        style = self.grid.theme.paragraphs[ParagraphStyle.CELL]
        lines = LEAST_LINES * style.size_pt * style.leading + 2 * self.grid.theme.cell_padding_pt[1]
        return max(lines, self.beside.lacking if self.beside is not None else 0.0)

    def _is_well_divided(self, head: RowStrip, tail: RowStrip) -> bool:
        fits = self.beside is None or self.beside.fits(head.height)
        return fits and tail.height >= self._least_tail() - EPSILON_PT

    def _divided(self, available: float, forced: bool) -> tuple[RowStrip, RowStrip] | None:
        """Head and tail, whatever stands beside them."""
        room = available - 2 * self.grid.theme.cell_padding_pt[1]
        cuts = [break_index(cell.strips, room, forced=forced) for cell in self.cells]
        if not any(cuts) or all(cut == len(cell.strips) for cut, cell in zip(cuts, self.cells, strict=True)):
            return None
        if not forced and any(cell.strips and not cut for cut, cell in zip(cuts, self.cells, strict=True)):
            return None
        head = tuple(cell._replace(strips=cell.strips[:cut]) for cut, cell in zip(cuts, self.cells, strict=True))
        tail = tuple(cell._replace(strips=cell.strips[cut:]) for cut, cell in zip(cuts, self.cells, strict=True))
        beside = self.beside._replace(above=0.0) if self.beside is not None else None
        rest = replace(self._with_cells(tail), gap=0.0, keep=False, anchors=(), goes_on=True, beside=beside)
        return replace(self._with_cells(head), opened=frozenset()), rest

    def _with_cells(self, cells: tuple[SetCell, ...]) -> RowStrip:
        return replace(self, cells=cells, height=row_height(cells, self.grid.theme))

    def repeated(self) -> tuple[Strip, ...]:
        """See Strip."""
        return self.top.strips() if self.top is not None else ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BandStrip(RowStrip):
    """A group band: only the header row is repeated above it."""

    header: Strip | None = None

    def repeated(self) -> tuple[Strip, ...]:
        """See Strip."""
        return (self.header,) if self.header is not None else ()


def row_height(cells: Sequence[SetCell], theme: Theme) -> float:
    """Height of the tallest cell with padding; an empty row is one line high."""
    style = theme.paragraphs[ParagraphStyle.CELL]
    content = max((stack_height(cell.strips) for cell in cells if cell.strips), default=style.size_pt * style.leading)
    return content + 2 * theme.cell_padding_pt[1]


def repeated_name(cell: SetCell, height: float, theme: Theme) -> tuple[Strip, ...]:
    """The lines that name a row again where it goes on: the first paragraph of its header cell with 「（続き）」.

    A name of more lines than the height has room for is cut with 「…」.
    """
    name = text_of(cell.name.runs).replace("\n", "") if cell.name is not None else ""
    if cell.name is None or not name:
        return ()
    style = theme.paragraphs[cell.name.style]
    most = int((height + EPSILON_PT) / (style.size_pt * style.leading))
    shorter = (f"{name[:kept]}{ELLIPSIS}{CONTINUED}" for kept in range(len(name) - 1, 0, -1))
    for text in (f"{name}{CONTINUED}", *shorter, CONTINUED):
        paragraph = lines.set_paragraph((Run(text),), style, cell.space.width, theme, align=cell.name.align, first_indent_em=0.0)
        if len(paragraph.lines) <= most:
            return tuple(line_strip((LinePart(cell.space.x, line, None),)) for line in paragraph.lines)
    return ()


def set_cell(
    runs: Sequence[Inline], style: TextStyle, space: Space, node: StructNode | None, align: Align, stacker: Stacker
) -> SetCell:
    """A cell of one paragraph, its lines hung under the element."""
    paragraph: SetParagraph = stacker.typesetter.set(runs, style, space.width, align, 0.0)
    return SetCell(space, tuple(line_strip((LinePart(space.x, line, node),)) for line in paragraph.lines))


def band_strip(label: Sequence[Inline], grid: Grid, node: StructNode | None, stacker: Stacker) -> BandStrip:
    """The label of a group over all columns; an artifact where there is no element."""
    cell = set_cell(label, grid.theme.table_group, grid.span(0, grid.count - 1), node, Align.START, stacker)
    return BandStrip(grid=grid, cells=(cell,), height=row_height((cell,), grid.theme), fill=grid.theme.group_fill)
