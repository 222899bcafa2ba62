"""指標.xlsx: what is read, and what is wrong in it, each with its cell."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from indicator_rows import INDICATORS, MEETING, changed, faults, indicator, read, table, with_rule
from meeting_rows import books_of, seen

from kaigi_docs.declarations.indicators import INDICATORS_SHEETS
from kaigi_docs.declarations.kinds import FieldType
from kaigi_docs.findings import OPEN_MARK
from kaigi_docs.japanese.wareki import CalendarYear, FiscalYear
from kaigi_docs.model.indicators import Direction, IndicatorColumnKind, Judgement, TargetKind
from kaigi_docs.model.small_counts import small_counts_in
from kaigi_docs.model.statistics import Period, Sign, Status
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import CellFault, read_cell
from kaigi_docs.read.grid import GridCell
from kaigi_docs.read.indicators import read_indicators
from kaigi_docs.read.settings import read_settings_parts

R3, R2 = (Period(FiscalYear(year), FiscalYear(year)) for year in (2021, 2020))
Kind = IndicatorColumnKind


# --- targets ---


@pytest.mark.parametrize(
    ("cells", "kind", "number"),
    [
        ({"目標値": "1回以上"}, TargetKind.AT_LEAST, "1"),
        ({"目標値": "１３．０以下", "単位": ""}, TargetKind.AT_MOST, "13.0"),
        ({"目標値": "自殺死亡率13.0以下", "単位": ""}, TargetKind.AT_MOST, "13.0"),
        ({"目標値": "20％未満", "単位": "％"}, TargetKind.LESS_THAN, "20"),
        ({"目標値": "延べ1,200件以上", "単位": "件"}, TargetKind.AT_LEAST, "1200"),
        ({"目標値": "10", "目標の種類": "以上"}, TargetKind.AT_LEAST, "10"),
        ({"目標値": "各地区で年2回", "目標の種類": "以上"}, TargetKind.AT_LEAST, "2"),
        ({"目標値": "", "目標の種類": "以下", "目標の数": "５"}, TargetKind.AT_MOST, "5"),
        ({"目標値": "手引きを作る", "目標の種類": "文章"}, TargetKind.TEXT, None),
        ({"目標値": "－"}, TargetKind.NONE, None),
        ({"目標値": "-"}, TargetKind.NONE, None),
        ({"目標値": ""}, TargetKind.NONE, None),
    ],
)
def test_a_target_is_what_its_words_say_without_doubt(cells: dict[str, str], kind: TargetKind, number: str | None) -> None:
    target = read(changed("指標", 0, **cells))[0].tables[0].indicators[0].target
    assert (target.kind, target.number) == (kind, Decimal(number) if number is not None else None)


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ({"目標の種類": "以上", "目標の数": "85", "単位": "％"}, "85％以上"),
        ({"目標の種類": "範囲", "目標の数": "18", "目標の上限": "25", "単位": "％"}, "18％から25％まで"),
        ({"目標の種類": "現状値より減（％）", "目標の数": "20", "単位": "人", "現状値": "30"}, "現状値から20％以上の減少"),
        ({"目標の種類": "現状値より増（数）", "目標の数": "1,000", "単位": "件", "現状値": "30"}, "現状値から1,000件以上の増加"),
    ],
)
def test_a_target_that_nobody_worded_is_worded_from_its_number(cells: dict[str, str], printed: str) -> None:
    rows = {**changed("指標", 0, 目標値="", **cells), "実績値": []}
    assert read(rows)[0].tables[0].indicators[0].target.text.value == printed


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"目標値": "85回"}, ("target-direction-missing", "指標!H4")),
        ({"目標値": "", "目標の数": "3"}, ("target-direction-missing", "指標!H4")),
        ({"目標値": "手引きを作る"}, ("target-kind-missing", "指標!H4")),
        ({"目標値": "1回以上", "目標の種類": "以下"}, ("target-contradictory", "指標!H4")),
        ({"目標値": "1回から3回", "目標の種類": "範囲"}, ("target-number-missing", "指標!I4")),
        ({"目標値": "3〜1回", "目標の種類": "範囲", "目標の数": "3", "目標の上限": "1"}, ("target-contradictory", "指標!J4")),
        ({"目標値": "平均より減らす", "目標の種類": "以下"}, ("target-number-missing", "指標!I4")),
        ({"目標値": "1回以上", "目標の数": "いちど"}, ("value-invalid", "指標!I4")),
        ({"目標値": "1回以上", "目標の数": "1件"}, ("unit-differs", "指標!I4")),
        ({"目標の種類": "必ず"}, ("choice-unknown", "指標!H4")),
        ({"目標の上限": "3"}, ("choice-unused", "指標!J4")),
    ],
)
def test_a_target_in_doubt_is_a_finding(cells: dict[str, str], found: tuple[str, str]) -> None:
    assert found in faults(changed("指標", 0, **cells))


def test_a_relative_target_needs_a_baseline_that_is_a_number_of_the_same_scope() -> None:
    for cells in ({"現状値": ""}, {"現状値": "－"}, {"現状値の対象": "男女"}):
        assert ("baseline-missing", "指標!N6") in faults(changed("指標", 2, **cells))


def test_two_numbers_in_the_words_of_a_relative_target_are_not_guessed_from() -> None:
    assert ("target-number-missing", "指標!I6") in faults(changed("指標", 2, 目標の数=""))


# --- values ---


@pytest.mark.parametrize(
    ("typed", "printed", "number"),
    [
        ("2回/年（書面）", "2回/年（書面）", "2"),
        ("２", "2回", "2"),
        ("２回", "２回", "2"),
        ("１，２３４", "1,234回", "1234"),
        ("第3回 12回（うち書面）", "第3回 12回（うち書面）", "12"),
        ("0", "0回", "0"),
        ("…", "…", None),
        ("x", "x", None),
        ("-", "－", None),
    ],
)
def test_a_value_is_printed_as_typed_and_a_plain_number_with_its_unit(typed: str, printed: str, number: str | None) -> None:
    shown = indicator(changed("実績値", 0, 実績=typed)).values[R3].shown
    assert (shown.text, shown.number) == (printed, Decimal(number) if number is not None else None)


def test_the_number_of_an_ambiguous_text_stands_in_its_own_cell() -> None:
    rows = changed("実績値", 0, 実績="専門講座＋出前講座 計63回 延471回", 判定の数="471")
    shown = indicator(rows).values[R3].shown
    assert (shown.text, shown.number) == ("専門講座＋出前講座 計63回 延471回", Decimal(471))


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"実績": "計63回 延471回"}, ("number-ambiguous", "実績値!C4")),
        ({"実績": "2回（うち1回は書面）"}, ("number-ambiguous", "実績値!C4")),
        ({"実績": "約10回"}, ("number-ambiguous", "実績値!C4")),
        ({"実績": "5〜6回"}, ("number-ambiguous", "実績値!C4")),
        ({"実績": "10回以上"}, ("number-ambiguous", "実績値!C4")),
        ({"実績": "中止"}, ("value-unreadable", "実績値!C4")),
        ({"実績": "12件"}, ("unit-differs", "実績値!C4")),
        ({"実績": "12", "判定の数": "13"}, ("number-differs", "実績値!D4")),
        ({"実績": "x", "判定の数": "7"}, ("number-beside-sign", "実績値!D4")),
        ({"実績": "12回", "判定の数": "十二"}, ("value-invalid", "実績値!D4")),
        ({"実績": ""}, ("value-blank", "実績値!C4")),
        ({"年": "R2"}, ("value-duplicate", "実績値!B5")),
        ({"年": "令和3年"}, ("year-invalid", "実績値!B4")),
        ({"年": "さくねん"}, ("year-invalid", "実績値!B4")),
        ({"指標ID": "K99"}, ("reference-unknown", "実績値!A4")),
        ({"判定": "達成"}, ("choice-unused", "実績値!E4")),
        ({"状態": "たぶん"}, ("choice-unknown", "実績値!F4")),
        ({"実績の対象": "男女"}, ("scope-differs", "実績値!G4")),
    ],
)
def test_a_value_in_doubt_is_a_finding(cells: dict[str, str], found: tuple[str, str]) -> None:
    assert found in faults(changed("実績値", 0, **cells))


def test_no_number_is_asked_for_where_nothing_is_compared() -> None:
    without = [{"種類": each} for each in ("指標", "目標値", "実績値")]
    assert faults({**changed("実績値", 0, 実績="計63回 延471回"), "指標の列": without}) == []
    assert faults(changed("実績値", 6, 実績="うつ 259件、自殺 120件")) == []  # K04 has no target
    assert faults(changed("実績値", 1, 実績="計63回 延471回")) == []  # only the newest year is judged


def test_units_of_target_and_value_are_compared_where_none_is_declared() -> None:
    rows = changed("指標", 0, 単位="")
    assert faults(rows) == []
    assert ("unit-differs", "実績値!C4") in faults({**rows, "実績値": changed("実績値", 0, 実績="3件")["実績値"]})


def test_persons_are_counted_with_either_word() -> None:
    assert indicator(changed("実績値", 4, 実績="22名"), 2).values[R3].shown.number == 22


def test_a_status_and_another_scope_belong_to_one_value() -> None:
    found, _ = read(changed("実績値", 0, 状態="速報", 実績の対象="男女"))
    value = found.tables[0].indicators[0].values[R3]
    assert (value.shown.status, value.other_scope) == (Status.FLASH, Text("男女"))


def test_the_scope_of_the_target_written_again_is_no_other_one() -> None:
    rows = {**changed("指標", 0, 対象="男性"), "実績値": changed("実績値", 0, 実績の対象="男性")["実績値"]}
    assert not indicator(rows).values[R3].other_scope


def test_a_text_target_takes_the_judgement_of_a_person() -> None:
    rows = changed("指標", 0, 目標値="手引きを作る", 目標の種類="文章")
    rows["実績値"] = changed("実績値", 0, 実績="作った", 判定="達成")["実績値"]
    assert indicator(rows).values[R3].judgement is Judgement.MET


def test_years_of_a_survey_may_be_left_out_or_blank() -> None:
    rows = {**changed("指標", 1, 調査年だけ="はい"), "実績値": [*INDICATORS["実績値"][:2], *INDICATORS["実績値"][3:]]}
    rows["実績値"][2] = {**rows["実績値"][2], "実績": ""}
    assert indicator(rows, 1).values[R2].shown.sign is Sign.NIL


def test_a_year_without_a_value_is_told_once_for_its_indicator() -> None:
    rows = {**INDICATORS, "実績値": [INDICATORS["実績値"][0], *INDICATORS["実績値"][2:]]}
    assert faults(rows) == [("value-missing", "指標!A4")]


# --- small counts ---


@pytest.mark.parametrize(
    "typed", ["3", "４人", "20歳未満 3人（警察統計）", "男性 12人、女性 3人", "男性12、女性3", "三人", "2.6"]
)
def test_one_to_four_persons_are_not_printed(typed: str) -> None:
    found, findings = read(changed("実績値", 4, 実績=typed))
    assert ("small-count", "実績値!C8") in seen(findings)
    assert found.tables[0].indicators[2].values[R3].shown.text == ""


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "place"),
    [
        ("指標", 2, {"現状値": "3人"}, "指標!N6"),
        ("指標", 2, {"指標": "3人以下の自殺者数、昨年は2人"}, "指標!F6"),
        ("指標", 2, {"目標値": "平均3人より10人以上の減少"}, "指標!G6"),
        ("指標", 2, {"注": "うち女性は3人"}, "指標!V6"),
        ("実績値", 4, {"判定の数": "3", "実績": "若干"}, "実績値!C8"),
        ("実績値", 4, {"注": "うち学生3名"}, "実績値!H8"),
        ("実績値", 0, {"実績": "2回、3人が参加"}, "実績値!C4"),
        ("社会情勢", 0, {"年": "R3", "文": "4人が亡くなる事故"}, "社会情勢!C4"),
        ("指標の表", 0, {"表ID": "H01", "注": "うち3人は市外"}, "指標の表!E4"),
    ],
)
def test_small_counts_are_found_wherever_they_would_be_printed(sheet: str, row: int, cells: dict[str, str], place: str) -> None:
    assert ("small-count", place) in faults(changed(sheet, row, **cells))


def test_a_reason_lets_small_counts_be_printed() -> None:
    rows = {**changed("指標", 2, 保護しない理由="計画の指標として公表済み"), "実績値": changed("実績値", 4, 実績="3")["実績値"]}
    assert indicator(rows, 2).values[R3].shown.text == "3人"
    reason = {"少ない人数を書く理由": "報道で公表済み"}
    assert faults(changed("社会情勢", 0, 年="R3", 文="4人が亡くなる事故", **reason)) == []


def test_zero_persons_and_small_numbers_of_other_things_are_printed() -> None:
    assert indicator(changed("実績値", 4, 実績="0"), 2).values[R3].shown.text == "0人"
    assert indicator(changed("実績値", 0, 実績="3"), 0).values[R3].shown.text == "3回"


def test_a_bound_of_persons_in_a_target_is_no_count() -> None:
    cells = {"目標値": "3人以下", "目標の種類": "", "目標の数": ""}
    assert faults(changed("指標", 2, **cells)) == []


@settings(max_examples=30)
@given(st.text(alphabet="0123456789０３人名回約〜、（）うち男女 ./", max_size=12))
def test_no_text_of_a_protected_indicator_prints_a_small_count(typed: str) -> None:
    found, findings = read(changed("実績値", 4, 実績=typed))
    shown = found.tables[0].indicators[2].values.get(R3)
    assert shown is not None
    assert small_counts_in(shown.shown.text) == ()
    if re.fullmatch("[1-4]人?", typed.strip()):
        assert ("small-count", "実績値!C8") in seen(findings)


# --- places in the plan, tables and columns ---


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"施策ID": ""}, ("indicator-unplaced", "指標!C4")),
        ({"施策ID": "P09"}, ("reference-unknown", "指標!C4")),
        ({"事業ID": "J099"}, ("reference-unknown", "指標!D4")),
        ({"表ID": "H07"}, ("reference-unknown", "指標!B4")),
        ({"まとまり": "全体"}, ("choice-unused", "指標!E4")),
        ({"指標": ""}, ("cell-required", "指標!F4")),
        ({"数えるもの": ""}, ("cell-required", "指標!L4")),
        ({"指標ID": "K02"}, ("id-duplicate", "指標!A5")),
    ],
)
def test_an_indicator_without_its_place_or_name_is_a_finding(cells: dict[str, str], found: tuple[str, str]) -> None:
    assert found in faults(changed("指標", 0, **cells))


def test_measures_are_not_asked_for_where_their_own_book_has_faults() -> None:
    books = books_of({**MEETING, **changed("指標", 2, 事業ID="J099")})
    parts, _ = read_settings_parts(books["会議設定.xlsx"])
    assert parts is not None
    found, findings = read_indicators(books["指標.xlsx"], parts, None)
    assert (seen(findings), found.tables[0].indicators[2].measure_id) == ([], "J099")


def test_without_a_sheet_of_columns_the_usual_ones_stand_in_the_order_of_the_years() -> None:
    newest = table({**INDICATORS, "指標の列": []})
    oldest = table({**INDICATORS, "指標の列": [], "会議": [{**MEETING["会議"][0], "年の並び": "古い年から"}]})
    assert [column.kind for column in newest.columns] == [Kind.NAME, Kind.TARGET, Kind.ACTUAL, Kind.BASELINE]
    assert [column.kind for column in oldest.columns] == [Kind.NAME, Kind.TARGET, Kind.BASELINE, Kind.ACTUAL]


def test_two_tables_may_count_by_different_kinds_of_years() -> None:
    rows = {
        **changed("指標", 0, 表ID="H02"),
        "指標の表": [{"表ID": "H01", "年の種類": "年度"}, {"表ID": "H02", "題名": "数値目標", "年の種類": "年"}],
        "実績値": [{**row, "年": "2021" if row["指標ID"] == "K01" else row["年"]} for row in INDICATORS["実績値"][:1]]
        + INDICATORS["実績値"][2:],
    }
    found, findings = read(rows)
    assert seen(findings) == []
    assert [[one.id for one in each.indicators] for each in found.tables] == [["K02", "K03", "K04"], ["K01"]]
    assert found.tables[1].indicators[0].values.keys() == {Period(CalendarYear(2021), CalendarYear(2021))}


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ([{"種類": "目標値"}], ("name-column-missing", "指標の列!B4")),
        ([{"種類": "指標"}, {"種類": "指標"}], ("column-twice", "指標の列!B5")),
        ([{"種類": "指標", "年": "R3"}], ("choice-unused", "指標の列!D4")),
        ([{"種類": "指標"}, {"種類": "実績値", "年": "いつか"}], ("year-invalid", "指標の列!D5")),
        ([{"種類": "指標"}, {"種類": "成果"}], ("choice-unknown", "指標の列!B5")),
    ],
)
def test_columns_that_make_no_table_are_findings(columns: list[dict[str, str]], found: tuple[str, str]) -> None:
    assert found in faults({**INDICATORS, "指標の列": columns})


def test_columns_of_years_take_the_years_they_name() -> None:
    columns = [{"種類": "指標"}, {"種類": "実績値", "年": "R2〜R4"}, {"種類": "達成"}]
    found, _ = read({**INDICATORS, "指標の列": columns})
    assert [[each.western for each in column.periods] for column in found.tables[0].columns] == [
        [],
        ["2020", "2021", "2022"],
        ["2021"],
    ]


def test_an_event_of_a_year_without_column_is_a_finding() -> None:
    assert faults(changed("社会情勢", 0, 年="H30", 文="豪雨")) == [("event-unplaced", "社会情勢!B4")]


# --- ratings ---


def test_a_rule_is_read_step_by_step() -> None:
    rows = with_rule()
    steps = table(rows).rules["調査"]
    assert [(step.label.value, step.least, step.beyond) for step in steps] == [
        ("a", Decimal(3), True),
        ("b", Decimal(-3), False),
        ("c", None, False),
    ]
    assert indicator(rows, 1).direction is Direction.UP


def test_rules_that_cannot_be_applied_are_findings() -> None:
    assert ("rule-unknown", "指標!S5") in faults(with_rule() | {"指標": changed("指標", 1, 評価の規則="調さ")["指標"]})
    text = with_rule(目標値="ふやす", 目標の種類="文章")
    assert ("direction-missing", "指標!Q5") in faults(text)
    rows = with_rule()
    rows["評価の規則"] = [rows["評価の規則"][2], *rows["評価の規則"][:2]]
    assert ("rating-unreachable", "評価の規則!A5") in faults(rows)
    assert ("number-ambiguous", "指標!N5") in faults(with_rule(現状値="33から35"))


def test_rules_of_groups_name_ratings_that_are_there() -> None:
    group = {"評価": "A", "求め方": "割合（％）", "数える評価": "a、z", "境の数": "50"}
    assert faults({**with_rule(), "まとまりの評価": [group]}) == [("rating-unknown", "まとまりの評価!D4")]
    rows = with_rule()
    rows["評価の規則"] = [{**row, "点": ""} for row in rows["評価の規則"]]
    mean = {"評価": "A", "求め方": "平均点", "境の数": "2"}
    assert ("points-missing", "評価の規則!B4") in faults({**rows, "まとまりの評価": [mean]})


def test_the_sign_of_minus_is_no_rating_of_the_same_table() -> None:
    rows = with_rule()
    rows["評価の規則"] = [{**row, "評価": "△"} if row["評価"] == "b" else row for row in rows["評価の規則"]]
    rows["実績値"] = changed("実績値", 2, 実績="-3")["実績値"]
    assert ("sign-clash", "実績値!C6") in faults(rows)


# --- drafts, declarations ---


def test_a_draft_keeps_faulty_rows_but_no_small_count() -> None:
    rows = {**changed("指標", 0, 施策ID="P09", 指標=""), "実績値": changed("実績値", 4, 実績="3")["実績値"]}
    found, _ = read(rows, keep_faulty=True)
    first, _, third, _ = found.tables[0].indicators
    assert (first.name.value, first.placed, third.values[R3].shown.text) == (OPEN_MARK, False, OPEN_MARK)


def test_a_book_without_rows_is_empty_and_free_of_faults() -> None:
    found, findings = read(dict.fromkeys(INDICATORS, ()))
    assert (found.tables, seen(findings)) == ((), [])


FIELDS = [(sheet, field) for sheet in INDICATORS_SHEETS for field in sheet.fields]


@pytest.mark.parametrize(("sheet", "field"), FIELDS, ids=lambda each: getattr(each, "header", getattr(each, "title", None)))
def test_examples_and_drop_downs_pass_their_own_reader(sheet: object, field: object) -> None:
    for word in [*field.labels, *([field.example] if field.example else [])]:  # type: ignore[attr-defined]
        assert not isinstance(read_cell(field, GridCell(1, 1, word)), CellFault)  # type: ignore[arg-type]
    if field.type is FieldType.CHOICE:  # type: ignore[attr-defined]
        assert field.required or field.default  # type: ignore[attr-defined]
