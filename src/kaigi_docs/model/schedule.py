"""Tasks over the months of fiscal years (スケジュール)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from kaigi_docs.findings import Location
from kaigi_docs.japanese.months import THIRDS, Stretch
from kaigi_docs.model.text import Text

MONTHS_OF_QUARTER = 3


class ColumnUnit(StrEnum):
    """How much time a column stands for."""

    MONTH = "month"
    QUARTER = "quarter"  # of the fiscal year: April to June, …
    THIRD = "third"  # 上旬, 中旬, 下旬


class SpanState(StrEnum):
    """Whether something was done or is still to come."""

    PLANNED = "planned"
    DONE = "done"

    @property
    def word(self) -> str:
        """As people choose and read it."""
        return {SpanState.PLANNED: "予定", SpanState.DONE: "実施済"}[self]

    @property
    def mark(self) -> str:
        """Begins the text of a bar, so that it can be told without seeing the bar."""
        return {SpanState.PLANNED: "→", SpanState.DONE: "■"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """When a task, or a part of it, is done.

    Attributes:
        start, end: as written: months, thirds of months or days; the same where only one was written.
        label: printed in or beside its bar.
        sign: that stands for it; "" for a plain bar.
        where: the cell of its beginning.
    """

    start: Stretch
    end: Stretch
    label: Text = Text("")
    sign: str = ""
    state: SpanState = SpanState.PLANNED
    where: Location | None = None

    @property
    def days(self) -> Stretch:
        """From its first to its last day."""
        return Stretch(self.start.first, self.end.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A row of the schedule.

    Attributes:
        id: its stable id.
        group: under which heading it stands; may be empty.
        title: what is done.
        in_charge: by whom; may be empty.
        remark: may be empty.
        spans: in order of time.
    """

    id: str
    group: Text
    title: Text
    in_charge: Text = Text("")
    remark: Text = Text("")
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign that stands for a kind of event."""

    sign: str
    meaning: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What the book says: the tasks, and the months that are shown.

    Attributes:
        shown: first to last day of the table, whole months; None where the book says nothing.
        unit: what a column stands for.
        signs: in the order of the legend.
    """

    shown: Stretch | None = None
    unit: ColumnUnit = ColumnUnit.MONTH
    tasks: tuple[Task, ...] = ()
    signs: tuple[Sign, ...] = ()

    def printed(self) -> tuple[Task, ...]:
        """The tasks with those of their spans that are shown; a task of other months only is left out."""
        found = (replace(task, spans=tuple(filter(self._shows, task.spans))) for task in self.tasks)
        return tuple(new for new, old in zip(found, self.tasks, strict=True) if new.spans or not old.spans)

    def _shows(self, span: Span) -> bool:
        return self.shown is not None and span.days.first <= self.shown.last and self.shown.first <= span.days.last

    def columns(self) -> tuple[Stretch, ...]:
        """The time of each column, without gaps; quarters are cut where the table begins or ends within one."""
        if self.shown is None:
            return ()
        months = list(_months(self.shown))
        if self.unit is ColumnUnit.MONTH:
            return tuple(months)
        if self.unit is ColumnUnit.THIRD:
            return tuple(Stretch.third(m.first.year, m.first.month, each) for m in months for each in range(len(THIRDS)))
        quarters: dict[tuple[int, int], list[Stretch]] = {}
        for month in months:
            quarters.setdefault((month.first.year, (month.first.month - 1) // MONTHS_OF_QUARTER), []).append(month)
        return tuple(Stretch(each[0].first, each[-1].last) for each in quarters.values())


def _months(shown: Stretch) -> Iterator[Stretch]:
    first = shown.first
    while first <= shown.last:
        month = Stretch.month(first.year, first.month)
        yield month
        first = month.last + timedelta(days=1)
