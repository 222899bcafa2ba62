"""The sheets of スケジュール.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import SheetDeclaration

SCHEDULE_FILE = "スケジュール.xlsx"

SCHEDULE_SHEETS: tuple[SheetDeclaration, ...] = ()
