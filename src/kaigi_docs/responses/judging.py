"""What the answer spaces of a question mean together: an answer, 特になし, a blank, or something that is open."""

from __future__ import annotations

from collections.abc import Callable

from kaigi_docs.japanese.dittos import says_no_comment
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.decisions import QuestionKind
from kaigi_docs.model.meeting import BlankRule
from kaigi_docs.model.meeting import QuestionKind as Answering
from kaigi_docs.model.responses import Answer, AnswerState
from kaigi_docs.model.text import Text
from kaigi_docs.responses.desk import quoted
from kaigi_docs.responses.leanings import is_conditional
from kaigi_docs.responses.spaces import AS_BLANK, ASK_AGAIN, Case, settled_text, settled_words

AS_OPINION, AS_NO_COMMENT = "意見として扱う", "特になしとして扱う"

_WORDS = 2
"""A question for opinions has the word for 意見や感想 and the word for 特になし, in this order."""


def judge(case: Case) -> Answer:
    """The answer.

    Codes beside those of `spaces` (errors until they are decided): `comment-both-marked`, `comment-with-no-comment`,
    `comment-without-text`, `comment-says-nothing`, `choice-twice`, `choice-missing`, `blank-asked`; and the notes
    `no-comment-typed`, `comment-unmarked`, `condition-missing`.
    """
    text, words = settled_text(case), settled_words(case)
    if text is None or words is None:
        return case.answer(AnswerState.OPEN, case.read_words)
    if not words and not text:
        return blank_answer(case, text)
    return _RULES.get(case.question.kind, _one_choice)(case, words, text)


def blank_answer(case: Case, text: Text) -> Answer:
    """Nothing stands there: what that means is the rule of the question."""
    rule = case.question.blank
    if rule != BlankRule.ASK or not case.is_whole:  # about missing pages the secretariat is asked once for the form
        return case.answer(AnswerState.BLANK, text=text, consents=rule == BlankRule.CONSENT and case.is_whole)
    comments = (AS_NO_COMMENT,) if case.question.kind == Answering.COMMENT else ()
    found = f"{case.label}が空欄です。空欄のときは尋ねることになっています。"
    decided = case.settle(QuestionKind.WORDS, "blank-asked", found, (AS_BLANK, *comments, ASK_AGAIN), ASK_AGAIN)
    return _as_decided(case, decided, (), text)


def _as_decided(case: Case, decided: str, words: tuple[str, ...], text: Text) -> Answer:
    """The answer that a decision makes; what is open or asked again stays open."""
    choices = case.question.choices
    made: dict[str, tuple[AnswerState, tuple[str, ...]]] = {
        AS_OPINION: (AnswerState.ANSWERED, choices[:1]),
        AS_NO_COMMENT: (AnswerState.NO_COMMENT, choices[-1:]),
        AS_BLANK: (AnswerState.BLANK, ()),
    }
    state, own = made.get(decided, (AnswerState.OPEN, words))
    return case.answer(state, own, text)


def _comment(case: Case, words: frozenset[str], text: Text) -> Answer:
    """意見や感想 and 特になし: the box, the text, or both, and whether they agree."""
    if len(case.question.choices) != _WORDS:
        return case.answer(AnswerState.NO_COMMENT if says_no_comment(text.value) else AnswerState.ANSWERED, words, text)
    opinion, nothing = (word in words for word in case.question.choices)
    says_nothing = bool(text) and says_no_comment(text.value)
    if nothing and not opinion and (not text or says_nothing):
        return case.answer(AnswerState.NO_COMMENT, words, text)
    if opinion and not nothing and text and not says_nothing:
        return case.answer(AnswerState.ANSWERED, words, text)
    if not opinion and not nothing:
        return _unmarked(case, text, says_nothing)
    return _contradiction(case, text, says_nothing, opinion=opinion, nothing=nothing)


def _unmarked(case: Case, text: Text, says_nothing: bool) -> Answer:
    """Neither box: the words alone tell, and nobody has to be asked."""
    if says_nothing:
        case.note("no-comment-typed", f"印がなく、{quoted(text.value)}とあるので、「特になし」としました。")
        return case.answer(AnswerState.NO_COMMENT, (), text)
    case.note("comment-unmarked", f"印がなく、文が書かれているので、意見としました：{quoted(text.value)}。")
    return case.answer(AnswerState.ANSWERED, (), text)


def _contradiction(case: Case, text: Text, says_nothing: bool, *, opinion: bool, nothing: bool) -> Answer:
    """Boxes and text that do not go together."""
    first, second = case.question.choices
    written = f"{quoted(text.value)}と書かれています" if text else "文は書かれていません"
    if opinion and nothing:
        code, found = "comment-both-marked", f"「{first}」と「{second}」の両方に印があり、{written}。"
    elif nothing:
        code, found = "comment-with-no-comment", f"「{second}」に印がありますが、{written}。"
    elif text:
        code, found = "comment-says-nothing", f"「{first}」に印がありますが、{written}。"
    else:
        code, found = "comment-without-text", f"「{first}」に印がありますが、{written}。"
    choices = (AS_OPINION, AS_NO_COMMENT, ASK_AGAIN) if text else (AS_NO_COMMENT, AS_BLANK, ASK_AGAIN)
    proposal = ASK_AGAIN if not text and not nothing else AS_NO_COMMENT if says_nothing or not text else AS_OPINION
    about = (text.value, *case.read_words)
    decided = case.settle(QuestionKind.WORDS, code, f"{case.label}の{found}", choices, proposal, about=about)
    return _as_decided(case, decided, case.read_words, text)


def _one_choice(case: Case, words: frozenset[str], text: Text) -> Answer:
    """One of several choices, a number or a vote."""
    marked = tuple(word for word in case.question.choices if word in words)
    if len(marked) == 1:
        if is_conditional(marked[0]) and not text:
            case.note("condition-missing", f"「{marked[0]}」の条件が書かれていません。")
        return case.answer(AnswerState.ANSWERED, marked, text)
    offered = marked or case.question.choices
    if marked:
        code, found = "choice-twice", f"ひとつだけ選ぶところ、{''.join(f'「{word}」' for word in marked)}に印があります。"
    else:
        code, found = "choice-missing", f"印がなく、{quoted(text.value)}と書かれています。"
    proposal = next((word for word in case.question.choices if not marked and fold_name(word) == fold_name(text.value)), "")
    decided = case.settle(
        QuestionKind.MARK,
        code,
        f"{case.label}は、{found}",
        (*offered, AS_BLANK, ASK_AGAIN),
        proposal,
        about=(text.value, *marked),
    )
    if decided in offered:
        return case.answer(AnswerState.ANSWERED, (decided,), text)
    return _as_decided(case, decided, marked, text)


def _any_choice(case: Case, words: frozenset[str], text: Text) -> Answer:
    return case.answer(AnswerState.ANSWERED, words, text)


_RULES: dict[str, Callable[[Case, frozenset[str], Text], Answer]] = {
    Answering.COMMENT: _comment,
    Answering.MULTIPLE: _any_choice,
    Answering.SINGLE: _one_choice,
    Answering.VOTE: _one_choice,
    Answering.SCORE: _one_choice,
}
