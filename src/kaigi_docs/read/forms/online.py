"""Answers of online forms (LoGoフォーム, Microsoft Forms, Google フォーム …): one row an answer, as CSV or Excel book.

What a column means says the settings book; without it only headers that are exactly a question's own words, or one of those that
the services use for name and time. A column of which neither is true is never guessed: it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.declarations.online import ONLINE_COLUMNS
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.quoting import listed
from kaigi_docs.model.form_map import FormMap, FormQuestion
from kaigi_docs.model.meeting import Member, QuestionKind
from kaigi_docs.model.online import OnlineColumn, OnlineMeaning
from kaigi_docs.model.returned_forms import ReturnedForm, Way
from kaigi_docs.read.cells import cell_text, is_filled
from kaigi_docs.read.forms.rows import AnswerRow
from kaigi_docs.read.grid import GridBook, GridCell, GridSheet, column_letters

_HEADER_ROWS = 30
_LEAST_COLUMNS = 2
"""Columns with a meaning from which a row is taken for the headers."""

_USUAL = {
    OnlineMeaning.NAME: ("氏名", "お名前", "名前", "回答者氏名", "回答者名", "委員名", "Name"),
    OnlineMeaning.ORGANISATION: ("所属", "ご所属", "所属団体", "団体名", "所属機関"),
    OnlineMeaning.MEMBER: ("委員ID", "委員番号"),
    OnlineMeaning.RECEIVED: (
        "タイムスタンプ",
        "Timestamp",
        "完了時刻",
        "完了日時",
        "回答日時",
        "送信日時",
        "受付日時",
        "登録日時",
        "申込日時",
    ),
    OnlineMeaning.MAIL: ("メールアドレス", "メール", "電子メール", "Email", "E-mail"),
    OnlineMeaning.IGNORED: (
        "ID",
        "開始時刻",
        "開始日時",
        "受付番号",
        "回答番号",
        "回答ID",
        "最終変更日時",
        "最終更新日時",
        "ステータス",
        "言語",
    ),
}
_BY_HEADER = {fold_name(header): meaning for meaning, headers in _USUAL.items() for header in headers}
SHEET = ONLINE_COLUMNS.title
NO_COLUMNS = "online-no-columns"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file.

    Attributes:
        header: as it stands there.
        number: from 1.
        meaning: None where nobody knows.
        stem: beginning of the ids of the answer spaces, for CHOICE and TEXT.
        question: the question.
    """

    header: str
    number: int
    meaning: OnlineMeaning | None
    stem: str = ""
    question: FormQuestion | None = None


