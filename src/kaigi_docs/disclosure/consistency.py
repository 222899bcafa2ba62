"""Whether tables, claims and known values can all be true at once: what does not add up cannot be protected."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.disclosure.faults import TablesContradict
from kaigi_docs.disclosure.system import Row, printed_value, row_of_equation, rows_of_claim, rows_of_tables
from kaigi_docs.disclosure.values import Claim, Comparison, Rounded, TableSet, cells_of


def require_consistent(tables: TableSet) -> None:
    """Raises where two counts share an id, a sum or a claim is wrong, or a known value differs.

    Raises:
        TablesContradict: the message names the place and what to do.
    """
    _require_one_count_each(tables)
    claims = (*tables.claims, *(known.claim for known in tables.known))
    _require_known_cells(tables, claims)
    for row in (*rows_of_tables((*tables.tables, *tables.unprinted)), *map(row_of_equation, tables.equations)):
        _require(row, tables, f"「{row.source}」が、内訳と合いません。数を直してください。")
    for claim in tables.claims:
        if isinstance(claim, Comparison):
            for row in rows_of_claim(claim, None):
                _require(row, tables, f"文「{claim.text or claim.id}」は、数と合いません。文か数を直してください。")
    for known in tables.known:
        for row in rows_of_claim(known.claim, known.value, known.source):
            _require(
                row,
                tables,
                f"「{known.source}」で公表されている値が、今回の数と合いません。後で直された数なら、知られている数から外してください。",
            )


def _require(row: Row, tables: TableSet, message: str) -> None:
    if not row.holds(tables.counts):
        raise TablesContradict(message)


def _require_one_count_each(tables: TableSet) -> None:
    for cell in tables.every_cell():
        if cell.count < 0:
            raise TablesContradict(f"「{cell.name or cell.id}」が負の数です。0以上の人数にしてください。")
        if cell.weight < 1:
            raise TablesContradict(f"「{cell.name or cell.id}」の重みが{cell.weight}です。1以上にしてください。")
        if tables.counts[cell.id] != cell.count:
            raise TablesContradict(f"「{cell.name or cell.id}」（{cell.id}）の数が、表によって違います。同じ数にしてください。")


def _require_known_cells(tables: TableSet, claims: Iterable[Claim]) -> None:
    named = {cell for equation in tables.equations for cell in (equation.total, *equation.parts)}
    for claim in claims:
        named.update(cells_of(claim))
        if isinstance(claim, Rounded) and _divides_by_nothing(claim, tables):
            raise TablesContradict(f"「{claim.text or claim.id}」の分母が0より小さいか、0です。分母を直してください。")
    if unknown := sorted(named - tables.counts.keys()):
        raise TablesContradict(f"どの表にもない数「{unknown[0]}」が、文か内訳で使われています。IDを直してください。")


def _divides_by_nothing(claim: Rounded, tables: TableSet) -> bool:
    if isinstance(claim.denominator, int):
        return claim.denominator <= 0
    return all(cell in tables.counts for cell, _ in claim.denominator) and printed_value(claim, tables.counts) is None
