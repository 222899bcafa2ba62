"""調査票 as grids that people edit: what Excel does to a sheet, on values, and what was typed into it.

Rows and columns move as Excel moves them, hidden ones too; `typed` is the tests' own book of what a person typed, by place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from earlier_answers import with_earlier_answers
from kaigi_docs.declarations.status_book import AskedDepartment, asked_departments, department_book, shared_book
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.status_sheet import ANSWERER, RowId
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.grid import CellValue, GridBook, GridCell, GridSheet, column_letters
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.sheets import SheetReading, read_sheets
from kaigi_docs.read.settings import read_settings

Rows = Mapping[str, Sequence[Mapping[str, Any]] | None]
Place = tuple[int, int]

STAMP, ANSWERER_HEADERS, ANSWERER_ROW, KEYS, NOTES, HEADERS, FIRST = 3, 4, 5, 6, 7, 8, 9
REPORTING, ACTING, PLAN = "value/前年度取組状況", "value/評価", "value/今年度予定"

MATERIALS = [
    {"資料ID": "S01", "種類": "お読みください", "題名": "お読みください"},
    {"資料ID": "S02", "種類": "事業の表", "資料番号": "1", "題名": "所管課", "対象の事業": "所管課"},
    {"資料ID": "S04", "種類": "事業の表", "資料番号": "2", "題名": "各課", "対象の事業": "所管課以外"},
    {"資料ID": "S03", "種類": "回答書", "題名": "回答書"},
]
COLUMNS = [
    {"列名": "事業名", "種類": "事業名"},
    {"列名": "事業概要", "種類": "事業概要"},
    {"列名": "担当課", "種類": "担当課"},
    {"列名": "前年度取組状況", "見出し": "〔前年度〕取組状況", "種類": "文章"},
    {"列名": "評価", "種類": "評価"},
    {"列名": "今年度予定", "種類": "文章", "資料ID": "S04"},
]
ANSWERS = ("前年度取組状況", "評価", "今年度予定")
LAST_TIME = ("月２回、計24回開いた。", "おおむね実施できた", "継続する。")
MEASURES = [
    {"事業名": name, "事業概要": summary, "担当課": department, **dict(zip(ANSWERS, LAST_TIME, strict=True))}
    for name, summary, department in (
        ("居場所づくり", "だれでも立ち寄れる場を開く。\n公民館も使う。", "地域福祉課"),
        ("相談窓口", "電話とＳＮＳで相談を受ける。", "地域福祉課"),
        ("見守り訪問", "㈱みほん商事の協力で訪問する。", "地域福祉課、こども家庭課"),
        ("研修会", "働く人向けの研修を⑩回開く。", "こども家庭課"),
        ("連絡会", "関係する機関が集まる。", "こころの健康課"),
    )
]


class Asked:
    """A meeting whose departments were asked."""

    def __init__(self, rows: Rows, change: Callable[[Meeting], Meeting] = lambda meeting: meeting) -> None:
        """Reads the rows of the books; `change` adds to the meeting what its books do not say."""
        books = build_books({title: content for title, content in rows.items() if content is not None})
        meeting, _ = read_settings(as_found(books["会議設定.xlsx"], "会議設定.xlsx"), "mihon")
        assert meeting is not None
        self.sent: Meeting = meeting
        self.measures: tuple[Measure, ...] = read_measures(as_found(books["施策一覧.xlsx"], "施策一覧.xlsx"), meeting)[0]
        self.departments: dict[str, AskedDepartment] = {
            each.department.id: each for each in asked_departments(meeting, self.measures)
        }
        self.expected = Expected.of(change(meeting), self.measures)

    def sheet(self, department_id: str) -> EditedSheet:
        """The sheet of a department, as it went out."""
        return EditedSheet(self.book(department_id).sheets[0])

    def book(self, department_id: str) -> GridBook:
        """The whole book of a department."""
        return as_found(department_book(self.departments[department_id], self.sent, self.measures), "book")

    def shared(self) -> tuple[EditedSheet, ...]:
        """The sheets of the one book of all."""
        book = shared_book(tuple(self.departments.values()), self.sent, self.measures)
        return tuple(map(EditedSheet, as_found(book, "book").sheets))

    def read(self, *sheets: EditedSheet | GridSheet, file: str = "調査票/返信.xlsx", sha256: str = "5a") -> SheetReading:
        """What a book of these sheets is read as."""
        grids = tuple(sheet.grid() if isinstance(sheet, EditedSheet) else sheet for sheet in sheets)
        return read_sheets(ReturnedBook(file=file, sha256=sha256, grid=GridBook(file, grids)), self.expected)


def asked_rows(small: Mapping[str, Sequence[Mapping[str, Any]]], **sheets: Any) -> dict[str, Any]:
    """The small meeting with five measures, asked again a year later; 今年度予定 is not asked of 所管課."""
    (basics,) = small["会議"]
    own = {"施策体系": None, "議題": None, "設問": None, "文面": None, "資料": MATERIALS, "列": COLUMNS, "施策一覧": MEASURES}
    rows = {**small, **own, "会議": [{**basics, "調査票の締切": "令和4年5月31日"}], **sheets}
    filled = {title: content for title, content in rows.items() if content is not None}
    return with_earlier_answers(filled)


class EditedSheet:
    """A sheet in a person's hands.

    Attributes:
        cells: by (row, column).
        typed: what the person typed, where it stands now.
        hidden_rows, merged, notes, fills, inked, hidden, title: as in GridSheet.
    """

    def __init__(self, sheet: GridSheet) -> None:
        """Opens the sheet as it went out."""
        self.cells: dict[Place, GridCell] = dict(sheet.cells)
        self.typed: dict[Place, str] = {}
        self.title, self.hidden = sheet.title, False
        self.hidden_rows: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.notes: dict[Place, str] = {}
        self.fills: dict[Place, str] = {}
        self.inked: set[Place] = set()

    def grid(self) -> GridSheet:
        """The sheet as it is found."""
        return GridSheet(
            self.title,
            dict(self.cells),
            hidden=self.hidden,
            hidden_rows=frozenset(self.hidden_rows),
            merged=tuple(self.merged),
            notes=dict(self.notes),
            fills=dict(self.fills),
            inked=frozenset(self.inked),
        )

    @property
    def last_row(self) -> int:
        """The last filled row."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last filled column."""
        return max((column for _, column in self.cells), default=0)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, or ""."""
        cell = self.cells.get((row, column))
        return "" if cell is None else str(cell.value)

    def row(self, subject: str, number: int = 0) -> int:
        """The row of a measure, or that of the answerer; of several the one of that number."""
        ids = ((row, RowId.parse(str(cell.value))) for (row, _), cell in sorted(self.cells.items()))
        return [row for row, found in ids if found is not None and found.subject == subject][number]

    def column(self, key: str) -> int:
        """The column under a key."""
        return next(column for (_, column), cell in sorted(self.cells.items()) if cell.value == key)

    def place(self, subject: str, key: str, number: int = 0) -> Place:
        """The cell of a measure, or of the answerer, under a key."""
        return self.row(subject, number), self.column(key)

    def answer(self, subject: str, key: str, value: CellValue, **looks: Any) -> str:
        """Types an answer; its address."""
        return self.type(self.place(subject, key), value, **looks)

    def say_who(self, field: str, value: CellValue) -> str:
        """Types into the row that says who answers; its address."""
        return self.answer(ANSWERER, f"answerer/{field}", value)

    def type(self, place: Place, value: CellValue, **looks: Any) -> str:
        """Types a value over whatever stands there; the address."""
        self.cells[place] = GridCell(*place, value, **looks)
        self.typed[place] = str(value)
        return self.cells[place].address

    def clear(self, place: Place) -> None:
        """Empties a cell."""
        self.cells.pop(place, None)
        self.typed.pop(place, None)

    def insert_row(self, at: int) -> None:
        """A blank row before another."""
        self._move(lambda place: (place[0] + (place[0] >= at), place[1]))

    def insert_column(self, at: int) -> None:
        """A blank column before another."""
        self._move(lambda place: (place[0], place[1] + (place[1] >= at)))

    def delete_row(self, at: int) -> None:
        """Takes a row away with all that stands in it."""
        self._move(lambda place: None if place[0] == at else (place[0] - (place[0] > at), place[1]))

    def delete_column(self, at: int) -> None:
        """Takes a column away with all that stands in it."""
        self._move(lambda place: None if place[1] == at else (place[0], place[1] - (place[1] > at)))

    def sort(self, order: Sequence[int]) -> None:
        """Puts the rows of these numbers, which are neighbours, into this order."""
        to = dict(zip(order, sorted(order), strict=True))
        self._move(lambda place: (to.get(place[0], place[0]), place[1]))

    def move_column(self, column: int, to: int) -> None:
        """Moves a whole column before another."""
        order = [each for each in range(1, self.last_column + 1) if each != column]
        order.insert(to - 1, column)
        places = {old: new for new, old in enumerate(order, 1)}
        self._move(lambda place: (place[0], places.get(place[1], place[1])))

    def copy_row(self, row: int, to: int) -> None:
        """Inserts a copy of a row before another, its hidden cells included."""
        copied = {column: (cell, self.typed.get((row, column))) for (at, column), cell in self.cells.items() if at == row}
        self.insert_row(to)
        for column, (cell, typed) in copied.items():
            self.cells[to, column] = _moved(cell, (to, column))
            if typed is not None:
                self.typed[to, column] = typed

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merges cells; Excel keeps the content of the first."""
        self.merged.append((top, left, bottom, right))
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.clear((row, column))

    def paste_below(self, other: EditedSheet) -> None:
        """Pastes all of another sheet under this one."""
        below = self.last_row
        for (row, column), cell in other.cells.items():
            self.cells[row + below, column] = _moved(cell, (row + below, column))
        self.typed.update({(row + below, column): text for (row, column), text in other.typed.items()})

    def lose_hidden(self) -> None:
        """What 無害化 leaves: hidden rows and columns, notes and colours are gone."""
        self.delete_row(KEYS)
        self.delete_row(STAMP)
        self.delete_column(1)
        self.notes, self.fills = {}, {}

    def _move(self, to: Callable[[Place], Place | None]) -> None:
        self.cells = {new: _moved(cell, new) for old, cell in self.cells.items() if (new := to(old)) is not None}
        self.typed = {new: text for old, text in self.typed.items() if (new := to(old)) is not None}
        self.notes = {new: text for old, text in self.notes.items() if (new := to(old)) is not None}
        self.fills = {new: fill for old, fill in self.fills.items() if (new := to(old)) is not None}
        self.hidden_rows = {new[0] for row in self.hidden_rows if (new := to((row, 1))) is not None}
        self.merged = [each for each in (_moved_range(found, to) for found in self.merged) if each is not None]


