"""Rows for the opinions of members, put into 判断/事務局の考え方.xlsx without touching what people wrote there.

A row is known by the id of its opinion, wherever it was moved. Only いま is changed by us, where an opinion is
not there any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kaigi_docs.decision_books import CellsProof, ensure_writable, last_row, put_book
from kaigi_docs.declarations import views as sheet
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.responses import Opinion
from kaigi_docs.outputs.disk import Disk
from kaigi_docs.read.cells import cell_text
from kaigi_docs.read.grid import CellValue, GridBook, cell_position
from kaigi_docs.read.raw import RawTable
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.views import ViewsRead, opinion_id_of
from kaigi_docs.render.xlsx.amend import AddedCell, AddedRow, NotAmendable, SheetChange, amended
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.sheets import writable


def add_opinions(
    directory: Path,
    opinions: Sequence[Opinion],
    questions: Sequence[FormQuestion],
    read: ViewsRead,
    meeting: Meeting,
    sandbox: Sandbox,
    disk: Disk | None = None,
) -> Findings:
    """What keeps the book from being written; it is made when the first opinion comes, and left alone when nothing changes.

    Codes: `views-not-written`, an error.

    Args:
        directory: the meeting folder.
        opinions: all that count now.
        questions: of the forms, for their labels.
        read: the book as found.
        meeting: names of members and departments.
        sandbox: where the book is opened for its proof.
        disk: the seam for tests.

    Raises:
        BookHeldOpen: the book is open elsewhere; it was not touched.
        OutputFault: it cannot be written.
    """
    ensure_writable(directory)
    findings = Findings()
    path, disk = directory / sheet.VIEWS_FILE, disk or Disk()
    rows = {each.id: _texts(each, questions, meeting) for each in opinions}
    if not path.exists():
        if rows:
            departments = [each.name.value for each in meeting.departments]
            put_book(path, render_book(sheet.views_book(list(rows.values()), departments)), None, disk)
        return findings
    if read.book is None or read.table is None or not set(sheet.VIEWS.required_headers) <= set(read.table.headers):
        return _not_written(findings, "このブックの誤りを直してください。")
    before = path.read_bytes()
    change = _change(read.book, read.table, rows)
    if not change.texts and not change.rows:
        return findings
    try:
        content = amended(before, (change,))
    except NotAmendable as reason:
        return _not_written(findings, f"{reason}Excel で開いて、そのまま保存し直してください。")
    put_book(path, content, before, disk, CellsProof(_expected(read.book, change), sandbox, sheet.VIEWS_FILE))
    return findings


def _not_written(findings: Findings, hint: str) -> Findings:
    message = "新しい意見の行を書き足せませんでした。"
    findings.error("views-not-written", Location(sheet.VIEWS_FILE), message, hint)
    return findings


def _texts(opinion: Opinion, questions: Sequence[FormQuestion], meeting: Meeting) -> dict[str, str]:
    """What a new row says, by header."""
    question = next((each for each in questions if each.id == opinion.question_id), None)
    subjects = {each.id: each.name for each in question.subjects} if question is not None else {}
    about = "　".join(
        part for part in (question.label if question else "", subjects.get(opinion.subject_id, ""), opinion.cited) if part
    )
    names = {member.id: member.name.value for member in meeting.members}
    return {
        sheet.ID: opinion.id,
        sheet.STATE: sheet.PRESENT,
        sheet.NUMBER: format_number(opinion.number, meeting.style.digits),
        sheet.QUESTION: writable(about),
        sheet.MEMBER: writable(names.get(opinion.member_id, "")),
        sheet.ORIGINAL: writable(opinion.text.value),
    }


def _change(book: GridBook, table: RawTable, rows: dict[str, dict[str, str]]) -> SheetChange:
    """New rows below all others, and the word under いま of opinions that came or went."""
    title = table.where.sheet or sheet.VIEWS.title
    columns = {header: cell_position(place.cell)[1] for header, place in table.headers.items() if place.cell is not None}
    known = {opinion_id_of(row) for row in table.rows}
    first = last_row(book.sheet(title)) + 1
    new = [texts for opinion_id, texts in rows.items() if opinion_id not in known]
    added = tuple(AddedRow(number, tuple(_cells(texts, columns))) for number, texts in enumerate(new, first))
    return SheetChange(title=title, texts=dict(_states(book, table, title, columns, rows)), rows=added)


def _cells(texts: dict[str, str], columns: dict[str, int]) -> Iterator[AddedCell]:
    for header, column in sorted(columns.items(), key=lambda item: item[1]):
        field = next((each for each in sheet.VIEWS.fields if each.header == header), None)
        if field is not None:
            yield AddedCell(column, texts.get(header, ""), field.width, sheet.pattern_of(header))


def _states(
    book: GridBook, table: RawTable, title: str, columns: dict[str, int], rows: dict[str, dict[str, str]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells under いま that say something else than they should, unless a person wrote there."""
    grid = book.sheet(title)
    for row in table.rows:
        place = (row.number, columns.get(sheet.STATE, 0))
        cell = grid.cells.get(place) if grid is not None else None
        if cell is None or cell.formula or cell_text(cell.value) not in sheet.STATES:
            continue
        state = sheet.PRESENT if opinion_id_of(row) in rows else sheet.GONE
        if cell_text(cell.value) != state:
            yield place, state


def _expected(book: GridBook, change: SheetChange) -> dict[str, dict[tuple[int, int], CellValue]]:
    """The values of all cells by sheet, as the new book has to give them back."""
    values = {each.title: {place: cell.value for place, cell in each.cells.items()} for each in book.sheets}
    values[change.title].update(change.texts)
    values[change.title].update({(row.number, cell.column): cell.text for row in change.rows for cell in row.cells if cell.text})
    return values
