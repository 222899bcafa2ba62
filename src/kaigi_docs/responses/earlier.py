"""What a later form of a member leaves blank although an earlier one answered it: whether the earlier answers stand there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.model.decisions import QuestionKind, question_id
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.meeting import QuestionKind as Answering
from kaigi_docs.model.responses import Answer, AnswerState, CommentRow
from kaigi_docs.responses.admitting import Admitted
from kaigi_docs.responses.contents import bare, is_filled
from kaigi_docs.responses.desk import Desk, open_question
from kaigi_docs.responses.tables import cell_of

FILL, ONLY_NEW = "空欄は前の回答で補う", "新しい回答だけを数える"

Place = tuple[str, str]
"""Ids of a question and of what it is asked about."""


@dataclass(frozen=True, slots=True)
class Source:
    """An earlier form that answers what a later one leaves blank.

    Attributes:
        admitted: the earlier form.
        is_decided: whether the secretariat wants its answer; else that is open.
    """

    admitted: Admitted
    is_decided: bool


def earlier_answers(admitted: Admitted, present: FormMap, desk: Desk) -> dict[Place, tuple[Source, ...]]:
    """The earlier forms whose answers stand where the form is blank, or might; of a comment table all whose rows it lacks.

    The secretariat is asked once for each earlier form that has anything to add; where it wants the new answers only, still
    earlier forms have nothing to add either. Code: `earlier-answers` (an error until it is decided).

    Args:
        admitted: the form that counts.
        present: the version by which answers are told.
        desk: takes the questions.
    """
    found: dict[Place, tuple[Source, ...]] = {}
    held = said_in(admitted, present)
    for earlier in admitted.before:
        said = {place: own for place, own in said_in(earlier, present).items() if place not in held or not own <= held[place]}
        if not said:
            continue
        decided = _asked(admitted, earlier, list(said), present, desk)
        if decided == ONLY_NEW:
            break
        for place, own in said.items():
            found[place] = (*found.get(place, ()), Source(earlier, decided == FILL))
            held[place] = held.get(place, frozenset()) | own
    return found


def said_in(admitted: Admitted, present: FormMap) -> dict[Place, frozenset[str]]:
    """Where anything is filled in on a form, and of a comment table the remarks."""
    found: dict[Place, frozenset[str]] = {}
    asked = {question.id: question for question in present.questions}
    filled = [value for value in admitted.form.values if is_filled(value)]
    for question in (each for each in admitted.map.questions if each.id in asked):
        subjects = {subject_id for subject_id, _ in asked[question.id].stems}
        for subject_id, stem in (each for each in question.stems if each[0] in subjects):
            own = [each for each in filled if each.field_id.startswith(f"{stem}/")]
            if own:
                is_table = question.kind == Answering.COMMENT_TABLE
                cells = {cell: each.text.value for each in own if is_table and (cell := cell_of(each.field_id, stem))}
                found[question.id, subject_id] = frozenset(_remarks(cells))
    return found


def _remarks(cells: Mapping[tuple[int, str], str]) -> Iterator[str]:
    """What the rows of a table say."""
    for number in dict.fromkeys(row for row, _ in cells):
        yield bare("".join(cells.get((number, column), "") for column in ("c1", "c2", "c3", "c4")))


def _asked(admitted: Admitted, earlier: Admitted, places: Sequence[Place], present: FormMap, desk: Desk) -> str:
    """FILL, ONLY_NEW, or "" while it is open."""
    labels = {question.id: question.label for question in present.questions}
    named = "、".join(dict.fromkeys(labels[question_id] for question_id, _ in places))
    question = open_question(
        question_id("earlier", admitted.member_id, admitted.form.id, earlier.form.id),
        QuestionKind.FORM_COPY,
        admitted.form.where,
        desk.named(admitted.member_id),
        f"{desk.named(admitted.member_id)}の回答が二つあり、数えるほうの回答にない{named}の回答が、"
        f"もう一つ（{earlier.form.where}）にあります。どう数えますか。",
        (FILL, ONLY_NEW),
        FILL,
    )
    return desk.settle(question, "earlier-answers")


def joined(answers: Sequence[Answer], sources: Sequence[Source]) -> Answer:
    """One answer out of those of earlier forms, and of the form itself where it has rows of a comment table, too.

    Args:
        answers: of the sources in their order, then the form's own, if any.
        sources: where the first of them come from.
    """
    told = [*(replace(answer, response_id=source.admitted.form.id) for answer, source in zip(answers, sources, strict=False))]
    told += answers[len(sources) :]
    first = next((each for each in told if each.state is AnswerState.ANSWERED), told[0])
    states = {each.state for each in told}
    is_open = AnswerState.OPEN in states or not all(source.is_decided for source in sources)
    return replace(first, state=AnswerState.OPEN if is_open else first.state, rows=tuple(_rows(told)))


def _rows(answers: Sequence[Answer]) -> Iterator[CommentRow]:
    """All rows, earlier ones first; what was said before is not said again."""
    seen: set[str] = set()
    for row in (row for answer in answers for row in answer.rows):
        said = bare(f"{row.material_no.value}{row.page.value}{row.passage.value}{row.text.value}")
        if said not in seen:
            seen.add(said)
            yield row
