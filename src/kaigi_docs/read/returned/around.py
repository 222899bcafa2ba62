"""What stands outside the rows that take answers: ours as it was sent, else reported where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kaigi_docs.declarations.status_book import ROW_ID_HEADER
from kaigi_docs.declarations.status_sheet import KEY_ID
from kaigi_docs.findings import Severity
from kaigi_docs.read.returned.columns import Tables
from kaigi_docs.read.returned.expected import Expected, folded
from kaigi_docs.read.returned.ledger import MOST_FINDINGS, Entry, Ledger, extent, quoted_here
from kaigi_docs.read.returned.lines import Line, LineKind
from kaigi_docs.read.returned.rows import Row

_NOT_USED = "使っていません。回答か、事務局への伝言かを確かめてください。"


def account_for_frame(lines: Iterable[Line], tables: Tables, ledger: Ledger, expected: Expected) -> None:
    """Accounts for stamps, keys, headers and the texts around the tables; headers that were changed are noted."""
    for line in lines:
        if line.stamp is not None and ledger.is_pending(line.stamp[0]):
            ledger.ours(line.stamp[0])
        for entry in ledger.pending(line.entries):
            if _is_of_frame(entry, line, expected):
                ledger.ours(entry)
            elif line.kind is LineKind.HEADERS:
                _account_for_header(entry, line, tables, ledger, expected)


def _is_of_frame(entry: Entry, line: Line, expected: Expected) -> bool:
    """Whether a cell of a row without answers holds what was sent."""
    if line.ids or entry.cell.formula:
        return False
    if line.kind is LineKind.KEYS:
        return expected.key_of(entry.plain) in expected.keys.values()
    if line.kind is LineKind.ANSWERER_KEYS:
        return entry.plain in expected.answerer_keys or expected.is_around(entry.plain)
    if line.kind is LineKind.ANSWERER_HEADERS:
        return folded(entry.text) in expected.answerer_headers or expected.is_around(entry.plain)
    return line.kind is LineKind.OTHER and expected.is_around(entry.plain)


def _account_for_header(entry: Entry, line: Line, tables: Tables, ledger: Ledger, expected: Expected) -> None:
    columns = tables.columns(line.number)
    key = columns.keys.get(entry.cell.column)
    if folded(entry.text) in expected.headers:
        ledger.ours(entry)
        return
    column = expected.columns.get(key) if key is not None else None
    if column is not None or key == KEY_ID:
        header = column.header if column is not None else ROW_ID_HEADER
        message = f"「{header}」の見出しが変わっています。{entry.words}"
        ledger.report(Severity.NOTE, "header-changed", [entry], message, f"この列は「{header}」として読みました。")


def report_columns(rows: Iterable[Row], ledger: Ledger, expected: Expected) -> None:
    """Reports what stands in rows of measures under columns that are not asked, or that somebody added."""
    by_column: dict[tuple[int, int], list[tuple[Row, Entry]]] = defaultdict(list)
    for row in rows:
        for entry in ledger.pending(row.line.entries):
            by_column[id(row.columns), entry.cell.column].append((row, entry))
    for (_, column), found in by_column.items():
        columns = found[0][0].columns
        header = columns.headers.get(column)
        entries = [entry for _, entry in found]
        if header is not None:
            entries = [*ledger.pending([header]), *entries]
        named = f"「{header.plain}」の列" if header is not None else "見出しのない列"
        if column in columns.keys:
            message = f"{named}は、この会議では尋ねていません。{quoted_here(entries)}"
            ledger.report(Severity.WARNING, "column-not-asked", entries, message, _NOT_USED)
        else:
            message = f"{named}は、調査票にない列です。{quoted_here(entries)}"
            ledger.report(Severity.WARNING, "cell-stray", entries, message, _NOT_USED)


def report_rest(lines: Sequence[Line], tables: Tables, ledger: Ledger) -> None:
    """Reports, row by row, all that is still unaccounted for."""
    for line in lines:
        entries = ledger.pending(line.entries)
        unasked = [entry for entry in entries if _is_unasked(entry, line, tables)]
        if unasked:
            message = f"この会議では尋ねていない列があります。{quoted_here(unasked)}"
            ledger.report(Severity.NOTE, "column-not-asked", unasked, message)
    strays = [entries for line in lines if (entries := ledger.pending(line.entries))]
    rest = [entry for entries in strays[MOST_FINDINGS:] for entry in entries]
    for entries in (*strays[:MOST_FINDINGS], *([rest] if rest else [])):
        message = f"表の外に書いてあります。{quoted_here(entries) if entries is not rest else extent(entries)}"
        ledger.report(Severity.WARNING, "cell-stray", entries, message, _NOT_USED)


def _is_unasked(entry: Entry, line: Line, tables: Tables) -> bool:
    """Whether a key or a header belongs to a column of another meeting."""
    return line.kind in (LineKind.KEYS, LineKind.HEADERS) and entry.cell.column in tables.columns(line.number).keys


def account_for_other_sheet(ledger: Ledger, expected: Expected) -> None:
    """Accounts for a sheet without a table: 記入のしかた and 選択肢 as they were sent, all else as one finding."""
    entries: Sequence[Entry] = list(ledger.entries.values())
    known = [entry for entry in entries if expected.is_aside(entry.plain) and not entry.cell.formula]
    if 2 * len(known) >= len(entries):
        ledger.ours(*known)
    rest = ledger.pending(entries)
    if not rest:
        return
    whose = "調査票の「記入のしかた」が変わっています" if known and len(rest) < len(entries) else "調査票ではないシートです"
    hidden = "隠れた" if ledger.sheet.hidden else ""
    message = f"{hidden}{whose}（{len(rest)}個のセル）。{extent(rest)}"
    ledger.report(Severity.WARNING, "sheet-not-status", rest, message, "回答が書いてないか確かめてください。")
