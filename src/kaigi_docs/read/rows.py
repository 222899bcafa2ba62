"""Raw rows -> typed rows by their declaration; every fault gets the address of its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from kaigi_docs.declarations.kinds import FieldDeclaration, SheetDeclaration
from kaigi_docs.findings import OPEN_MARK, Findings, Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import CellFault, Value, cell_text, is_filled, read_cell
from kaigi_docs.read.ids import RowIds
from kaigi_docs.read.raw import RawRow, RawTable

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """A typed row.

    Attributes:
        where: its first filled cell.
        id: its own id; the proposed one where none or a faulty one is written; "" where rows of this sheet have none.
        values: of filled, well-formed cells by header.
        places: where each cell is, filled or not.
        usable: whether nothing required is missing or faulty; in a draft every row is.
        id_written: whether the id stands in the sheet.
        typed: only in a draft: what stands in faulty cells, and OPEN_MARK for required ones that are blank, by header.
    """

    where: Location
    id: str
    values: dict[str, Value]
    places: dict[str, Location]
    usable: bool
    id_written: bool = True
    typed: Mapping[str, str] = field(default_factory=dict)

    def place(self, header: str) -> Location:
        """Where the cell of a header is; the row where the sheet has no such column."""
        return self.places.get(header, self.where)

    def text(self, header: str, default: str = "") -> Text:
        """The text of a cell with its place; the default where it is blank; in a draft what was typed, faulty or not."""
        value = self.values.get(header, self.typed.get(header, default))
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


def type_rows(
    table: RawTable, declaration: SheetDeclaration, findings: Findings, wanted: Iterable[str] = (), *, keep_faulty: bool = False
) -> tuple[Row, ...]:
    """The typed rows of a table; a faulty cell is a finding and its value is absent.

    Args:
        table: as found.
        declaration: of the sheet.
        findings: takes what is wrong.
        wanted: ids that other sheets refer to, proposed for rows that lost theirs.
        keep_faulty: for a draft: every row counts as usable and knows what was typed in its faulty cells.
    """
    ids = RowIds(table, declaration, wanted, findings)
    rows: list[Row] = []
    for raw in table.rows:
        own = ids.take(raw)
        values, usable = _type_cells(raw, declaration, findings)
        typed = _typed(raw, values, declaration) if keep_faulty else {}
        usable = keep_faulty or (usable and own.usable)
        rows.append(Row(raw.where, own.value, values, dict(raw.places), usable, own.written, typed))
    return tuple(rows)


def _typed(raw: RawRow, values: Mapping[str, Value], declaration: SheetDeclaration) -> dict[str, str]:
    """What stands in the cells that have no value, as typed; OPEN_MARK where something is required and nothing stands."""
    typed: dict[str, str] = {}
    for each in declaration.fields:
        cell = raw.cells.get(each.header)
        text = cell_text(cell.value) if cell is not None else ""
        if each.header not in values and each is not declaration.id_field and (each.required or text.strip()):
            typed[each.header] = text if text.strip() else OPEN_MARK
    return typed


def _type_cells(raw: RawRow, declaration: SheetDeclaration, findings: Findings) -> tuple[dict[str, Value], bool]:
    """The values of a row but for its id, and whether all required ones are there."""
    values: dict[str, Value] = {}
    usable = True
    for each in declaration.fields:
        if each is declaration.id_field or each.header not in raw.places:
            continue
        value = _type_cell(raw, each, declaration, findings)
        if value is not None:
            values[each.header] = value
        elif each.required:
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
