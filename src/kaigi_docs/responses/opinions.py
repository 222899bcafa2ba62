"""The texts that go into the record, numbered, and which of them say nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kaigi_docs.japanese.dittos import says_no_comment
from kaigi_docs.japanese.likeness import alike
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.responses import Answer, AnswerState, CommentRow, Opinion
from kaigi_docs.model.text import Text


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
    told = [(0, answer.text, "")] if answer.text else []
    told += [(row.number, row.text, _cited(row)) for row in answer.rows if row.text and not says_no_comment(row.text.value)]
    for place, (row, text, cited) in enumerate(told):
        yield Opinion(
            member_id=member_id,
            question_id=answer.question_id,
            subject_id=answer.subject_id,
            row=row,
            text=text,
            cited=cited,
            number=number + place,
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
