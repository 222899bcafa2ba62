"""A spreadsheet as it was found: cells with values and addresses, before anybody asks what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from kaigi_docs.findings import Location

CellValue = str | int | float | bool | date | time


def column_letters(column: int) -> str:
    """A, B, … Z, AA for 1, 2, … 26, 27."""
    letters = ""
    while column > 0:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def cell_position(address: str) -> tuple[int, int]:
    """Row and column of an A1 address, from 1."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(address[len(letters) :]), column


@dataclass(frozen=True, slots=True)
class GridCell:
    """A filled cell.

    Attributes:
        row, column: from 1.
        value: as stored; a date-time at midnight is a date; `_x000D_` and carriage returns are line feeds.
        formula: whether it holds a formula (value is then the cached result, or "" when there is none).
        struck: whether part of its text is struck through.
        kept: the text without what is struck through; None where nothing is, or where nobody asked for it.
        shown: what Excel shows of a number in a plain format (「85.3%」 of 0.853); None where nobody asked or knows.
    """

    row: int
    column: int
    value: CellValue
    formula: bool = False
    struck: bool = False
    kept: str | None = None
    shown: str | None = None

    @property
    def address(self) -> str:
        """Its A1 address."""
        return f"{column_letters(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A sheet: only cells that hold something are there.

    Attributes:
        title: name on the tab.
        cells: by (row, column).
        hidden: whether the tab is hidden.
        hidden_rows: rows that are hidden.
        merged: merged ranges as (first row, first column, last row, last column).
        notes: text of notes (メモ) and threaded comments by (row, column), where they were asked for.
        fills: colour of the background by (row, column), also of blank cells, where it was asked for: 「FFFF00」 or 「theme:4」.
        inked: places of filled cells whose text is in a clear colour, the whole or a part, where it was asked for.
    """

    title: str
    cells: dict[tuple[int, int], GridCell]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)
    inked: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class GridBook:
    """A book.

    Attributes:
        file: path relative to the meeting folder, for messages.
        sheets: in tab order.
    """

    file: str
    sheets: tuple[GridSheet, ...] = field(default=())

    def sheet(self, title: str) -> GridSheet | None:
        """The sheet of that name, or None."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)

    def location(self, sheet: GridSheet, cell: GridCell | None = None) -> Location:
        """Where a sheet or one of its cells is, for a finding."""
        return Location(self.file, sheet.title, cell.address if cell is not None else None)
