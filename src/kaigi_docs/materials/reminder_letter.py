"""再依頼: the letter to a department that did not answer."""

from __future__ import annotations

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.materials.follow_up import FollowUp, build_follow_up
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Department

REMINDER = "再依頼"


def build_reminder_letter(
    context: WordingContext, department: Department, measures: int, template: tuple[str, str]
) -> tuple[Document, Findings]:
    """The letter as blocks, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        department: that did not answer.
        measures: the number of its measures.
        template: source and shown path of reminder_letter.md.j2.
    """
    inquiry, digits = context.meeting.inquiry, context.meeting.style.digits
    letter = FollowUp("reminder-letter", f"{REMINDER}　{department.name}", inquiry.reminded_on, inquiry.reminder_due)
    further = {
        "照会日": format_date(inquiry.issued_on, digits) if inquiry.issued_on is not None else "",
        "事業数": format_number(measures, digits),
    }
    return build_follow_up(letter, department, context, template, further)
