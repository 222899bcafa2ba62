"""One department's answers -> what may be used of them, and the points that it is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kaigi_docs.collection.accepting import Desk
from kaigi_docs.collection.cases import RuleContext, chose_unchanged, earlier_answer
from kaigi_docs.collection.copies import DepartmentAnswers, quoted
from kaigi_docs.collection.ledger import Fate
from kaigi_docs.declarations.status_sheet import KEY_REMARK, KEY_UNCHANGED, StatusColumn
from kaigi_docs.findings import Severity
from kaigi_docs.model.collection import Origin, OriginKind, Point, ValueKey
from kaigi_docs.model.decisions import AS_IT_IS, OpenQuestion, QuestionKind, says_as_it_is
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind
from kaigi_docs.model.text import Text


class Check(Protocol):
    """What finds out what is wrong with the answers of one department to one measure."""

    def __call__(
        self, measure: Measure, answers: Mapping[str, Text], context: RuleContext, *, department_id: str
    ) -> Sequence[Point]:
        """The points, for answers by key."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value that may be used.

    Attributes:
        text: as it will be printed, with the cell that it comes from.
        origin: why it stands here.
    """

    text: Text
    origin: Origin


@dataclass(frozen=True, slots=True)
class Judged:
    """What one department said, as far as it can be used.

    Attributes:
        answers: as merged from its sheets.
        entries: by measure and value, filled ones only.
        waiting: values that were typed but wait for an answer or a decision, by measure and value.
        points: still open.
        remarks: what it wrote beside its measures, by measure.
    """

    answers: DepartmentAnswers
    entries: dict[tuple[str, ValueKey], Entry] = field(default_factory=dict)
    waiting: dict[tuple[str, ValueKey], Text] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    remarks: list[tuple[str, Text]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, for looking up.

    Attributes:
        columns: that take answers, by key.
        measures: of the book, by id.
        context: of the rules of content.
    """

    columns: Mapping[str, StatusColumn]
    measures: Mapping[str, Measure]
    context: RuleContext

    def earlier(self, measure: Measure, key: str) -> Text:
        """What was answered last time under a column, and 変更なし stands for; may be empty."""
        found = (column for column in self.context.columns if column.status.key == key)
        return next((earlier_answer(measure, column) for column in found), Text(""))

    def value_key(self, key: str) -> ValueKey | None:
        """The value of a measure that a column of the 調査票 fills; None for 変更なし and 備考."""
        column = self.columns.get(key)
        return column.field.key if column is not None and column.field is not None else None


def judge(answers: DepartmentAnswers, asked: Asked, check: Check, desk: Desk) -> Judged:
    """What may be used of a department's answers, after the decisions on its points.

    Codes beside those of the content rules: `answer-not-asked`, `measure-gone`, `remark`.
    """
    judged = Judged(answers)
    own = _own_answers(asked, judged, desk)
    pointed = [point.measure_id for point in answers.points if point.measure_id in asked.measures]
    for measure_id in dict.fromkeys((*own, *pointed)):
        measure, by_key = asked.measures[measure_id], own.get(measure_id, {})
        replaced, still_open = _decided_points(measure, by_key, asked, judged, check, desk)
        judged.points.extend(still_open)
        blocked = {point.key for point in still_open if point.severity is Severity.ERROR}
        _enter(measure, by_key, replaced, blocked, asked, judged)
    judged.points.extend(each for each in answers.points if each.measure_id not in asked.measures)
    judged.points.extend(each for each in answers.conflicts if _is_asked(each, asked))
    _wait(judged, asked, desk)
    return judged


