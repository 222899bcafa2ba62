"""The task "returned_book": a book in a zip archive that a department sent back, looked at first and read by whom can read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from kaigi_docs.read.preflight import BINARY_BOOK, BOOK, OPEN_DOCUMENT, Limits, preflight
from kaigi_docs.read.worker.book import read_cells
from kaigi_docs.read.worker.frames import Answer

_KINDS = {"book": BOOK, "xlsb": BINARY_BOOK, "ods": OPEN_DOCUMENT}


def read_returned_book(path: Path, kind: str, file: str, limits: Mapping[str, int]) -> Answer:
    """{"findings"} of the preflight, and where none is an error what `read_cells` with looks or `read_values` tells.

    "values_only" says that it was the latter: for .xlsb and .ods, and where openpyxl fails or loads a book without any sheet,
    as it does with the strict kind of Open XML. The preflight is made here and not by the caller: it holds Python's lock, so
    that several workers would wait for one caller.

    Args:
        path: the file.
        kind: "book", "xlsb" or "ods".
        file: its name in findings.
        limits: the fields of `Limits`.
    """
    findings = preflight(path, Limits(**limits), shown_as=file, kind=_KINDS[kind])
    told: Answer = {"findings": [asdict(each) for each in findings]}
    if findings.has_errors:
        return told
    sheets = _cells(path) if kind == "book" else []
    if sheets:
        return {**told, "sheets": sheets}
    from kaigi_docs.read.worker.values import read_values

    most = {name: limits[name] for name in ("max_row", "max_column", "max_cells")}
    return {**told, **read_values(path, **most), "values_only": True}


def _cells(path: Path) -> list[Answer]:
    """The sheets of an Excel book, none where openpyxl cannot read it."""
    try:
        sheets: list[Answer] = read_cells(path, looks=True)["sheets"]
    except MemoryError:
        raise
    except Exception:  # openpyxl raises all kinds of errors for files that others wrote or that somebody changed
        return []
    return sheets
