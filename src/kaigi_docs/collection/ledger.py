"""The account of answers: values in are values used and values in findings, or something was lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from kaigi_docs.findings import Location
from kaigi_docs.model.returned import ReturnedSheet


class Fate(StrEnum):
    """What became of an answer."""

    USED = "used"  # it stands in a measure, or chose what stands there
    SAME = "same"  # it says what a used one says
    REPORTED = "reported"  # it stands in a finding, a point or a question


@dataclass(slots=True)
class Ledger:
    """The fate of every answer by its cell.

    Attributes:
        fates: a later entry of the same cell replaces the earlier one.
    """

    fates: dict[Location, Fate] = field(default_factory=dict)

    def enter(self, where: Location | None, fate: Fate) -> None:
        """Notes what became of the answer in a cell."""
        if where is not None:
            self.fates[where] = fate

    def close(self, sheets: Iterable[ReturnedSheet]) -> None:
        """Checks that every answer of every sheet has a fate.

        Raises:
            AssertionError: one was lost, a defect of ours.
        """
        answers = (answer for sheet in sheets for answer in sheet.answers)
        lost = [answer.text.where for answer in answers if answer.text.where not in self.fates]
        if lost:
            raise AssertionError(f"answers without a fate: {lost[:5]}")