def _decided_points(
    measure: Measure, by_key: Mapping[str, Text], asked: Asked, judged: Judged, check: Check, desk: Desk
) -> tuple[dict[str, Text], list[Point]]:
    """The answers that the secretariat chose instead, by key, and the points that are still open.

    What was chosen is looked through again: a rating that was decided may need a reason. Texts that wait count as there.
    """
    answers = judged.answers
    waiting = {key: text for (measure_id, key), text in answers.open.items() if measure_id == measure.id}
    replaced: dict[str, Text] = {}
    found: dict[str, Point] = {}
    still_open: list[Point] = []
    while True:
        texts = {**waiting, **by_key, **replaced}
        checked = check(measure, texts, asked.context, department_id=answers.department_id) if by_key or replaced else ()
        pointed_at = (*checked, *(each for each in answers.points if each.measure_id == measure.id))
        new = {each.id: each for each in pointed_at if each.id not in found and each.key not in waiting}
        found |= new
        points = [point for point in new.values() if not _is_confirmed(point, by_key, answers)]
        chosen, left = _decide(points, by_key, asked, desk)
        still_open = [point for point in (*still_open, *left) if point.key not in chosen]
        replaced |= chosen
        if not chosen:
            return replaced, still_open


def _is_confirmed(point: Point, by_key: Mapping[str, Text], answers: DepartmentAnswers) -> bool:
    """Whether the department said of a doubted answer that it may stay: in its cell, or under 備考 for the whole measure."""
    if point.severity is Severity.ERROR:
        return False
    remark = by_key.get(KEY_REMARK)
    return (point.measure_id, point.key) in answers.confirmed or (remark is not None and says_as_it_is(remark.value))


def _own_answers(asked: Asked, judged: Judged, desk: Desk) -> dict[str, dict[str, Text]]:
    """The answers by measure and key that the department was asked for; others and remarks are findings."""
    own: dict[str, dict[str, Text]] = {}
    for (measure_id, key), text in judged.answers.answers.items():
        refusal = _refusal(measure_id, key, judged.answers.department_id, asked, desk)
        if refusal is not None:
            code, message, hint = refusal
            desk.findings.error(code, text.where, f"{message}回答{quoted(text.value)}は使いません。", hint)
            desk.ledger.enter(text.where, Fate.REPORTED)
            continue
        own.setdefault(measure_id, {})[key] = text
        if key == KEY_UNCHANGED:
            desk.ledger.enter(text.where, Fate.USED)
        elif key == KEY_REMARK:
            judged.remarks.append((measure_id, text))
            desk.findings.note("remark", text.where, f"事業「{asked.measures[measure_id].name}」の備考：{quoted(text.value)}")
            desk.ledger.enter(text.where, Fate.REPORTED)
    return own


def _is_asked(point: Point, asked: Asked) -> bool:
    """Whether a point is about a cell that its department was asked for."""
    measure = asked.measures.get(point.measure_id)
    return measure is not None and point.department_id in measure.department_ids and point.key in asked.columns


def _refusal(measure_id: str, key: str, department_id: str, asked: Asked, desk: Desk) -> tuple[str, str, str] | None:
    """Code, message and hint where an answer is to something that was not asked of the department."""
    measure = asked.measures.get(measure_id)
    if measure is None:
        hint = "施策一覧.xlsx に事業を戻すか、課に確かめてください。"
        return "measure-gone", f"事業「{measure_id}」は施策一覧にありません。", hint
    if department_id not in measure.department_ids:
        hint = "担当が替わったのなら、施策一覧.xlsx の担当課を直してください。"
        return "answer-not-asked", f"事業「{measure.name}」は{desk.name_of(department_id)}には尋ねていません。", hint
    if key not in asked.columns:
        return "column-not-asked", f"尋ねていない列（{key}）です。", "「列」シートの「照会」を確かめてください。"
    return None


def _decide(points: Sequence[Point], by_key: Mapping[str, Text], asked: Asked, desk: Desk) -> tuple[dict[str, Text], list[Point]]:
    """The answers that the secretariat chose instead, by key, and the points that are still open."""
    replaced: dict[str, Text] = {}
    still_open: list[Point] = []
    for point in points:
        choices = _choices(point, asked)
        decided = desk.ask(_question(point, choices, asked, desk)) if choices else ""
        if decided == AS_IT_IS and AS_IT_IS in choices:
            continue
        if decided in choices and point.key in asked.columns:
            replaced[point.key] = Text(decided, by_key[point.key].where if point.key in by_key else point.where)
        else:
            still_open.append(point)
    return replaced, still_open


