"""Tasks over the months of fiscal years (スケジュール)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What the book says: the tasks and their months."""
