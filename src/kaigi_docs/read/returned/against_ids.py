"""Rows whose hidden id means another measure than what is seen beside the answers; offered, never taken silently.

Who sorts the visible columns only leaves the hidden ids where they were, and who answered looked at what is seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kaigi_docs.declarations.status_sheet import KEY_MEASURE_ID, KEY_NAME
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.returned import NamePair
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import normalised_id
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.ledger import Ledger
from kaigi_docs.read.returned.rows import Row


def offered_against_ids(rows: Iterable[Row], ledger: Ledger, expected: Expected) -> list[Row]:
    """The rows, those with a pair whose 事業ID or 事業名 names another measure of their department than their id.

    Where what is seen agrees, the row is offered as that measure. Where 事業ID and 事業名 contradict each other, it is offered
    as that of its id, with a pair that is not the same. A name that was only reworded means no other measure.

    Args:
        rows: of measures, with sound ids.
        ledger: of the sheet.
        expected: what was sent.
    """
    return [_looked_at(row, ledger, expected) for row in rows]


def _looked_at(row: Row, ledger: Ledger, expected: Expected) -> Row:
    own = frozenset(expected.asked_of(row.department_id))
    number, name = (row.columns.entry(row.line, key) for key in (KEY_MEASURE_ID, KEY_NAME))
    by_number = own & {normalised_id(number.text)} if number is not None else frozenset[str]()
    by_name = own & {*expected.named.get(fold_name(name.text), ())} if name is not None else frozenset[str]()
    wrong = [
        entry
        for entry, meant in ((name, by_name), (number, by_number))
        if entry is not None and meant and row.measure_id not in meant
    ]
    if not wrong:
        return row
    seen = by_number & by_name if by_number and by_name else by_number | by_name
    measure_id = next(iter(seen)) if len(seen) == 1 else row.measure_id
    typed = name if name is not None and measure_id != row.measure_id else wrong[0]
    same = fold_name(typed.text) == fold_name(expected.rows[measure_id].measure.name.value)
    pair = NamePair(measure_id=measure_id, typed=Text(typed.text, ledger.where(typed)), same=same, against_id=True)
    return replace(row, measure_id=measure_id, pair=pair)
