"""What departments say to opinions: into blank cells only, never silently beside what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from kaigi_docs.collection.official_views import SettledViews, settle_views
from kaigi_docs.model.opinion_sheet import OpinionReply, OpinionRow, Reply, code_of
from kaigi_docs.model.text import Text
from opinion_rows import SECOND, a_reply, a_row

NAMES = {"D07": "こども家庭課", "D08": "地域福祉課"}


def settled(*replies: OpinionReply, rows: Sequence[OpinionRow] = (a_row(),)) -> SettledViews:
    return settle_views(replies, rows, NAMES)


def filled(result: SettledViews) -> list[tuple[str, str]]:
    return [(each.reply.value, each.text.value) for each in result.fills]


def test_blank_cells_take_what_the_department_wrote() -> None:
    result = settled(a_reply("取り組みます。"), a_reply("来年度から。", Reply.ACTION))
    assert filled(result) == [("view", "取り組みます。"), ("action", "来年度から。")]
    assert result.findings.codes() == []


@pytest.mark.parametrize(
    ("written", "code"),
    [("取り組みます。", []), ("取り組み\nます。", []), ("別の文。", ["view-conflict"])],
    ids=["the same", "the same in two lines", "another text"],
)
def test_a_filled_cell_is_never_changed_and_another_text_is_told(written: str, code: list[str]) -> None:
    result = settled(a_reply("取り組みます。"), rows=[a_row(view=Text(written))])
    assert filled(result) == [] and result.findings.codes() == code


def test_what_a_person_made_of_a_text_that_was_taken_over_stays_without_a_word() -> None:
    row = a_row(view=Text("取り組んでまいります。"), taken=frozenset({code_of(Reply.VIEW, "取り組みます。")}))
    result = settled(a_reply("取り組みます。"), rows=[row])
    assert filled(result) == [] and result.findings.codes() == []


def test_a_cell_that_a_person_emptied_stays_empty() -> None:
    row = a_row(taken=frozenset({code_of(Reply.VIEW, "取り組みます。")}))
    assert filled(settled(a_reply("取り組みます。"), rows=[row])) == []


def test_of_two_replies_the_later_mail_counts_and_the_other_is_noted() -> None:
    early, late = a_reply("はじめ。", received=date(2022, 9, 20)), a_reply("あと。", received=date(2022, 9, 21))
    for replies in ((early, late), (late, early)):
        result = settled(*replies)
        assert filled(result) == [("view", "あと。")] and result.findings.codes() == ["view-superseded"]


@pytest.mark.parametrize("day", [None, date(2022, 9, 20)])
def test_two_replies_of_an_unknown_order_are_asked_about(day: date | None) -> None:
    result = settled(a_reply("甲。", received=date(2022, 9, 20)), a_reply("乙。", received=day))
    assert filled(result) == [] and result.findings.codes() == ["views-differ"]


def test_once_the_secretariat_has_written_one_of_them_only_the_other_is_told() -> None:
    result = settled(a_reply("甲。"), a_reply("乙。"), rows=[a_row(view=Text("甲。"))])
    assert filled(result) == [] and result.findings.codes() == ["view-conflict"]


def test_the_same_reply_twice_is_one() -> None:
    result = settled(a_reply("甲。"), a_reply("甲。"))
    assert filled(result) == [("view", "甲。")] and result.findings.codes() == []


def test_remarks_unknown_opinions_and_other_departments_are_told_and_not_used() -> None:
    result = settled(
        a_reply("担当がちがいます。", Reply.REMARK), a_reply("知らない。", opinion_id=SECOND), a_reply("他課。", department="D08")
    )
    assert filled(result) == []
    assert sorted(result.findings.codes()) == ["opinion-other-department", "opinion-remark", "opinion-unknown"]


def test_an_opinion_is_asked_about_while_something_is_missing() -> None:
    both = a_row(view=Text("はい。"), action=Text("する。"))
    rows = [a_row(), replace(both, action=Text("")), both, a_row(department_id=""), a_row(is_present=False)]
    assert [row.is_asked for row in rows] == [True, True, False, False, False]
