"""Mails and archives as files, made by code: Internet mails, Outlook's .msg (a compound file), winmail.dat and zip."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

SENT = "Wed, 01 Jun 2022 23:30:00 +0000"  # in Japan already the 2nd
XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Streams = Mapping[tuple[str, ...], bytes]


def letter(*attachments: tuple[str, bytes], sent: str | None = SENT, within: Sequence[EmailMessage] = ()) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "ka@mihon.example.jp", "kokoro@mihon.example.jp", "調査票の回答"
    if sent is not None:
        message["Date"] = sent
    message.set_content("お世話になっております。調査票を送ります。")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype=XLSX, filename=name)
    for inner in within:
        message.add_attachment(inner)
    return message


def raw_letter(headers: bytes, content: bytes) -> bytes:
    """A mail with one attachment whose fields are given as bytes."""
    top = f"From: ka@mihon.example.jp\r\nDate: {SENT}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    return (
        top.encode() + headers + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content) + b"\r\n--b--\r\n"
    )


def tnef(*attachments: tuple[bytes, bytes]) -> bytes:
    """winmail.dat (MS-OXTNEF): for each attachment its rendering, its title and its bytes."""
    written = struct.pack("<IH", 0x223E9F78, 1)
    for name, content in attachments:
        for identity, octets in ((0x00069002, bytes(14)), (0x00018010, name + b"\0"), (0x0006800F, content)):
            written += struct.pack("<BII", 2, identity, len(octets)) + octets + struct.pack("<H", sum(octets) & 0xFFFF)
    return written


def zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def outlook(*attachments: tuple[str, bytes | Streams], sent: datetime | None = datetime(2022, 6, 1, 23, 30, tzinfo=UTC)) -> bytes:
    """A .msg; an attachment that is given as streams is a mail within the mail."""
    return compound(outlook_streams(*attachments, sent=sent))


def outlook_streams(*attachments: tuple[str, bytes | Streams], sent: datetime | None, header_bytes: int = 32) -> Streams:
    properties = bytes(header_bytes)
    if sent is not None:
        since = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
        properties += struct.pack("<IIQ", 0x00390040, 6, since)
    streams: dict[tuple[str, ...], bytes] = {("__properties_version1.0",): properties}
    for number, (name, content) in enumerate(attachments):
        place = f"__attach_version1.0_#{number:08X}"
        streams[place, "__properties_version1.0"] = bytes(8)
        streams[place, "__substg1.0_3707001F"] = name.encode("utf-16-le")
        if isinstance(content, bytes):
            streams[place, "__substg1.0_37010102"] = content
        else:
            streams |= {(place, "__substg1.0_3701000D", *inner): octets for inner, octets in content.items()}
    return streams


def compound(streams: Streams) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams; the entries of a storage form a list instead of a tree."""
    return _Compound().written(streams)


class _Compound:
    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = bytearray()
        self.mini_fat: list[int] = []

    def written(self, streams: Streams) -> bytes:
        paths = sorted({path[:length] for path in streams for length in range(1, len(path) + 1)})
        entries = [self._entry(path[-1], streams.get(path), self._below(path, paths), self._next(path, paths)) for path in paths]
        mini_start = self._store(bytes(self.mini))
        root = self._record("Root Entry", 5, self._below((), paths), _FREE, mini_start, len(self.mini))
        directory = self._store(root + b"".join(entries))
        mini_fat = self._store(struct.pack(f"<{len(self.mini_fat)}I", *self.mini_fat), fill=b"\xff")
        return self._header(directory, mini_fat) + b"".join(self.sectors)

    def _below(self, path: tuple[str, ...], paths: list[tuple[str, ...]]) -> int:
        return next((number for number, each in enumerate(paths, 1) if each[:-1] == path), _FREE)

    def _next(self, path: tuple[str, ...], paths: list[tuple[str, ...]]) -> int:
        return next((number for number, each in enumerate(paths, 1) if each > path and each[:-1] == path[:-1]), _FREE)

    def _entry(self, name: str, octets: bytes | None, below: int, following: int) -> bytes:
        if octets is None:
            return self._record(name, 1, below, following, 0, 0)
        return self._record(name, 2, _FREE, following, self._stream(octets), len(octets))

    def _record(self, name: str, kind: int, below: int, following: int, start: int, size: int) -> bytes:
        wide = name.encode("utf-16-le") + b"\0\0"
        head = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, _FREE, following, below)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    def _stream(self, octets: bytes) -> int:
        if len(octets) >= _CUTOFF:
            return self._store(octets)
        start, count = len(self.mini_fat), -(-len(octets) // _MINI)
        self.mini += octets.ljust(count * _MINI, b"\0")
        self.mini_fat += [*range(start + 1, start + count), _END] if count else []
        return start if count else _END

    def _store(self, octets: bytes, fill: bytes = b"\0") -> int:
        start, count = len(self.sectors), -(-len(octets) // _SECTOR)
        padded = octets.ljust(count * _SECTOR, fill)
        self.sectors += [padded[at : at + _SECTOR] for at in range(0, len(padded), _SECTOR)]
        self.fat += [*range(start + 1, start + count), _END] if count else []
        return start if count else _END

    def _header(self, directory: int, mini_fat: int) -> bytes:
        """The header, after the table of sectors has been put at the end."""
        per_sector = _SECTOR // 4
        count = next(n for n in range(1, 110) if n * per_sector >= len(self.fat) + n)
        places = list(range(len(self.sectors), len(self.sectors) + count))
        table = [*self.fat, *[_FAT] * count]
        table += [_FREE] * (count * per_sector - len(table))
        self._store(struct.pack(f"<{len(table)}I", *table))
        mini_sectors = -(-len(self.mini_fat) * 4 // _SECTOR)
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xI", 0x3E, 3, 0xFFFE, 9, 6, 0)
        head += struct.pack("<IIIIIIII", count, directory, 0, _CUTOFF, mini_fat, mini_sectors, _END, 0)
        return head + struct.pack("<109I", *places, *[_FREE] * (109 - count))
