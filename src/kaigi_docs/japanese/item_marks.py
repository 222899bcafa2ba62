"""Marks with which people begin an item that they type as a line of its own: 「・」「◇ 」「①」「(1)」「１．」."""

from __future__ import annotations

import re

# Kinds of marks that stand before items and never before a sub-heading.
BULLETS = frozenset("・･•·－※＊") | {"dash"}

_DIGITS = "[0-9０-９]{1,2}"
_MARK = re.compile(
    "[ \u3000]*(?:"
    "(?P<sign>[・･•·－※＊●○◎◇◆□■△▲▽▼☆★])(?!(?P=sign))"
    "|(?P<dash>[-‐–])(?=[ \u3000])"
    "|(?P<circled>[①-⑳㉑-㉟㊱-㊿❶-❿])"
    f"|(?P<enclosed>[⑴-⒇]|[(（]{_DIGITS}[)）])"
    f"|(?P<pointed>[⒈-⒛]|{_DIGITS}[.．](?![0-9０-９]))"
    ")[ \u3000]*(?=[^ \u3000])"
)


def mark_length(line: str) -> int:
    """How many characters the mark at the line's beginning takes, blanks around it included; 0 where text follows none.

    A number before a decimal point (「1.5倍」) and circles that stand for a word (「○○課」) are no marks.
    """
    found = _MARK.match(line)
    return found.end() if found is not None else 0


def mark_kind(line: str) -> str:
    """What the marks of items of one row have in common: the sign itself, or the form of a number; empty without a mark."""
    found = _MARK.match(line)
    if found is None or found.lastgroup is None:
        return ""
    return found["sign"] or found.lastgroup
