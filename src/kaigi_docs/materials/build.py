"""Every 資料 of a meeting, in the order of the packet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.materials.cover_letter import build_cover_letter
from kaigi_docs.materials.measure_tables import build_measure_table
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Material, MaterialKind, Meeting
from kaigi_docs.model.numbering import Numbering


def build_materials(
    meeting: Meeting, measures: Sequence[Measure], numbering: Numbering, templates: Mapping[str, tuple[str, str]]
) -> tuple[tuple[Document, ...], Findings]:
    """One Document for each row of the 資料 sheet, in its order, and all findings of their wording.

    Args:
        meeting: what the settings book says.
        measures: the plan's measures.
        numbering: every number that one part cites of another.
        templates: source and shown path by template name.
    """
    findings = Findings()
    context = WordingContext(meeting, numbering)
    documents: list[Document] = []
    for material in meeting.materials:
        document, faults = _build(material, measures, context, templates)
        documents.append(document)
        findings.extend(faults)
    return tuple(documents), findings


def _build(
    material: Material, measures: Sequence[Measure], context: WordingContext, templates: Mapping[str, tuple[str, str]]
) -> tuple[Document, Findings]:
    match material.kind:
        case MaterialKind.COVER_LETTER:
            return build_cover_letter(material, context, templates["cover_letter.md.j2"])
        case MaterialKind.MEASURES:
            return build_measure_table(material, measures, context)
        case MaterialKind.RESPONSE_FORM:
            return build_response_form(material, measures, context)
