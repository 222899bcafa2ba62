"""What a material says in reading order: as its blocks have it, and as its laid-out structure has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from kaigi_docs.blocks import (
    Anchor,
    Block,
    Document,
    Field,
    Heading,
    Inline,
    KeyValue,
    List,
    Note,
    Paragraph,
    Run,
    Slot,
    Table,
)
from kaigi_docs.findings import Location
from kaigi_docs.layout.page import Content, LaidOut, StructNode, TextRun
from kaigi_docs.proof.units import solid

KEY_VALUE_COLON = "："


class Piece(NamedTuple):
    """Characters that stand together.

    Attributes:
        text: without blanks and line feeds.
        source: the cell or line that they came from.
        is_label: a printed number or mark, which Word may make itself.
        is_reading: printed above the text.
    """

    text: str
    source: Location | None = None
    is_label: bool = False
    is_reading: bool = False


def document_pieces(document: Document) -> Iterator[Piece]:
    """The text of all blocks in reading order; pieces without text are left out."""
    return (piece for piece in _of_blocks(document.blocks()) if piece.text)


def laid_out_pieces(part: LaidOut) -> Iterator[Piece]:
    """The text that the structure of a laid-out material reads, element by element."""
    for content in tagged_contents(part.struct):
        for mark in content.marks:
            if isinstance(mark, TextRun):
                yield Piece(solid(mark.text), mark.source)


def tagged_contents(node: StructNode) -> Iterator[Content]:
    """The contents of an element and of those below it, in reading order."""
    for kid in node.kids:
        if isinstance(kid, StructNode):
            yield from tagged_contents(kid)
        else:
            yield kid.content


def _of_blocks(blocks: Iterable[Block]) -> Iterator[Piece]:
    for block in blocks:
        yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Piece]:
    match block:
        case Paragraph():
            yield from _of_inlines(block.runs)
        case Heading() | Note():
            yield Piece(solid(block.label), is_label=True)
            yield from _of_inlines(block.runs)
        case List():
            for item in block.items:
                yield Piece(solid(item.label), is_label=True)
                yield from _of_blocks(item.content)
        case KeyValue():
            for row in block.rows:
                yield from _of_inlines((row.label,))
                yield Piece(KEY_VALUE_COLON, is_label=True)
                yield from _of_inlines(row.value)
        case Field():
            yield from _of_inlines((block,))
        case Slot():
            yield from _of_blocks(block.content)
        case Table():
            yield from _of_table(block)
        case Anchor():
            return
        case _:
            assert_never(block)


def _of_table(table: Table) -> Iterator[Piece]:
    yield from _of_inlines(table.caption)
    for column in table.columns:
        yield from _of_inlines(column.heading)
    for group in table.groups:
        yield from _of_inlines(group.label)
        for row in group.rows:
            for cell in row.cells:
                yield from _of_blocks(cell.blocks)
    yield from _of_blocks(table.notes)


def _of_inlines(inlines: Iterable[Inline]) -> Iterator[Piece]:
    """Runs, each followed by its reading; an answer space by what is printed in it."""
    for inline in inlines:
        run = inline if isinstance(inline, Run) else inline.value
        if run is None:
            continue
        base, *below = run.text.split("\n")
        yield Piece(solid(base), run.source)
        if run.ruby:
            yield Piece(solid(run.ruby), run.source, is_reading=True)
        yield Piece(solid("".join(below)), run.source)
