"""How many pages the rows of a table fill, reckoned as flow.py places them but without setting anything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class PageRoom(NamedTuple):
    """The pages that a table goes over.

    Attributes:
        height: of the text area in points.
        waste_limit: the part of it that may stay empty rather than a row be divided.
        above: how much of the first page stands above the table, in points.
    """

    height: float
    waste_limit: float
    above: float = 0.0


class Tops(NamedTuple):
    """Heights in points of what stands above rows: the header on every page, the band at a group's beginning and again."""

    header: float
    band: float


def pages_of(rows: Sequence[float], firsts: frozenset[int], tops: Tops, page: PageRoom) -> float:
    """How many pages the rows fill, the last one in part.

    Args:
        rows: heights in points, in order.
        firsts: numbers of the rows that begin a group with a band.
        tops: what stands above rows.
        page: the sheets.
    """
    top = min(tops.header + tops.band, page.height / 2)
    pages, y = 0, page.above + tops.header
    for number, height in enumerate(rows):
        band = tops.band if number in firsts else 0.0
        while y + band + height > page.height:
            left = page.height - y
            if left > page.waste_limit * page.height or height + top > page.height:
                height = max(height - (left - band), 0.0)
            pages, y, band = pages + 1, top, 0.0
        y += band + height
    return pages + y / page.height
