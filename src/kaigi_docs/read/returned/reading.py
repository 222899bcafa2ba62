"""One candidate read: the book in it, or the finding that says why there is none."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.kinds import Kind
from kaigi_docs.read.books import grid_book
from kaigi_docs.read.grid import column_letters
from kaigi_docs.read.preflight import LOST_HINT, Limits
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.hints import AS_EXCEL, HINTS
from kaigi_docs.read.sandbox import Sandbox

_TASKS = {
    Kind.BOOK: "returned_book",
    Kind.XLSB: "returned_book",
    Kind.ODS: "returned_book",
    Kind.COMPOUND: "compound",
    Kind.TEXT: "text_table",
}
_FORMATS = {
    Kind.BOOK: "少し変わった書き方の Excel ブック",
    Kind.XLSB: "Excel のバイナリ形式（.xlsb）",
    Kind.ODS: "LibreOffice などの形式（.ods）",
    Kind.COMPOUND: "古い形式の Excel ブック（.xls）",
    Kind.TEXT: "文字だけの表（CSV など）",
}
_UNSEEN = "メモ、塗りつぶしの色、隠した行、取り消し線と、数式の誤り（#REF! など）"


def read_candidate(each: Candidate, sandbox: Sandbox, limits: Limits) -> tuple[ReturnedBook | None, Findings]:
    """The book and remarks on it, or None and why there is none.

    Codes beside those of `preflight` and the sandbox: file-not-book, text-encoding, text-broken (errors), values-only,
    macros-ignored, links-ignored (notes); a finding on an attachment that is no book is a warning, and a note on a picture.

    Args:
        each: the file.
        sandbox: where it is opened.
        limits: how much it may hold.
    """
    if each.told.kind not in _TASKS:
        return None, Findings([_no_book(each, each.told.noun, HINTS[each.told.todo])])
    answer = sandbox.call(_TASKS[each.told.kind], each.path, shown_as=each.shown, **_options(each, limits))
    if isinstance(answer, Finding):
        return None, Findings([answer])
    findings = Findings(map(_finding, answer.get("findings", ())))
    if "fault" in answer:
        findings.extend([_fault(each, answer, limits)])
    if "sheets" not in answer:
        return None, findings
    _remark(each, answer, findings)
    grid = grid_book(each.shown, answer["sheets"])
    return ReturnedBook(file=each.shown, sha256=each.sha256, grid=grid, received=each.received), findings


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
        name = PurePath(each.name)
        options |= {"title": name.stem, "named_table": name.suffix.lower() in (".csv", ".tsv")}
    return options


def _finding(told: dict[str, Any]) -> Finding:
    """A finding of the preflight from its JSON form."""
    return Finding(told["code"], Severity(told["severity"]), Location(**told["where"]), told["message"], told["hint"])


def _no_book(each: Candidate, noun: str, hint: str) -> Finding:
    """What a file is that is no book; beside the books of a mail it matters less."""
    if each.attached and (each.told.picture or each.inline):
        message = f"メールに付いていた{noun}です。読んでいません。"
        return Finding("file-not-book", Severity.NOTE, each.where, message, "署名などであれば、そのままで構いません。")
    severity = Severity.WARNING if each.attached else Severity.ERROR
    return Finding("file-not-book", severity, each.where, f"{noun}なので、調査票として読み取れません。", hint)


def _fault(each: Candidate, answer: dict[str, Any], limits: Limits) -> Finding:
    """The finding on what a worker could not read."""
    fault, where = answer["fault"], each.where
    if fault == "other":
        return _no_book(each, answer["noun"] or "Excel ではない古い形式のファイル", AS_EXCEL)
    if fault == "no-table":
        return _no_book(each, "表になっていない、文字だけのファイル", AS_EXCEL)
    if fault == "far":
        row, column = answer["cell"]
        where = Location(each.shown, answer.get("sheet"), f"{column_letters(column)}{row}")
        limit = f"{column_letters(limits.max_column)}{limits.max_row}"
        message = f"表から遠く離れたセルまで続いています（上限は {limit} です）。"
        return Finding("cell-far", Severity.ERROR, where, message, "余分な行や列を削除して、保存し直してください。")
    if fault == "broken":
        where = Location(each.shown, line=answer["line"])
    code, message, hint = _FAULTS[fault]
    return Finding(code, Severity.ERROR, where, message, hint)


_FAULTS = {
    "password": (
        "file-password",
        "パスワードがかかっているため、読み取れません。",
        "Excel で開き、パスワードを外して保存し直すか、外したものを担当課に送り直してもらってください。",
    ),
    "damaged": ("file-unreadable", "ファイルが壊れているか、対応していない書き方です。", LOST_HINT),
    "too-many": ("file-too-large", "セルが多すぎます。", "使っていないシートや行を削除して、保存し直してください。"),
    "encoding": (
        "text-encoding",
        "文字コードが分かりません（UTF-8 でもシフト JIS でもないか、途中が壊れています）。",
        f"Excel ブック (*.xlsx) で保存し直してください。{AS_EXCEL}",
    ),
    "broken": (
        "text-broken",
        '引用符（"）の付け方が合わないため、どこまでが一つの欄か分かりません。',
        f"Excel ブック (*.xlsx) で保存し直してください。{AS_EXCEL}",
    ),
}


def _remark(each: Candidate, answer: dict[str, Any], findings: Findings) -> None:
    """What of a book that was read could not be seen, or was left alone."""
    if each.told.kind is not Kind.BOOK or answer.get("values_only"):
        message = f"{_FORMATS[each.told.kind]}なので、値だけを読みました。{_UNSEEN}は分かりません。"
        hint = "色やメモで答えていないか、気になるときは元のファイルを開いて確かめてください。"
        findings.note("values-only", each.where, message, hint)
    if each.told.macros:
        findings.note("macros-ignored", each.where, "マクロが入っています。動かしていません。", "そのままで構いません。")
    if each.told.links:
        message = "ほかのブックの値を参照しています。参照先は開かず、保存されている値を読みました。"
        findings.note("links-ignored", each.where, message, "値が古くないか、気になるときは課に確かめてください。")
