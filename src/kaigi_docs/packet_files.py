"""The files of a packet: names, contents, what the manifest says of them, and how each is proven."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from pathlib import Path

from kaigi_docs.blocks import Document
from kaigi_docs.chart_pictures import chart_pictures
from kaigi_docs.findings import Findings
from kaigi_docs.fonts import fonts_digest
from kaigi_docs.layout.field import field_map, form_version
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.manifest import Description, Origin
from kaigi_docs.materials.response_form import question_signature
from kaigi_docs.model.meeting import Material, MaterialKind, Meeting, PageNumbering
from kaigi_docs.model.numbering import questions_of
from kaigi_docs.outputs import OutputSet
from kaigi_docs.outputs.commit import Prove
from kaigi_docs.proof.aside import AsideProver
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.pdf import PdfProof, measured_proof
from kaigi_docs.proof.record import ProofRecord
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.render.pdf.paint import PageLabel, PdfInfo, paint_pdf
from kaigi_docs.theme import Theme
from kaigi_docs.version import __version__

PACKET_NAME = "会議資料一式"
ASIDE_FROM_PAGES = 16  # below, a second process costs more than it saves
_RESERVED = re.compile(r"(?i)con|prn|aux|nul|(?:com|lpt)[0-9¹²³]")  # names of devices on Windows, whatever the ending
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Part:
    """A material on its way to its files.

    Attributes:
        material: its row of the 資料 sheet.
        document: its blocks.
        theme: its look.
        laid_out: its pages.
        file_stem: name of its files without ending.
        first_page: where it starts in the packet, from 1.
        content_sha256: digest of what its files show.
    """

    material: Material
    document: Document
    theme: Theme
    laid_out: LaidOut
    file_stem: str
    first_page: int
    content_sha256: str

    @property
    def last_page(self) -> int:
        """Where it ends in the packet."""
        return self.first_page + len(self.laid_out.pages) - 1


def content_sha256(document: Document, first_page: int, theme: Theme) -> str:
    """A digest of everything that a material's files show: blocks, look, place in the packet and our version."""
    digest = hashlib.sha256()
    for value in (__version__, first_page, theme, document):
        digest.update("".join(_tokens(value)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _tokens(value: object) -> Iterator[str]:
    """A value as unambiguous text; where it came from does not count."""
    if is_dataclass(value):
        yield f"{type(value).__name__}("
        for each in fields(value):
            if each.name != "source":
                yield from _tokens(getattr(value, each.name))
        yield ")"
    elif isinstance(value, tuple):
        yield "["
        for item in value:
            yield from _tokens(item)
        yield "]"
    elif isinstance(value, dict):
        yield from _tokens(tuple(value.items()))
    else:
        yield f"{value!r},"


def file_stems(documents: Sequence[Document]) -> list[str]:
    """A file name for each document: 「資料３　各課の…」 or its title, safe on Windows and unique."""
    stems: list[str] = []
    for document in documents:
        stem = _UNSAFE.sub("＿", document.title).strip(" .　")[:60].rstrip(" .　") or document.id
        if _RESERVED.fullmatch(stem.split(".")[0]):
            stem = f"{document.id}_{stem}"
        is_taken = stem.casefold() in (each.casefold() for each in stems)
        stems.append(f"{stem}_{document.id}" if is_taken else stem)
    return stems


def origin_of(inputs: MeetingInputs) -> Origin:
    """What the manifest says a packet was made from."""
    return Origin(kaigi_docs=__version__, meeting=inputs.meeting.id, fonts=fonts_digest(), inputs=inputs.sha256)


ProveMaterial = Callable[[int, Path], PdfProof]


@contextmanager
def material_prover(parts: Sequence[Part]) -> Iterator[ProveMaterial]:
    """The proof of the PDF of a material, named by its position; in a second process where there is enough to prove."""
    materials = [(part.laid_out, part.document) for part in parts]
    if parts[-1].last_page < ASIDE_FROM_PAGES:
        yield lambda position, path: measured_proof(path, [materials[position][0]], [materials[position][1]])
        return
    with AsideProver(materials) as aside:
        yield aside.prove


def stage_files(
    output: OutputSet,
    inputs: MeetingInputs,
    parts: Sequence[Part],
    chosen: frozenset[str],
    prove_material: ProveMaterial,
    record: ProofRecord,
) -> None:
    """Puts the packet, and PDF, Word and field map of each chosen material, into the set; what proofs measure is recorded."""
    meeting = inputs.meeting
    _stage_packet(output, meeting, parts, record)
    for position, part in enumerate(parts):
        if part.material.id in chosen:
            version = _form_version(part, meeting)
            _stage_pdf(output, meeting, part, version, _recording(prove_material, position, record))
            _stage_word(output, meeting, part, version, partial(record.word, position))
            if version is not None:
                _stage_field_map(output, part, version)


def _recording(prove_material: ProveMaterial, position: int, record: ProofRecord) -> Prove:
    return lambda path: record.material(position, prove_material(position, path))


def _stage_packet(output: OutputSet, meeting: Meeting, parts: Sequence[Part], record: ProofRecord) -> None:
    laid_out = [part.laid_out for part in parts]
    title = f"{meeting.name}　{PACKET_NAME}"
    description = Description(kind="packet", title=title, pages=parts[-1].last_page)

    def prove(path: Path) -> Findings:
        return record.packet(measured_proof(path, laid_out, [part.document for part in parts]))

    output.stage(f"{PACKET_NAME}.pdf", paint_pdf(laid_out, _pdf_info(meeting, title)), description, prove=prove)


def _stage_pdf(output: OutputSet, meeting: Meeting, part: Part, version: str | None, prove: Prove) -> None:
    content = paint_pdf([part.laid_out], _pdf_info(meeting, part.document.title, part.first_page))
    output.stage(f"PDF/{part.file_stem}.pdf", content, _description("pdf", part, version), prove=prove)


def _stage_word(
    output: OutputSet, meeting: Meeting, part: Part, version: str | None, recorded: Callable[[Findings], Findings]
) -> None:
    info = DocumentInfo(title=part.document.title, office=_office(meeting), created=meeting.issue_date)
    pictures = chart_pictures(part.document, part.laid_out, part.theme)
    content = render_docx(part.document, part.theme, info, pictures)

    def prove(path: Path) -> Findings:
        return recorded(prove_docx(path, part.document))

    description = _description("word", part, version)
    output.stage(f"Word/{part.file_stem}.docx", content, description, person_may_edit=True, prove=prove)


def _stage_field_map(output: OutputSet, part: Part, version: str) -> None:
    """The map by which returned paper is read: 様式/<form_version>.json."""
    tree = {"form_version": version, "material_id": part.material.id, "fields": field_map([part.laid_out])}
    content = (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
    output.stage(f"様式/{version}.json", content, _description("form_map", part, version))


def _form_version(part: Part, meeting: Meeting) -> str | None:
    if part.material.kind is not MaterialKind.RESPONSE_FORM:
        return None
    return form_version(question_signature(questions_of(part.material, meeting)), field_map([part.laid_out]))


def _description(kind: str, part: Part, version: str | None) -> Description:
    return Description(
        kind=kind,
        title=part.document.title,
        material_id=part.material.id,
        packet_pages=(part.first_page, part.last_page),
        pages=len(part.laid_out.pages),
        form_version=version,
        content_sha256=part.content_sha256,
    )


def _pdf_info(meeting: Meeting, title: str, first_page: int = 1) -> PdfInfo:
    """Title, office and date; page labels that go on from the packet's numbers where these run through."""
    through = meeting.style.pages is PageNumbering.THROUGH
    labels = (PageLabel(0, start=first_page),) if through else ()
    return PdfInfo(title=title, author=_office(meeting), created=meeting.issue_date, page_labels=labels)


def _office(meeting: Meeting) -> str:
    """The office, never a person: 事務局名."""
    return meeting.secretariat.name.value
