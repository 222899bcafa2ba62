"""What characters are compared as: single solid characters, in the form in which pdfium gives them."""

from __future__ import annotations

import unicodedata

HYPHEN = "-"
_HYPHENS = "-\u2010"  # pdfium makes either of them U+2010 at the end of a line
_SELECTORS = (("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef"))
_PRESENTATION_FORMS = (("\ufb00", "\ufdff"), ("\ufe70", "\ufefc"))


class _Units(dict[str, tuple[str, ...]]):
    """Of the text of a glyph: its characters as they are compared, each with its selector; none for a blank."""

    def __missing__(self, text: str) -> tuple[str, ...]:
        units: list[str] = []
        for character in text:
            if is_in(character, _SELECTORS):
                units[-1:] = [last + character for last in units[-1:]]
            elif is_in(character, _PRESENTATION_FORMS):
                units += unicodedata.normalize("NFKC", character)
            elif not is_blank(character):
                units.append(HYPHEN if character in _HYPHENS else character)
        self[text] = tuple(units)
        return self[text]


def is_in(character: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    """Whether a character lies in one of the ranges."""
    return any(first <= character <= last for first, last in ranges)


def is_blank(character: str) -> bool:
    """Whether a character has no ink of its own: white space, control and format characters."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


def is_mark(unit: str) -> bool:
    """Whether a character is one that stands on another; where it has none, it stands before the place of its own."""
    return unicodedata.category(unit[0]) in ("Mn", "Me")


def is_right_to_left(unit: str) -> bool:
    """Whether pdfium gives characters like this in another order than that of painting."""
    return unicodedata.bidirectional(unit[0]) in ("R", "AL", "AN")


class _Solid(dict[int, int | None]):
    """A table for str.translate that removes blanks."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if is_blank(chr(code)) else code
        return self[code]


UNITS = _Units()
_SOLID = _Solid()


def solid(text: str) -> str:
    """The text without blanks, control and format characters."""
    return text.translate(_SOLID)
