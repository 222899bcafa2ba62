"""Questions about members' answers, through 判断/要確認.xlsx and back."""

from __future__ import annotations

from pathlib import Path

from decision_rows import QuestionsBook, png
from kaigi_docs.decision_books import add_questions
from kaigi_docs.model.decisions import NOTHING_DECIDED, OF_MEMBERS
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.responses.collating import collate_responses
from returned_forms import VERSION, a_form, a_map, a_meeting, answer, asked, said


def test_a_decision_of_the_secretariat_comes_back_and_outlives_another_run(tmp_path: Path) -> None:
    unsure = FieldValue(field_id="", text=Text(""), doubts=(Doubt.UNSURE,), picture=png(40, 20))
    forms = [a_form("C01", said({"Q2/choice/2": unsure, "Q1/choice/2": True, "Q1/text": "よい"}))]
    meeting, maps = a_meeting(), {VERSION: a_map()}
    first = collate_responses(meeting, maps, forms, (), NOTHING_DECIDED)
    assert asked(first) == ["回答の内容", "印"]
    with Sandbox() as sandbox:
        add_questions(tmp_path, first.questions, NOTHING_DECIDED, sandbox, kinds=OF_MEMBERS)
        book = QuestionsBook(tmp_path)
        assert book.value(book.rows()[0], "対象") == "C01 青山　一郎　回答書1"
        for question, choice in zip(first.questions, ("意見として扱う", "反対"), strict=True):
            book.answer(question, choice)
        book.save()
        decisions, findings = read_decisions(tmp_path, sandbox, (), (), first.questions)
        assert not list(findings)
        for _ in range(2):
            result = collate_responses(meeting, maps, forms, (), decisions)
            assert (answer(result, "Q1").state.value, answer(result, "Q2").choices) == ("回答あり", ("反対",))
            assert add_questions(tmp_path, result.questions, decisions, sandbox, kinds=OF_MEMBERS)[0] == 0
    assert [QuestionsBook(tmp_path).value(row, "いま") for row in book.rows()] == ["回答済み", "回答済み"]
    changed = [a_form("C01", said({"Q2/choice/2": unsure, "Q1/choice/2": True, "Q1/text": "わるい"}))]
    anew = collate_responses(meeting, maps, changed, (), decisions)
    assert answer(anew, "Q1").state.value == "確認中", "what was decided about another text says nothing of this one"
    with Sandbox() as sandbox:
        for told in (["decision-lapsed"], []):
            _, findings = add_questions(tmp_path, anew.questions, decisions, sandbox, kinds=OF_MEMBERS)
            assert [each.code for each in findings] == told, "once"
