"""What the answer spaces of a question mean together: answered, 特になし, blank, or open."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kaigi_docs.findings import Location
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text
from returned_forms import a_form, a_map, a_meeting, a_question, answer, asked, codes, collated, said

OPINION, NOTHING, WRITTEN = "Q1/choice/1", "Q1/choice/2", "Q1/text"
CONTENT, MARK = "回答の内容", "印"


def doubtful(text: str = "", *doubts: Doubt, other: str = "", marked: bool | None = None) -> FieldValue:
    return FieldValue(field_id="", text=Text(text), marked=marked, doubts=doubts, other=other, picture=b"png")


@pytest.mark.parametrize(
    ("answers", "state", "code"),
    [
        ({OPINION: True, WRITTEN: "よいと思う"}, "回答あり", None),
        ({WRITTEN: "よいと思う"}, "回答あり", "comment-unmarked"),
        ({NOTHING: True}, "特になし", None),
        ({NOTHING: True, WRITTEN: "特になし"}, "特になし", None),
        ({WRITTEN: "特になし"}, "特になし", "no-comment-typed"),
        ({WRITTEN: "異議ございません。"}, "特になし", "no-comment-typed"),
        ({NOTHING: True, WRITTEN: "意見はありません。"}, "特になし", None),
        ({WRITTEN: "特にないが、字が小さい。"}, "回答あり", "comment-unmarked"),
        ({}, "空欄", None),
        ({NOTHING: True, WRITTEN: "よいと思う"}, "確認中", "comment-with-no-comment"),
        ({OPINION: True, NOTHING: True, WRITTEN: "よいと思う"}, "確認中", "comment-both-marked"),
        ({OPINION: True, NOTHING: True}, "確認中", "comment-both-marked"),
        ({OPINION: True}, "確認中", "comment-without-text"),
        ({OPINION: True, WRITTEN: "なし"}, "確認中", "comment-says-nothing"),
        ({WRITTEN: doubtful("よいと思", Doubt.CUT)}, "確認中", "text-cut"),
        ({WRITTEN: doubtful("よい\ufffd思う", Doubt.UNEXPECTED)}, "確認中", "text-unexpected"),
        ({WRITTEN: doubtful("よい", Doubt.PLACED)}, "確認中", "text-placed"),
        ({WRITTEN: doubtful("よい", Doubt.DIFFERENT, other="わるい")}, "確認中", "text-different"),
        ({OPINION: doubtful("", Doubt.UNSURE), WRITTEN: "よい"}, "確認中", "mark-unsure"),
        ({"Q1/choice": "意見や感想", WRITTEN: "よい"}, "回答あり", None),
        ({"Q1/choice": "どちらでも", WRITTEN: "よい"}, "確認中", "choice-unknown"),
    ],
)
def test_a_comment_is_what_its_boxes_and_its_text_say_together(
    answers: Mapping[str, str | bool | FieldValue], state: str, code: str | None
) -> None:
    result = collated(a_form("C01", said(answers)))
    assert answer(result, "Q1").state.value == state
    assert codes(result) == ([code] if code else [])
    assert bool(asked(result)) is (state == "確認中")
    assert (result.findings[0].severity.value if code else "") in ("", "error" if asked(result) else "note")


@pytest.mark.parametrize(
    ("answers", "decided", "state", "text"),
    [
        ({NOTHING: True, WRITTEN: "よい"}, "意見として扱う", "回答あり", "よい"),
        ({NOTHING: True, WRITTEN: "よい"}, "特になしとして扱う", "特になし", "よい"),
        ({NOTHING: True, WRITTEN: "よい"}, "もう一度尋ねる", "確認中", "よい"),
        ({NOTHING: True, WRITTEN: "よい"}, "わからない", "確認中", "よい"),
        ({OPINION: True}, "空欄として扱う", "空欄", ""),
        ({WRITTEN: doubtful("よいと思", Doubt.CUT)}, "このまま使う", "回答あり", "よいと思"),
        ({WRITTEN: doubtful("よい", Doubt.DIFFERENT, other="わるい")}, "２：「わるい」", "回答あり", "わるい"),
    ],
)
def test_a_decision_settles_an_answer(
    answers: Mapping[str, str | bool | FieldValue], decided: str, state: str, text: str
) -> None:
    result = collated(a_form("C01", said(answers)), decided={CONTENT: decided})
    assert (answer(result, "Q1").state.value, answer(result, "Q1").text.value) == (state, text)
    settled = [each for each in result.findings if each.code != "comment-unmarked"]
    assert [each.severity.value for each in settled] == ["error" if decided == "わからない" else "note"]


def test_a_decision_holds_when_the_same_answer_comes_again() -> None:
    answers = said({NOTHING: True, WRITTEN: "よい"})
    first, again = collated(a_form("C01", answers)), collated(a_form("C01", answers, file="回答/再送.pdf"))
    assert [each.id for each in first.questions] == [each.id for each in again.questions]
    other = collated(a_form("C01", said({NOTHING: True, WRITTEN: "わるい"})))
    assert first.questions[0].id != other.questions[0].id


def test_a_doubtful_box_is_asked_about_with_its_picture_and_its_place() -> None:
    unsure = a_form("C01", said({"Q2/choice/2": doubtful("", Doubt.UNSURE)}))
    (question,) = collated(unsure).questions
    assert question.picture == b"png" and question.choices[:3] == ("賛成", "反対", "保留")
    assert question.where == Location("回答/C01.pdf", label="Q2/choice/2") and question.subject == "C01 青山　一郎　回答書2"
    assert answer(collated(unsure, decided={MARK: "反対"}), "Q2").choices == ("反対",)
    blank = answer(collated(unsure, decided={MARK: "どれにも印なし"}), "Q2")
    assert blank.state.value == "空欄" and blank.consents


@pytest.mark.parametrize(
    ("answers", "state", "choices", "code"),
    [
        ({"Q2/choice/1": True}, "回答あり", ("賛成",), None),
        ({"Q2/choice/1": True, "Q2/choice/2": True}, "確認中", ("賛成", "反対"), "choice-twice"),
        ({"Q2/text": "わからない"}, "確認中", (), "choice-missing"),
        ({"Q2/choice": "賛　成"}, "回答あり", ("賛成",), None),
        ({}, "空欄", (), None),
    ],
)
def test_a_vote_is_one_choice(
    answers: Mapping[str, str | bool | FieldValue], state: str, choices: tuple[str, ...], code: str | None
) -> None:
    result = collated(a_form("C01", said(answers)))
    found = answer(result, "Q2")
    assert (found.state.value, found.choices) == (state, choices) and codes(result) == ([code] if code else [])
    assert found.consents is (state == "空欄")


def test_any_number_of_choices_may_be_marked_where_the_question_says_so() -> None:
    unsure = said({"Q3/choice/3": True, "Q3/choice/1": True, "Q3/choice/2": doubtful("", Doubt.UNSURE)})
    assert answer(collated(a_form("C01", unsure)), "Q3").state.value == "確認中"
    assert answer(collated(a_form("C01", unsure), decided={MARK: "印あり"}), "Q3").choices == ("会場", "オンライン", "書面")
    assert answer(collated(a_form("C01", said({"Q3/choice": "書面、会場"}))), "Q3").choices == ("会場", "書面")


def test_a_score_outside_of_the_scale_is_asked_about_for_its_own_subject() -> None:
    result = collated(a_form("C01", said({"Q4/A01/choice": "6", "Q4/A02/choice/5": True})))
    assert answer(result, "Q4", "A01").state.value == "確認中" and answer(result, "Q4", "A02").choices == ("5",)
    assert codes(result) == ["choice-unknown"] and "計画について" in result.questions[0].subject


def test_rows_of_a_comment_table_are_opinions_that_cite_their_place() -> None:
    rows = {"Q5/row/1/c1": "３", "Q5/row/1/c2": "5", "Q5/row/1/c4": "数字が違う", "Q5/row/2/c3": "表の右"}
    result = collated(a_form("C01", said(rows)))
    assert [(each.cited, each.text.value, each.row) for each in result.opinions] == [("資料３　5ページ", "数字が違う", 1)]
    assert len(answer(result, "Q5").rows) == 2 and codes(result) == ["comment-row-without-text"]
    assert answer(collated(a_form("C01", said({"Q5/row/1/c4": "特になし"}))), "Q5").state.value == "特になし"


def test_a_blank_is_asked_about_where_the_question_says_so() -> None:
    voted = a_form("C01", {"Q2/choice/1": True})
    result = collated(voted)
    assert answer(result, "Q6").state.value == "確認中" and codes(result) == ["blank-asked"]
    assert answer(collated(voted, decided={CONTENT: "空欄として扱う"}), "Q6").state.value == "空欄"


def test_questions_on_pages_that_did_not_come_back_are_not_blank() -> None:
    cut = a_form("C01", {WRITTEN: "よい"}, missing_pages=(2,))
    result = collated(cut)
    assert [answer(result, each).state.value for each in ("Q1", "Q5", "Q6")] == ["回答あり", "確認中", "確認中"]
    assert asked(result) == [CONTENT] and "pages-missing" in codes(result)
    settled = collated(cut, decided={CONTENT: "空欄として扱う"})
    assert [answer(settled, each).state.value for each in ("Q5", "Q6")] == ["空欄", "空欄"]
    without_vote = collated(a_form("C01", {}, missing_pages=(1,)), decided={CONTENT: "空欄として扱う"})
    assert not answer(without_vote, "Q2").consents


def test_an_older_version_gives_the_answers_to_questions_that_are_unchanged() -> None:
    older = a_map("bbbbbbbbbbbb", without=("Q3",), Q2=a_question("Q2", choices=("承認", "不承認")))
    form = a_form("C01", said({WRITTEN: "よい", "Q2/choice/2": True, "Q2/text": "わけ"}), version="bbbbbbbbbbbb")
    result = collated(form, maps=(older,))
    assert answer(result, "Q1").text.value == "よい"
    assert [answer(result, each).state.value for each in ("Q2", "Q3")] == ["確認中", "確認中"]
    assert sorted(set(codes(result)) - {"comment-unmarked"}) == ["question-changed", "question-not-asked"]
    assert "不承認" in next(each.found for each in result.questions if "選択肢" in each.found)
    used = collated(form, maps=(older,), decided={"様式": "書かれた文だけを使う"})
    assert (answer(used, "Q2").choices, answer(used, "Q2").text.value) == ((), "わけ")
    blank = collated(form, maps=(older,), decided={"様式": "空欄として扱う"})
    assert [answer(blank, each).state.value for each in ("Q2", "Q3")] == ["空欄", "空欄"] and not answer(blank, "Q2").consents


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_told() -> None:
    kept = a_meeting(questions=tuple(each for each in a_meeting().questions if each.id != "Q1"))
    present = a_map("dddddddddddd", without=("Q1",))
    result = collated(a_form("C01", said({WRITTEN: "よい"})), meeting=kept, maps=(present,))
    assert codes(result) == ["question-removed"] and "よい" in result.findings[0].message


def test_texts_beside_and_values_of_no_question_are_told() -> None:
    beside = Text("欄の外のことば", Location("回答/C01.docx"))
    result = collated(a_form("C01", said({"Q99/text": "迷子", "Q2/choice/1": True}), beside=(beside,)))
    assert sorted(codes(result)) == ["beside-text", "value-unplaced"] and result.counting[0].beside == (beside,)


def test_opinions_are_numbered_by_question_subject_and_member_and_near_duplicates_know_each_other() -> None:
    texts = {"C01": "夜間の相談窓口を増やしてほしい。", "C02": "夜間の相談窓口をふやしてほしい", "C06": "資料が読みにくい。"}
    forms = [a_form(member, said({OPINION: True, WRITTEN: text})) for member, text in texts.items()]
    forms[0] = a_form("C01", said({OPINION: True, WRITTEN: texts["C01"], "Q2/choice/1": True, "Q2/text": "理由"}))
    result = collated(*reversed(forms))
    assert [(each.number, each.member_id, each.question_id) for each in result.opinions] == [
        (1, "C01", "Q1"),
        (2, "C02", "Q1"),
        (3, "C06", "Q1"),
        (4, "C01", "Q2"),
    ]
    assert [each.alike for each in result.opinions] == [(2,), (1,), (), ()]
