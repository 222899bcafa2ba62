"""What members of an earlier meeting answered about each measure -> the words that stand beside its rating next time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from pathlib import Path

from kaigi_docs.declarations.hand_entry import ANSWERS_FOLDER
from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.asking import in_round
from kaigi_docs.model.meeting import AskedPer, Meeting, Question, QuestionKind
from kaigi_docs.model.responses import Collation, View
from kaigi_docs.model.scores import mean_words, scores_of
from kaigi_docs.places import default_output
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.forms.files import read_forms
from kaigi_docs.read.forms.known import read_known_forms
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.views import read_views
from kaigi_docs.responses.collating import collate_responses

_NAMED = re.compile(r"回答書:(Q[0-9]+)", re.IGNORECASE)
_CARRIED = (QuestionKind.SCORE, QuestionKind.COMMENT)

Words = Mapping[tuple[str, str], str]
"""By question and measure."""


def named_question(text: str) -> str | None:
    """The question that 「回答書:Q3」 names, or None."""
    found = _NAMED.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return found[1].upper() if found is not None else None


def answered_measures(directory: Path, meeting: Meeting, wanted: Collection[str], sandbox: Sandbox, findings: Findings) -> Words:
    """Of each question that is wanted what members said about each measure: 「平均3.25（18人）」, or the 要旨 of their comments.

    Comments are carried over as their 要旨（公表用） says them, since everybody reads what is printed beside a rating; those that
    are not to be published, and those without 要旨, are not.

    Codes: `earlier-question-unknown`, `earlier-answers-open` (warnings).

    Args:
        directory: the earlier meeting's folder.
        meeting: its settings.
        wanted: ids of questions.
        sandbox: where files are opened.
        findings: receives what keeps an answer back.
    """
    asked = {each.id: each for each in meeting.questions if each.id in wanted and _is_carried(each)}
    for unknown in sorted(set(wanted) - set(asked)):
        message = f"「回答書:{unknown}」は、事業ごとの点数や意見の設問ではありません。回答は写していません。"
        findings.warn("earlier-question-unknown", Location("会議設定.xlsx", "列"), message, "「前回の列」を確かめてください。")
    if not asked:
        return {}
    known, _ = read_known_forms(directory, default_output(directory))
    read = read_forms(directory, known, meeting, sandbox)
    decisions, _ = read_decisions(directory, sandbox, (), ())
    views, _ = read_views(directory, meeting.departments, sandbox)
    rounds = [in_round(meeting, each.id) for each in meeting.rounds] or [meeting]
    collations = [collate_responses(each, known.maps, read.forms, read.unread, decisions) for each in rounds]
    open_ids = {each.id for collation in collations for each in collation.questions if not decisions.chosen(each)}
    if open_ids:
        message = f"前回の回答書に、確認中のところが{len(open_ids)}件残っています。それを除いた回答を写しました。"
        hint = "片づけるときは、前回のフォルダで kaigi collate を実行してください。"
        findings.warn("earlier-answers-open", Location(ANSWERS_FOLDER), message, hint)
    pairs = product(asked.values(), collations)
    return {key: text for question, collation in pairs for key, text in _said(question, collation, views.views, meeting)}


def _is_carried(question: Question) -> bool:
    return question.per is AskedPer.MEASURE and question.kind in _CARRIED


def _said(
    question: Question, collation: Collation, views: Mapping[str, View], meeting: Meeting
) -> Iterator[tuple[tuple[str, str], str]]:
    """(question, measure) and the words, of measures about which something was said."""
    if question.kind is QuestionKind.SCORE:
        answers = [each for response in collation.counting for each in response.answers if each.question_id == question.id]
        for measure_id in dict.fromkeys(each.subject_id for each in answers):
            scores = scores_of(each for each in answers if each.subject_id == measure_id)
            if scores:
                yield (question.id, measure_id), mean_words(scores, meeting.style.digits)
        return
    gists: dict[str, list[str]] = {}
    for opinion in collation.opinions:
        view = views.get(opinion.id)
        if opinion.question_id == question.id and view is not None and view.publish and view.gist:
            gists.setdefault(opinion.subject_id, []).append(f"・{view.gist}")
    yield from (((question.id, measure_id), "\n".join(said)) for measure_id, said in gists.items())
