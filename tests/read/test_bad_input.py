from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
    with_items,
)

from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.read.grid import GridBook, GridCell, GridSheet
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import assemble, read_settings, read_settings_parts

AGENDA = {"種類": "報告事項", "題名": "取組", "資料ID": "S02"}
TABLE = {"種類": "事業の表", "題名": "取組", "資料番号": "1"}
MEMBER = {"氏名": "見本　花子"}
POLICY = {"名称": "育ち"}
COLUMN = {"列名": "効果", "種類": "文章"}

SETTINGS_FAULTS: dict[str, tuple[Mapping[str, list[dict[str, Any]]], list[tuple[str, str]]]] = {
    "a blank required item": (with_items(会議名=" "), [("cell-required", "会議!B3")]),
    "a blank required cell": ({"委員": [{"団体": "医師会"}]}, [("cell-required", "委員!E4")]),
    "a date that does not exist": (with_items(発行日="令和4年2月30日"), [("date-invalid", "会議!B7")]),
    "a date far away": (with_items(発行日=date(9999, 12, 31)), [("date-invalid", "会議!B7")]),
    "a number that is none": (with_items(回="初回"), [("number-invalid", "会議!B4")]),
    "a year that is none": (with_items(年度="今年"), [("fiscal-year-invalid", "会議!B6")]),
    "an unknown choice": ({"議題": [{**AGENDA, "種類": "報告"}]}, [("choice-unknown", "議題!B4")]),
    "an unknown way of numbering": (with_items(**{"番号の書き方（項目）": "い"}), [("choice-unknown", "会議!B27")]),
    "a missing id": ({"委員": [MEMBER, {"氏名": "試", "委員ID": ""}]}, [("id-missing", "委員!A5")]),
    "an id of another kind": ({"委員": [{**MEMBER, "委員ID": "D01"}]}, [("id-invalid", "委員!A4")]),
    "an id used twice": (
        {"委員": [MEMBER, {"氏名": "試", "委員ID": "Ｃ０１"}]},
        [("id-duplicate", "委員!A5")],
    ),
    "a member listed twice": ({"委員": [MEMBER, {"氏名": "見本 花子"}]}, [("name-duplicate", "委員!E5")]),
    "a department listed twice": (
        {"担当課": [{"課名": "教育課"}, {"課名": "学校課", "別の書き方": "教育課"}]},
        [("name-duplicate", "担当課!B5")],
    ),
    "a 資料番号 used twice": (
        {
            "資料": [TABLE, {**TABLE, "資料番号": "資料１"}, {"種類": "回答書", "題名": "回答書"}],
            "議題": [{**AGENDA, "資料ID": "S01、S02"}],
        },
        [("material-no-duplicate", "資料!C5")],
    ),
    "a 資料番号 that Excel made a date of": (
        {"資料": [{**TABLE, "資料番号": date(2022, 2, 1)}], "議題": [{**AGENDA, "資料ID": "S01"}]},
        [("text-became-date", "資料!C4"), ("response-form-missing", "資料!A4")],
    ),
    "a 資料 that no item names": ({"議題": [{**AGENDA, "資料ID": ""}]}, [("material-unused", "議題!E4")]),
    "a 資料 that does not exist": (
        {"議題": [{**AGENDA, "資料ID": "S2、S09、S02"}]},
        [("reference-unknown", "議題!E4"), ("reference-unknown", "議題!E4")],
    ),
    "an item that does not exist": ({"設問": [{"種類": "意見", "議題ID": "A09"}]}, [("reference-unknown", "設問!D4")]),
    "a parent that does not exist": (
        {"施策体系": [{**POLICY, "親の施策ID": "P09"}]},
        [("reference-unknown", "施策体系!D4")],
    ),
    "parents in a circle": (
        {"施策体系": [{**POLICY, "親の施策ID": "P02"}, {**POLICY, "親の施策ID": "P01"}]},
        [("parent-circle", "施策体系!D4")],
    ),
    "four levels": (
        {"施策体系": [POLICY, *({**POLICY, "親の施策ID": f"P{n:02d}"} for n in (1, 2, 3))]},
        [("level-too-deep", "施策体系!D7")],
    ),
    "a scale that does not exist": (
        {"列": [{"列名": "外部", "種類": "評価", "尺度": "外部評価"}]},
        [("reference-unknown", "列!D4")],
    ),
    "a rating that its scale has twice": (
        {"評価尺度": [{"評価": "A"}, {"評価": "Ａ"}, {"尺度": "別", "評価": "A"}]},
        [("name-duplicate", "評価尺度!C5")],
    ),
    "a column named twice": ({"列": [COLUMN, COLUMN]}, [("name-duplicate", "列!A5")]),
    "a column named like a fixed one": ({"列": [{**COLUMN, "列名": "事業概要"}]}, [("name-duplicate", "列!A4")]),
    "an unknown placeholder": ({"列": [{**COLUMN, "見出し": "〔昨年度〕"}]}, [("placeholder-unknown", "列!B4")]),
    "a text for no place": ({"文面": [{"場所": "初めに", "文": "あ"}]}, [("reference-unknown", "文面!A4")]),
    "a choice of one": ({"設問": [{"種類": "表決", "問い": "賛否", "選択肢": "賛成"}]}, [("choices-too-few", "設問!E4")]),
    "a choice of nothing": ({"設問": [{"種類": "単一選択", "問い": "どれ"}]}, [("cell-required", "設問!E4")]),
    "a question about nothing": ({"設問": [{"種類": "意見"}]}, [("cell-required", "設問!C4")]),
    "a question per item without items": (
        {"設問": [{"種類": "意見", "問い": "何", "対象": "議題ごと"}]},
        [("cell-required", "設問!D4")],
    ),
    "a vote on a report": (
        {"議題": [AGENDA], "設問": [{"種類": "表決", "議題ID": "A01"}]},
        [("vote-on-report", "設問!A4")],
    ),
    "a motion without a vote": (
        {"議題": [{"種類": "議案", "題名": "改正", "資料ID": "S02"}], "設問": [{"種類": "意見", "議題ID": "A01"}]},
        [("motion-without-vote", "議題!A4")],
    ),
    "a table of comments for each item": (
        {"議題": [AGENDA], "設問": [{"種類": "意見の表", "問い": "質問", "議題ID": "A01", "対象": "議題ごと"}]},
        [("question-per-unsupported", "設問!F4")],
    ),
    "a second answer form without questions": (
        {
            "資料": [{"種類": "回答書", "題名": "甲"}, {"種類": "回答書", "題名": "乙"}],
            "議題": [{"種類": "その他", "題名": "他"}],
        },
        [("response-form-empty", "資料!A5")],
    ),
    "own measures without an own department": (
        {
            "資料": [{**TABLE, "対象の事業": "所管課"}, {"種類": "回答書", "題名": "回答書"}],
            "議題": [{**AGENDA, "資料ID": "S01"}],
        },
        [("own-department-missing", "資料!A4")],
    ),
    "a deadline before the issue date": (with_items(締切="令和4年8月18日"), [("deadline-before-issue", "会議!B5")]),
    "a deadline on a holiday": (with_items(締切="令和4年9月19日"), [("deadline-holiday", "会議!B5")]),
    "a deadline between the years": (with_items(締切="令和5年1月3日"), [("deadline-holiday", "会議!B5")]),
    "a deadline on a Saturday": (with_items(締切="令和4年9月10日"), [("deadline-weekend", "会議!B5")]),
    "a deadline that is soon": (with_items(締切="令和4年9月1日"), [("deadline-soon", "会議!B5")]),
    "no members": ({"委員": []}, [("sheet-empty", "委員!A3")]),
    "a column that nobody reads": ({"委員": [{**MEMBER, "賞罰": "なし"}]}, [("column-unknown", "委員!R3")]),
    "a ditto mark below nothing": ({"委員": [{**MEMBER, "区分": "〃"}]}, [("ditto-dangling", "委員!B4")]),
    "a ditto mark": (
        {"委員": [{**MEMBER, "区分": "福祉"}, {"氏名": "試", "区分": "同上"}]},
        [("ditto-expanded", "委員!B5")],
    ),
    "a calculation that failed": ({"委員": [{**MEMBER, "団体": "#REF!"}]}, [("formula-error", "委員!C4")]),
}

