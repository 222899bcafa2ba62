"""A letter's blocks -> plain text for a mail: lines end at the right or stand in the middle by full-width spaces.

A table is told row by row: the cells that name the row and the one behind them on one line, each further cell on lines of its
own.

Limits: charts, answer spaces and slots have no plain text; letters hold none of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Block,
    Document,
    Heading,
    KeyValue,
    List,
    ListItem,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    Table,
    text_of,
)
from kaigi_docs.japanese.width import width_in_cells

LINE_CELLS = 70
"""35 full-width characters, what mail programs show without breaking the line."""
INDENT = "　"


def render_text(document: Document) -> bytes:
    """The text as a file that Windows' own editor opens: UTF-8 with its mark, lines ended by CR LF.

    Raises:
        ValueError: the document holds a block that has no plain text.
    """
    lines = [f"【{mark}】" for mark in document.marks]
    lines += (line for block in document.blocks() for line in _lines(block))
    return "\r\n".join((*lines, "")).encode("utf-8-sig")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _paragraph(block)
        case Heading():
            yield f"{block.label}　{text_of(block.runs)}".strip("　")
        case Note():
            yield from f"{block.label}　{text_of(block.runs)}".split("\n")
        case List():
            for item in block.items:
                yield from _item(item)
        case KeyValue():
            for row in block.rows:
                yield f"{row.label.text}：{text_of(row.value)}"
        case Table():
            yield from _table(block)
        case Anchor():
            return
        case _:
            raise ValueError(f"{type(block).__name__} has no plain text")


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    text = text_of(paragraph.runs)
    if paragraph.align is Align.START:
        indent = INDENT if paragraph.style is ParagraphStyle.BODY else ""
        yield from f"{indent}{text}".split("\n")
        return
    for line in text.split("\n"):
        space = max(LINE_CELLS - width_in_cells(line), 0) / 2
        yield INDENT * math.floor(space if paragraph.align is Align.END else space / 2) + line


def _item(item: ListItem) -> Iterator[str]:
    """The label before the first line of its content, the rest indented."""
    lines = [line for block in item.content for line in _lines(block)]
    yield f"{item.label}　{lines[0] if lines else ''}"
    yield from (INDENT + line for line in lines[1:])


def _table(table: Table) -> Iterator[str]:
    """Caption and headings, then each group between blank lines."""
    yield from ("", *text_of(table.caption).split("\n")) if table.caption else ("",)
    for heads in table.head_rows():
        yield INDENT.join(text_of(head.runs).replace("\n", "") for head in heads)
    names = sum(column.row_header for column in table.columns)
    for group in table.groups:
        yield from ("", *text_of(group.label).split("\n")) if group.label else ("",)
        for row in group.rows:
            yield from _row(row, names)
    for note in table.notes:
        yield from _lines(note)


def _row(row: Row, names: int) -> Iterator[str]:
    """The cells that name the row and the next one, joined; the others indented below."""
    cells = [[line for block in cell.blocks for line in _lines(block)] for cell in row.cells]
    first, others = cells[: names + 1], cells[names + 1 :]
    yield INDENT.join("".join(lines) for lines in first)
    yield from (INDENT + line for lines in others for line in lines)
