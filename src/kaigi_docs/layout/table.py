"""Tables as strips: caption, header row, group bands or labels at the side, rows and notes.

A row is one strip. It stays whole where it fits on a fresh page, unless moving it there would leave more than a third
of a page empty (flow.py decides); then, and when it is taller than a page, it is divided between lines, with at least
two lines of every divided paragraph on either side, and no sub-heading parted from the text below it. Header and band
are painted again, as artifacts, above a page that begins with a row; so is the name of a row that goes on there, in its
own cell, as far as that is empty, and the label at the side. Header and band never end a page: the row after them is kept
with them. Beside a label rows are kept together at the beginning and at the end of a group, so that it has the height
that it needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from kaigi_docs.blocks import Align, Cell, Column, Paragraph, Row, RowGroup, Table
from kaigi_docs.layout.page import StructNode
from kaigi_docs.layout.placement import child
from kaigi_docs.layout.setting import SetParagraph
from kaigi_docs.layout.strips import LinePart, Space, Strip, line_strip
from kaigi_docs.layout.table_decimal import DecimalAxis, axis_of, is_aligned
from kaigi_docs.layout.table_labels import table_widths, upright
from kaigi_docs.layout.table_rows import Grid, RowStrip, SetCell, Top, band_strip, row_height, set_cell
from kaigi_docs.layout.table_side import SideLabel, beside_label
from kaigi_docs.theme import Theme

if TYPE_CHECKING:
    from kaigi_docs.layout.stack import Stacker

NOTE_GAP_PT = 3.0


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
        strips = _side_group if grid.label else _group
        for strip in strips(table, group, Top(header, grid, () if grid.label else group.label, stacker), body, ids):
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
    return axis_of((row.cells[index] for group in table.groups for row in group.rows), theme)


def _caption(table: Table, space: Space, node: StructNode, stacker: Stacker) -> Iterator[Strip]:
    if not table.caption:
        return
    caption = child(node, "Caption")
    paragraph = stacker.typesetter.set(table.caption, stacker.theme.caption, space.width)
    for index, line in enumerate(paragraph.lines):
        yield line_strip((LinePart(space.x, line, caption),), keep=index > 0)


def _header(table: Table, grid: Grid, parent: StructNode | None, ids: Sequence[str], stacker: Stacker) -> RowStrip:
    """The header row: with elements below the parent, or as an artifact where there is none."""
    row = child(child(parent, "THead"), "TR") if parent is not None else None
    if row is not None and grid.label:
        child(row, "TD")
    cells = []
    for index, column in enumerate(table.columns):
        node = child(row, "TH") if row is not None else None
        if node is not None:
            node.id, node.scope = ids[index], "Column"
        cells.append(set_cell(column.heading, grid.theme.table_header, grid.span(index, index), node, Align.CENTER, stacker))
    height = row_height(cells, grid.theme)
    return RowStrip(grid=grid, cells=tuple(cells), height=height, fill=grid.theme.header_fill, centred=True)


def _group(table: Table, group: RowGroup, top: Top, body: StructNode, column_ids: Sequence[str]) -> Iterator[Strip]:
    """Band and rows."""
    band_id = ""
    if group.label:
        node = child(child(body, "TR"), "TH")
        band_id = top.stacker.fresh_id()
        node.id, node.scope, node.col_span = band_id, "Both", top.grid.count
        yield replace(band_strip(group.label, top.grid, node, top.stacker), header=top.header)
    for index, row in enumerate(group.rows):
        strip = _row(table, row, top, child(body, "TR"), column_ids, band_id)
        yield replace(strip, keep=True) if index == 0 and group.label else strip


def _side_group(table: Table, group: RowGroup, top: Top, body: StructNode, column_ids: Sequence[str]) -> Iterator[Strip]:
    """Rows beside their label, which is the first cell of the first of them; a label without rows gets an empty one."""
    rows = group.rows or ((Row("", (Cell(),) * len(table.columns)),) if group.label else ())
    if not rows:
        return
    first = child(body, "TR")
    node = child(first, "TH" if group.label else "TD")
    node.row_span = len(rows)
    if group.label:
        node.id, node.scope = top.stacker.fresh_id(), "Row"
    label = SideLabel(group.label, top.grid.left, top.grid.label, node, top.grid, top.stacker.theme)
    missing = upright(group.label, top.stacker.theme).missing
    style = top.stacker.theme.table_group
    top.stacker.typesetter.report(SetParagraph((), 0.0, missing), group.label, style)
    strips = (_row(table, row, top, child(body, "TR") if index else first, column_ids, node.id) for index, row in enumerate(rows))
    yield from beside_label(strips, label)


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
    axis = top.grid.axes[index]
    if len(blocks) == 1 and isinstance(first, Paragraph):
        if axis is not None and is_aligned(first):
            inner, placed = axis.space(first, space, top.stacker.theme)
            number = replace(first, align=placed, indent_em=0.0)
            return SetCell(space, tuple(top.stacker.paragraph(number, inner, node)), name)
        return SetCell(space, tuple(top.stacker.paragraph(first, space, node, align=align)), name)
    return SetCell(space, tuple(top.stacker.strips(blocks, space, node, align=align)), name)
