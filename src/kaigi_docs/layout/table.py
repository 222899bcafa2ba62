"""Tables as strips: caption, header rows, group bands or labels at the side, rows and notes.

A row is one strip. It stays whole where it fits on a fresh page, unless moving it there would leave more than a third
of a page empty (flow.py decides); then, and when it is taller than a page, it is divided between lines, with at least
two lines of every divided paragraph on either side, and no sub-heading parted from the text below it. Header and band
are painted again, as artifacts, above a page that begins with a row; so is the name of a row that goes on there, in its
own cell, as far as that is empty, and the label at the side. Header and band never end a page: the row after them is kept
with them. Notes stay together below the last row; a table that is low enough to move stays whole. Beside a label rows are
kept together at the beginning and at the end of a group, so that it has the height that it needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from kaigi_docs.blocks import Align, Cell, Column, Paragraph, Row, RowGroup, Table
from kaigi_docs.layout.page import StructNode
from kaigi_docs.layout.placement import child
from kaigi_docs.layout.setting import SetParagraph
from kaigi_docs.layout.strips import FieldStrip, LinePart, Space, Strip, line_strip
from kaigi_docs.layout.table_decimal import DecimalAxis, axis_of, is_aligned
from kaigi_docs.layout.table_head import Head
from kaigi_docs.layout.table_labels import table_widths, upright
from kaigi_docs.layout.table_rows import Grid, RowStrip, SetCell, Top, band_strip, row_height
from kaigi_docs.layout.table_side import SideLabel, beside_label
from kaigi_docs.theme import Theme

if TYPE_CHECKING:
    from kaigi_docs.layout.stack import Stacker

NOTE_GAP_PT = 3.0


def table_strips(table: Table, space: Space, parent: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """The strips of a table, set row by row."""
    for index, strip in enumerate(_table(table, space, parent, stacker)):
        yield replace(strip, same_table=index > 0)


def _table(table: Table, space: Space, parent: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """Caption, rows and notes; the notes, its sources among them, are kept with the last row."""
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
        yield replace(strip, keep=True, gap=strip.gap if index else NOTE_GAP_PT)


def _rows(table: Table, grid: Grid, node: StructNode, stacker: Stacker) -> Iterator[Strip]:
    """Header rows, bands and rows; the first row below header and band is kept with them."""
    head = Head(table, grid, stacker)
    header, keep = None, False
    if head:
        yield head.strip(node)
        header, keep = head.strip(None), True
    body = child(node, "TBody")
    for group in table.groups:
        top = Top(header, grid, () if grid.label else group.label, stacker)
        for strip in (_side_group if grid.label else _group)(_GroupRows(table, group, top, head), body):
            yield replace(strip, keep=True) if keep else strip
            keep = False


def _grid(table: Table, space: Space, stacker: Stacker) -> Grid:
    label, widths, squeezed = table_widths(table, space.width, stacker.theme)
    if squeezed:
        source = next((run.source for column in table.columns for run in column.heading if run.source), None)
        message = "表の列の幅の合計が用紙に入る幅を超えているので、縮めました。"
        stacker.typesetter.findings.warn("table-too-wide", source, message, "列の幅を見直すか、用紙を横向きにしてください。")
    axes = tuple(_axis(table, index, stacker.theme) for index in range(len(table.columns)))
    return Grid(tuple(accumulate(widths, initial=space.x + label)), stacker.theme, label, axes)


def _axis(table: Table, index: int, theme: Theme) -> DecimalAxis | None:
    if table.columns[index].align is not Align.DECIMAL:
        return None
    return axis_of((row.by_column()[index] for group in table.groups for row in group.rows), theme)


def _caption(table: Table, space: Space, node: StructNode, stacker: Stacker) -> Iterator[Strip]:
    if not table.caption:
        return
    caption = child(node, "Caption")
    paragraph = stacker.typesetter.set(table.caption, stacker.theme.caption, space.width)
    for index, line in enumerate(paragraph.lines):
        yield line_strip((LinePart(space.x, line, caption),), keep=index > 0)


@dataclass(slots=True, eq=False)
class _GroupRows:
    """The rows of a group as they are set.

    Attributes:
        table, group: where they stand.
        top: what is repeated above them.
        head: the headings of their columns.
        band_id: identifier of the band above them, or of the label beside them; "" where there is none.
    """

    table: Table
    group: RowGroup
    top: Top
    head: Head
    band_id: str = ""
    _names: dict[int, str] = field(default_factory=dict, init=False)
    _continued: list[frozenset[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Notes the cells that belong to those above them, row by row."""
        self._continued = [frozenset(at for at, cell in row.placed() if cell.continued) for row in self.group.rows]

    def strip(self, index: int, node: StructNode) -> RowStrip:
        """A row below its element; one whose cells reach up into the row before is kept with it."""
        row, theme = self.group.rows[index], self.top.grid.theme
        self._names |= {
            at: self.top.stacker.fresh_id()
            for at, column in enumerate(self.table.columns)
            if column.row_header and at not in self._continued[index]
        }
        cells = tuple(self._cell(index, at, cell, node) for at, cell in row.placed())
        opened = self._continued[index + 1] if index + 1 < len(self._continued) else frozenset[int]()
        height, keep = row_height(cells, theme), bool(self._continued[index])
        return RowStrip(grid=self.top.grid, cells=cells, height=height, top=self.top, opened=opened, keep=keep)

    def _cell(self, index: int, at: int, cell: Cell, row: StructNode) -> SetCell:
        if cell.continued:
            return SetCell(self.top.grid.span(at, at + cell.span - 1), (), column=at, span=cell.span)
        own = self._names.get(at, "") if self.table.columns[at].row_header else ""
        above = self.head.ids_of(cell, at) if self.top.header is not None else ()
        beside = () if own else tuple(self._names.values())
        node = child(row, "TH" if own else "TD")
        node.id, node.scope = own, "Row" if own else ""
        node.headers = tuple(name for name in (*above, self.band_id, *beside) if name)
        node.col_span, node.row_span = cell.span, 1 + self._rows_below(index, at)
        set_as = _body_cell(cell, at, self.table.columns[at], node, self.top)
        return set_as._replace(column=at, span=cell.span, look=cell.look)

    def _rows_below(self, index: int, at: int) -> int:
        """How many rows further down a cell reaches."""
        return sum(1 for _ in takewhile(lambda continued: at in continued, self._continued[index + 1 :]))


