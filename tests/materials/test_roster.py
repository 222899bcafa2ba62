"""委員名簿: rows in the order of the sheet, columns that somebody fills, readings above names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaigi_docs.blocks import Document, Paragraph, Run, Table
from kaigi_docs.materials.roster import build_roster
from kaigi_docs.model.meeting import HouseStyle, MaterialKind, Meeting, Member
from kaigi_docs.model.text import Text
from letter_meeting import MEMBERS, TERM, context_of, letter_meeting, material_of, packet_of

AsText = Callable[[Document], str]


def roster_of(meeting: Meeting) -> Document:
    document, findings = build_roster(material_of(meeting, MaterialKind.ROSTER), packet_of(meeting), context_of(meeting))
    assert list(findings) == []
    return document


def headings_of(document: Document) -> list[str]:
    return [column.heading[0].text for block in document.blocks() if isinstance(block, Table) for column in block.columns]


def names_of(document: Document) -> list[list[tuple[str, str | None]]]:
    """(characters, reading) of the runs in each cell of names."""
    table = next(block for block in document.blocks() if isinstance(block, Table))
    at = [column.key for column in table.columns].index("name")
    cells = [row.cells[at].blocks[0] for group in table.groups for row in group.rows]
    return [[(run.text, run.ruby) for run in cell.runs if isinstance(run, Run)] for cell in cells if isinstance(cell, Paragraph)]


def test_the_roster_reads_as_recorded(as_text: AsText) -> None:
    assert as_text(roster_of(letter_meeting())).splitlines() == [
        "title: 委員名簿",
        "lead: 令和４年度　第１回　みほん市いのち支える協議会",
        "区分 | 団体 | 職名 | 氏名 | 役",
        "== ",
        "C01: cell: 学識経験 | cell: みほん学園大学 | cell: 教授 | cell: 榊原　弓弦 | cell: 会長",
        "C02: cell: 保健医療 | cell: みほん市医師会 | cell: 理事 | cell: 髙﨑　由起彦 | ",
        "C03: cell: 公募 |  |  | cell: 小鳥遊和希 | ",
        "※ 委員３人（敬称略）",
        "※ 任期　令和3年4月1日～令和5年3月31日",
    ]


def test_readings_stand_above_family_and_given_name_apart_where_both_are_written_apart() -> None:
    assert names_of(roster_of(letter_meeting())) == [
        [("榊原", "さかきばら"), ("　", None), ("弓弦", "ゆづる")],
        [("髙﨑", "たかさき"), ("　", None), ("由起彦", "ゆきひこ")],
        [("小鳥遊和希", "たかなし　かずき")],
    ]


def test_a_name_without_reading_is_printed_as_typed() -> None:
    assert names_of(roster_of(letter_meeting(members=(Member(id="C01", name=Text("見本 花子")),)))) == [[("見本 花子", None)]]


def test_terms_that_differ_have_a_column() -> None:
    later = replace(MEMBERS[2], term=Text("令和4年7月1日から"))
    assert headings_of(roster_of(letter_meeting(members=(*MEMBERS[:2], later))))[-1] == "任期"
    assert headings_of(roster_of(letter_meeting(members=(*MEMBERS[:2], replace(later, term=Text(""))))))[-1] == "任期"


def test_columns_that_are_blank_for_everybody_are_left_out(as_text: AsText) -> None:
    document = roster_of(letter_meeting(members=(Member(id="C01", name=Text("見本 花子")),)))
    assert headings_of(document) == ["氏名"]
    assert "任期" not in as_text(document)


def test_an_office_may_print_the_honorific(as_text: AsText) -> None:
    style = HouseStyle(honorific=Text("委員"), honorific_in_roster=True)
    text = as_text(roster_of(letter_meeting(style=style)))
    assert "cell: 榊原　弓弦　委員" in text
    assert "※ 委員３人\n" in text


def test_one_term_of_one_member_is_a_note_too(as_text: AsText) -> None:
    assert f"※ 任期　{TERM}" in as_text(roster_of(letter_meeting(members=MEMBERS[:1])))


def test_without_members_there_is_no_empty_table(as_text: AsText) -> None:
    assert headings_of(roster_of(letter_meeting(members=()))) == []