MEASURE_FAULTS: dict[str, tuple[list[dict[str, Any]], list[tuple[str, str]]]] = {
    "an unknown rating": ([{**MEASURES[0], "評価": "ほぼ実施"}, MEASURES[1]], [("rating-unknown", "施策一覧!H4")]),
    "a blank rating": ([{**MEASURES[0], "評価": ""}, MEASURES[1]], [("rating-blank", "施策一覧!H4")]),
    "nobody's ratings": ([{**row, "評価": ""} for row in MEASURES], [("rating-blank", "施策一覧!H3")]),
    "a rating without its reason": (
        [{**MEASURES[0], "評価": "△", "前年度取組状況": ""}, MEASURES[1]],
        [("answer-blank", "施策一覧!G4")],
    ),
    "texts that are still owed": (
        [{**MEASURES[0], "前年度取組状況": ""}, {**MEASURES[1], "今年度予定": ""}],
        [("answer-blank", "施策一覧!G4"), ("answer-blank", "施策一覧!I5")],
    ),
    "a rating without any text": (
        [{**MEASURES[0], "評価": "△", "前年度取組状況": "", "今年度予定": ""}, MEASURES[1]],
        [("reason-blank", "施策一覧!H4"), ("answer-blank", "施策一覧!G4"), ("answer-blank", "施策一覧!I4")],
    ),
    "an unknown department": (
        [{**MEASURES[0], "担当課": "こども家庭課、税務課"}, MEASURES[1]],
        [("department-unknown", "施策一覧!F4")],
    ),
    "a department without measures": (
        [{**row, "担当課": "学校教育課"} for row in MEASURES],
        [("department-unused", "担当課!B4")],
    ),
    "a blank department": (
        [MEASURES[0], {**MEASURES[1], "担当課": ""}],
        [("cell-required", "施策一覧!F5"), ("department-unused", "担当課!B5")],
    ),
    "a policy that does not exist": (
        [{**MEASURES[0], "施策ID": "P01"}, MEASURES[1]],
        [("reference-unknown", "施策一覧!B4")],
    ),
    "no measures": ([], [("sheet-empty", "!")]),
}


