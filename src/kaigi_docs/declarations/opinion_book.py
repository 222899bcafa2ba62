"""意見の照会: the sheet on which a department writes what it says to the opinions of members.

Rows: title, what to do, hidden stamp, hidden keys, notes, header, and a row for each opinion. The first two columns are hidden
and hold the ids, and the check characters of the locked cells with codes of what stood in the open ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.meeting import Department, Meeting
from kaigi_docs.model.opinion_sheet import OpinionRow, OpinionRowId, OpinionStamp, Reply, checked, code_of
from kaigi_docs.model.status_sheet import round_id
from kaigi_docs.sheets import Book, Cell, Column, Look, Sheet, fitting_width, writable

OPINION_SHEET = "意見の照会"
KEY_ID, KEY_CHECK = "opinion/id", "opinion/check"
KEY_NUMBER, KEY_ABOUT, KEY_MEMBER, KEY_WORDS = "opinion/number", "opinion/about", "opinion/member", "opinion/words"
HIDDEN_HEADERS = {KEY_ID: "行ID", KEY_CHECK: "確認用"}
LOCKED_KEYS = (KEY_NUMBER, KEY_ABOUT, KEY_MEMBER, KEY_WORDS)
"""Of the columns whose texts are checked, in their order; that of the members is not in every sheet."""

TITLE_BEGINS = f"{OPINION_SHEET}　"
LINE_ENDS = "ほかの欄は変えられません。"
_ID_WIDTH, _LEAST_ROW_PT, _WIDEST = 12.0, 72.0, 90.0
_KEY_ROW, _NOTE_ROW, _HEADER_ROW, _STAMP_ROW = 4, 5, 6, 3
_NOTHING = Cell(None, Look.PLAIN)


@dataclass(frozen=True, slots=True)
class OpinionColumn:
    """A column.

    Attributes:
        key: stands hidden above it and names it wherever it is moved.
        header: as shown.
        width: in half-width characters.
        note: shown above the header.
    """

    key: str
    header: str
    width: float
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the department fills it in."""
        return self.key in tuple(Reply)


COLUMNS = (
    OpinionColumn(KEY_NUMBER, "番号", 7.0),
    OpinionColumn(KEY_ABOUT, "設問", 18.0),
    OpinionColumn(KEY_MEMBER, "委員", 14.0),
    OpinionColumn(KEY_WORDS, "意見", 46.0),
    OpinionColumn(Reply.VIEW, "考え方", 46.0, "意見集約と会議録に載せます"),
    OpinionColumn(Reply.ACTION, "対応方針", 32.0, "どうするか"),
    OpinionColumn(Reply.REMARK, "備考", 24.0, "担当がちがうときなど"),
)


def opinion_columns(meeting: Meeting) -> tuple[OpinionColumn, ...]:
    """The columns; who wrote an opinion is told only where the record tells it, too."""
    named = meeting.follow_up.names_in_opinions
    return tuple(each for each in COLUMNS if named or each.key != KEY_MEMBER)


def opinion_book(department: Department, rows: Sequence[OpinionRow], meeting: Meeting) -> Book:
    """The book of one department.

    Args:
        department: that is asked.
        rows: its opinions, in order.
        meeting: for which it is asked.
    """
    return Book(f"{OPINION_SHEET}　{department.name}", (_sheet(department, rows, meeting),))


def _sheet(department: Department, rows: Sequence[OpinionRow], meeting: Meeting) -> Sheet:
    columns = opinion_columns(meeting)
    widths = [_width(column, rows) for column in columns]
    stamp = str(OpinionStamp(round_id(meeting), department.id))
    title, line = head_lines(department.name.value, meeting)
    table = (
        (_NOTHING, _NOTHING, Cell(title, Look.TITLE)),
        (_NOTHING, _NOTHING, Cell(line, Look.PLAIN)),
        (Cell(stamp, Look.LOCKED),),
        tuple(Cell(key, Look.LOCKED) for key in (KEY_ID, KEY_CHECK, *(each.key for each in columns))),
        (_NOTHING, _NOTHING, *(Cell(each.note or None, Look.NOTE) for each in columns)),
        (*(Cell(each, Look.HEADER) for each in HIDDEN_HEADERS.values()), *(Cell(each.header, _header(each)) for each in columns)),
        *(_row(each, department, columns, meeting) for each in rows),
    )
    return Sheet(
        title=OPINION_SHEET,
        columns=(Column(_ID_WIDTH, hidden=True), Column(_ID_WIDTH, hidden=True), *(Column(width) for width in widths)),
        rows=table,
        header_row=_HEADER_ROW,
        frozen_columns=3,
        protected=True,
        filter_columns=len(columns) + 2,
        hidden_rows=frozenset({_STAMP_ROW, _KEY_ROW}),
        least_row_pt=_LEAST_ROW_PT,
    )


def head_lines(department_name: str, meeting: Meeting) -> tuple[str, str]:
    """The two lines above everything: whose sheet this is, and what to do until when."""
    title = f"{TITLE_BEGINS}{department_name}　{meeting.name}の委員の意見への考え方"
    due = meeting.follow_up.views_due
    until = f"{format_date(due, meeting.style.digits, weekday=True)}までに" if due is not None else ""
    to = meeting.inquiry.return_to or meeting.secretariat.mail or meeting.secretariat.name
    return title, f"黄色の欄に記入して、{until}{f' {to} へ' if to else ''}返してください。{LINE_ENDS}"


def _width(column: OpinionColumn, rows: Sequence[OpinionRow]) -> float:
    return fitting_width((_shown(column.key, each) for each in rows), column.width, max(column.width, _WIDEST))


def _header(column: OpinionColumn) -> Look:
    return Look.HEADER_REQUIRED if column.key in (Reply.VIEW, Reply.ACTION) else Look.HEADER


def _row(row: OpinionRow, department: Department, columns: Sequence[OpinionColumn], meeting: Meeting) -> tuple[Cell, ...]:
    row_id = str(OpinionRowId(round_id(meeting), department.id, row.opinion_id))
    check = " ".join((checked(_shown(column.key, row) for column in columns if not column.is_open), *_prefilled(row)))
    cells = (Cell(_shown(column.key, row) or None, Look.OPEN if column.is_open else Look.LOCKED) for column in columns)
    return (Cell(row_id, Look.LOCKED), Cell(check, Look.LOCKED), *cells)


def _prefilled(row: OpinionRow) -> Iterator[str]:
    """Codes of what open cells show already: unchanged, it is no reply."""
    for reply in (Reply.VIEW, Reply.ACTION):
        shown = _shown(reply, row)
        if shown:
            yield code_of(reply, shown)


def _shown(key: str, row: OpinionRow) -> str:
    """What stands in a cell; an open one shows what is written already, so that nobody is asked for it again."""
    texts = {
        KEY_NUMBER: row.number,
        KEY_ABOUT: row.about,
        KEY_MEMBER: row.member,
        KEY_WORDS: row.words,
        Reply.VIEW: row.view.value,
        Reply.ACTION: row.action.value,
    }
    return writable(texts.get(key, ""))
