"""Which characters combine, have no shape, or are drawn as another one."""

from __future__ import annotations

import unicodedata

# Variation selectors, and with them all marks that combine with the character before them (a character class of `re`).
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f" + SELECTORS
# Without a shape of their own (Unicode 5.21, default ignorable): hyphenation and line break hints, directions, joiners, tags.
INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\ufeff"
    + "".join(map(chr, (*range(0x2060, 0x2070), 0xE0001, *range(0xE0020, 0xE0080))))
)
GETA = "〓"

# BIZ UD draws U+2014 half an em wide; the Japanese dash is a full em (JLREQ cl-08), which is its U+2015.
PREFERRED = {"—": "―"}
_ALTERNATES = {"⦅": "｟", "⦆": "｠", "\u2011": "‐", "\u00a0": " ", "\u202f": " ", "\u2212": "－", "•": "・", "·": "・"}
_RADICALS = ("\u2e80", "\u2fdf")

# Characters whose picture is an empty space, beside the categories below.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_BLANK_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})


def stand_in(character: str) -> str | None:
    """What is drawn for a character that no face has: a listed sign, the kanji of a radical, its canonical equal; or None."""
    radical = _RADICALS[0] <= character <= _RADICALS[1]
    other = _ALTERNATES.get(character) or unicodedata.normalize("NFKC" if radical else "NFC", character)
    return other if len(other) == 1 and other != character else None


def is_blank(character: str) -> bool:
    """Whether an empty outline is the right picture of the character: spaces, fillers, controls."""
    return character in _BLANK or unicodedata.category(character) in _BLANK_CATEGORIES
