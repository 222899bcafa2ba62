"""What a string of a PDF says (ISO 32000-1 7.9.2.2), also where its writer did not know how to say it."""

from __future__ import annotations

import codecs
import re

import pikepdf

_MARKS = ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF8, "utf-8"))
_LANGUAGE = re.compile("\x1b[A-Za-z]{2,4}\x1b")
"""Says in which language the text goes on, within a string (ISO 32000-1 7.9.2.2)."""
_JAPANESE = re.compile("[぀-ヿ一-鿿]")
_GUESSES = ("utf-8", "cp932")


def decoded(string: pikepdf.String) -> tuple[str, bool]:
    """The text, and whether it is sure: a string in UTF-8 or in code page 932 that does not say so is guessed.

    What cannot be decoded becomes U+FFFD.
    """
    raw = bytes(string)
    if raw.isascii():
        return raw.decode("ascii"), True
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _LANGUAGE.sub("", raw[len(mark) :].decode(encoding, "replace")), True
    for encoding in _GUESSES:
        text = _strictly(raw, encoding)
        if _JAPANESE.search(text):
            return text, False
    return _as_pdfdoc(string), True


def _strictly(raw: bytes, encoding: str) -> str:
    """The text, "" where the bytes are no such text."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _as_pdfdoc(string: pikepdf.String) -> str:
    try:
        return str(string)
    except UnicodeDecodeError:
        return bytes(string).decode("latin-1")
