"""Words of others in a Japanese sentence: quoted, listed, shortened, and asked after."""

from __future__ import annotations

import re
from collections.abc import Iterable

EXCERPT = 40
"""Characters of an answer that a message quotes."""

_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML, and so Word and Excel, cannot hold."""


def did_you_mean(word: str | None) -> str:
    """「…」のことですか。, or nothing."""
    return f"「{word}」のことですか。" if word is not None else ""


def listed(words: Iterable[str], limit: int = 8) -> str:
    """「甲」「乙」, at most `limit` of them."""
    quoted = [f"「{word}」" for word in words]
    return "".join(quoted[:limit]) + ("など" if len(quoted) > limit else "")


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text in one line, with 「…」 where more follows and 〓 for what no file can hold."""
    line = _UNWRITABLE.sub("〓", " ".join(text.split()))
    return line if len(line) <= limit else line[: limit - 1] + "…"
