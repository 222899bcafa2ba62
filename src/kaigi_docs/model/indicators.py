"""The plan's indicators (評価指標), their targets and actual values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from kaigi_docs.findings import Location
from kaigi_docs.model.statistics import TOTAL, Counting, Period, PublishedValue
from kaigi_docs.model.text import Text


class TargetKind(StrEnum):
    """What a target asks of the actual value."""

    AT_LEAST = "at_least"  # 以上
    AT_MOST = "at_most"  # 以下
    MORE_THAN = "more_than"  # 超
    LESS_THAN = "less_than"  # 未満
    RANGE = "range"  # both ends belong to it
    RISE = "rise"  # above the baseline by a number, or by points where both are percentages
    FALL = "fall"
    RISE_PERCENT = "rise_percent"  # above the baseline by a part of the baseline
    FALL_PERCENT = "fall_percent"
    TEXT = "text"  # a person judges
    NONE = "none"

    @property
    def is_relative(self) -> bool:
        """Whether it is measured from the baseline."""
        return self in (TargetKind.RISE, TargetKind.FALL, TargetKind.RISE_PERCENT, TargetKind.FALL_PERCENT)

    @property
    def is_computed(self) -> bool:
        """Whether numbers decide, not a person."""
        return self not in (TargetKind.TEXT, TargetKind.NONE)

    @property
    def direction(self) -> Direction | None:
        """Where the plan wants the value to go; None where the kind does not say."""
        if self in (TargetKind.AT_LEAST, TargetKind.MORE_THAN, TargetKind.RISE, TargetKind.RISE_PERCENT):
            return Direction.UP
        if self in (TargetKind.AT_MOST, TargetKind.LESS_THAN, TargetKind.FALL, TargetKind.FALL_PERCENT):
            return Direction.DOWN
        return None


class Direction(StrEnum):
    """Which change is an improvement."""

    UP = "up"
    DOWN = "down"


class Judgement(StrEnum):
    """Whether a target was met."""

    MET = "met"
    MISSED = "missed"
    NONE = "none"  # no target, or nothing measured in that year
    NOT_JUDGED = "not_judged"  # target and actual value cannot be compared

    @property
    def word(self) -> str:
        """As printed."""
        return _JUDGEMENT_WORDS[self]


_JUDGEMENT_WORDS = {
    Judgement.MET: "達成",
    Judgement.MISSED: "未達",
    Judgement.NONE: "－",
    Judgement.NOT_JUDGED: "判定しない",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The target of an indicator (目標値).

    Attributes:
        kind: what it asks.
        text: as printed.
        number: the bound, the lower end of a range, or the change from the baseline; None where nothing is computed.
        upper: the upper end of a range.
        scope: whom or what it is about (20～59歳男性); empty where it needs no words.
    """

    kind: TargetKind = TargetKind.NONE
    text: Text = Text("")
    number: Decimal | None = None
    upper: Decimal | None = None
    scope: Text = Text("")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorValue:
    """An actual value or a baseline.

    Attributes:
        shown: as it may be published; its number is the one that is compared.
        other_scope: whom or what it is about where that differs from the target; such values are never compared with it.
        judgement: what a person judged, where the target is a text.
    """

    shown: PublishedValue
    other_scope: Text = Text("")
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator (評価指標).

    Attributes:
        policy_id, measure_id: where it stands in the plan; may be empty.
        label: heading of its rows where it stands under no policy of the plan.
        placed: whether it belongs somewhere in a table whose rows are grouped; faulty only in a draft.
        name: printed.
        counting, unit: of its numbers.
        target: what the plan asks.
        baseline: 計画策定時の現状値.
        direction: which change is an improvement; None where nobody says.
        survey: whether it is measured in survey years only.
        rule: name of the rule by which it is rated, or empty.
        unprotected_reason: why small counts of persons may be printed; empty where they may not.
        series_id, series_class: the series of 統計.xlsx and the class of it whose values these are; empty where they are not in
            that book, or are the totals of the series.
        source: 出典, as printed.
        note: printed below the table.
        values: by year.
    """

    id: str
    name: Text
    policy_id: str = ""
    measure_id: str = ""
    label: Text = Text("")
    placed: bool = True
    counting: Counting = Counting.CASES
    unit: str = ""
    target: Target = Target()
    baseline: IndicatorValue | None = None
    direction: Direction | None = None
    survey: bool = False
    rule: str = ""
    unprotected_reason: Text = Text("")
    series_id: Text = Text("")
    series_class: Text = Text("")
    source: Text = Text("")
    note: Text = Text("")
    values: Mapping[Period, IndicatorValue] = field(default_factory=dict)
    where: Location | None = None

    @property
    def class_name(self) -> str:
        """The class of its series whose values it has."""
        return self.series_class.value.strip() or TOTAL


class IndicatorColumnKind(StrEnum):
    """What stands in a column of a table of indicators."""

    MEASURE = "measure"  # 事業名
    NAME = "name"  # 指標
    TARGET = "target"  # 目標値
    BASELINE = "baseline"  # 現状値
    ACTUAL = "actual"  # 実績値, a column for each year
    JUDGEMENT = "judgement"  # 達成
    RATING = "rating"  # 評価 by rule
    TREND = "trend"  # ↑→↓ against the year before

    @property
    def has_years(self) -> bool:
        """Whether it has a column for each year."""
        return self in _OF_YEARS

    @property
    def is_computed(self) -> bool:
        """Whether it needs numbers."""
        return self in _OF_YEARS and self is not IndicatorColumnKind.ACTUAL


_OF_YEARS = frozenset(
    {
        IndicatorColumnKind.ACTUAL,
        IndicatorColumnKind.JUDGEMENT,
        IndicatorColumnKind.RATING,
        IndicatorColumnKind.TREND,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorColumn:
    """A column of a table of indicators, or one for each of several years.

    Attributes:
        heading: printed; may hold placeholders 〔年度〕. Behind it stands the year, where there is one.
        periods: its years, the oldest first.
        width_mm: fixed width, or None.
    """

    kind: IndicatorColumnKind
    heading: Text
    periods: tuple[Period, ...] = ()
    width_mm: float | None = None
    where: Location | None = None


class Comparison(StrEnum):
    """By which number an indicator is rated; the better the value, the higher the number."""

    DIFFERENCE = "difference"  # from the baseline
    CHANGE_PERCENT = "change_percent"  # of the baseline
    PROGRESS_PERCENT = "progress_percent"  # of the way from the baseline to the target


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingStep:
    """A step of a rule: the first one that a value reaches is its rating.

    Attributes:
        label: printed.
        comparison: by which number.
        least: what the number must reach; None for all that is left.
        beyond: whether it must be more than that.
        points: of this rating, for the mean of a group.
    """

    label: Text
    comparison: Comparison
    least: Decimal | None = None
    beyond: bool = False
    points: Decimal | None = None


class Pooling(StrEnum):
    """How the ratings of a group become one number."""

    MEAN = "mean"  # of the points of its ratings
    SHARE = "share"  # of the ratings named, in per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStep:
    """A step of the rule for groups: the first one that a group reaches is its rating.

    Attributes:
        counted: the ratings whose share counts.
        least, beyond: as of RatingStep.
    """

    label: Text
    pooling: Pooling
    counted: tuple[str, ...] = ()
    least: Decimal | None = None
    beyond: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorTable:
    """A table of indicators.

    Attributes:
        title: its caption.
        fiscal: whether its years are 年度.
        grouped: whether rows stand under policies or labels.
        columns: in printed order.
        indicators: in the order of the book.
        events: what happened in society (社会情勢), by year.
        notes: printed below it.
        rules: steps by name of the rule.
        group_steps: how groups are rated; empty where they are not.
    """

    id: str
    title: Text
    fiscal: bool = True
    grouped: bool = True
    columns: tuple[IndicatorColumn, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    events: Mapping[Period, tuple[Text, ...]] = field(default_factory=dict)
    notes: tuple[Text, ...] = ()
    rules: Mapping[str, tuple[RatingStep, ...]] = field(default_factory=dict)
    group_steps: tuple[GroupStep, ...] = ()
    where: Location | None = None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The years that it prints, the oldest first."""
        return tuple(sorted({each for column in self.columns for each in column.periods}, key=lambda period: period.order))


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """What the book says: the tables in printed order."""

    tables: tuple[IndicatorTable, ...] = ()
