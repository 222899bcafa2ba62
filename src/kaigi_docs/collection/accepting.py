"""Which of the returned sheets count, for which department, and when they came: asked where nothing tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kaigi_docs.collection.ledger import Fate, Ledger
from kaigi_docs.findings import Findings
from kaigi_docs.model.decisions import NO, YES, Decisions, OpenQuestion, QuestionKind, question_id
from kaigi_docs.model.meeting import Department, Meeting
from kaigi_docs.model.returned import MatchedBy, NamePair, ReturnedSheet

_NAMED_PAIRS = 4


@dataclass(frozen=True, slots=True)
class Accepted:
    """A sheet that counts.

    Attributes:
        sheet: as found.
        department_id: whose it is, by the sheet or by decision.
        received: when it came, by its mail or by decision; None while nobody knows.
    """

    sheet: ReturnedSheet
    department_id: str
    received: date | None


@dataclass(slots=True)
class Desk:
    """What is gathered while sheets are merged.

    Attributes:
        meeting: what was asked.
        decisions: of the secretariat.
        questions: to the secretariat, answered ones too, in order.
        findings: what is not used and why.
        ledger: the fate of every answer.
        held: by department, the files of sheets that wait to be confirmed.
    """

    meeting: Meeting
    decisions: Decisions
    questions: list[OpenQuestion]
    findings: Findings
    ledger: Ledger
    held: dict[str, list[str]] = field(default_factory=dict)

    def ask(self, question: OpenQuestion) -> str:
        """What was decided, or "" while it is open."""
        self.questions.append(question)
        return self.decisions.chosen(question)

    def name_of(self, department_id: str) -> str:
        """The name of a department; its id where the meeting does not know it."""
        names = {department.id: department.name.value for department in self.meeting.departments}
        return names.get(department_id, department_id)

    def report_all(self, sheet: ReturnedSheet) -> None:
        """Notes that no answer of a sheet is used, which a finding about the sheet tells."""
        for answer in sheet.answers:
            self.ledger.enter(answer.text.where, Fate.REPORTED)


def accept_sheets(sheets: Sequence[ReturnedSheet], desk: Desk) -> tuple[Accepted, ...]:
    """The sheets that count, in their order; every other one is a finding.

    Codes: `department-unclear`, `names-unconfirmed`, `names-refused`.
    """
    days = _days_of_receipt(sheets, desk)
    accepted = []
    for sheet in sheets:
        department_id = sheet.department_id or _asked_department(sheet, desk)
        sheet = _with_department(sheet, department_id)
        if department_id and _is_confirmed(sheet, department_id, desk):
            accepted.append(Accepted(sheet, department_id, days[sheet.file]))
            continue
        desk.report_all(sheet)
        by_ids = _rows_by_ids(sheet)
        if department_id and by_ids.measure_ids:
            accepted.append(Accepted(by_ids, department_id, days[sheet.file]))
    return tuple(accepted)


def _with_department(sheet: ReturnedSheet, department_id: str) -> ReturnedSheet:
    """The sheet with its points addressed to the department that was decided on."""
    return replace(sheet, points=tuple(replace(point, department_id=department_id) for point in sheet.points))


def _rows_by_ids(sheet: ReturnedSheet) -> ReturnedSheet:
    """A sheet without the rows that were matched by names; those with ids need no confirmation."""
    named = {pair.measure_id for pair in sheet.pairs}
    return replace(
        sheet,
        answers=tuple(answer for answer in sheet.answers if answer.measure_id not in named),
        measure_ids=tuple(each for each in sheet.measure_ids if each not in named),
        points=tuple(point for point in sheet.points if point.measure_id not in named),
    )


def _days_of_receipt(sheets: Sequence[ReturnedSheet], desk: Desk) -> Mapping[str, date | None]:
    """When each file came: its mail tells, else the secretariat is asked once for the file; a file's own time says nothing."""
    days: dict[str, date | None] = {}
    for sheet in sheets:
        if sheet.file in days:
            continue
        days[sheet.file] = sheet.received
        if sheet.received is None:
            question = OpenQuestion(
                id=question_id("receipt", sheet.id),
                kind=QuestionKind.RECEIPT,
                where=sheet.where,
                subject=desk.name_of(sheet.department_id),
                found="この調査票を受け取った日を書いてください（メールのまま「調査票」フォルダに入れると、自動でわかります）。",
            )
            desk.ask(question)
            decision = desk.decisions.answers.get(question.id)
            days[sheet.file] = decision.day if decision is not None else None
    return days


