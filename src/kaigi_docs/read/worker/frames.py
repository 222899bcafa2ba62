"""Frames on a pipe: four bytes of length, most significant first, then that many bytes of JSON."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Answer = dict[str, Any]
_LENGTH = struct.Struct(">I")


class BrokenFrame(ValueError):
    """The bytes on the pipe are no frame, or it is longer than allowed."""


def write_frame(pipe: BinaryIO, message: Answer) -> None:
    """Writes one message and flushes.

    Raises:
        OSError: nobody reads the pipe any more.
        ValueError: the message is no JSON (nan, infinity), or 4 GiB and longer.
    """
    # ASCII only, so that lone surrogates of undecodable POSIX path names pass.
    body = json.dumps(message, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")
    if len(body) >= 1 << 32:
        raise ValueError("message too long for a frame")
    pipe.write(_LENGTH.pack(len(body)) + body)
    pipe.flush()


def read_frame(pipe: BinaryIO, max_bytes: int) -> Answer | None:
    """The next message, or None when the pipe was closed between two of them.

    Raises:
        BrokenFrame: it ends within a frame, holds no JSON object, or is longer than `max_bytes`.
    """
    head = pipe.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenFrame("pipe ended within a length")
    (length,) = _LENGTH.unpack(head)
    if length > max_bytes:
        raise BrokenFrame(f"frame of {length} bytes is longer than {max_bytes}")
    body = pipe.read(length)
    if len(body) < length:
        raise BrokenFrame("pipe ended within a frame")
    try:
        message = json.loads(body)
    except ValueError as fault:
        raise BrokenFrame("frame holds no JSON") from fault
    if not isinstance(message, dict):
        raise BrokenFrame("frame holds no JSON object")
    return message
