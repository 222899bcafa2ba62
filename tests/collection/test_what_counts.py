"""Several sheets, struck texts, decisions and corrections meeting each other: what is used, what waits, what is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kaigi_docs.collection.collecting import collect_answers
from kaigi_docs.collection.content_rules import check_answers
from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.collection import OriginKind, Point, SubmissionState
from kaigi_docs.model.decisions import YES, Correction, Decision, Decisions, OpenQuestion, QuestionKind
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.text import Text
from returned_sheets import PLAN, RATING, REPORT, Collect, codes, sheet, value

EARLY, LATE = date(2022, 5, 20), date(2022, 5, 25)


def point(department: str, measure: str, key: str, code: str = "formula-without-value") -> Point:
    return Point(
        code=code,
        severity=Severity.ERROR,
        department_id=department,
        measure_id=measure,
        key=key,
        where=Location("調査票/1.xlsx", "調査票", "D9"),
        found="計算結果がありません。",
        request="値を書いてください。",
    )


def submission(collected: Any, department: str) -> Any:
    return next(each for each in collected.submissions if each.department_id == department)


def correction(old: str, new: str, measure: str = "J002", column: str = "前年度取組状況") -> Correction:
    row = Location("判断/修正.xlsx", "修正", "A4")
    return Correction(
        measure_id=measure,
        column=column,
        old=Text(old, row),
        new=Text(new, row),
        reason=Text("電話で確認"),
        who=Text("灯台"),
        day=None,
        where=row,
    )


def test_a_sheet_made_from_two_undated_ones_counts_though_these_are_in_no_order(collect: Collect) -> None:
    one = sheet("D01", {("J002", REPORT): "100件。"}, file="調査票/1.xlsx", received=None)
    two = sheet("D01", {("J002", REPORT): "110件。"}, file="調査票/2.xlsx", received=None)
    again = sheet("D01", {("J002", REPORT): "120件。"}, file="調査票/3.xlsx", received=None, follows=(one.id, two.id))
    collected = collect(one, two, again)
    assert value(collected, "J002", "前年度取組状況") == "120件。"
    assert submission(collected, "D01").files[0] == "調査票/3.xlsx"


def test_sheets_that_claim_to_follow_each_other_are_asked_about_and_never_go_in_circles(collect: Collect) -> None:
    one = sheet("D01", {("J002", REPORT): "100件。"}, file="調査票/1.xlsx", received=None)
    two = sheet("D01", {("J002", REPORT): "110件。"}, file="調査票/2.xlsx", received=None, follows=(one.id,))
    one = replace(one, follows=(two.id,))
    collected = collect(one, two)
    assert codes(collected) == ["copies-differ"]
    assert QuestionKind.COPY in {each.kind for each in collected.questions}


def test_two_undated_halves_of_one_department_are_none_older_than_the_other(collect: Collect) -> None:
    first = sheet("D02", {("J001", REPORT): "月３回。"}, file="調査票/1.xlsx", received=None)
    second = sheet("D02", {("J004", REPORT): "訪ねた。"}, file="調査票/2.xlsx", received=None)
    blank_rows = replace(second, measure_ids=("J001", "J004"))
    collected = collect(first, blank_rows)
    assert value(collected, "J001", "前年度取組状況") == "月３回。"
    assert codes(collected) == []


def test_a_struck_and_an_unstruck_copy_are_not_the_same(collect: Collect) -> None:
    plain = sheet("D02", {("J001", REPORT): "月２回月３回。"}, file="調査票/1.xlsx", received=None)
    struck = sheet(
        "D02", {("J001", REPORT): "月２回月３回。"}, file="調査票/2.xlsx", received=None, kept={("J001", REPORT): "月３回。"}
    )
    collected = collect(plain, struck)
    assert codes(collected) == ["copies-differ"]
    assert "取り消し線の文字を除くと「月３回。」" in collected.points[0].found


def test_a_point_of_an_older_sheet_stays_while_its_answer_is_used(collect: Collect) -> None:
    old = sheet("D01", {("J002", RATING): "おおむね実施できた"}, file="調査票/1.xlsx", received=EARLY)
    old = replace(old, points=(point("D01", "J002", REPORT),))
    blank = sheet("D01", {("J002", PLAN): "続ける。"}, file="調査票/2.xlsx", received=LATE)
    filled = sheet("D01", {("J002", REPORT): "120件。"}, file="調査票/3.xlsx", received=LATE)
    assert [each.key for each in collect(old, blank).points] == [REPORT]
    assert collect(old, filled).points == ()


def test_unchanged_that_is_struck_through_prints_nothing_before_it_is_decided(collect: Collect) -> None:
    struck = sheet("D02", {("J001", "unchanged"): "変更なし"}, kept={("J001", "unchanged"): ""})
    collected = collect(struck)
    assert set(collected.waiting) == {("J001", ("前年度取組状況", None)), ("J001", ("今年度予定", None))}


def test_an_open_answer_of_another_departments_measure_does_not_hold_back_the_rightful_one(collect: Collect) -> None:
    foreign = sheet("D01", {("J001", REPORT): "古い新しい。"}, file="調査票/1.xlsx", kept={("J001", REPORT): "新しい。"})
    own = sheet("D02", {("J001", REPORT): "月３回。"}, file="調査票/2.xlsx")
    collected = collect(foreign, own)
    assert value(collected, "J001", "前年度取組状況") == "月３回。"
    assert "answer-not-asked" in codes(collected)


def test_nobody_is_asked_which_of_two_answers_is_right_to_what_was_not_asked(collect: Collect) -> None:
    one = sheet("D01", {("J001", REPORT): "100件。"}, file="調査票/1.xlsx", received=None)
    two = sheet("D01", {("J001", REPORT): "110件。"}, file="調査票/2.xlsx", received=None)
    collected = collect(one, two)
    assert collected.points == ()
    assert codes(collected) == ["copies-differ", "answer-not-asked"]


def test_a_correction_settles_what_two_sheets_contradict_each_other_in(collect: Collect) -> None:
    one = sheet("D01", {("J002", REPORT): "100件。"}, file="調査票/1.xlsx", received=None)
    two = sheet("D01", {("J002", REPORT): "110件。"}, file="調査票/2.xlsx", received=None)
    collected = collect(one, two, corrections=(correction("100件。", "120件。"),))
    assert (collected.points, codes(collected)) == ((), [])
    assert value(collected, "J002", "前年度取組状況") == "120件。"


def test_points_of_a_department_that_was_asked_nothing_are_told_to_the_secretariat(collect: Collect) -> None:
    stray = replace(sheet("D04", {}), points=(point("D04", "", "", "sheet-merged"),))
    collected = collect(stray)
    assert "sheet-merged" in codes(collected)


def test_points_go_to_the_department_that_the_secretariat_named(collect: Collect) -> None:
    unclear = replace(sheet("", {("J002", REPORT): "120件。"}), points=(point("", "J002", RATING),))
    collected = collect(unclear, decided={"課": _department_choice(collect, unclear, "D01")})
    assert {each.department_id for each in collected.points} == {"D01"}


def _department_choice(collect: Collect, unclear: Any, department: str) -> str:
    (question,) = (each for each in collect(unclear).questions if each.kind is QuestionKind.DEPARTMENT)
    return next(choice for choice in question.choices if choice.startswith(f"{department} "))


def test_a_reason_that_waits_for_a_decision_is_no_missing_reason(collect: Collect) -> None:
    low = {("J001", RATING): "実施できなかった", ("J001", REPORT): "古い人手が足りず中止した。"}
    waits = sheet("D02", low, kept={("J001", REPORT): "人手が足りず中止した。"})
    assert "reason-blank" not in {each.code for each in collect(waits, check=check_answers).points}


def test_a_rating_that_was_decided_is_looked_through_again(asked: tuple[Meeting, tuple[Measure, ...]]) -> None:
    unknown = (sheet("D02", {("J001", RATING): "だめだった"}),)
    open_run = collect_answers(*asked, unknown, Decisions(answers={}), check_answers)
    (question,) = (each for each in open_run.questions if each.kind is QuestionKind.POINT)
    decided = Decisions(answers={question.id: Decision(question_id=question.id, answer=Text("実施できなかった"))})
    collected = collect_answers(*asked, unknown, decided, check_answers)
    assert [each.code for each in collected.points] == ["reason-blank"]
    assert value(collected, "J001", "評価") == "実施できなかった"


def test_a_correction_settles_what_was_asked_about_its_answer(collect: Collect) -> None:
    first = sheet("D02", {("J004", REPORT): "訪ねた。"}, file="調査票/1.xlsx")
    second = sheet("D03", {("J004", REPORT): "訪問した。"}, file="調査票/2.xlsx")
    open_run = collect(first, second)
    assert "shared-differ" in codes(open_run)
    settled = collect(first, second, corrections=(correction("訪ねた。", "両課で訪ねた。", "J004"),))
    assert value(settled, "J004", "前年度取組状況") == "両課で訪ねた。"
    assert "shared-differ" not in codes(settled)
    assert QuestionKind.SHARED not in {each.kind for each in settled.questions}


def test_an_answer_that_was_corrected_to_blank_is_not_asked_for_again(collect: Collect) -> None:
    collected = collect(sheet("D01", {("J002", REPORT): "120件。"}), corrections=(correction("120件。", ""),))
    assert value(collected, "J002", "前年度取組状況") == ""
    assert ("J002", REPORT) not in submission(collected, "D01").blank
    assert collected.origins.get(("J002", ("前年度取組状況", None))) is None or (
        collected.origins["J002", ("前年度取組状況", None)].kind is OriginKind.CORRECTION
    )


def test_an_untouched_sheet_that_came_back_is_no_answer(collect: Collect) -> None:
    collected = collect(replace(sheet("D01", {}), measure_ids=("J002",)))
    assert submission(collected, "D01").state is SubmissionState.UNTOUCHED


def test_a_point_is_another_one_when_its_text_changes_far_behind_what_is_quoted() -> None:
    first, second = (replace(point("D01", "J002", REPORT), about="長い文" * 40 + end) for end in ("。", "！"))
    assert first.id != second.id


def test_a_choice_is_found_again_when_its_file_was_moved_or_its_department_renamed() -> None:
    moved = _question("調査票/返信/1.xlsx「調査票」", "調査票/2.xlsx「調査票」")
    renamed = _question("D01 産業課", "D02 地域福祉課")
    assert _decided(moved, "調査票/1.xlsx「調査票」") == "調査票/返信/1.xlsx「調査票」"
    assert _decided(renamed, "D01 商工課") == "D01 産業課"
    assert _decided(renamed, "D09 なくなった課") == ""
    assert _decided(_question("a/1.xlsx", "b/1.xlsx"), "c/1.xlsx") == ""


def _question(*choices: str) -> OpenQuestion:
    return OpenQuestion(id="Q", kind=QuestionKind.COPY, where=Location("調査票/1.xlsx"), subject="", found="", choices=choices)


def _decided(question: OpenQuestion, typed: str) -> str:
    answers: Mapping[str, Decision] = {"Q": Decision(question_id="Q", answer=Text(typed))}
    return Decisions(answers=dict(answers)).chosen(question)


def test_phrases_that_say_nothing_are_no_reason_for_a_low_rating(collect: Collect) -> None:
    for text in ("例年どおり", "例年どおり実施した。", "前年度と同様に実施した。"):
        answers = {("J001", RATING): "実施できなかった", ("J001", REPORT): text}
        assert "reason-blank" in {each.code for each in collect(sheet("D02", answers), check=check_answers).points}
    told = {("J001", RATING): "実施できなかった", ("J001", REPORT): "会場が使えず、例年どおりには開けなかった。"}
    assert "reason-blank" not in {each.code for each in collect(sheet("D02", told), check=check_answers).points}


def test_an_answer_that_stands_elsewhere_or_is_a_bare_number_is_asked_for(collect: Collect) -> None:
    for text in ("別紙のとおり", "＝別紙のとおり", "別添参照。", "12", "１２"):
        found = collect(sheet("D02", {("J001", REPORT): text}), check=check_answers)
        assert "answer-elsewhere" in {each.code for each in found.points}, text
    plain = collect(sheet("D02", {("J001", REPORT): "別紙の案内を12回配った。"}), check=check_answers)
    assert "answer-elsewhere" not in {each.code for each in plain.points}


def test_the_decision_to_strike_unchanged_leaves_the_row_blank(collect: Collect) -> None:
    struck = sheet("D02", {("J001", "unchanged"): "変更なし"}, kept={("J001", "unchanged"): ""})
    collected = collect(struck, decided={"取り消し線": YES})
    assert collected.waiting == {}
    assert value(collected, "J001", "今年度予定") == ""
