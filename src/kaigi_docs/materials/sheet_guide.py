"""調査票の書き方: the page for departments that goes out with the letter."""

from __future__ import annotations

from kaigi_docs.blocks import Align, Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.findings import Findings
from kaigi_docs.materials.letter import contact_block
from kaigi_docs.materials.request_letter import asking_values
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.measures import Measure
from kaigi_docs.wording import BlockSequence, render_template

SHEET_GUIDE = "調査票の書き方"


def build_sheet_guide(
    context: WordingContext, measures: tuple[Measure, ...], template: tuple[str, str], shared_book: str = ""
) -> tuple[Document, Findings]:
    """The page as blocks, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        measures: that are asked about.
        template: source and shown path of status_sheet_guide.md.j2.
        shared_book: name of the one book that all departments fill in; empty where each gets its own.
    """
    findings = Findings()
    values = {
        **asking_values(context, measures, shared_book, findings),
        "題名": BlockSequence((Paragraph((Run(SHEET_GUIDE),), ParagraphStyle.TITLE, Align.CENTER),)),
        "担当": BlockSequence(tuple(contact_block(context.meeting.secretariat))),
    }
    blocks, faults = render_template(*template, values)
    findings.extend(faults)
    return Document("sheet-guide", SHEET_GUIDE, "", (Section(blocks),)), findings
