"""An earlier meeting folder -> its rows by sheet, as they were typed, and what of it cannot be handed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

from kaigi_docs.carry_over.answered_measures import Words, answered_measures, named_question
from kaigi_docs.declarations.books import FURTHER_BOOKS
from kaigi_docs.declarations.kinds import SheetDeclaration
from kaigi_docs.declarations.measures import FIXED_HEADERS, MEASURES_FILE, MEASURES_SHEET, ValueField, measure_sheet, value_fields
from kaigi_docs.declarations.placeholders import PLACEHOLDER_SHEET
from kaigi_docs.declarations.plan import COLUMNS
from kaigi_docs.declarations.settings import GUIDE_SHEET, SETTINGS_FILE, SETTINGS_SHEETS
from kaigi_docs.declarations.statistics import SECTIONS
from kaigi_docs.declarations.status_sheet import RETURNED_FOLDER
from kaigi_docs.errors import InputUnreadable
from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, Meeting
from kaigi_docs.read.answers import read_answers, uses_answers
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import normalised_id
from kaigi_docs.read.earlier_values import EARLIER_FOLDER, MAILED_FOLDER, earlier_value_files, mailed_value_files
from kaigi_docs.read.grid import CellValue as FoundValue
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.settings import read_measure_layout, read_settings
from kaigi_docs.read.tables import found_records
from kaigi_docs.sheets import LISTS_SHEET, CellValue

Records = dict[str, list[dict[str, CellValue]]]
"""Rows by sheet; values by header, as they were typed."""

EARLIER_COLUMN = "前回の列"
COPIED_FOLDERS = ("文面", "体裁")
_LEFT_FOLDERS = frozenset({"調査票", "回答", "判断", "発送済み", "前回"})
_SKIPPED = frozenset({"thumbs.db", "desktop.ini", "引き継ぎの確認.html"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier meeting.

    Attributes:
        name: of its folder.
        records: rows by sheet, those of 施策一覧 too.
        value_fields: the columns of 施策一覧 that hold answers.
        meeting: what its settings say, or None where they are not complete.
        files: content of 文面/ and 体裁/ by path, and of what was printed of the statistics.
        said: what members said about measures, as far as a 前回の列 asks for it.
    """

    name: str
    records: Records
    value_fields: tuple[ValueField, ...]
    meeting: Meeting | None
    files: dict[str, bytes]
    said: Words = field(default_factory=dict)


def read_earlier(directory: Path) -> tuple[Earlier, Findings]:
    """The earlier meeting, and a finding for each thing that is not handed on.

    Answers of 調査票 lie over those of 施策一覧, as in every other command.

    Codes: `answers-incomplete`, `sheet-not-carried`, `formula-not-carried`, `struck-carried`, `file-not-carried`,
    `folder-not-carried`, `printed-values-missing`.

    Raises:
        InputUnreadable: there is no meeting folder, or one of its books cannot be opened.
    """
    if not (directory / SETTINGS_FILE).is_file():
        raise InputUnreadable(f"「{directory}」に {SETTINGS_FILE} がありません。前回の会議のフォルダを指定してください。")
    findings = Findings()
    with Sandbox() as sandbox:
        books = {
            name: _book(sandbox, directory, name)
            for name in (SETTINGS_FILE, MEASURES_FILE, *FURTHER_BOOKS)
            if (directory / name).is_file()
        }
        settings = books[SETTINGS_FILE]
        fields = value_fields(*read_measure_layout(settings))
        meeting, _ = read_settings(settings, directory.resolve().name)
        answered = _answered(directory, meeting, books.get(MEASURES_FILE), sandbox, findings)
        said = _said(directory, meeting, settings, sandbox, findings)
    declared = {SETTINGS_FILE: SETTINGS_SHEETS, MEASURES_FILE: (measure_sheet(fields),), **FURTHER_BOOKS}
    records: Records = {}
    for name, book in books.items():
        records |= _records(book, declared[name], findings)
    if MEASURES_FILE not in books:
        records.pop(MEASURES_SHEET, None)
    elif answered:
        records[MEASURES_SHEET] = [_with_answers(row, answered, fields) for row in records[MEASURES_SHEET]]
    files = _files(directory, findings) | _printed_values(directory, records, findings)
    return Earlier(directory.resolve().name, records, fields, meeting, files, said), findings


def _answered(
    directory: Path, meeting: Meeting | None, book: GridBook | None, sandbox: Sandbox, findings: Findings
) -> dict[str, Measure]:
    """The measures with the answers of departments, by id; empty where nothing came back."""
    if meeting is None or book is None or not uses_answers(directory):
        return {}
    measures, _ = read_measures(book, meeting)
    collected = read_answers(directory, meeting, measures, sandbox).collected
    blank = sum(len(each.blank) for each in collected.submissions)
    if blank or collected.waiting:
        message = f"前回の調査票に、答えのないところ（{blank}件）や確認中のところ（{len(collected.waiting)}件）が残っています。"
        hint = "引き継ぐ前に片づけるときは、前回のフォルダで kaigi collect を実行してください。"
        findings.warn("answers-incomplete", Location(RETURNED_FOLDER), message, hint)
    return {measure.id: measure for measure in collected.measures}


