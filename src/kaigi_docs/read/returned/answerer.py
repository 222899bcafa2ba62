"""The row that says who answers: 係, 職名, 氏名, 内線, メール, 基準日."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from kaigi_docs.declarations.status_sheet import AS_OF, AnswererField
from kaigi_docs.findings import Severity
from kaigi_docs.japanese.wareki import format_date, parse_date
from kaigi_docs.model.status_sheet import ANSWERER
from kaigi_docs.model.text import Text
from kaigi_docs.read.returned.answers import ask_for_result
from kaigi_docs.read.returned.columns import Tables
from kaigi_docs.read.returned.drafts import Draft
from kaigi_docs.read.returned.ledger import Entry, quoted_here
from kaigi_docs.read.returned.lines import Line, LineKind
from kaigi_docs.read.returned.rows import DepartmentsAbove, Row


def answerer_rows_without_ids(
    lines: Sequence[Line], tables: Tables, departments: DepartmentsAbove, sound: Iterable[Row]
) -> list[Row]:
    """The rows right below the headers of the answerer, for departments whose row has lost its id."""
    found = []
    told = {row.department_id for row in sound}
    for above, line in pairwise(lines):
        if above.kind is LineKind.ANSWERER_HEADERS and line.kind is LineKind.OTHER and line.stamp is None:
            found.append(Row(line, tables.answerer_columns(line.number), departments.of(line), ANSWERER))
    return [row for row in found if row.department_id not in told]


def read_answerer(rows: Iterable[Row], draft: Draft) -> None:
    """Takes who answers from all rows of a department that say so; cells under none of the fields stay pending."""
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        for entry in draft.ledger.pending(row.line.entries):
            key = row.columns.keys.get(entry.cell.column)
            if key is not None:
                by_key[key].append(entry)
    for key, entries in by_key.items():
        _read_field(draft.expected.answerer[key], entries, draft)


def _read_field(field: AnswererField, entries: Sequence[Entry], draft: Draft) -> None:
    if not field.open:
        for entry in entries:
            _compare_department(field, entry, draft)
    elif len({entry.plain for entry in entries}) > 1:
        found = f"「回答者」の{field.header}が2つあり、違います。{quoted_here(entries)}"
        draft.ask_about("row-copied-differently", "", field.key, entries, found, "どちらが正しいかを知らせてください。")
    else:
        first, *copies = entries
        _take(field, first, draft)
        if copies:
            message = f"「回答者」の{field.header}が2つあり、同じです。{quoted_here(copies)}"
            draft.ledger.report(Severity.NOTE, "row-copied", copies, message)


def _compare_department(field: AnswererField, entry: Entry, draft: Draft) -> None:
    if not entry.cell.formula and draft.expected.owners.by_name(entry.text) == draft.department_id != "":
        draft.ledger.ours(entry)
        return
    message = f"「回答者」の{field.header}が、送ったときと違います。{entry.words}"
    hint = "どの課の回答か確かめてください。"
    draft.ledger.report(Severity.WARNING, "locked-changed", [entry], message, hint)


def _take(field: AnswererField, entry: Entry, draft: Draft) -> None:
    if ask_for_result(entry, field.header, "", field.key, draft):
        return
    draft.ledger.answer(entry)
    draft.answerer[field.key] = Text(entry.text, draft.ledger.where(entry))
    if field.key == AS_OF:
        _read_day(field, entry, draft)


def _read_day(field: AnswererField, entry: Entry, draft: Draft) -> None:
    """A date cell as a person reads it; typed text stays, and the department is asked about a day that does not exist."""
    value = entry.cell.value
    where = draft.ledger.where(entry)
    try:
        if isinstance(value, date):
            draft.answerer[field.key] = Text(format_date(value, draft.expected.digits), where)
        else:
            parse_date(entry.text)
    except ValueError as reason:
        draft.ask(
            "date-invalid", Severity.WARNING, "", field.key, where, f"{field.header}の{reason}", "正しい日付を知らせてください。"
        )
