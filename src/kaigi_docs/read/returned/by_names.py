"""Rows without a sound id, matched by 事業ID and 事業名 as they can be read; offered to the secretariat, never taken silently."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaigi_docs.findings import Severity
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.returned import NamePair
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import nearest, normalised_id
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.ledger import MOST_FINDINGS, Ledger, extent, quoted_here
from kaigi_docs.read.returned.rows import Row, Unnamed


def rows_by_names(unnamed: Iterable[Unnamed], sound: Sequence[Row], ledger: Ledger, expected: Expected) -> list[Row]:
    """The rows that were matched; the others are reported with all their cells.

    An equal name or 事業ID may fit a measure that has a row with an id: then somebody copied the row. A similar name only fits
    one that has none, and only where no other row is similar to the same.

    Args:
        unnamed: rows of the sheet without a sound id.
        sound: its rows with ids.
        ledger: of the sheet.
        expected: what was sent.
    """
    by_department: dict[str, list[Unnamed]] = defaultdict(list)
    for row in unnamed:
        by_department[row.department_id].append(row)
    found: list[Row] = []
    for department_id, rows in by_department.items():
        taken = {row.measure_id for row in sound if row.department_id == department_id}
        found += _matched(rows, _Names.of(department_id, expected), taken, ledger)
    return found


_MOST_SIMILAR = 200
"""Where more rows than these have no known name, the table is another one and similar names say nothing."""


@dataclass(frozen=True, slots=True)
class _Names:
    """The measures that a department answers for, and what is known of all others.

    Attributes:
        names: by id, those of the department.
        expected: what was sent.
    """

    names: dict[str, str]
    expected: Expected

    @classmethod
    def of(cls, department_id: str, expected: Expected) -> _Names:
        """Those of a department."""
        own = expected.asked_of(department_id)
        return cls({each: expected.rows[each].measure.name.value for each in own}, expected)

    def exact(self, row: Unnamed) -> str | None:
        """The measure that 事業ID and an equal name mean.

        "" where they mean two measures, or one of another department; None where neither means any.
        """
        visible = normalised_id(row.visible_id.text) if row.visible_id is not None else ""
        by_id = {visible} & self.expected.rows.keys()
        by_name = set(self.expected.named.get(fold_name(row.name.text), ())) if row.name is not None else set()
        meant = by_id & by_name if by_id and by_name else by_id | by_name
        if not (by_id or by_name):
            return None
        own = meant & self.names.keys()
        return own.pop() if len(own) == 1 else ""

    def similar(self, row: Unnamed, free: Iterable[str]) -> str | None:
        """The measure among these whose name is most like that of the row, or None."""
        likely = nearest(row.name.text, (self.names[each] for each in free)) if row.name is not None else None
        fitting = [each for each in free if self.names[each] == likely]
        return fitting[0] if len(fitting) == 1 else None


def _matched(rows: Sequence[Unnamed], names: _Names, taken: set[str], ledger: Ledger) -> list[Row]:
    exact = [names.exact(row) for row in rows]
    free = [each for each in names.names if each not in taken and each not in exact]
    tried = free if exact.count(None) <= _MOST_SIMILAR else []
    likely = [names.similar(row, tried) if found is None else found for row, found in zip(rows, exact, strict=True)]
    claims = Counter(each for each, found in zip(likely, exact, strict=True) if found is None)
    matched: list[Row] = []
    unknown: list[Unnamed] = []
    for row, found, sure in zip(rows, likely, exact, strict=True):
        if found and (sure or claims[found] == 1):
            matched.append(_offered(row, found, names, ledger))
        else:
            unknown.append(row)
    for row in unknown[:MOST_FINDINGS]:
        _report_unknown(row, ledger)
    _report_many_unknown(unknown[MOST_FINDINGS:], ledger)
    return matched


def _offered(row: Unnamed, measure_id: str, names: _Names, ledger: Ledger) -> Row:
    typed = row.name or row.visible_id
    if typed is None:
        raise AssertionError(f"row {row.line.number} was matched by nothing")
    if row.damaged is not None:
        likely = f"事業名などから、事業「{names.names[measure_id]}」（{measure_id}）の行と思われます。"
        message = f"行ID「{row.damaged.text}」が壊れています。{likely}"
        ledger.report(Severity.WARNING, "row-id-damaged", [row.damaged], message, "要確認.xlsx で確かめてください。")
    same = fold_name(typed.text) == fold_name(names.names[measure_id])
    pair = NamePair(measure_id=measure_id, typed=Text(typed.text, ledger.where(typed)), same=same)
    return Row(row.line, row.columns, row.department_id, measure_id, pair)


def _report_unknown(row: Unnamed, ledger: Ledger) -> None:
    entries = ledger.pending(row.line.entries)
    code = "row-id-damaged" if row.damaged is not None else "row-unknown"
    first = f"行ID「{row.damaged.text}」が壊れていて、" if row.damaged is not None else "行IDがなく、"
    message = f"{first}この課のどの事業の行かわかりません。この行の回答は使っていません。{quoted_here(entries)}"
    hint = "新しい事業なら施策一覧に加え、そうでなければ、調査票の元の行に書き写してください。"
    ledger.report(Severity.ERROR, code, entries, message, hint)


def _report_many_unknown(rows: Sequence[Unnamed], ledger: Ledger) -> None:
    entries = ledger.pending(entry for row in rows for entry in row.line.entries)
    if entries:
        message = f"どの事業の行かわからない行が、ほかに{len(rows)}行あります。回答は使っていません。{extent(entries)}"
        ledger.report(Severity.ERROR, "row-unknown", entries, message, "調査票ではない表でないか確かめてください。")
