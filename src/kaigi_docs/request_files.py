"""The files of 照会: their names, contents, entries in the manifest, and proofs."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.blocks import Document
from kaigi_docs.declarations.distribution_list import DISTRIBUTION_LIST, distribution_book
from kaigi_docs.declarations.status_book import AskedDepartment, department_book, shared_book
from kaigi_docs.declarations.status_sheet import STATUS_SHEET
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.manifest import Description
from kaigi_docs.materials.request_letter import REQUEST_LETTER
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import safe_stem, stage_paper
from kaigi_docs.proof.text import prove_text
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.render.text.document import render_text
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.sheets import Book

SHARED_BOOK = f"{STATUS_SHEET}_全課.xlsx"
"""The one book of all departments."""


def sheet_name(asked: AskedDepartment) -> str:
    """「調査票_D07_こども家庭課.xlsx」: the id keeps it apart from all others, whatever the name."""
    department = asked.department
    return f"{safe_stem(f'{STATUS_SHEET}_{department.id}_{department.name}', department.id)}.xlsx"


def stage_sheets(output: OutputSet, inputs: MeetingInputs, asked: Sequence[AskedDepartment], *, one_book: bool) -> None:
    """Puts the 調査票 and 配布一覧 into the set; people write into all of them, so none that was changed is ever replaced."""
    meeting, measures = inputs.meeting, inputs.packet.measures
    if one_book:
        book = shared_book(asked, meeting, measures)
        _stage_book(output, SHARED_BOOK, book)
        places = [sheet.title for sheet in book.sheets[1:]]
    else:
        places = [sheet_name(each) for each in asked]
        for each, name in zip(asked, places, strict=True):
            _stage_book(output, f"{STATUS_SHEET}/{name}", department_book(each, meeting, measures))
    _stage_book(output, f"{DISTRIBUTION_LIST}.xlsx", distribution_book(asked, places, meeting))


def stage_letter(output: OutputSet, inputs: MeetingInputs, letter: Document, pages: LaidOut) -> None:
    """Puts 照会文 as PDF, Word and plain text into the set."""
    stage_paper(output, inputs, letter, pages, REQUEST_LETTER, inputs.meeting.inquiry.issued_on)
    description = Description(kind="text", title=letter.title)
    output.stage(f"{REQUEST_LETTER}.txt", render_text(letter), description, prove=lambda path: prove_text(path, letter))


def _stage_book(output: OutputSet, name: str, book: Book) -> None:
    output.stage(name, render_book(book), Description(kind="book", title=book.title), person_may_edit=True)
