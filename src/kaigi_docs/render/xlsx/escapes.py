"""Texts in the XML of a book."""

from __future__ import annotations

from html import escape

_WHITE_SPACE = str.maketrans({"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def escaped(text: str) -> str:
    """A text as the content of an element."""
    return escape(text, quote=False)


def quoted(text: str) -> str:
    """A text as the value of an attribute, in quotation marks; xml.sax.saxutils would import an HTTP client for this."""
    return f'"{escape(text).translate(_WHITE_SPACE)}"'
