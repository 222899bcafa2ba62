"""A later form counts; what it leaves blank although an earlier one answered it is never lost, nor silently taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest

from kaigi_docs.model.responses import AnswerState, Collation, Standing
from kaigi_docs.model.returned_forms import Doubt, FieldValue, ReturnedForm, Way
from kaigi_docs.model.text import Text
from kaigi_docs.responses.voting import count_votes
from returned_forms import IN_TIME, VERSION, a_form, a_map, a_meeting, a_question, answer, asked, codes, collated

EARLIER, LATER, LATEST = IN_TIME, datetime(2022, 7, 3), datetime(2022, 7, 5)
FILL, ONLY_NEW = {"回答の重複": "空欄は前の回答で補う"}, {"回答の重複": "新しい回答だけを数える"}
WHOLE = {"Q1/text": "よい", "Q2/choice/2": True, "Q4/A01/choice/3": True, "Q6/choice/1": True}


def first(answers: Mapping[str, str | bool | FieldValue] = WHOLE, **changed: object) -> ReturnedForm:
    return a_form("C01", answers, file="回答/1.pdf", received=EARLIER, **changed)


def second(answers: Mapping[str, str | bool | FieldValue], **changed: object) -> ReturnedForm:
    return a_form("C01", answers, file="回答/2.pdf", received=LATER, **changed)


def states(result: Collation) -> dict[str, str]:
    return {each: answer(result, each, "A01" if each == "Q4" else "").state.value for each in ("Q1", "Q2", "Q3", "Q4", "Q6")}


def test_what_only_the_earlier_form_answers_is_open_until_it_is_decided() -> None:
    result = collated(first(), second({"Q1/text": "別の意見"}))
    assert asked(result) == ["回答の重複"] and result.questions[0].proposal == "空欄は前の回答で補う"
    assert "回答書2、回答書4、回答書6" in result.questions[0].found and "回答書1" not in result.questions[0].found
    assert states(result) == {"Q1": "回答あり", "Q2": "確認中", "Q3": "空欄", "Q4": "確認中", "Q6": "確認中"}
    assert not any(each.consents for response in result.counting for each in response.answers)
    (vote,) = count_votes(a_meeting(), a_meeting().asking, result)
    assert vote.open == ("C01",) and not vote.consented


def test_the_earlier_answers_stand_where_the_secretariat_wants_them() -> None:
    result = collated(first(), second({"Q1/text": "別の意見"}), decided=FILL)
    assert states(result) == {"Q1": "回答あり", "Q2": "回答あり", "Q3": "空欄", "Q4": "回答あり", "Q6": "回答あり"}
    vote, opinion = answer(result, "Q2"), answer(result, "Q1")
    assert (vote.choices, vote.where.file if vote.where else "") == (("反対",), "回答/1.pdf")
    assert (opinion.text.value, opinion.response_id) == ("別の意見", "")
    assert vote.response_id == next(each.id for each in result.responses if each.standing is Standing.SUPERSEDED)
    assert [each.text.value for each in result.opinions] == ["別の意見"]


def test_the_new_answers_stand_alone_where_the_secretariat_wants_that() -> None:
    result = collated(first(), second({"Q1/text": "別の意見"}), decided=ONLY_NEW)
    assert states(result) == {"Q1": "回答あり", "Q2": "空欄", "Q3": "空欄", "Q4": "空欄", "Q6": "確認中"}
    assert answer(result, "Q2").consents and asked(result) == ["回答の重複", "回答の内容"]


@pytest.mark.parametrize("more", [{}, {"Q3/choice/1": True}])
def test_a_later_form_that_fills_what_the_earlier_one_filled_asks_nothing(more: dict[str, bool]) -> None:
    result = collated(first(), second({**WHOLE, "Q1/text": "別の意見", "Q2/choice/2": False, "Q2/choice/1": True, **more}))
    assert not asked(result) and answer(result, "Q2").choices == ("賛成",)


def test_a_remark_that_was_typed_in_leaves_the_rest_of_the_answers() -> None:
    rows = {"Q5/row/1/c1": "3", "Q5/row/1/c4": "数字が違う"}
    remark = {"Q5/row/1/c4": "表が小さい"}
    typed = a_form(None, remark, identity=None, member_id="C01", way=Way.HAND, file="回答/手入力.xlsx", received=LATER)
    opened = collated(first({**WHOLE, **rows}), typed)
    assert answer(opened, "Q5").state is AnswerState.OPEN and asked(opened) == ["回答の重複"]
    result = collated(first({**WHOLE, **rows}), typed, decided=FILL)
    assert [each.text.value for each in answer(result, "Q5").rows] == ["数字が違う", "表が小さい"]
    assert [each.text.value for each in result.opinions] == ["よい", "数字が違う", "表が小さい"]
    assert answer(result, "Q2").choices == ("反対",)


def test_of_several_earlier_forms_each_is_asked_about_for_what_it_alone_answers() -> None:
    third = a_form("C01", {"Q3/choice/1": True}, file="回答/3.pdf", received=LATEST)
    forms = (first(), second({"Q2/choice/1": True, "Q1/text": "別の意見"}), third)
    opened = collated(*forms)
    assert [each.found.count("回答/1.pdf") for each in opened.questions] == [0, 1]
    result = collated(*forms, decided=FILL)
    assert answer(result, "Q2").choices == ("賛成",) and answer(result, "Q4", "A01").choices == ("3",)
    assert answer(result, "Q1").text.value == "別の意見" and answer(result, "Q3").choices == ("会場",)
    assert asked(collated(*forms, decided=ONLY_NEW)) == ["回答の重複", "回答の内容"]


def test_pages_that_did_not_come_back_again_are_not_asked_about_where_the_earlier_form_has_them() -> None:
    one_page = second({"Q1/text": "別の意見", "Q2/choice/1": True}, missing_pages=(2,))
    result = collated(first({**WHOLE, "Q5/row/1/c4": "数字が違う"}), one_page, decided=FILL)
    assert asked(result) == ["回答の重複"] and answer(result, "Q6").choices == ("よい",)
    assert [each.severity.value for each in result.findings if each.code == "pages-missing"] == ["note"]
    without = collated(first(), one_page, decided=FILL)
    assert asked(without) == ["回答の重複", "回答の内容"] and answer(without, "Q5").state is AnswerState.OPEN


def test_a_doubtful_earlier_answer_is_asked_about_once_it_is_wanted() -> None:
    cut = FieldValue(field_id="", text=Text("よいと思"), doubts=(Doubt.CUT,))
    forms = (first({**WHOLE, "Q1/text": cut}), second({**WHOLE, "Q1/text": ""}))
    assert asked(collated(*forms)) == ["回答の重複"]
    wanted = collated(*forms, decided=FILL)
    assert asked(wanted) == ["回答の重複", "回答の内容"] and answer(wanted, "Q1").state is AnswerState.OPEN
    settled = collated(*forms, decided={**FILL, "回答の内容": "このまま使う"})
    assert answer(settled, "Q1").text.value == "よいと思"


def test_an_earlier_answer_of_another_version_is_not_put_under_new_words() -> None:
    older = a_map("bbbbbbbbbbbb", Q2=a_question("Q2", choices=("承認", "不承認")))
    forms = (first(version="bbbbbbbbbbbb"), second({**WHOLE, "Q2/choice/2": False}, version=VERSION))
    result = collated(*forms, maps=(older,), decided=FILL)
    assert answer(result, "Q2").state is AnswerState.OPEN and "question-changed" in codes(result)


def test_what_stands_in_a_space_that_the_own_version_has_not_is_told_although_an_earlier_answer_stands_there() -> None:
    older = a_map("bbbbbbbbbbbb", without=("Q3",))
    stray = second({**WHOLE, "Q3/choice/1": True}, version="bbbbbbbbbbbb")
    result = collated(first({**WHOLE, "Q3/choice/2": True}), stray, maps=(older,), decided=FILL)
    assert answer(result, "Q3").choices == ("オンライン",) and "value-unplaced" in codes(result)


def test_a_form_that_came_too_late_or_was_taken_back_supplements_nothing() -> None:
    late = a_form("C01", WHOLE, file="回答/3.pdf", received=datetime(2022, 8, 1))
    result = collated(second({"Q6/choice/1": True}), late, decided={"期限後の回答": "数えない"})
    assert asked(result) == ["期限後の回答"] and answer(result, "Q2").consents
