"""配布資料一覧: what lies in the envelope."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Table,
)
from kaigi_docs.findings import Findings
from kaigi_docs.materials.paper import MEMBERS_MARK, material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import WORDING_PLACES, Access, Edition, Material, MaterialKind, Route
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.wording import run_of

NOT_LISTED = frozenset({MaterialKind.DISPATCH_LETTER, MaterialKind.MATERIAL_LIST})
"""The letter that encloses the others, and the list itself."""

NOTHING = "－"
COPIES_EACH = "1"
ENVELOPE_FOR_ALL = "ほかに、返信用封筒１枚を同封しています。"
ENVELOPE_FOR_SOME = "ほかに、郵送でご回答いただく方には、返信用封筒１枚を同封しています。"
MISSING_NOTE = "足りないものや、印刷の乱れたページがありましたら、お手数ですが事務局までお知らせください。"
MEMBERS_NOTE = f"「{MEMBERS_MARK}」の資料は、委員の皆様だけにお送りしています。ほかの方にはお見せにならないようお願いします。"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A column of the list and what a 資料 has in it."""

    key: str
    heading: str
    text: Callable[[Material, PacketModel, WordingContext], str]
    align: Align = Align.CENTER


def _pages(material: Material, packet: PacketModel, context: WordingContext) -> str:
    """The number of pages, a blank while they are not counted."""
    count = context.pages.get(material.id)
    return str(count) if count is not None else ""


def _paper(material: Material, packet: PacketModel, context: WordingContext) -> str:
    """The sheets of a PDF of another program; else what the row of the 資料 says."""
    pdf = packet.replacements.get(material.id) or packet.attachments.get(material.id)
    return "、".join(pdf.papers) if pdf is not None else material.paper.value


def _handling(material: Material, packet: PacketModel, context: WordingContext) -> str:
    members_only = (MEMBERS_MARK,) if material.access is Access.MEMBERS else ()
    return "\n".join(dict.fromkeys((*members_only, *material.handling)))


ENTRIES = (
    _Entry("pages", "ページ数", _pages, Align.END),
    _Entry("paper", "用紙", _paper),
    _Entry("copies", "部数", lambda material, packet, context: COPIES_EACH, Align.END),
    _Entry("handling", "取扱い", _handling),
)


def build_material_list(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The list as blocks: every other part of the packet but the 送付文書, in its order, and what the office adds below.

    Where it adds nothing, the envelope for the answer is told. A 資料 that an edition withholds keeps its row, as
    「資料５（非公開）」 and nothing else. Numbers of pages are those of `context.pages`, blank while they are not known.

    Args:
        material: its row of the 資料 sheet.
        packet: what the books say.
        context: the meeting, its numbers, texts and numbers of pages.
    """
    findings = Findings()
    listed = [each for each in packet.meeting.materials if each.kind not in NOT_LISTED]
    published = [each for each in listed if not context.is_withheld(each)]
    entries = [each for each in ENTRIES if each.key != "handling" or any(_handling(one, packet, context) for one in published)]
    table = Table(
        id=f"{material.id}-table",
        columns=(
            Column("no", (Run("資料番号"),), align=Align.START, row_header=True),
            Column("title", (Run("題名"),)),
            *(Column(each.key, (Run(each.heading),), align=each.align) for each in entries),
        ),
        groups=(RowGroup(f"{material.id}-all", (), tuple(_row(each, entries, packet, context) for each in listed)),),
    )
    own = context.rows(WORDING_PLACES["配布資料一覧"], findings).blocks
    blocks: list[Block] = [*title_blocks(material, context), *([table] if listed else []), *own]
    if not own:
        blocks += _envelope(packet, context)
    return material_document(material, context, (*blocks, *_notes(listed, context))), findings


def _row(material: Material, entries: Sequence[_Entry], packet: PacketModel, context: WordingContext) -> Row:
    if context.is_withheld(material):
        nothing = [_cell(Run(NOTHING), Align.CENTER) for _ in entries]
        return Row(material.id, (_cell(context.cite(material.id)), _cell(Run(NOTHING)), *nothing))
    number = context.cite(material.id) if material.no else Run(NOTHING)
    link = None if material.no else f"#{material.id}"
    title = run_of(material.title, Run("", link=link))
    texts = (_cell(Run(each.text(material, packet, context)), each.align) for each in entries)
    return Row(material.id, (_cell(number), _cell(title), *texts))


def _cell(run: Run, align: Align = Align.START) -> Cell:
    return Cell((Paragraph((run,), ParagraphStyle.CELL, align),)) if run.text else Cell()


def _envelope(packet: PacketModel, context: WordingContext) -> Iterator[Note]:
    """The envelope for the answer, where the office says nothing of what else is enclosed."""
    by_post = [member.answers_by is Route.POST for member in packet.meeting.members]
    has_form = any(each.kind is MaterialKind.RESPONSE_FORM for each in packet.meeting.materials)
    if context.edition is not Edition.PUBLIC and has_form and any(by_post):
        yield Note("※", (Run(ENVELOPE_FOR_ALL if all(by_post) else ENVELOPE_FOR_SOME),))


def _notes(listed: Sequence[Material], context: WordingContext) -> Iterator[Note]:
    """What members are asked; the public asks nobody for missing sheets."""
    if context.edition is Edition.PUBLIC:
        return
    if any(each.access is Access.MEMBERS for each in listed):
        yield Note("※", (Run(MEMBERS_NOTE),))
    yield Note("※", (Run(MISSING_NOTE),))
