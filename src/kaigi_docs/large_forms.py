"""The answer form in large print, for members who need it: the same questions on pages, and with a map, of its own."""

from __future__ import annotations

from kaigi_docs.assembly import on_pages
from kaigi_docs.findings import Findings
from kaigi_docs.forms import marked_form
from kaigi_docs.layout.form_marks import within_codes
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.materials.build import build_form
from kaigi_docs.model.meeting import Material
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.packet_files import Part
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.themes import large_form_theme


def large_form(material: Material, inputs: MeetingInputs) -> tuple[Part, LaidOut, Findings]:
    """The neutral form with its marks, which is no part of the packet; the same pages without them; and what is wrong with it.

    Args:
        material: its row of the 資料 sheet.
        inputs: the meeting.
    """
    look = large_form_theme(inputs.theme)
    document, findings = build_form(material, inputs.packet, number_meeting(inputs.meeting), inputs.templates, large_print=True)
    (settled,), (body,) = on_pages([document], [look])
    (plain,) = add_running([within_codes(body, look)], look, through=False)
    marked = marked_form(plain, material, inputs.meeting, look)
    findings.extend(marked.findings)
    part = Part(
        material=material,
        document=settled,
        theme=look,
        laid_out=marked,
        file_stem=document.title,
        first_page=0,
        first_number=1,
        content_sha256="",
        large_print=True,
    )
    return part, plain, findings
