"""Whether targets were met, what a value is compared with, and ratings by rule: exact arithmetic, nothing rounded.

Fractions carry divisions, so that 1/3 of the way to a target is not a little less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kaigi_docs.model.indicators import (
    Comparison,
    Direction,
    GroupStep,
    Indicator,
    IndicatorValue,
    Judgement,
    Pooling,
    RatingStep,
    Target,
    TargetKind,
)
from kaigi_docs.model.statistics import Period, Sign

_NOTHING_MEASURED = (Sign.NIL, Sign.MISSING)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that meet a target; None for no bound.

    Attributes:
        open_ends: whether the bounds themselves do not meet it.
    """

    lower: Fraction | None = None
    upper: Fraction | None = None
    open_ends: bool = False

    def hold(self, number: Fraction) -> bool:
        """Whether a number meets the target."""
        if self.open_ends and number in (self.lower, self.upper):
            return False
        return (self.lower is None or number >= self.lower) and (self.upper is None or number <= self.upper)


def bounds_of(target: Target, baseline: Decimal | None) -> Bounds | None:
    """What meets a target, or None where its numbers do not tell.

    Args:
        target: of any kind.
        baseline: the value that a relative target is measured from.
    """
    if target.number is None or (target.kind.is_relative and baseline is None):
        return None
    number, start = Fraction(target.number), Fraction(baseline or 0)
    part = abs(start) * number / 100
    match target.kind:
        case TargetKind.AT_LEAST | TargetKind.MORE_THAN:
            return Bounds(lower=number, open_ends=target.kind is TargetKind.MORE_THAN)
        case TargetKind.AT_MOST | TargetKind.LESS_THAN:
            return Bounds(upper=number, open_ends=target.kind is TargetKind.LESS_THAN)
        case TargetKind.RANGE:
            return Bounds(number, Fraction(target.upper)) if target.upper is not None else None
        case TargetKind.RISE:
            return Bounds(lower=start + number)
        case TargetKind.FALL:
            return Bounds(upper=start - number)
        case TargetKind.RISE_PERCENT:
            return Bounds(lower=start + part)
        case TargetKind.FALL_PERCENT:
            return Bounds(upper=start - part)
    return None


def judge(indicator: Indicator, period: Period) -> Judgement:
    """Whether the value of a year meets the target: 未達 only where something was measured and falls short."""
    value = indicator.values.get(period)
    if indicator.target.kind is TargetKind.NONE or value is None or value.shown.sign in _NOTHING_MEASURED:
        return Judgement.NONE
    if value.other_scope:
        return Judgement.NOT_JUDGED
    if indicator.target.kind is TargetKind.TEXT:
        return value.judgement or Judgement.NOT_JUDGED
    number, bounds = value.shown.number, bounds_of(indicator.target, _baseline(indicator))
    if number is None or bounds is None:
        return Judgement.NOT_JUDGED
    return Judgement.MET if bounds.hold(Fraction(number)) else Judgement.MISSED


def trend(indicator: Indicator, period: Period) -> str:
    """↑ → or ↓ against the latest earlier year that has a number of the same scope; 「－」 where there is none."""
    value = indicator.values.get(period)
    earlier = [each for each in indicator.values if each.order < period.order and _number(indicator.values[each]) is not None]
    before = indicator.values[max(earlier, key=lambda each: each.order)] if earlier else None
    number, old = _number(value), _number(before)
    if value is None or before is None or number is None or old is None or value.other_scope != before.other_scope:
        return Sign.NIL.value
    return "→" if number == old else "↑" if number > old else "↓"


def rate(indicator: Indicator, period: Period, steps: Sequence[RatingStep]) -> RatingStep | None:
    """The first step that the value of a year reaches, None where it cannot be compared."""
    value = indicator.values.get(period)
    if value is None or value.shown.number is None or value.other_scope:
        return None
    for step in steps:
        found = _compared(indicator, value.shown.number, step.comparison)
        if found is None:
            return None
        if _reaches(found, step.least, beyond=step.beyond):
            return step
    return None


def rate_group(ratings: Sequence[RatingStep], steps: Sequence[GroupStep]) -> GroupStep | None:
    """The first step that the ratings of a group reach, None where none of its members is rated.

    Args:
        ratings: of the members that have one.
        steps: of the rule.
    """
    if not ratings:
        return None
    return next((step for step in steps if _reaches(_pooled(ratings, step), step.least, beyond=step.beyond)), None)


def _baseline(indicator: Indicator) -> Decimal | None:
    """The number that a change is measured from; one of another scope than the target is none."""
    value = indicator.baseline
    return value.shown.number if value is not None and not value.other_scope else None


def _number(value: IndicatorValue | None) -> Decimal | None:
    return value.shown.number if value is not None else None


def _compared(indicator: Indicator, number: Decimal, comparison: Comparison) -> Fraction | None:
    """The number by which an indicator is rated, the higher the better; None where something for it is missing."""
    baseline = _baseline(indicator)
    if baseline is None or indicator.direction is None:
        return None
    change = Fraction(number) - Fraction(baseline)
    if comparison is Comparison.PROGRESS_PERCENT:
        way = _way(indicator, baseline)
        return change * 100 / way if way else None
    better = change if indicator.direction is Direction.UP else -change
    if comparison is Comparison.DIFFERENCE:
        return better
    return better * 100 / abs(Fraction(baseline)) if baseline else None


def _way(indicator: Indicator, baseline: Decimal) -> Fraction | None:
    """From the baseline to the only bound of the target."""
    bounds = bounds_of(indicator.target, baseline)
    ends = [end for end in (bounds.lower, bounds.upper) if end is not None] if bounds is not None else []
    return ends[0] - Fraction(baseline) if len(ends) == 1 else None


def _reaches(found: Fraction, least: Decimal | None, *, beyond: bool) -> bool:
    return least is None or (found > Fraction(least) if beyond else found >= Fraction(least))


def _pooled(ratings: Sequence[RatingStep], step: GroupStep) -> Fraction:
    if step.pooling is Pooling.MEAN:
        return sum((Fraction(each.points or 0) for each in ratings), Fraction(0)) / len(ratings)
    return Fraction(100 * sum(each.label.value in step.counted for each in ratings), len(ratings))
