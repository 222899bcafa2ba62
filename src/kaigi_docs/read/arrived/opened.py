"""A mail or an archive that was opened: what it held lies in files of our own, and keeps the name that it was sent with."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.findings import Findings
from kaigi_docs.model.returned import WITHIN
from kaigi_docs.model.returned_forms import Arrival
from kaigi_docs.read.arrived.candidates import Candidate, candidate
from kaigi_docs.read.arrived.walk import safe_name, told_apart
from kaigi_docs.read.preflight import Limits

_NOT_IN_NAMES = str.maketrans(dict.fromkeys("/\\＞", "＿"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file within a mail or an archive.

    Attributes:
        name: that it was sent with.
        content: its bytes.
        arrival: how it came.
        attached: whether it hung on a mail.
        inline: whether the mail shows it in its text.
    """

    name: str
    content: bytes
    arrival: Arrival
    attached: bool = False
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What a mail or an archive held.

    Attributes:
        container: the file.
        names: of all that is in it, as messages show them.
        candidates: those that may hold answers, or that a finding has to be made of.
        findings: on the container and on what is no candidate.
    """

    container: Candidate
    names: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    findings: Findings


def stored(container: Candidate, members: Sequence[Member], folder: Path, limits: Limits) -> Opened:
    """The members as candidates; codes of findings are those of `candidate`.

    Args:
        container: that held them.
        members: in order.
        folder: where they are written to; must live as long as the candidates.
        limits: of each.
    """
    findings = Findings()
    shown = (f"{container.shown}{WITHIN}{member_name(each.name, number)}" for number, each in enumerate(members, 1))
    names = told_apart(shown)
    found = [_stored(each, name, folder, limits, findings) for each, name in zip(members, names, strict=True)]
    return Opened(container, tuple(names), tuple(each for each in found if each is not None), findings)


def member_name(name: str, number: int) -> str:
    """The name of a member as messages show it: without folders, control characters and what turns the direction of writing."""
    return safe_name(name).translate(_NOT_IN_NAMES).strip() or f"名前のない添付{number}"


def _stored(member: Member, shown: str, folder: Path, limits: Limits, findings: Findings) -> Candidate | None:
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as stream:
        stream.write(member.content)
    found, faults = candidate(Path(stream.name), shown, limits, name=shown.rpartition(WITHIN)[2])
    findings.extend(faults)
    if found is None:
        return None
    return replace(found, arrival=member.arrival, attached=member.attached, inline=member.inline)
