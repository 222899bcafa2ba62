"""The task "returned_book": an Excel book that a department sent back, by the reader that can read it."""

from __future__ import annotations

from pathlib import Path

from kaigi_docs.read.worker.book import read_cells
from kaigi_docs.read.worker.frames import Answer


def read_returned_book(path: Path, max_row: int, max_column: int, max_cells: int) -> Answer:
    """What the task "book" tells, with looks; where openpyxl fails, what the task "values" tells, and "values_only": True.

    openpyxl also loads books of the strict kind of Open XML without any fault and without any sheet.

    Args:
        path: the file.
        max_row, max_column, max_cells: as in `read_values`.
    """
    try:
        answer = read_cells(path, looks=True)
    except MemoryError:
        raise
    except Exception:  # openpyxl raises all kinds of errors for files that others wrote or that somebody changed
        answer = {"sheets": []}
    if answer["sheets"]:
        return answer
    from kaigi_docs.read.worker.values import read_values

    return {**read_values(path, max_row, max_column, max_cells), "values_only": True}
