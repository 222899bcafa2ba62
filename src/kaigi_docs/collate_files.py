"""集計/: the books and papers of what members answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kaigi_docs.declarations.response_book import TITLE, response_book
from kaigi_docs.findings import Findings
from kaigi_docs.model.form_map import FormMap, FormQuestion
from kaigi_docs.model.responses import Collation
from kaigi_docs.outputs import OutputSet
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.request_files import stage_book
from kaigi_docs.responses.collating import present_forms
from kaigi_docs.responses.voting import count_votes


def stage_summary(
    output: OutputSet,
    inputs: MeetingInputs,
    maps: Mapping[str, FormMap],
    collation: Collation,
    sandbox: Sandbox,
    report: Callable[[str], None],
) -> Findings:
    """Puts 集計.xlsx and the papers of the record into the set; gives what is wrong with their wording.

    Args:
        output: the set.
        inputs: the meeting and its look.
        maps: form versions.
        collation: all answers of the round.
        sandbox: where books of decisions are opened.
        report: receives a Japanese line per step.
    """
    report("集計を作っています")
    findings = Findings()
    meeting = inputs.meeting
    votes = count_votes(meeting, collation.round, collation)
    stage_book(output, f"{TITLE}.xlsx", response_book(collation, votes, questions_of_round(inputs, maps), meeting))
    return findings


def questions_of_round(inputs: MeetingInputs, maps: Mapping[str, FormMap]) -> tuple[FormQuestion, ...]:
    """The questions of the present forms of the round, in order."""
    return tuple(question for form in present_forms(inputs.meeting, maps).values() for question in form.questions)
