"""Shares and rates that a person typed (「5.0％」「3割」「人口10万対3.2」), and the counts that they tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from kaigi_docs.model.rates import PER_PERSONS, persons_of
from kaigi_docs.model.statistics import TOTAL, Counting, Period, Series, ValueKey

_NO_SHARE = "(?!ポイント|引|合|以上|以下|未満|超|を?超え| ?の?(?:増|減|上昇|低下))"
_PERCENT = re.compile(rf"(?<![0-9.,])(?P<whole>[0-9]{{1,3}})(?:\.(?P<rest>[0-9]+))? ?(?:%|パーセント){_NO_SHARE}")
_TENTHS = re.compile(rf"(?<![0-9.,一二三四五六七八九十])(?P<whole>[0-9一二三四五六七八九])割(?:(?P<rest>[0-9])分)?{_NO_SHARE}")
_RATE = re.compile(
    r"(?:10万人?(?:対|当たり|あたり)|死亡率)(?:[^0-9。]|[0-9]{1,3}歳){0,14}"
    r"(?<![0-9.,])(?P<whole>[0-9]{1,3})(?:\.(?P<rest>[0-9]+))?(?![0-9.,万年歳%])"
)
_KANJI = str.maketrans("一二三四五六七八九", "123456789")
_FEW = 5
"""A share that fits so many counts and more, one beside the other, tells none of them."""


@dataclass(frozen=True, slots=True)
class TypedShare:
    """A share as typed.

    Attributes:
        steps: how many steps it has.
        step: the last digit that was typed, as a part of the whole: a thousandth for 「5.0％」, a tenth for 「3割」.
    """

    steps: int
    step: Fraction

    def tells(self, count: int, total: int) -> bool:
        """Whether it is this part of the total, rounded half up, and few other counts beside it would be."""
        return total * self.step < _FEW and floor(Fraction(count, total) / self.step + Fraction(1, 2)) == self.steps


def shares_in(text: str) -> Iterator[TypedShare]:
    """The shares that a text states; not changes (「5％増」「5ポイント」) and bounds (「5％以上」)."""
    folded = unicodedata.normalize("NFKC", text)
    for pattern, whole in ((_PERCENT, 100), (_TENTHS, 10)):
        for match in pattern.finditer(folded):
            rest = match["rest"] or ""
            yield TypedShare(int(match["whole"].translate(_KANJI) + rest), Fraction(1, whole * 10 ** len(rest)))


def rates_in(text: str) -> Iterator[TypedShare]:
    """The rates per 100,000 that a text states: 「人口10万対3.2」「死亡率は18.9」."""
    for match in _RATE.finditer(unicodedata.normalize("NFKC", text)):
        rest = match["rest"] or ""
        yield TypedShare(int(match["whole"] + rest), Fraction(1, PER_PERSONS * 10 ** len(rest)))


def parts_and_populations(shown: Iterable[Series], numbers: Mapping[ValueKey, int]) -> frozenset[tuple[int, int]]:
    """Each hidden count behind a rate of a section that is computed, with its population.

    Args:
        shown: the series of the section.
        numbers: of the counts with the mark.
    """
    computed = {one.computed_from[0].id: one.computed_from[1] for one in shown if one.computed_from}
    return frozenset(
        (number, int(persons_of(computed[series_id], period, name)))
        for (series_id, period, name), number in numbers.items()
        if series_id in computed
    )


def parts_and_totals(
    shown: Mapping[str, Series], numbers: Mapping[ValueKey, int], printed: Set[ValueKey]
) -> frozenset[tuple[int, int]]:
    """Each hidden count of a section with each printed total of which it may be a part.

    That is a number of the same region and period: a total, or the same class of another series.

    Args:
        shown: the series of the section by id, with their marks.
        numbers: of the counts with the mark.
        printed: what readers see.
    """
    hidden = ((series_id, period, name, number) for (series_id, period, name), number in numbers.items() if series_id in shown)
    return frozenset(
        (number, total)
        for series_id, period, name, number in hidden
        for total in _totals(shown[series_id], period, name, shown.values(), printed)
        if total >= number and total
    )


def _totals(part: Series, period: Period, name: str, shown: Iterable[Series], printed: Set[ValueKey]) -> Iterator[int]:
    for one in shown:
        if one.counting is Counting.PERSONS and one.region == part.region:
            for key in {(period, TOTAL), (period, name)} & one.values.keys():
                number = one.values[key].number
                if number is not None and (one.id, *key) in printed:
                    yield int(number)
