"""スケジュール.xlsx: what is read, and what is said of each fault with its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meeting_rows import further_of, parts_of, seen

from kaigi_docs.declarations.books import Record
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.months import Stretch
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.schedule import ColumnUnit, Schedule, SpanState
from kaigi_docs.read.schedule import read_schedule
from kaigi_docs.sample import sample_rows
from kaigi_docs.sheets import CellValue

Rows = Mapping[str, Sequence[Record]]

SCHEDULE: dict[str, list[dict[str, CellValue]]] = {
    "予定表": [],
    "予定": [{"予定ID": "T01", "区分": "市", "項目": "市民アンケート"}, {"予定ID": "T02", "項目": "協議会"}],
    "期間": [
        {"予定ID": "T01", "始め": "令和4年10月", "終わり": "令和４年12月", "内容": "配布と回収"},
        {"予定ID": "T02", "始め": "R4.8.19", "内容": "書面開催", "記号": "●"},
    ],
    "記号": [],
}


def read(rows: Rows) -> tuple[Schedule, Findings]:
    return read_schedule(further_of(rows)["スケジュール.xlsx"], parts_of(rows))


def with_span(**cells: CellValue) -> Rows:
    """The book with one more span, in row 6 of its sheet."""
    return {**SCHEDULE, "期間": [*SCHEDULE["期間"], {"予定ID": "T01", "始め": "R5.2", **cells}]}


def with_frame(**items: CellValue) -> Rows:
    return {**SCHEDULE, "予定表": [items]}


def faults(rows: Rows) -> list[tuple[str, str]]:
    return seen(read(rows)[1])


def test_tasks_have_their_spans_in_order_of_time() -> None:
    schedule, findings = read(with_span(始め="令和4年8月上旬", 状態="実施済"))
    assert seen(findings) == []
    assert [(task.id, task.group.value, task.title.value) for task in schedule.tasks] == [
        ("T01", "市", "市民アンケート"),
        ("T02", "", "協議会"),
    ]
    assert [(span.days, span.state) for span in schedule.tasks[0].spans] == [
        (Stretch(date(2022, 8, 1), date(2022, 8, 10)), SpanState.DONE),
        (Stretch(date(2022, 10, 1), date(2022, 12, 31)), SpanState.PLANNED),
    ]


def test_without_an_entry_the_table_shows_the_meetings_fiscal_year_and_the_next_by_month() -> None:
    schedule, _ = read(SCHEDULE)
    assert schedule.shown == Stretch(date(2022, 4, 1), date(2024, 3, 31))
    assert (schedule.unit, len(schedule.columns())) == (ColumnUnit.MONTH, 24)


@pytest.mark.parametrize(
    ("items", "columns", "first", "last"),
    [
        ({"年度": "R4"}, 12, date(2022, 4, 1), date(2023, 3, 31)),
        ({"年度": "R4、R5、R6", "列の単位": "四半期"}, 12, date(2022, 4, 1), date(2025, 3, 31)),
        ({"年度": "2022", "列の単位": "旬", "初めの月": "R4.8", "終わりの月": "2023/1"}, 18, date(2022, 8, 1), date(2023, 1, 31)),
        ({"年度": "R4", "列の単位": "四半期", "初めの月": "R4.8"}, 3, date(2022, 8, 1), date(2023, 3, 31)),
    ],
)
def test_years_months_and_unit_are_settings(items: dict[str, str], columns: int, first: date, last: date) -> None:
    schedule, findings = read(with_frame(**items))
    assert {code for code, _ in seen(findings)} <= {"span-cut"}
    assert (len(schedule.columns()), schedule.columns()[0].first, schedule.columns()[-1].last) == (columns, first, last)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"始め": "令和5年13月"}, ("month-invalid", "期間!B6")),
        ({"始め": "2月"}, ("month-invalid", "期間!B6")),
        ({"始め": "平成35年2月"}, ("month-invalid", "期間!B6")),
        ({"始め": None}, ("cell-required", "期間!B6")),
        ({"終わり": "R5.1"}, ("span-reversed", "期間!C6")),
        ({"始め": "R5.2下旬", "終わり": "R5.2上旬"}, ("span-reversed", "期間!C6")),
        ({"始め": "R3.2"}, ("span-outside", "期間!B6")),
        ({"始め": "R6.4", "終わり": "R6.5"}, ("span-outside", "期間!C6")),
        ({"終わり": "R6.5"}, ("span-cut", "期間!C6")),
        ({"始め": "R4.3"}, ("span-outside", "期間!B6")),
        ({"始め": "R4.3", "終わり": "R5.2"}, ("span-cut", "期間!B6")),
        ({"記号": "★"}, ("sign-unknown", "期間!E6")),
        ({"予定ID": "T09"}, ("reference-unknown", "期間!A6")),
        ({"状態": "済"}, ("choice-unknown", "期間!F6")),
        ({"始め": date(2023, 2, 1)}, ("month-became-date", "期間!B6")),
        ({"始め": "R4.5"}, ("span-past", "期間!B6")),
        ({"状態": "実施済"}, ("span-early", "期間!B6")),
    ],
)
def test_a_fault_of_a_span_is_said_with_its_cell(cells: dict[str, CellValue], fault: tuple[str, str]) -> None:
    assert faults(with_span(**cells)) == [fault]


def test_spans_of_months_that_are_not_shown_are_left_out_with_a_note() -> None:
    schedule, findings = read(with_frame(年度="R4", 初めの月="R4.10"))
    assert [(each.code, each.where and each.where.cell) for each in findings if each.code.startswith("span")] == [
        ("span-unshown", "B5")
    ]
    assert [task.id for task in schedule.printed()] == ["T01"]


def test_a_day_that_excel_made_a_date_of_is_that_day() -> None:
    schedule, findings = read(with_span(始め=date(2023, 2, 14)))
    assert seen(findings) == []
    assert schedule.tasks[0].spans[-1].days == Stretch(date(2023, 2, 14), date(2023, 2, 14))


@pytest.mark.parametrize(
    ("items", "fault"),
    [
        ({"年度": "R4、R6"}, ("years-apart", "予定表!B3")),
        ({"年度": "R4、R5、R6、R7"}, ("years-too-many", "予定表!B3")),
        ({"初めの月": "R4.3"}, ("months-outside", "予定表!B5")),
        ({"終わりの月": "R6.4"}, ("months-outside", "予定表!B6")),
        ({"列の単位": "週"}, ("choice-unknown", "予定表!B4")),
    ],
)
def test_a_fault_of_the_tables_frame_is_said_with_its_cell(items: dict[str, str], fault: tuple[str, str]) -> None:
    assert faults(with_frame(**items)) == [fault]


def test_an_unknown_sign_names_those_that_there_are() -> None:
    signs = [{"記号": "●", "意味": "協議会"}, {"記号": "◎", "意味": "公表"}]
    _, findings = read({**with_span(記号="○"), "記号": signs})
    (fault,) = findings
    assert (fault.code, "「●」「◎」" in fault.message) == ("sign-unknown", True)


@pytest.mark.parametrize(
    ("signs", "fault"),
    [
        ([{"記号": "●", "意味": "協議会"}, {"記号": "●", "意味": "部会"}], ("name-duplicate", "記号!A5")),
        ([{"記号": "●", "意味": "協議会"}, {"記号": "→", "意味": "部会"}], ("sign-reserved", "記号!A5")),
        ([{"記号": "●", "意味": "協議会"}, {"記号": "★"}], ("cell-required", "記号!B5")),
    ],
)
def test_signs_are_one_for_each_meaning(signs: list[dict[str, str]], fault: tuple[str, str]) -> None:
    assert faults({**SCHEDULE, "記号": signs}) == [fault]


def test_a_task_without_any_span_is_remarked() -> None:
    assert faults({**SCHEDULE, "期間": SCHEDULE["期間"][:1]}) == [("span-missing", "予定!A5")]


def test_what_is_faulty_is_left_out_and_the_rest_stays() -> None:
    schedule, _ = read(with_span(始め="いつか"))
    assert [len(task.spans) for task in schedule.tasks] == [1, 1]


def test_the_sample_has_no_fault_and_tasks_of_three_groups() -> None:
    schedule, findings = read({title: sample_rows()[title] for title in ("予定表", "予定", "期間", "記号")})
    assert seen(findings) == []
    assert (len(schedule.tasks), len({task.group.value for task in schedule.tasks})) == (12, 3)


MONTH = st.builds(Stretch.month, st.just(2023), st.integers(1, 12))


@given(MONTH, MONTH, st.sampled_from(DigitWidth), st.sampled_from(SpanState))
@settings(max_examples=25, deadline=None)
def test_what_is_written_is_read_back_or_refused_as_reversed(
    start: Stretch, end: Stretch, digits: DigitWidth, state: SpanState
) -> None:
    rows = with_span(始め=start.label(digits, year=True), 終わり=end.label(digits, year=True), 状態=state.word)
    schedule, findings = read(rows)
    if end < start:
        assert "span-reversed" in findings.codes()
    else:
        span = schedule.tasks[0].spans[-1]
        assert (span.start, span.end, span.state) == (start, end, state)
