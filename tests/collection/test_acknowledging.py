"""Files and notes that cannot be used: asked about once, and settled when somebody has looked."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.collection.acknowledging import SEEN, acknowledge
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.decisions import Decision, Decisions, QuestionKind
from kaigi_docs.model.text import Text

PDF = Finding("file-not-book", Severity.ERROR, Location("調査票/D07.pdf"), "PDF です。", "Excel で送ってもらってください。")
NOTE = Finding("note-added", Severity.WARNING, Location("調査票/D01.xlsx", "調査票", "C5"), "メモがあります。「後日」", "")
COPY = Finding("file-duplicate", Severity.NOTE, Location("調査票/D02.xlsx"), "同じファイルです。", "")
NOTHING = Decisions(answers={})


def test_each_file_and_each_note_is_asked_about_once() -> None:
    told, questions = acknowledge([PDF, NOTE, COPY, PDF], NOTHING)
    assert told == [PDF, NOTE, COPY, PDF]
    assert [(each.kind, str(each.where)) for each in questions] == [
        (QuestionKind.UNREADABLE, "調査票/D07.pdf"),
        (QuestionKind.BESIDE, "調査票/D01.xlsx「調査票」C5"),
    ]


def test_what_somebody_has_looked_at_is_a_note_also_after_the_file_was_moved() -> None:
    _, questions = acknowledge([PDF], NOTHING)
    seen = Decisions(answers={questions[0].id: Decision(question_id=questions[0].id, answer=Text(SEEN))})
    moved = replace(PDF, where=Location("調査票/読めないもの/D07.pdf"))
    for finding in (PDF, moved):
        (told,), (question,) = acknowledge([finding], seen)
        assert (told.code, told.severity, told.where) == (PDF.code, Severity.NOTE, finding.where)
        assert question.id == questions[0].id
