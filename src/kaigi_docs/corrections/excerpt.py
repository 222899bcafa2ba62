"""What changed between two texts, cut to the sentences that differ, with the change itself marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from kaigi_docs.blocks import Run

_SENTENCES = re.compile(r"[^。\n]*[。\n]|[^。\n]+")
_TOKENS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*|[A-Za-zＡ-Ｚａ-ｚ]+|[ァ-ヶー]+|.", re.DOTALL)
_CONTEXT = 30  # characters shown before and after a change in a long text
_LONG = 120
_GAP = "…"

_Piece = tuple[str, bool]


def excerpt(old: str, new: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of 誤 and of 正: sentences that differ, the change strong, everything else left out as 「…」.

    An inserted or removed sentence stands behind the one before it, so that the place can be found on both sides.
    """
    before, now = _SENTENCES.findall(old), _SENTENCES.findall(new)
    blocks = list(_differing(before, now))
    sides: tuple[list[_Piece], list[_Piece]] = [], []
    for number, (first, end, other, other_end) in enumerate(blocks):
        pieces = _marked("".join(before[first:end]), "".join(now[other:other_end]))
        for side, found, starts, ends, length in (
            (sides[0], pieces[0], first, end, len(before)),
            (sides[1], pieces[1], other, other_end, len(now)),
        ):
            side += [(_GAP, False)] if starts > 0 and number == 0 else []
            side += _shortened(found)
            side += [(_GAP, False)] if ends < length else []
    return tuple(_runs(sides[0])), tuple(_runs(sides[1]))


def shortened(text: str) -> str:
    """A text that stands for itself (added or removed), cut where it is long."""
    return text if len(text) <= 2 * _LONG else text[: 2 * _LONG] + _GAP


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of sentences that differ; one that is missing on a side takes in the sentence before it, or else after it."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, end, other, other_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        if first < end and other < other_end:
            yield first, end, other, other_end
        elif first and other:
            yield first - 1, end, other - 1, other_end
        else:
            yield first, min(end + 1, len(old)), other, min(other_end + 1, len(new))


def _marked(old: str, new: str) -> tuple[list[_Piece], list[_Piece]]:
    """Both texts as pieces, marked where they differ; single equal characters between changes count as changed."""
    before, now = _TOKENS.findall(old), _TOKENS.findall(new)
    opcodes = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    sides: tuple[list[_Piece], list[_Piece]] = [], []
    for number, (tag, first, end, other, other_end) in enumerate(opcodes):
        inner = 0 < number < len(opcodes) - 1
        equal = tag == "equal" and not (inner and len("".join(before[first:end])) < 2)
        sides[0].append(("".join(before[first:end]), not equal))
        sides[1].append(("".join(now[other:other_end]), not equal))
    return sides


def _shortened(pieces: Sequence[_Piece]) -> list[_Piece]:
    """A long text with only some characters left around what is marked."""
    if sum(len(text) for text, _ in pieces) <= _LONG:
        return list(pieces)
    kept: list[_Piece] = []
    for number, (text, marked) in enumerate(pieces):
        first, last = number == 0, number == len(pieces) - 1
        if marked or len(text) <= 2 * _CONTEXT:
            kept.append((text, marked))
        else:
            kept.append((("" if first else text[:_CONTEXT]) + _GAP + ("" if last else text[-_CONTEXT:]), False))
    return kept


def _runs(pieces: Sequence[_Piece]) -> Iterator[Run]:
    """Pieces of one kind joined, empty ones left out."""
    for marked, group in groupby((piece for piece in pieces if piece[0]), key=lambda piece: piece[1]):
        yield Run("".join(piece[0] for piece in group), strong=marked)
