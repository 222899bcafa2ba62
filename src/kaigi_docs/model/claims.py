"""Statements about figures that can be recomputed: what they say, from which cells, by which operation, how rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kaigi_docs.findings import Location
from kaigi_docs.model.statistics import Period


class Operation(StrEnum):
    """How the value of a claim comes from its cells; the formula in words."""

    VALUE = "a"
    DIFFERENCE = "a − b"
    CHANGE_RATE = "(a − b) ÷ b × 100"
    RATIO = "a ÷ b"
    SHARE = "a ÷ b × 100"
    RATE = "a ÷ b × 100,000"  # b is the sum of all cells behind the first: the population, year by year
    ORDER = "a と b の大小"  # −1, 0 or 1: the sign of a − b
    RUN = "続いた年数"  # cells run back in time from the last; their changes have one sign
    COUNT = "数"  # how many cells are cited

    @property
    def divides(self) -> bool:
        """Whether b must not be zero."""
        return self in (Operation.CHANGE_RATE, Operation.RATIO, Operation.SHARE, Operation.RATE)


@dataclass(frozen=True, slots=True)
class CitedCell:
    """A value that a claim rests on.

    Attributes:
        series_id, period, class_name: which value.
        number: as published.
        text: as printed.
        where: its cell.
    """

    series_id: str
    period: Period
    class_name: str
    number: Decimal
    text: str
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure or word of a sentence, with its proof.

    Attributes:
        operation: how it was computed.
        cells: a, then b; for a run all years, the latest first; for a rate the count, then the population of each year.
        value: exact, before rounding.
        decimals: to which the printed figure is rounded, half up away from zero; None where nothing is rounded.
        printed: what stands in the sentence: 「74人」「約0.4％」「減」「12年連続」.
    """

    operation: Operation
    cells: tuple[CitedCell, ...]
    value: Fraction
    decimals: int | None
    printed: str

    @property
    def formula(self) -> str:
        """「21,007 − 21,081」: the operation with the printed values in it."""
        if self.operation in (Operation.RUN, Operation.COUNT):
            return f"{self.operation.value}（{'、'.join(cell.text for cell in self.cells)}）"
        words = dict(zip("ab", (cell.text for cell in self.cells), strict=False))
        if self.operation is Operation.RATE and len(self.cells) > 2:
            words["b"] = f"（{' + '.join(cell.text for cell in self.cells[1:])}）"
        return "".join(words.get(character, character) for character in self.operation.value)

    @property
    def rounding(self) -> str:
        """How the printed figure was rounded, in words; "" where it was not."""
        if self.decimals is None:
            return ""
        return f"四捨五入（小数{self.decimals}桁）" if self.decimals else "四捨五入（整数）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A computed sentence.

    Attributes:
        text: ends with 「。」.
        claims: everything in it that rests on figures, in order.
        where: the row that asked for it.
    """

    text: str
    claims: tuple[Claim, ...]
    where: Location | None = None
