"""指標.xlsx -> Indicators, and everything that is wrong in it."""

from __future__ import annotations

from kaigi_docs.findings import Findings
from kaigi_docs.model.indicators import Indicators
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.settings import SettingsParts


def read_indicators(book: GridBook, parts: SettingsParts) -> tuple[Indicators, Findings]:
    """What the book says, and all that is wrong in it.

    Args:
        book: 指標.xlsx as found.
        parts: what the settings book says, as far as it can be read.
    """
    return Indicators(), Findings()