def _group(rows: _GroupRows, body: StructNode) -> Iterator[Strip]:
    """Band and rows."""
    group, top = rows.group, rows.top
    if group.label:
        node = child(child(body, "TR"), "TH")
        rows.band_id = top.stacker.fresh_id()
        node.id, node.scope, node.col_span = rows.band_id, "Both", top.grid.count
        yield replace(band_strip(group.label, top.grid, node, top.stacker), header=top.header)
    for index in range(len(group.rows)):
        strip = rows.strip(index, child(body, "TR"))
        yield replace(strip, keep=True) if index == 0 and group.label else strip


def _side_group(rows: _GroupRows, body: StructNode) -> Iterator[Strip]:
    """Rows beside their label, which is the first cell of the first of them; a label without rows gets an empty one."""
    group, top = rows.group, rows.top
    if not group.rows:
        if not group.label:
            return
        empty = replace(group, rows=(Row("", (Cell(),) * len(rows.table.columns)),))
        rows = _GroupRows(rows.table, empty, top, rows.head)
    count = len(rows.group.rows)
    first = child(body, "TR")
    node = child(first, "TH" if group.label else "TD")
    node.row_span = count
    if group.label:
        node.id, node.scope = top.stacker.fresh_id(), "Row"
        rows.band_id = node.id
    label = SideLabel(group.label, top.grid.left, top.grid.label, node, top.grid, top.stacker.theme)
    missing = upright(group.label, top.stacker.theme).missing
    style = top.stacker.theme.table_group
    top.stacker.typesetter.report(SetParagraph((), 0.0, missing), group.label, style)
    strips = (rows.strip(index, child(body, "TR") if index else first) for index in range(count))
    yield from beside_label(strips, label)


def _body_cell(cell: Cell, at: int, column: Column, node: StructNode, top: Top) -> SetCell:
    """A cell of a row; a single paragraph belongs to the cell's own element."""
    space, align = top.grid.span(at, at + cell.span - 1), column.align
    first = next(iter(cell.blocks), None)
    name = None
    if column.row_header and isinstance(first, Paragraph):
        name = replace(first, align=align if first.align is Align.START else first.align)
    axis = top.grid.axes[at] if cell.span == 1 else None
    if len(cell.blocks) == 1 and isinstance(first, Paragraph):
        if axis is not None and is_aligned(first):
            inner, placed = axis.space(first, space, top.stacker.theme)
            number = replace(first, align=placed, indent_em=0.0)
            return SetCell(space, tuple(top.stacker.paragraph(number, inner, node)), name)
        return SetCell(space, tuple(top.stacker.paragraph(first, space, node, align=align)), name)
    strips = tuple(top.stacker.strips(cell.blocks, space, node, align=align))
    if len(strips) == 1 and isinstance(strips[0], FieldStrip):
        strips = (replace(strips[0], in_frame=True),)
    return SetCell(space, strips, name)
