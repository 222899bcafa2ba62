"""Which form of a member counts: in time, the latest, not withdrawn, of this round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from kaigi_docs.findings import Location
from kaigi_docs.model.form_identity import form_identity
from kaigi_docs.model.responses import Collation, Standing
from kaigi_docs.model.returned_forms import Arrival, UnreadAnswer, Way
from kaigi_docs.model.rounds import Round
from kaigi_docs.model.text import Text
from kaigi_docs.responses.voting import count_votes
from returned_forms import (
    DEADLINE,
    IDENTITY,
    IN_TIME,
    KEY,
    VERSION,
    a_form,
    a_map,
    a_meeting,
    answer,
    asked,
    codes,
    collated,
    said,
    state_of,
)

LATE = datetime(2022, 7, 16, 0, 5)
LATER = datetime(2022, 7, 2, 9, 0)
FIRST, SECOND = said({"Q1/text": "はじめの意見"}), said({"Q1/text": "あとの意見"})


def standings(result: Collation) -> dict[str, Standing]:
    return {each.where.file: each.standing for each in result.responses}


def test_the_day_of_the_deadline_is_in_time() -> None:
    result = collated(a_form("C01", received=datetime(2022, 7, 15, 23, 59)))
    assert state_of(result, "C01") == "回収" and not asked(result)


@pytest.mark.parametrize(
    ("decided", "standing", "state", "opinions"),
    [
        ("", Standing.WAITING, "確認待ち", 0),
        ("数える", Standing.COUNTS, "回収", 1),
        ("数えない", Standing.LATE, "期限後（数えていません）", 0),
        ("意見だけ載せる", Standing.LATE, "期限後（数えていません）", 1),
    ],
)
def test_a_late_form_counts_as_it_is_decided(decided: str, standing: Standing, state: str, opinions: int) -> None:
    result = collated(a_form("C01", FIRST, received=LATE), decided={"期限後の回答": decided} if decided else {})
    assert [each.standing for each in result.responses] == [standing]
    assert state_of(result, "C01") == state and len(result.opinions) == opinions
    assert codes(result).count("form-late") == 1


def test_a_late_form_that_says_nothing_new_is_not_asked_about() -> None:
    result = collated(a_form("C01", FIRST), a_form("C01", FIRST, file="回答/2.pdf", received=LATE))
    assert not asked(result) and standings(result)["回答/2.pdf"] is Standing.SUPERSEDED
    (member,) = (each for each in result.members if each.member_id == "C01")
    assert member.received == IN_TIME


def test_a_form_without_a_day_counts_and_its_day_is_asked_last() -> None:
    forms = (a_form("C01", received=None), a_form(None, identity=None, name="だれか"))
    result = collated(*forms)
    assert state_of(result, "C01") == "回収" and asked(result) == ["委員", "回答の受付日"]
    assert "receipt-unknown" in codes(result)
    late = collated(*forms, decided={"回答の受付日": date(2022, 7, 20)})
    assert state_of(late, "C01") == "確認待ち" and "期限後の回答" in asked(late)


def test_of_several_forms_the_latest_counts_and_all_are_listed() -> None:
    result = collated(a_form("C01", FIRST, file="回答/1.pdf"), a_form("C01", SECOND, file="回答/2.pdf", received=LATER))
    assert standings(result) == {"回答/1.pdf": Standing.SUPERSEDED, "回答/2.pdf": Standing.COUNTS}
    assert answer(result, "Q1").text.value == "あとの意見" and "form-superseded" in codes(result)
    (member,) = (each for each in result.members if each.member_id == "C01")
    assert len(member.response_ids) == 2 and member.received == LATER


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Arrival(), Arrival(received=IN_TIME)),
        (Arrival(received=IN_TIME), Arrival(received=IN_TIME)),
        (Arrival(received=IN_TIME), Arrival(received=datetime(2022, 7, 1), day_only=True)),
    ],
)
def test_forms_that_differ_and_came_in_an_unknown_order_are_asked_about(first: Arrival, second: Arrival) -> None:
    forms = (a_form("C01", FIRST, file="回答/1.pdf", arrival=first), a_form("C01", SECOND, file="回答/2.pdf", arrival=second))
    result = collated(*forms)
    assert set(standings(result).values()) == {Standing.WAITING} and state_of(result, "C01") == "確認待ち"
    assert "回答の重複" in asked(result)
    chosen = collated(*forms, decided={"回答の重複": "回答/1.pdf"})
    assert standings(chosen) == {"回答/1.pdf": Standing.COUNTS, "回答/2.pdf": Standing.SUPERSEDED}


def test_forms_that_say_the_same_are_not_asked_about() -> None:
    wide = said({"Q1/text": "意見　１"})
    result = collated(a_form("C01", said({"Q1/text": "意見 1"}), file="回答/1.pdf"), a_form("C01", wide, file="回答/2.docx"))
    assert not asked(result) and len(result.counting) == 1 and len(result.responses) == 2


def test_one_seat_has_one_form_that_counts_also_when_its_member_was_replaced() -> None:
    result = collated(a_form("C02", FIRST, name="石川前子"), a_form("C02", SECOND, file="回答/2.pdf", received=LATER))
    assert [each.where.file for each in result.counting] == ["回答/2.pdf"]


@pytest.mark.parametrize(
    ("decided", "first", "second"),
    [
        ("", Standing.COUNTS, Standing.WAITING),
        ("回答として数える", Standing.SUPERSEDED, Standing.COUNTS),
        ("この委員の回答を取り下げる", Standing.WITHDRAWN, Standing.WITHDRAWN),
        ("使わない", Standing.COUNTS, Standing.REFUSED),
    ],
)
def test_a_form_that_speaks_of_withdrawal_is_asked_about(decided: str, first: Standing, second: Standing) -> None:
    words = Text("先日の回答は取下げます。", Location("回答/2.eml"))
    later = a_form("C01", SECOND, file="回答/2.pdf", received=LATER, beside=(words,))
    result = collated(a_form("C01", FIRST, file="回答/1.pdf"), later, decided={"回答の内容": decided} if decided else {})
    assert standings(result) == {"回答/1.pdf": first, "回答/2.pdf": second}
    assert (state_of(result, "C01") == "取り下げ") is (decided == "この委員の回答を取り下げる")


def test_a_mail_takes_back_what_came_before_it() -> None:
    mail = UnreadAnswer(
        id="m1",
        where=Location("回答/取下げ.eml"),
        kind="メールの本文",
        why="様式がありません。",
        text="回答を撤回します。",
        arrival=Arrival(received=LATER),
    )
    before, after = a_form("C01", FIRST), a_form("C01", SECOND, file="回答/9.pdf", received=datetime(2022, 7, 5))
    decided = {"読み取れない回答": "C01 青山　一郎の回答の取り下げ"}
    assert state_of(collated(before, unread=(mail,), decided=decided), "C01") == "取り下げ"
    assert [each.where.file for each in collated(before, after, unread=(mail,), decided=decided).counting] == ["回答/9.pdf"]


PAPER = UnreadAnswer(
    id="p1",
    where=Location("回答/紙.pdf"),
    kind="紙の回答",
    why="画像だけの PDF です。",
    identity=form_identity(KEY, IDENTITY, VERSION, "C03", 1),
    pictures=(b"png",),
)


def test_paper_waits_at_its_member_with_its_picture() -> None:
    result = collated(unread=(PAPER,))
    assert state_of(result, "C03") == "確認待ち" and result.unread == (PAPER,)
    assert result.members_beside("Q1") == {"C03"}
    assert result.questions[0].picture == b"png" and codes(result) == ["answer-unread"]


@pytest.mark.parametrize(
    ("file", "sender_name", "text", "whose"),
    [
        ("回答/C04のFAX.png", "", "", ["C04"]),
        ("回答/髙橋様.jpg", "", "", ["C02"]),
        ("回答/1.eml", "中村", "特になしです。", ["C06"]),
        ("回答/1.eml", "事務担当", "あおやま一郎の代わりにお送りします。", []),
        ("回答/1.eml", "事務担当", "青山 一郎の代わりにお送りします。", ["C01"]),
        ("回答/田中.jpg", "", "", ["C03", "C05"]),
        ("回答/C040.png", "", "", []),
    ],
)
def test_those_who_probably_sent_what_nobody_has_read_are_not_missing(
    file: str, sender_name: str, text: str, whose: list[str]
) -> None:
    paper = replace(PAPER, identity=None, where=Location(file), text=text, arrival=Arrival(sender_name=sender_name))
    result = collated(unread=(paper,))
    assert [each.member_id for each in result.members if each.state.value == "確認待ち"] == whose
    assert {each.state.value for each in result.members if each.member_id not in whose} == {"未回収"}


def test_paper_that_is_said_to_be_typed_in_is_settled_by_an_entry_of_that_member_only() -> None:
    typed = {"読み取れない回答": "手入力した"}
    missing = collated(a_form(None, identity=None, member_id="C04", way=Way.HAND), unread=(PAPER,), decided=typed)
    assert missing.unread == (PAPER,) and "typed-missing" in codes(missing)
    entered = collated(a_form(None, identity=None, member_id="C03", way=Way.HAND), unread=(PAPER,), decided=typed)
    assert not entered.unread and state_of(entered, "C03") == "回収"
    assert entered.questions[0].proposal == "手入力した"


@pytest.mark.parametrize(("decided", "waits"), [("回答ではない", False), ("あとで入力する", True)])
def test_paper_that_is_no_answer_is_settled_and_paper_for_later_is_not(decided: str, waits: bool) -> None:
    assert bool(collated(unread=(PAPER,), decided={"読み取れない回答": decided}).unread) is waits


def test_where_a_round_has_two_forms_each_counts_and_a_missing_one_is_told() -> None:
    second = replace(a_meeting().materials[0], id="F2", title=Text("表決書"))
    questions = tuple(replace(each, form_id="F2" if each.id == "Q2" else "") for each in a_meeting().questions)
    meeting = a_meeting(materials=(*a_meeting().materials, second), questions=questions)
    ballot = replace(a_map("eeeeeeeeeeee", without=("Q1", "Q3", "Q4", "Q5", "Q6")), material_id="F2", title="表決書")
    opinions = a_map("ffffffffffff", without=("Q2",))
    voted = a_form("C01", {"Q2/choice/1": True}, file="回答/表決.pdf", version=ballot.version)
    told = (a_form("C01", version=opinions.version), a_form("C02", version=opinions.version))
    result = collated(voted, *told, meeting=meeting, maps=(ballot, opinions))
    assert [each.member_id for each in result.counting] == ["C01", "C01", "C02"]
    assert codes(result) == ["form-not-back"] and "表決書" in result.findings[0].message
    (vote,) = count_votes(meeting, meeting.asking, result)
    assert (vote.returned, vote.for_count) == (1, 1)


def test_a_form_of_another_round_is_told_and_not_counted() -> None:
    rounds = tuple(Round(id=each, form_ids=("F1",), deadline=DEADLINE) for each in ("質問", "表決"))
    meeting = a_meeting(rounds=rounds, round_id="表決")
    earlier = replace(a_map("aaaaaaaaaaaa"), round_id="質問")
    result = collated(a_form("C01", version="aaaaaaaaaaaa"), meeting=meeting, maps=(earlier,))
    assert [each.standing for each in result.responses] == [Standing.OTHER_ROUND]
    assert codes(result) == ["form-other-round"] and not asked(result) and state_of(result, "C01") == "未回収"
