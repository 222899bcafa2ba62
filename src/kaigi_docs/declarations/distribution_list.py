"""配布一覧: which 課 gets which 調査票, with room to note when it went out and came back."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.status_book import AskedDepartment
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.sheets import DATE_FORMAT, TEXT_FORMAT, Book, Cell, Column, Look, Sheet

DISTRIBUTION_LIST = "配布一覧"
_COLUMNS = (
    ("課ID", 8, TEXT_FORMAT),
    ("部局", 20, TEXT_FORMAT),
    ("課名", 24, TEXT_FORMAT),
    ("調査票", 44, TEXT_FORMAT),
    ("事業数", 9, "General"),
    ("送付日", 18, DATE_FORMAT),
    ("返却日", 18, DATE_FORMAT),
    ("備考", 24, TEXT_FORMAT),
)


def distribution_book(asked: Sequence[AskedDepartment], places: Sequence[str], meeting: Meeting) -> Book:
    """The list as a book.

    Args:
        asked: the departments.
        places: for each of them the file or the sheet that is its 調査票.
        meeting: for which they are asked.
    """
    due = meeting.inquiry.due
    until = f"　締切　{format_date(due, meeting.style.digits, weekday=True)}" if due is not None else ""
    rows = (
        (Cell(f"調査票の{DISTRIBUTION_LIST}　{meeting.name}{until}", Look.TITLE),),
        tuple(Cell(header, Look.HEADER) for header, _, _ in _COLUMNS),
        *(_row(each, place) for each, place in zip(asked, places, strict=True)),
    )
    columns = tuple(Column(width, number_format) for _, width, number_format in _COLUMNS)
    sheet = Sheet(DISTRIBUTION_LIST, columns, rows, header_row=2, frozen_columns=3, paper=Paper.A4, filter_columns=len(columns))
    return Book(f"調査票の{DISTRIBUTION_LIST}", (sheet,))


def _row(asked: AskedDepartment, place: str) -> tuple[Cell, ...]:
    department = asked.department
    known = (department.id, department.bureau.value or None, department.name.value, place, len(asked.measures))
    return (*(Cell(value) for value in known), Cell(), Cell(), Cell())
