"""What the books say -> blocks -> pages: everything of a packet that is made before a file is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import Document
from kaigi_docs.check.references import check_references
from kaigi_docs.findings import Findings
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.materials.build import build_material, build_materials
from kaigi_docs.model.meeting import Material, MaterialKind, PageNumbering
from kaigi_docs.model.numbering import Numbering, number_meeting
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.theme import Theme
from kaigi_docs.themes import form_theme

CITES_PAGES = frozenset({MaterialKind.MATERIAL_LIST})
_ROUNDS = 3  # a list whose own length changes with the numbers that it prints settles in the second round at the latest


@dataclass(frozen=True, slots=True)
class Assembled:
    """A packet on pages.

    Attributes:
        documents: the materials in order, column widths settled.
        looks: of each material.
        laid_out: of each material, with page heads and feet.
    """

    documents: tuple[Document, ...]
    looks: tuple[Theme, ...]
    laid_out: tuple[LaidOut, ...]


def assemble_packet(inputs: MeetingInputs, report: Callable[[str], None]) -> tuple[Assembled | None, Findings]:
    """The packet on pages, or None where its findings hold errors.

    Args:
        inputs: what the meeting folder says.
        report: receives a Japanese line per step.
    """
    numbering = number_meeting(inputs.meeting)
    report("資料を組み立てています")
    documents, findings = build_materials(inputs.packet, numbering, inputs.templates)
    for document in documents:
        findings.extend(check_references(document, inputs.meeting.materials, numbering))
    if findings.has_errors:
        return None, findings
    report("ページを組んでいます")
    looks = tuple(look_of(material, inputs.theme) for material in inputs.meeting.materials)
    documents, bodies = _with_page_counts(inputs, numbering, *_on_pages(documents, looks), looks)
    laid_out = add_running(bodies, inputs.theme, through=inputs.meeting.style.pages is PageNumbering.THROUGH)
    for each in laid_out:
        findings.extend(each.findings)
    return (None if findings.has_errors else Assembled(documents, looks, tuple(laid_out))), findings


def look_of(material: Material, theme: Theme) -> Theme:
    """The look of one material."""
    return form_theme(theme) if material.kind is MaterialKind.RESPONSE_FORM else theme


def _on_pages(documents: Sequence[Document], looks: Sequence[Theme]) -> tuple[tuple[Document, ...], tuple[LaidOut, ...]]:
    """Documents with settled widths, and their pages without heads and feet."""
    settled = tuple(with_settled_widths(document, look) for document, look in zip(documents, looks, strict=True))
    return settled, tuple(layout_document(document, look) for document, look in zip(settled, looks, strict=True))


def _with_page_counts(
    inputs: MeetingInputs,
    numbering: Numbering,
    documents: tuple[Document, ...],
    bodies: tuple[LaidOut, ...],
    looks: Sequence[Theme],
) -> tuple[tuple[Document, ...], tuple[LaidOut, ...]]:
    """The same with the materials that print numbers of pages made again, until no number changes."""
    materials = inputs.meeting.materials
    citing = [position for position, material in enumerate(materials) if material.kind in CITES_PAGES]
    found, pages = list(zip(documents, bodies, strict=True)), _page_counts(materials, bodies)
    for _ in range(_ROUNDS if citing else 0):
        for position in citing:
            document = build_material(materials[position], inputs.packet, numbering, inputs.templates, pages)
            (settled,), (body,) = _on_pages([document], [looks[position]])
            found[position] = settled, body
        counted = _page_counts(materials, [body for _, body in found])
        if counted == pages:
            break
        pages = counted
    return tuple(document for document, _ in found), tuple(body for _, body in found)


def _page_counts(materials: Sequence[Material], bodies: Sequence[LaidOut]) -> dict[str, int]:
    return {material.id: len(body.pages) for material, body in zip(materials, bodies, strict=True)}
