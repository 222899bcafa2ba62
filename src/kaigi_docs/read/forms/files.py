"""回答/: every file that lies there becomes an answered form, an answer for a person to read, or a finding; none is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kaigi_docs.declarations.hand_entry import ANSWERS_FOLDER
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.returned import WITHIN
from kaigi_docs.model.returned_forms import Arrival, ReturnedForm, UnreadAnswer
from kaigi_docs.read.arrived.candidates import Candidate, Rank, candidate, latest, without_copies
from kaigi_docs.read.arrived.mails import Letter
from kaigi_docs.read.arrived.opened import member_name
from kaigi_docs.read.arrived.opening import MAX_DEPTH, open_all
from kaigi_docs.read.arrived.walk import found_files, told_apart
from kaigi_docs.read.forms.hints import NOT_A_FORM, READABLE
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.letters import place_letters
from kaigi_docs.read.forms.reading import FormReader, Reading
from kaigi_docs.read.forms.word import BlankForms
from kaigi_docs.read.preflight import DEFAULT_LIMITS, Limits
from kaigi_docs.read.sandbox import Sandbox

Report = Callable[[str], None]
_MOST_TOLD = 50
"""Files that are named while they are read; of more only every second, third …."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsRead:
    """What lies in 回答/.

    Attributes:
        forms: in the order of the names of their files.
        unread: what a person has to read, in the same order.
        findings: on files, in the same order.
        names: of every file in the folder, of attachments and of members of archives, as messages show them.
        refused: names of files that were not read although they may hold answers: those with an error.
        arrivals: how files came, by their names.
    """

    forms: tuple[ReturnedForm, ...]
    unread: tuple[UnreadAnswer, ...]
    findings: tuple[Finding, ...]
    names: tuple[str, ...]
    refused: tuple[str, ...]
    arrivals: Mapping[str, Arrival] = field(default_factory=dict)

    @property
    def unaccounted(self) -> tuple[str, ...]:
        """Names that neither gave an answer nor are in a finding: there must be none.

        A mail or archive is accounted for by what it holds, too.
        """
        told = {each.where.file for each in self.forms} | {each.where.file for each in self.unread}
        told |= {each.where.file for each in self.findings if each.where is not None}
        told |= {name.rpartition(WITHIN)[0] for name in self.names if WITHIN in name}
        return tuple(name for name in self.names if name not in told)


