"""What a declared sheet holds before its cells are judged: rows with their cells by header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaigi_docs.declarations.kinds import SheetDeclaration
from kaigi_docs.findings import Location
from kaigi_docs.read.cells import cell_text
from kaigi_docs.read.grid import GridCell


@dataclass(frozen=True, slots=True)
class RawRow:
    """A filled row.

    Attributes:
        where: its first filled cell.
        number: of the row in its sheet, from 1.
        cells: filled cells by declared header.
        places: where the cell of each declared header is, filled or not; a header that the sheet lacks is not there.
        faulty: headers whose cell was already reported.
    """

    where: Location
    number: int
    cells: Mapping[str, GridCell]
    places: Mapping[str, Location]
    faulty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A declared sheet as found.

    Attributes:
        where: its header row, or the book where the sheet is missing.
        rows: those that hold more than their own id.
        headers: where each header is that was found.
        ids: (row, own id as written), those of empty rows too.
    """

    where: Location
    rows: tuple[RawRow, ...] = ()
    headers: Mapping[str, Location] = field(default_factory=dict)
    ids: tuple[tuple[int, str], ...] = ()

    def is_empty(self, declaration: SheetDeclaration) -> bool:
        """Whether the sheet could be read, but has no rows."""
        return not self.rows and set(declaration.required_headers) <= set(self.headers)


def shortened(cell: GridCell, limit: int = 30) -> str:
    """The text of a cell in one line of a message."""
    text = " ".join(cell_text(cell.value).split())
    return text if len(text) <= limit else text[:limit] + "…"
