"""Our own 調査票 as files, filled in and rearranged with openpyxl, read back through the sandbox and matched."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from edited_sheets import ACTING, ANSWERER_ROW, FIRST, KEYS, PLAN, REPORTING, STAMP, Asked, asked_rows
from kaigi_docs.declarations.status_book import department_book, shared_book
from kaigi_docs.model.returned import MatchedBy, ReturnedSheet
from kaigi_docs.read.books import read_book
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.sheets import SheetReading, read_sheets
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.sheets import Book

Small = Mapping[str, Sequence[Mapping[str, Any]]]
Edit = Callable[[Workbook], object]


@pytest.fixture(scope="module")
def asked(small_meeting: Small) -> Asked:
    return Asked(asked_rows(small_meeting))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def sent_back(asked: Asked, sandbox: Sandbox, tmp_path: Path) -> Callable[[Book, Edit], SheetReading]:
    """Writes a book, edits it with openpyxl and reads what was saved."""

    def read(book: Book, edit: Edit) -> SheetReading:
        workbook = load_workbook(io.BytesIO(render_book(book)))
        edit(workbook)
        path = tmp_path / "返信.xlsx"
        workbook.save(path)
        grid, findings = read_book(sandbox, path, "調査票/返信.xlsx")
        assert grid is not None, list(findings)
        return read_sheets(ReturnedBook(file="調査票/返信.xlsx", sha256="5a", grid=grid), asked.expected)

    return read


@pytest.fixture(scope="module")
def book(asked: Asked) -> Book:
    return department_book(asked.departments["D02"], asked.sent, asked.measures)


def column(sheet: Worksheet, key: str, row: int = KEYS) -> int:
    return next(cell.column for cell in sheet[row] if cell.value == key)


def only(reading: SheetReading) -> ReturnedSheet:
    (sheet,) = reading.sheets
    return sheet


def test_a_filled_book_arrives_whole(book: Book, sent_back: Callable[[Book, Edit], SheetReading]) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook["調査票"]
        sheet.cell(FIRST, column(sheet, REPORTING)).value = "月２回_x000D_\n開いた。"
        sheet.cell(FIRST + 1, column(sheet, ACTING)).value = "おおむね実施できた"
        sheet.cell(FIRST + 2, column(sheet, PLAN)).value = 12
        sheet.cell(ANSWERER_ROW, column(sheet, "answerer/as_of", STAMP)).value = date(2022, 6, 1)

    reading = sent_back(book, fill)
    assert [(each.measure_id, each.key, each.text.value) for each in only(reading).answers] == [
        ("J001", REPORTING, "月２回\n開いた。"),
        ("J002", ACTING, "おおむね実施できた"),
        ("J003", PLAN, "12"),
    ]
    assert only(reading).answerer["answerer/as_of"].value == "令和４年６月１日"
    assert reading.findings == ()
    assert reading.cells.answers == 4


def test_a_book_that_was_rearranged_arrives_the_same(book: Book, sent_back: Callable[[Book, Edit], SheetReading]) -> None:
    def rearrange(workbook: Workbook) -> None:
        sheet = workbook["調査票"]
        sheet.cell(FIRST + 2, column(sheet, PLAN)).value = "=1+1"
        sheet.cell(FIRST, column(sheet, PLAN)).value = "続ける。"
        sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=column(sheet, PLAN), end_column=column(sheet, PLAN))
        sheet.title = "回答"
        del workbook["記入のしかた"]
        workbook.create_sheet("メモ")["A1"] = "確認済み"

    reading = sent_back(book, rearrange)
    assert [(each.measure_id, each.text.value) for each in only(reading).answers] == [("J001", "続ける。")]
    assert [(each.code, each.measure_id) for each in only(reading).points] == [
        ("formula-without-value", "J003"),
        ("answers-merged", "J002"),
    ]
    assert [each.code for each in reading.findings] == ["sheet-not-status"]


def test_a_table_copied_into_a_new_book_is_matched(book: Book, sent_back: Callable[[Book, Edit], SheetReading]) -> None:
    def copy_visible(workbook: Workbook) -> None:
        sheet = workbook["調査票"]
        sheet.cell(FIRST, column(sheet, REPORTING)).value = "写した。"
        new = workbook.create_sheet("Sheet1", 0)
        rows = [row for row in sheet.iter_rows(min_col=2) if row[0].row not in (STAMP, KEYS)]
        for number, row in enumerate(rows, 3):
            for cell in row:
                new.cell(number, cell.column + 1).value = cell.value
        del workbook["調査票"], workbook["記入のしかた"]

    reading = sent_back(book, copy_visible)
    found = only(reading)
    assert (found.department_id, found.matched_by) == ("D02", MatchedBy.NAMES)
    assert [pair.same for pair in found.pairs] == [True, True, True]
    assert [(each.measure_id, each.key, each.text.value) for each in found.answers] == [("J001", REPORTING, "写した。")]


def test_one_book_of_all_gives_a_sheet_for_each_department_that_answered(
    asked: Asked, sent_back: Callable[[Book, Edit], SheetReading]
) -> None:
    def fill(workbook: Workbook) -> None:
        sheet = workbook["D03 こども家庭課"]
        sheet.cell(FIRST, column(sheet, REPORTING)).value = "見守った。"

    book = shared_book(tuple(asked.departments.values()), asked.sent, asked.measures)
    reading = sent_back(book, fill)
    assert [(each.department_id, each.title) for each in reading.sheets] == [("D03", "D03 こども家庭課")]
    assert reading.findings == ()
