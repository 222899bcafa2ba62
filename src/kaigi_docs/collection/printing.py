"""What a packet prints where answers are still missing, and what is said about it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from kaigi_docs.declarations.status_sheet import RETURNED_FOLDER, StatusColumn, status_columns
from kaigi_docs.findings import Findings, Location, Severity
from kaigi_docs.model.collection import OWING, Collected, Submission, SubmissionState, ValueKey
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.text import Text

NOT_RETURNED, IN_QUESTION = "未提出", "確認中"
"""Printed instead of an answer that did not come, and of one that cannot be used before somebody answers or decides."""

_NAMED = 4
_STILL = {SubmissionState.MISSING: "まだ届いていません", SubmissionState.UNTOUCHED: "未記入のまま返ってきました"}


def as_printed(collected: Collected, meeting: Meeting) -> tuple[Measure, ...]:
    """The measures with a word in each asked cell whose answer is not there: 未提出 or 確認中.

    A cell that a department left blank in a sheet that it returned stays blank.
    """
    columns = [column for column in status_columns(meeting, collected.before) if column.open and column.field is not None]
    unusable = {(each.measure_id, each.key) for each in collected.points if each.severity is Severity.ERROR}
    returned = {each.department_id: each for each in collected.submissions if each.state not in OWING}
    return tuple(_printed(measure, columns, returned, unusable, collected, meeting) for measure in collected.measures)


def _printed(
    measure: Measure,
    columns: Sequence[StatusColumn],
    returned: Mapping[str, Submission],
    unusable: Container[tuple[str, str]],
    collected: Collected,
    meeting: Meeting,
) -> Measure:
    words: dict[ValueKey, Text] = {}
    came = [returned[each] for each in measure.department_ids if each in returned]
    is_owed = bool(measure.department_ids) and not came
    is_held = any(each.held for each in came)
    for column in columns:
        if column.field is None or column.field.key in measure.values or not column.is_open_for(measure, meeting):
            continue
        waiting = collected.waiting.get((measure.id, column.field.key))
        if waiting is not None:
            words[column.field.key] = Text(IN_QUESTION, waiting.where)
        elif is_held or (measure.id, column.key) in unusable:
            words[column.field.key] = Text(IN_QUESTION)
        elif is_owed:
            words[column.field.key] = Text(NOT_RETURNED)
    return replace(measure, values={**measure.values, **words}) if words else measure


def report_owed(collected: Collected, meeting: Meeting) -> Findings:
    """A warning for each department whose answers are missing, blank or in question: `submission-missing`,
    `submission-blank`, `submission-open`."""
    findings = Findings()
    names = {department.id: department.name.value for department in meeting.departments}
    headers = {column.key: column.header for column in status_columns(meeting, collected.before)}
    for each in collected.submissions:
        name = names.get(each.department_id, each.department_id)
        if each.state in OWING and each.blank:
            message = f"{name}の調査票（{len(each.measure_ids)}事業）が{_STILL[each.state]}。「{NOT_RETURNED}」と印刷します。"
            findings.warn("submission-missing", Location(RETURNED_FOLDER), message)
        elif each.files and (blank := _blank(each)):
            message = f"{name}の調査票に空欄が{len(blank)}件あります（{_blank_words(blank, headers)}）。空欄のまま印刷します。"
            findings.warn("submission-blank", Location(each.files[0]), message)
        if each.state is SubmissionState.OPEN:
            found = f"{name}の調査票に、確かめるところがあります（課に尋ねること{len(each.points)}件）"
            message = f"{found}。使えない回答は「{IN_QUESTION}」と印刷します。"
            where = Location((*each.files, *each.held)[0])
            findings.warn("submission-open", where, message, "kaigi collect で一つずつ確かめられます。")
    return findings


def _blank(submission: Submission) -> list[tuple[str, str]]:
    """The blank cells that are printed as such, not as 確認中."""
    unusable = {(each.measure_id, each.key) for each in submission.points if each.severity is Severity.ERROR}
    return [each for each in submission.blank if each not in unusable]


def _blank_words(blank: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> str:
    """「J001 評価、J003 評価 ほか2件」."""
    named = [f"{measure} {headers.get(key, key)}" for measure, key in blank[:_NAMED]]
    rest = len(blank) - len(named)
    return "、".join(named) + (f" ほか{rest}件" if rest else "")
