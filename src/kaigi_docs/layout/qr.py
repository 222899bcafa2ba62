"""QR codes as filled squares (ISO/IEC 18004): version 3, error correction level H, alphanumeric mode.

Of the sizes that were measured on FAX copies this one was read every time at 25 mm: more modules are lost between the lines of a
FAX, fewer leave too little for repair.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from kaigi_docs.layout.page import Fill, Rect

_VERSION, _LEVEL = 3, "h"
LONGEST = 35
"""Characters of the alphanumeric set that the code holds."""


def qr_marks(text: str, rect: Rect, colour: str) -> list[Fill]:
    """The dark modules of a code, those side by side in one rectangle; the code fills the square.

    Args:
        text: at most LONGEST characters of 0-9 A-Z space $ % * + - . / :.
        rect: a square.
        colour: of the modules, dark.
    """
    modules, runs = _dark(text)
    side = rect.width / modules
    return [
        Fill(Rect(rect.x0 + left * side, rect.y0 + top * side, rect.x0 + right * side, rect.y0 + (top + 1) * side), colour)
        for top, left, right in runs
    ]


@lru_cache(maxsize=8)  # a page bears the same code twice
def _dark(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """How many modules a side has; row, start and end of each run of dark ones."""
    import segno  # forms alone need it

    code = segno.make(text, version=_VERSION, error=_LEVEL, mode="alphanumeric", boost_error=False)
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
