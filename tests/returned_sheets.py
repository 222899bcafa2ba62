"""Sheets that departments sent back, as values, for tests of merging them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from kaigi_docs.findings import Location
from kaigi_docs.model.collection import Collected, Point
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.returned import Answer, MatchedBy, NamePair, ReturnedSheet
from kaigi_docs.model.text import Text

REPORT, RATING, PLAN = "value/前年度取組状況", "value/評価", "value/今年度予定"

Answers = Mapping[tuple[str, str], str]


def sheet(
    department: str,
    answers: Answers,
    *,
    file: str = "",
    received: date | None = date(2022, 5, 20),
    kept: Mapping[tuple[str, str], str] | None = None,
    names: bool = False,
    points: tuple[Point, ...] = (),
    rows: Sequence[str] = (),
    follows: tuple[str, ...] = (),
) -> ReturnedSheet:
    """A sheet in which each answer stands in a cell of its own: A1, A2 …."""
    shown = file or f"調査票/{department or '不明'}.xlsx"
    found = tuple(
        Answer(
            measure_id=measure,
            key=key,
            text=Text(text, Location(shown, "調査票", f"A{row}")),
            kept=(kept or {}).get((measure, key)),
        )
        for row, ((measure, key), text) in enumerate(answers.items(), 1)
    )
    measure_ids = tuple(dict.fromkeys([*(measure for measure, _ in answers), *rows]))
    pairs = tuple(NamePair(measure_id=each, typed=Text(each), same=True) for each in measure_ids)
    return ReturnedSheet(
        id=f"{shown}-{department}",
        file=shown,
        title="調査票",
        department_id=department,
        received=received,
        answers=found,
        measure_ids=measure_ids,
        matched_by=MatchedBy.NAMES if names else MatchedBy.IDS,
        pairs=pairs if names else (),
        points=points,
        follows=follows,
    )


def nothing_wrong(measure: Measure, answers: Mapping[str, Text], context: Any, *, department_id: str) -> tuple[Point, ...]:
    """A check that finds nothing."""
    return ()


Collect = Callable[..., Collected]


def value(collected: Collected, measure_id: str, column: str) -> str:
    """What will be printed."""
    measure = next(each for each in collected.measures if each.id == measure_id)
    return measure.values.get((column, None), Text("")).value


def codes(collected: Collected) -> list[str]:
    return [finding.code for finding in collected.findings]
