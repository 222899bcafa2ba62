"""施策一覧 with the answers of all departments, as `read_measures` reads it, and a sheet of where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.declarations.books import Record, declared_sheet
from kaigi_docs.declarations.kinds import EARLIER_PREFIX
from kaigi_docs.declarations.measures import ValueField, measure_sheet, value_fields
from kaigi_docs.model.collection import Collected
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.sheets import Book, Cell, Column, Look, Sheet, fitting_width, writable

ORIGINS_SHEET = "出どころ"
_COLUMNS = (
    ("事業ID", 8.0),
    ("事業名", 24.0),
    ("列", 18.0),
    ("値", 50.0),
    ("出どころ", 11.0),
    ("課", 18.0),
    ("ファイル・シート・セル", 34.0),
    ("置き換える前の値", 30.0),
)
_LONG = ("値", "置き換える前の値")
_WIDEST = 90.0


def collected_book(collected: Collected, meeting: Meeting) -> Book:
    """施策一覧.xlsx as it would be with all answers that count, and a sheet that says of each value where it comes from."""
    fields = value_fields(meeting.measure_columns, meeting.ratings)
    rows = [_record(measure, fields) for measure in collected.measures]
    return Book("施策一覧（回収後）", (declared_sheet(measure_sheet(fields), rows), _origins_sheet(collected, meeting, fields)))


def _record(measure: Measure, fields: tuple[ValueField, ...]) -> Record:
    """The row of a measure, in the words in which it was entered."""
    texts = {
        "事業ID": measure.id,
        "施策ID": measure.policy_id or measure.policy_typed.value,
        "再掲先の施策ID": "、".join(measure.also_listed_under),
        "事業名": measure.name.value,
        "事業概要": measure.summary.value,
        "担当課": measure.department_text.value,
    }
    texts |= {field.declaration.header: measure.values[field.key].value for field in fields if field.key in measure.values}
    texts |= {EARLIER_PREFIX + name: text.value for name, text in measure.earlier.items()}
    return {header: writable(text) for header, text in texts.items()}


def _origins_sheet(collected: Collected, meeting: Meeting, fields: tuple[ValueField, ...]) -> Sheet:
    rows = tuple(_origins(collected, meeting, fields))
    columns = tuple(
        Column(fitting_width((str(row[at].value or "") for row in rows), width, _WIDEST if header in _LONG else width))
        for at, (header, width) in enumerate(_COLUMNS)
    )
    head = (
        (Cell(f"{ORIGINS_SHEET}　値ごとに、どのファイルのどのセルから取ったか", Look.TITLE),),
        tuple(Cell(header, Look.HEADER) for header, _ in _COLUMNS),
    )
    return Sheet(ORIGINS_SHEET, columns, head + rows, header_row=2, frozen_columns=2, filter_columns=len(columns))


def _origins(collected: Collected, meeting: Meeting, fields: tuple[ValueField, ...]) -> Iterator[tuple[Cell, ...]]:
    """A row for each value that is there."""
    names = {department.id: department.name.value for department in meeting.departments}
    for measure in collected.measures:
        for field in fields:
            origin = collected.origins.get((measure.id, field.key))
            if origin is None:
                continue
            texts = (
                measure.id,
                measure.name.value,
                field.declaration.header,
                measure.values[field.key].value if field.key in measure.values else "",
                origin.kind.value,
                names.get(origin.department_id, origin.department_id),
                str(origin.where) if origin.where is not None else "",
                origin.replaced,
            )
            yield tuple(Cell(writable(text) or None) for text in texts)
