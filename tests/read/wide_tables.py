"""Tables as offices make them, typed as lines of text, and the published values that are read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from meeting_rows import seen, sheet_of
from statistics_rows import SERIES

from kaigi_docs.declarations.books import declared_sheet
from kaigi_docs.declarations.statistics import SERIES as SERIES_SHEET
from kaigi_docs.declarations.statistics import VALUES
from kaigi_docs.declarations.wide_tables import WIDE_TABLES
from kaigi_docs.findings import Findings
from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.model.statistics import Series
from kaigi_docs.new import as_found
from kaigi_docs.read.grid import CellValue, GridBook, GridSheet
from kaigi_docs.read.rows import type_rows
from kaigi_docs.read.statistics_series import read_series
from kaigi_docs.read.tables import read_tables
from kaigi_docs.read.wide.tables import wide_rows
from kaigi_docs.sheets import Book

Declared = Mapping[str, str]
Lines = Sequence[Sequence[CellValue | None]]

FILE = "表.xlsx"


def sheet(text: str, *, title: str = "表1", merged: Iterable[tuple[int, int, int, int]] = ()) -> GridSheet:
    """Cells parted by |, one row a line; whole numbers are numbers, blanks are no cells."""
    lines = [[_value(part.strip()) for part in line.split("|")] for line in text.strip("\n").split("\n")]
    return sheet_of(title, lines, merged=tuple(merged))


def _value(text: str) -> CellValue | None:
    return int(text) if text.isascii() and text.isdigit() else text.replace("\\n", "\n") or None


def read_wide(
    declared: Sequence[Declared],
    *sheets: GridSheet,
    values: Sequence[Declared] = (),
    pasted: bool = False,
    fiscal: bool = False,
) -> tuple[dict[str, Series], Findings]:
    """The series of 統計.xlsx with a table in the 統計 folder, or pasted into the book itself."""
    kind = "年度" if fiscal else "年"
    listed = [{**each, "年の種類": kind} for each in SERIES]
    typed_sheets = (declared_sheet(SERIES_SHEET, listed), declared_sheet(VALUES, values), declared_sheet(WIDE_TABLES, declared))
    own = as_found(Book("統計", typed_sheets), "統計.xlsx")
    books = {} if pasted else {FILE: GridBook(f"統計/{FILE}", sheets)}
    own = replace(own, sheets=(*own.sheets, *sheets)) if pasted else own
    findings = Findings()
    tables = read_tables(own, (SERIES_SHEET, VALUES, WIDE_TABLES), {each.title for each in own.sheets}, findings)
    found = wide_rows(type_rows(tables["横長の表"], WIDE_TABLES, findings), own, books, findings)
    typed = replace(tables["数値"], rows=(*tables["数値"].rows, *found))
    value_rows = type_rows(typed, VALUES, findings)
    series, _ = read_series(type_rows(tables["系列"], SERIES_SHEET, findings), value_rows, CountRules(), findings)
    return {one.id: one for one in series}, findings


def figures(series: Series) -> dict[tuple[str, str], str]:
    """The published texts by western year and class."""
    return {(period.western, name): value.text for (period, name), value in series.values.items()}


def faults(findings: Findings) -> list[tuple[str, str]]:
    """(code, sheet!cell) of what is wrong, but for series that a test leaves empty."""
    return [each for each in seen(findings) if each[0] != "series-empty"]
