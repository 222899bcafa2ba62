"""A reader who wants to know the hidden counts, written from the definition and without the product's audit.

It takes only value types from the product. What is printed becomes its own conditions; a count is attacked by a search in
whole numbers: narrow every range until nothing moves; take a table within the ranges; where something does not hold for it, try
the values of a count in there, all of them if need be. Rounded numbers are narrowed a little too widely on purpose and compared
with the printed figure, half-up in decimal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

from kaigi_docs.disclosure.policy import Policy, Zeros
from kaigi_docs.disclosure.published import Published, PublishedTable
from kaigi_docs.disclosure.values import Comparison, Parts, Relation, Rounded, Sum

Ranges = dict[str, tuple[int, int]]
FAR = 2000
PATIENCE = 20_000


class GaveUp(Exception):
    """The search took too many steps: nothing is proven."""


@dataclass
class Condition:
    """low ≤ Σ factor × count ≤ high, in whole numbers."""

    factors: dict[str, int]
    low: int | None
    high: int | None


@dataclass
class Reader:
    """What one reader knows; `near` says where the search begins, not where it ends."""

    ranges: Ranges
    conditions: list[Condition]
    rounded: list[tuple[Rounded, Decimal]]
    near: Mapping[str, int] = field(default_factory=dict)
    of_cell: dict[str, list[Condition]] = field(init=False)
    tables: list[dict[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.of_cell = {cell: [] for cell in self.ranges}
        for condition in self.conditions:
            for cell in condition.factors:
                self.of_cell[cell].append(condition)
        start = narrowed(self, dict(self.ranges), list(self.ranges))
        assert start is not None, "what is printed contradicts itself"
        self.ranges = start

    def can_be(self, cell: str, low: int, high: int) -> bool:
        """Whether some table fits everything printed with this count between low and high; those once found are kept."""
        if any(low <= table[cell] <= high for table in self.tables):
            return True
        ranges = dict(self.ranges)
        ranges[cell] = (max(low, ranges[cell][0]), min(high, ranges[cell][1]))
        steps = [PATIENCE]
        return _found(self, narrowed(self, ranges, [cell]), steps)


def read(published: Published, policy: Policy, near: Mapping[str, int] | None = None) -> Reader:
    """The reader of all editions."""
    ranges: Ranges = {}
    printed = {cell.id for table in published.tables for cell in table.cells.values() if cell.printed}
    for cell in published.every_cell().values():
        least = 1 if policy.zeros is Zeros.SHOWN and cell.id in printed else 0
        open_ = cell.id in printed and cell.value is not None
        ranges[cell.id] = (cell.value, cell.value) if open_ else (least, FAR)
    conditions = [condition for table in (*published.tables, *published.unprinted) for condition in _sums(table)]
    conditions += [_linear({each.total: 1, **dict.fromkeys(each.parts, -1)}, 0, 0) for each in published.equations]
    claims = [(each.claim, each.value) for each in published.claims] + [(each.claim, each.value) for each in published.known]
    rounded = [(claim, value) for claim, value in claims if isinstance(claim, Rounded) and value is not None]
    for claim, value in claims:
        conditions += _conditions_of(claim, value)
    return Reader(ranges, conditions, rounded, near or {})


def leaking(published: Published, policy: Policy, truth: Mapping[str, int]) -> list[str]:
    """The counts that this reader works out too closely, of those that the policy protects."""
    reader = read(published, policy, truth)
    signed = {cell for each in policy.sign_offs for cell in each.cells}
    in_print = {cell.id for table in published.tables for cell in table.cells.values() if cell.printed}
    found = []
    for cell, count in truth.items():
        is_small = 0 < count < policy.threshold or (count == 0 and policy.zeros is Zeros.HIDDEN)
        low, high = reader.ranges[cell]
        if is_small and cell not in signed:
            safe = reader.can_be(cell, 0, 1) and reader.can_be(cell, policy.threshold, FAR)
        elif cell in in_print and published.every_cell()[cell].value is None:
            safe = low != high and (reader.can_be(cell, count + 1, FAR) or reader.can_be(cell, 0, count - 1))
        else:
            continue
        if not safe:
            found.append(cell)
    return found


def _sums(table: PublishedTable) -> Iterator[Condition]:
    for number, axis in enumerate(table.axes):
        lines: dict[tuple[str, ...], dict[str, str]] = {}
        for labels, cell in table.cells.items():
            rest = labels[:number] + labels[number + 1 :]
            lines.setdefault(rest, {})[labels[number]] = cell.id
        for line in lines.values():
            total = line.pop(axis.total, None) if axis.total else None
            if total is None or not line:
                continue
            if axis.parts is Parts.OVERLAPPING:
                yield from (_linear({total: 1, part: -1}, 0, None) for part in line.values())
            else:
                exact = axis.parts is Parts.EXACT and set(line) == set(axis.categories)
                yield _linear({total: 1, **dict.fromkeys(line.values(), -1)}, 0, 0 if exact else None)


def _linear(factors: Mapping[str, int | Fraction], low: int | Fraction | None, high: int | Fraction | None) -> Condition:
    """The condition times what makes every number of it whole."""
    numbers = [Fraction(number) for number in (*factors.values(), low, high) if number is not None]
    times = math.lcm(*(number.denominator for number in numbers))
    ends = (None if end is None else int(end * times) for end in (low, high))
    return Condition({cell: int(factor * times) for cell, factor in factors.items() if factor}, *ends)


def _conditions_of(claim: Sum | Comparison | Rounded, value: Decimal | None) -> list[Condition]:
    if isinstance(claim, Sum):
        assert value is not None
        return [_linear(dict(claim.terms), int(value), int(value))]
    if isinstance(claim, Comparison):
        low, high = {
            Relation.EQUAL: (claim.value, claim.value),
            Relation.AT_LEAST: (claim.value, None),
            Relation.MORE: (claim.value + 1, None),
            Relation.AT_MOST: (None, claim.value),
            Relation.LESS: (None, claim.value - 1),
        }[claim.relation]
        return [_linear(dict(claim.terms), low, high)]
    return _around(claim, value) if value is not None else []


def _around(claim: Rounded, value: Decimal) -> list[Condition]:
    """The printed figure and half a unit to both sides, ends included."""
    half = Fraction(1, 2) / Fraction(10) ** claim.decimals
    low, high = Fraction(value) - half, Fraction(value) + half
    over: dict[str, int | Fraction] = {cell: claim.scale * factor for cell, factor in claim.numerator}
    if isinstance(claim.denominator, int):
        return [_linear(over, low * claim.denominator, high * claim.denominator)]
    below, above = dict(over), dict(over)
    for cell, factor in claim.denominator:
        below[cell] = below.get(cell, 0) - low * factor
        above[cell] = above.get(cell, 0) - high * factor
    return [_linear(below, 0, None), _linear(above, None, 0), _linear(dict(claim.denominator), 1, None)]


def narrowed(reader: Reader, ranges: Ranges, changed: Sequence[str]) -> Ranges | None:
    """The ranges narrowed by every condition until nothing moves; None where one becomes empty."""
    if any(ranges[cell][0] > ranges[cell][1] for cell in changed):
        return None
    waiting = [condition for cell in changed for condition in reader.of_cell[cell]]
    while waiting:
        condition = waiting.pop()
        for cell in _narrow(condition, ranges):
            if ranges[cell][0] > ranges[cell][1]:
                return None
            waiting += [other for other in reader.of_cell[cell] if other is not condition]
    return ranges


def _narrow(condition: Condition, ranges: Ranges) -> list[str]:
    """The cells whose range this condition narrowed."""
    ends = {
        cell: (factor * ranges[cell][0], factor * ranges[cell][1])
        if factor > 0
        else (factor * ranges[cell][1], factor * ranges[cell][0])
        for cell, factor in condition.factors.items()
    }
    least, most = sum(low for low, _ in ends.values()), sum(high for _, high in ends.values())
    moved = []
    for cell, factor in condition.factors.items():
        low, high = ranges[cell]
        room_up = None if condition.high is None else condition.high - (least - ends[cell][0])
        room_down = None if condition.low is None else condition.low - (most - ends[cell][1])
        if factor < 0:
            room_up, room_down = room_down, room_up
        if room_up is not None:
            high = min(high, room_up // factor)
        if room_down is not None:
            low = max(low, -(-room_down // factor))
        if (low, high) != ranges[cell]:
            ranges[cell] = (low, high)
            moved.append(cell)
    return moved


def _found(reader: Reader, ranges: Ranges | None, steps: list[int]) -> bool:
    """Whether a table lies within these ranges."""
    if ranges is None:
        return False
    steps[0] -= 1
    if steps[0] < 0:
        raise GaveUp
    guess = {cell: min(max(reader.near.get(cell, low), low), high) for cell, (low, high) in ranges.items()}
    amiss = _amiss(reader, guess)
    if amiss is None:
        reader.tables.append(guess)
        return True
    open_ = [cell for cell in amiss if ranges[cell][0] < ranges[cell][1]]
    if not open_:
        return False
    cell = min(open_, key=lambda each: (ranges[each][1] - ranges[each][0], each))
    low, high = ranges[cell]
    near = guess[cell]
    for part in ((near, near), (low, near - 1), (near + 1, high)):
        if part[0] > part[1]:
            continue
        trial = dict(ranges)
        trial[cell] = part
        if _found(reader, narrowed(reader, trial, [cell]), steps):
            return True
    return False


def _amiss(reader: Reader, guess: Mapping[str, int]) -> list[str] | None:
    """The cells of something that does not hold for this table; None where all holds."""
    for condition in reader.conditions:
        total = sum(factor * guess[cell] for cell, factor in condition.factors.items())
        if (condition.low is not None and total < condition.low) or (condition.high is not None and total > condition.high):
            return list(condition.factors)
    for claim, value in reader.rounded:
        if _prints(claim, guess) != value:
            below = () if isinstance(claim.denominator, int) else claim.denominator
            return [cell for cell, _ in (*claim.numerator, *below)]
    return None


def _prints(claim: Rounded, counts: Mapping[str, int]) -> Decimal | None:
    """The figure that these counts give."""
    over = sum(factor * counts[cell] for cell, factor in claim.numerator) * claim.scale
    if isinstance(claim.denominator, int):
        below = claim.denominator
    else:
        below = sum(factor * counts[cell] for cell, factor in claim.denominator)
    if below == 0:
        return None
    with localcontext() as context:
        context.prec = 60
        return (Decimal(over) / Decimal(below)).quantize(Decimal(1).scaleb(-claim.decimals), ROUND_HALF_UP)
