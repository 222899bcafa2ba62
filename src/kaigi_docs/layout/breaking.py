"""Where measured text is cut into lines, and where each body of a line stands when it is filled out (JLREQ 3.8)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from operator import add, itemgetter, sub
from typing import NamedTuple

from kaigi_docs.japanese import jlreq
from kaigi_docs.layout import spacing
from kaigi_docs.layout.measured import Measured, let_spaces_hang

_TOLERANCE_EM = 1e-6
_BREAK = b"\x01"
_SHRINK = itemgetter(1)


def line_ranges(text: Measured, first_em: float, measure_em: float, *, push_in: bool) -> Iterator[tuple[int, int]]:
    """Start and end of each line's units, greedily.

    A break inside a word or a number is taken only when no other fits, and one against kinsoku only when none of these
    does. A unit wider than the measure stands on a line of its own.

    Args:
        text: at least one unit.
        first_em: width of the first line.
        measure_em: width of the others.
        push_in: whether gaps may shrink for what a line would otherwise lose (追い込み before 追い出し, JLREQ 3.8.2).
    """
    emergency: bytearray | None = None
    tight = _tight(text) if push_in else None
    start, limit, count = 0, first_em, len(text.units)
    while start < count:
        fitting = _fitting(text, start, limit)
        end = _last_break(text.breaks, start, fitting, count)
        if tight is not None and end < count:
            end = _pushed_in(text, tight, start, end, fitting, limit)
        if end <= start:
            emergency = emergency or jlreq.emergency_mask(text.heads)
            end = max(_last_break(emergency, start, fitting, count), 0) or max(fitting, start + 1)
        yield start, end
        start, limit = end, measure_em


def _fitting(text: Measured, start: int, limit: float) -> int:
    """The end of the units from start whose natural width fits."""
    return bisect_right(text.ends, text.starts[start] + limit + _TOLERANCE_EM, start)


class _Tight(NamedTuple):
    """A text with every gap shrunk as far as it goes: what the gaps before each unit give, and `ends` less that."""

    given: list[float]
    ends: list[float]


def _tight(text: Measured) -> _Tight:
    given = list(accumulate(map(_SHRINK, text.gaps), initial=0.0))
    ends = list(map(sub, text.ends, given))
    let_spaces_hang(text.kinds, ends)
    return _Tight(given, ends)


def _last_break(mask: bytearray, start: int, fitting: int, count: int) -> int:
    """The last legal end of a line of at most the fitting units, -1 if there is none."""
    return count if fitting >= count else mask.rfind(_BREAK, start + 1, fitting + 1)


def _pushed_in(text: Measured, tight: _Tight, start: int, end: int, fitting: int, limit: float) -> int:
    """The end of the line after 追い込み: that of the shrunk line where kinsoku took units away that would have fitted.

    Where it took none, the line shrinks only if that changes its gaps less than stretching would.
    """
    fitting_tight = bisect_right(tight.ends, text.starts[start] - tight.given[start] + limit + _TOLERANCE_EM, start)
    further = _last_break(text.breaks, start, fitting_tight, len(text.units))
    if further <= end or end <= start:
        return max(further, end)
    slack = limit - (text.ends[end - 1] - text.starts[start])
    trail = spacing.TRAIL.get(text.kinds[text.content_end(start, end) - 1], 0.0)
    if slack <= _TOLERANCE_EM or abs(slack - trail) <= _TOLERANCE_EM:
        return end
    excess = text.ends[further - 1] - text.starts[start] - limit
    return further if end < fitting or excess <= slack else end


def positions(text: Measured, start: int, end: int, limit: float, *, fill: bool) -> list[float]:
    """The left edges of the bodies of a line, from the line's left end.

    Gaps shrink when the line is too wide; with `fill` they stretch when it is too narrow, but a line that would need
    more than half an em a gap stays as it is, and the empty half of closing punctuation counts as part of a full line.
    """
    origin = text.starts[start]
    left_edges = [edge - origin for edge in text.starts[start:end]]
    last = text.content_end(start, end) - 1
    if last <= start:
        return left_edges
    slack = limit - (text.ends[last] - origin)
    if slack < -_TOLERANCE_EM:
        return _moved(left_edges, _shrunk(text, start, last, -slack))
    trail = spacing.TRAIL.get(text.kinds[last], 0.0)
    slack -= trail if slack >= trail - _TOLERANCE_EM else 0.0
    if fill and slack > _TOLERANCE_EM:
        return _moved(left_edges, _stretched(text, start, last, slack))
    return left_edges


def _moved(left_edges: list[float], changes: list[float]) -> list[float]:
    """The edges after the gaps behind the first units were changed; what follows moves along."""
    if not changes:
        return left_edges
    moves = list(accumulate(changes, initial=0.0))
    moves += moves[-1:] * (len(left_edges) - len(moves))
    return list(map(add, left_edges, moves))


def _shrunk(text: Measured, start: int, last: int, excess: float) -> list[float]:
    """Changes of the gaps between start and last that take the excess away, in the order of JLREQ 3.8.3."""
    gaps = text.gaps[start:last]
    room = [0.0] * (1 + len(spacing.SHRINK_ORDERS))
    for _, shrink, order, _ in gaps:
        room[order] += shrink
    shares = [0.0]
    for order in spacing.SHRINK_ORDERS:
        taken = min(room[order], max(excess, 0.0))
        shares.append(taken / room[order] if taken else 0.0)
        excess -= taken
    return [-shrink * shares[order] for _, shrink, order, _ in gaps]


def _stretched(text: Measured, start: int, last: int, slack: float) -> list[float]:
    """Changes of the gaps that take up the slack in the order of JLREQ 3.8.4; none if they would have to gape."""
    orders = [gap.stretch_order for gap in text.gaps[start:last]]
    places = len(orders) - orders.count(0)
    if slack > places * spacing.STRETCH_CAP:
        return []
    wider = [0.0, 0.0, 0.0, 0.0]
    for order, at_most in spacing.STRETCH_LIMITS.items():
        if number := orders.count(order):
            wider[order] = min(at_most, slack / number)
            slack -= wider[order] * number
    evenly = slack / places
    changes = [0.0, *(first + evenly for first in wider[1:])]
    return [changes[order] for order in orders]
