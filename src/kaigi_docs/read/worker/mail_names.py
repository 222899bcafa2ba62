"""Names and dates in the headers of mails, as Japanese programs write them."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from datetime import UTC, datetime, timedelta, timezone
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from quopri import decodestring

_JAPAN = timezone(timedelta(hours=9), "JST")
_YEARS = range(2000, 2100)
_ENCODED = re.compile(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?]*)\?=")
_ISO_2022_JP = ("iso-2022-jp", "cp5022", "iso-2022", "x-cp5022", "csiso2022jp")
_MODES = {b"$B": "kanji", b"$@": "kanji", b"(I": "kana", b"(B": "latin", b"(J": "latin"}  # by escape sequence


def file_name(part: Message) -> str:
    """The name of an attachment, or "": of Content-Disposition, else of Content-Type."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        probe = Message()
        probe[header] = _header(part, header)
        value = probe.get_param(parameter, header=header)
        if isinstance(value, tuple):  # RFC 2231: the characters stand for bytes
            return decoded(value[2].encode("latin-1", "replace"), value[0] or "")
        if value:
            return _words(str(value))
    return ""


def sender(message: Message) -> tuple[str, str]:
    """Name and address of the From field, each "" where it is missing."""
    name, address = parseaddr(_header(message, "from"))
    return _words(name).strip(), address.strip()


def subject(message: Message) -> str:
    """The Subject field in one line."""
    return " ".join(_words(_header(message, "subject")).split())


def sent_at(stated: str) -> datetime | None:
    """The Japanese time of a Date field, or None for one that is missing or impossible; without a zone it is Japan's time.

    Source: RFC 5322 3.3: -0000 means that the time is UTC.
    """
    try:
        moment = parsedate_to_datetime(stated)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC if "-0000" in stated else _JAPAN)
    return in_japan(moment)


def in_japan(moment: datetime) -> datetime | None:
    """The Japanese time, without its zone, or None for years in which nobody sent a mail."""
    try:
        local = moment.astimezone(_JAPAN).replace(tzinfo=None)
    except OverflowError:
        return None
    return local if local.year in _YEARS else None


def date_header(message: Message) -> str:
    """The Date field as it stands, "" where there is none."""
    return _header(message, "date")


def _header(part: Message, name: str) -> str:
    """A field in one line; bytes that are no ASCII are UTF-8 or, where that does not fit, Windows' Japanese."""
    raw = next((str(value) for key, value in part.raw_items() if key.lower() == name), "")
    return decoded(re.sub(r"\r?\n[ \t]+", " ", raw).encode("utf-8", "surrogateescape"), "")


def _words(text: str) -> str:
    """Text with its encoded words (RFC 2047) decoded, the bytes of neighbours of one charset together: some cut characters."""
    text = re.sub(r"(\?=)\s+(=\?)", r"\1\2", text)
    found, end, waiting, charset = "", 0, b"", ""
    for match in _ENCODED.finditer(text):
        if waiting and (match.start() > end or match[1].lower() != charset):
            found, waiting = found + decoded(waiting, charset), b""
        found, end, charset = found + text[end : match.start()], match.end(), match[1].lower()
        waiting += _unpacked(match[2], match[3])
    return found + decoded(waiting, charset) + text[end:]


def _unpacked(form: str, word: str) -> bytes:
    octets = word.encode("ascii", "replace")
    if form in "qQ":
        return decodestring(octets.replace(b"_", b" "))
    try:
        return b64decode(octets + b"=" * (-len(octets) % 4))
    except (Error, ValueError):
        return octets


def decoded(octets: bytes, charset: str) -> str:
    """The text of bytes that claim a charset: Shift_JIS is what Windows makes of it, and a wrong claim is not believed."""
    if charset.lower().startswith(_ISO_2022_JP) or b"\x1b$" in octets:
        return _from_iso_2022_jp(octets)
    claimed = "cp932" if charset.lower().replace("-", "_") in ("shift_jis", "sjis", "x_sjis", "windows_31j", "ms932") else charset
    for encoding in (claimed, "utf-8", "cp932"):
        try:
            return octets.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return octets.decode("cp932", "replace")


def _from_iso_2022_jp(octets: bytes) -> str:
    """Text in ISO-2022-JP with the further rows of Windows (①, 髙), on which every codec of Python fails.

    Rows of JIS X 0208 are moved to their places in Shift_JIS, where the codec cp932 knows the further rows.
    """
    moved, mode, position = bytearray(), "latin", 0
    while position < len(octets):
        byte = octets[position]
        if byte == 0x1B:
            mode = _MODES.get(octets[position + 1 : position + 3], mode)
            position += 3
        elif mode == "kanji" and position + 1 < len(octets) and byte > 0x20:
            moved += _shifted(byte, octets[position + 1])
            position += 2
        else:
            moved.append(byte | 0x80 if mode == "kana" else byte)
            position += 1
    return moved.decode("cp932", "replace")


def _shifted(row: int, column: int) -> bytes:
    """Two bytes of JIS X 0208 as Shift_JIS has them."""
    lead = (row - 0x21 >> 1) + 0x81
    trail = column + (0x1F if column < 0x60 else 0x20) if row % 2 else column + 0x7E
    return bytes(((lead + 0x40 if lead > 0x9F else lead) & 0xFF, trail & 0xFF))
