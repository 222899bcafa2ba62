"""The files that go back to departments after collecting: 確認依頼 with the marked 調査票, and 再依頼.

The 所管課 writes no letters to itself: it gets the marked 調査票 alone.
"""

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

OWN_FOLDER = "所管課"
"""Where the marked 調査票 of the 所管課 stands."""


def is_queried(submission: Submission) -> bool:
    """Whether a department is asked something: about what it sent, or for what it left blank beside answers."""
    is_unfinished = bool(submission.files) and bool(submission.blank)
    return submission.state not in OWING and (bool(submission.points) or is_unfinished)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a run.

    Attributes:
        queries: number of 確認依頼.
        reminders: number of 再依頼.
        own: whether the 所管課 itself has something to look at.
        findings: what is wrong in their wording or glyphs.
    """

    queries: int
    reminders: int
    own: bool
    findings: tuple[Finding, ...]


def stage_books(output: OutputSet, inputs: MeetingInputs, collected: Collected) -> None:
    """Puts 施策一覧 merged, 提出状況 and 前年差分 into the set."""
    for name, make in (("施策一覧", collected_book), ("提出状況", submission_book), ("前年差分", differences_book)):
        stage_book(output, f"{name}.xlsx", make(collected, inputs.meeting))


def stage_letters(output: OutputSet, inputs: MeetingInputs, collected: Collected, report: Callable[[str], None]) -> Letters:
    """How many letters are in the set: a 確認依頼 with its 調査票 for each department that is asked something, a 再依頼 for each
    that did not answer; for the 所管課 neither, but the 調査票 with what it has to look at.
    """
    findings, desk = Findings(), LetterDesk(output, inputs)
    own = {department.id for department in inputs.meeting.departments if department.own}
    queried = [each for each in collected.submissions if is_queried(each)]
    others = [each for each in queried if each.department_id not in own]
    missing = [each for each in collected.submissions if each.state in OWING and each.department_id not in own]
    for each in queried:
        if each.department_id in own:
            desk.stage_own(each)
    for number, each in enumerate(others, 1):
        report(f"確認依頼を作っています（{number}/{len(others)}）")
        findings.extend(desk.stage_query(each))
    for number, each in enumerate(missing, 1):
        report(f"再依頼を作っています（{number}/{len(missing)}）")
        findings.extend(desk.stage_reminder(each))
    return Letters(len(others), len(missing), len(queried) > len(others), tuple(findings))


class LetterDesk:
    """Puts letters and marked 調査票 into a set; what all of them share is made once."""

    def __init__(self, output: OutputSet, inputs: MeetingInputs) -> None:
        """Starts with nothing in the set.

        Args:
            output: the set.
            inputs: the meeting, its measures and its look.
        """
        self._output, self._inputs = output, inputs
        self._context = WordingContext(inputs.meeting, number_meeting(inputs.meeting))
        self._columns = status_columns(inputs.meeting, inputs.packet.measures)
        asked = asked_departments(inputs.meeting, inputs.packet.measures)
        self._asked = {each.department.id: each for each in asked}

    def stage_query(self, submission: Submission) -> Findings:
        """What is wrong with the letter; it is in the set, below 確認依頼/, as PDF, Word and text, and with it the marked 調査票
        where one could be read.

        A letter whose wording has an error is left out; the 調査票 is staged all the same.

        Args:
            submission: of the department; see `is_queried`.
        """
        asked = self._asked[submission.department_id]
        words, folder = self.words(asked), f"{QUERY}/{_named(asked)}"
        if submission.files:
            self._stage_marked(asked, submission, folder)
        else:
            words = replace(words, file="")
        template = self._inputs.templates["query_letter.md.j2"]
        document, faults = build_query_letter(self._context, asked.department, submission, words, template)
        stem = f"{folder}/{safe_stem(f'{QUERY}_{_named(asked)}', QUERY)}"
        return stage_letter(self._output, self._inputs, document, faults, stem, self._inputs.meeting.inquiry.query_on)

    def stage_own(self, submission: Submission) -> None:
        """Puts the marked 調査票 of the 所管課 into the set, where one could be read."""
        if submission.files:
            self._stage_marked(self._asked[submission.department_id], submission, OWN_FOLDER)

    def stage_reminder(self, submission: Submission) -> Findings:
        """What is wrong with the letter to a department that did not answer; it is in the set, below 再依頼/, as PDF, Word and
        text.

        A letter whose wording has an error is left out.
        """
        asked, template = self._asked[submission.department_id], self._inputs.templates["reminder_letter.md.j2"]
        document, faults = build_reminder_letter(self._context, asked.department, len(submission.measure_ids), template)
        stem = f"{REMINDER}/{safe_stem(f'{REMINDER}_{_named(asked)}', REMINDER)}"
        return stage_letter(self._output, self._inputs, document, faults, stem, self._inputs.meeting.inquiry.reminded_on)

    def words(self, asked: AskedDepartment) -> SheetWords:
        """The names of rows, columns and cells of the 調査票 that goes back."""
        places = open_places(asked, self._inputs.meeting, self._columns)
        return SheetWords(
            file=sheet_name(asked),
            measures={measure.id: measure.name for measure in asked.measures},
            headers={
                **{field.key: field.header for field in ANSWERER_FIELDS},
                **{column.key: column.header for column in self._columns},
            },
            cells={key: f"{column_letters(place.column)}{place.row}" for key, place in places.items()},
        )

    def _stage_marked(self, asked: AskedDepartment, submission: Submission, folder: str) -> None:
        """Puts the 調査票 with what the department wrote, and notes for what it is asked, into the set."""
        entered = Entered(
            answers={place: text.value for place, text in submission.entered.items()},
            answerer={key: text.value for key, text in submission.answerer},
            notes=notes_of(queries_of(submission), KEY_REMARK),
            sheet_ids=submission.sheet_ids,
        )
        book = department_book(asked, self._inputs.meeting, self._inputs.packet.measures, entered)
        stage_book(self._output, f"{folder}/{sheet_name(asked)}", book)


def _named(asked: AskedDepartment) -> str:
    """「D07_こども家庭課」: the id keeps it apart from all others, whatever the name."""
    return safe_stem(f"{asked.department.id}_{asked.department.name}", asked.department.id)
