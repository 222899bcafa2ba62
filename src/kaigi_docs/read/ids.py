"""The ids of the rows of a sheet, and the ids proposed for rows that have none of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass

from kaigi_docs.declarations.kinds import FieldDeclaration, SheetDeclaration
from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.text import IdSeries, is_stable_id
from kaigi_docs.read.cells import CellFault, normalised_id, read_cell
from kaigi_docs.read.raw import RawRow, RawTable


@dataclass(frozen=True, slots=True)
class RowId:
    """What a row is called.

    Attributes:
        value: its id, the proposed one where none or a faulty one is written; "" where rows of the sheet have none.
        usable: whether the row can be used under it.
        written: whether it stands in the sheet.
    """

    value: str
    usable: bool
    written: bool


class RowIds:
    """Ids of the rows of a table, given out in order; blank, malformed and repeated ones are findings."""

    def __init__(self, table: RawTable, declaration: SheetDeclaration, wanted: Iterable[str], findings: Findings) -> None:
        """Knows the ids of all rows, empty ones too, and those that other sheets refer to (`wanted`)."""
        self._field = declaration.id_field
        self._findings = findings
        self._wanted = tuple(wanted)
        self._first_places: dict[str, tuple[int, Location]] = {}
        prefix = self._field.prefix if self._field is not None else ""
        written = ((number, normalised_id(text)) for number, text in table.ids)
        self._placed = sorted((number, text) for number, text in written if is_stable_id(text, prefix))
        self._series = IdSeries(prefix, (text for _, text in self._placed), declaration.first_number)

    def take(self, raw: RawRow) -> RowId:
        """The id of the next row."""
        field = self._field
        if field is None or field.header not in raw.places:
            return RowId("", field is None, written=False)
        cell = raw.cells.get(field.header)
        place = raw.places[field.header]
        if cell is None:
            proposed = self._propose(raw.number)
            self._findings.error("id-missing", place, f"{field.header}が空です。", f"「{proposed}」と書いてください。")
            return RowId(proposed, usable=True, written=False)
        value = read_cell(field, cell)
        if isinstance(value, CellFault):
            proposed = self._propose(raw.number)
            self._findings.error(value.code, place, value.message, f"「{proposed}」にしてください。")
            return RowId(proposed, usable=False, written=False)
        return self._first(str(value), field, raw.number, place)

    def _first(self, value: str, field: FieldDeclaration, number: int, place: Location) -> RowId:
        """The id, or a finding when a row above has it already."""
        first_number, first = self._first_places.setdefault(value, (number, place))
        if first is place:
            return RowId(value, usable=True, written=True)
        proposed = self._propose(number, first_number)
        message = f"{field.header}「{value}」は{first.cell}と重なっています。"
        self._findings.error("id-duplicate", place, message, f"どちらかを「{proposed}」にしてください。")
        return RowId(proposed, usable=False, written=False)

    def _propose(self, number: int, *others: int) -> str:
        """An id for a row: the one that its neighbours leave out, else one that others refer to, else the next free one.

        Args:
            number: of the row that gets the id.
            others: rows that might be the ones to be renamed as well.
        """
        beside = (self._series.beside(*self._neighbours(row)) for row in (number, *others))
        wanted = (text for text in self._wanted if self._series.is_free(text))
        proposed = next((text for text in (*beside, *wanted) if text is not None), None) or self._series.next()
        self._series.take(proposed)
        insort(self._placed, (number, proposed))
        return proposed

    def _neighbours(self, number: int) -> tuple[str | None, str | None]:
        """The ids next above and next below a row."""
        above = bisect_left(self._placed, (number, ""))
        below = bisect_right(self._placed, (number, "\uffff"))
        return (
            self._placed[above - 1][1] if above else None,
            self._placed[below][1] if below < len(self._placed) else None,
        )
