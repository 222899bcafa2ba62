"""The one declaration of a 調査票: columns, hidden keys and fixed words; it makes the sheet, and the reader matches by it.

Rows of the sheet: title, what to do, hidden stamp (with the keys of the answerer's columns), header and entry row of the
answerer, hidden keys of the table, notes, header, and a row for each measure. The first column is hidden and holds the ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.declarations.kinds import EARLIER_PREFIX
from kaigi_docs.declarations.measures import FIXED_HEADERS, ValueField, value_fields
from kaigi_docs.model.measure_scope import needs
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, Meeting
from kaigi_docs.model.status_sheet import Entered
from kaigi_docs.model.text import Text
from kaigi_docs.sheets import writable

STATUS_SHEET = "調査票"
GUIDE_SHEET = "記入のしかた"
RETURNED_FOLDER = "調査票"
"""Of the meeting folder: what comes back is put there as it is."""

KEY_ID = "id"
KEY_MEASURE_ID, KEY_NAME, KEY_SUMMARY = "measure/id", "measure/name", "measure/summary"
KEY_UNCHANGED, KEY_REMARK = "unchanged", "remark"
EARLIER_KEY, VALUE_KEY = "earlier/", "value/"
"""Begin the keys of columns that show what is known (never an answer) and of columns that take the answers."""

_RELATIVE_YEAR = re.compile("^(?:前|今|昨|次|翌|来)年度の?(?=.)")
"""Begins names of columns in 施策一覧; over an answer of last time it would name the wrong year."""

UNCHANGED = "変更なし"
"""The only choice of the column of that name: the texts of last time hold again."""


@dataclass(frozen=True, slots=True)
class AnswererField:
    """A cell of the row that says who answers.

    Attributes:
        key: stands hidden above its header.
        header: as shown.
        open: whether the department fills it in.
    """

    key: str
    header: str
    open: bool = True


AS_OF = "answerer/as_of"
ANSWERER_FIELDS = (
    AnswererField("answerer/department", "課", open=False),
    AnswererField("answerer/section", "係"),
    AnswererField("answerer/post", "職名"),
    AnswererField("answerer/name", "氏名"),
    AnswererField("answerer/extension", "内線"),
    AnswererField("answerer/mail", "メール"),
    AnswererField(AS_OF, "基準日"),
)


class CellKind(StrEnum):
    """What the cells of a column hold, for their widths and drop-downs."""

    ID = "id"
    NAME = "name"
    TEXT = "text"
    RATING = "rating"
    NUMBER = "number"
    CHOICE = "choice"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusColumn:
    """A column of the table.

    Attributes:
        key: stands hidden above it and names it wherever it is moved.
        header: as shown.
        kind: what its cells hold.
        note: shown above the header.
        open: whether departments fill it in.
        labels: the words of its drop-down.
        aliases: other headers that mean the column, for a sheet that lost its keys.
        field: the column of 施策一覧 that its cells go to or come from.
        earlier: name of the column whose answers of last time it shows.
    """

    key: str
    header: str
    kind: CellKind
    note: str = ""
    open: bool = False
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    field: ValueField | None = None
    earlier: str = ""

    def is_open_for(self, measure: Measure, meeting: Meeting) -> bool:
        """Whether the department answers here for this measure: an answer that no 資料 would print is not asked for."""
        return self.open and (self.field is None or needs(measure, self.field.column, meeting))

    def text(self, measure: Measure, meeting: Meeting) -> Text:
        """What stands in its cell beforehand; a rating by its label."""
        of_measure = {KEY_MEASURE_ID: Text(measure.id), KEY_NAME: measure.name, KEY_SUMMARY: measure.summary}
        if self.key in of_measure:
            return of_measure[self.key]
        if self.earlier:
            return measure.earlier.get(self.earlier, Text(""))
        if self.field is None:
            return Text("")
        text = measure.values.get(self.field.key, Text(""))
        label = {rating.id: rating.label.value for rating in meeting.ratings}.get(measure.rating_ids.get(self.field.key, ""))
        return Text(label, text.where) if label is not None else text


def shown_text(column: StatusColumn, measure: Measure, meeting: Meeting, entered: Entered | None) -> str:
    """What stands in a cell: in one that is filled in, what the department entered, if that is known."""
    if entered is None or not column.is_open_for(measure, meeting):
        return column.text(measure, meeting).value
    return writable(entered.answers.get((measure.id, column.key), ""))


_KINDS = {ColumnKind.TEXT: CellKind.TEXT, ColumnKind.RATING: CellKind.RATING, ColumnKind.NUMBER: CellKind.NUMBER}


def asked_fields(meeting: Meeting) -> tuple[ValueField, ...]:
    """The columns of 施策一覧 that departments are asked for; of a column with years the newest year."""
    newest = {column.key: max(column.years) for column in meeting.measure_columns if column.years}
    fields = value_fields(meeting.measure_columns, meeting.ratings)
    return tuple(each for each in fields if each.column.asked and each.year == newest.get(each.column.key))


def status_columns(meeting: Meeting, measures: Sequence[Measure]) -> tuple[StatusColumn, ...]:
    """The columns of the table without that of the ids, the same for all departments.

    Args:
        meeting: says what is asked.
        measures: all of them: columns that hold nothing for any are left out.
    """
    asked = asked_fields(meeting)
    return (
        StatusColumn(key=KEY_MEASURE_ID, header=FIXED_HEADERS[ColumnKind.ID], kind=CellKind.ID),
        StatusColumn(key=KEY_NAME, header=FIXED_HEADERS[ColumnKind.NAME], kind=CellKind.NAME),
        *_summary(measures),
        *_known(meeting, measures),
        *(_asked(field) for field in asked),
        StatusColumn(
            key=KEY_UNCHANGED,
            header=UNCHANGED,
            kind=CellKind.CHOICE,
            note="前回の文のままのとき選ぶ",
            open=True,
            labels=(UNCHANGED,),
        ),
        StatusColumn(key=KEY_REMARK, header="備考", kind=CellKind.REMARK, note="廃止、統合、担当替えなど", open=True),
    )


def _summary(measures: Sequence[Measure]) -> Iterator[StatusColumn]:
    if any(measure.summary for measure in measures):
        yield StatusColumn(key=KEY_SUMMARY, header=FIXED_HEADERS[ColumnKind.SUMMARY], kind=CellKind.TEXT)


def _known(meeting: Meeting, measures: Sequence[Measure]) -> Iterator[StatusColumn]:
    """What was answered before: 「前回：…」 in the order of the columns, then the earlier years of columns with years."""
    names = dict.fromkeys(name for measure in measures for name in measure.earlier)
    fields = value_fields(meeting.measure_columns, meeting.ratings)
    kinds = {field.column.key: _KINDS[field.column.kind] for field in fields}
    order = [*(key for key in kinds if key in names), *(name for name in names if name not in kinds)]
    shown = {name: _RELATIVE_YEAR.sub("", name) for name in order}
    for name in order:
        kind = kinds.get(name, CellKind.TEXT)
        is_clear = list(shown.values()).count(shown[name]) == 1
        header = f"{EARLIER_PREFIX}{shown[name] if is_clear else name}"
        named = (f"{EARLIER_PREFIX}{name}",)
        yield StatusColumn(key=f"{EARLIER_KEY}{name}", header=header, kind=kind, aliases=named, earlier=name)
    newest = asked_fields(meeting)
    for field in fields:
        is_filled = any(field.key in measure.values for measure in measures)
        if field.column.asked and field.year is not None and field not in newest and is_filled:
            key = f"{EARLIER_KEY}{field.column.key}/{field.year.year}"
            yield StatusColumn(key=key, header=field.heading, kind=_KINDS[field.column.kind], field=field)


def _asked(field: ValueField) -> StatusColumn:
    column = field.column
    year = f"/{field.year.year}" if field.year is not None else ""
    return StatusColumn(
        key=f"{VALUE_KEY}{column.key}{year}",
        header=field.heading,
        kind=_KINDS[column.kind],
        note=_note(field),
        open=True,
        labels=field.declaration.suggestions,
        aliases=(field.declaration.header, *field.declaration.aliases),
        field=field,
    )


def _note(field: ValueField) -> str:
    """What is accepted, in a few words."""
    if field.column.kind is ColumnKind.RATING:
        return "一覧から選ぶ"
    hint = field.column.length_hint
    length = f"{hint}字まで" if hint is not None else ""
    return length if field.column.kind is ColumnKind.TEXT else f"数と単位{f'、{length}' if length else ''}"
