"""公表値.json of a packet: what readers have in hands afterwards, for the audit of later packets."""

from __future__ import annotations

import json
from collections.abc import Container

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.manifest import Description
from kaigi_docs.model.meeting import MaterialKind, Meeting
from kaigi_docs.model.statistics import Statistics
from kaigi_docs.outputs import OutputSet
from kaigi_docs.publishing import PRINTED_VALUES_FILE, printed_values_tree
from kaigi_docs.read.folder import MeetingInputs


def stage_printed_values(output: OutputSet, inputs: MeetingInputs, chosen: Container[str]) -> None:
    """Puts the file into the set where one of the chosen 資料 shows the statistics, or counts of theirs among the indicators.

    Args:
        output: the set.
        inputs: their statistics are as printed.
        chosen: ids of the 資料 that are written.
    """
    kinds = {each.kind for each in inputs.meeting.materials if each.id in chosen}
    counts = inputs.packet.indicator_counts if MaterialKind.INDICATORS in kinds else ()
    if counts or MaterialKind.STATISTICS in kinds:
        statistics = inputs.packet.statistics if MaterialKind.STATISTICS in kinds else Statistics()
        tree = printed_values_tree(statistics, _title(inputs.meeting), counts)
        content = (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")
        output.stage(PRINTED_VALUES_FILE, content, Description(kind="printed_values", title="公表値"))


def _title(meeting: Meeting) -> str:
    """「令和4年度第1回の資料」."""
    return f"{meeting.fiscal_year.label(DigitWidth.HALF)}第{meeting.round}回の資料"
