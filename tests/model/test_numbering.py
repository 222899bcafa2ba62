from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.meeting import (
    AgendaItem,
    AgendaKind,
    HouseStyle,
    Material,
    MaterialKind,
    Meeting,
    Question,
    QuestionKind,
    Secretariat,
)
from kaigi_docs.model.numbering import number_meeting, styled_material_no
from kaigi_docs.model.text import Text, is_stable_id, next_free_id


def meeting(**parts: Any) -> Meeting:
    """A meeting with nothing but these parts."""
    empty = dict.fromkeys(
        ("agenda", "materials", "questions", "members", "departments", "ratings", "policies", "measure_columns", "wording"), ()
    )
    return Meeting(
        id="mihon",
        name=Text("みほん市協議会"),
        round=1,
        fiscal_year=FiscalYear(2022),
        deadline=date(2022, 9, 9),
        deadline_where=None,
        issue_date=None,
        document_no=Text(""),
        sender=Text(""),
        plan_name=Text(""),
        secretariat=Secretariat(),
        style=HouseStyle(),
        **{**empty, **parts},
    )


@pytest.mark.parametrize(
    ("number", "digits", "printed"),
    [
        ("3", DigitWidth.ONE_FULL, "３"),
        ("12", DigitWidth.ONE_FULL, "12"),
        ("12", DigitWidth.FULL, "１２"),
        ("3", DigitWidth.HALF, "3"),
        ("2-1", DigitWidth.ONE_FULL, "2-1"),
    ],
)
def test_a_material_number_is_printed_in_the_offices_digits(number: str, digits: DigitWidth, printed: str) -> None:
    assert styled_material_no(number, digits) == printed


def test_the_next_free_id_follows_the_highest_in_use() -> None:
    assert next_free_id("J", ["J001", "J138", "D02", "x"]) == "J139"
    assert next_free_id("Q", []) == "Q01"


def test_an_id_is_its_prefix_and_a_number() -> None:
    assert [is_stable_id(value, "J") for value in ("J001", "J1", "D01", "J", "J01a", "ｊ01")] == [True, True] + [False] * 4


def test_text_compares_by_its_characters_alone() -> None:
    from kaigi_docs.findings import Location

    assert Text("髙﨑", Location("a.xlsx")) == Text("髙﨑")
    assert not Text(" 　\n")


def test_each_form_counts_its_own_questions_and_a_form_of_another_name_is_cited_by_its_title() -> None:
    forms = (
        Material(id="S03", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("協議事項等回答書")),
        Material(id="S04", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("表決書")),
    )
    questions = (
        Question(id="Q1", kind=QuestionKind.COMMENT),
        Question(id="Q2", kind=QuestionKind.VOTE, form_id="S04"),
        Question(id="Q3", kind=QuestionKind.COMMENT, form_id="S03"),
        Question(id="Q4", kind=QuestionKind.VOTE, form_id="S04"),
    )
    numbering = number_meeting(meeting(materials=forms, questions=questions))
    assert numbering.answers == {"Q1": "回答書１", "Q3": "回答書２", "Q2": "表決書１", "Q4": "表決書２"}


def test_motions_are_numbered_even_when_there_is_only_one() -> None:
    agenda = (AgendaItem(id="A01", kind=AgendaKind.MOTION, title=Text("規約の改正")),)
    assert number_meeting(meeting(agenda=agenda)).items == {"A01": "議案第１号"}
