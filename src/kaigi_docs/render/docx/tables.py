"""Tables: one Word table per group of rows, so that column heads and the group's label stand on every page.

Short groups stand in one table under one row of heads, each kept on one page, so that no label need be repeated.

Limit: the label is a band over all columns also where the theme has it at the side. Word does not repeat a merged cell's text on
the next page, and LibreOffice cuts off rows with vertical text that are higher than the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import zip_longest
from math import ceil
from typing import NamedTuple

from kaigi_docs.blocks import (
    Align,
    Cell,
    CellLook,
    Column,
    Field,
    FieldKind,
    Note,
    Paragraph,
    ParagraphStyle,
    PlacedHead,
    Row,
    RowGroup,
    Run,
    Table,
    text_of,
)
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import mm_twips, twips
from kaigi_docs.render.docx.markup import Xml, joined, w, when
from kaigi_docs.render.docx.paragraphs import caption_xml, empty_paragraph, note_xml
from kaigi_docs.render.docx.runs import runs_xml
from kaigi_docs.render.docx.story import BlockWriter, Frame, Story
from kaigi_docs.render.docx.styles import (
    MATERIAL_TABLE,
    PARAGRAPH_STYLE_IDS,
    TABLE_GROUP,
    TABLE_HEADER,
    NamedStyle,
    colour,
)
from kaigi_docs.render.docx.table_decimals import DecimalAxis, axis_of, decimal_paragraph, is_aligned
from kaigi_docs.render.docx.widths import column_widths, line_ems

_WHOLE_SHARE = 1 / 3  # of the page; a row or table that may be higher is allowed to break, as in the PDF
_LONGEST_TITLE = 255


def write_table(table: Table, frame: Frame, story: Story, ledger: Ledger, write_blocks: BlockWriter) -> None:
    """Adds caption, tables and notes to the story."""
    if table.caption:
        story.paragraph(caption_xml(table.caption, frame, ledger))
    if table.columns:
        writer = TableWriter(table, frame, ledger, write_blocks)
        groups = table.groups or (RowGroup("", (), ()),)
        for each in [groups] if table.short_groups else [(group,) for group in groups]:
            story.table(writer.together(each, tied=each[-1] is groups[-1] and (frame.keep_next or bool(table.notes))))
    write_notes(table.notes, frame, story, ledger)


def write_notes(notes: Sequence[Note], frame: Frame, story: Story, ledger: Ledger) -> None:
    """Adds remarks and sources, which stay on one page."""
    for note, below in zip_longest(notes, notes[1:]):
        story.paragraph(note_xml(note, replace(frame, keep_next=frame.keep_next or below is not None), ledger))


def table_xml(style_id: str, widths: Sequence[int], left: int, rows: Sequence[Xml], title: str = "", align: str = "") -> Xml:
    """A table of fixed widths in twips; its grid is written too, for LibreOffice reads no other."""
    properties = w(
        "tblPr",
        w("tblStyle", val=style_id),
        w("tblW", w=sum(widths), type="dxa"),
        when(bool(align), w("jc", val=align)),
        w("tblInd", w=left, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0000", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        when(bool(title), w("tblCaption", val=title[:_LONGEST_TITLE])),
    )
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)), *rows)


class Merge(StrEnum):
    """How a cell is joined with those above and below it."""

    NONE = ""
    BEGIN = "restart"
    GO_ON = "continue"


class CellFrame(NamedTuple):
    """A heavy frame around a cell."""

    width_pt: float
    colour: str


def cell_xml(
    width: int,
    content: Xml,
    span: int = 1,
    fill: str = "",
    centred: bool = False,
    merge: Merge = Merge.NONE,
    framed: CellFrame | None = None,
) -> Xml:
    """A cell; `fill` is a theme colour."""
    properties = joined(
        w("tcW", w=width, type="dxa"),
        when(span > 1, w("gridSpan", val=span)),
        when(bool(merge), w("vMerge", val=merge.value)),
        when(framed is not None, _borders(framed) if framed is not None else Xml("")),
        when(bool(fill), w("shd", val="clear", color="auto", fill=colour(fill))),
        when(centred, w("vAlign", val="center")),
    )
    return w("tc", w("tcPr", properties), content)


def _borders(frame: CellFrame) -> Xml:
    size = round(frame.width_pt * 8)
    sides = (w(side, val="single", sz=size, space=0, color=colour(frame.colour)) for side in ("top", "left", "bottom", "right"))
    return w("tcBorders", *sides)


class TableWriter:
    """The rows of one table."""

    def __init__(self, table: Table, frame: Frame, ledger: Ledger, write_blocks: BlockWriter) -> None:
        """Settles the widths of the columns."""
        self._table = table
        self._frame = frame
        self._ledger = ledger
        self._write_blocks = write_blocks
        self._widths = column_widths(table, frame.free, ledger.theme)
        self._cell_frames = [self._cell_frame(column, width) for column, width in zip(table.columns, self._widths, strict=True)]
        self._axes = [self._axis(position) for position in range(len(table.columns))]
        self._head = self._head_rows()

    def _axis(self, position: int) -> DecimalAxis | None:
        if self._table.columns[position].align is not Align.DECIMAL:
            return None
        cells = (row.by_column()[position] for group in self._table.groups for row in group.rows)
        return axis_of(cells, self._ledger.theme.quarter_space_em)

    def _cell_frame(self, column: Column, width: int) -> Frame:
        inside = max(1, width - 2 * twips(self._ledger.theme.cell_padding_pt[0]))
        return Frame(inside, self._frame.height, align=column.align, in_cell=True, row_header=column.row_header)

    def together(self, groups: Sequence[RowGroup], *, tied: bool) -> Xml:
        """A Word table: the repeated rows, then the rows of the groups; the label of the only group is repeated, too.

        Args:
            groups: of the table.
            tied: whether the last row stays with what follows; a low table stays whole besides.
        """
        title, low, alone = text_of(self._table.caption), self._is_low(groups), len(groups) == 1
        rows = list(self._head)
        for group, below in zip_longest(groups, groups[1:]):
            if group.label:
                rows.append(self._band(group.label, repeated=alone))
            rows += self._rows(group.rows, together=low or not alone, tied=low if below is not None else tied)
        return table_xml(MATERIAL_TABLE, self._widths, self._frame.left, rows, title)

    def _rows(self, rows: Sequence[Row], *, together: bool, tied: bool) -> Iterator[Xml]:
        for row, below in zip_longest(rows, rows[1:]):
            yield self._row(row, below, kept=together if below is not None else tied)

    def _is_low(self, groups: Sequence[RowGroup]) -> bool:
        """Whether the rows of the groups are surely lower together than a good part of the page."""
        rows = [row for group in groups for row in group.rows]
        if len(rows) * self._line() > _WHOLE_SHARE * self._frame.height:
            return False
        lines = len(self._head) + sum(1 for group in groups if group.label)
        return lines * (self._line() + self._padding()) + sum(map(self._height, rows)) <= _WHOLE_SHARE * self._frame.height

    def _head_rows(self) -> list[Xml]:
        """The header rows; one without any text where no column has a heading, as Word tables begin with a head."""
        plain = tuple(PlacedHead(column.heading, at) for at, column in enumerate(self._table.columns))
        levels = self._table.head_rows() or (plain,)
        return [self._head_row(level, levels) for level in range(len(levels))]

    def _head_row(self, level: int, levels: tuple[tuple[PlacedHead, ...], ...]) -> Xml:
        """A header row: the cells that begin in it, and the lower parts of those that reach down into it."""
        above = enumerate(levels[:level])
        reaching = [(head, Merge.GO_ON) for number, row in above for head in row if number + head.rows > level]
        own = [(head, Merge.BEGIN if head.rows > 1 else Merge.NONE) for head in levels[level]]
        cells = (self._head_cell(head, merge) for head, merge in sorted([*reaching, *own], key=lambda each: each[0].column))
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)

    def _head_cell(self, head: PlacedHead, merge: Merge) -> Xml:
        style = self._ledger.styles[TABLE_HEADER]
        content = self._paragraph(style, () if merge is Merge.GO_ON else head.runs)
        fill = self._ledger.theme.header_fill
        return cell_xml(self._width(head.column, head.span), content, head.span, fill, centred=True, merge=merge)

    def _width(self, column: int, span: int) -> int:
        return sum(self._widths[column : column + span])

    def _band(self, label: tuple[Run, ...], *, repeated: bool) -> Xml:
        content = self._paragraph(self._ledger.styles[TABLE_GROUP], label, kept=not repeated)
        cell = cell_xml(sum(self._widths), content, len(self._widths), self._ledger.theme.group_fill, centred=True)
        return w("tr", w("trPr", w("cantSplit"), when(repeated, w("tblHeader"))), cell)

    def _paragraph(self, style: NamedStyle, runs: tuple[Run, ...], *, kept: bool = False) -> Xml:
        properties = w("pPr", w("pStyle", val=style.id), when(kept, w("keepNext")))
        return w("p", properties, runs_xml(runs, style, self._ledger))

    def _row(self, row: Row, below: Row | None, *, kept: bool) -> Xml:
        least = max((_answer_height(cell) for cell in row.cells), default=0)
        padded = least + self._padding() if least else 0
        properties = joined(
            when(self._height(row) <= _WHOLE_SHARE * self._frame.height, w("cantSplit")),
            when(padded > 0, w("trHeight", val=padded, hRule="atLeast")),
        )
        joined_below = {at for at, cell in below.placed() if cell.continued} if below is not None else set()
        cells = (self._cell(at, cell, goes_on=at in joined_below, kept=kept) for at, cell in row.placed())
        return w("tr", when(bool(properties), w("trPr", properties)), *cells)

    def _cell(self, at: int, cell: Cell, *, goes_on: bool, kept: bool) -> Xml:
        """A cell of a row; `goes_on` tells whether it reaches down into the next one, `kept` whether that stays on its page."""
        theme = self._ledger.theme
        merge = Merge.GO_ON if cell.continued else Merge.BEGIN if goes_on else Merge.NONE
        framed = CellFrame(theme.bar_frame_pt, theme.bar_colour) if cell.look is not CellLook.PLAIN else None
        fill = theme.bar_fill if cell.look is CellLook.FILLED else ""
        frame = replace(self._frame_of(at, cell), keep_next=kept)
        content = self._content(cell, frame, self._axes[at] if cell.span == 1 else None)
        return cell_xml(self._width(at, cell.span), content, cell.span, fill, merge=merge, framed=framed)

    def _frame_of(self, at: int, cell: Cell) -> Frame:
        return self._cell_frames[at] if cell.span == 1 else self._cell_frame(self._table.columns[at], self._width(at, cell.span))

    def _content(self, cell: Cell, frame: Frame, axis: DecimalAxis | None) -> Xml:
        first = cell.blocks[0] if len(cell.blocks) == 1 else None
        if axis is not None and isinstance(first, Paragraph) and is_aligned(first):
            return decimal_paragraph(first, axis, frame, self._ledger)
        if not cell.blocks:
            return empty_paragraph(self._ledger.styles[PARAGRAPH_STYLE_IDS[ParagraphStyle.CELL]])
        story = Story()
        self._write_blocks(cell.blocks, frame, story, self._ledger)
        return story.xml()

    def _line(self) -> int:
        """The height of a line, in twips."""
        look = self._ledger.theme.paragraphs[ParagraphStyle.CELL]
        return twips(look.size_pt * look.leading)

    def _padding(self) -> int:
        """The room above and below what stands in a row, in twips."""
        return 2 * twips(self._ledger.theme.cell_padding_pt[1])

    def _height(self, row: Row) -> int:
        """What the row needs about, in twips: by its longest cell, or what is to be written in it."""
        em = twips(self._ledger.theme.paragraphs[ParagraphStyle.CELL].size_pt)
        lines = max((_lines(cell, self._frame_of(at, cell).width / em) for at, cell in row.placed()), default=0)
        return max(lines * self._line(), *(_answer_height(cell) for cell in row.cells), 0) + self._padding()


def _lines(cell: Cell, width_em: float) -> int:
    return sum(ceil(max(1.0, ems) / max(1.0, width_em)) for ems in line_ems(cell))


def _answer_height(cell: Cell) -> int:
    """What the spaces to write in need, in twips."""
    return sum(mm_twips(block.height_mm) for block in cell.blocks if isinstance(block, Field) and block.kind is FieldKind.TEXT)
