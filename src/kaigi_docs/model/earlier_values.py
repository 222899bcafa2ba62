"""Values that readers have in hands already: those of former papers (公表値.json)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kaigi_docs.findings import Location
from kaigi_docs.model.statistics import Basis, Period, PublishedValue, Series
from kaigi_docs.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSeries:
    """What was printed of a series.

    Attributes:
        id: of the series in the book of that time; a book that is carried on keeps it.
        counted: what was counted, where and how; a series of that id that counts something else is another one.
        calling: what sentences called it; may be empty.
        of_persons: whether its numbers were counts of persons.
        overlapping: whether its classes overlapped.
        numbers: printed counts by period and class.
    """

    id: str
    name: str
    counted: str
    calling: str = ""
    of_persons: bool = True
    overlapping: bool = False
    numbers: Mapping[tuple[Period, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierValues:
    """What one packet printed.

    Attributes:
        title: how explanations name it: 「令和3年度第1回の資料」.
        is_of_now: whether it is another paper of this meeting, which may still be changed.
        where: its file.
    """

    title: str
    is_of_now: bool = False
    series: tuple[EarlierSeries, ...] = ()
    where: Location | None = None


def series_of_before(earlier: EarlierSeries) -> Series:
    """The series as a book would have it, with the numbers that were printed."""
    region, statistic, basis, unit, _ = earlier.counted.split("／")
    return Series(
        id=f"{earlier.id} {earlier.counted}",
        name=Text(earlier.name),
        calling=Text(earlier.calling),
        region=Text(region),
        statistic=Text(statistic),
        basis=Basis(time=basis),
        unit=unit,
        overlapping=earlier.overlapping,
        values={key: PublishedValue(number=Decimal(number), text=f"{number:,}") for key, number in earlier.numbers.items()},
    )


def counted_as(series: Series) -> str:
    """What tells whether two series of one id count the same: 「みほん市／自殺統計／発見日・発見地・総人口／人／年」."""
    kind = "年度" if any(period.is_fiscal for period in series.periods) else "年"
    parts = (series.region.value, series.statistic.value, str(series.basis), series.unit, kind)
    return "／".join(part.replace("／", "/").strip() for part in parts)
