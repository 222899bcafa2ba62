"""Mails and archives opened until nothing is left to open: what they hold, and the words of the mails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kaigi_docs.findings import Findings
from kaigi_docs.model.returned import WITHIN
from kaigi_docs.read.arrived.archives import open_archive
from kaigi_docs.read.arrived.candidates import Candidate, without_copies
from kaigi_docs.read.arrived.kinds import MAILS, Kind
from kaigi_docs.read.arrived.mails import Letter, open_mail
from kaigi_docs.read.arrived.opened import Opened
from kaigi_docs.read.preflight import Limits
from kaigi_docs.read.sandbox import Sandbox

CONTAINERS = frozenset((*MAILS, Kind.ZIP))
MAX_DEPTH = 5
"""Files within files: of mails, archives and PDFs."""
_MOST_WITHIN = 500
"""Files that one file of the folder may hold, through all that is within it, give or take those opened at once."""
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Inbox:
    """What came, opened.

    Attributes:
        files: everything but mails and archives.
        letters: of all mails.
        names: of what was within mails and archives.
        findings: on mails, archives and what is no candidate in them.
    """

    files: list[Candidate] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def open_all(candidates: Sequence[Candidate], threads: Executor, folder: Path, sandbox: Sandbox, limits: Limits) -> Inbox:
    """All files that came, also those in mails and archives within each other.

    Codes beside those of `open_mail` and `open_archive`: file-duplicate, file-nested (an error: too deep, or too many).

    Args:
        candidates: as they lie in the folder.
        threads: in which containers are opened side by side.
        folder: for what is in them; must live as long as the candidates.
        sandbox: where they are opened.
        limits: of each file.
    """
    inbox = Inbox()
    within: Counter[str] = Counter()
    waiting = list(candidates)
    while waiting:
        inbox.files.extend(each for each in waiting if each.told.kind not in CONTAINERS)
        containers = [each for each in waiting if each.told.kind in CONTAINERS]
        alone, copies = without_copies(containers, CONTAINERS)
        inbox.findings.extend(copies)
        waiting = []
        for first in range(0, len(alone), _AT_ONCE):
            batch = alone[first : first + _AT_ONCE]
            allowed = [each for each in batch if _may_be_opened(each, within, inbox.findings)]
            for opened, letters in threads.map(partial(_open, folder=folder, sandbox=sandbox, limits=limits), allowed):
                inbox.findings.extend(opened.findings)
                inbox.names.extend(opened.names)
                inbox.letters.extend(letters)
                within[_outermost(opened.container)] += len(opened.names)
                waiting.extend(opened.candidates)
    return inbox


def _open(each: Candidate, folder: Path, sandbox: Sandbox, limits: Limits) -> tuple[Opened, Iterable[Letter]]:
    if each.told.kind is Kind.ZIP:
        return open_archive(each, folder, sandbox, limits), ()
    return open_mail(each, folder, sandbox, limits)


def _may_be_opened(each: Candidate, within: Counter[str], findings: Findings) -> bool:
    if each.shown.count(WITHIN) < MAX_DEPTH and within[_outermost(each)] < _MOST_WITHIN:
        return True
    message = "ファイルの中のファイルが深すぎるか多すぎるので、開いていません。"
    findings.error("file-nested", each.where, message, "取り出して、必要なものだけを入れてください。")
    return False


def _outermost(each: Candidate) -> str:
    return each.shown.partition(WITHIN)[0]
