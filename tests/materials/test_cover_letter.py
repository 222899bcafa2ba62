from __future__ import annotations

from collections.abc import Callable

from kaigi_docs.blocks import Document
from kaigi_docs.materials.cover_letter import build_cover_letter
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Meeting, WordingRow
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.text import Text
from kaigi_docs.resources import resource_path

SHIPPED = resource_path("templates", "cover_letter.md.j2").read_text(encoding="utf-8")


def letter(meeting: Meeting, source: str = SHIPPED) -> tuple[Document, list[str]]:
    context = WordingContext(meeting, number_meeting(meeting))
    document, findings = build_cover_letter(meeting.materials[0], context, (source, "文面/cover_letter.md.j2"))
    return document, [f"{finding.code} {finding.where}" for finding in findings]


def test_the_letter_leads_through_agenda_materials_and_answer_boxes(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    document, findings = letter(meeting())
    assert findings == []
    assert as_text(document) == "\n".join(
        [
            "title: 「まずはこちらをお読みください」",
            "lead: 令和４年度　第１回　みほん市いのち支える協議会",
            "# １|はじめに {}",
            "body: みほん市いのち支える計画の進み具合です。令和４年９月９日（金）まで。",
            "# ２|報告事項について {}",
            "## 報告事項⑴|現状について {A01}",
            "plain: （資料３<#S02>をご覧ください）",
            "・",
            "  plain: 資料３<#S02>をご覧ください。回答書１<#Q1>へ。",
            "※ <b>＊</b>{{ 7 }} **そのまま**",
            "## 報告事項⑵|取組について {A02}",
            "## ①|各課の取組 {A03}",
            "plain: （資料３<#S02>をご覧ください）",
            "plain: 回答書２<#Q2>にご記入ください。",
            "# ３|協議事項について {}",
            "## |市民アンケートについて {A04}",
            "# ４|おわりに {}",
            "body: ご不明な点がありましたら、みほん市こころの健康課（電話 0000-00-0000）までお問い合わせください。",
            "lead: 令和４年８月19日",
            "lead: みほん市長",
        ]
    )


def test_a_placeholder_that_cites_nothing_is_found_with_its_cell(meeting: Callable[..., Meeting]) -> None:
    at = meeting().wording[0].text.where
    rows = tuple(
        WordingRow(id=placeholder, place="A01", form="paragraph", text=Text(f"{placeholder}です。", at))
        for placeholder in ("〔資料:S99〕", "〔回答書:Q9〕", "〔〆切〕")
    )
    _, findings = letter(meeting(wording=rows))
    place = "会議設定.xlsx「文面」C2"
    assert findings == [f"reference-unknown {place}", f"reference-unknown {place}", f"placeholder-unknown {place}"]


def test_an_unknown_name_in_a_template_is_found_with_its_line(meeting: Callable[..., Meeting]) -> None:
    _, findings = letter(meeting(), "# 題\n\n{{ 締切り }}\n")
    assert findings == ["placeholder-unknown 文面/cover_letter.md.j2 3行目"]


def test_a_broken_template_is_found_with_its_line(meeting: Callable[..., Meeting]) -> None:
    _, findings = letter(meeting(), "# 題\n\n{% for x in 議事 %}\n")
    assert findings == ["wording-syntax 文面/cover_letter.md.j2 3行目"]


def test_a_template_that_cites_an_unknown_material_is_found_with_its_line(meeting: Callable[..., Meeting]) -> None:
    _, findings = letter(meeting(), '# 題\n\n{{ 資料("S77") }}\n')
    assert findings == ["reference-unknown 文面/cover_letter.md.j2 3行目"]


def test_without_words_of_its_own_the_letter_says_what_to_do_until_when(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    document, findings = letter(meeting(wording=()))
    assert findings == []
    text = as_text(document)
    assert "body: 令和４年度第１回みほん市いのち支える協議会は、書面により開催します。" in text
    assert "令和４年９月９日（金）まで（必着）にみほん市こころの健康課へお送りください。" in text
    assert "plain: 回答書１<#Q1>にご記入ください。" in text


def test_number_date_and_sender_close_the_letter_as_far_as_they_are_known(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    full, _ = letter(meeting(document_no=Text("４健こ第1号")))
    assert as_text(full).splitlines()[-3:] == ["lead: ４健こ第1号", "lead: 令和４年８月19日", "lead: みほん市長"]
    drafted, _ = letter(meeting(issue_date=None, sender=Text("")))
    assert as_text(drafted).splitlines()[-1] == "lead: みほん市こころの健康課"
    assert "８月" not in as_text(drafted)