def findings_of(faults: Mapping[str, list[dict[str, Any]]]) -> Findings:
    return read_settings(settings_of({**BASE, **faults}), "mihon")[1]


@pytest.mark.parametrize("fault", SETTINGS_FAULTS)
def test_each_fault_of_the_settings_book_is_named_with_its_cell(fault: str) -> None:
    rows, expected = SETTINGS_FAULTS[fault]

    assert seen(findings_of(rows)) == expected


@pytest.mark.parametrize("fault", MEASURE_FAULTS)
def test_each_fault_of_the_measure_book_is_named_with_its_cell(fault: str) -> None:
    rows, expected = MEASURE_FAULTS[fault]

    assert seen(read_both({**BASE, "施策一覧": rows})[2]) == expected


def test_all_faults_are_gathered_over_all_sheets() -> None:
    findings = findings_of(
        {
            **with_items(回="", 締切="いつか"),
            "委員": [{"団体": "医師会"}],
            "担当課": [{"課名": "甲課", "所管課": "たぶん"}],
            "資料": [{"種類": "表", "題名": "取組"}],
            "文面": [{"場所": "はじめに", "形": "段落", "文": "あ"}],
        }
    )
    assert [code for code, _ in seen(findings)] == [
        *("cell-required", "date-invalid", "choice-unknown", "cell-required", "choice-unknown", "choice-unknown")
    ]


def one(findings: Findings, code: str) -> Finding:
    return next(finding for finding in findings if finding.code == code)


def test_a_message_says_where_what_was_found_what_is_accepted_and_what_to_do() -> None:
    rows = [{**MEASURES[0], "評価": "おおむね実施"}, MEASURES[1]]

    assert str(one(read_both({**BASE, "施策一覧": rows})[2], "rating-unknown")) == (
        "施策一覧.xlsx「施策一覧」H4: 事業「見守り」の評価「おおむね実施」は選択肢にありません。使えるのは"
        "「当初の予定どおり実施できた」「おおむね実施できた」「実施は不十分だった」「実施できなかった」です。"
        "「おおむね実施できた」のことですか。このどれかに書き直してください。"
    )


@pytest.mark.parametrize("entered", ["ほぼ実施", "概ね実施", "大体できた"])
def test_other_words_for_mostly_propose_the_step_that_says_so(entered: str) -> None:
    rows = [{**MEASURES[0], "評価": entered}, MEASURES[1]]

    assert "「おおむね実施できた」のことですか。" in one(read_both({**BASE, "施策一覧": rows})[2], "rating-unknown").hint


@pytest.mark.parametrize("entered", ["非公開", "公開しない", "部外秘"])
def test_what_is_not_to_be_published_is_never_proposed_as_public(entered: str) -> None:
    rows = {**BASE, "資料": [{"種類": "委員名簿", "題名": "委員名簿", "公開": entered}]}

    assert "「委員限り」のことですか。" in one(read(rows)[1], "choice-unknown").hint


def test_a_year_that_is_neither_that_of_the_papers_nor_of_the_deadline_is_a_warning() -> None:
    assert "令和3年度" in one(read(with_items(年度="R3"))[1], "fiscal-year-differs").message
    assert "fiscal-year-differs" not in read(with_items(年度="R4"))[1].codes()


def test_an_address_that_no_mail_reaches_and_a_second_chair_are_warnings() -> None:
    members = [{"氏名": "見本　花子", "役": "会長"}, {"氏名": "試　太郎", "役": "会長"}]
    findings = read({**with_items(メール="kaigi＠mihon"), "委員": members})[1]

    assert {"mail-invalid", "chair-twice"} <= set(findings.codes())
    assert one(findings, "mail-invalid").where is not None
    assert "mail-invalid" not in read(with_items(メール="kaigi@mihon.example.jp"))[1].codes()


