"""The task "mail": when a mail was sent, and its attachments; also those of mails within it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

from kaigi_docs.read.returned.kinds import Kind, told_by
from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.mail_names import date_header, decoded, file_name, sent_on

_NO_ATTACHMENTS = ("text/plain", "text/html", "text/calendar", "text/rfc822-headers", "message/delivery-status")

_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")


@dataclass
class Gathered:
    """What is taken out of a mail, within limits.

    Attributes:
        max_attachments, max_bytes: of all attachments together.
        max_depth: of mails within mails.
        attachments: as the answer has them.
        left_out: how many broke a limit.
    """

    max_attachments: int
    max_bytes: int
    max_depth: int
    attachments: list[Answer] = field(default_factory=list)
    left_out: int = 0

    def has_room(self, size: int, depth: int) -> bool:
        """Whether one more may be taken; one that may not is counted."""
        fits = len(self.attachments) < self.max_attachments and size <= self.max_bytes and depth <= self.max_depth
        self.left_out += not fits
        return fits

    def add(self, name: str, content: bytes, sent: date | None, depth: int, *, inline: bool = False) -> None:
        """Takes an attachment, or what is in it where it is a mail itself."""
        if not self.has_room(len(content), depth):
            return
        kind = told_by(content, name).kind
        if kind is Kind.MAIL:
            gather_letter(content, sent, depth + 1, self)
        elif kind is Kind.OUTLOOK:
            _gather_outlook(content, sent, depth + 1, self)
        elif kind is not Kind.TNEF or not _gather_tnef(content, sent, depth, self):
            self.max_bytes -= len(content)
            self.attachments.append(
                {
                    "name": name,
                    "content": base64.b64encode(content).decode("ascii"),
                    "sent": sent.isoformat() if sent is not None else None,
                    "inline": inline,
                }
            )


def read_mail(path: Path, form: str, max_attachments: int, max_bytes: int, max_depth: int) -> Answer:
    """{"attachments": [{"name", "content", "sent", "inline"}, …], "left_out"}, or {"fault": "damaged"}.

    `content` is base64, `sent` the day in Japan on which the innermost mail was sent that carries the attachment, or null.
    Mails within the mail are opened, and so is winmail.dat; their bodies are not told.

    Args:
        path: the file.
        form: "eml", "msg" or "tnef".
        max_attachments: all mails together.
        max_bytes: of all attachments together.
        max_depth: of mails within mails.
    """
    content, gathered = path.read_bytes(), Gathered(max_attachments, max_bytes, max_depth)
    if form == Kind.MAIL:
        gather_letter(content, None, 0, gathered)
    elif not (_gather_outlook if form == Kind.OUTLOOK else _gather_tnef)(content, None, 0, gathered):
        return {"fault": "damaged"}
    return {"attachments": gathered.attachments, "left_out": gathered.left_out}


def gather_letter(content: bytes, sent: date | None, depth: int, gathered: Gathered) -> None:
    """Takes the attachments of an Internet mail.

    The parser's older policy leaves fields as they stand: names are decoded by `mail_names`, which knows Windows' Japanese.

    Args:
        content: from its first field on.
        sent: day on which the mail around it was sent.
        depth: how many mails are around it.
        gathered: where they go.
    """
    message = BytesParser().parsebytes(content)
    _gather_message(message, sent, depth, gathered)


def _gather_message(message: Message, sent: date | None, depth: int, gathered: Gathered) -> None:
    own = sent_on(date_header(message)) or sent
    for part in _leaves(message):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if gathered.has_room(0, depth + 1) and isinstance(inner, list) and isinstance(inner[0], Message):
                _gather_message(inner[0], own, depth + 1, gathered)
            continue
        name, disposition = file_name(part), part.get_content_disposition()
        if not name and disposition != "attachment" and part.get_content_type() in _NO_ATTACHMENTS:
            continue
        octets = part.get_payload(decode=True)
        inline = disposition == "inline" or part.get("content-id") is not None or part.get_content_type() in _SIGNATURES
        gathered.add(name, octets if isinstance(octets, bytes) else b"", own, depth, inline=inline)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, mails within it as one part each, in their order."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [each for each in reversed(inner) if isinstance(each, Message)]
        else:
            yield part


def _gather_outlook(content: bytes, sent: date | None, depth: int, gathered: Gathered) -> bool:
    from kaigi_docs.read.worker.outlook import gather_outlook

    return gather_outlook(content, sent, depth, gathered)


def _gather_tnef(content: bytes, sent: date | None, depth: int, gathered: Gathered) -> bool:
    """Whether Outlook's own envelope (winmail.dat, MS-OXTNEF) could be opened; its attachments are taken."""
    from tnefparse import TNEF

    attachments = []
    with suppress(Exception):  # tnefparse raises all kinds of errors for envelopes that are cut off
        attachments = TNEF(content).attachments
    for each in attachments:
        names = [attribute.data for attribute in each.mapi_attrs if attribute.name == _LONG_NAME]
        name = names[0] if names else each._name  # .name raises on Windows' Japanese
        text = decoded(name, "") if isinstance(name, bytes) else str(name)
        gathered.add(text.strip("\0"), bytes(each.data), sent, depth)
    return bool(attachments)


_LONG_NAME = 0x3707  # PidTagAttachLongFilename
