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

_QUOTED_CHARACTERS = 60


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
        text: as typed; empty for a formula without a result.
        plain: the text for comparing.
    """

    cell: GridCell
    text: str
    plain: str

    @property
    def quoted(self) -> str:
        """Address and text on one line: 「D9「中止した。」」; a long text is cut, and the address finds the rest."""
        if not self.plain:
            return f"{self.cell.address}（計算結果のない計算式）"
        text = " ".join(self.text.split())
        return f"{self.cell.address}「{text if len(text) <= _QUOTED_CHARACTERS else text[:_QUOTED_CHARACTERS] + '…'}」"


def quoted(entries: Iterable[Entry]) -> str:
    """Cells with their addresses, one after the other."""
    return "、".join(entry.quoted for entry in entries)


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
    text = cell_text(cell.value)
    return Entry(cell, text, normalised(text))
