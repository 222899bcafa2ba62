"""A file that holds tables, whatever its format, as a grid; or the finding that says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.kinds import Kind
from kaigi_docs.read.books import grid_book
from kaigi_docs.read.grid import GridBook, column_letters
from kaigi_docs.read.preflight import LOST_HINT, Limits
from kaigi_docs.read.sandbox import Sandbox

_TASKS = {
    Kind.BOOK: "returned_book",
    Kind.XLSB: "returned_book",
    Kind.ODS: "returned_book",
    Kind.COMPOUND: "compound",
    Kind.TEXT: "text_table",
}
BOOKS = frozenset(_TASKS)
NO_TABLE = "表になっていない、文字だけのファイル"


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever wants the tables, and what is asked of the sender.

    Attributes:
        no_book: the finding on a file that holds no tables but what a noun says.
        resend: how the sender should send it again.
        unlock: what to do about a password.
    """

    no_book: Callable[[Candidate, str], Finding]
    resend: str
    unlock: str


@dataclass(frozen=True, slots=True)
class FoundBook:
    """A grid.

    Attributes:
        grid: its sheets.
        values_only: whether nothing but values could be seen.
    """

    grid: GridBook
    values_only: bool


def open_book(each: Candidate, sandbox: Sandbox, limits: Limits, asker: Asker) -> tuple[FoundBook | None, Findings]:
    """The tables of a file of one of the kinds in BOOKS.

    Codes beside those of `preflight`, the sandbox and `asker.no_book`: file-password, file-unreadable, file-too-large, cell-far,
    text-encoding, text-broken (errors).

    Args:
        each: the file.
        sandbox: where it is opened.
        limits: how much it may hold.
        asker: words of the findings.
    """
    answer = sandbox.call(_TASKS[each.told.kind], each.path, shown_as=each.shown, **_options(each, limits))
    if isinstance(answer, Finding):
        return None, Findings([answer])
    findings = Findings(map(told_finding, answer.get("findings", ())))
    if "fault" in answer:
        findings.extend([_fault(each, answer, limits, asker)])
    if "sheets" not in answer:
        return None, findings
    values_only = each.told.kind is not Kind.BOOK or bool(answer.get("values_only"))
    return FoundBook(grid_book(each.shown, answer["sheets"]), values_only), findings


def _options(each: Candidate, limits: Limits) -> dict[str, object]:
    """What the task wants to know beside the path."""
    if each.told.kind in (Kind.BOOK, Kind.XLSB, Kind.ODS):
        return {"kind": each.told.kind, "file": each.shown, "limits": asdict(limits)}
    options: dict[str, object] = {
        "max_row": limits.max_row,
        "max_column": limits.max_column,
        "max_cells": limits.max_cells,
    }
    if each.told.kind is Kind.TEXT:
        options |= {"title": PurePath(each.name).stem, "named_table": is_named_table(each)}
    return options


def is_named_table(each: Candidate) -> bool:
    """Whether the ending says that text is a table."""
    return PurePath(each.name).suffix.lower() in (".csv", ".tsv")


def told_finding(told: dict[str, Any]) -> Finding:
    """A finding of the preflight from its JSON form."""
    return Finding(told["code"], Severity(told["severity"]), Location(**told["where"]), told["message"], told["hint"])


def _fault(each: Candidate, answer: dict[str, Any], limits: Limits, asker: Asker) -> Finding:
    """The finding on what a worker could not read."""
    fault, where = answer["fault"], each.where
    if fault == "other":
        return asker.no_book(each, answer["noun"] or "Excel ではない古い形式のファイル")
    if fault == "no-table":
        return asker.no_book(each, NO_TABLE)
    if fault == "far":
        row, column = answer["cell"]
        where = Location(each.shown, answer.get("sheet"), f"{column_letters(column)}{row}")
        limit = f"{column_letters(limits.max_column)}{limits.max_row}"
        message = f"表から遠く離れたセルまで続いています（上限は {limit} です）。"
        return Finding("cell-far", Severity.ERROR, where, message, "余分な行や列を削除して、保存し直してください。")
    if fault == "broken":
        where = Location(each.shown, line=answer["line"])
    code, message, hint = _faults(asker)[fault]
    return Finding(code, Severity.ERROR, where, message, hint)


def _faults(asker: Asker) -> dict[str, tuple[str, str, str]]:
    again = f"Excel ブック (*.xlsx) で保存し直してください。{asker.resend}"
    unknown = "文字コードが分かりません（UTF-8 でもシフト JIS でもないか、途中が壊れています）。"
    quotes = '引用符（"）の付け方が合わないため、どこまでが一つの欄か分かりません。'
    return {
        "password": ("file-password", "パスワードがかかっているため、読み取れません。", asker.unlock),
        "damaged": ("file-unreadable", "ファイルが壊れているか、対応していない書き方です。", LOST_HINT),
        "too-many": ("file-too-large", "セルが多すぎます。", "使っていないシートや行を削除して、保存し直してください。"),
        "encoding": ("text-encoding", unknown, again),
        "broken": ("text-broken", quotes, again),
    }
