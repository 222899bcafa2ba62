"""Wide tables as people made them: which figure is of which series, year and class, and every fault with its cell."""

from __future__ import annotations

import pytest
from meeting_rows import seen
from wide_tables import faults, figures, read_wide, sheet

from kaigi_docs.findings import Findings, Severity
from kaigi_docs.model.statistics import Status

R01 = {"系列ID": "R01", "ファイル": "表.xlsx"}
MEN = {"系列ID": "R02", "ファイル": "表.xlsx", "見出し": "男"}
WOMEN = {"系列ID": "R03", "ファイル": "表.xlsx", "見出し": "女"}

AGES = """
表1　年齢別自殺者数 | | |
 | | | (単位：人)
年齢 | 平成30年 | 令和元年 | 令和2年
総　数 | 57 | 54 | 61
20歳未満 | 5 | － | 6
20～29歳 | 11 | 14 | x
注　住所地による。
"""


def test_years_across_and_classes_down_become_values_by_year_and_class() -> None:
    found, findings = read_wide([{**R01, "区分の読み替え": "20～29歳＝20歳代"}], sheet(AGES))
    assert faults(findings) == []
    assert figures(found["R01"]) == {
        ("2018", "総数"): "57",
        ("2019", "総数"): "54",
        ("2020", "総数"): "61",
        ("2018", "20歳未満"): "5",
        ("2019", "20歳未満"): "－",
        ("2020", "20歳未満"): "6",
        ("2018", "20歳代"): "11",
        ("2019", "20歳代"): "14",
        ("2020", "20歳代"): "x",
    }


def test_a_value_knows_its_cell_in_the_file_of_the_table() -> None:
    found, _ = read_wide([R01], sheet(AGES))
    where = next(iter(found["R01"].values.values())).where
    assert where is not None
    assert (where.file, where.sheet, where.cell) == ("統計/表.xlsx", "表1", "B4")


def test_notes_below_a_table_are_told_to_be_left_out() -> None:
    _, findings = read_wide([R01], sheet(AGES))
    (note,) = [each for each in findings if each.code == "wide-unread"]
    assert note.severity is Severity.NOTE
    assert "A7 注 住所地による。" in note.message


BLOCKS_ACROSS = """
 | 総数 | | 男 | | 女 |
区分 | 2020 | 2021 | 2020 | 2021 | 2020 | 2021
全国 | 81 | 72 | 55 | 39 | 26 | 33
"""
BLOCKS_BELOW_YEARS = """
区分 | 令和2年 | | | 令和3年 | |
 | 総数 | 男 | 女 | 総数 | 男 | 女
全国 | 81 | 55 | 26 | 72 | 39 | 33
"""
YEARS_DOWN = """
年次 | 西暦 | 総数 | 男 | 女 | 備考
令和2年 | 2020 | 81 | 55 | 26 | 確定
3 | 2021 | 72 | 39 | 33 |
"""
BLOCKS_STACKED = """
総数 | 令和2年 | 令和3年
全国 | 81 | 72
男 | 令和2年 | 令和3年
全国 | 55 | 39
女 | 令和2年 | 令和3年
全国 | 26 | 33
"""
CAPTIONS = """
区分 | R2 | R3
総数 | |
全国 | 81 | 72
 | |
男 | |
全国 | 55 | 39
 | |
女 | |
全国 | 26 | 33
"""
LABELS_IN_TWO_COLUMNS = """
性 | 地域 | 2020年 | 2021年
総数 | 全国 | 81 | 72
男 | 全国 | 55 | 39
女 | 全国 | 26 | 33
"""


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        (BLOCKS_ACROSS, "全国"),
        (BLOCKS_BELOW_YEARS, "全国"),
        (YEARS_DOWN, ""),
        (BLOCKS_STACKED, "全国"),
        (CAPTIONS, "全国"),
        (LABELS_IN_TWO_COLUMNS, "全国"),
    ],
    ids=["blocks across", "blocks below years", "years down", "blocks stacked", "captions", "two columns of labels"],
)
def test_total_men_and_women_are_told_apart_however_they_stand(text: str, extra: str) -> None:
    rows = [
        {**each, "見出し": "、".join(filter(None, (word, extra)))} for each, word in ((R01, "総数"), (MEN, "男"), (WOMEN, "女"))
    ]
    found, findings = read_wide(rows, sheet(text))
    assert faults(findings) == []
    assert {each: figures(found[each]) for each in ("R01", "R02", "R03")} == {
        "R01": {("2020", "総数"): "81", ("2021", "総数"): "72"},
        "R02": {("2020", "総数"): "55", ("2021", "総数"): "39"},
        "R03": {("2020", "総数"): "26", ("2021", "総数"): "33"},
    }


