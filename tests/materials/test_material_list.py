"""配布資料一覧: what lies in the envelope, with final numbers of pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.materials.material_list import build_material_list
from kaigi_docs.model.meeting import Access, Edition, MaterialKind, Meeting, Route
from letter_meeting import MATERIALS, MEMBERS, context_of, letter_meeting, material_of, packet_of, without, written

AsText = Callable[[Document], str]
PAGES = {each.id: number for number, each in enumerate(MATERIALS, 1)}


def list_of(meeting: Meeting, **changes: object) -> tuple[Document, Findings]:
    material = material_of(meeting, MaterialKind.MATERIAL_LIST)
    return build_material_list(material, packet_of(meeting), context_of(meeting, **{"pages": PAGES, **changes}))


def test_the_list_reads_as_recorded(as_text: AsText) -> None:
    document, findings = list_of(letter_meeting())
    assert list(findings) == []
    assert as_text(document).splitlines() == [
        "title: 配布資料一覧",
        "lead: 令和４年度　第１回　みほん市いのち支える協議会",
        "資料番号 | 題名 | ページ数 | 用紙 | 部数 | 取扱い",
        "== ",
        "S01: cell: － | cell: まずはこちらをお読みください<#S01> | cell: 2 | cell: A4 | cell: 1 | ",
        "S12: cell: － | cell: 次第<#S12> | cell: 4 | cell: A4 | cell: 1 | ",
        "S13: cell: － | cell: 委員名簿<#S13> | cell: 5 | cell: A4 | cell: 1 | cell: 委員限り",
        "S04: cell: 資料１<#S04> | cell: 自殺の現状と推移 | cell: 6 | cell: A4 | cell: 1 | ",
        "S02: cell: 資料2-1<#S02> | cell: 取組状況 | cell: 7 | cell: A4 | cell: 1 | ",
        "S07: cell: 資料３<#S07> | cell: 目標値に対する現状 | cell: 8 | cell: A3 | cell: 1 | ",
        "S08: cell: 資料４<#S08> | cell: 市民アンケートの案 | cell: 9 | cell: A4 | cell: 1 | cell: 委員限り/要返却",
        "S03: cell: － | cell: 協議事項等回答書<#S03> | cell: 10 | cell: A4 | cell: 1 | ",
        "※ ほかに、郵送でご回答いただく方には、返信用封筒１枚を同封しています。",
        "※ 「委員限り」の資料は、委員の皆様だけにお送りしています。ほかの方にはお見せにならないようお願いします。",
        "※ 足りないものや、印刷の乱れたページがありましたら、お手数ですが事務局までお知らせください。",
    ]


def test_the_public_list_keeps_the_rows_of_what_is_withheld_and_nothing_of_their_content(as_text: AsText) -> None:
    text = as_text(list_of(letter_meeting(), edition=Edition.PUBLIC)[0])
    assert "S08: cell: 資料４（非公開） | cell: － | cell: － | cell: － | cell: －" in text
    assert "S13: cell: 非公開の資料 | cell: － | cell: － | cell: － | cell: －" in text
    assert not any(word in text for word in ("市民アンケートの案", "委員名簿", "委員限り", "要返却", "封筒", "事務局まで"))


def test_what_the_office_writes_stands_instead_of_the_envelope(as_text: AsText) -> None:
    rows = written("material_list", "返信用封筒　１枚（〔締切〕まで）", "参考図書　１冊", form="bullet")
    lines = as_text(list_of(letter_meeting(wording=rows))[0]).splitlines()
    assert lines[12:16] == [
        "・",
        "  plain: 返信用封筒　１枚（令和４年９月９日（金）まで）",
        "・",
        "  plain: 参考図書　１冊",
    ]
    assert not any("郵送でご回答" in line for line in lines)


def test_an_envelope_for_all_is_said_plainly_and_one_for_nobody_not_at_all(as_text: AsText) -> None:
    by_post = letter_meeting(members=tuple(replace(each, answers_by=Route.POST) for each in MEMBERS))
    by_mail = letter_meeting(members=tuple(replace(each, answers_by=Route.MAIL) for each in MEMBERS))
    assert "※ ほかに、返信用封筒１枚を同封しています。" in as_text(list_of(by_post)[0])
    assert "封筒" not in as_text(list_of(by_mail)[0])
    assert "封筒" not in as_text(list_of(without(by_post, MaterialKind.RESPONSE_FORM))[0])


def test_without_marks_there_is_no_column_for_them(as_text: AsText) -> None:
    plain = tuple(replace(each, access=Access.PUBLIC, handling=()) for each in MATERIALS)
    text = as_text(list_of(letter_meeting(materials=plain))[0])
    assert "資料番号 | 題名 | ページ数 | 用紙 | 部数\n" in text
    assert "委員限り" not in text


def test_numbers_of_pages_are_blank_until_they_are_counted(as_text: AsText) -> None:
    assert "S04: cell: 資料１<#S04> | cell: 自殺の現状と推移 |  | cell: A4" in as_text(list_of(letter_meeting(), pages={})[0])
