"""次第: how and how long the meeting is held, and its items with their numbers and 資料."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.blocks import (
    Block,
    Document,
    Heading,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Paragraph,
    ParagraphStyle,
    Run,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import AgendaItem, AgendaKind, Material
from kaigi_docs.model.numbering import AGENDA_KIND_LABELS
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.wording import run_of

IN_WRITING = "書面開催"
CHAPTER_EM = 2.0
"""The items stand so far inside of their chapter's name."""


def build_agenda(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 次第 as blocks: title, how the meeting is held and in which period, a chapter for each kind of item, 資料 behind.

    Items have the numbers by which letter and form cite them; an item that is the only one of its kind has none.

    Args:
        material: its row of the 資料 sheet.
        packet: what the books say.
        context: the meeting and its numbers.
    """
    glyph = ItemGlyph.parse(context.meeting.style.item_glyphs[0])
    blocks: list[Block] = [*title_blocks(material, context), _held(context)]
    for position, (kind, chapter) in enumerate(agenda_chapters(context), 1):
        heading_id = f"{material.id}-{kind.value}"
        blocks.append(Heading(heading_id, 1, glyph.label(position), (Run(AGENDA_KIND_LABELS[kind]),)))
        blocks.extend(chapter)
    return material_document(material, context, blocks), Findings()


def agenda_chapters(context: WordingContext) -> Iterator[tuple[AgendaKind, tuple[Block, ...]]]:
    """Each kind of items that the meeting has, with its items: numbers, titles, 資料 behind them."""
    agenda = context.meeting.agenda
    for kind in AGENDA_KIND_LABELS:
        items = _items(agenda, kind)
        if items:
            yield kind, tuple(_chapter(items, agenda, context))


def _held(context: WordingContext) -> KeyValue:
    rows = (
        KeyValueRow(Run("開催方法"), (Run(IN_WRITING),)),
        KeyValueRow(Run("開催期間"), (Run(f"{context.sent()}から"), run_of(context.deadline(), Run("")), Run("まで"))),
    )
    return KeyValue(rows, label_em=4.0)


def _items(agenda: Sequence[AgendaItem], kind: AgendaKind) -> list[AgendaItem]:
    return [item for item in agenda if item.parent_id is None and item.kind is kind]


def _chapter(items: Sequence[AgendaItem], agenda: Sequence[AgendaItem], context: WordingContext) -> Iterator[Block]:
    """The items of a kind; the only one of its kind stands without a number, its parts below it."""
    labels = [_label(item, context) for item in items]
    if labels == [""]:
        yield _line(items[0], context, CHAPTER_EM)
        yield from _parts(items[0], agenda, context)
        return
    yield List(
        tuple(
            ListItem(label, (_line(item, context), *_parts(item, agenda, context)))
            for label, item in zip(labels, items, strict=True)
        ),
        ListKind.NUMBER,
    )


def _label(item: AgendaItem, context: WordingContext) -> str:
    """The item's number without the name of its kind, which the chapter says: ⑴ of 報告事項⑴; 議案第１号 stays."""
    label = context.numbering.items[item.id]
    return label if item.kind is AgendaKind.MOTION else label.removeprefix(AGENDA_KIND_LABELS[item.kind])


def _line(item: AgendaItem, context: WordingContext, indent_em: float = 0.0) -> Paragraph:
    """The title with the 資料 to look at behind it."""
    runs: list[Run] = [run_of(item.title, Run(""))]
    for position, material_id in enumerate(item.material_ids):
        runs += [Run("、" if position else "（"), context.cite(material_id)]
    if item.material_ids:
        runs.append(Run("）"))
    return Paragraph(tuple(runs), ParagraphStyle.PLAIN, indent_em=indent_em)


def _parts(item: AgendaItem, agenda: Sequence[AgendaItem], context: WordingContext) -> Iterator[List]:
    parts = [part for part in agenda if part.parent_id == item.id]
    if parts:
        yield List(tuple(ListItem(context.numbering.items[part.id], (_line(part, context),)) for part in parts), ListKind.NUMBER)
