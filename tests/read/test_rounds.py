"""回答の回, 除斥 and the names of members in 会議設定.xlsx."""

from __future__ import annotations

from datetime import date

import pytest
from meeting_rows import Rows, read, seen

from kaigi_docs.model.asking import in_round, round_called
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.rounds import ChairVote, Threshold, VoteBase, VotingRule
from kaigi_docs.read.grid import CellValue
from two_rounds import ASKING, LIST, MEMBERS, QUESTIONS, two_rounds


@pytest.fixture(scope="module")
def asked_twice() -> Meeting:
    meeting, findings = read(two_rounds())
    assert seen(findings) == []
    return meeting


def test_a_meeting_without_rounds_asks_once_with_all_its_forms() -> None:
    meeting, _ = read(two_rounds(rounds=[]))
    assert meeting.rounds == ()
    assert (meeting.asking.id, meeting.asking.form_ids, meeting.asking.deadline) == ("", ("S02", "S04"), date(2022, 9, 9))
    assert in_round(meeting, "") == meeting


def test_what_a_round_leaves_open_is_that_of_the_meeting(asked_twice: Meeting) -> None:
    question, vote = asked_twice.rounds
    assert (question.id, question.form_ids, question.deadline) == ("質問", ("S02",), date(2022, 9, 9))
    assert question.sent_on == date(2022, 8, 19)
    assert (vote.id, vote.form_ids, vote.deadline, vote.sent_on) == ("表決", ("S04",), date(2022, 10, 14), date(2022, 9, 26))
    assert vote.deadline_where is not None
    assert vote.deadline_where.sheet == "回答の回"


def test_the_present_round_is_the_named_one_else_the_first(asked_twice: Meeting) -> None:
    assert asked_twice.round_id == "質問"
    assert read(two_rounds(present="表決"))[0].round_id == "表決"


def test_a_round_sees_its_own_form_questions_deadline_and_day_of_mailing(asked_twice: Meeting) -> None:
    vote = in_round(asked_twice, "表決")
    assert [each.id for each in vote.materials] == ["S01", "S04"]
    assert [each.id for each in vote.questions] == ["Q2"]
    assert number_meeting(vote).answers == {"Q2": "表決書１"}
    assert (vote.deadline, vote.dispatch.sent_on, vote.round_id) == (date(2022, 10, 14), date(2022, 9, 26), "表決")
    assert vote.agenda[0].material_ids == ("S04",)
    assert vote.asking == asked_twice.rounds[1]


def test_questions_without_a_form_go_with_the_first_one(asked_twice: Meeting) -> None:
    unnamed, _ = read(two_rounds(questions=[{"設問ID": "Q1", "種類": "意見", "議題ID": "A01"}, QUESTIONS[1]]))
    assert [each.id for each in in_round(unnamed, "質問").questions] == ["Q1"]
    assert [each.id for each in in_round(unnamed, "表決").questions] == ["Q2"]


def test_a_round_is_called_in_any_width(asked_twice: Meeting) -> None:
    assert round_called("　表 決", asked_twice) == "表決"
    assert round_called("投票", asked_twice) is None


def test_the_rule_of_votes_is_read_from_words_and_has_usual_parts() -> None:
    rule: dict[str, CellValue] = {
        "回": "表決",
        "定足数": "過半数",
        "可決の要件": "3分の2以上",
        "数える委員": "議決権のある委員",
        "会長の表決": "可否同数のときだけ",
        "空欄も出席に数える": "いいえ",
    }
    meeting, findings = read(two_rounds(rounds=[rule]))
    assert seen(findings) == []
    assert meeting.asking.rule == VotingRule(
        quorum=Threshold.MORE_THAN_HALF,
        majority=Threshold.TWO_THIRDS,
        base=VoteBase.ALL,
        chair=ChairVote.BREAKS_TIES,
        blank_returned=False,
    )
    assert read(two_rounds(rounds=[{"回": "表決"}]))[0].asking.rule == VotingRule()
    assert meeting.asking.form_ids == ("S02", "S04")


