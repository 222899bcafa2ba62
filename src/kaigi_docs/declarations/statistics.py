"""The sheets of 統計.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import SheetDeclaration

STATISTICS_FILE = "統計.xlsx"

STATISTICS_SHEETS: tuple[SheetDeclaration, ...] = ()
