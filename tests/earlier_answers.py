"""A meeting as it stands after `kaigi new --from`: this time's answers moved into the columns 「前回：…」."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kaigi_docs.declarations.kinds import EARLIER_PREFIX
from kaigi_docs.sample import sample_rows

ANSWERS = ("前年度取組状況", "評価", "今年度予定")
SAMPLE_DEPARTMENTS, SAMPLE_MEASURES = 26, 138

Rows = dict[str, list[dict[str, Any]]]


def with_earlier_answers(rows: Mapping[str, Sequence[Mapping[str, Any]]], answers: Sequence[str] = ANSWERS) -> Rows:
    """The sheets with every answer moved aside, and nothing in its place."""
    moved = {title: [dict(row) for row in content] for title, content in rows.items()}
    for row in moved["施策一覧"]:
        for name in answers:
            row[EARLIER_PREFIX + name] = row.pop(name, "")
    return moved


def asked_sample() -> Rows:
    """The sample meeting at the time when its departments are asked."""
    return with_earlier_answers(sample_rows())
