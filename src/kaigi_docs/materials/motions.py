"""議案書: each 議案 with its number, what is proposed and why."""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.blocks import Block, Document, Heading, Paragraph, ParagraphStyle, Run
from kaigi_docs.findings import Findings
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import MOTION_PLACE, AgendaItem, AgendaKind, Material
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.wording import Reference, run_of


def build_motions(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 議案書 as blocks: every 議案 in the order of the agenda, its parts below it, the 資料 to look at and where to vote.

    Args:
        material: its row of the 資料 sheet.
        packet: what the books say.
        context: the meeting, its numbers and texts.
    """
    findings = Findings()
    blocks: list[Block] = list(title_blocks(material, context))
    for item in packet.meeting.agenda:
        if item.parent_id is None and item.kind is AgendaKind.MOTION:
            blocks.extend(_motion(item, material, packet, context, findings))
    return material_document(material, context, blocks), findings


def _motion(
    item: AgendaItem, material: Material, packet: PacketModel, context: WordingContext, findings: Findings
) -> Iterator[Block]:
    yield from _text(item, 1, material, context, findings)
    for part in packet.meeting.agenda:
        if part.parent_id == item.id:
            yield from _text(part, 2, material, context, findings)
    asked = [question for question in packet.meeting.questions if item.id in question.item_ids]
    if asked:
        cited = (run_of(Reference(context.numbering.answers[each.id], f"#{each.id}"), Run("", strong=True)) for each in asked)
        runs = [part for each in cited for part in (Run("・"), each)][1:]
        yield Paragraph((Run("この議案の賛否は、"), *runs, Run("にご記入ください。")), ParagraphStyle.PLAIN)


def _text(item: AgendaItem, level: int, material: Material, context: WordingContext, findings: Findings) -> Iterator[Block]:
    """Number and title, the other 資料 to look at, and the office's own paragraphs."""
    yield Heading(f"{material.id}-{item.id}", level, context.numbering.items[item.id], (run_of(item.title, Run("")),))
    others = [each for each in item.material_ids if each != material.id]
    if others:
        runs = [part for each in others for part in (Run("、"), context.cite(each))][1:]
        yield Paragraph((Run("（"), *runs, Run("をご覧ください）")), ParagraphStyle.PLAIN)
    yield from context.rows(f"{MOTION_PLACE}{item.id}", findings).blocks
