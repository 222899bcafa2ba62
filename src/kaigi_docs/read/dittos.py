"""Rows with 〃, ” and 同上 -> rows with what stands above, and what was taken said once a column where there are many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.findings import Findings, Location
from kaigi_docs.read.cells import DITTO_MARKS, cell_text
from kaigi_docs.read.grid import GridCell
from kaigi_docs.read.raw import RawRow, shortened

_MOST_SINGLE = 3
"""More dittos in one column are told in one warning, lest they hide the others."""

_MOST_NAMED = 6
"""Cells that such a warning names."""


@dataclass(frozen=True, slots=True)
class _Carried:
    """A ditto mark and the text that was taken for it."""

    place: Location
    mark: str
    text: str


def carry_dittos(rows: Sequence[RawRow], declaration: SheetDeclaration, findings: Findings) -> tuple[RawRow, ...]:
    """The rows with ditto marks replaced by what stands above them; each is a finding, or one for many in a column."""
    carried: list[RawRow] = []
    fields = [field for field in declaration.fields if field.type is not FieldType.ID]
    marks: dict[str, list[_Carried]] = {field.header: [] for field in fields}
    for row in rows:
        above = carried[-1].cells if carried else {}
        carried.append(_carry_row(row, above, fields, marks, findings))
    for header, found in marks.items():
        _report(header, found, findings)
    return tuple(carried)


def _carry_row(
    row: RawRow,
    above: Mapping[str, GridCell],
    fields: Sequence[FieldDeclaration],
    marks: Mapping[str, list[_Carried]],
    findings: Findings,
) -> RawRow:
    cells = dict(row.cells)
    faulty = set(row.faulty)
    for declared in fields:
        cell = cells.get(declared.header)
        if cell is None or cell_text(cell.value).strip() not in DITTO_MARKS:
            continue
        source = above.get(declared.header)
        place = row.places[declared.header]
        mark = cell_text(cell.value).strip()
        if source is None:
            faulty.add(declared.header)
            message = f"{declared.header}に「{mark}」とありますが、上の行が空です。"
            findings.error("ditto-dangling", place, message, "何を指すのかを書いてください。")
            continue
        cells[declared.header] = replace(source, row=cell.row, struck=cell.struck)
        marks[declared.header].append(_Carried(place, mark, shortened(source)))
    return replace(row, cells=cells, faulty=frozenset(faulty))


def _report(header: str, found: Sequence[_Carried], findings: Findings) -> None:
    """A warning for each cell, or for all of a column at its first cell."""
    hint = "違うときは書き直してください。"
    if len(found) <= _MOST_SINGLE:
        for each in found:
            message = f"{header}の「{each.mark}」を、上の行の「{each.text}」として読みました。"
            findings.warn("ditto-expanded", each.place, message, hint)
        return
    named = "、".join(f"{each.place.cell}「{each.text}」" for each in found[:_MOST_NAMED])
    rest = f" ほか{len(found) - _MOST_NAMED}か所" if len(found) > _MOST_NAMED else ""
    marks = "".join(f"「{mark}」" for mark in dict.fromkeys(each.mark for each in found))
    message = f"{header}の{marks}{len(found)}か所を、上の行と同じに読みました（{named}{rest}）。"
    findings.warn("ditto-expanded", found[0].place, message, hint)
