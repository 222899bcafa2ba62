"""発送/: what the office needs between 決裁 and the post office: print jobs, their order, labels, envelopes, the packing list.

Nothing here belongs to the packet: no file of it is published, mailed, or kept in 発送済み/.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kaigi_docs.assembly import Assembled
from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings, Location
from kaigi_docs.labels import Label
from kaigi_docs.layout.blanks import with_blank_backs
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.labels import fitted_labels, label_document, lay_labels
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Page
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.manifest import Description, Manifest
from kaigi_docs.materials.addresses import (
    ENVELOPE_TITLE,
    LABELS_TITLE,
    RETURN_LABELS_TITLE,
    build_envelope,
    check_return,
    member_labels,
    return_labels,
)
from kaigi_docs.materials.dispatch_letter import build_member_letters
from kaigi_docs.materials.packing_list import build_packing_list
from kaigi_docs.materials.print_order import build_print_order
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Material
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.printing import Printable, PrintJob, is_for_each, paper_holding, plan_jobs
from kaigi_docs.outputs import OutputSet
from kaigi_docs.outputs.commit import Prove
from kaigi_docs.packet_files import Part, Prover, digest_of, office_of, safe_name, stage_paper
from kaigi_docs.proof.pdf import measured_proof
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.render.pdf.paint import PdfInfo, SharedPages, paint_pdf
from kaigi_docs.theme import Theme
from kaigi_docs.themes import envelope_theme

FOLDER = "発送"
KIND = "dispatch"
"""What the manifest calls these files."""

LETTER_TEMPLATE = "dispatch_letter.md.j2"


@dataclass(frozen=True, slots=True)
class DispatchPaper:
    """A file of one document: with a look it is written in Word too, without one only as PDF."""

    name: str
    document: Document
    pages: LaidOut
    look: Theme | None = None


@dataclass(frozen=True, slots=True)
class JobFile:
    """A print job: its file and, for each of its parts, which of the `printed` pages it is made of."""

    name: str
    job: PrintJob
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DispatchFiles:
    """Everything that goes into 発送/.

    Attributes:
        printed: pages and document of every part of the packet, then of the letters to single members.
        sha256: digest of all that the files are made from.
    """

    papers: tuple[DispatchPaper, ...]
    jobs: tuple[JobFile, ...]
    printed: tuple[tuple[LaidOut, Document], ...]
    sha256: str


@dataclass(slots=True)
class _Maker:
    """What all papers are made from; findings are gathered on the way."""

    inputs: MeetingInputs
    parts: Sequence[Part]
    context: WordingContext
    findings: Findings = field(default_factory=Findings)

    def paper(self, name: str, document: Document) -> DispatchPaper:
        """A document on pages, with heads and feet, for PDF and Word."""
        theme = self.inputs.theme
        settled = with_settled_widths(document, theme)
        (pages,) = add_running([layout_document(settled, theme)], theme, through=False)
        self.findings.extend(pages.findings)
        return DispatchPaper(name, settled, pages, theme)

    def labels(self, title: str, labels: Sequence[Label], *, first: int = 1) -> Iterator[DispatchPaper]:
        """A file of labels; none where there are no labels."""
        if not labels:
            return
        theme, dispatch = self.inputs.theme, self.inputs.meeting.dispatch
        fitted, faults = fitted_labels(labels, dispatch.label_sheet, theme)
        pages = lay_labels(fitted, dispatch.label_sheet, theme, title=title, first=first, frames=dispatch.label_frames)
        self.findings.extend([*_each_once(faults), *pages.findings])
        yield DispatchPaper(title, label_document(fitted, title), pages)

    def envelope(self) -> DispatchPaper:
        """The envelope for the answer, without page heads and feet."""
        look = envelope_theme(self.inputs.theme, self.inputs.meeting.dispatch.envelope)
        document = build_envelope(self.context)
        pages = layout_document(document, look)
        self.findings.extend(pages.findings)
        return DispatchPaper(ENVELOPE_TITLE, document, pages, look)


def make_dispatch_files(inputs: MeetingInputs, assembled: Assembled, parts: Sequence[Part]) -> tuple[DispatchFiles, Findings]:
    """What goes into 発送/, on pages, and what is wrong with it.

    Args:
        inputs: what the meeting folder says.
        assembled: the packet on pages; it is not laid out again.
        parts: the same with the names of its files.
    """
    meeting, numbering = inputs.meeting, number_meeting(inputs.meeting)
    maker = _Maker(inputs, parts, WordingContext(meeting, numbering))
    letters = tuple(_member_letters(maker))
    printed = tuple((part.laid_out, part.document) for part in parts) + tuple((pages, text) for _, pages, text in letters)
    whole = [_printable(part.material, part.material.id, part.laid_out, maker.context) for part in parts]
    each = [_printable(material, pages.id, pages, maker.context) for material, pages, _ in letters]
    jobs = plan_jobs(meeting, whole, each)
    names = _file_names(jobs)
    at = {printable.id: position for position, printable in enumerate((*whole, *each))}
    files = tuple(
        JobFile(name, job, tuple(at[part.printable.id] for part in job.parts)) for name, job in zip(names, jobs, strict=True)
    )
    order = maker.paper("印刷指示書", build_print_order(jobs, names, maker.context))
    packing = maker.paper("封入チェック表", build_packing_list(maker.context))
    papers = (order, packing, *_addresses(maker))
    return DispatchFiles(papers, files, printed, dispatch_sha256(inputs, parts)), maker.findings


def _member_letters(maker: _Maker) -> Iterator[tuple[Material, LaidOut, Document]]:
    """The 送付文書 to each member, a document and so a count of pages of its own for each; most of its lines are set once."""
    meeting, theme = maker.inputs.meeting, maker.inputs.theme
    for material in (each for each in meeting.materials if is_for_each(each, meeting)):
        template = maker.inputs.templates[LETTER_TEMPLATE]
        whole = build_member_letters(material, maker.inputs.packet, maker.context, template)
        documents = [
            replace(whole, id=f"{whole.id}-{member.id}", sections=(section,))
            for member, section in zip(meeting.members, whole.sections, strict=True)
        ]
        typesetter = Typesetter(theme, Findings())
        letters = add_running([layout_document(each, theme, typesetter) for each in documents], theme, through=False)
        maker.findings.extend(typesetter.findings)
        yield from ((material, pages, document) for pages, document in zip(letters, documents, strict=True))


def _addresses(maker: _Maker) -> Iterator[DispatchPaper]:
    """Labels for the members, and the office's address in both forms where answers come back by post."""
    meeting = maker.inputs.meeting
    labels, faults = member_labels(meeting)
    maker.findings.extend([*faults, *check_return(meeting)])
    yield from maker.labels(LABELS_TITLE, labels, first=meeting.dispatch.first_label)
    answers = return_labels(meeting)
    if answers:
        yield maker.envelope()
        yield from maker.labels(RETURN_LABELS_TITLE, answers)


