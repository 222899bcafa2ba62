from __future__ import annotations

import pytest
from meeting_rows import (
    BASE,
    MEASURES,
    books_of,
    change_cell,
    change_sheet,
    read,
    read_both,
    seen,
    settings_of,
    sheet_of,
)

from kaigi_docs.findings import Findings, Location, Severity
from kaigi_docs.model.meeting import Department
from kaigi_docs.model.ratings import find_rating
from kaigi_docs.model.text import Text
from kaigi_docs.read.departments import find_departments, official_names
from kaigi_docs.read.grid import CellValue, GridBook, GridCell
from kaigi_docs.read.measures import holds_measures, read_measures
from kaigi_docs.read.settings import read_settings

DEPARTMENTS = (
    Department(id="D01", name=Text("保健福祉課"), bureau=Text("福祉部"), variants=("保福課", "旧保健課")),
    Department(id="D02", name=Text("福祉課")),
    Department(id="D03", name=Text("消費生活センター")),
    Department(id="D04", name=Text("高齢福祉課")),
)


def test_a_measure_keeps_its_texts_with_their_cells() -> None:
    _, measures, findings = read_both({**BASE, "施策一覧": MEASURES})

    first = measures[0]
    assert seen(findings) == []
    assert (first.id, first.name.value, first.policy_id, first.department_ids) == ("J001", "見守り", "", ("D01",))
    assert first.values[("前年度取組状況", None)].where == Location("施策一覧.xlsx", "施策一覧", "G4")
    assert first.rating_ids == {("評価", None): "E02"}


def test_a_measure_may_be_listed_at_further_policies() -> None:
    policies = [{"名称": "育ち"}, {"名称": "相談"}, {"名称": "窓口"}]
    rows = [{**MEASURES[0], "施策ID": "P01", "再掲先の施策ID": "P02、Ｐ０３"}, {**MEASURES[1], "施策ID": "P02"}]
    _, measures, findings = read_both({**BASE, "施策体系": policies, "施策一覧": rows})

    assert seen(findings) == []
    assert (measures[0].policy_id, measures[0].also_listed_under) == ("P01", ("P02", "P03"))


def test_year_columns_are_read_whatever_way_their_year_is_written() -> None:
    columns = [
        {"列名": "事業名", "種類": "事業名"},
        {"列名": "実績", "種類": "数値", "年度": "R2、R3"},
        {"列名": "達成度", "種類": "評価", "年度": "R3"},
    ]
    rows = [{"事業名": "見守り", "担当課": "こども家庭課、学校教育課", "実績 R2": "1,234人", "実績 R3": 12, "達成度 R3": "△"}]
    meeting, measures, findings = read_both({**BASE, "列": columns, "施策一覧": rows})
    assert {key: text.value for key, text in measures[0].values.items()} == {
        ("実績", 2020): "1,234人",
        ("実績", 2021): "12",
        ("達成度", 2021): "△",
    }
    assert measures[0].rating_ids == {("達成度", 2021): "E03"}
    assert seen(findings) == []

    headers = ("事業ID", "事業名", "担当課", "実績令和２年度", "実績　２０２１", "達成度R3")
    sheet = sheet_of("施策一覧", [headers, ("J001", "見守り", "こども家庭課\n学校教育課", "1,234人", 12.0, "△")])
    book = change_sheet(books_of({**BASE, "列": columns, "施策一覧": rows})["施策一覧.xlsx"], "施策一覧", sheet)
    again, _ = read_measures(book, meeting)
    assert again[0].values == measures[0].values


@pytest.mark.parametrize(
    ("entry", "ids"),
    [
        ("保健福祉課", ("D01",)),
        ("保健福祉課\n法人指導係", ("D01",)),
        ("保健福祉課法人指導係", ("D01",)),
        ("保健福祉課（法人指導係）", ("D01",)),
        ("保健福祉課 法人指導係、高齢福祉課", ("D01", "D04")),
        ("福祉課、保健福祉課", ("D02", "D01")),
        ("旧保健課\n推進チーム\n消費生活センター", ("D01", "D03")),
        ("福祉部保健福祉課", ("D01",)),
        ("保健福祉課\n相談担当\n予防班\n高齢福祉課\n見守りグループ", ("D01", "D04")),
        ("保健福祉課、保福課", ("D01",)),
        ("", ()),
    ],
)
def test_departments_are_found_as_offices_write_them(entry: str, ids: tuple[str, ...]) -> None:
    findings = Findings()

    assert find_departments(Text(entry), DEPARTMENTS, findings) == ids
    assert len(findings) == 0


