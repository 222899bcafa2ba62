from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from hostile import SHEET, book_bytes, changed, compound_file, in_sheet, saved, with_shared_strings
from kaigi_docs.findings import Location
from kaigi_docs.read.books import read_book
from kaigi_docs.read.grid import CellValue, GridBook, GridCell, GridSheet
from kaigi_docs.read.sandbox import Sandbox

PLAIN = book_bytes()


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "施策一覧.xlsx"


def read(sandbox: Sandbox, path: Path, content: bytes) -> GridBook:
    book, findings = read_book(sandbox, saved(path, content), "調査票/施策一覧.xlsx")
    assert findings.codes() == []
    assert book is not None
    return book


def first_sheet(sandbox: Sandbox, path: Path, content: bytes) -> GridSheet:
    return read(sandbox, path, content).sheets[0]


def cell_read(sandbox: Sandbox, path: Path, value: Any, **style: Any) -> GridCell:
    """What is read where a value was written into A2."""

    def fill(book: Workbook) -> None:
        cell = book.active["A2"]
        cell.value = value
        for name, setting in style.items():
            setattr(cell, name, setting)

    return first_sheet(sandbox, path, book_bytes(fill)).cells[2, 1]


def test_only_filled_cells_are_there_with_their_addresses(sandbox: Sandbox, path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["C5"] = "相談"
        book.active["D6"].font = Font(bold=True)

    cells = first_sheet(sandbox, path, book_bytes(fill)).cells
    assert {position: cell.value for position, cell in cells.items()} == {(1, 1): "事業ID", (5, 3): "相談"}
    assert cells[5, 3].address == "C5"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("①㈱～", "①㈱～"),
        ("　先頭と末尾　", "　先頭と末尾　"),
        (12, 12),
        (1.5, 1.5),
        (True, True),
        (datetime(2022, 9, 5), date(2022, 9, 5)),
        (date(2022, 9, 5), date(2022, 9, 5)),
        (datetime(2022, 9, 5, 13, 30), datetime(2022, 9, 5, 13, 30)),
        (time(13, 30), time(13, 30)),
        (timedelta(hours=25, minutes=30), "25:30:00"),
        ("一行目_x000D_\n二行目", "一行目\n二行目"),
        ("一行目_x000D_二行目", "一行目\n二行目"),
        ("一行目\r\n二行目\r三行目", "一行目\n二行目\n三行目"),
        ("ベル_x0007_", "ベル"),
        ("半分_xD842_", "半分_xD842_"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_a_value_is_read_as_it_stands(sandbox: Sandbox, path: Path, written: object, read_as: CellValue) -> None:
    value = cell_read(sandbox, path, written).value
    assert (value, type(value)) == (read_as, type(read_as))


def test_an_error_of_excel_is_text(sandbox: Sandbox, path: Path) -> None:
    book = in_sheet(PLAIN, b"</sheetData>", b'<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row></sheetData>')
    assert first_sheet(sandbox, path, book).cells[2, 1] == GridCell(2, 1, "#REF!")


def test_a_formula_has_its_last_result(sandbox: Sandbox, path: Path) -> None:
    rows = b'<row r="2"><c r="A2"><f>1+2</f><v>3</v></c><c r="B2" t="str"><f>"a"</f><v>a</v></c></row></sheetData>'
    cells = first_sheet(sandbox, path, in_sheet(PLAIN, b"</sheetData>", rows)).cells
    assert cells[2, 1] == GridCell(2, 1, 3, formula=True)
    assert cells[2, 2] == GridCell(2, 2, "a", formula=True)


@pytest.mark.parametrize("formula", ["=1+2", "=SUM(A1:A3)"])
def test_a_formula_that_was_never_calculated_is_empty(sandbox: Sandbox, path: Path, formula: str) -> None:
    assert cell_read(sandbox, path, formula) == GridCell(2, 1, "", formula=True)


def test_text_that_begins_like_a_formula_is_text(sandbox: Sandbox, path: Path) -> None:
    assert cell_read(sandbox, path, "=集計", data_type="s") == GridCell(2, 1, "=集計")


def test_struck_text_is_marked_whole_or_in_part(sandbox: Sandbox, path: Path) -> None:
    part = CellRichText("実施 ", TextBlock(InlineFont(strike=True), "しない"))
    plain = CellRichText("実施 ", TextBlock(InlineFont(b=True), "する"))

    def fill(book: Workbook) -> None:
        book.active["A2"], book.active["A3"], book.active["A4"] = part, plain, "取消"
        book.active["A4"].font = Font(strike=True)

    for content in (book_bytes(fill), with_shared_strings(book_bytes(fill))):
        cells = first_sheet(sandbox, path, content).cells
        assert cells[2, 1] == GridCell(2, 1, "実施 しない", struck=True)
        assert cells[3, 1] == GridCell(3, 1, "実施 する")
        assert cells[4, 1] == GridCell(4, 1, "取消", struck=True)


def test_readings_above_kanji_are_not_part_of_the_text(sandbox: Sandbox, path: Path) -> None:
    text = '<t>会議</t><rPh sb="0" eb="2"><t>カイギ</t></rPh>'.encode()
    row = b'<row r="2"><c r="A2" t="inlineStr"><is>' + text + b"</is></c></row></sheetData>"
    book = in_sheet(PLAIN, b"</sheetData>", row)
    for content in (book, with_shared_strings(book)):
        assert first_sheet(sandbox, path, content).cells[2, 1].value == "会議"


def test_hidden_sheets_and_rows_and_merged_ranges_are_known(sandbox: Sandbox, path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["A3"] = "表題"
        book.active.merge_cells("A3:C4")
        book.active.row_dimensions[2].hidden = True
        book.create_sheet("控え").sheet_state = "hidden"
        book.create_sheet("鍵").sheet_state = "veryHidden"

    book = read(sandbox, path, book_bytes(fill))
    assert [(sheet.title, sheet.hidden) for sheet in book.sheets] == [("施策一覧", False), ("控え", True), ("鍵", True)]
    sheet = book.sheets[0]
    assert sheet.hidden_rows == {2}
    assert sheet.merged == ((3, 1, 4, 3),)
    assert set(sheet.cells) == {(1, 1), (3, 1)}


def test_a_book_with_a_chart_or_a_picture_is_read(sandbox: Sandbox, path: Path) -> None:
    from openpyxl.chart import BarChart, Reference

    def fill(book: Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(book.active, min_col=1, min_row=1, max_row=3))
        book.active.add_chart(chart, "E5")

    assert first_sheet(sandbox, path, book_bytes(fill)).cells[1, 1].value == "事業ID"


def test_a_far_styled_cell_without_value_is_harmless(sandbox: Sandbox, path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["XFD1048576"].font = Font(bold=True)

    book, findings = read_book(sandbox, saved(path, book_bytes(fill)), "施策一覧.xlsx")
    assert book is not None
    assert set(book.sheets[0].cells) == {(1, 1)}
    assert not findings.has_errors


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (PLAIN[:500], "file-unreadable"),
        (compound_file("EncryptedPackage"), "file-password"),
        (b"<html>", "file-not-book"),
    ],
)
def test_a_faulty_file_is_one_finding_and_no_book(sandbox: Sandbox, path: Path, content: bytes, code: str) -> None:
    book, findings = read_book(sandbox, saved(path, content), "調査票/施策一覧.xlsx")
    assert book is None
    assert [(finding.code, finding.where) for finding in findings] == [(code, Location("調査票/施策一覧.xlsx"))]


def test_a_missing_file_a_folder_and_a_lock_file_are_no_books(sandbox: Sandbox, tmp_path: Path) -> None:
    saved(tmp_path / "~$会議設定.xlsx", b"\x05Mihon")
    for name, code in (("ない.xlsx", "file-unreadable"), (".", "file-unreadable"), ("~$会議設定.xlsx", "file-lock")):
        book, findings = read_book(sandbox, tmp_path / name, name)
        assert book is None
        assert findings.codes() == [code]


def test_a_book_that_openpyxl_cannot_read_is_one_finding_and_the_next_is_read(sandbox: Sandbox, path: Path) -> None:
    broken = in_sheet(PLAIN, b"</sheetData>", b'<row r="2"><c r="A2" t="s"><v>999</v></c></row></sheetData>')
    book, findings = read_book(sandbox, saved(path, broken), "施策一覧.xlsx")
    assert book is None
    assert findings.codes() == ["file-crashed"]
    assert first_sheet(sandbox, path, PLAIN).cells[1, 1].value == "事業ID"


def test_the_file_itself_is_never_changed(sandbox: Sandbox, path: Path) -> None:
    read(sandbox, path, PLAIN)
    assert path.read_bytes() == PLAIN
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=30)
VALUES = st.one_of(
    TEXTS.filter(lambda text: not text.startswith("=") and "_x" not in text and "x005F_" not in text),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, width=32).map(
        lambda number: float(f"{number:.12g}")
    ),  # openpyxl writes 16 digits
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
)
POSITIONS = st.tuples(st.integers(1, 60), st.integers(1, 40))


