"""The files of a packet: names, contents, what the manifest says of them, and how each is proven."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from kaigi_docs.blocks import NOT_SHOWN, Document
from kaigi_docs.chart_pictures import chart_pictures, word_pictures
from kaigi_docs.findings import Findings
from kaigi_docs.fonts import fonts_digest
from kaigi_docs.forms import form_map_of, form_version_of, identity_of, single_choices
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.manifest import Description, Origin
from kaigi_docs.model.form_map import form_map_tree
from kaigi_docs.model.meeting import Edition, Material, MaterialKind, Meeting, PageNumbering
from kaigi_docs.outputs import OutputSet
from kaigi_docs.outputs.commit import Prove
from kaigi_docs.proof.aside import Answer, AsideProver, Question
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.jobs import Job, JobProof, MaterialProof, Printed, WordProof
from kaigi_docs.proof.pdf import PdfProof, measured_proof
from kaigi_docs.proof.record import ProofRecord
from kaigi_docs.proof.same import PacketPages
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.render.pdf.paint import Fillable, PageLabel, PdfInfo, SharedPages, paint_pdf
from kaigi_docs.theme import Theme
from kaigi_docs.version import __version__

PACKET_NAME = "会議資料一式"
PACKET_NAMES = {
    Edition.MEMBERS: PACKET_NAME,
    Edition.PUBLIC: f"{PACKET_NAME}（公開用）",
    Edition.LARGE: f"{PACKET_NAME}（大活字）",
    Edition.DRAFT: f"{PACKET_NAME}（案）",
}
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
        first_page: where it starts in the packet, from 1; 0 for a form that is no part of it.
        first_number: what that page is called where page numbers run through; differs where an edition leaves parts out.
        content_sha256: digest of what its files show; "" for a form that is no part of the packet.
        made_from: path of the PDF of another program that it shows, "" for what is made from the books.
        replaced: whether that PDF has taken its place.
        large_print: whether it is the form in large print.
    """

    material: Material
    document: Document
    theme: Theme
    laid_out: LaidOut
    file_stem: str
    first_page: int
    first_number: int
    content_sha256: str
    made_from: str = ""
    replaced: bool = False
    large_print: bool = False

    @property
    def last_page(self) -> int:
        """Where it ends in the packet."""
        return self.first_page + len(self.laid_out.pages) - 1


def content_sha256(document: Document, first_number: int, theme: Theme) -> str:
    """A digest of everything that a material's files show: blocks, look, place in the packet and our version."""
    return digest_of(first_number, theme, document)


