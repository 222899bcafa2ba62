from __future__ import annotations

from datetime import date

import pytest
from meeting_rows import BASE, change_sheet, read, seen, settings_of, sheet_of, with_items

from kaigi_docs.blocks import Paper
from kaigi_docs.findings import Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.meeting import (
    Access,
    AgendaKind,
    AskedPer,
    BlankRule,
    ColumnKind,
    MaterialKind,
    MeasureScope,
    PageNumbering,
    QuestionKind,
    YearOrder,
)
from kaigi_docs.read.settings import read_settings


def test_the_three_required_sheets_are_enough() -> None:
    meeting, findings = read(BASE)

    assert findings.codes() == ["default-used"]
    assert meeting.name.value == "みほん市自殺対策推進協議会"
    assert meeting.round == 1
    assert meeting.deadline == date(2022, 9, 9)
    assert meeting.deadline_where == Location("会議設定.xlsx", "会議", "B5")
    assert meeting.fiscal_year == FiscalYear(2022)
    assert [member.id for member in meeting.members] == ["C01", "C02"]
    assert meeting.members[0].name.where == Location("会議設定.xlsx", "委員", "E4")


def test_sheets_that_are_missing_altogether_mean_the_same_as_empty_ones() -> None:
    book = settings_of(BASE)
    for title in ("説明", "議題", "資料", "設問", "評価尺度", "施策体系", "列", "文面", "組織改編", "回収の確認"):
        book = change_sheet(book, title, None)

    assert read_settings(book, "mihon")[0] == read(BASE)[0]


def test_defaults_make_a_packet_of_letter_table_and_form() -> None:
    meeting, _ = read(BASE)

    assert [(m.id, m.no, m.kind, m.title.value) for m in meeting.materials] == [
        ("S01", "", MaterialKind.COVER_LETTER, "まずはこちらをお読みください"),
        ("S02", "1", MaterialKind.MEASURES, "「みほん計画」の取組状況"),
        ("S03", "", MaterialKind.RESPONSE_FORM, "回答書"),
    ]
    assert meeting.materials[1].landscape
    assert meeting.materials[1].measures_of is MeasureScope.ALL
    assert [(a.kind, a.title.value, a.material_ids) for a in meeting.agenda] == [
        (AgendaKind.REPORT, "「みほん計画」の取組状況について", ("S02",))
    ]
    question = meeting.questions[0]
    assert (question.kind, question.item_ids, question.lines) == (QuestionKind.COMMENT, ("A01",), 5)
    assert [choice.value for choice in question.choices] == ["意見や感想", "特になし"]
    assert [(r.label.value, r.mark.value, r.needs_reason) for r in meeting.ratings] == [
        ("当初の予定どおり実施できた", "", False),
        ("おおむね実施できた", "", False),
        ("実施は不十分だった", "△", True),
        ("実施できなかった", "✕", True),
    ]
    assert [(c.key, c.heading.value, c.kind) for c in meeting.measure_columns] == [
        ("事業名", "事業名", ColumnKind.NAME),
        ("事業概要", "事業概要および実施内容", ColumnKind.SUMMARY),
        ("前年度取組状況", "令和３年度取組状況", ColumnKind.TEXT),
        ("評価", "評価", ColumnKind.RATING),
        ("今年度予定", "令和４年度予定", ColumnKind.TEXT),
        ("担当課", "担当課", ColumnKind.DEPARTMENTS),
    ]


def test_without_a_measure_book_the_default_packet_has_no_table() -> None:
    meeting, _ = read_settings(settings_of(BASE), "mihon", has_measures=False)

    assert meeting is not None
    assert [material.id for material in meeting.materials] == ["S01", "S03"]
    assert meeting.agenda[0].material_ids == ()