def _said(directory: Path, meeting: Meeting | None, settings: GridBook, sandbox: Sandbox, findings: Findings) -> Words:
    """What members said about measures, of the questions that a 前回の列 names."""
    rows = _records(settings, (COLUMNS,), Findings()).get(COLUMNS.title, [])
    wanted = {name for row in rows if (name := named_question(str(row.get(EARLIER_COLUMN) or ""))) is not None}
    return answered_measures(directory, meeting, wanted, sandbox, findings) if wanted and meeting is not None else {}


def _with_answers(
    row: dict[str, CellValue], answered: Mapping[str, Measure], fields: Sequence[ValueField]
) -> dict[str, CellValue]:
    """A row of 施策一覧 with what the department answered; a row without its id stays as it is."""
    measure = answered.get(normalised_id(str(row.get(FIXED_HEADERS[ColumnKind.ID], ""))))
    if measure is None:
        return row
    values = {field.declaration.header: measure.values.get(field.key) for field in fields}
    kept = {header: value for header, value in row.items() if header not in values}
    return kept | {header: text.value for header, text in values.items() if text}


def _book(sandbox: Sandbox, directory: Path, name: str) -> GridBook:
    book, faults = read_book(sandbox, directory / name, name)
    if book is None:
        raise InputUnreadable("\n".join(str(fault) for fault in faults))
    return book


def _records(book: GridBook, declarations: Sequence[SheetDeclaration], findings: Findings) -> Records:
    """The rows of every declared sheet of a book; what stands elsewhere in it is said."""
    found, matched = found_records(book, declarations, (GUIDE_SHEET, PLACEHOLDER_SHEET, LISTS_SHEET))
    for sheet in book.sheets:
        if sheet.title not in (*matched, GUIDE_SHEET, PLACEHOLDER_SHEET, LISTS_SHEET) and sheet.cells:
            message = f"「{sheet.title}」シートは写していません。"
            findings.note(
                "sheet-not-carried", book.location(sheet), message, "要るときは、Excel で新しいブックに移してください。"
            )
        for cell in sheet.cells.values():
            if sheet.title in matched and cell.formula and cell.value == "":
                message = "計算結果のない式なので、写せませんでした。"
                findings.warn("formula-not-carried", book.location(sheet, cell), message, "値を書き込んでください。")
            elif sheet.title in matched and cell.struck:
                message = "取り消し線の引かれた文字も、消さずに写しました。"
                findings.warn("struck-carried", book.location(sheet, cell), message, "要らない文字は削除してください。")
    return {title: [_writable(row) for row in rows] for title, rows in found.items()}


def _writable(row: Mapping[str, FoundValue]) -> dict[str, CellValue]:
    """A row as a new book takes it: a time of day becomes text."""
    return {header: value.isoformat() if isinstance(value, time) else value for header, value in row.items()}


def _printed_values(directory: Path, records: Records, findings: Findings) -> dict[str, bytes]:
    """What was printed of the statistics, in this meeting and those before, as files of 前回/ of the next folder."""
    mailed = mailed_value_files(directory)
    if not mailed and records.get(SECTIONS.title):
        message = "前回の資料を --mailed で残していないので、公表した値（公表値.json）がありません。"
        hint = "伏せた数が、前回の資料と合わせて分からないかは、調べられません。前回の資料と見比べてください。"
        findings.warn("printed-values-missing", Location(MAILED_FOLDER), message, hint)
    name = directory.resolve().name
    kept = {f"{EARLIER_FOLDER}/{path.name}": path.read_bytes() for path in earlier_value_files(directory)}
    return kept | {f"{EARLIER_FOLDER}/公表値_{name}_{path.parent.name}.json": path.read_bytes() for path in mailed}


def _files(directory: Path, findings: Findings) -> dict[str, bytes]:
    """The files of the folders that are copied; every other file and folder is said."""
    copied: dict[str, bytes] = {}
    books = {SETTINGS_FILE, MEASURES_FILE, *FURTHER_BOOKS}
    for path in sorted(directory.iterdir()):
        if path.name.startswith((".", "~$")) or path.name.lower() in _SKIPPED or path.name in books:
            continue
        if path.is_dir() and path.name in _LEFT_FOLDERS:
            message = f"「{path.name}」フォルダは前回のものなので、写していません。"
            findings.note("folder-not-carried", Location(path.name), message)
        elif path.is_dir() and path.name in COPIED_FOLDERS:
            inside = (each for each in sorted(path.rglob("*")) if each.is_file() and not each.name.startswith((".", "~$")))
            copied |= {each.relative_to(directory).as_posix(): each.read_bytes() for each in inside}
        else:
            _report_files(path, directory, findings)
    return copied


def _report_files(path: Path, directory: Path, findings: Findings) -> None:
    """A note for a file, or for each file of a folder."""
    files = [path] if path.is_file() else [each for each in sorted(path.rglob("*")) if each.is_file()]
    for each in files:
        shown = Location(each.relative_to(directory).as_posix())
        hint = "今回も使うときは、中身を確かめて、新しいフォルダの同じ場所に入れてください。"
        findings.note("file-not-carried", shown, "前回のファイルなので、写していません。", hint)
