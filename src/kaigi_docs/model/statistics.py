"""Sections of 資料1: published values of series with their charts and texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What the book says: the sections in order."""
