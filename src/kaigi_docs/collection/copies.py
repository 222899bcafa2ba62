"""Several sheets of one department -> one answer a cell: which counts is told by the day of receipt, or asked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kaigi_docs.collection.accepting import Accepted, Desk
from kaigi_docs.collection.ledger import Fate
from kaigi_docs.declarations.status_sheet import KEY_REMARK
from kaigi_docs.findings import Location, Severity
from kaigi_docs.japanese.quoting import excerpt
from kaigi_docs.model.collection import Point
from kaigi_docs.model.decisions import NO, YES, OpenQuestion, QuestionKind, question_id, says_as_it_is
from kaigi_docs.model.returned import Answer
from kaigi_docs.model.text import Text

CellId = tuple[str, str]
"""Measure id and key of the column of the 調査票."""

Found = tuple[Accepted, Answer]
"""An answer and the sheet that it stands in."""


@dataclass(frozen=True, slots=True)
class DepartmentAnswers:
    """What one department answered, over all its sheets.

    Attributes:
        department_id: of the 課.
        answers: the one that counts, by cell.
        open: typed texts that wait for a decision and are not used yet, by cell.
        files: those that counted first.
        sheet_ids: of the sheets, in the same order.
        received: the latest known day.
        answerer: of the sheet that counts.
        points: of the readers of its sheets.
        conflicts: cells that its sheets fill differently, while nothing tells which of them counts.
        confirmed: cells of which the department said that they may stay as they are.
    """

    department_id: str
    answers: dict[CellId, Text] = field(default_factory=dict)
    open: dict[CellId, Text] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    sheet_ids: tuple[str, ...] = ()
    received: date | None = None
    answerer: tuple[tuple[str, Text], ...] = ()
    points: tuple[Point, ...] = ()
    conflicts: list[Point] = field(default_factory=list)
    confirmed: set[CellId] = field(default_factory=set)


def same_answer(first: str, second: str) -> bool:
    """Whether two answers say the same: width of characters and white space do not count."""
    return _key(first) == _key(second)


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def quoted(text: str) -> str:
    """An answer for a message, in one line, its end left out where it is long."""
    return f"「{excerpt(text)}」"


def merge_copies(department_id: str, sheets: Sequence[Accepted], desk: Desk) -> DepartmentAnswers:
    """What the sheets of one department say together; what differs is a finding, and where no day tells a question to the
    secretariat and a point to the department: who answers first settles it.

    Codes: `answer-replaced`, `answer-older`, `answer-confirmed`, `answer-removed`, `copies-differ`, `text-struck`.
    """
    ranked, sure = _ranked(department_id, sheets, desk)
    merged = DepartmentAnswers(
        department_id,
        files=tuple(dict.fromkeys(each.sheet.file for each in ranked)),
        received=max((each.received for each in ranked if each.received is not None), default=None),
        answerer=_answerer(ranked),
        sheet_ids=tuple(each.sheet.id for each in ranked),
        points=tuple(_points(ranked, sure)),
    )
    for cell, found in _by_cell(ranked).items():
        answers = _without_confirmed(cell, found, merged, desk)
        if not answers or (cell not in merged.confirmed and _is_removed(cell, answers, ranked, desk)):
            continue
        chosen = _chosen(answers, sure, desk)
        if chosen is None:
            merged.open[cell] = answers[0][1].text
            merged.conflicts.append(_conflict(department_id, cell, answers))
        else:
            if cell not in merged.confirmed and ranked[0].sheet.id in sure:
                _report_older(cell, chosen, ranked[0], desk)
            _take(cell, chosen, merged, desk)
    return merged


def _by_cell(ranked: Sequence[Accepted]) -> dict[CellId, list[Found]]:
    """The answers of all sheets by cell, of the sheet that counts most first."""
    found: dict[CellId, list[Found]] = {}
    for each in ranked:
        for answer in each.sheet.answers:
            found.setdefault((answer.measure_id, answer.key), []).append((each, answer))
    return found


def _without_confirmed(cell: CellId, found: Sequence[Found], merged: DepartmentAnswers, desk: Desk) -> list[Found]:
    """The answers without 「このままでよい」, which is none but says that the one before it may stay."""
    kept = []
    for each, answer in found:
        if cell[1] == KEY_REMARK or not says_as_it_is(answer.text.value):
            kept.append((each, answer))
            continue
        merged.confirmed.add(cell)
        desk.ledger.enter(answer.text.where, Fate.REPORTED)
        message = f"{quoted(answer.text.value)}とあるので、前の回答のままにしました。"
        desk.findings.note("answer-confirmed", answer.text.where, message)
    return kept


def _is_removed(cell: CellId, found: Sequence[Found], ranked: Sequence[Accepted], desk: Desk) -> bool:
    """Whether a cell was cleared in a sheet that went back with the answer in it; the answer is then told, not used."""
    came = next(each for each in ranked if cell[0] in each.sheet.measure_ids)
    if any(each.sheet.id not in came.sheet.follows for each, _ in found):
        return False
    for _, answer in found:
        message = f"返ってきた調査票（{came.sheet.where}）で消されたので、{quoted(answer.text.value)}は使いません。"
        desk.findings.note("answer-removed", answer.text.where, message)
        desk.ledger.enter(answer.text.where, Fate.REPORTED)
    return True


def _answerer(ranked: Sequence[Accepted]) -> tuple[tuple[str, Text], ...]:
    """The fields of whoever answered; of each field the first sheet that has it."""
    fields: dict[str, Text] = {}
    for each in ranked:
        for key, text in each.sheet.answerer.items():
            fields.setdefault(key, text)
    return tuple(fields.items())


def _ranked(department_id: str, sheets: Sequence[Accepted], desk: Desk) -> tuple[list[Accepted], frozenset[str]]:
    """The sheets, the one that counts most first, and the ids of those that are known to count more than all behind them."""
    ranked: list[Accepted] = []
    waiting = list(sheets)
    while (latest := _latest(waiting)) is not None:
        ranked.append(latest)
        waiting.remove(latest)
    sure = frozenset(each.sheet.id for each in ranked)
    if not waiting or not _differ(waiting):
        return [*ranked, *waiting], sure
    chosen = _asked_copy(department_id, waiting, desk)
    if chosen is None:
        return [*ranked, *waiting], sure
    rest = [each for each in waiting if each is not chosen]
    return [*ranked, chosen, *rest], frozenset(each.sheet.id for each in sheets)


def _latest(sheets: Sequence[Accepted]) -> Accepted | None:
    """The sheet that is later than each of the others; None where nothing tells."""
    return next((one for one in sheets if all(_is_later(one, other) for other in sheets if other is not one)), None)


def _is_later(one: Accepted, other: Accepted) -> bool:
    """Whether a sheet was written after another for all that is known: it was made from it, or came on a later day."""
    if other.sheet.id in one.sheet.follows or one.sheet.id in other.sheet.follows:
        return one.sheet.id not in other.sheet.follows
    return one.received is not None and other.received is not None and one.received > other.received


def _points(ranked: Sequence[Accepted], sure: frozenset[str]) -> Iterator[Point]:
    """The points of readers that still matter, each once: a later sheet settles those of a cell that it fills or sends back, and
    those of rows and sheets as a whole."""
    later: list[Accepted] = []
    told: set[str] = set()
    for each in ranked:
        for point in each.sheet.points:
            if point.id not in told and not any(_settles(other, each, point) for other in later):
                told.add(point.id)
                yield point
        if each.sheet.id in sure:
            later.append(each)


def _settles(later: Accepted, earlier: Accepted, point: Point) -> bool:
    """Whether a later sheet makes a point of an earlier one pointless."""
    if not point.measure_id:
        return True
    if point.measure_id not in later.sheet.measure_ids:
        return False
    is_filled = any((answer.measure_id, answer.key) == (point.measure_id, point.key) for answer in later.sheet.answers)
    return not point.key or is_filled or earlier.sheet.id in later.sheet.follows


def _differ(sheets: Sequence[Accepted]) -> bool:
    """Whether a cell is filled differently in two of them."""
    first: dict[CellId, Answer] = {}
    return any(
        not _say_the_same(first.setdefault((answer.measure_id, answer.key), answer), answer)
        for each in sheets
        for answer in each.sheet.answers
    )


def _say_the_same(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same, and the same stays of them without what is struck through."""
    kept = (one.text.value if one.kept is None else one.kept, other.text.value if other.kept is None else other.kept)
    return same_answer(one.text.value, other.text.value) and same_answer(*kept)


