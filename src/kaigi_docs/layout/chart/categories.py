"""The texts of categories below a plot: all of them in one or a few lines, else every nth with the first and the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kaigi_docs.blocks import ChartCategory
from kaigi_docs.layout.chart.drawing import shifted
from kaigi_docs.layout.chart.lettering import Lettering, SetText
from kaigi_docs.layout.page import Rect

GAP_PT = 3.0  # between two labels
BELOW_PT = 4.0  # between the plot and its labels
NTHS = (2, 3, 4, 5, 10, 15, 20)
LEAST_EM = 2.2  # labels narrower than this are left out rather than broken
MOST_LINES, MOST_LINES_SPARSE = 3, 2
# More categories than this are a series of years or ages even if nothing says so: their labels may be left out.
MANY = 12


@dataclass(frozen=True, slots=True, eq=False)
class CategoryLabel:
    """The text of a category and its box; below it, in small type, the second text and its box."""

    at: int
    text: SetText
    box: Rect
    second: SetText | None
    second_box: Rect


@dataclass(frozen=True, slots=True)
class Room:
    """Where labels may stand.

    Attributes:
        left, right: what they must not leave.
        first, slot: the middle of the first category, and the distance to the next.
    """

    left: float
    right: float
    first: float
    slot: float


def category_labels(categories: Sequence[ChartCategory], room: Room, lettering: Lettering) -> tuple[CategoryLabel, ...]:
    """The labels of as many categories as have room, none touching another, from the top of the area at height 0."""
    every = list(range(len(categories)))
    if room.slot - GAP_PT >= LEAST_EM * lettering.em:
        for most in range(1, MOST_LINES + 1):
            labels = _labels(categories, every, room, lettering, room.slot - GAP_PT, most)
            if labels is not None:
                return labels
        if len(categories) <= MANY and not any(category.second for category in categories):
            return _cut(categories, every, room, lettering, room.slot - GAP_PT, MOST_LINES)
    for nth in NTHS:
        for chosen in _every_nth(len(categories), nth):
            labels = _labels(categories, chosen, room, lettering, room.slot * nth - GAP_PT, MOST_LINES_SPARSE)
            if labels is not None and _are_apart(labels):
                return labels
    ends = sorted({0, len(categories) - 1})
    return _cut(categories, ends, room, lettering, (room.right - room.left) / len(ends) - GAP_PT, MOST_LINES_SPARSE)


def labels_height(labels: Sequence[CategoryLabel]) -> float:
    """How far the labels reach down."""
    return max((max(label.box.y1, label.second_box.y1) for label in labels), default=0.0)


def moved_labels(labels: Sequence[CategoryLabel], dx: float, dy: float) -> list[CategoryLabel]:
    """The labels moved right and down."""
    return [replace(label, box=shifted(label.box, dx, dy), second_box=shifted(label.second_box, dx, dy)) for label in labels]


def _every_nth(count: int, nth: int) -> Iterator[list[int]]:
    """Every nth with the last one behind it, and then instead of the one before it."""
    chosen = list(range(0, count, nth))
    if chosen[-1] != count - 1:
        yield [*chosen, count - 1]
        chosen[max(len(chosen) - 1, 1) :] = [count - 1]
    yield chosen


def _labels(
    categories: Sequence[ChartCategory],
    chosen: Sequence[int],
    room: Room,
    lettering: Lettering,
    measure_pt: float,
    most_lines: int,
) -> tuple[CategoryLabel, ...] | None:
    """The labels of the chosen categories within the measure, or None where one does not fit."""
    texts: list[SetText] = []
    for at in chosen:
        text = lettering.balanced(categories[at].label, measure_pt, most_lines)
        if text is None or lettering.set(categories[at].second, lettering.small).width > measure_pt:
            return None
        texts.append(text)
    return _placed(categories, chosen, texts, room, lettering)


def _cut(
    categories: Sequence[ChartCategory],
    chosen: Sequence[int],
    room: Room,
    lettering: Lettering,
    measure_pt: float,
    most_lines: int,
) -> tuple[CategoryLabel, ...]:
    """The labels of the chosen categories, cut with 「…」 where they do not fit; those that cannot even be cut are left out."""
    found = [(at, lettering.cut(categories[at].label, measure_pt, most_lines)) for at in chosen]
    kept = [(at, text) for at, text in found if text is not None]
    bare = [ChartCategory(category.label) for category in categories]
    return _placed(bare, [at for at, _ in kept], [text for _, text in kept], room, lettering)


def _placed(
    categories: Sequence[ChartCategory], chosen: Sequence[int], texts: Sequence[SetText], room: Room, lettering: Lettering
) -> tuple[CategoryLabel, ...]:
    below = BELOW_PT + max((text.height for text in texts), default=0.0)
    labels = []
    for at, text in zip(chosen, texts, strict=True):
        middle = room.first + room.slot * at
        second = lettering.set(categories[at].second, lettering.small) if categories[at].second else None
        box = _inside(text.box(middle, BELOW_PT, 0.5), room)
        second_box = _inside(second.box(middle, below, 0.5), room) if second is not None else box
        labels.append(CategoryLabel(at, text, box, second, second_box))
    return tuple(labels)


def _inside(box: Rect, room: Room) -> Rect:
    """The box, moved into the room where it stands out at a side."""
    move = max(room.left - box.x0, 0.0) or min(room.right - box.x1, 0.0)
    return Rect(box.x0 + move, box.y0, box.x1 + move, box.y1)


def _are_apart(labels: Sequence[CategoryLabel]) -> bool:
    ends = [(min(label.box.x0, label.second_box.x0), max(label.box.x1, label.second_box.x1)) for label in labels]
    return all(right + GAP_PT <= left for (_, right), (left, _) in pairwise(ends))
