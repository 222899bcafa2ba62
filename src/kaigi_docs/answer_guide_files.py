"""回答書/ご記入の方法: the page for members beside their forms."""

from __future__ import annotations

from kaigi_docs.findings import Findings
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.materials.answer_guide import ANSWER_GUIDE, build_answer_guide
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.numbering import forms_of, number_meeting
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import stage_paper
from kaigi_docs.read.folder import MeetingInputs

FOLDER = "回答書"


def stage_answer_guide(output: OutputSet, inputs: MeetingInputs) -> Findings:
    """Puts the page into the set, as PDF and Word, where the packet has forms; gives what is wrong with its wording."""
    if not forms_of(inputs.meeting.materials):
        return Findings()
    context = WordingContext(inputs.meeting, number_meeting(inputs.meeting))
    guide, findings = build_answer_guide(context, inputs.templates["answer_guide.md.j2"])
    document = with_settled_widths(guide, inputs.theme)
    (pages,) = add_running([layout_document(document, inputs.theme)], inputs.theme, through=False)
    findings.extend(pages.findings)
    stage_paper(output, inputs, document, pages, f"{FOLDER}/{ANSWER_GUIDE}", inputs.meeting.issue_date)
    return findings
