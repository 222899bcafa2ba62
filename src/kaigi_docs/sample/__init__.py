"""The sample meeting of みほん市: an invented city, whose people, organisations, figures and addresses do not exist.

One CSV file for each sheet of the two books; `kaigi new --sample` writes the books from them, and beside them
the PDF of another program that one 資料 is.
"""

from __future__ import annotations

import csv

from kaigi_docs.resources import resource_path

SETTINGS_SHEETS = (
    "会議",
    "議題",
    "資料",
    "設問",
    "委員",
    "担当課",
    "組織改編",
    "評価尺度",
    "施策体系",
    "列",
    "回収の確認",
    "文面",
    "ラベル用紙",
)
MEASURES_SHEET = "施策一覧"
FURTHER_SHEETS: tuple[str, ...] = (
    *("節", "文", "図表", "系列", "数値", "文の表"),
    *("指標", "実績値", "社会情勢", "指標の表", "指標の列"),
    *("予定表", "予定", "期間", "記号"),
)
"""Of 統計.xlsx, 指標.xlsx and スケジュール.xlsx."""

SURVEY = "市民アンケート案.pdf"


def sample_rows() -> dict[str, list[dict[str, str]]]:
    """The rows of every sheet by the sheet's name, in the order of the books; every cell is text, a blank one is "".

    Raises:
        PackageIncomplete: one of the files is missing from the installed package.
    """
    return {sheet: _read_sheet(sheet) for sheet in (*SETTINGS_SHEETS, MEASURES_SHEET, *FURTHER_SHEETS)}


def sample_files() -> dict[str, bytes]:
    """The other files of the meeting folder, by path: the PDF of another program, which `tests/make_sample_survey.py` made.

    Raises:
        PackageIncomplete: the file is missing from the installed package.
    """
    return {f"添付/{SURVEY}": resource_path("sample", SURVEY).read_bytes()}


def _read_sheet(sheet: str) -> list[dict[str, str]]:
    with resource_path("sample", f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))
