"""What follows from sums that are known: the number of a further sum, if they settle it (linear algebra in exact fractions)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

_Terms = dict[int, Fraction]


class KnownSums:
    """Sums over parts that are numbered; each is added once, and is solved for the first part that the others leave in it."""

    def __init__(self) -> None:
        """Knows nothing."""
        self._rows: dict[int, tuple[_Terms, Fraction]] = {}

    def add(self, parts: Collection[int], number: int) -> None:
        """Takes the sum of these parts; one that follows from the others, or contradicts them, adds nothing."""
        terms, rest = self._reduced(dict.fromkeys(parts, Fraction(1)), Fraction(number))
        if terms:
            first = min(terms)
            factor = terms[first]
            self._rows[first] = {part: each / factor for part, each in terms.items()}, rest / factor

    def number(self, parts: Collection[int]) -> int | None:
        """The sum of these parts; None where the known sums leave it open."""
        terms, rest = self._reduced(dict.fromkeys(parts, Fraction(1)), Fraction(0))
        return None if terms else int(-rest)

    def _reduced(self, terms: _Terms, rest: Fraction) -> tuple[_Terms, Fraction]:
        """What is left of terms when every solved part is put in for; stops at the first that is not solved."""
        while terms and (first := min(terms)) in self._rows:
            row, number = self._rows[first]
            factor = terms[first]
            rest -= factor * number
            _subtract(terms, row, factor)
        return terms, rest


def _subtract(terms: _Terms, row: Mapping[int, Fraction], factor: Fraction) -> None:
    for part, each in row.items():
        left = terms.get(part, Fraction(0)) - factor * each
        if left:
            terms[part] = left
        else:
            terms.pop(part, None)
