"""The statistics of a meeting as they may be printed, in view of all else that readers have in hands."""

from __future__ import annotations

from pathlib import Path

from kaigi_docs.findings import Findings
from kaigi_docs.model.decisions import Decisions
from kaigi_docs.model.earlier_values import EarlierSeries
from kaigi_docs.model.indicators import Indicators
from kaigi_docs.model.statistics import CountedStatistics, Statistics
from kaigi_docs.publishing import check_rates, counts_of_indicators, publish
from kaigi_docs.read.earlier_values import read_earlier_values


def read_published(
    directory: Path, counted: CountedStatistics, printed_indicators: Indicators, decisions: Decisions
) -> tuple[Statistics, tuple[EarlierSeries, ...], Findings]:
    """The statistics with the mark at every place that needs it, counts of theirs that indicators print, and what is to be said.

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
    return statistics, beside.series, findings
