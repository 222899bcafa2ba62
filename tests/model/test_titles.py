"""Titles that name the year of the meeting, so that nobody rewrites them next year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaigi_docs.findings import Findings
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.new import as_found, build_books
from kaigi_docs.packet import build
from kaigi_docs.read.documents.pdf import read_pdf
from kaigi_docs.read.settings import read_settings

Rows = Callable[..., dict[str, Any]]
Changed = Callable[..., list[dict[str, Any]]]


def read(rows: dict[str, Any]) -> tuple[Meeting, Findings]:
    meeting, findings = read_settings(as_found(build_books(rows)["会議設定.xlsx"], "会議設定.xlsx"), "mihon")
    assert meeting is not None
    return meeting, findings


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("〔前年度〕の取組について", "令和３年度の取組について"),
        ("〔年度〕と〔次年度〕の予定", "令和４年度と令和５年度の予定"),
        ("〔回〕の進め方", "第１回の進め方"),
        ("年度のない題名", "年度のない題名"),
    ],
)
def test_the_title_of_an_item_may_name_the_years_and_the_round(
    typed: str, printed: str, small_rows: Rows, changed: Changed
) -> None:
    meeting, findings = read(small_rows(議題=changed("議題", 0, 題名=typed)))
    assert meeting.agenda[0].title.value == printed
    assert "placeholder-in-title" not in findings.codes()


def test_the_title_of_a_material_and_the_words_of_a_question_may_too(small_rows: Rows, changed: Changed) -> None:
    asked = changed("設問", 0, 問い="〔前年度〕について", 注記="〔年度〕のことは書かないでください。")
    meeting, _ = read(small_rows(設問=asked, 資料=changed("資料", 0, 題名="〔年度〕のお知らせ")))
    assert meeting.questions[0].title.value == "令和３年度について"
    assert meeting.questions[0].note.value == "令和４年度のことは書かないでください。"
    assert meeting.materials[0].title.value == "令和４年度のお知らせ"


def test_other_words_in_those_brackets_stay_and_are_told_with_their_cell(small_rows: Rows, changed: Changed) -> None:
    meeting, findings = read(small_rows(議題=changed("議題", 0, 題名="〔資料:S02〕について")))
    assert meeting.agenda[0].title.value == "〔資料:S02〕について"
    (told,) = [each for each in findings if each.code == "placeholder-in-title"]
    assert (told.where.sheet, told.where.cell) == ("議題", "C4") if told.where else False


def test_the_year_stands_in_the_printed_title(meeting_folder: Callable[..., Path], changed: Changed) -> None:
    result = build(meeting_folder(議題=changed("議題", 0, 題名="〔前年度〕の取組について")))
    packet = "".join(text for page in read_pdf(result.outputs[0]).pages for text in page.texts)
    assert "令和３年度の取組について" in "".join(packet.split())
    assert "〔" not in packet
