"""A meeting as one round of asking sees it: its forms and questions, its deadline and 発送日."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import MaterialKind, Meeting
from kaigi_docs.model.numbering import questions_of


def round_called(name: str, meeting: Meeting) -> str | None:
    """The id of the round that somebody calls so, width and white space apart; None where there is none of that name."""
    return next((each.id for each in meeting.rounds if fold_name(each.id) == fold_name(name)), None)


def in_round(meeting: Meeting, round_id: str) -> Meeting:
    """The meeting without the forms of other rounds, their questions and wording; as it is where it has no rounds.

    Its deadline and 発送日 are those of the round. Other 資料 are the same in every round.

    Args:
        meeting: with all of its rounds.
        round_id: of one of them.
    """
    if not meeting.rounds:
        return meeting
    meeting = replace(meeting, round_id=round_id)
    asked = meeting.asking
    others = {each.id for each in meeting.materials if each.kind is MaterialKind.RESPONSE_FORM and each.id not in asked.form_ids}
    gone = {question.id for form in meeting.materials if form.id in others for question in questions_of(form, meeting)}
    return replace(
        meeting,
        deadline=asked.deadline,
        deadline_where=asked.deadline_where,
        dispatch=replace(meeting.dispatch, sent_on=asked.sent_on),
        materials=tuple(each for each in meeting.materials if each.id not in others),
        questions=tuple(each for each in meeting.questions if each.id not in gone),
        agenda=tuple(
            replace(item, material_ids=tuple(each for each in item.material_ids if each not in others)) for item in meeting.agenda
        ),
        wording=tuple(row for row in meeting.wording if row.place not in others),
    )