def _moved(cell: GridCell, place: Place) -> GridCell:
    return GridCell(*place, cell.value, formula=cell.formula, struck=cell.struck, kept=cell.kept)


def _moved_range(found: tuple[int, int, int, int], to: Callable[[Place], Place | None]) -> tuple[int, int, int, int] | None:
    first, last = to(found[:2]), to(found[2:])
    return (*first, *last) if first is not None and last is not None and first <= last else None


def address(place: Place) -> str:
    """The A1 address of a cell."""
    return f"{column_letters(place[1])}{place[0]}"


_WHOLE_SHEET = ("sheet-not-status", "sheet-other-meeting", "sheet-other-form")
"""Findings about all cells of a sheet, of which they quote the first."""


def unaccounted(reading: SheetReading, sheet: EditedSheet) -> list[str]:
    """What a person typed that neither arrived as an answer nor is named with its place, against the tests' own book."""
    arrived = {(str(text.where and text.where.cell), text.value) for text in _answers(reading)}
    points = [point.finding() for each in reading.sheets for point in each.points]
    named = [str(finding) for finding in (*reading.findings, *points)]
    refused = {finding.where.sheet for finding in reading.findings if finding.where and finding.code in _WHOLE_SHEET}
    return [
        f"{address(place)} {text}"
        for place, text in sheet.typed.items()
        if (address(place), text) not in arrived
        and sheet.title not in refused
        and not any(_names(words, address(place), text) for words in named)
    ]


def _names(words: str, cell: str, text: str) -> bool:
    return text in words and re.search(rf"(?<![A-Z]){cell}(?![0-9])", words) is not None


def _answers(reading: SheetReading) -> Iterable[Text]:
    for sheet in reading.sheets:
        yield from (answer.text for answer in sheet.answers)
        yield from sheet.answerer.values()
