"""What the books say -> blocks -> pages: everything of a packet that is made before a file is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate

from kaigi_docs.blocks import Document
from kaigi_docs.check.references import check_references, check_typed_references
from kaigi_docs.findings import Findings
from kaigi_docs.forms import marked_form
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.form_marks import within_codes
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.materials.build import build_material, build_materials
from kaigi_docs.model.meeting import Access, Edition, Material, MaterialKind, PageNumbering
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
        materials: its parts in order; those that an edition leaves out are not here.
        documents: of each part, column widths settled.
        looks: of each part.
        laid_out: of each part, with page heads and feet.
        bodies: the same pages without them; errata adds others.
        first_numbers: of each part, what its first page is called where page numbers run through.
        plain: the pages with heads and feet, forms still without their marks and ids.
    """

    materials: tuple[Material, ...]
    documents: tuple[Document, ...]
    looks: tuple[Theme, ...]
    laid_out: tuple[LaidOut, ...]
    bodies: tuple[LaidOut, ...]
    first_numbers: tuple[int, ...]
    plain: tuple[LaidOut, ...]

    def only(self, positions: Sequence[int]) -> Assembled:
        """The same with some of its parts; pages keep their numbers."""
        kept = {each.name: tuple(getattr(self, each.name)[at] for at in positions) for each in fields(self)}
        return Assembled(**kept)


def assemble_packet(
    inputs: MeetingInputs, report: Callable[[str], None], edition: Edition = Edition.MEMBERS
) -> tuple[Assembled | None, Findings]:
    """The packet on pages, or None where its findings hold errors.

    Args:
        inputs: what the meeting folder says.
        report: receives a Japanese line per step.
        edition: for whom; the public one lacks the 資料 that are for members only.
    """
    numbering = number_meeting(inputs.meeting)
    report("資料を組み立てています")
    documents, findings = make_documents(inputs, numbering, edition)
    if findings.has_errors:
        return None, findings
    report("ページを組んでいます")
    assembled = put_on_pages(inputs, numbering, documents, edition)
    for each in assembled.laid_out:
        findings.extend(each.findings)
    if findings.has_errors:
        return None, findings
    return (published(assembled) if edition is Edition.PUBLIC else assembled), findings


def make_documents(inputs: MeetingInputs, numbering: Numbering, edition: Edition) -> tuple[tuple[Document, ...], Findings]:
    """The blocks of every row of the 資料 sheet, and what is wrong with their wording and citations."""
    documents, findings = build_materials(inputs.packet, numbering, inputs.templates, edition)
    for document in documents:
        findings.extend(check_references(document, inputs.meeting.materials, numbering))
    findings.extend(check_typed_references(inputs.meeting, numbering, inputs.templates.values()))
    return documents, findings


def put_on_pages(inputs: MeetingInputs, numbering: Numbering, documents: tuple[Document, ...], edition: Edition) -> Assembled:
    """All parts on pages, the numbers of pages that some of them print settled."""
    looks = tuple(look_of(material, inputs.theme) for material in inputs.meeting.materials)
    settled, bodies = _with_page_counts(inputs, numbering, edition, *on_pages(documents, looks), looks)
    return with_running(inputs, settled, looks, bodies)


def with_running(
    inputs: MeetingInputs, documents: tuple[Document, ...], looks: tuple[Theme, ...], bodies: tuple[LaidOut, ...]
) -> Assembled:
    """All parts with page heads and feet."""
    bodies = tuple(
        within_codes(body, look) if any(page.fields for page in body.pages) else body
        for body, look in zip(bodies, looks, strict=True)
    )
    plain = tuple(add_running(bodies, inputs.theme, through=inputs.meeting.style.pages is PageNumbering.THROUGH))
    laid_out = [
        marked_form(pages, material, inputs.meeting, look) if any(page.fields for page in pages.pages) else pages
        for pages, material, look in zip(plain, inputs.meeting.materials, looks, strict=True)
    ]
    first_numbers = accumulate((len(body.pages) for body in bodies[:-1]), initial=1)
    return Assembled(inputs.meeting.materials, documents, looks, tuple(laid_out), bodies, tuple(first_numbers), plain)


def published(assembled: Assembled) -> Assembled:
    """The packet without the 資料 that are for members only."""
    return assembled.only([at for at, each in enumerate(assembled.materials) if each.access is Access.PUBLIC])


def look_of(material: Material, theme: Theme) -> Theme:
    """The look of one material."""
    return form_theme(theme) if material.kind is MaterialKind.RESPONSE_FORM else theme


def on_pages(documents: Sequence[Document], looks: Sequence[Theme]) -> tuple[tuple[Document, ...], tuple[LaidOut, ...]]:
    """Documents with settled widths, and their pages without heads and feet."""
    settled = tuple(with_settled_widths(document, look) for document, look in zip(documents, looks, strict=True))
    return settled, tuple(layout_document(document, look) for document, look in zip(settled, looks, strict=True))


def _with_page_counts(
    inputs: MeetingInputs,
    numbering: Numbering,
    edition: Edition,
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
            document = build_material(materials[position], inputs.packet, numbering, inputs.templates, pages, edition)
            (settled,), (body,) = on_pages([document], [looks[position]])
            found[position] = settled, body
        counted = _page_counts(materials, [body for _, body in found])
        if counted == pages:
            break
        pages = counted
    return tuple(document for document, _ in found), tuple(body for _, body in found)


def _page_counts(materials: Sequence[Material], bodies: Sequence[LaidOut]) -> dict[str, int]:
    return {material.id: len(body.pages) for material, body in zip(materials, bodies, strict=True)}
