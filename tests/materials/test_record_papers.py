"""意見集約, 会議録 and 結果報告: what members see, what the public sees, and what stands in neither."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kaigi_docs.blocks import Document, Heading, Table
from kaigi_docs.materials.minutes import build_minutes
from kaigi_docs.materials.opinions import NOT_YET, build_opinions
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Access, Department, Edition, Material, MaterialKind, Meeting, MemberFollowUp
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.record import Record
from kaigi_docs.model.responses import View
from kaigi_docs.model.rounds import Recusal
from kaigi_docs.model.text import Text
from kaigi_docs.render.text.document import render_text
from kaigi_docs.responses.voting import count_votes
from returned_forms import a_form, a_map, a_meeting, collated, said

FIRST, LIKE_FIRST, OTHER, RAW = (
    "窓口を夜も開けてほしい。",
    "窓口を、夜も開けてほしい。",
    "資料が見やすい。",
    "<b>**太字**</b> {{ 会議名 }}",
)
TEXTS = {"C01": FIRST, "C02": OTHER, "C03": LIKE_FIRST, "C04": RAW}


def the_meeting(**changed: Any) -> Meeting:
    hidden = Material(id="S05", no="5", kind=MaterialKind.ATTACHMENT, title=Text("内部の資料"), access=Access.MEMBERS)
    meeting = a_meeting(
        departments=(Department(id="D07", name=Text("こども家庭課")),),
        recusals=(Recusal(member_id="C05", item_id="A02", reason=Text("利害関係")),),
    )
    return replace(meeting, materials=(*meeting.materials, hidden), **changed)


def the_record(meeting: Meeting, **views: dict[str, Any]) -> Record:
    """Four opinions on Q1 and two forms that are still missing; views by member."""
    forms = [a_form(each, said({"Q1/choice/1": True, "Q1/text": text})) for each, text in TEXTS.items()]
    collation = collated(*forms, meeting=meeting)
    said_by = {each.member_id: each.id for each in collation.opinions}
    return Record(
        collation=collation,
        votes=count_votes(meeting, collation.round, collation),
        questions=a_map().questions,
        views={said_by[each]: View(opinion_id=said_by[each], **view) for each, view in views.items()},
    )


VIEWS: dict[str, dict[str, Any]] = {
    "C01": {"gist": Text("夜間の窓口について。"), "view": Text("来年度から開けます。"), "department_id": "D07"},
    "C02": {"gist": Text("載せない要旨。"), "publish": False},
}


def context(edition: Edition, meeting: Meeting) -> WordingContext:
    return WordingContext(meeting, number_meeting(meeting), edition=edition)


@pytest.fixture(scope="module")
def papers() -> dict[tuple[str, Edition], Document]:
    meeting = the_meeting()
    record = the_record(meeting, **VIEWS)
    found = {}
    for edition in (Edition.MEMBERS, Edition.PUBLIC):
        found["opinions", edition] = build_opinions(record, context(edition, meeting))
        found["minutes", edition], findings = build_minutes(record, context(edition, meeting))
        assert findings.codes() == []
    return found


def words(document: Document) -> str:
    """All that stands in a paper, without line breaks."""
    return "".join(render_text(document).decode("utf-8-sig").split("\r\n")).replace("\n", "")


def first_cells(document: Document) -> list[str]:
    """The numbers of the opinions as they stand below each other."""
    (table,) = (each for each in document.sections[0].blocks if isinstance(each, Table) and each.id == "opinions-Q1-table")
    return [row.id for group in table.groups for row in group.rows]


@pytest.mark.parametrize("paper", ["opinions", "minutes"])
def test_members_see_every_opinion_as_it_was_written(papers: dict[tuple[str, Edition], Document], paper: str) -> None:
    text = words(papers[paper, Edition.MEMBERS])
    assert all(each in text for each in TEXTS.values())
    assert "来年度から開けます。" in text and NOT_YET in text


@pytest.mark.parametrize("paper", ["opinions", "minutes"])
def test_the_public_sees_what_was_prepared_for_it_and_no_name(papers: dict[tuple[str, Edition], Document], paper: str) -> None:
    text = words(papers[paper, Edition.PUBLIC])
    assert "夜間の窓口について。" in text and "来年度から開けます。" in text
    assert not any(each in text for each in (*TEXTS.values(), "載せない要旨。", "青山"))
    assert paper == "minutes" or "ほかに３件" in text


def test_similar_opinions_stand_beside_each_other_with_their_own_numbers(papers: dict[tuple[str, Edition], Document]) -> None:
    document = papers["opinions", Edition.MEMBERS]
    assert first_cells(document) == ["opinion-1", "opinion-3", "opinion-2", "opinion-4"]
    assert "３と同じ趣旨" in words(document)


def test_names_stand_beside_opinions_only_where_the_office_wants_them() -> None:
    for wanted in (False, True):
        meeting = the_meeting(follow_up=MemberFollowUp(names_in_opinions=wanted))
        text = words(build_opinions(the_record(meeting), context(Edition.MEMBERS, meeting)))
        assert ("青山　一郎" in text) is wanted


def test_missing_blank_and_nothing_to_say_are_three_figures(papers: dict[tuple[str, Edition], Document]) -> None:
    text = words(papers["opinions", Edition.MEMBERS])
    assert "回答あり４人、特になし０人、空欄０人、未回収２人" in text


def test_the_record_tells_period_items_materials_votes_and_who_was_recused(papers: dict[tuple[str, Edition], Document]) -> None:
    document = papers["minutes", Edition.MEMBERS]
    headings = ["".join(run.text for run in each.runs) for each in document.sections[0].blocks if isinstance(each, Heading)]
    assert headings[:4] == ["委員の回答", "議題", "協議事項", "議案"]
    text = words(document)
    assert "令和４年７月15日まで" in text and "内部の資料" in text
    assert "除斥　田中　三男（利害関係）" in text


def test_the_public_learns_how_many_were_recused_and_neither_who_nor_why(papers: dict[tuple[str, Edition], Document]) -> None:
    text = words(papers["minutes", Edition.PUBLIC])
    assert "除斥　１人" in text
    assert "田中" not in text and "利害関係" not in text


def test_a_withheld_material_is_only_a_number_to_the_public(papers: dict[tuple[str, Edition], Document]) -> None:
    text = words(papers["minutes", Edition.PUBLIC])
    assert "非公開" in text and "内部の資料" not in text
