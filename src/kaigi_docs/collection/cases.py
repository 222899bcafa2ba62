"""One measure's answers beside all that the rules are looked up in: columns, scales, last time's answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kaigi_docs.declarations.status_sheet import KEY_REMARK, KEY_UNCHANGED, UNCHANGED, StatusColumn, status_columns
from kaigi_docs.findings import Location, Severity
from kaigi_docs.japanese.dittos import is_ditto, is_empty_word
from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.years_in_text import years_in
from kaigi_docs.model.collection import Point
from kaigi_docs.model.content_rules import ContentRule
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, Meeting, Rating
from kaigi_docs.model.ratings import find_rating
from kaigi_docs.model.text import Text

_PLANS = re.compile("予定|計画|今後|次年度|来年度|方針|課題|改善|目標|見込")
_WHY = re.compile("理由|要因|原因|課題|問題|状況|実績|結果")
"""In the name of a column of plans: it is not about them alone, and a reason for a rating may stand there."""
_NOTHING_TO_COMPARE = re.compile(r"[\W_]+")
_UNCHANGED = frozenset({UNCHANGED, "変更無し", "変更無"})


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of the 調査票 that departments fill in.

    Attributes:
        status: as it stands in the sheet.
        kind: text, rating or number.
        key: name of the column in 施策一覧.
        is_plan: whether its texts speak of what is to come.
        is_of_reasons: whether the reason for a rating may stand in it: all but those of nothing but plans.
        year: fiscal year in western count that its answers are about, as its heading says; or None.
        scale: the steps of a rating, best first.
        earlier_year: fiscal year of the value that last time's answer is, where 施策一覧 keeps it as one; else None.
        length_hint: characters that an answer should keep to, or None.
    """

    status: StatusColumn
    kind: ColumnKind
    key: str
    is_plan: bool
    is_of_reasons: bool
    year: int | None
    scale: tuple[Rating, ...] = ()
    earlier_year: int | None = None
    length_hint: int | None = None

    @property
    def header(self) -> str:
        """As the department reads it."""
        return self.status.header


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What all measures of a meeting have in common; made once.

    Attributes:
        meeting: its settings.
        columns: those that departments fill in, in the order of the sheet.
        rules: those that are applied, in the order in which they are.
        order: place of each key in the sheet.
    """

    meeting: Meeting
    columns: tuple[AnswerColumn, ...]
    rules: tuple[ContentRule, ...]
    order: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, meeting: Meeting, measures: Sequence[Measure]) -> RuleContext:
        """The context of a meeting and all of its measures, with the rules of its settings."""
        status = status_columns(meeting, measures)
        columns = tuple(_answer_column(each, meeting) for each in status if each.open and each.field is not None)
        order = {each.key: place for place, each in enumerate(status, 1)}
        return cls(meeting, columns, tuple(rule for rule in meeting.content_rules if rule.on), order)

    def columns_of(self, rule: ContentRule, *kinds: ColumnKind, plans: bool | None = None) -> tuple[AnswerColumn, ...]:
        """The columns that a rule looks through: those that it names, else all of the kinds.

        Args:
            rule: names columns, or none.
            kinds: that the rule can read at all.
            plans: whether only columns of plans, or only others, fit where the rule names none; None for both.
        """
        fitting = (column for column in self.columns if column.kind in kinds)
        if rule.columns:
            return tuple(column for column in fitting if column.key in rule.columns)
        return tuple(column for column in fitting if plans is None or column.is_plan is plans)


@dataclass(frozen=True, slots=True)
class Case:
    """The answers of one department for one measure.

    Attributes:
        measure: as 施策一覧 has it, with last time's answers.
        answers: by key of the column of the 調査票, as typed.
        context: of the meeting.
        department_id: that answered.
        places: cells of columns that were left blank, by key; 「""」 for the row.
        spoken: what the answers of texts and numbers say, by key; those that say nothing (〃, 同上, なし) are left out.
        rated: the known ratings, by key.
    """

    measure: Measure
    answers: Mapping[str, Text]
    context: RuleContext
    department_id: str
    places: Mapping[str, Location]
    spoken: Mapping[str, str]
    rated: Mapping[str, Rating]

    @classmethod
    def of(
        cls,
        measure: Measure,
        answers: Mapping[str, Text],
        context: RuleContext,
        department_id: str,
        places: Mapping[str, Location],
    ) -> Case:
        """The case of these answers."""
        keys = (column.status.key for column in context.columns if column.kind is not ColumnKind.RATING)
        values = ((key, answers[key].value.strip()) for key in keys if key in answers)
        spoken = {key: value for key, value in values if value and not is_ditto(value) and not is_empty_word(value)}
        return cls(measure, answers, context, department_id, places, spoken, _rated(answers, context))

    def text(self, column: AnswerColumn) -> Text:
        """The answer in a column, or an empty one."""
        return self.answers.get(column.status.key, Text(""))

    def prose(self, column: AnswerColumn) -> str:
        """What an answer says; "" where it is blank or one of the words that say nothing: 〃, 同上, なし."""
        return self.spoken.get(column.status.key, "")

    def earlier(self, column: AnswerColumn) -> str:
        """Last time's answer of a column, or ""."""
        return earlier_answer(self.measure, column).value.strip()

    @property
    def remark(self) -> str:
        """What stands under 備考."""
        return self.answers.get(KEY_REMARK, Text("")).value.strip()

    @property
    def is_unchanged(self) -> bool:
        """Whether 変更なし was chosen."""
        return chose_unchanged(self.answers)

    def results(self, rule: ContentRule) -> Iterator[tuple[AnswerColumn, str]]:
        """The texts on what was done that a rule looks through, blank ones apart."""
        for column in self.context.columns_of(rule, ColumnKind.TEXT, plans=False):
            if text := self.prose(column):
                yield column, text

    def place(self, key: str) -> Location:
        """The cell of an answer; of a blank one what the caller said, else the sheet and what the cell is called."""
        where = self.answers[key].where if key in self.answers else None
        known = next((each for each in (where, self.places.get(key), self.places.get("")) if each is not None), None)
        if known is not None:
            return known
        near = next((each.where for each in self.answers.values() if each.where is not None), None)
        if near is None:
            return self.measure.where or Location("調査票")
        header = next((column.header for column in self.context.columns if column.status.key == key), "")
        return replace(near, cell=None, label=f"{self.measure.id}　{header}".strip())

    def point(
        self, code: str, severity: Severity, key: str, found: str, request: str, *, proposal: str = "", about: str = ""
    ) -> Point:
        """A point about the cell of a column, and about a text that stands elsewhere in the row."""
        return Point(
            code=code,
            severity=severity,
            department_id=self.department_id,
            measure_id=self.measure.id,
            key=key,
            where=self.place(key),
            found=found,
            request=request,
            proposal=proposal,
            about="\n".join(each for each in (self.answers.get(key, Text("")).value, about) if each),
        )


