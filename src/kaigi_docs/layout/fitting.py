"""What fits on a line of a measured text, and how much its gaps would have to change for it (JLREQ 3.8)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from kaigi_docs.layout import spacing
from kaigi_docs.layout.measured import TOLERANCE_EM, Measured

_BREAK = b"\x01"
_SHRINK = itemgetter(1)
# A line whose gaps are all shrunk as far as they go looks as good as one stretched by a fifth of what is allowed.
_SHRINK_STRAIN = 0.2
# A line that is not filled out may end this far before its measure for the sake of another one.
_RAGGED_EM = 2.0
_RAGGED_SHARE = 1 / 2


class Fitting:
    """The lines that a text allows.

    Attributes:
        text: at least one unit.
        fill: whether its lines are filled out; only then do gaps shrink and stretch.
    """

    def __init__(self, text: Measured, *, fill: bool) -> None:
        """Of that text."""
        self.text = text
        self.fill = fill

    def natural(self, start: int, limit: float) -> int:
        """The end of the units from start whose natural width fits."""
        return bisect_right(self.text.ends, self.text.starts[start] + limit + TOLERANCE_EM, start)

    def last_break(self, start: int, fitting: int) -> int:
        """The last legal end of a line of at most the fitting units, -1 if there is none."""
        count = len(self.text.units)
        return count if fitting >= count else self.text.breaks.rfind(_BREAK, start + 1, fitting + 1)

    def next_break(self, end: int) -> int:
        """The first legal end at or behind a place."""
        found = self.text.breaks.find(_BREAK, end)
        return found if found >= 0 else len(self.text.units)

    def furthest_break(self, start: int, natural: int, limit: float) -> int:
        """The last legal end of a line whose gaps may shrink as far as they go, -1 if there is none.

        Args:
            start, limit: of the line.
            natural: the end of the units whose natural width fits.
        """
        furthest, count = self.last_break(start, natural), len(self.text.units)
        while self.fill and natural < count:
            natural = self.next_break(natural + 1)
            if not self._fits_shrunk(start, natural, limit):
                break
            furthest = natural
        return furthest

    def _fits_shrunk(self, start: int, end: int, limit: float) -> bool:
        last = self.text.filling_end(start, end, limit) - 1
        return self._excess(start, last, limit) <= self._shrink_room(start, last) + TOLERANCE_EM

    def _excess(self, start: int, last: int, limit: float) -> float:
        """By how much a line that is filled by the units start to last is wider than the limit, below 0 if narrower."""
        return self.text.starts[last] + self.text.bodies[last] - self.text.starts[start] - limit

    def _shrink_room(self, start: int, last: int) -> float:
        """By how much the gaps between start and last may shrink; 0 where lines are not filled out."""
        return sum(map(_SHRINK, self.text.gaps[start:last])) if self.fill else 0.0

    def ends(self, start: int, limit: float) -> Iterator[tuple[int, float]]:
        """Legal ends of a line with their strain, from the longest line to the shortest that does not gape."""
        natural = self.natural(start, limit)
        end = self.furthest_break(start, natural, limit)
        while end > start:
            strain = self.strain(start, end, limit)
            if strain is not None:
                yield end, strain
            elif end <= natural:
                return
            end = self.text.breaks.rfind(_BREAK, start + 1, end)

    def strain(self, start: int, end: int, limit: float) -> float | None:
        """How far a line is from its natural spacing: 0 not at all, 1 stretched as far as allowed; None beyond that."""
        last = self.text.filling_end(start, end, limit) - 1
        excess = self._excess(start, last, limit)
        if excess > TOLERANCE_EM:
            room = self._shrink_room(start, last)
            return _SHRINK_STRAIN * excess / room if room and excess <= room + TOLERANCE_EM else None
        slack, trail = max(-excess, 0.0), spacing.TRAIL.get(self.text.kinds[last], 0.0)
        slack -= trail if slack >= trail - TOLERANCE_EM else 0.0
        most = self._most_stretch(start, last, limit)
        if slack > most + TOLERANCE_EM:
            return None
        return slack / most if most else 0.0

    def _most_stretch(self, start: int, last: int, limit: float) -> float:
        if not self.fill:
            return max(_RAGGED_EM, limit * _RAGGED_SHARE)
        places = sum(1 for gap in self.text.gaps[start:last] if gap.stretch_order)
        return places * spacing.STRETCH_CAP
