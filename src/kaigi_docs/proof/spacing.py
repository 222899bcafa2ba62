"""How tight and how loose lines were set, measured between the glyphs on the page (JLREQ 3.8)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from kaigi_docs.layout.page import TextRun
from kaigi_docs.proof.figures import Spacing
from kaigi_docs.proof.lines import Line

_CLOSES, _OPENS = frozenset("、。，．）」』】〕］｝〉》"), frozenset("（「『【〔［｛〈《")
_PROPORTIONAL = "BIZUDPGothic"  # faces whose kana and punctuation are as wide as their shape; their kanji are an em wide


class _Distances(dict[tuple[str, str], float]):
    """How far apart the origins of two characters stand in a line that is neither tight nor loose, in ems; 0 where that is not
    looked at (Western text, 四分アキ, middle dots)."""

    def __missing__(self, pair: tuple[str, str]) -> float:
        first, second = pair
        distance = 0.0
        if _is_full_width(first) and _is_full_width(second):
            halves = (first in _OPENS and second in _OPENS) or (first in _CLOSES and second in _CLOSES | _OPENS)
            distance = 0.5 if halves else 1.0
        self[pair] = distance
        return distance


class _KanjiDistances(dict[tuple[str, str], float]):
    """The same of proportional faces."""

    def __missing__(self, pair: tuple[str, str]) -> float:
        distance = self[pair] = float(_is_kanji(pair[0]) and _is_kanji(pair[1]))
        return distance


_DISTANCES, _KANJI_DISTANCES = _Distances(), _KanjiDistances()


def spacing_of(lines: Iterable[Line]) -> Spacing:
    """How far the tightest and the loosest of some lines were set; lines filled by the line breaker are meant."""
    measured = [_of_line(line) for line in lines]
    return Spacing(max((taken for taken, _ in measured), default=0.0), max((wider for _, wider in measured), default=0.0))


def _of_line(line: Line) -> tuple[float, float]:
    """What was taken from all its gaps together, and by how much the widest of them grew, in ems; not within bases of readings,
    which these widen."""
    taken, wider = 0.0, 0.0
    for number, run in enumerate(line.runs):
        for change in _changes(run) if number not in line.with_reading else ():
            if change < 0.0:
                taken -= change
            elif change > wider:
                wider = change
    return taken, wider


def _changes(run: TextRun) -> list[float]:
    """By how much each gap between full-width characters differs from its natural width, in ems."""
    distances = _KANJI_DISTANCES if run.face.startswith(_PROPORTIONAL) else _DISTANCES
    natural = map(distances.__getitem__, pairwise(run.texts))
    return [
        (after - before) / run.size_pt - due for due, (before, after) in zip(natural, pairwise(run.offsets), strict=True) if due
    ]


def _is_kanji(text: str) -> bool:
    return "\u4e00" <= text <= "\u9fff"


def _is_full_width(text: str) -> bool:
    """Whether a character is a kanji, a kana, or punctuation of which half an em is empty."""
    return ("\u3041" <= text <= "\u9fff" and text != "・") or text in _CLOSES or text in _OPENS
