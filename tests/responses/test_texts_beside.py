"""Words outside of all answer spaces: asked about once, then done with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kaigi_docs.findings import Location
from kaigi_docs.model.responses import Collation
from kaigi_docs.model.returned_forms import ReturnedForm, Way
from kaigi_docs.model.text import Text
from returned_forms import a_form, answer, asked, collated, said

WORDS = Text("駐車場が狭いです。", Location("回答/C01.docx", label="欄の外"))
VOTED = said({"Q2/choice/1": True})
SEEN, TYPED = "確認した（使わない）", "手入力.xlsx に書いた"


def told(result: Collation) -> list[tuple[str, str]]:
    return [(each.code, each.severity.value) for each in result.findings if each.code in ("beside-text", "typed-missing")]


def typed(*beside: Text, **answers: str) -> ReturnedForm:
    """A row of 手入力.xlsx that came after the form."""
    values = {key.replace("_", "/"): value for key, value in answers.items()}
    row = a_form(
        None, values, identity=None, member_id="C01", way=Way.HAND, file="回答/手入力.xlsx", received=datetime(2022, 7, 3)
    )
    return replace(row, beside=beside)


@pytest.mark.parametrize(
    ("decided", "findings"),
    [
        ("", [("beside-text", "warning")]),
        (SEEN, [("beside-text", "note")]),
        (TYPED, [("beside-text", "note"), ("typed-missing", "warning")]),
    ],
)
def test_words_beside_are_asked_about_until_somebody_has_looked_at_them(decided: str, findings: list[tuple[str, str]]) -> None:
    result = collated(a_form("C01", VOTED, beside=(WORDS,)), decided={"欄の外の記入": decided} if decided else {})
    assert asked(result) == ["欄の外の記入"] and told(result) == findings
    (question,) = result.questions
    assert question.where == WORDS.where and question.choices == (SEEN, TYPED) and "駐車場が狭いです。" in question.found


def test_words_that_were_typed_in_stay_settled_and_the_other_answers_stay() -> None:
    form = a_form("C01", VOTED, beside=(WORDS,))
    decided = {"欄の外の記入": TYPED, "回答の重複": "空欄は前の回答で補う"}
    before, after = collated(form, decided=decided), collated(form, typed(Q1_text="駐車場が狭い。"), decided=decided)
    assert told(after) == [("beside-text", "note")]
    assert {each.id for each in before.questions} <= {each.id for each in after.questions}
    assert answer(after, "Q1").text.value == "駐車場が狭い。" and answer(after, "Q2").choices == ("賛成",)


def test_the_same_words_beside_two_forms_are_asked_about_once() -> None:
    again = a_form("C01", VOTED, file="回答/再送.pdf", beside=(WORDS,))
    assert asked(collated(a_form("C01", VOTED, beside=(WORDS,)), again)) == ["欄の外の記入"]


def test_what_the_secretariat_itself_noted_as_written_beside_is_a_note() -> None:
    result = collated(typed(WORDS, Q1_text="よい", Q6_choice="よい", Q2_choice="賛成"))
    assert not asked(result) and told(result) == [("beside-text", "note")]


def test_words_of_a_withdrawal_are_asked_about_as_such_only() -> None:
    words = Text("先日の回答は撤回します。", Location("回答/C01.eml"))
    result = collated(a_form("C01", VOTED, beside=(words,)), decided={"回答の内容": "回答として数える"})
    assert asked(result) == ["回答の内容"] and not told(result)