def test_merged_headings_hold_for_all_their_columns_and_rows() -> None:
    table = """
性別 | 年齢 | 令和2年 | | 令和3年 |
 | | 人数 | 率 | 人数 | 率
男 | 20歳代 | 11 | 9.8 | 14 | 9.9
 | 30歳代 | 16 | 8.1 | 17 | 8.2
女 | 20歳代 | 5 | 3.3 | 6 | 3.4
"""
    merged = [(1, 3, 1, 4), (1, 5, 1, 6), (3, 1, 4, 1), (1, 1, 2, 1), (1, 2, 2, 2)]
    found, findings = read_wide([{**MEN, "見出し": "男、人数"}, {**WOMEN, "見出し": "女、人数"}], sheet(table, merged=merged))
    assert faults(findings) == []
    assert figures(found["R02"]) == {
        ("2020", "20歳代"): "11",
        ("2021", "20歳代"): "14",
        ("2020", "30歳代"): "16",
        ("2021", "30歳代"): "17",
    }
    assert figures(found["R03"]) == {("2020", "20歳代"): "5", ("2021", "20歳代"): "6"}


ESTAT_HEAD = "tab_code,表章項目,cat01_code,性別,cat02_code,年齢,area_code,地域,time_code,時間軸(年次),unit,value,annotation"
ESTAT_ROWS = """
10,死亡数,100,総数,00,総数,07204,みほん市,2021000000,2021年,人,55,
10,死亡数,110,男,00,総数,07204,みほん市,2021000000,2021年,人,38,
10,死亡数,110,男,02,20歳代,07204,みほん市,2021000000,2021年,人,7,
10,死亡数,110,男,02,20歳代,07204,みほん市,2020000000,2020年,人,-,
"""
ESTAT = f"RESULT,\nSTATUS,0\nVALUE,\n{ESTAT_HEAD}{ESTAT_ROWS}".replace(",", "|")


def test_the_official_file_with_one_figure_a_row_is_read_by_its_labels() -> None:
    found, findings = read_wide([MEN, {**R01, "見出し": "総数、みほん市"}], sheet(ESTAT))
    assert faults(findings) == []
    assert figures(found["R02"]) == {("2021", "総数"): "38", ("2021", "20歳代"): "7", ("2020", "20歳代"): "－"}
    assert figures(found["R01"]) == {("2021", "総数"): "55"}


def test_years_in_short_follow_their_era_over_its_end() -> None:
    found, findings = read_wide([R01], sheet("区分 | 平成29年 | 30 | 令和元 | 2\n総数 | 11 | 12 | 13 | 14"))
    assert faults(findings) == []
    assert [year for year, _ in figures(found["R01"])] == ["2017", "2018", "2019", "2020"]


def test_a_status_behind_a_year_belongs_to_its_values() -> None:
    found, _ = read_wide([R01], sheet("区分 | 令和2年 | 令和3年\\n（概数）\n総数 | 61 | 55"))
    assert [value.status for value in found["R01"].values.values()] == [None, Status.ESTIMATE]


