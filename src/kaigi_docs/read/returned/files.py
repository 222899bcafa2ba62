"""調査票/: every file that lies there becomes a book or a finding, and none is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kaigi_docs.declarations.status_sheet import RETURNED_FOLDER
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.model.returned import containers
from kaigi_docs.model.returned_forms import Arrival
from kaigi_docs.read.arrived.candidates import Candidate, candidate, without_copies
from kaigi_docs.read.arrived.opening import Inbox, open_all
from kaigi_docs.read.arrived.walk import FoundFile, found_files
from kaigi_docs.read.preflight import DEFAULT_LIMITS, Limits
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.hints import READABLE
from kaigi_docs.read.returned.mails import bodies_to_read, mails_without_book, mails_without_date
from kaigi_docs.read.returned.reading import read_candidate
from kaigi_docs.read.sandbox import Sandbox

_MOST_TOLD = 50
"""Files that are named while they are read; of more only every second, third …."""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFiles:
    """What lies in 調査票/.

    Attributes:
        books: in the order of the names of their files.
        findings: on files, in the same order.
        names: of every file in the folder and of all that is within mails and archives, as messages show them.
        refused: names of files that were not read although they may hold answers: those with an error.
        digests: sha256 of files in hexadecimal digits, by name, as far as they could be opened.
        senders: of mails and of what came with them, by name: who sent it and what the mail was about, innermost mails first.
    """

    books: tuple[ReturnedBook, ...]
    findings: tuple[Finding, ...]
    names: tuple[str, ...]
    refused: tuple[str, ...]
    digests: Mapping[str, str] = field(default_factory=dict)
    senders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """The number of files, those within others among them."""
        return len(self.names)

    @property
    def unaccounted(self) -> tuple[str, ...]:
        """Names that are neither those of books nor in a finding: there must be none.

        A mail or archive is accounted for by what it holds, too.
        """
        told = {each.file for each in self.books} | {each.where.file for each in self.findings if each.where is not None}
        told |= {around for name in self.names for around in containers(name)}
        return tuple(name for name in self.names if name not in told)


def read_returned(
    directory: Path,
    sandbox: Sandbox,
    signers: Iterable[str] = (),
    *,
    limits: Limits = DEFAULT_LIMITS,
    report: Report = lambda step: None,
) -> ReturnedFiles:
    """The books in 調査票/ of a meeting folder, in every format and also in mails and archives, and findings on all other files.

    A file that is broken or hostile costs one finding and never another file. Findings are those of `found_files`, `candidate`,
    `open_all`, `without_copies`, `mails_without_date`, `mails_without_book`, `bodies_to_read` and `read_candidate`. A missing
    folder is an empty one.

    Args:
        directory: the meeting folder.
        sandbox: where files are opened, with as many workers as the machine has cores, four at most: each takes some 100 MB,
            and files are read side by side.
        signers: names that may stand below a mail.
        limits: how much one file may hold.
        report: receives a Japanese line now and then.
    """
    found, passed_over, findings = found_files(directory, RETURNED_FOLDER)
    sandbox.warm("returned_book")
    folder = tempfile.TemporaryDirectory(prefix="kaigi-", ignore_cleanup_errors=True)
    with ThreadPoolExecutor(sandbox.workers + 1) as threads, folder as scratch:
        candidates = _candidates(found, threads, limits, findings)
        inbox = open_all(candidates, threads, Path(scratch), sandbox, limits)
        findings.extend([*inbox.findings, *mails_without_date(inbox)])
        alone, copies = without_copies(sorted(inbox.files, key=lambda each: each.shown), READABLE)
        findings.extend(copies)
        books = _read(alone, threads, sandbox, limits, report, findings)
    read = {each.file for each in books}
    findings.extend([*mails_without_book(inbox, read, findings), *bodies_to_read(inbox, read, findings, signers)])
    names = [each.shown for each in (*found, *passed_over)] + inbox.names
    digests = {each.shown: each.sha256 for each in (*candidates, *inbox.files)}
    return replace(_returned(books, findings, sorted(names)), digests=digests, senders=_senders(inbox))


def _candidates(found: Sequence[FoundFile], threads: Executor, limits: Limits, findings: Findings) -> list[Candidate]:
    candidates = []
    for each, faults in threads.map(lambda one: candidate(one.path, one.shown, limits), found):
        findings.extend(faults)
        if each is not None:
            candidates.append(each)
    return candidates


def _senders(inbox: Inbox) -> dict[str, tuple[str, ...]]:
    """What tells who sent each mail, and each file that came with one."""
    senders: dict[str, tuple[str, ...]] = {each.shown: _told_by(each.arrival) for each in inbox.files if each.arrival.sender}
    for letter in inbox.letters:
        senders[letter.mail.shown] = (*_told_by(letter.arrival), *senders.get(letter.mail.shown, ()))
    return senders


def _told_by(arrival: Arrival) -> tuple[str, str]:
    return f"{arrival.sender_name} {arrival.sender}", arrival.subject


def _read(
    alone: Sequence[Candidate], threads: Executor, sandbox: Sandbox, limits: Limits, report: Report, findings: Findings
) -> list[ReturnedBook]:
    books = []
    results = threads.map(partial(read_candidate, sandbox=sandbox, limits=limits), alone)
    step = -(-len(alone) // _MOST_TOLD)
    for number, (one, (book, faults)) in enumerate(zip(alone, results, strict=True)):
        if number % step == 0:
            report(f"{RETURNED_FOLDER}を読んでいます（{number + 1}／{len(alone)}　{one.shown}）")
        findings.extend(faults)
        if book is not None:
            books.append(book)
    return books


def _returned(books: Sequence[ReturnedBook], findings: Findings, names: Sequence[str]) -> ReturnedFiles:
    """All in the order of the names."""
    order = {name: number for number, name in enumerate(names)}
    told = sorted(findings, key=lambda each: order.get(each.where.file, -1) if each.where is not None else -1)
    read = {each.file for each in books}
    errors = (each.where.file for each in told if each.severity is Severity.ERROR and each.where is not None)
    return ReturnedFiles(
        books=tuple(sorted(books, key=lambda each: order[each.file])),
        findings=tuple(told),
        names=tuple(names),
        refused=tuple(name for name in dict.fromkeys(errors) if name not in read),
    )