def test_papers_without_sender_address_and_contact_are_warnings() -> None:
    rows = {
        **with_items(住所="", 電話=""),
        "資料": [{"種類": "送付文書", "題名": "送付文書"}, {"種類": "回答書", "題名": "回答書"}],
    }

    assert [code for code, _ in seen(read(rows)[1])] == ["sender-blank", "return-address-blank", "contact-blank"]


def test_hints_name_the_next_free_id_and_the_id_that_was_meant() -> None:
    missing = one(findings_of({"委員": [MEMBER, {"氏名": "試", "委員ID": None}]}), "id-missing")
    twice = one(findings_of({"委員": [{**MEMBER, "委員ID": "C01"}, {"氏名": "試", "委員ID": "C01"}]}), "id-duplicate")
    reference = one(findings_of({"議題": [{**AGENDA, "資料ID": "S2、S02"}]}), "reference-unknown")

    assert "「C20」" in missing.hint, "C19 stands in the last prepared row"
    assert "C01」はA4と重なって" in twice.message
    assert reference.hint.startswith("「S02」のことですか。")


def proposal(faults: Mapping[str, list[dict[str, Any]]], code: str) -> str:
    """The id that a hint puts in 「」."""
    return one(findings_of(faults), code).hint.partition("「")[2].partition("」")[0]


def items(*ids: str) -> list[dict[str, Any]]:
    return [{"議題ID": item_id, **AGENDA, "題名": f"議題{number}"} for number, item_id in enumerate(ids, 1)]


def without_prepared_rows(title: str, rows: list[dict[str, Any]]) -> GridBook:
    """The settings book with only these rows in a sheet."""
    headers = list(dict.fromkeys(header for row in rows for header in row))
    sheet = sheet_of(title, [headers, *([row.get(header) or None for header in headers] for row in rows)])
    return change_sheet(settings_of(BASE), title, sheet)


@pytest.mark.parametrize(
    ("ids", "code", "proposed"),
    [
        (("A01", "", "A03"), "id-missing", "A02"),
        (("", "A02", "A03"), "id-missing", "A01"),
        (("A01", "A02", ""), "id-missing", "A03"),
        (("A01", "", "A02"), "id-missing", "A03"),
        (("", "", ""), "id-missing", "A01"),
        (("A01", "A01", "A03"), "id-duplicate", "A02"),
        (("A02", "A02", "A03"), "id-duplicate", "A01"),
        (("A01", "A01", "A02"), "id-duplicate", "A03"),
        (("A001", "議題二", "A003"), "id-invalid", "A002"),
        (("A01", "A" + "9" * 5000, "A03"), "id-invalid", "A02"),
    ],
)
def test_the_proposed_id_is_the_one_that_is_missing_at_that_place(ids: tuple[str, ...], code: str, proposed: str) -> None:
    findings = read_settings(without_prepared_rows("議題", items(*ids)), "mihon")[1]

    assert f"「{proposed}」" in one(findings, code).hint


def test_an_id_that_others_refer_to_is_proposed_before_the_next_free_one() -> None:
    faults = {"議題": items("A02", "", "A03"), "設問": [{"種類": "意見", "議題ID": "A01"}, {"種類": "意見", "議題ID": "A09"}]}
    book = without_prepared_rows("議題", items("A01", "", "A02"))
    asked = settings_of({**BASE, "設問": [{"種類": "意見", "議題ID": "A07"}]}).sheet("設問")
    findings = read_settings(change_sheet(book, "設問", asked), "mihon")[1]

    assert proposal(faults, "id-missing") == "A01"
    assert seen(findings) == [("id-missing", "議題!A3")], "the reference is to the row that lost its id"
    assert "「A07」" in one(findings, "id-missing").hint


def test_a_reference_is_told_the_ids_that_stand_in_the_sheet_in_its_order() -> None:
    book = without_prepared_rows("議題", items("A05", "", "A02", "A02"))
    asked = settings_of({**BASE, "設問": [{"種類": "意見", "議題ID": "A09"}]}).sheet("設問")
    finding = one(read_settings(change_sheet(book, "設問", asked), "mihon")[1], "reference-unknown")

    assert "あるのは「A05」「A02」です。" in finding.message


def test_a_reference_to_an_empty_sheet_says_so() -> None:
    finding = one(findings_of({"設問": [{"種類": "意見", "議題ID": "A09"}]}), "reference-unknown")

    assert finding.message.endswith("「議題」シートが空です。")


