"""The plan's indicators (評価指標), their targets and actual values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """What the book says: the 評価指標 of the plan."""
