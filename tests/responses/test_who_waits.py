"""A member of whom something waits is not reminded, whatever it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaigi_docs.findings import Location
from kaigi_docs.model.responses import Collation
from kaigi_docs.model.returned_forms import Arrival, ReturnedForm, UnreadAnswer, Way
from kaigi_docs.model.text import Text
from returned_forms import IN_TIME, a_form, asked, codes, collated, state_of

LETTER = UnreadAnswer(id="p1", where=Location("回答/C04の手紙.jpg"), kind="写真", why="画像です。")


def waiting(result: Collation) -> list[str]:
    return [each.member_id for each in result.members if each.state.value == "確認待ち"]


def typed(name: str = "", **changed: object) -> ReturnedForm:
    """A row of 手入力.xlsx without a member."""
    return a_form(None, identity=None, name=name, file="回答/手入力.xlsx", way=Way.HAND, **changed)


@pytest.mark.parametrize(
    ("form", "members"),
    [
        (a_form("C02", name="中村六美"), ["C02", "C06"]),
        (a_form("C02", name="山本　係長"), ["C02"]),
        (a_form("C02", key="ほかの鍵"), ["C02"]),
        (a_form("C02", key="ほかの鍵", name="中村六美"), ["C02", "C06"]),
        (a_form("C02", meeting_id="yoso", key="よその鍵"), ["C02"]),
        (a_form("C02", meeting_id="yoso", key="よその鍵", name="中村六美"), ["C02", "C06"]),
        (typed("中村"), ["C06"]),
        (typed("C04　わたべ様"), ["C04"]),
        (typed("田中三男"), ["C03", "C05"]),
        (typed(arrival=Arrival(received=IN_TIME, sender_name="渡辺四穂")), ["C04"]),
        (typed("青山一郎", organisation=Text("みほん保育園")), ["C01"]),
        (typed(), []),
    ],
)
def test_whoever_a_form_probably_is_of_waits_until_it_is_decided(form: ReturnedForm, members: list[str]) -> None:
    result = collated(form)
    assert not result.counting and waiting(result) == members
    assert result.members_beside("Q1") == set(members)
    refused = collated(form, decided=dict.fromkeys(asked(result), "使わない"))
    assert not waiting(refused) and state_of(refused, "C02") == "未回収"


def test_a_member_whose_form_counts_does_not_wait_for_another_one() -> None:
    result = collated(a_form("C06"), typed("中村"))
    assert state_of(result, "C06") == "回収" and not result.members_beside("Q6")


def test_a_letter_that_names_a_member_is_typed_in_by_an_entry_of_that_member() -> None:
    said = {"読み取れない回答": "手入力した"}
    other = typed(member_id="C01")
    missing = collated(other, unread=(LETTER,), decided=said)
    assert missing.unread and state_of(missing, "C04") == "確認待ち" and codes(missing)[:2] == ["typed-missing", "answer-unread"]
    assert not collated(other, typed(member_id="C04"), unread=(LETTER,), decided=said).unread


def test_a_letter_that_names_somebody_else_may_be_said_to_be_typed_in_for_another_member() -> None:
    decided = {"読み取れない回答": "ほかの委員の回答として手入力した"}
    result = collated(typed(member_id="C01"), unread=(LETTER,), decided=decided)
    assert not result.unread and state_of(result, "C04") == "未回収"
    assert collated(unread=(LETTER,), decided=decided).unread, "nothing was typed in at all"


def test_a_letter_that_names_nobody_is_typed_in_by_any_entry() -> None:
    letter = replace(LETTER, where=Location("回答/手紙.jpg"))
    assert not collated(typed(member_id="C01"), unread=(letter,), decided={"読み取れない回答": "手入力した"}).unread
