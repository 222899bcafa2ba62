"""Raw rows -> typed rows by their declaration; every fault gets the address of its cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kaigi_docs.declarations.kinds import FieldDeclaration, SheetDeclaration
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import (
    CellFault,
    Value,
    did_you_mean,
    is_filled,
    listed,
    nearest_id,
    normalised_id,
    read_cell,
)
from kaigi_docs.read.tables import RawRow, RawTable

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """A typed row.

    Attributes:
        where: its first filled cell.
        id: its own id; the proposed one where it is blank; "" where rows of this sheet have none.
        values: of filled, well-formed cells by header.
        places: where each cell is, filled or not.
        usable: whether nothing required is missing or faulty.
    """

    where: Location
    id: str
    values: dict[str, Value]
    places: dict[str, Location]
    usable: bool

    def place(self, header: str) -> Location:
        """Where the cell of a header is; the row where the sheet has no such column."""
        return self.places.get(header, self.where)

    def text(self, header: str, default: str = "") -> Text:
        """The text of a cell with its place; the default where it is blank."""
        value = self.values.get(header, default)
        return Text(value if isinstance(value, str) else default, self.place(header))

    def get(self, header: str, kind: type[T]) -> T | None:
        """The value of a cell of that type, or None where it is blank."""
        value = self.values.get(header)
        return value if isinstance(value, kind) else None

    def choice(self, header: str, default: Choice) -> Choice:
        """The meaning of a choice, or the default where it is blank."""
        value = self.values.get(header)
        return value if isinstance(value, type(default)) else default

    def flag(self, header: str, *, default: bool = False) -> bool:
        """Whether はい was chosen, or the default where it is blank."""
        value = self.values.get(header)
        return value if isinstance(value, bool) else default

    def words(self, header: str) -> tuple[str, ...]:
        """The parts of a cell of several texts or ids."""
        value = self.values.get(header)
        return tuple(part for part in value if isinstance(part, str)) if isinstance(value, tuple) else ()

    def years(self, header: str) -> tuple[FiscalYear, ...]:
        """The fiscal years of a cell of several."""
        value = self.values.get(header)
        return tuple(part for part in value if isinstance(part, FiscalYear)) if isinstance(value, tuple) else ()


def type_rows(table: RawTable, declaration: SheetDeclaration, findings: Findings) -> tuple[Row, ...]:
    """The typed rows of a table; a faulty cell is a finding and its value is absent."""
    ids = _RowIds(table, declaration, findings)
    rows: list[Row] = []
    for raw in table.rows:
        row_id, id_is_good = ids.take(raw)
        values, usable = _type_cells(raw, declaration, findings)
        rows.append(Row(raw.where, row_id, values, dict(raw.places), usable and id_is_good))
    return tuple(rows)


def _type_cells(raw: RawRow, declaration: SheetDeclaration, findings: Findings) -> tuple[dict[str, Value], bool]:
    """The values of a row but for its id, and whether all required ones are there."""
    values: dict[str, Value] = {}
    usable = True
    for field in declaration.fields:
        if field is declaration.id_field or field.header not in raw.places:
            continue
        value = _type_cell(raw, field, declaration, findings)
        if value is not None:
            values[field.header] = value
        elif field.required:
            usable = False
    return values, usable


def _type_cell(raw: RawRow, field: FieldDeclaration, declaration: SheetDeclaration, findings: Findings) -> Value | None:
    """The value of one cell, or None where it is blank or faulty."""
    cell = raw.cells.get(field.header)
    place = raw.places[field.header]
    if field.header in raw.faulty:
        return None
    if cell is None or not is_filled(cell):
        if field.required:
            example = f"（例：{field.example}）" if field.example else ""
            named = field.header if declaration.as_items else f"{declaration.noun}の{field.header}"
            findings.error("cell-required", place, f"{named}が空です。", f"必ず書いてください{example}。")
        return None
    if cell.struck:
        findings.warn(
            "text-struck",
            place,
            f"{field.header}に取り消し線の引かれた文字があり、消さずに読みました。",
            "要らない文字は削除してください。",
        )
    value = read_cell(field, cell)
    if isinstance(value, CellFault):
        findings.error(value.code, place, value.message, value.hint)
        return None
    return value


class _RowIds:
    """Ids of the rows of a table, given out in order; blank, malformed and repeated ones are findings."""

    def __init__(self, table: RawTable, declaration: SheetDeclaration, findings: Findings) -> None:
        self._declaration = declaration
        self._findings = findings
        self._first_places: dict[str, Location] = {}
        self._used = [normalised_id(text) for text in table.ids]

    def take(self, raw: RawRow) -> tuple[str, bool]:
        """The id of the next row, and whether it can be used."""
        field = self._declaration.id_field
        if field is None or field.header not in raw.places:
            return "", field is None
        cell = raw.cells.get(field.header)
        if cell is None:
            return self._propose(field, raw.places[field.header]), True
        value = read_cell(field, cell)
        if isinstance(value, CellFault):
            self._findings.error(value.code, raw.places[field.header], value.message, value.hint)
            return "", False
        return self._first(str(value), field, raw.places[field.header])

    def _propose(self, field: FieldDeclaration, place: Location) -> str:
        proposed = self._declaration.next_id(tuple(self._used))
        self._used = [proposed]
        self._findings.error("id-missing", place, f"{field.header}が空です。", f"「{proposed}」と書いてください。")
        return proposed

    def _first(self, value: str, field: FieldDeclaration, place: Location) -> tuple[str, bool]:
        """The id and True, or a finding when a row above has it already."""
        first = self._first_places.setdefault(value, place)
        if first is place:
            return value, True
        proposed = self._declaration.next_id(tuple(self._used))
        self._used = [proposed]
        self._findings.error(
            "id-duplicate",
            place,
            f"{field.header}「{value}」は{first.cell}と重なっています。",
            f"どちらかを「{proposed}」にしてください。",
        )
        return value, False


def known_references(row: Row, header: str, known: Collection[str], sheet: str, findings: Findings) -> tuple[str, ...]:
    """The ids in a cell that exist; each other one is a finding that names the sheet to look in."""
    value = row.values.get(header)
    ids = (value,) if isinstance(value, str) else row.words(header)
    for unknown in (candidate for candidate in ids if candidate not in known):
        accepted = f"あるのは{listed(known)}です。" if known else f"「{sheet}」シートが空です。"
        findings.error(
            "reference-unknown",
            row.place(header),
            f"{header}「{unknown}」は「{sheet}」シートにありません。{accepted}",
            f"{did_you_mean(nearest_id(unknown, known))}IDを確かめてください。",
        )
    return tuple(candidate for candidate in ids if candidate in known)


def report_twice(
    rows: Sequence[Row],
    key: Callable[[Row], str],
    header: str,
    report: Callable[[str, Location, str, str], None],
    hint: str,
) -> None:
    """A finding `name-duplicate` for each row whose key (blank ones apart) a row above has already."""
    first: dict[str, Row] = {}
    for row in rows:
        name = key(row)
        above = first.setdefault(name, row) if name else row
        if above is not row:
            place = above.place(header)
            report("name-duplicate", row.place(header), f"{header}「{row.text(header)}」は{place.cell}と重なっています。", hint)


def level_of(thing: str, parents: Mapping[str, str | None]) -> int | None:
    """The level of a thing below its parents, from 1; None when the parents go in a circle."""
    level, seen = 1, {thing}
    parent = parents.get(thing)
    while parent is not None:
        if parent in seen:
            return None
        seen.add(parent)
        level, parent = level + 1, parents.get(parent)
    return level


def read_parents(
    rows: Sequence[Row], header: str, sheet: str, own_ids: Collection[str], levels: int, findings: Findings
) -> dict[str, str | None]:
    """The parent of each row by id; circles and too many levels are findings, and such a row has no parent."""
    parents: dict[str, str | None] = {}
    for row in rows:
        known = known_references(row, header, own_ids, sheet, findings)
        parents[row.id] = known[0] if known else None
    for row in rows:
        if level_of(row.id, parents) is None:
            message = f"{header}をたどると元に戻ります。"
            findings.error("parent-circle", row.place(header), message, "いちばん上の段では空けておいてください。")
            parents[row.id] = None
    for row in rows:
        level = level_of(row.id, parents)
        if level is not None and level > levels:
            message = f"「{sheet}」は{levels}段までです。この行は{level}段目になっています。"
            findings.error("level-too-deep", row.place(header), message, f"{header}を見直してください。")
    return parents
