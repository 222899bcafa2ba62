"""Every kind of sentence against the cases that go wrong most easily, each computed by hand.

Ties, zero, a fall, a missing year, a hidden value, a changed definition, 令和元年, sums of years.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.statistics import SentenceKind, SentenceRow, Series, Status
from kaigi_docs.model.text import Text
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_paragraph
from narrative.told import Figure, series, told, year

Values = Mapping[int, Figure | Mapping[str, Figure]]


def a(values: Values, *, broken: int | None = None, span: int = 1) -> Series:
    """The series A, whose definition changed in the year `broken`."""
    return series("A", values, span=span, changes={year(broken): Text("数え方を変更")} if broken else {})


B = series("B", {2019: 20, 2020: 20, 2021: 20})
ZERO = series("B", {2019: "－", 2020: "－", 2021: "－"})
VALUE, CHANGE, RUN, RATIO = SentenceKind.VALUE, SentenceKind.CHANGE, SentenceKind.RUN, SentenceKind.RATIO
SHARE, TOP, RECORD, EXTREMES = SentenceKind.SHARE, SentenceKind.TOP, SentenceKind.RECORD, SentenceKind.EXTREMES
CLASSES, PARTS, REGIONS = SentenceKind.CLASSES, SentenceKind.PARTS, SentenceKind.REGIONS
IN_2021 = "令和3年（2021）のA"


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (VALUE, {2019: 54}, "令和元年（2019）のAは54人です。"),
        (VALUE, {2021: "－"}, f"{IN_2021}は0人です。"),
        (VALUE, {2021: "…"}, "claim-missing"),
        (VALUE, {2021: "x"}, "claim-hidden"),
        (CHANGE, {2018: 57, 2019: 54}, "令和元年（2019）のAは54人で、対前年3人（約5.3％）減です。"),
        (CHANGE, {2020: 8, 2021: "－"}, f"{IN_2021}は0人で、対前年8人（100％）減です。"),
        (CHANGE, {2020: "－", 2021: "－"}, f"{IN_2021}は0人で、前年から増減はありません。"),
        (CHANGE, {2020: 40, 2021: 60}, f"{IN_2021}は60人で、対前年20人（50％）増です。"),
        (CHANGE, {2020: 2000, 2021: 2001}, f"{IN_2021}は2,001人で、対前年1人（約0.1％）増です。"),
        (CHANGE, {2020: 20000, 2021: 20001}, f"{IN_2021}は20,001人で、対前年1人（0.1％未満）増です。"),
        (CHANGE, {2019: 57, 2021: 54}, "claim-missing"),
        (RUN, {2018: 9, 2019: 8, 2020: 7, 2021: 7}, "Aは、前年から増減はありません。"),
        (RUN, {2018: 9, 2019: 8, 2020: 7, 2021: "－"}, "Aは、3年連続の減少です（比べられる値は平成30年（2018）からです）。"),
        (RUN, {2017: 9, 2018: 6, 2019: 7, 2020: 8, 2021: 9}, "Aは、3年連続の増加です。"),
        (RUN, {2021: 9}, "claim-missing"),
        (RUN, {2020: "x", 2021: 9}, "claim-missing"),
        (RECORD, {2019: 9, 2020: 8, 2021: 9}, f"{IN_2021}は9人で、令和元年（2019）以降で令和元年と並んで最も多い数です。"),
        (RECORD, {2019: 9, 2020: 9, 2021: 9}, "claim-untrue"),
        (RECORD, {2019: 9, 2020: 8, 2021: "－"}, f"{IN_2021}は0人で、令和元年（2019）以降で最も少ない数です。"),
        (RECORD, {2018: 1, 2019: "…", 2020: 8, 2021: 7}, f"{IN_2021}は7人で、令和2年（2020）以降で最も少ない数です。"),
        (EXTREMES, {2020: 9, 2021: 9}, "claim-untrue"),
        (
            EXTREMES,
            {2019: 9, 2020: "－", 2021: 9},
            "Aは、令和元年（2019）から令和3年（2021）までで最も多いのは令和元年と令和3年の9人、最も少ないのは令和2年（2020）の0人です。",
        ),
    ],
)
def test_a_series_over_time(kind: SentenceKind, values: Values, sentence: str) -> None:
    assert told(kind, a(values)) == sentence


@pytest.mark.parametrize("kind", [CHANGE, RUN, RECORD, EXTREMES])
def test_nothing_over_time_is_said_across_a_change_of_definition(kind: SentenceKind) -> None:
    assert told(kind, a({2020: 9, 2021: 8}, broken=2021)) in ("claim-break", "claim-missing", "claim-untrue")


@pytest.mark.parametrize("kind", [RUN, RECORD, EXTREMES])
def test_sums_of_years_are_no_years_that_follow_one_another(kind: SentenceKind) -> None:
    sums = a({2016: 130, 2018: 113, 2020: 121}, span=2)
    assert told(kind, sums, period=year(2020, 2021)) == "claim-impossible"


@pytest.mark.parametrize(
    ("kind", "values", "other", "sentence"),
    [
        (RATIO, {2021: 20}, B, f"{IN_2021}は、Bの1倍です。"),
        (RATIO, {2021: 13}, B, f"{IN_2021}は、Bの約0.7倍です。"),  # 0.65 goes up
        (RATIO, {2021: "－"}, B, f"{IN_2021}は、Bの0倍です。"),
        (RATIO, {2021: 20}, ZERO, "claim-zero"),
        (RATIO, {2021: "…"}, B, "claim-missing"),
        (RATIO, {2021: "x"}, B, "claim-hidden"),
        (SHARE, {2021: 20}, B, f"{IN_2021}は20人で、全体の100％を占めます。"),
        (SHARE, {2021: "－"}, B, f"{IN_2021}は0人で、全体の0％を占めます。"),
        (SHARE, {2021: 21}, B, "claim-impossible"),
        (SHARE, {2021: "－"}, ZERO, "claim-zero"),
        (SHARE, {2019: 7}, B, "令和元年（2019）のAは7人で、全体の35％を占めます。"),
        (PARTS, {2021: 20}, B, f"{IN_2021}の内訳は、B20人です。"),
        (PARTS, {2021: "x"}, ZERO, f"{IN_2021}の内訳は、B0人です。"),
    ],
)
def test_two_series_of_one_year(kind: SentenceKind, values: Values, other: Series, sentence: str) -> None:
    assert told(kind, a(values), other) == sentence


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        (TOP, {2021: {"甲": 9, "乙": 9, "丙": 5}}, f"{IN_2021}では、甲と乙が9人で最も多く、丙（5人）が続きます。"),
        (TOP, {2021: {"甲": 9, "乙": 9}}, "claim-untrue"),
        (TOP, {2021: {"甲": 9, "乙": "－"}}, f"{IN_2021}では、甲が9人で最も多く、乙（0人）が続きます。"),
        (TOP, {2021: {"甲": 9, "乙": "…"}}, "claim-missing"),
        (
            CLASSES,
            {2020: {"甲": 9, "乙": 6}, 2021: {"甲": 9, "乙": "－"}},
            f"{IN_2021}は、前年と比べて、乙で減り、甲は同じです。",
        ),
        (CLASSES, {2020: {"甲": 9}, 2021: {"甲": 9}}, f"{IN_2021}は、前年と比べて、甲は同じです。"),
        (CLASSES, {2020: {"甲": 9, "乙": "x"}, 2021: {"甲": 8, "乙": 7}}, "claim-hidden"),
        (CLASSES, {2019: {"甲": 9}, 2021: {"甲": 8}}, "claim-missing"),
        (PARTS, {2021: {"甲": 9, "乙": "－"}}, f"{IN_2021}の内訳は、甲9人、乙0人です。"),
    ],
)
def test_classes_of_one_series(kind: SentenceKind, values: Values, sentence: str) -> None:
    assert told(kind, a(values)) == sentence


def test_classes_are_not_compared_across_a_change_of_definition() -> None:
    assert told(CLASSES, a({2020: {"甲": 9}, 2021: {"甲": 8}}, broken=2021)) == "claim-break"


def test_sums_of_years_are_named_by_their_span_and_translated_once() -> None:
    sums = a({2018: {"総数": 113, "甲": 60, "乙": 53}, 2020: {"総数": 121, "甲": 70, "乙": 51}}, span=2)
    later, earlier = year(2020, 2021), year(2018, 2019)
    assert told(VALUE, sums, period=later) == "令和2年から3年まで（2020〜2021）の2年間の合計では、Aは121人です。"
    assert told(TOP, sums, period=later, top=2) == (
        "令和2年から3年まで（2020〜2021）の2年間の合計では、Aは、甲が70人で最も多く、乙（51人）が続きます。"
    )
    assert told(CLASSES, sums, period=later, before=earlier) == (
        "令和2年から3年まで（2020〜2021）の2年間の合計では、Aは、平成30年から令和元年まで（2018〜2019）の2年間と比べて、甲で増え、乙で減りました。"
    )
    same = a({2018: 121, 2020: 121}, span=2)
    assert told(CHANGE, same, period=later, before=earlier) == (
        "令和2年から3年まで（2020〜2021）の2年間の合計では、Aは121人で、平成30年から令和元年まで（2018〜2019）の2年間と比べて、増減はありません。"
    )
    fiscal = series("A", {2020: 121}, span=2, fiscal=True)
    assert told(VALUE, fiscal, period=year(2020, 2021, fiscal=True)) == (
        "令和2年度から3年度まで（2020〜2021）の2年間の合計では、Aは121人です。"
    )


def test_a_sum_of_years_that_was_just_named_is_not_named_again() -> None:
    sums = a({2018: {"総数": 113, "甲": 60}, 2020: {"総数": 121, "甲": 70}}, span=2)
    later, earlier = year(2020, 2021), year(2018, 2019)
    rows = [
        SentenceRow(kind=VALUE, series=sums, period=later),
        SentenceRow(kind=RATIO, series=sums, period=later),  # cannot be said
        SentenceRow(kind=CHANGE, series=sums, period=later, before=earlier),
        SentenceRow(kind=VALUE, series=sums, period=later),
    ]
    assert [each.text for each in write_paragraph(rows, Years(DigitWidth.HALF), Findings())] == [
        "令和2年から3年まで（2020〜2021）の2年間の合計では、Aは121人です。",
        "Aは121人で、平成30年から令和元年まで（2018〜2019）の2年間の113人より8人（約7.1％）増えました。",
        "令和2年から3年までの2年間の合計では、Aは121人です。",
    ]


def test_how_settled_figures_are_is_said_once_until_it_changes() -> None:
    early, settled = series("A", {2021: 55}, status=Status.ESTIMATE), series("B", {2021: 61}, status=Status.FINAL_COUNT)
    rows = [SentenceRow(kind=VALUE, series=each) for each in (settled, early, early, settled, settled, early)]
    assert [each.text for each in write_paragraph(rows, Years(DigitWidth.HALF), Findings())] == [
        "令和3年（2021）のBは61人です。",
        "令和3年（概数）のAは55人です。",
        "Aは55人です。",
        "令和3年（確定数）のBは61人です。",
        "Bは61人です。",
        "令和3年（概数）のAは55人です。",
    ]


def test_no_sentence_has_the_slips_of_typed_ones() -> None:
    """25 of 240 were once typed as 2.4 %, and 120 after 251 as an increase."""
    assert told(SHARE, series("未遂歴あり", {2021: 25}), series("男性", {2021: 240})) == (
        "令和3年（2021）の未遂歴ありは25人で、全体の約10.4％を占めます。"
    )
    assert told(CHANGE, a({2020: 251, 2021: 120})) == f"{IN_2021}は120人で、対前年131人（約52.2％）減です。"
