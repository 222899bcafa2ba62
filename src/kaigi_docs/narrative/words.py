"""Names of periods and series in sentences, and words of direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from kaigi_docs.japanese.numerals import DigitWidth, format_number
from kaigi_docs.model.statistics import TOTAL, Period, Series, Status

_ERA = 2
"""Characters of the name of an era."""


class Said(NamedTuple):
    """What a sentence was about: its series and class, when, where, and the words for it."""

    series_id: str
    class_name: str
    period: Period
    region: str
    words: str


@dataclass(slots=True)
class Years:
    """How periods and series are named in one section: the western year stands beside the first mention only, and in a paragraph
    nothing is said again that the sentence before said.

    Attributes:
        digits: of the office.
        named: those that were mentioned.
        last: the one that was mentioned last.
        told: how settled the figures of a period were when that was said last.
        said: what the sentence before was about, in the same paragraph.
    """

    digits: DigitWidth
    named: set[Period] = field(default_factory=set)
    last: Period | None = None
    told: dict[Period, Status] = field(default_factory=dict)
    said: Said | None = None

    def name(self, period: Period) -> str:
        """「令和３年（2021）」 at first, then 「令和３年」.

        Of a sum 「令和２年から３年まで（2020〜2021）の２年間」, then 「この２年間」 directly behind that.
        """
        first, again = period not in self.named, period == self.last
        self.named.add(period)
        self.last = period
        if not period.is_merged:
            return period.first.label(self.digits, western=first)
        western = f"（{period.western}）" if first else ""
        years = format_number(period.last.year - period.first.year + 1, self.digits)
        if again:
            return f"この{years}年間"
        return f"{_span(period, self.digits)}{western}の{years}年間"

    def break_off(self) -> None:
        """Begins a paragraph, or comes after words of which nothing is known: periods and series are named again."""
        self.last, self.said = None, None

    def remembered(self) -> Years:
        """A copy, to go back to."""
        return replace(self, named=set(self.named), told=dict(self.told))

    def go_back(self, to: Years) -> None:
        """Forgets what was named since."""
        self.named, self.last, self.told, self.said = to.named, to.last, to.told, to.said

    def with_status(self, series: Series, period: Period, class_name: str = TOTAL) -> str:
        """The name, with how settled the figure is: 「令和３年（2021、概数）」.

        Said of figures that are not final, and of final ones behind those; once, until figures of that period are of another
        status.
        """
        name = self.name(period)
        value = series.values.get((period, class_name))
        status = (value.status if value is not None else None) or series.status
        before = self.told.get(period)
        if status is None or status is before or (status.is_final and before is None):
            return name
        self.told[period] = status
        return f"{name[:-1]}、{status.word}）" if name.endswith("）") else f"{name}（{status.word}）"


def _span(period: Period, digits: DigitWidth) -> str:
    """「令和２年から３年まで」, 「平成30年から令和元年まで」: the era once where it is one."""
    first, last = period.first.label(digits), period.last.label(digits)
    same_era = first[:_ERA] == last[:_ERA]
    return f"{first}から{last[_ERA:] if same_era else last}まで"


def subject(series: Series, class_name: str = TOTAL) -> str:
    """What a sentence calls the series: its own words for that, else region and name; a class stands behind."""
    name = series.calling.value or (f"{series.region}の{series.name}" if series.region else str(series.name))
    if not series.calling and series.region == series.name:
        name = str(series.name)
    return name if class_name == TOTAL else f"{name}（{class_name}）"


class Topic(NamedTuple):
    """When and about what: the beginning of a sentence.

    Attributes:
        when: 「令和３年（2021）の」, 「令和２年から３年まで（2020〜2021）の２年間の合計では、」; "" where the sentence before
            told it.
        who: what the sentence calls the series.
        again: whether the sentence before was about the same of the same time.
    """

    when: str
    who: str
    again: bool

    def __str__(self) -> str:
        """Both."""
        return f"{self.when}{self.who}"


def topic(years: Years, series: Series, period: Period, class_name: str = TOTAL, of: str = TOTAL) -> Topic:
    """The beginning of a sentence about a value of the class; its words name the class `of`."""
    goes_on = years.said is not None and years.last == period
    before = years.said
    when = years.with_status(series, period, class_name)
    who = named(years, series, period, of)
    if goes_on and when == years.name(period):
        again = before is not None and before[:2] == (series.id, of)
        return Topic("", who, again)
    return Topic(f"{when}の合計では、" if period.is_merged and is_count(series) else f"{when}の", who, again=False)


def named(years: Years, series: Series, period: Period, class_name: str = TOTAL) -> str:
    """What the sentence calls the series; without its region where the sentence before was about that and the rest differs."""
    words, before = subject(series, class_name), years.said
    years.said = Said(series.id, class_name, period, str(series.region), words)
    rest = words.removeprefix(f"{series.region}の") if series.region else words
    if before is None or before.region != str(series.region) or before.words.endswith(rest):
        return words
    return rest


def year_word(period: Period) -> str:
    """「前年」 or 「前年度」."""
    return "前年度" if period.is_fiscal else "前年"


def is_count(series: Series) -> bool:
    """Whether it increases (増), and does not rise (上がる)."""
    return series.counting.adds_up


def noun_of_change(value: Fraction, series: Series) -> str:
    """増加・減少 of counts, 上昇・低下 of rates and shares."""
    if is_count(series):
        return "増加" if value > 0 else "減少"
    return "上昇" if value > 0 else "低下"


def verb_of_change(value: Fraction, series: Series) -> str:
    """増えました・減りました, 上がりました・下がりました."""
    if is_count(series):
        return "増えました" if value > 0 else "減りました"
    return "上がりました" if value > 0 else "下がりました"


def most(series: Series, *, high: bool) -> str:
    """最も多い・最も少ない of counts, 最も高い・最も低い of rates and shares."""
    if is_count(series):
        return "最も多い" if high else "最も少ない"
    return "最も高い" if high else "最も低い"


def listed(names: Sequence[str]) -> str:
    """「A、B、C」."""
    return "、".join(names)


def joined(names: Sequence[str]) -> str:
    """「AとB」, 「A、BとC」: those that are level."""
    return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}と{names[-1]}"
