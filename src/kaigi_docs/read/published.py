"""The statistics of a meeting as they may be printed, in view of all else that readers have in hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.decisions import Decisions, OpenQuestion
from kaigi_docs.model.earlier_values import EarlierSeries
from kaigi_docs.model.indicators import Indicators
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.statistics import CountedStatistics, Statistics
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import (
    HiddenCount,
    check_elsewhere,
    check_rates,
    counts_of_indicators,
    hidden_counts,
    merging_questions,
    publish,
    texts_beside_statistics,
)
from kaigi_docs.read.earlier_values import read_earlier_values


@dataclass(frozen=True, slots=True)
class Published:
    """The statistics, and what belongs to them.

    Attributes:
        statistics: with the mark at every place that needs it.
        indicator_counts: counts of theirs that indicators print.
        hidden: what no text of the packet may say.
        questions: what somebody has to decide of them.
    """

    statistics: Statistics = field(default_factory=Statistics)
    indicator_counts: tuple[EarlierSeries, ...] = ()
    hidden: tuple[HiddenCount, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()


def read_published(
    directory: Path, counted: CountedStatistics, printed_indicators: Indicators, decisions: Decisions
) -> tuple[Published, Findings]:
    """The statistics as they may be printed, and what is to be said about it.

    Args:
        directory: the meeting folder.
        counted: what 統計.xlsx says.
        printed_indicators: those that a 資料 of the meeting prints.
        decisions: what people decided of it.
    """
    earlier, findings = read_earlier_values(directory)
    beside = counts_of_indicators(printed_indicators, counted.series)
    statistics, faults = publish(counted, (*earlier, *((beside,) if beside.series else ())), decisions)
    findings.extend(faults)
    check_rates(printed_indicators, counted, statistics, findings)
    hidden = hidden_counts(counted, statistics)
    return Published(statistics, beside.series, hidden, merging_questions(counted)), findings


def check_other_texts(packet: PacketModel, own_templates: Mapping[str, str], published: Published, findings: Findings) -> None:
    """What texts beside the statistics say of hidden counts: those of the books, and those of the office's own templates.

    Args:
        packet: as it will be printed, answers of departments and all.
        own_templates: their texts by path.
        published: the statistics.
        findings: takes it.
    """
    if published.hidden:
        check_elsewhere(texts_beside_statistics(packet), published.hidden, findings)
        lines = (
            Text(line, Location(path, line=number))
            for path, source in own_templates.items()
            for number, line in enumerate(source.splitlines(), 1)
        )
        check_elsewhere(lines, published.hidden, findings)
