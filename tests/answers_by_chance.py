"""Meetings, questions and answers by chance, and what of them has to be told when the forms come back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from kaigi_docs.blocks import FieldKind
from kaigi_docs.model.form_map import FIELD_NAME, FIELD_ORGANISATION, TABLE_COLUMNS, FormField, FormMap, FormQuestion
from kaigi_docs.model.meeting import AskedPer, BlankRule, Meeting, Member, Question, QuestionKind
from kaigi_docs.model.responses import Answer, AnswerState
from kaigi_docs.model.text import Text
from letter_meeting import AGENDA, letter_meeting

KEY = "MIHONKEYFORTESTSONLY234567"
CHOICES: Mapping[QuestionKind, Sequence[Sequence[str]]] = {
    QuestionKind.COMMENT: (("意見や感想", "特になし"), ("意見あり", "意見なし")),
    QuestionKind.SINGLE: (("対面", "書面"), ("よい", "どちらともいえない", "わるい"), ("1回", "2回", "3回", "4回以上")),
    QuestionKind.MULTIPLE: (("朝", "昼", "夜"), ("会場", "オンライン", "書面", "電話", "そのほか")),
    QuestionKind.VOTE: (("賛成", "反対", "保留"), ("承認", "不承認"), ("賛成", "条件付き賛成", "反対")),
    QuestionKind.SCORE: (tuple("12345"), tuple("0123")),
    QuestionKind.COMMENT_TABLE: ((),),
}
TITLES = ("開催の方法", "参加できる時間帯", "計画の進み具合", "規約の改正", "次の会議", "資料についてのご意見", "")
NAMES = ("髙﨑　由起彦", "𠮷田　聡理", "辻󠄀　健汰朗", "榊原　弓弦", "小鳥遊和希", "見本　翔", "例　あおい", "渡邉　ひろみ")
ORGANISATIONS = ("みほん学園大学", "みほん市医師会", "㈱みほん商事", "みほん市ＰＴＡ連合会", "")
BEGINNINGS = ("意見", "賛成です", "資料", "次回", "①について", "髙齢の方", "=1+1", "<b>")
LETTERS = "はよいと思う。、①⑩㈱髙﨑～－ー（）「」aZ09＋％　・々〆"
BEYOND = "𠮷𩸽"
"""Characters that only some programs carry."""

Told = tuple[str, str, str, tuple[str, ...], str, tuple[tuple[int, ...], ...] | tuple[Any, ...], bool]
"""Question, subject, state, choices, text, rows of a table, and whether a blank is consent."""


@dataclass(frozen=True)
class Said:
    """What a member answers to a question about a subject.

    Attributes:
        question, subject_id, stem: it, and the beginning of its answer spaces.
        numbers: marked choices, from 1.
        text: what is written.
        rows: of a table, by number, texts by column.
    """

    question: FormQuestion
    subject_id: str
    stem: str
    numbers: tuple[int, ...] = ()
    text: str = ""
    rows: Mapping[int, Mapping[str, str]] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """By id of the space."""
        cells = {f"{self.stem}/row/{row}/{column}": text for row, cells in self.rows.items() for column, text in cells.items()}
        return {**({f"{self.stem}/text": self.text} if self.text else {}), **cells}

    @property
    def marks(self) -> list[str]:
        """Ids of marked boxes."""
        return [f"{self.stem}/choice/{number}" for number in self.numbers]

    @property
    def told(self) -> Told:
        """What has to be told of it."""
        words = tuple(self.question.choices[number - 1] for number in self.numbers)
        rows = tuple((row, *(cells.get(column, "") for column in TABLE_COLUMNS)) for row, cells in sorted(self.rows.items()))
        is_blank = not (words or self.text or rows)
        is_consent = is_blank and self.question.blank == BlankRule.CONSENT
        return self.question.id, self.subject_id, self._state(is_blank), words, self.text, rows, is_consent

    def _state(self, is_blank: bool) -> str:
        if is_blank:
            return AnswerState.OPEN if self.question.blank == BlankRule.ASK else AnswerState.BLANK
        is_nothing = self.question.kind == QuestionKind.COMMENT and self.numbers == (2,)
        return AnswerState.NO_COMMENT if is_nothing else AnswerState.ANSWERED


def told(answer: Answer) -> Told:
    """What was told of an answer."""
    rows = tuple((row.number, *map(str, (row.material_no, row.page, row.passage, row.text))) for row in answer.rows)
    return answer.question_id, answer.subject_id, answer.state, answer.choices, str(answer.text), rows, answer.consents


def random_meeting(random: Random) -> Meeting:
    """A meeting with one to six questions of any kind and three to six members."""
    questions = tuple(_question(random, f"Q{number}") for number in range(1, random.randint(1, 6) + 1))
    names = random.sample(NAMES, random.randint(3, 6))
    members = tuple(
        Member(id=f"C{number:02}", name=Text(name), organisation=Text(random.choice(ORGANISATIONS)))
        for number, name in enumerate(names, 1)
    )
    return letter_meeting(questions=questions, members=members, form_key=KEY)


def _question(random: Random, question_id: str) -> Question:
    kind = random.choice(list(QuestionKind))
    is_table = kind is QuestionKind.COMMENT_TABLE
    items = tuple(random.sample([each.id for each in AGENDA], random.randint(1, 3)))
    return Question(
        id=question_id,
        kind=kind,
        title=Text(random.choice(TITLES)),
        item_ids=items,
        choices=tuple(map(Text, random.choice(CHOICES[kind]))),
        per=AskedPer.QUESTION if is_table else random.choice((AskedPer.QUESTION, AskedPer.ITEM)),
        blank=random.choice(list(BlankRule)),
        lines=random.randint(1, 4) if is_table or kind is QuestionKind.COMMENT else random.randint(0, 3),
    )


class Writer:
    """A member who answers.

    Args:
        random: what is answered.
        form: it.
        beyond: whether characters beyond code page 932 and line breaks may be typed.
        fits: whether texts have to fit their boxes on paper.
    """

    def __init__(self, random: Random, form: FormMap, *, beyond: bool, fits: bool) -> None:
        self._random, self._form, self._fits = random, form, fits
        self._letters = LETTERS + (BEYOND if beyond else "")

    def answers(self) -> list[Said]:
        """One for each question and subject, in the order of the form; some are left blank."""
        return [
            self._said(question, subject_id, stem) for question in self._form.questions for subject_id, stem in question.stems
        ]

    def _said(self, question: FormQuestion, subject_id: str, stem: str) -> Said:
        if self._random.random() < 0.15:
            return Said(question, subject_id, stem)
        if question.kind == QuestionKind.COMMENT_TABLE:
            return Said(question, subject_id, stem, rows=dict(self._rows(question, stem)))
        count, chance = len(question.choices), self._random.random()
        if question.kind == QuestionKind.COMMENT:
            if chance < 0.3:
                return Said(question, subject_id, stem, (2,))
            return Said(question, subject_id, stem, (1,) if chance < 0.8 else (), self._text(f"{stem}/text"))
        several = self._random.randint(1, count) if question.kind == QuestionKind.MULTIPLE else 1
        numbers = tuple(sorted(self._random.sample(range(1, count + 1), several)))
        text = self._text(f"{stem}/text") if question.lines and chance < 0.5 else ""
        return Said(question, subject_id, stem, numbers, text)

    def _rows(self, question: FormQuestion, stem: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        *cited, comment = TABLE_COLUMNS
        for row in sorted(self._random.sample(range(1, question.lines + 1), self._random.randint(0, question.lines))):
            columns = [*self._random.sample(cited, self._random.randint(0, len(cited))), comment]
            yield row, {column: self._text(f"{stem}/row/{row}/{column}") for column in columns}

    def _text(self, space_id: str) -> str:
        space = self._form.field(space_id)
        assert space is not None
        if self._fits:
            return self._line(max(int(space.box_mm[2] / 5.5), 2))
        lines = [self._line(self._random.choice((4, 20, 200))) for _ in range(self._lines_in(space))]
        return "\n".join(lines)

    def _lines_in(self, space: FormField) -> int:
        return self._random.randint(1, 3) if space.kind == FieldKind.TEXT else 1

    def _line(self, most: int) -> str:
        """A line with something else than a word that says nothing at its beginning, and no white space at its ends."""
        made = self._random.choice(BEGINNINGS) + "".join(self._random.choices(self._letters, k=self._random.randint(0, most)))
        return made[:most].strip()


def head_of(member: Member) -> dict[str, str]:
    """What a member writes at the head of the neutral form."""
    wanted = {FIELD_ORGANISATION: member.organisation.value, FIELD_NAME: member.name.value}
    return {space: value for space, value in wanted.items() if value}
