"""Departments that answer: the sheets that were sent to them, filled in as people do and put into 調査票/."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from kaigi_docs.declarations.status_sheet import KEY_ID, STATUS_SHEET, VALUE_KEY
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.status_sheet import RowId

Answers = Mapping[str, Mapping[str, str]]
"""By measure id, then by name of the column."""


def answers_of(measures: Iterable[Measure]) -> dict[str, dict[str, str]]:
    """What stands in the measures, as answers of the departments."""
    return {each.id: {column: text.value for (column, _), text in each.values.items()} for each in measures}


def answer_all(sent: Path, folder: Path, answers: Answers, save: Callable[[Any, Path], None] | None = None) -> list[Path]:
    """The files that came back: every sheet of `sent` filled in and saved into `folder` under its name.

    Args:
        sent: the folder 照会/調査票 of a request.
        folder: 調査票/ of the meeting, made if it is not there.
        answers: cells that they do not name stay as they are.
        save: how a workbook is written to a path; by default as openpyxl does.
    """
    folder.mkdir(exist_ok=True)
    written = []
    for path in sorted(sent.glob("*.xlsx")):
        book = load_workbook(path)
        fill(book[STATUS_SHEET], answers)
        target = folder / path.name
        if save is None:
            book.save(target)
        else:
            save(book, target)
        written.append(target)
    return written


def fill(sheet: Any, answers: Answers) -> None:
    """Types the answers into their cells."""
    keys = key_columns(sheet)
    for row, row_id in ids(sheet):
        for name, text in answers.get(row_id.subject, {}).items():
            column = keys.get(f"{VALUE_KEY}{name}", keys.get(name))
            if column is not None and not sheet.cell(row, column).protection.locked:
                sheet.cell(row, column).value = text


def key_columns(sheet: Any) -> dict[str, int]:
    """Columns by their hidden key."""
    for row in sheet.iter_rows(max_row=20):
        if row[0].value == KEY_ID:
            return {str(cell.value): cell.column for cell in row if cell.value}
    raise AssertionError("no row of keys")


def ids(sheet: Any) -> Iterator[tuple[int, RowId]]:
    """Rows with their ids."""
    for (cell,) in sheet.iter_rows(max_col=1):
        found = RowId.parse(str(cell.value or ""))
        if found is not None:
            yield cell.row, found


def as_csv(path: Path, encoding: str = "cp932") -> None:
    """Replaces a book by its first sheet as Excel's 「CSV (コンマ区切り)」.

    Raises:
        UnicodeEncodeError: the encoding lacks a character, which Excel would write as a question mark.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        ["" if value is None else value for value in row] for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)
    )
    path.with_suffix(".csv").write_bytes(text.getvalue().encode(encoding))
    path.unlink()


def as_mail(path: Path, letter: Callable[..., Any]) -> None:
    """Replaces a book by a mail that brings it."""
    path.with_suffix(".eml").write_bytes(bytes(letter((path.name, path.read_bytes()))))
    path.unlink()
