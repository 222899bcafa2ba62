"""Measures that end, go to another department, or tell of very few persons."""

from __future__ import annotations

import pytest

from answered import DONE, GOOD, PLAN, RATING, cells, codes, usual, with_rules

ANSWERS = {DONE: "３回行った。", RATING: GOOD, PLAN: "続けて行う。"}
ENDS_WITHOUT_REASON = [
    ("備考", "廃止"),
    ("備考", "令和３年度で終了"),
    ("備考", "統合"),
    ("備考", "休止中"),
    (DONE, "本事業は令和３年度で廃止した。"),
    (PLAN, "廃止"),
    (PLAN, "令和４年度で終了"),
    (DONE, "事業を休止した。"),
]
EXPLAINED_OR_NO_END = [
    ("備考", "○○事業に統合"),
    ("備考", "統合のため"),
    ("備考", "利用者の減少により廃止"),
    ("備考", "県の事業に移行したため終了"),
    ("備考", "廃止の予定はない"),
    ("備考", "休止していたが再開した"),
    ("備考", "担当者の研修が終了"),
    (DONE, "研修が終了した後、アンケートを行った。"),
    (DONE, "統合失調症の家族教室を開いた。"),
    (DONE, "受付を終了した。"),
    (DONE, "感染の拡大により事業を休止した。"),
    (PLAN, "本事業は令和４年度から「見守り事業」に統合する。"),
    (DONE, "システムの統合的な運用を行った。"),
    (DONE, "地区での活動は多くが休止となったが、ちらしを配った。"),
    (PLAN, "令和４年度をもって終了し、相談事業へ引き継ぐ。"),
]
SUCCESSOR_UNNAMED = [
    "担当替え",
    "担当替えあり",
    "担当課が変更になった",
    "組織改編により所管替え",
    "移管予定",
]
SUCCESSOR_NAMED = [
    "地域福祉課へ移管",
    "福祉総務課に移管",
    "こども支援課へ担当替え",
    "変更なし",
    "担当課変更（地域福祉課）",
    "窓口センターへ移管した",
]
FEW_PERSONS = [
    "自殺未遂者３人を支援につないだ。",
    "虐待の相談は２名であった。",
    "遺族４人が参加した。",
    "DV被害の相談者は1人。",
]
NO_FEW_PERSONS = [
    "自殺対策の研修に職員３人が参加した。",
    "参加者３人",
    "ひきこもりの相談を保健師２人体制で受けた。",
    "自殺者は12人であった。",
    "自殺対策を考える会に講師２名を招いた。",
]


@pytest.mark.parametrize(("column", "text"), ENDS_WITHOUT_REASON)
def test_the_end_of_a_measure_needs_its_reason(column: str, text: str) -> None:
    assert cells(usual().points({**ANSWERS, column: text}, {})) == [("ended-without-reason", column)]


@pytest.mark.parametrize(("column", "text"), EXPLAINED_OR_NO_END)
def test_an_end_with_reason_or_successor_and_the_end_of_something_else_are_no_points(column: str, text: str) -> None:
    assert codes(usual().points({**ANSWERS, column: text}, {})) == []


def test_a_reason_in_another_column_is_enough() -> None:
    assert codes(usual().points({**ANSWERS, "備考": "廃止", DONE: "利用が減ったため、見直した。"}, {})) == []


def test_a_merged_measure_is_asked_into_which_one() -> None:
    (point,) = usual().points({**ANSWERS, "備考": "統合"}, {})

    assert "どの事業に統合したか" in point.request


@pytest.mark.parametrize("remark", SUCCESSOR_UNNAMED)
def test_a_measure_that_moved_needs_its_new_department(remark: str) -> None:
    assert cells(usual().points({**ANSWERS, "備考": remark}, {})) == [("moved-where", "備考")]


@pytest.mark.parametrize("remark", SUCCESSOR_NAMED)
def test_a_new_department_that_is_named_is_not_asked_for(remark: str) -> None:
    assert codes(usual().points({**ANSWERS, "備考": remark}, {})) == []


@pytest.mark.parametrize("text", FEW_PERSONS)
def test_very_few_persons_in_a_delicate_sentence_are_pointed_out(text: str) -> None:
    assert codes(usual().points({**ANSWERS, DONE: text}, {})) == ["small-count"]


@pytest.mark.parametrize("text", NO_FEW_PERSONS)
def test_staff_and_harmless_sentences_may_tell_small_numbers(text: str) -> None:
    assert codes(usual().points({**ANSWERS, DONE: text}, {})) == []


def test_an_office_names_the_words_that_make_a_sentence_delicate() -> None:
    own = with_rules({"種類": "少ない人数", "言葉": "受給"})

    assert codes(own.points({**ANSWERS, DONE: "受給者は２人であった。"})) == ["small-count"]
    assert codes(own.points({**ANSWERS, DONE: "遺族４人が参加した。"})) == []
