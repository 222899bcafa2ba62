"""The files that go back to departments after collecting: 確認依頼 with the marked 調査票, and 再依頼."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kaigi_docs.declarations.collected_book import collected_book
from kaigi_docs.declarations.differences_book import differences_book
from kaigi_docs.declarations.status_book import AskedDepartment, asked_departments, department_book, open_places
from kaigi_docs.declarations.status_sheet import ANSWERER_FIELDS, KEY_REMARK, status_columns
from kaigi_docs.declarations.submission_book import submission_book
from kaigi_docs.findings import Finding, Findings
from kaigi_docs.materials.query_letter import QUERY, SheetWords, build_query_letter
from kaigi_docs.materials.reminder_letter import REMINDER, build_reminder_letter
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.collection import OWING, Collected, Submission
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.queries import notes_of, queries_of
from kaigi_docs.model.status_sheet import Entered
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import safe_stem
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.read.grid import column_letters
from kaigi_docs.request_files import sheet_name, stage_book, stage_letter


def is_queried(submission: Submission) -> bool:
    """Whether a department gets 確認依頼: its sheet counts, and something in it is to be asked about or still blank."""
    return bool(submission.files) and bool(submission.points or submission.blank)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a run.

    Attributes:
        queries: number of 確認依頼.
        reminders: number of 再依頼.
        findings: what is wrong in their wording or glyphs.
    """

    queries: int
    reminders: int
    findings: tuple[Finding, ...]


def stage_books(output: OutputSet, inputs: MeetingInputs, collected: Collected) -> None:
    """Puts 施策一覧 merged, 提出状況 and 前年差分 into the set."""
    for name, make in (("施策一覧", collected_book), ("提出状況", submission_book), ("前年差分", differences_book)):
        stage_book(output, f"{name}.xlsx", make(collected, inputs.meeting))


def stage_letters(output: OutputSet, inputs: MeetingInputs, collected: Collected, report: Callable[[str], None]) -> Letters:
    """How many letters are in the set: a 確認依頼 with its 調査票 for each department that is asked something, a 再依頼 for each
    that did not answer.
    """
    findings = Findings()
    queried = [each for each in collected.submissions if is_queried(each)]
    missing = [each for each in collected.submissions if each.state in OWING]
    for number, each in enumerate(queried, 1):
        report(f"確認依頼を作っています（{number}/{len(queried)}）")
        answerer = {key: text.value for key, text in each.answerer}
        answers = {place: text.value for place, text in each.entered.items()}
        entered = Entered(answers=answers, answerer=answerer, sheet_ids=each.sheet_ids)
        findings.extend(stage_query(output, inputs, each, entered))
    for number, each in enumerate(missing, 1):
        report(f"再依頼を作っています（{number}/{len(missing)}）")
        findings.extend(stage_reminder(output, inputs, each))
    return Letters(len(queried), len(missing), tuple(findings))


def stage_query(output: OutputSet, inputs: MeetingInputs, submission: Submission, entered: Entered) -> Findings:
    """What is wrong with the letter; it and the marked 調査票 are in the set, below 確認依頼/, the letter as PDF, Word and text.

    A letter whose wording has an error is left out; the 調査票 is staged all the same.

    Args:
        output: the set.
        inputs: the meeting, its measures and its look.
        submission: of the department; see `is_queried`.
        entered: what it wrote; notes are added by the points and blank answers of the submission.
    """
    asked = _asked(inputs, submission)
    context = WordingContext(inputs.meeting, number_meeting(inputs.meeting))
    words = sheet_words(asked, inputs)
    document, faults = build_query_letter(context, asked.department, submission, words, inputs.templates["query_letter.md.j2"])
    folder = f"{QUERY}/{_named(asked)}"
    marked = replace(entered, notes={**entered.notes, **notes_of(queries_of(submission), KEY_REMARK)})
    stage_book(output, f"{folder}/{words.file}", department_book(asked, inputs.meeting, inputs.packet.measures, marked))
    stem = f"{folder}/{safe_stem(f'{QUERY}_{_named(asked)}', QUERY)}"
    return stage_letter(output, inputs, document, faults, stem, inputs.meeting.inquiry.query_on)


def stage_reminder(output: OutputSet, inputs: MeetingInputs, submission: Submission) -> Findings:
    """What is wrong with the letter to a department that did not answer; it is in the set, below 再依頼/, as PDF, Word and text.

    A letter whose wording has an error is left out.
    """
    asked = _asked(inputs, submission)
    context = WordingContext(inputs.meeting, number_meeting(inputs.meeting))
    template = inputs.templates["reminder_letter.md.j2"]
    document, faults = build_reminder_letter(context, asked.department, len(submission.measure_ids), template)
    stem = f"{REMINDER}/{safe_stem(f'{REMINDER}_{_named(asked)}', REMINDER)}"
    return stage_letter(output, inputs, document, faults, stem, inputs.meeting.inquiry.reminded_on)


def sheet_words(asked: AskedDepartment, inputs: MeetingInputs) -> SheetWords:
    """The names of rows, columns and cells of the 調査票 that goes back."""
    columns = status_columns(inputs.meeting, inputs.packet.measures)
    places = open_places(asked, inputs.meeting, columns)
    return SheetWords(
        file=sheet_name(asked),
        measures={measure.id: measure.name for measure in asked.measures},
        headers={
            **{field.key: field.header for field in ANSWERER_FIELDS},
            **{column.key: column.header for column in columns},
        },
        cells={key: f"{column_letters(place.column)}{place.row}" for key, place in places.items()},
    )


def _asked(inputs: MeetingInputs, submission: Submission) -> AskedDepartment:
    asked = asked_departments(inputs.meeting, inputs.packet.measures)
    return next(each for each in asked if each.department.id == submission.department_id)


def _named(asked: AskedDepartment) -> str:
    """「D07_こども家庭課」: the id keeps it apart from all others, whatever the name."""
    return safe_stem(f"{asked.department.id}_{asked.department.name}", asked.department.id)
