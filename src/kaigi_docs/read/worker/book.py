"""The task "book": the filled cells of an Excel book as JSON."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

# isort: off
import kaigi_docs.light_openpyxl  # noqa: F401 (before openpyxl)
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock

# isort: on

from kaigi_docs.read.worker.book_looks import SheetLooks, looks_of
from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.shown_numbers import shown_number

FORMULA, STRUCK = 1, 2
"""Bits of the fourth member of a cell."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_cells(path: Path, *, looks: bool = False) -> Answer:
    """The sheets of a book: {"sheets": [{"title", "hidden", "hidden_rows", "merged", "cells"}, …]}.

    A cell is [row, column, value, bits]; a value is a JSON text, number or truth value, or {"date" | "datetime" | "time": ISO
    8601}. The book is loaded a second time for cached results only when it holds a formula.

    Args:
        path: the file.
        looks: a struck cell has a fifth member, its text without what is struck, and sheets have also "notes" ([row, column,
            text], …), "fills" ({colour: [row, column, row, column, …]}), those of blank cells too, "inks" ([row, column, …]) and
            "shown" ([row, column, text], …), the numbers whose format tells what Excel shows.

    Raises:
        Whatever openpyxl raises for a file that it cannot read; the worker ends with it.
    """
    book = _load(path, results=False)
    has_formula = any(cell.data_type == "f" for sheet in book.worksheets for cell in sheet._cells.values())
    results = _load(path, results=True) if has_formula else None
    struck_fonts = frozenset(index for index, font in enumerate(book._fonts) if font.strike)
    seen = looks_of(book, path) if looks else None
    sheets = []
    for position, sheet in enumerate(book.worksheets):
        cached = results.worksheets[position]._cells if results is not None else {}
        sheets.append(_sheet(sheet, cached, struck_fonts, seen[position] if seen is not None else None))
    return {"sheets": sheets}


def _load(path: Path, *, results: bool) -> Any:
    """The book in openpyxl's terms; Any, because its cells are walked through `_cells`, which its type stubs do not have."""
    with path.open("rb") as stream:
        return load_workbook(stream, rich_text=True, data_only=results, keep_links=False)


def _sheet(sheet: Any, cached: dict[tuple[int, int], Any], struck_fonts: frozenset[int], looks: SheetLooks | None) -> Answer:
    shown: list[list[Any]] = []
    # ws.iter_rows() never ends when one far cell is filled; _cells holds only what is there.
    cells = []
    for (row, column), cell in sorted(sheet._cells.items(), key=lambda item: item[0]):
        if cell.value is None:
            continue
        formula = cell.data_type == "f"
        value = cached[row, column].value if formula else cell.value
        all_struck = cell._style.fontId in struck_fonts
        struck = all_struck or _has_struck_run(value)
        cells.append([row, column, json_value(value), FORMULA * formula | STRUCK * struck])
        if struck and looks is not None:
            cells[-1].append(_kept(value, all_struck))
        if looks is not None and isinstance(value, int | float) and (text := shown_number(value, cell.number_format)) is not None:
            shown.append([row, column, text])
    return {
        "title": sheet.title,
        "hidden": sheet.sheet_state != "visible",
        "hidden_rows": sorted(row for row, dimension in sheet.row_dimensions.items() if dimension.hidden),
        "merged": sorted([area.min_row, area.min_col, area.max_row, area.max_col] for area in sheet.merged_cells.ranges),
        "cells": cells,
        **({"notes": looks.notes, "fills": looks.fills, "inks": looks.inks, "shown": shown} if looks is not None else {}),
    }


def _kept(value: object, all_struck: bool) -> str:
    """The text of a struck cell without what is struck; a run with a font of its own says itself whether it is."""
    parts = value if isinstance(value, CellRichText) else [value]
    runs = ((part.text, part.font.strike) if isinstance(part, TextBlock) else (str(part), all_struck) for part in parts)
    return clean("".join(text for text, struck in runs if not struck))


def _has_struck_run(value: object) -> bool:
    if not isinstance(value, CellRichText):
        return False
    return any(isinstance(part, TextBlock) and part.font.strike and part.text for part in value)


def json_value(value: object) -> object:
    """A cell value as JSON; None (a formula that was never calculated) is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime):
        return {"date": value.date().isoformat()} if value.time() == time() else {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return _duration(value)
    return clean(str(value))


def _duration(value: timedelta) -> str:
    """A length of time as Excel's [h]:mm:ss shows it."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Text without Excel's escapes, with line feeds for carriage returns and without invisible control characters.

    Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring): _xHHHH_ is a UTF-16 unit; _x000D_ comes with every Alt+Enter of some writers.
    """
    if "_x" in text:
        text = _ESCAPED.sub(_unescape, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", text)


def _unescape(match: re.Match[str]) -> str:
    unit = int(match[1], 16)
    return match[0] if 0xD800 <= unit <= 0xDFFF else chr(unit)
