"""Texts beside last time's: years and figures that were left, or that changed too much."""

from __future__ import annotations

import pytest

from answered import DONE, GOOD, PLAN, RATING, Answered, cells, codes, usual, with_rules

Pair = tuple[str, str]

YEAR_LEFT = [
    ("令和２年度は研修を３回開催した。", "令和２年度は研修を５回開催した。"),
    ("令和２年８月に開催した。", "令和２年８月に書面で開催した。"),
    ("R2年度は10回。", "R2年度は12回。"),
    ("２０２０年度は10回。", "２０２０年度は12回。"),
    ("令和３年１月に開催した。", "令和３年１月に２回開催した。"),
    ("令和２年度の相談は10件。", "令和２年度の相談は14件。"),
    ("第２回（令和２年度）は10人。", "第２回（令和２年度）は12人。"),
]
ANOTHER_YEAR_ON_PURPOSE = [
    ("令和２年度は10回。", "令和３年度は12回。"),
    ("令和元年度は９回、令和２年度は10回。", "令和２年度は10回、令和３年度は12回。"),
    ("令和２年度に作成した冊子を配った。", "令和２年度に作成した冊子を500部配った。"),
    ("", "令和２年度に引き続き実施した。"),
    ("令和２年度に引き続き行った。", "令和２年度に引き続き、12回行った。"),
    ("令和２年度から実施。", "令和２年度から実施。利用は12件。"),
    ("令和２年度と同様。", "令和２年度と同様に12回行った。"),
    ("令和２年度比で増えた。", "令和２年度比で10％増えた。"),
    ("令和２年度末に開所した。", "令和２年度末に開所した窓口で相談を受けた。"),
    ("開催した。", "令和２年度の実績を踏まえ、回数を増やした。"),
    ("令和２年度は10回。", "令和２年度より２回多く行った。"),
    ("令和２年度は10回。", "２年度は10回、３年度は12回。"),
    ("平成31年度は10回。", "平成31年度は12回。"),
    ("令和３年２月に行った。", "令和３年２月と令和４年２月に行った。"),
    ("令和２年は10回。", "令和２年は12回。"),
    ("令和３年は10回。", "令和３年は12回。"),
]
FIGURES_CHANGED = [
    ("相談は120件。", "相談は1,200件。"),
    ("延べ120人が参加した。", "延べ500人が参加した。"),
    ("参加者は40名。", "参加者は410人。"),
    ("電話120件、メール15件", "電話130件、メール145件"),
    ("約1,000部配布", "約１００部配布"),
    ("予算は120千円", "予算は120万円"),
    ("100％", "12％"),
    ("０人", "25人"),
    ("第１回は20人", "第２回は90人"),
    ("相談室は３か所", "相談室は30カ所"),
]
FIGURES_AS_USUAL = [
    ("２回", "７回"),
    ("３人", "９人"),
    ("電話120件、メール15件", "メール16件、電話125件"),
    ("12回、延べ300人", "11回、延べ310人"),
    ("3万人", "31,000人"),
    ("令和２年度は10回", "令和３年度は12回"),
    ("5～10人", "50人"),
    ("10月に開催", "1月に開催"),
    ("30歳代の相談", "300人"),
]
"""Pairs of last time's text and this time's."""


def found(pair: Pair, meeting: Answered | None = None) -> list[str]:
    earlier, text = pair
    answers = {DONE: text, RATING: GOOD, PLAN: "続けて行う。"}
    return codes((meeting or usual()).points(answers, {DONE: earlier} if earlier else {}))


@pytest.mark.parametrize("pair", YEAR_LEFT)
def test_the_year_before_is_probably_left_over(pair: Pair) -> None:
    assert found(pair) == ["year-left"]


@pytest.mark.parametrize("pair", ANOTHER_YEAR_ON_PURPOSE)
def test_a_year_that_is_named_on_purpose_is_no_point(pair: Pair) -> None:
    assert found(pair) == []


def test_a_plan_is_about_the_year_of_its_own_heading() -> None:
    answers = {DONE: "行った。", RATING: GOOD, PLAN: "令和３年度は研修を12回行う。"}

    assert cells(usual().points(answers, {PLAN: "令和３年度は研修を10回行う。"})) == [("year-left", PLAN)]
    assert cells(usual().points({**answers, PLAN: "令和４年度は研修を12回行う。"}, {PLAN: "令和３年度は研修を10回行う。"})) == []


@pytest.mark.parametrize("pair", FIGURES_CHANGED)
def test_a_figure_that_changed_by_three_times_is_told_with_both(pair: Pair) -> None:
    assert found(pair) == ["figure-changed"]


@pytest.mark.parametrize("pair", FIGURES_AS_USUAL)
def test_small_figures_other_things_and_spans_are_not_compared(pair: Pair) -> None:
    assert "figure-changed" not in found(pair)


def test_the_point_shows_both_figures() -> None:
    (point,) = usual().points({DONE: "相談は１,２００件", RATING: GOOD, PLAN: "行う。"}, {DONE: "相談は120件"})

    assert "前回「120件」、今回「1,200件」" in point.found


def test_an_office_says_how_much_a_figure_may_change() -> None:
    pair = ("相談は120件。", "相談は400件。")

    assert found(pair) == ["figure-changed"]
    assert found(pair, with_rules({"種類": "数の増減", "値": "5倍"})) == []
    assert found(("相談は120件。", "相談は190件。"), with_rules({"種類": "数の増減", "値": 1.5})) == ["figure-changed"]
    assert found(pair, with_rules({"種類": "数の増減", "列": "今年度予定"})) == []
    assert found(pair, with_rules({"種類": "数の増減", "使う": "いいえ"})) == []
