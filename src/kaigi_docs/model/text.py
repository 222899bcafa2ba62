"""Text with its place, and stable ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kaigi_docs.findings import Location


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that somebody wrote, and the cell or line where they stand; equal when the characters are."""

    value: str
    where: Location | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """The characters."""
        return self.value

    def __bool__(self) -> bool:
        """Whether there is anything but white space."""
        return bool(self.value.strip())


_ID = re.compile(r"([A-Z]+)([0-9]{1,9})")


def is_stable_id(value: str, prefix: str) -> bool:
    """Whether a value is an id of this kind: its prefix in capital Latin letters and a number, for instance J012."""
    match = _ID.fullmatch(value)
    return match is not None and match.group(1) == prefix


def next_free_id(prefix: str, used: Iterable[str]) -> str:
    """The id after the highest one in use, with as many digits as the longest of them (at least two)."""
    numbers = [match.group(2) for value in used if (match := _ID.fullmatch(value)) and match.group(1) == prefix]
    width = max((len(number) for number in numbers), default=2)
    highest = max((int(number) for number in numbers), default=0)
    return f"{prefix}{highest + 1:0{width}d}"


class IdSeries:
    """The ids of one kind that are in use, and proposals for further ones; J012 and J12 are the same id."""

    def __init__(self, prefix: str, used: Iterable[str], first_number: str = "01") -> None:
        """Starts with the ids in use.

        Args:
            prefix: letters of the ids.
            used: stable ids; others are passed over.
            first_number: the digits of the first id where none is in use.
        """
        self._prefix = prefix
        digits = [match.group(2) for value in used if (match := _ID.fullmatch(value)) and match.group(1) == prefix]
        self._width = max((len(each) for each in digits), default=len(first_number))
        self._used = {int(each) for each in digits}
        self._highest = max(self._used, default=0)

    def is_free(self, value: str) -> bool:
        """Whether a value is an id of this kind that is not in use."""
        return is_stable_id(value, self._prefix) and _number(value) not in self._used

    def take(self, value: str) -> None:
        """Counts an id of this kind as in use."""
        self._used.add(_number(value))
        self._highest = max(self._highest, _number(value))

    def beside(self, above: str | None, below: str | None) -> str | None:
        """The free id right after the one above, else right before the one below, or None: A02 between A01 and A03."""
        beside = (None if above is None else _number(above) + 1, None if below is None else _number(below) - 1)
        found = next((number for number in beside if number is not None and number > 0 and number not in self._used), None)
        return None if found is None else self._written(found)

    def next(self) -> str:
        """The id after the highest one in use."""
        return self._written(self._highest + 1)

    def _written(self, number: int) -> str:
        return f"{self._prefix}{number:0{self._width}d}"


def _number(value: str) -> int:
    """The number of a stable id."""
    match = _ID.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is no stable id")
    return int(match.group(2))