def test_default_questions_ask_once_for_each_item_of_the_first_level() -> None:
    agenda = [
        {"種類": "報告事項", "題名": "取組について"},
        {"種類": "報告事項", "題名": "基本施策", "親の議題ID": "A01", "資料ID": "S02"},
        {"種類": "協議事項", "題名": "予定について"},
    ]
    meeting, _ = read({**BASE, "議題": agenda})

    assert [question.item_ids for question in meeting.questions] == [("A01",), ("A03",)]
    assert meeting.agenda[1].parent_id == "A01"


def test_a_motion_is_voted_on_where_no_questions_are_written() -> None:
    agenda = [
        {"種類": "議案", "題名": "規約の改正"},
        {"種類": "その他", "題名": "改正の中身", "親の議題ID": "A01"},
        {"種類": "協議事項", "題名": "予定について", "資料ID": "S02"},
        {"種類": "議案", "題名": "予算", "親の議題ID": "A03"},
    ]
    meeting, findings = read({**BASE, "議題": agenda})

    assert seen(findings) == []
    assert [(question.kind, question.item_ids, question.lines) for question in meeting.questions] == [
        (QuestionKind.VOTE, ("A01",), 3),
        (QuestionKind.COMMENT, ("A03",), 5),
        (QuestionKind.VOTE, ("A04",), 3),
    ]
    assert [choice.value for choice in meeting.questions[0].choices] == ["賛成", "反対"]


@pytest.mark.parametrize(
    ("voted", "missed"),
    [
        ("A01、A02", []),
        ("A01、A03、A04", []),
        ("A01", ["A02", "A03", "A04"]),
        ("A02", ["A01"]),
        ("A01、A03", ["A02", "A04"]),
    ],
)
def test_a_motion_counts_as_voted_on_with_its_whole_or_with_all_of_its_parts(voted: str, missed: list[str]) -> None:
    agenda = [
        {"種類": "議案", "題名": "規約の改正", "資料ID": "S02"},
        {"種類": "議案", "題名": "予算"},
        {"種類": "議案", "題名": "歳入", "親の議題ID": "A02"},
        {"種類": "議案", "題名": "歳出", "親の議題ID": "A02"},
    ]
    questions = [{"種類": "表決", "議題ID": voted}, {"種類": "意見", "議題ID": "A01、A02、A03、A04"}]
    _, findings = read({**BASE, "議題": agenda, "設問": questions})

    warned = [finding.message.partition("（")[2][:3] for finding in findings if finding.code == "motion-without-vote"]
    assert warned == missed
    assert {code for code, _ in seen(findings)} <= {"motion-without-vote"}


def test_the_fiscal_year_follows_the_issue_date_then_the_deadline() -> None:
    assert read(with_items(発行日="令和4年3月20日", 締切="令和4年4月20日"))[0].fiscal_year == FiscalYear(2021)
    assert read(with_items(発行日=None, 締切="令和4年4月20日"))[0].fiscal_year == FiscalYear(2022)
    assert read(with_items(年度="R3"))[0].fiscal_year == FiscalYear(2021)


def test_house_style_and_secretariat_are_read_as_written() -> None:
    meeting, findings = read(
        with_items(
            **{
                "番号の書き方（見出し）": "第1",
                "番号の書き方（項目）": 1,
                "番号の書き方（小項目）": "(ア)",
                "数字の幅": "半角",
                "ページ番号": "通し",
                "年の並び": "古い年から",
                "敬称": "委員",
                "電話": "0000-00-0000\r\n（内線000）\n",
                "文書番号": "　第　　号",
            }
        )
    )

    assert seen(findings) == []
    assert meeting.style.item_glyphs == ("第1", "1", "(ア)")
    assert meeting.style.digits is DigitWidth.HALF
    assert meeting.style.pages is PageNumbering.THROUGH
    assert meeting.style.years is YearOrder.OLDEST_FIRST
    assert meeting.style.honorific.value == "委員"
    assert meeting.secretariat.phone.value == "0000-00-0000\n（内線000）"
    assert meeting.document_no.value == "　第　　号"


