"""Where the new folder still names the year, the round or a date of the earlier meeting."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kaigi_docs.declarations.kinds import EARLIER_PREFIX
from kaigi_docs.declarations.meeting import MEETING
from kaigi_docs.declarations.schedule import SPAN_TIMES
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.wareki import ERAS
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.read.grid import column_letters
from kaigi_docs.sheets import Book, Look, Sheet

_ERA_YEAR = re.compile(r"(?P<era>令和|平成|(?<![A-Za-z0-9])[RH](?=[0-9]))\s*(?P<count>元|[0-9]{1,2})(?![0-9])")
_WESTERN = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_ROUND = re.compile(r"第\s*([0-9]{1,3})\s*回")
_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_YEAR = r"(?:(?:令和|平成|昭和|[RHS])\s*(?:元|[0-9]{1,2})|[0-9]{4})(?:年度?)?(?:\([0-9]{4}\))?"
_ONLY_YEARS = re.compile(rf"{_YEAR}(?:(?:[~〜ー、,・／/-]|から|\s|の計)*{_YEAR})*(?:まで|の計)?")
_PLACEHOLDER = re.compile(r"〔[^〕]*〕")
_SHOWN = 30
_KEY_ITEM = "様式鍵"
"""Drawn by lot, so that what looks like a year in it (R3…) is none."""
_YEAR_WORDS = "文面と、議題、設問、資料の題名では〔年度〕〔前年度〕〔次年度〕とも書けます。"


def old_mentions(books: Mapping[str, Book], files: Mapping[str, bytes], meeting: Meeting) -> Findings:
    """A warning for each cell, and each line of the wording files, that names something of the earlier meeting.

    Codes: `old-year` (its 年度, the one before and the one after), `old-round`, `old-date` (締切, 発行日 and the other
    dates of the 会議 sheet).

    A text that stands more than once in a column is reported once.

    Limits: cells that hold nothing but years (of a table of statistics), ids and columns of earlier answers are passed over.

    Args:
        books: of the new folder, by file name.
        files: copied ones by path; only templates are looked into.
        meeting: the earlier one.
    """
    findings = Findings()
    found: dict[tuple[str, str | None, str, str], list[Location]] = {}
    for place, text in (*_cells(books), *_lines(files)):
        column = (place.cell or "").rstrip("0123456789") or str(place.line)
        found.setdefault((place.file, place.sheet, column, text), []).append(place)
    for (_, _, _, text), places in found.items():
        _report(places, text, meeting, findings)
    return findings


def _cells(books: Mapping[str, Book]) -> Iterator[tuple[Location, str]]:
    """The entries of all books with their addresses."""
    for name, book in books.items():
        for sheet in book.sheets:
            yield from _entries(name, sheet)


def _entries(file: str, sheet: Sheet) -> Iterator[tuple[Location, str]]:
    headers = [str(cell.value or "") for cell in sheet.rows[sheet.header_row - 1]] if sheet.header_row else []
    for row_number, row in enumerate(sheet.rows, 1):
        if sheet.title == MEETING.title and row[0].value == _KEY_ITEM:
            continue
        for column_number, cell in enumerate(row, 1):
            header = headers[column_number - 1] if column_number <= len(headers) else ""
            if row_number <= sheet.header_row or cell.look is not Look.ENTRY or _is_passed_over(header):
                continue
            if isinstance(cell.value, str) and not _ONLY_YEARS.fullmatch(_folded(cell.value).strip()):
                yield Location(file, sheet.title, f"{column_letters(column_number)}{row_number}"), cell.value


def _lines(files: Mapping[str, bytes]) -> Iterator[tuple[Location, str]]:
    for path, content in files.items():
        if path.endswith(".md.j2"):
            for number, line in enumerate(content.decode("utf-8-sig", "replace").splitlines(), 1):
                yield Location(path, line=number), line


def _is_passed_over(header: str) -> bool:
    """Earlier answers, years that are moved on by themselves, ids such as R03, and times of the schedule (past_spans.py)."""
    return header.startswith((EARLIER_PREFIX, "年度")) or header.endswith("ID") or header in SPAN_TIMES


def _report(places: Sequence[Location], text: str, meeting: Meeting, findings: Findings) -> None:
    """What one text names, at the first of its places."""
    folded = _folded(_PLACEHOLDER.sub("", text))
    year, days = meeting.fiscal_year.year, {(day.month, day.day) for day in _dates(meeting)}
    again = f"同じ文がほかに{len(places) - 1}か所あります。" if len(places) > 1 else ""
    if named := [words for words, number in _years(folded) if abs(number - year) <= 1]:
        message = f"前回の年度のころの「{named[0]}」が残っています（{_near(folded, named[0])}）。{again}"
        findings.warn("old-year", places[0], message, f"今も正しければ、そのままでかまいません。直すときは、{_YEAR_WORDS}")
    if named := [match.group(0) for match in _ROUND.finditer(folded) if int(match.group(1)) == meeting.round]:
        message = f"前回の回の「{named[0]}」が残っています（{_near(folded, named[0])}）。{again}"
        findings.warn("old-round", places[0], message, "今回も同じ回のことなら、そのままでかまいません。〔回〕とも書けます。")
    if named := [m.group(0) for m in _DAY.finditer(folded) if (int(m.group(1)), int(m.group(2))) in days]:
        message = f"前回の締切などの日付「{named[0]}」が残っています（{_near(folded, named[0])}）。{again}"
        findings.warn("old-date", places[0], message, "今回の日付に直すか、〔締切〕〔発行日〕と書いてください。")


def _years(text: str) -> Iterator[tuple[str, int]]:
    """The years that a text names, as written, with their western count."""
    first = {name: era.first_day.year for era in ERAS for name in (era.name, era.letter)}
    for match in _ERA_YEAR.finditer(text):
        count = 1 if match.group("count") == "元" else int(match.group("count"))
        yield match.group(0), first[match.group("era")] + count - 1
    for match in _WESTERN.finditer(text):
        yield match.group(0), int(match.group(1))


def _dates(meeting: Meeting) -> list[date]:
    dispatch, inquiry = meeting.dispatch, meeting.inquiry
    of_packet = (meeting.deadline, meeting.issue_date, dispatch.sent_on, dispatch.replaced_on)
    of_inquiry = (inquiry.issued_on, inquiry.due)
    of_follow_ups = (inquiry.query_on, inquiry.query_due, inquiry.reminded_on, inquiry.reminder_due)
    return [day for day in (*of_packet, *of_inquiry, *of_follow_ups) if day is not None]


def _folded(text: str) -> str:
    """The text for comparing: NFKC, which turns full-width digits into plain ones."""
    return unicodedata.normalize("NFKC", text)


def _near(text: str, found: str) -> str:
    """Some characters around what was found, on one line."""
    at = text.find(found)
    start, end = max(0, at - _SHOWN // 3), at + len(found) + _SHOWN
    return " ".join(text[start:end].split()) + ("…" if end < len(text) else "")
