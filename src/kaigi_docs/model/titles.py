"""What a meeting is called in its own papers, and titles that name its year: 「〔前年度〕の取組について」."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kaigi_docs.findings import OPEN_MARK, Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.text import Text

_BRACKETED = re.compile(r"〔([^〔〕\n]*)〕")


def year_label(meeting: Meeting, later: int = 0) -> str:
    """「令和４年度」, the year of the meeting, or one some years later; as typed where a draft cannot read it."""
    typed = meeting.as_typed.get("年度")
    return typed.value if typed is not None else FiscalYear(meeting.fiscal_year.year + later).label(meeting.style.digits)


def round_label(meeting: Meeting) -> str:
    """「第１回」 in the office's digits; as typed where a draft cannot read it."""
    typed = meeting.as_typed.get("回")
    if typed is not None and typed.value != OPEN_MARK:
        return typed.value
    return f"第{typed or format_number(meeting.round, meeting.style.digits)}回"


def title_words(meeting: Meeting) -> dict[str, str]:
    """What the titles of items, questions and 資料 may name in 〔 〕."""
    return {
        "会議名": meeting.name.value,
        "回": round_label(meeting),
        "年度": year_label(meeting),
        "前年度": year_label(meeting, -1),
        "次年度": year_label(meeting, 1),
        "計画名": meeting.plan_name.value,
    }


def with_filled_titles(meeting: Meeting, findings: Findings) -> Meeting:
    """The meeting with 〔年度〕 and the like replaced in its titles and remarks.

    Code: `placeholder-in-title` (a warning) for other words in 〔 〕, which are printed as they stand: the numbers of 資料 and
    questions are not known before the titles are.
    """
    words = title_words(meeting)
    return replace(
        meeting,
        agenda=tuple(replace(each, title=_filled(each.title, words, findings)) for each in meeting.agenda),
        materials=tuple(replace(each, title=_filled(each.title, words, findings)) for each in meeting.materials),
        questions=tuple(
            replace(each, title=_filled(each.title, words, findings), note=_filled(each.note, words, findings))
            for each in meeting.questions
        ),
    )


def _filled(text: Text, words: Mapping[str, str], findings: Findings) -> Text:
    if "〔" not in text.value:
        return text
    for match in _BRACKETED.finditer(text.value):
        if match.group(1) not in words and match.group(0) != OPEN_MARK:
            usable = "".join(f"〔{name}〕" for name in words)
            message = f"題名などの{match.group(0)}は置き換わらず、このまま印刷します。"
            hint = f"使えるのは{usable}です。ふつうの括弧として使うときは（ ）か［ ］にしてください。"
            findings.warn("placeholder-in-title", text.where, message, hint)
    return replace(text, value=_BRACKETED.sub(lambda match: words.get(match.group(1), match.group(0)), text.value))
