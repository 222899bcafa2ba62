"""The sheets of 指標.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import SheetDeclaration

INDICATORS_FILE = "指標.xlsx"

INDICATORS_SHEETS: tuple[SheetDeclaration, ...] = ()
