"""Rows for what people have to decide: put into 判断/要確認.xlsx without touching what stands there.

A row is known by its id, wherever people moved it. Its cells are theirs once it is written; only the words 未回答, 回答済み and
解決 under いま are changed by us, and any other text there is left alone, too. A book that is not as it should be is never
replaced, and there is never a second one.

Limits: rows that are added below an Excel table (テーブル) do not become part of it. Of two programs that change the book within
the same moment, the later one wins.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.declarations.decisions import (
    ANSWER,
    ANSWERED,
    CHOICES_SHEET,
    CORRECTIONS_FILE,
    DAY_PATTERN,
    KIND,
    OBSOLETE,
    PICTURE,
    QUESTIONS,
    QUESTIONS_FILE,
    STATE,
    STATES,
    WAITING,
    choice_texts,
    corrections_book,
    pattern_addresses,
    question_texts,
    questions_book,
)
from kaigi_docs.declarations.measures import ValueField
from kaigi_docs.declarations.views import VIEWS_FILE
from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.model.decisions import OF_DEPARTMENTS, Decisions, OpenQuestion, QuestionKind
from kaigi_docs.outputs.disk import Disk
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import cell_text, is_filled
from kaigi_docs.read.decisions import listed_choices, question_id_of, read_questions
from kaigi_docs.read.grid import CellValue, GridBook, GridSheet, cell_position
from kaigi_docs.read.raw import RawRow, RawTable
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.xlsx.amend import AddedCell, AddedRow, NotAmendable, SheetChange, amended
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.render.xlsx.pictures import AddedPicture, column_px, row_height_pt

_CHOICES_WIDTH = 16.0


class BookHeldOpen(OutputFault):
    """A book of decisions is open elsewhere, so that nothing can be written into it."""


def ensure_writable(directory: Path) -> None:
    """Nothing, if the books of decisions can be written; called before anything else of a run is written.

    Looks for the marks that Excel (~$要確認.xlsx) and LibreOffice (.~lock.要確認.xlsx#) put beside an open book, and opens the
    book for writing, which Windows refuses while Excel has it.

    Args:
        directory: the meeting folder.

    Raises:
        BookHeldOpen: 要確認.xlsx, 修正.xlsx or 事務局の考え方.xlsx is open elsewhere.
        OutputFault: one of them cannot be written for another reason.
    """
    for name in (QUESTIONS_FILE, CORRECTIONS_FILE, VIEWS_FILE):
        if (directory / name).exists():
            _ensure_free(directory / name)


def _ensure_free(path: Path) -> None:
    for mark in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
        if mark.exists():
            left = f"どこでも開いていないときは、同じフォルダの「{mark.name}」（隠しファイル）を消してください。"
            raise BookHeldOpen(f"{_held_open(path)}{left}")
    try:
        with path.open("r+b"):
            pass
    except PermissionError as reason:
        raise BookHeldOpen(f"{_held_open(path)}読み取り専用になっていないかも確かめてください。") from reason
    except OSError as reason:
        raise _unwritable(path, reason) from reason


def _held_open(path: Path) -> str:
    shown = f"{path.parent.name}/{path.name}"
    return f"「{shown}」がほかで開かれているので、何も書いていません。閉じてから、もう一度実行してください。"


def _unwritable(path: Path, reason: OSError) -> OutputFault:
    return OutputFault(f"「{path}」に書き込めません（{reason.strerror or reason}）。場所と空き容量を確かめてください。")


def start_corrections(directory: Path, fields: Sequence[ValueField], disk: Disk | None = None) -> bool:
    """Whether 判断/修正.xlsx was written; one that is there is never touched.

    Args:
        directory: the meeting folder.
        fields: the columns of 施策一覧 that hold answers.
        disk: the seam for tests.

    Raises:
        OutputFault: the folder cannot be written.
    """
    path = directory / CORRECTIONS_FILE
    if path.exists():
        return False
    put_book(path, render_book(corrections_book(fields)), None, disk or Disk())
    return True


def add_questions(
    directory: Path,
    questions: Sequence[OpenQuestion],
    decisions: Decisions,
    sandbox: Sandbox,
    disk: Disk | None = None,
    kinds: frozenset[QuestionKind] = OF_DEPARTMENTS,
) -> tuple[int, Findings]:
    """The number of rows that were added to 判断/要確認.xlsx, and what keeps it from being written.

    The book is made when the first question comes. A question whose row was deleted gets a new one; a row whose question is not
    asked any more stays. When nothing changes, nothing is written.

    Codes beside those of reading: `decisions-not-written`, an error; `decision-lapsed`, a warning that is given once.

    Args:
        directory: the meeting folder.
        questions: all that are asked now, answered ones too.
        decisions: what was read from the book, for the words under いま.
        sandbox: where the book is opened.
        disk: the seam for tests.
        kinds: that this command asks; rows of others belong to another command, which alone says when they are settled.

    Raises:
        BookHeldOpen: the book is open elsewhere; it was not touched.
        OutputFault: it cannot be written.
    """
    ensure_writable(directory)
    disk, path = disk or Disk(), directory / QUESTIONS_FILE
    asked = list({each.id: each for each in questions}.values())
    if not path.exists():
        if asked:
            put_book(path, _first_book(asked), None, disk)
        return len(asked), Findings()
    before = path.read_bytes()
    book, findings = read_book(sandbox, path, QUESTIONS_FILE)
    table = read_questions(book, findings) if book is not None else None
    if book is None or table is None or not set(QUESTIONS.required_headers) <= set(table.headers):
        return 0, _not_written(findings, "上の誤りを直してください。")
    changes = _Changes(book, table, asked, decisions, kinds)
    if not changes.all:
        return 0, findings
    try:
        content = amended(before, changes.all)
    except NotAmendable as reason:
        return 0, _not_written(findings, f"{reason}Excel で開いて、そのまま保存し直してください。")
    put_book(path, content, before, disk, CellsProof(changes.expected(), sandbox))
    findings.extend(changes.lapsed())
    return len(changes.new), findings


def _first_book(asked: Sequence[OpenQuestion]) -> bytes:
    """The book with its first questions."""
    book = questions_book(asked)
    shown = book.sheets[0]
    first, column = shown.header_row + 1, [field.header for field in QUESTIONS.fields].index(PICTURE) + 1
    pictures = _pictures(asked, first, column, shown.columns[column - 1].width)
    heights = {picture.row: row_height_pt(picture.png) for picture in pictures}
    content = render_book(replace(book, sheets=(replace(shown, row_heights=heights), *book.sheets[1:])))
    return amended(content, (SheetChange(title=shown.title, pictures=pictures),)) if pictures else content


def _pictures(questions: Sequence[OpenQuestion], first_row: int, column: int, width: float | None) -> tuple[AddedPicture, ...]:
    """The pictures of questions that stand in rows one below the other.

    Args:
        questions: in their order.
        first_row: of the first of them, from 1.
        column: of the pictures, from 1.
        width: of that column in half-width characters; None where it has the usual one.
    """
    return tuple(
        AddedPicture(
            row=row,
            column=column,
            png=question.picture,
            alt=f"{question.kind.value}　{question.subject}".strip(),
            width_px=column_px(width) if width is not None else None,
        )
        for row, question in enumerate(questions, first_row)
        if question.picture is not None
    )


def _not_written(findings: Findings, hint: str) -> Findings:
    findings.error("decisions-not-written", Location(QUESTIONS_FILE), "新しい確認事項の行を書き足せませんでした。", hint)
    return findings


class _Changes:
    """What is to be put into a book.

    Attributes:
        new: the questions that have no row yet.
        all: by sheet; empty where nothing changes.
    """

    def __init__(
        self,
        book: GridBook,
        table: RawTable,
        asked: Sequence[OpenQuestion],
        decisions: Decisions,
        kinds: frozenset[QuestionKind],
    ) -> None:
        """Compares what is asked with what the book has."""
        self._book, self._table, self._kinds = book, table, kinds
        self._asked, self._decisions = asked, decisions
        self._columns = {
            header: cell_position(place.cell)[1] for header, place in table.headers.items() if place.cell is not None
        }
        known = {question_id_of(row) for row in table.rows}
        self.new = [each for each in asked if each.id not in known]
        shown = SheetChange(title=self._title, texts=dict(self._states()), rows=tuple(self._rows()), pictures=self._pictures())
        lists = SheetChange(title=CHOICES_SHEET, rows=tuple(self._lists()))
        self.all = tuple(change for change in (shown, lists) if change.texts or change.rows)

    @property
    def _title(self) -> str:
        """Of the sheet with the questions, whatever people called it."""
        return self._table.where.sheet or QUESTIONS.title

    def _states(self) -> Iterator[tuple[tuple[int, int], str]]:
        """The cells under いま that have another of our words than they should, with that word."""
        sheet, asked = self._book.sheet(self._title), {each.id for each in self._asked}
        for row in self._table.rows:
            place, question_id = (row.number, self._columns.get(STATE, 0)), question_id_of(row)
            cell = sheet.cells.get(place) if sheet is not None else None
            if cell is None or cell.formula or cell_text(cell.value) not in STATES or not question_id:
                continue
            if question_id not in asked and not self._is_ours(row):
                continue
            answered = ANSWERED if question_id in self._decisions.answers else WAITING
            state = answered if question_id in asked else OBSOLETE
            if cell_text(cell.value) != state:
                yield place, state

    def _is_ours(self, row: RawRow) -> bool:
        """Whether a row is of a kind that this command asks; a kind that a person renamed belongs to every command."""
        cell = row.cells.get(KIND)
        word = cell_text(cell.value).strip() if cell is not None else ""
        return word not in set(QuestionKind) - self._kinds

    def lapsed(self) -> Iterator[Finding]:
        """Decisions of which nothing is asked any more since this run."""
        texts = {place: text for change in self.all if change.title == self._title for place, text in change.texts.items()}
        for row in self._table.rows:
            if texts.get((row.number, self._columns.get(STATE, 0))) == OBSOLETE and is_filled(row.cells.get(ANSWER)):
                answer = cell_text(row.cells[ANSWER].value).strip()
                message = f"「{answer}」と決めた行のことは、今回は尋ねていません。この答えは使っていません。"
                hint = "新しい行が足されていれば、そちらで決めてください。同じことをまた尋ねるときは、この答えを使います。"
                yield Finding("decision-lapsed", Severity.WARNING, row.places.get(ANSWER, row.where), message, hint)

    def _rows(self) -> Iterator[AddedRow]:
        """The rows of the new questions, below all that stands on the sheet."""
        for number, question in enumerate(self.new, self._first_row):
            least_pt = row_height_pt(question.picture) if question.picture is not None else 0.0
            yield AddedRow(number, tuple(self._cells(question)), least_pt)

    @property
    def _first_row(self) -> int:
        """The row of the first new question."""
        return last_row(self._book.sheet(self._title)) + 1

    def _pictures(self) -> tuple[AddedPicture, ...]:
        """The pictures of the new questions; right of all columns in a book that has none for them."""
        if PICTURE in self._columns:
            return _pictures(self.new, self._first_row, self._columns[PICTURE], QUESTIONS.field(PICTURE).width)
        sheet = self._book.sheet(self._title)
        last = max((column for _, column in sheet.cells), default=0) if sheet is not None else 0
        return _pictures(self.new, self._first_row, last + 1, None)

    def _cells(self, question: OpenQuestion) -> Iterator[AddedCell]:
        """The cells of a row under the headers that the sheet still has, in the order of its columns."""
        texts, patterns = question_texts(question), pattern_addresses()
        for header, column in sorted(self._columns.items(), key=lambda item: item[1]):
            pattern = DAY_PATTERN if header == ANSWER and not question.choices else header
            width = QUESTIONS.field(header).width
            yield AddedCell(column, texts.get(header, ""), width, (CHOICES_SHEET, patterns[pattern]))

    def _lists(self) -> Iterator[AddedRow]:
        """The choices of questions that the hidden sheet lacks; nothing where somebody removed the sheet."""
        sheet = self._book.sheet(CHOICES_SHEET)
        if sheet is None:
            return
        known = listed_choices(sheet)
        texts = (choice_texts(each) for each in self._asked if each.id not in known)
        for number, row in enumerate(filter(None, texts), last_row(sheet) + 1):
            cells = (AddedCell(column, text, _CHOICES_WIDTH, (CHOICES_SHEET, "A1")) for column, text in enumerate(row, 1))
            yield AddedRow(number, tuple(cells))

    def expected(self) -> dict[str, dict[tuple[int, int], CellValue]]:
        """The values of all cells by sheet, as the new book has to give them back."""
        values = {sheet.title: {place: cell.value for place, cell in sheet.cells.items()} for sheet in self._book.sheets}
        for change in self.all:
            values[change.title].update(change.texts)
            added = {(row.number, cell.column): cell.text for row in change.rows for cell in row.cells if cell.text}
            values[change.title].update(added)
        return values


def last_row(sheet: GridSheet | None) -> int:
    """The last row with anything in it."""
    if sheet is None:
        return 0
    return max((*(row for row, _ in sheet.cells), *(bottom for _, _, bottom, _ in sheet.merged)), default=0)


@dataclass(frozen=True, slots=True)
class CellsProof:
    """Whether a file, read back, has the cells that it should have."""

    expected: dict[str, dict[tuple[int, int], CellValue]]
    sandbox: Sandbox
    name: str = QUESTIONS_FILE

    def holds(self, path: Path) -> bool:
        """Whether each sheet has exactly these values."""
        book, _ = read_book(self.sandbox, path, self.name)
        if book is None:
            return False
        found = {sheet.title: {place: cell.value for place, cell in sheet.cells.items()} for sheet in book.sheets}
        return found == self.expected


def put_book(path: Path, content: bytes, before: bytes | None, disk: Disk, proof: CellsProof | None = None) -> None:
    """Puts a file into its place in one step, proven before.

    Args:
        path: of the book.
        content: its bytes.
        before: what stood there when it was read; None for a new book.
        disk: the seam for tests.
        proof: of the new bytes.

    Raises:
        BookHeldOpen: another program has the book, or changed it meanwhile.
        OutputFault: it cannot be written, or is not what it should be.
    """
    temporary = path.with_name(f".kaigi-{path.name}.tmp")
    try:
        disk.make_directory(path.parent)
        with temporary.open("wb") as file:
            disk.write(file, content)
            disk.sync(file)
        if proof is not None and not proof.holds(temporary):
            raise OutputFault(f"「{path}」に書き足したものを読み返したところ誤りがあったため、元のままにしました。")
        if disk.read(path) != before:
            raise BookHeldOpen(_held_open(path))
        disk.replace(temporary, path)
        disk.sync_directory(path.parent)
    except PermissionError as reason:
        raise BookHeldOpen(_held_open(path)) from reason
    except OSError as reason:
        raise _unwritable(path, reason) from reason
    finally:
        with contextlib.suppress(OSError):  # once the file has its place nothing is left of the attempt
            disk.remove(temporary)
