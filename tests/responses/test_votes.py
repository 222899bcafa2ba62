"""Votes, counted by hand beside the rule; and what waits, beside every way in which it could end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.findings import Location
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.returned_forms import UnreadAnswer
from kaigi_docs.model.rounds import ChairVote, Recusal, Round, Threshold, VoteBase, VotingRule
from kaigi_docs.model.votes import Outcome, VoteCount
from kaigi_docs.responses.leanings import Leaning, leaning_of
from kaigi_docs.responses.tally import Chair, Count, Tally
from kaigi_docs.responses.voting import count_votes
from returned_forms import DEADLINE, MEMBERS, a_form, a_meeting, codes, collated

FOR, AGAINST, HOLD, BLANK, GONE, OPEN = "賛成", "反対", "保留", "", None, "？"
_MARKS = {FOR: ("1",), AGAINST: ("2",), HOLD: ("3",), BLANK: (), OPEN: ("1", "2")}
USUAL = VotingRule()


def counted(
    votes: str, rule: VotingRule = USUAL, *, recused: tuple[str, ...] = (), meeting: Meeting | None = None, paper: int = 0
) -> VoteCount:
    """The vote of C01 (会長) to C06, a letter each: 賛反保, 空 for a blank form, － for none, ？ for two ticks."""
    words = {"賛": FOR, "反": AGAINST, "保": HOLD, "空": BLANK, "－": GONE, "？": OPEN}
    meeting = meeting or a_meeting(recusals=tuple(Recusal(member_id=each, item_id="A02") for each in recused))
    forms = []
    for member, letter in zip(MEMBERS, votes, strict=True):
        word = words[letter]
        if word is not None:
            marks = {f"Q2/choice/{number}": True for number in _MARKS[word]}
            forms.append(a_form(member.id, {"Q6/choice/1": True, **marks}))
    unread = tuple(UnreadAnswer(id=str(each), where=Location(f"回答/{each}.jpg"), kind="紙", why="") for each in range(paper))
    result = collated(*forms, unread=unread, meeting=meeting)
    (vote,) = count_votes(meeting, replace(meeting.asking, rule=rule), result)
    return vote


TWO_THIRDS = VotingRule(majority=Threshold.TWO_THIRDS)
OF_RETURNED, OF_ALL = VotingRule(base=VoteBase.RETURNED), VotingRule(base=VoteBase.ALL)
BREAKS, NEVER = VotingRule(chair=ChairVote.BREAKS_TIES), VotingRule(chair=ChairVote.NEVER)
VOTES_ONLY = VotingRule(blank_returned=False, quorum=Threshold.MORE_THAN_HALF)


@pytest.mark.parametrize(
    ("votes", "rule", "recused", "outcome", "numbers"),
    [
        # votes of 会長 and five members, rule, 除斥, result, (for, against, base)
        ("賛賛賛賛賛賛", USUAL, (), Outcome.CARRIED, (6, 0, 6)),
        ("賛賛賛反反保", USUAL, (), Outcome.CARRIED, (3, 2, 5)),
        ("賛賛反反保保", USUAL, (), Outcome.TIE, (2, 2, 4)),
        ("賛反反反保保", USUAL, (), Outcome.REJECTED, (1, 3, 4)),
        ("－－－－－－", USUAL, (), Outcome.NO_QUORUM, (0, 0, 0)),
        ("賛賛－－－－", USUAL, (), Outcome.NO_QUORUM, (2, 0, 2)),  # half of six is three
        ("賛賛反－－－", USUAL, (), Outcome.CARRIED, (2, 1, 3)),
        ("空空空空空空", USUAL, (), Outcome.CARRIED, (6, 0, 6)),  # all consented by a returned blank
        ("賛空反反反－", USUAL, (), Outcome.REJECTED, (2, 3, 5)),
        ("保保保保保保", USUAL, (), Outcome.REJECTED, (0, 0, 0)),  # nobody is for it
        ("賛賛賛反反保", OF_RETURNED, (), Outcome.REJECTED, (3, 2, 6)),
        ("賛賛賛反－－", OF_ALL, (), Outcome.REJECTED, (3, 1, 6)),
        ("賛賛賛賛反反", TWO_THIRDS, (), Outcome.CARRIED, (4, 2, 6)),
        ("賛賛賛反反保", TWO_THIRDS, (), Outcome.REJECTED, (3, 2, 5)),
        ("賛賛賛反反反", TWO_THIRDS, (), Outcome.REJECTED, (3, 3, 6)),  # even, but half does not decide
        ("賛賛賛反反反", USUAL, ("C06",), Outcome.CARRIED, (3, 2, 5)),  # 除斥: neither vote nor base
        ("賛賛－－－－", USUAL, ("C05", "C06"), Outcome.CARRIED, (2, 0, 2)),  # nor the quorum: two of four
        ("賛反反反賛賛", BREAKS, (), Outcome.REJECTED, (2, 3, 5)),  # 会長 is no part of the first count
        ("賛賛賛反反保", BREAKS, (), Outcome.CARRIED, (2, 2, 4)),
        ("反賛賛反反保", BREAKS, (), Outcome.REJECTED, (2, 2, 4)),
        ("保賛賛反反保", BREAKS, (), Outcome.TIE, (2, 2, 4)),
        ("空賛賛反反保", BREAKS, (), Outcome.CARRIED, (2, 2, 4)),  # 会長 consents by a blank
        ("－賛賛反反保", BREAKS, (), Outcome.TIE, (2, 2, 4)),
        ("賛賛賛反反保", BREAKS, ("C01",), Outcome.TIE, (2, 2, 4)),  # 会長 recused: nobody breaks it
        ("賛賛賛反反保", NEVER, (), Outcome.TIE, (2, 2, 4)),
        ("賛賛－－－－", BREAKS, (), Outcome.NO_QUORUM, (1, 0, 1)),
        ("賛賛賛－－－", BREAKS, (), Outcome.CARRIED, (2, 0, 2)),
        ("賛賛反－－－", BREAKS, (), Outcome.CARRIED, (1, 1, 2)),
        ("賛賛賛反？保", USUAL, (), Outcome.CARRIED, (3, 1, 4)),
        ("賛賛賛反反？", USUAL, (), Outcome.OPEN, (3, 2, 5)),
        ("賛賛－－－？", USUAL, (), Outcome.CARRIED, (2, 0, 2)),  # the form is there: only its vote waits
    ],
)
def test_a_vote_ends_as_counted_by_hand(
    votes: str, rule: VotingRule, recused: tuple[str, ...], outcome: Outcome, numbers: tuple[int, int, int]
) -> None:
    vote = counted(votes, rule, recused=recused)
    assert vote.outcome is outcome
    assert (vote.for_count, vote.against_count, vote.base) == numbers
    assert vote.recused == recused and not set(recused) & set(vote.entitled)


def test_a_vote_names_everybody_at_their_place() -> None:
    vote = counted("賛空反保？－", recused=())
    assert vote.votes == (("賛成", ("C01", "C02")), ("反対", ("C03",)), ("保留", ("C04",)))
    assert (vote.consented, vote.blank, vote.open) == (("C02",), (), ("C05",))
    assert (vote.returned, vote.quorum_needed, vote.quorum_met) == (5, "6人中3人以上", True)
    assert vote.question_id == "Q2" and vote.item_id == "A02" and vote.broken_by == ""


def test_the_chair_who_broke_a_tie_is_named() -> None:
    assert counted("反賛賛反反保", BREAKS).broken_by == "C01"
    assert counted("反賛賛賛反保", BREAKS).broken_by == ""


def test_a_blank_form_counts_for_the_quorum_only_where_the_rule_says_so() -> None:
    meeting = a_meeting(questions=tuple(replace(each, blank=each.blank.NO_ANSWER) for each in a_meeting().questions))
    assert counted("賛賛保－－－", VOTES_ONLY, meeting=meeting).quorum_met is False
    assert counted("賛賛保反－－", VOTES_ONLY, meeting=meeting).quorum_met is True


def test_a_member_without_a_vote_is_not_counted_and_a_recused_vote_is_told() -> None:
    members = (*MEMBERS[:5], replace(MEMBERS[5], votes=False))
    vote = counted("賛賛反反賛反", meeting=a_meeting(members=members))
    assert vote.outcome is Outcome.CARRIED and "C06" not in vote.entitled
    meeting = a_meeting(members=members, recusals=(Recusal(member_id="C01", item_id="A02"),))
    voted = [a_form(each, {"Q6/choice/1": True, "Q2/choice/1": True}) for each in ("C01", "C06")]
    assert codes(collated(*voted, meeting=meeting)) == ["recused-voted", "vote-without-right"]


@pytest.mark.parametrize(
    ("votes", "paper", "outcome"),
    [
        ("賛賛賛反－－", 0, Outcome.CARRIED),
        ("賛賛賛反－－", 1, Outcome.OPEN),  # two to two if it replaces a vote for
        ("賛賛賛賛反－", 1, Outcome.CARRIED),  # four to two if it is another vote against, three to two if it replaces one
        ("賛賛賛反反－", 1, Outcome.OPEN),
        ("賛賛賛賛賛反", 1, Outcome.CARRIED),  # four to two even if it replaces a vote for
        ("賛賛－－－－", 1, Outcome.OPEN),  # the quorum
        ("－－－－－－", 2, Outcome.NO_QUORUM),
    ],
)
def test_paper_that_nobody_typed_in_leaves_a_vote_open_where_it_could_change_it(votes: str, paper: int, outcome: Outcome) -> None:
    assert counted(votes, paper=paper).outcome is outcome


@pytest.mark.parametrize(
    ("word", "leaning"),
    [
        *(
            (each, Leaning.FOR)
            for each in ("賛成", "承認する", "同意", "条件付き賛成", "条件付き", "異議なし", "異議はありません", "可")
        ),
        *((each, Leaning.AGAINST) for each in ("反対", "不承認", "同意しない・不同意", "条件付き反対", "異議あり", "否", "不可")),
        *((each, Leaning.NEITHER) for each in ("保留", "棄権", "どちらともいえない", "その他", "")),
    ],
)
def test_the_words_of_votes(word: str, leaning: Leaning) -> None:
    assert leaning_of(word) is leaning


def every_end(tally: Tally) -> set[Outcome]:
    """All results, by trying every vote of everybody whose form waits."""
    found = set()
    counted_votes = [0] * tally.for_ + [1] * tally.against + [2] * tally.neither + [3] * tally.blank
    missing = tally.entitled - (tally.chair is not None) - len(counted_votes) - tally.asked - tally.absent
    for swapped in range(tally.unknown + 1):
        for kept in set(combinations(counted_votes, max(len(counted_votes) - swapped, 0))):
            asked = tally.asked + len(counted_votes) - len(kept)
            maybe = tally.absent + min(tally.unknown - swapped, max(missing, 0))
            said_of_all = product(combinations_with_replacement(range(4), asked), combinations_with_replacement(range(5), maybe))
            for said_there, said_perhaps in said_of_all:
                said = [*kept, *said_there, *(vote for vote in said_perhaps if vote < 4)]
                count = Count(for_=said.count(0), against=said.count(1), returned=len(said), blank=said.count(3))
                found |= {tally.result(count, chair) for chair in chairs(tally)}
    return found


def chairs(tally: Tally) -> Iterator[Chair | None]:
    yield tally.chair
    if tally.chair is not None and tally.chair_waits:
        yield from (Chair(each, True) for each in (Leaning.FOR, Leaning.AGAINST, Leaning.NEITHER, None))


few = st.integers(0, 3)
rules = st.builds(
    VotingRule,
    quorum=st.sampled_from(Threshold),
    majority=st.sampled_from(Threshold),
    base=st.sampled_from(VoteBase),
    blank_returned=st.booleans(),
)
counts: Mapping[str, st.SearchStrategy[int]] = {
    **dict.fromkeys(("for_", "against", "neither", "blank"), few),
    **dict.fromkeys(("asked", "absent"), st.integers(0, 2)),
    "unknown": st.integers(0, 1),
}


@settings(max_examples=100, deadline=None)
@given(
    rules,
    st.fixed_dictionaries(dict(counts)),
    few,
    st.none() | st.builds(Chair, st.none() | st.sampled_from(Leaning), st.booleans()),
)
def test_a_result_is_open_exactly_where_something_that_waits_could_change_it(
    rule: VotingRule, numbers: dict[str, int], missing: int, chair: Chair | None
) -> None:
    forms = sum(numbers.values()) - numbers["unknown"]
    tally = Tally(
        rule=rule, entitled=forms + missing + (chair is not None), chair=chair, chair_waits=chair is not None, **numbers
    )
    ends = every_end(tally)
    assert tally.outcome is (next(iter(ends)) if len(ends) == 1 else Outcome.OPEN)


def test_two_rounds_have_their_own_rule() -> None:
    rounds = (Round(id="表決", form_ids=("F1",), deadline=DEADLINE, rule=TWO_THIRDS),)
    meeting = a_meeting(rounds=rounds, round_id="表決")
    result = collated(a_form("C01"), meeting=meeting)
    assert [each.rule for each in count_votes(meeting, meeting.asking, result)] == [TWO_THIRDS]
