"""Where each body of a line stands when the line is filled out: shrinking before stretching, in the order of JLREQ 3.8."""

from __future__ import annotations

from itertools import accumulate
from operator import add, itemgetter

from kaigi_docs.layout import spacing
from kaigi_docs.layout.measured import TOLERANCE_EM, Measured

_STRETCH_ORDER = itemgetter(3)


def positions(text: Measured, start: int, end: int, limit: float, *, fill: bool) -> list[float]:
    """The left edges of the bodies of a line, from the line's left end.

    Gaps shrink when the line is too wide; with `fill` they stretch when it is too narrow, but a line that would need
    more than half an em a gap stays as it is, and the empty half of closing punctuation counts as part of a full line
    (JLREQ 3.1.6).
    """
    origin = text.starts[start]
    last = text.filling_end(start, end, limit) - 1
    changes: list[float] = []
    if last > start:
        slack = limit - (text.starts[last] + text.bodies[last] - origin)
        trail = spacing.TRAIL.get(text.kinds[last], 0.0)
        if slack < -TOLERANCE_EM:
            changes = shrunk_gaps(text, start, last, -slack)
        elif fill:
            slack -= trail if slack >= trail - TOLERANCE_EM else 0.0
            changes = stretched_gaps(text, start, last, slack) if slack > TOLERANCE_EM else []
    if not changes:
        return [edge - origin for edge in text.starts[start:end]]
    moves = list(accumulate(changes, initial=-origin))
    moves += moves[-1:] * (end - start - len(moves))
    return list(map(add, text.starts[start:end], moves))


def shrunk_gaps(text: Measured, start: int, last: int, excess: float) -> list[float]:
    """Changes of the gaps between start and last that take the excess away, in the order of JLREQ 3.8.3.

    Word spaces, middle dots, brackets and commas, then 四分アキ; all gaps of one kind give the same share.
    """
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


def stretched_gaps(text: Measured, start: int, last: int, slack: float) -> list[float]:
    """Changes of the gaps that take up the slack in the order of JLREQ 3.8.4; none if they would have to gape.

    Word spaces, 四分アキ up to a half em, then every gap where space may be added (JLREQ 3.1.11, E) by the same amount.
    """
    orders = list(map(_STRETCH_ORDER, text.gaps[start:last]))
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
    return list(map(changes.__getitem__, orders))
