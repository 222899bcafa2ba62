"""Figures in sentences: rounding, 「約」, units and counters.

Rounded half up, away from zero, in exact fractions (四捨五入; JIS Z 8401 rule B). 「約」 stands only before a figure that
rounding changed.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from kaigi_docs.model.statistics import Counting, Series


def rounded(value: Fraction, decimals: int) -> Decimal:
    """The value to so many decimals, half up and away from zero."""
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def figure(value: Fraction, decimals: int) -> str:
    """「1,234」 「18.6」: digits without a sign."""
    return f"{abs(rounded(value, decimals)):,f}"


def is_exact(value: Fraction, decimals: int) -> bool:
    """Whether rounding changes nothing."""
    return Fraction(rounded(value, decimals)) == value


def about(value: Fraction, decimals: int) -> str:
    """「約」 where rounding changes the figure, "" else."""
    return "" if is_exact(value, decimals) else "約"


def percent(value: Fraction, decimals: int) -> str:
    """「約0.4％」; 「0.1％未満」 where it would round to nothing; whole percents lose their zeros: 「25％」."""
    least = Fraction(1, 10**decimals)
    if value and not rounded(value, decimals):
        return f"{figure(least, decimals)}％未満"
    return f"{about(value, decimals)}{_short(value, decimals)}％"


def times(value: Fraction, decimals: int) -> str:
    """「約2.0倍」, 「3倍」 where it is exact."""
    return f"{about(value, decimals)}{_short(value, decimals)}倍"


def _short(value: Fraction, decimals: int) -> str:
    """Without decimals where the exact value has none."""
    return figure(value, 0 if value.denominator == 1 else decimals)


def exact(number: Decimal) -> Fraction:
    """The number as a fraction."""
    return Fraction(number)


def with_unit(text: str, series: Series) -> str:
    """「21,007人」 「25.0％」; a rate has no unit behind its figure."""
    if series.counting is Counting.RATE:
        return text
    return f"{text}％" if series.counting is Counting.SHARE else f"{text}{series.unit}"


def difference(value: Fraction, series: Series) -> str:
    """How far two values of a series are apart: 「74人」, 「2.6」 for rates, 「1.2ポイント」 for shares."""
    text = figure(value, series.decimals)
    if series.counting is Counting.RATE:
        return text
    return f"{text}ポイント" if series.counting is Counting.SHARE else f"{text}{series.unit}"


def quantized(number: Decimal, decimals: int) -> Decimal:
    """A published number to the decimals of its series."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