@pytest.mark.parametrize(
    ("rounds", "found"),
    [
        (
            [*ASKING, {"回": "表決", "回答書の資料ID": "S04"}],
            [("round-twice", "回答の回!A6"), ("form-in-two-rounds", "回答の回!A6")],
        ),
        ([{"回": "質問"}, ASKING[1]], [("form-in-two-rounds", "回答の回!A5")]),
        ([ASKING[0]], [("form-without-round", "資料!A6")]),
        (
            [ASKING[0], {**ASKING[1], "回答書の資料ID": "S01"}],
            [("reference-unknown", "回答の回!B5"), ("form-without-round", "資料!A6")],
        ),
        ([ASKING[0], {**ASKING[1], "締切": "令和4年10月16日"}], [("deadline-weekend", "回答の回!C5")]),
        ([ASKING[0], {**ASKING[1], "締切": "令和4年9月20日"}], [("deadline-before-issue", "回答の回!C5")]),
        ([{**ASKING[0], "回": ""}, ASKING[1]], [("cell-required", "回答の回!A4"), ("form-without-round", "資料!A5")]),
    ],
)
def test_rounds_that_cannot_be_told_apart_or_kept_are_findings(rounds: LIST, found: list[tuple[str, str]]) -> None:
    assert seen(read(two_rounds(rounds=rounds))[1]) == found


def codes(settings: Rows) -> list[str]:
    return sorted(code for code, _ in seen(read(settings)[1]))


def test_a_present_round_that_is_not_there_names_the_cell() -> None:
    assert codes(two_rounds(present="投票")) == ["round-unknown"]
    assert codes(two_rounds(present="表決", rounds=[])) == ["round-unknown"]


def test_a_recusal_names_member_item_and_reason() -> None:
    entry: dict[str, CellValue] = {"委員ID": "C02", "議題ID": "A02", "理由": "候補者であるため"}
    meeting, findings = read(two_rounds(recusals=[entry]))
    assert seen(findings) == []
    (recusal,) = meeting.recusals
    assert (recusal.member_id, recusal.item_id, recusal.reason.value) == ("C02", "A02", "候補者であるため")


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        ([{"委員ID": "C09", "議題ID": "A02"}], ["reference-unknown"]),
        ([{"委員ID": "岬　燈子", "議題ID": "A02"}], ["reference-unknown"]),
        ([{"委員ID": "C02", "議題ID": "A09"}], ["reference-unknown"]),
        ([{"委員ID": "C02", "議題ID": "A01"}], ["recusal-without-vote"]),
        ([{"委員ID": "C02", "議題ID": "A02"}, {"委員ID": "C02", "議題ID": "A02"}], ["recusal-twice"]),
    ],
)
def test_a_recusal_that_takes_nobody_out_of_a_vote_is_a_finding(entries: LIST, found: list[str]) -> None:
    assert codes(two_rounds(recusals=entries)) == found


def test_a_member_without_a_vote_needs_no_recusal() -> None:
    observer: LIST = [MEMBERS[0], {**MEMBERS[1], "議決権": "いいえ"}]
    meeting, findings = read(two_rounds(members=observer, recusals=[{"委員ID": "C02", "議題ID": "A02"}]))
    assert [member.votes for member in meeting.members] == [True, False]
    assert [code for code, _ in seen(findings)] == ["recusal-without-right"]


def test_a_vote_without_voters_or_without_the_chair_that_its_rule_needs_is_a_finding() -> None:
    nobody: LIST = [{**each, "議決権": "いいえ"} for each in MEMBERS]
    assert codes(two_rounds(members=nobody)) == ["voters-missing"]
    tie: LIST = [ASKING[0], {**ASKING[1], "会長の表決": "可否同数のときだけ"}]
    assert codes(two_rounds(rounds=tie)) == []
    assert codes(two_rounds(rounds=tie, members=[MEMBERS[1]])) == ["chair-missing"]


def test_other_names_of_a_member_are_read_and_must_not_be_those_of_another() -> None:
    named: LIST = [{**MEMBERS[0], "別名": "沖　千尋、灘千尋", "前任者": "浜辺　渚", "代理人": "岬　燈子"}, MEMBERS[1]]
    meeting, findings = read(two_rounds(members=named))
    assert seen(findings) == []
    first = meeting.members[0]
    assert (first.other_names, first.predecessors, first.proxies) == (("沖　千尋", "灘千尋"), ("浜辺　渚",), ("岬　燈子",))
    shared: LIST = [MEMBERS[0], {**MEMBERS[1], "前任者": "灘千尋"}]
    assert codes(two_rounds(members=shared)) == ["member-name-shared"]
