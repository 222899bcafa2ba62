"""Column widths settled once, as wishes in the blocks, so that PDF and Word show the same columns."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.blocks import Block, Document, Section, Table
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.placement import frame_of
from kaigi_docs.layout.table_widths import column_widths
from kaigi_docs.theme import Theme


def with_settled_widths(document: Document, theme: Theme) -> Document:
    """The document with a width in millimetres on every column of its tables (those inside cells and slots apart).

    A table whose wishes do not fit its section stays as it is: layout reports it.
    """
    return replace(document, sections=tuple(_section(section, theme) for section in document.sections))


def _section(section: Section, theme: Theme) -> Section:
    measure_pt = frame_of(section, theme).area.width
    return replace(section, blocks=tuple(_block(block, measure_pt, theme) for block in section.blocks))


def _block(block: Block, measure_pt: float, theme: Theme) -> Block:
    if not isinstance(block, Table) or all(column.width_mm is not None for column in block.columns):
        return block
    widths, squeezed = column_widths(block, measure_pt, theme)
    if squeezed:
        return block
    columns = (replace(column, width_mm=width / PT_PER_MM) for column, width in zip(block.columns, widths, strict=True))
    return replace(block, columns=tuple(columns))
