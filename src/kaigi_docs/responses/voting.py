"""Votes counted by the meeting's rule: who may vote, 除斥, the chair's vote, consent by a returned blank, and what waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Meeting, Member, Question, QuestionKind
from kaigi_docs.model.numbering import forms_of, questions_of
from kaigi_docs.model.responses import Answer, AnswerState, Collation, Response, Standing
from kaigi_docs.model.rounds import ChairVote, Round, Threshold
from kaigi_docs.model.votes import Outcome, VoteCount
from kaigi_docs.responses.leanings import Leaning, leaning_of
from kaigi_docs.responses.paper import reader_of
from kaigi_docs.responses.tally import Chair, Tally

_CHAIRS = frozenset(map(fold_name, ("会長", "委員長", "座長", "議長")))


def count_votes(meeting: Meeting, round_: Round, collation: Collation) -> tuple[VoteCount, ...]:
    """The vote of every question on a 議案 that the round asks, in the order of its forms.

    Who is recused on an item is recused on what stands below it, too. A chair who only breaks ties is among the entitled, and
    counts for the quorum; of the first count the chair is no part. Forms of other meetings are left out of what could
    change the result; all others that wait, and paper that nobody typed in, are not.

    Args:
        meeting: members, recusals and questions.
        round_: whose rule counts.
        collation: of that round.
    """
    forms = [form for form in forms_of(meeting.materials) if form.id in round_.form_ids]
    questions = (question for form in forms for question in questions_of(form, meeting))
    votes = (question for question in questions if question.kind is QuestionKind.VOTE)
    return tuple(
        _Vote.of(meeting, round_, collation, question, subject_id).count()
        for question in votes
        for subject_id in _subjects(question, collation)
    )


def recused_on(meeting: Meeting, item_ids: Sequence[str]) -> frozenset[str]:
    """The members who take no part in what is decided on one of the items."""
    above = {item.id: item.parent_id for item in meeting.agenda}
    concerned: set[str] = set()
    for item_id in item_ids:
        current: str | None = item_id
        while current and current not in concerned:
            concerned.add(current)
            current = above.get(current)
    return frozenset(each.member_id for each in meeting.recusals if each.item_id in concerned)


def items_of(question: Question, subject_id: str) -> tuple[str, ...]:
    """The items that a vote decides: the one that it is about, else all of the question."""
    return (subject_id,) if subject_id in question.item_ids else question.item_ids


def _subjects(question: Question, collation: Collation) -> tuple[str, ...]:
    """What the vote is about one by one, as the forms have it; "" where it is asked once or nobody answered."""
    answers = (answer for response in collation.responses for answer in response.answers if answer.question_id == question.id)
    return tuple(dict.fromkeys(answer.subject_id for answer in answers)) or ("",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vote:
    """A question about one subject, and what everybody said of it.

    Attributes:
        meeting, round: whose rule counts.
        question: the vote.
        item_id: what was voted on.
        recused: ids of the recused members.
        entitled: who may vote, in the order of the 委員 sheet.
        chair: who only breaks ties, or None.
        answers: by member, of the form that counts.
        waiting: ids of members of whom a form, or paper, waits.
        unknown: forms and paper of nobody knows whom.
    """

    meeting: Meeting
    round: Round
    question: Question
    item_id: str
    recused: tuple[str, ...]
    entitled: tuple[str, ...]
    chair: str | None
    answers: dict[str, Answer] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    unknown: int = 0

    @classmethod
    def of(cls, meeting: Meeting, round_: Round, collation: Collation, question: Question, subject_id: str) -> _Vote:
        """The vote with all that is known of it."""
        items = items_of(question, subject_id)
        recused = recused_on(meeting, items)
        may_vote = [each for each in meeting.members if each.votes and each.id not in recused]
        if round_.rule.chair is ChairVote.NEVER:
            may_vote = [each for each in may_vote if not _is_chair(each)]
        breaks = (each.id for each in may_vote if _is_chair(each) and round_.rule.chair is ChairVote.BREAKS_TIES)
        found = [(each, answer) for each in collation.responses for answer in _about(each, question.id, subject_id)]
        held = [each.member_id for each, _ in found if each.standing in (Standing.WAITING, Standing.UNKNOWN)]
        held += [reader_of(each, meeting) for each in collation.unread]
        return cls(
            meeting=meeting,
            round=round_,
            question=question,
            item_id=items[0] if items else "",
            recused=tuple(each.id for each in meeting.members if each.id in recused),
            entitled=tuple(each.id for each in may_vote),
            chair=next(breaks, None),
            answers={each.member_id: answer for each, answer in found if each.standing is Standing.COUNTS},
            waiting=frozenset(filter(None, held)),
            unknown=held.count(""),
        )

    def count(self) -> VoteCount:
        """The result."""
        tally = self._tally()
        voters = self._first_count
        outcome = tally.outcome
        broken = outcome in (Outcome.CARRIED, Outcome.REJECTED) and tally.is_tie(tally.counted)
        return VoteCount(
            question_id=self.question.id,
            item_id=self.item_id,
            rule=self.round.rule,
            entitled=self.entitled,
            recused=self.recused,
            returned=sum(each in self.answers for each in self.entitled),
            quorum_needed=_quorum_words(self.round.rule.quorum, len(self.entitled)),
            quorum_met=tally.has_quorum(tally.counted, tally.chair),
            votes=tuple(self._votes()),
            consented=tuple(each for each in voters if self._consents(each)),
            blank=tuple(each for each in voters if self._is_blank(each)),
            open=tuple(each for each in self.entitled if self._is_open(each)),
            for_count=tally.for_,
            against_count=tally.against,
            base=tally.base(tally.counted),
            outcome=outcome,
            broken_by=self.chair if broken and self.chair is not None else "",
        )

    @property
    def _first_count(self) -> tuple[str, ...]:
        return tuple(each for each in self.entitled if each != self.chair)

    def _tally(self) -> Tally:
        voters = self._first_count
        words = [self._word(each) for each in voters]
        leanings = [leaning_of(word) for word in words if word]
        opened = [each for each in voters if self._is_open(each)]
        return Tally(
            rule=self.round.rule,
            entitled=len(self.entitled),
            chair=self._chair(),
            for_=leanings.count(Leaning.FOR),
            against=leanings.count(Leaning.AGAINST),
            neither=leanings.count(Leaning.NEITHER),
            blank=sum(self._is_blank(each) for each in voters),
            asked=sum(each in self.answers for each in opened),
            absent=sum(each not in self.answers for each in opened),
            unknown=self.unknown,
            chair_waits=self.chair is not None and self._is_open(self.chair),
        )

    def _chair(self) -> Chair | None:
        if self.chair is None:
            return None
        word = self._word(self.chair)
        return Chair(leaning_of(word) if word else None, self.chair in self.answers)

    def _is_open(self, member_id: str) -> bool:
        """Whether a vote waits: the answer, a form or paper of that member."""
        answer = self.answers.get(member_id)
        return member_id in self.waiting or (answer is not None and answer.state is AnswerState.OPEN)

    def _is_blank(self, member_id: str) -> bool:
        return member_id in self.answers and not self._is_open(member_id) and not self._word(member_id)

    def _consents(self, member_id: str) -> bool:
        """Whether a returned blank counts as consent."""
        answer = self.answers.get(member_id)
        return answer is not None and answer.consents and not answer.choices and not self._is_open(member_id)

    def _word(self, member_id: str) -> str:
        """The choice that counts, or ""."""
        answer = self.answers.get(member_id)
        if answer is None or self._is_open(member_id):
            return ""
        if self._consents(member_id):
            return self._consent_word
        return answer.choices[0] if answer.choices and answer.state is AnswerState.ANSWERED else ""

    @property
    def _consent_word(self) -> str:
        """The choice that consent stands for: the first that is for the 議案."""
        words = [each.value for each in self.question.choices]
        return next((word for word in words if leaning_of(word) is Leaning.FOR), words[0] if words else "賛成")

    def _votes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        said = {each: self._word(each) for each in self._first_count}
        words = dict.fromkeys([*(each.value for each in self.question.choices), *filter(None, said.values())])
        for word in words:
            yield word, tuple(member_id for member_id, own in said.items() if own == word)


def _about(response: Response, question_id: str, subject_id: str) -> Iterator[Answer]:
    return (each for each in response.answers if (each.question_id, each.subject_id) == (question_id, subject_id))


def _is_chair(member: Member) -> bool:
    return fold_name(member.role.value) in _CHAIRS


def _quorum_words(quorum: Threshold, base: int) -> str:
    """「10人中5人以上」."""
    needed = next((count for count in range(base + 1) if quorum.reached(count, base)), None)
    if quorum is Threshold.NONE:
        return "定足数の定めなし"
    return f"{base}人中{needed}人以上" if needed is not None else "議決に加わる委員がいません"
