"""One candidate read: the book in it, or the finding that says why there is none."""

from __future__ import annotations

from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.read.arrived.books import BOOKS, Asker, FoundBook, open_book
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.kinds import Kind
from kaigi_docs.read.preflight import Limits
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.hints import AS_EXCEL, HINTS
from kaigi_docs.read.sandbox import Sandbox

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

    Codes beside those of `open_book`: file-not-book (an error; a warning on an attachment that is no book, and a note on a
    picture), values-only, macros-ignored, links-ignored (notes).

    Args:
        each: the file.
        sandbox: where it is opened.
        limits: how much it may hold.
    """
    if each.told.kind not in BOOKS:
        return None, Findings([_no_book(each, each.told.noun, HINTS[each.told.todo])])
    found, findings = open_book(each, sandbox, limits, _ASKER)
    if found is None:
        return None, findings
    _remark(each, found, findings)
    return ReturnedBook(file=each.shown, sha256=each.sha256, grid=found.grid, received=each.received), findings


def _no_book(each: Candidate, noun: str, hint: str) -> Finding:
    """What a file is that is no book; beside the books of a mail it matters less."""
    if each.attached and (each.told.picture or each.inline):
        message = f"メールに付いていた{noun}です。読んでいません。"
        return Finding("file-not-book", Severity.NOTE, each.where, message, "署名などであれば、そのままで構いません。")
    severity = Severity.WARNING if each.attached else Severity.ERROR
    return Finding("file-not-book", severity, each.where, f"{noun}なので、調査票として読み取れません。", hint)


_ASKER = Asker(
    no_book=lambda each, noun: _no_book(each, noun, AS_EXCEL),
    resend=AS_EXCEL,
    unlock="Excel で開き、パスワードを外して保存し直すか、外したものを担当課に送り直してもらってください。",
)


def _remark(each: Candidate, found: FoundBook, findings: Findings) -> None:
    """What of a book that was read could not be seen, or was left alone."""
    if found.values_only:
        message = f"{_FORMATS[each.told.kind]}なので、値だけを読みました。{_UNSEEN}は分かりません。"
        hint = "色やメモで答えていないか、気になるときは元のファイルを開いて確かめてください。"
        findings.note("values-only", each.where, message, hint)
    if each.told.macros:
        findings.note("macros-ignored", each.where, "マクロが入っています。動かしていません。", "そのままで構いません。")
    if each.told.links:
        message = "ほかのブックの値を参照しています。参照先は開かず、保存されている値を読みました。"
        findings.note("links-ignored", each.where, message, "値が古くないか、気になるときは課に確かめてください。")
