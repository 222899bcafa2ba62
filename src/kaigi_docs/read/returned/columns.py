"""Which column of a returned table holds what: by the hidden keys above it, else by its header."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kaigi_docs.declarations.status_sheet import KEY_ID
from kaigi_docs.read.returned.expected import Expected, folded
from kaigi_docs.read.returned.ledger import Entry
from kaigi_docs.read.returned.lines import Line, LineKind


@dataclass(frozen=True, slots=True)
class Columns:
    """Which key each column of a table has.

    Attributes:
        keys: by number of the column, those of other meetings too.
        headers: cells of the header row by number of the column.
        doubtful: columns whose visible header belongs to another key than the hidden one above it: who moves what is seen leaves
            the hidden row behind, and nobody can tell which of both is right.
    """

    keys: dict[int, str]
    headers: dict[int, Entry]
    doubtful: frozenset[int] = frozenset()

    def entry(self, line: Line, key: str) -> Entry | None:
        """The first filled cell of a row under a key."""
        return next((entry for entry in line.entries if self.keys.get(entry.cell.column) == key), None)


class Tables:
    """Finds the columns that hold for a row: the nearest keys above it, else the first of the sheet; headers likewise."""

    def __init__(self, lines: Iterable[Line], expected: Expected) -> None:
        """Looks at the rows of a sheet."""
        self._lines: dict[LineKind, list[Line]] = {kind: [] for kind in LineKind}
        for line in lines:
            self._lines[line.kind].append(line)
        self._numbers = {kind: [line.number for line in found] for kind, found in self._lines.items()}
        self._expected = expected
        self._known: dict[tuple[LineKind, int, int], Columns] = {}

    def columns(self, number: int) -> Columns:
        """The columns of the table in which a row stands; none where there are neither keys nor headers."""
        return self._resolved(LineKind.KEYS, LineKind.HEADERS, number)

    def answerer_columns(self, number: int) -> Columns:
        """The columns of the row that says who answers."""
        return self._resolved(LineKind.ANSWERER_KEYS, LineKind.ANSWERER_HEADERS, number)

    def _resolved(self, key_kind: LineKind, header_kind: LineKind, number: int) -> Columns:
        keys, headers = self._nearest(key_kind, number), self._nearest(header_kind, number)
        if keys is not None and headers is not None:
            if headers.number < keys.number and len(self._lines[key_kind]) > 1:
                headers = None  # of the table above
            elif self._count_above(header_kind, headers.number) - self._count_above(header_kind, keys.number) > 1:
                keys = None  # of the table above: this one was pasted without its hidden row
        known = (key_kind, keys.number if keys else 0, headers.number if headers else 0)
        if known not in self._known:
            make = _table_columns if key_kind is LineKind.KEYS else _answerer_columns
            self._known[known] = make(keys, headers, self._expected)
        return self._known[known]

    def _nearest(self, kind: LineKind, number: int) -> Line | None:
        lines = self._lines[kind]
        return lines[max(self._count_above(kind, number) - 1, 0)] if lines else None

    def _count_above(self, kind: LineKind, number: int) -> int:
        """How many rows of a kind there are up to a row."""
        return bisect_right(self._numbers[kind], number)


def _table_columns(key_line: Line | None, header_line: Line | None, expected: Expected) -> Columns:
    keys = _hidden_keys(key_line, expected.key_of)
    headers = _header_cells(header_line)
    taken = frozenset(keys.values())
    doubtful: set[int] = set()
    for column, entry in headers.items():
        meant = expected.headers.get(folded(entry.text), ())
        if column not in keys and len(meant) == 1 and meant[0] not in taken:
            keys[column] = meant[0]
        elif keys.get(column, KEY_ID) != KEY_ID and meant and keys[column] not in meant:
            doubtful.add(column)
    return Columns(keys, headers, frozenset(doubtful))


def _answerer_columns(key_line: Line | None, header_line: Line | None, expected: Expected) -> Columns:
    keys = _hidden_keys(key_line, expected.answerer_keys.get)
    headers = _header_cells(header_line)
    taken = frozenset(keys.values())
    for column, entry in headers.items():
        meant = expected.answerer_headers.get(folded(entry.text))
        if column not in keys and meant is not None and meant not in taken:
            keys[column] = meant
    return Columns(keys, headers)


def _hidden_keys(line: Line | None, key_of: Callable[[str], str | None]) -> dict[int, str]:
    found = {entry.cell.column: key_of(entry.plain) for entry in (line.entries if line is not None else ())}
    return {column: key for column, key in found.items() if key is not None}


def _header_cells(line: Line | None) -> dict[int, Entry]:
    return {entry.cell.column: entry for entry in (line.entries if line is not None else ())}
