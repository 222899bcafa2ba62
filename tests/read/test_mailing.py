"""Label sheets and what the 会議 sheet says of printing and sending, with the cell of every fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_rows import BASE, read, with_items

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.books import Record
from kaigi_docs.findings import Severity
from kaigi_docs.labels import USUAL_LABEL_SHEET
from kaigi_docs.model.meeting import Dispatch

SHEET: Record = {
    "名前": "庁内の20面",
    "列の数": 2,
    "段の数": 10,
    "左の余白": "18.6",
    "上の余白": 21.5,
    "ラベルの幅": "86.4mm",
    "ラベルの高さ": 25.4,
}


def faults(rows: dict[str, list[dict[str, object]]]) -> list[tuple[str, str]]:
    """(code, place) of errors and warnings."""
    _, findings = read(rows)  # type: ignore[arg-type]
    return [(each.code, str(each.where)) for each in findings if each.severity is not Severity.NOTE]


def test_an_empty_book_prints_on_the_usual_sheet_and_envelope_and_leaves_blank_pages_blank() -> None:
    meeting, _ = read(BASE)
    assert meeting.dispatch.label_sheet == USUAL_LABEL_SHEET and USUAL_LABEL_SHEET.name == "A4 12面"
    usual = Dispatch()
    chosen = meeting.dispatch
    assert (chosen.first_label, chosen.label_frames, chosen.envelope, chosen.names_blank_pages) == (1, False, Paper.LONG_3, False)
    assert (usual.first_label, usual.label_frames, usual.envelope, usual.names_blank_pages) == (1, False, Paper.LONG_3, False)


def test_items_of_the_meeting_sheet_choose_sheet_start_frames_envelope_and_words_of_blank_pages() -> None:
    items = {"宛名ラベル": "a4　24面", "宛名ラベルの開始位置": 24, "ラベルの枠線": "印刷する"}
    more = {"返信用封筒": "角形2号", "白紙のページ": "「（白紙）」と印刷する"}
    meeting, _ = read(with_items(**items, **more))
    chosen = meeting.dispatch
    assert (chosen.label_sheet.name, chosen.first_label, chosen.label_frames) == ("A4 24面", 24, True)
    assert (chosen.envelope, chosen.names_blank_pages) == (Paper.SQUARE_2, True)


def test_a_sheet_of_the_offices_own_has_its_measures_and_no_gaps_where_none_are_written() -> None:
    meeting, findings = read({**with_items(宛名ラベル="庁内の20面"), "ラベル用紙": [SHEET]})
    sheet = meeting.dispatch.label_sheet
    assert not findings.has_errors
    assert (sheet.paper, sheet.columns, sheet.rows, sheet.count) == (Paper.A4, 2, 10, 20)
    assert (sheet.left_mm, sheet.top_mm, sheet.width_mm, sheet.height_mm) == (18.6, 21.5, 86.4, 25.4)
    assert (sheet.across_mm, sheet.down_mm) == (86.4, 25.4)


def test_a_sheet_of_the_name_of_a_usual_one_goes_before_it() -> None:
    meeting, _ = read({**BASE, "ラベル用紙": [{**SHEET, "名前": "A4 12面"}]})
    assert meeting.dispatch.label_sheet.count == 20


def test_an_unknown_sheet_is_an_error_that_names_the_one_that_was_meant() -> None:
    _, findings = read(with_items(宛名ラベル="A4 12"))
    (fault,) = [each for each in findings if each.code == "label-sheet-unknown"]
    assert fault.severity is Severity.ERROR
    assert fault.where is not None and (fault.where.sheet, fault.where.cell is not None) == ("会議", True)
    assert "「A4 12面」のことですか" in fault.hint


@pytest.mark.parametrize(("start", "codes"), [(1, []), (12, []), (13, ["label-start-outside"]), (0, ["label-start-outside"])])
def test_the_first_free_label_is_one_of_the_sheet(start: int, codes: list[str]) -> None:
    assert [code for code, _ in faults(with_items(宛名ラベルの開始位置=start))] == codes


@pytest.mark.parametrize(
    ("changes", "code", "column"),
    [
        ({"列の数": 0}, "label-sheet-empty", "C4"),
        ({"段の数": 11}, "label-sheet-measures", "H4"),
        ({"ラベルの幅": 110}, "label-sheet-measures", "G4"),
        ({"横の間隔": 80}, "label-sheet-measures", "I4"),
        ({"縦の間隔": 25}, "label-sheet-measures", "J4"),
        ({"ラベルの高さ": 12}, "number-out-of-range", "H4"),
        ({"ラベルの幅": ""}, "cell-required", "G4"),
    ],
)
def test_measures_that_do_not_agree_are_errors_at_their_cell(changes: Record, code: str, column: str) -> None:
    assert faults({**BASE, "ラベル用紙": [{**SHEET, **changes}]}) == [(code, f"会議設定.xlsx「ラベル用紙」{column}")]


def test_two_sheets_of_one_name_are_an_error() -> None:
    found = faults({**BASE, "ラベル用紙": [SHEET, {**SHEET, "段の数": 9}]})
    assert found == [("name-duplicate", "会議設定.xlsx「ラベル用紙」A5")]


def test_a3_is_printed_apart_unless_the_office_says_otherwise() -> None:
    rows = [
        {"資料ID": "S01", "種類": "お読みください", "題名": "案内"},
        {"資料ID": "S02", "種類": "スケジュール", "資料番号": "1", "題名": "予定", "用紙": "A3"},
        {"資料ID": "S03", "種類": "スケジュール", "資料番号": "2", "題名": "予定", "用紙": "A3", "別に印刷": "いいえ"},
        {"資料ID": "S04", "種類": "スケジュール", "資料番号": "3", "題名": "予定", "別に印刷": "はい"},
    ]
    meeting, _ = read({**BASE, "資料": rows})
    assert [material.print.separate for material in meeting.materials] == [False, True, False, True]


@given(
    columns=st.integers(1, 4),
    rows=st.integers(1, 8),
    width=st.integers(350, 480).map(lambda tenths: tenths / 10),
    height=st.integers(200, 330).map(lambda tenths: tenths / 10),
    gap=st.integers(0, 30).map(lambda tenths: tenths / 10),
)
def test_a_sheet_that_fits_its_paper_comes_back_as_it_was_written(
    columns: int, rows: int, width: float, height: float, gap: float
) -> None:
    row = {**SHEET, "列の数": columns, "段の数": rows, "左の余白": 5, "上の余白": 6, "ラベルの幅": width, "ラベルの高さ": height}
    meeting, findings = read(
        {**with_items(宛名ラベル="庁内の20面"), "ラベル用紙": [{**row, "横の間隔": width + gap, "縦の間隔": height + gap}]}
    )
    assert not findings.has_errors
    sheet = meeting.dispatch.label_sheet
    assert (sheet.columns, sheet.rows, sheet.width_mm, sheet.height_mm) == (columns, rows, width, height)
    assert (sheet.across_mm, sheet.down_mm) == (pytest.approx(width + gap), pytest.approx(height + gap))
