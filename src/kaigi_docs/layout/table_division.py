"""A first division of a width among columns: in proportion to what makes the table short, within limits.

A cell counts with the length of its text; a row is as high as its longest cell, so the widths sought make the sum over rows
of max over columns of length / width small. The max is smoothed to a p-norm, whose optimum is a fixed point that a dozen
passes come close to.
"""

from __future__ import annotations

from collections.abc import Sequence

PASSES = 12
NORM = 4.0


def shortest(amounts: Sequence[Sequence[float]]) -> list[float]:
    """Relative widths that make the sum of row heights small; `amounts` holds one sequence of rows per column."""
    totals = [max(sum(column), 1.0) for column in amounts]
    widths = _scaled([total**0.5 for total in totals])
    rows = list(zip(*amounts, strict=True))
    for _ in range(PASSES if rows else 0):
        gains = _gains(rows, widths)
        widths = _scaled([(width**NORM * gain) ** (1 / (NORM + 1)) for width, gain in zip(widths, gains, strict=True)])
    return widths


def _scaled(widths: Sequence[float]) -> list[float]:
    total = sum(widths)
    return [max(width / total, 1e-6) for width in widths]


def _gains(rows: Sequence[Sequence[float]], widths: Sequence[float]) -> list[float]:
    """What each column contributes to the height of the rows under the p-norm."""
    gains = [1e-9] * len(widths)
    for row in rows:
        powers = [(amount / width) ** NORM for amount, width in zip(row, widths, strict=True)]
        total = sum(powers)
        if total > 0.0:
            weight = total ** (1 / NORM - 1)
            for index, power in enumerate(powers):
                gains[index] += weight * power
    return gains


def distribute(room: float, shares: Sequence[float], least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Widths in proportion to the shares, none below its least, and none above its most before all are there.

    Args:
        room: what they add up to; not less than the sum of `least`.
        shares: relative widths, all positive.
        least: lower limits.
        most: widths beyond which a column gains nothing; not below `least`.
    """
    if sum(most) <= room:
        return [width * room / sum(most) for width in most]
    low, high = 0.0, room / min(shares)
    for _ in range(60):
        scale = (low + high) / 2
        if sum(_clamped(scale, shares, least, most)) < room:
            low = scale
        else:
            high = scale
    widths = _clamped(high, shares, least, most)
    return [width * room / sum(widths) for width in widths]


def _clamped(scale: float, shares: Sequence[float], least: Sequence[float], most: Sequence[float]) -> list[float]:
    return [min(max(scale * share, low), high) for share, low, high in zip(shares, least, most, strict=True)]