@pytest.mark.parametrize(
    "written", ["令和4年9月9日", "令和４年９月９日", "R4.9.9", "2022/9/9", "2022-09-09", date(2022, 9, 9), "令和4年9月9日（金）"]
)
def test_a_deadline_may_be_written_in_any_usual_way(written: str | date) -> None:
    sheet = sheet_of("会議", [("項目", "値"), ("会議名", "会"), ("回", "第１回"), ("締切", written)])
    meeting, _ = read_settings(change_sheet(settings_of(BASE), "会議", sheet), "mihon")

    assert meeting is not None
    assert (meeting.deadline, meeting.round) == (date(2022, 9, 9), 1)


def test_materials_keep_access_paper_direction_and_scope() -> None:
    rows = [
        {"種類": "お読みください", "題名": "お読みください"},
        {
            "種類": "事業の表",
            "資料番号": "資料２－１",
            "題名": "所管課",
            "公開": "委員限り",
            "用紙": "A3",
            "対象の事業": "所管課",
        },
        {
            "種類": "事業の表",
            "資料番号": "2-2",
            "題名": "ほか",
            "向き": "縦",
            "対象の事業": "所管課以外",
            "施策でまとめる": "いいえ",
        },
        {"種類": "回答書", "題名": "回答書"},
    ]
    agenda = [{"種類": "報告事項", "題名": "取組", "資料ID": "S02、S03"}]
    departments = [{"課名": "こども家庭課", "所管課": "はい"}]
    meeting, findings = read({**BASE, "資料": rows, "議題": agenda, "担当課": departments})

    own, others = meeting.materials[1:3]
    assert seen(findings) == []
    assert (own.no, own.access, own.paper, own.landscape) == ("2-1", Access.MEMBERS, Paper.A3, True)
    assert (own.measures_of, own.grouped) == (MeasureScope.OWN, True)
    assert (others.no, others.landscape, others.measures_of, others.grouped) == ("2-2", False, MeasureScope.OTHERS, False)
    assert meeting.materials[0].measures_of is None


def test_a_plan_may_have_three_levels() -> None:
    rows = [
        {"番号": "基本目標1", "名称": "育ち"},
        {"番号": "方向性1", "名称": "相談", "親の施策ID": "P01"},
        {"番号": "1-1-1", "名称": "窓口", "親の施策ID": "Ｐ０２"},
    ]
    meeting, findings = read({**BASE, "施策体系": rows})

    assert seen(findings) == []
    assert [(policy.id, policy.parent_id, policy.level) for policy in meeting.policies] == [
        ("P01", None, 1),
        ("P02", "P01", 2),
        ("P03", "P02", 3),
    ]


def test_two_rating_columns_may_have_a_scale_each_and_numbers_for_labels() -> None:
    ratings = [
        {"尺度": "自己評価", "記号": "A", "評価": "計画以上", "意味": "90%以上", "理由が必要": "はい"},
        {"尺度": "自己評価", "記号": "B", "評価": "計画どおり"},
        *({"尺度": "外部評価", "評価": score} for score in (5, 4, 3, 2, 1)),
    ]
    columns = [
        {"列名": "事業名", "種類": "事業名"},
        {"列名": "自己評価", "種類": "評価", "尺度": "自己評価"},
        {"列名": "外部評価", "種類": "評価", "尺度": "外部 評価", "幅mm": 20},
    ]
    meeting, findings = read({**BASE, "評価尺度": ratings, "列": columns})

    assert seen(findings) == []
    assert [(c.key, c.scale, c.width_mm) for c in meeting.measure_columns[1:]] == [
        ("自己評価", "自己評価", None),
        ("外部評価", "外部評価", 20.0),
    ]
    assert [r.label.value for r in meeting.ratings if r.scale == "外部評価"] == ["5", "4", "3", "2", "1"]
    assert meeting.ratings[0].needs_reason