def chose_unchanged(answers: Mapping[str, Text]) -> bool:
    """Whether 変更なし was chosen; another word in its column does not say it."""
    return fold_name(answers.get(KEY_UNCHANGED, Text("")).value) in _UNCHANGED


def earlier_answer(measure: Measure, column: AnswerColumn) -> Text:
    """Last time's answer of a column: 「前回：…」, or the value of the year before where the column has years; may be empty."""
    if column.earlier_year is not None:
        return measure.values.get((column.key, column.earlier_year), Text(""))
    return measure.earlier.get(column.key, Text(""))


def _rated(answers: Mapping[str, Text], context: RuleContext) -> dict[str, Rating]:
    """The step that each entry of a column of ratings names, without those that name none."""
    columns = [column for column in context.columns if column.kind is ColumnKind.RATING and column.status.key in answers]
    found = ((column.status.key, find_rating(answers[column.status.key].value, column.scale)) for column in columns)
    return {key: rating for key, rating in found if rating is not None}


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in width, white space and punctuation at most."""
    return one == other or _bare(one) == _bare(other)


def length_of(text: str) -> int:
    """Characters as a person counts them: line feeds, combining marks and invisible characters are none."""
    return sum(1 for each in unicodedata.normalize("NFC", text) if unicodedata.category(each) not in ("Mn", "Me", "Cf", "Cc"))


@lru_cache(maxsize=64)
def _bare(text: str) -> str:
    return _NOTHING_TO_COMPARE.sub("", nfkc(text))


def _answer_column(status: StatusColumn, meeting: Meeting) -> AnswerColumn:
    assert status.field is not None
    column, year = status.field.column, status.field.year
    named = column.key + column.heading.value
    is_plan = _PLANS.search(named) is not None
    older = [each.year for each in column.years if year is not None and each < year]
    return AnswerColumn(
        status=status,
        kind=column.kind,
        key=column.key,
        is_plan=is_plan,
        is_of_reasons=not is_plan or _WHY.search(named) is not None,
        year=year.year if year is not None else _named_year(column.heading.value),
        scale=tuple(rating for rating in meeting.ratings if rating.scale == column.scale),
        earlier_year=max(older, default=None),
        length_hint=column.length_hint,
    )


def _named_year(heading: str) -> int | None:
    """The fiscal year that a heading names, where it names one only."""
    named = {each.last for each in years_in(heading)}
    return named.pop() if len(named) == 1 else None
