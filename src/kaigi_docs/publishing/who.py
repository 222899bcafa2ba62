"""Who is counted, read from the names of series and classes: 「男性」「20歳代」「男性60歳以上無職同居」.

Ages are half-open: 20歳代 is from 20 up to 30. What is neither sex nor age nor a mere word for counting is the trait (属性) that
further narrows who is meant.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kaigi_docs.model.statistics import TOTAL, Series

Ages = tuple[float, float]
"""The first age, and the one behind the last."""

WHOLE_LIFE: Ages = (0, math.inf)
UNKNOWN_AGE: Ages = (-1, 0)
"""Stands for persons whose age nobody knows."""

MEN, WOMEN = "男性", "女性"


@dataclass(frozen=True, slots=True)
class Who:
    """Which persons a series or class counts.

    Attributes:
        sexes: one, or both.
        ages: what it spans, in order; several where neighbours were merged or some are left out.
        trait: other words of its name.
    """

    sexes: frozenset[str] = frozenset((MEN, WOMEN))
    ages: tuple[Ages, ...] = (UNKNOWN_AGE, WHOLE_LIFE)
    trait: str = ""

    @property
    def has_all_ages(self) -> bool:
        """Whether nothing is said of ages."""
        return self.ages == (UNKNOWN_AGE, WHOLE_LIFE)

    def name(self) -> str:
        """「女性・30歳未満」; 総数 for everybody."""
        sex = "" if len(self.sexes) > 1 else "".join(self.sexes)
        ages = "" if self.has_all_ages else "・".join(map(_age_name, self.ages))
        return "・".join(word for word in (sex, ages) if word) or TOTAL


def _age_name(ages: Ages) -> str:
    first, end = ages
    if ages == UNKNOWN_AGE:
        return "年齢不詳"
    if first == 0:
        return f"{end:.0f}歳未満"
    if end == math.inf:
        return f"{first:.0f}歳以上"
    return f"{first:.0f}歳代" if first % 10 == 0 and end == first + 10 else f"{first:.0f}〜{end - 1:.0f}歳"


def who_in_series(series: Series) -> Who:
    """Who is counted in the total of the series; the trait is empty where that is everybody of a sex or an age."""
    named = _read(_plain(series.calling.value or series.name.value, series), Who())
    by_name = _read(_plain(series.name.value, series), Who())
    sexes = named.sexes if len(named.sexes) == 1 else by_name.sexes
    ages = by_name.ages if named.has_all_ages else named.ages
    return Who(sexes, ages, named.trait)


def who_in_class(of_series: Who, name: str, *, among_ages: bool) -> Who:
    """Who is counted in a class of the series; a class without sex or age has that of its series.

    Args:
        of_series: who is counted in its total.
        name: of the class.
        among_ages: whether other classes of the series are ages, so that 「不詳」 is one.
    """
    if name == TOTAL:
        return of_series
    if _UNKNOWN.fullmatch(_folded(name)) or (among_ages and name in ("不詳", "不明")):
        return replace(of_series, ages=(UNKNOWN_AGE,), trait="")
    return _read(_folded(name), of_series)


_UNKNOWN = re.compile("(年齢|年代)(不詳|不明)")
_AGES = (
    (re.compile("([0-9]{1,3})歳以上([0-9]{1,3})歳未満"), lambda first, end: (first, end)),
    (re.compile("([0-9]{1,3})歳?(?:[~〜-]|から)([0-9]{1,3})歳(?:まで)?"), lambda first, last: (first, last + 1)),
    (re.compile("([0-9]{1,3})歳?代(?:[~〜-]|から)([0-9]{1,3})歳?代"), lambda first, last: (first, last + 10)),
    (re.compile("^([0-9]{1,3})[~〜-]([0-9]{1,3})$"), lambda first, last: (first, last + 1)),
    (re.compile("([0-9]{1,3})歳?代(?:以上|[~〜]$)"), lambda first: (first, math.inf)),
    (re.compile("([0-9]{1,3})歳?代(?:以下|まで)"), lambda last: (0, last + 10)),
    (re.compile("([0-9]{1,3})歳未満"), lambda end: (0, end)),
    (re.compile("([0-9]{1,3})歳(?:以下|まで)|^[~〜]([0-9]{1,3})歳$"), lambda last: (0, last + 1)),
    (re.compile("([0-9]{1,3})歳(?:以上|[~〜]$)"), lambda first: (first, math.inf)),
    (re.compile("([0-9]{1,3})歳?代"), lambda first: (first, first + 10)),
    (re.compile("([0-9]{1,3})歳"), lambda age: (age, age + 1)),
)
_BOTH = re.compile("男女(?:計|合計|の計)?")
_SEXES = (
    (re.compile("男性計?|(?:^|(?<=[・、,/ ()の]))男(?=$|[・、,/ ()の0-9計])|(?<=[代歳])男$"), MEN),
    (re.compile("女性計?|(?:^|(?<=[・、,/ ()の]))女(?=$|[・、,/ ()の0-9計])|(?<=[代歳])女$"), WOMEN),
)
_BETWEEN = re.compile(r"[・、,/ ()\[\]:：]|^うち|^の|の$")
_COUNTING = re.compile(
    "(?:男女別|[^のはと男女]*別)?の?(?:総数|合計|総計|全体|人数|(?:自殺死亡|自殺|死亡|死)者(?:の総)?数|(?:自殺|死亡|自殺死亡)者|計|数)"
    "|の?(?:推移|年齢階級|年齢|年代)別?"
)


def _folded(text: str) -> str:
    """Full-width letters as half-width ones, one kind of long dash, no spaces, 歳 for 才 and 満20歳."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return re.sub("[–−―]", "-", re.sub("満(?=[0-9])", "", plain.replace("才", "歳")))


def _plain(text: str, series: Series) -> str:
    """The name of a series without its region and words that only say that persons are counted."""
    region = _folded(series.region.value)
    folded = _folded(text)
    return _COUNTING.sub("", folded.replace(region, "", 1) if region else folded)


def _read(text: str, around: Who) -> Who:
    """Sex and ages in a text, those around it where it says nothing; what is left is the trait."""
    text, is_both = _BOTH.subn("", _BETWEEN.sub("", text) if text.startswith("うち") else text)
    found = [] if is_both else [(sex, pattern) for pattern, sex in _SEXES if pattern.search(text)]
    for _, pattern in found:
        text = pattern.sub("", text)
    ages: list[Ages] = []
    for pattern, read in _AGES:
        ages += [read(*(int(number) for number in match.groups() if number)) for match in pattern.finditer(text)]
        text = pattern.sub("", text)
    sexes = frozenset(sex for sex, _ in found)
    joined = _joined(ages)
    return Who(sexes or around.sexes, joined if joined not in ((), (WHOLE_LIFE,)) else around.ages, _BETWEEN.sub("", text))


def _joined(ages: Sequence[Ages]) -> tuple[Ages, ...]:
    """The ages in order, neighbours as one."""
    found: list[Ages] = []
    for first, end in sorted(ages):
        if found and first <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((first, end))
    return tuple(found)