@pytest.mark.parametrize(
    ("entered", "hint"),
    [
        ("資料1", "資料１のIDは S02 です。"),
        ("資料１", "資料１のIDは S02 です。"),
        ("1", "資料１のIDは S02 です。"),
        ("2ー1", "資料2-1のIDは S03 です。"),
        ("取組の一覧", "「取組の一覧」のIDは S02 です。"),
        ("取組の一覧表", "「取組の一覧」のことなら、IDは S02 です。"),
        ("S2", "「S02」のことですか。"),
        ("資料9", "IDを確かめてください。"),
        ("S09", "IDを確かめてください。"),
        ("同じ題", "IDを確かめてください。"),
    ],
)
def test_a_material_called_by_its_number_or_title_is_told_its_id(entered: str, hint: str) -> None:
    materials = [
        {"種類": "回答書", "題名": "回答書"},
        {**TABLE, "題名": "取組の一覧"},
        {**TABLE, "題名": "同じ題", "資料番号": "2-1"},
        {**TABLE, "題名": "同じ題", "資料番号": "2-2"},
    ]
    findings = findings_of({"資料": materials, "議題": [{**AGENDA, "資料ID": entered}]})

    assert seen(findings) == [("reference-unknown", "議題!E4")]
    assert one(findings, "reference-unknown").hint.startswith(hint)


def test_policies_and_items_called_by_number_or_title_are_told_their_ids() -> None:
    policies = [{"番号": "基本方針１", "名称": "育ち"}, {"番号": "基本方針２", "名称": "相談"}]
    rows = [{**MEASURES[0], "施策ID": "基本方針１"}, {**MEASURES[1], "施策ID": "相談"}]
    _, _, findings = read_both({**BASE, "施策体系": policies, "施策一覧": rows})
    places = {"議題": [AGENDA], "文面": [{"場所": "取組", "文": "あ"}], "設問": [{"種類": "意見", "議題ID": "取組"}]}

    assert [finding.hint for finding in findings if finding.code == "reference-unknown"] == [
        "基本方針１のIDは P01 です。IDで書いてください。",
        "基本方針２のIDは P02 です。IDで書いてください。",
    ]
    assert [finding.hint for finding in findings_of(places) if finding.code == "reference-unknown"] == [
        "「取組」のIDは A01 です。IDで書いてください。"
    ] * 2


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        (
            "令和7年2月14日（木）",
            "令和7年2月14日は金曜日です。（木）を直してください。日付のほうが違うときは、日付を直してください。",
        ),
        ("R7.2.14木曜日", "令和7年2月14日は金曜日です。（木）を直してください。日付のほうが違うときは、日付を直してください。"),
        ("9月9日", "締切の「9月9日」には年がありません。「令和4年6月1日」のように年から書いてください。"),
        ("いつか", "締切の「いつか」を日付として読めません。「令和4年6月1日」または「2022/6/1」のように書いてください。"),
        ("令和4年2月30日", "締切の「令和4年2月30日」の日付はありません。2022年2月は28日までです。正しく書き直してください。"),
    ],
)
def test_a_date_that_cannot_be_read_is_told_once_what_is_wrong(entered: str, sentence: str) -> None:
    assert str(one(findings_of(with_items(締切=entered)), "date-invalid")) == f"会議設定.xlsx「会議」B5: {sentence}"


def test_faults_of_both_books_come_together_even_where_the_meeting_itself_is_faulty() -> None:
    rows = {**with_items(締切="いつか", 回="", 会議名=""), "施策一覧": [{**MEASURES[0], "担当課": "税務課"}, MEASURES[1]]}
    books = books_of(rows)
    parts, findings = read_settings_parts(books["会議設定.xlsx"])

    assert parts is not None
    assert assemble(parts, "mihon", findings) is None
    assert [code for code, _ in seen(findings)] == ["cell-required", "cell-required", "date-invalid"]
    assert seen(read_measures(books["施策一覧.xlsx"], parts, parts.policy_targets)[1]) == [
        ("department-unknown", "施策一覧!F4"),
        ("department-unused", "担当課!B4"),
    ]


def test_rows_with_another_fault_are_known_to_the_measure_book() -> None:
    faults = {
        "担当課": [{"課名": "こども家庭課", "課ID": "D01"}, {"課名": "学校教育課", "課ID": "D01"}],
        "評価尺度": [{"評価": "おおむね実施できた", "評価ID": "E01"}, {"評価": "できた", "評価ID": "E01"}],
        "施策体系": [{"名称": "育ち", "施策ID": "P01"}, {"名称": "相談", "施策ID": ""}],
        "施策一覧": [{**MEASURES[0], "施策ID": "P01"}, {**MEASURES[1], "評価": "できた", "施策ID": "P01"}],
    }
    assert sorted(seen(read_both({**BASE, **faults})[2])) == [
        ("id-duplicate", "担当課!A5"),
        ("id-duplicate", "評価尺度!A5"),
        ("id-missing", "施策体系!A5"),
    ]


