"""What all parts of a packet have in common: the marks of every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kaigi_docs.blocks import Document
from kaigi_docs.materials.paper import marked, material_document
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Access, Edition, Material, Meeting
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.text import Text

Meetings = Callable[..., Meeting]


def paper(meeting: Meeting, material: Material, edition: Edition = Edition.MEMBERS) -> Document:
    context = WordingContext(meeting, number_meeting(meeting), edition=edition)
    return marked(material_document(material, context, ()), material, context)


def approved(meeting: Meetings) -> Meeting:
    return meeting(document_no=Text("４健こ第123号"), issue_date=date(2022, 8, 19))


def test_a_paper_that_was_approved_has_no_mark(meeting: Meetings) -> None:
    final = approved(meeting)
    assert paper(final, final.materials[1]).marks == ()


@pytest.mark.parametrize(
    ("document_no", "numbered", "issue_date", "marks"),
    [
        ("", True, date(2022, 8, 19), ("案",)),
        ("４健こ第123号", True, None, ("案",)),
        ("", False, date(2022, 8, 19), ()),
        ("", False, None, ("案",)),
    ],
)
def test_a_paper_is_a_draft_until_number_and_date_are_known(
    meeting: Meetings, document_no: str, numbered: bool, issue_date: date | None, marks: tuple[str, ...]
) -> None:
    drafted = meeting(document_no=Text(document_no), numbered=numbered, issue_date=issue_date)
    assert paper(drafted, drafted.materials[1]).marks == marks


def test_a_draft_edition_is_a_draft_whatever_the_meeting_says(meeting: Meetings) -> None:
    final = approved(meeting)
    assert paper(final, final.materials[1], Edition.DRAFT).marks == ("案",)


def test_the_mark_of_a_draft_leaves_the_title_alone(meeting: Meetings) -> None:
    final, drafted = approved(meeting), meeting(document_no=Text(""), numbered=True)
    assert paper(drafted, drafted.materials[1]).title == paper(final, final.materials[1]).title == "資料３　各課の取組状況"


def test_members_papers_say_so_in_mark_and_title_and_further_marks_follow(meeting: Meetings) -> None:
    final = approved(meeting)
    document = paper(final, replace(final.materials[1], access=Access.MEMBERS, handling=("取扱注意", "要返却", "委員限り")))
    assert document.marks == ("委員限り", "取扱注意", "要返却")
    assert (document.head_label, document.title) == ("資料３", "資料３　各課の取組状況（委員限り）")