def read_forms(
    directory: Path,
    known: KnownForms,
    meeting: Meeting,
    sandbox: Sandbox,
    report: Report = lambda step: None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> FormsRead:
    """Everything that lies in 回答/ of a meeting folder, in every format, also in mails, archives and PDFs.

    A file that is broken or hostile costs one finding and never another file. Of files with the same bytes one is read: the one
    that came last and not after the deadline. A missing folder is an empty one.

    Args:
        directory: the meeting folder.
        known: form versions.
        meeting: what was asked.
        sandbox: where files are opened, side by side.
        report: receives a Japanese line now and then.
        limits: how much one file may hold.
    """
    found, passed_over, findings = found_files(directory, ANSWERS_FOLDER)
    sandbox.warm("form_fields")
    folder = tempfile.TemporaryDirectory(prefix="kaigi-", ignore_cleanup_errors=True)
    with ThreadPoolExecutor(sandbox.workers + 1) as threads, folder as scratch:
        reader = FormReader(known, meeting, sandbox, Path(scratch), limits, BlankForms(known, sandbox, limits))
        run = _Run(reader, threads, report, findings, [each.shown for each in (*found, *passed_over)])
        waiting = run.candidates((each.path, each.shown, "") for each in found)
        while waiting:
            waiting = run.read(waiting)
        return run.result()


def rank_by(meeting: Meeting) -> Rank:
    """Of files with the same bytes the one is read that came last, but not after the deadline where another one came before."""
    deadline = meeting.asking.deadline

    def rank(each: Candidate) -> tuple[int, datetime]:
        known, received = latest(each)
        return known + (received.date() <= deadline) if known else 0, received

    return rank


@dataclass
class _Run:
    """Everything that is gathered while files are read."""

    reader: FormReader
    threads: Executor
    report: Report
    findings: Findings
    names: list[str]
    forms: list[ReturnedForm] = field(default_factory=list)
    unread: list[UnreadAnswer] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    done: list[Candidate] = field(default_factory=list)

    def candidates(self, files: Iterable[tuple[Path, str, str]]) -> list[Candidate]:
        """Those that are not empty and not too large, of (path, shown name, own name)."""
        told = self.threads.map(lambda one: candidate(one[0], one[1], self.reader.limits, name=one[2]), files)
        found = []
        for each, faults in told:
            self.findings.extend(faults)
            found += [each] if each is not None else []
        return found

    def read(self, waiting: Sequence[Candidate]) -> list[Candidate]:
        """Reads files, mails and archives opened; gives what was attached to PDFs."""
        reader = self.reader
        inbox = open_all(waiting, self.threads, reader.scratch, reader.sandbox, reader.limits)
        self.findings.extend(inbox.findings)
        self.names += inbox.names
        self.letters += inbox.letters
        attached: list[Candidate] = []
        for each, reading in self._readings(self._alone(inbox.files)):
            self.forms += reading.forms
            self.unread += reading.unread
            self.findings.extend(reading.findings)
            attached += self._attached(each, reading)
        return attached

    def _alone(self, files: Sequence[Candidate]) -> list[Candidate]:
        """The files without those whose bytes were read already, or are read now under another name."""
        rank, done = rank_by(self.reader.meeting), {each.shown for each in self.done}
        ordered = [*self.done, *sorted(files, key=lambda each: each.shown)]
        alone, copies = without_copies(ordered, READABLE, lambda each: (3, datetime.max) if each.shown in done else rank(each))
        self.findings.extend(copies)
        fresh = [each for each in alone if each.shown not in done]
        self.done += fresh
        return fresh

    def _readings(self, files: Sequence[Candidate]) -> Iterator[tuple[Candidate, Reading]]:
        step = -(-len(files) // _MOST_TOLD)
        for number, (each, reading) in enumerate(zip(files, self.threads.map(self.reader.read, files), strict=True)):
            if number % step == 0:
                self.report(f"{ANSWERS_FOLDER}を読んでいます（{number + 1}／{len(files)}　{each.shown}）")
            yield each, reading

    def _attached(self, each: Candidate, reading: Reading) -> list[Candidate]:
        """The files within a file that was read; deep ones are not opened, and told."""
        shown = told_apart(f"{each.shown}{WITHIN}{member_name(name, at)}" for at, (name, _) in enumerate(reading.attached, 1))
        self.names += shown
        if each.shown.count(WITHIN) >= MAX_DEPTH:
            for name in shown:
                message = "ファイルの中のファイルが深すぎるので、開いていません。"
                self.findings.error("file-nested", Location(name), message, "取り出して、必要なものだけを入れてください。")
            return []
        paths = (path for _, path in reading.attached)
        files = ((path, name, name.rpartition(WITHIN)[2]) for path, name in zip(paths, shown, strict=True))
        return [replace(one, arrival=each.arrival, attached=each.attached) for one in self.candidates(files)]

    def result(self) -> FormsRead:
        """All in the order of the names."""
        members = self.reader.meeting.members
        signers = {text for each in members for text in (each.name.value, each.organisation.value) if text.strip()}
        order = {name: number for number, name in enumerate(sorted(self.names))}
        forms = sorted(self.forms, key=lambda each: order.get(each.where.file, -1))
        placed = place_letters(self.letters, forms, signers)
        told = [*_calmed(self.findings, forms), *placed.findings]
        told.sort(key=lambda each: order.get(each.where.file, -1) if each.where is not None else -1)
        unread = sorted((*self.unread, *placed.unread), key=lambda each: order.get(each.where.file, -1))
        read = {each.where.file for each in forms} | {each.where.file for each in unread}
        errors = (each.where.file for each in told if each.severity is Severity.ERROR and each.where is not None)
        return FormsRead(
            forms=placed.forms,
            unread=tuple(unread),
            findings=tuple(told),
            names=tuple(order),
            refused=tuple(name for name in dict.fromkeys(errors) if name not in read),
            arrivals={each.shown: each.arrival for each in self.done},
        )


def _calmed(findings: Iterable[Finding], forms: Iterable[ReturnedForm]) -> Iterator[Finding]:
    """The findings, a warning instead of an error on what is no form but lies in one mail or archive with one that was read."""
    around = {each.where.file.rpartition(WITHIN)[0] for each in forms} - {""}
    for each in findings:
        beside_form = each.where is not None and each.where.file.rpartition(WITHIN)[0] in around
        is_other = each.code == NOT_A_FORM and each.severity is Severity.ERROR
        yield replace(each, severity=Severity.WARNING) if beside_form and is_other else each