def _asked_department(sheet: ReturnedSheet, desk: Desk) -> str:
    """The department that the secretariat named, or "" while it is open."""
    departments = {_choice(department): department.id for department in desk.meeting.departments}
    question = OpenQuestion(
        id=question_id("department", sheet.id),
        kind=QuestionKind.DEPARTMENT,
        where=sheet.where,
        subject="",
        found="どの課の調査票かがわかりません。課を選んでください。",
        choices=tuple(departments),
    )
    chosen = departments.get(desk.ask(question), "")
    if not chosen:
        message = "どの課の調査票かがわからないので、まだ使っていません。"
        desk.findings.error("department-unclear", sheet.where, message, "「判断」フォルダの要確認.xlsx で課を選んでください。")
    return chosen


def _choice(department: Department) -> str:
    return f"{department.id} {department.name}"


def _is_confirmed(sheet: ReturnedSheet, department_id: str, desk: Desk) -> bool:
    """Whether rows were matched by ids, or the secretariat confirmed how they were matched by names."""
    if sheet.matched_by is MatchedBy.IDS:
        return True
    question = OpenQuestion(
        id=question_id("names", sheet.id, department_id, *(pair.measure_id for pair in sheet.pairs)),
        kind=QuestionKind.NAMES,
        where=sheet.where,
        subject=desk.name_of(department_id),
        found=_match_words(sheet.pairs, desk.name_of(department_id)),
        choices=(YES, NO),
        proposal=YES if all(pair.same for pair in sheet.pairs) else "",
    )
    answer = desk.ask(question)
    if answer == NO:
        message = "照合が違うと判断されたので、使っていません。"
        hint = "正しい調査票に写し直してもらうか、施策一覧.xlsx に書いてください。"
        desk.findings.warn("names-refused", sheet.where, message, hint)
    elif answer != YES:
        desk.held.setdefault(department_id, []).append(sheet.file)
        message = f"{_why_by_names(sheet.pairs)}、課と事業名で照合しました。確かめるまで使いません。"
        hint = "「判断」フォルダの要確認.xlsx で「はい」か「いいえ」を選んでください。"
        desk.findings.error("names-unconfirmed", sheet.where, message, hint)
    return answer == YES


def _why_by_names(pairs: Sequence[NamePair]) -> str:
    against = sum(pair.against_id for pair in pairs)
    lost = "行の番号（行ID）がないか壊れているので" if against < len(pairs) else ""
    sorted_apart = f"隠れた行IDと見えている事業ID・事業名が食い違う行が{against}行あるので" if against else ""
    return "、また".join(filter(None, (lost, sorted_apart)))


def _match_words(pairs: Sequence[NamePair], department: str) -> str:
    """The question, with the pairs that differ in their names."""
    doubtful = [f"「{pair.typed}」→{pair.measure_id}" for pair in pairs if not pair.same]
    named = "、".join(doubtful[:_NAMED_PAIRS]) + (f"ほか{len(doubtful) - _NAMED_PAIRS}行" if len(doubtful) > _NAMED_PAIRS else "")
    doubts = f"名前の違う行：{named}。" if doubtful else "事業名はすべて一致しています。"
    return f"{_doubted_rows(pairs)}を、「{department}」の{len(pairs)}事業の回答として読みました。{doubts}これでよいですか。"


def _doubted_rows(pairs: Sequence[NamePair]) -> str:
    against = sum(pair.against_id for pair in pairs)
    lost = "行IDのない（壊れた）行" if against < len(pairs) else ""
    contradicted = f"隠れた行IDと見えている事業ID・事業名が食い違う{against}行（見える列だけの並べ替えなど）" if against else ""
    return "、".join(filter(None, (lost, contradicted)))
