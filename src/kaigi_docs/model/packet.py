"""Everything that the materials of a packet are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaigi_docs.model.earlier_values import EarlierSeries
from kaigi_docs.model.foreign import ForeignPdf
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
        indicator_counts: the counts that a 資料 of indicators prints of series of the statistics.
        attachments: the PDFs in 添付/ by id of the 資料 that names them; one that cannot be read is not here.
        replacements: the PDFs in 差し替え/ by id of the 資料 whose place they take.
    """

    meeting: Meeting
    measures: tuple[Measure, ...] = ()
    indicators: Indicators = field(default_factory=Indicators)
    schedule: Schedule = field(default_factory=Schedule)
    statistics: Statistics = field(default_factory=Statistics)
    indicator_counts: tuple[EarlierSeries, ...] = ()
    attachments: Mapping[str, ForeignPdf] = field(default_factory=dict)
    replacements: Mapping[str, ForeignPdf] = field(default_factory=dict)
