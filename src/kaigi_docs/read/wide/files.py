"""統計/: the files that hold tables, as grids."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from kaigi_docs.declarations.wide_tables import TABLES_FOLDER, WIDE_TABLES
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.read.arrived.books import BOOKS, Asker, open_book
from kaigi_docs.read.arrived.candidates import Candidate, candidate
from kaigi_docs.read.arrived.walk import FoundFile, found_files
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.preflight import DEFAULT_LIMITS, Limits
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.wide.tables import file_keys


def read_table_files(
    directory: Path, sandbox: Sandbox, wanted: Set[str], *, limits: Limits = DEFAULT_LIMITS
) -> tuple[dict[str, GridBook], Findings]:
    """The wanted books and .csv files of 統計/ by their path within it, and findings on all others.

    Codes: those of `found_files`, `candidate` and `open_book`; table-file-unread (an error: a wanted file is no table);
    wide-file-unused (a note on a file that nobody wants: it is not opened).

    Args:
        directory: the meeting folder.
        sandbox: where files are opened.
        wanted: keys of files (`file_keys`).
        limits: how much one of them may hold.
    """
    found, _, findings = found_files(directory, TABLES_FOLDER)
    books: dict[str, GridBook] = {}
    for each in found:
        name = each.shown.removeprefix(f"{TABLES_FOLDER}/")
        if not wanted & file_keys(name):
            message = f"「{WIDE_TABLES.title}」シートに書かれていないので、読みません。"
            findings.note("wide-file-unused", Location(each.shown), message, "控えなら、そのままで構いません。")
            continue
        book, faults = _read(each, sandbox, limits)
        findings.extend(faults)
        if book is not None:
            books[name] = book
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
    message = f"{noun}なので、表として読めません。"
    return Finding("table-file-unread", Severity.ERROR, each.where, message, "Excel か CSV の表に替えてください。")


_ASKER = Asker(no_book=_no_table, resend="", unlock="パスワードを外して、保存し直してください。")
