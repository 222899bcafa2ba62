"""判断/事務局の考え方.xlsx amended without touching what people wrote there: rows for the opinions of members, and what
departments say to them in cells that are still blank.

A row is known by the id of its opinion, wherever it was moved. Of filled cells only いま, 番号, 似た意見 and 課の回答の控え are
changed by us.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kaigi_docs.decision_books import CellsProof, ensure_writable, last_row, put_book
from kaigi_docs.declarations import views as sheet
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.opinion_sheet import Reply, ViewFill, code_of
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
    *,
    pending: frozenset[str] = frozenset(),
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
        pending: ids of opinions of which it is open whether they count: their rows stay.

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
    _amend(path, read.book, _change(read.book, read.table, rows, pending), sandbox, disk, findings)
    return findings


def fill_views(
    directory: Path, fills: Sequence[ViewFill], read: ViewsRead, sandbox: Sandbox, disk: Disk | None = None
) -> Findings:
    """What keeps the book from taking what departments wrote; each text goes into a cell that is blank, with its code beside it.

    Codes: `views-not-written`, an error.

    Args:
        directory: the meeting folder.
        fills: into cells that are blank in `read`.
        read: the book as found.
        sandbox: where the book is opened for its proof.
        disk: the seam for tests.

    Raises:
        BookHeldOpen: the book is open elsewhere; it was not touched.
        OutputFault: it cannot be written.
    """
    findings = Findings()
    if not fills:
        return findings
    if read.book is None or read.table is None or not {sheet.VIEW, sheet.ACTION} <= set(read.table.headers):
        return _not_written(findings, "このブックの誤りを直してください。")
    ensure_writable(directory)
    title, columns = _place(read.table)
    widths = {columns[each.header]: float(each.width) for each in sheet.VIEWS.fields if each.header in (sheet.VIEW, sheet.ACTION)}
    change = SheetChange(title=title, texts=dict(_filled(fills, read, columns)), widths=widths)
    _amend(directory / sheet.VIEWS_FILE, read.book, change, sandbox, disk or Disk(), findings)
    return findings


def _filled(fills: Sequence[ViewFill], read: ViewsRead, columns: Mapping[str, int]) -> Iterator[tuple[tuple[int, int], str]]:
    """The new texts by cell, and under 課の回答の控え the codes of all that was taken over."""
    rows = {opinion_id_of(row): row.number for row in (read.table.rows if read.table is not None else ())}
    taken = {each.opinion_id: set(each.taken) for each in read.rows}
    for each in fills:
        header = sheet.VIEW if each.reply is Reply.VIEW else sheet.ACTION
        yield (rows[each.opinion_id], columns[header]), writable(each.text.value)
        taken[each.opinion_id].add(code_of(each.reply, each.text.value))
        if sheet.TAKEN in columns:
            yield (rows[each.opinion_id], columns[sheet.TAKEN]), "\n".join(sorted(taken[each.opinion_id]))


def _amend(path: Path, book: GridBook, change: SheetChange, sandbox: Sandbox, disk: Disk, findings: Findings) -> None:
    """Puts the change into the book, proven; nothing is written where nothing changes."""
    if not change.texts and not change.rows:
        return
    before = path.read_bytes()
    try:
        content = amended(before, (change,))
    except NotAmendable as reason:
        _not_written(findings, f"{reason}Excel で開いて、そのまま保存し直してください。")
        return
    put_book(path, content, before, disk, CellsProof(_expected(book, change), sandbox, sheet.VIEWS_FILE))


def _not_written(findings: Findings, hint: str) -> Findings:
    message = "「事務局の考え方」に書き足せませんでした。"
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
        sheet.ALIKE: "、".join(format_number(each, meeting.style.digits) for each in opinion.alike),
    }


def _change(book: GridBook, table: RawTable, rows: dict[str, dict[str, str]], pending: frozenset[str]) -> SheetChange:
    """New rows below all others; of the others the word under いま, and numbers that are others now."""
    title, columns = _place(table)
    known = {opinion_id_of(row) for row in table.rows}
    first = last_row(book.sheet(title)) + 1
    new = [texts for opinion_id, texts in rows.items() if opinion_id not in known]
    added = tuple(AddedRow(number, tuple(_cells(texts, columns))) for number, texts in enumerate(new, first))
    present = pending.union(rows)
    changed = {**dict(_states(book, table, title, columns, present)), **dict(_numbers(book, table, title, columns, rows))}
    return SheetChange(title=title, texts=changed, rows=added)


def _place(table: RawTable) -> tuple[str, dict[str, int]]:
    """The name of the sheet, and its columns by header."""
    columns = {header: cell_position(place.cell)[1] for header, place in table.headers.items() if place.cell is not None}
    return table.where.sheet or sheet.VIEWS.title, columns


def _cells(texts: dict[str, str], columns: dict[str, int]) -> Iterator[AddedCell]:
    for header, column in sorted(columns.items(), key=lambda item: item[1]):
        field = next((each for each in sheet.VIEWS.fields if each.header == header), None)
        if field is not None:
            yield AddedCell(column, texts.get(header, ""), field.width, sheet.pattern_of(header))


def _states(
    book: GridBook, table: RawTable, title: str, columns: dict[str, int], present: frozenset[str]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells under いま that say something else than they should, unless a person wrote there."""
    grid = book.sheet(title)
    for row in table.rows:
        place = (row.number, columns.get(sheet.STATE, 0))
        cell = grid.cells.get(place) if grid is not None else None
        if cell is None or cell.formula or cell_text(cell.value) not in sheet.STATES:
            continue
        state = sheet.PRESENT if opinion_id_of(row) in present else sheet.GONE
        if cell_text(cell.value) != state:
            yield place, state


def _numbers(
    book: GridBook, table: RawTable, title: str, columns: dict[str, int], rows: dict[str, dict[str, str]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """The cells under 番号 and 似た意見 that are others since opinions came or went; formulas of people stay."""
    grid = book.sheet(title)
    for row in (each for each in table.rows if opinion_id_of(each) in rows):
        for header in (each for each in sheet.KEPT_NEW if each in columns):
            place = (row.number, columns[header])
            cell = grid.cells.get(place) if grid is not None else None
            text = rows[opinion_id_of(row)][header]
            if (cell is None or not cell.formula) and (cell_text(cell.value) if cell is not None else "") != text:
                yield place, text


def _expected(book: GridBook, change: SheetChange) -> dict[str, dict[tuple[int, int], CellValue]]:
    """The values of all cells by sheet, as the new book has to give them back."""
    values = {each.title: {place: cell.value for place, cell in each.cells.items()} for each in book.sheets}
    values[change.title].update(change.texts)
    for place in (each for each, text in change.texts.items() if not text):
        del values[change.title][place]
    values[change.title].update({(row.number, cell.column): cell.text for row in change.rows for cell in row.cells if cell.text})
    return values
