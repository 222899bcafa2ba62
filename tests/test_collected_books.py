"""The books for the secretariat: what all departments said, how far each is, and what changed since last time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from collected_answers import Rows, collected_from, read_meeting
from earlier_answers import asked_sample, with_earlier_answers
from kaigi_docs.collect_stages import department_table
from kaigi_docs.declarations.collected_book import collected_book
from kaigi_docs.declarations.differences_book import differences_book
from kaigi_docs.declarations.submission_book import submission_book
from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.collection import Collected, Origin, OriginKind, Point, Submission
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found
from kaigi_docs.read.books import read_book
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.sheets import Book, Mark, Sheet


@pytest.fixture(scope="module")
def asked_again(small_meeting: Rows) -> tuple[Meeting, tuple[Measure, ...]]:
    """The small meeting a year later, nothing answered yet."""
    return read_meeting(with_earlier_answers(small_meeting))


def answered(measure: Measure, **texts: str) -> Measure:
    values = {(name, None): Text(text) for name, text in texts.items()}
    return replace(measure, values={**measure.values, **values})


def table(sheet: Sheet) -> list[list[Any]]:
    """The values from the header on."""
    return [[cell.value for cell in row] for row in sheet.rows[sheet.header_row - 1 :]]


def without_places(measures: Sequence[Measure]) -> list[Measure]:
    return [replace(measure, where=None) for measure in measures]


def test_the_merged_book_of_the_sample_reads_as_what_was_collected() -> None:
    meeting, measures = read_meeting(asked_sample())
    collected = collected_from(meeting, measures)
    found, findings = read_measures(as_found(collected_book(collected, meeting), "施策一覧.xlsx"), meeting)
    assert without_places(found) == without_places(collected.measures)
    assert sum(len(measure.rating_ids) for measure in found) > 50
    assert not findings.has_errors


def test_the_merged_book_reads_the_same_from_its_file(asked_again: Any, tmp_path: Path) -> None:
    meeting, measures = asked_again
    merged = (answered(measures[0], 前年度取組状況="=月３回\n計36回", 今年度予定="－"), *measures[1:])
    path = tmp_path / "施策一覧.xlsx"
    path.write_bytes(render_book(collected_book(Collected(measures=merged, origins={}, submissions=()), meeting)))
    with Sandbox() as sandbox:
        book, _ = read_book(sandbox, path, path.name)
    found, findings = read_measures(book, meeting)
    assert without_places(found) == without_places(merged)
    assert "sheet-unknown" in findings.codes(), "出どころ is not read"
    assert not findings.has_errors


def test_each_value_says_where_it_comes_from(asked_again: Any) -> None:
    meeting, measures = asked_again
    merged = (answered(measures[0], 前年度取組状況="月３回", 評価="おおむね実施できた"), *measures[1:])
    cell = Location("調査票/地域福祉課.xlsx", "調査票", "H9")
    sheet = OriginKind.SHEET
    origins = {
        ("J001", ("前年度取組状況", None)): Origin(kind=sheet, where=cell, department_id="D02"),
        ("J001", ("評価", None)): Origin(
            kind=OriginKind.CORRECTION, where=Location("判断/修正.xlsx", "修正", "A4"), replaced="ほぼ実施"
        ),
    }
    book = collected_book(Collected(measures=merged, origins=origins, submissions=()), meeting)
    assert table(book.sheets[1]) == [
        ["事業ID", "事業名", "列", "値", "出どころ", "課", "ファイル・シート・セル", "置き換える前の値"],
        ["J001", "居場所づくり", "前年度取組状況", "月３回", "調査票", "地域福祉課", "調査票/地域福祉課.xlsx「調査票」H9", None],
        ["J001", "居場所づくり", "評価", "おおむね実施できた", "修正", None, "判断/修正.xlsx「修正」A4", "ほぼ実施"],
    ]


@pytest.fixture(scope="module")
def submissions(asked_again: Any) -> tuple[Collected, Meeting]:
    """One 課 is done, one is asked about an answer, one sent nothing."""
    meeting, measures = asked_again
    point = Point(
        code="ditto",
        severity=Severity.ERROR,
        department_id="D02",
        measure_id="J001",
        key="value/今年度予定",
        where=Location("調査票/返信.eml＞地域福祉課.xlsx", "調査票", "J9"),
        found="「同上」とあり、何を指すのかわかりません。",
        request="省略せずに文を書いてください。",
    )
    whole = replace(point, measure_id="", key="", severity=Severity.WARNING, found="回答者が空です。", proposal="見本")
    done = Submission(
        department_id="D01",
        measure_ids=("J002",),
        asked=3,
        received=date(2022, 5, 20),
        files=("調査票/甲.xlsx", "調査票/乙.xlsx"),
        answerer=(("answerer/section", Text("相談係")), ("answerer/name", Text("見本 灯")), ("answerer/extension", Text("0246"))),
    )
    doubted = Submission(
        department_id="D02",
        measure_ids=("J001",),
        asked=3,
        unfilled=(("J001", "value/評価"),),
        blank=(("J001", "value/評価"),),
        files=("調査票/返信.eml＞地域福祉課.xlsx",),
        points=(point, whole),
    )
    missing = Submission(
        department_id="D03",
        measure_ids=("J003",),
        asked=3,
        unfilled=(("J003", "value/前年度取組状況"), ("J003", "value/評価"), ("J003", "value/今年度予定")),
        blank=(("J003", "value/評価"), ("J003", "value/今年度予定")),
    )
    return Collected(measures=measures, origins={}, submissions=(done, doubted, missing)), meeting


def test_one_look_tells_how_far_all_are(submissions: Any) -> None:
    book = submission_book(*submissions)
    first, *_ = book.sheets
    assert first.rows[1][0].value == "3課のうち　完了1課、確認中1課、一部未記入0課、未提出1課　　記入済み　5／9（55.6％）"
    assert table(first) == [
        ["課ID", "課名", "状態", "受付日", "尋ねた数", "記入済み", "未記入", "確認事項", "ファイル", "回答者", "内線"],
        [
            *("D01", "こころの健康課", "完了", date(2022, 5, 20), 3, 3, 0, 0),
            *("調査票/甲.xlsx\n調査票/乙.xlsx", "相談係 見本 灯", "0246"),
        ],
        ["D02", "地域福祉課", "確認中", None, 3, 2, 1, 2, "調査票/返信.eml＞地域福祉課.xlsx", None, None],
        ["D03", "こども家庭課", "未提出", None, 3, 0, 3, 0, None, None, None],
        [None, "合計", "3課", None, 9, 5, 4, 2, None, None, None],
    ]


def test_the_page_of_results_counts_as_the_book_does(submissions: Any) -> None:
    first, *_, blanks = submission_book(*submissions).sheets
    page = department_table(*submissions)
    at, on_page = table(first)[0].index("未記入"), page.header.index("未記入")
    assert [row[on_page] for row in page.rows] == [str(row[at]) for row in table(first)[1:-1]] == ["0", "1", "3"]
    assert len(table(blanks)[1:]) == table(first)[-1][at] == 4


def test_whose_only_file_waits_is_counted_apart(submissions: Any) -> None:
    collected, meeting = submissions
    done, doubted, missing = collected.submissions
    unread = replace(missing, held=("調査票/D03.pdf",))
    first, *_ = submission_book(replace(collected, submissions=(done, doubted, unread)), meeting).sheets
    assert "確認中2課（うち1課は確認待ちのファイルだけ）、" in str(first.rows[1][0].value)
    assert (missing.only_held, doubted.only_held, unread.only_held) == (False, False, True)


def test_points_and_blanks_are_listed_with_their_columns(submissions: Any) -> None:
    *_, points, blanks = submission_book(*submissions).sheets
    assert [row[:1] + row[1:4] + row[5:7] for row in table(points)[1:]] == [
        ["地域福祉課", "J001", "居場所づくり", "令和４年度予定", "使っていません", "「同上」とあり、何を指すのかわかりません。"],
        ["地域福祉課", None, None, "調査票全体", "使っています", "回答者が空です。"],
    ]
    assert table(blanks)[1:] == [
        ["地域福祉課", "J001", "居場所づくり", "評価"],
        ["こども家庭課", "J003", "研修会", "令和３年度取組状況"],
        ["こども家庭課", "J003", "研修会", "評価"],
        ["こども家庭課", "J003", "研修会", "令和４年度予定"],
    ]


def test_the_chart_is_drawn_from_the_cells_beside_it(submissions: Any) -> None:
    workbook = load_workbook(io.BytesIO(render_book(submission_book(*submissions))))
    sheet = workbook["グラフ"]
    (chart,) = sheet._charts
    assert chart.grouping == "stacked"
    assert [str(each.val.numRef.f) for each in chart.series] == ["'グラフ'!$B$3:$B$5", "'グラフ'!$C$3:$C$5"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 1)
    assert (workbook.properties.creator, workbook.properties.lastModifiedBy) == ("kaigi_docs", "kaigi_docs")


def test_without_submissions_the_book_says_so(asked_again: Any) -> None:
    meeting, _ = asked_again
    book = submission_book(Collected(measures=(), origins={}, submissions=()), meeting)
    assert [sheet.rows[0][0].value for sheet in book.sheets[2:]] == [
        "確認事項　各課に確かめること　ありません",
        "未記入　まだ書かれていない欄　ありません",
    ]
    render_book(book)


def differences(meeting: Meeting, measures: Sequence[Measure]) -> Book:
    return differences_book(Collected(measures=tuple(measures), origins={}, submissions=()), meeting)


def test_texts_of_both_times_are_set_against_each_other(asked_again: Any) -> None:
    meeting, (first, second, third) = asked_again
    first = answered(first, 前年度取組状況="月２回、計22回開いた。", 今年度予定="継続 する。")
    second = replace(answered(second, 前年度取組状況="電話"), earlier={"評価": Text("○")})
    texts, ratings = differences(meeting, [first, second, third]).sheets
    assert texts.rows[0][0].value == "前年差分（文章）　同じ1、変更1、新しい記載1、今回は空2"
    assert [row[:1] + row[3:] for row in table(texts)] == [
        ["事業ID", "列", "変わり方", "前回", "今回"],
        ["J001", "令和３年度取組状況", "変更", "月２回、計24回開いた。", "月２回、計22回開いた。"],
        ["J001", "令和４年度予定", "同じ", "継続する。", "継続 する。"],
        ["J002", "令和３年度取組状況", "新しい記載", None, "電話"],
        ["J003", "令和３年度取組状況", "今回は空", "会場の60㎡の部屋が使えず、中止した。", None],
        ["J003", "令和４年度予定", "今回は空", "オンラインで開く。", None],
    ]
    runs = [[(run.text, run.mark) for run in cell.runs] for cell in texts.rows[3][5:]]
    assert runs == [
        [("月２回、計", Mark.NONE), ("24", Mark.REMOVED), ("回開いた。", Mark.NONE)],
        [("月２回、計", Mark.NONE), ("22", Mark.ADDED), ("回開いた。", Mark.NONE)],
    ]
    assert [row[0] for row in table(ratings)] == ["事業ID", "J001", "J002", "J003"]


def test_a_rating_is_the_same_by_its_label_or_its_mark(small_meeting: Rows) -> None:
    scale = [{"尺度": "評価", "評価": "実施できた", "記号": "○"}, {"尺度": "評価", "評価": "一部実施", "記号": "△"}]
    rows = {**with_earlier_answers(small_meeting), "評価尺度": scale}
    before = ("○", "△　一部実施", "○")
    rows["施策一覧"] = [{**row, "前回：評価": text} for row, text in zip(rows["施策一覧"], before, strict=True)]
    meeting, measures = read_meeting(rows)
    _, ratings = differences(
        meeting, [answered(each, 評価=text) for each, text in zip(measures, ("実施できた", "△", "△"), strict=True)]
    ).sheets
    assert [row[4:] for row in table(ratings)[1:]] == [
        ["同じ", "○", "実施できた"],
        ["同じ", "△　一部実施", "△"],
        ["変更", "○", "△"],
    ]


def test_numbers_have_a_difference_and_a_rate_where_both_can_be_told(small_meeting: Rows) -> None:
    columns = [
        {"列名": "事業名", "種類": "事業名"},
        {"列名": "参加者", "種類": "数値", "年度": "R2、R3"},
        {"列名": "達成率", "種類": "数値"},
    ]
    values = [
        {"参加者 R2": "1,120人", "参加者 R3": "1,204人", "前回：達成率": "80%", "達成率": "85.5％"},
        {"参加者 R2": "0人", "参加者 R3": "約100人", "前回：達成率": "80", "達成率": "85.5％"},
        {"参加者 R2": "0件", "参加者 R3": "△3件"},
    ]
    known = [{name: row[name] for name in ("事業ID", "事業名", "担当課")} for row in small_meeting["施策一覧"]]
    rows = {**small_meeting, "列": columns, "施策一覧": [{**row, **more} for row, more in zip(known, values, strict=True)]}
    (numbers,) = differences(*read_meeting(rows)).sheets
    assert [row[3:] for row in table(numbers)] == [
        ["列", "変わり方", "前回", "今回", "差", "差の単位", "増減率"],
        ["参加者 R3", "変更", "1,120人", "1,204人", 84.0, "人", 0.075],
        ["達成率", "変更", "80%", "85.5％", 5.5, "ポイント", None],
        ["参加者 R3", "変更", "0人", "約100人", None, None, None],
        ["達成率", "変更", "80", "85.5％", None, None, None],
        ["参加者 R3", "変更", "0件", "△3件", -3.0, "件", None],
    ]
    render_book(Book("試し", (numbers,)))


def test_without_earlier_answers_there_is_nothing_to_compare(small_meeting: Rows) -> None:
    (sheet,) = differences(*read_meeting(small_meeting)).sheets
    assert "比べていません" in str(sheet.rows[1][0].value)
