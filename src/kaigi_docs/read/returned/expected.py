"""What was sent to the departments, made once and compared with every sheet that comes back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from kaigi_docs.declarations.status_book import ANSWERER_LABEL, ROW_ID_HEADER, WHERE_TO_READ, head_lines
from kaigi_docs.declarations.status_guide import guide_sheet
from kaigi_docs.declarations.status_sheet import (
    ANSWERER_FIELDS,
    EARLIER_KEY,
    KEY_ID,
    VALUE_KEY,
    AnswererField,
    StatusColumn,
    status_columns,
)
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.numerals import DigitWidth, format_number
from kaigi_docs.japanese.wareki import WEEKDAYS, FiscalYear
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.status_sheet import round_id
from kaigi_docs.read.returned.owners import Owners, spellings_of


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """A text for comparing with what was sent: NFKC, every stretch of white space one space.

    Other programs change line ends and spaces at ends of lines; such a text is not another one. The last ones are remembered,
    since all sheets share most of their texts.
    """
    return " ".join(unicodedata.normalize("NFKC", text).split())


_WHERE_TO_READ = normalised(WHERE_TO_READ)
_NUMBERS = re.compile(rf"[0-9]+|\([{WEEKDAYS}]\)")


@lru_cache(maxsize=4096)
def folded(header: str) -> str:
    """The key by which headers are compared; remembered, since all sheets have the same ones."""
    return fold_name(header)


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """What stood in the row of a measure when it was sent.

    Attributes:
        measure: the measure.
        texts: normalised, by key of the column; absent for a blank.
        open_keys: columns in which the department answers.
    """

    measure: Measure
    texts: Mapping[str, str]
    open_keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What was sent, for all departments.

    Attributes:
        round_id: of the meeting.
        digits: how dates are written.
        owners: the departments.
        columns: of the table, by key.
        answerer: cells of the row that says who answers, by key.
        keys: key by the normalised text of its hidden cell, of the table.
        answerer_keys: the same of the answerer's row.
        headers: keys by folded header or alias; several columns may share one.
        answerer_headers: key by folded header.
        rows: by id of the measure.
        named: ids of measures by folded name.
        measure_ids: of each department, in the order of the book.
        around: normalised texts that stand around the tables.
        aside: normalised texts of the sheets 記入のしかた and 選択肢, without numbers.
    """

    round_id: str
    digits: DigitWidth
    owners: Owners
    columns: Mapping[str, StatusColumn]
    answerer: Mapping[str, AnswererField]
    keys: Mapping[str, str]
    answerer_keys: Mapping[str, str]
    headers: Mapping[str, tuple[str, ...]]
    answerer_headers: Mapping[str, str]
    rows: Mapping[str, ExpectedRow]
    named: Mapping[str, tuple[str, ...]]
    measure_ids: Mapping[str, tuple[str, ...]]
    around: frozenset[str]
    aside: frozenset[str]

    @classmethod
    def of(cls, meeting: Meeting, measures: Sequence[Measure]) -> Expected:
        """What `kaigi request` sends for a meeting; made once for all books, as it looks at every measure."""
        columns = status_columns(meeting, measures)
        keys = (KEY_ID, *(column.key for column in columns))
        asked = {
            department.id: [each.id for each in measures if department.id in each.department_ids]
            for department in meeting.departments
        }
        return cls(
            round_id=round_id(meeting),
            digits=meeting.style.digits,
            owners=Owners.of(meeting),
            columns={column.key: column for column in columns},
            answerer={field.key: field for field in ANSWERER_FIELDS},
            keys={normalised(key): key for key in keys},
            answerer_keys={normalised(field.key): field.key for field in ANSWERER_FIELDS},
            headers=_headers(columns),
            answerer_headers={folded(field.header): field.key for field in ANSWERER_FIELDS},
            rows={measure.id: _row(measure, columns, meeting) for measure in measures},
            named=_named(measures),
            measure_ids={department_id: tuple(ids) for department_id, ids in asked.items()},
            around=_around(meeting, columns),
            aside=_aside(meeting, columns),
        )

    def asked_of(self, department_id: str) -> tuple[str, ...]:
        """The measures that a department answers for; all of them where nobody knows the department."""
        return self.measure_ids.get(department_id, ()) if department_id else tuple(self.rows)

    def key_of(self, plain: str) -> str | None:
        """The key that a hidden cell above the table holds, one of another meeting too; None for any other text."""
        known = self.keys.get(plain)
        return known or (plain if plain.startswith((VALUE_KEY, EARLIER_KEY)) else None)

    def is_around(self, plain: str) -> bool:
        """Whether a text is one of those that stand around the tables; dates and addresses in it may have changed since."""
        return plain in self.around or plain.endswith(_WHERE_TO_READ)

    def is_aside(self, plain: str) -> bool:
        """Whether a text is one of the sheets 記入のしかた and 選択肢; its numbers and days may have changed since."""
        return _without_numbers(plain) in self.aside

    def name(self, department_id: str) -> str:
        """The name of a department for a message."""
        return self.owners.names.get(department_id, "課のわからない調査票")

    def round_name(self, of_round: str) -> str:
        """「令和４年度第１回」 for an id of a round."""
        year, _, number = of_round.partition("-")
        try:
            return f"{FiscalYear(int(year)).label(self.digits)}第{format_number(int(number), self.digits)}回"
        except ValueError:
            return of_round


def _headers(columns: Iterable[StatusColumn]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {folded(ROW_ID_HEADER): (KEY_ID,)}
    for column in columns:
        for header in dict.fromkeys(map(folded, (column.header, *column.aliases))):
            found[header] = (*found.get(header, ()), column.key)
    return found


def _named(measures: Iterable[Measure]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for measure in measures:
        name = fold_name(measure.name.value)
        found[name] = (*found.get(name, ()), measure.id)
    return found


def _row(measure: Measure, columns: Iterable[StatusColumn], meeting: Meeting) -> ExpectedRow:
    open_keys = frozenset(column.key for column in columns if column.is_open_for(measure, meeting))
    shown = (column for column in columns if not column.open or column.key in open_keys)
    texts = {column.key: normalised(column.text(measure, meeting).value) for column in shown}
    return ExpectedRow(measure, {key: text for key, text in texts.items() if text}, open_keys)


def _around(meeting: Meeting, columns: Iterable[StatusColumn]) -> frozenset[str]:
    """Titles of all departments, hints above the headers, and the name of the meeting."""
    titles = (head_lines(name, meeting)[0] for each in meeting.departments for name in spellings_of(each, meeting))
    notes = (column.note for column in columns)
    texts = map(normalised, (*titles, *notes, ANSWERER_LABEL, meeting.name.value))
    return frozenset(text for text in texts if text)


def _aside(meeting: Meeting, columns: Sequence[StatusColumn]) -> frozenset[str]:
    rows = chain.from_iterable(guide_sheet(meeting, columns, again=again).rows for again in (False, True))
    guide = (str(cell.value) for row in rows for cell in row if cell.value is not None)
    labels = (label for column in columns for label in column.labels)
    return frozenset(_without_numbers(normalised(text)) for text in (*guide, *labels))


def _without_numbers(plain: str) -> str:
    return _NUMBERS.sub("#", plain)
