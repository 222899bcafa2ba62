"""Readings above their base: mono and group ruby, set in the middle (中付き), and how far they overhang (JLREQ 3.3.5-3.3.8).

A base narrower than its reading is widened to it, so that a reading never leaves its line; where kana stand beside it, the
gap to them shrinks below zero, which is the overhang, and at a line's end there is no gap and so none.
All numbers are ems of the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from kaigi_docs.japanese import jlreq
from kaigi_docs.layout.spacing import LEAD, LETTER, TRAIL, Cast, Gap

RUBY_SCALE = 0.5
# JLREQ 3.3.8 allows a whole ruby em over kana; half of it leaves a ruby em between the readings on both sides of one kana.
OVERHANG_EM = RUBY_SCALE / 2
_MOST_AT_ENDS_EM = RUBY_SCALE  # JLREQ 3.3.6, note on readings much shorter than their base
_OVERHUNG = frozenset({jlreq.HIRAGANA, jlreq.KATAKANA, jlreq.PROLONGED, jlreq.SMALL_KANA})


class Ruby(NamedTuple):
    """A reading above its base.

    Attributes:
        base_start: the unit at which the base begins.
        units, gids, faces, widths: of its glyphs.
        spaced: whether it is spread over a wider base (group ruby of kana), or set solid in the middle.
        overhang: how far it may reach over kana on either side.
    """

    base_start: int
    units: tuple[str, ...]
    gids: tuple[int, ...]
    faces: tuple[str, ...]
    widths: tuple[float, ...]
    spaced: bool
    overhang: float

    @property
    def width(self) -> float:
        """Width of the whole reading."""
        return sum(self.widths)

    def edges(self, left: float, right: float) -> list[float]:
        """Left edge of each glyph and the last one's right edge, over a base between these edges (JLREQ 3.3.5, 3.3.6).

        Where a base had to be cut, its last part is narrower than the reading, which then begins with the line.
        """
        slack = right - left - self.width
        at_ends, between = _one_two_one(slack, len(self.units)) if self.spaced else (slack / 2, 0.0)
        return list(accumulate((width + between for width in self.widths), initial=max(left + at_ends, 0.0)))


def _one_two_one(slack: float, count: int) -> tuple[float, float]:
    """Space at either end and between glyphs, as 1 to 2 to 1, the ends at most a ruby em (JLREQ 3.3.6)."""
    if count < 2 or slack <= 0.0:
        return slack / 2, 0.0
    at_ends = min(slack / (2 * count), _MOST_AT_ENDS_EM)
    return at_ends, (slack - 2 * at_ends) / (count - 1)


def ruby_of(reading: Sequence[tuple[str, Cast]], base: Sequence[Cast], base_start: int) -> Ruby:
    """The reading over that base: mono ruby over one character, group ruby over several.

    Args:
        reading: its units with their casts.
        base: the casts below it, not yet widened.
        base_start: number of the first of them in its text.
    """
    casts = [cast for _, cast in reading]
    widths = tuple(RUBY_SCALE * (cast.body + LEAD.get(cast.kind, 0.0) + TRAIL.get(cast.kind, 0.0)) for cast in casts)
    excess = sum(widths) - sum(cast.body for cast in base)
    latin = any(cast.kind == LETTER for cast in (*casts, *base))
    return Ruby(
        base_start,
        tuple(unit for unit, _ in reading),
        tuple(cast.gid for cast in casts),
        tuple(cast.face for cast in casts),
        widths,
        spaced=len(base) > 1 and not latin,
        overhang=min(max(excess / (2 * len(base)), 0.0), OVERHANG_EM),
    )


def widened(base: list[Cast], width: float) -> list[Cast]:
    """The base as wide as its reading: between characters twice the space of the ends (JLREQ 3.3.6)."""
    more = (width - sum(cast.body for cast in base)) / len(base)
    if more <= 0.0:
        return base
    return [cast._replace(body=cast.body + more, shift=cast.shift + more / 2) for cast in base]


def set_gaps(gaps: list[Gap], units: Sequence[str], ruby: Ruby, end: int, ruby_units: frozenset[int]) -> None:
    """Makes the gaps within a base firm, and lets its reading overhang kana beside it (JLREQ 3.3.6, 3.3.8).

    Args:
        gaps: after each unit; changed.
        units: of the whole text.
        ruby, end: the reading and the end of its base.
        ruby_units: numbers of the units that have readings of their own, which none overhangs.
    """
    for index in range(ruby.base_start, end - 1):
        gaps[index] = gaps[index]._replace(shrink=0.0, shrink_order=0, stretch_order=0)
    for gap, neighbour in ((ruby.base_start - 1, ruby.base_start - 1), (end - 1, end)):
        beside = 0 <= neighbour < len(units) and neighbour not in ruby_units
        if beside and jlreq.character_class(units[neighbour]) in _OVERHUNG:
            gaps[gap] = gaps[gap]._replace(natural=-ruby.overhang)
