"""Mails that lie in a folder: their attachments become candidates that know how they came, and their words are kept."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kaigi_docs.findings import Finding, Findings
from kaigi_docs.model.returned_forms import Arrival
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.opened import Member, Opened, stored
from kaigi_docs.read.preflight import Limits
from kaigi_docs.read.sandbox import Sandbox

_MAX_ATTACHMENTS, _MAX_DEPTH = 100, 5


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail without its attachments.

    Attributes:
        mail: the file that it stands in.
        number: 0 for the mail itself, else of a mail within it.
        arrival: who sent it, and when.
        text: what was written.
        quoted: what the mail repeats of an earlier one.
        carried: names of its own attachments, as messages show them.
    """

    mail: Candidate
    number: int
    arrival: Arrival
    text: str
    quoted: str
    carried: tuple[str, ...] = ()


def open_mail(mail: Candidate, folder: Path, sandbox: Sandbox, limits: Limits) -> tuple[Opened, tuple[Letter, ...]]:
    """The attachments of a mail, also those of mails within it, and its words; each knows the innermost mail that carries it.

    That is the mail by which the sender sent the file: a colleague who passes it on as an attachment changes nothing. Files get
    names of our own; what the mail calls them is only shown.

    Codes: those of `candidate` and of the sandbox, file-unreadable, mail-limit (errors).

    Args:
        mail: the file.
        folder: for its attachments; must live as long as the candidates.
        sandbox: where it is opened.
        limits: of each attachment; `max_bytes` also for all together.
    """
    most: dict[str, object] = {
        "max_attachments": _MAX_ATTACHMENTS,
        "max_bytes": limits.max_bytes,
        "max_depth": _MAX_DEPTH,
    }
    answer = sandbox.call("mail", mail.path, shown_as=mail.shown, form=mail.told.kind, **most)
    findings = Findings([answer] if isinstance(answer, Finding) else ())
    if isinstance(answer, Finding) or "fault" in answer:
        if not findings:
            message = "メールが壊れているか、中身を取り出せない形式です。"
            findings.error("file-unreadable", mail.where, message, "メールを開き、添付ファイルだけを保存し直してください。")
        return Opened(mail, (), (), findings), ()
    return _opened(mail, answer, folder, limits, findings)


def _opened(
    mail: Candidate, answer: dict[str, Any], folder: Path, limits: Limits, findings: Findings
) -> tuple[Opened, tuple[Letter, ...]]:
    letters = [_letter(mail, number, told) for number, told in enumerate(answer["letters"])]
    members = [_member(each, letters) for each in answer["attachments"]]
    opened = stored(mail, members, folder, limits)
    findings.extend(opened.findings)
    if answer["left_out"]:
        message = f"添付ファイルが多すぎるか大きすぎるため、{answer['left_out']}個を読んでいません。"
        findings.error("mail-limit", mail.where, message, "残りの添付ファイルを、メールから取り出して入れてください。")
    carried = _carried(answer["attachments"], opened.names, len(letters))
    with_names = (replace(each, carried=names) for each, names in zip(letters, carried, strict=True))
    return replace(opened, findings=findings), tuple(with_names)


def _letter(mail: Candidate, number: int, told: dict[str, Any]) -> Letter:
    arrival = Arrival(
        received=datetime.fromisoformat(told["sent"]) if told["sent"] is not None else None,
        sender=told["sender"],
        sender_name=told["sender_name"],
        subject=told["subject"],
    )
    return Letter(mail, number, arrival, told["text"], told["quoted"])


def _member(attachment: dict[str, Any], letters: Sequence[Letter]) -> Member:
    return Member(
        name=attachment["name"],
        content=base64.b64decode(attachment["content"]),
        arrival=letters[attachment["letter"]].arrival,
        attached=True,
        inline=attachment["inline"],
    )


def _carried(attachments: Sequence[dict[str, Any]], names: Sequence[str], count: int) -> list[tuple[str, ...]]:
    """The names of the attachments of each mail."""
    pairs = [(each["letter"], name) for each, name in zip(attachments, names, strict=True)]
    return [tuple(name for letter, name in pairs if letter == number) for number in range(count)]
