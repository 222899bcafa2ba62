"""The sample meeting: complete, consistent, invented, and as nasty as what offices send."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import date

import pytest

from kaigi_docs.declarations.books import FURTHER_BOOKS
from kaigi_docs.declarations.kinds import SheetDeclaration
from kaigi_docs.declarations.settings import SETTINGS_SHEETS
from kaigi_docs.japanese.wareki import parse_date
from kaigi_docs.sample import MEASURES_SHEET, sample_rows

ROWS = sample_rows()
MEASURES = ROWS[MEASURES_SHEET]
TEXT_COLUMNS = ("事業概要", "前年度取組状況", "今年度予定")
DITTOS = {"同上", "〃", "”"}
SECTION = re.compile(r"(係|担当|班|チーム|グループ)$")
SMALL_COUNT = re.compile(r"(?<![0-9０-９,，.．])[1-4１-４](人|名)")
PLACEHOLDER = re.compile(r"〔([^〕]*)〕")
MEETING_PLACEHOLDERS = {"会議名", "回", "年度", "前年度", "次年度", "締切", "発行日", "計画名", "事務局名"}
REAL_MUNICIPALITIES = (
    "いわき",
    "福島",
    "東京",
    "大阪",
    "横浜",
    "札幌",
    "仙台",
    "名古屋",
    "京都",
    "神戸",
    "広島",
    "福岡",
    "千葉",
    "埼玉",
)
BREAKDOWNS = {  # total, parts, as they are written in one cell of the measure
    "J001": ("計55件", ("31件", "24件")),
    "J019": ("計100人", ("38人", "29人", "33人")),
    "J051": ("延べ1,486件", ("1,052件", "287件", "147件")),
    "J063": ("計565件", ("436件", "129件")),
    "J068": ("延べ396日", ("88日", "207日", "101日")),
    "J074": ("489件", ("238件", "112件", "84件", "55件")),
    "J093": ("218人", ("96件", "71件", "32件", "19件")),
    "J094": ("合計1,300件", ("762件", "538件")),
    "J138": ("延べ件数は69件", ("24件", "20件", "13件", "12件")),
}


def split(cell: str) -> list[str]:
    return [part for part in re.split(r"[、\n]", cell) if part]


def ids(sheet: str, header: str) -> set[str]:
    return {row[header] for row in ROWS[sheet]}


def measure(measure_id: str) -> dict[str, str]:
    return next(row for row in MEASURES if row["事業ID"] == measure_id)


def meeting_items() -> dict[str, str]:
    return {row["項目"]: row["値"] for row in ROWS["会議"]}


def all_text() -> str:
    return "\n".join(cell for rows in ROWS.values() for row in rows for cell in row.values())


def sentences() -> list[str]:
    pieces = [piece.strip() for row in MEASURES for column in TEXT_COLUMNS for piece in re.split(r"[。\n]", row[column])]
    return [piece for piece in pieces if len(piece) > 20]


def departments_of_rows() -> list[set[str]]:
    """The 課 that answer for each measure, by name, dittos carried down."""
    names = {row["課名"]: row["課名"] for row in ROWS["担当課"]}
    names |= {variant: row["課名"] for row in ROWS["担当課"] for variant in split(row["別の書き方"])}
    answered: list[set[str]] = []
    for row in MEASURES:
        entries = [entry for entry in split(row["担当課"]) if not SECTION.search(entry)]
        answered.append(answered[-1] if row["担当課"] in DITTOS else {names[entry] for entry in entries})
    return answered


def test_the_settings_sheets_have_the_declared_headers_in_order() -> None:
    declared = {sheet.title: [field.header for field in sheet.fields] for sheet in SETTINGS_SHEETS if not sheet.as_items}
    filled = {title: headers for title, headers in declared.items() if title in ROWS}
    assert {title: list(ROWS[title][0]) for title in filled} == filled
    assert declared.keys() - filled.keys() == {sheet.title for sheet in SETTINGS_SHEETS if sheet.often_empty}


def test_the_meeting_sheet_fills_declared_items_only() -> None:
    declared = next({field.header for field in sheet.fields} for sheet in SETTINGS_SHEETS if sheet.title == "会議")
    assert set(meeting_items()) == declared - {"今回の回"}  # the sample asks once
    assert all(meeting_items().values())


def test_the_measures_have_the_fixed_headers_and_one_for_each_further_column() -> None:
    fixed = ["事業ID", "施策ID", "再掲先の施策ID", "事業名", "事業概要", "担当課"]
    further = [row["列名"] for row in ROWS["列"] if row["種類"] in ("文章", "評価", "数値")]
    assert list(MEASURES[0]) == fixed + further


def test_the_sample_has_the_mass_of_a_real_meeting() -> None:
    counts = {sheet: len(rows) for sheet, rows in ROWS.items()}
    assert (counts["委員"], counts["担当課"], counts["施策体系"], counts["設問"]) == (20, 26, 8, 4)
    assert [row["事業ID"] for row in MEASURES] == [f"J{number:03d}" for number in range(1, 139)]
    by_policy = Counter(row["施策ID"] for row in MEASURES)
    assert set(by_policy) == ids("施策体系", "施策ID")
    assert all(6 <= count <= 40 for count in by_policy.values())


def test_no_row_has_a_cell_too_many_or_too_few() -> None:
    assert [row for rows in ROWS.values() for row in rows if None in row or None in row.values()] == []


IDENTIFIED = [
    sheet for sheets in (SETTINGS_SHEETS, *FURTHER_BOOKS.values()) for sheet in sheets if sheet.id_field and ROWS.get(sheet.title)
]


@pytest.mark.parametrize("sheet", IDENTIFIED, ids=lambda sheet: sheet.title)
def test_the_ids_of_a_sheet_are_unique(sheet: SheetDeclaration) -> None:
    assert sheet.id_field is not None
    given = [row[sheet.id_field.header] for row in ROWS[sheet.title] if row.get(sheet.id_field.header)]
    assert len(set(given)) == len(given)


def test_the_deadline_is_a_working_day_three_weeks_after_issue() -> None:
    deadline, issued = parse_date(meeting_items()["締切"]), parse_date(meeting_items()["発行日"])
    assert (deadline, (deadline - issued).days) == (date(2022, 9, 9), 21)
    assert deadline.weekday() < 5


def test_every_reference_of_the_settings_resolves() -> None:
    items, materials = ids("議題", "議題ID"), ids("資料", "資料ID")
    assert {row["親の議題ID"] for row in ROWS["議題"]} - {""} <= items
    assert {cited for row in ROWS["議題"] for cited in split(row["資料ID"])} <= materials
    assert {cited for row in ROWS["設問"] for cited in split(row["議題ID"])} <= items
    assert {cited for row in ROWS["列"] for cited in split(row["資料ID"])} <= materials
    assert ids("文面", "場所") <= items | {"はじめに", "おわりに", "回答書のはじめに"}
    assert ids("文面", "形") == {"本文", "箇条書き", "注"}


def test_every_placeholder_names_something() -> None:
    known = set(MEETING_PLACEHOLDERS)
    known |= {f"資料:{value}" for value in ids("資料", "資料ID")}
    known |= {f"回答書:{value}" for value in ids("設問", "設問ID")}
    known |= {f"議題:{value}" for value in ids("議題", "議題ID")}
    used = {name for row in (*ROWS["文面"], *ROWS["列"]) for cell in row.values() for name in PLACEHOLDER.findall(cell)}
    assert used <= known
    assert {"締切", "資料:S02", "回答書:Q1", "回答書:Q4"} <= used


def test_every_measure_stands_under_a_policy_and_is_listed_again_under_others_only() -> None:
    policies = ids("施策体系", "施策ID")
    for row in MEASURES:
        again = split(row["再掲先の施策ID"])
        assert row["施策ID"] in policies
        assert set(again) <= policies - {row["施策ID"]}, row["事業ID"]
    assert 20 <= sum(bool(row["再掲先の施策ID"]) for row in MEASURES) <= 30


def test_every_department_of_the_measures_is_known_and_every_known_one_has_measures() -> None:
    assert set.union(*departments_of_rows()) == ids("担当課", "課名")
    assert [row["課名"] for row in ROWS["担当課"] if row["所管課"] == "はい"] == ["こころの健康課"]


def test_a_section_never_stands_before_its_department() -> None:
    assert [row["事業ID"] for row in MEASURES if SECTION.search(split(row["担当課"])[0])] == []


def test_a_ditto_stands_only_below_something() -> None:
    for above, row in zip([None, *MEASURES], MEASURES, strict=False):
        for header, cell in row.items():
            if cell.strip() in DITTOS:
                assert above is not None and above[header], (row["事業ID"], header)
    used = [row["担当課"] for row in MEASURES if row["担当課"] in DITTOS]
    assert set(used) == DITTOS and len(used) >= 6
    assert sum(row["今年度予定"] in DITTOS for row in MEASURES) >= 3


def test_ratings_are_of_the_scale_or_blank_and_poor_ones_have_a_text() -> None:
    needs_reason = {row["評価"]: row["理由が必要"] == "はい" for row in ROWS["評価尺度"]}
    assert {row["評価"] for row in MEASURES} - {""} == set(needs_reason)
    assert sum(not row["評価"] for row in MEASURES) == 4
    poor = [row for row in MEASURES if needs_reason.get(row["評価"])]
    assert [row["事業ID"] for row in poor if len(row["前年度取組状況"]) < 35] == []
    assert len(poor) >= 20


def test_no_sentence_is_used_twice() -> None:
    assert [sentence for sentence, count in Counter(sentences()).items() if count > 1] == []


def test_cells_are_as_long_as_offices_write_them() -> None:
    for column, shortest, longest in (("事業概要", 80, 220), ("前年度取組状況", 40, 270), ("今年度予定", 5, 95)):
        usual = sum(shortest <= len(row[column]) <= longest for row in MEASURES)
        assert usual >= 0.8 * len(MEASURES), column


def test_some_cells_are_very_long_and_some_hold_one_character() -> None:
    cells = [row[column] for row in MEASURES for column in TEXT_COLUMNS]
    assert sum(600 <= len(cell) <= 1200 and "\n・" in cell for cell in cells) >= 5
    assert {"－", "有", "省略"} <= set(cells)
    assert cells.count("省略") == 2
    assert max(map(len, cells)) <= 1200


def test_one_name_belongs_to_two_measures_of_different_policies() -> None:
    names = Counter(row["事業名"] for row in MEASURES)
    twice = [row for row in MEASURES if names[row["事業名"]] == 2]
    assert len(names) == len(MEASURES) - 1
    assert twice[0]["施策ID"] != twice[1]["施策ID"] and twice[0]["担当課"] != twice[1]["担当課"]


@pytest.mark.parametrize(
    "nasty",
    ["ｺﾐｭﾆﾃｨ", "㈱", "⑩", "㎡", "℡", "‰", "～", "〜", "（「", "」）", "NPO", "ＮＰＯ", "SNS", "ＳＮＳ", "Web", "DX", "８０歳代",
     "50歳代", "https://", "@mihon.example.jp", "髙", "𠮷", "\U000e0100"],
)  # fmt: skip
def test_the_measures_hold_what_breaks_documents(nasty: str) -> None:
    assert any(nasty in cell for row in MEASURES for cell in row.values())


def test_several_departments_and_sections_stand_in_one_cell() -> None:
    departments = departments_of_rows()
    assert sum(len(found) > 1 for found in departments) >= 12
    assert sum(any(SECTION.search(part) for part in split(row["担当課"])) for row in MEASURES) >= 25


def test_the_members_have_the_names_and_signs_that_break_documents() -> None:
    names = "".join(row["氏名"] for row in ROWS["委員"])
    assert all(name in names for name in ("髙﨑", "𠮷田", "辻\U000e0100"))
    assert any("㈱" in row["団体"] for row in ROWS["委員"])
    assert all(re.fullmatch(r"[ぁ-んー]+　[ぁ-んー]+", row["ふりがな"]) for row in ROWS["委員"])


def test_nothing_counts_one_to_four_persons() -> None:
    assert [found.group() for found in SMALL_COUNT.finditer(all_text())] == []


def test_no_real_place_number_or_address_is_named() -> None:
    text = all_text()
    assert [name for name in REAL_MUNICIPALITIES if name in text] == []
    assert set(re.findall(r"(?:https?://|@)([A-Za-z0-9.-]+)", text)) == {
        "www.city.mihon.example.jp",
        "mihon.example.jp",
    }
    assert set(re.findall(r"0\d{1,4}-\d{1,4}-\d{2}\d{2}", text)) <= {f"0000-00-00{number:02d}" for number in range(100)}
    assert set(re.findall(r"\b\d{3}-\d{4}\b", text)) == {"000-0000"}


def test_no_character_is_invisible_but_line_feeds_and_variation_selectors() -> None:
    odd = {c for c in all_text() if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp") and c != "\n"}
    assert odd == set()


@pytest.mark.parametrize("measure_id", BREAKDOWNS)
def test_the_parts_of_a_breakdown_add_up(measure_id: str) -> None:
    total, parts = BREAKDOWNS[measure_id]
    cell = measure(measure_id)["前年度取組状況"]
    assert all(figure in cell for figure in (total, *parts))
    assert number(total) == sum(map(number, parts))


def number(text: str) -> int:
    return int("".join(re.findall(r"[0-9]", text)))


@pytest.mark.parametrize("policies, place", [(("P01", "P02", "P03", "P04", "P05"), "A03"), (("P06", "P07", "P08"), "A04")])
def test_the_wording_counts_the_measures_as_they_are_rated(policies: tuple[str, ...], place: str) -> None:
    others = [row for row, names in zip(MEASURES, departments_of_rows(), strict=True) if "こころの健康課" not in names]
    rated = Counter(row["評価"] for row in others if row["施策ID"] in policies)
    done = rated["当初の予定どおり実施できた"] + rated["おおむね実施できた"]
    first = next(row["文"] for row in ROWS["文面"] if row["場所"] == place)
    assert f"{rated.total()}事業のうち{done}事業が" in first


def test_the_sample_says_that_it_is_invented() -> None:
    closing = [row["文"] for row in ROWS["文面"] if row["場所"] == "おわりに" and row["形"] == "注"]
    assert any("架空" in text and "みほん市" in text for text in closing)
