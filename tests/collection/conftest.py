"""The small meeting when its departments were asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from earlier_answers import with_earlier_answers
from kaigi_docs.collection.collecting import collect_answers
from kaigi_docs.model.collection import Collected
from kaigi_docs.model.decisions import Correction, Decision, Decisions
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.returned import ReturnedSheet
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import read_settings
from returned_sheets import Collect, nothing_wrong


@pytest.fixture(scope="session")
def asked(small_meeting: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Meeting, tuple[Measure, ...]]:
    """Meeting and measures: J001 of D02, J002 of D01, J003 of D03, and J004 shared by D02 and D03."""
    rows = with_earlier_answers(small_meeting)
    shared = {"事業ID": "J004", "施策ID": "P02", "事業名": "見守り", "担当課": "地域福祉課、こども家庭課"}
    rows["施策一覧"] = [*rows["施策一覧"], shared]
    books = build_books(rows)
    meeting, _ = read_settings(as_found(books["会議設定.xlsx"], "会議設定.xlsx"), "mihon")
    assert meeting is not None
    measures, _ = read_measures(as_found(books["施策一覧.xlsx"], "施策一覧.xlsx"), meeting)
    return meeting, measures


@pytest.fixture
def collect(asked: tuple[Meeting, tuple[Measure, ...]]) -> Collect:
    """Collects sheets; `decided` answers questions of an earlier run by kind, `corrections` are rows of 修正.xlsx."""
    meeting, measures = asked

    def run(
        *sheets: ReturnedSheet,
        decided: Mapping[str, str] | None = None,
        days: Mapping[str, date] | None = None,
        corrections: tuple[Correction, ...] = (),
        check: Any = nothing_wrong,
    ) -> Collected:
        answers: dict[str, Decision] = {}
        first = collect_answers(meeting, measures, sheets, Decisions(answers=answers, corrections=corrections), check)
        for _ in range(2):  # a decision may lead to the next question
            for question in first.questions:
                answer = (decided or {}).get(question.kind.value)
                day = (days or {}).get(question.where.file) if question.kind.value == "受付日" else None
                if answer is not None or day is not None:
                    answers[question.id] = Decision(question_id=question.id, answer=Text(answer or str(day)), day=day)
            first = collect_answers(meeting, measures, sheets, Decisions(answers=answers, corrections=corrections), check)
        return first

    return run
