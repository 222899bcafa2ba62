"""Everything that the materials of a packet are made from."""

from __future__ import annotations

from dataclasses import dataclass, field

from kaigi_docs.model.indicators import Indicators
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.schedule import Schedule
from kaigi_docs.model.statistics import Statistics


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketModel:
    """What the books of a meeting folder say.

    Attributes:
        meeting: 会議設定.xlsx.
        measures: 施策一覧.xlsx, in its order.
        indicators: 指標.xlsx.
        schedule: スケジュール.xlsx.
        statistics: 統計.xlsx; published values only.
    """

    meeting: Meeting
    measures: tuple[Measure, ...] = ()
    indicators: Indicators = field(default_factory=Indicators)
    schedule: Schedule = field(default_factory=Schedule)
    statistics: Statistics = field(default_factory=Statistics)
