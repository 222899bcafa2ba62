"""A build asks whether ages are to be merged, and the next one does what was answered."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from decision_rows import QuestionsBook
from kaigi_docs.errors import UsageFault
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

FIGURES = {"20歳代": 3, "30歳代": 8, "40歳代": 9, "50歳代": 20, "総数": 40}
MERGED = "20歳代・30歳代"


@pytest.fixture
def folder(tmp_path: Path, small_meeting: Rows) -> Path:
    write(tmp_path / "mihon", small_meeting, FIGURES)
    return tmp_path / "mihon"


def write(folder: Path, small: Rows, figures: dict[str, int]) -> None:
    rows: dict[str, Sequence[Mapping[str, Any]]] = {
        **{sheet: small[sheet] for sheet in ("委員", "担当課", "会議")},
        "議題": [{"議題ID": "A01", "種類": "報告事項", "題名": "現状について", "資料ID": "S01"}],
        "資料": [{"資料ID": "S01", "種類": "統計", "資料番号": "1", "題名": "現状と推移"}],
        "節": [{"節ID": "N01", "題名": "年代別"}],
        "系列": [
            {"系列ID": "R01", "系列名": "男性", "年の種類": "年", "数えるもの": "人数", "単位": "人", "出典": "みほん市"},
        ],
        "図表": [
            {"図表ID": "Z01", "節ID": "N01", "題名": "年代別の数", "種類": "表だけ", "系列ID": "R01", "横軸": "区分"}
            | {"区分": "20歳代、30歳代、40歳代、50歳代、総数"}
        ],
        "数値": [{"系列ID": "R01", "年": "2021", "区分": name, "値": str(number)} for name, number in figures.items()],
    }
    write_books(folder, rows)


def built(folder: Path) -> tuple[BuildResult, str]:
    """The result, and what 資料1 says."""
    result = build(folder, out=folder.parent / "out", only=["資料1"])
    assert result.exit_code == 0, result.findings
    with zipfile.ZipFile(folder.parent / "out" / "Word" / "資料１　現状と推移.docx") as word:
        return result, re.sub("<[^>]*>", "", word.read("word/document.xml").decode("utf-8"))


def codes(result: BuildResult) -> set[str]:
    return {each.code for each in result.findings} & {"merging-proposed", "classes-merged", "count-hidden", "merging-not-asked"}


def test_a_proposal_waits_in_the_book_and_small_counts_are_hidden_until_it_is_answered(folder: Path) -> None:
    result, text = built(folder)
    assert codes(result) == {"merging-proposed", "count-hidden"}
    assert MERGED not in text
    book = QuestionsBook(folder)
    (row,) = book.rows()
    told = [book.value(row, header) for header in ("いま", "種類", "対象", "候補", "答え")]
    assert told == ["未回答", "年代の合算", "系列R01「男性」", "伏せたままにする", None]
    found = book.value(row, "確認すること")
    assert "Z01「年代別の数」" in found
    assert MERGED in found
    before = book.path.read_bytes()

    built(folder)
    assert book.path.read_bytes() == before

    book.write(row, "答え", "まとめる")
    book.workbook.save(book.path)
    result, text = built(folder)
    assert codes(result) == {"classes-merged"}
    assert MERGED in text
    assert QuestionsBook(folder).value(row, "いま") == "回答済み"


def test_who_wants_them_hidden_is_not_asked_again(folder: Path) -> None:
    built(folder)
    book = QuestionsBook(folder)
    (row,) = book.rows()
    book.write(row, "答え", "伏せたままにする")
    book.workbook.save(book.path)
    result, text = built(folder)
    assert codes(result) == {"count-hidden"}
    assert MERGED not in text


def test_a_folder_that_cannot_take_the_row_stops_no_packet(folder: Path) -> None:
    (folder / "判断").write_text("ファイルがあるので、フォルダを作れません")
    assert codes(built(folder)[0]) == {"merging-proposed", "count-hidden", "merging-not-asked"}


def test_nothing_is_asked_for_the_public_or_where_no_packet_is_made(folder: Path) -> None:
    build(folder, out=folder.parent / "out", public=True)
    with pytest.raises(UsageFault):
        build(folder, out=folder.parent / "out", only=["資料9"])
    assert not (folder / "判断").exists()


def test_other_counts_are_another_proposal(folder: Path, small_meeting: Rows) -> None:
    built(folder)
    book = QuestionsBook(folder)
    (row,) = book.rows()
    book.write(row, "答え", "まとめる")
    book.workbook.save(book.path)
    for path in folder.glob("*.xlsx"):
        path.unlink()
    write(folder, small_meeting, {**FIGURES, "20歳代": 8, "50歳代": 3, "総数": 28})
    result, text = built(folder)
    assert codes(result) == {"merging-proposed", "count-hidden"}
    assert MERGED not in text
    book = QuestionsBook(folder)
    assert [book.value(each, "いま") for each in book.rows()] == ["いまは尋ねていません", "未回答"]


def test_a_book_that_is_open_elsewhere_stops_no_packet(folder: Path) -> None:
    built(folder)
    (folder / "判断" / "~$要確認.xlsx").write_bytes(b"")
    assert codes(built(folder)[0]) == {"merging-proposed", "count-hidden", "merging-not-asked"}


def test_a_damaged_book_stops_no_packet(folder: Path) -> None:
    (folder / "判断").mkdir()
    (folder / "判断" / "要確認.xlsx").write_bytes(b"no book")
    assert "count-hidden" in codes(built(folder)[0])
    assert (folder / "判断" / "要確認.xlsx").read_bytes() == b"no book"


def test_where_the_office_decided_for_all_nobody_is_asked(folder: Path) -> None:
    book = load_workbook(folder / "統計.xlsx")
    for row in book["小さい数の扱い"].iter_rows():
        if row[0].value == "年代の合算":
            row[1].value = "しない"
    book.save(folder / "統計.xlsx")
    assert codes(built(folder)[0]) == {"count-hidden"}
    assert not (folder / "判断").exists()
