"""判断/事務局の考え方.xlsx: every opinion of the members, and what the office says to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kaigi_docs.declarations.books import declared_sheet
from kaigi_docs.declarations.decisions import DECISIONS_FOLDER
from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.sheets import TEXT_FORMAT, Book, Cell, Choice, Column, Look, Sheet, writable

VIEWS_FILE = f"{DECISIONS_FOLDER}/事務局の考え方.xlsx"
PATTERNS_SHEET = "書式"
"""The hidden sheet that has the formats of new rows."""

ID, STATE, NUMBER, QUESTION, MEMBER, ORIGINAL = "意見ID", "いま", "番号", "設問", "委員", "意見（原文）"
GIST, DEPARTMENT, VIEW, ACTION, PUBLISH = "要旨（公表用）", "担当課", "事務局の考え方", "対応方針", "公表"
ALIKE, TAKEN = "似た意見", "課の回答の控え"
PUBLISHED, WITHHELD = "する", "しない"
PRESENT, GONE = "あり", "いまの回答にない意見"
STATES = (PRESENT, GONE)
"""What we write under いま, and what only we change."""
KEPT_NEW = (NUMBER, ALIKE)
"""The columns whose cells follow the opinions as they are now."""

NEEDED = (ID, GIST, DEPARTMENT, VIEW, ACTION, PUBLISH)
"""Columns without which nobody knows what was decided."""

_ENTRY_ROWS = 1000
_OPEN = frozenset({GIST, DEPARTMENT, VIEW, ACTION, PUBLISH})

VIEWS = SheetDeclaration(
    title="事務局の考え方",
    purpose="意見ごとに、要旨、担当課、考え方、対応方針を書きます。書いた欄は、もう一度集計しても変わりません。",
    noun="意見",
    fields=(
        FieldDeclaration(header=ID, type=FieldType.TEXT, required=True, note="自動で入ります。消さないでください。", width=11),
        FieldDeclaration(header=STATE, type=FieldType.TEXT, note="自動で入ります。", width=12),
        FieldDeclaration(header=NUMBER, type=FieldType.TEXT, note="意見集約の番号。", width=8),
        FieldDeclaration(header=QUESTION, type=FieldType.LONG_TEXT, note="どの設問への意見か。", width=20),
        FieldDeclaration(header=MEMBER, type=FieldType.TEXT, note="", width=14),
        FieldDeclaration(
            header=ORIGINAL,
            type=FieldType.LONG_TEXT,
            note="書かれたとおり。ここを直しても、意見集約は変わりません（課への照会には、ここの文を使います）。",
            width=50,
        ),
        FieldDeclaration(
            header=GIST, type=FieldType.LONG_TEXT, note="公表用に載せる文。空のあいだは、公表用に載せません。", width=36
        ),
        FieldDeclaration(
            header=DEPARTMENT, type=FieldType.TEXT, note="考え方を尋ねる課（課名か課ID）。", example="こども家庭課", width=18
        ),
        FieldDeclaration(header=VIEW, type=FieldType.LONG_TEXT, note="意見集約と会議録に載せます。", width=44),
        FieldDeclaration(header=ACTION, type=FieldType.LONG_TEXT, note="どうするか。", width=30),
        FieldDeclaration(
            header=PUBLISH,
            type=FieldType.CHOICE,
            note="公表用に載せるか。",
            choices=((PUBLISHED, True), (WITHHELD, False)),
            default=PUBLISHED,
            width=9,
        ),
        FieldDeclaration(header=ALIKE, type=FieldType.TEXT, note="自動で入ります。ほぼ同じ意見の番号。", width=10),
        FieldDeclaration(
            header=TAKEN,
            type=FieldType.TEXT,
            note="自動で入ります。課から返ってきた文を取り込んだ印。取り込んだあとに直した文は変わりません。",
            width=16,
        ),
    ),
)


def views_book(rows: Sequence[dict[str, str]], departments: Sequence[str]) -> Book:
    """The book with a row for each opinion.

    Args:
        rows: texts by header.
        departments: names of the 課, for the drop-down.
    """
    empty = declared_sheet(VIEWS, ())
    filled = tuple(_row(texts) for texts in rows)
    columns = tuple(
        replace(column, choice=_departments(departments)) if field.header == DEPARTMENT else column
        for field, column in zip(VIEWS.fields, empty.columns, strict=True)
    )
    shown = replace(
        empty,
        columns=columns,
        rows=(*empty.rows[: empty.header_row], *filled),
        entry_rows=_ENTRY_ROWS,
        frozen_columns=3,
        filter_columns=len(columns),
    )
    patterns = Sheet(
        PATTERNS_SHEET,
        (Column(16),) * len(VIEWS.fields),
        (tuple(Cell(field.header, _look(field.header), TEXT_FORMAT) for field in VIEWS.fields),),
        hidden=True,
    )
    return Book("事務局の考え方", (shown, patterns))


def pattern_of(header: str) -> tuple[str, str]:
    """Sheet and address of the cell whose format a new cell below a header takes."""
    place = next(at for at, field in enumerate(VIEWS.fields) if field.header == header)
    return PATTERNS_SHEET, f"{chr(ord('A') + place)}1"


def _departments(names: Sequence[str]) -> Choice | None:
    """A drop-down of the 課, as far as Excel's 255 characters go; others may be typed."""
    kept: list[str] = []
    for name in names:
        if len(",".join((*kept, name))) > 250 or "," in name:
            break
        kept.append(name)
    return Choice(tuple(kept), others_allowed=True) if kept else None


def _row(texts: dict[str, str]) -> tuple[Cell, ...]:
    return tuple(Cell(writable(texts.get(field.header, "")) or None, _look(field.header)) for field in VIEWS.fields)


def _look(header: str) -> Look:
    return Look.OPEN if header in _OPEN else Look.ENTRY
