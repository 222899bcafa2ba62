"""Where the ink of a finished page stands: run by run, for what compares it with boxes, edges, rules and other ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import sub

from kaigi_docs.layout.page import Rect, TextRun
from kaigi_docs.proof.promised import Promised
from kaigi_docs.read.documents.pdf import PageText

NO_INK_PT = 0.05  # thinner than the thinnest stroke of 8 pt type


@dataclass(frozen=True, slots=True, eq=False)
class RunInk:
    """The ink of one run.

    Attributes:
        run: as promised.
        numbers: of its characters on the finished page.
        bounds: of all of them.
    """

    run: TextRun
    numbers: Sequence[int]
    bounds: Rect


def run_inks(promised: Promised, pairs: Sequence[int | None], found: PageText) -> list[RunInk]:
    """The ink of each run of which something was found.

    Args:
        promised: the page as laid out.
        pairs: for each promised character the number of the found one, or None.
        found: the finished page, its solid characters only.
    """
    left, top, right, bottom = found.boxes
    inks: list[RunInk] = []
    for run, start, end in promised.runs:
        if start == end:
            continue
        numbers = pairs[start:end]
        if isinstance(numbers, range):
            bounds = Rect(min(left[start:end]), min(top[start:end]), max(right[start:end]), max(bottom[start:end]))
            inks.append(RunInk(run, numbers, bounds))
        elif present := [number for number in numbers if number is not None]:
            x0, y0, x1, y1 = ([column[number] for number in present] for column in found.boxes)
            inks.append(RunInk(run, present, Rect(min(x0), min(y0), max(x1), max(y1))))
    return inks


def glyphs(ink: RunInk, found: PageText) -> Iterator[tuple[int, Rect]]:
    """The characters of a run with their ink."""
    columns = found.boxes
    for number in ink.numbers:
        yield number, Rect(*(column[number] for column in columns))


def without_ink(found: PageText) -> list[int]:
    """The solid characters that draw nothing; pdfium gives them a box as wide as their advance and next to no height."""
    x0, y0, x1, y1 = found.boxes
    if min(map(sub, x1, x0), default=1.0) > NO_INK_PT and min(map(sub, y1, y0), default=1.0) > NO_INK_PT:
        return []
    return [number for number in range(len(found.texts)) if min(x1[number] - x0[number], y1[number] - y0[number]) <= NO_INK_PT]


def common(one: Rect, other: Rect) -> float:
    """How far two rectangles reach into each other: the shorter side of what they share, not above 0 where they share nothing."""
    return min(min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0))
