"""次第: period, chapters, items with the numbers of letter and form, 資料 behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaigi_docs.blocks import Document
from kaigi_docs.materials.agenda import build_agenda
from kaigi_docs.model.meeting import AgendaItem, AgendaKind, Dispatch, Edition, HouseStyle, MaterialKind, Meeting
from kaigi_docs.model.text import Text
from letter_meeting import AGENDA, context_of, letter_meeting, material_of, packet_of

AsText = Callable[[Document], str]


def agenda_of(meeting: Meeting, edition: Edition = Edition.MEMBERS) -> Document:
    material = material_of(meeting, MaterialKind.AGENDA)
    document, findings = build_agenda(material, packet_of(meeting), context_of(meeting, edition=edition))
    assert list(findings) == []
    return document


def test_the_agenda_reads_as_recorded(as_text: AsText) -> None:
    assert as_text(agenda_of(letter_meeting())).splitlines() == [
        "title: 次第",
        "lead: 令和４年度　第１回　みほん市いのち支える協議会",
        "開催方法 = 書面開催",
        "開催期間 = 令和４年８月22日から令和４年９月９日（金）まで",
        "# １|報告事項 {S12-report}",
        "⑴",
        "  plain: 現状について（資料１<#S04>）",
        "⑵",
        "  plain: 取組について",
        "  ①",
        "    plain: 所管課の取組（資料2-1<#S02>、資料３<#S07>）",
        "# ２|協議事項 {S12-discussion}",
        "plain: 市民アンケートについて（資料４<#S08>）",
        "# ３|議案 {S12-motion}",
        "議案第１号",
        "  plain: 規約の改正について",
    ]


def test_the_public_agenda_says_which_material_is_withheld_without_a_link(as_text: AsText) -> None:
    text = as_text(agenda_of(letter_meeting(), Edition.PUBLIC))
    assert "plain: 市民アンケートについて（資料４（非公開））" in text
    assert "資料１<#S04>" in text


def test_numbers_follow_the_style_of_the_office(as_text: AsText) -> None:
    lines = as_text(agenda_of(letter_meeting(style=HouseStyle(item_glyphs=("第1", "1", "(1)"))))).splitlines()
    assert [line for line in lines if "plain" not in line][4:] == [
        "# 第1|報告事項 {S12-report}",
        "1",
        "2",
        "  (1)",
        "# 第2|協議事項 {S12-discussion}",
        "# 第3|議案 {S12-motion}",
        "議案第１号",
    ]


def test_the_only_item_of_its_kind_still_shows_its_parts(as_text: AsText) -> None:
    part = AgendaItem(id="A06", kind=AgendaKind.DISCUSSION, title=Text("調査項目"), parent_id="A04", material_ids=("S08",))
    lines = as_text(agenda_of(letter_meeting(agenda=(AGENDA[3], part)))).splitlines()
    assert lines[-3:] == ["plain: 市民アンケートについて（資料４<#S08>）", "①", "  plain: 調査項目（資料４<#S08>）"]


def test_before_the_day_is_known_the_period_leaves_room_for_it(as_text: AsText) -> None:
    draft = letter_meeting(dispatch=Dispatch(), issue_date=None)
    assert "開催期間 = 令和４年　　月　　日から令和４年９月９日（金）まで" in as_text(agenda_of(draft))


def test_a_deadline_that_cannot_be_read_stands_in_the_period_as_typed(as_text: AsText) -> None:
    draft = replace(letter_meeting(dispatch=Dispatch()), as_typed={"締切": Text("9月上旬")})
    assert "開催期間 = 令和　　年　　月　　日から9月上旬まで" in as_text(agenda_of(draft))
