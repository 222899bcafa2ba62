"""Answers of departments merged: what counts, what waits, what is asked of whom, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from kaigi_docs.collection.collecting import collect_answers
from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.collection import Collected, OriginKind, Point, SubmissionState
from kaigi_docs.model.decisions import AS_IT_IS, NO, YES, Correction, Decision, Decisions, QuestionKind
from kaigi_docs.model.returned import ReturnedSheet
from kaigi_docs.model.text import Text
from returned_sheets import PLAN, RATING, REPORT, Collect, codes, nothing_wrong, sheet, value

FULL = {("J001", REPORT): "月３回開いた。", ("J001", RATING): "おおむね実施できた", ("J001", PLAN): "続ける。"}
EARLY, LATE = date(2022, 5, 20), date(2022, 5, 25)


def submission(collected: Collected, department: str) -> Any:
    return next(each for each in collected.submissions if each.department_id == department)


def test_answers_stand_in_the_measures_with_their_cells(collect: Collect) -> None:
    collected = collect(sheet("D02", FULL))
    assert value(collected, "J001", "前年度取組状況") == "月３回開いた。"
    assert value(collected, "J001", "評価") == "おおむね実施できた"
    measure = collected.measures[0]
    assert measure.rating_ids.keys() == {("評価", None)}
    assert measure.values["今年度予定", None].where == Location("調査票/D02.xlsx", "調査票", "A3")
    assert collected.origins["J001", ("評価", None)].kind is OriginKind.SHEET
    assert collected.origins["J001", ("評価", None)].department_id == "D02"


def test_a_department_is_complete_when_all_that_it_owes_is_there(collect: Collect) -> None:
    shared = {("J004", REPORT): "訪ねた。", ("J004", RATING): "おおむね実施できた", ("J004", PLAN): "続ける。"}
    collected = collect(sheet("D02", FULL | shared))
    assert submission(collected, "D02").state is SubmissionState.COMPLETE
    assert submission(collected, "D02").asked == submission(collected, "D02").answered == 6
    assert submission(collected, "D01").state is SubmissionState.MISSING
    assert submission(collected, "D03").state is SubmissionState.MISSING
    assert submission(collected, "D03").blank == (("J003", REPORT), ("J003", RATING), ("J003", PLAN))


def test_who_sent_nothing_has_filled_in_nothing_though_another_department_answered_a_shared_measure(collect: Collect) -> None:
    shared = {("J004", REPORT): "訪ねた。", ("J004", RATING): "おおむね実施できた", ("J004", PLAN): "続ける。"}
    collected = collect(sheet("D02", FULL | shared))
    owing = submission(collected, "D03")
    assert (owing.asked, owing.answered, len(owing.unfilled), len(owing.blank)) == (6, 0, 6, 3)
    for each in collected.submissions:
        assert each.asked == each.answered + len(each.unfilled)


def test_blank_cells_are_owed_by_measure_and_column(collect: Collect) -> None:
    collected = collect(sheet("D01", {("J002", REPORT): "120件。"}))
    assert submission(collected, "D01").state is SubmissionState.PARTIAL
    assert submission(collected, "D01").blank == (("J002", RATING), ("J002", PLAN))


def test_unchanged_takes_the_texts_of_last_time_but_no_rating(collect: Collect) -> None:
    collected = collect(sheet("D02", {("J001", "unchanged"): "変更なし"}))
    assert value(collected, "J001", "前年度取組状況") == "月２回、計24回開いた。"
    assert value(collected, "J001", "評価") == ""
    assert collected.origins["J001", ("今年度予定", None)].kind is OriginKind.UNCHANGED
    assert submission(collected, "D02").blank[0] == ("J001", RATING)


def test_a_typed_text_counts_beside_unchanged(collect: Collect) -> None:
    collected = collect(sheet("D02", {("J001", "unchanged"): "変更なし", ("J001", PLAN): "場所を移す。"}))
    assert value(collected, "J001", "今年度予定") == "場所を移す。"
    assert value(collected, "J001", "前年度取組状況") == "月２回、計24回開いた。"


def test_the_later_of_two_sheets_counts_and_the_earlier_is_told(collect: Collect) -> None:
    old, new = {("J002", REPORT): "100件。", ("J002", PLAN): "続ける。"}, {("J002", REPORT): "120件。"}
    collected = collect(
        sheet("D01", old, file="調査票/1.xlsx", received=EARLY), sheet("D01", new, file="調査票/2.xlsx", received=LATE)
    )
    assert value(collected, "J002", "前年度取組状況") == "120件。"
    assert value(collected, "J002", "今年度予定") == "続ける。"
    assert codes(collected) == ["answer-replaced", "answer-older"]
    assert [each.where for each in collected.findings] == [
        Location("調査票/1.xlsx", "調査票", "A1"),
        Location("調査票/1.xlsx", "調査票", "A2"),
    ]
    assert submission(collected, "D01").received == LATE
    assert submission(collected, "D01").files == ("調査票/2.xlsx", "調査票/1.xlsx")


def test_two_sheets_without_days_wait_where_they_differ(collect: Collect) -> None:
    sheets = (
        sheet("D01", {("J002", REPORT): "100件。", ("J002", PLAN): "続ける。"}, file="調査票/1.xlsx", received=None),
        sheet("D01", {("J002", REPORT): "120件。", ("J002", PLAN): "続ける。"}, file="調査票/2.xlsx", received=None),
    )
    undecided = collect(*sheets)
    assert value(undecided, "J002", "前年度取組状況") == ""
    assert value(undecided, "J002", "今年度予定") == "続ける。"
    assert codes(undecided) == ["copies-differ"]
    assert submission(undecided, "D01").waiting == (("J002", REPORT),)
    assert submission(undecided, "D01").state is SubmissionState.OPEN
    assert [each.kind for each in undecided.questions] == [QuestionKind.COPY, QuestionKind.RECEIPT, QuestionKind.RECEIPT]
    chosen = collect(*sheets, decided={"重複": "調査票/1.xlsx「調査票」"})
    assert value(chosen, "J002", "前年度取組状況") == "100件。"
    dated = collect(*sheets, days={"調査票/1.xlsx": EARLY, "調査票/2.xlsx": LATE})
    assert value(dated, "J002", "前年度取組状況") == "120件。"


def test_a_department_whose_sheets_contradict_each_other_is_asked_which_is_right(collect: Collect) -> None:
    one = sheet("D01", {("J002", REPORT): "100件。", ("J002", PLAN): "続ける。"}, file="調査票/1.xlsx", received=None)
    two = sheet("D01", {("J002", REPORT): "120件。", ("J002", PLAN): "続ける。"}, file="調査票/2.xlsx", received=None)
    (point,) = collect(one, two).points
    assert (point.code, point.department_id, point.measure_id, point.key) == ("copies-differ", "D01", "J002", REPORT)
    assert point.where == Location("調査票/1.xlsx", "調査票", "A1")
    assert "「1.xlsx」では「100件。」" in point.found and "「2.xlsx」では「120件。」" in point.found
    again = sheet("D01", {("J002", REPORT): "110件。"}, file="調査票/3.xlsx", received=None, follows=(one.id, two.id))
    assert collect(one, two, again).points == ()
    assert collect(one, two, decided={"重複": "調査票/2.xlsx「調査票」"}).points == ()


def test_a_sheet_that_went_back_and_came_again_counts_without_a_day(collect: Collect) -> None:
    first = sheet("D01", {("J002", REPORT): "100件。", ("J002", PLAN): "続ける。"}, file="調査票/2.xlsx", received=None)
    answers = {("J002", REPORT): "120件。", ("J002", PLAN): "続ける。"}
    again = sheet("D01", answers, file="調査票/1.xlsx", received=None, follows=(first.id,))
    for order in ((first, again), (again, first)):
        collected = collect(*order)
        assert value(collected, "J002", "前年度取組状況") == "120件。"
        assert value(collected, "J002", "今年度予定") == "続ける。"
        assert submission(collected, "D01").files == ("調査票/1.xlsx", "調査票/2.xlsx")
        assert submission(collected, "D01").sheet_ids == (again.id, first.id)


def test_a_cell_that_was_cleared_in_the_sheet_that_went_back_is_blank_again(collect: Collect) -> None:
    first = sheet("D02", {("J001", REPORT): "月３回。", ("J001", "unchanged"): "変更なし"}, file="調査票/1.xlsx", received=None)
    again = sheet("D02", {("J001", REPORT): "月３回。"}, file="調査票/2.xlsx", received=None, follows=(first.id,))
    collected = collect(first, again)
    assert codes(collected) == ["answer-removed"]
    assert value(collected, "J001", "今年度予定") == ""


def doubt_texts(measure: Any, answers: Any, context: Any, *, department_id: str) -> tuple[Point, ...]:
    return tuple(
        Point(
            code="figure-changed",
            severity=Severity.WARNING,
            department_id=department_id,
            measure_id=measure.id,
            key=key,
            where=text.where,
            found="数が大きく違います。",
            request="確かめてください。",
        )
        for key, text in answers.items()
        if key == REPORT
    )


@pytest.mark.parametrize("said", ["このままでよい", "このままで良いです。"])
def test_a_department_may_say_that_its_answer_stays_as_it_is(collect: Collect, said: str) -> None:
    first = sheet("D01", {("J002", REPORT): "1,200件。"}, file="調査票/1.xlsx", received=None)
    in_cell = sheet("D01", {("J002", REPORT): said}, file="調査票/2.xlsx", received=None, follows=(first.id,))
    beside = sheet(
        "D01", {("J002", REPORT): "1,200件。", ("J002", "remark"): said}, file="調査票/3.xlsx", received=None, follows=(first.id,)
    )
    assert [each.code for each in collect(first, check=doubt_texts).points] == ["figure-changed"]
    for again in (in_cell, beside):
        collected = collect(first, again, check=doubt_texts)
        assert value(collected, "J002", "前年度取組状況") == "1,200件。"
        assert collected.points == ()


def test_what_a_reader_found_in_the_first_sheet_is_settled_by_the_second(collect: Collect) -> None:
    point = Point(
        code="formula-without-value",
        severity=Severity.ERROR,
        department_id="D01",
        measure_id="J002",
        key=REPORT,
        where=Location("調査票/1.xlsx", "調査票", "D9"),
        found="計算結果がありません。",
        request="開いて保存してください。",
    )
    first = sheet("D01", {("J002", PLAN): "続ける。"}, file="調査票/1.xlsx", received=EARLY, points=(point,))
    again = sheet("D01", {("J002", REPORT): "120件。"}, file="調査票/2.xlsx", received=LATE)
    assert [each.code for each in collect(first).points] == ["formula-without-value"]
    assert collect(first, again).points == ()


def test_rows_with_ids_count_beside_rows_that_wait_to_be_confirmed(collect: Collect) -> None:
    mixed = sheet("D02", FULL | {("J004", REPORT): "訪ねた。"}, names=True)
    mixed = replace(mixed, pairs=mixed.pairs[:1])
    assert value(collect(mixed), "J001", "評価") == ""
    assert value(collect(mixed), "J004", "前年度取組状況") == "訪ねた。"


def test_a_sheet_matched_by_names_counts_after_it_was_confirmed(collect: Collect) -> None:
    named = sheet("D02", FULL, names=True)
    assert codes(collect(named)) == ["names-unconfirmed"]
    assert submission(collect(named), "D02").state is SubmissionState.OPEN
    assert submission(collect(named), "D02").held == ("調査票/D02.xlsx",)
    assert value(collect(named), "J001", "評価") == ""
    assert value(collect(named, decided={"照合": YES}), "J001", "評価") == "おおむね実施できた"
    assert codes(collect(named, decided={"照合": NO})) == ["names-refused"]


def test_rows_whose_ids_contradict_what_is_seen_wait_and_the_others_count(collect: Collect) -> None:
    mixed = sheet("D02", FULL | {("J004", REPORT): "訪ねた。"}, names=True)
    mixed = replace(mixed, pairs=(replace(mixed.pairs[0], against_id=True),))
    held = collect(mixed)
    (question,) = (each for each in held.questions if each.kind is QuestionKind.NAMES)
    assert codes(held) == ["names-unconfirmed"]
    assert "並べ替え" in question.found
    assert (value(held, "J001", "評価"), value(held, "J004", "前年度取組状況")) == ("", "訪ねた。")
    assert value(collect(mixed, decided={"照合": YES}), "J001", "評価") == "おおむね実施できた"


def test_a_sheet_of_an_unknown_department_waits_for_its_name(collect: Collect) -> None:
    unknown = sheet("", FULL, names=True)
    assert codes(collect(unknown)) == ["department-unclear"]
    told = collect(unknown, decided={"課": "D02 地域福祉課", "照合": YES})
    assert value(told, "J001", "評価") == "おおむね実施できた"


def test_struck_text_waits_until_somebody_says_what_it_means(collect: Collect) -> None:
    struck = sheet("D02", {("J001", REPORT): "月２回月３回開いた。"}, kept={("J001", REPORT): "月３回開いた。"})
    assert codes(collect(struck)) == ["text-struck"]
    assert value(collect(struck), "J001", "前年度取組状況") == ""
    assert value(collect(struck, decided={"取り消し線": YES}), "J001", "前年度取組状況") == "月３回開いた。"
    assert value(collect(struck, decided={"取り消し線": NO}), "J001", "前年度取組状況") == "月２回月３回開いた。"


def test_departments_that_say_the_same_of_a_shared_measure_agree(collect: Collect) -> None:
    collected = collect(sheet("D02", {("J004", REPORT): "訪ねた。"}), sheet("D03", {("J004", REPORT): "訪ねた。 "}))
    assert value(collected, "J004", "前年度取組状況") == "訪ねた。"
    assert codes(collected) == []


def test_departments_that_differ_are_asked_about(collect: Collect) -> None:
    sheets = sheet("D02", {("J004", REPORT): "訪ねた。"}), sheet("D03", {("J004", REPORT): "電話した。"})
    assert value(collect(*sheets), "J004", "前年度取組状況") == ""
    assert codes(collect(*sheets)) == ["shared-differ", "shared-differ"]
    assert [each.severity for each in collect(*sheets).findings] == [Severity.ERROR, Severity.NOTE]
    assert collect(*sheets).findings[0].message.startswith("令和３年度取組状況の"), "as the departments read it"
    chosen = collect(*sheets, decided={"共管": "D03 こども家庭課"})
    assert value(chosen, "J004", "前年度取組状況") == "電話した。"
    assert codes(chosen) == ["shared-decided"]
    both = collect(*sheets, decided={"共管": "両方を並べる"})
    assert value(both, "J004", "前年度取組状況") == "（地域福祉課）訪ねた。\n（こども家庭課）電話した。"


def test_one_department_may_answer_for_both(collect: Collect) -> None:
    answers = {("J004", key): "おおむね実施できた" for key in (REPORT, RATING, PLAN)}
    collected = collect(sheet("D02", answers))
    assert ("J004", REPORT) not in submission(collected, "D03").blank


@pytest.mark.parametrize(
    ("department", "measure", "code"),
    [("D01", "J001", "answer-not-asked"), ("D01", "J999", "measure-gone")],
)
def test_what_was_not_asked_is_told_and_not_used(collect: Collect, department: str, measure: str, code: str) -> None:
    collected = collect(sheet(department, {(measure, REPORT): "書いた。"}))
    assert codes(collected) == [code]
    assert value(collected, "J001", "前年度取組状況") == ""


def test_remarks_are_told(collect: Collect) -> None:
    collected = collect(sheet("D02", {("J001", "remark"): "令和５年度に廃止の予定"}))
    assert codes(collected) == ["remark"]
    assert submission(collected, "D02").remarks == (("J001", Text("令和５年度に廃止の予定")),)


def rating_point(measure: Any, answers: Any, context: Any, *, department_id: str) -> tuple[Point, ...]:
    if answers.get(RATING, Text("")).value != "ほぼ実施":
        return ()
    return (
        Point(
            code="rating-unknown",
            severity=Severity.ERROR,
            department_id=department_id,
            measure_id=measure.id,
            key=RATING,
            where=answers[RATING].where,
            found="評価「ほぼ実施」は選択肢にありません。",
            request="一覧から選んでください。",
            proposal="おおむね実施できた",
        ),
    )


def test_an_answer_that_cannot_be_used_waits_and_the_department_is_asked(collect: Collect) -> None:
    collected = collect(sheet("D01", {("J002", RATING): "ほぼ実施"}), check=rating_point)
    assert value(collected, "J002", "評価") == ""
    assert collected.waiting["J002", ("評価", None)] == Text("ほぼ実施")
    assert [(each.code, each.where.cell) for each in submission(collected, "D01").points] == [("rating-unknown", "A1")]
    assert submission(collected, "D01").state is SubmissionState.OPEN
    assert [each.proposal for each in collected.questions if each.kind is QuestionKind.POINT] == ["おおむね実施できた"]


def test_the_secretariat_may_settle_a_point_itself(collect: Collect) -> None:
    answers = sheet("D01", {("J002", RATING): "ほぼ実施"})
    collected = collect(answers, check=rating_point, decided={"記載内容": "おおむね実施できた"})
    assert value(collected, "J002", "評価") == "おおむね実施できた"
    assert collected.points == ()
    origin = collected.origins["J002", ("評価", None)]
    assert (origin.kind, origin.replaced) == (OriginKind.DECISION, "ほぼ実施")
    not_possible = collect(answers, check=rating_point, decided={"記載内容": AS_IT_IS})
    assert [each.code for each in not_possible.points] == ["rating-unknown"]


def test_the_secretariat_may_choose_a_rating_for_a_cell_that_was_only_coloured(collect: Collect) -> None:
    coloured = Point(
        code="answer-coloured",
        severity=Severity.ERROR,
        department_id="D01",
        measure_id="J002",
        key=RATING,
        where=Location("調査票/D01.xlsx", "調査票", "E9"),
        found="色だけが付いています。",
        request="言葉で書いてください。",
    )
    returned = sheet("D01", {}, points=(coloured,))
    assert [each.code for each in collect(returned).points] == ["answer-coloured"]
    decided = collect(returned, decided={"記載内容": "実施できなかった"})
    assert value(decided, "J002", "評価") == "実施できなかった"
    assert decided.points == ()
    assert decided.measures[1].values["評価", None].where == coloured.where


def test_a_doubted_answer_is_used_and_no_more_asked_about_once_it_is_confirmed(collect: Collect) -> None:
    def doubt(measure: Any, answers: Any, context: Any, *, department_id: str) -> tuple[Point, ...]:
        return tuple(
            Point(
                code="too-long",
                severity=Severity.WARNING,
                department_id=department_id,
                measure_id=measure.id,
                key=key,
                where=text.where,
                found="長すぎます。",
                request="短くしてください。",
            )
            for key, text in answers.items()
        )

    long = sheet("D02", {("J001", REPORT): "とても長い。"})
    assert value(collect(long, check=doubt), "J001", "前年度取組状況") == "とても長い。"
    assert len(collect(long, check=doubt).points) == 1
    assert collect(long, check=doubt, decided={"記載内容": AS_IT_IS}).points == ()


def correction(old: str, new: str, measure: str = "J002") -> Correction:
    place = Location("判断/修正.xlsx", "修正", "D5")
    texts = (Text(each, place) for each in (old, new, "誤字", "担当"))
    was, now, reason, who = texts
    return Correction(
        measure_id=measure, column="前年度取組状況", old=was, new=now, reason=reason, who=who, day=None, where=place
    )


def test_a_correction_replaces_what_it_was_decided_for(collect: Collect) -> None:
    answers = sheet("D01", {("J002", REPORT): "電話102件。"})
    collected = collect(answers, corrections=(correction("電話102件。", "電話120件。"),))
    assert value(collected, "J002", "前年度取組状況") == "電話120件。"
    origin = collected.origins["J002", ("前年度取組状況", None)]
    assert (origin.kind, origin.replaced) == (OriginKind.CORRECTION, "電話102件。")


def test_a_correction_of_something_else_is_stale(collect: Collect) -> None:
    answers = sheet("D01", {("J002", REPORT): "電話130件。"})
    collected = collect(answers, corrections=(correction("電話102件。", "電話120件。"),))
    assert value(collected, "J002", "前年度取組状況") == "電話130件。"
    assert codes(collected) == ["correction-stale"]


def test_a_correction_that_the_department_made_itself_by_now_is_no_matter(collect: Collect) -> None:
    answers = sheet("D01", {("J002", REPORT): "電話120件。"})
    assert codes(collect(answers, corrections=(correction("電話102件。", "電話120件。"),))) == []


def test_a_correction_keeps_to_the_scale(collect: Collect) -> None:
    answers = sheet("D01", {("J002", RATING): "おおむね実施できた"})
    row = replace(correction("おおむね実施できた", "まあまあ"), column="評価")
    collected = collect(answers, corrections=(row,))
    assert codes(collected) == ["correction-rating-unknown"]
    assert value(collected, "J002", "評価") == "おおむね実施できた"


def test_corrections_follow_each_other_and_may_fill_or_clear(collect: Collect) -> None:
    rows = (correction("", "電話１件。"), correction("電話１件。", "電話２件。"))
    assert value(collect(corrections=rows), "J002", "前年度取組状況") == "電話２件。"
    assert value(collect(corrections=(*rows, correction("電話２件。", ""))), "J002", "前年度取組状況") == ""


def test_a_correction_settles_the_point_about_its_answer(collect: Collect) -> None:
    wrong = sheet("D01", {("J002", RATING): "ほぼ実施"})
    place = Location("判断/修正.xlsx", "修正", "D5")
    rows = (
        Correction(
            measure_id="J002",
            column="評価",
            old=Text("ほぼ実施", place),
            new=Text("おおむね実施できた", place),
            reason=Text("電話で確認"),
            who=Text("担当"),
            day=None,
            where=place,
        ),
    )
    collected = collect(wrong, corrections=rows, check=rating_point)
    assert value(collected, "J002", "評価") == "おおむね実施できた"
    assert collected.points == ()
    assert submission(collected, "D01").state is SubmissionState.PARTIAL


KEYS = st.tuples(
    st.sampled_from(["J001", "J002", "J003", "J004", "J999"]), st.sampled_from([REPORT, RATING, PLAN, "unchanged", "remark"])
)
TEXTS = st.sampled_from(["おおむね実施できた", "ほぼ実施", "変更なし"]) | st.integers(1, 10**9).map("{}件".format)
SHEETS = st.builds(
    lambda department, answers, number, day, struck, names: sheet(
        department,
        answers,
        file=f"調査票/{number}.xlsx",
        received=day,
        kept=dict.fromkeys(answers, "ア") if struck else None,
        names=names,
    ),
    st.sampled_from(["D01", "D02", "D03", "D99", ""]),
    st.dictionaries(KEYS, TEXTS, max_size=5),
    st.integers(1, 99),
    st.sampled_from([None, EARLY, LATE]),
    st.booleans(),
    st.booleans(),
)


def printed(collected: Collected) -> set[str]:
    return {text.value for measure in collected.measures for text in measure.values.values()}


@examples(max_examples=60)
@given(st.lists(SHEETS, max_size=4, unique_by=lambda each: each.file), st.integers(0, 3))
def test_whatever_comes_back_every_answer_is_used_or_told(asked: Any, sheets: list[ReturnedSheet], choice: int) -> None:
    meeting, measures = asked
    decisions = Decisions(answers={})
    for _ in range(4):  # each round answers what the round before asked; collect_answers itself refuses to lose an answer
        collected = collect_answers(meeting, measures, sheets, decisions, rating_point)
        told = {finding.where for finding in collected.findings} | {point.where for point in collected.points}
        files = {where.file for where in told if where is not None and where.cell is None}
        used = {origin.where for origin in collected.origins.values()}
        answers = [answer for each in sheets for answer in each.answers]
        said = {(answer.measure_id, answer.key, answer.text.value) for answer in answers if answer.text.where in told | used}
        for answer in answers:
            is_said = (answer.measure_id, answer.key, answer.text.value) in said or answer.key == "unchanged"
            assert is_said or answer.text.where.file in files or any(answer.text.value in text for text in printed(collected))
        chosen = {
            question.id: Decision(question_id=question.id, answer=Text(question.choices[choice % len(question.choices)]))
            for question in collected.questions
            if question.choices
        }
        decisions = Decisions(answers=chosen)


def test_the_same_sheets_and_decisions_give_the_same_result(asked: Any) -> None:
    meeting, measures = asked
    sheets = (sheet("D02", FULL), sheet("D03", {("J004", REPORT): "電話した。"}))
    first, second = (collect_answers(meeting, measures, sheets, Decisions(answers={}), nothing_wrong) for _ in range(2))
    assert first == second
