"""What came back and what was decided -> the measures as they are printed, who still owes what, and what is asked of whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.collection.accepting import Accepted, Desk, accept_sheets
from kaigi_docs.collection.cases import RuleContext
from kaigi_docs.collection.content_rules import check_answers
from kaigi_docs.collection.copies import DepartmentAnswers, merge_copies, quoted
from kaigi_docs.collection.corrections import apply_corrections
from kaigi_docs.collection.judging import Asked, Check, Entry, Judged, judge
from kaigi_docs.collection.ledger import Fate, Ledger
from kaigi_docs.collection.sharing import Place, Shared, join_departments
from kaigi_docs.declarations.measures import ValueField, value_fields
from kaigi_docs.declarations.status_sheet import StatusColumn, status_columns
from kaigi_docs.findings import Findings
from kaigi_docs.model.collection import Collected, Origin, OriginKind, Point, Submission, ValueKey
from kaigi_docs.model.decisions import Decisions, OpenQuestion, QuestionKind
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, Meeting
from kaigi_docs.model.ratings import find_rating
from kaigi_docs.model.returned import ReturnedSheet
from kaigi_docs.model.status_sheet import asked_of

_SETTLED_CODES = frozenset({"shared-differ", "shared-waits", "text-struck", "copies-differ"})
_SETTLED_KINDS = frozenset({QuestionKind.SHARED, QuestionKind.STRUCK})


def collect_answers(
    meeting: Meeting,
    measures: tuple[Measure, ...],
    sheets: Sequence[ReturnedSheet],
    decisions: Decisions,
    check: Check = check_answers,
) -> Collected:
    """Everything that is known after this run; the same arguments always give the same result.

    The stages: which sheets count, one answer a cell for each department, what may be used of it, one value a cell over all
    departments, corrections, and who still owes what. Every answer is used, or stands in a finding, a point or a question; that
    is checked at the end.

    Args:
        meeting: what was asked.
        measures: as 施策一覧 has them.
        sheets: what came back, in the order of the files.
        decisions: of the secretariat.
        check: the rules of content.

    Raises:
        AssertionError: an answer was lost, a defect of ours.
    """
    desk = Desk(meeting, decisions, [], Findings(), Ledger())
    asked = _asked(meeting, measures)
    by_department = _by_department(accept_sheets(sheets, desk), meeting)
    merged = [merge_copies(department_id, own, desk) for department_id, own in by_department.items()]
    judged = [judge(each, asked, check, desk) for each in merged]
    shared = join_departments(judged, asked, desk)
    fields = value_fields(meeting.measure_columns, meeting.ratings)
    corrected = apply_corrections(decisions.corrections, shared, asked.measures, fields, desk)
    judged = [_without_corrected(each, corrected, asked) for each in judged]
    _settle(corrected, sheets, asked, desk)
    _report_emptied(by_department, measures, asked, shared, desk)
    _report_unasked(judged, meeting, measures, desk)
    result = _Overlay(meeting, fields, shared)
    overlaid = tuple(result.measure(each) for each in measures)
    _close(judged, sheets, desk)
    return Collected(
        measures=overlaid,
        origins=_origins(measures, shared),
        submissions=_submissions(meeting, overlaid, judged, asked, shared, desk.held),
        questions=_in_order(desk.questions),
        findings=tuple(desk.findings),
        before=measures,
        waiting=dict(shared.waiting),
    )


def _in_order(questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """Each once; days of receipt, which are many and hold nothing up, after those that have to be decided."""
    once = {question.id: question for question in questions}
    return tuple(sorted(once.values(), key=lambda question: question.kind is QuestionKind.RECEIPT))


def _asked(meeting: Meeting, measures: tuple[Measure, ...]) -> Asked:
    columns = {column.key: column for column in status_columns(meeting, measures) if column.open}
    return Asked(columns, {measure.id: measure for measure in measures}, RuleContext.of(meeting, measures))


def _by_department(accepted: Iterable[Accepted], meeting: Meeting) -> dict[str, list[Accepted]]:
    """The sheets of each department, in the order of the 担当課 sheet; ids that it does not have come last."""
    found: dict[str, list[Accepted]] = {department.id: [] for department in meeting.departments}
    for each in accepted:
        found.setdefault(each.department_id, []).append(each)
    return {department_id: own for department_id, own in found.items() if own}


def _without_corrected(judged: Judged, corrected: frozenset[Place], asked: Asked) -> Judged:
    """The same without points about answers that the secretariat corrected."""
    points = [each for each in judged.points if (each.measure_id, asked.value_key(each.key)) not in corrected]
    return replace(judged, points=points)


def _settle(corrected: frozenset[Place], sheets: Sequence[ReturnedSheet], asked: Asked, desk: Desk) -> None:
    """Takes back what was said and asked about answers that a correction has replaced."""
    answers = (answer for sheet in sheets for answer in sheet.answers)
    settled = {each.text.where for each in answers if (each.measure_id, asked.value_key(each.key)) in corrected}
    kept = [each for each in desk.findings if each.code not in _SETTLED_CODES or each.where not in settled]
    desk.findings = Findings(kept)
    desk.questions = [each for each in desk.questions if each.kind not in _SETTLED_KINDS or each.where not in settled]


def _report_emptied(
    by_department: Mapping[str, Sequence[Accepted]], measures: Sequence[Measure], asked: Asked, shared: Shared, desk: Desk
) -> None:
    """`answer-emptied`: cells that 施策一覧 fills and a returned row leaves blank, although it answers elsewhere."""
    answered = {
        (answer.measure_id, department_id): each.sheet
        for department_id, own in by_department.items()
        for each in own
        for answer in each.sheet.answers
    }
    for measure in measures:
        sheet = next((answered[measure.id, each] for each in measure.department_ids if (measure.id, each) in answered), None)
        for column in asked.columns.values() if sheet is not None else ():
            key = column.field.key if column.field is not None else None
            if sheet is None or key is None or not measure.values.get(key):
                continue
            if (measure.id, key) not in shared.entries and (measure.id, key) not in shared.waiting:
                used = f"施策一覧の{quoted(measure.values[key].value)}を使いました。"
                message = f"事業「{measure.name}」の{column.header}は空欄ですが、{used}"
                hint = "課が消したのなら、施策一覧.xlsx の欄も空にしてください。"
                desk.findings.warn("answer-emptied", sheet.where, message, hint)


def _report_unasked(judged: Iterable[Judged], meeting: Meeting, measures: tuple[Measure, ...], desk: Desk) -> None:
    """The points of departments that were asked nothing: nobody writes to them, so the secretariat is told."""
    for each in judged:
        if not asked_of(each.answers.department_id, measures):
            desk.findings.extend(point.finding() for point in each.points)


def _close(judged: Iterable[Judged], sheets: Sequence[ReturnedSheet], desk: Desk) -> None:
    """The answers that a point or a question holds back are accounted for there; then every answer has a fate."""
    waiting = {text.where for each in judged for text in each.waiting.values()}
    for sheet in sheets:
        for answer in sheet.answers:
            if answer.text.where in waiting:
                desk.ledger.enter(answer.text.where, Fate.REPORTED)
    desk.ledger.close(sheets)


def _origins(measures: Iterable[Measure], shared: Shared) -> dict[tuple[str, ValueKey], Origin]:
    """Where each filled value comes from."""
    origins: dict[tuple[str, ValueKey], Origin] = {}
    for measure in measures:
        for key, text in measure.values.items():
            if (measure.id, key) not in shared.waiting and (measure.id, key) not in shared.entries:
                origins[measure.id, key] = Origin(kind=OriginKind.BOOK, where=text.where)
    origins |= {place: entry.origin for place, entry in shared.entries.items() if entry.text}
    return origins


@dataclass(frozen=True, slots=True)
class _Overlay:
    """Puts values over those of the book.

    Attributes:
        meeting: has the scales.
        fields: the columns of 施策一覧.
        shared: the values of all departments.
    """

    meeting: Meeting
    fields: Sequence[ValueField]
    shared: Shared

    def measure(self, measure: Measure) -> Measure:
        """The measure as it is printed."""
        values, rating_ids = dict(measure.values), dict(measure.rating_ids)
        for field in self.fields:
            entry = self.shared.entries.get((measure.id, field.key))
            if entry is None and (measure.id, field.key) not in self.shared.waiting:
                continue
            values.pop(field.key, None)  # also what 施策一覧 says, while the department's answer waits
            rating_ids.pop(field.key, None)
            if entry is not None and entry.text:
                values[field.key] = entry.text
                self._rate(field, entry, rating_ids)
        return replace(measure, values=values, rating_ids=rating_ids)

    def _rate(self, field: ValueField, entry: Entry, rating_ids: dict[ValueKey, str]) -> None:
        if field.column.kind is ColumnKind.RATING:
            scale = (rating for rating in self.meeting.ratings if rating.scale == field.column.scale)
            rating = find_rating(entry.text.value, scale)
            if rating is not None:
                rating_ids[field.key] = rating.id


def _submissions(
    meeting: Meeting,
    measures: tuple[Measure, ...],
    judged: Sequence[Judged],
    asked: Asked,
    shared: Shared,
    held: Mapping[str, Sequence[str]],
) -> tuple[Submission, ...]:
    """How far each asked department is."""
    by_id = {each.answers.department_id: each for each in judged}
    found = []
    for department in meeting.departments:
        own = asked_of(department.id, measures)
        if own:
            nothing = Judged(DepartmentAnswers(department.id))
            submission = _submission(own, by_id.get(department.id, nothing), asked, shared, meeting)
            found.append(replace(submission, held=tuple(dict.fromkeys(held.get(department.id, ())))))
    return tuple(found)


def _submission(own: tuple[Measure, ...], judged: Judged, asked: Asked, shared: Shared, meeting: Meeting) -> Submission:
    owed = [
        (measure, column)
        for measure in own
        for column in asked.columns.values()
        if column.field is not None and column.is_open_for(measure, meeting)
    ]
    blank = [(measure.id, column.key) for measure, column in owed if not _is_answered(measure, column, shared)]
    order = {measure.id: number for number, measure in enumerate(own)}
    columns = {key: number for number, key in enumerate(asked.columns)}
    answers = judged.answers
    return Submission(
        department_id=answers.department_id,
        measure_ids=tuple(order),
        asked=len(owed),
        unfilled=tuple(blank) if answers.files else tuple((measure.id, column.key) for measure, column in owed),
        blank=tuple(blank),
        received=answers.received,
        files=answers.files,
        waiting=tuple((measure.id, column.key) for measure, column in owed if _waits(measure, column, shared))
        if answers.files
        else (),
        sheet_ids=answers.sheet_ids,
        points=tuple(sorted(judged.points, key=lambda each: _position(each, order, columns))),
        answerer=answers.answerer,
        entered={**answers.answers, **answers.open},
        remarks=tuple(judged.remarks),
    )


def _position(point: Point, measures: Mapping[str, int], columns: Mapping[str, int]) -> tuple[int, int]:
    """Points about the whole sheet first, then in the order of the sheet."""
    return measures.get(point.measure_id, -1), columns.get(point.key, -1)


def _waits(measure: Measure, column: StatusColumn, shared: Shared) -> bool:
    return column.field is not None and (measure.id, column.field.key) in shared.waiting


def _is_answered(measure: Measure, column: StatusColumn, shared: Shared) -> bool:
    """Whether something stands there or waits to stand there, or the secretariat blanked it on purpose."""
    if column.field is None:
        return False
    entry = shared.entries.get((measure.id, column.field.key))
    is_blanked = entry is not None and entry.origin.kind is OriginKind.CORRECTION
    return is_blanked or column.field.key in measure.values or _waits(measure, column, shared)
