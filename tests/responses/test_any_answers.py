"""Whatever comes back: nobody is lost, the order of files is nothing, decisions settle all, sending twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.decisions import Decision, Decisions, OpenQuestion
from kaigi_docs.model.responses import AnswerState, Collation, ReturnState, Standing
from kaigi_docs.model.returned_forms import Arrival, Doubt, FieldValue, ReturnedForm
from kaigi_docs.model.text import Text
from kaigi_docs.responses.collating import collate_responses
from kaigi_docs.responses.spaces import ASK_AGAIN
from kaigi_docs.responses.voting import count_votes
from returned_forms import IDENTITY, IN_TIME, MEMBERS, VERSION, a_form, a_map, a_meeting, a_question

OLDER = "bbbbbbbbbbbb"
MEETING = a_meeting()
MAPS = {OLDER: a_map(OLDER, without=("Q3",), Q2=a_question("Q2", choices=("承認", "不承認"))), VERSION: a_map()}
NAMES = ("", "高橋二子", "青山一郎", "田中三男", "石川前子", "林代介", "だれか")

texts = st.sampled_from(("よい意見です", "特になし", "賛成", "1", "別の意見", "　"))
doubts = st.lists(st.sampled_from(Doubt), max_size=2, unique=True).map(tuple)
marks = st.builds(
    FieldValue,
    field_id=st.just(""),
    text=st.just(Text("")),
    marked=st.sampled_from((True, True, None)),
    doubts=st.sampled_from(((), (), (Doubt.UNSURE,))),
)
written = st.builds(FieldValue, field_id=st.just(""), text=texts.map(Text), doubts=doubts, other=st.sampled_from(("", "よい")))
spaces = [each.id for each in MAPS[VERSION].fields] + ["Q1/choice", "Q3/choice", "Q9/text", "Q4/A09/text"]


def is_mark(field_id: str) -> bool:
    return field_id.rpartition("/")[0].endswith("/choice")


filled = st.lists(st.sampled_from(spaces), max_size=8, unique=True).flatmap(
    lambda ids: st.fixed_dictionaries({each: marks if is_mark(each) else written for each in ids})
)
arrivals = st.builds(
    Arrival,
    received=st.sampled_from((None, IN_TIME, IN_TIME + timedelta(days=1), datetime(2022, 8, 1))),
    day_only=st.booleans(),
    subject=st.sampled_from(("", "", "回答の取り下げ")),
)


@st.composite
def forms(draw: st.DrawFn) -> list[ReturnedForm]:
    found = []
    for number in range(draw(st.integers(0, 5))):
        answers: Mapping[str, FieldValue] = draw(filled)
        found.append(
            a_form(
                draw(st.sampled_from(("C01", "C02", "C03", None))),
                answers,
                file=f"回答/{number}.pdf",
                version=draw(st.sampled_from((VERSION, VERSION, OLDER))),
                name=draw(st.sampled_from(NAMES)),
                key=draw(st.sampled_from(("みほんの鍵", "みほんの鍵", "ほかの鍵"))),
                meeting_id=draw(st.sampled_from((IDENTITY, IDENTITY, IDENTITY, "yoso"))),
                arrival=draw(arrivals),
                missing_pages=draw(st.sampled_from(((), (), (2,)))),
                beside=draw(st.sampled_from(((), (Text("撤回したい", Location("回答/x.eml")),)))),
            )
        )
    return found


def collation(given_forms: list[ReturnedForm], answers: Mapping[str, Decision]) -> Collation:
    return collate_responses(MEETING, MAPS, given_forms, (), Decisions(answers=dict(answers)))


def decision(question: OpenQuestion) -> Decision:
    """The first choice that settles a question, or a day in time."""
    if not question.choices:
        return Decision(question_id=question.id, answer=Text("2022-07-03"), day=date(2022, 7, 3))
    choice = next(each for each in question.choices if each != ASK_AGAIN)
    return Decision(question_id=question.id, answer=Text(choice))


def all_decided(given_forms: list[ReturnedForm]) -> tuple[Collation, dict[str, Decision]]:
    """The collation when every question is answered, and the answers."""
    answers: dict[str, Decision] = {}
    result = collation(given_forms, answers)
    for _ in range(20):
        fresh = {each.id: decision(each) for each in result.questions if each.id not in answers}
        if not fresh:
            break
        answers |= fresh
        result = collation(given_forms, answers)
    return result, answers


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms(), st.randoms(use_true_random=False))
def test_every_member_has_one_state_and_the_order_of_files_is_nothing(given_forms: list[ReturnedForm], random: object) -> None:
    result = collation(given_forms, {})
    assert [each.member_id for each in result.members] == [each.id for each in MEMBERS]
    assert sorted(each.id for each in result.responses) == sorted(each.id for each in given_forms)
    assert len({(each.member_id) for each in result.counting}) == len(result.counting)
    waits = [each for each in result.responses if each.standing in (Standing.WAITING, Standing.UNKNOWN, Standing.OTHER_MEETING)]
    awaited = {member_id for each in waits for member_id in (each.member_id, *each.likely)}
    assert not awaited & {each.member_id for each in result.members if each.state is ReturnState.MISSING}
    opened = [each for response in result.counting for each in response.answers if each.state is AnswerState.OPEN]
    assert bool(waits or opened) is any(each.severity is Severity.ERROR for each in result.findings)
    assert collation(list(reversed(given_forms)), {}) == result
    assert len(count_votes(MEETING, MEETING.asking, result)) == 1


def told_by(result: Collation, form: ReturnedForm) -> list[str]:
    """The words that a form's answers, the questions and the findings hold."""
    answers = [each for response in result.responses if response.id == form.id for each in response.answers]
    answers += [each for response in result.counting for each in response.answers if each.response_id == form.id]
    cells = [text for each in answers for row in each.rows for text in (row.material_no, row.page, row.passage, row.text)]
    words = [text.value for text in (*(each.text for each in answers), *cells)]
    words += [word for each in answers for word in each.choices]
    return [*words, *(each.found for each in result.questions), *(each.message for each in result.findings)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms(), st.booleans())
