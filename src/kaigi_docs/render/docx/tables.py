"""Tables: one Word table per group of rows, so that column heads and the group's label stand on every page.

Short groups stand in one table under one row of heads, each kept on one page, so that no label need be repeated.

Limit: the label is a band over all columns also where the theme has it at the side. Word does not repeat a merged cell's text on
the next page, and LibreOffice cuts off rows with vertical text that are higher than the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from kaigi_docs.blocks import Align, Cell, Column, Field, FieldKind, Paragraph, ParagraphStyle, Row, RowGroup, Run, Table, text_of
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import mm_twips, twips
from kaigi_docs.render.docx.markup import Xml, joined, w, when
from kaigi_docs.render.docx.paragraphs import caption_xml, empty_paragraph, field_paragraph_xml, note_xml
from kaigi_docs.render.docx.runs import runs_xml
from kaigi_docs.render.docx.story import BlockWriter, Frame, Story
from kaigi_docs.render.docx.styles import (
    ANSWER_BOX,
    MATERIAL_TABLE,
    PARAGRAPH_STYLE_IDS,
    TABLE_GROUP,
    TABLE_HEADER,
    NamedStyle,
    colour,
)
from kaigi_docs.render.docx.table_decimals import DecimalAxis, axis_of, decimal_paragraph, is_aligned
from kaigi_docs.render.docx.widths import column_widths, line_ems

_WHOLE_ROW_SHARE = 1 / 3  # of the page; a row that may be higher is allowed to break, as in the PDF
_LONGEST_TITLE = 255


def write_table(table: Table, frame: Frame, story: Story, ledger: Ledger, write_blocks: BlockWriter) -> None:
    """Adds caption, tables and notes to the story."""
    if table.caption:
        story.paragraph(caption_xml(table.caption, frame, ledger))
    if table.columns:
        writer = TableWriter(table, frame, ledger, write_blocks)
        groups = table.groups or (RowGroup("", (), ()),)
        for each in (groups,) if table.short_groups else ((group,) for group in groups):
            story.table(writer.together(each))
    for note in table.notes:
        story.paragraph(note_xml(note, frame, ledger))


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


def cell_xml(width: int, content: Xml, span: int = 1, fill: str = "", centred: bool = False) -> Xml:
    """A cell; `fill` is a theme colour."""
    properties = joined(
        w("tcW", w=width, type="dxa"),
        when(span > 1, w("gridSpan", val=span)),
        when(bool(fill), w("shd", val="clear", color="auto", fill=colour(fill))),
        when(centred, w("vAlign", val="center")),
    )
    return w("tc", w("tcPr", properties), content)


def answer_box(field: Field, frame: Frame, ledger: Ledger) -> Xml:
    """A bordered space to write in, at least as high as the field, in the small type of cells; it grows with what is typed."""
    width = frame.free if field.width_mm is None else min(frame.free, mm_twips(field.width_mm))
    inside = Frame(width - 2 * twips(ledger.theme.cell_padding_pt[0]), frame.height, in_cell=True, keep_next=frame.keep_next)
    cell = cell_xml(width, field_paragraph_xml(field, inside, ledger))
    height = w("trHeight", val=mm_twips(field.height_mm), hRule="atLeast")
    return table_xml(ANSWER_BOX, [width], frame.left, [w("tr", w("trPr", w("cantSplit"), height), cell)], field.label)


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
        self._head = self._head_row()

    def _axis(self, position: int) -> DecimalAxis | None:
        if self._table.columns[position].align is not Align.DECIMAL:
            return None
        cells = (row.cells[position] for group in self._table.groups for row in group.rows)
        return axis_of(cells, self._ledger.theme.quarter_space_em)

    def _cell_frame(self, column: Column, width: int) -> Frame:
        inside = max(1, width - 2 * twips(self._ledger.theme.cell_padding_pt[0]))
        return Frame(inside, self._frame.height, align=column.align, in_cell=True, row_header=column.row_header)

    def together(self, groups: Sequence[RowGroup]) -> Xml:
        """A Word table: the repeated rows, then the rows of the groups; the label of the only group is repeated, too."""
        title = text_of(self._table.caption)
        rows = (row for group in groups for row in self._group(group, alone=len(groups) == 1))
        return table_xml(MATERIAL_TABLE, self._widths, self._frame.left, [self._head, *rows], title)

    def _group(self, group: RowGroup, *, alone: bool) -> Iterator[Xml]:
        """The rows of a group; beside others on the page of its label."""
        if group.label:
            yield self._band(group.label, repeated=alone)
        for row in group.rows:
            yield self._row(row, kept=not alone and row is not group.rows[-1])

    def _head_row(self) -> Xml:
        style = self._ledger.styles[TABLE_HEADER]
        fill = self._ledger.theme.header_fill
        headings = [(width, column.heading) for width, column in zip(self._widths, self._table.columns, strict=True)]
        cells = (cell_xml(width, self._paragraph(style, runs), fill=fill, centred=True) for width, runs in headings)
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)

    def _band(self, label: tuple[Run, ...], *, repeated: bool) -> Xml:
        content = self._paragraph(self._ledger.styles[TABLE_GROUP], label, kept=not repeated)
        cell = cell_xml(sum(self._widths), content, len(self._widths), self._ledger.theme.group_fill, centred=True)
        return w("tr", w("trPr", w("cantSplit"), when(repeated, w("tblHeader"))), cell)

    def _paragraph(self, style: NamedStyle, runs: tuple[Run, ...], *, kept: bool = False) -> Xml:
        properties = w("pPr", w("pStyle", val=style.id), when(kept, w("keepNext")))
        return w("p", properties, runs_xml(runs, style, self._ledger))

    def _row(self, row: Row, *, kept: bool) -> Xml:
        frames = [replace(frame, keep_next=kept) for frame in self._cell_frames]
        columns = list(zip(row.cells, self._widths, frames, self._axes, strict=True))
        least = max((_answer_height(cell) for cell in row.cells), default=0)
        padded = least + 2 * twips(self._ledger.theme.cell_padding_pt[1]) if least else 0
        properties = joined(
            when(self._stays_whole(row, least), w("cantSplit")),
            when(padded > 0, w("trHeight", val=padded, hRule="atLeast")),
        )
        cells = (cell_xml(width, self._content(cell, frame, axis)) for cell, width, frame, axis in columns)
        return w("tr", when(bool(properties), w("trPr", properties)), *cells)

    def _content(self, cell: Cell, frame: Frame, axis: DecimalAxis | None) -> Xml:
        first = cell.blocks[0] if len(cell.blocks) == 1 else None
        if axis is not None and isinstance(first, Paragraph) and is_aligned(first):
            return decimal_paragraph(first, axis, frame, self._ledger)
        if not cell.blocks:
            return empty_paragraph(self._ledger.styles[PARAGRAPH_STYLE_IDS[ParagraphStyle.CELL]])
        story = Story()
        self._write_blocks(cell.blocks, frame, story, self._ledger)
        return story.xml()

    def _stays_whole(self, row: Row, least: int) -> bool:
        """Whether the row is surely lower than a good part of the page, by its longest cell."""
        look = self._ledger.theme.paragraphs[ParagraphStyle.CELL]
        em, line = twips(look.size_pt), twips(look.size_pt * look.leading)
        lines = max((_lines(cell, frame.width / em) for cell, frame in zip(row.cells, self._cell_frames, strict=True)), default=0)
        return max(lines * line, least) <= _WHOLE_ROW_SHARE * self._frame.height


def _lines(cell: Cell, width_em: float) -> int:
    return sum(ceil(max(1.0, ems) / max(1.0, width_em)) for ems in line_ems(cell))


def _answer_height(cell: Cell) -> int:
    """What the spaces to write in need, in twips."""
    return sum(mm_twips(block.height_mm) for block in cell.blocks if isinstance(block, Field) and block.kind is FieldKind.TEXT)
