"""まずはこちらをお読みください: the letter that leads members through the agenda, the 資料 and the answer boxes."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Block,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Run,
    Section,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import AgendaItem, AgendaKind, Material, Question
from kaigi_docs.model.numbering import AGENDA_KIND_LABELS
from kaigi_docs.model.text import Text
from kaigi_docs.wording import BlockSequence, Reference, render_template, run_of

CHAPTERS = (AgendaKind.REPORT, AgendaKind.DISCUSSION, AgendaKind.MOTION, AgendaKind.OTHER)


def build_cover_letter(material: Material, context: WordingContext, template: tuple[str, str]) -> tuple[Document, Findings]:
    """The letter as blocks, with what is wrong with its wording.

    Args:
        material: the letter's own row of the 資料 sheet.
        context: names that texts may use.
        template: source and shown path of cover_letter.md.j2.
    """
    findings = Findings()
    blocks, faults = render_template(*template, _values(material, context, findings))
    findings.extend(faults)
    document = Document(
        id=material.id,
        title=material.title.value,
        head_label="",
        sections=(Section(tuple(_titled(blocks)), material.paper, material.landscape),),
    )
    return document, findings


def _values(material: Material, context: WordingContext, findings: Findings) -> dict[str, object]:
    heading_glyph = ItemGlyph.parse(context.meeting.style.item_glyphs[0])
    chapters = [
        {
            "番号": heading_glyph.label(position),
            "題名": f"{AGENDA_KIND_LABELS[kind]}について",
            "議題": [_item_values(item, context, findings) for item in _items(context, kind)],
        }
        for position, kind in enumerate(_present_chapters(context), 2)
    ]
    return {
        **context.template_values(findings),
        "題名": material.title,
        "会議の題": BlockSequence((Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER),)),
        "見出し番号": heading_glyph.label,
        "議事": chapters,
        "終わりの番号": heading_glyph.label(len(chapters) + 2),
        "発信": _sender(context),
    }


def _present_chapters(context: WordingContext) -> list[AgendaKind]:
    return [kind for kind in CHAPTERS if _items(context, kind)]


def _items(context: WordingContext, kind: AgendaKind) -> list[AgendaItem]:
    return [item for item in context.meeting.agenda if item.parent_id is None and item.kind is kind]


def _item_values(item: AgendaItem, context: WordingContext, findings: Findings) -> dict[str, object]:
    children = [child for child in context.meeting.agenda if child.parent_id == item.id]
    return {
        "番号": "" if _is_alone(item, context) else context.numbering.items[item.id],
        "題名": item.title,
        "錨": Anchor(item.id),
        "資料": _material_line(item, context),
        "文面": context.rows(item.id, findings),
        "回答": _answer_line(item, context),
        "小項目": [_item_values(child, context, findings) for child in children],
    }


def _is_alone(item: AgendaItem, context: WordingContext) -> bool:
    """Whether the chapter's own heading names the item's kind and no number is needed."""
    return item.parent_id is None and len(_items(context, item.kind)) == 1


def _material_line(item: AgendaItem, context: WordingContext) -> BlockSequence:
    if not item.material_ids:
        return BlockSequence(())
    runs: list[Run] = [Run("（")]
    for position, material_id in enumerate(item.material_ids):
        runs += [Run("、")] if position else []
        runs.append(context.cite(material_id))
    return BlockSequence((Paragraph((*runs, Run("をご覧ください）")), ParagraphStyle.PLAIN),))


def _answer_line(item: AgendaItem, context: WordingContext) -> BlockSequence:
    """Where to answer, below the last item of each question, unless the office's own text of its items says so already."""
    questions = [question for question in context.meeting.questions if question.item_ids[-1:] == (item.id,)]
    unsaid = [question for question in questions if not _is_cited(question, context)]
    if not unsaid:
        return BlockSequence(())
    runs: list[Run] = []
    for position, question in enumerate(unsaid):
        runs += [Run("・")] if position else []
        runs.append(run_of(Reference(context.numbering.answers[question.id], f"#{question.id}"), Run("", strong=True)))
    return BlockSequence((Paragraph((*runs, Run("にご記入ください。")), ParagraphStyle.PLAIN),))


def _is_cited(question: Question, context: WordingContext) -> bool:
    """Whether a text of one of the question's items names its answer box."""
    texts = (row.text.value for row in context.meeting.wording if row.place in question.item_ids)
    return any(f"〔回答書:{question.id}〕" in text.replace("：", ":") for text in texts)


def _sender(context: WordingContext) -> BlockSequence:
    """Document number, issue date and sender at the end; number and date keep their lines while they are still to come."""
    meeting = context.meeting
    lines = (context.document_number(), Text(context.issued()), meeting.sender or meeting.secretariat.name)
    return BlockSequence(tuple(Paragraph((run_of(line, Run("")),), ParagraphStyle.LEAD, Align.END) for line in lines if line))


def _titled(blocks: tuple[Block, ...]) -> list[Block]:
    """Level 1 of the template is the material's title; chapters and items are headings of level 1 and 2."""
    titled: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            titled.append(Paragraph(block.runs, ParagraphStyle.TITLE, Align.CENTER))
        elif isinstance(block, Heading):
            titled.append(replace(block, level=block.level - 1))
        else:
            titled.append(block)
    return titled
