"""A file that may be a book: what it is, its digest and when it came."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kaigi_docs.findings import Findings, Location
from kaigi_docs.read.preflight import ACCESS_HINT, Limits, check_size, reason
from kaigi_docs.read.returned.kinds import Kind, Told, told_by, told_by_archive

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
        received: day on which the mail was sent that carried it.
        attached: whether a mail carried it.
        inline: whether the mail shows it in its text.
    """

    path: Path
    shown: str
    name: str
    sha256: str
    told: Told
    received: date | None = None
    attached: bool = False
    inline: bool = False

    @property
    def where(self) -> Location:
        """The file, for a finding."""
        return Location(self.shown)


def candidate(path: Path, shown: str, limits: Limits, *, name: str = "") -> tuple[Candidate | None, Findings]:
    """The candidate, or None and the finding that says why: file-unreadable, file-empty, file-too-large.

    Args:
        path: the file.
        shown: its name in messages.
        limits: how large it may be.
        name: its own name, where its path does not end with it.
    """
    findings = Findings()
    try:
        check_size(path, limits, Location(shown), findings)
        if findings.has_errors:
            return None, findings
        content = path.read_bytes()
        told = told_by_archive(path) if content.startswith(b"PK") else told_by(content, name or path.name)
    except OSError as fault:
        findings.error("file-unreadable", Location(shown), reason(fault), ACCESS_HINT)
        return None, findings
    digest = hashlib.sha256(content).hexdigest()
    return Candidate(path=path, shown=shown, name=name or path.name, sha256=digest, told=told), findings


def without_copies(candidates: Sequence[Candidate]) -> tuple[list[Candidate], Findings]:
    """The candidates without those whose bytes another one has, and a note (file-duplicate) on each of these that names it.

    Kept is the one that came last by mail: the day on which a file came counts where two answers differ. Without mails the
    first one is kept. What is no book stays as often as it is there.
    """
    findings = Findings()
    kept: dict[str, Candidate] = {}
    for each in candidates:
        other = kept.get(each.sha256)
        if other is None or _day(other) < _day(each):
            kept[each.sha256] = each
    alone = []
    for each in candidates:
        first = kept[each.sha256]
        if first is each or each.told.kind is Kind.OTHER:
            alone.append(each)
        else:
            came = f"（{first.received.month}月{first.received.day}日のメール）" if first.received is not None else ""
            message = f"「{first.shown}」{came}と中身がまったく同じファイルです。そちらを読んだので、こちらは読んでいません。"
            findings.note(COPY, each.where, message, "そのままで構いません。")
    return alone, findings


def _day(each: Candidate) -> date:
    return each.received or date.min
