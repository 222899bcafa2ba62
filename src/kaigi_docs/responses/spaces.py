"""The answer spaces of one question about one subject, and what doubtful ones hold once somebody has decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kaigi_docs.findings import Location
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.decisions import QuestionKind, question_id
from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.meeting import QuestionKind as Answering
from kaigi_docs.model.responses import Answer, AnswerState
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text
from kaigi_docs.responses.admitting import Admitted
from kaigi_docs.responses.desk import Desk, open_question, quoted

AS_READ, ASK_AGAIN = "このまま使う", "もう一度尋ねる"
AS_BLANK, UNMARKED = "空欄として扱う", "どれにも印なし"
MARKED, NOT_MARKED = "印あり", "印なし"

_BETWEEN_CHOICES = re.compile("[,、;；/／\n]")
_DOUBTS = {
    Doubt.CUT: ("text-cut", "文が枠の終わりで切れているかもしれません"),
    Doubt.UNEXPECTED: ("text-unexpected", "途中で壊れたらしい文字があります"),
    Doubt.PLACED: ("text-placed", "入力欄にではなく、ページの上に置かれた文です。この欄への回答でよいか確かめてください"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question about one subject on one form.

    Attributes:
        desk: takes questions and findings.
        admitted: the form.
        question: as the present form has it.
        subject_id: "" where it is asked once.
        stem: beginning of the ids of its answer spaces.
        marks: by number of the choice, from 1.
        typed_choice: a choice that was typed instead of marked, or None.
        text: what was written, or None.
        is_whole: whether all of its answer spaces came back and were asked as they are now: only then a blank can be consent.
    """

    desk: Desk
    admitted: Admitted
    question: FormQuestion
    subject_id: str
    stem: str
    marks: Mapping[int, FieldValue] = field(default_factory=dict)
    typed_choice: FieldValue | None = None
    text: FieldValue | None = None
    is_whole: bool = True

    @property
    def label(self) -> str:
        """「回答書１（こども食堂）」."""
        subject = next((each.name for each in self.question.subjects if each.id == self.subject_id), "")
        return f"{self.question.label}（{subject}）" if subject else self.question.label

    @property
    def where(self) -> Location:
        """The space that is written in, else a marked one, else the form."""
        spaces = (self.text, self.typed_choice, *self.marks.values())
        found = (each.text.where for each in spaces if each is not None and each.text.where is not None)
        return next(found, self.admitted.form.where)

    def settle(
        self,
        kind: QuestionKind,
        code: str,
        found: str,
        choices: Sequence[str],
        proposal: str = "",
        *,
        about: Iterable[str] = (),
        value: FieldValue | None = None,
    ) -> str:
        """The choice that was made, or "".

        Args:
            kind: of the question.
            code: of its finding.
            found: Japanese, complete sentences.
            choices: concrete ones.
            proposal: one of them, or "".
            about: what the decision depends on, beside member and question.
            value: the space with the doubt, for its picture and place.
        """
        member_id = self.admitted.member_id
        question = open_question(
            question_id(code, member_id, self.admitted.map.material_id, self.stem, *about),
            kind,
            (value.text.where if value is not None else None) or self.where,
            f"{self.desk.named(member_id)}　{self.label}",
            found,
            choices,
            proposal,
            value.picture if value is not None else None,
        )
        return self.desk.settle(question, code)

    def note(self, code: str, message: str) -> None:
        """A finding that only tells how something was understood."""
        self.desk.findings.note(code, self.where, f"{self.label}：{message}")

    def answer(
        self, state: AnswerState, words: Iterable[str] = (), text: Text | None = None, *, consents: bool = False
    ) -> Answer:
        """The answer; marked choices come in the order of the form, and what was written is kept in every state."""
        marked = set(words)
        written = text if text is not None else self.written
        return Answer(
            question_id=self.question.id,
            subject_id=self.subject_id,
            state=state,
            choices=tuple(word for word in self.question.choices if word in marked),
            text=written,
            consents=consents,
            where=self.where,
        )

    @property
    def written(self) -> Text:
        """The text as read."""
        return self.text.text if self.text is not None else Text("")

    @property
    def read_words(self) -> tuple[str, ...]:
        """The choices that are marked without doubt, in the order of the form."""
        marked = (number for number, value in sorted(self.marks.items()) if value.marked and not _is_unsure(value))
        return tuple(word for number in marked if (word := self.word(number)))

    def word(self, number: int) -> str:
        """The choice of a number, or ""."""
        return self.question.choices[number - 1] if 0 < number <= len(self.question.choices) else ""


def settled_text(case: Case) -> Text | None:
    """What was written, once nothing about it is doubtful; None while it is.

    Codes: `text-different`, `text-cut`, `text-unexpected`, `text-placed`.
    """
    value, text = case.text, case.written
    if value is None or not value.doubts:
        return text
    if Doubt.DIFFERENT in value.doubts and value.other != text.value:
        chosen = _asked_reading(case, value)
        if chosen is None:
            return None
        text = chosen
    open_doubts = [doubt for doubt in _DOUBTS if doubt in value.doubts and not _is_taken_as_read(case, value, doubt)]
    return None if open_doubts else text


