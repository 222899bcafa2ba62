"""QR codes (ISO/IEC 18004): version 3, error correction level H, alphanumeric mode.

Of the sizes that were measured on FAX copies this one was read every time at 25 mm: more modules are lost between the lines of a
FAX, fewer leave too little for repair.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from kaigi_docs.layout.page import Mosaic, Rect

LONGEST = 35
"""Characters of the alphanumeric set that the code holds."""

_VERSION, _LEVEL = 3, "h"
# Of the eight masks the standard takes the one that looks best, which costs five times as much as the code itself. Every reader
# takes any; on 120 FAX copies with noise this one was read as often as the best.
_MASK = 2


def qr_mark(text: str, rect: Rect, colour: str) -> Mosaic:
    """The dark modules of a code that fills the square.

    Args:
        text: at most LONGEST characters of 0-9 A-Z space $ % * + - . / :.
        rect: a square; four modules around it have to stay white.
        colour: of the modules, dark.
    """
    modules, runs = _dark(text)
    return Mosaic(rect, modules, runs, colour)


@lru_cache(maxsize=8)  # a page bears the same code twice
def _dark(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """How many modules a side has; row, start and end of each run of dark ones."""
    import segno  # forms alone need it

    code = segno.make(text, version=_VERSION, error=_LEVEL, mode="alphanumeric", mask=_MASK, boost_error=False)
    rows = [[bool(module) for module in row] for row in code.matrix]
    return len(rows), tuple((top, left, right) for top, row in enumerate(rows) for left, right in _dark_runs(row))


def _dark_runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of dark modules."""
    place = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield place, place + length
        place += length
