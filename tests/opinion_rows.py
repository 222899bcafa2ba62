"""Rows of 事務局の考え方.xlsx, and sheets of opinions as departments get them and send them back, as values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from kaigi_docs.declarations.opinion_book import opinion_book
from kaigi_docs.model.meeting import Department, Meeting, MemberFollowUp
from kaigi_docs.model.opinion_sheet import OpinionReply, OpinionRow, OpinionRowId, Reply
from kaigi_docs.model.status_sheet import round_id
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found
from kaigi_docs.read.grid import GridBook, GridCell, GridSheet, cell_position
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.opinions import OpinionsReading, read_opinion_sheets
from returned_forms import a_meeting

FILE = "調査票/意見.xlsx"
CHILDREN = Department(id="D07", name=Text("こども家庭課"))
WELFARE = Department(id="D08", name=Text("地域福祉課"))
ROUND = "2022-1"
FIRST, SECOND = "K7XM2PAB", "Q3WERTYU"
Cells = dict[tuple[int, int], GridCell]


def the_meeting(**follow_up: Any) -> Meeting:
    return replace(a_meeting(departments=(CHILDREN, WELFARE)), follow_up=MemberFollowUp(**follow_up))


def a_row(opinion_id: str = FIRST, **changed: Any) -> OpinionRow:
    row = OpinionRow(
        opinion_id=opinion_id,
        number="１",
        about="回答書１",
        member="青山　一郎",
        words="相談の窓口を増やしてほしい。\n夜も開けてはどうか。",
        department_id="D07",
    )
    return replace(row, **changed)


ROWS = (a_row(), a_row(SECOND, number="２", words="=1+1", view=Text("続けます。")))


def a_reply(
    text: str, reply: Reply = Reply.VIEW, opinion_id: str = FIRST, *, received: date | None = None, department: str = "D07"
) -> OpinionReply:
    row_id = OpinionRowId(ROUND, department, opinion_id)
    return OpinionReply(row_id=row_id, reply=reply, text=Text(text), received=received)


def sent(rows: tuple[OpinionRow, ...] = ROWS, meeting: Meeting | None = None) -> GridSheet:
    """The sheet of こども家庭課 as it goes out: C is 番号, D 設問, E 意見, F 考え方, G 対応方針, H 備考; from row 7 on."""
    (sheet,) = as_found(opinion_book(CHILDREN, rows, meeting or the_meeting()), FILE).sheets
    return sheet


def typed(sheet: GridSheet, texts: Mapping[str, str]) -> GridSheet:
    """The sheet with other texts in some cells; "" empties one."""
    cells = dict(sheet.cells)
    for address, text in texts.items():
        place = cell_position(address)
        cells.pop(place, None)
        if text:
            cells[place] = GridCell(*place, text)
    return replace(sheet, cells=cells)


def moved(sheet: GridSheet, place: Callable[[int, int], tuple[int, int] | None]) -> GridSheet:
    """The sheet with its cells in other places; None drops one."""
    cells: Cells = {}
    for (row, column), cell in sheet.cells.items():
        target = place(row, column)
        if target is not None:
            cells[target] = replace(cell, row=target[0], column=target[1])
    return replace(sheet, cells=cells)


def came_back(*sheets: GridSheet, received: date | None = None) -> ReturnedBook:
    return ReturnedBook(file=FILE, sha256="0" * 64, grid=GridBook(FILE, sheets), received=received)


def read(*sheets: GridSheet) -> OpinionsReading:
    """What the sheets of one book say."""
    return read_opinion_sheets(came_back(*sheets), round_id(the_meeting()))


def said(reading: OpinionsReading) -> dict[tuple[str, str], str]:
    """The replies by opinion and column."""
    return {(each.row_id.opinion_id, each.reply.value): each.text.value for each in reading.replies}
