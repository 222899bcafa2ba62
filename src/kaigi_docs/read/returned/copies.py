"""Rows that somebody copied: the same measure, or the same answerer, twice in a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kaigi_docs.declarations.status_sheet import KEY_MEASURE_ID, KEY_NAME
from kaigi_docs.findings import Severity
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.read.returned.answers import answer_entries
from kaigi_docs.read.returned.drafts import Draft
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.ledger import Entry, Ledger, quoted, quoted_here
from kaigi_docs.read.returned.rows import Row


def without_added(rows: Sequence[Row], ledger: Ledger, expected: Expected) -> list[Row]:
    """The rows of one measure without those that somebody copied and named anew: these are rows of other measures."""
    renamed = [row for row in rows if _is_renamed(row, expected)]
    if len(renamed) in (0, len(rows)):
        return list(rows)
    for row in renamed:
        entries = ledger.pending(row.line.entries)
        measure = expected.rows[row.measure_id].measure
        what = f"事業「{measure.name}」（{measure.id}）の行を写して加えた行です。"
        message = f"{what}この行の回答は使っていません。{quoted_here(entries)}"
        hint = "新しい事業なら施策一覧に加えてください。"
        if entries:
            ledger.report(Severity.ERROR, "row-added", entries, message, hint)
    return [row for row in rows if row not in renamed]


def _is_renamed(row: Row, expected: Expected) -> bool:
    measure = expected.rows[row.measure_id].measure
    shown = ((KEY_MEASURE_ID, measure.id), (KEY_NAME, measure.name.value))
    found = ((row.columns.entry(row.line, key), text) for key, text in shown)
    return any(entry is not None and fold_name(entry.text) != fold_name(text) for entry, text in found)


def settle_copies(rows: Sequence[Row], draft: Draft) -> None:
    """Makes out which of several rows of one measure counts.

    A row without any new answer is a mere copy. Of rows that say the same the first counts. Where they differ, neither answer
    is taken and the department is asked. The answers that do not count are accounted for here; the other cells stay pending.
    """
    counting = [row for row in rows if says_something(row, draft.expected)] or [rows[0]]
    for row in rows:
        if row not in counting:
            _note_copy(row, counting[0], draft)
    first, *others = counting
    differing = _differing_keys(counting, draft.expected)
    for key in differing:
        _ask_which(key, counting, draft)
    for row in others:
        _note_copy(row, first, draft)


def says_something(row: Row, expected: Expected) -> bool:
    """Whether an answer of a row was not there when it was sent."""
    sent = expected.rows[row.measure_id].texts
    return any(entry.plain != sent.get(key) for key, entries in answer_entries(row, expected).items() for entry in entries)


def _differing_keys(rows: Sequence[Row], expected: Expected) -> list[str]:
    """The keys under which rows say different things; a blank differs from an answer."""
    texts = [{key: {each.plain for each in entries} for key, entries in answer_entries(row, expected).items()} for row in rows]
    keys = dict.fromkeys(key for of_row in texts for key in of_row)
    return [key for key in keys if any(of_row.get(key) != texts[0].get(key) for of_row in texts)]


def _ask_which(key: str, rows: Sequence[Row], draft: Draft) -> None:
    header = draft.expected.columns[key].header
    entries: list[Entry] = []
    blank: list[str] = []
    for row in rows:
        cells = answer_entries(row, draft.expected).get(key, [])
        entries += cells
        blank += [] if cells else [f"{row.line.number}行目は空欄"]
    found = f"同じ事業の行が{len(rows)}つあり、「{header}」が違います。{'、'.join([quoted(entries), *blank])}"
    request = "どちらの行の回答が正しいかを知らせてください。"
    draft.ask_about("row-copied-differently", rows[0].measure_id, key, entries, found, request)


def _note_copy(row: Row, original: Row, draft: Draft) -> None:
    """Accounts for the answers of a row that says nothing else than another."""
    cells = [entry for entries in answer_entries(row, draft.expected).values() for entry in entries]
    entries = draft.ledger.pending(cells)
    draft.ledger.reported(*entries)
    content = f"同じ回答です。{quoted(entries)}" if entries else ""
    message = f"{original.line.number}行目と同じ事業の行です。{content}"
    where = draft.ledger.location(row.line.number, row.line.entries[0].cell.column)
    draft.ledger.remark(Severity.NOTE, "row-copied", where, message)


def grouped(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows of the same department and measure together, in the order of the sheet."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.line.number):
        groups[row.department_id, row.measure_id].append(row)
    return list(groups.values())