def test_what_was_written_is_in_answers_questions_or_findings(given_forms: list[ReturnedForm], decided: bool) -> None:
    result = all_decided(given_forms)[0] if decided else collation(given_forms, {})
    counting, places = {each.id for each in result.counting}, {each.where for each in result.findings}
    for form in given_forms:
        told = told_by(result, form)
        written = [each.text.value for each in form.values if each.text]
        assert form.where in places if form.id not in counting else all(any(each in words for words in told) for each in written)


@st.composite
def changed_minds(draw: st.DrawFn) -> tuple[ReturnedForm, ReturnedForm]:
    """Two forms of one member, one after the other."""
    first, second = draw(filled), draw(filled)
    later = Arrival(received=IN_TIME + timedelta(days=1))
    return a_form("C01", first, file="回答/1.pdf"), a_form("C01", second, file="回答/2.pdf", arrival=later)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changed_minds())
def test_no_blank_of_a_later_form_silently_takes_the_place_of_an_answer(pair: tuple[ReturnedForm, ReturnedForm]) -> None:
    alone, both = collation([pair[0]], {}), collation(list(pair), {})
    earlier = {(each.question_id, each.subject_id): each.state for each in alone.counting[0].answers}
    own = {(each.question_id, each.subject_id): each.state for each in collation([pair[1]], {}).counting[0].answers}
    for each in both.counting[0].answers:
        place = (each.question_id, each.subject_id)
        if own[place] is AnswerState.BLANK and earlier[place] in (AnswerState.ANSWERED, AnswerState.NO_COMMENT):
            assert each.state is AnswerState.OPEN and not each.consents
    settled, _ = all_decided(list(pair))
    for each in settled.counting[0].answers:
        place = (each.question_id, each.subject_id)
        if own[place] is AnswerState.BLANK and earlier[place] in (AnswerState.ANSWERED, AnswerState.NO_COMMENT):
            assert each.state is earlier[place] and each.response_id == pair[0].id


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms())
def test_when_everything_is_decided_nothing_is_open(given_forms: list[ReturnedForm]) -> None:
    result, _ = all_decided(given_forms)
    assert not [each for each in result.findings if each.severity is Severity.ERROR]
    assert not [each for response in result.counting for each in response.answers if each.state is AnswerState.OPEN]
    assert {each.standing for each in result.responses} <= {
        *(Standing.COUNTS, Standing.LATE, Standing.SUPERSEDED, Standing.WITHDRAWN, Standing.REFUSED)
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(filled, st.sampled_from(("C01", "C02")))
def test_the_same_answers_sent_again_change_the_receipt_only(answers: Mapping[str, FieldValue], member_id: str) -> None:
    first = a_form(member_id, answers)
    again = replace(first, id="f" * 12, arrival=Arrival(received=IN_TIME + timedelta(days=2)))
    once, decided = all_decided([first])
    twice = collation([first, again], decided)
    assert [replace(each, response_ids=(), received=None) for each in once.members] == [
        replace(each, response_ids=(), received=None) for each in twice.members
    ]
    assert once.opinions == twice.opinions and {each.id for each in twice.questions} == {each.id for each in once.questions}
    (count,), (recount,) = (count_votes(MEETING, MEETING.asking, each) for each in (once, twice))
    assert count == recount
    assert next(each.received for each in twice.members if each.member_id == member_id) == again.arrival.received
