"""Declared sheets and rows of plain values -> the books that a meeting folder starts from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from kaigi_docs.declarations.guide import guide_sheet
from kaigi_docs.declarations.indicators import INDICATORS_FILE, INDICATORS_SHEETS
from kaigi_docs.declarations.kinds import ITEM_HEADERS, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.placeholders import placeholder_sheet
from kaigi_docs.declarations.schedule import SCHEDULE_FILE, SCHEDULE_SHEETS
from kaigi_docs.declarations.settings import SETTINGS_SHEETS, WORDING
from kaigi_docs.declarations.statistics import STATISTICS_FILE, STATISTICS_SHEETS
from kaigi_docs.declarations.wide_tables import WIDE_TABLES
from kaigi_docs.japanese.wareki import parse_date
from kaigi_docs.sheets import DATE_FORMAT, TEXT_FORMAT, Book, Cell, CellValue, Choice, Column, Look, Sheet

Record = Mapping[str, CellValue]
"""Values of a row by header; text of a date or a number is written as one."""

FURTHER_BOOKS: dict[str, tuple[SheetDeclaration, ...]] = {
    STATISTICS_FILE: (*STATISTICS_SHEETS, WIDE_TABLES),
    INDICATORS_FILE: INDICATORS_SHEETS,
    SCHEDULE_FILE: SCHEDULE_SHEETS,
}
"""The books that a meeting folder may have beside 会議設定.xlsx and 施策一覧.xlsx, with their sheets."""

_FORMATS = {FieldType.DATE: DATE_FORMAT, FieldType.INTEGER: "General", FieldType.NUMBER: "General"}
_NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
_ITEM_WIDTHS = (26, 50, 76)
_MORE_ROWS = 200
"""Entry rows with drop-downs below those that are filled or prepared."""


def settings_book(rows: Mapping[str, Sequence[Record]]) -> Book:
    """会議設定.xlsx with these rows by sheet; a sheet without rows is empty and ready to fill in."""
    sheets = [declared_sheet(declaration, rows.get(declaration.title, ())) for declaration in SETTINGS_SHEETS]
    sheets.insert(SETTINGS_SHEETS.index(WORDING) + 1, placeholder_sheet(rows))
    return Book("会議設定", (guide_sheet(SETTINGS_SHEETS), *sheets))


def measures_book(declaration: SheetDeclaration, rows: Sequence[Record]) -> Book:
    """施策一覧.xlsx with these rows."""
    return Book(declaration.title, (declared_sheet(declaration, rows),))


def further_books(rows: Mapping[str, Sequence[Record]]) -> dict[str, Book]:
    """Of the further books, those that a sheet of `rows` belongs to, by file name, with all their sheets."""
    return {
        name: Book(name.removesuffix(".xlsx"), tuple(declared_sheet(each, rows.get(each.title, ())) for each in sheets))
        for name, sheets in FURTHER_BOOKS.items()
        if any(each.title in rows for each in sheets)
    }


def declared_sheet(declaration: SheetDeclaration, rows: Sequence[Record]) -> Sheet:
    """The sheet of a declaration: a line that says what it is for, notes, headers, the rows and empty rows with ids.

    A row without an entry for its id gets the next free one; values under other headers get a column of their own.
    """
    if declaration.as_items:
        return _item_sheet(declaration, rows)
    fields = declaration.fields + _extra_fields(declaration, rows)
    heading = (
        (Cell(_purpose(declaration), Look.TITLE),),
        tuple(Cell(_note(field), Look.NOTE) for field in fields),
        tuple(Cell(field.header, _header_look(field)) for field in fields),
    )
    records = _with_ids(declaration, rows)
    entries = tuple(tuple(Cell(_entry(field, record.get(field.header))) for field in fields) for record in records)
    return Sheet(
        title=declaration.title,
        columns=tuple(Column(field.width, _FORMATS.get(field.type, TEXT_FORMAT), _choice(field)) for field in fields),
        rows=heading + entries,
        header_row=len(heading),
        frozen_columns=1 if declaration.id_field is not None else 0,
        entry_rows=len(entries) + _MORE_ROWS,
    )


def _purpose(declaration: SheetDeclaration) -> str:
    rest = f"（空のときは、{declaration.when_empty}）" if declaration.when_empty else ""
    return f"{declaration.title}　{declaration.purpose}{rest}"


def _note(field: FieldDeclaration) -> str:
    """What stands above a header."""
    parts = ("＊必須" if field.required else "", field.note, _rest_of_note(field))
    return "\n".join(part for part in parts if part)


def _rest_of_note(field: FieldDeclaration) -> str:
    """What is accepted, what a blank means, and an example."""
    accepted = f"{field.accepts_between}。" if field.accepts_between else ""
    blank = f"空のときは{field.default}。" if field.default else ""
    return accepted + blank + (f"例：{field.example}" if field.example else "")


def _header_look(field: FieldDeclaration) -> Look:
    return Look.HEADER_REQUIRED if field.required else Look.HEADER


def _choice(field: FieldDeclaration) -> Choice | None:
    return Choice(field.labels, others_allowed=not field.choices) if field.labels else None


def _extra_fields(declaration: SheetDeclaration, rows: Sequence[Record]) -> tuple[FieldDeclaration, ...]:
    """Columns for headers that only the rows have."""
    headers = dict.fromkeys(header for row in rows for header in row if header not in declaration.headers)
    return tuple(FieldDeclaration(header=header, type=FieldType.LONG_TEXT, note="", width=30) for header in headers)


def _with_ids(declaration: SheetDeclaration, rows: Sequence[Record]) -> list[Record]:
    """The rows and the prepared empty ones, ids filled in where a row has no entry for one."""
    prepared: list[Record] = [*rows, *({} for _ in range(max(declaration.prepared_rows - len(rows), 5)))]
    field = declaration.id_field
    if field is None:
        return prepared
    used = [str(row[field.header]) for row in rows if row.get(field.header)]
    records: list[Record] = []
    for row in prepared:
        if field.header not in row:
            used = [declaration.next_id(tuple(used))]  # the highest of all, so that the rest need not be looked at again
            row = {field.header: used[0], **row}
        records.append(row)
    return records


def _item_sheet(declaration: SheetDeclaration, rows: Sequence[Record]) -> Sheet:
    """A sheet that has a row for each declared item, its value beside it."""
    values = _item_values(rows)
    heading = (
        (Cell(_purpose(declaration), Look.TITLE),),
        tuple(Cell(header, Look.HEADER) for header in ITEM_HEADERS),
    )
    extra = tuple(
        FieldDeclaration(header=name, type=FieldType.TEXT, note="")
        for name in values
        if name not in {field.header for field in declaration.fields}
    )
    items = tuple(_item_row(field, values.get(field.header)) for field in declaration.fields + extra)
    return Sheet(
        title=declaration.title,
        columns=tuple(Column(width) for width in _ITEM_WIDTHS),
        rows=heading + items,
        header_row=len(heading),
        frozen_columns=1,
    )


def _item_values(rows: Sequence[Record]) -> dict[str, CellValue]:
    """The value of each item, from rows of 項目 and 値 or from rows of {item: value}."""
    name, value, _ = ITEM_HEADERS
    values: dict[str, CellValue] = {}
    for row in rows:
        values.update({str(row[name]): row.get(value)} if name in row else row)
    return values


def _item_row(field: FieldDeclaration, value: CellValue) -> tuple[Cell, ...]:
    note = " ".join(_note(field).split("\n"))
    entry = Cell(_entry(field, value), Look.ENTRY, _FORMATS.get(field.type, TEXT_FORMAT), _choice(field))
    return Cell(field.header, _header_look(field)), entry, Cell(note, Look.NOTE)


def _entry(field: FieldDeclaration, value: CellValue) -> CellValue:
    """A value as its cell holds it: text that names a date or a number becomes one, all else stays."""
    if not isinstance(value, str):
        return value
    if field.type is FieldType.DATE:
        return _date(value)
    folded = unicodedata.normalize("NFKC", value).strip()
    if field.type in _NUMBERS and re.fullmatch(r"[0-9]{1,9}", folded):
        return int(folded)
    return value or None


def _date(value: str) -> date | str | None:
    try:
        return parse_date(value)
    except ValueError:
        return value or None
