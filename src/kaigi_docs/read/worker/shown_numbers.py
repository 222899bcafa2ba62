"""What Excel shows of a number, for the plain formats of offices: percent, thousands, decimals and a unit behind."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_PLAIN = re.compile(
    r'(?P<whole>#,##0|0)(?:\.(?P<decimals>0{1,9}))?(?P<thousands>,{0,3})(?P<percent>%?)(?P<unit>(?:"[^"%]*"|\\[^\s%])*)(?:_.| )*'
)
"""Source: ECMA-376 part 1, 18.8.31: a comma behind the last digit divides by a thousand, % multiplies by a hundred, and what
stands in quotation marks or behind a backslash is shown as it is."""

_MOST_DIGITS = 15
"""So many digits Excel keeps of a number."""


def shown_number(value: object, code: str) -> str | None:
    """The number as its cell shows it (「85.3%」, 「1,200千円」); None where that is less than the number, or the format
    is another.

    A number that is shown rounded stays as it is stored: what was typed must not get lost.

    Limits: none but the first section of a format is known, which stands for a number below zero only where it is alone;
    colours, conditions, fractions, exponents and units in front are not known.

    Args:
        value: as stored.
        code: the number format of the cell.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = Decimal(format(value, f".{_MOST_DIGITS}g"))
    plain = _plain(code)
    if plain is None or not number.is_finite() or number.adjusted() >= _MOST_DIGITS or (number <= 0 and ";" in code):
        return None
    moved = number.scaleb(2 * len(plain["percent"]) - 3 * len(plain["thousands"]))
    shown = moved.quantize(Decimal(1).scaleb(-len(plain["decimals"] or "")))
    if shown != moved:
        return None
    digits = format(shown if shown else abs(shown), ",f" if "," in plain["whole"] else "f")
    return f"{digits}{plain['percent']}{plain['unit'].replace(chr(34), '').replace(chr(92), '')}"


@lru_cache(maxsize=256)
def _plain(code: str) -> re.Match[str] | None:
    """The parts of a format that is plain."""
    return _PLAIN.fullmatch(code.partition(";")[0])
