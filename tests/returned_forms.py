"""A committee of six, its forms, and answers to them, as values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kaigi_docs.findings import Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.decisions import Decision, Decisions
from kaigi_docs.model.form_identity import form_identity
from kaigi_docs.model.form_map import FormField, FormMap, FormQuestion, FormSubject
from kaigi_docs.model.meeting import (
    AgendaItem,
    AgendaKind,
    BlankRule,
    HouseStyle,
    Material,
    MaterialKind,
    Meeting,
    Member,
    Question,
    QuestionKind,
    Secretariat,
)
from kaigi_docs.model.responses import Answer, Collation
from kaigi_docs.model.returned_forms import Arrival, FieldValue, ReturnedForm, UnreadAnswer, Way
from kaigi_docs.model.text import Text
from kaigi_docs.responses.collating import collate_responses

KEY = "みほんの鍵"
VERSION = "0123456789ab"
IN_TIME = datetime(2022, 7, 1, 10, 0)
DEADLINE = date(2022, 7, 15)

MEMBERS = (
    Member(
        id="C01", name=Text("青山　一郎"), reading=Text("あおやま　いちろう"), organisation=Text("みほん大学"), role=Text("会長")
    ),
    Member(id="C02", name=Text("髙橋　二子"), organisation=Text("みほん市ＰＴＡ連合会"), predecessors=("石川　前子",)),
    Member(id="C03", name=Text("田中　三男"), organisation=Text("みほん商工会"), proxies=("林　代介",)),
    Member(id="C04", name=Text("渡辺　四穂"), organisation=Text("公募"), other_names=("佐藤",)),
    Member(id="C05", name=Text("田中　三男"), organisation=Text("みほん保育園")),
    Member(id="C06", name=Text("中村　六美"), organisation=Text("みほん市社会福祉協議会")),
)

_KINDS: dict[str, tuple[QuestionKind, tuple[str, ...], BlankRule]] = {
    "Q1": (QuestionKind.COMMENT, ("意見や感想", "特になし"), BlankRule.NO_ANSWER),
    "Q2": (QuestionKind.VOTE, ("賛成", "反対", "保留"), BlankRule.CONSENT),
    "Q3": (QuestionKind.MULTIPLE, ("会場", "オンライン", "書面"), BlankRule.NO_ANSWER),
    "Q4": (QuestionKind.SCORE, ("1", "2", "3", "4", "5"), BlankRule.NO_ANSWER),
    "Q5": (QuestionKind.COMMENT_TABLE, (), BlankRule.NO_ANSWER),
    "Q6": (QuestionKind.SINGLE, ("よい", "わるい"), BlankRule.ASK),
}


IDENTITY = "みほん会議 2022 1"
"""What makes the meeting of `a_meeting` this one and no other, as ids of forms have it."""


def a_meeting(**changed: Any) -> Meeting:
    """The committee with one form F1 of six questions, Q2 on the 議案 A02, Q4 once for each of the two items."""
    questions = tuple(
        Question(
            id=id_,
            kind=kind,
            choices=tuple(map(Text, choices)),
            blank=blank,
            item_ids=("A01", "A02") if id_ == "Q4" else ("A02",),
        )
        for id_, (kind, choices, blank) in _KINDS.items()
    )
    meeting = Meeting(
        id="mihon",
        name=Text("みほん会議"),
        round=1,
        fiscal_year=FiscalYear(2022),
        deadline=DEADLINE,
        deadline_where=None,
        issue_date=None,
        document_no=Text(""),
        sender=Text("みほん市長"),
        plan_name=Text("みほん計画"),
        secretariat=Secretariat(),
        style=HouseStyle(),
        agenda=(
            AgendaItem(id="A01", kind=AgendaKind.DISCUSSION, title=Text("計画について")),
            AgendaItem(id="A02", kind=AgendaKind.MOTION, title=Text("規約の改正")),
        ),
        materials=(Material(id="F1", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("回答書")),),
        questions=questions,
        members=MEMBERS,
        departments=(),
        ratings=(),
        policies=(),
        measure_columns=(),
        wording=(),
        form_key=KEY,
    )
    return replace(meeting, **changed)


def a_map(version: str = VERSION, *, without: Sequence[str] = (), **changed: FormQuestion) -> FormMap:
    """The form of that meeting on two pages: Q5 and Q6 stand on the second."""
    questions = {id_: changed.get(id_, a_question(id_)) for id_ in _KINDS if id_ not in without}
    fields = tuple(
        FormField(id=field_id, page=2 if id_ in ("Q5", "Q6") else 1, box_mm=(0, 0, 1, 1), kind="mark")
        for id_, question in questions.items()
        for field_id in _fields(question)
    )
    return FormMap(
        version=version,
        material_id="F1",
        title="回答書",
        round_id="",
        pages=2,
        page_mm=(210, 297),
        questions=tuple(questions.values()),
        fields=fields,
    )


def a_question(id_: str, **changed: Any) -> FormQuestion:
    """A question as it is printed."""
    kind, choices, blank = _KINDS[id_]
    subjects = (FormSubject("A01", "計画について"), FormSubject("A02", "規約の改正")) if id_ == "Q4" else ()
    question = FormQuestion(
        id=id_,
        label=f"回答書{id_[1:]}",
        title="",
        kind=kind.value,
        choices=choices,
        subjects=subjects,
        blank=blank.value,
        lines=3,
    )
    return replace(question, **changed)


def _fields(question: FormQuestion) -> Iterable[str]:
    for _, stem in question.stems:
        yield from (f"{stem}/choice/{number}" for number in range(1, len(question.choices) + 1))
        yield f"{stem}/text"
    if question.kind == QuestionKind.COMMENT_TABLE:
        yield from (f"{question.id}/row/{row}/c{column}" for row in (1, 2) for column in range(1, 5))


def values_of(answers: Mapping[str, str | bool | FieldValue], file: str = "回答/a.pdf") -> tuple[FieldValue, ...]:
    """Filled spaces: of a mark whether it is set, of others the text."""
    found = []
    for field_id, said in answers.items():
        where = Location(file, label=field_id)
        if isinstance(said, FieldValue):
            found.append(replace(said, field_id=field_id, text=Text(said.text.value, where)))
        elif isinstance(said, bool):
            found.append(FieldValue(field_id=field_id, text=Text("", where), marked=said))
        else:
            found.append(FieldValue(field_id=field_id, text=Text(said, where)))
    return tuple(found)


def a_form(
    bearer: str | None,
    answers: Mapping[str, str | bool | FieldValue] | None = None,
    *,
    file: str = "",
    version: str = VERSION,
    received: datetime | None = IN_TIME,
    name: str = "",
    key: str = KEY,
    **changed: Any,
) -> ReturnedForm:
    """A form with the id of a member (None for the neutral form), filled in; Q6 is answered, so that nothing has to be asked."""
    path = file or f"回答/{bearer or 'neutral'}.pdf"
    identity = form_identity(key, changed.pop("meeting_id", IDENTITY), version, bearer)
    filled = values_of({"Q6/choice/1": True} if answers is None else answers, path)
    form = ReturnedForm(
        id=changed.pop("id", hashlib.sha256(f"{path}{answers}".encode()).hexdigest()[:12]),
        where=Location(path),
        way=changed.pop("way", Way.FIELDS),
        version=version,
        identity=identity,
        genuineness=identity.genuineness(KEY),
        name=Text(name),
        values=filled,
        arrival=changed.pop("arrival", Arrival(received=received)),
    )
    return replace(form, **changed)


def said(answers: Mapping[str, str | bool | FieldValue]) -> dict[str, str | bool | FieldValue]:
    """Answers, with Q6 answered where they leave it out."""
    return {"Q6/choice/1": True, **answers}


def collated(
    *forms: ReturnedForm,
    unread: Sequence[UnreadAnswer] = (),
    decided: Mapping[str, str | date] | None = None,
    meeting: Meeting | None = None,
    maps: Sequence[FormMap] = (),
) -> Collation:
    """The collation; `decided` answers open questions by the word of their kind, again until no further one comes."""
    answers: dict[str, Decision] = {}
    meeting = meeting or a_meeting()
    known = {each.version: each for each in (*maps, a_map())}
    result = collate_responses(meeting, known, forms, unread, Decisions(answers=answers))
    for _ in range(3):
        for question in result.questions:
            answer = (decided or {}).get(question.kind.value)
            if answer is not None:
                day = answer if isinstance(answer, date) else None
                answers[question.id] = Decision(question_id=question.id, answer=Text(str(answer)), day=day)
        result = collate_responses(meeting, known, forms, unread, Decisions(answers=answers))
    return result


def codes(result: Collation) -> list[str]:
    """The codes of all findings."""
    return [finding.code for finding in result.findings]


def asked(result: Collation) -> list[str]:
    """The kinds of all questions, in words."""
    return [question.kind.value for question in result.questions]


def answer(result: Collation, question_id: str, subject_id: str = "", member_id: str = "C01") -> Answer:
    """What a member's response that counts answers."""
    response = next(each for each in result.counting if each.member_id == member_id)
    return next(each for each in response.answers if (each.question_id, each.subject_id) == (question_id, subject_id))


def state_of(result: Collation, member_id: str) -> str:
    """How far a member is, in words."""
    return next(each.state.value for each in result.members if each.member_id == member_id)
