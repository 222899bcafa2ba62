"""Faulty meeting folders through the whole house: each fault is named with its cell, and nothing but 結果.html is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kaigi_docs import cli
from kaigi_docs.errors import ExitCode, InputUnreadable
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.packet import BuildResult, build

Folder = Callable[..., Path]
Place = tuple[str | None, str | None, str | None]

SETTINGS, MEASURES = "会議設定.xlsx", "施策一覧.xlsx"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
LOCKED = COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le") + bytes(4000)


def edit(path: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    """Opens a written book, changes it as a person would, and saves it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def set_cells(sheet: str, **cells: Any) -> Callable[[openpyxl.Workbook], None]:
    """Writes values into cells of a sheet."""

    def change(book: openpyxl.Workbook) -> None:
        for address, value in cells.items():
            book[sheet][address] = value

    return change


def without_sheet(title: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: book.remove(book[title])


def without_column(title: str, header: str) -> Callable[[openpyxl.Workbook], None]:
    return lambda book: book[title].delete_cols(column_of(book[title], header))


def column_of(sheet: Worksheet, header: str) -> int:
    return next(cell.column for cell in sheet[3] if cell.value == header)


def renamed(title: str, other: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[title].title = other

    return change


def emptied(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    book.worksheets[0].delete_rows(1, 400)


def place_of(finding: Finding) -> Place:
    where = finding.where
    return (where.file, where.sheet, where.cell) if where is not None else (None, None, None)


def seen(result: BuildResult, *severities: Severity) -> list[tuple[str, *Place]]:
    """Code, file, sheet and cell of each finding."""
    return [(finding.code, *place_of(finding)) for finding in result.findings if finding.severity in severities]


def errors(result: BuildResult) -> list[tuple[str, *Place]]:
    return seen(result, Severity.ERROR)


def written(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def refused(folder: Path) -> BuildResult:
    """Builds a faulty folder: exit 1, and nothing but the page with the findings."""
    out = folder.parent / "out"
    result = build(folder, out=out)
    assert result.exit_code is ExitCode.FINDINGS, list(result.findings)
    assert written(out) == ["結果.html"]
    assert [path.name for path in result.outputs] == ["結果.html"]
    page = (out / "結果.html").read_text(encoding="utf-8")
    assert "できませんでした" in page
    for finding in result.findings:
        assert finding.where is None or finding.where.cell is None or finding.where.cell in page
    return result


# Faults made in Excel, each on the small meeting

Fault = tuple[str, Callable[[openpyxl.Workbook], None], list[tuple[str, *Place]]]
EXCEL_FAULTS: dict[str, Fault] = {
    "a required sheet is missing": (SETTINGS, without_sheet("委員"), [("sheet-missing", SETTINGS, None, None)]),
    "the sheet of measures is missing": (MEASURES, lambda book: renamed("施策一覧", "表")(book) or set_cells("表", D3="名")(book),
                                         [("sheet-missing", MEASURES, None, None)]),
    "a required column is missing": (SETTINGS, without_column("委員", "氏名"), [("column-missing", SETTINGS, "委員", "A3")]),
    "a column of the printed table is missing": (
        MEASURES, without_column("施策一覧", "今年度予定"), [("column-missing", MEASURES, "施策一覧", "A3")]
    ),
    "a rating that no scale has": (
        MEASURES, set_cells("施策一覧", H4="ほぼ実施"), [("rating-unknown", MEASURES, "施策一覧", "H4")]
    ),
    "a department that nobody knows": (
        MEASURES, set_cells("施策一覧", F5="こころの健康課、宇宙開発課"), [("department-unknown", MEASURES, "施策一覧", "F5")]
    ),
    "a day that does not exist": (SETTINGS, set_cells("会議", B7="令和4年2月30日"), [("date-invalid", SETTINGS, "会議", "B7")]),
    "a deadline before the day of issue": (
        SETTINGS, set_cells("会議", B5="令和4年8月18日"), [("deadline-before-issue", SETTINGS, "会議", "B5")]
    ),
    "a 資料番号 used twice": (
        SETTINGS, set_cells("資料", A7="S04", B7="事業の表", C7="資料３", D7="もう一つの表"),
        [("material-no-duplicate", SETTINGS, "資料", "C7")],
    ),
    "an id used twice": (MEASURES, set_cells("施策一覧", A6="J001"), [("id-duplicate", MEASURES, "施策一覧", "A6")]),
    "a row without an id": (MEASURES, set_cells("施策一覧", A6=None), [("id-missing", MEASURES, "施策一覧", "A6")]),
    "a reference to no policy": (MEASURES, set_cells("施策一覧", B4="P09"), [("reference-unknown", MEASURES, "施策一覧", "B4")]),
    "a name that is missing": (MEASURES, set_cells("施策一覧", D4=None), [("cell-required", MEASURES, "施策一覧", "D4")]),
    "an item that has no value": (SETTINGS, set_cells("会議", B3=None), [("cell-required", SETTINGS, "会議", "B3")]),
    "nothing in the settings book": (SETTINGS, emptied, [("book-empty", SETTINGS, None, None)]),
    "nothing in the measure book": (MEASURES, emptied, [("book-empty", SETTINGS, "資料", "A5")]),
    "a text that names a 資料 by hand": (
        SETTINGS, set_cells("文面", C4="資料９をご覧ください。"), [("reference-unknown", SETTINGS, "文面", "C4")]
    ),
    "a text that names an answer box by hand": (
        SETTINGS, set_cells("文面", C5="回答書９にお書きください。"), [("reference-unknown", SETTINGS, "文面", "C5")]
    ),
    "a placeholder for a 資料 that is not there": (
        SETTINGS, set_cells("文面", C4="〔資料:S99〕をご覧ください。"), [("reference-unknown", SETTINGS, "文面", "C4")]
    ),
    "a placeholder for an answer box that is not there": (
        SETTINGS, set_cells("文面", C5="〔回答書:Q9〕へ。"), [("reference-unknown", SETTINGS, "文面", "C5")]
    ),
    "a placeholder that nobody knows": (
        SETTINGS, set_cells("文面", C4="〔締め切り〕まで。"), [("placeholder-unknown", SETTINGS, "文面", "C4")]
    ),
    "a character that no font has": (
        MEASURES, set_cells("施策一覧", E5="ここに\U0001fae0がある。"), [("glyph-missing", MEASURES, "施策一覧", "E5")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", EXCEL_FAULTS)
def test_a_fault_is_named_with_its_cell_and_stops_the_packet(meeting_folder: Folder, fault: str) -> None:
    file, change, expected = EXCEL_FAULTS[fault]
    folder = meeting_folder()
    edit(folder / file, change)
    assert errors(refused(folder)) == expected


def test_a_row_without_an_id_is_told_one_that_nothing_has(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / MEASURES, set_cells("施策一覧", A6=None))
    taken = {cell.value for cell in openpyxl.load_workbook(folder / MEASURES)["施策一覧"]["A"]}
    (finding,) = (finding for finding in refused(folder).findings if finding.code == "id-missing")
    proposed = finding.hint.partition("「")[2].partition("」")[0]
    assert proposed.startswith("J") and proposed not in taken


def test_an_id_used_twice_is_told_where_it_stands_first_and_another_one(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / MEASURES, set_cells("施策一覧", A6="J001"))
    (finding,) = (finding for finding in refused(folder).findings if finding.code == "id-duplicate")
    assert "A4" in finding.message
    assert "「J003」" in finding.hint  # the one that is missing between its neighbours


def test_an_id_that_no_gap_proposes_is_the_next_free_one(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / MEASURES, set_cells("施策一覧", A5="J001", A8="J002"))
    (finding,) = (finding for finding in refused(folder).findings if finding.code == "id-duplicate")
    assert "J061" in finding.hint  # below the sixty rows that a new book has ready


def test_a_rating_and_a_department_are_told_what_was_meant(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / MEASURES, set_cells("施策一覧", F4="地域福祉化", H4="おおむね実施"))
    hints = {finding.code: finding.hint for finding in refused(folder).findings}
    assert "「おおむね実施できた」のことですか。" in hints["rating-unknown"]
    assert "「地域福祉課」のことですか。" in hints["department-unknown"]


# Many faults at once


def test_all_faults_of_both_books_come_together(meeting_folder: Folder) -> None:
    folder = meeting_folder()

    def spoil_settings(book: openpyxl.Workbook) -> None:
        set_cells("会議", B4="初回", B7="令和4年2月30日")(book)
        set_cells("資料", B4="手紙")(book)
        set_cells("議題", E4="S02、S99")(book)
        set_cells("委員", E4=None)(book)
        set_cells("文面", A4="初めに")(book)

    edit(folder / SETTINGS, spoil_settings)
    assert errors(refused(folder)) == [
        ("number-invalid", SETTINGS, "会議", "B4"),
        ("date-invalid", SETTINGS, "会議", "B7"),
        ("choice-unknown", SETTINGS, "資料", "B4"),
        ("cell-required", SETTINGS, "委員", "E4"),
        ("reference-unknown", SETTINGS, "議題", "E4"),
        ("reference-unknown", SETTINGS, "文面", "A4"),
    ]


def test_faults_of_the_measure_book_come_together_with_those_of_the_settings_book(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / SETTINGS, set_cells("設問", B4="質問"))
    edit(folder / MEASURES, set_cells("施策一覧", H4="済", F5="税務課", A6="J001", B6="P77"))
    assert sorted(errors(refused(folder))) == [
        ("choice-unknown", SETTINGS, "設問", "B4"),
        ("department-unknown", MEASURES, "施策一覧", "F5"),
        ("id-duplicate", MEASURES, "施策一覧", "A6"),
        ("rating-unknown", MEASURES, "施策一覧", "H4"),
        ("reference-unknown", MEASURES, "施策一覧", "B6"),
    ]


def test_a_faulty_meeting_does_not_hide_the_faults_of_the_measure_book(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / SETTINGS, set_cells("会議", B3=None, B5="令和4年9月9日（月）"))
    edit(folder / MEASURES, set_cells("施策一覧", H4="済", A6="J001"))
    result = refused(folder)
    assert sorted(errors(result)) == [
        ("cell-required", SETTINGS, "会議", "B3"),
        ("date-invalid", SETTINGS, "会議", "B5"),
        ("id-duplicate", MEASURES, "施策一覧", "A6"),
        ("rating-unknown", MEASURES, "施策一覧", "H4"),
    ]
    assert "check-postponed" in [finding.code for finding in result.findings], "texts are put together of what is right"


def test_all_faults_of_the_texts_come_together(meeting_folder: Folder) -> None:
    texts = [
        {"場所": "はじめに", "文": "〔資料:S99〕と資料９と〔締め切り〕"},
        {"場所": "A01", "形": "箇条書き", "文": "〔回答書:Q9〕"},
        {"場所": "A02", "形": "注", "文": "回答書９"},
        {"場所": "回答書のはじめに", "文": "資料2-1のとおり"},
        {"場所": "おわりに", "文": "資料３と回答書２は、あります。"},
    ]
    found = errors(refused(meeting_folder(文面=texts)))
    assert sorted(found) == [
        ("placeholder-unknown", SETTINGS, "文面", "C4"),
        ("reference-unknown", SETTINGS, "文面", "C4"),
        ("reference-unknown", SETTINGS, "文面", "C4"),
        ("reference-unknown", SETTINGS, "文面", "C5"),
        ("reference-unknown", SETTINGS, "文面", "C6"),
        ("reference-unknown", SETTINGS, "文面", "C7"),
    ]


def test_every_missing_character_is_found_with_its_cell(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / SETTINGS, set_cells("会議", B11="こころ\U0001fae0課"))
    edit(folder / MEASURES, set_cells("施策一覧", D6="研\U0001fae2修", I6="\U0001fae1"))
    assert set(errors(refused(folder))) == {
        ("glyph-missing", SETTINGS, "会議", "B11"),
        ("glyph-missing", MEASURES, "施策一覧", "D6"),
        ("glyph-missing", MEASURES, "施策一覧", "I6"),
    }


# Files that are no books

NO_BOOKS = {
    "file-empty": b"",
    "file-not-book": "事業ID,事業名\n".encode("cp932"),
    "file-password": LOCKED,
    "file-unreadable": b"PK\x03\x04" + bytes(100),
}


@pytest.mark.parametrize("code", NO_BOOKS)
def test_a_settings_book_that_cannot_be_opened_ends_with_3(
    meeting_folder: Folder, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = meeting_folder()
    (folder / SETTINGS).write_bytes(NO_BOOKS[code])
    out = folder.parent / "out"
    assert cli.run(["build", str(folder), "--out", str(out)]) == ExitCode.INPUT == 3
    message = capsys.readouterr().err
    assert SETTINGS in message and "Traceback" not in message
    assert not out.exists()


def test_a_settings_book_that_cannot_be_opened_is_raised_with_its_name(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    (folder / SETTINGS).write_bytes(LOCKED)
    with pytest.raises(InputUnreadable, match="パスワード") as raised:
        build(folder)
    assert str(raised.value).startswith(SETTINGS)


@pytest.mark.parametrize("code", NO_BOOKS)
def test_a_measure_book_that_cannot_be_opened_is_a_finding(meeting_folder: Folder, code: str) -> None:
    folder = meeting_folder()
    (folder / MEASURES).write_bytes(NO_BOOKS[code])
    found = errors(refused(folder))
    assert (code, MEASURES, None, None) in found
    assert [each for each in found if each[1] == MEASURES] == [(code, MEASURES, None, None)]


def test_a_measure_book_that_is_missing_is_a_finding(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    (folder / MEASURES).unlink()
    assert errors(refused(folder)) == [("book-missing", SETTINGS, "資料", "A5")]


def test_an_empty_file_of_our_own_is_not_asked_for_again(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    (folder / MEASURES).write_bytes(b"")
    (finding,) = (finding for finding in refused(folder).findings if finding.code == "file-empty")
    assert finding.hint == "控えから戻すか、kaigi new で作り直してください。"
    (folder / SETTINGS).write_bytes(b"")
    with pytest.raises(InputUnreadable, match="kaigi new で作り直してください。ほかの確認は、これを直してから行います。"):
        build(folder)


def test_the_settings_book_in_place_of_its_folder_is_told_apart(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    with pytest.raises(InputUnreadable, match="ファイルではなく、会議のフォルダを指定してください"):
        build(folder / SETTINGS)


def test_a_folder_that_is_missing_is_told_the_one_that_was_meant(meeting_folder: Folder) -> None:
    folder = meeting_folder("inputs/kaigi-r04-2")
    (folder.parent / "kaigi-r04-3").mkdir()
    with pytest.raises(InputUnreadable, match="「kaigi-r04-2」のことですか。"):
        build(folder.parent / "kaigi-ro4-3")
    with pytest.raises(InputUnreadable, match="見つかりません。フォルダの場所を"):
        build(folder / "どこにも" / "ない")


def test_an_untouched_measure_book_makes_a_packet_without_a_table(meeting_folder: Folder) -> None:
    folder = meeting_folder(資料=None, 議題=None, 設問=None, 文面=None, 施策一覧=[])
    out = folder.parent / "out"
    result = build(folder, out=out)
    assert result.exit_code is ExitCode.DONE, list(result.findings)
    assert seen(result, Severity.ERROR, Severity.WARNING) == []
    assert ("measures-none", MEASURES, None, None) in seen(result, Severity.NOTE)
    assert [path for path in written(out) if path.startswith("PDF/")] == [
        "PDF/まずはこちらをお読みください.pdf",
        "PDF/回答書.pdf",
    ]


def test_a_web_page_with_the_name_of_a_book_is_called_one(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    (folder / MEASURES).write_bytes(b"<html><table><tr><td>x</td></tr></table></html>")
    (finding,) = (finding for finding in refused(folder).findings if finding.code == "file-not-book")
    assert "HTML" in finding.message


# What does not stop the packet


def warned(folder: Path) -> list[tuple[str, *Place]]:
    """Builds a folder with habits worth a warning: exit 0, and the whole packet."""
    out = folder.parent / "out"
    result = build(folder, out=out)
    assert result.exit_code is ExitCode.DONE, list(result.findings)
    assert {"会議資料一式.pdf", "manifest.json", "結果.html", "Word/回答書.docx"} <= set(written(out))
    return seen(result, Severity.ERROR, Severity.WARNING)


def test_habits_only_warn_and_the_packet_is_built(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    edit(folder / SETTINGS, set_cells("会議", B5="令和4年9月10日"))
    edit(folder / SETTINGS, renamed("委員", "委員名簿R4"))
    edit(folder / MEASURES, set_cells("施策一覧", F6="地域福祉課", H5=None, I5="〃"))
    edit(folder / MEASURES, renamed("施策一覧", "Sheet1"))
    assert set(warned(folder)) == {
        ("deadline-weekend", SETTINGS, "会議", "B5"),
        ("department-unused", SETTINGS, "担当課", "B6"),
        ("ditto-expanded", MEASURES, "Sheet1", "I5"),
        ("rating-blank", MEASURES, "Sheet1", "H5"),
        ("sheet-renamed", SETTINGS, "委員名簿R4", None),
        ("sheet-renamed", MEASURES, "Sheet1", None),
    }


@pytest.mark.parametrize("lies_at", ["Excel/施策一覧.xlsx", "施策一覧 (1).xlsx", "施策一覧 - コピー.xlsx", "施策一覧.xls"])
def test_a_book_that_lies_elsewhere_is_pointed_at(meeting_folder: Folder, lies_at: str) -> None:
    folder = meeting_folder()
    (folder / lies_at).parent.mkdir(exist_ok=True)
    (folder / "施策一覧.xlsx").rename(folder / lies_at)

    found = {finding.code: finding for finding in build(folder).findings}

    assert {"book-missing", "book-elsewhere"} <= set(found)
    assert found["book-elsewhere"].where == Location(lies_at)
    assert "「施策一覧.xlsx」という名前で" in found["book-elsewhere"].hint
