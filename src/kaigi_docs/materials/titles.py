"""Titles and questions of the settings book with their placeholders filled, before anything cites them."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.findings import Findings
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.numbering import Numbering
from kaigi_docs.model.text import Text
from kaigi_docs.wording import PLACEHOLDER, fill_placeholders

_NO_NUMBERS = Numbering({}, {}, {}, {})


def with_filled_titles(meeting: Meeting) -> tuple[Meeting, Findings]:
    """The meeting with 〔年度〕 and its like filled in the titles of 資料 and items and in questions, and what cannot be filled.

    Titles are what is cited by number or name, so they themselves cite nothing: of the placeholders, those with an id
    (〔資料:S02〕) are unknown here.
    """
    findings = Findings()
    context = WordingContext(meeting, _NO_NUMBERS)
    values = context.values()

    def filled(text: Text) -> Text:
        if not PLACEHOLDER.search(text.value):
            return text
        runs = fill_placeholders(text, values.get, tuple(values), findings)
        return Text("".join(run.text for run in runs), text.where)

    return (
        replace(
            meeting,
            materials=tuple(replace(each, title=filled(each.title)) for each in meeting.materials),
            agenda=tuple(replace(each, title=filled(each.title)) for each in meeting.agenda),
            questions=tuple(
                replace(
                    each,
                    title=filled(each.title),
                    note=filled(each.note),
                    choices=tuple(filled(choice) for choice in each.choices),
                )
                for each in meeting.questions
            ),
        ),
        findings,
    )
