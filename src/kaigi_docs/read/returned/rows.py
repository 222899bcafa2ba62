"""Rows of returned tables and the measures that they are about; whatever belongs to none is reported here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kaigi_docs.declarations.status_sheet import KEY_ID, KEY_MEASURE_ID, KEY_NAME
from kaigi_docs.findings import Severity
from kaigi_docs.model.returned import NamePair
from kaigi_docs.model.status_sheet import ANSWERER, RowId
from kaigi_docs.read.returned.columns import Columns, Tables
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.ledger import Entry, Ledger, quoted_here
from kaigi_docs.read.returned.lines import Line, LineKind

_NOT_TAKEN = "この行の回答は使っていません。"


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose measure is known, or offered.

    Attributes:
        line: its cells.
        columns: of its table.
        department_id: that answers; "" where nobody knows.
        measure_id: ANSWERER for the row that says who answers.
        pair: how it was matched where its id does not tell, or tells another measure than what is seen.
    """

    line: Line
    columns: Columns
    department_id: str
    measure_id: str
    pair: NamePair | None = None


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A row of a table whose id does not tell its measure.

    Attributes:
        line: its cells.
        columns: of its table.
        department_id: of the rows around it.
        damaged: the cell that should hold its id, if it is filled.
    """

    line: Line
    columns: Columns
    department_id: str
    damaged: Entry | None = None

    @property
    def is_named(self) -> bool:
        """Whether there is something to match it by."""
        return self.visible_id is not None or self.name is not None

    @property
    def visible_id(self) -> Entry | None:
        """The cell under 事業ID."""
        return self.columns.entry(self.line, KEY_MEASURE_ID)

    @property
    def name(self) -> Entry | None:
        """The cell under 事業名."""
        return self.columns.entry(self.line, KEY_NAME)


class DepartmentsAbove:
    """Whose rows a sheet holds at a place: told by ids, stamps, 課 of the answerer and titles above it, else by what follows."""

    def __init__(self, lines: Iterable[Line], tables: Tables, expected: Expected, otherwise: str) -> None:
        """Walks down a sheet once.

        Args:
            lines: of the sheet.
            tables: its columns.
            expected: knows the departments.
            otherwise: the department where the sheet tells none.
        """
        self._by_line: dict[int, str] = {}
        first = now = ""
        after_headers = False
        for line in lines:
            told = _told(line, tables, expected, after_headers=after_headers)
            now = told or now
            first = first or now
            self._by_line[line.number] = now
            after_headers = line.kind is LineKind.ANSWERER_HEADERS
        self._first = first or otherwise

    @property
    def first(self) -> str:
        """The department that the sheet names first, or ""."""
        return self._first

    def of(self, line: Line) -> str:
        """The department at a row, or ""."""
        return self._by_line[line.number] or self._first


def _told(line: Line, tables: Tables, expected: Expected, *, after_headers: bool) -> str:
    owners = expected.owners
    if line.ids:
        return owners.by_id(line.ids[0][1].department_id)
    if line.stamp is not None:
        return owners.by_id(line.stamp[1].department_id)
    if after_headers:
        department = tables.answerer_columns(line.number).entry(line, "answerer/department")
        return owners.by_name(department.text) if department is not None else ""
    title = line.entries[0]
    return owners.named_in(title.text) if line.kind is LineKind.OTHER and title.plain.startswith("調査票 ") else ""


def rows_by_ids(lines: Iterable[Line], tables: Tables, ledger: Ledger, expected: Expected) -> list[Row]:
    """The rows with a sound id of this meeting; those whose id leads nowhere are reported."""
    found = (_row_by_id(line, tables, ledger, expected) for line in lines if line.ids)
    return [row for row in found if row is not None]


def _row_by_id(line: Line, tables: Tables, ledger: Ledger, expected: Expected) -> Row | None:
    row_ids = tuple(dict.fromkeys(row_id for _, row_id in line.ids))
    fault = _id_fault(row_ids, expected)
    if fault is not None:
        code, message, hint = fault
        ledger.report(Severity.ERROR, code, line.entries, f"{message}{_NOT_TAKEN}{quoted_here(line.entries)}", hint)
        return None
    ledger.ours(*(entry for entry, _ in line.ids))
    (row_id,) = row_ids
    answers = row_id.subject == ANSWERER
    columns = tables.answerer_columns(line.number) if answers else tables.columns(line.number)
    return Row(line, columns, expected.owners.by_id(row_id.department_id), row_id.subject)


def _id_fault(row_ids: tuple[RowId, ...], expected: Expected) -> tuple[str, str, str] | None:
    """Code, message and hint where the ids of a row cannot be used."""
    row_id = row_ids[0]
    department_id = expected.owners.by_id(row_id.department_id)
    if len(row_ids) > 1:
        return "row-two-ids", "1つの行に、行IDが2つあります。", "表を1つずつ、別のシートに写し直してください。"
    if row_id.round_id != expected.round_id:
        message = f"{expected.round_name(row_id.round_id)}の調査票の行です。"
        return "sheet-other-meeting", message, "今回の調査票に書いたものを入れてください。"
    if row_id.subject == ANSWERER:
        return None
    row = expected.rows.get(row_id.subject)
    if row is None:
        message = f"事業「{row_id.subject}」は、いまの施策一覧にありません。"
        return "row-unknown", message, "施策一覧から消した事業でないか確かめてください。"
    if department_id and department_id not in row.measure.department_ids:
        name, measure = expected.name(department_id), row.measure
        message = f"事業「{measure.name}」（{measure.id}）は、いまの施策一覧では{name}の担当ではありません。"
        return "row-not-asked", message, "担当が替わったのなら、「組織改編」シートか施策一覧の担当課を直してください。"
    return None


def unnamed_rows(lines: Iterable[Line], tables: Tables, departments: DepartmentsAbove, expected: Expected) -> list[Unnamed]:
    """The rows of tables that bear no sound id, from the top; lines of the frame are none."""
    found: list[Unnamed] = []
    in_table = False
    for line in lines:
        in_table = _is_in_table(line, in_table=in_table)
        is_frame = line.stamp is not None or all(expected.is_around(entry.plain) for entry in line.entries)
        if line.ids or line.kind is not LineKind.OTHER or is_frame:
            continue
        columns = tables.columns(line.number)
        damaged = line.damaged or columns.entry(line, KEY_ID)
        if line.damaged is not None or (in_table and (damaged or columns.keys)):
            found.append(Unnamed(line, columns, departments.of(line), damaged))
    return [row for row in found if row.is_named or row.damaged is not None]


def _is_in_table(line: Line, *, in_table: bool) -> bool:
    """Whether the rows below belong to a table of measures."""
    if line.kind in (LineKind.KEYS, LineKind.HEADERS, LineKind.MEASURE):
        return True
    return in_table and line.kind is LineKind.OTHER
