"""スケジュール.xlsx -> Schedule, and everything that is wrong in it."""

from __future__ import annotations

from kaigi_docs.findings import Findings
from kaigi_docs.model.schedule import Schedule
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.settings import SettingsParts


def read_schedule(book: GridBook, parts: SettingsParts) -> tuple[Schedule, Findings]:
    """What the book says, and all that is wrong in it.

    Args:
        book: スケジュール.xlsx as found.
        parts: what the settings book says, as far as it can be read.
    """
    return Schedule(), Findings()
