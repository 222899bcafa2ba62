from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaigi_docs.blocks import Document
from kaigi_docs.materials.motions import build_motions
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import (
    AgendaItem,
    AgendaKind,
    Material,
    MaterialKind,
    Meeting,
    Question,
    QuestionKind,
    WordingRow,
)
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.text import Text

VOTES = (Text("賛成"), Text("反対"))
BOOK = Material(id="S05", no="", kind=MaterialKind.MOTIONS, title=Text("議案書"))
BALLOT = Material(id="S06", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("表決書"))
TABLE = Material(id="S02", no="1", kind=MaterialKind.MEASURES, title=Text("予算の内訳"))
AGENDA = (
    AgendaItem(id="A01", kind=AgendaKind.MOTION, title=Text("規約の改正について")),
    AgendaItem(id="A02", kind=AgendaKind.MOTION, title=Text("予算について"), material_ids=("S02",)),
    AgendaItem(id="A03", kind=AgendaKind.MOTION, title=Text("収入"), parent_id="A02"),
    AgendaItem(id="A04", kind=AgendaKind.REPORT, title=Text("前回の結果")),
)
QUESTIONS = (
    Question(id="Q1", kind=QuestionKind.VOTE, item_ids=("A01",), choices=VOTES, form_id="S06"),
    Question(id="Q2", kind=QuestionKind.VOTE, item_ids=("A02",), choices=VOTES, form_id="S06"),
    Question(id="Q3", kind=QuestionKind.COMMENT, item_ids=("A04",), choices=VOTES),
)
FORM = Material(id="S03", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("回答書"))
WORDING = (
    WordingRow(id="1", place="motion:A01", form="paragraph", text=Text("規約第３条を次のとおり改める。")),
    WordingRow(id="2", place="motion:A01", form="note", text=Text("提案理由　会議を〔年度〕から書面でも開けるようにするため。")),
    WordingRow(id="3", place="A01", form="paragraph", text=Text("手紙だけの文です。")),
    WordingRow(id="4", place="S06", form="paragraph", text=Text("議案ごとに、賛成か反対のどちらかに✓をつけてください。")),
)


def with_motions(meeting: Callable[..., Meeting]) -> Meeting:
    return meeting(agenda=AGENDA, questions=QUESTIONS, materials=(BOOK, TABLE, FORM, BALLOT), wording=WORDING)


def test_the_book_of_motions_has_number_title_text_materials_and_where_to_vote(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    model = with_motions(meeting)
    document, findings = build_motions(BOOK, PacketModel(meeting=model), WordingContext(model, number_meeting(model)))
    assert list(findings) == []
    assert as_text(document) == "\n".join(
        [
            "title: 議案書",
            "lead: 令和４年度　第１回　みほん市いのち支える協議会",
            "# 議案第１号|規約の改正について {S05-A01}",
            "body: 規約第３条を次のとおり改める。",
            "※ 提案理由　会議を令和４年度から書面でも開けるようにするため。",
            "plain: この議案の賛否は、表決書１<#Q1>にご記入ください。",
            "# 議案第２号|予算について {S05-A02}",
            "plain: （資料１<#S02>をご覧ください）",
            "## ①|収入 {S05-A03}",
            "plain: この議案の賛否は、表決書２<#Q2>にご記入ください。",
        ]
    )


def test_each_form_asks_its_own_questions_under_its_own_words(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    model = with_motions(meeting)
    context = WordingContext(model, number_meeting(model))
    ballot, form = (as_text(build_response_form(each, (), context)[0]) for each in (BALLOT, FORM))
    assert "body: 議案ごとに、賛成か反対のどちらかに✓をつけてください。" in ballot
    assert "# １|規約の改正について【議案第１号】 {Q1-head}" in ballot
    assert ("Q3-head" in ballot, "Q3-head" in form, "Q1-head" in form) == (False, True, False)
    assert "# １|前回の結果【報告事項】 {Q3-head}" in form


def test_without_motions_the_book_is_empty_but_for_its_title(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    model = replace(with_motions(meeting), agenda=AGENDA[3:], questions=())
    document, _ = build_motions(BOOK, PacketModel(meeting=model), WordingContext(model, number_meeting(model)))
    assert as_text(document).splitlines()[1:] == ["lead: 令和４年度　第１回　みほん市いのち支える協議会"]


def test_the_book_of_motions_does_not_send_its_readers_to_itself(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    numbered = replace(BOOK, no="2")
    agenda = (replace(AGENDA[0], material_ids=("S05",)), replace(AGENDA[1], material_ids=("S05", "S02")))
    model = meeting(agenda=agenda, questions=(), materials=(numbered, TABLE), wording=())
    document, _ = build_motions(numbered, PacketModel(meeting=model), WordingContext(model, number_meeting(model)))
    cited = [line for line in as_text(document).splitlines() if "ご覧ください" in line]
    assert cited == ["plain: （資料１<#S02>をご覧ください）"]
