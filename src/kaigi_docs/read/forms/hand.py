"""回答/手入力.xlsx: what the secretariat typed in, a form for each row, with its remarks; every cell is used or told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from kaigi_docs.declarations.hand_entry import (
    BESIDE,
    GUIDE_SHEET,
    HAND_ENTRY,
    LISTENER,
    MEMBER,
    METHOD,
    QUESTION,
    RECEIVED,
    answer_columns,
    parse_mark,
    remark_columns,
)
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.form_map import FIELD_NAME, TABLE_COLUMNS, FormMap, FormQuestion
from kaigi_docs.model.meeting import Member, QuestionKind
from kaigi_docs.model.returned_forms import ReturnedForm, Way
from kaigi_docs.read.cells import cell_text, is_filled
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.marking import question_of_stem
from kaigi_docs.read.forms.rows import AnswerRow
from kaigi_docs.read.grid import GridBook, GridCell, GridSheet
from kaigi_docs.sheets import LISTS_SHEET

_MAY_BE_MISSED = (METHOD, LISTENER, FIELD_NAME, BESIDE)
"""Columns without which every answer is still what it is."""
_CHOOSE = "一覧から選ぶか、書かれている氏名を入力してください。"


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet with the hidden row that says what its columns mean.

    Attributes:
        sheet: the sheet.
        version: of the form.
        is_remarks: whether each row is a remark of a comment table.
        key_row: the hidden row; the headers stand below it.
        keys: meaning by column.
    """

    sheet: GridSheet
    version: str
    is_remarks: bool
    key_row: int
    keys: Mapping[int, str]


def is_hand_book(book: GridBook) -> bool:
    """Whether a book has a sheet of 手入力, whatever its file is called, or is one whose marks are gone."""
    is_named = book.file.rpartition("/")[2].startswith(PurePath(HAND_ENTRY).stem)
    is_ours = is_named or any(sheet.title == GUIDE_SHEET for sheet in book.sheets)
    return is_ours or any(True for sheet in book.sheets for _ in _marks(sheet))


def read_hand_book(book: GridBook, known: KnownForms, members: Sequence[Member]) -> tuple[tuple[ReturnedForm, ...], Findings]:
    """The forms in a book of 手入力, and what is wrong in it.

    Codes: form-version-unknown, hand-sheet-unmarked, hand-columns-lost, hand-row-struck (a note where the whole row is),
    hand-member-missing, hand-row-incomplete, hand-remark-homeless,
    hand-question-missing, choice-unknown, date-invalid, formula-without-value, formula-error (errors); hand-time-missing
    (a warning), hand-empty (a note).

    Args:
        book: as found.
        known: form versions.
        members: of the meeting.
    """
    return _Book(book, known, tuple(members)).read()


def _marks(sheet: GridSheet) -> Iterator[tuple[int, str, bool]]:
    """Row, form version and kind of every mark in the first column."""
    for (row, column), cell in sorted(sheet.cells.items()):
        if column == 1 and (mark := parse_mark(cell_text(cell.value))) is not None:
            yield row, *mark


