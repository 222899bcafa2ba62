"""統計/: the files that hold tables, as grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kaigi_docs.declarations.wide_tables import TABLES_FOLDER
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.read.arrived.books import BOOKS, Asker, open_book
from kaigi_docs.read.arrived.candidates import Candidate, candidate
from kaigi_docs.read.arrived.walk import FoundFile, found_files
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.preflight import DEFAULT_LIMITS, Limits
from kaigi_docs.read.sandbox import Sandbox


def table_files(directory: Path) -> list[str]:
    """The files of the folder by their path relative to the meeting folder, whatever they hold."""
    return [each.path.relative_to(directory).as_posix() for each in found_files(directory, TABLES_FOLDER)[0]]


def read_table_files(
    directory: Path, sandbox: Sandbox, *, limits: Limits = DEFAULT_LIMITS
) -> tuple[dict[str, GridBook], Findings]:
    """The books and .csv files of 統計/ by their path within it, and findings on what cannot be read there.

    Codes: those of `found_files`, `candidate` and `open_book`, as warnings: a file that no row needs stops nobody;
    table-file-unread (a note on files that are no tables).

    Args:
        directory: the meeting folder.
        sandbox: where files are opened.
        limits: how much one of them may hold.
    """
    found, _, findings = found_files(directory, TABLES_FOLDER)
    books: dict[str, GridBook] = {}
    for each in found:
        book, faults = _read(each, sandbox, limits)
        findings.extend(_as_warnings(faults))
        if book is not None:
            books[each.shown.removeprefix(f"{TABLES_FOLDER}/")] = book
    return books, findings


def _read(each: FoundFile, sandbox: Sandbox, limits: Limits) -> tuple[GridBook | None, Findings]:
    found, findings = candidate(each.path, each.shown, limits)
    if found is None:
        return None, findings
    if found.told.kind not in BOOKS:
        return None, Findings([_no_table(found, found.told.noun)])
    book, faults = open_book(found, sandbox, limits, _ASKER)
    return (book.grid if book is not None else None), Findings([*findings, *faults])


def _no_table(each: Candidate, noun: str) -> Finding:
    message = f"{noun}なので、表としては読みません。"
    return Finding("table-file-unread", Severity.NOTE, each.where, message, "控えなら、そのままで構いません。")


_ASKER = Asker(no_book=_no_table, resend="", unlock="パスワードを外して、保存し直してください。")


def _as_warnings(faults: Iterable[Finding]) -> Iterator[Finding]:
    for each in faults:
        yield replace(each, severity=Severity.WARNING) if each.severity is Severity.ERROR else each