def _asked_reading(case: Case, value: FieldValue) -> Text | None:
    readings = {f"１：{quoted(value.text.value)}": value.text, f"２：{quoted(value.other)}": Text(value.other, value.text.where)}
    found = f"{case.label}の文が、二通りに読めます。正しいものを選んでください。"
    about = (value.text.value, value.other)
    decided = case.settle(
        QuestionKind.WORDS, "text-different", f"{found}{''.join(readings)}。", (*readings, ASK_AGAIN), about=about, value=value
    )
    return readings.get(decided)


def _is_taken_as_read(case: Case, value: FieldValue, doubt: Doubt) -> bool:
    code, what = _DOUBTS[doubt]
    shown = value.text.value[-60:] if doubt is Doubt.CUT else value.text.value
    decided = case.settle(
        QuestionKind.WORDS,
        code,
        f"{case.label}は、{what}：{quoted(shown)}。",
        (AS_READ, ASK_AGAIN),
        about=(value.text.value,),
        value=value,
    )
    return decided == AS_READ


def settled_words(case: Case) -> frozenset[str] | None:
    """The marked choices, once it is clear which they are; None while it is not.

    Codes: `mark-unsure`, `choice-unknown`.
    """
    unsure = {number: value for number, value in sorted(case.marks.items()) if _is_unsure(value)}
    words: frozenset[str] | None = frozenset(case.read_words)
    if unsure:
        one_by_one = case.question.kind == Answering.MULTIPLE
        words = _asked_boxes(case, unsure) if one_by_one else _asked_mark(case, unsure)
    typed = _typed_words(case)
    return words | typed if words is not None and typed is not None else None


def _is_unsure(value: FieldValue) -> bool:
    return value.marked is None or Doubt.UNSURE in value.doubts or Doubt.DIFFERENT in value.doubts


def _asked_mark(case: Case, unsure: Mapping[int, FieldValue]) -> frozenset[str] | None:
    """The one choice that somebody saw to be marked."""
    doubtful = "".join(f"「{case.word(number)}」" for number in unsure)
    sure = "".join(f"「{word}」" for word in case.read_words)
    found = f"{case.label}の{doubtful}に印があるかどうか、はっきりしません。" + (f"{sure}には印があります。" if sure else "")
    decided = case.settle(
        QuestionKind.MARK,
        "mark-unsure",
        found,
        (*case.question.choices, UNMARKED, ASK_AGAIN),
        about=(*map(str, unsure), *case.read_words),
        value=next(iter(unsure.values())),
    )
    if decided == UNMARKED:
        return frozenset()
    return frozenset({decided}) if decided in case.question.choices else None


def _asked_boxes(case: Case, unsure: Mapping[int, FieldValue]) -> frozenset[str] | None:
    """The marked choices where any number may be: each doubtful box is asked about."""
    words, is_open = set(case.read_words), False
    for number, value in unsure.items():
        found = f"{case.label}の「{case.word(number)}」に印があるかどうか、はっきりしません。"
        choices = (MARKED, NOT_MARKED, ASK_AGAIN)
        decided = case.settle(QuestionKind.MARK, "mark-unsure", found, choices, about=(str(number),), value=value)
        is_open = is_open or decided in ("", ASK_AGAIN)
        words |= {case.word(number)} if decided == MARKED else set()
    return None if is_open else frozenset(words)


def typed_choices(typed: str, question: FormQuestion) -> frozenset[str] | None:
    """The choices that somebody typed as words, several of them where the question allows it; None where one is no choice."""
    known = {fold_name(word): word for word in question.choices}
    if fold_name(typed) in known:
        return frozenset({known[fold_name(typed)]})
    parts = [fold_name(part) for part in _BETWEEN_CHOICES.split(typed) if part.strip()]
    fits = question.kind == Answering.MULTIPLE and set(parts) <= set(known)
    return frozenset(known[part] for part in parts) if fits else None


def _typed_words(case: Case) -> frozenset[str] | None:
    """The choices that were typed as words; None while one of them is no choice."""
    if case.typed_choice is None:
        return frozenset()
    text = settled_text(replace(case, text=case.typed_choice, stem=f"{case.stem}/choice"))
    if not text:
        return None if text is None else frozenset()
    typed, words = text.value, typed_choices(text.value, case.question)
    if words is not None:
        return words
    accepted = "".join(f"「{word}」" for word in case.question.choices)
    decided = case.settle(
        QuestionKind.MARK,
        "choice-unknown",
        f"{case.label}に{quoted(typed)}とありますが、選べるのは{accepted}です。",
        (*case.question.choices, AS_BLANK, ASK_AGAIN),
        about=(typed,),
        value=case.typed_choice,
    )
    if decided == AS_BLANK:
        return frozenset()
    return frozenset({decided}) if decided in case.question.choices else None