def read_online_book(
    book: GridBook, forms: Sequence[FormMap], columns: Sequence[OnlineColumn], members: Sequence[Member]
) -> tuple[tuple[ReturnedForm, ...], Findings]:
    """The answers in a table, one for each row, and what is wrong in it.

    Codes: online-no-columns, online-column-unmapped, online-column-twice, choice-unknown, date-invalid, formula-without-value,
    formula-error (errors), online-empty (a note).

    Args:
        book: as found.
        forms: that members now have.
        columns: of the settings book.
        members: of the meeting.
    """
    findings = Findings()
    seen: dict[str, int] = {}
    tables = [table for sheet in book.sheets if (table := _table(sheet, forms, columns)) is not None]
    answers: list[ReturnedForm] = []
    for table in tables:
        _check_columns(book, table, findings)
        answers += [row.returned(Way.ONLINE, seen) for row in _rows(book, table, tuple(members), findings)]
    if not tables:
        message = "表の見出しから、どの列がどの設問の回答かが分かりません。"
        hint = f"会議設定.xlsx の「{SHEET}」シートに、見出しと設問を書いてください。回答の表でなければ、外に移してください。"
        findings.error(NO_COLUMNS, Location(book.file), message, hint)
    elif not answers and not findings:
        findings.note("online-empty", Location(book.file), "回答が1件もない表です。", "そのままで構いません。")
    return tuple(answers), findings


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with its header row.

    Attributes:
        sheet: the sheet.
        row: of the headers.
        form: that most columns are about.
        columns: with their meanings.
    """

    sheet: GridSheet
    row: int
    form: FormMap
    columns: Sequence[Column]


def _table(sheet: GridSheet, forms: Sequence[FormMap], columns: Sequence[OnlineColumn]) -> _Table | None:
    """The table with the header row, and the form, for which most columns have a meaning; None where there is no such row."""
    rows: dict[int, list[GridCell]] = {}
    for (row, _), cell in sorted(sheet.cells.items()):
        if row <= _HEADER_ROWS and is_filled(cell):
            rows.setdefault(row, []).append(cell)
    rated = [
        (sum(each.question is not None for each in found), sum(each.meaning is not None for each in found), -row, form, found)
        for row, cells in rows.items()
        for form in forms
        if (found := _columns(cells, form, columns))
    ]
    best = max(rated, key=lambda each: each[:3], default=None)
    if best is None or best[0] < 1 or best[1] < _LEAST_COLUMNS:
        return None
    return _Table(sheet, -best[2], best[3], best[4])


def _columns(cells: Sequence[GridCell], form: FormMap, columns: Sequence[OnlineColumn]) -> list[Column]:
    own = {fold_name(each.header): each for each in columns}
    words = _words_of(form)
    return [_column(cell_text(cell.value).strip(), cell.column, form, own, words) for cell in cells]


def _column(
    header: str, number: int, form: FormMap, own: Mapping[str, OnlineColumn], words: Mapping[str, Sequence[Column]]
) -> Column:
    key = fold_name(header)
    if key in own:
        return _as_declared(header, number, form, own[key])
    named = words.get(key, ())
    if len(named) == 1:
        return replace(named[0], header=header, number=number)
    return Column(header, number, _BY_HEADER.get(key) if not named else None)


def _as_declared(header: str, number: int, form: FormMap, declared: OnlineColumn) -> Column:
    if declared.meaning not in (OnlineMeaning.CHOICE, OnlineMeaning.TEXT):
        return Column(header, number, declared.meaning)
    question = next((each for each in form.questions if each.id == declared.question_id), None)
    stems = dict(question.stems) if question is not None else {}
    stem = stems.get(declared.item_id, "")
    return Column(header, number, declared.meaning, stem, question) if stem else Column(header, number, None)


def _words_of(form: FormMap) -> dict[str, list[Column]]:
    """The columns that a header may mean which is exactly what the form itself says; several where words come twice."""
    found: dict[str, list[Column]] = {}
    for question in form.questions:
        if question.kind == QuestionKind.COMMENT_TABLE:
            continue
        names = {each.id: each.name for each in question.subjects}
        for subject, stem in question.stems:
            own = [names[subject], *(f"{each} {names[subject]}" for each in (question.label, question.title))] if subject else []
            headers = own or [question.title, question.label, f"{question.label} {question.title}"]
            main = OnlineMeaning.CHOICE if question.choices else OnlineMeaning.TEXT
            space = form.field(f"{stem}/text")
            for header in dict.fromkeys(map(fold_name, headers)):
                found.setdefault(header, []).append(Column("", 0, main, stem, question))
            if space is not None and question.choices:
                found.setdefault(fold_name(space.label), []).append(Column("", 0, OnlineMeaning.TEXT, stem, question))
    return found


def _check_columns(book: GridBook, table: _Table, findings: Findings) -> None:
    """Tells of columns with answers that nobody knows the meaning of, and of two that mean the same."""
    sheet, columns = table.sheet, table.columns
    filled = {column for (at, column), cell in sheet.cells.items() if at > table.row and is_filled(cell)}
    headed = {each.number for each in columns}
    unknown = [f"「{each.header}」" for each in columns if each.meaning is None and each.number in filled]
    unknown += [f"{column_letters(column)}列（見出しなし）" for column in sorted(filled - headed)]
    if unknown:
        message = f"どの設問の回答か分からない列があり、読んでいません（{listed(unknown)}）。"
        hint = f"会議設定.xlsx の「{SHEET}」シートに、見出しと設問を書いてください。要らない列は「使わない」とします。"
        findings.error("online-column-unmapped", book.location(sheet), message, hint)
    first: dict[tuple[OnlineMeaning, str], Column] = {}
    for each in columns:
        if each.meaning is None or each.meaning is OnlineMeaning.IGNORED:
            continue
        other = first.setdefault((each.meaning, each.stem), each)
        if other is not each:
            message = f"列「{other.header}」と「{each.header}」は同じ欄の回答です。あとの列は欄の外に書かれたこととして扱います。"
            findings.error("online-column-twice", book.location(sheet), message, f"「{SHEET}」シートを確かめてください。")


def _rows(book: GridBook, table: _Table, members: tuple[Member, ...], findings: Findings) -> Iterator[AnswerRow]:
    """The answers below the headers."""
    sheet = table.sheet
    by_row: dict[int, list[tuple[Column, GridCell]]] = {}
    known = {each.number: each for each in table.columns if each.meaning not in (None, OnlineMeaning.IGNORED)}
    for (row, number), cell in sorted(sheet.cells.items()):
        if row > table.row and number in known and is_filled(cell):
            by_row.setdefault(row, []).append((known[number], cell))
    for cells in by_row.values():
        answer = AnswerRow(table.form, book.location(sheet, cells[0][1]), findings)
        taken: set[tuple[OnlineMeaning | None, str]] = set()
        for column, cell in cells:
            place = replace(book.location(sheet, cell), label=column.header)
            again = (column.meaning, column.stem) in taken
            taken.add((column.meaning, column.stem))
            _take(answer, column, cell, place, members, again=again)
        yield answer


def _take(
    answer: AnswerRow, column: Column, cell: GridCell, place: Location, members: tuple[Member, ...], *, again: bool
) -> None:
    if column.meaning is OnlineMeaning.RECEIVED and not again:
        answer.take_moment(cell, place)
        return
    typed = answer.text_of(cell, place)
    if not typed:
        return
    if again:
        answer.beside.append(typed)
    elif column.meaning is OnlineMeaning.NAME:
        answer.name = typed
    elif column.meaning is OnlineMeaning.ORGANISATION:
        answer.organisation = typed
    elif column.meaning is OnlineMeaning.MEMBER:
        answer.take_member(typed, members)
    elif column.meaning is OnlineMeaning.MAIL:
        answer.arrival = replace(answer.arrival, sender=typed.value.strip())
    elif column.meaning is OnlineMeaning.CHOICE and column.question is not None:
        answer.take_choice(column.question, column.stem, typed)
    else:
        answer.take_text(f"{column.stem}/text", typed)
