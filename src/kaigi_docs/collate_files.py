"""集計/: the books and papers of what members answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from kaigi_docs.blocks import Document
from kaigi_docs.declarations.response_book import TITLE, response_book
from kaigi_docs.findings import Findings
from kaigi_docs.materials.member_letters import FORM_REMINDER, RESULT_REPORT, build_form_reminder, build_result_report
from kaigi_docs.materials.minutes import MINUTES_TITLE, build_minutes
from kaigi_docs.materials.opinions import OPINIONS_TITLE, build_opinions
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.form_map import FormMap, FormQuestion
from kaigi_docs.model.meeting import Edition
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.record import Record
from kaigi_docs.model.responses import Collation, ReturnState, View
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import safe_stem, stage_paper
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.request_files import on_pages, stage_book
from kaigi_docs.responses.collating import present_forms
from kaigi_docs.responses.voting import count_votes

PUBLIC = "公表用"


def stage_summary(
    output: OutputSet,
    inputs: MeetingInputs,
    maps: Mapping[str, FormMap],
    collation: Collation,
    views: Mapping[str, View],
    report: Callable[[str], None],
) -> Findings:
    """Puts 集計.xlsx and the papers of the record into the set; gives what is wrong with their wording.

    Args:
        output: the set.
        inputs: the meeting and its look.
        maps: form versions.
        collation: all answers of the round.
        views: of the office, by id of the opinion.
        report: receives a Japanese line per step.
    """
    report("集計と記録を作っています")
    findings = Findings()
    meeting = inputs.meeting
    record = Record(
        collation=collation,
        votes=count_votes(meeting, collation.round, collation),
        questions=questions_of_round(inputs, maps),
        views=views,
    )
    stage_book(output, f"{TITLE}.xlsx", response_book(collation, record.votes, record.questions, meeting))
    numbering = number_meeting(meeting)
    for edition, folder in ((Edition.MEMBERS, ""), (Edition.PUBLIC, f"{PUBLIC}/")):
        context = WordingContext(meeting, numbering, edition=edition)
        minutes, faults = build_minutes(record, context)
        findings.extend(faults if edition is Edition.MEMBERS else ())
        _stage(output, inputs, build_opinions(record, context), f"{folder}{OPINIONS_TITLE}", None, findings)
        _stage(output, inputs, minutes, f"{folder}{MINUTES_TITLE}", None, findings)
    context = WordingContext(meeting, numbering)
    letter, faults = build_result_report(context, record, inputs.templates["result_report.md.j2"])
    findings.extend(faults)
    _stage(output, inputs, letter, RESULT_REPORT, meeting.follow_up.reported_on, findings)
    _stage_reminders(output, inputs, record, context, findings)
    return findings


def _stage_reminders(
    output: OutputSet, inputs: MeetingInputs, record: Record, context: WordingContext, findings: Findings
) -> None:
    """A letter to each member of whom nothing came."""
    members = {member.id: member for member in inputs.meeting.members}
    missing = [each.member_id for each in record.collation.members if each.state is ReturnState.MISSING]
    for number, member_id in enumerate(missing):
        member = members[member_id]
        letter, faults = build_form_reminder(context, member, inputs.templates["form_reminder.md.j2"])
        findings.extend(faults if number == 0 else ())
        name = "".join(member.name.value.split())
        stem = f"{FORM_REMINDER}/{safe_stem(f'{FORM_REMINDER}_{member.id}_{name}', member.id)}"
        _stage(output, inputs, letter, stem, inputs.meeting.follow_up.reminded_on, findings)


def _stage(
    output: OutputSet, inputs: MeetingInputs, document: Document, stem: str, issued_on: date | None, findings: Findings
) -> None:
    """PDF and Word of one paper, each proven."""
    paper = on_pages(document, inputs)
    findings.extend(paper.pages.findings)
    stage_paper(output, inputs, paper.document, paper.pages, stem, issued_on)


def questions_of_round(inputs: MeetingInputs, maps: Mapping[str, FormMap]) -> tuple[FormQuestion, ...]:
    """The questions of the present forms of the round, in order."""
    return tuple(question for form in present_forms(inputs.meeting, maps).values() for question in form.questions)
