"""A packet with its faults in it: 〔要確認〕 at each place, and the sheet 「確認するところ」 in front."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from kaigi_docs.assembly import Assembled, look_of, make_documents, put_on_pages, with_running
from kaigi_docs.blocks import Document, Slot
from kaigi_docs.declarations.indicators import INDICATORS_FILE
from kaigi_docs.declarations.schedule import SCHEDULE_FILE
from kaigi_docs.declarations.statistics import STATISTICS_FILE
from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.materials.checklist import CHECKLIST, build_checklist
from kaigi_docs.materials.open_points import mark_open_points
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Edition, Material, MaterialKind
from kaigi_docs.model.numbering import Numbering, number_meeting
from kaigi_docs.read.folder import MEASURE_BOOK, MeetingInputs
from kaigi_docs.read.foreign_files import ATTACHMENT_FOLDER

_BOOKS = {
    MaterialKind.MEASURES: MEASURE_BOOK,
    MaterialKind.STATISTICS: STATISTICS_FILE,
    MaterialKind.INDICATORS: INDICATORS_FILE,
    MaterialKind.SCHEDULE: SCHEDULE_FILE,
}
_TEMPLATES = {MaterialKind.DISPATCH_LETTER: "dispatch_letter.md.j2", MaterialKind.COVER_LETTER: "cover_letter.md.j2"}


def assemble_draft(inputs: MeetingInputs, found: Findings, report: Callable[[str], None]) -> tuple[Assembled, Findings]:
    """The draft on pages, its checklist first, and what was found beside `found`; whatever is wrong, there is a draft.

    Column widths and the numbers of pages that are printed in lists are those of the packet without marks, as it will be.

    Args:
        inputs: what the meeting folder says, faulty rows kept.
        found: all that was wrong in it.
        report: receives a Japanese line per step.
    """
    numbering = number_meeting(inputs.meeting)
    report("案を組み立てています")
    documents, findings = make_documents(inputs, numbering, Edition.DRAFT)
    report("ページを組んでいます")
    clean = put_on_pages(inputs, numbering, documents, Edition.DRAFT)
    for each in clean.laid_out:
        findings.extend(each.findings)
    everything = Findings([*found, *findings])
    roomy = tuple(_with_room(*each) for each in zip(clean.documents, clean.bodies, strict=True))
    marked, shown = mark_open_points(roomy, everything, _made_from(inputs))
    bodies = tuple(layout_document(document, look) for document, look in zip(marked, clean.looks, strict=True))
    draft = with_running(inputs, marked, clean.looks, bodies)
    return _with_checklist(draft, inputs, everything, shown, numbering), findings


def _made_from(inputs: MeetingInputs) -> dict[str, str]:
    """The file beside the settings book that each 資料 is made from, by its id."""
    found = ((material.id, _file_of(material, inputs)) for material in inputs.meeting.materials)
    return {material_id: file for material_id, file in found if file}


def _file_of(material: Material, inputs: MeetingInputs) -> str:
    if material.kind in _TEMPLATES:
        return inputs.templates[_TEMPLATES[material.kind]][1]
    if material.kind is MaterialKind.ATTACHMENT:
        return f"{ATTACHMENT_FOLDER}/{material.file}"
    return _BOOKS.get(material.kind, "")


def _with_room(document: Document, body: LaidOut) -> Document:
    """The document without fixed heights, where its text does not fit one of them."""
    return _without_slots(document) if "slot-overflow" in body.findings.codes() else document


def _without_slots(value: Any) -> Any:
    """A value of the document model with the content of each slot in place of the slot."""
    if isinstance(value, tuple):
        parts = [_without_slots(each.content) if isinstance(each, Slot) else (_without_slots(each),) for each in value]
        return tuple(part for each in parts for part in each)
    if not is_dataclass(value) or isinstance(value, type | Location):
        return value
    old = {each.name: getattr(value, each.name) for each in fields(value)}
    new = {name: _without_slots(part) for name, part in old.items()}
    return replace(value, **{name: part for name, part in new.items() if part is not old[name]})


def _with_checklist(
    draft: Assembled,
    inputs: MeetingInputs,
    findings: Findings,
    shown: Mapping[Finding, Sequence[str]],
    numbering: Numbering,
) -> Assembled:
    """The draft behind its first sheet, which counts its own pages."""
    context = WordingContext(inputs.meeting, numbering, edition=Edition.DRAFT)
    look = look_of(CHECKLIST, inputs.theme)
    sheet = with_settled_widths(build_checklist(list(findings), shown, context), look)
    body = layout_document(sheet, look)
    (pages,) = add_running([body], inputs.theme, through=False)
    return Assembled(
        materials=(CHECKLIST, *draft.materials),
        documents=(sheet, *draft.documents),
        looks=(look, *draft.looks),
        laid_out=(pages, *draft.laid_out),
        bodies=(body, *draft.bodies),
        first_numbers=(1, *draft.first_numbers),
        plain=(pages, *draft.plain),
    )
