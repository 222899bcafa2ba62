"""Column widths settled once, as wishes in the blocks, so that PDF and Word show the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kaigi_docs.blocks import Block, Document, ForeignPages, Section, Table
from kaigi_docs.findings import Findings
from kaigi_docs.layout.flow import WASTE_LIMIT
from kaigi_docs.layout.page import PT_PER_MM, StructNode
from kaigi_docs.layout.placement import frame_of
from kaigi_docs.layout.stack import Stacker
from kaigi_docs.layout.strips import Space, stack_height
from kaigi_docs.layout.table_labels import table_widths
from kaigi_docs.layout.table_pages import PageRoom
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.theme import Theme

# Blocks above a table that are set on trial to know where it begins.
MOST_ABOVE = 20


def with_settled_widths(document: Document, theme: Theme) -> Document:
    """The document with a width in millimetres on every column of its tables (those inside cells and slots apart).

    A table whose wishes do not fit its section stays as it is: layout reports it.
    """
    return replace(document, sections=tuple(_section(section, theme) for section in document.sections))


def _section(section: Section, theme: Theme) -> Section:
    area = frame_of(section, theme).area
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Table) and any(column.width_mm is None for column in block.columns):
            page = PageRoom(area.height, WASTE_LIMIT, _above(blocks, area.width, theme))
            blocks.append(_settled(block, area.width, page, theme))
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))


def _above(before: Sequence[Block], measure_pt: float, theme: Theme) -> float:
    """The height of what stands above the section's first table; of a later one nobody knows before layout."""
    if len(before) > MOST_ABOVE or any(isinstance(block, Table | ForeignPages) for block in before):
        return 0.0
    stacker = Stacker(Typesetter(theme, Findings()))
    return stack_height(tuple(stacker.strips(before, Space(0.0, measure_pt), StructNode("Sect"))))


def _settled(table: Table, measure_pt: float, page: PageRoom, theme: Theme) -> Table:
    found = table_widths(table, measure_pt, theme, page)
    if found.squeezed:
        return table
    columns = (replace(column, width_mm=width / PT_PER_MM) for column, width in zip(table.columns, found.columns, strict=True))
    return replace(table, columns=tuple(columns))