def test_columns_may_repeat_for_years_and_belong_to_some_materials() -> None:
    columns = [
        {"列名": "実績", "見出し": "〔年度〕までの実績", "種類": "数値", "年度": "R2、令和３年度、2022", "資料ID": "S02"},
        {"列名": "名前", "種類": "事業名"},
    ]
    meeting, findings = read({**BASE, "列": columns})

    column = meeting.measure_columns[0]
    assert seen(findings) == []
    assert column.years == (FiscalYear(2020), FiscalYear(2021), FiscalYear(2022))
    assert (column.heading.value, column.materials) == ("令和４年度までの実績", ("S02",))
    assert meeting.measure_columns[1].key == "事業名", "a fixed kind stands under its fixed header"


def test_questions_may_be_votes_scores_and_asked_per_item_or_measure() -> None:
    agenda = [{"種類": "議案", "題名": "改正"}, {"種類": "報告事項", "題名": "取組", "資料ID": "S02"}]
    questions = [
        {"種類": "表決", "議題ID": "A01", "選択肢": "賛成／反対／保留", "対象": "議題ごと", "空欄のとき": "確認する"},
        {"種類": "点数", "問い": "達成度", "対象": "事業ごと"},
        {"種類": "表決", "議題ID": "A01"},
        {"種類": "意見の表", "問い": "意見", "記入行数": "10行"},
        {"種類": "複数選択", "問い": "どれ", "選択肢": "ア／イ\nウ", "空欄のとき": "同意とみなす", "記入行数": 0},
    ]
    meeting, findings = read({**BASE, "議題": agenda, "設問": questions})

    vote, score, plain_vote, table, several = meeting.questions
    assert seen(findings) == []
    assert [choice.value for choice in vote.choices] == ["賛成", "反対", "保留"]
    assert (vote.per, vote.blank, vote.lines) == (AskedPer.ITEM, BlankRule.ASK, 3)
    assert (score.per, [choice.value for choice in score.choices], score.lines) == (AskedPer.MEASURE, list("54321"), 0)
    assert [choice.value for choice in plain_vote.choices] == ["賛成", "反対"]
    assert (table.kind, table.lines) == (QuestionKind.COMMENT_TABLE, 10)
    assert [choice.value for choice in several.choices] == ["ア", "イ", "ウ"]
    assert (several.blank, several.lines) == (BlankRule.CONSENT, 0)


def test_wording_belongs_to_a_place_or_to_an_item() -> None:
    rows = [
        {"場所": "はじめに", "文": "こんにちは。"},
        {"場所": "ａ01", "形": "箇条書き", "文": "　〔締切〕までに\nお願いします。"},
        {"場所": "回答書のはじめに", "形": "注", "文": "※黒のペンで"},
    ]
    meeting, findings = read({**BASE, "文面": rows})

    assert seen(findings) == []
    assert [(row.place, row.form, row.text.value) for row in meeting.wording] == [
        ("opening", "paragraph", "こんにちは。"),
        ("A01", "bullet", "　〔締切〕までに\nお願いします。"),
        ("form_intro", "note", "※黒のペンで"),
    ]


def test_rows_that_hold_only_their_id_are_empty() -> None:
    book = settings_of(BASE)
    sheet = book.sheet("委員")
    assert sheet is not None
    assert len([cell for cell in sheet.cells.values() if cell.column == 1 and cell.row > 3]) == 20
    meeting, _ = read_settings(book, "mihon")
    assert meeting is not None
    assert len(meeting.members) == 2


def test_headers_are_found_below_memos_in_any_order_and_with_marks() -> None:
    sheet = sheet_of(
        "委員",
        [("覚え書き：氏名を確かめる",), (), ("ふりがな", " 氏　名＊", "委員ＩＤ"), ("みほん", "見本", "Ｃ０７")],
    )
    meeting, findings = read_settings(change_sheet(settings_of(BASE), "委員", sheet), "mihon")

    assert seen(findings) == []
    assert meeting is not None
    assert [(m.id, m.name.value, m.reading.value) for m in meeting.members] == [("C07", "見本", "みほん")]


