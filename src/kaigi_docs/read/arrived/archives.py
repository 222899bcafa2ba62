"""Zip archives: their members become candidates that came as the archive did."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.model.returned import WITHIN
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.opened import Member, Opened, member_name, stored
from kaigi_docs.read.arrived.walk import told_apart
from kaigi_docs.read.preflight import LOST_HINT, Limits
from kaigi_docs.read.sandbox import Sandbox

MAX_MEMBERS = 300
_FAULTS = {
    "damaged": ("file-unreadable", "圧縮ファイルが壊れているか、対応していない書き方です。", LOST_HINT),
    "bomb": ("zip-bomb", "広げると異常に大きくなるファイルです。", "開かずに、送り主に確かめてください。"),
}


def open_archive(archive: Candidate, folder: Path, sandbox: Sandbox, limits: Limits) -> Opened:
    """The members of an archive; archives within it are candidates themselves. Nothing is unpacked to where a name leads.

    Codes: those of `candidate` and of the sandbox, file-unreadable, zip-bomb, file-password, archive-limit, archive-empty: all of
    them errors.

    Args:
        archive: the file.
        folder: for its members; must live as long as the candidates.
        sandbox: where it is opened.
        limits: of each member; `max_bytes` also for all together.
    """
    answer = sandbox.call("archive", archive.path, shown_as=archive.shown, max_members=MAX_MEMBERS, max_bytes=limits.max_bytes)
    if isinstance(answer, Finding):
        return Opened(archive, (), (), Findings([answer]))
    findings = Findings()
    if "fault" in answer:
        code, message, hint = _FAULTS[answer["fault"]]
        findings.error(code, archive.where, message, hint)
        return Opened(archive, (), (), findings)
    members = [
        Member(name=each["name"], content=base64.b64decode(each["content"]), arrival=archive.arrival, attached=archive.attached)
        for each in answer["members"]
    ]
    opened = stored(archive, members, folder, limits)
    names = told_apart([*opened.names, *_unopened(archive, answer)])
    findings.extend(opened.findings)
    _tell(archive, answer, names[len(opened.names) :], findings)
    return replace(opened, names=tuple(names), findings=findings)


def _unopened(archive: Candidate, answer: dict[str, Any]) -> Iterable[str]:
    names = [*answer["locked"], *answer["damaged"]]
    return [f"{archive.shown}{WITHIN}{member_name(name, number)}" for number, name in enumerate(names, 1)]


def _tell(archive: Candidate, answer: dict[str, Any], unopened: list[str], findings: Findings) -> None:
    """One finding on each member that cannot be unpacked, and one on those beyond the limits."""
    for number, shown in enumerate(unopened):
        if number < len(answer["locked"]):
            hint = "パスワードのない形で送り直してもらうか、開いて取り出したものを入れてください。"
            findings.error("file-password", Location(shown), "パスワードがかかっているため、読み取れません。", hint)
        else:
            findings.error("file-unreadable", Location(shown), "圧縮ファイルから取り出せません。壊れています。", LOST_HINT)
    if not (answer["members"] or unopened or answer["left_out"]):
        hint = "入れ忘れていないか、送った方に確かめてください。"
        findings.error("archive-empty", archive.where, "圧縮ファイルの中に、ファイルがありません。", hint)
    if answer["left_out"]:
        message = f"中のファイルが多すぎるか大きすぎるため、{answer['left_out']}個を読んでいません。"
        findings.error("archive-limit", archive.where, message, "展開して、残りを入れてください。")
