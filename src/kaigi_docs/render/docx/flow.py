"""Blocks to paragraphs and tables, in order; lists and slots go deeper by the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Block,
    Chart,
    Field,
    FieldKind,
    ForeignPages,
    Heading,
    KeyValue,
    List,
    ListItem,
    ListKind,
    Note,
    Paragraph,
    ParagraphStyle,
    Slot,
    Table,
)
from kaigi_docs.render.docx.answer_rows import answer_box, choice_row, choices_of
from kaigi_docs.render.docx.chart import write_chart
from kaigi_docs.render.docx.foreign import write_foreign_pages
from kaigi_docs.render.docx.key_values import key_value_xml
from kaigi_docs.render.docx.ledger import Ledger, anchor_name
from kaigi_docs.render.docx.lengths import label_em, twips
from kaigi_docs.render.docx.markup import Xml
from kaigi_docs.render.docx.numbering import LEVELS, LevelLook, label_shape
from kaigi_docs.render.docx.paragraphs import ItemLabel, field_paragraph_xml, heading_xml, note_xml, paragraph_xml
from kaigi_docs.render.docx.story import Frame, Story
from kaigi_docs.render.docx.tables import write_table


def write_blocks(blocks: Iterable[Block], frame: Frame, story: Story, ledger: Ledger) -> None:
    """Adds blocks to the story.

    Limit: a Slot gives its content and no fixed height, for Word lets text push what follows; it stays on one page.
    """
    shown = tuple(block for block in blocks if not (isinstance(block, Slot) and not block.content))
    for block, kept in _with_keeps(shown, frame):
        _write_block(block, replace(frame, keep_next=kept, whole=False), story, ledger)


def _with_keeps(blocks: Sequence[Block], frame: Frame) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it stays with the next one: in a slot, and where it belongs to a space to write in or a table."""
    for block, below in zip(blocks, (*blocks[1:], None), strict=False):
        yield block, frame.keep_next or (below is not None and (frame.whole or _belongs(block, below, frame)))


def _belongs(block: Block, below: Block, frame: Frame) -> bool:
    if isinstance(below, Table | Chart):
        return isinstance(block, Note | Slot)
    return isinstance(below, Field) and below.kind is FieldKind.TEXT and not frame.in_cell


def _write_block(block: Block, frame: Frame, story: Story, ledger: Ledger) -> None:
    match block:
        case Paragraph():
            _write_paragraph(block, frame, story, ledger)
        case Heading():
            story.paragraph(heading_xml(block, frame, ledger))
        case List():
            _write_list(block, frame, story, ledger)
        case Table():
            write_table(block, frame, story, ledger, write_blocks)
        case Chart():
            write_chart(block, frame, story, ledger, write_blocks)
        case Field():
            _write_field(block, frame, story, ledger)
        case KeyValue():
            _write_key_value(block, frame, story, ledger)
        case Note():
            story.paragraph(note_xml(block, frame, ledger))
        case Slot():
            write_blocks(block.content, replace(frame, whole=True), story, ledger)
        case Anchor():
            story.mark(ledger.bookmark(anchor_name(block.id), Xml("")))
        case ForeignPages():
            write_foreign_pages(block, frame, story, ledger)


def _write_paragraph(paragraph: Paragraph, frame: Frame, story: Story, ledger: Ledger) -> None:
    if choices_of(paragraph) and not frame.in_cell:
        story.table(choice_row(paragraph, frame, ledger), kept=frame.keep_next)
    else:
        story.paragraph(paragraph_xml(paragraph, frame, ledger))


def _write_field(field: Field, frame: Frame, story: Story, ledger: Ledger) -> None:
    if field.kind is FieldKind.TEXT and not frame.in_cell:
        story.table(answer_box(field, frame, ledger), kept=frame.keep_next)
    else:
        story.paragraph(field_paragraph_xml(field, frame, ledger))


def _write_key_value(block: KeyValue, frame: Frame, story: Story, ledger: Ledger) -> None:
    if block.rows:
        story.table(key_value_xml(block, frame, ledger))


def _write_list(block: List, frame: Frame, story: Story, ledger: Ledger) -> None:
    if not block.items:
        return
    for item, label in zip(block.items, _labels(block, frame, ledger), strict=True):
        _write_item(item, label, frame, story, ledger)


def _labels(block: List, frame: Frame, ledger: Ledger) -> list[ItemLabel]:
    """The labels of all items: counted by Word if it has a number format for them, else written as text."""
    size = ledger.theme.paragraphs[_style(block)].size_pt
    widest = max(label_em(item.label) for item in block.items)
    hanging = twips((max(widest, 1.0) + ledger.theme.quarter_space_em) * size)
    depth, left, bullet = min(frame.depth, LEVELS - 1), frame.left + hanging, block.kind is ListKind.BULLET
    shape = label_shape(block)
    number = None
    if shape is not None:
        look = LevelLook(shape.number_format, shape.before, shape.after, depth, left, hanging)
        number = ledger.numbering.list_number(look, shape.start)
    return [ItemLabel(number, depth, item.label, left, hanging, bullet) for item in block.items]


def _style(block: List) -> ParagraphStyle:
    """The style of the first item's text, which sets the size of labels."""
    first = block.items[0].content[:1]
    return first[0].style if first and isinstance(first[0], Paragraph) else ParagraphStyle.PLAIN


def _write_item(item: ListItem, label: ItemLabel, frame: Frame, story: Story, ledger: Ledger) -> None:
    """The first paragraph carries the label; content that begins otherwise gets an empty one for it."""
    inside = replace(frame, left=label.left, depth=frame.depth + 1, align=Align.START)
    content = item.content
    first, rest = (content[0], content[1:]) if content and isinstance(content[0], Paragraph) else (_empty(frame), content)
    story.paragraph(paragraph_xml(first, inside, ledger, label))
    write_blocks(rest, inside, story, ledger)


def _empty(frame: Frame) -> Paragraph:
    return Paragraph((), ParagraphStyle.CELL if frame.in_cell else ParagraphStyle.PLAIN)
