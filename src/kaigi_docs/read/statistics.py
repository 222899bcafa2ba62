"""統計.xlsx -> Statistics, and everything that is wrong in it."""

from __future__ import annotations

from kaigi_docs.findings import Findings
from kaigi_docs.model.statistics import Statistics
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.settings import SettingsParts


def read_statistics(book: GridBook, parts: SettingsParts) -> tuple[Statistics, Findings]:
    """What the book says, and all that is wrong in it.

    Args:
        book: 統計.xlsx as found.
        parts: what the settings book says, as far as it can be read.
    """
    return Statistics(), Findings()