def _each_once(faults: Findings) -> Findings:
    """The faults, those of labels that are all alike told once."""
    return Findings(list(dict.fromkeys(faults)))


def _printable(material: Material, printable_id: str, pages: LaidOut, context: WordingContext) -> Printable:
    label = context.numbering.materials[material.id]
    return Printable(id=printable_id, material=material, label=label, papers=tuple(map(_paper, pages.pages)))


def _paper(page: Page) -> str:
    return paper_holding(page.width / PT_PER_MM, page.height / PT_PER_MM)


def _file_names(jobs: Sequence[PrintJob]) -> list[str]:
    """Names of the files of jobs, safe on Windows and unique."""
    names: list[str] = []
    for job in jobs:
        name = safe_name(job.name)
        names.append(name if name not in names else f"{name}_{job.parts[0].printable.id}")
    return names


def dispatch_sha256(inputs: MeetingInputs, parts: Sequence[Part]) -> str:
    """A digest of everything that the files of 発送/ are made from; what they say of a member cannot be got back from it."""
    meeting = inputs.meeting
    settings = (meeting.members, meeting.dispatch, meeting.secretariat, meeting.style, meeting.issue_date, meeting.document_no)
    orders = tuple((part.material.print, part.content_sha256) for part in parts)
    return digest_of((settings, orders, inputs.theme, inputs.templates[LETTER_TEMPLATE][0]))


def outdated_dispatch_files(manifest: Manifest, sha256: str) -> Findings:
    """A warning where 発送/ shows an earlier state of the meeting (`dispatch-outdated`), as a build with --only leaves it."""
    findings = Findings()
    old = [entry for entry in manifest.files if entry.description.kind == KIND and entry.description.content_sha256 != sha256]
    if old:
        message = f"「{FOLDER}」フォルダの{len(old)}点を作ったあとで、会議のフォルダの Excel が変わっています。"
        hint = "印刷する前に、--only を付けずに「kaigi build フォルダ」で作り直してください。"
        findings.warn("dispatch-outdated", Location(FOLDER), message, hint)
    return findings


def stage_dispatch_files(
    output: OutputSet, inputs: MeetingInputs, files: DispatchFiles, prover: Prover, shared: SharedPages
) -> None:
    """Puts all files of 発送/ into the set, each with its proof; print jobs show the pages of the packet."""
    issued = inputs.meeting.issue_date
    for paper in files.papers:
        if paper.look is not None:
            description = Description(kind=KIND, title=paper.document.title, content_sha256=files.sha256)
            stem = f"{FOLDER}/{paper.name}"
            stage_paper(output, inputs, paper.document, paper.pages, stem, issued, look=paper.look, description=description)
        else:
            _stage_pdf(output, inputs, paper.name, [paper.pages], files.sha256, _proof_of(paper))
    for job in files.jobs:
        _stage_job(output, inputs, job, files, prover, shared)


def _proof_of(paper: DispatchPaper) -> Prove:
    return lambda path: measured_proof(path, [paper.pages], [paper.document]).findings


def _stage_job(
    output: OutputSet, inputs: MeetingInputs, file: JobFile, files: DispatchFiles, prover: Prover, shared: SharedPages
) -> None:
    theme, named = inputs.theme, inputs.meeting.dispatch.names_blank_pages
    pieces = [(position, part.slots) for position, part in zip(file.positions, file.job.parts, strict=True)]
    pages = [with_blank_backs(files.printed[at][0], slots, theme, names_blanks=named) for at, slots in pieces]

    def prove(path: Path) -> Findings:
        return prover.job(pieces, theme, path, named=named, with_text=file.job.for_each_member)

    _stage_pdf(output, inputs, file.name, pages, files.sha256, prove, shared)


def _stage_pdf(
    output: OutputSet,
    inputs: MeetingInputs,
    name: str,
    pages: Sequence[LaidOut],
    sha256: str,
    prove: Prove,
    shared: SharedPages | None = None,
) -> None:
    title = f"{inputs.meeting.name}　{name}"
    info = PdfInfo(title=title, author=office_of(inputs.meeting), created=inputs.meeting.issue_date)
    count = sum(len(each.pages) for each in pages)
    description = Description(kind=KIND, title=title, pages=count, content_sha256=sha256)
    output.stage(f"{FOLDER}/{name}.pdf", paint_pdf(pages, info, shared), description, prove=prove)
