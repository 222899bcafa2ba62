"""The rows of a sheet by what they hold, whatever their order: keys, headers, ids, or something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from kaigi_docs.model.status_sheet import ANSWERER, STAMP_NAME, RowId, Stamp, looks_like_row_id
from kaigi_docs.read.returned.expected import Expected, folded
from kaigi_docs.read.returned.ledger import Entry

_LEAST_KEYS, _LEAST_HEADERS = 2, 3
"""So many different keys or headers in one row are no accident."""
_LONGEST_HEADER = 60


class LineKind(StrEnum):
    """What a row is, by its cells."""

    KEYS = "keys"
    HEADERS = "headers"
    MEASURE = "measure"
    ANSWERER_KEYS = "answerer keys"
    ANSWERER_HEADERS = "answerer headers"
    ANSWERER = "answerer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Line:
    """A row with filled cells.

    Attributes:
        number: of the row, from 1.
        entries: its filled cells, from the left.
        kind: what it is.
        ids: sound ids of rows, each with its cell.
        damaged: a cell that holds a damaged id.
        stamp: of a 調査票, with its cell.
    """

    number: int
    entries: tuple[Entry, ...]
    kind: LineKind
    ids: tuple[tuple[Entry, RowId], ...] = ()
    damaged: Entry | None = None
    stamp: tuple[Entry, Stamp] | None = None


def lines_of(entries: Iterable[Entry], expected: Expected) -> tuple[Line, ...]:
    """The rows of a sheet from its cells, which come row by row."""
    return tuple(_line(number, tuple(row), expected) for number, row in groupby(entries, lambda entry: entry.cell.row))


def _line(number: int, entries: tuple[Entry, ...], expected: Expected) -> Line:
    like_ids = [entry for entry in entries if entry.plain.count(".") == 3 and looks_like_row_id(entry.plain)]
    parsed = [(entry, RowId.parse(entry.plain)) for entry in like_ids]
    ids = tuple((entry, found) for entry, found in parsed if found is not None)
    damaged = next((entry for entry, found in parsed if found is None), None)
    if ids:
        kind = LineKind.ANSWERER if ids[0][1].subject == ANSWERER else LineKind.MEASURE
        return Line(number, entries, kind, ids, damaged)
    return Line(number, entries, _kind(entries, expected), (), damaged, _stamp(entries))


def _stamp(entries: Iterable[Entry]) -> tuple[Entry, Stamp] | None:
    found = ((entry, Stamp.parse(entry.plain)) for entry in entries if entry.plain.startswith(STAMP_NAME))
    return next(((entry, stamp) for entry, stamp in found if stamp is not None), None)


def _kind(entries: tuple[Entry, ...], expected: Expected) -> LineKind:
    """What a row without ids is."""
    texts = [entry.plain for entry in entries]
    if len({key for text in texts if (key := expected.key_of(text))}) >= _LEAST_KEYS:
        return LineKind.KEYS
    if len({text for text in texts if text in expected.answerer_keys}) >= _LEAST_KEYS:
        return LineKind.ANSWERER_KEYS
    if len(texts) < _LEAST_HEADERS:
        return LineKind.OTHER
    keys = {folded(text) for text in texts if len(text) <= _LONGEST_HEADER}
    if len(keys & expected.headers.keys()) >= _LEAST_HEADERS:
        return LineKind.HEADERS
    if len(keys & expected.answerer_headers.keys()) >= _LEAST_HEADERS:
        return LineKind.ANSWERER_HEADERS
    return LineKind.OTHER
