"""The task "mail": what its sender wrote and when, and the attachments; also of mails within it."""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from pathlib import Path

from kaigi_docs.read.arrived.kinds import Kind, told_by
from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.mail_blocks import parsed_mail
from kaigi_docs.read.worker.mail_body import Body, body_text
from kaigi_docs.read.worker.mail_names import date_header, decoded, file_name, sender, sent_at, subject
from kaigi_docs.read.worker.mail_parts import Part, parts_of

_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_LONG_NAME = 0x3707  # PidTagAttachLongFilename


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail without its attachments.

    Attributes:
        address, name: of who sent it, or "".
        subject: its own, or "".
        sent: Japanese time, without a zone; that of the mail around it where it says none itself.
        body: what was written.
    """

    address: str = ""
    name: str = ""
    subject: str = ""
    sent: datetime | None = None
    body: Body = Body()

    @property
    def told(self) -> Answer:
        """As the answer has it."""
        return {
            "sender": self.address,
            "sender_name": self.name,
            "subject": self.subject,
            "sent": self.sent.isoformat() if self.sent is not None else None,
            "text": self.body.text,
            "quoted": self.body.quoted,
        }


@dataclass
class Gathered:
    """What is taken out of a mail, within limits.

    Attributes:
        max_attachments, max_bytes: of all attachments together; the first also of mails.
        max_depth: of mails within mails.
        letters: the mails, as the answer has them.
        attachments: as the answer has them.
        left_out: how many broke a limit.
    """

    max_attachments: int
    max_bytes: int
    max_depth: int
    letters: list[Answer] = field(default_factory=list)
    attachments: list[Answer] = field(default_factory=list)
    left_out: int = 0

    def has_room(self, size: int, depth: int) -> bool:
        """Whether one more may be taken; one that may not is counted."""
        taken = len(self.attachments) + len(self.letters)
        fits = taken < self.max_attachments and size <= self.max_bytes and depth <= self.max_depth
        self.left_out += not fits
        return fits

    def begin(self, letter: Letter) -> int:
        """The number of a mail, by which its attachments name it."""
        self.letters.append(letter.told)
        return len(self.letters) - 1

    def add(self, name: str, content: bytes, letter: int, depth: int, *, inline: bool = False) -> None:
        """Takes an attachment, or what is in it where it is a mail itself."""
        if not self.has_room(len(content), depth):
            return
        kind = told_by(content, name).kind
        if kind is Kind.MAIL:
            gather_letter(content, self.sent(letter), depth + 1, self)
        elif kind is Kind.OUTLOOK:
            _gather_outlook(content, self.sent(letter), depth + 1, self)
        elif kind is not Kind.TNEF or not _gather_tnef(content, letter, depth, self):
            self.max_bytes -= len(content)
            self.attachments.append(
                {"name": name, "content": base64.b64encode(content).decode("ascii"), "letter": letter, "inline": inline}
            )

    def sent(self, letter: int) -> datetime | None:
        """When a mail was sent."""
        told = self.letters[letter]["sent"]
        return datetime.fromisoformat(told) if told is not None else None


def read_mail(path: Path, form: str, max_attachments: int, max_bytes: int, max_depth: int) -> Answer:
    """{"letters", "attachments", "left_out"}, or {"fault": "damaged"}.

    `letters`: the mail and those within it, in order: {"sender", "sender_name", "subject", "sent" (Japanese time in ISO 8601,
    or null), "text", "quoted"}; quoted is what the mail repeats of an earlier one. `attachments`: {"name", "content" (base64),
    "letter" (number of the innermost mail that carries it), "inline"}. winmail.dat is opened like a mail without fields.

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
    elif form == Kind.OUTLOOK:
        if not _gather_outlook(content, None, 0, gathered):
            return {"fault": "damaged"}
    elif not _gather_tnef(content, gathered.begin(Letter()), 0, gathered):
        return {"fault": "damaged"}
    return {"letters": gathered.letters, "attachments": gathered.attachments, "left_out": gathered.left_out}


def gather_letter(content: bytes, sent: datetime | None, depth: int, gathered: Gathered) -> None:
    """Takes an Internet mail.

    Args:
        content: from its first field on.
        sent: when the mail around it was sent.
        depth: how many mails are around it.
        gathered: where it goes.
    """
    _gather_message(parsed_mail(content), sent, depth, gathered)


def _gather_message(message: Message, around: datetime | None, depth: int, gathered: Gathered) -> None:
    parts = list(parts_of(message))
    name, address = sender(message)
    sent = sent_at(date_header(message)) or around
    body = body_text([each for each in parts if each.is_body])
    letter = gathered.begin(Letter(address=address, name=name, subject=subject(message), sent=sent, body=body))
    for each in parts:
        if each.is_body:
            continue
        if each.message.get_content_type() == "message/rfc822":
            _gather_inner(each, sent, depth, gathered)
        elif not each.is_of_system:
            inline = each.is_shown or each.message.get_content_type() in _SIGNATURES
            gathered.add(file_name(each.message), each.octets, letter, depth, inline=inline)


def _gather_inner(part: Part, sent: datetime | None, depth: int, gathered: Gathered) -> None:
    inner = part.message.get_payload()
    if gathered.has_room(0, depth + 1) and isinstance(inner, list) and isinstance(inner[0], Message):
        _gather_message(inner[0], sent, depth + 1, gathered)


def _gather_outlook(content: bytes, sent: datetime | None, depth: int, gathered: Gathered) -> bool:
    from kaigi_docs.read.worker.outlook import gather_outlook

    return gather_outlook(content, sent, depth, gathered)


def _gather_tnef(content: bytes, letter: int, depth: int, gathered: Gathered) -> bool:
    """Whether Outlook's own envelope (winmail.dat, MS-OXTNEF) could be opened; its attachments are taken."""
    from tnefparse import TNEF

    attachments = []
    with suppress(Exception):  # tnefparse raises all kinds of errors for envelopes that are cut off
        attachments = TNEF(content).attachments
    for each in attachments:
        names = [attribute.data for attribute in each.mapi_attrs if attribute.name == _LONG_NAME]
        name = names[0] if names else each._name  # .name raises on Windows' Japanese
        text = decoded(name, "") if isinstance(name, bytes) else str(name)
        gathered.add(text.strip("\0"), bytes(each.data), letter, depth)
    return bool(attachments)
