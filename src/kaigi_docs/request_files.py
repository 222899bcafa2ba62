"""The files of 照会: their names, contents, entries in the manifest, and proofs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kaigi_docs.blocks import Document
from kaigi_docs.declarations.distribution_list import DISTRIBUTION_LIST, distribution_book
from kaigi_docs.declarations.status_book import AskedDepartment, department_book, shared_book
from kaigi_docs.declarations.status_sheet import STATUS_SHEET
from kaigi_docs.findings import Finding, Findings
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.manifest import Description
from kaigi_docs.materials.request_letter import REQUEST_LETTER, build_request_letter
from kaigi_docs.materials.sheet_guide import build_sheet_guide
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import safe_stem, stage_paper
from kaigi_docs.proof.text import prove_text
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.render.text.document import render_text
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.sheets import Book

SHARED_BOOK = f"{STATUS_SHEET}_全課.xlsx"
"""The one book of all departments."""
_WORDING_CODES = frozenset({"wording-syntax", "placeholder-unknown", "reference-unknown"})
"""A letter with one of these faults does not say what it should, and is not written."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of 照会: its blocks and its pages."""

    document: Document
    pages: LaidOut


def sheet_name(asked: AskedDepartment) -> str:
    """「調査票_D07_こども家庭課.xlsx」: the id keeps it apart from all others, whatever the name."""
    department = asked.department
    return f"{safe_stem(f'{STATUS_SHEET}_{department.id}_{department.name}', department.id)}.xlsx"


def stage_sheets(output: OutputSet, inputs: MeetingInputs, asked: Sequence[AskedDepartment], *, one_book: bool) -> None:
    """Puts the 調査票 and 配布一覧 into the set; people write into all of them, so none that was changed is ever replaced."""
    meeting, measures = inputs.meeting, inputs.packet.measures
    if one_book:
        book = shared_book(asked, meeting, measures)
        stage_book(output, SHARED_BOOK, book)
        places = [sheet.title for sheet in book.sheets[1:]]
    else:
        places = [sheet_name(each) for each in asked]
        for each, name in zip(asked, places, strict=True):
            stage_book(output, f"{STATUS_SHEET}/{name}", department_book(each, meeting, measures))
    stage_book(output, f"{DISTRIBUTION_LIST}.xlsx", distribution_book(asked, places, meeting))


def make_papers(inputs: MeetingInputs, *, one_book: bool) -> tuple[tuple[Paper, ...], Findings]:
    """照会文 and 調査票の書き方 on pages, and what is wrong with either."""
    context = WordingContext(inputs.meeting, number_meeting(inputs.meeting))
    shared = SHARED_BOOK if one_book else ""
    findings = Findings()
    papers: list[Paper] = []
    for build, template in ((build_request_letter, "request_letter.md.j2"), (build_sheet_guide, "status_sheet_guide.md.j2")):
        document, faults = build(context, inputs.packet.measures, inputs.templates[template], shared)
        papers.append(on_pages(document, inputs))
        findings.extend([*faults, *papers[-1].pages.findings])
    return tuple(papers), findings


def on_pages(document: Document, inputs: MeetingInputs) -> Paper:
    """A paper by itself, with page numbers of its own."""
    settled = with_settled_widths(document, inputs.theme)
    (pages,) = add_running([layout_document(settled, inputs.theme)], inputs.theme, through=False)
    return Paper(settled, pages)


def stage_papers(output: OutputSet, inputs: MeetingInputs, papers: Sequence[Paper]) -> None:
    """Puts both papers as PDF and Word into the set, and 照会文, the first, as plain text for a mail."""
    for paper in papers:
        stage_paper(output, inputs, paper.document, paper.pages, paper.document.title, inputs.meeting.inquiry.issued_on)
    stage_text(output, REQUEST_LETTER, papers[0].document)


def stage_text(output: OutputSet, stem: str, letter: Document) -> None:
    """Puts a letter as plain text for a mail into the set, with its proof; `stem` is its path without ending."""
    description = Description(kind="text", title=letter.title)
    output.stage(f"{stem}.txt", render_text(letter), description, prove=lambda path: prove_text(path, letter))


def stage_book(output: OutputSet, name: str, book: Book) -> None:
    """Puts a book that people write into into the set."""
    output.stage(name, render_book(book), Description(kind="book", title=book.title), person_may_edit=True)


def stage_letter(
    output: OutputSet,
    inputs: MeetingInputs,
    document: Document,
    faults: Iterable[Finding],
    stem: str,
    issued_on: date | None,
) -> Findings:
    """What is wrong with a letter; it is in the set as PDF, Word and text, unless its wording has an error.

    Args:
        output: the set.
        inputs: the meeting and its look.
        document: the letter.
        faults: found while it was built.
        stem: its path without ending.
        issued_on: its date.
    """
    findings = Findings(faults)
    if _WORDING_CODES & set(findings.codes()):
        return findings
    paper = on_pages(document, inputs)
    findings.extend(paper.pages.findings)
    stage_paper(output, inputs, paper.document, paper.pages, stem, issued_on)
    stage_text(output, stem, paper.document)
    return findings
