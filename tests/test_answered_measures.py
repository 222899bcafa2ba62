"""What members said about measures stands beside their ratings in the next packet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kaigi_docs.carry_over.answered_measures import named_question
from kaigi_docs.collate import collate
from kaigi_docs.findings import Finding
from kaigi_docs.new import new
from kaigi_docs.packet import build
from pdf_answers import filled_on_screen

Folder = Callable[..., Path]
SCORES = {"設問ID": "Q1", "種類": "点数", "議題ID": "A01", "対象": "事業ごと", "選択肢": "1／2／3／4／わからない", "記入行数": 0}
COMMENTS = {"設問ID": "Q2", "種類": "意見", "議題ID": "A01", "対象": "事業ごと", "選択肢": "意見や感想／特になし", "記入行数": 2}
COLUMNS = [
    {"列名": "評価", "種類": "評価"},
    {"列名": "委員の点数", "見出し": "委員の点数（〔前年度〕）", "種類": "文章", "前回の列": "回答書:Q1", "照会": "いいえ"},
    {"列名": "委員の意見", "見出し": "委員の意見", "種類": "文章", "前回の列": "回答書：Ｑ２", "照会": "いいえ"},
    {"列名": "ほか", "見出し": "ほか", "種類": "文章", "前回の列": "回答書:Q9", "照会": "いいえ"},
]
ANSWERS = (
    {"Q1/J001/choice": "/4", "Q1/J002/choice": "/5", "Q2/J001/choice": "/1", "Q2/J001/text": "駅の近くにもほしい。"},
    {"Q1/J001/choice": "/3"},
)


@pytest.fixture
def next_year(meeting_folder: Folder, tmp_path: Path) -> tuple[Path, list[Finding]]:
    """The folder that follows a meeting whose two members gave scores, and whose office prepared the one comment."""
    rows: dict[str, Sequence[Mapping[str, Any]]] = {"列": COLUMNS, "設問": [SCORES, COMMENTS]}
    folder = meeting_folder(**rows)
    result = build(folder)
    (folder / "回答").mkdir(exist_ok=True)
    forms = sorted(path for path in result.outputs if path.match("回答書/*_C0*.pdf"))
    for form, values in zip(forms, ANSWERS, strict=True):
        (folder / "回答" / form.name).write_bytes(filled_on_screen(form, values))
    collate(folder)
    views = openpyxl.load_workbook(folder / "判断" / "事務局の考え方.xlsx")
    header = next(row for row in views.active.iter_rows() if "要旨（公表用）" in [cell.value for cell in row])
    column = [cell.value for cell in header].index("要旨（公表用）") + 1
    views.active.cell(header[0].row + 1, column, "場所を増やすことについて。")
    views.save(folder / "判断" / "事務局の考え方.xlsx")
    found: list[Finding] = []
    new(tmp_path / "inputs" / "next", earlier=folder, found=found.append)
    return tmp_path / "inputs" / "next", found


def test_means_and_gists_stand_in_the_columns_that_name_their_questions(next_year: tuple[Path, list[Finding]]) -> None:
    folder, found = next_year
    book = openpyxl.load_workbook(folder / "施策一覧.xlsx")["施策一覧"]
    table = [[cell.value for cell in row] for row in book.iter_rows()]
    header = next(row for row in table if "事業ID" in row)
    rows = {row[0]: dict(zip(header, row, strict=True)) for row in table if row[0] in ("J001", "J002", "J003")}
    assert {name: row["委員の点数"] for name, row in rows.items()} == {"J001": "平均3.50（２人）", "J002": None, "J003": None}
    assert {name: row["委員の意見"] for name, row in rows.items()} == {
        "J001": "・場所を増やすことについて。",
        "J002": None,
        "J003": None,
    }
    assert [each.code for each in found if each.code.startswith("earlier-question")] == ["earlier-question-unknown"]


@pytest.mark.parametrize(("text", "question"), [("回答書:Q3", "Q3"), ("回答書：ｑ３", "Q3"), ("今年度予定", None)])
def test_a_question_is_named_like_a_placeholder(text: str, question: str | None) -> None:
    assert named_question(text) == question
