"""A book that a department sent back, whatever its format, as a grid with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kaigi_docs.read.grid import GridBook


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedBook:
    """A book as found.

    Attributes:
        file: shown path, relative to the meeting folder; 「調査票/返信.eml＞調査票_D07.xlsx」 for what came in a mail.
        sha256: of its bytes, in hexadecimal digits.
        grid: its sheets, with notes and fills.
        received: day on which the mail was sent; None for files without a mail, whose own times say nothing.
    """

    file: str
    sha256: str
    grid: GridBook
    received: date | None = None
