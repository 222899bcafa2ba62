"""Mails that were dropped into 調査票/: what is wrong with one as a whole, and what its writer says beside greetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from kaigi_docs.findings import Finding, Severity
from kaigi_docs.model.returned import containers
from kaigi_docs.read.arrived.candidates import COPY, Candidate
from kaigi_docs.read.arrived.greetings import is_greeting
from kaigi_docs.read.arrived.kinds import Kind
from kaigi_docs.read.arrived.mails import Letter
from kaigi_docs.read.arrived.opening import Inbox
from kaigi_docs.read.returned.hints import AS_EXCEL, READABLE

_MOST_SHOWN = 100
"""Characters of a mail that a message shows."""


def mails_without_date(inbox: Inbox) -> Iterator[Finding]:
    """A warning mail-date for each mail with books of which nobody knows when they were sent; winmail.dat never says it."""
    undated = (each for each in inbox.files if each.told.kind in READABLE and each.received is None)
    around = {name for each in undated for name in containers(each.shown)}
    for each in _mails(inbox):
        if each.told.kind is not Kind.TNEF and each.shown in around:
            message = "メールを送った日が書かれていないか、ありえない日付です。受け取った日は「不明」として扱います。"
            hint = "受け取った順が問題になるときは、課に確かめてください。"
            yield Finding("mail-date", Severity.WARNING, each.where, message, hint)


def mails_without_book(inbox: Inbox, books: Set[str], findings: Iterable[Finding]) -> Iterator[Finding]:
    """A finding mail-empty for each mail in which nothing is a book, has an error, or is a copy of another file.

    Args:
        inbox: what was opened.
        books: names of the files that were read.
        findings: on all files.
    """
    told = (each for each in findings if each.severity is Severity.ERROR or each.code == COPY)
    answered = _with_containers(books | {each.where.file for each in told if each.where is not None})
    for each in _mails(inbox):
        if each.shown not in answered:
            within = (one for one in inbox.files if each.shown in containers(one.shown))
            nouns = "、".join(dict.fromkeys(one.told.noun for one in within if one.told.noun))
            message = "メールに Excel の調査票が付いていません。" + (f"付いていたのは{nouns}です。" if nouns else "")
            yield Finding("mail-empty", Severity.ERROR, each.where, message, AS_EXCEL)


def bodies_to_read(inbox: Inbox, books: Set[str], findings: Iterable[Finding], signers: Iterable[str]) -> Iterator[Finding]:
    """A finding mail-body for each mail whose writer says more than a greeting: a note beside a book, else a warning.

    Nothing of it is read as an answer. What a mail repeats of an earlier one counts only where its writer says nothing.

    Args:
        inbox: what was opened.
        books: names of the files that were read.
        findings: on all files.
        signers: names that may stand below a mail.
    """
    copies = {each.where.file for each in findings if each.code == COPY and each.where is not None}
    came, names = _with_containers(books | copies), tuple(signers)
    for each in inbox.letters:
        words = each.text or each.quoted
        sender = each.arrival.sender_name
        if not is_greeting(words, (*names, sender, *sender.split())):
            yield _body(each, words, Severity.NOTE if each.mail.shown in came else Severity.WARNING)


def _body(letter: Letter, words: str, severity: Severity) -> Finding:
    shown = " ".join(words.split())
    shown = shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}…"
    message = f"メールの本文に「{shown}」と書かれています。本文は、回答としては読みません。"
    hint = "回答が書かれているときは、調査票に書いて返すように頼んでください。"
    return Finding("mail-body", severity, letter.mail.where, message, hint)


def _mails(inbox: Inbox) -> list[Candidate]:
    """The mails that could be opened, each once."""
    return list({each.mail.shown: each.mail for each in inbox.letters}.values())


def _with_containers(files: Iterable[str]) -> set[str]:
    return {name for each in files for name in (each, *containers(each))}
