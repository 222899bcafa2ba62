"""Tables as strips: caption, header row, group bands, rows and notes.

A row is one strip. It stays whole where it fits on a fresh page, unless moving it there would leave more than a third
of a page empty (flow.py decides); then, and when it is taller than a page, it is divided between lines, with at least
two lines of every divided paragraph on either side, and no sub-heading parted from the text below it. Header and band
are painted again, as artifacts, above a page that begins with a row; so is the name of a row that goes on there, in its
own cell, as far as that is empty. Header and band never end a page: the row after them is kept with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kaigi_docs.blocks import Align, Column, Inline, Paragraph, ParagraphStyle, Row, RowGroup, Run, Table, text_of
from kaigi_docs.layout import lines
from kaigi_docs.layout.page import Rect, StructNode
from kaigi_docs.layout.placement import Placement, child
from kaigi_docs.layout.setting import SetParagraph
from kaigi_docs.layout.strips import (
    EPSILON_PT,
    LinePart,
    Space,
    Strip,
    break_index,
    line_strip,
    paint_stack,
    stack_height,
)
from kaigi_docs.layout.table_widths import column_widths
from kaigi_docs.theme import TextStyle, Theme

if TYPE_CHECKING:
    from kaigi_docs.layout.stack import Stacker

CONTINUED = "（続き）"
ELLIPSIS = "…"
NOTE_GAP_PT = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The columns of one table: their edges from the left of the text area, and the look of its lines."""

    edges: tuple[float, ...]
    theme: Theme

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
    """A cell: the space of its content from the left of the text area, its strips, and of a row header its first paragraph."""

    space: Space
    strips: tuple[Strip, ...]
    name: Paragraph | None = None


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
        goes_on: whether the row began on an earlier page; a row header without text is painted again there, as an artifact.
    """

    grid: Grid
    cells: tuple[SetCell, ...]
    fill: str | None = None
    centred: bool = False
    top: Top | None = None
    goes_on: bool = False

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip; the box of each cell is its own, without padding."""
        theme, edges = self.grid.theme, self.grid.edges
        rect = Rect(left + edges[0], top, left + edges[-1], top + self.height)
        if self.fill is not None:
            placement.fill(self.grid, rect, self.fill)
        inner = [left + edge for edge in edges[1:-1]] if len(self.cells) > 1 else []
        placement.grid(self.grid).add_row(rect, inner, theme.rule_pt, theme.rule_colour)
        pad = theme.cell_padding_pt[1]
        for cell in self.cells:
            room = Rect(left + cell.space.x, rect.y0 + pad, left + cell.space.x + cell.space.width, rect.y1 - pad)
            strips = repeated_name(cell, room.height, theme) if self.goes_on and not cell.strips else cell.strips
            spare = (room.height - stack_height(strips)) / 2 if self.centred else 0.0
            paint_stack(strips, placement, left, room.y0 + spare, room)

    def split(self, available: float, *, forced: bool = False) -> tuple[Strip, Strip] | None:
        """See Strip; only rows are divided, and unless forced each cell with content begins in the head."""
        if self.top is None:
            return None
        room = available - 2 * self.grid.theme.cell_padding_pt[1]
        cuts = [break_index(cell.strips, room, forced=forced) for cell in self.cells]
        if not any(cuts) or all(cut == len(cell.strips) for cut, cell in zip(cuts, self.cells, strict=True)):
            return None
        if not forced and any(cell.strips and not cut for cut, cell in zip(cuts, self.cells, strict=True)):
            return None
        head = tuple(cell._replace(strips=cell.strips[:cut]) for cut, cell in zip(cuts, self.cells, strict=True))
        tail = tuple(cell._replace(strips=cell.strips[cut:]) for cut, cell in zip(cuts, self.cells, strict=True))
        return self._with_cells(head), replace(self._with_cells(tail), gap=0.0, keep=False, anchors=(), goes_on=True)

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


