"""Sections of 資料1: published values of series, and the charts, tables and texts that show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kaigi_docs.blocks import ChartTable
from kaigi_docs.findings import Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import CalendarYear, FiscalYear
from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.model.text import Text

TOTAL = "総数"
"""The class (区分) of a value that is not broken down."""

Year = CalendarYear | FiscalYear


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or several years taken together (合算); both ends are 年, or both are 年度."""

    first: Year
    last: Year

    @property
    def is_merged(self) -> bool:
        """Whether it is the sum of several years."""
        return self.first != self.last

    @property
    def is_fiscal(self) -> bool:
        """Whether it counts by 年度."""
        return isinstance(self.first, FiscalYear)

    @property
    def order(self) -> tuple[int, int]:
        """Sorts periods of one kind of year, the oldest first."""
        return self.first.year, self.last.year

    @property
    def western(self) -> str:
        """「2021」 or 「2017〜2021」."""
        return f"{self.first.year}〜{self.last.year}" if self.is_merged else f"{self.first.year}"

    def label(self, digits: DigitWidth) -> str:
        """「令和３年」, 「令和３年度」 or 「平成29年〜令和３年の計」."""
        first = self.first.label(digits)
        return f"{first}〜{self.last.label(digits)}の計" if self.is_merged else first


class Status(StrEnum):
    """How settled a figure is: 人口動態統計 has 速報, 概数 and 確定数, 自殺統計 has 暫定値 and 確定値."""

    FLASH = "flash"
    ESTIMATE = "estimate"
    PROVISIONAL = "provisional"
    FINAL_COUNT = "final_count"
    FINAL = "final"

    @property
    def word(self) -> str:
        """As printed."""
        return _STATUS_WORDS[self]

    @property
    def is_final(self) -> bool:
        """Whether it will not be corrected any more."""
        return self in (Status.FINAL, Status.FINAL_COUNT)


_STATUS_WORDS = {
    Status.FLASH: "速報",
    Status.ESTIMATE: "概数",
    Status.PROVISIONAL: "暫定値",
    Status.FINAL_COUNT: "確定数",
    Status.FINAL: "確定値",
}


class Sign(StrEnum):
    """What is printed in place of a number (統計表の符号); the blank of a value that is not there is one of them."""

    NIL = "－"
    BELOW_UNIT = "0.0"
    UNKNOWN = "…"
    IMPOSSIBLE = "・"
    SUPPRESSED = "x"
    MISSING = ""

    @property
    def meaning(self) -> str:
        """As the legend explains it; nothing for a blank."""
        return _SIGN_MEANINGS.get(self, "")