def test_merged_years_and_fiscal_years_are_read_from_headings() -> None:
    found, findings = read_wide([R01], sheet("年度 | 平成30～令和元年度 | 令和2～3年度\n総数 | 61 | 55"), fiscal=True)
    assert faults(findings) == []
    assert [period.western for period, _ in found["R01"].values] == ["2018〜2019", "2020〜2021"]


def test_a_table_without_years_is_of_the_year_that_the_row_names() -> None:
    table = """
第1表 | | | |
 | | 総数 | 20歳未満 | 20歳代
コード | 市町村 | | |
07000 | みほん県 | 300 | 9 | 31
07204 | みほん市 | 55 | － | 7
"""
    found, findings = read_wide([{**R01, "見出し": "みほん市", "年": "令和3年"}], sheet(table))
    assert faults(findings) == []
    assert figures(found["R01"]) == {("2021", "総数"): "55", ("2021", "20歳未満"): "－", ("2021", "20歳代"): "7"}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (
            "区分 | H30 | R1 | 対前年 |\n | | | 増減数 | 増減率\n総数 | 57 | 54 | -3 | -5.3\n　男 | 40 | 38 | -2 | -5.0",
            ("総数", "男"),
        ),
        (
            "地域 | 年 | 総数 | 男\n全国 | 2018 | 97 | 60\n | 2019 | 94 | 68\nみほん市 | 2018 | 57 | 40\n | 2019 | 54 | 38",
            ("みほん市、総数", "みほん市、男"),
        ),
        ("年次 | 1月 | 総数 | 男\n平成30年 | 9 | 57 | 40\n31年 | 8 | 54 | 38", ("総数", "男")),
        ("（1）総数 | |\n | H30 | R1\n計 | 57 | 54\n（2）男 | |\n | H30 | R1\n計 | 40 | 38", ("(1)総数", "(2)男")),
    ],
    ids=["with columns of changes", "years within regions", "with months", "blocks with captions of their own"],
)
def test_what_else_stands_in_a_table_does_no_harm(table: str, words: tuple[str, str]) -> None:
    found, findings = read_wide([{**R01, "見出し": words[0]}, {**MEN, "見出し": words[1]}], sheet(table))
    assert faults(findings) == []
    assert figures(found["R01"]) == {("2018", "総数"): "57", ("2019", "総数"): "54"}
    assert figures(found["R02"]) == {("2018", "総数"): "40", ("2019", "総数"): "38"}


def test_a_row_of_figures_without_a_label_is_left_out_and_told() -> None:
    found, findings = read_wide([R01], sheet("区分 | R2 | R3\n男 | 42 | 38\n女 | 19 | 17\n | 61 | 55"))
    assert {name for _, name in figures(found["R01"])} == {"男", "女"}
    (note,) = [each for each in findings if each.code == "wide-unread"]
    assert "B4 61" in note.message


def test_counts_that_look_like_years_are_no_headings() -> None:
    found, findings = read_wide([R01], sheet("年 | 総数\n2018 | 2015\n2019 | 1987\n2020 | 2003\n2021 | 1999"))
    assert faults(findings) == []
    assert list(figures(found["R01"]).values()) == ["2,015", "1,987", "2,003", "1,999"]


def test_a_part_of_a_sheet_may_be_named() -> None:
    two = sheet("表1 | |\n | R2 | R3\n計 | 61 | 55\n | |\n表2 | |\n | R2 | R3\n計 | 11 | 12")
    found, findings = read_wide([{**R01, "範囲": "A6:C7"}], two)
    assert faults(findings) == []
    assert figures(found["R01"]) == {("2020", "総数"): "11", ("2021", "総数"): "12"}


