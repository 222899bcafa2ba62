"""Spans of the new folder's schedule that lie before its fiscal year: a person looks at each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kaigi_docs.declarations.schedule import FRAME, SCHEDULE_FILE, SPAN_TIMES, SPANS
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.months import Stretch, parse_stretch
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear, parse_fiscal_year
from kaigi_docs.model.schedule import SpanState
from kaigi_docs.read.grid import column_letters
from kaigi_docs.sheets import Book, Sheet


class _Entry(NamedTuple):
    """A row of a sheet: its values by header, and where they are."""

    values: dict[str, str]
    places: dict[str, Location]


def past_spans(books: Mapping[str, Book], year: FiscalYear) -> Findings:
    """A warning for each planned span that ends before the year, and a note that counts those that are done.

    Codes: `span-past`, `spans-done-carried`, `schedule-year-missing` (the table does not show the year). What cannot be read
    is left to the reader of the new folder.

    Args:
        books: of the new folder, by file name.
        year: of the new meeting.
    """
    findings = Findings()
    book = books.get(SCHEDULE_FILE)
    sheets = {sheet.title: sheet for sheet in book.sheets} if book is not None else {}
    done: list[_Entry] = []
    for entry in _entries(sheets.get(SPANS.title)):
        end = _stretch(entry.values)
        if end is None or end.last >= year.first_day:
            continue
        if entry.values.get("状態", "").strip() == SpanState.DONE.word:
            done.append(entry)
        else:
            _report(entry, end, year, findings)
    if done:
        message = (
            f"{year.label(DigitWidth.HALF)}より前に終わった「実施済」の期間が、この行からほかを合わせて{len(done)}件あります。"
        )
        findings.note("spans-done-carried", done[0].places["始め"], message, "もう載せないものは、行を消してください。")
    for entry in _entries(sheets.get(FRAME.title)):
        _check_year(entry, year, findings)
    return findings


def _entries(sheet: Sheet | None) -> Iterator[_Entry]:
    """The rows with an entry, as text."""
    if sheet is None or not sheet.header_row:
        return
    headers = [str(cell.value or "") for cell in sheet.rows[sheet.header_row - 1]]
    for number, row in enumerate(sheet.rows[sheet.header_row :], sheet.header_row + 1):
        named = [(header, column, cell) for column, (header, cell) in enumerate(zip(headers, row, strict=False), 1)]
        values = {header: str(cell.value) for header, _, cell in named if cell.value not in (None, "")}
        if values:
            places = {
                header: Location(SCHEDULE_FILE, sheet.title, f"{column_letters(column)}{number}") for header, column, _ in named
            }
            yield _Entry(values, places)


def _stretch(values: Mapping[str, str]) -> Stretch | None:
    """The end of a span, or None where it cannot be read."""
    start, end = (values.get(header, "") for header in SPAN_TIMES)
    try:
        return parse_stretch(end or start)
    except ValueError:
        return None


def _report(entry: _Entry, end: Stretch, year: FiscalYear, findings: Findings) -> None:
    named = "".join(f"「{entry.values[header]}」" for header in ("記号", "内容") if header in entry.values)
    label = f"{entry.values.get('予定ID', '')}{named}"
    until = end.label(DigitWidth.HALF, year=True)
    message = f"予定{label}の期間は{until}までで、{year.label(DigitWidth.HALF)}より前に終わります。状態が「予定」のままです。"
    findings.warn(
        "span-past", entry.places["始め"], message, "終わっていれば状態を「実施済」にし、延びたときは期間を直してください。"
    )


def _check_year(entry: _Entry, year: FiscalYear, findings: Findings) -> None:
    """The table shows the year of the meeting, as far as its years can be read."""
    if entry.values.get("項目") != "年度" or not entry.values.get("値"):
        return
    try:
        years = [parse_fiscal_year(part) for part in entry.values["値"].replace(",", "、").split("、")]
    except ValueError:
        return
    if year not in years:
        message = f"予定の表の年度に、今回の{year.label(DigitWidth.HALF)}がありません。"
        findings.warn("schedule-year-missing", entry.places["値"], message, "年度を書き足し、載せなくなる期間を消してください。")
