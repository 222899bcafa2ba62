"""照会文: the letter that asks the departments to fill in their 調査票."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.blocks import Align, Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph
from kaigi_docs.materials.letter import BLANK_LINE, END, RECORD_LINE, at_end, contact_block, dated, further_items, with_items
from kaigi_docs.materials.paper import DRAFT_MARK
from kaigi_docs.materials.wording_context import BLANK_NUMBER, WordingContext
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, Meeting
from kaigi_docs.model.text import Text
from kaigi_docs.wording import BlockSequence, fill_placeholders, render_template

REQUEST_LETTER = "照会文"
TO_DEPARTMENTS = "関係課長　様"
USUAL_SUBJECT = "「〔計画名〕」の取組状況について（照会）"
SUBJECT_WITHOUT_PLAN = "〔会議名〕に報告する事業の状況について（照会）"


def build_request_letter(
    context: WordingContext, measures: tuple[Measure, ...], template: tuple[str, str], shared_book: str = ""
) -> tuple[Document, Findings]:
    """The letter as blocks, one for all departments, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        measures: that are asked about.
        template: source and shown path of request_letter.md.j2.
        shared_book: name of the one book that all departments fill in; empty where each gets its own.
    """
    findings = Findings()
    blocks, faults = render_template(*template, _values(context, measures, shared_book, findings))
    findings.extend(faults)
    letter = with_items(blocks, ItemGlyph.parse(context.meeting.style.item_glyphs[0]))
    marks = (DRAFT_MARK,) if context.meeting.inquiry.is_draft else ()
    return Document("request-letter", REQUEST_LETTER, "", (Section(tuple(letter)),), marks=marks), findings


def asking_values(
    context: WordingContext, measures: tuple[Measure, ...], shared_book: str, findings: Findings
) -> dict[str, object]:
    """What texts to departments may name beside the names of every template."""
    return {
        **context.template_values(findings),
        "全課で一冊": bool(shared_book),
        "ブックの名前": shared_book,
        "評価がある": any(column.asked and column.kind is ColumnKind.RATING for column in context.meeting.measure_columns),
        "理由の要る評価": _strict_ratings(context.meeting),
        "前回がある": any(measure.earlier for measure in measures),
    }


def _values(context: WordingContext, measures: tuple[Measure, ...], shared_book: str, findings: Findings) -> dict[str, object]:
    meeting = context.meeting
    inquiry, secretariat = meeting.inquiry, meeting.secretariat
    number = inquiry.document_no or Text(BLANK_NUMBER if inquiry.numbered else "")
    addressee = Paragraph((Run(TO_DEPARTMENTS),), ParagraphStyle.PLAIN)
    return {
        **asking_values(context, measures, shared_book, findings),
        "番号と日付": BlockSequence((*at_end(number, Text(dated(inquiry.issued_on, inquiry.due, meeting))), BLANK_LINE)),
        "宛名": BlockSequence((addressee, BLANK_LINE)),
        "発信": BlockSequence((*at_end(inquiry.sender or secretariat.name), BLANK_LINE)),
        "件名": BlockSequence((_subject(context, findings), BLANK_LINE)),
        "記": BlockSequence((BLANK_LINE, RECORD_LINE)),
        "ほかの項目": BlockSequence(tuple(further_items(context, "照会文の記", findings))),
        "結び": BlockSequence((*at_end(Text(END)), BLANK_LINE)),
        "担当": BlockSequence(tuple(contact_block(secretariat))),
    }


def _subject(context: WordingContext, findings: Findings) -> Paragraph:
    usual = USUAL_SUBJECT if context.meeting.plan_name else SUBJECT_WITHOUT_PLAN
    subject = context.meeting.inquiry.subject or Text(usual)
    runs = fill_placeholders(subject, context.resolve, context.placeholder_names(), findings)
    return Paragraph(tuple(replace(run, strong=True) for run in runs), ParagraphStyle.LEAD, Align.CENTER)


def _strict_ratings(meeting: Meeting) -> str:
    """「実施は不十分だった」「実施できなかった」: those of the scales asked for that need a reason."""
    scales = {column.scale for column in meeting.measure_columns if column.asked and column.kind is ColumnKind.RATING}
    return "".join(f"「{rating.label}」" for rating in meeting.ratings if rating.scale in scales and rating.needs_reason)
