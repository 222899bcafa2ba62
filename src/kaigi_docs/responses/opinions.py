"""The texts that go into the record, numbered, and which of them say nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kaigi_docs.japanese.dittos import says_no_comment
from kaigi_docs.japanese.likeness import alike
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.responses import Answer, AnswerState, CommentRow, Opinion, Response, Standing, opinion_id
from kaigi_docs.model.text import Text

_WAITING = frozenset({Standing.WAITING, Standing.UNKNOWN})


def number_opinions(
    forms: Sequence[FormMap], member_ids: Sequence[str], answers: Mapping[str, Sequence[Answer]]
) -> tuple[Opinion, ...]:
    """The opinions in the order of questions, subjects and members, numbered from 1.

    Args:
        forms: of the round, in order.
        member_ids: in the order of the 委員 sheet.
        answers: by member, of the responses whose opinions are recorded.
    """
    found: list[Opinion] = []
    for question in (question for form in forms for question in form.questions):
        first = len(found)
        for subject_id, _ in question.stems:
            for member_id in member_ids:
                own = (each for each in answers.get(member_id, ()) if each.question_id == question.id)
                for answer in (each for each in own if each.subject_id == subject_id):
                    found += _of_answer(answer, member_id, len(found) + 1)
        found[first:] = _beside_each_other(found[first:])
    return tuple(found)


def _of_answer(answer: Answer, member_id: str, number: int) -> Iterator[Opinion]:
    """The opinions of an answer, the first with this number."""
    if answer.state is not AnswerState.ANSWERED:
        return
    for place, (row, text, cited) in enumerate(_told(answer)):
        yield Opinion(
            member_id=member_id,
            question_id=answer.question_id,
            subject_id=answer.subject_id,
            row=row,
            text=text,
            cited=cited,
            number=number + place,
        )


def _told(answer: Answer) -> Iterator[tuple[int, Text, str]]:
    """The texts of an answer with the numbers of their rows and what they cite."""
    if answer.text:
        yield 0, answer.text, ""
    yield from ((row.number, row.text, _cited(row)) for row in answer.rows if row.text and not says_no_comment(row.text.value))


def pending_opinions(responses: Sequence[Response]) -> frozenset[str]:
    """The ids of the opinions that will count, or not, once somebody has decided: of answers, of forms, or whose they are."""
    return frozenset(
        opinion_id(member_id, answer.question_id, answer.subject_id, row, text.value)
        for response in responses
        for answer in response.answers
        if response.standing in _WAITING or (response.standing is Standing.COUNTS and answer.state is AnswerState.OPEN)
        for row, text, _ in _told(answer)
        for member_id in (response.member_id, *response.likely)
    )


def _cited(row: CommentRow) -> str:
    """「資料３　5ページ　表の右」: as typed, with 資料 and ページ where the member left them out."""
    material, page = (_named(row.material_no, "資料", before=True), _named(row.page, "ページ", before=False))
    return "　".join(filter(None, (material, page, " ".join(row.passage.value.split()))))


def _named(text: Text, word: str, *, before: bool) -> str:
    value = " ".join(text.value.split())
    if not value or not value[0 if before else -1].isdecimal():
        return value
    return f"{word}{value}" if before else f"{value}{word}"


def _beside_each_other(opinions: Sequence[Opinion]) -> list[Opinion]:
    """The opinions on one question, each with the numbers of those that are nearly the same."""
    near = alike([each.text.value for each in opinions])
    return [
        replace(each, alike=tuple(opinions[other].number for other in others))
        for each, others in zip(opinions, near, strict=True)
    ]
