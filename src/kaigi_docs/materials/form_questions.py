"""The questions of an answer form, as its map keeps them and as its version knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kaigi_docs.model.form_map import FormQuestion, FormSubject
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import AgendaItem, AskedPer, Material, Meeting, Question
from kaigi_docs.model.numbering import number_meeting, questions_of


def form_questions(material: Material, meeting: Meeting, measures: Sequence[Measure]) -> tuple[FormQuestion, ...]:
    """The questions of a form as its map keeps them, in order.

    Args:
        material: its row of the 資料 sheet.
        meeting: its questions, items and numbers.
        measures: rows of questions that are asked per measure.
    """
    numbering = number_meeting(meeting)
    items = {item.id: item for item in meeting.agenda}
    return tuple(
        FormQuestion(
            id=question.id,
            label=numbering.answers[question.id],
            title=_plain_title(question, items),
            kind=question.kind.value,
            choices=tuple(choice.value for choice in question.choices),
            subjects=tuple(FormSubject(subject, name) for subject, name in _plain_subjects(question, items, measures)),
            blank=question.blank.value,
            lines=question.lines,
        )
        for question in questions_of(material, meeting)
    )


def _plain_title(question: Question, items: Mapping[str, AgendaItem]) -> str:
    if question.title:
        return question.title.value
    return "、".join(dict.fromkeys(items[each].title.value for each in question.item_ids)) or "ご意見"


def _plain_subjects(
    question: Question, items: Mapping[str, AgendaItem], measures: Sequence[Measure]
) -> Iterator[tuple[str, str]]:
    if question.per is AskedPer.MEASURE:
        yield from ((measure.id, measure.name.value) for measure in measures)
    elif question.per is AskedPer.ITEM:
        yield from ((each, items[each].title.value) for each in question.item_ids)


def question_signature(questions: Sequence[Question]) -> list[tuple[str, str, list[str]]]:
    """What makes an answer space what it is: id, kind and choices of each question, as part of the form version."""
    return [(question.id, question.kind.value, [str(choice) for choice in question.choices]) for question in questions]
