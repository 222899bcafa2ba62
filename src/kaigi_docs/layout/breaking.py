"""Where measured text is cut into lines: 追い込み, 追い出し, numbers with their counters, the last line (JLREQ 3.8.2, 3.5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from kaigi_docs.japanese import jlreq
from kaigi_docs.japanese.counters import number_around
from kaigi_docs.layout import spacing
from kaigi_docs.layout.fitting import Fitting
from kaigi_docs.layout.measured import TOLERANCE_EM, Measured

_BREAK = b"\x01"
# What a whole number with its counter is worth: 0.08 em more between the characters of a line, or half of what a
# line that is not filled out may leave empty.
_NUMBER_STRAIN = {True: 0.16, False: 0.5}
_NUMBER_PENALTY = 0.05
# How many lines at the end of a text are set anew for the sake of the last one: first two, then three.
_RESET_LINES = (2, 3)
_MOST_ENDS = 8  # of each of those lines
_NOT_COUNTED = str.maketrans("", "", spacing.CLOSING + spacing.COMMA + spacing.FULL_STOP + spacing.HANGING)
_SHORT_UNITS = 8  # more units than this are never a single character with punctuation

Range = tuple[int, int]


class Limits(NamedTuple):
    """Widths of the first line and of the others in ems."""

    first: float
    other: float

    def of(self, start: int) -> float:
        """That of the line that begins with the unit."""
        return self.other if start else self.first


def line_ranges(text: Measured, limits: Limits, *, fill: bool) -> list[Range]:
    """Start and end of each line's units.

    Line by line, as long as they fit; the last lines are set anew where the last one would be a single character. A break
    inside a word or a number is taken only when no other fits, and one against kinsoku only when none of these does.
    A unit wider than its line stands on a line of its own.

    Args:
        text: at least one unit.
        limits: of its lines.
        fill: whether lines are filled out, so that gaps may shrink for what a line would otherwise lose.
    """
    fitting = Fitting(text, fill=fill)
    ranges = list(_line_by_line(fitting, limits))
    if len(ranges) > 1 and is_single_character(text, *ranges[-1]):
        return _without_single_character(fitting, ranges, limits)
    return ranges


def _line_by_line(fitting: Fitting, limits: Limits) -> Iterator[Range]:
    text = fitting.text
    emergency: bytearray | None = None
    start, limit, count = 0, limits.first, len(text.units)
    while start < count:
        natural = fitting.natural(start, limit)
        end = fitting.last_break(start, natural)
        if end < count:
            end = _pushed_in(fitting, start, end, natural, limit)
        if start < end < count:
            end = _beside_number(fitting, start, end, limit)
        if end <= start:
            emergency = emergency or jlreq.emergency_mask(fitting.text.heads)
            end = max(emergency.rfind(_BREAK, start + 1, natural + 1), 0) or max(natural, start + 1)
        yield start, end
        start, limit = end, limits.other


def _pushed_in(fitting: Fitting, start: int, end: int, natural: int, limit: float) -> int:
    """The end of the line after 追い込み, which comes before 追い出し (JLREQ 3.8.2).

    That of the shrunk line where kinsoku took units away that would have fitted; where it took none, the line shrinks only
    if that changes its gaps less than stretching would.
    """
    if not fitting.fill:
        return end
    text = fitting.text
    further = fitting.furthest_break(start, natural, limit)
    if further <= end or end <= start:
        return max(further, end)
    slack = limit - (text.ends[end - 1] - text.starts[start])
    trail = spacing.TRAIL.get(text.kinds[text.content_end(start, end) - 1], 0.0)
    if slack <= TOLERANCE_EM or abs(slack - trail) <= TOLERANCE_EM:
        return end
    excess = text.ends[further - 1] - text.starts[start] - limit
    return further if end < natural or excess <= slack else end


def _beside_number(fitting: Fitting, start: int, end: int, limit: float) -> int:
    """The end itself, or one beside the number with its counter that it would tear, where that strains the line little."""
    torn = number_around(fitting.text.heads, end)
    if torn is None:
        return end
    after, before = fitting.next_break(torn[1]), fitting.last_break(start, torn[0])
    whole = [before] if before > start else []
    whole += [after] if after > end else []
    strained = [(strain, place) for place in whole if (strain := fitting.strain(start, place, limit)) is not None]
    strain, place = min(strained, default=(1.0, end))
    return place if strain <= _NUMBER_STRAIN[fitting.fill] else end


def is_single_character(text: Measured, start: int, end: int) -> bool:
    """Whether a line holds one character, punctuation behind it apart (JLREQ 3.5.4); an answer space is no character."""
    if end - start > _SHORT_UNITS:
        return False
    counted = text.kinds[start:end].translate(_NOT_COUNTED)
    return len(counted) <= 1 and counted != spacing.BOX


def _without_single_character(fitting: Fitting, ranges: list[Range], limits: Limits) -> list[Range]:
    """The lines with the last ones set anew so that the last is no single character (JLREQ 3.5.4), where they can be."""
    for number in _RESET_LINES[: len(ranges) - 1]:
        start = ranges[-number][0]
        best = _least_strained(fitting, start, number, limits)
        if best is not None:
            starts = [start, *best.ends[:-1]]
            return [*ranges[:-number], *zip(starts, best.ends, strict=True)]
    return ranges


class _Lines(NamedTuple):
    """Lines to the end of a text: the sum of their squared strains, and their ends."""

    strain: float
    ends: tuple[int, ...]


def _least_strained(fitting: Fitting, start: int, number: int, limits: Limits) -> _Lines | None:
    """The lines from start, at most that many, whose gaps change least; None where the last is always a single character."""
    text, limit = fitting.text, limits.of(start)
    count = len(text.units)
    found: list[_Lines] = []
    natural = fitting.natural(start, limit)
    if fitting.furthest_break(start, natural, limit) >= count and not (start and is_single_character(text, start, count)):
        strain = 0.0 if natural >= count else fitting.strain(start, count, limit) or 0.0
        found.append(_Lines(strain**2, (count,)))
    for end, strain in islice(fitting.ends(start, limit), _MOST_ENDS) if number > 1 else ():
        rest = _least_strained(fitting, end, number - 1, limits) if end < count else None
        if rest is not None:
            torn = _NUMBER_PENALTY if number_around(fitting.text.heads, end) else 0.0
            found.append(_Lines(strain**2 + torn + rest.strain, (end, *rest.ends)))
    return min(found, default=None)
