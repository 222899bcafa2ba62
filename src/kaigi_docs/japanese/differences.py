"""Where two Japanese texts differ, in pieces that a reader takes for words: a number, a run of kanji or of kana stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(
    r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*"  # 1,234 and 12.5 are one number
    r"|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヺー]+|[一-鿿々〆𠀀-𪛟]+|[ぁ-ゟ]+|[^\S\n]+|.",
    re.DOTALL,
)
_ISLAND = re.compile(r"[ぁ-ゟ、。・\s]{1,2}")
"""Equal texts like this between two changes say nothing (の, から, 、) and would only make the marks hard to read."""


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a text, and whether the other text has it, too."""

    text: str
    same: bool


def differing_parts(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts of two texts; the parts that are the same follow each other in both alike.

    Takes time with the product of both lengths at worst; texts of a few thousand characters are compared in some milliseconds.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    matcher = SequenceMatcher(None, old, new)
    steps = list(_without_islands([(tag == "equal", old[a:b], new[c:d]) for tag, a, b, c, d in matcher.get_opcodes()]))
    return _joined((same, "".join(pieces)) for same, pieces, _ in steps), _joined(
        (same, "".join(pieces)) for same, _, pieces in steps
    )


_Step = tuple[bool, list[str], list[str]]


def _without_islands(steps: list[_Step]) -> Iterator[_Step]:
    """The steps; an island between two changes is a change."""
    for at, (same, old, new) in enumerate(steps):
        is_between = 0 < at < len(steps) - 1
        yield same and not (is_between and _ISLAND.fullmatch("".join(old))), old, new


def _joined(parts: Iterable[tuple[bool, str]]) -> tuple[Part, ...]:
    """The parts that are not empty, neighbours of one kind as one."""
    joined: list[Part] = []
    for same, text in parts:
        if joined and joined[-1].same is same:
            joined[-1] = Part(joined[-1].text + text, same)
        elif text:
            joined.append(Part(text, same))
    return tuple(joined)