def _asked_copy(department_id: str, sheets: Sequence[Accepted], desk: Desk) -> Accepted | None:
    """The sheet that the secretariat chose, or None while it is open."""
    choices = {f"{each.sheet.file}「{each.sheet.title}」": each for each in sheets}
    question = OpenQuestion(
        id=question_id("copy", department_id, *sorted(each.sheet.id for each in sheets)),
        kind=QuestionKind.COPY,
        where=sheets[0].sheet.where,
        subject=desk.name_of(department_id),
        found=f"同じ課の調査票が{len(sheets)}つあり、書かれていることが違います。使うものを選んでください"
        "（受付日がすべて違う日に決まれば、後から届いたものを使います）。",
        choices=tuple(choices),
    )
    return choices.get(desk.ask(question))


def _chosen(found: Sequence[Found], sure: frozenset[str], desk: Desk) -> Answer | None:
    """The answer that counts, or None where the sheets differ and nothing tells which one does."""
    sheet, first = found[0]
    others = [answer for _, answer in found[1:] if not _say_the_same(answer, first)]
    for _, answer in found[1:]:
        desk.ledger.enter(answer.text.where, Fate.SAME)
    if others and sheet.sheet.id not in sure:
        hint = "「判断」フォルダの要確認.xlsx で、使う調査票を選ぶか受付日を書くこともできます。"
        for answer in others:  # one thing to ask about, but every answer is told in its place
            message = f"同じ課の調査票で違うので、まだ使っていません：{quoted(answer.text.value)}。"
            desk.findings.note("copies-differ", answer.text.where, message, hint)
            desk.ledger.enter(answer.text.where, Fate.REPORTED)
        desk.ledger.enter(first.text.where, Fate.REPORTED)
        return None
    for answer in others:
        message = f"{quoted(answer.text.value)}の代わりに、{first.text.where}の{quoted(first.text.value)}を使いました。"
        desk.findings.note("answer-replaced", answer.text.where, message)
        desk.ledger.enter(answer.text.where, Fate.REPORTED)
    return first


