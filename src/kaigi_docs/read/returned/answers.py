"""The cells of rows of measures: answers, known texts that came back as they were or not, and what nobody asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time

from kaigi_docs.declarations.status_sheet import KEY_ID, StatusColumn
from kaigi_docs.findings import Severity
from kaigi_docs.read.cells import ERROR_VALUES
from kaigi_docs.read.returned.drafts import Draft
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.ledger import Entry, Ledger, quoted, quoted_here
from kaigi_docs.read.returned.rows import Row


def read_row(row: Row, draft: Draft) -> None:
    """Takes the answers of a row; cells under no known column stay pending."""
    expected = draft.expected
    by_key: dict[str, list[Entry]] = defaultdict(list)
    for entry in draft.ledger.pending(row.line.entries):
        key = row.columns.keys.get(entry.cell.column)
        column = expected.columns.get(key) if key is not None else None
        if key == KEY_ID:
            draft.ledger.report(Severity.WARNING, "cell-stray", [entry], f"行IDの列に、ほかの文があります。{entry.words}")
        elif column is not None and not column.open:
            _compare(row, column, entry, draft.ledger, expected)
        elif column is not None and entry.cell.column in row.columns.doubtful:
            _ask_where_it_belongs(row, column, entry, draft)
        elif column is not None:
            by_key[column.key].append(entry)
    for key, entries in by_key.items():
        _read_answers(row, expected.columns[key], entries, draft)


def answer_entries(row: Row, expected: Expected) -> dict[str, list[Entry]]:
    """The filled cells of a row that take answers, by key of their column."""
    found: dict[str, list[Entry]] = defaultdict(list)
    open_keys = expected.rows[row.measure_id].open_keys
    for entry in row.line.entries:
        key = row.columns.keys.get(entry.cell.column)
        if key in open_keys and entry.cell.column not in row.columns.doubtful:
            found[key].append(entry)
    return found


def _compare(row: Row, column: StatusColumn, entry: Entry, ledger: Ledger, expected: Expected) -> None:
    """A known text: ours as it was sent, else a finding."""
    if not entry.cell.formula and entry.plain == expected.rows[row.measure_id].texts.get(column.key):
        ledger.ours(entry)
        return
    message = f"「{column.header}」の欄は書き換えないところですが、送ったときと違います。{entry.words}"
    hint = "この文は使っていません。施策一覧を直すのか、回答の欄に書くつもりだったのかを確かめてください。"
    ledger.report(Severity.WARNING, "locked-changed", [entry], message, hint)


def _read_answers(row: Row, column: StatusColumn, entries: Sequence[Entry], draft: Draft) -> None:
    """The answer under one key; several columns may have the same where somebody copied one."""
    if column.key not in draft.expected.rows[row.measure_id].open_keys:
        message = f"「{column.header}」は、この事業では尋ねていません（灰色の欄です）。{quoted_here(entries)}"
        hint = "この回答は使っていません。ほかの欄に書くつもりだったのでないか確かめてください。"
        draft.ledger.report(Severity.WARNING, "not-asked-cell", entries, message, hint)
    elif len({entry.plain for entry in entries}) > 1:
        found = f"「{column.header}」の列が2つあり、回答が違います。{quoted_here(entries)}"
        request = "どちらの回答が正しいかを知らせてください。"
        draft.ask_about("column-copied-differently", row.measure_id, column.key, entries, found, request)
    else:
        first, *copies = entries
        _read_answer(row, column, first, draft)
        if copies:
            message = f"「{column.header}」の列が2つあり、回答は同じです。{quoted_here(copies)}"
            draft.ledger.report(Severity.NOTE, "column-copied", copies, message)


def _read_answer(row: Row, column: StatusColumn, entry: Entry, draft: Draft) -> None:
    if ask_for_result(entry, column.header, row.measure_id, column.key, draft):
        return
    draft.take(row.measure_id, column.key, entry)
    if isinstance(entry.cell.value, date | time):
        found = f"「{column.header}」の欄が日付か時刻（{entry.text}）になっています。"
        request = "日付や時刻を書いたのでなければ、セルの書式を「文字列」にして書き直してください。"
        where = draft.ledger.where(entry)
        draft.ask("text-became-date", Severity.WARNING, row.measure_id, column.key, where, found, request)


def ask_for_result(entry: Entry, header: str, measure_id: str, key: str, draft: Draft) -> bool:
    """Whether a cell holds a formula without a usable result; the department is asked then."""
    if not entry.plain:
        found = f"「{header}」の計算式に計算結果がありません。"
        draft.ask_about(
            "formula-without-value", measure_id, key, [entry], found, "Excelで開いて保存するか、文字で書いてください。"
        )
    elif entry.text.strip() in ERROR_VALUES:
        found = f"「{header}」が計算の誤りになっています。{entry.words}"
        draft.ask_about("formula-error", measure_id, key, [entry], found, "計算式を直すか、文字で書いてください。")
    else:
        return False
    return True


def _ask_where_it_belongs(row: Row, column: StatusColumn, entry: Entry, draft: Draft) -> None:
    header = row.columns.headers[entry.cell.column]
    found = f"「{header.plain}」という見出しの欄は、送ったときは「{column.header}」の欄でした。{entry.words}"
    request = "どの欄の回答かを知らせてください。"
    draft.ask_about("column-moved", row.measure_id, column.key, [entry], found, request)


def ask_for_lost_columns(rows: Iterable[Row], draft: Draft) -> None:
    """Asks about columns that are gone, once for a department, where one of its measures has to be answered in them."""
    own = list(rows)
    there = {key for row in own for key in row.columns.keys.values()}
    owed = frozenset[str]().union(*(draft.expected.rows[row.measure_id].open_keys for row in own))
    if own and not there & draft.expected.columns.keys():
        _ask_for_all_columns(own, draft)
        return
    for key, column in draft.expected.columns.items():
        if key in owed and key not in there:
            found = f"「{column.header}」の列がありません。"
            request = f"「{column.header}」の回答を、元の調査票の列に書いて返してください。"
            draft.ask("column-lost", Severity.ERROR, "", key, draft.ledger.sheet_location, found, request)


def _ask_for_all_columns(rows: Sequence[Row], draft: Draft) -> None:
    entries = draft.ledger.pending(entry for row in rows for entry in row.line.entries)
    found = f"表の見出しがなく、どの欄の回答かわかりません。{quoted(entries)}"
    request = "元の調査票の見出しの下に書いて返してください。"
    draft.ledger.reported(*entries)
    draft.ask("columns-unknown", Severity.ERROR, "", "", draft.ledger.sheet_location, found, request)
