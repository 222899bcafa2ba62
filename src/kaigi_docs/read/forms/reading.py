"""One file of 回答/ read by whom can read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.returned_forms import ReturnedForm, UnreadAnswer
from kaigi_docs.read.arrived.books import BOOKS, NO_TABLE, Asker, is_named_table, open_book
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.kinds import Kind
from kaigi_docs.read.forms.hand import is_hand_book, read_hand_book
from kaigi_docs.read.forms.hints import AS_PDF, not_a_form
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.online import NO_COLUMNS, read_online_book
from kaigi_docs.read.forms.pdf import PdfFile, read_pdf
from kaigi_docs.read.forms.pictures import read_picture
from kaigi_docs.read.forms.plain import plain_text
from kaigi_docs.read.forms.word import BlankForms, read_word_form
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.preflight import Limits
from kaigi_docs.read.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave.

    Attributes:
        forms: that it holds.
        unread: what a person has to read of it.
        attached: name and place of files within it.
        findings: on it.
    """

    forms: tuple[ReturnedForm, ...] = ()
    unread: tuple[UnreadAnswer, ...] = ()
    attached: tuple[tuple[str, Path], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class FormReader:
    """Reads files of every kind but mails and archives.

    Attributes:
        known: form versions.
        meeting: what was asked.
        sandbox: where files are opened.
        scratch: for files within files.
        limits: how much one file may hold.
        blanks: the blank Word forms.
    """

    known: KnownForms
    meeting: Meeting
    sandbox: Sandbox
    scratch: Path
    limits: Limits
    blanks: BlankForms

    def read(self, each: Candidate) -> Reading:
        """The answers in a file, or the finding that says why there are none."""
        readers: Mapping[Kind, Callable[[Candidate], Reading]] = {
            Kind.PDF: self._pdf,
            Kind.PICTURE: self._picture,
            Kind.WORD: self._word,
            Kind.ODT: self._word,
            **dict.fromkeys(BOOKS, self._table),
        }
        reader = readers.get(each.told.kind)
        return reader(each) if reader is not None else Reading(findings=(not_a_form(each),))

    def _pdf(self, each: Candidate) -> Reading:
        file = PdfFile(each.path, each.shown, each.sha256, each.arrival)
        found = read_pdf(file, self.known, self.meeting.form_key, self.sandbox, self.scratch)
        attached = tuple((one.name, one.path) for one in found.attached)
        return Reading(found.forms, found.unread, attached, found.findings)

    def _word(self, each: Candidate) -> Reading:
        found = read_word_form(each, self.blanks, self.meeting, self.scratch)
        return Reading(found.forms, found.unread, found.attached, found.findings)

    def _table(self, each: Candidate) -> Reading:
        """The rows of 手入力.xlsx or of an online form; text that is no table is an answer for a person to read."""
        found, findings = open_book(each, self.sandbox, self.limits, _ASKER)
        if found is None:
            plain = plain_text(each) if _NO_TABLE in findings.codes() else None
            return Reading(unread=(plain,)) if plain is not None else Reading(findings=tuple(findings))
        if each.told.macros:
            findings.note("macros-ignored", each.where, "マクロが入っています。動かしていません。", "そのままで構いません。")
        forms, faults = self._rows(found.grid)
        if each.told.kind is Kind.TEXT and NO_COLUMNS in faults.codes() and not is_named_table(each):
            return Reading(unread=(plain_text(each),))
        return Reading(forms, findings=(*findings, *faults))

    def _rows(self, book: GridBook) -> tuple[tuple[ReturnedForm, ...], Findings]:
        members = self.meeting.members
        if is_hand_book(book):
            return read_hand_book(book, self.known, members)
        return read_online_book(book, self.known.present(self.meeting.round_id), self.meeting.online_columns, members)

    def _picture(self, each: Candidate) -> Reading:
        found = read_picture(each, self.sandbox)
        return Reading(unread=found.unread, findings=found.findings)


_NO_TABLE = "file-no-table"


def _no_book(each: Candidate, noun: str) -> Finding:
    """What a file without tables is; for text there is a reader of its own."""
    if noun == NO_TABLE:
        return Finding(_NO_TABLE, Severity.ERROR, each.where, f"{noun}です。", AS_PDF)
    return not_a_form(each, noun)


_ASKER = Asker(
    no_book=_no_book,
    resend=AS_PDF,
    unlock="パスワードなしで送り直してもらうか、パスワードを外して保存し直してください。",
)
