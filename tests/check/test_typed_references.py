"""Numbers that the office typed by hand instead of a placeholder."""

from __future__ import annotations

import pytest

from kaigi_docs.check.references import check_references, check_typed_references
from kaigi_docs.findings import Finding, Location
from kaigi_docs.materials.dispatch_letter import build_dispatch_letter
from kaigi_docs.model.meeting import Dispatch, MaterialKind, Meeting, Question, QuestionKind
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.text import Text
from letter_meeting import MATERIALS, QUESTIONS, context_of, letter_meeting, material_of, packet_of, written


def found(meeting: Meeting, *templates: tuple[str, str]) -> list[Finding]:
    return list(check_typed_references(meeting, number_meeting(meeting), templates))


def codes_at(place: str, text: str) -> list[str]:
    findings = found(letter_meeting(wording=written(place, text)))
    assert all(each.where == Location("会議設定.xlsx", "文面", "C4") for each in findings)
    return [each.code for each in findings]


@pytest.mark.parametrize("text", ["資料１をご覧ください。", "資料1", "資料　1", "回答書１へご記入ください。"])
def test_a_number_that_is_right_today_is_a_warning(text: str) -> None:
    assert codes_at("A01", text) == ["reference-typed"]


@pytest.mark.parametrize("text", ["資料２－１をご覧ください。", "資料３", "回答書２へ"])
def test_a_number_of_another_item_is_an_error(text: str) -> None:
    assert codes_at("A01", text) == ["reference-elsewhere"]


@pytest.mark.parametrize("text", ["資料2-1", "資料３", "回答書２"])
@pytest.mark.parametrize("place", ["A02", "A03", "motion:A02"])
def test_an_item_its_parts_and_its_whole_share_their_numbers(place: str, text: str) -> None:
    assert codes_at(place, text) == ["reference-typed"]


@pytest.mark.parametrize("place", ["opening", "closing", "dispatch_body", "dispatch_items", "material_list", "S03"])
def test_away_from_items_any_number_of_the_packet_is_a_warning(place: str) -> None:
    assert codes_at(place, "資料３と回答書２") == ["reference-typed", "reference-typed"]


@pytest.mark.parametrize(
    "text",
    [
        "〔資料:S07〕と〔回答書:Q2〕をご覧ください。",
        "前回の資料３のとおりです。",
        "前回会議の資料３",
        "参考資料３",
        "資料〔回〕３",
        "この資料の３ページ",
        "資料９",
    ],
)
def test_placeholders_other_meetings_and_other_papers_are_left_alone(text: str) -> None:
    assert codes_at("A01", text) == []


def test_the_messages_say_what_the_item_has_and_what_to_write_instead() -> None:
    (elsewhere,) = found(letter_meeting(wording=written("A03", "資料４をご覧ください。")))
    assert str(elsewhere) == (
        "会議設定.xlsx「文面」C4: 「資料４」とありますが、議題A03の資料は資料2-1、資料３です。"
        "番号を直してください。資料４で正しいときは、差し込み〔資料:S08〕で書いてください。"
    )
    (nothing,) = found(letter_meeting(wording=written("A05", "回答書１へ")))
    assert "議題A05に回答書はありません。" in str(nothing)
    (typed,) = found(letter_meeting(wording=written("A01", "回答書１へ")))
    assert "差し込み〔回答書:Q1〕で書くと" in str(typed)


def test_the_subject_of_the_letter_is_looked_at_too() -> None:
    at = Location("会議設定.xlsx", "会議", "B15")
    (typed,) = found(letter_meeting(dispatch=Dispatch(subject=Text("資料１の差替えについて（依頼）", at))))
    assert (typed.code, typed.where) == ("reference-typed", at)


def test_a_template_is_named_with_its_line_and_what_it_calls_itself_is_no_number() -> None:
    source = '{{ 資料("S04") }}\n\n資料１と{{ 資料("S02") }}\n回答書９\n'
    (typed,) = found(letter_meeting(), (source, "文面/cover_letter.md.j2"))
    assert (typed.code, typed.where) == ("reference-typed", Location("文面/cover_letter.md.j2", line=3))
    assert '{{ 資料("S04") }} と書くと' in str(typed)


def test_each_form_counts_its_own_answer_boxes() -> None:
    ballot = MATERIALS[-1].__class__(id="S20", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("表決書"))
    vote = Question(id="Q3", kind=QuestionKind.VOTE, item_ids=("A05",), form_id="S20")
    meeting = letter_meeting(materials=(*MATERIALS, ballot), questions=(*QUESTIONS, vote))
    rows = (*written("A05", "表決書１へ"), *written("A01", "表決書１へ", "回答書１へ"))
    assert [
        each.code for each in found(letter_meeting(materials=meeting.materials, questions=meeting.questions, wording=rows))
    ] == [
        "reference-typed",
        "reference-elsewhere",
        "reference-typed",
    ]


def test_a_number_in_the_letter_that_the_packet_does_not_have_is_found_with_its_cell() -> None:
    meeting = letter_meeting(wording=written("dispatch_body", "資料９と前回の資料９をご覧ください。"))
    material = material_of(meeting, MaterialKind.DISPATCH_LETTER)
    source = ('{{ 文面("送付文書") }}\n', "文面/dispatch_letter.md.j2")
    document, _ = build_dispatch_letter(material, packet_of(meeting), context_of(meeting), source)
    findings = list(check_references(document, meeting.materials, number_meeting(meeting)))
    assert [(each.code, str(each.where)) for each in findings] == [("reference-unknown", "会議設定.xlsx「文面」C4")]