def expected(value: object) -> object:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value


@given(st.dictionaries(POSITIONS, VALUES, max_size=12), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_written_is_read_back(sandbox: Sandbox, path: Path, values: dict[tuple[int, int], Any], shared: bool) -> None:
    book = Workbook()
    sheet = book.active
    for (row, column), value in values.items():
        cell = sheet.cell(row, column)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    written = io.BytesIO()
    book.save(written)
    content = with_shared_strings(written.getvalue()) if shared else written.getvalue()
    cells = first_sheet(sandbox, path, content).cells
    assert {position: cell.value for position, cell in cells.items()} == {
        position: expected(value) for position, value in values.items()
    }
    assert all(
        type(cells[position].value) is type(expected(value)) or isinstance(value, float) for position, value in values.items()
    )


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_sheet_is_a_book_or_a_finding(sandbox: Sandbox, path: Path, changes: list[tuple[int, int]]) -> None:
    def change(part: bytes) -> bytes:
        new = bytearray(part)
        for position, byte in changes:
            new[position % len(new)] = byte
        return bytes(new)

    content = changed(PLAIN, SHEET, change)
    assert zipfile.is_zipfile(io.BytesIO(content))
    book, findings = read_book(sandbox, saved(path, content), "施策一覧.xlsx")
    assert (book is None) == findings.has_errors
