"""締切 against the calendar and 発送日; the places of the 文面 sheet; 敬称 in the roster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kaigi_docs.findings import Findings
from kaigi_docs.model.meeting import WORDING_PLACES, Meeting
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.settings import read_settings

Rows = Callable[..., dict[str, Any]]


@pytest.fixture
def read(small_rows: Rows) -> Callable[..., tuple[Meeting, Findings]]:
    """The small meeting with items of the 会議 sheet changed, and other sheets replaced."""

    def read_changed(items: dict[str, str], **sheets: list[dict[str, str]]) -> tuple[Meeting, Findings]:
        rows = small_rows(会議=[{**small_rows()["会議"][0], **items}], **sheets)
        meeting, findings = read_settings(as_found(build_books(rows)["会議設定.xlsx"], "会議設定.xlsx"), "mihon")
        assert meeting is not None
        return meeting, findings

    return read_changed


def about_dates(findings: Findings) -> list[tuple[str, str]]:
    return [
        (each.code, str(each.where))
        for each in findings
        if each.code.startswith(("deadline", "dispatch", "holidays")) and each.where is not None
    ]


@pytest.mark.parametrize(
    ("deadline", "code"),
    [
        ("令和4年9月10日", "deadline-weekend"),
        ("令和4年9月11日", "deadline-weekend"),
        ("令和4年9月19日", "deadline-holiday"),
        ("令和4年12月28日", None),
        ("令和4年12月29日", "deadline-holiday"),
        ("令和5年1月3日", "deadline-holiday"),
        ("令和5年1月4日", None),
        ("令和4年9月9日", None),
        ("令和9年9月24日", None),
        ("令和10年9月22日", "holidays-unknown"),
        ("令和10年9月23日", "deadline-weekend"),
        ("令和10年12月29日", "deadline-holiday"),
    ],
)
def test_a_deadline_on_a_day_that_is_closed_or_perhaps_a_holiday_is_a_warning(
    deadline: str, code: str | None, read: Callable[..., tuple[Meeting, Findings]]
) -> None:
    _, findings = read({"締切": deadline})
    assert about_dates(findings) == ([] if code is None else [(code, "会議設定.xlsx「会議」B5")])


@pytest.mark.parametrize(("sent_on", "codes"), [("令和4年8月26日", []), ("令和4年8月27日", ["deadline-soon"])])
def test_fourteen_days_count_from_the_day_on_which_the_papers_leave(
    sent_on: str, codes: list[str], read: Callable[..., tuple[Meeting, Findings]]
) -> None:
    _, findings = read({"発行日": "令和4年8月19日", "発送日": sent_on, "締切": "令和4年9月9日"})
    assert [code for code, _ in about_dates(findings)] == codes
    assert all("発送日から締切" in each.message for each in findings if each.code == "deadline-soon")


def test_without_it_they_count_from_the_date_on_the_papers(read: Callable[..., tuple[Meeting, Findings]]) -> None:
    _, findings = read({"発行日": "令和4年8月29日", "締切": "令和4年9月9日"})
    assert [each.message for each in findings if each.code == "deadline-soon"] == [
        "発行日から締切の令和4年9月9日（金）まで11日しかありません。"
    ]


def test_papers_that_leave_after_the_deadline_are_an_error(read: Callable[..., tuple[Meeting, Findings]]) -> None:
    _, findings = read({"発送日": "令和4年9月12日", "締切": "令和4年9月9日"})
    assert [code for code, _ in about_dates(findings)] == ["deadline-before-issue"]
    assert findings.has_errors


def test_papers_that_leave_before_their_date_are_a_warning_at_their_cell(read: Callable[..., tuple[Meeting, Findings]]) -> None:
    _, findings = read({"発行日": "令和4年8月19日", "発送日": "令和4年8月18日"})
    assert about_dates(findings) == [("dispatch-before-issue", "会議設定.xlsx「会議」B8")]


@pytest.mark.parametrize(("written", "place"), list(WORDING_PLACES.items()))
def test_texts_stand_at_each_place_of_the_packet(written: str, place: str, read: Callable[..., tuple[Meeting, Findings]]) -> None:
    meeting, findings = read({}, 文面=[{"場所": written, "文": "お願いします。"}])
    assert [row.place for row in meeting.wording] == [place]
    assert "reference-unknown" not in findings.codes()


@pytest.mark.parametrize(("entered", "printed"), [("", False), ("付けない", False), ("付ける", True)])
def test_the_roster_has_honorifics_where_the_office_wants_them(
    entered: str, printed: bool, read: Callable[..., tuple[Meeting, Findings]]
) -> None:
    assert read({"名簿の敬称": entered})[0].style.honorific_in_roster is printed