def digest_of(*values: object) -> str:
    """A digest of values and of our version, wherever they came from."""
    digest = hashlib.sha256()
    for value in (__version__, *values):
        digest.update("".join(_tokens(value)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _tokens(value: object) -> Iterator[str]:
    """A value as unambiguous text; where it came from does not count, nor bytes that a digest stands for."""
    if is_dataclass(value):
        yield f"{type(value).__name__}("
        for each in fields(value):
            if each.name not in NOT_SHOWN and each.name != "where":
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
        stem = safe_stem(document.title, document.id)
        is_taken = stem.casefold() in (each.casefold() for each in stems)
        stems.append(f"{stem}_{document.id}" if is_taken else stem)
    return stems


def safe_name(title: str) -> str:
    """A title as the name of a file, without signs that Windows forbids; may be empty."""
    return _UNSAFE.sub("＿", title).strip(" .　")[:60].rstrip(" .　")


def safe_stem(title: str, instead: str) -> str:
    """A title as a file name without ending that Windows takes; `instead` where nothing of it is left."""
    stem = safe_name(title) or instead
    return f"{instead}_{stem}" if _RESERVED.fullmatch(stem.split(".")[0]) else stem


def origin_of(inputs: MeetingInputs, edition: Edition = Edition.MEMBERS) -> Origin:
    """What the manifest says a packet was made from; that of the public edition names no files, which are not public."""
    digests = {} if edition is Edition.PUBLIC else inputs.sha256
    return Origin(kaigi_docs=__version__, meeting=inputs.meeting.id, fonts=fonts_digest(), inputs=digests)


Pieces = Sequence[tuple[int, Sequence[int | None]]]
"""Parts of a print job: position of the printed pages, and their slots (`with_blank_backs`)."""


@dataclass(frozen=True, slots=True)
class WordFile:
    """The Word file of a material, to be made in whichever process has time.

    Attributes:
        position: of its pages and blocks among the printed ones.
        theme: its look.
        info: what the file says about itself.
    """

    position: int
    theme: Theme
    info: DocumentInfo

    def __call__(self, printed: Printed) -> bytes:
        """Its bytes."""
        pages, document = printed[self.position]
        return render_docx(document, self.theme, self.info, word_pictures(document, pages, self.theme))


class Prover:
    """The proof of what is painted from pages that both processes know; those of the materials come first.

    A page that is drawn exactly as in the packet is not read a second time, unless every material's file is measured.
    """

    def __init__(self, parts: Sequence[Part], printed: Printed, aside: AsideProver | None, *, measured: bool) -> None:
        """Proves in the second process, or where there is none in this one."""
        self._parts, self._printed, self._aside, self._measured = parts, printed, aside, measured
        self._packet = PacketPages()
        self._later = ThreadPoolExecutor(max_workers=1)

    def packet(self, path: Path) -> PdfProof:
        """The proof of the packet itself; those of other files wait until it has begun."""
        self._packet.learn(path)
        return measured_proof(path, [part.laid_out for part in self._parts], [part.document for part in self._parts])

    def material(self, position: int, path: Path) -> PdfProof:
        """The proof of the PDF of one material, named by its position; without figures where the proof of the packet holds."""
        if not self._measured and not self._packet.differing(path, self._pages_of(position)):
            return PdfProof(Findings(), None)
        return self.answer(MaterialProof(position, path))

    def word(self, position: int, path: Path) -> Findings:
        """The proof of the Word file of one material."""
        return self.answer(WordProof(position, path))

    def job(self, pieces: Pieces, theme: Theme, path: Path, *, named: bool, with_text: bool) -> Findings:
        """The proof of a print job, see `prove_job`."""
        wanted = [page for piece in pieces for page in self._packet_pages(*piece)]
        only = None if with_text else self._packet.differing(path, wanted)
        job = Job(tuple((position, tuple(slots)) for position, slots in pieces), theme, named, with_text, only)
        return self.answer(JobProof(job, path))

    def later(self, question: Question[bytes]) -> Callable[[], bytes]:
        """What gives the bytes of a file, which the second process makes meanwhile; where that has all files to measure, or where
        there is none, it is made when asked."""
        if self._aside is None or self._measured:
            return partial(question, self._printed)
        return self._later.submit(self._aside.ask, question).result

    def answer(self, question: Question[Answer]) -> Answer:
        """What either process answers."""
        return self._aside.ask(question) if self._aside is not None else question(self._printed)

    def _pages_of(self, position: int) -> range:
        """The pages of a material in the packet, from 0."""
        return range(self._parts[position].first_page - 1, self._parts[position].last_page)

    def _packet_pages(self, position: int, slots: Sequence[int | None]) -> list[int | None]:
        """The pages of the packet, from 0, that a part of a print job shows; None for blank ones, and for pages of letters."""
        pages = self._pages_of(position) if position < len(self._parts) else ()
        if not pages:
            return [None] * len(slots)
        return [pages[slot] if slot is not None else None for slot in slots]


@contextmanager
def material_prover(parts: Sequence[Part], further: Printed = (), *, measured: bool = True) -> Iterator[Prover]:
    """The prover of materials and print jobs, with a second process where there is enough to prove.

    Args:
        parts: the packet.
        further: pages that only print jobs have, with their documents.
        measured: whether every material's file is read in full: for its figures, or because there are few.
    """
    printed = (*((part.laid_out, part.document) for part in parts), *further)
    if parts[-1].last_page < ASIDE_FROM_PAGES:
        yield Prover(parts, printed, None, measured=measured)
        return
    with AsideProver(printed) as aside:
        yield Prover(parts, printed, aside, measured=measured)


def stage_files(
    output: OutputSet,
    inputs: MeetingInputs,
    parts: Sequence[Part],
    chosen: frozenset[str],
    prover: Prover,
    record: ProofRecord,
    shared: SharedPages,
    edition: Edition = Edition.MEMBERS,
) -> None:
    """Puts the packet, and PDF, Word and field map of each chosen material, into the set; what proofs measure is recorded.

    A part that is no row of the 資料 sheet, such as the first sheet of a draft, is always written. Of a 資料 whose place a PDF
    has taken there is no Word file, since it would say something else.
    """
    meeting = inputs.meeting
    known = {material.id for material in meeting.materials}
    _stage_packet(output, meeting, parts, PACKET_NAMES[edition], lambda path: record.packet(prover.packet(path)), shared)
    for position, part in enumerate(parts):
        if part.material.id in chosen or part.material.id not in known:
            version = _form_version(part, meeting)
            _stage_pdf(output, inputs, part, version, _recording(prover, position, record), shared)
            if not part.replaced:
                word = WordFile(position, word_look(part.theme, inputs.theme), _word_info(part, meeting, version))
                description = _description("word", part, version)
                content, prove = prover.later(word), _recording_word(prover, position, record)
                output.stage(f"Word/{part.file_stem}.docx", content, description, person_may_edit=True, prove=prove)
            if version is not None and edition is Edition.MEMBERS:
                stage_field_map(output, part, inputs)


def _recording(prover: Prover, position: int, record: ProofRecord) -> Prove:
    return lambda path: record.material(position, prover.material(position, path))


def _stage_packet(
    output: OutputSet, meeting: Meeting, parts: Sequence[Part], name: str, prove: Prove, shared: SharedPages
) -> None:
    laid_out = [part.laid_out for part in parts]
    title = f"{meeting.name}　{name}"
    description = Description(kind="packet", title=title, pages=parts[-1].last_page)
    content = paint_pdf(laid_out, _pdf_info(meeting, title, parts), shared)
    output.stage(f"{name}.pdf", content, description, prove=prove)


def _stage_pdf(
    output: OutputSet, inputs: MeetingInputs, part: Part, version: str | None, prove: Prove, shared: SharedPages
) -> None:
    fillable = _fillable(part, inputs) if version is not None else None
    content = paint_pdf([part.laid_out], _pdf_info(inputs.meeting, part.document.title, [part]), shared, fillable)
    output.stage(f"PDF/{part.file_stem}.pdf", content, _description("pdf", part, version), prove=prove)


def _recording_word(prover: Prover, position: int, record: ProofRecord) -> Prove:
    return lambda path: record.word(position, prover.word(position, path))


def _word_info(part: Part, meeting: Meeting, version: str | None) -> DocumentInfo:
    form_id = identity_of(meeting, version, None).text if version is not None else ""
    return DocumentInfo(part.document.title, office=office_of(meeting), created=meeting.issue_date, form_id=form_id)


def word_look(look: Theme, usual: Theme) -> Theme:
    """The look of a Word file: a form keeps no room there for marks and codes, which only paper has."""
    return replace(look, margins=usual.margins, table_margins=usual.table_margins)


def _fillable(part: Part, inputs: MeetingInputs) -> Fillable | None:
    """What makes a form fillable; None for a PDF of another program that has taken its place."""
    if part.replaced:
        return None
    form = form_map_of(part.material, part.laid_out, inputs.meeting, inputs.packet.measures)
    return Fillable(identity_of(inputs.meeting, form.version, None).text, single=single_choices(form))


def stage_field_map(output: OutputSet, part: Part, inputs: MeetingInputs) -> None:
    """By what returned forms are read: 様式/<form_version>.json, and the blank form beside it, on paper and in Word."""
    form = form_map_of(part.material, part.laid_out, inputs.meeting, inputs.packet.measures, large_print=part.large_print)
    content = (json.dumps(form_map_tree(form), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
    output.stage(f"様式/{form.version}.json", content, _description("form_map", part, form.version))
    blank = paint_pdf([part.laid_out], _pdf_info(inputs.meeting, part.document.title, [part]))
    output.stage(f"様式/{form.version}.pdf", blank, _description("form_blank", part, form.version), prove=_proof_of(part))
    if not part.replaced:
        word = render_docx(part.document, word_look(part.theme, inputs.theme), _word_info(part, inputs.meeting, form.version), {})
        said = _description("form_word", part, form.version)
        output.stage(f"様式/{form.version}.docx", word, said, prove=lambda path: prove_docx(path, part.document))


def _proof_of(part: Part) -> Prove:
    return lambda path: measured_proof(path, [part.laid_out], [part.document]).findings


def form_versions(parts: Sequence[Part], meeting: Meeting) -> list[str | None]:
    """The version of each answer form, None for other materials."""
    return [_form_version(part, meeting) for part in parts]


def stage_paper(
    output: OutputSet,
    inputs: MeetingInputs,
    document: Document,
    pages: LaidOut,
    stem: str,
    created: date | None,
    *,
    look: Theme | None = None,
    description: Description | None = None,
) -> None:
    """Puts PDF and Word of a paper that is no part of the packet into the set, each with its proof.

    Args:
        output: the set.
        inputs: the meeting and its look.
        document: its blocks.
        pages: the same on pages.
        stem: path of its files without ending.
        created: the date that its files carry.
        look: its look, if not that of the meeting.
        description: what the manifest says of it, numbers of pages apart, if not that it is a paper.
    """
    meeting, theme = inputs.meeting, look if look is not None else inputs.theme
    info = PdfInfo(title=document.title, author=office_of(meeting), created=created)
    said = description if description is not None else Description(kind="paper", title=document.title)
    description = replace(said, pages=len(pages.pages))
    content = paint_pdf([pages], info)
    output.stage(f"{stem}.pdf", content, description, prove=lambda path: measured_proof(path, [pages], [document]).findings)
    properties = DocumentInfo(title=document.title, office=office_of(meeting), created=created)
    word = render_docx(document, theme, properties, chart_pictures(document, pages, theme))
    output.stage(
        f"{stem}.docx",
        word,
        replace(description, pages=None),
        person_may_edit=True,
        prove=lambda path: prove_docx(path, document),
    )


def _form_version(part: Part, meeting: Meeting) -> str | None:
    if part.material.kind is not MaterialKind.RESPONSE_FORM:
        return None
    return form_version_of(part.material, part.laid_out, meeting)


def _description(kind: str, part: Part, version: str | None) -> Description:
    return Description(
        kind=kind,
        title=part.document.title,
        material_id=part.material.id,
        packet_pages=(part.first_page, part.last_page) if part.first_page else None,
        pages=len(part.laid_out.pages),
        form_version=version,
        content_sha256=part.content_sha256 or None,
        made_from=part.made_from or None,
    )


def _pdf_info(meeting: Meeting, title: str, parts: Sequence[Part]) -> PdfInfo:
    """Title, office and date; page labels that are the numbers of the packet where these run through it."""
    through = meeting.style.pages is PageNumbering.THROUGH
    labels = tuple(_through_labels(parts)) if through else ()
    return PdfInfo(title=title, author=office_of(meeting), created=meeting.issue_date, page_labels=labels)


def _through_labels(parts: Sequence[Part]) -> Iterator[PageLabel]:
    """A label for each part whose numbers do not go on from the part before it."""
    page, expected = 0, 0
    for part in parts:
        if part.first_number != expected:
            yield PageLabel(page, start=part.first_number)
        page += len(part.laid_out.pages)
        expected = part.first_number + len(part.laid_out.pages)


def office_of(meeting: Meeting) -> str:
    """The office, never a person: 事務局名."""
    return meeting.secretariat.name.value
