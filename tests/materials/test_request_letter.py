"""照会文: the letter to the departments, and the office's own words in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings, Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.materials.request_letter import build_request_letter
from kaigi_docs.materials.sheet_guide import build_sheet_guide
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, Inquiry, MeasureColumn, Meeting, Rating
from kaigi_docs.model.text import Text
from kaigi_docs.proof.text import prove_text
from kaigi_docs.render.text.document import render_text
from kaigi_docs.theme import Theme
from letter_meeting import context_of, letter_meeting, template, written

AsText = Callable[[Document], str]
TEMPLATE, GUIDE = template("request_letter.md.j2"), template("status_sheet_guide.md.j2")
INQUIRY = Inquiry(
    issued_on=date(2022, 5, 9), document_no=Text("４健こ第45号"), sender=Text("こころの健康課長"), due=date(2022, 5, 31)
)
COLUMNS = (
    MeasureColumn(key="取組", heading=Text("取組"), kind=ColumnKind.TEXT),
    MeasureColumn(key="評価", heading=Text("評価"), kind=ColumnKind.RATING, scale="評価"),
)
RATINGS = (
    Rating(id="E01", scale="評価", label=Text("順調")),
    Rating(id="E02", scale="評価", label=Text("遅れ"), mark=Text("△"), needs_reason=True),
)
ANSWERED = Measure(id="J001", name=Text("研修"), values={}, rating_ids={}, earlier={"取組": Text("２回開いた。")})


def asking(**changes: Any) -> Meeting:
    meeting = letter_meeting(inquiry=INQUIRY, measure_columns=COLUMNS, ratings=RATINGS)
    return replace(meeting, **changes)


def letter_of(meeting: Meeting, *measures: Measure, shared: str = "") -> tuple[Document, Findings]:
    return build_request_letter(context_of(meeting), measures, TEMPLATE, shared)


def test_the_letter_reads_as_recorded(as_text: AsText) -> None:
    document, findings = letter_of(asking(), ANSWERED)
    assert list(findings) == []
    assert as_text(document).splitlines() == [
        "lead: ４健こ第45号",
        "lead: 令和４年５月９日",
        "small: ",
        "plain: 関係課長　様",
        "small: ",
        "lead: こころの健康課長",
        "small: ",
        "lead: 「みほん市いのち支える計画」の取組状況について（照会）",
        "small: ",
        "body: このことについて、令和４年度第１回みほん市いのち支える協議会に報告するため、各課が担当する事業の状況を調査します。"
        "お忙しいところ恐れ入りますが、下記のとおり調査票に記入し、期限までに提出してくださいますようお願いします。",
        "small: ",
        "lead: 記",
        "１",
        "  plain: 調査の対象",
        "  plain: 「みほん市いのち支える計画」の事業のうち、各課の調査票に載っている事業",
        "２",
        "  plain: 提出期限　　令和４年５月31日（火）",
        "３",
        "  plain: 提出方法",
        "  plain: 別添の調査票（Excel）に記入し、ファイルの形式と名前を変えずに、次へ提出してください。",
        "  plain: kokoro@mihon.example.jp",
        "４",
        "  plain: 記入のしかた",
        "  ・",
        "    plain: 黄色の欄に記入してください。灰色の欄は変えられません。",
        "  ・",
        "    plain: 評価は、欄の一覧から選んでください。「遅れ」のときは、文章の欄に理由を書いてください。",
        "  ・",
        "    plain: 文章が前回のままでよい事業は、「変更なし」を選び、文章の欄は空けておいてください。",
        "  ・",
        "    plain: 事業の廃止や統合、担当の変更があるときは、備考に書いてください。",
        "  ・",
        "    plain: くわしくは、調査票の「記入のしかた」シートをご覧ください。",
        "lead: 以上",
        "small: ",
        "担当 = みほん市こころの健康課",
        "担当者 = 支援係　灯台",
        "電話 = 0000-00-0000",
        "ＦＡＸ = 0000-00-0001",
        "メール = kokoro@mihon.example.jp",
    ]


def test_the_letter_stands_on_one_page() -> None:
    assert len(layout_document(letter_of(asking(), ANSWERED)[0], Theme()).pages) == 1


def test_a_letter_without_number_and_date_is_a_draft_and_leaves_room(as_text: AsText) -> None:
    draft, _ = letter_of(asking(inquiry=Inquiry(due=date(2022, 5, 31))))
    assert draft.marks == ("案",)
    assert as_text(draft).splitlines()[:2] == ["lead: 　　第　　　号", "lead: 令和４年　　月　　日"]
    unnumbered, _ = letter_of(asking(inquiry=replace(INQUIRY, document_no=Text(""), numbered=False)))
    assert unnumbered.marks == ()
    assert as_text(unnumbered).startswith("lead: 令和４年５月９日")


def test_only_what_is_asked_is_explained(as_text: AsText) -> None:
    text = as_text(letter_of(asking(measure_columns=COLUMNS[:1]))[0])
    assert "評価は" not in text
    assert "変更なし" not in text


def test_one_book_for_all_is_named(as_text: AsText) -> None:
    text = as_text(letter_of(asking(), shared="調査票_全課.xlsx")[0])
    assert "共有の調査票「調査票_全課.xlsx」の、自分の課の名前が付いたシート" in text
    assert "別添" not in text


def test_the_place_to_send_to_is_the_one_of_the_settings_book(as_text: AsText) -> None:
    shared = Text("S:\\照会\\こころの健康課")
    assert "plain: S:\\照会\\こころの健康課" in as_text(letter_of(asking(inquiry=replace(INQUIRY, return_to=shared)))[0])


def test_the_office_may_write_its_own_words_and_items(as_text: AsText) -> None:
    rows = (*written("request_body", "〔調査票の締切〕までにお願いします。"), *written("request_items", "問合せ　内線000"))
    document, findings = letter_of(asking(wording=rows))
    lines = as_text(document).splitlines()
    assert list(findings) == []
    assert [line for line in lines if line.startswith("body")] == ["body: 令和４年５月31日（火）までにお願いします。"]
    assert "  plain: 問合せ　　内線000" in lines


def test_an_unknown_placeholder_in_the_subject_names_its_cell() -> None:
    at = Location("会議設定.xlsx", "会議", "B20")
    _, findings = letter_of(asking(inquiry=replace(INQUIRY, subject=Text("〔計画〕について（照会）", at))))
    assert [(each.code, each.where) for each in findings] == [("placeholder-unknown", at)]


def test_the_page_for_departments_says_what_is_asked_and_stands_on_one_page(as_text: AsText) -> None:
    page, findings = build_sheet_guide(context_of(asking()), (ANSWERED,), GUIDE)
    text = as_text(page)
    assert list(findings) == []
    assert text.startswith("title: 調査票の書き方")
    assert "plain: 令和４年５月31日（火）までに、kokoro@mihon.example.jp へ返してください。" in text
    assert "「遅れ」のときは、文章の欄に理由を書いてください。" in text
    assert "「変更なし」を選び" in text
    assert "パスワードはありません" in text
    assert len(layout_document(page, Theme()).pages) == 1


def test_the_page_for_one_shared_book_asks_nobody_to_send_a_file(as_text: AsText) -> None:
    page, findings = build_sheet_guide(context_of(asking(measure_columns=COLUMNS[:1])), (), GUIDE, "調査票_全課.xlsx")
    text = as_text(page)
    assert list(findings) == []
    assert "「調査票_全課.xlsx」を開き、自分の課の名前が付いたシートを選んでください。" in text
    assert not any(words in text for words in ("へ返して", "前回", "評価"))


def test_the_text_for_mail_says_the_same_and_keeps_the_form_of_the_letter(tmp_path: Path) -> None:
    document, _ = letter_of(asking(), ANSWERED)
    content = render_text(document)
    lines = content.decode("utf-8-sig").split("\r\n")

    assert content.startswith(b"\xef\xbb\xbf"), "or the editor of older Windows guesses another encoding"
    assert lines[:5] == ["　" * 29 + "４健こ第45号", "　" * 27 + "令和４年５月９日", "", "関係課長　様", ""]
    assert lines[9].startswith("　このことについて、")
    assert "２　提出期限　　令和４年５月31日（火）" in lines
    assert "　・　黄色の欄に記入してください。灰色の欄は変えられません。" in lines
    assert lines[-2:] == ["メール：kokoro@mihon.example.jp", ""]
    (tmp_path / "照会文.txt").write_bytes(content)
    assert list(prove_text(tmp_path / "照会文.txt", document)) == []


def test_a_text_that_lost_or_changed_a_character_fails_its_proof(tmp_path: Path) -> None:
    document, _ = letter_of(asking(inquiry=Inquiry(due=date(2022, 5, 31))))
    text = render_text(document).decode("utf-8-sig")
    path = tmp_path / "照会文.txt"
    assert text.startswith("【案】")
    for wrong in (text.replace("31日", "30日"), text.replace("以上", ""), text + "追伸", text.replace("【案】", "")):
        path.write_text(wrong, encoding="utf-8")
        assert prove_text(path, document).codes() == ["proof-character-lost"]
    path.write_bytes(text.encode("cp932", "replace"))
    assert prove_text(path, document).codes() == ["proof-unreadable"]
