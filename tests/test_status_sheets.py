"""The 調査票 as Excel opens it: what may be typed where, what is shown, and by what it is recognised when it comes back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from earlier_answers import with_earlier_answers
from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.status_book import AskedDepartment, asked_departments, department_book, shared_book
from kaigi_docs.declarations.status_sheet import ANSWERER_FIELDS, asked_fields, status_columns
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.status_sheet import RowId, Stamp
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import read_settings
from kaigi_docs.render.xlsx.book import render_book
from other_cities import VOTING_COUNCIL
from shapes import CHILDREN, COMMUNITY, GENDER, HEALTH, PLAIN, REFORM, WARD

Rows = Mapping[str, Sequence[Mapping[str, Any]] | None]
STAMP, ANSWERER_HEADERS, ANSWERER, KEYS, NOTES, HEADERS, FIRST = 3, 4, 5, 6, 7, 8, 9


class Inquiry:
    """A meeting, its measures, and the books of its departments."""

    def __init__(self, rows: Rows) -> None:
        books = build_books({title: content for title, content in rows.items() if content is not None})
        meeting, _ = read_settings(as_found(books["会議設定.xlsx"], "会議設定.xlsx"), "mihon")
        assert meeting is not None
        self.meeting: Meeting = meeting
        self.measures: tuple[Measure, ...] = read_measures(as_found(books["施策一覧.xlsx"], "施策一覧.xlsx"), meeting)[0]
        self.asked: tuple[AskedDepartment, ...] = asked_departments(meeting, self.measures)

    @cached_property
    def contents(self) -> dict[str, bytes]:
        return {each.department.id: render_book(department_book(each, self.meeting, self.measures)) for each in self.asked}

    def book(self, department_id: str) -> Workbook:
        return load_workbook(io.BytesIO(self.contents[department_id]))

    def sheet(self, department_id: str) -> Worksheet:
        return self.book(department_id)["調査票"]


def with_inquiry(rows: Rows, **items: str) -> dict[str, Any]:
    (basics,) = rows["会議"] or ()
    return {**rows, "会議": [{**basics, "調査票の締切": "令和4年5月31日", "メール": "kokoro@mihon.example.jp", **items}]}


@pytest.fixture(scope="module")
def small(small_meeting: Rows) -> Inquiry:
    """The small meeting, asked again a year later."""
    rows = with_earlier_answers({title: rows or () for title, rows in small_meeting.items()})
    return Inquiry(with_inquiry(rows))


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of measures by key of their columns."""
    keys = [cell.value for cell in sheet[KEYS]]
    return [{key: cell.value for key, cell in zip(keys, row, strict=True) if key} for row in sheet.iter_rows(min_row=FIRST)]


def open_cells(sheet: Worksheet) -> list[str]:
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]


def drop_downs(sheet: Worksheet) -> dict[str, str]:
    return {str(each.sqref): str(each.formula1) for each in sheet.data_validations.dataValidation}


def column_of(sheet: Worksheet, key: str) -> str:
    return next(cell.column_letter for cell in sheet[KEYS] if isinstance(cell, Cell) and cell.value == key)


def test_the_sheet_reads_as_recorded(small: Inquiry) -> None:
    rows = [[cell.value for cell in row] for row in small.sheet("D02").iter_rows()]
    assert rows == [
        [None, "調査票　地域福祉課　「みほん市いのち支える計画」の取組状況", *[None] * 10],
        [
            None,
            "黄色の欄に記入して、令和４年５月31日（火）までに kokoro@mihon.example.jp へ返してください。"
            "書き方は「記入のしかた」シートにあります。",
            *[None] * 10,
        ],
        ["kaigi-status-sheet/1 2022-1 D02", "みほん市いのち支える協議会", *(each.key for each in ANSWERER_FIELDS), *[None] * 3],
        [None, "回答者", "課", "係", "職名", "氏名", "内線", "メール", "基準日", None, None, None],
        ["2022-1.D02.answerer.2DYH", None, "地域福祉課", *[None] * 9],
        [
            *("id", "measure/id", "measure/name", "measure/summary"),
            *("earlier/前年度取組状況", "earlier/評価", "earlier/今年度予定"),
            *("value/前年度取組状況", "value/評価", "value/今年度予定", "unchanged", "remark"),
        ],
        [
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            None,
            "一覧から選ぶ",
            None,
            "前回の文のままのとき選ぶ",
            "廃止、統合、担当替えなど",
        ],
        [
            *("行ID", "事業ID", "事業名", "事業概要", "前回：取組状況", "前回：評価", "前回：予定"),
            *("令和３年度取組状況", "評価", "令和４年度予定", "変更なし", "備考"),
        ],
        [
            *("2022-1.D02.J001.YSG2", "J001", "居場所づくり", "だれでも立ち寄れる場を、公民館で開く。"),
            *("月２回、計24回開いた。", "おおむね実施できた", "継続する。", None, None, None, None, None),
        ],
    ]


