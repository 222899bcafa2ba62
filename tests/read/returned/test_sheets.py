"""What departments did to their 調査票, one trouble a test: where each answer goes, and what is told of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from edited_sheets import (
    ACTING,
    ANSWERER_HEADERS,
    ANSWERER_ROW,
    FIRST,
    HEADERS,
    KEYS,
    PLAN,
    REPORTING,
    STAMP,
    Asked,
    EditedSheet,
    address,
    asked_rows,
)
from kaigi_docs.findings import Severity
from kaigi_docs.model.meeting import Meeting, Reorganization
from kaigi_docs.model.returned import CellCount, MatchedBy, ReturnedSheet
from kaigi_docs.model.status_sheet import RowId, Stamp
from kaigi_docs.model.text import Text
from kaigi_docs.read.grid import GridCell, GridSheet
from kaigi_docs.read.returned.sheets import SheetReading

Small = Mapping[str, Sequence[Mapping[str, Any]]]
D02 = ("J001", "J002", "J003")


@pytest.fixture(scope="module")
def asked(small_meeting: Small) -> Asked:
    return Asked(asked_rows(small_meeting))


def only(reading: SheetReading) -> ReturnedSheet:
    (sheet,) = reading.sheets
    return sheet


def answers(reading: SheetReading) -> dict[tuple[str, str], str]:
    """The answers of the only sheet by measure and key."""
    return {(each.measure_id, each.key): each.text.value for each in only(reading).answers}


def findings(reading: SheetReading) -> list[tuple[str, str | None]]:
    return [(each.code, each.where.cell if each.where else None) for each in reading.findings]


def points(reading: SheetReading) -> list[tuple[str, str, str, str | None]]:
    return [(each.code, each.measure_id, each.key, each.where.cell) for each in only(reading).points]


def severities(reading: SheetReading) -> set[Severity]:
    return {each.severity for each in reading.findings}


# As it should come back


def test_answers_and_the_answerer_arrive_with_their_cells(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    first = sheet.answer("J001", REPORTING, "月１回、約100人が\n参加した。")
    sheet.answer("J002", ACTING, "実施できなかった")
    sheet.answer("J003", "unchanged", "変更なし")
    sheet.say_who("name", "見本　例子")
    reading = asked.read(sheet)

    found = only(reading)
    assert (found.department_id, found.matched_by, found.measure_ids) == ("D02", MatchedBy.IDS, D02)
    assert answers(reading) == {
        ("J001", REPORTING): "月１回、約100人が\n参加した。",
        ("J002", ACTING): "実施できなかった",
        ("J003", "unchanged"): "変更なし",
    }
    assert found.answers[0].text.where is not None
    assert str(found.answers[0].text.where) == f"調査票/返信.xlsx「調査票」{first}"
    assert found.answerer == {"answerer/name": Text("見本　例子")}
    assert (reading.findings, found.points, found.pairs) == ((), (), ())
    assert reading.cells.answers == 4
    assert reading.cells.adds_up


def test_the_whole_book_of_a_department_holds_nothing_but_what_was_sent(asked: Asked) -> None:
    labels = GridSheet("選択肢", {(1, 1): GridCell(1, 1, "おおむね実施できた"), (2, 1): GridCell(2, 1, "変更なし")}, hidden=True)
    reading = asked.read(*asked.book("D02").sheets, labels)
    assert reading.findings == ()
    assert only(reading).answers == ()
    assert reading.cells == CellCount(filled=reading.cells.ours, ours=reading.cells.ours)


def test_an_untouched_sheet_of_one_department_is_an_answer_of_blanks(asked: Asked) -> None:
    assert only(asked.read(asked.sheet("D02"))).measure_ids == D02


def test_in_a_book_of_all_departments_an_untouched_sheet_is_no_answer(asked: Asked) -> None:
    sheets = asked.shared()
    sheets[2].answer("J001", PLAN, "続ける。")
    reading = asked.read(*sheets)
    assert [each.department_id for each in reading.sheets] == ["D02"]
    assert reading.cells.adds_up
    assert asked.read(*asked.shared()).sheets == ()


def test_a_word_to_the_secretariat_is_an_answer_too_in_a_book_of_all_departments(asked: Asked) -> None:
    sheets = asked.shared()
    sheets[1].type((2, 12), "対象の事業はありません。")
    assert [each.department_id for each in asked.read(*sheets).sheets] == ["D01"]


def test_texts_that_went_out_in_open_cells_are_answers_when_they_come_back(small_meeting: Small) -> None:
    rows = asked_rows(small_meeting)
    rows["施策一覧"] = [{**row, "前年度取組状況": "もう書いてある。"} for row in rows["施策一覧"]]
    asked = Asked(rows)
    assert answers(asked.read(asked.sheet("D02")))["J001", REPORTING] == "もう書いてある。"
    reading = asked.read(*asked.shared())
    assert (reading.sheets, reading.cells.answers) == ((), 0)
    assert reading.cells.adds_up


def test_the_same_file_under_another_name_has_the_same_id(asked: Asked) -> None:
    ids = {
        only(asked.read(asked.sheet("D02"), file=file, sha256=content)).id
        for file, content in (("調査票/a.xlsx", "5a"), ("調査票/b.xlsx", "5a"), ("調査票/a.xlsx", "5b"))
    }
    assert len(ids) == 2
    assert all(len(each) == 12 for each in ids)


# Rows and columns that were moved, copied, or lost


def test_sorted_and_inserted_rows_and_columns_change_nothing(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", REPORTING, "甲")
    sheet.answer("J003", PLAN, "乙")
    sheet.sort([FIRST + 2, FIRST, FIRST + 1])
    sheet.insert_row(FIRST + 1)
    sheet.insert_row(2)
    sheet.insert_column(3)
    sheet.move_column(sheet.column(PLAN), 2)
    sheet.title = "回答（最終）"
    reading = asked.read(sheet)
    assert answers(reading) == {("J001", REPORTING): "甲", ("J003", PLAN): "乙"}
    assert findings(reading) == []


def test_keys_below_their_rows_are_found(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J002", PLAN, "続ける。")
    sheet.sort([FIRST, FIRST + 1, FIRST + 2, KEYS, KEYS + 1, HEADERS])
    reading = asked.read(sheet)
    assert answers(reading) == {("J002", PLAN): "続ける。"}
    assert findings(reading) == []


def test_a_deleted_row_is_not_among_the_measures(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.delete_row(FIRST + 1)
    assert only(asked.read(sheet)).measure_ids == ("J001", "J003")


def test_a_lost_column_is_asked_for_once(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.delete_column(sheet.column(ACTING))
    reading = asked.read(sheet)
    assert points(reading) == [("column-lost", "", ACTING, None)]
    assert findings(reading) == []


def test_a_lost_column_that_is_grey_for_all_measures_is_not_missed(asked: Asked) -> None:
    sheet = asked.sheet("D01")
    sheet.delete_column(sheet.column(PLAN))
    assert points(asked.read(sheet)) == []


def test_a_header_under_another_name_is_noted_and_read_by_its_key(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    cell = sheet.type((HEADERS, sheet.column(ACTING)), "自己評価")
    sheet.answer("J001", ACTING, "実施できなかった")
    reading = asked.read(sheet)
    assert findings(reading) == [("header-changed", cell)]
    assert answers(reading) == {("J001", ACTING): "実施できなかった"}


def test_columns_moved_without_their_hidden_keys_are_asked_about(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    acting, plan = sheet.column(ACTING), sheet.column(PLAN)
    headers = sheet.text(HEADERS, acting), sheet.text(HEADERS, plan)
    sheet.cells[HEADERS, acting] = GridCell(HEADERS, acting, headers[1])
    sheet.cells[HEADERS, plan] = GridCell(HEADERS, plan, headers[0])
    cell = sheet.type((FIRST, acting), "回数を増やす。")
    reading = asked.read(sheet)
    assert points(reading) == [("column-moved", "J001", ACTING, cell)]
    assert answers(reading) == {}


def test_a_copied_row_with_the_same_answers_is_a_note(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", REPORTING, "甲")
    sheet.copy_row(FIRST, FIRST + 1)
    reading = asked.read(sheet)
    assert findings(reading) == [("row-copied", f"A{FIRST + 1}")]
    assert severities(reading) == {Severity.NOTE}
    assert answers(reading) == {("J001", REPORTING): "甲"}
    assert only(reading).measure_ids == D02


def test_of_a_copied_row_the_one_that_was_filled_in_counts(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.copy_row(FIRST, FIRST + 1)
    sheet.type((FIRST + 1, sheet.column(PLAN)), "続ける。")
    reading = asked.read(sheet)
    assert findings(reading) == [("row-copied", f"A{FIRST}")]
    assert answers(reading) == {("J001", PLAN): "続ける。"}


def test_copied_rows_that_differ_are_asked_about_and_neither_is_taken(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "同じ。")
    sheet.copy_row(FIRST, FIRST + 1)
    first, second = (sheet.type((row, sheet.column(REPORTING)), text) for row, text in ((FIRST, "甲"), (FIRST + 1, "乙")))
    reading = asked.read(sheet)
    assert points(reading) == [("row-copied-differently", "J001", REPORTING, first)]
    (point,) = only(reading).points
    assert f"{first}「甲」" in point.found and f"{second}「乙」" in point.found
    assert answers(reading) == {("J001", PLAN): "同じ。"}


def test_a_copied_row_with_another_name_is_an_added_one(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.copy_row(FIRST, FIRST + 1)
    sheet.type((FIRST + 1, sheet.column("measure/name")), "新しい講座")
    sheet.type((FIRST + 1, sheet.column(PLAN)), "始める。")
    reading = asked.read(sheet)
    (finding,) = reading.findings
    assert (finding.code, finding.severity) == ("row-added", Severity.ERROR)
    assert "新しい講座" in finding.message and "始める。" in finding.message
    assert answers(reading) == {}


def test_a_row_typed_below_the_table_is_unknown_and_quoted_whole(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    row = FIRST + 3
    name = sheet.type((row, sheet.column("measure/name")), "新しい講座")
    sheet.type((row, sheet.column(PLAN)), "始める。")
    (finding,) = asked.read(sheet).findings
    assert (finding.code, finding.where and finding.where.cell) == ("row-unknown", name)
    assert "新しい講座" in finding.message and "始める。" in finding.message


def test_a_copied_column_that_says_something_else_is_asked_about(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    column = sheet.last_column + 1
    for row, text in ((KEYS, PLAN), (HEADERS, sheet.text(HEADERS, sheet.column(PLAN)))):
        sheet.cells[row, column] = GridCell(row, column, text)
    first = sheet.answer("J001", PLAN, "甲")
    sheet.type((FIRST, column), "乙")
    sheet.answer("J002", PLAN, "同じ")
    copy = sheet.type((FIRST + 1, column), "同じ")
    reading = asked.read(sheet)
    assert points(reading) == [("column-copied-differently", "J001", PLAN, first)]
    assert findings(reading) == [("column-copied", copy)]
    assert answers(reading) == {("J002", PLAN): "同じ"}


def test_two_tables_side_by_side_are_refused_row_by_row(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    other = str(RowId("2022-1", "D02", "J002"))
    sheet.cells[FIRST, 20] = GridCell(FIRST, 20, other)
    sheet.answer("J001", PLAN, "続ける。")
    (finding,) = asked.read(sheet).findings
    assert (finding.code, finding.where and finding.where.cell) == ("row-two-ids", f"A{FIRST}")
    assert "続ける。" in finding.message


def test_tables_of_two_departments_in_one_sheet_are_two_sheets(asked: Asked) -> None:
    sheet, other = asked.sheet("D02"), asked.sheet("D03")
    sheet.answer("J001", PLAN, "甲")
    sheet.say_who("section", "地域係")
    other.move_column(other.column(PLAN), 3)
    other.answer("J003", PLAN, "乙")
    other.say_who("section", "支援係")
    sheet.paste_below(other)
    reading = asked.read(sheet)
    assert [
        (each.department_id, [(answer.measure_id, answer.text.value) for answer in each.answers]) for each in reading.sheets
    ] == [("D02", [("J001", "甲")]), ("D03", [("J003", "乙")])]
    assert [dict(each.answerer) for each in reading.sheets] == [
        {"answerer/section": Text("地域係")},
        {"answerer/section": Text("支援係")},
    ]
    assert len({each.id for each in reading.sheets}) == 2
    assert reading.findings == ()


# Hidden rows and columns that are gone


def test_a_damaged_id_is_told_and_its_row_offered_by_name(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    damaged = sheet.type((FIRST, 1), sheet.text(FIRST, 1).replace("J001", "J002"))
    sheet.answer("J002", PLAN, "乙")
    sheet.type((FIRST, sheet.column(PLAN)), "甲")
    reading = asked.read(sheet)
    assert findings(reading) == [("row-id-damaged", damaged)]
    assert (only(reading).matched_by, only(reading).department_id) == (MatchedBy.NAMES, "D02")
    assert [(pair.measure_id, pair.typed.value, pair.same) for pair in only(reading).pairs] == [("J001", "居場所づくり", True)]
    assert answers(reading) == {("J001", PLAN): "甲", ("J002", PLAN): "乙"}


def test_a_damaged_id_without_a_name_leads_nowhere(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    damaged = sheet.type((FIRST, 1), "2022-1.D02.J001.AAAA")
    for key in ("measure/id", "measure/name"):
        sheet.clear((FIRST, sheet.column(key)))
    sheet.type((FIRST, sheet.column(PLAN)), "甲")
    reading = asked.read(sheet)
    assert findings(reading) == [("row-id-damaged", damaged)]
    assert severities(reading) == {Severity.ERROR}
    assert "甲" in reading.findings[0].message
    assert only(reading).measure_ids == ("J002", "J003")


def swap(sheet: EditedSheet, first: int, second: int, columns: Iterable[int]) -> None:
    """Exchanges cells of two rows, as sorting some columns does."""
    for column in columns:
        cells = [(first, sheet.cells.pop((second, column), None)), (second, sheet.cells.pop((first, column), None))]
        for row, cell in cells:
            if cell is not None:
                sheet.cells[row, column] = replace(cell, row=row, column=column)


def offered(reading: SheetReading) -> list[tuple[str, str, bool, bool]]:
    return [(pair.measure_id, pair.typed.value, pair.same, pair.against_id) for pair in only(reading).pairs]


def test_answers_go_with_what_is_seen_where_only_visible_columns_were_sorted_and_wait(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "甲")
    sheet.answer("J002", PLAN, "乙")
    sheet.answer("J003", PLAN, "丙")
    swap(sheet, FIRST, FIRST + 1, range(2, sheet.last_column + 1))
    reading = asked.read(sheet)
    assert answers(reading) == {("J001", PLAN): "甲", ("J002", PLAN): "乙", ("J003", PLAN): "丙"}
    assert only(reading).matched_by is MatchedBy.NAMES
    assert offered(reading) == [("J002", "相談窓口", True, True), ("J001", "居場所づくり", True, True)]
    assert findings(reading) == []


@pytest.mark.parametrize("key", ["measure/name", "measure/id"])
def test_a_row_with_the_name_or_the_number_of_another_measure_is_asked_about(asked: Asked, key: str) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "甲")
    swap(sheet, FIRST, FIRST + 1, [sheet.column(key)])
    seen = [sheet.text(row, sheet.column(key)) for row in (FIRST, FIRST + 1)]
    reading = asked.read(sheet)
    assert answers(reading) == {("J001", PLAN): "甲"}
    assert offered(reading) == [("J001", seen[0], False, True), ("J002", seen[1], False, True)]


def test_a_row_that_shows_only_the_name_of_another_measure_is_offered_as_that(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.clear((FIRST, sheet.column("measure/id")))
    sheet.clear((FIRST + 1, sheet.column("measure/id")))
    sheet.answer("J001", PLAN, "甲")
    swap(sheet, FIRST, FIRST + 1, [sheet.column("measure/name")])
    reading = asked.read(sheet)
    assert answers(reading) == {("J002", PLAN): "甲"}
    assert offered(reading) == [("J002", "相談窓口", True, True), ("J001", "居場所づくり", True, True)]


def test_a_row_that_was_copied_over_another_one_waits_as_that_one(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "甲")
    for key in ("measure/id", "measure/name"):
        sheet.cells[FIRST + 1, sheet.column(key)] = replace(
            sheet.cells[FIRST, sheet.column(key)], row=FIRST + 1, column=sheet.column(key)
        )
    sheet.type((FIRST + 1, sheet.column(PLAN)), "乙")
    reading = asked.read(sheet)
    assert answers(reading) == {}
    assert offered(reading) == [("J001", "居場所づくり", True, True)]
    assert [code for code, *_ in points(reading)] == ["row-copied-differently"]


def test_a_sheet_that_lost_its_keys_is_read_by_headers_and_aliases(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", REPORTING, "甲")
    sheet.answer("J002", PLAN, "乙")
    sheet.cells[HEADERS, sheet.column(REPORTING)] = GridCell(HEADERS, sheet.column(REPORTING), "前年度取組状況")
    sheet.delete_row(KEYS)
    reading = asked.read(sheet)
    assert only(reading).matched_by is MatchedBy.IDS
    assert answers(reading) == {("J001", REPORTING): "甲", ("J002", PLAN): "乙"}
    assert findings(reading) == []


def test_a_sheet_that_lost_keys_and_headers_asks_which_column_is_which(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", REPORTING, "甲")
    sheet.delete_row(HEADERS)
    sheet.delete_row(KEYS)
    reading = asked.read(sheet)
    (point,) = only(reading).points
    assert point.code == "columns-unknown"
    assert "甲" in point.found
    assert answers(reading) == {}


def test_a_sheet_that_lost_all_that_is_hidden_is_matched_by_names(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", REPORTING, "甲")
    sheet.answer("J003", ACTING, "実施できなかった")
    sheet.say_who("section", "地域係")
    sheet.cells[FIRST, 3] = GridCell(FIRST, 3, "居場所 づくり")
    sheet.lose_hidden()
    reading = asked.read(sheet)
    found = only(reading)
    assert (found.department_id, found.matched_by, found.measure_ids) == ("D02", MatchedBy.NAMES, D02)
    assert [(pair.measure_id, pair.same) for pair in found.pairs] == [("J001", True), ("J002", True), ("J003", True)]
    assert answers(reading) == {("J001", REPORTING): "甲", ("J003", ACTING): "実施できなかった"}
    assert found.answerer == {"answerer/section": Text("地域係")}


def without_department(sheet: EditedSheet) -> EditedSheet:
    """A sheet that lost all that is hidden, its title and the 課 of the answerer."""
    sheet.lose_hidden()
    sheet.clear((1, 1))
    sheet.clear((ANSWERER_ROW - 1, 2))
    return sheet


def test_names_that_are_only_alike_are_offered_as_such(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    for row, name in ((FIRST, "居場所をつくる"), (FIRST + 1, "相談窓口")):
        sheet.clear((row, 2))
        sheet.cells[row, 3] = GridCell(row, 3, name)
    sheet.lose_hidden()
    assert [(pair.measure_id, pair.typed.value, pair.same) for pair in only(asked.read(sheet)).pairs] == [
        ("J001", "居場所をつくる", False),
        ("J002", "相談窓口", True),
        ("J003", "見守り訪問", True),
    ]


def test_two_rows_that_are_like_one_measure_are_both_unknown(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    for row, name in ((FIRST, "居場所をつくる"), (FIRST + 1, "居場所づくりの会")):
        sheet.clear((row, 2))
        sheet.cells[row, 3] = GridCell(row, 3, name)
    sheet.lose_hidden()
    reading = asked.read(sheet)
    assert [code for code, _ in findings(reading)] == ["row-unknown", "row-unknown"]
    assert only(reading).measure_ids == ("J003",)


def test_the_measure_of_another_department_is_not_taken_for_one_of_a_similar_name(small_meeting: Small) -> None:
    rows = asked_rows(small_meeting)
    rows["施策一覧"] = [*rows["施策一覧"], {**rows["施策一覧"][3], "事業名": "居場所づくりの会"}]
    asked = Asked(rows)
    sheet = asked.sheet("D02")
    sheet.clear((FIRST, 2))
    sheet.cells[FIRST, 3] = GridCell(FIRST, 3, "居場所づくりの会")
    sheet.lose_hidden()
    reading = asked.read(sheet)
    assert [code for code, _ in findings(reading)] == ["row-unknown"]
    assert only(reading).measure_ids == ("J002", "J003")


def test_an_id_and_a_name_that_contradict_each_other_match_nothing(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.cells[FIRST, 3] = GridCell(FIRST, 3, "相談窓口")
    sheet.lose_hidden()
    assert [code for code, _ in findings(asked.read(sheet))] == ["row-unknown"]


@pytest.mark.parametrize(
    ("title", "file", "department_id"),
    [
        ("調査票", "調査票/返信.xlsx", ""),
        ("D02 地域福祉課", "調査票/返信.xlsx", "D02"),
        ("調査票", "調査票/地域福祉課（回答）.xlsx", "D02"),
        ("調査票", "調査票/返信.eml＞調査票_D02.xlsx", "D02"),
        ("調査票", "調査票/地域福祉課.zip＞回答.xlsx", "D02"),
        ("調査票", "調査票/地域福祉課とこども家庭課.xlsx", ""),
    ],
)
def test_the_department_is_told_by_the_names_of_sheet_and_file(asked: Asked, title: str, file: str, department_id: str) -> None:
    sheet = without_department(asked.sheet("D02"))
    sheet.title = title
    found = only(asked.read(sheet, file=file))
    assert (found.department_id, found.measure_ids) == (department_id, D02)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("調査票/こども家庭課.xlsx", True),
        ("調査票/返信.eml＞調査票_D03.xlsx", True),
        ("調査票/こども家庭課/調査票_D02.xlsx", False),
        ("調査票/返信.xlsx", False),
        ("調査票/地域福祉課とこども家庭課.xlsx", False),
    ],
)
def test_a_file_that_is_named_for_another_department_is_told_with_both_names(asked: Asked, file: str, told: bool) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "続ける。")
    reading = asked.read(sheet, file=file)
    assert only(reading).department_id == "D02"
    assert findings(reading) == ([("file-names-other", None)] if told else [])
    assert all(name in finding.message for finding in reading.findings for name in ("地域福祉課", "こども家庭課"))


def test_the_title_in_the_sheet_tells_the_department_where_the_answerers_cell_does_not(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.lose_hidden()
    sheet.clear((ANSWERER_ROW - 1, 2))
    assert only(asked.read(sheet)).department_id == "D02"


def test_a_csv_is_a_grid_with_its_ids_in_sight(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", REPORTING, "甲")
    sheet.title = "返信"
    for place, cell in sheet.cells.items():
        sheet.cells[place] = replace(cell, value=str(cell.value).replace("\n", "\r\n"))
    reading = asked.read(sheet, file="調査票/返信.csv")
    assert answers(reading) == {("J001", REPORTING): "甲"}
    assert findings(reading) == []


# Sheets that are not the one that is wanted


def test_a_sheet_of_last_year_is_one_finding_and_nothing_is_taken(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "去年の回答")
    for place, cell in list(sheet.cells.items()):
        row_id, stamp = RowId.parse(str(cell.value)), Stamp.parse(str(cell.value))
        old = replace(row_id or stamp, round_id="2021-1") if row_id or stamp else cell.value
        sheet.cells[place] = replace(cell, value=str(old))
    reading = asked.read(sheet)
    (finding,) = reading.findings
    assert (finding.code, finding.severity, reading.sheets) == ("sheet-other-meeting", Severity.ERROR, ())
    assert "令和３年度第１回" in finding.message
    assert reading.cells.reported == reading.cells.filled


def test_rows_of_last_year_among_those_of_this_year_are_named(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.cells[FIRST, 1] = GridCell(FIRST, 1, str(RowId("2021-1", "D02", "J001")))
    reading = asked.read(sheet)
    assert findings(reading) == [("sheet-other-meeting", f"A{FIRST}")]
    assert only(reading).measure_ids == ("J002", "J003")


def test_a_sheet_of_another_form_is_refused(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.cells[STAMP, 1] = GridCell(STAMP, 1, str(Stamp("2022-1", "D02", version=2)))
    reading = asked.read(sheet)
    assert [code for code, _ in findings(reading)] == ["sheet-other-form"]
    assert reading.sheets == ()


def test_a_sheet_of_another_kind_is_told_with_its_cells(asked: Asked) -> None:
    other = GridSheet("メモ", {(2, 2): GridCell(2, 2, "部長に確認済み")})
    reading = asked.read(asked.sheet("D02"), other)
    (finding,) = reading.findings
    assert (finding.code, str(finding.where)) == ("sheet-not-status", "調査票/返信.xlsx「メモ」B2")
    assert "部長に確認済み" in finding.message
    assert len(reading.sheets) == 1


def test_what_was_written_into_the_guide_is_told(asked: Asked) -> None:
    guide = EditedSheet(asked.book("D02").sheets[1])
    cell = guide.type((3, 5), "ここに書いてよいですか。")
    reading = asked.read(asked.sheet("D02"), guide)
    assert findings(reading) == [("sheet-not-status", cell)]


def test_a_deadline_that_was_moved_after_sending_makes_no_sheet_another_one(asked: Asked, small_meeting: Small) -> None:
    (basics,) = small_meeting["会議"]
    later = {**basics, "調査票の締切": "令和4年6月10日", "メール": "hokanoatesaki@mihon.example.jp"}
    moved = Asked({**asked_rows(small_meeting), "会議": [later]})
    assert moved.read(*asked.book("D02").sheets).findings == ()


def test_rows_of_measures_that_are_no_longer_asked_are_quoted(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.cells[FIRST, 1] = GridCell(FIRST, 1, str(RowId("2022-1", "D02", "J999")))
    sheet.cells[FIRST + 1, 1] = GridCell(FIRST + 1, 1, str(RowId("2022-1", "D02", "J004")))
    sheet.type((FIRST, sheet.column(PLAN)), "甲")
    reading = asked.read(sheet)
    assert findings(reading) == [("row-unknown", f"A{FIRST}"), ("row-not-asked", f"A{FIRST + 1}")]
    assert "甲" in reading.findings[0].message
    assert only(reading).measure_ids == ("J003",)


def test_a_sheet_without_any_row_still_is_an_answer_of_its_department(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    for _ in D02:
        sheet.delete_row(FIRST)
    reading = asked.read(sheet)
    assert (only(reading).department_id, only(reading).measure_ids) == ("D02", ())
    assert findings(reading) == [("sheet-without-rows", None)]


def test_a_book_without_a_table_or_without_any_answer_is_told(asked: Asked) -> None:
    for book in (asked.book("D02").sheets[1:], asked.shared(), (GridSheet("Sheet1", {}),)):
        reading = asked.read(*book)
        assert (findings(reading), reading.sheets) == ([("book-without-answers", None)], ())


def test_a_long_list_that_is_no_status_sheet_does_not_drown_all_other_findings(asked: Asked) -> None:
    headers = {(1, column): GridCell(1, column, text) for column, text in enumerate(("事業名", "評価", "備考"), 1)}
    rows = {(row, column): GridCell(row, column, f"{row}番") for row in range(2, 602) for column in (1, 3)}
    strays = {(row, 3): GridCell(row, 3, f"{row}番") for row in range(700, 900)}
    reading = asked.read(GridSheet("一覧", {**headers, **rows, **strays}))
    assert len(reading.findings) <= 104
    assert "A52からC601まで" in reading.findings[50].message
    assert reading.cells.adds_up


# What stands where no answer is asked for


def test_what_is_typed_beside_and_below_the_table_is_told(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    below = sheet.type((FIRST + 4, 5), "以上")
    beside = sheet.type((FIRST, sheet.last_column + 2), "要相談")
    reading = asked.read(sheet)
    assert sorted(findings(reading)) == sorted([("cell-stray", beside), ("cell-stray", below)])
    assert reading.cells.reported == 2


def test_an_added_column_is_told_with_its_header_and_all_its_cells(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    column = sheet.last_column + 1
    header = sheet.type((HEADERS, column), "予算")
    sheet.type((FIRST, column), "120千円")
    sheet.type((FIRST + 2, column), "なし")
    (finding,) = asked.read(sheet).findings
    assert (finding.code, finding.where and finding.where.cell) == ("cell-stray", header)
    assert all(text in finding.message for text in ("予算", "120千円", "なし"))


def test_a_locked_text_that_came_back_different_is_quoted(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    cells = [sheet.answer("J001", key, "書き換えた文") for key in ("measure/name", "measure/summary", "earlier/前年度取組状況")]
    reading = asked.read(sheet)
    assert findings(reading) == [("locked-changed", cell) for cell in cells]
    assert all("書き換えた文" in finding.message for finding in reading.findings)
    assert only(reading).measure_ids == D02, "the id counts, not the name"


def test_line_ends_and_widths_of_other_programs_do_not_make_another_text(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    place = sheet.place("J001", "measure/summary")
    sheet.cells[place] = GridCell(*place, "だれでも立ち寄れる場を開く。  公民館も使う。 ")
    assert findings(asked.read(sheet)) == []


def test_an_answer_in_a_grey_cell_is_told_and_not_taken(asked: Asked) -> None:
    sheet = asked.sheet("D01")
    cell = sheet.answer("J005", PLAN, "続ける。")
    reading = asked.read(sheet)
    assert findings(reading) == [("not-asked-cell", cell)]
    assert answers(reading) == {}


def test_a_column_of_another_meeting_is_told_with_its_answers(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    column = sheet.last_column + 1
    sheet.cells[KEYS, column] = GridCell(KEYS, column, "value/外部評価")
    sheet.cells[HEADERS, column] = GridCell(HEADERS, column, "外部評価")
    sheet.type((FIRST, column), "Ａ")
    reading = asked.read(sheet)
    assert {code for code, _ in findings(reading)} == {"column-not-asked"}
    assert "「Ａ」" in reading.findings[0].message
    assert reading.cells.adds_up


def test_notes_are_told_with_their_text(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.notes[FIRST, 8] = "ここは\n部長確認中です。"
    (finding,) = asked.read(sheet).findings
    assert (finding.code, finding.where and finding.where.cell) == ("note-added", f"H{FIRST}")
    assert "部長確認中" in finding.message


def test_a_note_of_ours_that_is_still_there_is_only_noted(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.notes[FIRST, 8] = "確認1\n空欄です。\n書いてください。"
    reading = asked.read(sheet)
    assert findings(reading) == [("note-kept", f"H{FIRST}")]
    assert severities(reading) == {Severity.NOTE}


def test_hidden_rows_and_sheets_are_read_and_told(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J002", PLAN, "続ける。")
    sheet.hidden_rows = {FIRST, FIRST + 1}
    sheet.hidden = True
    reading = asked.read(sheet)
    assert answers(reading) == {("J002", PLAN): "続ける。"}
    assert findings(reading) == [("row-hidden", f"A{FIRST + 1}"), ("sheet-hidden", None)]


# Cells that are no plain text


def test_merged_answers_count_for_the_first_row_and_the_others_are_asked_about(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "三つとも続ける。")
    column = sheet.column(PLAN)
    sheet.merge(FIRST, column, FIRST + 2, column)
    reading = asked.read(sheet)
    assert answers(reading) == {("J001", PLAN): "三つとも続ける。"}
    assert points(reading) == [
        ("answers-merged", measure_id, PLAN, address((row, column))) for measure_id, row in (("J002", 10), ("J003", 11))
    ]


@pytest.mark.parametrize("usual", ["FFF8DC", "theme:4"])
def test_a_colour_without_a_text_is_asked_about(asked: Asked, usual: str) -> None:
    sheet = asked.sheet("D02")
    for measure_id in D02:
        for key in (REPORTING, ACTING, PLAN, "unchanged", "remark"):
            sheet.fills[sheet.place(measure_id, key)] = usual
    coloured = sheet.place("J002", ACTING)
    sheet.fills[coloured] = "FF0000"
    sheet.answer("J001", ACTING, "実施できなかった")
    sheet.fills[sheet.place("J001", ACTING)] = "FF0000"
    assert points(asked.read(sheet)) == [("answer-coloured", "J002", ACTING, address(coloured))]


def test_cells_that_were_marked_when_the_sheet_went_back_are_no_answers_by_colour(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    for key, fill in ((REPORTING, "FFF8DC"), (ACTING, "FFF8DC"), (PLAN, "FFD9B3")):
        sheet.fills[sheet.place("J001", key)] = fill
    assert points(asked.read(sheet)) == []


def test_answers_in_coloured_text_are_used_and_told_once_a_sheet(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    first, second = sheet.answer("J001", PLAN, "広げる。"), sheet.answer("J002", PLAN, "続ける。")
    sheet.answer("J003", PLAN, "やめる。", struck=True, kept="")
    sheet.inked = {sheet.place(measure_id, PLAN) for measure_id in D02} | {(1, 2), sheet.place("J001", "remark")}
    reading = asked.read(sheet)
    assert answers(reading)["J001", PLAN] == "広げる。"
    assert findings(reading) == [("text-coloured", first)]
    assert f"（{first}、{second}）" in reading.findings[0].message
    assert severities(reading) == {Severity.WARNING}


def test_formulas_without_a_result_and_with_an_error_are_asked_about(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    blank = sheet.answer("J001", PLAN, "", formula=True)
    wrong = sheet.answer("J002", PLAN, "#REF!", formula=True)
    sheet.answer("J003", PLAN, "12回", formula=True)
    reading = asked.read(sheet)
    assert points(reading) == [
        ("formula-without-value", "J001", PLAN, blank),
        ("formula-error", "J002", PLAN, wrong),
    ]
    assert answers(reading) == {("J003", PLAN): "12回"}
    assert reading.cells.reported == 2


def test_struck_text_is_kept_beside_the_whole(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.answer("J001", PLAN, "中止する。続ける。", struck=True, kept="続ける。")
    (answer,) = only(asked.read(sheet)).answers
    assert (answer.text.value, answer.kept) == ("中止する。続ける。", "続ける。")


def test_dittos_and_numbers_stay_as_typed(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    for measure_id, value in zip(D02, ("１,２３４人", 1234, "〃"), strict=True):
        sheet.answer(measure_id, REPORTING, value)
    reading = asked.read(sheet)
    assert list(answers(reading).values()) == ["１,２３４人", "1234", "〃"]


def test_a_date_in_an_answer_is_taken_and_asked_about(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    cell = sheet.answer("J001", REPORTING, date(2022, 4, 1))
    reading = asked.read(sheet)
    assert answers(reading) == {("J001", REPORTING): "2022-04-01"}
    assert points(reading) == [("text-became-date", "J001", REPORTING, cell)]


# Who answers


@pytest.mark.parametrize(
    ("typed", "text", "codes"),
    [
        (date(2022, 6, 1), "令和４年６月１日", []),
        ("令和４年６月１日", "令和４年６月１日", []),
        ("R4.6.1", "R4.6.1", []),
        ("2022/6/1", "2022/6/1", []),
        ("6/31", "6/31", ["date-invalid"]),
        ("六月のはじめ", "六月のはじめ", ["date-invalid"]),
        (date(1850, 1, 1), "1850-01-01", ["date-invalid"]),
    ],
)
def test_the_day_of_the_answers_stays_as_typed(asked: Asked, typed: str | date, text: str, codes: list[str]) -> None:
    sheet = asked.sheet("D02")
    cell = sheet.say_who("as_of", typed)
    reading = asked.read(sheet)
    assert only(reading).answerer == {"answerer/as_of": Text(text)}
    assert points(reading) == [(code, "", "answerer/as_of", cell) for code in codes]


def test_another_department_in_the_answerers_row_is_told(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    cell = sheet.say_who("department", "こども家庭課")
    reading = asked.read(sheet)
    assert findings(reading) == [("locked-changed", cell)]
    assert only(reading).department_id == "D02"


def test_the_answerer_is_read_by_headers_where_the_keys_are_gone(asked: Asked) -> None:
    sheet = asked.sheet("D02")
    sheet.say_who("name", "見本　例子")
    sheet.delete_row(STAMP)
    sheet.insert_column(3)
    assert only(asked.read(sheet)).answerer == {"answerer/name": Text("見本　例子")}
    sheet.clear((ANSWERER_ROW - 1, 1))
    assert only(asked.read(sheet)).answerer == {"answerer/name": Text("見本　例子")}
    assert sheet.text(ANSWERER_HEADERS - 1, 2) == "回答者"


# Departments that became others


def test_a_sheet_of_a_former_department_counts_as_the_new_ones(small_meeting: Small) -> None:
    sent = Asked(asked_rows(small_meeting)).sheet("D02")
    sent.answer("J001", PLAN, "続ける。")
    nameless = Asked(asked_rows(small_meeting)).sheet("D02")
    nameless.lose_hidden()
    departments = [
        {"課ID": "D01", "課名": "こころの健康課"},
        {"課ID": "D03", "課名": "こども家庭課"},
        {"課ID": "D09", "課名": "福祉共生課"},
    ]
    measures = [
        {**row, "担当課": str(row["担当課"]).replace("地域福祉課", "福祉共生課")} for row in asked_rows(small_meeting)["施策一覧"]
    ]

    def reorganized(meeting: Meeting) -> Meeting:
        return replace(
            meeting, reorganizations=(Reorganization(former=Text("地域福祉課"), former_id="D02", department_id="D09"),)
        )

    asked = Asked({**asked_rows(small_meeting), "担当課": departments, "施策一覧": measures}, reorganized)
    reading = asked.read(sent)
    assert only(reading).department_id == "D09"
    assert answers(reading) == {("J001", PLAN): "続ける。"}
    assert findings(reading) == []
    assert (only(asked.read(nameless)).department_id, only(asked.read(nameless)).measure_ids) == ("D09", D02)


def test_a_department_that_nobody_knows_any_more_is_left_to_the_secretariat(small_meeting: Small) -> None:
    sent = Asked(asked_rows(small_meeting)).sheet("D02")
    sent.answer("J001", PLAN, "続ける。")
    departments = [{"課ID": "D01", "課名": "こころの健康課"}, {"課ID": "D03", "課名": "こども家庭課"}]
    asked = Asked({**asked_rows(small_meeting), "担当課": departments})
    reading = asked.read(sent)
    assert only(reading).department_id == ""
    assert answers(reading) == {("J001", PLAN): "続ける。"}
