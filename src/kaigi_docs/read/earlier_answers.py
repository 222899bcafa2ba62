"""The columns 「前回：…」 of 施策一覧.xlsx: what departments answered last time."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import EARLIER_PREFIX
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import cell_text, is_filled
from kaigi_docs.read.grid import GridBook, GridSheet
from kaigi_docs.read.raw import RawTable
from kaigi_docs.read.tables import header_key

EarlierAnswers = dict[int, dict[str, Text]]
"""By number of the row, then by name of the column."""


def earlier_answers(book: GridBook, table: RawTable) -> EarlierAnswers:
    """The filled cells below headers that begin with 「前回：」, as they were typed.

    They were judged last time and are only shown again, so nothing in them is a finding.

    Args:
        book: 施策一覧.xlsx as found.
        table: its declared columns, which say where the header row is.
    """
    place = next(iter(table.headers.values()), None)
    sheet = book.sheet(place.sheet) if place is not None and place.sheet is not None else None
    if place is None or sheet is None or place.cell is None:
        return {}
    header_row = int("".join(character for character in place.cell if character.isdigit()))
    names = _names(sheet, header_row)
    found: EarlierAnswers = {}
    for cell in sheet.cells.values():
        if cell.row > header_row and cell.column in names and is_filled(cell):
            found.setdefault(cell.row, {})[names[cell.column]] = Text(cell_text(cell.value), book.location(sheet, cell))
    return found


def _names(sheet: GridSheet, header_row: int) -> dict[int, str]:
    """The name behind the prefix, by number of the column; of a name that stands there twice the left one counts."""
    prefix = header_key(EARLIER_PREFIX)
    names: dict[int, str] = {}
    for cell in sorted(sheet.cells.values(), key=lambda cell: cell.column):
        text = cell_text(cell.value).strip()
        if cell.row == header_row and header_key(text).startswith(prefix):
            name = text.replace(":", "：", 1).partition("：")[2].strip()
            if name and name not in names.values():
                names[cell.column] = name
    return names
