"""Which character of a finished page is which promised one, when the two pages are not the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import hypot

from kaigi_docs.proof.promised import Promised
from kaigi_docs.read.documents.pdf import PageText

ORIGIN_PT = 0.75  # how far a character may stand from where layout put it
_ASCENT_EM, _DESCENT_EM = 0.88, 0.12  # the body of Japanese type above and below the baseline


class Places:
    """Points of a page by the square that they lie in, so that those near a point are found at once."""

    def __init__(self, points: Iterable[tuple[float, float]]) -> None:
        """The points keep their numbers in the order given."""
        self._points = list(points)
        self._squares: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, (x, y) in enumerate(self._points):
            self._squares[int(x // ORIGIN_PT), int(y // ORIGIN_PT)].append(index)

    def near(self, x: float, y: float) -> Iterator[int]:
        """The numbers of the points within the tolerance."""
        column, row = int(x // ORIGIN_PT), int(y // ORIGIN_PT)
        for square in product((column - 1, column, column + 1), (row - 1, row, row + 1)):
            for index in self._squares.get(square, ()):
                other_x, other_y = self._points[index]
                if abs(other_x - x) <= ORIGIN_PT and abs(other_y - y) <= ORIGIN_PT:
                    yield index


@dataclass(frozen=True, slots=True)
class Matching:
    """Numbers of found characters by those of promised ones.

    Attributes:
        same: the same character at the same place, or None; for each promised one.
        wrong: another character at the place.
        moved: the same character at another place.
        lost: promised characters that are nowhere.
        doubled: promised characters that pdfium does not read, because another of the same text stands on the spot.
        extra: found characters that nobody promised, in painting order.
    """

    same: list[int | None]
    wrong: dict[int, int]
    moved: dict[int, int]
    lost: frozenset[int]
    doubled: frozenset[int]
    extra: tuple[int, ...]


def match(promised: Promised, found: PageText) -> Matching:
    """The characters of both pages side by side: by place first, by text where nothing stands at the place."""
    free = set(range(len(found.texts)))
    places = Places(zip(*found.origins, strict=True))
    same = [_take_same(at, promised, found, places, free) for at in range(len(promised.texts))]
    missing = [at for at, other in enumerate(same) if other is None]
    wrong = _take_wrong(missing, promised, places, free)
    moved = _take_moved([at for at in missing if at not in wrong], promised, found, free)
    nowhere = {at for at in missing if at not in wrong and at not in moved}
    away = {at for at in nowhere if not _is_doubled(at, promised, found, places)}
    lost = frozenset(away.difference(_unread(away, promised, found)))
    loose = Places(promised.loose)
    extra = tuple(at for at in sorted(free) if not list(loose.near(found.origins[0][at], found.origins[1][at])))
    return Matching(same, wrong, moved, lost, frozenset(nowhere - lost), extra)


def _take_same(at: int, promised: Promised, found: PageText, places: Places, free: set[int]) -> int | None:
    for other in places.near(promised.xs[at], promised.baselines[at]):
        if other in free and found.texts[other] == promised.texts[at]:
            free.remove(other)
            return other
    return None


def _take_wrong(missing: Iterable[int], promised: Promised, places: Places, free: set[int]) -> dict[int, int]:
    wrong = {}
    for at in missing:
        other = next((one for one in places.near(promised.xs[at], promised.baselines[at]) if one in free), None)
        if other is not None:
            free.remove(other)
            wrong[at] = other
    return wrong


def _take_moved(missing: Iterable[int], promised: Promised, found: PageText, free: set[int]) -> dict[int, int]:
    """For each the nearest of the same text that belongs to no other character."""
    by_text: dict[str, set[int]] = defaultdict(set)
    for other in free:
        by_text[found.texts[other]].add(other)
    x, y = found.origins
    moved = {}
    for at in missing:
        others = by_text[promised.texts[at]]
        if others:
            nearest = min(others, key=lambda one: (hypot(x[one] - promised.xs[at], y[one] - promised.baselines[at]), one))
            others.remove(nearest)
            free.remove(nearest)
            moved[at] = nearest
    return moved


def _is_doubled(at: int, promised: Promised, found: PageText, places: Places) -> bool:
    """Whether the same character was promised twice on one spot, of which pdfium reads one."""
    near = places.near(promised.xs[at], promised.baselines[at])
    return any(found.texts[other] == promised.texts[at] for other in near)


def _unread(away: set[int], promised: Promised, found: PageText) -> Iterator[int]:
    """Those in whose body text stands that pdfium left out, because it took it for a second painting of what it had read."""
    for run, start, end in promised.runs if found.unread else ():
        top, bottom = run.baseline - _ASCENT_EM * run.size_pt, run.baseline + _DESCENT_EM * run.size_pt
        for at in away.intersection(range(start, end)):
            left, right = promised.xs[at], promised.xs[at] + run.size_pt
            if any(box.x0 < right and box.x1 > left and box.y0 < bottom and box.y1 > top for box in found.unread):
                yield at
