"""The filled cells of one sheet, and what became of each: every one is accounted for exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.returned import CellCount
from kaigi_docs.read.cells import cell_text
from kaigi_docs.read.grid import GridCell, GridSheet, column_letters
from kaigi_docs.read.returned.expected import normalised

_QUOTED_CHARACTERS, _QUOTED_CELLS = 60, 20
MOST_FINDINGS = 50
"""So many rows of a sheet get findings of their own; a long list that is no 調査票 would else drown all others."""


class Fate(StrEnum):
    """What became of a cell."""

    OURS = "ours"
    ANSWER = "answers"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Entry:
    """A filled cell.

    Attributes:
        cell: as found.
        text: as typed, of a number as Excel shows it; empty for a formula without a result.
        plain: the text for comparing.
    """

    cell: GridCell
    text: str
    plain: str

    @property
    def words(self) -> str:
        """The text on one line: 「中止した。」; a long one is cut, and the place of the message finds the rest."""
        if not self.plain:
            return "（計算結果のない計算式）"
        text = " ".join(self.text.split())
        return f"「{text if len(text) <= _QUOTED_CHARACTERS else text[:_QUOTED_CHARACTERS] + '…'}」"


def quoted(entries: Iterable[Entry]) -> str:
    """Cells with their addresses, one after the other: D9「中止した。」、E9「続ける。」."""
    return "、".join(f"{entry.cell.address}{entry.words}" for entry in entries)


def quoted_here(entries: Sequence[Entry]) -> str:
    """Cells for a message that stands at the first of them: the address of a single one would be said twice."""
    return entries[0].words if len(entries) == 1 else quoted(entries)


def extent(entries: Sequence[Entry]) -> str:
    """Cells for a message about a whole sheet: of many only the first, and between which corners all of them are."""
    if len(entries) <= _QUOTED_CELLS:
        return quoted_here(entries)
    return f"{quoted(entries[:_QUOTED_CELLS])}など、{corners(entries)}"


def corners(entries: Sequence[Entry]) -> str:
    """「A1からL11まで」, the smallest range with all these cells."""
    rows = [entry.cell.row for entry in entries]
    columns = [entry.cell.column for entry in entries]
    first, last = (f"{column_letters(pick(columns))}{pick(rows)}" for pick in (min, max))
    return f"{first}から{last}まで"


class Ledger:
    """The account of one sheet."""

    def __init__(self, file: str, sheet: GridSheet) -> None:
        """Opens the account of all filled cells of a sheet."""
        self.file = file
        self.sheet = sheet
        self.findings: list[Finding] = []
        entries = ((place, _entry(cell)) for place, cell in sorted(sheet.cells.items()))
        self.entries = {place: entry for place, entry in entries if entry.cell.formula or entry.plain}
        self._fates: dict[tuple[int, int], Fate] = {}

    @property
    def sheet_location(self) -> Location:
        """The sheet as a whole."""
        return Location(self.file, self.sheet.title)

    def location(self, row: int, column: int) -> Location:
        """A cell of the sheet, filled or not."""
        return Location(self.file, self.sheet.title, f"{column_letters(column)}{row}")

    def where(self, entry: Entry) -> Location:
        """The place of a filled cell."""
        return Location(self.file, self.sheet.title, entry.cell.address)

    def is_pending(self, entry: Entry) -> bool:
        """Whether nothing became of the cell so far."""
        return (entry.cell.row, entry.cell.column) not in self._fates

    def pending(self, entries: Iterable[Entry] | None = None) -> list[Entry]:
        """Those of the cells, or of all, of which nothing became so far."""
        return [entry for entry in (self.entries.values() if entries is None else entries) if self.is_pending(entry)]

    def ours(self, *entries: Entry) -> None:
        """Cells that hold what we sent."""
        self._account(Fate.OURS, entries)

    def answer(self, entry: Entry) -> None:
        """A cell that is handed on as an answer."""
        self._account(Fate.ANSWER, (entry,))

    def reported(self, *entries: Entry) -> None:
        """Cells whose content stands in a finding or a point."""
        self._account(Fate.REPORTED, entries)

    def remark(self, severity: Severity, code: str, where: Location, message: str, hint: str = "") -> None:
        """Adds a finding about what holds no content of its own."""
        self.findings.append(Finding(code, severity, where, message, hint))

    def report(self, severity: Severity, code: str, entries: Sequence[Entry], message: str, hint: str = "") -> None:
        """Adds a finding at the first of these cells; its message must say what stands in them."""
        self.reported(*entries)
        self.remark(severity, code, self.where(entries[0]), message, hint)

    def count(self) -> CellCount:
        """What became of the cells; those of which nothing became are missing on the right side."""
        fates = Counter(self._fates.values())
        return CellCount(
            filled=len(self.entries), ours=fates[Fate.OURS], answers=fates[Fate.ANSWER], reported=fates[Fate.REPORTED]
        )

    def _account(self, fate: Fate, entries: Iterable[Entry]) -> None:
        for entry in entries:
            place = (entry.cell.row, entry.cell.column)
            if place in self._fates:
                raise AssertionError(f"{self.where(entry)} is accounted for twice: {self._fates[place]}, {fate}")
            self._fates[place] = fate


def _entry(cell: GridCell) -> Entry:
    text = cell.shown if cell.shown is not None else cell_text(cell.value)
    return Entry(cell, text, normalised(text))
