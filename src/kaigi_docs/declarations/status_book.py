"""The books of 照会: a 調査票 for each department, or one book with a sheet for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kaigi_docs.declarations.status_guide import guide_sheet
from kaigi_docs.declarations.status_sheet import (
    ANSWERER_FIELDS,
    AS_OF,
    KEY_ID,
    STATUS_SHEET,
    AnswererField,
    StatusColumn,
    status_columns,
)
from kaigi_docs.declarations.status_widths import FILLER_WIDTH, ID_WIDTH, fitted_widths, paper_for
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Department, Meeting
from kaigi_docs.model.status_sheet import ANSWERER, RowId, Stamp, asked_of, round_id
from kaigi_docs.sheets import DATE_FORMAT, Book, Cell, Choice, Column, Look, Sheet

FROZEN_COLUMNS = 3  # hidden ids, 事業ID, 事業名
_STAMP_ROW, _KEY_ROW, _HEADER_ROW = 3, 6, 8
_LEAST_ROW_PT = 56.0
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NOTHING = Cell(None, Look.PLAIN)


@dataclass(frozen=True, slots=True)
class AskedDepartment:
    """A department and what it is asked about."""

    department: Department
    measures: tuple[Measure, ...]


def asked_departments(meeting: Meeting, measures: Sequence[Measure]) -> tuple[AskedDepartment, ...]:
    """The departments that have measures, in the order of the book."""
    pairs = ((each, asked_of(each.id, measures)) for each in meeting.departments)
    return tuple(AskedDepartment(department, own) for department, own in pairs if own)


def department_book(asked: AskedDepartment, meeting: Meeting, measures: Sequence[Measure]) -> Book:
    """The book of one department: its 調査票 and how to fill it in.

    Args:
        asked: the department.
        meeting: for which it is asked.
        measures: all measures, which say what columns there are.
    """
    columns = status_columns(meeting, measures)
    title = f"{STATUS_SHEET}　{asked.department.name}"
    return Book(title, (status_sheet(asked, meeting, columns), guide_sheet(meeting, columns)))


def shared_book(asked: Sequence[AskedDepartment], meeting: Meeting, measures: Sequence[Measure]) -> Book:
    """One book for all: how to fill it in, and a sheet for each department, named by its id and name."""
    columns = status_columns(meeting, measures)
    sheets = (replace(status_sheet(each, meeting, columns), title=_sheet_title(each.department)) for each in asked)
    return Book(f"{STATUS_SHEET}　全課", (guide_sheet(meeting, columns), *sheets))


def _sheet_title(department: Department) -> str:
    """「D07 こども家庭課」, as Excel takes it; the id keeps it apart from all others."""
    return _NOT_IN_TITLES.sub("＿", f"{department.id} {department.name}")[:_LONGEST_TITLE].strip()


def status_sheet(asked: AskedDepartment, meeting: Meeting, columns: Sequence[StatusColumn]) -> Sheet:
    """The 調査票 of a department: protected but for the cells that it fills in."""
    widths = fitted_widths(columns, asked.measures, meeting)
    fillers = max(len(ANSWERER_FIELDS) + 1 - len(columns), 0)
    rows = (
        *_head(asked.department, meeting),
        *_answerer(asked.department, meeting),
        (Cell(KEY_ID, Look.LOCKED), *(Cell(column.key, Look.LOCKED) for column in columns)),
        (_NOTHING, *(Cell(column.note or None, Look.NOTE) for column in columns)),
        (Cell("行ID", Look.HEADER), *(Cell(column.header, _header_look(column)) for column in columns)),
        *(_row(measure, asked.department, meeting, columns) for measure in asked.measures),
    )
    return Sheet(
        title=STATUS_SHEET,
        columns=(Column(ID_WIDTH, hidden=True), *(Column(width) for width in widths), *(Column(FILLER_WIDTH),) * fillers),
        rows=rows,
        header_row=_HEADER_ROW,
        frozen_columns=FROZEN_COLUMNS,
        paper=paper_for(widths),
        protected=True,
        filter_columns=len(columns) + 1,
        hidden_rows=frozenset({_STAMP_ROW, _KEY_ROW}),
        least_row_pt=_LEAST_ROW_PT,
    )


def _head(department: Department, meeting: Meeting) -> tuple[tuple[Cell, ...], ...]:
    """The two lines above everything: whose sheet this is, and what to do until when."""
    about = meeting.plan_name or meeting.name
    title = f"{STATUS_SHEET}　{department.name}　「{about}」の取組状況"
    due, digits = meeting.inquiry.due, meeting.style.digits
    until = f"{format_date(due, digits, weekday=True)}までに" if due is not None else ""
    to = meeting.inquiry.return_to or meeting.secretariat.mail or meeting.secretariat.name
    line = f"黄色の欄に記入して、{until}{f' {to} へ' if to else ''}返してください。書き方は「記入のしかた」シートにあります。"
    return (_NOTHING, Cell(title, Look.TITLE)), (_NOTHING, Cell(line, Look.PLAIN))


def _answerer(department: Department, meeting: Meeting) -> tuple[tuple[Cell, ...], ...]:
    """Stamp and keys, header and entry row of the answerer, from the third column on."""
    round_of_meeting = round_id(meeting)
    stamp = str(Stamp(round_of_meeting, department.id))
    row_id = str(RowId(round_of_meeting, department.id, ANSWERER))
    return (
        (Cell(stamp, Look.LOCKED), Cell(meeting.name.value, Look.LOCKED), *_cells([each.key for each in ANSWERER_FIELDS])),
        (_NOTHING, Cell("回答者", Look.HEADER), *(Cell(each.header, Look.HEADER) for each in ANSWERER_FIELDS)),
        (Cell(row_id, Look.LOCKED), Cell(None, Look.LOCKED), *(_answerer_cell(each, department) for each in ANSWERER_FIELDS)),
    )


def _cells(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text, Look.LOCKED) for text in texts)


def _answerer_cell(field: AnswererField, department: Department) -> Cell:
    if not field.open:
        return Cell(department.name.value, Look.LOCKED)
    return Cell(None, Look.OPEN, DATE_FORMAT if field.key == AS_OF else None)


def _header_look(column: StatusColumn) -> Look:
    """What is asked stands out."""
    return Look.HEADER_REQUIRED if column.open else Look.HEADER


def _row(measure: Measure, department: Department, meeting: Meeting, columns: Sequence[StatusColumn]) -> tuple[Cell, ...]:
    row_id = str(RowId(round_id(meeting), department.id, measure.id))
    return (Cell(row_id, Look.LOCKED), *(_cell(column, measure, meeting) for column in columns))


def _cell(column: StatusColumn, measure: Measure, meeting: Meeting) -> Cell:
    text = column.text(measure, meeting).value or None
    if not column.is_open_for(measure, meeting):
        return Cell(None if column.open else text, Look.LOCKED)
    return Cell(text, Look.OPEN, choice=Choice(column.labels) if column.labels else None)