@pytest.mark.parametrize(
    ("entry", "likely"), [("高令福祉課", "高齢福祉課"), ("保福", "保健福祉課"), ("法人指導係", None), ("水道局", None)]
)
def test_an_unknown_department_is_named_with_the_likeliest_one(entry: str, likely: str | None) -> None:
    findings = Findings()

    assert find_departments(Text(entry), DEPARTMENTS, findings) == ()
    finding = next(iter(findings))
    assert finding.code == "department-unknown"
    assert f"「{entry}」" in finding.message
    assert finding.hint.startswith(f"「{likely}」のことですか。") is (likely is not None)


@pytest.mark.parametrize(
    ("entry", "rating_id"),
    [
        ("実施は不十分だった", "E03"),
        ("△", "E03"),
        ("実施は不十分だった △", "E03"),
        ("△実施は　不十分だった", "E03"),
        ("当初の予定\nどおり実施できた", "E01"),
        ("ほぼ実施", None),
    ],
)
def test_a_rating_is_known_by_its_label_or_its_mark(entry: str, rating_id: str | None) -> None:
    rating = find_rating(entry, read(BASE)[0].ratings)

    assert (rating.id if rating is not None else None) == rating_id


def test_letters_and_numbers_may_be_ratings() -> None:
    scale = [{"評価": "計画以上", "記号": "A"}, {"評価": "計画どおり", "記号": "B"}, {"評価": 5}]
    ratings = read({**BASE, "評価尺度": scale})[0].ratings

    found = [find_rating(entry, ratings) for entry in ("Ａ", "b", "A 計画以上", "５")]
    assert [rating.id if rating else None for rating in found] == ["E01", "E02", "E01", "E03"]


def test_without_a_book_and_without_a_table_there_is_nothing_to_say() -> None:
    materials = [{"種類": "回答書", "題名": "回答書"}]
    meeting, _ = read({**BASE, "資料": materials})
    measures, findings = read_measures(None, meeting)

    assert measures == ()
    assert len(findings) == 0


def test_a_table_without_its_book_is_an_error_at_the_row_of_the_table() -> None:
    materials = [{"種類": "回答書", "題名": "回答書"}, {"種類": "事業の表", "題名": "取組"}]
    _, by_default = read_measures(None, read(BASE)[0])
    _, findings = read_measures(None, read({**BASE, "資料": materials})[0])

    assert by_default.codes() == ["book-missing"]
    assert seen(findings) == [("book-missing", "資料!A5")]
    assert "「取組」の行を消してください" in next(iter(findings)).hint


def empty_book() -> GridBook:
    """施策一覧.xlsx as `kaigi new` makes it."""
    return books_of({**BASE, "施策一覧": []})["施策一覧.xlsx"]


def test_a_book_holds_measures_as_soon_as_a_cell_beside_the_ids_is_filled() -> None:
    book = empty_book()
    assert not holds_measures(book)
    assert not holds_measures(change_cell(book, "施策一覧", GridCell(5, 30, "覚え書き")))
    assert holds_measures(change_cell(book, "施策一覧", GridCell(5, 8, "△"))), (
        "a rating without its measure is a fault to be told"
    )
    assert holds_measures(change_sheet(book, "施策一覧", sheet_of("表", [("見守り",)]))), "so is a sheet that nobody knows"
    assert not holds_measures(change_sheet(book, "施策一覧", sheet_of("表", [])))


def test_an_empty_book_beside_the_default_packet_is_worth_a_note() -> None:
    meeting, _ = read_settings(settings_of(BASE), "mihon", has_measures=False)
    assert meeting is not None
    measures, findings = read_measures(empty_book(), meeting)

    assert measures == ()
    assert [(finding.code, finding.severity) for finding in findings] == [("measures-none", Severity.NOTE)]


