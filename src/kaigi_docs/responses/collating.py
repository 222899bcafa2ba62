"""What members sent back and what was decided -> whose it is, what counts, every answer, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kaigi_docs.model.decisions import Decisions, OpenQuestion, QuestionKind
from kaigi_docs.model.form_map import FormMap, FormQuestion
from kaigi_docs.model.meeting import Meeting, Question
from kaigi_docs.model.meeting import QuestionKind as Answering
from kaigi_docs.model.numbering import forms_of, questions_of
from kaigi_docs.model.responses import Answer, AnswerState, Collation, MemberReturn, Opinion, Response, ReturnState, Standing
from kaigi_docs.model.returned_forms import ReturnedForm, UnreadAnswer
from kaigi_docs.responses.admitting import Admitted, admit_forms, withdrawals_of
from kaigi_docs.responses.answering import answer_form
from kaigi_docs.responses.copies import one_each
from kaigi_docs.responses.desk import Desk
from kaigi_docs.responses.ledger import Ledger
from kaigi_docs.responses.opinions import number_opinions, pending_opinions
from kaigi_docs.responses.paper import may_be_of, settle_paper
from kaigi_docs.responses.roster import Roster
from kaigi_docs.responses.voting import items_of, recused_on

_ANSWERED_ASIDE = frozenset({Standing.LATE, Standing.SUPERSEDED, Standing.WITHDRAWN, Standing.UNKNOWN, Standing.WAITING})
"""Forms of this round that do not count: what they say is shown, and nothing is asked about it."""


def collate_responses(
    meeting: Meeting,
    maps: Mapping[str, FormMap],
    forms: Sequence[ReturnedForm],
    unread: Sequence[UnreadAnswer],
    decisions: Decisions,
) -> Collation:
    """Everything that is known of the present round; the same arguments, in any order of the forms, always give the same result.

    The stages: which forms may count and whose they are, what became of paper, one form a member, what every answer means, and
    the opinions. Every form has one response, and every filled space stands in an answer, a question or a finding; that is
    checked at the end.

    Codes beside those of the stages: `recused-voted`, `vote-without-right` (notes), `form-not-back` (a warning).

    Args:
        meeting: members, rounds and questions.
        maps: by version; of several of one form the one whose questions are most like the meeting's, then the last, is present.
        forms: what was read.
        unread: what only a person can read.
        decisions: of the secretariat.

    Raises:
        AssertionError: an answer was lost, a defect of ours.
    """
    desk, ledger = Desk(meeting, decisions, Roster.of(meeting.members)), Ledger()
    given = sorted(forms, key=lambda form: (str(form.where), form.id))
    admitted = admit_forms(given, maps, desk)
    paper = settle_paper(sorted(unread, key=lambda each: (str(each.where), each.id)), admitted, desk)
    ranked = one_each(admitted, (*withdrawals_of(admitted), *paper.withdrawals), desk)
    present = present_forms(meeting, maps)
    responses = tuple(_response(each, present.get(each.map.material_id, each.map), desk, ledger) for each in ranked)
    _report_without_vote(responses, desk)
    _report_half_returned(responses, present, maps, desk)
    ledger.close(given, responses, desk.findings)
    return Collation(
        round=meeting.asking,
        responses=_in_order(responses, meeting),
        members=tuple(_members(meeting, responses, paper.waiting)),
        unread=paper.waiting,
        opinions=_opinions(meeting, present, ranked, responses),
        pending=pending_opinions(responses),
        questions=_questions_in_order(desk.questions),
        findings=tuple(desk.findings),
    )


def present_forms(meeting: Meeting, maps: Mapping[str, FormMap]) -> dict[str, FormMap]:
    """The present version of each form of the round that any version is known of, by 資料, in the order of the round."""
    asking, found = meeting.asking, {}
    for form in forms_of(meeting.materials):
        usual = [each for each in maps.values() if each.material_id == form.id and not each.large_print]
        versions = [each for each in usual if each.round_id in ("", asking.id)] or [each for each in usual if not asking.id]
        if form.id in asking.form_ids and versions:
            asked = questions_of(form, meeting)
            found[form.id] = max(enumerate(versions), key=lambda each: (_likeness(each[1], asked), each[0]))[1]
    return {form_id: found[form_id] for form_id in asking.form_ids if form_id in found}


def _likeness(form: FormMap, asked: Sequence[Question]) -> int:
    """How many questions of a version are those of the meeting, less those that are not."""
    own = {each.id: _essence(each) for each in form.questions}
    wanted = {each.id: (each.kind.value, tuple(map(str, each.choices))) for each in asked}
    same = sum(own.get(question_id) == essence for question_id, essence in wanted.items())
    return 2 * same - len(own)


def _essence(question: FormQuestion) -> tuple[str, tuple[str, ...]]:
    return question.kind, question.choices


def _response(admitted: Admitted, present: FormMap, desk: Desk, ledger: Ledger) -> Response:
    """The response of a form; only about one that counts anything is asked."""
    answers: tuple[Answer, ...] = ()
    if admitted.standing is Standing.COUNTS or admitted.for_reference:
        answers = answer_form(admitted, present, desk, ledger)
    elif admitted.standing in _ANSWERED_ASIDE:
        answers = answer_form(admitted, present, desk.aside(), Ledger())
    form = admitted.form
    return Response(
        id=form.id,
        member_id=admitted.member_id,
        standing=admitted.standing,
        where=form.where,
        way=form.way,
        version=form.version,
        arrival=form.arrival,
        signed_by=form.name.value,
        by_proxy=admitted.by_proxy,
        answers=answers,
        beside=form.beside,
        likely=admitted.likely,
    )


def _report_without_vote(responses: Iterable[Response], desk: Desk) -> None:
    """Votes that are never counted: of recused members, and of members without a vote."""
    votes = {each.id: each for each in desk.meeting.questions if each.kind.value == Answering.VOTE}
    for response in responses:
        if response.standing is not Standing.COUNTS:
            continue
        member = desk.member(response.member_id)
        for answer in response.answers:
            if answer.question_id not in votes or answer.state is not AnswerState.ANSWERED or member is None:
                continue
            recused = recused_on(desk.meeting, items_of(votes[answer.question_id], answer.subject_id))
            if member.id in recused:
                message = f"{desk.named(member.id)}は除斥のため、この議案の賛否には数えません。"
                desk.findings.note("recused-voted", answer.where, message)
            elif not member.votes:
                message = f"{desk.named(member.id)}は議決権がないので、賛否には数えません。"
                desk.findings.note("vote-without-right", answer.where, message)


def _report_half_returned(
    responses: Sequence[Response], present: Mapping[str, FormMap], maps: Mapping[str, FormMap], desk: Desk
) -> None:
    """Where a round has several forms, those that a member did not send although another one came."""
    back: dict[str, dict[str, Response]] = {}
    for response in responses:
        if response.standing is Standing.COUNTS:
            back.setdefault(response.member_id, {})[maps[response.version].material_id] = response
    for member_id, own in back.items():
        missing = "".join(f"「{form.title}」" for form_id, form in present.items() if form_id not in own)
        if missing:
            message = f"{desk.named(member_id)}の{missing}が返っていません。"
            hint = "返っていない様式があることを、委員に確かめてください。"
            desk.findings.warn("form-not-back", next(iter(own.values())).where, message, hint)


def _in_order(responses: Sequence[Response], meeting: Meeting) -> tuple[Response, ...]:
    """Those that count first, in the order of the members; then the others in that of their files."""
    order = {member.id: place for place, member in enumerate(meeting.members)}
    counting = [each for each in responses if each.standing is Standing.COUNTS]
    others = [each for each in responses if each.standing is not Standing.COUNTS]
    return (*sorted(counting, key=lambda each: order[each.member_id]), *others)


def _members(meeting: Meeting, responses: Sequence[Response], waiting: Sequence[UnreadAnswer]) -> Iterable[MemberReturn]:
    """How far each member is."""
    asked_of = frozenset[str]().union(*(may_be_of(each, meeting) for each in waiting), *(each.likely for each in responses))
    for member in meeting.members:
        own = sorted(
            (each for each in responses if each.member_id == member.id),
            key=lambda each: (each.standing is not Standing.COUNTS, each.standing is not Standing.WAITING),
        )
        standings = {each.standing for each in own}
        yield MemberReturn(
            member_id=member.id,
            state=_state(standings, is_asked_of=member.id in asked_of),
            received=_received(own),
            response_ids=tuple(each.id for each in own),
        )


def _state(standings: set[Standing], *, is_asked_of: bool) -> ReturnState:
    """How far a member is of whom forms of these standings came, and perhaps something that nobody knows whose it is."""
    if Standing.COUNTS in standings:
        return ReturnState.RETURNED
    if Standing.WAITING in standings or is_asked_of:
        return ReturnState.WAITING
    if Standing.LATE in standings:
        return ReturnState.LATE
    return ReturnState.WITHDRAWN if Standing.WITHDRAWN in standings else ReturnState.MISSING


def _received(own: Sequence[Response]) -> datetime | None:
    """When the response that counts came, else the latest one."""
    if own and own[0].standing is Standing.COUNTS:
        return own[0].arrival.received
    days = [each.arrival.received for each in own if each.arrival.received is not None]
    return max(days, key=lambda day: day.replace(tzinfo=None), default=None)


def _opinions(
    meeting: Meeting, present: Mapping[str, FormMap], ranked: Sequence[Admitted], responses: Sequence[Response]
) -> tuple[Opinion, ...]:
    """The opinions of the responses that count, and of late ones that the secretariat lets into the record."""
    answers: dict[str, list[Answer]] = {}
    for admitted, response in zip(ranked, responses, strict=True):
        if response.standing is Standing.COUNTS or admitted.for_reference:
            answers.setdefault(response.member_id, []).extend(response.answers)
    return number_opinions(tuple(present.values()), [member.id for member in meeting.members], answers)


def _questions_in_order(questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Each once; days of receipt, which are many and hold nothing up, after those that have to be decided."""
    once = {question.id: question for question in questions}
    return tuple(sorted(once.values(), key=lambda question: question.kind is QuestionKind.FORM_RECEIPT))
