"""A small meeting as plain rows, and the books, findings and places that its tests speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kaigi_docs.declarations.books import Record, further_books
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.grid import CellValue, GridBook, GridCell, GridSheet
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import SettingsParts, read_settings, read_settings_parts

Rows = Mapping[str, Sequence[Record]]

ITEMS: dict[str, CellValue] = {
    "会議名": "みほん市自殺対策推進協議会",
    "回": 1,
    "締切": "令和4年9月9日",
    "発行日": "令和4年8月19日",
    "計画名": "みほん計画",
    "住所": "みほん市中央0番地",
    "電話": "0000-00-0000",
}
BASE: dict[str, list[dict[str, CellValue]]] = {
    "会議": [ITEMS],
    "委員": [{"氏名": "見本　花子"}, {"氏名": "試　太郎"}],
    "担当課": [{"課名": "こども家庭課", "部局": "福祉部"}, {"課名": "学校教育課", "別の書き方": "教育課、学校課"}],
}
MEASURES: list[dict[str, CellValue]] = [
    {
        "事業名": "見守り",
        "担当課": "こども家庭課",
        "前年度取組状況": "行った。",
        "今年度予定": "続ける。",
        "評価": "おおむね実施できた",
    },
    {
        "事業名": "相談",
        "担当課": "学校教育課",
        "前年度取組状況": "開いた。",
        "今年度予定": "続ける。",
        "評価": "おおむね実施できた",
    },
]


def with_items(**items: CellValue) -> dict[str, list[dict[str, CellValue]]]:
    return {**BASE, "会議": [{**ITEMS, **items}]}


def books_of(rows: Rows) -> dict[str, GridBook]:
    return {name: as_found(book, name) for name, book in build_books(rows).items()}


def further_of(rows: Rows) -> dict[str, GridBook]:
    """The books beside 会議設定.xlsx and 施策一覧.xlsx that these rows belong to."""
    return {name: as_found(book, name) for name, book in further_books(rows).items()}


def parts_of(rows: Rows) -> SettingsParts:
    """The settings of the small meeting with some sheets replaced; they are read once for all tests that replace none."""
    return _usual_parts() if BASE.keys().isdisjoint(rows) else _read_parts({**BASE, **rows})


@cache
def _usual_parts() -> SettingsParts:
    return _read_parts(BASE)


def _read_parts(rows: Rows) -> SettingsParts:
    parts, _ = read_settings_parts(settings_of(rows))
    assert parts is not None
    return parts


def settings_of(rows: Rows) -> GridBook:
    return books_of(rows)["会議設定.xlsx"]


def read(rows: Rows) -> tuple[Meeting, Findings]:
    meeting, findings = read_settings(settings_of(rows), "mihon")
    assert meeting is not None, list(findings)
    return meeting, findings


def read_both(rows: Rows) -> tuple[Meeting, tuple[Measure, ...], Findings]:
    books = books_of(rows)
    meeting, findings = read_settings(books["会議設定.xlsx"], "mihon")
    assert meeting is not None, list(findings)
    measures, more = read_measures(books["施策一覧.xlsx"], meeting)
    return meeting, measures, Findings([*findings, *more])


def seen(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """(code, sheet!cell) of every finding but notes."""
    return [(finding.code, place(finding)) for finding in findings if finding.severity is not Severity.NOTE]


def place(finding: Finding) -> str:
    where = finding.where
    return "" if where is None else f"{where.sheet or ''}!{where.cell or ''}"


def change_sheet(book: GridBook, title: str, sheet: GridSheet | None) -> GridBook:
    """The book with a sheet replaced, or left out."""
    sheets = [sheet if old.title == title else old for old in book.sheets]
    return replace(book, sheets=tuple(new for new in sheets if new is not None))


def sheet_of(title: str, rows: Sequence[Sequence[CellValue | None]], **attributes: object) -> GridSheet:
    """A sheet with these values from A1 on."""
    cells = {
        (row, column): GridCell(row, column, value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    }
    return replace(GridSheet(title, cells), **attributes)  # type: ignore[arg-type]


def change_cell(book: GridBook, title: str, cell: GridCell) -> GridBook:
    sheet = book.sheet(title)
    assert sheet is not None
    return change_sheet(book, title, replace(sheet, cells={**sheet.cells, (cell.row, cell.column): cell}))