def test_an_inquiry_is_read_as_written_and_empty_where_nobody_is_asked() -> None:
    meeting, findings = read(
        with_items(
            照会日="令和4年5月9日",
            照会の文書番号="なし",
            照会の発信者="こころの健康課長",
            調査票の締切="令和4年5月31日",
            調査票の提出先="共有フォルダ",
            確認依頼日="令和4年5月24日",
            確認依頼の締切="令和4年6月7日",
            再依頼日="令和4年6月3日",
            再依頼の締切="令和4年6月10日",
        )
    )
    inquiry = meeting.inquiry
    assert seen(findings) == []
    assert (inquiry.issued_on, inquiry.due) == (date(2022, 5, 9), date(2022, 5, 31))
    assert (inquiry.query_on, inquiry.query_due) == (date(2022, 5, 24), date(2022, 6, 7))
    assert (inquiry.reminded_on, inquiry.reminder_due) == (date(2022, 6, 3), date(2022, 6, 10))
    assert (inquiry.numbered, inquiry.document_no.value, inquiry.is_draft) == (False, "", False)
    assert (inquiry.sender.value, inquiry.return_to.value) == ("こころの健康課長", "共有フォルダ")
    assert inquiry.due_where is not None and inquiry.due_where.sheet == "会議"

    unasked = read(BASE)[0].inquiry
    assert (unasked.due, unasked.numbered, unasked.is_draft) == (None, True, True)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [({}, "事務連絡"), ({"確認依頼と再依頼の番号": "なし"}, ""), ({"確認依頼と再依頼の番号": "第5号"}, "第5号")],
)
def test_letters_after_an_inquiry_have_the_number_that_is_typed_or_say_that_they_are_between_departments(
    typed: dict[str, str], printed: str
) -> None:
    meeting, findings = read(with_items(**typed))
    assert seen(findings) == []
    assert meeting.inquiry.follow_up_no.value == printed


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ({"確認依頼日": "令和4年6月3日", "確認依頼の締切": "令和4年6月2日"}, ["inquiry-out-of-order"]),
        ({"意見の照会日": "令和4年9月14日", "意見の照会の締切": "令和4年9月13日"}, ["inquiry-out-of-order"]),
        ({"委員への再依頼日": "令和4年9月13日", "委員への再依頼の締切": "令和4年9月23日"}, ["deadline-holiday"]),
        ({"照会日": "令和4年6月6日", "確認依頼の締切": "令和4年6月3日"}, ["inquiry-out-of-order"]),
        ({"確認依頼の締切": "令和4年6月4日"}, ["deadline-weekend"]),
        ({"照会日": "令和4年6月1日", "調査票の締切": "令和4年5月31日"}, ["inquiry-out-of-order"]),
        ({"調査票の締切": "令和4年5月31日", "再依頼の締切": "令和4年5月30日"}, ["inquiry-out-of-order"]),
        ({"調査票の締切": "令和4年5月5日"}, ["deadline-holiday"]),
        ({"調査票の締切": "令和4年5月28日"}, ["deadline-weekend"]),
        ({"調査票の締切": "令和4年8月22日", "発行日": "令和4年8月19日"}, ["inquiry-late"]),
    ],
)
def test_dates_of_an_inquiry_stand_in_their_order_on_open_days(items: dict[str, str], codes: list[str]) -> None:
    assert [code for code, *_ in seen(read(with_items(**items))[1])] == codes


def test_a_column_may_be_left_out_of_the_inquiry_and_have_a_length() -> None:
    columns = [
        {"列名": "事業名", "種類": "事業名"},
        {"列名": "取組", "種類": "文章", "字数の目安": 200},
        {"列名": "外部評価", "種類": "評価", "照会": "いいえ"},
    ]
    meeting, _ = read({**BASE, "列": columns})
    assert [(column.key, column.asked, column.length_hint) for column in meeting.measure_columns[1:]] == [
        ("取組", True, 200),
        ("外部評価", False, None),
    ]
