"""回答書/ご記入の方法: the page for members beside their forms."""

from __future__ import annotations

from kaigi_docs.blocks import Document
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
from kaigi_docs.theme import Theme
from kaigi_docs.themes import large_theme

FOLDER = "回答書"


def stage_answer_guide(output: OutputSet, inputs: MeetingInputs) -> Findings:
    """Puts the page into the set, as PDF and Word, where the packet has forms; gives what is wrong with its wording.

    For members who need it, it is there in large print, too.
    """
    if not forms_of(inputs.meeting.materials):
        return Findings()
    context, template = WordingContext(inputs.meeting, number_meeting(inputs.meeting)), inputs.templates["answer_guide.md.j2"]
    guide, findings = build_answer_guide(context, template)
    _stage(output, inputs, guide, inputs.theme, ANSWER_GUIDE, findings)
    if any(member.large_print for member in inputs.meeting.members):
        large, _ = build_answer_guide(context, template, large_print=True)
        _stage(output, inputs, large, large_theme(inputs.theme), f"{ANSWER_GUIDE}（大活字）", findings)
    return findings


def _stage(output: OutputSet, inputs: MeetingInputs, guide: Document, look: Theme, name: str, findings: Findings) -> None:
    document = with_settled_widths(guide, look)
    (pages,) = add_running([layout_document(document, look)], look, through=False)
    findings.extend(pages.findings)
    stage_paper(output, inputs, document, pages, f"{FOLDER}/{name}", inputs.meeting.issue_date, look=look)
