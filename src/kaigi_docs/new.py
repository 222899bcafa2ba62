"""`kaigi new`: the books of a meeting folder, written once and never over a file that is there."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kaigi_docs.declarations.books import FURTHER_BOOKS, Record, further_books, measures_book, settings_book
from kaigi_docs.declarations.measures import MEASURES_FILE, MEASURES_SHEET, measure_sheet, value_fields
from kaigi_docs.declarations.settings import MEETING, SETTINGS_FILE, SETTINGS_SHEETS
from kaigi_docs.errors import OutputFault, UsageFault
from kaigi_docs.findings import Finding
from kaigi_docs.outputs.alone import write_new
from kaigi_docs.read.grid import GridBook, GridCell, GridSheet
from kaigi_docs.read.settings import read_measure_layout
from kaigi_docs.sheets import Book

_STARTING_SHEETS = (MEASURES_SHEET, *(sheets[0].title for sheets in FURTHER_BOOKS.values() if sheets))
_KEY_BYTES = 16
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


def new(
    directory: Path,
    *,
    sample: bool = False,
    earlier: Path | None = None,
    found: Callable[[Finding], None] = lambda finding: None,
) -> tuple[Path, ...]:
    """The paths of the files written into a new or empty folder.

    Args:
        directory: made if it is not there.
        sample: whether the books hold the sample meeting of みほん市 instead of empty rows.
        earlier: folder of the meeting whose entries the books begin with; 引き継ぎの確認.html then lists what to look at.
        found: receives each thing of the earlier meeting that a person must look at.

    Raises:
        UsageFault: the folder holds files already, or is a file; or `sample` stands beside `earlier`.
        InputUnreadable: the earlier folder or a book in it cannot be opened.
        OutputFault: the folder or a book cannot be written.
    """
    if sample and earlier is not None:
        raise UsageFault("--sample と --from は一緒に使えません。どちらかを外してください。")
    if directory.exists() and not directory.is_dir():
        raise UsageFault(f"「{directory}」はファイルです。新しいフォルダの名前を指定してください。")
    if directory.is_dir():
        _refuse_filled(directory)
    if earlier is not None:
        return _write_next(directory, earlier, found)
    if sample:
        return _write_sample(directory)
    return write_books(directory, _with_key(dict.fromkeys(_STARTING_SHEETS, ())))


def _write_sample(directory: Path) -> tuple[Path, ...]:
    """The books of the sample meeting, and the PDF that one of its 資料 shows."""
    from kaigi_docs.sample import sample_files, sample_rows

    written = write_books(directory, sample_rows())
    more = {directory / path: content for path, content in sample_files().items()}
    _write_all(directory, more)
    return (*written, *more)


def _write_next(directory: Path, earlier: Path, found: Callable[[Finding], None]) -> tuple[Path, ...]:
    """The files of the meeting after an earlier one: its books, copied files and the page of what to look at."""
    from kaigi_docs.carry_over.earlier import read_earlier
    from kaigi_docs.carry_over.mentions import old_mentions
    from kaigi_docs.carry_over.page import CARRY_OVER_PAGE, carry_over_page
    from kaigi_docs.carry_over.past_spans import past_spans
    from kaigi_docs.carry_over.shift import next_meeting

    before, findings = read_earlier(earlier)
    rows, faults = next_meeting(before)
    findings.extend(faults)
    books = build_books(_with_key(rows))
    if before.meeting is not None:
        findings.extend(past_spans(books, before.meeting.fiscal_year.next))
        findings.extend(old_mentions(books, before.files, before.meeting))
    page = carry_over_page(before, rows, (*books, *sorted(before.files)), findings)
    written = _write_books(directory, books)
    more = {directory / path: content for path, content in {**before.files, CARRY_OVER_PAGE: page}.items()}
    _write_all(directory, more)
    for finding in findings:
        found(finding)
    return (*written, *more)


def write_books(directory: Path, rows: Mapping[str, Sequence[Record]]) -> tuple[Path, ...]:
    """The paths of 会議設定.xlsx and, if `rows` has the sheet 施策一覧, 施策一覧.xlsx, written into a folder.

    Args:
        directory: made if it is not there.
        rows: by sheet; the 会議 sheet takes rows of 項目 and 値, or one row of {item: value}. A row without an entry for its id
            gets the next free one; a value under a header that is not declared gets a column of its own.

    Raises:
        UsageFault: a book is there already, or there is no sheet of that name.
        OutputFault: the folder or a book cannot be written.
    """
    return _write_books(directory, build_books(rows))


def _write_books(directory: Path, books: Mapping[str, Book]) -> tuple[Path, ...]:
    """The paths of books written into a folder that has none of them."""
    for name in books:
        if (directory / name).exists():
            raise UsageFault(f"「{directory / name}」がすでにあります。上書きしません。別のフォルダを指定してください。")
    from kaigi_docs.render.xlsx.book import render_book

    contents = {directory / name: render_book(book) for name, book in books.items()}
    _write_all(directory, contents)
    return tuple(contents)


def _write_all(directory: Path, contents: Mapping[Path, bytes]) -> None:
    """Writes files that were not there into the folder.

    Raises:
        OutputFault: the folder or a file cannot be written.
    """
    try:
        for path, content in contents.items():
            write_new(path, content)
    except OSError as reason:
        raise OutputFault(f"「{directory}」に書き込めません（{reason.strerror}）。場所と空き容量を確かめてください。") from reason


def _with_key(rows: Mapping[str, Sequence[Record]]) -> dict[str, Sequence[Record]]:
    """The rows with a new 様式鍵, unless they have one: a key tells the forms of one meeting from those of all others."""
    basics = list(rows.get(MEETING.title, ()))
    if any(("様式鍵" in row and row["様式鍵"]) or (row.get("項目") == "様式鍵" and row.get("値")) for row in basics):
        return dict(rows)
    key = base64.b32encode(secrets.token_bytes(_KEY_BYTES)).decode("ascii").rstrip("=")
    if len(basics) == 1 and "項目" not in basics[0]:
        basics = [{**basics[0], "様式鍵": key}]
    else:
        basics.append({"項目": "様式鍵", "値": key})
    return {**rows, MEETING.title: basics}


def build_books(rows: Mapping[str, Sequence[Record]]) -> dict[str, Book]:
    """The books by file name; the columns of 施策一覧 follow the 列 and 評価尺度 rows.

    Raises:
        UsageFault: there is no sheet of that name.
    """
    known = {each.title for sheets in (SETTINGS_SHEETS, *FURTHER_BOOKS.values()) for each in sheets} | {MEASURES_SHEET}
    for title in rows:
        if title not in known:
            raise UsageFault(f"「{title}」というシートはありません。")
    books = {SETTINGS_FILE: settings_book(rows)}
    if MEASURES_SHEET in rows:
        declaration = measure_sheet(value_fields(*read_measure_layout(as_found(books[SETTINGS_FILE], SETTINGS_FILE))))
        books[MEASURES_FILE] = measures_book(declaration, rows[MEASURES_SHEET])
    return books | further_books(rows)


def as_found(book: Book, file: str) -> GridBook:
    """The book as `read_book` would find it once it is written; saves a file where only the reading is wanted."""
    return GridBook(
        file,
        tuple(
            GridSheet(
                sheet.title,
                {
                    (row_number, column_number): GridCell(row_number, column_number, cell.value)
                    for row_number, row in enumerate(sheet.rows, 1)
                    for column_number, cell in enumerate(row, 1)
                    if cell.value is not None
                },
            )
            for sheet in book.sheets
        ),
    )


def _refuse_filled(directory: Path) -> None:
    """Raises UsageFault when the folder holds anything but hidden files."""
    names = sorted(path.name for path in directory.iterdir())
    filled = [name for name in names if not name.startswith(".") and name.lower() not in _SYSTEM_FILES]
    if filled:
        raise UsageFault(
            f"「{directory}」は空ではありません（「{filled[0]}」があります）。新しいフォルダか、空のフォルダを指定してください。"
        )