def table_strips(table: Table, space: Space, parent: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """The strips of a table, set row by row."""
    node = child(parent, "Table")
    grid = _grid(table, space, stacker)
    keep, gap = False, 0.0
    for strip in _caption(table, space, node, stacker):
        yield strip
        keep, gap = True, stacker.theme.caption.space_after_pt
    for strip in _rows(table, grid, node, stacker):
        yield replace(strip, keep=keep or strip.keep, gap=gap)
        keep, gap = False, 0.0
    for index, strip in enumerate(stacker.strips(table.notes, space, parent)):
        yield replace(strip, keep=True, gap=NOTE_GAP_PT) if index == 0 else strip


def _rows(table: Table, grid: Grid, node: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """Header row, bands and rows; the first row below header and band is kept with them."""
    ids = [stacker.fresh_id() for _ in table.columns]
    header, keep = None, False
    if any(column.heading for column in table.columns):
        yield _header(table, grid, node, ids, stacker)
        header, keep = _header(table, grid, None, ids, stacker), True
    body = child(node, "TBody")
    for group in table.groups:
        for strip in _group(table, group, Top(header, grid, group.label, stacker), body, ids):
            yield replace(strip, keep=True) if keep else strip
            keep = False


def _grid(table: Table, space: Space, stacker: Stacker) -> Grid:
    widths, squeezed = column_widths(table, space.width, stacker.theme)
    if squeezed:
        source = next((run.source for column in table.columns for run in column.heading if run.source), None)
        message = "表の列の幅の合計が用紙に入る幅を超えているので、縮めました。"
        stacker.typesetter.findings.warn("table-too-wide", source, message, "列の幅を見直すか、用紙を横向きにしてください。")
    edges = [space.x]
    for width in widths:
        edges.append(edges[-1] + width)
    return Grid(tuple(edges), stacker.theme)


def _caption(table: Table, space: Space, node: StructNode, stacker: Stacker) -> Iterator[Strip]:
    if not table.caption:
        return
    caption = child(node, "Caption")
    paragraph = stacker.typesetter.set(table.caption, stacker.theme.caption, space.width)
    for index, line in enumerate(paragraph.lines):
        yield line_strip((LinePart(space.x, line, caption),), keep=index > 0)


def _set_cell(
    runs: Sequence[Inline], style: TextStyle, space: Space, node: StructNode | None, align: Align, stacker: Stacker
) -> SetCell:
    paragraph: SetParagraph = stacker.typesetter.set(runs, style, space.width, align, 0.0)
    return SetCell(space, tuple(line_strip((LinePart(space.x, line, node),)) for line in paragraph.lines))


def _header(table: Table, grid: Grid, parent: StructNode | None, ids: Sequence[str], stacker: Stacker) -> RowStrip:
    """The header row: with elements below the parent, or as an artifact where there is none."""
    row = child(child(parent, "THead"), "TR") if parent is not None else None
    cells = []
    for index, column in enumerate(table.columns):
        node = child(row, "TH") if row is not None else None
        if node is not None:
            node.id, node.scope = ids[index], "Column"
        cells.append(_set_cell(column.heading, grid.theme.table_header, grid.span(index, index), node, Align.CENTER, stacker))
    height = row_height(cells, grid.theme)
    return RowStrip(grid=grid, cells=tuple(cells), height=height, fill=grid.theme.header_fill, centred=True)


def band_strip(label: Sequence[Inline], grid: Grid, node: StructNode | None, stacker: Stacker) -> BandStrip:
    """The label of a group over all columns; an artifact where there is no element."""
    cell = _set_cell(label, grid.theme.table_group, grid.span(0, grid.count - 1), node, Align.START, stacker)
    return BandStrip(grid=grid, cells=(cell,), height=row_height((cell,), grid.theme), fill=grid.theme.group_fill)


def _group(table: Table, group: RowGroup, top: Top, body: StructNode, column_ids: Sequence[str]) -> Iterator[Strip]:
    band_id = ""
    if group.label:
        node = child(child(body, "TR"), "TH")
        band_id = top.stacker.fresh_id()
        node.id, node.scope, node.col_span = band_id, "Both", top.grid.count
        yield replace(band_strip(group.label, top.grid, node, top.stacker), header=top.header)
    for index, row in enumerate(group.rows):
        strip = _row(table, row, top, child(body, "TR"), column_ids, band_id)
        yield replace(strip, keep=True) if index == 0 and group.label else strip


def _row(table: Table, row: Row, top: Top, node: StructNode, column_ids: Sequence[str], band_id: str) -> RowStrip:
    row_ids = [top.stacker.fresh_id() if column.row_header else "" for column in table.columns]
    cells = []
    for index, column in enumerate(table.columns):
        own = row_ids[index]
        above = (column_ids[index] if top.header is not None else "", band_id)
        beside = () if own else tuple(row_ids)
        cell = child(node, "TH" if own else "TD")
        cell.id, cell.scope = own, "Row" if own else ""
        cell.headers = tuple(name for name in (*above, *beside) if name)
        cells.append(_body_cell(row, index, column, cell, top))
    return RowStrip(grid=top.grid, cells=tuple(cells), height=row_height(cells, top.grid.theme), top=top)


def _body_cell(row: Row, index: int, column: Column, node: StructNode, top: Top) -> SetCell:
    """A cell of a row; a single paragraph belongs to the cell's own element."""
    space, align = top.grid.span(index, index), column.align
    blocks = row.cells[index].blocks
    first = next(iter(blocks), None)
    name = None
    if column.row_header and isinstance(first, Paragraph):
        name = replace(first, align=align if first.align is Align.START else first.align)
    if len(blocks) == 1 and isinstance(first, Paragraph):
        return SetCell(space, tuple(top.stacker.paragraph(first, space, node, align=align)), name)
    return SetCell(space, tuple(top.stacker.strips(blocks, space, node, align=align)), name)
