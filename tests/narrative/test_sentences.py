"""Every kind of computed sentence, against cases computed by hand."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.statistics import Basis, Counting, SentenceKind, SentenceRow, Status
from kaigi_docs.model.text import Text
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_paragraph
from narrative.told import series, told, written, year

NATION = series("総数", {2019: 20169, 2020: 21081, 2021: 21007}, region="全国", calling=Text("全国の自殺者数"))
MEN = series("男性", {2020: 14055, 2021: 13939}, region="全国")
WOMEN = series("女性", {2019: 6091, 2020: 7026, 2021: 7068}, region="全国")


def rate(name: str, region: str, values: dict[int, str]) -> object:
    return series(name, values, region=region, counting=Counting.RATE, unit="人口10万対", decimals=1)


def test_the_nation_lost_74_persons_which_is_about_four_tenths_of_a_percent() -> None:
    assert told(SentenceKind.CHANGE, NATION) == "令和3年（2021）の全国の自殺者数は21,007人で、対前年74人（約0.4％）減です。"


def test_men_are_about_twice_as_many_as_women() -> None:
    assert told(SentenceKind.RATIO, MEN, WOMEN) == "令和3年（2021）の全国の男性は、女性の約2.0倍です。"


def test_an_exact_multiple_is_not_called_about() -> None:
    assert told(SentenceKind.RATIO, series("A", {2021: 12}), series("B", {2021: 4})) == "令和3年（2021）のAは、Bの3倍です。"
    assert told(SentenceKind.RATIO, series("A", {2021: 10}), series("B", {2021: 4})) == "令和3年（2021）のAは、Bの2.5倍です。"


def test_nothing_is_a_multiple_of_zero() -> None:
    assert told(SentenceKind.RATIO, series("A", {2021: 12}), series("B", {2021: "－"})) == "claim-zero"


def test_a_year_without_change_says_so() -> None:
    assert (
        told(SentenceKind.CHANGE, series("A", {2020: 55, 2021: 55})) == "令和3年（2021）のAは55人で、前年から増減はありません。"
    )


def test_from_zero_there_is_no_rate_of_change() -> None:
    assert (
        told(SentenceKind.CHANGE, series("A", {2020: "－", 2021: 8})) == "令和3年（2021）のAは8人で、前年の0人より8人増えました。"
    )


def test_rates_rise_and_fall_without_a_unit_and_shares_in_points() -> None:
    deaths = rate("死亡率", "市", {2020: "19.3", 2021: "18.1"})
    assert told(SentenceKind.CHANGE, deaths) == "令和3年（2021）の市の死亡率は18.1で、前年の19.3より1.2下がりました。"  # type: ignore[arg-type]
    share = series("割合", {2020: "20.0", 2021: "21.5"}, counting=Counting.SHARE, unit="％", decimals=1)
    assert told(SentenceKind.CHANGE, share) == "令和3年（2021）の割合は21.5％で、前年の20.0％より1.5ポイント上がりました。"


def test_the_first_year_of_reiwa_is_written_as_such() -> None:
    assert told(SentenceKind.VALUE, series("A", {2019: 54})) == "令和元年（2019）のAは54人です。"


def test_fiscal_years_are_compared_with_the_fiscal_year_before() -> None:
    talks = series("延べ件数", {2020: 1391, 2021: 1486}, counting=Counting.CASES, unit="件", fiscal=True)
    assert told(SentenceKind.CHANGE, talks) == "令和3年度（2021）の延べ件数は1,486件で、対前年度95件（約6.8％）増です。"


def test_sums_of_years_are_compared_with_the_sum_that_is_named() -> None:
    sums = series("A", {2018: 113, 2020: 121}, span=2)
    text = told(SentenceKind.CHANGE, sums, period=year(2020, 2021), before=year(2018, 2019))
    assert text == (
        "令和2年から3年まで（2020〜2021）の2年間の合計では、Aは121人で、"
        "平成30年から令和元年まで（2018〜2019）の2年間の113人より8人（約7.1％）増えました。"
    )


def test_a_run_counts_changes_of_one_direction() -> None:
    falling = series("男性", {2016: 9, 2017: 40, 2018: 30, 2019: 20, 2020: 10})
    assert told(SentenceKind.RUN, falling) == "男性は、3年連続の減少です。"


def test_a_run_that_reaches_the_first_year_of_the_series_says_from_when_the_values_are() -> None:
    assert told(SentenceKind.RUN, WOMEN) == "全国の女性は、2年連続の増加です（比べられる値は令和元年（2019）からです）。"


def test_one_change_is_no_run_and_none_is_said_to_be_none() -> None:
    assert told(SentenceKind.RUN, series("A", {2019: 5, 2020: 9, 2021: 7})) == "Aは、前年より減りました。"
    assert told(SentenceKind.RUN, series("A", {2019: 5, 2020: 7, 2021: 7})) == "Aは、前年から増減はありません。"


def test_a_run_stops_at_a_missing_year_and_at_a_changed_definition() -> None:
    gap = series("A", {2016: 60, 2017: 50, 2018: "…", 2019: 30, 2020: 20, 2021: 10})
    assert told(SentenceKind.RUN, gap) == "Aは、2年連続の減少です（比べられる値は令和元年（2019）からです）。"
    changed = series("A", {2018: 40, 2019: 30, 2020: 20, 2021: 10}, changes={year(2019): Text("四つまで計上")})
    assert told(SentenceKind.RUN, changed) == "Aは、2年連続の減少です（比べられる値は令和元年（2019）からです）。"


def test_nothing_is_compared_across_a_changed_definition() -> None:
    changed = series("A", {2020: 20, 2021: 10}, changes={year(2021): Text("四つまで計上")})
    assert told(SentenceKind.CHANGE, changed) == "claim-break"


def test_a_missing_a_hidden_and_an_impossible_value_make_no_sentence() -> None:
    assert told(SentenceKind.CHANGE, series("A", {2020: "…", 2021: 10})) == "claim-missing"
    assert told(SentenceKind.CHANGE, series("A", {2020: 20, 2021: "x"})) == "claim-hidden"
    assert told(SentenceKind.CHANGE, series("A", {2020: "x", 2021: 10})) == "claim-hidden"
    assert told(SentenceKind.VALUE, series("A", {2021: "・"})) == "claim-missing"


def test_a_record_names_the_span_and_the_year_that_is_level() -> None:
    low = series("A", {2018: 70, 2019: 60, 2020: 65, 2021: 55})
    assert told(SentenceKind.RECORD, low) == "令和3年（2021）のAは55人で、平成30年（2018）以降で最も少ない数です。"
    level = series("A", {2018: 55, 2019: 60, 2020: 65, 2021: 55})
    text = "令和3年（2021）のAは55人で、平成30年（2018）以降で平成30年と並んで最も少ない数です。"
    assert told(SentenceKind.RECORD, level) == text
    assert told(SentenceKind.RECORD, series("A", {2019: 50, 2020: 60, 2021: 55})) == "claim-untrue"


def test_the_highest_and_the_lowest_year_are_told_with_those_that_are_level() -> None:
    cases = series("A", {2018: 70, 2019: 60, 2020: 70, 2021: 65})
    assert told(SentenceKind.EXTREMES, cases) == (
        "Aは、平成30年（2018）から令和3年（2021）までで最も多いのは平成30年と令和2年（2020）の70人、"
        "最も少ないのは令和元年（2019）の60人です。"
    )


def test_a_share_is_about_when_rounded_and_plain_when_exact() -> None:
    tried = series("総数", {2021: 240})
    attempts = series("あり", {2021: 25})
    assert told(SentenceKind.SHARE, attempts, tried) == "令和3年（2021）のありは25人で、全体の約10.4％を占めます。"
    assert (
        told(SentenceKind.SHARE, series("半分", {2021: 120}), tried) == "令和3年（2021）の半分は120人で、全体の50％を占めます。"
    )
    tiny = series("小", {2021: 5})
    assert told(SentenceKind.SHARE, tiny, series("大", {2021: 100000})).endswith("全体の0.1％未満を占めます。")


def test_classes_that_overlap_have_no_shares() -> None:
    causes = series("原因", {2021: {"健康問題": 58, "総数": 90}}, overlapping=True)
    assert told(SentenceKind.SHARE, causes, classes=("健康問題",)) == "claim-impossible"


def test_the_first_places_keep_those_together_that_are_level() -> None:
    causes = series("原因", {2021: {"健康問題": 58, "経済・生活問題": 34, "家庭問題": 34, "勤務問題": 9, "その他": 80}})
    assert told(SentenceKind.TOP, causes, top=2) == (
        "令和3年（2021）の原因では、健康問題が58人で最も多く、経済・生活問題と家庭問題（ともに34人）が続きます。"
    )
    assert told(SentenceKind.TOP, causes, top=1) == "令和3年（2021）の原因では、健康問題が58人で最も多い区分です。"


def test_a_hidden_class_keeps_the_places_untold() -> None:
    causes = series("原因", {2021: {"健康問題": 58, "経済・生活問題": "x", "家庭問題": 12}})
    assert told(SentenceKind.TOP, causes) == "claim-hidden"


def test_the_city_is_compared_with_nation_and_prefecture_in_words_of_height() -> None:
    city = rate("自殺死亡率", "みほん市", {2020: "19.3"})
    nation = rate("自殺死亡率", "全国", {2020: "16.7", 2021: "16.8"})
    prefecture = rate("自殺死亡率", "みほん県", {2020: "20.3"})
    assert told(SentenceKind.REGIONS, city, nation, prefecture) == (  # type: ignore[arg-type]
        "令和2年（2020）のみほん市の自殺死亡率は19.3で、全国の16.7より2.6高く、みほん県の20.3より1.0低くなっています。"
    )
    assert told(SentenceKind.REGIONS, city, rate("自殺死亡率", "全国", {2020: "19.3"})) == (  # type: ignore[arg-type]
        "令和2年（2020）のみほん市の自殺死亡率は19.3で、全国と同じです。"
    )


def test_counts_of_regions_are_not_compared_nor_rates_of_different_bases() -> None:
    assert told(SentenceKind.REGIONS, MEN, NATION) == "claim-impossible"
    city = rate("自殺死亡率", "みほん市", {2020: "19.3"})
    other = replace(rate("自殺死亡率", "全国", {2020: "16.7"}), basis=Basis("死亡日", "住所地", "日本人人口"))  # type: ignore[type-var]
    assert told(SentenceKind.REGIONS, city, other) == "claim-basis"  # type: ignore[arg-type]


def test_classes_that_rose_fell_and_stayed_are_told_and_which_moved_most() -> None:
    ages = series(
        "年代別",
        {
            2020: {"20歳代": 5, "30歳代": 10, "40歳代": 20, "50歳代": 9},
            2021: {"20歳代": 9, "30歳代": 12, "40歳代": 15, "50歳代": 9},
        },
    )
    assert told(SentenceKind.CLASSES, ages) == (
        "令和3年（2021）の年代別は、前年と比べて、20歳代、30歳代で増え、40歳代で減り、50歳代は同じです。最も増えたのは20歳代（4人増）です。"
    )


def test_parts_are_listed_with_their_figures() -> None:
    assert told(SentenceKind.PARTS, NATION, MEN, WOMEN) == (
        "令和3年（2021）の全国の自殺者数の内訳は、男性13,939人、女性7,068人です。"
    )


def test_a_figure_that_is_not_final_says_so() -> None:
    flash = series("A", {2021: 55}, status=Status.ESTIMATE)
    assert told(SentenceKind.VALUE, flash) == "令和3年（2021、概数）のAは55人です。"


def test_the_western_year_stands_beside_the_first_mention_in_a_section_only() -> None:
    years = Years(DigitWidth.ONE_FULL)
    (first,) = write_paragraph([SentenceRow(kind=SentenceKind.VALUE, series=NATION)], years, Findings())
    years.break_off()
    (second,) = write_paragraph([SentenceRow(kind=SentenceKind.CHANGE, series=NATION)], years, Findings())
    assert first.text == "令和３年（2021）の全国の自殺者数は21,007人です。"
    assert second.text.startswith("令和３年の全国の自殺者数は")


def paragraph(*rows: SentenceRow) -> list[str]:
    return [each.text for each in write_paragraph(rows, Years(DigitWidth.HALF), Findings())]


def test_year_region_and_subject_are_not_said_again_in_a_paragraph() -> None:
    assert paragraph(
        SentenceRow(kind=SentenceKind.CHANGE, series=NATION),
        SentenceRow(kind=SentenceKind.PARTS, series=NATION, others=(MEN, WOMEN)),
        SentenceRow(kind=SentenceKind.RATIO, series=MEN, others=(WOMEN,)),
    ) == [
        "令和3年（2021）の全国の自殺者数は21,007人で、対前年74人（約0.4％）減です。",
        "内訳は、男性13,939人、女性7,068人です。",
        "男性は、女性の約2.0倍です。",
    ]


def test_a_class_is_told_among_those_that_the_sentence_before_ranked() -> None:
    ages = series("A", {2021: {"総数": 40, "甲": 20, "乙": 15, "丙": 5}})
    top = SentenceRow(kind=SentenceKind.TOP, series=ages, top=2)
    share = SentenceRow(kind=SentenceKind.SHARE, series=ages, classes=("丙",))
    assert paragraph(top, share)[1] == "このうち、丙は5人で、全体の12.5％を占めます。"


def test_a_region_is_named_again_where_the_rest_could_be_taken_for_what_was_said_before() -> None:
    men = replace(MEN, calling=Text("全国の男性の自殺者数"))
    rows = (SentenceRow(kind=SentenceKind.VALUE, series=men), SentenceRow(kind=SentenceKind.VALUE, series=NATION))
    assert paragraph(*rows) == ["令和3年（2021）の全国の男性の自殺者数は13,939人です。", "全国の自殺者数は21,007人です。"]
    other = replace(men, region=Text("みほん県"), calling=Text("みほん県の男性の自殺者数"))
    assert paragraph(rows[0], SentenceRow(kind=SentenceKind.VALUE, series=other))[1] == "みほん県の男性の自殺者数は13,939人です。"


def test_another_year_is_named_in_the_paragraph_also_behind_a_comparison() -> None:
    sums = series("A", {2018: {"甲": 60, "乙": 53}, 2020: {"甲": 70, "乙": 51}}, span=2)
    later, earlier = year(2020, 2021), year(2018, 2019)
    top = SentenceRow(kind=SentenceKind.TOP, series=sums, period=later)
    moved = SentenceRow(kind=SentenceKind.CLASSES, series=sums, period=later, before=earlier)
    assert paragraph(top, moved, top) == [
        "令和2年から3年まで（2020〜2021）の2年間の合計では、Aは、甲が70人で最も多く、乙（51人）が続きます。",
        "平成30年から令和元年まで（2018〜2019）の2年間と比べて、甲で増え、乙で減りました。",
        "令和2年から3年までの2年間の合計では、Aは、甲が70人で最も多く、乙（51人）が続きます。",
    ]
    old = series("B", {2017: 9, 2018: 8, 2019: 7})
    run = paragraph(SentenceRow(kind=SentenceKind.VALUE, series=NATION), SentenceRow(kind=SentenceKind.RUN, series=old))[1]
    assert run == "令和元年（2019）のBは、2年連続の減少です（比べられる値は平成29年（2017）からです）。"


def test_a_sentence_of_an_older_year_than_the_newest_says_so() -> None:
    city = rate("自殺死亡率", "みほん市", {2020: "19.3", 2021: "18.9"})
    nation = rate("自殺死亡率", "全国", {2020: "16.7"})
    sentence, codes = written(SentenceKind.REGIONS, city, nation)  # type: ignore[arg-type]
    assert sentence is not None and sentence.text.startswith("令和2年（2020）のみほん市の")
    assert codes == ["claim-older"]
    assert written(SentenceKind.REGIONS, city, nation, period=year(2020))[1] == []  # type: ignore[arg-type]
    assert written(SentenceKind.PARTS, NATION, MEN, WOMEN)[1] == []


def test_a_sentence_that_cannot_be_said_does_not_use_up_the_first_mention() -> None:
    years = Years(DigitWidth.HALF)
    rows = [SentenceRow(kind=SentenceKind.RECORD, series=NATION), SentenceRow(kind=SentenceKind.VALUE, series=NATION)]
    (only,) = write_paragraph(rows, years, Findings())
    assert only.text == "令和3年（2021）の全国の自殺者数は21,007人です。"


def test_single_digits_follow_the_house_style() -> None:
    rows = [SentenceRow(kind=SentenceKind.CHANGE, series=series("A", {2020: 61, 2021: 55}))]
    (only,) = write_paragraph(rows, Years(DigitWidth.ONE_FULL), Findings())
    assert only.text == "令和３年（2021）のAは55人で、対前年６人（約9.8％）減です。"


def test_every_claim_shows_its_formula_and_its_rounding() -> None:
    sentence, _ = written(SentenceKind.CHANGE, NATION)
    assert sentence is not None
    shown = [(claim.printed, claim.formula, claim.rounding) for claim in sentence.claims]
    assert shown == [
        ("21,007人", "21,007", ""),
        ("74人", "21,007 − 21,081", ""),
        ("約0.4％", "(21,007 − 21,081) ÷ 21,081 × 100", "四捨五入（小数1桁）"),
        ("減", "21,007 と 21,081 の大小", ""),
    ]
