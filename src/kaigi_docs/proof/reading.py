"""What a material says in reading order: as its blocks have it, and as its laid-out structure has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple, assert_never

from kaigi_docs.blocks import (
    Anchor,
    Block,
    Chart,
    ChartTable,
    Document,
    Field,
    ForeignPages,
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
from kaigi_docs.charts import value_tables
from kaigi_docs.findings import Location
from kaigi_docs.layout.page import Content, ContentRef, LaidOut, StructNode, TextRun
from kaigi_docs.proof.units import solid

KEY_VALUE_COLON = "："
ANSWER_SPACE = "\ufffc"


class Piece(NamedTuple):
    """Characters that stand together.

    Attributes:
        text: without blanks and line feeds.
        source: the cell or line that they came from.
        is_label: a printed number or mark, which Word may make itself.
        is_reading: printed above the text.
        typed: the same with its blanks and line feeds; ANSWER_SPACE alone stands for an answer space; empty for a piece of
            layout's, or where it is the same.
        begins: whether a text begins here; else the piece goes on in the lines of the one before it.
        has_reading: whether a reading stands above all of it, so that it is not divided (JLREQ 3.1.10, group ruby).
    """

    text: str
    source: Location | None = None
    is_label: bool = False
    is_reading: bool = False
    typed: str = ""
    begins: bool = True
    has_reading: bool = False


def document_pieces(document: Document) -> Iterator[Piece]:
    """The text of all blocks in reading order; pieces without text are left out."""
    return (piece for piece in typed_pieces(document) if piece.text)


def typed_pieces(document: Document) -> Iterator[Piece]:
    """The same with the pieces that hold nothing but blanks and line feeds, and with the answer spaces."""
    return _of_blocks(document.blocks())


def laid_out_pieces(part: LaidOut) -> Iterator[Piece]:
    """The text that the structure of a laid-out material reads, element by element; texts in figures are left out."""
    for reference in tagged_references(part.struct, figures=False):
        for mark in reference.content.marks:
            if isinstance(mark, TextRun):
                yield Piece(solid(mark.text), mark.source)


def tagged_contents(node: StructNode) -> Iterator[Content]:
    """The contents of an element and of those below it, in reading order."""
    return (reference.content for reference in tagged_references(node, figures=True))


def figure_contents(node: StructNode) -> Iterator[Content]:
    """Those of figures."""
    for kid in node.kids:
        if isinstance(kid, StructNode):
            yield from tagged_contents(kid) if kid.role == "Figure" else figure_contents(kid)


def tagged_references(node: StructNode, *, figures: bool) -> Iterator[ContentRef]:
    """The contents with their pages, with or without those of figures."""
    for kid in node.kids:
        if not isinstance(kid, StructNode):
            yield kid
        elif figures or kid.role != "Figure":
            yield from tagged_references(kid, figures=figures)


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
        case Chart():
            yield from _of_chart(block)
        case Anchor() | ForeignPages():
            return
        case _:
            assert_never(block)


def _of_chart(chart: Chart) -> Iterator[Piece]:
    """Title, values and notes; what the drawing says is looked at apart. Heads of a second table are labels: Word has one."""
    yield from _of_inlines(chart.title)
    first, *more = value_tables(chart) if chart.table is not ChartTable.NONE else (None,)
    if first is not None:
        yield from _of_table(first)
    for table in more:
        yield from (piece._replace(is_label=True) for column in table.columns for piece in _of_inlines(column.heading))
        yield from _of_table(replace(table, columns=()))
    yield from _of_blocks(chart.notes)


def _of_table(table: Table) -> Iterator[Piece]:
    yield from _of_inlines(table.caption)
    for head in (each for row in table.head_rows() for each in row):
        yield from _of_inlines(head.runs)
    for group in table.groups:
        yield from _of_inlines(group.label)
        for row in group.rows:
            for cell in row.cells:
                yield from _of_blocks(cell.blocks)
    yield from _of_blocks(table.notes)


def _of_inlines(inlines: Iterable[Inline]) -> Iterator[Piece]:
    """Runs, each followed by its reading; an answer space by what is printed in it, which is a text of its own."""
    begins = True
    for inline in inlines:
        if isinstance(inline, Run):
            yield from _of_run(inline, begins)
        else:
            yield Piece("", typed=ANSWER_SPACE, begins=begins)
            if inline.value is not None:
                yield from _of_run(inline.value, begins=True)
                yield Piece("", typed=ANSWER_SPACE, begins=False)
        begins = False


def _of_run(run: Run, begins: bool) -> Iterator[Piece]:
    if not run.ruby:
        yield Piece(solid(run.text), run.source, typed=run.text, begins=begins)
        return
    base, feed, below = run.text.partition("\n")
    yield Piece(solid(base), run.source, typed=base, begins=begins, has_reading=True)
    yield Piece(solid(run.ruby), run.source, is_reading=True)
    yield Piece(solid(below), run.source, typed=feed + below, begins=False)