def _conflict(department_id: str, cell: CellId, found: Sequence[Found]) -> Point:
    """What the department itself is asked about a cell that its sheets fill differently."""
    different: list[Answer] = []
    for _, answer in found:
        if not any(_say_the_same(answer, other) for other in different):
            different.append(answer)
    said = "、".join(map(_said_in_file, different))
    return Point(
        code="copies-differ",
        severity=Severity.ERROR,
        department_id=department_id,
        measure_id=cell[0],
        key=cell[1],
        where=different[0].text.where or Location(""),
        found=f"送っていただいた調査票によって、記入が違います。{said}。",
        request="正しい回答を記入してください。",
        about="\n".join(answer.text.value for answer in different),
    )


def _said_in_file(answer: Answer) -> str:
    name = answer.text.where.file.partition("/")[2] if answer.text.where is not None else ""
    kept = f"（取り消し線の文字を除くと{quoted(answer.kept)}）" if answer.kept is not None else ""
    return f"「{name}」では{quoted(answer.text.value)}{kept}"


def _report_older(cell: CellId, chosen: Answer, latest: Accepted, desk: Desk) -> None:
    """A cell that is blank in the sheet that counts, but filled in another one."""
    where = chosen.text.where
    is_blank = cell[0] in latest.sheet.measure_ids and where is not None
    if is_blank and where is not None and (where.file, where.sheet) != (latest.sheet.file, latest.sheet.title):
        message = f"{latest.sheet.where}では空欄なので、ここの{quoted(chosen.text.value)}を使いました。"
        desk.findings.warn("answer-older", where, message, "消したつもりの回答でないか、課に確かめてください。")


def _take(cell: CellId, answer: Answer, merged: DepartmentAnswers, desk: Desk) -> None:
    """Enters an answer; one that is partly struck through waits until somebody says what it means."""
    if answer.kept is None:
        merged.answers[cell] = answer.text
        return
    where = answer.text.where or Location("")
    question = OpenQuestion(
        id=question_id("struck", merged.department_id, *cell, answer.text.value, answer.kept),
        kind=QuestionKind.STRUCK,
        where=where,
        subject=f"{desk.name_of(merged.department_id)}　{cell[0]}",
        found=f"取り消し線の引かれた文字があります。消すと{quoted(answer.kept)}になります。消してよいですか"
        f"（「{NO}」なら、そのまま{quoted(answer.text.value)}として使います）。",
        choices=(YES, NO),
        proposal=YES,
    )
    decided = desk.ask(question)
    if decided in (YES, NO):
        text = answer.kept if decided == YES else answer.text.value
        if text.strip():
            merged.answers[cell] = replace(answer.text, value=text)
        else:
            desk.ledger.enter(where, Fate.USED)  # the decision was to use nothing of it
        return
    merged.open[cell] = answer.text
    message = f"取り消し線の引かれた文字があるので、まだ使っていません：{quoted(answer.text.value)}。"
    hint = "「判断」フォルダの要確認.xlsx で、消してよいかを選んでください。"
    desk.findings.error("text-struck", where, message, hint)
    desk.ledger.enter(answer.text.where, Fate.REPORTED)
