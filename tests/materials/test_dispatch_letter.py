"""送付文書: the letter to all, the letters to the single members, and the office's own words in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kaigi_docs.blocks import Align, Document, KeyValue, Paragraph, text_of
from kaigi_docs.findings import Findings, Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.materials.dispatch_letter import build_dispatch_letter, build_member_letters
from kaigi_docs.model.meeting import DeadlineRule, Dispatch, MaterialKind, Meeting, Member, Route, Secretariat
from kaigi_docs.model.text import Text
from kaigi_docs.theme import Theme
from letter_meeting import context_of, letter_meeting, material_of, packet_of, template, without, written

AsText = Callable[[Document], str]
TEMPLATE = template("dispatch_letter.md.j2")


def letter_of(meeting: Meeting, source: str = "") -> tuple[Document, Findings]:
    used = (source, "文面/dispatch_letter.md.j2") if source else TEMPLATE
    material = material_of(meeting, MaterialKind.DISPATCH_LETTER)
    return build_dispatch_letter(material, packet_of(meeting), context_of(meeting), used)


def members_letters(meeting: Meeting) -> Document:
    material = material_of(meeting, MaterialKind.DISPATCH_LETTER)
    return build_member_letters(material, packet_of(meeting), context_of(meeting), TEMPLATE)


def test_the_letter_to_all_members_reads_as_recorded(as_text: AsText) -> None:
    document, findings = letter_of(letter_meeting())
    assert list(findings) == []
    assert as_text(document).splitlines() == [
        "lead: ４健こ第123号",
        "lead: 令和４年８月19日",
        "small: ",
        "plain: みほん市いのち支える協議会　委員各位",
        "small: ",
        "lead: みほん市長　見本　太郎",
        "lead: （公印省略）",
        "small: ",
        "lead: 令和４年度第１回みほん市いのち支える協議会（書面開催）について（依頼）",
        "small: ",
        "body: みほん市いのち支える協議会の運営につきましては、日頃から格別のご理解とご協力をいただき、厚くお礼申し上げます。",
        "body: さて、令和４年度第１回の会議を書面により開催しますので、会議の資料をお送りします。"
        "お忙しいところ恐れ入りますが、下記のとおりご覧のうえ、ご回答くださいますようお願いいたします。",
        "small: ",
        "lead: 記",
        "１",
        "  plain: 会議の進め方",
        "  plain: 資料をご覧のうえ、議案の賛否と議事についてのご意見を「協議事項等回答書<#S03>」にご記入ください。"
        "議事は「次第<#S12>」のとおりです。",
        "２",
        "  plain: 回答期限　　令和４年９月９日（金）必着",
        "３",
        "  plain: 回答方法",
        "  plain: 次のいずれかの方法でお送りください。",
        "  ・",
        "    plain: 郵送　〒000-0000　みほん市中央１丁目　みほん市こころの健康課"
        "（返信用封筒を同封した方は、それをお使いください）",
        "  ・",
        "    plain: ＦＡＸ　0000-00-0001",
        "  ・",
        "    plain: 電子メール　kokoro@mihon.example.jp",
        "４",
        "  plain: 送付資料　　別添の「配布資料一覧<#S11>」のとおりです。",
        "lead: 以上",
        "small: ",
        "担当 = みほん市こころの健康課",
        "担当者 = 支援係　灯台",
        "電話 = 0000-00-0000",
        "ＦＡＸ = 0000-00-0001",
        "メール = kokoro@mihon.example.jp",
    ]


def test_number_date_sender_and_end_stand_at_the_right_and_the_subject_in_the_middle() -> None:
    aligned = {text_of(each.runs): each.align for each in letter_of(letter_meeting())[0].blocks() if isinstance(each, Paragraph)}
    right = ("４健こ第123号", "令和４年８月19日", "みほん市長　見本　太郎", "（公印省略）", "以上")
    assert {aligned[text] for text in right} == {Align.END}
    assert {aligned[text] for text in aligned if text == "記" or text.endswith("（依頼）")} == {Align.CENTER}


@pytest.mark.parametrize(
    ("sent_on", "deadline", "shown"),
    [
        (date(2022, 8, 22), date(2022, 9, 9), "令和４年８月　　日"),
        (None, date(2022, 9, 9), "令和４年　　月　　日"),
        (None, date(2023, 1, 10), "令和　　年　　月　　日"),
    ],
)
def test_a_draft_leaves_room_for_number_and_day_and_says_what_is_known(
    sent_on: date | None, deadline: date, shown: str, as_text: AsText
) -> None:
    draft = letter_meeting(document_no=Text(""), issue_date=None, deadline=deadline, dispatch=Dispatch(sent_on=sent_on))
    assert as_text(letter_of(draft)[0]).splitlines()[:2] == ["lead: 　　第　　　号", f"lead: {shown}"]


def test_an_office_without_numbers_begins_with_the_date(as_text: AsText) -> None:
    assert as_text(letter_of(letter_meeting(document_no=Text(""), numbered=False))[0]).startswith("lead: 令和４年８月19日")


def test_a_postmark_is_enough_where_the_office_says_so(as_text: AsText) -> None:
    text = as_text(letter_of(letter_meeting(dispatch=Dispatch(deadline_rule=DeadlineRule.POSTMARK)))[0])
    assert "plain: 回答期限　　令和４年９月９日（金）（当日消印有効）" in text


def test_a_seal_that_is_set_by_hand_leaves_no_words(as_text: AsText) -> None:
    assert "公印" not in as_text(letter_of(letter_meeting(dispatch=Dispatch(seal=Text(""))))[0])
    assert "lead: （公印省略）" in as_text(letter_of(letter_meeting(dispatch=Dispatch(seal=Text("（公印省略）"))))[0])


def test_the_offices_own_subject_may_hold_placeholders_and_names_its_cell(as_text: AsText) -> None:
    at = Location("会議設定.xlsx", "会議", "B15")
    text = as_text(letter_of(letter_meeting(dispatch=Dispatch(subject=Text("〔会議名〕の開催について（依頼）", at))))[0])
    assert "lead: みほん市いのち支える協議会の開催について（依頼）" in text
    _, findings = letter_of(letter_meeting(dispatch=Dispatch(subject=Text("〔会議〕について", at))))
    assert [(each.code, each.where) for each in findings] == [("placeholder-unknown", at)]


def test_a_packet_without_list_form_and_agenda_names_what_it_has(as_text: AsText) -> None:
    kinds = (MaterialKind.MATERIAL_LIST, MaterialKind.RESPONSE_FORM, MaterialKind.AGENDA)
    meeting = replace(without(letter_meeting(), *kinds), secretariat=Secretariat(name=Text("事務局")), questions=())
    lines = as_text(letter_of(meeting)[0]).splitlines()
    assert "  plain: 資料をご覧のうえ、議事についてのご意見がありましたら、事務局までお寄せください。" in lines
    assert [line for line in lines if "・" in line or "    plain" in line][:2] == [
        "  ・",
        "    plain: 郵送　事務局（返信用封筒を同封した方は、それをお使いください）",
    ]
    assert lines[lines.index("  plain: 送付資料") + 1 : lines.index("lead: 以上")][1::2] == [
        "    plain: まずはこちらをお読みください<#S01>",
        "    plain: 委員名簿<#S13>",
        "    plain: 資料１<#S04>　自殺の現状と推移",
        "    plain: 資料2-1<#S02>　取組状況",
        "    plain: 資料３<#S07>　目標値に対する現状",
        "    plain: 資料４<#S08>　市民アンケートの案",
    ]


def test_the_offices_own_words_take_the_place_of_the_body_and_add_items(as_text: AsText) -> None:
    rows = (
        *written("dispatch_body", "〔締切〕までにお願いします。"),
        *written("dispatch_items", "謝金　後日お振り込みします。〔締切の扱い〕です。", "出欠の連絡は要りません。"),
        *written("dispatch_items", "領収書は不要です。", form="note"),
    )
    document, findings = letter_of(letter_meeting(wording=rows))
    lines = as_text(document).splitlines()
    assert list(findings) == []
    assert [line for line in lines if line.startswith("body")] == ["body: 令和４年９月９日（金）までにお願いします。"]
    assert lines[lines.index("５") : lines.index("lead: 以上")] == [
        "５",
        "  plain: 謝金　　後日お振り込みします。必着です。",
        "６",
        "  plain: 出欠の連絡は要りません。",
        "  ※ 領収書は不要です。",
    ]


def test_a_template_of_the_office_that_names_nothing_known_is_found_with_its_line() -> None:
    _, findings = letter_of(letter_meeting(), "{{ 件名 }}\n\n{{ 宛先 }}\n")
    assert [(each.code, each.where) for each in findings] == [
        ("placeholder-unknown", Location("文面/dispatch_letter.md.j2", line=3))
    ]


def test_every_member_has_a_letter_on_a_page_of_its_own(as_text: AsText) -> None:
    document = members_letters(letter_meeting())
    addressed = [
        [text_of(block.runs) for block in section.blocks if isinstance(block, Paragraph)][3:5] for section in document.sections
    ]
    assert addressed == [
        ["みほん学園大学", "教授　榊原　弓弦　様"],
        ["みほん市医師会", "理事　髙﨑　由起彦　様"],
        ["小鳥遊和希　様", ""],
    ]
    laid_out = layout_document(document, Theme())
    assert (len(laid_out.pages), list(laid_out.findings)) == (3, [])


def test_only_a_member_who_answers_by_post_is_told_of_an_envelope(as_text: AsText) -> None:
    texts = [
        as_text(replace(members_letters(letter_meeting()), sections=(each,)))
        for each in members_letters(letter_meeting()).sections
    ]
    assert ["（同封の返信用封筒をお使いください）" in text for text in texts] == [True, False, True]


def test_the_letters_of_a_draft_carry_its_mark() -> None:
    assert members_letters(letter_meeting(document_no=Text(""))).marks == ("案",)
    assert members_letters(letter_meeting()).marks == ()


def test_a_letter_with_all_it_may_have_stays_on_one_page() -> None:
    member = Member(id="C01", organisation=Text("みほん市民生委員児童委員協議会連合会"), post=Text("副会長"), name=Text("五百旗"))
    meeting = letter_meeting(members=(replace(member, answers_by=Route.POST),))
    rows = written("dispatch_items", "謝金　後日お振り込みします。", "返却　資料４は回答書と一緒にお返しください。")
    assert len(layout_document(members_letters(replace(meeting, wording=rows)), Theme()).pages) == 1


def test_an_office_that_gives_no_contact_has_no_empty_block() -> None:
    document, _ = letter_of(letter_meeting(secretariat=Secretariat()))
    assert not any(isinstance(block, KeyValue) for block in document.blocks())
