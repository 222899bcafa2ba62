"""A file that may hold answers: what it is, its digest and how it came."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.returned_forms import Arrival
from kaigi_docs.read.arrived.kinds import Kind, Told, told_by, told_by_archive
from kaigi_docs.read.preflight import ACCESS_HINT, Limits, check_size, reason

COPY = "file-duplicate"
"""Code of the note on a file whose bytes another one has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A file that is not empty and not too large.

    Attributes:
        path: where it lies now.
        shown: its name in messages.
        name: its own name, for its ending and its stem.
        sha256: of its bytes.
        told: what it is.
        arrival: how it came: the mail that carried it.
        attached: whether a mail carried it.
        inline: whether the mail shows it in its text.
    """

    path: Path
    shown: str
    name: str
    sha256: str
    told: Told
    arrival: Arrival = Arrival()
    attached: bool = False
    inline: bool = False

    @property
    def where(self) -> Location:
        """The file, for a finding."""
        return Location(self.shown)

    @property
    def received(self) -> date | None:
        """The day in Japan on which it was sent; None where nobody knows."""
        return self.arrival.received.date() if self.arrival.received is not None else None


def candidate(path: Path, shown: str, limits: Limits, *, name: str = "") -> tuple[Candidate | None, Findings]:
    """The candidate, or None and the finding that says why: file-unreadable, file-empty, file-too-large.

    Args:
        path: the file.
        shown: its name in messages.
        limits: how large it may be.
        name: its own name, where its path does not end with it.
    """
    findings, own = Findings(), name or path.name
    try:
        check_size(path, limits, Location(shown), findings)
        if findings.has_errors:
            return None, findings
        content = path.read_bytes()
        told = told_by_archive(path, own) if content.startswith(b"PK") else told_by(content, own)
    except OSError as fault:
        findings.error("file-unreadable", Location(shown), reason(fault), ACCESS_HINT)
        return None, findings
    digest = hashlib.sha256(content).hexdigest()
    return Candidate(path=path, shown=shown, name=own, sha256=digest, told=told), findings


Rank = Callable[[Candidate], tuple[int, datetime]]
"""By which of two files with the same bytes one is kept: the higher one."""


def latest(each: Candidate) -> tuple[int, datetime]:
    """The rank by which the last one is kept, one of an unknown day only where there is no other."""
    received = each.arrival.received
    return (0, datetime.min) if received is None else (1, received)


def without_copies(candidates: Sequence[Candidate], kinds: Set[Kind], rank: Rank = latest) -> tuple[list[Candidate], Findings]:
    """The candidates without those whose bytes another one has, and a note (file-duplicate) on each of these that names it.

    Kept is the one that came last by mail: the day on which a file came counts where two answers differ. Without mails the
    first one is kept.

    Args:
        candidates: to look through.
        kinds: that are read; what is of another kind stays as often as it is there.
        rank: another rule of which one is kept.
    """
    findings = Findings()
    kept: dict[str, Candidate] = {}
    for each in candidates:
        other = kept.get(each.sha256)
        if other is None or rank(other) < rank(each):
            kept[each.sha256] = each
    alone = []
    for each in candidates:
        first = kept[each.sha256]
        if first is each or each.told.kind not in kinds:
            alone.append(each)
        else:
            came = f"（{first.received.month}月{first.received.day}日のメール）" if first.received is not None else ""
            message = f"「{first.shown}」{came}と中身がまったく同じファイルです。そちらを読んだので、こちらは読んでいません。"
            findings.note(COPY, each.where, message, "そのままで構いません。")
    return alone, findings
