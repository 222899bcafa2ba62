"""Departments that became other ones: 施策一覧 may go on naming the former ones as long as it is clear who answers."""

from __future__ import annotations

from typing import Any

import pytest
from meeting_rows import BASE, MEASURES, read, read_both, seen

from kaigi_docs.findings import Severity
from kaigi_docs.model.meeting import Reorganization
from kaigi_docs.model.text import Text

FORMER = {"旧課名": "児童家庭課", "旧課ID": "Ｄ31", "新しい課": "D01", "備考": "令和4年4月1日"}


def meeting_of(*rows: dict[str, Any]) -> dict[str, Any]:
    return {**BASE, "組織改編": list(rows)}


def measures_of(department: str) -> list[dict[str, Any]]:
    return [{**MEASURES[0], "担当課": department}, MEASURES[1]]


def test_a_former_department_is_known_with_its_id_and_its_successor() -> None:
    meeting, findings = read(meeting_of(FORMER))

    assert seen(findings) == []
    assert meeting.reorganizations == (
        Reorganization(former=Text("児童家庭課"), former_id="D31", department_id="D01", where=meeting.reorganizations[0].where),
    )
    assert str(meeting.reorganizations[0].where) == "会議設定.xlsx「組織改編」A4"
    assert meeting.departments[0].variants == ("児童家庭課",)


@pytest.mark.parametrize("entry", ["児童家庭課", "児童 家庭課", "児童家庭課\n相談係"])
def test_a_former_name_in_施策一覧_is_read_and_printed_as_the_new_one_and_said_once(entry: str) -> None:
    measures = [{**MEASURES[0], "担当課": entry}, {**MEASURES[1], "担当課": "学校教育課、児童家庭課"}]
    _, read_measures, findings = read_both({**meeting_of(FORMER), "施策一覧": measures})

    assert seen(findings) == []
    assert [measure.department_ids for measure in read_measures] == [("D01",), ("D02", "D01")]
    assert [finding.code for finding in findings if finding.severity is Severity.NOTE].count("department-spelling") == 1
    assert "こども家庭課" in read_measures[1].department_text.value


DIVIDED = (FORMER, {"旧課名": "児童家庭課", "新しい課": "D02"})


def test_a_divided_department_is_no_fault_as_long_as_no_measure_names_it() -> None:
    meeting, measures, findings = read_both({**meeting_of(*DIVIDED), "施策一覧": MEASURES})

    assert seen(findings) == []
    assert [each.department_id for each in meeting.reorganizations] == ["D01", "D02"]
    assert [measure.department_ids for measure in measures] == [("D01",), ("D02",)]


@pytest.mark.parametrize("entry", ["児童家庭課", "児童家庭課相談係"])
def test_a_measure_of_a_divided_department_must_name_the_new_one(entry: str) -> None:
    _, measures, findings = read_both({**meeting_of(*DIVIDED), "施策一覧": measures_of(entry)})

    fault = next(finding for finding in findings if finding.code == "department-divided")
    assert fault.severity is Severity.ERROR
    assert fault.where is not None and fault.where.cell == "F4"
    assert "「こども家庭課」「学校教育課」" in fault.message
    assert measures[0].department_ids == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"新しい課": "D09"}, ("reference-unknown", "組織改編!C4")),
        ({"新しい課": "こども家庭課"}, ("reference-unknown", "組織改編!C4")),
        ({"新しい課": ""}, ("cell-required", "組織改編!C4")),
        ({"旧課ID": "31"}, ("id-invalid", "組織改編!B4")),
        ({"旧課ID": "D02"}, ("id-duplicate", "組織改編!B4")),
        ({"旧課名": "学校教育課"}, ("name-duplicate", "組織改編!A4")),
        ({"旧課名": "教育課"}, ("name-duplicate", "組織改編!A4")),
    ],
)
def test_a_row_that_cannot_be_meant_is_a_finding_at_its_cell(changes: dict[str, str], fault: tuple[str, str]) -> None:
    meeting, findings = read(meeting_of({**FORMER, **changes}))

    assert seen(findings) == [fault]
    assert [each.former_id for each in meeting.reorganizations] == ([""] if fault[0] == "id-invalid" else [])


def test_a_department_may_keep_its_id_or_have_its_former_name_among_its_spellings_already() -> None:
    rows = ({"旧課名": "教育課", "新しい課": "D02"}, {"旧課名": "家庭課", "旧課ID": "D01", "新しい課": "D01"})
    meeting, findings = read(meeting_of(*rows))

    assert seen(findings) == []
    assert [department.variants for department in meeting.departments] == [("家庭課",), ("教育課", "学校課")]