def test_without_departments_no_department_of_a_measure_is_called_unknown() -> None:
    rows = {**BASE, "担当課": [], "施策一覧": MEASURES}
    findings = read_both(rows)[2]

    assert seen(findings) == [("sheet-empty", "担当課!A3")]
    assert one(findings, "check-postponed").severity is Severity.NOTE


def test_errors_stop_and_habits_only_warn() -> None:
    severities = {f.code: f.severity for faults, _ in SETTINGS_FAULTS.values() for f in findings_of(faults)}

    warnings = {code for code, severity in severities.items() if severity is Severity.WARNING}
    assert warnings == {
        *("material-unused", "deadline-holiday", "deadline-weekend", "deadline-soon", "column-unknown", "ditto-expanded"),
        *("response-form-missing", "vote-on-report", "own-department-missing", "motion-without-vote"),
    } | ({"name-duplicate"} & warnings)


def test_a_book_without_a_filled_cell_is_empty() -> None:
    empty = GridBook("会議設定.xlsx", (GridSheet("Sheet1", {(1, 1): GridCell(1, 1, "　")}),))
    meeting, findings = read_settings(empty, "mihon")
    _, measure_findings = read_measures(replace(empty, file="施策一覧.xlsx"), read(BASE)[0])

    assert meeting is None
    assert findings.codes() == ["book-empty"]
    assert measure_findings.codes() == ["book-empty"]


def test_a_missing_sheet_is_an_error_when_it_is_required() -> None:
    book = settings_of(BASE)
    assert seen(read_settings(change_sheet(book, "委員", None), "mihon")[1]) == [("sheet-missing", "!")]
    assert seen(read_settings(change_sheet(book, "会議", None), "mihon")[1]) == [("sheet-missing", "!")]
    assert seen(read_settings(change_sheet(book, "議題", None), "mihon")[1]) == []


def test_a_renamed_sheet_is_read_and_named() -> None:
    book = settings_of(BASE)
    sheet = book.sheet("委員")
    assert sheet is not None
    meeting, findings = read_settings(change_sheet(book, "委員", replace(sheet, title="委員名簿R4")), "mihon")

    assert seen(findings) == [("sheet-renamed", "委員名簿R4!")]
    assert "「委員」" in one(findings, "sheet-renamed").message
    assert meeting is not None
    assert len(meeting.members) == 2


def test_two_sheets_that_could_be_the_missing_one_are_an_error() -> None:
    book = settings_of(BASE)
    sheet = book.sheet("委員")
    assert sheet is not None
    book = change_sheet(book, "委員", replace(sheet, title="名簿"))
    book = replace(book, sheets=(*book.sheets, replace(sheet, title="名簿 (2)")))

    finding = one(read_settings(book, "mihon")[1], "sheet-missing")
    assert "「名簿」「名簿 (2)」" in finding.message


def test_a_copy_of_a_sheet_is_a_warning_and_a_memo_a_note() -> None:
    book = settings_of(BASE)
    sheet = book.sheet("委員")
    assert sheet is not None
    memo = sheet_of("覚え書き", [("次回は2月",)])
    book = replace(book, sheets=(*book.sheets, replace(sheet, title="委員 (2)"), memo))

    findings = read_settings(book, "mihon")[1]
    assert [f.severity for f in findings if f.code == "sheet-unknown"] == [Severity.WARNING, Severity.NOTE]


def test_a_missing_column_is_named_with_the_header_that_was_meant() -> None:
    sheet = sheet_of("委員", [("委員ID", "団体名", "氏名（敬称略）"), ("C01", "医師会", "見本　花子")])
    findings = read_settings(change_sheet(settings_of(BASE), "委員", sheet), "mihon")[1]

    assert seen(findings) == [
        ("column-missing", "委員!A1"),
        ("column-unknown", "委員!B1"),
        ("column-unknown", "委員!C1"),
    ]
    assert one(findings, "column-unknown").hint.startswith("「団体」のことですか。")


def test_a_sheet_without_headers_is_one_finding() -> None:
    sheet = sheet_of("委員", [("見本　花子",), ("試　太郎",)])
    findings = read_settings(change_sheet(settings_of(BASE), "委員", sheet), "mihon")[1]

    assert seen(findings) == [("column-missing", "委員!")]


def test_a_header_that_stands_twice_is_read_once() -> None:
    sheet = sheet_of("委員", [("委員ID", "氏名", "氏名"), ("C01", "見本", "別")])
    meeting, findings = read_settings(change_sheet(settings_of(BASE), "委員", sheet), "mihon")

    assert seen(findings) == [("column-duplicate", "委員!C1")]
    assert meeting is not None
    assert meeting.members[0].name.value == "見本"


