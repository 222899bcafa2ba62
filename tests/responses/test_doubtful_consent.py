"""A blank that would count as consent counts only where nothing speaks against it."""

from __future__ import annotations

from datetime import datetime

from kaigi_docs.findings import Location
from kaigi_docs.model.responses import Collation
from kaigi_docs.model.returned_forms import Way
from kaigi_docs.model.text import Text
from kaigi_docs.responses.voting import count_votes
from returned_forms import a_form, a_map, a_meeting, a_question, answer, asked, codes, collated, said

AS_IT_IS, AGAIN = {"様式": "空欄のまま数える"}, {"様式": "もう一度尋ねる"}
AGAINST = Text("議案には反対です。", Location("回答/C01.eml"))


def vote(result: Collation) -> tuple[str, bool]:
    found = answer(result, "Q2")
    return found.state.value, found.consents


def test_a_form_on_which_nothing_is_filled_in_is_no_consent_until_somebody_says_so() -> None:
    blank = a_form("C01", {})
    result = collated(blank)
    assert vote(result) == ("確認中", False) and "consent-doubtful" in codes(result)
    assert answer(result, "Q1").state.value == "空欄", "other blanks are as they were"
    (count,) = count_votes(a_meeting(), a_meeting().asking, result)
    assert count.open == ("C01",) and not count.consented
    assert vote(collated(blank, decided=AS_IT_IS)) == ("空欄", True)
    assert vote(collated(blank, decided=AGAIN)) == ("確認中", False)


def test_a_form_on_which_anything_is_filled_in_consents_by_its_blanks() -> None:
    result = collated(a_form("C01", said({})))
    assert vote(result) == ("空欄", True) and not asked(result)


def test_white_space_and_boxes_that_are_not_ticked_are_nothing() -> None:
    assert vote(collated(a_form("C01", {"Q1/text": "　", "Q2/choice/1": False}))) == ("確認中", False)


def test_words_outside_of_all_spaces_keep_a_blank_from_being_consent() -> None:
    form = a_form("C01", said({"Q1/choice/2": True}), beside=(AGAINST,))
    result = collated(form)
    assert vote(result) == ("確認中", False)
    (question,) = (each for each in result.questions if each.kind.value == "様式")
    assert "議案には反対です。" in question.found and "回答書2" in question.found
    assert vote(collated(form, decided=AS_IT_IS)) == ("空欄", True)
    voted = collated(a_form("C01", said({"Q2/choice/1": True}), beside=(AGAINST,)))
    assert "様式" not in asked(voted) and answer(voted, "Q2").choices == ("賛成",)


def test_words_beside_an_earlier_form_keep_the_blank_of_a_later_one_from_being_consent() -> None:
    earlier = a_form("C01", said({}), beside=(AGAINST,))
    typed = a_form(
        None,
        {"Q1/text": "よい"},
        identity=None,
        member_id="C01",
        way=Way.HAND,
        file="回答/手入力.xlsx",
        received=datetime(2022, 7, 3),
    )
    assert vote(collated(earlier, typed, decided={"回答の重複": "空欄は前の回答で補う"})) == ("確認中", False)


def test_where_no_blank_is_consent_a_blank_form_is_not_asked_about() -> None:
    questions = tuple(each for each in a_meeting().questions if each.id != "Q2")
    form = a_map("dddddddddddd", without=("Q2",), Q6=a_question("Q6", blank="no_answer"))
    result = collated(a_form("C01", {}, version=form.version), meeting=a_meeting(questions=questions), maps=(form,))
    assert not asked(result)
