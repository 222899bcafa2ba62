"""The parts of an Internet mail (RFC 2046): which of them are its body, which are attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from kaigi_docs.read.worker.mail_names import file_name

_BODIES = ("text/plain", "text/html")
_OF_SYSTEM = ("text/calendar", "text/rfc822-headers", "message/delivery-status")
_MOST_PARTS = 5_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds something.

    Attributes:
        message: the part.
        group: number of the multipart/alternative around it, or None: of its parts one is shown.
        is_body: whether it is text of the mail itself.
    """

    message: Message
    group: int | None
    is_body: bool

    @property
    def octets(self) -> bytes:
        """Its content without the encoding for the way."""
        payload = self.message.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""

    @property
    def is_shown(self) -> bool:
        """Whether the mail shows it within its text."""
        return self.message.get_content_disposition() == "inline" or self.message.get("content-id") is not None

    @property
    def is_of_system(self) -> bool:
        """Whether mail programs wrote it for each other."""
        return not file_name(self.message) and not _is_attachment(self.message) and self.message.get_content_type() in _OF_SYSTEM


def parts_of(message: Message) -> Iterator[Part]:
    """The parts that hold something, mails within it as one part each, in their order.

    Raises:
        ValueError: there are too many.
    """
    waiting: list[tuple[Message, int | None]] = [(message, None)]
    seen = 0
    while waiting:
        part, group = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS:
            raise ValueError(f"more than {_MOST_PARTS} parts")
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            own = seen if part.get_content_subtype() == "alternative" else group
            waiting += [(each, own) for each in reversed(inner) if isinstance(each, Message)]
        else:
            yield Part(part, group, _is_body(part))


def _is_body(part: Message) -> bool:
    return part.get_content_type() in _BODIES and not file_name(part) and not _is_attachment(part)


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"
