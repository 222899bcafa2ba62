"""The task "archive": the files in a zip archive, within limits, with the names that Japanese programs gave them."""

from __future__ import annotations

import base64
import zipfile
import zlib
from pathlib import Path

from kaigi_docs.read.worker.frames import Answer

_UTF8_FLAG, _LOCKED_FLAG = 0x800, 0x1
_CHUNK_BYTES = 1 << 16
_MAX_RATIO, _RATIO_FROM_BYTES = 200, 10_000_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def read_archive(path: Path, max_members: int, max_bytes: int) -> Answer:
    """{"members": [{"name", "content"}], "locked", "damaged", "left_out"}, or {"fault"}: "damaged" or "bomb".

    `content` is base64. The lists `locked` and `damaged` name the members that need a password, and those that cannot be
    unpacked; `left_out` counts what is beyond the limits. Nothing is written: names are only told.

    Args:
        path: the file.
        max_members: how many are read.
        max_bytes: of all of them, unpacked.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            files = [each for each in archive.infolist() if not each.is_dir()]
            if any(map(_is_bomb, files)):
                return {"fault": "bomb"}
            return _members(archive, files, max_members, max_bytes)
    except _DAMAGED:
        return {"fault": "damaged"}


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _RATIO_FROM_BYTES and member.file_size > _MAX_RATIO * max(1, member.compress_size)


def _members(archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], max_members: int, max_bytes: int) -> Answer:
    members: list[Answer] = []
    locked: list[str] = []
    damaged: list[str] = []
    left_out = 0
    for each in files:
        if len(members) + len(locked) + len(damaged) >= max_members or each.file_size > max_bytes:
            left_out += 1
        elif each.flag_bits & _LOCKED_FLAG:
            locked.append(member_name(each))
        else:
            content = _content(archive, each)
            if content is None:
                damaged.append(member_name(each))
                continue
            max_bytes -= len(content)
            members.append({"name": member_name(each), "content": base64.b64encode(content).decode("ascii")})
    return {"members": members, "locked": locked, "damaged": damaged, "left_out": left_out}


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    """The bytes, never more than the list of contents says; None where they cannot be unpacked."""
    try:
        with archive.open(member) as stream:
            return b"".join(iter(lambda: stream.read(_CHUNK_BYTES), b""))
    except _DAMAGED:
        return None


def member_name(member: zipfile.ZipInfo) -> str:
    """The name as its program meant it: UTF-8 where it says so or the bytes are such, else Windows' Japanese."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    octets = member.orig_filename.encode("cp437", "replace")  # zipfile has decoded them so
    for encoding in ("utf-8", "cp932"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return octets.decode("cp932", "replace")