def test_a_table_may_stand_in_a_sheet_of_the_book_itself() -> None:
    pasted = sheet(AGES, title="年齢別")
    found, findings = read_wide([{"系列ID": "R01", "シート": "年齢別"}], pasted, pasted=True)
    assert faults(findings) == []
    assert figures(found["R01"])["2018", "総数"] == "57"


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        ({"ファイル": "ない.xlsx"}, ("wide-file-unknown", "横長の表!B4")),
        ({"シート": "表9"}, ("wide-sheet-unknown", "横長の表!C4")),
        ({"ファイル": ""}, ("wide-sheet-blank", "横長の表!B4")),
        ({"範囲": "左上"}, ("wide-area-invalid", "横長の表!D4")),
        ({"範囲": "A1:A1"}, ("wide-years-missing", "表1!")),
        ({"見出し": "70歳代"}, ("wide-heading-unknown", "横長の表!E4")),
        ({"区分の読み替え": "20歳代"}, ("wide-classes-invalid", "横長の表!F4")),
        ({"年の並び": "縦"}, ("wide-years-missing", "表1!")),
        ({"系列ID": "R09"}, ("reference-unknown", "横長の表!A4")),
    ],
)
def test_a_row_that_names_no_table_is_told_with_its_cell(declared: dict[str, str], fault: tuple[str, str]) -> None:
    _, findings = read_wide([{**R01, **declared}], sheet(AGES))
    assert faults(findings)[:1] == [fault]


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("区分 | R2 | R3\n総数 | 61 | 約55", ("value-invalid", "表1!C2")),
        ("区分 | R2 | R3\n総数 | 61 | なし", ("value-invalid", "表1!C2")),
        ("区分 | R2年度 | R3年度\n総数 | 61 | 55", ("year-invalid", "表1!B1")),
        ("区分 | R2 | R3\n男 | 61 | 55\n男 | 61 | 55", ("value-duplicate", "表1!B3")),
        ("区分 | R2 | R3 | R4\n | 2020 | 2021 | 2023\n男 | 61 | 55 | 54", ("wide-years-differ", "表1!")),
        (" | R2 | R3\nR2 | 61 | 55\nR3 | 61 | 55", ("wide-direction", "表1!")),
    ],
)
def test_a_fault_in_a_table_is_told_with_its_cell(table: str, fault: tuple[str, str]) -> None:
    _, findings = read_wide([R01], sheet(table))
    assert fault in seen(findings)


def test_a_small_count_in_a_table_gets_the_mark_like_one_that_was_typed() -> None:
    series, findings = read_wide([R01], sheet("区分 | R2 | R3\n総数 | 61 | 3"))
    assert figures(series["R01"]) == {("2020", "総数"): "61", ("2021", "総数"): "x"}
    assert faults(findings) == []


def test_headings_that_leave_two_names_for_the_class_are_told() -> None:
    _, findings = read_wide([R01], sheet(LABELS_IN_TWO_COLUMNS))
    assert faults(findings) == [("wide-labels-left", "横長の表!E4")]


def test_a_total_that_may_be_of_the_block_or_of_the_class_is_told_unless_other_rows_make_it_clear() -> None:
    table = sheet("区分 | 2020 | 2021 | 2020 | 2021\n | 総数 | | 男 |\n総数 | 81 | 72 | 55 | 39\n20歳代 | 11 | 12 | 7 | 8")
    _, findings = read_wide([{**R01, "見出し": "総数"}], table)
    assert faults(findings) == [("wide-total-twice", "横長の表!E4")]
    found, findings = read_wide([{**R01, "見出し": "総数"}, MEN], table)
    assert faults(findings) == []
    assert {name for _, name in figures(found["R01"])} == {name for _, name in figures(found["R02"])} == {"総数", "20歳代"}


def test_a_value_that_is_typed_and_stands_in_a_table_is_told() -> None:
    _, findings = read_wide([R01], sheet(AGES), values=[{"系列ID": "R01", "年": "2018", "値": "57"}])
    assert ("value-duplicate", "表1!B4") in seen(findings)


def test_figures_that_no_series_takes_are_told() -> None:
    _, findings = read_wide([MEN], sheet(BLOCKS_ACROSS.replace("全国", "計")))
    assert _notes(findings) == {"wide-unread"}


def _notes(findings: Findings) -> set[str]:
    return {each.code for each in findings if each.code.startswith("wide-")}
