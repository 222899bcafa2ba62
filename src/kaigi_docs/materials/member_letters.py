"""Letters to members after the deadline: 再依頼 to those who did not answer, 結果報告 to all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kaigi_docs.blocks import Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph, format_number
from kaigi_docs.materials.follow_up import with_subject
from kaigi_docs.materials.letter import BLANK_LINE, END, RECORD_LINE, at_end, contact_block, dated, with_items
from kaigi_docs.materials.paper import DRAFT_MARK
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Member
from kaigi_docs.model.record import Record
from kaigi_docs.model.text import Text
from kaigi_docs.wording import BlockSequence, render_template, run_of

FORM_REMINDER, RESULT_REPORT = "再依頼", "結果報告"
TO_ALL = "委員各位"


def build_form_reminder(context: WordingContext, member: Member, template: tuple[str, str]) -> tuple[Document, Findings]:
    """The letter to a member who did not answer, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        member: who gets it.
        template: source and shown path of form_reminder.md.j2.
    """
    follow_up = context.meeting.follow_up
    further = {"再依頼の期限": context.follow_up_due(follow_up.reminder_due)}
    is_draft = follow_up.reminded_on is None or follow_up.reminder_due is None
    letter = _Letter(context, follow_up.reminded_on, follow_up.reminder_due, is_draft)
    return letter.build(f"form-reminder-{member.id}", f"{FORM_REMINDER}　{member.name}", _to(member, context), template, further)


def build_result_report(context: WordingContext, record: Record, template: tuple[str, str]) -> tuple[Document, Findings]:
    """The letter to all members that tells what came of the round, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        record: the round.
        template: source and shown path of result_report.md.j2.
    """
    digits, collation = context.meeting.style.digits, record.collation
    further = {
        "委員数": format_number(len(collation.members), digits),
        "回答数": format_number(record.answered, digits),
        "意見数": format_number(len(collation.opinions), digits),
        "採決": [_vote_line(each.item_id, each.outcome.value, context) for each in record.votes],
    }
    reported = context.meeting.follow_up.reported_on
    letter = _Letter(context, reported, collation.round.deadline, reported is None)
    addressee = Paragraph((run_of(context.meeting.name, Run("")), Run(f"　{TO_ALL}")), ParagraphStyle.PLAIN)
    return letter.build("result-report", RESULT_REPORT, (addressee,), template, further)


def _vote_line(item_id: str, outcome: str, context: WordingContext) -> Text:
    title = next((item.title for item in context.meeting.agenda if item.id == item_id), Text(""))
    return Text(f"{context.numbering.items.get(item_id, '')}　{title}　{outcome}".strip("　"), title.where)


def _to(member: Member, context: WordingContext) -> tuple[Paragraph, ...]:
    """団体, then 職名 and 氏名 with 敬称."""
    post = (run_of(member.post, Run("")), Run("　")) if member.post else ()
    honorific = context.meeting.style.honorific
    behind = (Run("　"), run_of(honorific, Run(""))) if honorific else ()
    name = Paragraph((*post, run_of(member.name, Run("")), *behind), ParagraphStyle.PLAIN)
    if not member.organisation:
        return (name,)
    return Paragraph((run_of(member.organisation, Run("")),), ParagraphStyle.PLAIN), name


class _Letter:
    """One letter with its day."""

    def __init__(self, context: WordingContext, issued_on: date | None, due: date | None, is_draft: bool) -> None:
        self._context, self._issued_on, self._due, self._is_draft = context, issued_on, due, is_draft

    def build(
        self,
        id_: str,
        title: str,
        addressee: tuple[Paragraph, ...],
        template: tuple[str, str],
        further: Mapping[str, object],
    ) -> tuple[Document, Findings]:
        findings = Findings()
        meeting = self._context.meeting
        day = Text(dated(self._issued_on, self._due, meeting))
        values = {
            **self._context.template_values(findings),
            "日付": BlockSequence((*at_end(day), BLANK_LINE)),
            "宛名": BlockSequence((*addressee, BLANK_LINE)),
            "発信": BlockSequence((*at_end(meeting.sender or meeting.secretariat.name), BLANK_LINE)),
            "記": BlockSequence((BLANK_LINE, RECORD_LINE)),
            "結び": BlockSequence((*at_end(Text(END)), BLANK_LINE)),
            "担当": BlockSequence(tuple(contact_block(meeting.secretariat))),
            **further,
        }
        blocks, faults = render_template(*template, values)
        findings.extend(faults)
        numbered = with_items(with_subject(blocks), ItemGlyph.parse(meeting.style.item_glyphs[0]))
        marks = (DRAFT_MARK,) if self._is_draft else ()
        return Document(id_, title, "", (Section(tuple(numbered)),), marks=marks), findings
