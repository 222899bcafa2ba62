"""意見の照会: the letter that asks a department what it says to the opinions of members."""

from __future__ import annotations

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.materials.follow_up import FollowUp, build_follow_up
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Department

OPINION_REQUEST = "意見の照会"


def build_opinion_request(
    context: WordingContext, department: Department, opinions: int, file: str, template: tuple[str, str]
) -> tuple[Document, Findings]:
    """The letter as blocks, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        department: that is asked.
        opinions: how many.
        file: name of the book that goes with the letter.
        template: source and shown path of opinion_request.md.j2.
    """
    days = context.meeting.follow_up
    letter = FollowUp("opinion-request", f"{OPINION_REQUEST}　{department.name}", days.views_asked_on, days.views_due)
    further = {
        "件数": format_number(opinions, context.meeting.style.digits),
        "意見の照会の締切": context.follow_up_due(days.views_due),
        "ブックの名前": file,
    }
    return build_follow_up(letter, department, context, template, further)
