"""How wide Japanese text is in half-width cells, and digits between their two widths."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf", "Cc"})


def to_full_digits(text: str) -> str:
    """The text with 0-9 as ０-９; nothing else changes."""
    return text.translate(_FULL_DIGITS)


def to_half_digits(text: str) -> str:
    """The text with ０-９ as 0-9; nothing else changes."""
    return text.translate(_HALF_DIGITS)


@lru_cache(maxsize=1 << 14)
def character_cells(character: str) -> int:
    """0, 1 or 2 half-width cells for one character.

    Source: Unicode UAX #11. Wide, Fullwidth and Ambiguous take two cells, as Japanese fonts draw them (①, ―, α); marks that
    combine with the character before, variation selectors and control characters take none. Limit: an emoji joined of several
    is the sum of its parts.
    """
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def width_in_cells(text: str) -> int:
    """The width of the longest line of a text in half-width cells (the unit of Excel's column widths); 0 for an empty text."""
    return max((sum(map(character_cells, line)) for line in text.splitlines()), default=0)
