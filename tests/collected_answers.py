"""What came back of the sample's 調査票, as it might."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kaigi_docs.declarations.measures import value_fields
from kaigi_docs.declarations.status_book import asked_departments
from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.collection import Collected, Origin, OriginKind, Point, Submission, ValueKey
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import read_settings

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def read_meeting(rows: Rows) -> tuple[Meeting, tuple[Measure, ...]]:
    """The meeting and its measures of some rows."""
    books = build_books(rows)
    meeting, _ = read_settings(as_found(books["会議設定.xlsx"], "会議設定.xlsx"), "mihon")
    assert meeting is not None
    return meeting, read_measures(as_found(books["施策一覧.xlsx"], "施策一覧.xlsx"), meeting)[0]


def collected_from(meeting: Meeting, measures: Sequence[Measure]) -> Collected:
    """Answers like those of last time with other numbers; every fourth 課 sent nothing, every sixth has to be asked again."""
    fields = value_fields(meeting.measure_columns, meeting.ratings)
    ratings = {each.label.value: each.id for each in meeting.ratings}
    merged = {measure.id: measure for measure in measures}
    origins: dict[tuple[str, ValueKey], Origin] = {}
    submissions = []
    for number, asked in enumerate(asked_departments(meeting, measures)):
        department_id, is_there = asked.department.id, number % 4 != 3
        file = f"調査票/調査票_{department_id}_{asked.department.name}.xlsx"
        owed = [(measure.id, field.key) for measure in asked.measures for field in fields]
        blank = []
        for row, (measure_id, key) in enumerate(owed, 9):
            own, where = merged[measure_id], Location(file, "調査票", f"H{row}")
            text = _answer(own.earlier.get(key[0], Text("")).value, number) if is_there else ""
            if not text:
                blank.append((measure_id, f"value/{key[0]}"))
                continue
            rating_ids = {**own.rating_ids, **({key: ratings[text]} if text in ratings else {})}
            merged[measure_id] = replace(own, values={**own.values, key: Text(text, where)}, rating_ids=rating_ids)
            origins[measure_id, key] = Origin(kind=OriginKind.SHEET, where=where, department_id=department_id)
        submissions.append(
            Submission(
                department_id=department_id,
                measure_ids=tuple(measure.id for measure in asked.measures),
                asked=len(owed),
                unfilled=tuple(blank),
                blank=tuple(blank),
                received=date(2022, 5, 20 + number % 10) if is_there else None,
                files=(file,) if is_there else (),
                points=(_point(department_id, owed[0], file),) if number % 6 == 1 and is_there else (),
                answerer=(("answerer/name", Text("見本 灯")), ("answerer/extension", Text("0246"))) if is_there else (),
            )
        )
    return Collected(measures=tuple(merged.values()), origins=origins, submissions=tuple(submissions), before=tuple(measures))


def _answer(earlier: str, number: int) -> str:
    """Last year's text; two of three 課 have every number of two or three digits a little higher, and none writes 同上 again."""
    earlier = earlier.replace("同上", "実施を継続")
    if number % 3 == 0:
        return earlier
    return re.sub(r"(?<![0-9,])[1-9][0-9]{1,2}(?![0-9,])", lambda found: str(int(found[0]) + number), earlier)


def _point(department_id: str, answer: tuple[str, ValueKey], file: str) -> Point:
    return Point(
        code="ditto",
        severity=Severity.ERROR,
        department_id=department_id,
        measure_id=answer[0],
        key=f"value/{answer[1][0]}",
        where=Location(file, "調査票", "H9"),
        found="「同上」とあり、何を指すのかわかりません。",
        request="省略せずに文を書いてください。",
    )
