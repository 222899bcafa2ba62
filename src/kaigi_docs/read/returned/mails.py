"""Mails that were dropped into 調査票/: their attachments become candidates, with the day on which they were sent."""

from __future__ import annotations

import base64
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.read.preflight import Limits
from kaigi_docs.read.returned.candidates import COPY, Candidate, candidate
from kaigi_docs.read.returned.kinds import AS_EXCEL, Kind
from kaigi_docs.read.returned.walk import told_apart
from kaigi_docs.read.sandbox import Sandbox

WITHIN = "＞"
"""Stands between the name of a mail and that of its attachment."""

_MAX_ATTACHMENTS, _MAX_DEPTH = 100, 5
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\＞]")


@dataclass(frozen=True, slots=True)
class OpenedMail:
    """What a mail carried.

    Attributes:
        mail: the file.
        names: of all attachments, as messages show them.
        candidates: those that may be books, or that a finding has to be made of.
        findings: on the mail and on attachments that are no candidates.
    """

    mail: Candidate
    names: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    findings: Findings


def open_mail(mail: Candidate, folder: Path, sandbox: Sandbox, limits: Limits) -> OpenedMail:
    """The attachments of a mail, also those of mails within it, each with the day on which the innermost mail was sent.

    That is the day on which the department sent the file: a colleague who passes its mail on as an attachment changes nothing.
    Files get names of our own; what the mail calls them is only shown.

    Codes: those of `candidate` and of the sandbox, file-unreadable, mail-limit (errors), mail-date (a warning).

    Args:
        mail: the file.
        folder: for its attachments; must live as long as the candidates.
        sandbox: where it is opened.
        limits: of each attachment; `max_bytes` also for all together.
    """
    findings = Findings()
    most: dict[str, object] = {
        "max_attachments": _MAX_ATTACHMENTS,
        "max_bytes": limits.max_bytes,
        "max_depth": _MAX_DEPTH,
    }
    answer = sandbox.call("mail", mail.path, shown_as=mail.shown, form=mail.told.kind, **most)
    if isinstance(answer, Finding):
        return OpenedMail(mail, (), (), Findings([answer]))
    if "fault" in answer:
        message = "メールが壊れているか、中身を取り出せない形式です。"
        findings.error("file-unreadable", mail.where, message, "メールを開き、添付ファイルだけを保存し直してください。")
        return OpenedMail(mail, (), (), findings)
    attachments: Sequence[dict[str, Any]] = answer["attachments"]
    names = told_apart(f"{mail.shown}{WITHIN}{_name(each['name'], number)}" for number, each in enumerate(attachments, 1))
    pairs = zip(names, attachments, strict=True)
    candidates = [_candidate(each, shown, folder, limits, findings) for shown, each in pairs]
    found = tuple(each for each in candidates if each is not None)
    _tell(mail, answer, found, findings)
    return OpenedMail(mail, tuple(names), found, findings)


def _name(name: str, number: int) -> str:
    shown = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    return _NOT_IN_NAMES.sub("＿", shown).strip() or f"名前のない添付{number}"


def _candidate(attachment: dict[str, Any], shown: str, folder: Path, limits: Limits, findings: Findings) -> Candidate | None:
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as stream:
        stream.write(base64.b64decode(attachment["content"]))
    found, faults = candidate(Path(stream.name), shown, limits, name=shown.rpartition(WITHIN)[2])
    findings.extend(faults)
    if found is None:
        return None
    sent = date.fromisoformat(attachment["sent"]) if attachment["sent"] else None
    return replace(found, received=sent, attached=True, inline=attachment["inline"])


def _tell(mail: Candidate, answer: dict[str, Any], found: Sequence[Candidate], findings: Findings) -> None:
    """What is wrong with the mail as a whole."""
    books = [each for each in found if each.told.kind is not Kind.OTHER]
    if answer["left_out"]:
        message = f"添付ファイルが多すぎるか大きすぎるため、{answer['left_out']}個を読んでいません。"
        findings.error("mail-limit", mail.where, message, "残りの添付ファイルを、メールから取り出して入れてください。")
    if mail.told.kind is not Kind.TNEF and any(each.received is None for each in books):
        message = "メールを送った日が書かれていないか、ありえない日付です。受け取った日は「不明」として扱います。"
        findings.warn("mail-date", mail.where, message, "受け取った順が問題になるときは、課に確かめてください。")


def mails_without_book(mails: Iterable[OpenedMail], books: Set[str], findings: Iterable[Finding]) -> Iterator[Finding]:
    """A finding mail-empty for each mail of which no attachment is a book and none has an error or is a copy of another file.

    Args:
        mails: that were opened.
        books: names of the files that were read.
        findings: on all files.
    """
    told = (each for each in findings if each.severity is Severity.ERROR or each.code == COPY)
    answered = books | {each.where.file for each in told if each.where is not None}
    for each in mails:
        if answered.isdisjoint((each.mail.shown, *each.names)):
            nouns = "、".join(dict.fromkeys(one.told.noun for one in each.candidates if one.told.noun))
            message = "メールに Excel の調査票が付いていません。" + (f"付いていたのは{nouns}です。" if nouns else "")
            hint = f"本文に回答が書かれていないか確かめてください。{AS_EXCEL}"
            yield Finding("mail-empty", Severity.ERROR, each.mail.where, message, hint)
