"""Every 資料 of a meeting, in the order of the packet."""

from __future__ import annotations

from collections.abc import Mapping

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.materials.agenda import build_agenda
from kaigi_docs.materials.attachment import build_attachment, build_replacement
from kaigi_docs.materials.cover_letter import build_cover_letter
from kaigi_docs.materials.dispatch_letter import build_dispatch_letter
from kaigi_docs.materials.form_sizes import LARGE_FORM, USUAL_FORM
from kaigi_docs.materials.indicators import build_indicators
from kaigi_docs.materials.material_list import build_material_list
from kaigi_docs.materials.measure_tables import build_measure_table
from kaigi_docs.materials.motions import build_motions
from kaigi_docs.materials.paper import marked
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.materials.roster import build_roster
from kaigi_docs.materials.schedule import build_schedule
from kaigi_docs.materials.statistics import build_statistics
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Edition, Material, MaterialKind, Member
from kaigi_docs.model.numbering import Numbering
from kaigi_docs.model.packet import PacketModel

Templates = Mapping[str, tuple[str, str]]


def build_materials(
    packet: PacketModel, numbering: Numbering, templates: Templates, edition: Edition = Edition.MEMBERS
) -> tuple[tuple[Document, ...], Findings]:
    """One Document for each row of the 資料 sheet, in its order, and all findings of their wording.

    Args:
        packet: what the books say.
        numbering: every number that one part cites of another.
        templates: source and shown path by template name.
        edition: for whom; the public one has documents of the withheld 資料 too, which only count pages.
    """
    findings = Findings()
    context = WordingContext(packet.meeting, numbering, edition=edition)
    documents: list[Document] = []
    for material in packet.meeting.materials:
        document, faults = _build(material, packet, context, templates)
        documents.append(marked(document, material, context))
        findings.extend(faults)
    return tuple(documents), findings


def build_material(
    material: Material,
    packet: PacketModel,
    numbering: Numbering,
    templates: Templates,
    pages: Mapping[str, int],
    edition: Edition = Edition.MEMBERS,
) -> Document:
    """One 資料 again, now that the numbers of pages by material id are known; only 配布資料一覧 prints them."""
    context = WordingContext(packet.meeting, numbering, pages, edition)
    return marked(_build(material, packet, context, templates)[0], material, context)


def build_form(
    material: Material,
    packet: PacketModel,
    numbering: Numbering,
    templates: Templates,
    member: Member | None = None,
    *,
    large_print: bool = False,
) -> tuple[Document, Findings]:
    """A 回答書 with the name and 所属 of a member in it, or neutral; in large print for those who need it."""
    context = WordingContext(packet.meeting, numbering)
    sizes = LARGE_FORM if large_print else USUAL_FORM
    document, findings = build_response_form(material, packet.measures, context, member, sizes)
    return marked(document, material, context), findings


def _build(material: Material, packet: PacketModel, context: WordingContext, templates: Templates) -> tuple[Document, Findings]:
    replacement = packet.replacements.get(material.id)
    if replacement is not None:
        return build_replacement(material, replacement, context)
    match material.kind:
        case MaterialKind.DISPATCH_LETTER:
            return build_dispatch_letter(material, packet, context, templates["dispatch_letter.md.j2"])
        case MaterialKind.COVER_LETTER:
            return build_cover_letter(material, context, templates["cover_letter.md.j2"])
        case MaterialKind.MATERIAL_LIST:
            return build_material_list(material, packet, context)
        case MaterialKind.AGENDA:
            return build_agenda(material, packet, context)
        case MaterialKind.ROSTER:
            return build_roster(material, packet, context)
        case MaterialKind.MOTIONS:
            return build_motions(material, packet, context)
        case MaterialKind.STATISTICS:
            return build_statistics(material, packet, context)
        case MaterialKind.MEASURES:
            return build_measure_table(material, packet.measures, context)
        case MaterialKind.INDICATORS:
            return build_indicators(material, packet, context)
        case MaterialKind.SCHEDULE:
            return build_schedule(material, packet, context)
        case MaterialKind.ATTACHMENT:
            return build_attachment(material, packet, context)
        case MaterialKind.RESPONSE_FORM:
            return build_response_form(material, packet.measures, context)
