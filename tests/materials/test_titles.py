"""Placeholders in titles and questions: filled once, before anything cites them."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.findings import Location
from kaigi_docs.materials.titles import with_filled_titles
from kaigi_docs.model.text import Text
from letter_meeting import letter_meeting

MEETING = letter_meeting()
WHERE = Location("会議設定.xlsx", "議題", "C4")


def test_titles_and_questions_name_the_year_of_the_meeting() -> None:
    item, material, question = MEETING.agenda[0], MEETING.materials[0], MEETING.questions[0]
    meeting, findings = with_filled_titles(
        replace(
            MEETING,
            agenda=(replace(item, title=Text("〔前年度〕の取組について", WHERE)),),
            materials=(replace(material, title=Text("〔計画名〕の進捗")),),
            questions=(replace(question, title=Text("〔次年度〕の予定")),),
        )
    )

    assert meeting.agenda[0].title.value == "令和３年度の取組について"
    assert meeting.agenda[0].title.where == WHERE
    assert meeting.materials[0].title.value == f"{MEETING.plan_name}の進捗"
    assert meeting.questions[0].title.value == "令和５年度の予定"
    assert len(findings) == 0


def test_a_placeholder_that_a_title_cannot_have_is_an_error_with_its_cell() -> None:
    _, findings = with_filled_titles(replace(MEETING, agenda=(replace(MEETING.agenda[0], title=Text("〔資料:S02〕", WHERE)),)))

    assert [(each.code, each.where) for each in findings] == [("placeholder-unknown", WHERE)]