def test_a_further_column_of_the_plan_must_stand_in_the_measure_book() -> None:
    book = books_of({**BASE, "施策一覧": MEASURES})["施策一覧.xlsx"]
    meeting, _ = read({**BASE, "列": [{"列名": "成果", "種類": "文章"}]})
    findings = read_measures(book, meeting)[1]

    assert ("column-missing", "施策一覧!A3") in seen(findings)
    assert "「成果」" in one(findings, "column-missing").message


@pytest.mark.parametrize(
    ("columns", "words"), [([], "事業の表に使う列です。"), ([{"列名": "評価", "種類": "評価"}], "「列」シートにある列です。")]
)
def test_a_missing_column_is_told_where_it_comes_from_and_where_it_goes(columns: list[dict[str, Any]], words: str) -> None:
    sheet = sheet_of("施策一覧", [("事業ID", "事業名", "担当課"), ("J001", "見守り", "こども家庭課")])
    book = change_sheet(books_of({**BASE, "施策一覧": MEASURES})["施策一覧.xlsx"], "施策一覧", sheet)
    finding = next(f for f in read_measures(book, read({**BASE, "列": columns})[0])[1] if "「評価」" in f.message)

    assert finding.code == "column-missing"
    assert words in finding.message
    assert "「評価」と書いて、列を手で加えてください" in finding.hint


def test_without_the_column_of_departments_none_is_called_unused() -> None:
    sheet = sheet_of("施策一覧", [("事業ID", "事業名", "評価"), ("J001", "見守り", "おおむね実施できた")])
    book = change_sheet(books_of({**BASE, "施策一覧": MEASURES})["施策一覧.xlsx"], "施策一覧", sheet)
    columns = [{"列名": "評価", "種類": "評価"}]

    assert seen(read_measures(book, read({**BASE, "列": columns})[0])[1]) == [("column-missing", "施策一覧!A1")]


def test_a_rating_of_a_long_scale_is_told_all_of_its_labels() -> None:
    scale = [{"評価": f"段階{number}"} for number in range(12)]
    rows = [{**MEASURES[0], "評価": "段階12"}, {**MEASURES[1], "評価": "段階1"}]

    assert "「段階11」です。" in one(read_both({**BASE, "評価尺度": scale, "施策一覧": rows})[2], "rating-unknown").message


def test_items_that_are_unknown_or_stand_twice_are_named() -> None:
    sound = [("締切", "R4.9.9"), ("メール", "kaigi@mihon.example.jp")]
    rows = [("項目", "値"), ("会議名", "会"), ("回数", 1), ("回", 1), *sound, ("締切", "R4.9.8"), (None, "あ")]
    meeting, findings = read_settings(change_sheet(settings_of(BASE), "会議", sheet_of("会議", rows)), "mihon")

    assert seen(findings) == [("item-unknown", "会議!B3"), ("item-duplicate", "会議!B7"), ("item-unknown", "会議!B8")]
    assert meeting is not None
    assert meeting.deadline == date(2022, 9, 9)


def test_an_item_whose_row_is_gone_is_missed_when_it_is_required() -> None:
    rows = [("項目", "値"), ("会議名", "会"), ("締切", "R4.9.9")]
    findings = read_settings(change_sheet(settings_of(BASE), "会議", sheet_of("会議", rows)), "mihon")[1]

    assert seen(findings) == [("cell-required", "会議!")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (GridCell(4, 5, "", formula=True), "formula-without-value"),
        (GridCell(4, 5, "見本　花子", struck=True), "text-struck"),
    ],
)
def test_formulas_without_result_and_struck_text_are_named(cell: GridCell, code: str) -> None:
    findings = read_settings(change_cell(settings_of(BASE), "委員", cell), "mihon")[1]

    assert seen(findings) == [(code, "委員!E4")]


def test_a_formula_with_a_result_is_read_like_a_value() -> None:
    book = change_cell(settings_of(BASE), "委員", GridCell(4, 5, "見本　次郎", formula=True))
    meeting, findings = read_settings(book, "mihon")

    assert seen(findings) == []
    assert meeting is not None
    assert meeting.members[0].name.value == "見本　次郎"


def test_dittos_take_the_value_above_and_name_it() -> None:
    rows = [{**MEASURES[0], "担当課": "学校教育課\n教育係"}, {**MEASURES[1], "担当課": "〃"}, {**MEASURES[0], "担当課": "”"}]
    _, measures, findings = read_both({**BASE, "施策一覧": rows})

    assert [measure.department_text.value for measure in measures] == ["学校教育課\n教育係"] * 3
    assert [place for code, place in seen(findings) if code == "ditto-expanded"] == ["施策一覧!F5", "施策一覧!F6"]
    assert "「学校教育課 教育係」" in one(findings, "ditto-expanded").message