def test_an_empty_book_beside_a_packet_without_a_table_is_nothing() -> None:
    meeting, _ = read({**BASE, "資料": [{"種類": "回答書", "題名": "回答書"}]})

    assert len(read_measures(empty_book(), meeting)[1]) == 0


@pytest.mark.parametrize(
    ("sheets", "place", "words"),
    [
        ({"資料": [{"種類": "事業の表", "題名": "取組"}]}, "資料!A4", "「資料」シートの「取組」の行を消してください"),
        (
            {
                "資料": [{"種類": "回答書", "題名": "回答書"}],
                "議題": [{"種類": "その他", "題名": "他"}],
                "設問": [{"種類": "点数", "問い": "点", "対象": "事業ごと"}],
            },
            "設問!A4",
            "設問Q1の対象を",
        ),
    ],
)
def test_an_empty_book_is_an_error_at_the_cell_that_asks_for_measures(
    sheets: dict[str, list[dict[str, CellValue]]], place: str, words: str
) -> None:
    meeting, _ = read({**BASE, **sheets})
    _, findings = read_measures(empty_book(), meeting)

    assert seen(findings) == [("sheet-empty", place)]
    assert words in next(iter(findings)).hint


SPELLED = (
    Department(id="D01", name=Text("商工観光課"), variants=("商工課", "商工観光課（旧）")),
    Department(id="D02", name=Text("教育指導課"), variants=("学校教育課",)),
)


@pytest.mark.parametrize(
    ("entered", "printed"),
    [
        ("商工課", "商工観光課"),
        ("商工課\n振興係", "商工観光課\n振興係"),
        ("学校教育課　指導係、商工観光課", "教育指導課　指導係、商工観光課"),
        ("商工観光課", "商工観光課"),
        ("総務課", "総務課"),
    ],
)
def test_a_department_is_printed_by_its_name_whatever_its_spelling(entered: str, printed: str) -> None:
    assert official_names(entered, SPELLED)[0] == printed


def test_another_spelling_is_told_once() -> None:
    rows = [{**each, "担当課": "学校課"} for each in MEASURES]
    _, measures, findings = read_both({**BASE, "施策一覧": rows})

    assert [each.department_text.value for each in measures] == ["学校教育課", "学校教育課"]
    assert findings.codes().count("department-spelling") == 1


def test_last_times_answers_are_kept_as_they_were_typed_and_never_judged() -> None:
    rows = [
        {**MEASURES[0], "前回：評価": "ほぼ実施", "前回：前年度取組状況": "〃\n同じ", "前回：今年度予定": ""},
        {**MEASURES[1], "前回：評価": "", "前回：前年度取組状況": "", "前回：今年度予定": "=継続"},
    ]
    _, measures, findings = read_both({**BASE, "施策一覧": rows})

    assert seen(findings) == []
    assert [{name: text.value for name, text in measure.earlier.items()} for measure in measures] == [
        {"評価": "ほぼ実施", "前年度取組状況": "〃\n同じ"},
        {"今年度予定": "=継続"},
    ]
    assert measures[0].earlier["評価"].where == Location("施策一覧.xlsx", "施策一覧", "J4")


def test_headers_of_last_time_may_be_typed_in_other_widths_and_the_left_one_counts() -> None:
    headers = ("前回:評価", "事業ID", "事業名", "担当課", "前年度取組状況", "評価", "今年度予定", " 前回：評価")
    sheet = sheet_of("施策一覧", [headers, ("順調", "J001", "見守り", "こども家庭課", "", "", "", "遅れ")])
    books = books_of({**BASE, "施策一覧": MEASURES})
    meeting, _ = read_settings(books["会議設定.xlsx"], "mihon")
    assert meeting is not None
    measures, _ = read_measures(change_sheet(books["施策一覧.xlsx"], "施策一覧", sheet), meeting)

    assert [(name, text.value) for measure in measures for name, text in measure.earlier.items()] == [("評価", "順調")]
