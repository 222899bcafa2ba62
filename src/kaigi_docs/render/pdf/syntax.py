"""PDF syntax for values (ISO 32000-1 7.3): numbers, names, text strings, colours."""

from __future__ import annotations

from functools import lru_cache

_LITERAL_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def number(value: float) -> str:
    """The value with at most two decimals (0.007 mm on paper), always in the same form."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(maxsize=256)
def name(text: str) -> str:
    """The name object of ASCII text, special characters as #xx (ISO 32000-1 7.3.5)."""
    return "/" + "".join(char if char.isalnum() or char in "-_+." else f"#{ord(char):02x}" for char in text)


def string_bytes(text: str) -> bytes:
    """The bytes of a text string: ASCII as it is, else UTF-16BE behind its byte order mark (ISO 32000-1 7.9.2.2)."""
    if text.isascii() and (text.isprintable() or not text):
        return text.encode("ascii")
    return b"\xfe\xff" + text.encode("utf-16-be")


@lru_cache(maxsize=4096)  # the cells of a table name the same header cells again and again
def text_string(text: str) -> str:
    """The string object of a text string; a hexadecimal string unless the text is ASCII."""
    content = string_bytes(text)
    if content.startswith(b"\xfe\xff"):
        return f"<{content.hex()}>"
    return f"({text.translate(_LITERAL_ESCAPES)})"


@lru_cache(maxsize=64)
def rgb(colour: str) -> str:
    """The three operands of `rg` and `RG` for "#rrggbb"."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{channel:.3f}".rstrip("0").rstrip(".") for channel in channels)
