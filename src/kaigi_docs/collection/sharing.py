"""What several departments say of one measure -> one value a cell; where they differ, the secretariat is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kaigi_docs.collection.accepting import Desk
from kaigi_docs.collection.copies import quoted, same_answer
from kaigi_docs.collection.judging import Asked, Entry, Judged
from kaigi_docs.collection.ledger import Fate
from kaigi_docs.findings import Location
from kaigi_docs.model.collection import Origin, OriginKind, ValueKey
from kaigi_docs.model.decisions import OpenQuestion, QuestionKind, question_id
from kaigi_docs.model.meeting import ColumnKind
from kaigi_docs.model.text import Text

BOTH = "両方を並べる"
"""The answer by which texts of several departments are printed one below the other."""

Place = tuple[str, ValueKey]
"""Measure id and key of the value."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The values of all departments together.

    Attributes:
        entries: what may be used.
        waiting: what was typed and waits, the first of them.
    """

    entries: dict[Place, Entry] = field(default_factory=dict)
    waiting: dict[Place, Text] = field(default_factory=dict)


def join_departments(judged: Sequence[Judged], asked: Asked, desk: Desk) -> Shared:
    """One value a cell; a value that waits for one department holds back those of the others.

    Codes: `shared-differ`, `shared-waits`; `shared-decided` (a note) for the answer that was not chosen.

    Args:
        judged: of all departments, in the order of the 担当課 sheet.
        asked: measures and columns; texts may stand below each other.
        desk: takes questions and findings.
    """
    shared = Shared()
    found: dict[Place, list[tuple[str, Entry]]] = {}
    for each in judged:
        for place, entry in each.entries.items():
            found.setdefault(place, []).append((each.answers.department_id, entry))
        for place, text in each.waiting.items():
            shared.waiting.setdefault(place, text)
    for place, entries in found.items():
        if place in shared.waiting:
            _report_held(place, entries, desk)
            continue
        chosen = _one_of(place, entries, asked, desk)
        if chosen is None:
            shared.waiting[place] = entries[0][1].text
        else:
            shared.entries[place] = chosen
            _account(chosen, entries, desk)
    return shared


def _report_held(place: Place, entries: Sequence[tuple[str, Entry]], desk: Desk) -> None:
    """Answers that are sound themselves, while that of another department to the same measure waits."""
    for _, entry in entries:
        message = f"もう一つの課の回答に確かめるところがあるので、まだ使っていません：{quoted(entry.text.value)}。"
        desk.findings.warn("shared-waits", entry.origin.where, message)
        desk.ledger.enter(entry.origin.where, Fate.REPORTED)


def _account(chosen: Entry, entries: Sequence[tuple[str, Entry]], desk: Desk) -> None:
    """Notes what became of each department's answer."""
    is_joined = all(entry is not chosen for _, entry in entries)
    for department_id, entry in entries:
        if is_joined or same_answer(entry.text.value, chosen.text.value):
            desk.ledger.enter(entry.origin.where, Fate.USED if entry is chosen else Fate.SAME)
            continue
        message = f"{desk.name_of(department_id)}の回答{quoted(entry.text.value)}は、ほかの課の回答を選んだので使っていません。"
        desk.findings.note("shared-decided", entry.origin.where, message)
        desk.ledger.enter(entry.origin.where, Fate.REPORTED)


def _one_of(place: Place, entries: Sequence[tuple[str, Entry]], asked: Asked, desk: Desk) -> Entry | None:
    """The value that counts, or None while it is open."""
    first = entries[0][1]
    if all(same_answer(entry.text.value, first.text.value) for _, entry in entries[1:]):
        return first
    measure_id, (column, year) = place
    header, is_text = _column(place[1], asked)
    named = {f"{department_id} {desk.name_of(department_id)}": entry for department_id, entry in entries}
    said = "、".join(f"{desk.name_of(department_id)}{quoted(entry.text.value)}" for department_id, entry in entries)
    question = OpenQuestion(
        id=question_id("shared", measure_id, column, str(year), *(entry.text.value for _, entry in entries)),
        kind=QuestionKind.SHARED,
        where=first.text.where or Location(""),
        subject=asked.measures[measure_id].name.value,
        found=f"{header}の回答が課によって違います：{said}。使う課を選んでください。",
        choices=(*named, *((BOTH,) if is_text else ())),
    )
    decided = desk.ask(question)
    if decided == BOTH and BOTH in question.choices:
        return _both(named)
    if decided in named:
        return named[decided]
    message = f"{header}の回答が課によって違うので、まだ使っていません：{said}。"
    hint = "「判断」フォルダの要確認.xlsx で選ぶか、課どうしで確かめてもらってください。"
    desk.findings.error("shared-differ", first.origin.where, message, hint)
    for _, entry in entries:
        desk.ledger.enter(entry.origin.where, Fate.REPORTED)
    for _, entry in entries[1:]:  # one thing to decide, but every answer is told in its place
        desk.findings.note(
            "shared-differ", entry.origin.where, f"課によって違うので、まだ使っていません：{quoted(entry.text.value)}。"
        )
    return None


def _column(key: ValueKey, asked: Asked) -> tuple[str, bool]:
    """What departments call the column of a value, and whether it holds texts."""
    for column in asked.columns.values():
        if column.field is not None and column.field.key == key:
            return column.header, column.field.column.kind is ColumnKind.TEXT
    return key[0], False


def _both(named: Mapping[str, Entry]) -> Entry:
    """The texts of all departments, each under the name of its 課."""
    lines = (f"（{name.partition(' ')[2]}）{entry.text.value}" for name, entry in named.items())
    first = next(iter(named.values()))
    origin = Origin(kind=OriginKind.DECISION, where=first.text.where, department_id=first.origin.department_id)
    return Entry(Text("\n".join(lines), first.text.where), origin)
