"""Books of other formats (.xls, .xlsb, .ods) and those that openpyxl refuses, read by calamine.

Limits: calamine sees values only. Notes, fills, hidden rows, struck text and whether a value is a formula's are not told; a value
that is an error of Excel is a blank cell. It may abort the process.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from kaigi_docs.read.worker.book import json_value
from kaigi_docs.read.worker.frames import Answer


def read_values(path: Path, max_row: int, max_column: int, max_cells: int) -> Answer:
    """{"sheets"} as the task "book" has them, or {"fault"}: "password", "damaged", "too-many" or "far".

    With "far" come "sheet" and "cell" ([row, column]), the last one of a sheet that reaches too far.

    Args:
        path: the file; what it is, its bytes tell.
        max_row, max_column: the farthest filled cell.
        max_cells: filled cells of all sheets together.
    """
    try:
        with path.open("rb") as stream:
            return _sheets(CalamineWorkbook.from_filelike(stream), max_row, max_column, max_cells)
    except (CalamineError, PasswordError, XmlError, ZipError, OSError, ValueError):
        return {"fault": "password" if _is_encrypted(path) else "damaged"}


def _is_encrypted(path: Path) -> bool:
    """Whether it is an OpenDocument file with a password (ODF 1.3 part 2, 3.4.1), which calamine does not tell of streams."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("META-INF/manifest.xml") as stream:
            return b"encryption-data" in stream.read(1 << 20)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return False


def _sheets(book: CalamineWorkbook, max_row: int, max_column: int, max_cells: int) -> Answer:
    sheets: list[Answer] = []
    for position, about in enumerate(book.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(position)
        row, column = (number + 1 for number in sheet.end or (0, 0))
        if row > max_row or column > max_column:
            return {"fault": "far", "sheet": about.name, "cell": [row, column]}
        cells = _cells(sheet, max_cells)
        max_cells -= len(cells)
        if max_cells < 0:
            return {"fault": "too-many"}
        sheets.append(_sheet(sheet, cells, hidden=about.visible is not SheetVisibleEnum.Visible))
    return {"sheets": sheets}


def _cells(sheet: CalamineSheet, most: int) -> list[list[Any]]:
    """The filled cells, and no more than one over the limit."""
    cells: list[list[Any]] = []
    for row, values in enumerate(sheet.iter_rows(), 1):
        cells += [[row, column, _value(value), 0] for column, value in enumerate(values, 1) if value != ""]
        if len(cells) > most:
            break
    return cells


def _sheet(sheet: CalamineSheet, cells: list[list[Any]], *, hidden: bool) -> Answer:
    merged = sheet.merged_cell_ranges or ()
    return {
        "title": sheet.name,
        "hidden": hidden,
        "hidden_rows": [],
        "merged": sorted([top + 1, left + 1, bottom + 1, right + 1] for (top, left), (bottom, right) in merged),
        "cells": cells,
    }


def _value(value: Any) -> object:
    """As openpyxl tells it: a whole number is an int."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return json_value(value)
