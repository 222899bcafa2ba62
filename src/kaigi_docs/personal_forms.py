"""回答書/: a form for each member, with name and 所属 in it, to fill in on screen (PDF), in Word, or on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kaigi_docs.assembly import Assembled
from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.forms import form_map_of, identity_of, marked_form, prefilled, single_choices
from kaigi_docs.large_forms import large_form
from kaigi_docs.layout.form_marks import MARKED_CONTENTS
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.manifest import Description
from kaigi_docs.materials.build import build_form
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.meeting import Material, Member
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import Prover, office_of, safe_name, safe_stem, stage_field_map, word_look
from kaigi_docs.proof.form import FormProof, MemberWordProof
from kaigi_docs.proof.jobs import Printed
from kaigi_docs.proof.pdf import prove_pdf
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.render.pdf.paint import Fillable, PdfInfo, SharedPages, paint_pdf
from kaigi_docs.render.pdf.widgets import SIZE_PT
from kaigi_docs.theme import Theme
from kaigi_docs.themes import LARGE_PT, large_theme

FOLDER = "回答書"


@dataclass(frozen=True, slots=True)
class PersonalForm:
    """A form of one member.

    Attributes:
        position: of the neutral form among the parts of the packet; None for the one in large print, which is none of them.
        stem: name of its files without ending.
        document: its blocks, for Word.
        pages: the neutral form's pages with the ids of this member.
        fillable: the first values of its PDF.
        look: of the form.
    """

    position: int | None
    material: Material
    member: Member
    stem: str
    document: Document
    pages: LaidOut
    neutral: Document
    fillable: Fillable
    look: Theme


@dataclass(frozen=True, slots=True)
class MemberWord:
    """The Word file of a member's form, to be made in whichever process has time."""

    document: Document
    theme: Theme
    info: DocumentInfo

    def __call__(self, printed: Printed) -> bytes:
        """Its bytes."""
        return render_docx(self.document, self.theme, self.info, {})


@dataclass(frozen=True, slots=True)
class _Neutral:
    """A form before it is a member's.

    Attributes:
        position: among the parts of the packet; None for the one in large print.
        plain: its pages without marks and ids.
        form: its map.
    """

    position: int | None
    material: Material
    document: Document
    plain: LaidOut
    look: Theme
    form: FormMap


def stage_personal_forms(output: OutputSet, inputs: MeetingInputs, assembled: Assembled, prover: Prover) -> Findings:
    """Puts PDF and Word of every form for every member into the set, each proven; gives what is wrong with names.

    The PDF shows the pages of the neutral form: names stand in its fields, where people can change them. Members who need large
    print get it; its map and blank form go beside those of the usual one.

    Args:
        output: the set of the packet.
        inputs: the meeting.
        assembled: the packet on pages.
        prover: of the packet; it knows the neutral forms.
    """
    findings, shared, members = Findings(), SharedPages(), inputs.meeting.members
    for usual in _neutral_forms(inputs, assembled):
        large = _large(output, inputs, usual.material, findings) if any(each.large_print for each in members) else usual
        for member in members:
            form, faults = _personal(large if member.large_print else usual, member, inputs)
            findings.extend(faults)
            _stage(output, inputs, form, prover, shared)
    return findings


def _neutral_forms(inputs: MeetingInputs, assembled: Assembled) -> Iterator[_Neutral]:
    parts = zip(assembled.materials, assembled.documents, assembled.plain, assembled.looks, strict=True)
    for position, (material, document, plain, look) in enumerate(parts):
        if any(page.fields for page in plain.pages):
            form = form_map_of(material, plain, inputs.meeting, inputs.packet.measures)
            yield _Neutral(position, material, document, plain, look, form)


def _large(output: OutputSet, inputs: MeetingInputs, material: Material, findings: Findings) -> _Neutral:
    """The form in large print, its map and blank form put into the set."""
    part, plain, faults = large_form(material, inputs)
    findings.extend(faults)
    stage_field_map(output, part, inputs)
    form = form_map_of(material, plain, inputs.meeting, inputs.packet.measures, large_print=True)
    return _Neutral(None, material, part.document, plain, part.theme, form)


def _personal(neutral: _Neutral, member: Member, inputs: MeetingInputs) -> tuple[PersonalForm, Findings]:
    numbering, is_large = number_meeting(inputs.meeting), neutral.form.large_print
    document, findings = build_form(neutral.material, inputs.packet, numbering, inputs.templates, member, large_print=is_large)
    form = PersonalForm(
        position=neutral.position,
        material=neutral.material,
        member=member,
        stem=_stem(neutral.material, member, inputs),
        document=document,
        pages=marked_form(neutral.plain, neutral.material, inputs.meeting, neutral.look, member),
        neutral=neutral.document,
        fillable=_fillable(neutral, member, inputs),
        look=neutral.look,
    )
    return form, findings


def _fillable(neutral: _Neutral, member: Member, inputs: MeetingInputs) -> Fillable:
    identity = identity_of(inputs.meeting, neutral.form.version, member)
    size_pt = LARGE_PT if neutral.form.large_print else SIZE_PT
    return Fillable(identity.text, prefilled(member), single_choices(neutral.form), size_pt)


def _stem(material: Material, member: Member, inputs: MeetingInputs) -> str:
    """「回答書_令和4年度第1回_C01_榊原弓弦」: form, meeting and member."""
    meeting = inputs.meeting
    number = f"{meeting.fiscal_year.label(meeting.style.digits)}第{meeting.round}回"
    name = "".join(member.name.value.split())
    return safe_stem(safe_name(f"{material.title}_{number}_{member.id}_{name}"), member.id)


def _stage(output: OutputSet, inputs: MeetingInputs, form: PersonalForm, prover: Prover, shared: SharedPages) -> None:
    meeting = inputs.meeting
    title = f"{form.neutral.title}　{form.member.name}"
    said = Description(kind="personal_form", title=title, material_id=form.material.id)
    info = PdfInfo(title=title, author=office_of(meeting), created=meeting.issue_date)
    pdf = paint_pdf([form.pages], info, shared, form.fillable)
    output.stage(f"{FOLDER}/{form.stem}.pdf", pdf, said, prove=partial(_prove_pdf, prover, form))
    properties = DocumentInfo(title=title, office=office_of(meeting), created=meeting.issue_date, form_id=form.fillable.form_id)
    word = prover.later(MemberWord(form.document, _word_look(form, inputs), properties))
    prove_word = partial(_prove_word, prover, form.document)
    output.stage(f"{FOLDER}/{form.stem}.docx", word, said, person_may_edit=True, prove=prove_word)


def _prove_pdf(prover: Prover, form: PersonalForm, path: Path) -> Findings:
    if form.position is None:
        return prove_pdf(path, [form.pages], [form.neutral])
    around = tuple(tuple(page.contents[-MARKED_CONTENTS:]) for page in form.pages.pages)
    return prover.answer(FormProof(form.position, around, path))


def _prove_word(prover: Prover, document: Document, path: Path) -> Findings:
    return prover.answer(MemberWordProof(document, path))


def _word_look(form: PersonalForm, inputs: MeetingInputs) -> Theme:
    """Of a Word file: that of the form; page heads in large print need more room."""
    return word_look(form.look, large_theme(inputs.theme) if form.member.large_print else inputs.theme)
