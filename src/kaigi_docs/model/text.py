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


_ID = re.compile(r"([A-Z]+)([0-9]+)")


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
