"""The books of 照会: a 調査票 for each department, or one book with a sheet for each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from kaigi_docs.declarations.status_guide import guide_sheet
from kaigi_docs.declarations.status_sheet import (
    ANSWERER_FIELDS,
    AS_OF,
    KEY_ID,
    STATUS_SHEET,
    AnswererField,
    StatusColumn,
    shown_text,
    status_columns,
)
from kaigi_docs.declarations.status_widths import FILLER_WIDTH, ID_WIDTH, fitted_widths, paper_for
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Department, Meeting
from kaigi_docs.model.status_sheet import ANSWERER, Entered, RowId, Stamp, asked_of, round_id
from kaigi_docs.sheets import DATE_FORMAT, Book, Cell, CellValue, Choice, Column, Look, Sheet, writable

FROZEN_COLUMNS = 3  # hidden ids, 事業ID, 事業名
ANSWERER_LABEL, ROW_ID_HEADER = "回答者", "行ID"
_WHAT_TO_DO = ("黄色の欄に記入して", "だいだい色の欄を確かめ、書き直すか書き足して")
WHERE_TO_READ = "書き方は「記入のしかた」シートにあります。"
"""Ends the line above the table; what stands before it follows the settings."""
_STAMP_ROW, _ANSWERER_ROW, _KEY_ROW, _HEADER_ROW = 3, 5, 6, 8
_FIRST_ANSWERER_COLUMN = 3
_LEAST_ROW_PT = 56.0
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NOTHING = Cell(None, Look.PLAIN)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Place(NamedTuple):
    """A cell by its row and column, both from 1."""

    row: int
    column: int


@dataclass(frozen=True, slots=True)
class AskedDepartment:
    """A department and what it is asked about."""

    department: Department
    measures: tuple[Measure, ...]


def asked_departments(meeting: Meeting, measures: Sequence[Measure]) -> tuple[AskedDepartment, ...]:
    """The departments that have measures, in the order of the book."""
    pairs = ((each, asked_of(each.id, measures)) for each in meeting.departments)
    return tuple(AskedDepartment(department, own) for department, own in pairs if own)


def department_book(
    asked: AskedDepartment, meeting: Meeting, measures: Sequence[Measure], entered: Entered | None = None
) -> Book:
    """The book of one department: its 調査票 and how to fill it in.

    Args:
        asked: the department.
        meeting: for which it is asked.
        measures: all measures, which say what columns there are.
        entered: what it wrote and is asked about, for a 調査票 that goes back to it.
    """
    columns = status_columns(meeting, measures)
    title = f"{STATUS_SHEET}　{asked.department.name}"
    if entered is not None:
        meeting = replace(meeting, inquiry=replace(meeting.inquiry, due=meeting.inquiry.query_due))
    guide = guide_sheet(meeting, columns, again=entered is not None)
    return Book(title, (status_sheet(asked, meeting, columns, entered), guide))


def shared_book(asked: Sequence[AskedDepartment], meeting: Meeting, measures: Sequence[Measure]) -> Book:
    """One book for all: how to fill it in, and a sheet for each department, named by its id and name."""
    columns = status_columns(meeting, measures)
    sheets = (replace(status_sheet(each, meeting, columns), title=_sheet_title(each.department)) for each in asked)
    return Book(f"{STATUS_SHEET}　全課", (guide_sheet(meeting, columns), *sheets))


def _sheet_title(department: Department) -> str:
    """「D07 こども家庭課」, as Excel takes it; the id keeps it apart from all others."""
    return _NOT_IN_TITLES.sub("＿", f"{department.id} {department.name}")[:_LONGEST_TITLE].strip()


def open_places(asked: AskedDepartment, meeting: Meeting, columns: Sequence[StatusColumn]) -> dict[tuple[str, str], Place]:
    """Where a department fills in what: by measure id and key of the column, measure id "" for the row of the answerer."""
    places = {
        (measure.id, column.key): Place(row, at)
        for row, measure in enumerate(asked.measures, _HEADER_ROW + 1)
        for at, column in enumerate(columns, 2)
        if column.is_open_for(measure, meeting)
    }
    answerer = enumerate(ANSWERER_FIELDS, _FIRST_ANSWERER_COLUMN)
    return places | {("", field.key): Place(_ANSWERER_ROW, at) for at, field in answerer if field.open}


def status_sheet(
    asked: AskedDepartment, meeting: Meeting, columns: Sequence[StatusColumn], entered: Entered | None = None
) -> Sheet:
    """The 調査票 of a department: protected but for the cells that it fills in; with what it entered, if that is known."""
    widths = fitted_widths(columns, asked.measures, meeting, entered)
    fillers = max(len(ANSWERER_FIELDS) + 1 - len(columns), 0)
    rows = (
        *_head(asked.department, meeting, entered),
        *_answerer(asked.department, meeting, entered),
        (Cell(KEY_ID, Look.LOCKED), *(Cell(column.key, Look.LOCKED) for column in columns)),
        (_NOTHING, *(Cell(column.note or None, Look.NOTE) for column in columns)),
        (Cell(ROW_ID_HEADER, Look.HEADER), *(Cell(column.header, _header_look(column)) for column in columns)),
        *(_row(measure, asked.department, meeting, columns, entered) for measure in asked.measures),
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


def _head(department: Department, meeting: Meeting, entered: Entered | None) -> tuple[tuple[Cell, ...], ...]:
    title, line = head_lines(department.name.value, meeting, again=entered is not None)
    return (_NOTHING, Cell(title, Look.TITLE)), (_NOTHING, Cell(line, Look.PLAIN))


def head_lines(department_name: str, meeting: Meeting, *, again: bool = False) -> tuple[str, str]:
    """The two lines above everything: whose sheet this is, and what to do until when."""
    about = meeting.plan_name or meeting.name
    title = f"{STATUS_SHEET}　{department_name}　「{about}」の取組状況"
    due, digits = meeting.inquiry.due, meeting.style.digits
    until = f"{format_date(due, digits, weekday=True)}までに" if due is not None else ""
    to = meeting.inquiry.return_to or meeting.secretariat.mail or meeting.secretariat.name
    line = f"{_WHAT_TO_DO[again]}、{until}{f' {to} へ' if to else ''}返してください。{WHERE_TO_READ}"
    return title, line


def _answerer(department: Department, meeting: Meeting, entered: Entered | None) -> tuple[tuple[Cell, ...], ...]:
    """Stamp and keys, header and entry row of the answerer, from the third column on."""
    round_of_meeting = round_id(meeting)
    stamp = str(Stamp(round_of_meeting, department.id, follows=entered.sheet_ids if entered is not None else ()))
    row_id = str(RowId(round_of_meeting, department.id, ANSWERER))
    entries = (_answerer_cell(each, department, entered) for each in ANSWERER_FIELDS)
    return (
        (Cell(stamp, Look.LOCKED), Cell(meeting.name.value, Look.LOCKED), *_cells([each.key for each in ANSWERER_FIELDS])),
        (_NOTHING, Cell(ANSWERER_LABEL, Look.HEADER), *(Cell(each.header, Look.HEADER) for each in ANSWERER_FIELDS)),
        (Cell(row_id, Look.LOCKED), Cell(None, Look.LOCKED), *entries),
    )


def _cells(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text, Look.LOCKED) for text in texts)


def _answerer_cell(field: AnswererField, department: Department, entered: Entered | None) -> Cell:
    if not field.open:
        return Cell(department.name.value, Look.LOCKED)
    text = writable(entered.answerer.get(field.key, "")) if entered is not None else ""
    number_format = DATE_FORMAT if field.key == AS_OF else None
    value = _day(text) if field.key == AS_OF else text or None
    return _questioned(Cell(value, Look.OPEN, number_format), ("", field.key), entered)


def _day(text: str) -> CellValue:
    """「2022-04-01」 as the day that it is; any other text as typed."""
    try:
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else text or None
    except ValueError:
        return text


def _questioned(cell: Cell, key: tuple[str, str], entered: Entered | None) -> Cell:
    """An open cell, marked and with its note where something is asked about it."""
    if entered is None or key not in entered.notes:
        return cell
    return replace(cell, look=Look.QUESTIONED, note=writable(entered.notes[key]) or None)


def _header_look(column: StatusColumn) -> Look:
    """What is asked stands out."""
    return Look.HEADER_REQUIRED if column.open else Look.HEADER


def _row(
    measure: Measure, department: Department, meeting: Meeting, columns: Sequence[StatusColumn], entered: Entered | None
) -> tuple[Cell, ...]:
    row_id = str(RowId(round_id(meeting), department.id, measure.id))
    return (Cell(row_id, Look.LOCKED), *(_cell(column, measure, meeting, entered) for column in columns))


def _cell(column: StatusColumn, measure: Measure, meeting: Meeting, entered: Entered | None) -> Cell:
    text = shown_text(column, measure, meeting, entered) or None
    if not column.is_open_for(measure, meeting):
        return Cell(None if column.open else text, Look.LOCKED)
    cell = Cell(text, Look.OPEN, choice=Choice(column.labels) if column.labels else None)
    return _questioned(cell, (measure.id, column.key), entered)
