"""A packet of an invented みほん市 with every part that the letters name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kaigi_docs.blocks import Paper
from kaigi_docs.findings import Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import (
    Access,
    AgendaItem,
    AgendaKind,
    Dispatch,
    HouseStyle,
    Material,
    MaterialKind,
    Meeting,
    Member,
    Question,
    QuestionKind,
    Route,
    Secretariat,
    WordingRow,
)
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.text import Text
from kaigi_docs.resources import resource_path

TERM = Text("令和3年4月1日～令和5年3月31日")
MATERIALS = (
    Material(id="S10", no="", kind=MaterialKind.DISPATCH_LETTER, title=Text("送付文書")),
    Material(id="S01", no="", kind=MaterialKind.COVER_LETTER, title=Text("まずはこちらをお読みください")),
    Material(id="S11", no="", kind=MaterialKind.MATERIAL_LIST, title=Text("配布資料一覧")),
    Material(id="S12", no="", kind=MaterialKind.AGENDA, title=Text("次第")),
    Material(id="S13", no="", kind=MaterialKind.ROSTER, title=Text("委員名簿"), access=Access.MEMBERS),
    Material(id="S04", no="1", kind=MaterialKind.STATISTICS, title=Text("自殺の現状と推移")),
    Material(id="S02", no="2-1", kind=MaterialKind.MEASURES, title=Text("取組状況")),
    Material(id="S07", no="3", kind=MaterialKind.INDICATORS, title=Text("目標値に対する現状"), paper=Paper.A3),
    Material(
        id="S08",
        no="4",
        kind=MaterialKind.ATTACHMENT,
        title=Text("市民アンケートの案"),
        access=Access.MEMBERS,
        handling=("要返却",),
    ),
    Material(id="S03", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("協議事項等回答書")),
)
AGENDA = (
    AgendaItem(id="A01", kind=AgendaKind.REPORT, title=Text("現状について"), material_ids=("S04",)),
    AgendaItem(id="A02", kind=AgendaKind.REPORT, title=Text("取組について")),
    AgendaItem(id="A03", kind=AgendaKind.REPORT, title=Text("所管課の取組"), parent_id="A02", material_ids=("S02", "S07")),
    AgendaItem(id="A04", kind=AgendaKind.DISCUSSION, title=Text("市民アンケートについて"), material_ids=("S08",)),
    AgendaItem(id="A05", kind=AgendaKind.MOTION, title=Text("規約の改正について")),
)
QUESTIONS = (
    Question(id="Q1", kind=QuestionKind.COMMENT, item_ids=("A01",)),
    Question(id="Q2", kind=QuestionKind.COMMENT, item_ids=("A03",)),
)
MEMBERS = (
    Member(
        id="C01",
        category=Text("学識経験"),
        organisation=Text("みほん学園大学"),
        post=Text("教授"),
        name=Text("榊原　弓弦"),
        reading=Text("さかきばら　ゆづる"),
        role=Text("会長"),
        term=TERM,
    ),
    Member(
        id="C02",
        category=Text("保健医療"),
        organisation=Text("みほん市医師会"),
        post=Text("理事"),
        name=Text("髙﨑　由起彦"),
        reading=Text("たかさき　ゆきひこ"),
        term=TERM,
        answers_by=Route.MAIL,
    ),
    Member(id="C03", category=Text("公募"), name=Text("小鳥遊和希"), reading=Text("たかなし　かずき"), term=TERM),
)


def letter_meeting(**changes: Any) -> Meeting:
    """The meeting, with the given attributes changed."""
    meeting = Meeting(
        id="mihon",
        name=Text("みほん市いのち支える協議会"),
        round=1,
        fiscal_year=FiscalYear(2022),
        deadline=date(2022, 9, 9),
        deadline_where=None,
        issue_date=date(2022, 8, 19),
        document_no=Text("４健こ第123号"),
        sender=Text("みほん市長　見本　太郎"),
        plan_name=Text("みほん市いのち支える計画"),
        dispatch=Dispatch(sent_on=date(2022, 8, 22)),
        secretariat=Secretariat(
            name=Text("みほん市こころの健康課"),
            postal_code=Text("000-0000"),
            address=Text("みほん市中央１丁目"),
            contact=Text("支援係　灯台"),
            phone=Text("0000-00-0000"),
            fax=Text("0000-00-0001"),
            mail=Text("kokoro@mihon.example.jp"),
        ),
        style=HouseStyle(),
        agenda=AGENDA,
        materials=MATERIALS,
        questions=QUESTIONS,
        members=MEMBERS,
        departments=(),
        ratings=(),
        policies=(),
        measure_columns=(),
        wording=(),
    )
    return replace(meeting, **changes)


def context_of(meeting: Meeting, **changes: Any) -> WordingContext:
    """Its values and numbers, for the members unless an edition is given."""
    return WordingContext(meeting, number_meeting(meeting), **changes)


def packet_of(meeting: Meeting) -> PacketModel:
    """The packet of a meeting without further books."""
    return PacketModel(meeting=meeting)


def material_of(meeting: Meeting, kind: MaterialKind) -> Material:
    """The first part of that kind."""
    return next(each for each in meeting.materials if each.kind is kind)


def without(meeting: Meeting, *kinds: MaterialKind) -> Meeting:
    """The meeting without the parts of these kinds."""
    return replace(meeting, materials=tuple(each for each in meeting.materials if each.kind not in kinds))


def written(place: str, *texts: str, form: str = "paragraph") -> tuple[WordingRow, ...]:
    """Rows of the 文面 sheet, from cell C4 on."""
    return tuple(
        WordingRow(id=f"W{row}", place=place, form=form, text=Text(text, Location("会議設定.xlsx", "文面", f"C{row}")))
        for row, text in enumerate(texts, 4)
    )


def template(name: str) -> tuple[str, str]:
    """Source and shown path of a template as it is shipped."""
    return resource_path("templates", name).read_text(encoding="utf-8"), f"templates/{name}"
