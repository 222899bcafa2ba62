"""One form -> an answer to every question of the present form, also where the form is of an older version or not whole."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kaigi_docs.findings import Location
from kaigi_docs.model.decisions import QuestionKind, question_id
from kaigi_docs.model.form_map import HEAD_FIELDS, FormMap, FormQuestion
from kaigi_docs.model.meeting import BlankRule
from kaigi_docs.model.meeting import QuestionKind as Answering
from kaigi_docs.model.responses import Answer, AnswerState
from kaigi_docs.model.returned_forms import FieldValue
from kaigi_docs.model.text import Text
from kaigi_docs.responses.admitting import Admitted
from kaigi_docs.responses.beside import settle_beside
from kaigi_docs.responses.contents import is_filled
from kaigi_docs.responses.desk import Desk, open_question, quoted
from kaigi_docs.responses.earlier import Place, Source, earlier_answers, joined, said_in
from kaigi_docs.responses.judging import judge
from kaigi_docs.responses.ledger import Fate, Ledger
from kaigi_docs.responses.spaces import AS_BLANK, ASK_AGAIN, Case, typed_choices
from kaigi_docs.responses.tables import cell_of, judge_table

TEXT_ONLY = "書かれた文だけを使う"
BLANK_COUNTS = "空欄のまま数える"


def answer_form(admitted: Admitted, present: FormMap, desk: Desk, ledger: Ledger) -> tuple[Answer, ...]:
    """The answers to all questions of the present form, in its order; every filled space is in one of them, or reported.

    Where the form is blank the answer of an earlier form of the member stands, if the secretariat wants that.

    Codes beside those of `judging`, `tables`, `earlier` and `beside`: `pages-missing`, `question-changed`, `question-not-asked`,
    `consent-doubtful` (errors until they are decided), `question-removed`, `value-unplaced` (warnings).

    Args:
        admitted: a form that counts.
        present: the version by which answers are told; the form's own or a later one.
        desk: takes questions and findings.
        ledger: takes the fate of every filled space.
    """
    reading = _Reading(admitted, present, desk, ledger)
    answers = tuple(reading.answers())
    reading.report_rest()
    settle_beside(admitted, desk)
    return answers


@dataclass(slots=True)
class _Reading:
    """A form while it is read against the present version."""

    admitted: Admitted
    present: FormMap
    desk: Desk
    ledger: Ledger
    _left: dict[str, list[FieldValue]] = field(init=False)
    _own: dict[str, FormQuestion] = field(init=False)
    _missing: frozenset[str] = field(init=False)
    _earlier: dict[str, _Reading] = field(init=False, default_factory=dict)
    _pages_decided: str | None = field(init=False, default=None)
    _new_decided: str | None = field(init=False, default=None)
    _consent_decided: str | None = field(init=False, default=None)
    _taken_over: frozenset[Place] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        self._left = {}
        for value in self.admitted.form.values:
            self._left.setdefault(value.field_id, []).append(value)
        self._own = {each.id: each for each in self.admitted.map.questions}
        pages = set(self.admitted.form.missing_pages)
        self._missing = frozenset(each.id for each in self.admitted.map.fields if each.page in pages)

    def answers(self) -> Iterator[Answer]:
        """One for each question and subject of the present form."""
        earlier = earlier_answers(self.admitted, self.present, self.desk) if self.admitted.before else {}
        self._taken_over = frozenset(place for place, sources in earlier.items() if all(each.is_decided for each in sources))
        for question in self.present.questions:
            for subject_id, stem in question.stems:
                sources = earlier.get((question.id, subject_id), ())
                if sources:
                    yield self._supplemented(question, subject_id, stem, sources)
                else:
                    yield self._answer(question, subject_id, stem)
        if self.admitted.form.missing_pages and self._pages_decided is None:
            self.desk.findings.note("pages-missing", self.admitted.form.where, f"{self._missing_words}回答には関わりません。")

    def _answer(self, question: FormQuestion, subject_id: str, stem: str) -> Answer:
        """The form's own answer."""
        own = self._own_question(question, subject_id)
        if own is None:
            return self._not_asked(self._case(question, subject_id, stem))
        if (own.kind, own.choices) != (question.kind, question.choices):
            return self._changed(own, self._case(question, subject_id, stem))
        return self._unchanged(question, subject_id, stem)

    def _supplemented(self, question: FormQuestion, subject_id: str, stem: str, sources: Sequence[Source]) -> Answer:
        """The answer of earlier forms, with the form's own where that has something, too; asked about once it is wanted."""
        told = [self._of(source)._answer(question, subject_id, stem) for source in sources]
        if (question.id, subject_id) in said_in(self.admitted, self.present):
            told.append(self._answer(question, subject_id, stem))
        else:
            self._drop_unfilled(stem)
        return joined(told, sources)

    def _drop_unfilled(self, stem: str) -> None:
        """Spaces in which nothing stands need no fate; anything else that no question of the form has is left to be reported."""
        for each in (each for each in list(self._left) if each.startswith(f"{stem}/")):
            self._left[each] = [value for value in self._left[each] if is_filled(value)]

    def _of(self, source: Source) -> _Reading:
        """An earlier form while it is read."""
        form = source.admitted.form
        key = f"{form.id} {form.where}"
        if key not in self._earlier:
            desk = self.desk if source.is_decided else self.desk.aside()
            self._earlier[key] = _Reading(source.admitted, self.present, desk, Ledger())
        return self._earlier[key]

    def _own_question(self, question: FormQuestion, subject_id: str) -> FormQuestion | None:
        """The question as the form itself has it; None where it does not ask it about this subject."""
        own = self._own.get(question.id)
        return own if own is not None and subject_id in {subject for subject, _ in own.stems} else None

    def _case(self, question: FormQuestion, subject_id: str, stem: str) -> Case:
        return Case(desk=self.desk, admitted=self.admitted, question=question, subject_id=subject_id, stem=stem)

    def _unchanged(self, question: FormQuestion, subject_id: str, stem: str) -> Answer:
        """The answer to a question that the form asks as it is asked now."""
        before = self._told
        is_missing = any(each == stem or each.startswith(f"{stem}/") for each in self._missing)
        case = replace(self._case(question, subject_id, stem), is_whole=not is_missing)
        if question.kind == Answering.COMMENT_TABLE:
            cells = {cell: value for each in list(self._left) if (cell := cell_of(each, stem)) for value in self._taken(each)}
            values = list(cells.values())
            answer = judge_table(case, cells)
        else:
            case, values = self._filled(case)
            answer = judge(case)
        if is_missing and self._asked_pages() != AS_BLANK:
            answer = replace(answer, state=AnswerState.OPEN)
        if answer.consents and self._asked_consent() != BLANK_COUNTS:
            answer = replace(answer, state=AnswerState.OPEN, consents=False)
        self._account(values, answer, question, is_told=self._told > before)
        return answer

    @property
    def _told(self) -> int:
        return len(self.desk.findings) + len(self.desk.questions)

    def _filled(self, case: Case) -> tuple[Case, list[FieldValue]]:
        """A case with what stands in its spaces, and these values."""
        marks = {
            number: value
            for number in range(1, len(case.question.choices) + 1)
            for value in self._taken(f"{case.stem}/choice/{number}")
        }
        typed = next(iter(self._taken(f"{case.stem}/choice")), None)
        text = next(iter(self._taken(f"{case.stem}/text")), None)
        values = [*marks.values(), *(each for each in (typed, text) if each is not None)]
        return replace(case, marks=marks, typed_choice=typed, text=text), values

    def _taken(self, field_id: str) -> list[FieldValue]:
        """The first value of a space; another one that says something else is left and reported."""
        found = self._left.pop(field_id, [])
        others = [each for each in found[1:] if (each.text, each.marked) != (found[0].text, found[0].marked)]
        if others:
            self._left[field_id] = others
        for each in found[1:]:
            if each not in others:
                self.ledger.enter(self.admitted.form, each, Fate.SAME)
        return found[:1]

    def _account(self, values: Sequence[FieldValue], answer: Answer, question: FormQuestion, *, is_told: bool) -> None:
        """Notes what became of values: they stand in the answer, or a finding tells of them."""
        choices = set(answer.choices)
        texts = {answer.text.value} | {
            text.value for row in answer.rows for text in (row.material_no, row.page, row.passage, row.text)
        }
        for value in values:
            typed = typed_choices(value.text.value, question) if value.field_id.endswith("/choice") else None
            words = typed or frozenset({_word_of(value.field_id, question)})
            if (value.text and value.text.value in texts) or words <= choices:
                self.ledger.enter(self.admitted.form, value, Fate.USED)
            elif is_told:
                self.ledger.enter(self.admitted.form, value, Fate.REPORTED)

    @property
    def _missing_words(self) -> str:
        pages = "、".join(str(page) for page in self.admitted.form.missing_pages)
        return f"回答書の{pages}ページがありません。"

    def _asked_pages(self) -> str:
        """What was decided about the pages that did not come back; asked once."""
        if self._pages_decided is None:
            form = self.admitted.form
            pages = "、".join(str(page) for page in form.missing_pages)
            question = open_question(
                question_id("pages", self.admitted.member_id, self.admitted.map.version, form.id, pages),
                QuestionKind.WORDS,
                form.where,
                self.desk.named(self.admitted.member_id),
                f"{self._missing_words}そのページの設問は、回答がないのか、届いていないのかがわかりません。",
                (AS_BLANK, ASK_AGAIN),
                ASK_AGAIN,
            )
            self._pages_decided = self.desk.settle(question, "pages-missing")
        return self._pages_decided

    def _asked_consent(self) -> str:
        """BLANK_COUNTS where a blank of this form means consent, also where nothing speaks against that; asked once.

        Somebody who filled in nothing at all may have sent the wrong file, and words outside of all spaces may say the contrary.
        """
        if self._consent_decided is None:
            said = said_in(self.admitted, self.present)
            beside = tuple(text.value for each in (self.admitted, *self.admitted.before) for text in each.form.beside)
            is_bare = not said and not self._taken_over
            self._consent_decided = self._settled_consent(beside, said, is_bare=is_bare) if is_bare or beside else BLANK_COUNTS
        return self._consent_decided

    def _settled_consent(self, beside: Sequence[str], said: Container[Place], *, is_bare: bool) -> str:
        labels = [
            question.label
            for question in self.present.questions
            for subject_id, _ in question.stems
            if question.blank == BlankRule.CONSENT and (question.id, subject_id) not in said
        ]
        bare = "回答書に印も文もありません。" if is_bare else ""
        written = f"回答欄の外に{''.join(map(quoted, beside))}と書かれています。" if beside else ""
        question = open_question(
            question_id("consent", self.admitted.member_id, self.admitted.map.material_id, *beside, "bare" if is_bare else ""),
            QuestionKind.FORM,
            self.admitted.form.where,
            self.desk.named(self.admitted.member_id),
            f"{bare}{written}空欄を同意とみなす{'、'.join(dict.fromkeys(labels))}が空欄です。空欄のまま数えますか。",
            (BLANK_COUNTS, ASK_AGAIN),
        )
        return self.desk.settle(question, "consent-doubtful")

    def _asked_new(self) -> str:
        """What was decided about questions that the member's older form did not have; asked once."""
        if self._new_decided is None:
            labels = [
                each.label
                for each in self.present.questions
                if any(self._own_question(each, one) is None for one, _ in each.stems)
            ]
            question = open_question(
                question_id("not-asked", self.admitted.member_id, self.admitted.map.version, self.present.version),
                QuestionKind.FORM,
                self.admitted.form.where,
                self.desk.named(self.admitted.member_id),
                f"前の版の様式で回答されていて、{'、'.join(labels)}はその様式にありません。",
                (AS_BLANK, ASK_AGAIN),
                ASK_AGAIN,
            )
            self._new_decided = self.desk.settle(question, "question-not-asked")
        return self._new_decided

    def _not_asked(self, case: Case) -> Answer:
        return case.answer(AnswerState.BLANK if self._asked_new() == AS_BLANK else AnswerState.OPEN)

    def _changed(self, own: FormQuestion, case: Case) -> Answer:
        """The answer to a question that has other choices by now: what was answered is told, and never put under new words."""
        stem = next(stem for subject_id, stem in own.stems if subject_id == case.subject_id)
        values = [
            value for each in list(self._left) if each == stem or each.startswith(f"{stem}/") for value in self._taken(each)
        ]
        for value in values:
            self.ledger.enter(self.admitted.form, value, Fate.REPORTED)
        if not values:
            return replace(case, is_whole=False).answer(AnswerState.BLANK)
        said = quoted("、".join(_said(value, own) for value in values))
        text = next((value for value in values if value.field_id == f"{stem}/text"), None)
        decided = case.settle(
            QuestionKind.FORM,
            "question-changed",
            f"{case.label}は、前の版の様式で回答されています。選択肢が変わったので、そのままでは使えません：{said}。",
            (*((TEXT_ONLY,) if text is not None else ()), AS_BLANK, ASK_AGAIN),
            about=(self.admitted.map.version, self.present.version, said),
        )
        states = {TEXT_ONLY: AnswerState.ANSWERED, AS_BLANK: AnswerState.BLANK}
        written = text.text if text is not None and decided != AS_BLANK else Text("")
        return case.answer(states.get(decided, AnswerState.OPEN), (), written)

    def report_rest(self) -> None:
        """Whatever stands in a space that no present question has."""
        for values in self._left.values():
            for value in values:
                self._report(value)

    def _report(self, value: FieldValue) -> None:
        form = self.admitted.form
        self.ledger.enter(form, value, Fate.REPORTED)
        if value.field_id in HEAD_FIELDS:
            return
        question = self._own.get(value.field_id.split("/")[0])
        where: Location = value.text.where or form.where
        if question is None:
            message = f"どの設問の回答かがわかりません：{quoted(value.text.value or value.field_id)}。"
            self.desk.findings.warn("value-unplaced", where, message, "「回答」フォルダの手入力.xlsx に書いてください。")
        elif question.id not in {each.id for each in self.present.questions}:
            message = f"今の様式にない設問「{question.label}　{question.title}」への回答です：{quoted(_said(value, question))}。"
            self.desk.findings.warn("question-removed", where, message, "記録に要るものか確かめてください。")
        else:
            message = f"{question.label}のほかの欄と重なる回答です：{quoted(_said(value, question))}。"
            self.desk.findings.warn("value-unplaced", where, message, "正しい回答を委員に確かめてください。")


def _said(value: FieldValue, question: FormQuestion) -> str:
    return value.text.value if value.text else _word_of(value.field_id, question) or value.field_id


def _word_of(field_id: str, question: FormQuestion) -> str:
    """The choice that a mark means, or ""."""
    before, _, number = field_id.rpartition("/")
    is_mark = before.endswith("/choice") and number.isdecimal() and 0 < int(number) <= len(question.choices)
    return question.choices[int(number) - 1] if is_mark else ""