@dataclass
class _Book:
    """Reads one book; findings are gathered on the way."""

    book: GridBook
    known: KnownForms
    members: tuple[Member, ...]
    findings: Findings = field(default_factory=Findings)
    rows: list[AnswerRow] = field(default_factory=list)

    def read(self) -> tuple[tuple[ReturnedForm, ...], Findings]:
        marked = [each for sheet in self.book.sheets if (each := self._marked(sheet)) is not None]
        for each in sorted(marked, key=lambda one: one.is_remarks):
            form = self.known.maps.get(each.version)
            if form is None:
                self._report_version(each)
            elif self._lacks_columns(each, form):
                continue
            elif each.is_remarks:
                self._read_remarks(each, form)
            else:
                self.rows += [row for row in self._read_answers(each, form) if self._is_complete(row)]
        seen: dict[str, int] = {}
        if not self.rows and not self.findings:
            message = "まだ何も入力されていません。"
            self.findings.note(
                "hand-empty", Location(self.book.file), message, "電話や郵送の回答がなければ、そのままで構いません。"
            )
        return tuple(row.returned(Way.HAND, seen) for row in self.rows), self.findings

    def _marked(self, sheet: GridSheet) -> MarkedSheet | None:
        marks = list(_marks(sheet))
        if not marks:
            if sheet.title not in (GUIDE_SHEET, LISTS_SHEET) and any(map(is_filled, sheet.cells.values())):
                message = "どの欄の列かを示す、隠れた行がありません。このシートは読んでいません。"
                hint = "覚え書きでなければ、元のシートに入力し直してください。"
                self.findings.error("hand-sheet-unmarked", self.book.location(sheet), message, hint)
            return None
        row, version, is_remarks = marks[0]
        cells = (cell for (at, column), cell in sheet.cells.items() if at == row and column > 1)
        return MarkedSheet(sheet, version, is_remarks, row, {cell.column: cell_text(cell.value).strip() for cell in cells})

    def _lacks_columns(self, marked: MarkedSheet, form: FormMap) -> bool:
        """Whether columns are gone, so that nobody knows what was answered there; then nothing of the sheet is read."""
        columns = remark_columns(form, self.members) if marked.is_remarks else answer_columns(form, self.members)
        lost = [each.header for each in columns if each.key not in (*marked.keys.values(), *_MAY_BE_MISSED)]
        if lost:
            named = "、".join(f"「{each}」" for each in lost[:5]) + ("など" if len(lost) > 5 else "")
            message = f"{named}の列がありません。そこに何が入力されていたか分からないので、このシートは読んでいません。"
            hint = "列を元に戻すか、「回答」フォルダの外に移して kaigi build で作り直し、入力し直してください。"
            self.findings.error("hand-columns-lost", self.book.location(marked.sheet), message, hint)
        return bool(lost)

    def _report_version(self, marked: MarkedSheet) -> None:
        if any(True for _ in self._filled_rows(marked)):
            message = f"知らない様式（{marked.version}）のシートです。入力された回答を読んでいません。"
            hint = "作り直す前の回答書です。いまの手入力.xlsx に入力し直すか、様式の控えを戻してください。"
            self.findings.error("form-version-unknown", self.book.location(marked.sheet), message, hint)

    def _filled_rows(self, marked: MarkedSheet) -> Iterator[dict[str, GridCell]]:
        """Cells by meaning of every row below the headers; columns without a meaning are the office's own."""
        rows: dict[int, dict[str, GridCell]] = {}
        for (row, column), cell in sorted(marked.sheet.cells.items()):
            if row > marked.key_row + 1 and column in marked.keys and is_filled(cell):
                rows.setdefault(row, {})[marked.keys[column]] = cell
        yield from (cells for cells in rows.values() if not self._is_struck(marked, cells))

    def _is_struck(self, marked: MarkedSheet, cells: Mapping[str, GridCell]) -> bool:
        """Whether a row was struck through, which is told; one in which only some cells are is a fault."""
        struck = [cell for cell in cells.values() if cell.struck]
        if struck:
            place = self._place(marked, struck[0])
            if len(struck) == len(cells):
                self.findings.note("hand-row-struck", place, "取り消し線の引かれた行です。数えていません。")
            else:
                message = "取り消し線の引かれた欄があるので、この行は数えていません。"
                hint = "行をやめるときは行ごと消し、使うときは取り消し線を外してください。"
                self.findings.error("hand-row-struck", place, message, hint)
        return bool(struck)

    def _place(self, marked: MarkedSheet, cell: GridCell) -> Location:
        header = marked.sheet.cells.get((marked.key_row + 1, cell.column))
        label = cell_text(header.value).strip() if header is not None else None
        return replace(self.book.location(marked.sheet, cell), label=label or None)

    def _read_answers(self, marked: MarkedSheet, form: FormMap) -> Iterator[AnswerRow]:
        for cells in self._filled_rows(marked):
            first = next(iter(cells.values()))
            row = AnswerRow(form, self.book.location(marked.sheet, first), self.findings)
            for key, cell in cells.items():
                self._take(row, key, cell, self._place(marked, cell))
            yield row

    def _take(self, row: AnswerRow, key: str, cell: GridCell, place: Location) -> None:
        if key == RECEIVED:
            row.take_moment(cell, place)
            return
        typed = row.text_of(cell, place)
        stem, _, last = key.rpartition("/")
        if not typed:
            return
        if key == MEMBER:
            row.take_member(typed, self.members)
        elif key in (METHOD, LISTENER):
            text = typed.value.strip()
            row.arrival = replace(row.arrival, method=text) if key == METHOD else replace(row.arrival, listener=text)
        elif key == FIELD_NAME:
            row.name = typed
        elif last == "choice" and (question := question_of_stem(row.form, stem)) is not None:
            row.take_choice(question, stem, typed)
        elif row.form.field(key) is None:
            row.beside.append(typed)  # BESIDE, and spaces that this version has none of
        elif "/choice/" in key:
            row.take_mark(key, typed)
        else:
            row.take_text(key, typed)

    def _is_complete(self, row: AnswerRow) -> bool:
        """Whether a row is an answer; half-filled ones are told."""
        if not row.member_id and not row.name:
            message = "委員が選ばれていません。だれの回答か分からないので、集計できません。"
            self.findings.error("hand-member-missing", row.where, message, _CHOOSE)
        came = row.arrival.received is not None
        if not row.has_answers and not (came or row.arrival.method):
            message = "委員のほかに何も入力されていません。この行は回答として数えていません。"
            hint = "何も書かれていない回答書が届いたのなら、受付日時と方法を入力してください。"
            self.findings.error("hand-row-incomplete", row.where, message, hint)
            return False
        if not came:
            self._warn_of_time(row)
        return True

    def _warn_of_time(self, row: AnswerRow) -> None:
        message = "受付日時がありません。締切に間に合ったか、どちらの回答が新しいかが分かりません。"
        self.findings.warn("hand-time-missing", row.where, message, "届いた日時を入力してください。")

    def _read_remarks(self, marked: MarkedSheet, form: FormMap) -> None:
        """Puts each remark into the table of its member's form."""
        tables = [each for each in form.questions if each.kind == QuestionKind.COMMENT_TABLE]
        numbers: dict[tuple[int, str], int] = {}
        for cells in self._filled_rows(marked):
            first = next(iter(cells.values()))
            where = self.book.location(marked.sheet, first)
            remark = AnswerRow(form, where, self.findings)
            for key in (MEMBER, RECEIVED):
                if key in cells:
                    self._take(remark, key, cells[key], self._place(marked, cells[key]))
            home = self._home(remark, form)
            texts = {key: home.text_of(cells[key], self._place(marked, cells[key])) for key in TABLE_COLUMNS if key in cells}
            question = self._table(cells.get(QUESTION), tables, marked, home)
            if question is None:
                home.beside += texts.values()
                continue
            number = numbers[id(home), question.id] = numbers.get((id(home), question.id), 0) + 1
            for key, text in texts.items():
                if text:
                    home.take_text(f"{question.id}/row/{number}/{key}", text)

    def _table(
        self, cell: GridCell | None, tables: Sequence[FormQuestion], marked: MarkedSheet, home: AnswerRow
    ) -> FormQuestion | None:
        """The table that a remark belongs to; where it cannot be told that is a finding."""
        named = cell_text(cell.value) if cell is not None else ""
        found = next((each for each in tables if fold_name(each.label) == fold_name(named)), None)
        if found is not None or len(tables) == 1:
            return found or tables[0]
        place = self._place(marked, cell) if cell is not None else home.where
        message = "どの設問の表か分かりません。意見は欄の外に書かれたこととして扱います。"
        self.findings.error("hand-question-missing", place, message, "設問を一覧から選んでください。")
        return None

    def _home(self, remark: AnswerRow, form: FormMap) -> AnswerRow:
        """The row of the same member, of the same time where there are several; else a row of its own."""
        own = [each for each in self.rows if each.form is form and _is_of(each, remark)]
        timed = [each for each in own if remark.arrival.received in (None, each.arrival.received)]
        if len(timed) == 1 or (len(own) == 1 and timed):
            return timed[0]
        if (own and not timed) or len(timed) > 1:
            message = "同じ委員の回答がいくつもあり、どの回答の意見か分かりません。"
            self.findings.error("hand-remark-homeless", remark.where, message, "回答のシートと同じ受付日時を入力してください。")
        elif not remark.member_id and not remark.name:
            message = "委員が選ばれていません。だれの意見か分かりません。"
            self.findings.error("hand-member-missing", remark.where, message, _CHOOSE)
        elif remark.arrival.received is None:
            self._warn_of_time(remark)
        self.rows.append(remark)
        return remark


def _is_of(row: AnswerRow, remark: AnswerRow) -> bool:
    if row.member_id or remark.member_id:
        return row.member_id == remark.member_id
    return bool(row.name) and fold_name(row.name.value) == fold_name(remark.name.value)