def _choices(point: Point, asked: Asked) -> tuple[str, ...]:
    """The answers with which the secretariat may settle a point without asking the department; none where only it can."""
    column = asked.columns.get(point.key)
    is_rating = column is not None and column.field is not None and column.field.column.kind is ColumnKind.RATING
    stay = (AS_IT_IS,) if point.severity is not Severity.ERROR else ()
    if is_rating and column is not None and point.severity is Severity.ERROR:
        return column.labels
    return (*stay, *((point.proposal,) if point.proposal else ()))


def _question(point: Point, choices: tuple[str, ...], asked: Asked, desk: Desk) -> OpenQuestion:
    measure = asked.measures.get(point.measure_id)
    return OpenQuestion(
        id=point.id,
        kind=QuestionKind.POINT,
        where=point.where,
        subject="　".join((desk.name_of(point.department_id), measure.name.value if measure is not None else "")).strip(),
        found=point.found,
        choices=choices,
        proposal=point.proposal if point.proposal in choices else "",
    )


def _enter(
    measure: Measure, by_key: Mapping[str, Text], replaced: Mapping[str, Text], blocked: set[str], asked: Asked, judged: Judged
) -> None:
    """Enters the values of one measure: as typed, as decided, or those of last time where 変更なし was chosen."""
    department_id = judged.answers.department_id
    is_unchanged = chose_unchanged(by_key) and not {KEY_UNCHANGED, ""} & blocked
    for key, column in asked.columns.items():
        value_key = asked.value_key(key)
        if value_key is None or column.field is None:
            continue
        place, typed = (measure.id, value_key), by_key.get(key)
        if key in replaced:
            said, was = replaced[key], typed.value if typed is not None else ""
            origin = Origin(kind=OriginKind.DECISION, where=said.where, department_id=department_id, replaced=was)
            judged.entries[place] = Entry(said, origin)
        elif typed is not None and (key in blocked or "" in blocked):
            judged.waiting[place] = typed
        elif typed is not None:
            origin = Origin(kind=OriginKind.SHEET, where=typed.where, department_id=department_id)
            judged.entries[place] = Entry(typed, origin)
        elif is_unchanged and column.field.column.kind is ColumnKind.TEXT and (earlier := asked.earlier(measure, key)):
            origin = Origin(kind=OriginKind.UNCHANGED, where=by_key[KEY_UNCHANGED].where, department_id=department_id)
            judged.entries[place] = Entry(earlier, origin)


def _wait(judged: Judged, asked: Asked, desk: Desk) -> None:
    """Answers that wait for a decision on several sheets or on struck text; where that is 変更なし, all texts of the row wait."""
    for (measure_id, key), text in judged.answers.open.items():
        refusal = _refusal(measure_id, key, judged.answers.department_id, asked, desk)
        if refusal is not None:
            code, message, hint = refusal
            desk.findings.error(code, text.where, f"{message}回答{quoted(text.value)}は使いません。", hint)
            continue
        for value_key in _held_values(asked.measures[measure_id], key, asked):
            if (measure_id, value_key) not in judged.entries:
                judged.waiting[measure_id, value_key] = text


def _held_values(measure: Measure, key: str, asked: Asked) -> list[ValueKey]:
    """The values that a cell fills."""
    if key != KEY_UNCHANGED:
        value_key = asked.value_key(key)
        return [value_key] if value_key is not None else []
    texts = (each for each, column in asked.columns.items() if column.field and column.field.column.kind is ColumnKind.TEXT)
    keys = (asked.value_key(each) for each in texts if asked.earlier(measure, each))
    return [value_key for value_key in keys if value_key is not None]
