"""Mails that were dropped into 調査票/: what is wrong with one as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from kaigi_docs.findings import Finding, Severity
from kaigi_docs.read.arrived.candidates import COPY
from kaigi_docs.read.arrived.kinds import Kind
from kaigi_docs.read.arrived.opened import Opened
from kaigi_docs.read.returned.hints import AS_EXCEL, READABLE


def mails_without_date(mails: Iterable[Opened]) -> Iterator[Finding]:
    """A warning mail-date for each mail with books of which nobody knows when they were sent; winmail.dat never says it."""
    for each in mails:
        books = (one for one in each.candidates if one.told.kind in READABLE)
        if each.container.told.kind is not Kind.TNEF and any(one.received is None for one in books):
            message = "メールを送った日が書かれていないか、ありえない日付です。受け取った日は「不明」として扱います。"
            hint = "受け取った順が問題になるときは、課に確かめてください。"
            yield Finding("mail-date", Severity.WARNING, each.container.where, message, hint)


def mails_without_book(mails: Iterable[Opened], books: Set[str], findings: Iterable[Finding]) -> Iterator[Finding]:
    """A finding mail-empty for each mail of which no attachment is a book and none has an error or is a copy of another file.

    Args:
        mails: that were opened.
        books: names of the files that were read.
        findings: on all files.
    """
    told = (each for each in findings if each.severity is Severity.ERROR or each.code == COPY)
    answered = books | {each.where.file for each in told if each.where is not None}
    for each in mails:
        if answered.isdisjoint((each.container.shown, *each.names)):
            nouns = "、".join(dict.fromkeys(one.told.noun for one in each.candidates if one.told.noun))
            message = "メールに Excel の調査票が付いていません。" + (f"付いていたのは{nouns}です。" if nouns else "")
            hint = f"本文に回答が書かれていないか確かめてください。{AS_EXCEL}"
            yield Finding("mail-empty", Severity.ERROR, each.container.where, message, hint)
