"""Mails that Outlook saved as .msg (MS-OXMSG): properties of the message and its attachments in a compound file.

Read with olefile alone: a mail within a mail is a storage like any other, and the names of properties are fixed.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import HeaderParser

import olefile

from kaigi_docs.read.worker.mail import Gathered, Letter
from kaigi_docs.read.worker.mail_body import Body, divided, text_of_page
from kaigi_docs.read.worker.mail_names import date_header, decoded, in_japan, sender, sent_at

_PROPERTIES, _ATTACHMENT = "__properties_version1.0", "__attach_version1.0_"
_TIMES = (0x00390040, 0x0E060040)  # PidTagClientSubmitTime, PidTagMessageDeliveryTime
_HEADERS, _CONTENT, _MESSAGE, _CONTENT_ID = "007D", "__substg1.0_37010102", "__substg1.0_3701000D", "3712"
_NAMES = ("3707", "3704", "3001")  # long file name, short file name, display name
_SENDER_NAMES = ("0042", "0C1A")  # whom the mail speaks for, and who sent it
_ADDRESSES = ("5D02", "5D01", "0065", "0C1F")
_SUBJECT, _BODY, _PAGE = "0037", "1000", "__substg1.0_10130102"
_ENTRY = struct.Struct("<IIQ")
_MOST_TEXT_BYTES, _MOST_PAGE_BYTES = 1 << 16, 1 << 20
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Place = list[str]


def gather_outlook(content: bytes, sent: datetime | None, depth: int, gathered: Gathered) -> bool:
    """Whether it is a mail of Outlook; its attachments are taken.

    Args:
        content: of the compound file.
        sent: when the mail around it was sent.
        depth: how many mails are around it.
        gathered: where they go.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            if not container.exists(_PROPERTIES):
                return False
            _gather_message(container, [], sent, depth, gathered)
            return True
    except OSError:
        return False


def _gather_message(container: olefile.OleFileIO, place: Place, around: datetime | None, depth: int, gathered: Gathered) -> None:
    fields = HeaderParser().parsestr(_text(container, place, _HEADERS))
    sent = _sent(container, place, fields) or around
    letter = gathered.begin(_letter(container, place, fields, sent))
    for attachment in _attachments(container, place):
        inner = [*attachment, _MESSAGE]
        if container.exists([*inner, _PROPERTIES]):
            if gathered.has_room(0, depth + 1):
                _gather_message(container, inner, sent, depth + 1, gathered)
            continue
        stored = container.exists([*attachment, _CONTENT])
        if not stored or gathered.has_room(container.get_size([*attachment, _CONTENT]), depth):
            octets = container.openstream([*attachment, _CONTENT]).read() if stored else b""
            name = next(filter(None, (_text(container, attachment, each) for each in _NAMES)), "")
            gathered.add(name, octets, letter, depth, inline=bool(_text(container, attachment, _CONTENT_ID)))


def _attachments(container: olefile.OleFileIO, place: Place) -> Iterator[Place]:
    found = container.listdir(streams=False, storages=True)
    yield from sorted(each for each in found if each[:-1] == place and each[-1].startswith(_ATTACHMENT))


def _letter(container: olefile.OleFileIO, place: Place, fields: Message, sent: datetime | None) -> Letter:
    """Who wrote what: by Outlook's own properties, else by the fields that came with the mail."""
    name, address = sender(fields)
    names = (_text(container, place, each) for each in _SENDER_NAMES)
    addresses = (_text(container, place, each) for each in _ADDRESSES)
    return Letter(
        address=next((each for each in addresses if "@" in each), address),
        name=next(filter(None, names), name),
        subject=" ".join(_text(container, place, _SUBJECT).split()),
        sent=sent,
        body=_body(container, place),
    )


def _body(container: olefile.OleFileIO, place: Place) -> Body:
    text = _text(container, place, _BODY)
    page = [*place, _PAGE]
    if not text.strip() and container.exists(page):
        text = text_of_page(decoded(container.openstream(page).read(_MOST_PAGE_BYTES), "utf-8"))
    return divided(text)


def _sent(container: olefile.OleFileIO, place: Place, fields: Message) -> datetime | None:
    """Japanese time: of sending, of delivery, or of the fields that came with it."""
    times = dict(_times(container.openstream([*place, _PROPERTIES]).read(1 << 20)))
    for tag in _TIMES:
        moment = in_japan(times[tag]) if tag in times else None
        if moment is not None:
            return moment
    return sent_at(date_header(fields))


def _times(properties: bytes) -> Iterator[tuple[int, datetime]]:
    """The properties that hold a time (MS-OXMSG 2.4.2.1); the length of the header before them is a multiple of eight."""
    start = len(properties) % _ENTRY.size or 2 * _ENTRY.size
    for tag, _, value in _ENTRY.iter_unpack(properties[start : start + (len(properties) - start) // _ENTRY.size * _ENTRY.size]):
        if tag in _TIMES and value < 1 << 61:
            yield tag, _EPOCH + timedelta(microseconds=value // 10)


def _text(container: olefile.OleFileIO, place: Place, property_id: str) -> str:
    """A property that is text, in UTF-16 or in the code page of Windows."""
    for ending, is_wide in (("001F", True), ("001E", False)):
        name = [*place, f"__substg1.0_{property_id}{ending}"]
        if container.exists(name):
            octets = container.openstream(name).read(_MOST_TEXT_BYTES)
            return (octets.decode("utf-16-le", "replace") if is_wide else decoded(octets, "cp932")).strip("\0")
    return ""
