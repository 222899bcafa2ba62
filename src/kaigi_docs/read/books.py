"""Excel books as grids of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from kaigi_docs.findings import Finding, Findings
from kaigi_docs.read.grid import CellValue, GridBook, GridCell, GridSheet
from kaigi_docs.read.preflight import DEFAULT_LIMITS, Limits, preflight
from kaigi_docs.read.sandbox import Sandbox

_FORMULA, _STRUCK = 1, 2  # the bits of kaigi_docs.read.worker.book, which must not be imported here: it imports openpyxl


def read_book(
    sandbox: Sandbox, path: Path, shown_as: str, *, limits: Limits = DEFAULT_LIMITS
) -> tuple[GridBook | None, Findings]:
    """The book and remarks on it, or None and the finding that says why it cannot be read.

    Findings are those of `preflight` and file-crashed, file-timeout, file-memory of the sandbox; what cells say is not judged
    here. A formula that was never calculated is a cell with `formula` and the value "".

    Args:
        sandbox: where the file is opened.
        path: the file.
        shown_as: its path relative to the meeting folder.
        limits: how much a book may hold.
    """
    sandbox.warm("book")  # openpyxl is imported over there while the preflight looks at the file here
    findings = preflight(path, limits, shown_as=shown_as)
    if findings.has_errors or "file-lock" in findings.codes():
        return None, findings
    answer = sandbox.call("book", path, shown_as=shown_as)
    if isinstance(answer, Finding):
        return None, Findings([*findings, answer])
    return grid_book(shown_as, answer["sheets"]), findings


def grid_book(shown_as: str, sheets: list[dict[str, Any]]) -> GridBook:
    """The book whose sheets a worker told, with their looks where it told these too.

    Args:
        shown_as: its path relative to the meeting folder.
        sheets: as `kaigi_docs.read.worker.book` describes them.
    """
    return GridBook(shown_as, tuple(map(_sheet, sheets)))


def _sheet(sheet: dict[str, Any]) -> GridSheet:
    cells = {(cell.row, cell.column): cell for cell in (_cell(*cell) for cell in sheet["cells"])}
    for row, column, text in sheet.get("shown", ()):
        cells[row, column] = replace(cells[row, column], shown=text)
    return GridSheet(
        title=sheet["title"],
        cells=cells,
        hidden=sheet["hidden"],
        hidden_rows=frozenset(sheet["hidden_rows"]),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in sheet["merged"]),
        notes={(row, column): text for row, column, text in sheet.get("notes", ())},
        fills=dict(_fills(sheet.get("fills", {}))),
        inked=frozenset(_places(sheet.get("inks", []))),
    )


def _fills(fills: Mapping[str, list[int]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The colour of each place; rows and columns stand in turn."""
    for colour, places in fills.items():
        for place in _places(places):
            yield place, colour


def _places(told: list[int]) -> Iterator[tuple[int, int]]:
    yield from zip(told[::2], told[1::2], strict=True)


def _cell(row: int, column: int, value: Any, bits: int, kept: str | None = None) -> GridCell:
    return GridCell(row, column, _value(value), bool(bits & _FORMULA), bool(bits & _STRUCK), kept)


def _value(value: Any) -> CellValue:
    """A cell value from its JSON form."""
    if not isinstance(value, dict):
        plain: CellValue = value
        return plain
    ((kind, text),) = value.items()
    if kind == "date":
        return date.fromisoformat(text)
    return datetime.fromisoformat(text) if kind == "datetime" else time.fromisoformat(text)
