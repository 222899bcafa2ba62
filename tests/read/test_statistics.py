"""統計.xlsx: what it says, and every fault with its cell. The first row of entries of a sheet is row 4."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from meeting_rows import seen
from statistics_rows import SERIES, STATISTICS, VALUES, VITAL, changed, exhibit, faults, read, read_counted, series

from kaigi_docs.blocks import ChartTable
from kaigi_docs.japanese.wareki import CalendarYear, FiscalYear
from kaigi_docs.model.small_counts import CountRules, Joining, Nobody, Sparing
from kaigi_docs.model.statistics import TOTAL, Basis, Dimension, ExhibitKind, Period, Sign, Status

Y2020, Y2021 = (Period(CalendarYear(year), CalendarYear(year)) for year in (2020, 2021))


def test_sections_stand_in_printed_order_with_texts_before_their_charts() -> None:
    statistics, findings = read()
    assert list(findings) == []
    assert [(each.id, each.level, each.parent_id) for each in statistics.sections] == [("N01", 1, None), ("N02", 2, "N01")]
    assert [type(part).__name__ for part in statistics.sections[1].parts] == ["Passage", "Exhibit"]


def test_a_text_may_stand_behind_a_chart() -> None:
    statistics, _ = read(changed("文", 0, 図表ID="Z01"))
    assert [type(part).__name__ for part in statistics.sections[1].parts] == ["Exhibit", "Passage"]


def test_a_section_that_stands_below_its_parents_sibling_is_printed_under_its_parent() -> None:
    rows = {
        **STATISTICS,
        "節": [*STATISTICS["節"], {"節ID": "N03", "題名": "率"}, {"節ID": "N04", "題名": "市", "親の節ID": "N01"}],
    }
    assert [each.id for each in read(rows)[0].sections] == ["N01", "N02", "N04", "N03"]


def test_a_chart_has_years_as_categories_and_series_in_the_order_of_its_cell() -> None:
    shown = exhibit(changed("図表", 0, 系列ID="R03、R02"))
    assert (shown.kind, shown.across, shown.apart) == (ExhibitKind.LINE, Dimension.YEAR, Dimension.SERIES)
    assert shown.periods == (Y2020, Y2021)
    assert [one.name.value for one in shown.series] == ["女性", "男性"]
    assert shown.value(Y2021, shown.series[1]) == series(series_id="R02").values[Y2021, TOTAL]


def test_a_published_value_knows_its_text_and_its_cell() -> None:
    value = series(changed("数値", 0, 値="１,２３４人", 状態="概数", 注="見込み")).values[Y2020, TOTAL]
    assert (value.number, value.text, value.sign, value.status) == (Decimal(1234), "1,234", None, Status.ESTIMATE)
    assert value.remark.value == "見込み"
    assert value.where is not None
    assert (value.where.sheet, value.where.cell) == ("数値", "D4")


@pytest.mark.parametrize(
    ("typed", "sign", "number"),
    [
        ("－", Sign.NIL, 0),
        ("-", Sign.NIL, 0),
        ("ー", Sign.NIL, 0),
        ("0.0", Sign.BELOW_UNIT, 0),
        ("…", Sign.UNKNOWN, None),
        ("・・", None, None),
        ("・", Sign.IMPOSSIBLE, None),
        ("x", Sign.SUPPRESSED, None),
        ("Ｘ", Sign.SUPPRESSED, None),
    ],
)
def test_signs_are_told_apart(typed: str, sign: Sign | None, number: int | None) -> None:
    rows = {**changed("数値", 5, 値=typed)}
    if sign is None:
        assert faults(rows) == [("value-invalid", "数値!D9")]
        return
    value = series(rows, "R03").values[Y2021, TOTAL]
    assert (value.sign, value.text, value.number) == (sign, sign.value, number)


def test_a_blank_value_is_missing_and_said_so() -> None:
    rows = changed("数値", 5, 値="")
    statistics, findings = read(rows)
    assert statistics.exhibits[0].series[2].values[Y2021, TOTAL].sign is Sign.MISSING
    assert findings.codes() == ["value-blank"]


RULES = "小さい数の扱い"
SIGNED = {RULES: [{"責任者": "こころの健康課長", "決定日": "令和4年8月1日"}]}


@pytest.mark.parametrize("typed", ["1", "4", "４", "3人", "2.0"])
def test_one_to_four_persons_get_the_mark_and_their_number_goes_apart(typed: str) -> None:
    counted, findings = read_counted(changed("数値", 5, 値=typed))
    assert list(findings) == []
    value = counted.statistics.exhibits[0].series[2].values[Y2021, TOTAL]
    assert (value.number, value.text, value.sign) == (None, "x", Sign.SUPPRESSED)
    assert list(counted.kept) == [("R03", Y2021, TOTAL)]
    assert f"{counted.kept['R03', Y2021, TOTAL]}" in unicodedata.normalize("NFKC", typed)


def test_one_to_four_persons_are_an_error_with_their_cell_where_the_office_says_so() -> None:
    assert faults({**changed("数値", 5, 値="4"), RULES: [{"小さい数": "エラーにする"}]}) == [("small-count", "数値!D9")]


def test_the_office_sets_the_threshold_of_counts_and_texts() -> None:
    rows = {**changed("文", 0, 文="女性は８人でした。"), RULES: [{"しきい値": "18"}]}
    counted, findings = read_counted(rows)
    assert {key[0] for key in counted.kept} == {"R03"}
    assert seen(findings) == [("small-count", "文!D4")]


def test_a_threshold_that_protects_nobody_is_an_error() -> None:
    assert [code for code, _ in faults({**STATISTICS, RULES: [{"しきい値": "1"}]})] == ["threshold-low"]


def test_the_rules_of_the_office_are_read_and_empty_ones_are_the_usual() -> None:
    rows = [
        {"年代の合算": "しない", "0の扱い": "伏せない", "伏せる欄の選び方": "人数を少なく", "責任者": "課長", "決定日": "R4.8.1"}
    ]
    counted, _ = read_counted({**STATISTICS, RULES: rows})
    assert counted.rules == CountRules(
        joining=Joining.NEVER, nobody=Nobody.SHOWN, sparing=Sparing.PERSONS, responsible="課長", decided_on=date(2022, 8, 1)
    )
    assert read_counted()[0].rules == CountRules()


def test_a_hidden_count_still_has_to_fit_its_total_and_the_warning_does_not_tell_it() -> None:
    rows = {
        **changed("数値", 5, 値="3"),
        "系列": [SERIES[0], *({**each, "合計の系列ID": "R01"} for each in SERIES[1:])],
    }
    (finding,) = read(rows)[1]
    assert (finding.code, finding.where and finding.where.cell) == ("sum-differs", "D5")
    assert "41" not in finding.message.replace("R01", "")


@pytest.mark.parametrize("typed", ["0", "5", "－"])
def test_nobody_and_five_persons_may_be_printed(typed: str) -> None:
    rows = {**STATISTICS, "数値": [*VALUES[:2], {"系列ID": "R02", "年": "2021", "値": typed}]}
    assert "small-count" not in [code for code, _ in faults(rows)]


def test_a_small_count_may_be_printed_where_the_series_gives_a_reason() -> None:
    kept = {**STATISTICS["系列"][2], "保護しない理由": "計画の指標として公表済み"}
    rows = {**changed("数値", 5, 値="3"), "系列": [*SERIES[:2], kept], **SIGNED}
    assert read(rows)[1].codes() == ["signed-off"]
    assert read(rows)[0].exhibits[0].series[2].values[Y2021, TOTAL].text == "3"


def test_cases_are_no_persons_and_may_be_few() -> None:
    cases = [{**each, "数えるもの": "件数", "単位": "件"} for each in SERIES]
    assert faults({**changed("数値", 5, 値="3"), "系列": cases}) == []


@pytest.mark.parametrize("sheet_and_cell", [("文", "文", "D4"), ("図表", "注", "M4"), ("節", "題名", "C4"), ("数値", "注", "F4")])
def test_a_text_that_states_a_small_count_is_an_error_with_its_cell(sheet_and_cell: tuple[str, str, str]) -> None:
    sheet, header, cell = sheet_and_cell
    assert faults(changed(sheet, 0, **{header: "女性は４人でした。"})) == [("small-count", f"{sheet}!{cell}")]


def test_a_text_may_state_a_small_count_for_a_reason() -> None:
    rows = changed("文", 0, 文="計画の目標は３人以下、実績は４人です。", 少ない人数を書く理由="公表済み")
    assert read({**rows, **SIGNED})[1].codes() == ["signed-off"]


def test_a_section_with_what_befell_persons_and_all_below_it_are_withheld_unless_somebody_decided_otherwise() -> None:
    sections = [{"節ID": "N01", "題名": "推移"}, {"節ID": "N02", "題名": "特徴", "個人の事情": "はい"}]
    sections += [{"節ID": "N03", "親の節ID": "N02", "題名": "経路"}, {"節ID": "N04", "題名": "相談"}]
    statistics, _ = read({**STATISTICS, "節": sections})
    assert [each.id for each in statistics.sections if each.is_story] == ["N02", "N03"]
    decided = [{**each, "公開する理由": "一般的な経路だけのため"} if "個人の事情" in each else each for each in sections]
    statistics, findings = read({**STATISTICS, "節": decided, **SIGNED})
    assert [each.id for each in statistics.sections if each.is_story] == []
    assert findings.codes() == ["signed-off"]
    assert ("sign-off-incomplete", "節!E5") in faults({**STATISTICS, "節": decided})


@pytest.mark.parametrize("signed", [{}, {"責任者": "課長"}, {"決定日": "令和4年8月1日"}])
def test_a_reason_needs_somebody_who_answers_for_it(signed: dict[str, str]) -> None:
    rows = changed("文", 0, 文="計画の目標は３人以下です。", 少ない人数を書く理由="公表済み")
    assert faults({**rows, RULES: [signed]}) == [("sign-off-incomplete", "文!N4")]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("約60", "value-invalid"),
        ("60件", "value-invalid"),
        ("60.5", "value-invalid"),
        ("△60", "value-invalid"),
        ("50〜60", "value-invalid"),
        ("なし", "value-invalid"),
    ],
)
def test_what_is_no_value_is_an_error(typed: str, code: str) -> None:
    assert (code, "数値!D4") in faults(changed("数値", 0, 値=typed))


RATE = {"数えるもの": "率", "単位": "人口10万対"}


def test_a_rate_is_printed_with_its_decimals() -> None:
    rows = {**changed("数値", 0, 値="16"), "系列": [{**each, **RATE} for each in SERIES]}
    assert series(rows).values[Y2020, TOTAL].text == "16.0"


def test_more_decimals_than_are_printed_are_rounded_half_up_and_said_so_once_a_series() -> None:
    values = [{**each, "値": f"{each['値']}.25"} for each in VALUES]
    statistics, findings = read({**STATISTICS, "系列": [{**each, **RATE} for each in SERIES], "数値": values})
    assert findings.codes() == ["value-rounded"] * 3
    assert statistics.exhibits[0].series[0].values[Y2020, TOTAL].text == "60.3"


def test_a_rate_of_0_is_either_nothing_or_below_the_unit() -> None:
    rows = {**changed("数値", 0, 値="0"), "系列": [{**each, **RATE} for each in SERIES]}
    assert ("value-invalid", "数値!D4") in faults(rows)


def test_a_value_given_twice_is_an_error_at_the_second_one() -> None:
    assert faults(changed("数値", 6, 系列ID="R01", 年="令和3年", 値="56")) == [("value-duplicate", "数値!D10")]


@pytest.mark.parametrize("typed", ["令和3年度", "R99", "去年", "2021〜2019"])
def test_a_year_that_is_none_is_an_error(typed: str) -> None:
    assert ("year-invalid", "数値!B4") in faults(changed("数値", 0, 年=typed))


def test_a_series_that_is_not_there_is_an_error_in_values_and_charts() -> None:
    assert ("reference-unknown", "数値!A4") in faults(changed("数値", 0, 系列ID="R9"))
    assert ("reference-unknown", "図表!E4") in faults(changed("図表", 0, 系列ID="R01、R09"))


def test_series_counted_in_different_ways_in_one_chart_are_an_error_that_names_both() -> None:
    _, findings = read({**STATISTICS, "系列": [SERIES[0], SERIES[1], {**SERIES[2], **VITAL}]})
    (fault,) = findings
    assert (fault.code, str(fault.where)) == ("basis-mixed", "統計.xlsx「図表」E4")
    assert "R01「総数」（発見日・発見地・総人口）" in fault.message
    assert "R03「女性」（死亡日・住所地・日本人人口）" in fault.message


def test_small_charts_may_show_different_bases_with_a_note() -> None:
    rows = {
        **changed("図表", 0, 種類="小さなグラフ", 注="数え方が違います。"),
        "系列": [SERIES[0], SERIES[1], {**SERIES[2], **VITAL}],
    }
    assert faults(rows) == []
    assert exhibit(rows).series[2].basis == Basis("死亡日", "住所地", "日本人人口")
    without = {**rows, "図表": [{**rows["図表"][0], "注": ""}]}
    assert faults(without) == [("basis-mixed", "図表!E4")]


def test_a_part_counted_in_another_way_than_its_whole_is_an_error() -> None:
    parts = [SERIES[0], {**SERIES[1], **VITAL, "合計の系列ID": "R01"}, SERIES[2]]
    assert faults({**changed("図表", 0, 系列ID="R01、R03"), "系列": parts}) == [("basis-mixed", "系列!O5")]


def test_years_and_fiscal_years_are_never_in_one_chart() -> None:
    rows = {**STATISTICS, "系列": [SERIES[0], SERIES[1], {**SERIES[2], "年の種類": "年度"}]}
    assert faults(rows) == [("year-kinds-mixed", "図表!E4")]


def test_fiscal_years_are_read_as_such() -> None:
    shown = exhibit({**STATISTICS, "系列": [{**each, "年の種類": "年度"} for each in SERIES]})
    assert shown.periods[0].first == FiscalYear(2020)


def test_units_are_mixed_in_a_table_only() -> None:
    rows = {**STATISTICS, "系列": [SERIES[0], SERIES[1], {**SERIES[2], "単位": "件", "数えるもの": "件数"}]}
    assert faults(rows) == [("unit-mixed", "図表!E4")]
    assert faults({**rows, "図表": [{**STATISTICS["図表"][0], "種類": "表だけ"}]}) == []


def test_a_total_that_is_not_the_sum_of_its_series_is_a_warning_at_the_total() -> None:
    parts = [SERIES[0], *({**each, "合計の系列ID": "R01"} for each in SERIES[1:])]
    assert faults({**STATISTICS, "系列": parts}) == []
    _, findings = read({**changed("数値", 3, 値="37"), "系列": parts})
    (fault,) = findings
    assert (fault.code, str(fault.where)) == ("sum-differs", "統計.xlsx「数値」D5")
    assert "55ですが、内訳の合計は54です（D7、D9）" in fault.message


CLASSES = [
    {"系列ID": "R01", "年": "2020〜2021", "値": "55"},
    {"系列ID": "R01", "年": "2020〜2021", "区分": "20歳代", "値": "25"},
    {"系列ID": "R01", "年": "2020〜2021", "区分": "30歳代", "値": "30"},
]
BY_CLASS = {
    "図表ID": "Z01",
    "節ID": "N01",
    "題名": "年代",
    "種類": "棒",
    "系列ID": "R01",
    "横軸": "区分",
    "期間": "2020〜2021の計",
}
AGES = {**STATISTICS, "図表": [BY_CLASS], "系列": SERIES[:1], "数値": CLASSES}


def test_classes_become_categories_and_merged_years_are_one_period() -> None:
    shown = exhibit(AGES)
    assert (shown.classes, [period.western for period in shown.periods]) == (("20歳代", "30歳代"), ["2020〜2021"])


def test_a_total_that_is_not_the_sum_of_its_classes_is_a_warning() -> None:
    wrong = {**AGES, "数値": [{**CLASSES[0], "値": "54"}, *CLASSES[1:]]}
    assert faults(wrong) == [("sum-differs", "数値!D4")]
    assert faults({**wrong, "系列": [{**SERIES[0], "区分の重なり": "はい"}]}) == []


def test_no_sum_is_made_where_a_part_is_not_known() -> None:
    assert faults({**AGES, "数値": [{**CLASSES[0], "値": "54"}, CLASSES[1], {**CLASSES[2], "値": "…"}]}) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"区分": "20歳代、40歳代"}, ("class-unknown", "図表!I4")),
        ({"凡例": "区分"}, ("dimension-twice", "図表!G4")),
        ({"種類": "積み上げ", "区分": "総数、20歳代"}, ("total-in-parts", "図表!I4")),
        ({"種類": "左右"}, ("two-sided-not-two", "図表!E4")),
        ({"期間": "2018年から"}, ("exhibit-empty", "図表!H4")),
        ({"期間": "さいきん"}, ("year-invalid", "図表!H4")),
        ({"系列ID": ""}, ("exhibit-empty", "図表!E4")),
        ({"節ID": "N09"}, ("reference-unknown", "図表!B4")),
        ({"割合": "はい"}, ("choice-unused", "図表!L4")),
        ({"種類": "文の表"}, ("exhibit-empty", "図表!A4")),
    ],
)
def test_a_chart_that_cannot_be_made_is_told_with_its_cell(changes: dict[str, str], fault: tuple[str, str]) -> None:
    assert fault in faults({**AGES, "図表": [{**BY_CLASS, **changes}]})


def test_a_third_dimension_of_several_items_is_an_error() -> None:
    values = [*CLASSES, {"系列ID": "R01", "年": "2018〜2019", "区分": "20歳代", "値": "20"}]
    rows = {**AGES, "数値": values, "図表": [{**BY_CLASS, "期間": "2018〜2019の計、2020〜2021の計"}]}
    assert ("dimension-third", "図表!H4") in faults(rows)


def test_a_value_that_a_chart_needs_and_nobody_gave_is_a_warning() -> None:
    assert faults({**STATISTICS, "数値": VALUES[:-1]}) == [("value-missing", "図表!A4")]


WITH_WORDS = {
    **changed("図表", 0, 種類="表だけ", 横軸="系列", 凡例="年", 割合=""),
    "文の表": [{"図表ID": "Z01", "列1": "背景"}, {"図表ID": "Z01", "行の見出し": "男性", "列1": "いろいろ"}],
}


def test_words_may_stand_behind_the_figures_of_a_table_by_the_name_of_the_row() -> None:
    lines = exhibit(WITH_WORDS).lines
    assert [[text.value for text in line] for line in lines] == [["", "背景"], ["男性", "いろいろ"]]


@pytest.mark.parametrize(
    ("exhibits", "words", "fault"),
    [
        ({}, {"行の見出し": "男"}, ("text-row-unknown", "文の表!B5")),
        ({"横軸": "年", "凡例": "系列"}, {}, ("text-row-unknown", "文の表!A4")),
        ({"種類": "折れ線"}, {}, ("text-table-unused", "文の表!A4")),
    ],
)
def test_words_that_fit_no_row_are_told(exhibits: dict[str, str], words: dict[str, str], fault: tuple[str, str]) -> None:
    shown, (head, line) = WITH_WORDS["図表"][0], WITH_WORDS["文の表"]
    assert fault in faults({**WITH_WORDS, "図表": [{**shown, **exhibits}], "文の表": [head, {**line, **words}]})


def test_rates_have_no_share_of_a_total() -> None:
    rows = {**changed("図表", 0, 種類="表だけ", 割合="はい"), "系列": [{**each, **RATE} for each in SERIES]}
    assert faults(rows) == [("share-of-rates", "図表!L4")]


def test_a_change_of_definition_belongs_to_its_year_also_on_a_row_of_its_own() -> None:
    beside = series(changed("数値", 1, 定義の変更="四つまで"))
    alone = series(changed("数値", 6, 系列ID="R01", 年="2021", 定義の変更="四つまで"))
    assert [(period, text.value) for period, text in beside.changes.items()] == [(Y2021, "四つまで")]
    assert alone.changes == beside.changes
    assert alone.values == series().values


def test_a_table_of_texts_has_its_rows_and_only_the_columns_in_use() -> None:
    rows = {
        **STATISTICS,
        "図表": [{"図表ID": "Z01", "節ID": "N01", "題名": "違い", "種類": "文の表"}],
        "文の表": [{"図表ID": "Z01", "列1": "警察", "列2": "医師"}, {"図表ID": "Z01", "行の見出し": "対象", "列2": "日本人"}],
    }
    assert [[text.value for text in line] for line in exhibit(rows).lines] == [["", "警察", "医師"], ["対象", "", "日本人"]]


def test_a_text_behind_a_chart_of_another_section_is_an_error() -> None:
    assert faults(changed("文", 0, 節ID="N01", 図表ID="Z01")) == [("exhibit-elsewhere", "文!B4")]


def test_a_series_that_nothing_shows_is_a_note() -> None:
    assert read(changed("図表", 0, 系列ID="R01"))[1].codes() == ["series-unused", "series-unused"]


def test_the_place_of_the_values_table_is_read() -> None:
    assert exhibit(changed("図表", 0, 値の表="横")).values_table is ChartTable.BESIDE
