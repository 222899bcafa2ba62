"""ご記入の方法: the page for members that goes out with the answer forms."""

from __future__ import annotations

from kaigi_docs.blocks import Align, Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.findings import Findings
from kaigi_docs.materials.letter import contact_block
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.numbering import forms_of
from kaigi_docs.wording import BlockSequence, render_template

ANSWER_GUIDE = "ご記入の方法"
LARGE_CONTACT_MM = 150.0
ANY_FORM = "回答書"
"""What the page calls the forms where there are several."""


def build_answer_guide(
    context: WordingContext, template: tuple[str, str], *, large_print: bool = False
) -> tuple[Document, Findings]:
    """The page as blocks, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        template: source and shown path of answer_guide.md.j2.
        large_print: whether the page will be set in large type, in which the lines of the contact need more room.
    """
    findings = Findings()
    secretariat = context.meeting.secretariat
    contact = contact_block(secretariat, LARGE_CONTACT_MM) if large_print else contact_block(secretariat)
    titles = [form.title for form in forms_of(context.meeting.materials)]
    values = {
        **context.template_values(findings),
        "題名": BlockSequence((Paragraph((Run(ANSWER_GUIDE),), ParagraphStyle.TITLE, Align.CENTER),)),
        "回答書の名前": titles[0] if len(titles) == 1 and titles[0] else ANY_FORM,
        "担当": BlockSequence(tuple(contact)),
    }
    blocks, faults = render_template(*template, values)
    findings.extend(faults)
    return Document("answer-guide", ANSWER_GUIDE, "", (Section(blocks),)), findings
