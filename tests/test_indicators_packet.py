"""資料４ through the whole house: PDF and Word, and drafts with faults."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document as open_word
from pypdf import PdfReader

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import OPEN_MARK
from kaigi_docs.packet import build

Folder = Callable[..., Path]
Changed = Callable[..., list[dict[str, Any]]]

MATERIALS = [
    {"資料ID": "S01", "種類": "お読みください", "題名": "まずはこちらをお読みください"},
    {"資料ID": "S02", "種類": "事業の表", "資料番号": "3", "題名": "各課の取組状況"},
    {"資料ID": "S07", "種類": "評価指標", "資料番号": "4", "題名": "目標値に対する現状", "用紙": "A3"},
    {"資料ID": "S03", "種類": "回答書", "題名": "回答書"},
]
PERSONS = {"数えるもの": "人数", "単位": "人"}
INDICATORS = [
    {"指標ID": "K01", "施策ID": "P01", "指標": "会議", "目標値": "1回以上", "数えるもの": "件数・回数", "単位": "回"},
    {"指標ID": "K02", "事業ID": "J003", "指標": "受講者数", "目標値": "100人以上", **PERSONS, "現状値": "80"},
]
ACTUALS = [
    {"指標ID": "K01", "年": "R3", "実績": "2回/年（書面）"},
    {"指標ID": "K02", "年": "R3", "実績": "専門講座＋出前講座\n計63人、延べ471人", "判定の数": "471"},
]
COLUMNS = [{"種類": each} for each in ("指標", "目標値", "実績値", "現状値", "達成")]
BOOK = {"資料": MATERIALS, "指標": INDICATORS, "実績値": ACTUALS, "指標の列": COLUMNS}
TITLE = "資料４　目標値に対する現状"


def solid(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def pdf_text(folder: Path, edition: str = "") -> str:
    path = folder.parents[1] / "outputs" / folder.name / edition / "PDF" / f"{TITLE}.pdf"
    return solid("".join(page.extract_text() for page in PdfReader(path).pages))


def word_text(folder: Path) -> str:
    path = folder.parents[1] / "outputs" / folder.name / "Word" / f"{TITLE}.docx"
    body = open_word(str(path)).element.body
    return solid("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t")))


ROW = "会議1回以上2回/年(書面)-達成"


def test_rows_read_alike_in_pdf_and_word_and_the_word_table_is_a_native_one(meeting_folder: Folder) -> None:
    folder = meeting_folder(**BOOK)
    assert build(folder).exit_code is ExitCode.DONE
    for text in (pdf_text(folder), word_text(folder)):
        assert ROW in text
        assert "受講者数100人以上専門講座+出前講座計63人、延べ471人80人達成" in text
        assert "基本施策2人材の育成" in text
    word = open_word(str(folder.parents[1] / "outputs" / folder.name / "Word" / f"{TITLE}.docx"))
    (table,) = word.tables
    assert len(table.rows) == 5


FAULTY_INDICATORS = [
    *INDICATORS,
    {**INDICATORS[0], "指標ID": "K03", "指標": ""},
    {**INDICATORS[0], "指標ID": "K04", "指標": "迷子", "施策ID": "P77"},
    {**INDICATORS[0], "指標ID": "K05", "指標": "向きなし", "目標値": "5回"},
    {**INDICATORS[1], "指標ID": "K06", "指標": "小さな数"},
    {**INDICATORS[1], "指標ID": "K07", "指標": "あいまい", "現状値": "4人"},
]
FAULTY_ACTUALS = [
    *ACTUALS,
    {"指標ID": "K03", "年": "R3", "実績": "2件"},
    {"指標ID": "K04", "年": "R3", "実績": "2"},
    {"指標ID": "K05", "年": "さくねん", "実績": "2"},
    {"指標ID": "K06", "年": "R3", "実績": "3"},
    {"指標ID": "K07", "年": "R3", "実績": "63人、471人"},
]


def test_a_packet_with_faulty_indicators_stops_and_its_draft_marks_each_of_them(meeting_folder: Folder) -> None:
    folder = meeting_folder(**{**BOOK, "指標": FAULTY_INDICATORS, "実績値": FAULTY_ACTUALS})
    assert build(folder).exit_code is ExitCode.FINDINGS

    assert build(folder, draft=True).exit_code is ExitCode.DONE
    text = pdf_text(folder, "案")
    for printed in (
        ROW,
        f"{OPEN_MARK}1回以上2件{OPEN_MARK}-判定しない",
        f"どの施策のものかわからない指標{OPEN_MARK}迷子1回以上2回-達成",
        f"向きなし{OPEN_MARK}5回",
        f"小さな数100人以上{OPEN_MARK}80人判定しない",
        f"あいまい100人以上63人、471人{OPEN_MARK}{OPEN_MARK}判定しない",
    ):
        assert printed in text
