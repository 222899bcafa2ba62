"""Files and notes that cannot be used: asked about once, and settled when somebody has looked or the department is asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kaigi_docs.collection.acknowledging import ASK, SEEN, USED, Acknowledged, Surroundings, acknowledge
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.collection import Collected, Submission, SubmissionState
from kaigi_docs.model.decisions import Decision, Decisions, QuestionKind
from kaigi_docs.model.text import Text

PDF = Finding("file-not-book", Severity.ERROR, Location("調査票/D07.pdf"), "PDF です。", "Excel で送ってもらってください。")
SCAN = replace(PDF, where=Location("調査票/scan0012.pdf"))
NOTE = Finding("note-added", Severity.WARNING, Location("調査票/D01.xlsx", "調査票", "C5"), "メモがあります。「後日」", "")
ROW = Finding("row-unknown", Severity.ERROR, Location("調査票/D01.xlsx", "調査票", "B20"), "どの事業の行か…", "")
COPY = Finding("file-duplicate", Severity.NOTE, Location("調査票/D02.xlsx"), "同じファイルです。", "")
HIDDEN = Finding("row-hidden", Severity.WARNING, Location("調査票/D01.xlsx", "調査票", "A9"), "隠れた行に回答があります。", "")
NAMES = {"D01": "こころの健康課", "D07": "こども家庭課"}


def around(**changes: Any) -> Surroundings:
    def department_of(where: Location) -> str:
        return next((each for each in ("D01", "D07", "D99") if each in where.file), "")

    return replace(Surroundings(names=NAMES, department_of=department_of), **changes)


def look(*findings: Finding, answers: dict[str, str] | None = None, **changes: Any) -> Acknowledged:
    decided = {key: Decision(question_id=key, answer=Text(text)) for key, text in (answers or {}).items()}
    return acknowledge(findings, Decisions(answers=decided), around(**changes))


def after(finding: Finding, answer: str, **changes: Any) -> Acknowledged:
    """The same once its question is answered."""
    (question_id,) = look(finding, **changes).questions
    return look(finding, answers={question_id: answer}, **changes)


def severities(seen: Acknowledged) -> list[Severity]:
    return [finding.severity for finding in seen.findings]


def test_each_file_and_each_note_is_asked_about_once() -> None:
    seen = look(PDF, NOTE, COPY, PDF)
    assert seen.findings == [PDF, NOTE, COPY, PDF]
    assert [(each.kind, str(each.where), each.subject) for each in seen.questions.values()] == [
        (QuestionKind.UNREADABLE, "調査票/D07.pdf", "こども家庭課"),
        (QuestionKind.BESIDE, "調査票/D01.xlsx「調査票」C5", "こころの健康課"),
    ]


@pytest.mark.parametrize(("finding", "answer"), [(PDF, SEEN), (NOTE, SEEN), (ROW, SEEN), (HIDDEN, USED)])
def test_what_somebody_has_looked_at_is_a_note_and_nobody_is_asked(finding: Finding, answer: str) -> None:
    seen = after(finding, answer)
    assert (severities(seen), seen.points, seen.held) == ([Severity.NOTE], [], {})


def test_a_file_that_was_looked_at_may_be_moved_and_renamed_but_not_changed() -> None:
    (question_id,) = look(PDF, digests={"調査票/D07.pdf": "aa"}).questions
    moved = replace(PDF, where=Location("調査票/読めないもの/D07 紙.pdf"))
    for digest, severity in (("aa", Severity.NOTE), ("bb", Severity.ERROR)):
        seen = look(moved, answers={question_id: SEEN}, digests={"調査票/読めないもの/D07 紙.pdf": digest})
        assert severities(seen) == [severity]


def test_of_a_file_that_cannot_be_read_its_department_is_asked_of_itself() -> None:
    seen = look(PDF)
    (point,) = seen.points
    assert (point.department_id, point.severity, point.where) == ("D07", Severity.ERROR, PDF.where)
    assert "D07.pdf" in point.found
    assert seen.held == {"D07": ["調査票/D07.pdf"]}
    assert look(ROW).points == []


def test_beside_a_sheet_that_counts_there_is_only_a_question_with_a_proposal() -> None:
    seen = look(PDF, returned=frozenset({"D07"}))
    (question,) = seen.questions.values()
    assert (question.proposal, seen.points, seen.held, severities(seen)) == (SEEN, [], {}, [Severity.ERROR])


def test_who_was_asked_and_sent_another_sheet_is_not_asked_for_ever() -> None:
    (question_id,) = look(PDF).questions
    seen = look(PDF, answers={question_id: ASK}, returned=frozenset({"D07"}))
    assert (seen.points, severities(seen)) == ([], [Severity.ERROR])
    (again,) = seen.questions
    assert again != question_id
    assert severities(look(PDF, answers={again: SEEN}, returned=frozenset({"D07"}))) == [Severity.NOTE]


def test_a_file_that_was_looked_at_before_is_not_asked_about_again_when_a_sheet_comes() -> None:
    (question_id,) = look(PDF).questions
    seen = look(PDF, answers={question_id: SEEN}, returned=frozenset({"D07"}))
    assert (list(seen.questions), severities(seen)) == ([question_id], [Severity.NOTE])


@pytest.mark.parametrize("finding", [PDF, NOTE, ROW])
def test_what_the_department_is_to_be_asked_is_a_note_and_a_point(finding: Finding) -> None:
    seen = after(finding, ASK)
    assert severities(seen) == [Severity.NOTE]
    assert [(each.severity, each.where) for each in seen.points] == [(Severity.WARNING, finding.where)]


def test_what_the_department_was_asked_is_settled_by_the_sheet_that_comes_back() -> None:
    seen = after(NOTE, ASK, superseded=frozenset({("調査票/D01.xlsx", "調査票")}))
    assert (severities(seen), seen.points) == ([Severity.NOTE], [])


def test_where_nothing_tells_the_department_the_question_asks_for_it() -> None:
    (question,) = look(SCAN).questions.values()
    assert question.choices == (SEEN, "D01 こころの健康課に尋ねる", "D07 こども家庭課に尋ねる")
    seen = after(SCAN, "D07 こども家庭課に尋ねる")
    assert [each.department_id for each in seen.points] == ["D07"]
    assert seen.held == {"D07": ["調査票/scan0012.pdf"]}


@pytest.mark.parametrize("code", ["mail-limit", "archive-limit", "file-nested"])
def test_what_the_secretariat_can_take_out_itself_is_asked_of_no_department(code: str) -> None:
    seen = look(replace(PDF, code=code, where=Location("調査票/束 D07.zip")))
    assert (seen.points, severities(seen), len(seen.questions)) == ([], [Severity.ERROR], 1)


def test_a_department_that_was_asked_nothing_gets_no_letter() -> None:
    stranger = replace(PDF, where=Location("調査票/D99.pdf"))
    assert look(stranger).points == []


def test_what_comes_with_a_mail_without_a_book_is_settled_with_the_mail_but_not_its_words() -> None:
    mail = Finding("mail-empty", Severity.ERROR, Location("調査票/返信 D07.eml"), "Excel が付いていません。", "")
    body = replace(mail, code="mail-body", severity=Severity.WARNING)
    picture = Finding("file-not-book", Severity.WARNING, Location("調査票/返信 D07.eml＞紙.pdf"), "PDF です。", "")
    seen = look(picture, mail, body)
    of_mail, of_body = seen.questions.values()
    assert [(each.kind, each.where) for each in (of_mail, of_body)] == [
        (QuestionKind.UNREADABLE, mail.where),
        (QuestionKind.BESIDE, mail.where),
    ]
    assert [point.code for point in seen.points] == ["mail-empty"]
    settled = look(picture, mail, body, answers={of_mail.id: SEEN})
    assert severities(settled) == [Severity.NOTE, Severity.NOTE, Severity.WARNING]


def test_who_sent_what_cannot_be_read_counts_as_in_question_until_somebody_has_looked() -> None:
    missing = Submission(department_id="D07", measure_ids=("J001",), asked=1)
    collected = Collected(measures=(), origins={}, submissions=(missing,))
    (asked,) = look(PDF).added_to(collected).submissions
    assert (asked.state, asked.held, len(asked.points)) == (SubmissionState.OPEN, ("調査票/D07.pdf",), 1)
    (seen,) = after(PDF, SEEN).added_to(collected).submissions
    assert seen.state is SubmissionState.MISSING
