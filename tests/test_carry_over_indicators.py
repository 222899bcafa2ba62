"""Next year's 指標.xlsx: every value stays, each indicator waits for its next one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kaigi_docs.carry_over.indicators import next_indicators
from kaigi_docs.declarations.indicators import INDICATORS_FILE, INDICATORS_SHEETS
from kaigi_docs.findings import Finding
from kaigi_docs.new import new
from kaigi_docs.read.books import read_book
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.tables import found_records
from kaigi_docs.sheets import LISTS_SHEET

Folder = Callable[..., Path]

INDICATORS = [
    {"指標ID": "K01", "表ID": "H01", "指標": "自殺死亡率", "目標値": "13.0以下", "数えるもの": "率"},
    {"指標ID": "K02", "表ID": "H02", "施策ID": "P01", "指標": "会議", "目標値": "1回以上", "数えるもの": "件数・回数",
     "単位": "回"},
    {"指標ID": "K03", "表ID": "H02", "施策ID": "P02", "指標": "認知度", "目標値": "50％以上", "数えるもの": "割合", "単位": "％",
     "調査年だけ": "はい"},
]  # fmt: skip
TABLES = [
    {"表ID": "H01", "題名": "数値目標", "年の種類": "年", "施策でまとめる": "いいえ"},
    {"表ID": "H02", "題名": "評価指標", "年の種類": "年度"},
]
ACTUALS = [
    {"指標ID": "K01", "年": "2021", "実績": "18.9"},
    {"指標ID": "K02", "年": "R3", "実績": "2回（うち1回は書面）", "判定の数": "2"},
    {"指標ID": "K02", "年": "R2", "実績": "2"},
    {"指標ID": "K03", "年": "H29", "実績": "33.8"},
]
COLUMNS = [
    {"表ID": "H01", "種類": "指標"},
    {"表ID": "H01", "種類": "実績値", "年": "直近3年"},
    {"表ID": "H02", "種類": "指標"},
    {"表ID": "H02", "種類": "実績値", "年": "R2〜R3"},
    {"表ID": "H02", "種類": "達成", "年": "R3"},
]
BOOK = {"指標": INDICATORS, "指標の表": TABLES, "実績値": ACTUALS, "指標の列": COLUMNS}
EVENTS = [{"表ID": "H02", "年": "R2", "文": "休校"}]


def sheets_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    with Sandbox() as sandbox:
        grid, _ = read_book(sandbox, folder / INDICATORS_FILE, INDICATORS_FILE)
    assert grid is not None
    return found_records(grid, INDICATORS_SHEETS, (LISTS_SHEET,))[0]


def test_every_row_of_the_earlier_book_stays_and_empty_ones_wait_for_the_new_year(meeting_folder: Folder, tmp_path: Path) -> None:
    earlier = meeting_folder(**BOOK, 社会情勢=EVENTS)
    found: list[Finding] = []
    new(tmp_path / "r05", earlier=earlier, found=found.append)
    before, after = sheets_of(earlier), sheets_of(tmp_path / "r05")

    assert {sheet: rows[: len(before[sheet])] for sheet, rows in after.items()} | {"指標の列": []} == before | {"指標の列": []}
    assert after["実績値"][len(ACTUALS) :] == [{"指標ID": "K01", "年": "令和4年"}, {"指標ID": "K02", "年": "令和4年度"}]
    assert {"values-added", "year-added"} <= {finding.code for finding in found}


def test_columns_that_name_their_years_take_the_new_one_in() -> None:
    changed, findings = next_indicators({sheet: [dict(row) for row in rows] for sheet, rows in BOOK.items()})
    assert [row.get("年") for row in changed["指標の列"]] == [None, "直近3年", None, "R2〜R3、令和4年度", "令和4年度"]
    assert findings.codes() == ["year-added", "year-added", "values-added"]


def test_a_book_without_values_or_with_years_that_nobody_can_read_stays_as_it_is() -> None:
    assert next_indicators({"指標": [dict(row) for row in INDICATORS]})[0] == {}
    unreadable = [{"指標ID": "K02", "年": "去年", "実績": "2"}]
    changed, findings = next_indicators({"指標": [dict(row) for row in INDICATORS], "実績値": [dict(row) for row in unreadable]})
    assert (changed, findings.codes()) == ({"実績値": unreadable}, [])


def test_a_second_round_adds_the_year_after_the_empty_one() -> None:
    once, _ = next_indicators({sheet: [dict(row) for row in rows] for sheet, rows in BOOK.items()})
    twice, _ = next_indicators({**BOOK, **once})
    assert [row["年"] for row in twice["実績値"] if row["指標ID"] == "K02"] == ["R3", "R2", "令和4年度", "令和5年度"]
