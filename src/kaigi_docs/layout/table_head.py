"""The header of a table: one row, or several where headings stand above those of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from kaigi_docs.blocks import Align, Cell, PlacedHead, Table
from kaigi_docs.layout.page import Rect, StructNode
from kaigi_docs.layout.placement import Placement, child
from kaigi_docs.layout.strips import EPSILON_PT, Strip, paint_stack, stack_height
from kaigi_docs.layout.table_rows import Grid, RowStrip, SetCell, row_height, set_cell

if TYPE_CHECKING:
    from kaigi_docs.layout.stack import Stacker


class HeadBox(NamedTuple):
    """A header cell as it stands, its element's identifier, and its content."""

    head: PlacedHead
    id: str
    level: int
    cell: SetCell

    @property
    def last_level(self) -> int:
        """The row that it ends in."""
        return self.level + self.head.rows - 1


class Head:
    """The header rows of a table, with the identifiers by which its cells name them."""

    def __init__(self, table: Table, grid: Grid, stacker: Stacker) -> None:
        """Sets nothing yet."""
        self._rows = [[(head, stacker.fresh_id()) for head in row] for row in table.head_rows()]
        self._grid, self._stacker = grid, stacker
        self._numbers = {column.key: number for number, column in enumerate(table.columns)}
        self._ids: list[list[str]] = [[] for _ in table.columns]
        for head, identifier in (each for row in self._rows for each in row):
            for column in range(head.column, head.column + head.span):
                self._ids[column].append(identifier)

    def __bool__(self) -> bool:
        """Whether there is a header at all."""
        return bool(self._rows)

    def ids_of(self, cell: Cell, column: int) -> tuple[str, ...]:
        """The identifiers of all header cells that name a cell beginning in a column, from the left and from the top."""
        columns = (self._numbers[key] for key in cell.named_by) if cell.named_by else range(column, column + cell.span)
        return tuple(dict.fromkeys(each for number in columns for each in self._ids[number]))

    def strip(self, parent: StructNode | None) -> Strip:
        """The header: with elements below the parent, or as an artifact where there is none."""
        top = child(parent, "THead") if parent is not None else None
        boxes = [box for level in range(len(self._rows)) for box in self._level(level, top)]
        if len(self._rows) == 1:
            cells = tuple(box.cell for box in boxes)
            height, fill = row_height(cells, self._grid.theme), self._grid.theme.header_fill
            return RowStrip(grid=self._grid, cells=cells, height=height, fill=fill, centred=True)
        edges = self._edges(boxes)
        return HeadStrip(grid=self._grid, boxes=tuple(boxes), edges=edges, height=edges[-1])

    def _level(self, level: int, top: StructNode | None) -> list[HeadBox]:
        """The header cells that begin in a row, as elements of that row."""
        row = child(top, "TR") if top is not None else None
        if row is not None and self._grid.label and level == 0:
            child(row, "TD").row_span = len(self._rows)
        return [HeadBox(head, identifier, level, self._cell(head, identifier, row)) for head, identifier in self._rows[level]]

    def _cell(self, head: PlacedHead, identifier: str, row: StructNode | None) -> SetCell:
        node = child(row, "TH") if row is not None else None
        if node is not None:
            node.id, node.scope, node.col_span, node.row_span = identifier, "Column", head.span, head.rows
        space = self._grid.span(head.column, head.column + head.span - 1)
        cell = set_cell(head.runs, self._grid.theme.table_header, space, node, Align.CENTER, self._stacker)
        return cell._replace(column=head.column, span=head.span)

    def _edges(self, boxes: Sequence[HeadBox]) -> tuple[float, ...]:
        """The top of each row and the bottom of the last: a cell over several rows makes its last one higher."""
        heights = [0.0] * len(self._rows)
        for last in range(len(heights)):
            for box in (each for each in boxes if each.last_level == last):
                above = sum(heights[box.level : last])
                heights[last] = max(heights[last], row_height((box.cell,), self._grid.theme) - above)
        return tuple(accumulate(heights, initial=0.0))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HeadStrip(Strip):
    """Several header rows.

    Attributes:
        grid: the columns.
        boxes: the header cells in reading order.
        edges: tops of the rows and the bottom of the last, from the strip's top.
    """

    grid: Grid
    boxes: tuple[HeadBox, ...]
    edges: tuple[float, ...]

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip; the box of each cell is its own, without padding."""
        theme, columns = self.grid.theme, self.grid.edges
        whole = Rect(left + self.grid.left, top, left + columns[-1], top + self.height)
        placement.fill(self.grid, whole, theme.header_fill)
        layer = placement.grid(self.grid)
        layer.add_row(whole, (left + columns[0],) if self.grid.label else (), theme.rule_pt, theme.rule_colour)
        for each in self.boxes:
            last = each.head.column + each.head.span
            above, below = self.edges[each.level], self.edges[each.last_level + 1]
            rect = Rect(left + columns[each.head.column], top + above, left + columns[last], top + below)
            layer.add_cell(rect, whole, theme.rule_pt, theme.rule_colour)
            _paint_centred(each.cell, rect, left, placement)


def _paint_centred(cell: SetCell, rect: Rect, left: float, placement: Placement) -> None:
    """The content of a header cell in the middle of its height."""
    pad = placement.theme.cell_padding_pt[1]
    room = Rect(left + cell.space.x, rect.y0 + pad, left + cell.space.x + cell.space.width, rect.y1 - pad)
    spare = max(0.0, room.height - stack_height(cell.strips)) / 2
    paint_stack(cell.strips, placement, left, room.y0 + (spare if spare > EPSILON_PT else 0.0), room)
