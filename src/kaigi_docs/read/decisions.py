"""判断/要確認.xlsx and 判断/修正.xlsx -> what people decided, and everything that is wrong in it.

Either book may be missing: nothing was decided then. Whether the old text of a correction still stands is not judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kaigi_docs.declarations.decisions import (
    ANSWER,
    CHOICES_SHEET,
    COLUMN,
    CORRECTIONS_FILE,
    DAY,
    ID,
    KIND,
    MEASURE_ID,
    NEW,
    OBSOLETE,
    OLD,
    QUESTIONS,
    QUESTIONS_FILE,
    REASON,
    STATE,
    WHO,
    corrections_sheet,
)
from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.measures import MEASURES_FILE, ValueField
from kaigi_docs.findings import Findings, Severity
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.decisions import ASKS_DAY, Correction, Decision, Decisions, OpenQuestion
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.text import Text
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import (
    CellFault,
    Value,
    cell_text,
    did_you_mean,
    is_filled,
    listed,
    nearest,
    nearest_id,
    normalised_id,
    read_cell,
)
from kaigi_docs.read.grid import GridBook, GridSheet
from kaigi_docs.read.raw import RawRow, RawTable
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.tables import header_key, read_tables
from kaigi_docs.sheets import LISTS_SHEET

_DAY = FieldDeclaration(header=ANSWER, type=FieldType.DATE, note="")
_NEEDED = (MEASURE_ID, COLUMN, OLD, NEW)


def read_decisions(
    directory: Path,
    sandbox: Sandbox,
    fields: Sequence[ValueField],
    measures: Sequence[Measure],
    questions: Iterable[OpenQuestion] = (),
) -> tuple[Decisions, Findings]:
    """What people decided, and what is wrong in the two books.

    Codes beside those of `read_book` and `read_tables`: `decision-unknown` (the answer is none of the choices), `decision-twice`,
    `correction-incomplete` (an error, or a warning where only the reason or the person is missing), `correction-column-unknown`,
    `correction-measure-unknown`; `date-invalid`, `text-became-date` and the like for cells that cannot be read.

    An answer counts when it equals a choice by `fold_name`, and is then given as that choice, or when it is a date where one is
    asked for. Rows whose question is no longer asked are kept as they are.

    Args:
        directory: the meeting folder.
        sandbox: where the books are opened.
        fields: the columns of 施策一覧 that hold answers.
        measures: as 施策一覧 has them; none means that ids of corrections are not judged.
        questions: what is asked now, where it is known; the book itself has the choices of all others.
    """
    findings = Findings()
    book = _book(directory, QUESTIONS_FILE, sandbox, findings)
    answers = _read_answers(book, {each.id: each for each in questions}, findings) if book is not None else {}
    book = _book(directory, CORRECTIONS_FILE, sandbox, findings)
    corrections = _Corrections(fields, measures, findings).read(book) if book is not None else ()
    return Decisions(answers=answers, corrections=corrections), findings


def _book(directory: Path, name: str, sandbox: Sandbox, findings: Findings) -> GridBook | None:
    """A book of the folder; None where it is not there or cannot be read."""
    if not (directory / name).exists():
        return None
    book, faults = read_book(sandbox, directory / name, name)
    findings.extend(faults)
    return book


def read_questions(book: GridBook, findings: Findings) -> RawTable:
    """The rows of 要確認.xlsx as found."""
    return read_tables(book, (QUESTIONS,), (CHOICES_SHEET, LISTS_SHEET), findings)[QUESTIONS.title]


def question_id_of(row: RawRow) -> str:
    """The id of a row, or ""."""
    return normalised_id(_text(row, ID))


def listed_choices(sheet: GridSheet | None) -> dict[str, tuple[str, ...]]:
    """The choices of each question by its id, as the hidden sheet has them."""
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet.cells.items()) if sheet is not None else ():
        rows.setdefault(row, []).append(cell_text(cell.value))
    return {normalised_id(texts[0]): tuple(texts[1:]) for row, texts in rows.items() if row > 1}


def _read_answers(book: GridBook, questions: Mapping[str, OpenQuestion], findings: Findings) -> dict[str, Decision]:
    """The decisions by id of their questions; of rows with one id and different answers none counts."""
    table = read_questions(book, findings)
    choices = listed_choices(book.sheet(CHOICES_SHEET)) | {id_: question.choices for id_, question in questions.items()}
    found: dict[str, Decision] = {}
    twice: set[str] = set()
    for row in table.rows:
        decision = _read_answer(row, choices, findings)
        if decision is None:
            continue
        first = found.setdefault(decision.question_id, decision)
        if (first.answer, first.day) != (decision.answer, decision.day):
            twice.add(decision.question_id)
            _report_twice(first, decision, findings)
    return {id_: decision for id_, decision in found.items() if id_ not in twice}


def _report_twice(first: Decision, second: Decision, findings: Findings) -> None:
    above = first.answer.where.cell if first.answer.where is not None else ""
    message = f"「{first.question_id}」の答えが二つあり、{above}の「{first.answer}」と違います。どちらも使っていません。"
    findings.error("decision-twice", second.answer.where, message, "正しい行を残し、もう一つの行の答えを消してください。")


def _read_answer(row: RawRow, choices: Mapping[str, tuple[str, ...]], findings: Findings) -> Decision | None:
    """The decision of a row, or None where there is none or it cannot be used."""
    question_id = question_id_of(row)
    cell = row.cells.get(ANSWER)
    if not question_id or cell is None or ANSWER in row.faulty:
        return None
    asks_day = not choices[question_id] if question_id in choices else _text(row, KIND) in ASKS_DAY
    value = _value(row, _DAY if asks_day else QUESTIONS.field(ANSWER), findings)
    if value is None:
        return None
    typed = Text(cell_text(cell.value), row.places[ANSWER])
    if isinstance(value, date):
        return Decision(question_id=question_id, answer=typed, day=value)
    answer = _chosen(typed, choices.get(question_id, ()))
    if answer is None and _text(row, STATE) != OBSOLETE:
        _report_unknown(typed, choices[question_id], findings)
        return None
    return Decision(question_id=question_id, answer=answer or typed)


def _chosen(typed: Text, choices: Sequence[str]) -> Text | None:
    """The choice that was typed; what was typed where no choices are known; None where it is none of them."""
    if not choices:
        return typed
    fitting = [choice for choice in choices if choice == typed.value.strip()]
    fitting = fitting or [choice for choice in choices if fold_name(choice) == fold_name(typed.value)]
    return Text(fitting[0], typed.where) if len(fitting) == 1 else None


def _report_unknown(typed: Text, choices: Sequence[str], findings: Findings) -> None:
    message = f"答え「{typed}」は選択肢にありません。使えるのは{listed(choices)}です。"
    hint = f"{did_you_mean(nearest(typed.value, choices))}一覧から選び直してください。"
    findings.error("decision-unknown", typed.where, message, hint)


@dataclass(frozen=True, slots=True)
class _Corrections:
    """What the rows of 修正.xlsx are read against."""

    fields: Sequence[ValueField]
    measures: Sequence[Measure]
    findings: Findings

    def read(self, book: GridBook) -> tuple[Correction, ...]:
        """The usable corrections in the order of the book."""
        declaration = corrections_sheet(self.fields)
        table = read_tables(book, (declaration,), (LISTS_SHEET,), self.findings)[declaration.title]
        found = (self._correction(row, declaration) for row in table.rows)
        return tuple(correction for correction in found if correction is not None)

    def _correction(self, row: RawRow, declaration: SheetDeclaration) -> Correction | None:
        """The correction of a row; None where it is incomplete or names what is not there."""
        values = {each.header: self._read(row, each) for each in declaration.fields if each.type is not FieldType.DATE}
        is_unread = any(is_filled(row.cells.get(header)) and not values[header] for header in _NEEDED)
        if is_unread or not self._is_complete(row, values):
            return None
        measure_id, column = self._measure_id(values[MEASURE_ID]), self._column(values[COLUMN])
        if measure_id is None or column is None:
            return None
        return Correction(
            measure_id=measure_id,
            column=column,
            old=values[OLD],
            new=values[NEW],
            reason=values[REASON],
            who=values[WHO],
            day=self._day(row, declaration.field(DAY)),
            where=row.where,
        )

    def _day(self, row: RawRow, field: FieldDeclaration) -> date | None:
        """When it was corrected; a day that cannot be read is told and holds the correction not up."""
        faults = Findings()
        day = _value(row, field, faults)
        for fault in faults:
            self.findings.extend([replace(fault, severity=Severity.WARNING, message=f"{fault.message}置き換えはします。")])
        return day if isinstance(day, date) else None

    def _read(self, row: RawRow, field: FieldDeclaration) -> Text:
        """The text of a cell, blank where it cannot be read."""
        value = _value(row, field, self.findings)
        return Text(value if isinstance(value, str) else "", row.places.get(field.header, row.where))

    def _is_complete(self, row: RawRow, values: Mapping[str, Text]) -> bool:
        """Whether a row says what is corrected; who did it, and why, is only asked for."""
        missing = [header for header in (MEASURE_ID, COLUMN) if not values[header]]
        if not values[OLD] and not values[NEW]:
            missing.append(f"{OLD}と{NEW}")
        if missing:
            hint = "書き足すか、行を消してください。"
            message = f"修正の{'、'.join(missing)}が空です。この行は使っていません。"
            self.findings.error("correction-incomplete", row.where, message, hint)
            return False
        for header in (REASON, WHO):
            if not values[header]:
                message = f"修正の{header}が空です。置き換えはします。"
                self.findings.warn(
                    "correction-incomplete", values[header].where, message, "あとで説明できるように書いてください。"
                )
        return True

    def _measure_id(self, typed: Text) -> str | None:
        """The id of the measure that is meant."""
        measure_id = normalised_id(typed.value)
        ids = [measure.id for measure in self.measures]
        if measure_id in ids or not ids:
            return measure_id
        named = next((each.id for each in self.measures if fold_name(each.name.value) == fold_name(typed.value)), None)
        message = f"事業ID「{typed}」の事業は、{MEASURES_FILE}にありません。この行は使っていません。"
        hint = f"{did_you_mean(named or nearest_id(typed.value, ids))}事業IDを確かめてください。"
        self.findings.error("correction-measure-unknown", typed.where, message, hint)
        return None

    def _column(self, typed: Text) -> str | None:
        """The header of the column that is meant."""
        for names in (_headers_of, _headings_of):
            for field in self.fields:
                if header_key(typed.value) in map(header_key, names(field)):
                    return field.declaration.header
        headers = [field.declaration.header for field in self.fields]
        message = f"列「{typed}」は、直せる列ではありません。直せるのは{listed(headers, len(headers))}です。"
        hint = f"{did_you_mean(nearest(typed.value, headers))}一覧から選び直してください。"
        self.findings.error("correction-column-unknown", typed.where, message, hint)
        return None


def _headers_of(field: ValueField) -> tuple[str, ...]:
    return field.declaration.header, *field.declaration.aliases


def _headings_of(field: ValueField) -> tuple[str, ...]:
    """As 調査票, 提出状況 and the packet name a column."""
    return (field.heading,)


def _value(row: RawRow, field: FieldDeclaration, findings: Findings) -> Value | None:
    """The value of a filled cell; None where it is blank or, which is a finding, faulty."""
    cell = row.cells.get(field.header)
    if cell is None or field.header in row.faulty:
        return None
    place = row.places[field.header]
    if cell.struck:
        message = f"{field.header}に取り消し線の引かれた文字があり、消さずに読みました。"
        findings.warn("text-struck", place, message, "要らない文字は削除してください。")
    value = read_cell(field, cell)
    if isinstance(value, CellFault):
        findings.error(value.code, place, value.message, value.hint)
        return None
    return value


def _text(row: RawRow, header: str) -> str:
    """The text of a cell, or ""."""
    cell = row.cells.get(header)
    return cell_text(cell.value).strip() if cell is not None else ""
