"""回答書/: a form for each member, with name and 所属 in it, to fill in on screen (PDF), in Word, or on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.assembly import Assembled
from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.forms import form_map_of, identity_of, marked_form, prefilled, single_choices
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.manifest import Description
from kaigi_docs.materials.build import build_personal_form
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.meeting import Material, Member
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import office_of, safe_name, safe_stem, word_look
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.pdf import prove_pdf
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.render.pdf.paint import Fillable, PdfInfo, paint_pdf
from kaigi_docs.theme import Theme
from kaigi_docs.themes import large_theme

FOLDER = "回答書"


@dataclass(frozen=True, slots=True)
class PersonalForm:
    """A form of one member.

    Attributes:
        stem: name of its files without ending.
        document: its blocks, for Word.
        pages: the neutral form's pages with the ids of this member.
        fillable: the first values of its PDF.
        look: of the form.
    """

    material: Material
    member: Member
    stem: str
    document: Document
    pages: LaidOut
    neutral: Document
    fillable: Fillable
    look: Theme


def stage_personal_forms(output: OutputSet, inputs: MeetingInputs, assembled: Assembled, members: Sequence[Member]) -> Findings:
    """Puts PDF and Word of every form for every member into the set, each proven; gives what is wrong with names.

    The PDF shows the pages of the neutral form: names stand in its fields, where people can change them.

    Args:
        output: the set of the packet.
        inputs: the meeting.
        assembled: the packet on pages.
        members: who gets a form.
    """
    findings = Findings()
    for form in _forms(inputs, assembled, members, findings):
        _stage(output, inputs, form)
    return findings


def _forms(inputs: MeetingInputs, assembled: Assembled, members: Sequence[Member], findings: Findings) -> Iterator[PersonalForm]:
    parts = zip(assembled.materials, assembled.documents, assembled.plain, assembled.looks, strict=True)
    for material, neutral, plain, look in parts:
        if not any(page.fields for page in plain.pages):
            continue
        form = form_map_of(material, plain, inputs.meeting, inputs.packet.measures)
        for member in members:
            document, faults = build_personal_form(
                material, inputs.packet, number_meeting(inputs.meeting), inputs.templates, member
            )
            findings.extend(faults)
            pages = marked_form(plain, material, inputs.meeting, look, member)
            yield PersonalForm(
                material=material,
                member=member,
                stem=_stem(material, member, inputs),
                document=document,
                pages=pages,
                neutral=neutral,
                fillable=_fillable(form, member, inputs),
                look=look,
            )


def _fillable(form: FormMap, member: Member, inputs: MeetingInputs) -> Fillable:
    identity = identity_of(inputs.meeting, form.version, member)
    return Fillable(identity.text, prefilled(member), single_choices(form))


def _stem(material: Material, member: Member, inputs: MeetingInputs) -> str:
    """「回答書_令和4年度第1回_C01_榊原弓弦」: form, meeting and member."""
    meeting = inputs.meeting
    number = f"{meeting.fiscal_year.label(meeting.style.digits)}第{meeting.round}回"
    name = "".join(member.name.value.split())
    return safe_stem(safe_name(f"{material.title}_{number}_{member.id}_{name}"), member.id)


def _stage(output: OutputSet, inputs: MeetingInputs, form: PersonalForm) -> None:
    meeting, pages, document = inputs.meeting, form.pages, form.document
    title = f"{form.neutral.title}　{form.member.name}"
    said = Description(kind="personal_form", title=title, material_id=form.material.id)
    info = PdfInfo(title=title, author=office_of(meeting), created=meeting.issue_date)
    pdf = paint_pdf([pages], info, None, form.fillable)
    output.stage(f"{FOLDER}/{form.stem}.pdf", pdf, said, prove=lambda path: prove_pdf(path, [pages], [form.neutral]))
    properties = DocumentInfo(title=title, office=office_of(meeting), created=meeting.issue_date, form_id=form.fillable.form_id)
    word = render_docx(document, _word_look(form, inputs), properties, {})
    output.stage(f"{FOLDER}/{form.stem}.docx", word, said, person_may_edit=True, prove=lambda path: prove_docx(path, document))


def _word_look(form: PersonalForm, inputs: MeetingInputs) -> Theme:
    """Of a Word file: that of the form, for members who need it in large print."""
    look = word_look(form.look, inputs.theme)
    return large_theme(look) if form.member.large_print else look
