"""What makes a meeting: its name, round, year and deadline; in a draft with stand-ins for what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kaigi_docs.declarations.settings import MEETING, SETTINGS_FILE
from kaigi_docs.findings import OPEN_MARK, Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.text import Text
from kaigi_docs.read.rows import Row

NO_BASICS = Row(Location(SETTINGS_FILE, MEETING.title), "", {}, {}, usable=False)
"""Stands in a draft for a 会議 sheet that cannot be read."""

_SOME_YEAR = FiscalYear(2000)
"""Reckoned with where no date is known at all; never printed, because a draft prints what was typed instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Essentials:
    """Without these there is no meeting.

    Attributes:
        as_typed: what a draft prints instead of a value that is not known, by header.
    """

    name: Text
    round: int
    fiscal_year: FiscalYear
    deadline: date
    as_typed: Mapping[str, Text] = field(default_factory=dict)


def read_essentials(basics: Row, year: FiscalYear | None) -> Essentials | None:
    """The essentials of the 会議 sheet, or None where one of them is missing.

    Args:
        basics: the sheet.
        year: the fiscal year that it or a date in it says.
    """
    deadline, round_number, name = basics.get("締切", date), basics.get("回", int), basics.text("会議名")
    if deadline is None or round_number is None or year is None or not name:
        return None
    return Essentials(name=name, round=round_number, fiscal_year=year, deadline=deadline)


def drafted_essentials(basics: Row, year: FiscalYear | None) -> Essentials:
    """The same for a draft: what is missing is reckoned with as the first round and the end of the year."""
    deadline, round_number = basics.get("締切", date), basics.get("回", int)
    reckoned = year or _SOME_YEAR
    unknown = {"締切": deadline is None, "回": round_number is None, "年度": year is None}
    return Essentials(
        name=basics.text("会議名") or Text(OPEN_MARK, basics.place("会議名")),
        round=round_number or 1,
        fiscal_year=reckoned,
        deadline=deadline or date(reckoned.year + 1, 3, 31),
        as_typed={header: _as_typed(basics, header) for header, is_unknown in unknown.items() if is_unknown},
    )


def _as_typed(basics: Row, header: str) -> Text:
    """What stands in the cell, with the mark that a person has to look at it."""
    typed = basics.text(header).value.strip().removesuffix(OPEN_MARK)
    return Text(typed + OPEN_MARK, basics.place(header))