def test_many_dittos_of_one_column_are_one_warning() -> None:
    rows = [{**MEASURES[0], "今年度予定": "続ける"}, *({**MEASURES[1], "担当課": "〃"} for _ in range(8))]
    rows[1] |= {"担当課": "学校教育課", "今年度予定": "同上"}
    findings = read_both({**BASE, "施策一覧": rows})[2]

    assert [place for code, place in seen(findings) if code == "ditto-expanded"] == ["施策一覧!F6", "施策一覧!I5"]
    assert one(findings, "ditto-expanded").message == (
        "担当課の「〃」7か所を、上の行と同じに読みました（F6「学校教育課」、F7「学校教育課」、F8「学校教育課」、F9「学校教育課」、"
        "F10「学校教育課」、F11「学校教育課」 ほか1か所）。"
    )


def test_merged_cells_count_for_all_of_their_rows() -> None:
    rows = [("委員ID", "区分", "氏名"), ("C01", "福祉", "甲"), ("C02", None, "乙"), ("C03", None, "丙")]
    sheet = sheet_of("委員", rows, merged=((2, 2, 3, 2),))
    meeting, findings = read_settings(change_sheet(settings_of(BASE), "委員", sheet), "mihon")

    assert seen(findings) == [("merged-expanded", "委員!B2")]
    assert meeting is not None
    assert [member.category.value for member in meeting.members] == ["福祉", "福祉", ""]


def test_hidden_rows_and_sheets_are_read_and_named() -> None:
    sheet = settings_of(BASE).sheet("委員")
    assert sheet is not None
    hidden = replace(sheet, hidden=True, hidden_rows=frozenset({5, 6}))
    meeting, findings = read_settings(change_sheet(settings_of(BASE), "委員", hidden), "mihon")

    assert [code for code, _ in seen(findings)] == ["sheet-hidden", "row-hidden"]
    assert "6行目" in one(findings, "row-hidden").message
    assert meeting is not None
    assert len(meeting.members) == 2


def test_a_measure_is_not_printed_twice_at_one_policy() -> None:
    rows = [{**MEASURES[0], "施策ID": "P01", "再掲先の施策ID": "P01、P02"}, MEASURES[1]]
    _, measures, findings = read_both({**BASE, "施策体系": [{"名称": "甲"}, {"名称": "乙"}], "施策一覧": rows})

    assert measures[0].also_listed_under == ("P02",)
    assert seen(findings) == [("listed-twice", "施策一覧!C4"), ("policy-blank", "施策一覧!B5")]


def test_words_in_a_column_of_numbers_are_a_warning() -> None:
    columns = [{"列名": "件数", "種類": "数値"}]
    rows = [{**MEASURES[0], "件数": "約1,200件"}, {**MEASURES[1], "件数": "－"}, {**MEASURES[1], "件数": "集計中"}]
    plain = [{k: v for k, v in row.items() if k not in ("評価", "前年度取組状況", "今年度予定")} for row in rows]
    _, measures, findings = read_both({**BASE, "列": columns, "施策一覧": plain})

    assert seen(findings) == [("number-invalid", "施策一覧!G6")]
    assert measures[2].values[("件数", None)].value == "集計中"


_ODD_VALUES = st.one_of(
    st.sampled_from(["〃", "同上", "#REF!", "C01", "P02", "S02、S09", "はい", "事業の表", "R3", "氏名", "項目", "回", "\n", "△"]),
    st.text(max_size=6),
    st.floats(),
    st.integers(-(10**12), 10**12),
    st.booleans(),
    st.dates(),
    st.just(datetime(2022, 2, 1, 10, 30)),
    st.just(time(10, 30)),
)
_ODD_CELLS = st.builds(GridCell, st.integers(1, 8), st.integers(1, 9), _ODD_VALUES, st.booleans(), st.booleans())


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10), _ODD_CELLS), max_size=25))
def test_no_cell_is_so_odd_that_reading_stops(changes: list[tuple[int, GridCell]]) -> None:
    books = books_of({**BASE, "施策一覧": MEASURES})
    meeting, _ = read(BASE)
    for position, cell in changes:
        name = "施策一覧.xlsx" if position == 0 else "会議設定.xlsx"
        sheet = books[name].sheets[position]
        books[name] = change_cell(books[name], sheet.title, cell)

    _, findings = read_settings(books["会議設定.xlsx"], "mihon")
    _, more = read_measures(books["施策一覧.xlsx"], meeting)
    assert all(finding.message for finding in [*findings, *more])
