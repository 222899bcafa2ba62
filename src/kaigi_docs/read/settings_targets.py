"""What the sheets of the settings book may call each other by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaigi_docs.declarations import settings as sheets
from kaigi_docs.declarations.kinds import FieldType
from kaigi_docs.model.meeting import AgendaItem, HouseStyle, Material, MaterialKind, Question
from kaigi_docs.model.numbering import styled_material_no
from kaigi_docs.read.cells import cell_text, ids_in, normalised_number
from kaigi_docs.read.raw import RawTable
from kaigi_docs.read.references import Named, Targets
from kaigi_docs.read.rows import Row


def ids_referred_to(tables: Mapping[str, RawTable]) -> dict[str, list[str]]:
    """The ids that cells of references name, by their letters, in the order of the sheets."""
    found: dict[str, list[str]] = {}
    for declaration in sheets.SETTINGS_SHEETS:
        for field in (field for field in declaration.fields if field.type in (FieldType.REFERENCE, FieldType.REFERENCES)):
            for row in tables[declaration.title].rows:
                cell = row.cells.get(field.header)
                found.setdefault(field.prefix, []).extend(ids_in(cell_text(cell.value)) if cell is not None else ())
    return found


def material_targets(rows: Sequence[Row], taken: Sequence[Material], style: HouseStyle) -> Targets:
    """What may be named as a 資料: by its id, but people write its number or title."""
    if not rows:
        return Targets(sheets.MATERIALS.title, tuple(material.id for material in taken))
    return Targets.of(sheets.MATERIALS.title, (_named_material(row, style) for row in rows))


def form_targets(rows: Sequence[Row], taken: Sequence[Material]) -> Targets:
    """What may be named as a 回答書: the 資料 of that kind."""
    forms = {material.id for material in taken if material.kind is MaterialKind.RESPONSE_FORM}
    return material_targets([row for row in rows if row.id in forms], [each for each in taken if each.id in forms], HouseStyle())


def _named_material(row: Row, style: HouseStyle) -> Named:
    number = normalised_number(row.text("資料番号").value)
    title = row.text("題名").value
    by_number = ((number, f"資料{styled_material_no(number, style.digits)}"),) if number else ()
    return Named(row.id, row.id_written, (*by_number, (title, f"「{title}」")))


def item_targets(rows: Sequence[Row], taken: Sequence[AgendaItem] = ()) -> Targets:
    """What may be named as a 議題."""
    if not rows:
        return Targets(sheets.AGENDA.title, tuple(item.id for item in taken))
    named = (Named(row.id, row.id_written, ((title, f"「{title}」"),)) for row in rows for title in (row.text("題名").value,))
    return Targets.of(sheets.AGENDA.title, named)


def question_targets(rows: Sequence[Row], taken: Sequence[Question]) -> Targets:
    """What may be named as a 設問: by its id, but people write its title."""
    if not rows:
        return Targets(sheets.QUESTIONS.title, tuple(each.id for each in taken))
    named = (Named(row.id, row.id_written, ((title, f"「{title}」"),)) for row in rows for title in (row.text("問い").value,))
    return Targets.of(sheets.QUESTIONS.title, named)
