"""Sheets of opinions that came back: told by their ids, every filled cell a reply, ours, or in a finding."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.model.opinion_sheet import OpinionRowId, OpinionStamp, Reply
from kaigi_docs.read.grid import GridCell, GridSheet
from opinion_rows import CHILDREN, FIRST, ROUND, ROWS, SECOND, a_row, moved, read, said, sent, the_meeting, typed

ANSWERED = {"F7": "取り組みます。", "G7": "来年度から。", "G8": "今までどおり。"}
REPLIES = {(FIRST, "view"): "取り組みます。", (FIRST, "action"): "来年度から。", (SECOND, "action"): "今までどおり。"}


def codes(*sheets: GridSheet) -> list[tuple[str, str | None]]:
    return [(each.code, each.where.cell if each.where else None) for each in read(*sheets).findings]


def test_what_was_filled_in_comes_back_and_what_stood_there_is_no_reply() -> None:
    reading = read(typed(sent(), ANSWERED))
    assert said(reading) == REPLIES
    assert reading.findings == () and reading.rest is None and reading.cells.adds_up


def test_a_sheet_as_it_was_sent_says_nothing() -> None:
    assert read(sent()).replies == () and read(sent()).findings == ()


def test_the_member_stands_in_the_sheet_only_where_the_record_names_members() -> None:
    without, named = sent(), sent(meeting=the_meeting(names_in_opinions=True))
    texts = [{cell.value for cell in sheet.cells.values()} for sheet in (without, named)]
    assert "青山　一郎" not in texts[0] and "青山　一郎" in texts[1]


@pytest.mark.parametrize(
    "change",
    [
        lambda row, column: (row + 3, column + 2),
        lambda row, column: ({7: 8, 8: 7}.get(row, row), column),
        lambda row, column: (row, {6: 7, 7: 6}.get(column, column)),
        lambda row, column: (row, column) if row > 3 else None,
        lambda row, column: (row, column) if row != 4 else None,
    ],
    ids=["rows and columns inserted", "sorted", "columns swapped", "title and stamp gone", "hidden keys gone"],
)
def test_position_and_order_mean_nothing(change: object) -> None:
    changed = moved(typed(sent(), ANSWERED), change)  # type: ignore[arg-type]
    assert said(read(replace(changed, title="Sheet1"))) == REPLIES


def test_a_prefilled_text_that_the_department_rewrote_is_a_reply() -> None:
    assert said(read(typed(sent(), {"F8": "やめます。"}))) == {(SECOND, "view"): "やめます。"}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"E7": "書き換えた意見"}, [("opinion-locked-changed", "C7")]),
        ({"K7": "右の余白"}, [("cell-stray", "K7")]),
        ({"D20": "下の余白"}, [("cell-stray", "D20")]),
        ({"A7": "opinion/2022-1/D07/K7XM2PAB/ZZZZ"}, [("opinion-row-unknown", "A7")]),
        ({"A3": "kaigi-opinions/9 2022-1 D07"}, [("opinion-sheet-other-form", "C1")]),
    ],
)
def test_what_is_no_reply_is_told_with_its_cell(texts: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert codes(typed(sent(), texts)) == expected


def test_a_changed_opinion_does_not_cost_the_reply() -> None:
    assert said(read(typed(sent(), {**ANSWERED, "E7": ""}))) == REPLIES


def test_formulas_struck_texts_and_merged_cells_are_told_and_not_used() -> None:
    sheet = sent()
    cells = {
        **sheet.cells,
        (7, 6): GridCell(7, 6, "", formula=True),
        (7, 7): GridCell(7, 7, "消した文", struck=True, kept=""),
        (8, 7): GridCell(8, 7, "結合した文"),
    }
    changed = replace(sheet, cells=cells, merged=((8, 7, 9, 7),))
    assert codes(changed) == [("opinion-formula", "F7"), ("opinion-struck", "G7"), ("opinion-merged", "G8")]
    assert read(changed).replies == ()


def test_notes_are_told() -> None:
    assert codes(replace(sent(), notes={(7, 6): "上司に確認中"})) == [("note-added", "F7")]


def test_a_sheet_of_another_meeting_is_one_finding() -> None:
    other = sent(meeting=replace(the_meeting(), round=2))
    assert [code for code, _ in codes(typed(other, ANSWERED))] == ["opinion-sheet-other-meeting"]


def test_without_keys_and_headers_nobody_knows_which_column_is_which() -> None:
    bare = moved(typed(sent(), ANSWERED), lambda row, column: (row, column) if row not in (4, 6) else None)
    assert [code for code, _ in codes(bare)] == ["opinion-columns-lost"] and read(bare).replies == ()


def test_other_sheets_of_the_book_are_left_to_other_readers() -> None:
    other = GridSheet("調査票", {(1, 1): GridCell(1, 1, "事業の表")})
    reading = read(sent(), other)
    assert reading.is_any and reading.rest is not None
    assert [sheet.title for sheet in reading.rest.grid.sheets] == ["調査票"]
    assert not read(other).is_any


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), max_size=30
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_whatever_departments_write_comes_back_or_is_told(replies: list[tuple[str, str, str]]) -> None:
    ids = [f"{FIRST[:-1]}{letter}" for letter in "ABCDE"[: len(replies)]]
    rows = tuple(a_row(each, number=str(number)) for number, each in enumerate(ids, 1))
    texts = {f"{column}{row}": text for row, filled in enumerate(replies, 7) for column, text in zip("FGH", filled, strict=True)}
    reading = read(typed(sent(rows), texts))
    keys = (Reply.VIEW, Reply.ACTION, Reply.REMARK)
    expected = {
        (opinion_id, key.value): text
        for opinion_id, filled in zip(ids, replies, strict=True)
        for key, text in zip(keys, filled, strict=True)
    }
    told = " ".join(each.message for each in reading.findings)
    assert reading.cells.adds_up
    assert {key: text for key, text in expected.items() if text and text not in told} == {
        key: text for key, text in said(reading).items() if text not in told
    }


@given(st.text(max_size=40), st.integers(0, 40))
def test_an_id_with_a_wrong_character_is_no_id(added: str, at: int) -> None:
    text = str(OpinionRowId(ROUND, CHILDREN.id, FIRST))
    changed = f"{text[:at]}{added}{text[at + 1 :]}"
    found = OpinionRowId.parse(changed)
    assert found is None or str(found) == text


def test_ids_and_stamps_survive_wide_characters() -> None:
    row_id, stamp = OpinionRowId(ROUND, "D07", FIRST), OpinionStamp(ROUND, "D07")
    wide = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "abcdefghijklmnopqrstuvwxyz0123456789"}
    assert OpinionRowId.parse(f" {str(row_id).translate(wide)} ") == row_id
    assert OpinionStamp.parse(str(stamp).translate(wide)) == stamp
    assert len(ROWS) == 2
