"""The task "text_table": a table that was saved as text (.csv, .tsv), as one sheet of texts."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kaigi_docs.read.worker.book import clean
from kaigi_docs.read.worker.frames import Answer

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LONGEST_CELL = 1 << 20  # Excel's own limit is 32,767 characters
_LOOKED_AT = 20  # rows, to tell commas from tabs


def read_text_table(path: Path, title: str, max_row: int, max_column: int, max_cells: int, named_table: bool) -> Answer:
    """{"sheets"} with one sheet, as the task "book" has them, or {"fault"}.

    Faults: "encoding" (neither UTF-8, nor UTF-16 with its mark, nor Windows' Japanese), "no-table" (one column only, and the
    name does not say that it is a table), "too-many", "far" and "broken", the last two with "cell" ([row, column]) or "line".
    All cells are texts: a leading = is no formula, and 1-2 no date.

    Args:
        path: the file.
        title: of the sheet.
        max_row, max_column, max_cells: the farthest filled cell, and how many.
        named_table: whether the ending says that it is a table.
    """
    text = _text(path.read_bytes())
    if text is None:
        return {"fault": "encoding"}
    csv.field_size_limit(_LONGEST_CELL)
    delimiter = _delimiter(text)
    if not delimiter and not named_table:
        return {"fault": "no-table"}
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or ",", strict=True)
    try:
        cells = _cells(rows, max_row, max_column, max_cells)
    except csv.Error:
        return {"fault": "broken", "line": rows.line_num}
    if isinstance(cells, dict):
        return cells
    return {"sheets": [{"title": title, "hidden": False, "hidden_rows": [], "merged": [], "cells": cells}]}


def _text(content: bytes) -> str | None:
    """The text, or None where no encoding fits or it holds null characters; cp932 and not shift_jis, which knows no ① or 髙."""
    encodings = [name for mark, name in _BOMS if content.startswith(mark)]
    for encoding in encodings or ("utf-8", "cp932"):
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        return text if "\0" not in text else None
    return None


def _delimiter(text: str) -> str:
    """A tab or a comma, whichever parts more of the first rows; "" where neither parts any."""
    parted = {delimiter: sum(len(row) > 1 for row in _first_rows(text, delimiter)) for delimiter in (",", "\t")}
    best = max(parted, key=lambda delimiter: parted[delimiter])
    return best if parted[best] else ""


def _first_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text[: 1 << 16], newline=""), delimiter=delimiter)
    try:
        yield from islice(rows, _LOOKED_AT)
    except csv.Error:
        return


def _cells(rows: Iterator[list[str]], max_row: int, max_column: int, max_cells: int) -> list[list[Any]] | Answer:
    cells: list[list[Any]] = []
    for row, values in enumerate(rows, 1):
        filled = [(column, value) for column, value in enumerate(values, 1) if value]
        if filled and (row > max_row or filled[-1][0] > max_column):
            return {"fault": "far", "cell": [row, filled[-1][0]]}
        cells += [[row, column, clean(value), 0] for column, value in filled]
        if len(cells) > max_cells:
            return {"fault": "too-many"}
    return cells