def test_typing_is_allowed_only_where_something_is_asked(small: Inquiry) -> None:
    sheet = small.sheet("D02")
    assert open_cells(sheet) == ["D5", "E5", "F5", "G5", "H5", "I5", "H9", "I9", "J9", "K9", "L9"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    xml = zipfile.ZipFile(io.BytesIO(small.contents["D02"])).read("xl/worksheets/sheet1.xml").decode()
    (flags,) = re.findall(r"<sheetProtection ([^>]*)/>", xml)
    allowed = {name for name, value in re.findall(r'(\w+)="(\w+)"', flags) if value in ("0", "false")}
    assert allowed >= {"formatRows", "formatColumns", "autoFilter", "selectLockedCells", "selectUnlockedCells"}
    assert not allowed & {"insertRows", "deleteRows", "insertColumns", "deleteColumns", "formatCells", "sort"}


def test_the_instructions_take_no_typing(small: Inquiry) -> None:
    sheet = small.book("D02")["記入のしかた"]
    assert sheet.protection.sheet
    assert open_cells(sheet) == []


def test_ids_and_keys_are_hidden_and_headers_stay_on_screen_and_have_filters(small: Inquiry) -> None:
    sheet = small.sheet("D02")
    assert sheet.column_dimensions["A"].hidden
    assert {number for number in range(1, sheet.max_row + 1) if sheet.row_dimensions[number].hidden} == {STAMP, KEYS}
    assert sheet.freeze_panes == f"D{FIRST}"
    assert sheet.auto_filter.ref == f"A{HEADERS}:L{FIRST}"


def test_ids_name_meeting_department_and_measure(small: Inquiry) -> None:
    sheet = small.sheet("D03")
    assert Stamp.parse(str(sheet.cell(STAMP, 1).value)) == Stamp("2022-1", "D03")
    assert RowId.parse(str(sheet.cell(ANSWERER, 1).value)) == RowId("2022-1", "D03", "answerer")
    assert [RowId.parse(str(row["id"])) for row in table(sheet)] == [RowId("2022-1", "D03", "J003")]


def test_ratings_are_chosen_from_the_scale_of_the_meeting(small: Inquiry) -> None:
    scale = '"当初の予定どおり実施できた,おおむね実施できた,実施は不十分だった,実施できなかった"'
    assert drop_downs(small.sheet("D02")) == {"I9": scale, "K9": '"変更なし"'}
    assert all(each.showErrorMessage for each in small.sheet("D02").data_validations.dataValidation)


def test_no_cells_are_merged_and_no_macro_and_no_person_is_in_the_book(small: Inquiry) -> None:
    for department_id, content in small.contents.items():
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert not any(sheet.merged_cells.ranges for sheet in small.book(department_id))
        assert not any("vba" in name.lower() or "externalLink" in name for name in archive.namelist())
        properties = small.book(department_id).properties
        assert (properties.creator, properties.lastModifiedBy) == ("kaigi_docs", "kaigi_docs")


def test_the_same_meeting_gives_the_same_bytes(small: Inquiry, small_meeting: Rows) -> None:
    rows = with_earlier_answers({title: rows or () for title, rows in small_meeting.items()})
    assert Inquiry(with_inquiry(rows)).contents == small.contents


def test_it_prints_landscape_on_a4_with_its_headers_on_every_page(small: Inquiry) -> None:
    sheet = small.sheet("D02")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${HEADERS}:${HEADERS}"


def test_texts_that_look_like_formulas_stay_text(small_meeting: Rows, changed: Any) -> None:
    rows = changed("施策一覧", 0, 事業名="=1+1", 事業概要="@SUM(A1)", 前年度取組状況="+81 に電話した", 今年度予定="-5人")
    inquiry = Inquiry(with_inquiry(with_earlier_answers({**small_meeting, "施策一覧": rows})))
    (row,) = table(inquiry.sheet("D02"))
    shown = (row["measure/name"], row["measure/summary"], row["earlier/前年度取組状況"], row["earlier/今年度予定"])
    assert shown == ("=1+1", "@SUM(A1)", "+81 に電話した", "-5人")
    cells = {cell.value: cell for cell in inquiry.sheet("D02")[FIRST]}
    assert {(cells[text].data_type, cells[text].quotePrefix) for text in shown} == {("s", True)}


def test_what_the_measure_book_has_already_stands_in_the_open_cells(small_meeting: Rows, changed: Any) -> None:
    rows = changed("施策一覧", 0, 今年度予定=None, 評価="実施は不十分だった△")
    inquiry = Inquiry(with_inquiry({**small_meeting, "施策一覧": rows}))
    (row,) = table(inquiry.sheet("D02"))
    assert row["value/前年度取組状況"] == "月２回、計24回開いた。"
    assert row["value/評価"] == "実施は不十分だった", "as its drop-down has it"
    assert row["value/今年度予定"] is None
    assert not any(key.startswith("earlier/") for key in row)


def test_a_measure_under_several_policies_is_asked_once_and_one_of_several_departments_of_each(
    small_meeting: Rows, changed: Any
) -> None:
    rows = changed("施策一覧", 0, 担当課="地域福祉課、こども家庭課")
    inquiry = Inquiry(with_inquiry({**small_meeting, "施策一覧": rows}))
    asked = {
        each.department.id: [row["measure/id"] for row in table(inquiry.sheet(each.department.id))] for each in inquiry.asked
    }
    assert inquiry.measures[0].also_listed_under == ("P02",)
    assert asked == {"D01": ["J002"], "D02": ["J001"], "D03": ["J001", "J003"]}


def test_a_department_without_measures_is_not_asked(small_meeting: Rows) -> None:
    departments = [*(small_meeting["担当課"] or ()), {"課ID": "D04", "課名": "総務課"}]
    inquiry = Inquiry(with_inquiry({**small_meeting, "担当課": departments}))
    assert [each.department.id for each in inquiry.asked] == ["D01", "D02", "D03"]


def test_a_column_that_is_not_asked_for_is_not_on_the_sheet_and_a_length_is_told(small_meeting: Rows) -> None:
    columns = [
        {"列名": "事業名", "種類": "事業名"},
        {"列名": "前年度取組状況", "種類": "文章", "字数の目安": 200},
        {"列名": "評価", "種類": "評価", "照会": "いいえ"},
        {"列名": "今年度予定", "種類": "文章"},
    ]
    inquiry = Inquiry(with_inquiry({**small_meeting, "列": columns}))
    sheet = inquiry.sheet("D02")
    assert [field.column.key for field in asked_fields(inquiry.meeting)] == ["前年度取組状況", "今年度予定"]
    assert sheet[f"{column_of(sheet, 'value/前年度取組状況')}{NOTES}"].value == "200字まで"
    assert "value/評価" not in [cell.value for cell in sheet[KEYS]]


def test_of_a_column_with_years_the_newest_is_asked_and_the_others_are_shown(small_meeting: Rows) -> None:
    columns = [{"列名": "事業名", "種類": "事業名"}, {"列名": "実績", "種類": "数値", "年度": "R2、R3"}]
    measures = [{"事業名": "研修", "担当課": "地域福祉課", "実績 R2": "120人"}]
    sheet = Inquiry(with_inquiry({**small_meeting, "列": columns, "施策体系": None, "施策一覧": measures})).sheet("D02")
    (row,) = table(sheet)
    assert {key: value for key, value in row.items() if "実績" in key} == {"earlier/実績/2020": "120人", "value/実績/2021": None}
    assert sheet[f"{column_of(sheet, 'earlier/実績/2020')}{FIRST}"].protection.locked
    assert not sheet[f"{column_of(sheet, 'value/実績/2021')}{FIRST}"].protection.locked


def test_a_column_that_no_table_prints_for_a_measure_is_not_asked_of_it(small_meeting: Rows) -> None:
    materials = [
        {"資料ID": "S01", "種類": "お読みください", "題名": "お読みください"},
        {"資料ID": "S02", "種類": "事業の表", "資料番号": "1", "題名": "所管課", "対象の事業": "所管課"},
        {"資料ID": "S04", "種類": "事業の表", "資料番号": "2", "題名": "各課", "対象の事業": "所管課以外"},
        {"資料ID": "S03", "種類": "回答書", "題名": "回答書"},
    ]
    columns = [
        {"列名": "事業名", "種類": "事業名"},
        {"列名": "前年度取組状況", "種類": "文章"},
        {"列名": "今年度予定", "種類": "文章", "資料ID": "S04"},
    ]
    inquiry = Inquiry(with_inquiry({**small_meeting, "資料": materials, "列": columns, "議題": None, "設問": None, "文面": None}))
    own, other = inquiry.sheet("D01"), inquiry.sheet("D02")
    plan = column_of(own, "value/今年度予定")
    assert own[f"{plan}{FIRST}"].protection.locked
    assert own[f"{plan}{FIRST}"].value is None
    assert not other[f"{plan}{FIRST}"].protection.locked


def test_long_texts_get_wide_columns_and_larger_paper_instead_of_being_cut(small_meeting: Rows, changed: Any) -> None:
    long = "講座を開き、参加者から感想を聞いた。" * 45
    rows = changed("施策一覧", 0, 前年度取組状況=long, 事業概要=long)
    inquiry = Inquiry(with_inquiry(with_earlier_answers({**small_meeting, "施策一覧": rows})))
    by_department = {
        each.department.id: department_book(each, inquiry.meeting, inquiry.measures).sheets[0] for each in inquiry.asked
    }
    assert (by_department["D02"].paper, by_department["D03"].paper) == (Paper.A3, Paper.A4)
    sheet = inquiry.sheet("D02")
    heights = [sheet.row_dimensions[number].height for number in range(FIRST, sheet.max_row + 1)]
    assert all(height < 409 for height in heights), "what needs more is hidden by Excel"
    assert all(height >= 56 for height in heights)


def test_the_instructions_explain_the_scale_of_the_meeting_and_name_the_office(small: Inquiry) -> None:
    texts = [[cell.value for cell in row if cell.value] for row in small.book("D02")["記入のしかた"].iter_rows()]
    assert ["実施は不十分だった（△）", "文章の欄に理由を書いてください"] in texts
    assert ["おおむね実施できた"] in texts
    assert any("「変更なし」を選び" in row[0] for row in texts if row)
    assert any("パスワードはありません" in row[0] for row in texts if row)
    assert texts[-1] == ["・問合せ先：みほん市こころの健康課"]


def test_one_book_for_all_has_a_sheet_a_department_named_by_id_and_name(small_meeting: Rows) -> None:
    departments = [
        {"課ID": "D01", "課名": "こころの健康課", "所管課": "はい"},
        {"課ID": "D02", "課名": "地域福祉課"},
        {"課ID": "D03", "課名": "こども家庭課", "部局": "とても長い名前"},
    ]
    inquiry = Inquiry(with_inquiry({**small_meeting, "担当課": departments}))
    workbook = load_workbook(io.BytesIO(render_book(shared_book(inquiry.asked, inquiry.meeting, inquiry.measures))))
    assert workbook.sheetnames == ["記入のしかた", "D01 こころの健康課", "D02 地域福祉課", "D03 こども家庭課"]
    assert [workbook[name].cell(STAMP, 1).value for name in workbook.sheetnames[1:]] == [
        f"kaigi-status-sheet/1 2022-1 D0{number}" for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("shape", "asked", "choices"),
    [
        (CHILDREN, ["重点", "今年の取組", "評価", "今後の課題", "改善策"], {"計画以上,計画どおり,一部達成,達成できなかった"}),
        (WARD, ["計画数値", "実績", "評価", "委員の個別意見"], {"順調,おおむね順調,順調ではない"}),
        (HEALTH, ["初期値", "目標", "現状", "指標評価", "基本目標評価"], {"a,b,c", "A,B,C,D"}),
        (COMMUNITY, ["達成度"], {"5,4,3,2,1"}),
        (GENDER, ["活動目標", "活動実績", "成果目標", "成果実績", "自己評価", "外部評価"], {"達成,ほぼ達成,未達成", "S,A,B"}),
        (
            REFORM,
            ["件数", "割合", "前年からの増減", "実施状況", "達成度"],
            {"未着手,取組中,完了", "未達成,一部達成,達成"},
        ),
    ],
)
def test_other_cities_ask_for_their_own_columns_and_scales(
    small_meeting: Rows, shape: Rows, asked: list[str], choices: set[str]
) -> None:
    inquiry = Inquiry(with_inquiry({**small_meeting, **PLAIN, **shape}))
    first = inquiry.asked[0].department.id
    sheet = inquiry.sheet(first)
    keys = [str(cell.value) for cell in sheet[KEYS]]
    assert [key.removeprefix("value/") for key in keys if key.startswith("value/")] == asked
    assert {formula.strip('"') for formula in drop_downs(sheet).values()} == {*choices, "変更なし"}
    headers = [cell.value for cell in sheet[ANSWERER_HEADERS]]
    assert headers[1:9] == ["回答者", "課", "係", "職名", "氏名", "内線", "メール", "基準日"], "also where the table is narrower"


def test_the_voting_council_of_another_city_is_asked_in_its_own_digits() -> None:
    inquiry = Inquiry(with_inquiry(VOTING_COUNCIL))
    sheet = inquiry.sheet("D01")
    assert "令和4年5月31日（火）までに" in str(sheet["B2"].value)
    assert [row["value/自己評価"] for row in table(sheet)] == ["ほぼ達成", "未達成"]
    assert str(sheet.cell(STAMP, 1).value) == "kaigi-status-sheet/1 2022-2 D01"


def test_the_declaration_names_every_column_once(small: Inquiry) -> None:
    columns = status_columns(small.meeting, small.measures)
    assert len({column.key for column in columns}) == len(columns)
    assert [column.key for column in columns if column.open] == [
        "value/前年度取組状況",
        "value/評価",
        "value/今年度予定",
        "unchanged",
        "remark",
    ]
    assert columns[6].aliases == ("前年度取組状況",), "by which a sheet that lost its keys is matched"
