"""Every placeholder of the office's texts: what it prints, and that the list in the settings book names each of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from kaigi_docs.declarations.books import settings_book
from kaigi_docs.declarations.placeholders import PLACEHOLDER_SHEET, PLACEHOLDERS
from kaigi_docs.findings import Findings
from kaigi_docs.model.meeting import DeadlineRule, Dispatch, Secretariat
from kaigi_docs.new import as_found
from kaigi_docs.read.settings import read_settings
from kaigi_docs.sample import sample_rows
from kaigi_docs.sheets import Sheet
from kaigi_docs.wording import fill_placeholders
from letter_meeting import context_of, letter_meeting, written


def listed(rows: Mapping[str, list[dict[str, str]]]) -> dict[str, str]:
    """What is printed, by placeholder, as the sheet says it."""
    sheet: Sheet = next(each for each in settings_book(rows).sheets if each.title == PLACEHOLDER_SHEET)
    return {str(row[0].value): str(row[1].value) for row in sheet.rows if str(row[0].value).startswith("〔")}


def test_the_list_names_every_placeholder_in_its_order() -> None:
    assert [each.name for each in PLACEHOLDERS] == list(context_of(letter_meeting()).values())


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("締切", "令和４年９月９日（金）"),
        ("締切の扱い", "必着"),
        ("発行日", "令和４年８月19日"),
        ("発送日", "令和４年８月22日"),
        ("発信者", "みほん市長　見本　太郎"),
        ("担当者", "支援係　灯台"),
        ("電話", "0000-00-0000"),
        ("FAX", "0000-00-0001"),
        ("メール", "kokoro@mihon.example.jp"),
    ],
)
def test_each_prints_what_the_settings_book_says(name: str, printed: str) -> None:
    assert str(context_of(letter_meeting()).resolve(name)) == printed


def test_the_rule_of_the_deadline_is_a_word() -> None:
    meeting = letter_meeting(dispatch=Dispatch(deadline_rule=DeadlineRule.POSTMARK))
    assert context_of(meeting).resolve("締切の扱い") == "消印有効"


@pytest.mark.parametrize(
    ("deadline", "shown"),
    [(date(2022, 9, 9), "令和４年　　月　　日"), (date(2023, 1, 14), "令和　　年　　月　　日")],
)
def test_a_day_still_to_come_says_no_more_than_is_known(deadline: date, shown: str) -> None:
    context = context_of(letter_meeting(deadline=deadline, issue_date=None, dispatch=Dispatch()))
    assert (context.resolve("発行日"), context.resolve("発送日")) == (shown, shown)


def test_a_placeholder_for_which_nothing_is_known_is_a_warning_with_its_cell() -> None:
    context, findings = context_of(letter_meeting(secretariat=Secretariat())), Findings()
    (row,) = written("opening", "ＦＡＸ〔FAX〕まで")
    runs = fill_placeholders(row.text, context.resolve, context.placeholder_names(), findings)
    assert "".join(run.text for run in runs) == "ＦＡＸまで"
    assert [(each.code, each.severity.value, str(each.where)) for each in findings] == [
        ("placeholder-empty", "warning", "会議設定.xlsx「文面」C4")
    ]


def test_an_empty_book_lists_the_patterns_and_a_filled_one_the_meetings_own_ids() -> None:
    assert "〔資料:資料ID〕" in listed({})
    assert not any(name.startswith("〔資料:S") for name in listed({}))
    names = listed(
        {
            "資料": [{"資料ID": "S02", "題名": "取組状況"}, {"題名": "まだIDのない資料"}],
            "設問": [{"設問ID": "Q1", "議題ID": "A01"}],
            "議題": [{"議題ID": "A01", "題名": "現状"}],
        }
    )
    assert {name: names[name] for name in ("〔資料:S02〕", "〔回答書:Q1〕", "〔議題:A01〕")} == {
        "〔資料:S02〕": "資料「取組状況」の番号",
        "〔回答書:Q1〕": "設問「A01」の番号",
        "〔議題:A01〕": "議題「現状」の番号",
    }


def test_the_list_is_not_read() -> None:
    _, findings = read_settings(as_found(settings_book(sample_rows()), "会議設定.xlsx"), "mihon")
    assert not [each for each in findings if each.where is not None and each.where.sheet == PLACEHOLDER_SHEET]
    assert "sheet-unknown" not in findings.codes()