_SIGN_MEANINGS = {
    Sign.NIL: "該当する数がないもの",
    Sign.BELOW_UNIT: "単位に満たないもの",
    Sign.UNKNOWN: "数が明らかでないもの",
    Sign.IMPOSSIBLE: "数があり得ないもの",
    Sign.SUPPRESSED: "個人の特定を防ぐために伏せたもの",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedValue:
    """A value as it may be published: the reader makes it, without small counts, and `publishing` hides more of them.

    Attributes:
        number: None where no number is known or shown.
        text: as printed: 「1,234」, 「18.6」 or the sign.
        sign: what stands in place of a number, or None.
        status: how settled it is, None where nobody says.
        remark: printed as a note.
        where: its cell.
    """

    number: Decimal | None
    text: str
    sign: Sign | None = None
    status: Status | None = None
    remark: Text = Text("")
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """How deaths were counted; figures of different bases cannot be compared.

    Attributes:
        time: 発見日, 自殺日 or 死亡日.
        place: 発見地, 住居地 or 住所地.
        population: 総人口 or 日本人人口.
    """

    time: str = ""
    place: str = ""
    population: str = ""

    def __str__(self) -> str:
        """「発見日・発見地・総人口」; empty where nothing is said."""
        return "・".join(part for part in (self.time, self.place, self.population) if part)


class Counting(StrEnum):
    """What the numbers of a series count."""

    PERSONS = "persons"
    CASES = "cases"
    RATE = "rate"
    SHARE = "share"
    POPULATION = "population"  # of a place; never small, never protected

    @property
    def adds_up(self) -> bool:
        """Whether parts can be summed."""
        return self not in (Counting.RATE, Counting.SHARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series (系列): values of one thing counted in one way.

    Attributes:
        name: printed in legends and headings.
        calling: what computed sentences call it, for instance 「全国の男性の自殺者数」; empty for region and name.
        region: 全国, the prefecture or the city; may be empty.
        statistic: the official name of the survey.
        basis: how it was counted.
        counting: what its numbers count.
        unit: printed at the axis.
        decimals: digits behind the point.
        source: 出典, as printed.
        retrieved: when somebody took the figures from there.
        status: of its values, where they say nothing else.
        whole_id: the series that this one is a part of, or empty.
        overlapping: whether its classes overlap, so that they make more than the total.
        unprotected_reason: why small counts of persons may be printed; empty where they may not.
        published_by: who published its numbers already, so that readers know them, whether they are printed here or not; may be
            empty.
        note: printed below every chart and table that shows it.
        values: by period and class.
        changes: what changed in the definition, by the first period of the new one.
        reference_day: of a population: the day of each year on which it was counted, for instance 「10月1日」.
        computed_from: of a rate that is computed: the series of its counts and that of its population; else nothing.
    """

    id: str
    name: Text
    calling: Text = Text("")
    region: Text = Text("")
    statistic: Text = Text("")
    basis: Basis = Basis()
    counting: Counting = Counting.PERSONS
    unit: str = "人"
    decimals: int = 0
    source: Text = Text("")
    retrieved: date | None = None
    status: Status | None = None
    whole_id: str = ""
    overlapping: bool = False
    unprotected_reason: Text = Text("")
    published_by: Text = Text("")
    note: Text = Text("")
    values: Mapping[tuple[Period, str], PublishedValue] = field(default_factory=dict)
    changes: Mapping[Period, Text] = field(default_factory=dict)
    reference_day: Text = Text("")
    computed_from: tuple[Series, ...] = ()
    where: Location | None = None

    @property
    def periods(self) -> tuple[Period, ...]:
        """Those that have a value, the oldest first."""
        return tuple(sorted({period for period, _ in self.values}, key=lambda period: period.order))

    @property
    def classes(self) -> tuple[str, ...]:
        """Its classes in the order of the book; 総数 is one of them."""
        return tuple(dict.fromkeys(each for _, each in self.values))


class ExhibitKind(StrEnum):
    """How a 図表 shows its values."""

    LINE = "line"
    BAR = "bar"
    STACKED = "stacked"
    SHARE = "share"
    TWO_SIDED = "two_sided"
    PANELS = "panels"  # each series in a small chart of its own
    TABLE = "table"
    TEXT_TABLE = "text_table"

    @property
    def is_table(self) -> bool:
        """Whether it is numbered as 表, not as 図."""
        return self in (ExhibitKind.TABLE, ExhibitKind.TEXT_TABLE)


class Dimension(StrEnum):
    """What places on the axis, or the bars of one look, differ in."""

    YEAR = "year"
    SERIES = "series"
    CLASS = "class"


ValueKey = tuple[str, Period, str]
"""Series id, period and class of a value."""

Item = Period | Series | str
Place = tuple[Series, Period, str]
"""Where a value stands: its series, period and class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A chart or a table (図表).

    Attributes:
        across: what its categories are (rows of a table).
        apart: what its bars, lines or columns are; the third dimension has one item.
        series, periods, classes: what it shows.
        values_table: where the values of a chart stand.
        transposed: for a table: whether categories are columns.
        shares: for a table: whether each number is followed by its share of the total.
        notes: printed below it.
        lines: of a table of texts, the first of them the headings; all of one length. Of a table of figures the words that stand
            behind the figures of the rows of that name.
    """

    id: str
    title: Text
    kind: ExhibitKind
    across: Dimension = Dimension.YEAR
    apart: Dimension = Dimension.SERIES
    series: tuple[Series, ...] = ()
    periods: tuple[Period, ...] = ()
    classes: tuple[str, ...] = (TOTAL,)
    values_table: ChartTable = ChartTable.BELOW
    transposed: bool = False
    shares: bool = False
    notes: tuple[Text, ...] = ()
    lines: tuple[tuple[Text, ...], ...] = ()
    where: Location | None = None

    def items(self, dimension: Dimension) -> tuple[Item, ...]:
        """The items of a dimension, in order."""
        if dimension is Dimension.YEAR:
            return self.periods
        return self.series if dimension is Dimension.SERIES else self.classes

    def name_of(self, series: Series) -> Text:
        """The name of a series, behind its region where another one here has the same name."""
        alike = [one for one in self.series if one.name == series.name]
        if len(alike) < 2 or not series.region:
            return series.name
        return Text(f"{series.region}　{series.name}", series.name.where)

    def place(self, *items: Item) -> Place:
        """Which value stands at these items: theirs, and the only one of each other dimension."""
        series, period, name = self.series[0], self.periods[0], self.classes[0]
        for item in items:
            if isinstance(item, Series):
                series = item
            elif isinstance(item, Period):
                period = item
            else:
                name = item
        return series, period, name

    def value(self, *items: Item) -> PublishedValue | None:
        """The value at these items; None where the book has none."""
        series, period, name = self.place(*items)
        return series.values.get((period, name))

    def places(self) -> tuple[Place, ...]:
        """All places of a chart or table of figures; a table of texts has none."""
        if not self.series:
            return ()
        return tuple(self.place(one, other) for one in self.items(self.across) for other in self.items(self.apart))

    def values(self) -> tuple[PublishedValue, ...]:
        """All values that it shows and the book has."""
        found = (series.values.get((period, name)) for series, period, name in self.places())
        return tuple(value for value in found if value is not None)


class PassageForm(StrEnum):
    """How a text is set."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NOTE = "note"


class SentenceKind(StrEnum):
    """What a computed sentence says, in the words of the book."""

    VALUE = "値"
    CHANGE = "増減"
    RUN = "連続"
    RATIO = "倍"
    SHARE = "構成比"
    TOP = "上位"
    RECORD = "過去最多・最少"
    EXTREMES = "最大・最小"
    REGIONS = "地域の比較"
    CLASSES = "区分の増減"
    PARTS = "内訳"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    """A sentence that is to be computed (数の文).

    Attributes:
        kind: what it says.
        series: about what.
        others: the series that it is compared with, or whose ratio or share it is.
        period: about when; None for the latest that all series have.
        before: the period that it is compared with; None for the one before.
        classes: which classes; empty for all, or for the total where only one is meant.
        top: how many are named (上位).
        decimals: of rates, ratios and shares.
        where: the row.
    """

    kind: SentenceKind
    series: Series
    others: tuple[Series, ...] = ()
    period: Period | None = None
    before: Period | None = None
    classes: tuple[str, ...] = ()
    top: int = 3
    decimals: int = 1
    where: Location | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or more of a section.

    Attributes:
        text: what a person wrote; may hold placeholders 〔締切〕. Empty where the sentence is computed.
        form: how it is set.
        computed: the sentence that is computed instead, or None.
        continues: whether it goes on in the paragraph of the passage before.
        reason: why a typed text may state a small or hidden count of persons; empty where it may not.
    """

    text: Text
    form: PassageForm = PassageForm.PARAGRAPH
    computed: SentenceRow | None = None
    continues: bool = False
    reason: Text = Text("")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsSection:
    """A section (節) with its texts, charts and tables in printed order.

    Attributes:
        level: 1 to 3.
        is_story: whether it tells traits of persons together with what happened to them, and nobody decided that the public may
            read it.
    """

    id: str
    title: Text
    parent_id: str | None = None
    level: int = 1
    is_story: bool = False
    parts: tuple[Passage | Exhibit, ...] = ()
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What the book says: the sections in printed order, each followed by those below it."""

    sections: tuple[StatisticsSection, ...] = ()

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """All charts and tables in printed order."""
        return tuple(part for section in self.sections for part in section.parts if isinstance(part, Exhibit))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedStatistics:
    """What the book says before `publishing` decides what else is hidden; no material takes it.

    Attributes:
        statistics: small counts of persons already have the mark.
        series: all of the book, also those that nothing shows: readers may know them from former papers.
        kept: their numbers, which go no further than `publishing`.
        rules: what the office decided about them.
    """

    statistics: Statistics = Statistics()
    series: tuple[Series, ...] = ()
    kept: Mapping[ValueKey, int] = field(default_factory=dict, repr=False)
    rules: CountRules = field(default_factory=CountRules)
