"""A drawing in the making: marks, and texts that keep out of each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kaigi_docs.blocks import Align
from kaigi_docs.layout.chart.lettering import SetText
from kaigi_docs.layout.page import Fill, ForeignMark, Mark, Mosaic, Rect, Rule, Shape, TextRun

PAPER = "#ffffff"
CLEAR_PT = 1.5  # between texts side by side
# The white ground of a text ends where its ink does: above and below the baseline, and to the sides, in ems.
_GROUND_ABOVE, _GROUND_BELOW, _GROUND_BESIDE = 0.9, 0.2, 0.2

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Lettered:
    """A text in its place; `ground` whether it stands on white."""

    text: SetText
    box: Rect
    align: Align
    ground: bool


@dataclass(slots=True, eq=False)
class Drawing:
    """Marks and texts of a figure, from its top left corner, in points.

    Attributes:
        width, height: of the figure.
        marks: in painting order, all below the texts.
        letters: in reading order.
    """

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)
    letters: list[Lettered] = field(default_factory=list)
    _solids: list[Rect] = field(default_factory=list)
    _strokes: list[tuple[Point, Point]] = field(default_factory=list)

    def write(self, text: SetText, box: Rect, align: Align = Align.START, *, ground: bool = False) -> None:
        """Puts a text into its box, come what may."""
        self.letters.append(Lettered(text, box, align, ground))

    def write_free(self, text: SetText, boxes: Iterable[Rect], align: Align = Align.CENTER) -> bool:
        """Puts a text on white ground into the first box that is free, or nowhere; returns whether it stands."""
        for box in boxes:
            if self.is_free(box):
                self.write(text, box, align, ground=True)
                return True
        return False

    def is_free(self, box: Rect) -> bool:
        """Whether a box lies in the figure and touches no text, and nothing that texts keep away from."""
        if box.x0 < 0.0 or box.y0 < 0.0 or box.x1 > self.width or box.y1 > self.height:
            return False
        wider = Rect(box.x0 - CLEAR_PT, box.y0, box.x1 + CLEAR_PT, box.y1)
        taken = any(touch(wider, letter.box) for letter in self.letters) or any(touch(box, solid) for solid in self._solids)
        return not taken and not any(crosses(box, *stroke) for stroke in self._strokes)

    def keep_off(self, rect: Rect) -> None:
        """Texts that look for a place keep away from the rectangle."""
        self._solids.append(rect)

    def keep_off_line(self, start: Point, end: Point) -> None:
        """Texts that look for a place keep away from the line."""
        self._strokes.append((start, end))

    def painted(self, left: float, top: float) -> Iterator[Mark]:
        """All marks with the figure's corner there: first the marks, then the grounds of texts, then the texts."""
        yield from (moved(mark, left, top) for mark in self.marks)
        runs = [list(letter.text.runs(shifted(letter.box, left, top), letter.align)) for letter in self.letters]
        for letter, own in zip(self.letters, runs, strict=True):
            if letter.ground:
                yield from (Fill(_ground(run), PAPER) for run in own)
        yield from (run for own in runs for run in own)


def touch(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share more than an edge."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def crosses(rect: Rect, start: Point, end: Point) -> bool:
    """Whether a line has a point in the rectangle (Liang and Barsky's clipping)."""
    (x0, y0), (x1, y1) = start, end
    if max(x0, x1) < rect.x0 or min(x0, x1) > rect.x1 or max(y0, y1) < rect.y0 or min(y0, y1) > rect.y1:
        return False
    enter, leave = 0.0, 1.0
    edges = ((x0 - x1, x0 - rect.x0), (x1 - x0, rect.x1 - x0), (y0 - y1, y0 - rect.y0), (y1 - y0, rect.y1 - y0))
    for slope, room in edges:
        if slope == 0.0:
            if room < 0.0:
                return False
        elif slope < 0.0:
            enter = max(enter, room / slope)
        else:
            leave = min(leave, room / slope)
    return enter <= leave


def shifted(rect: Rect, dx: float, dy: float) -> Rect:
    """The rectangle moved right and down."""
    return Rect(rect.x0 + dx, rect.y0 + dy, rect.x1 + dx, rect.y1 + dy)


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark moved right and down."""
    match mark:
        case Rule(x0, y0, x1, y1, width_pt, colour, dotted):
            return Rule(x0 + dx, y0 + dy, x1 + dx, y1 + dy, width_pt, colour, dotted)
        case Fill(rect, colour):
            return Fill(shifted(rect, dx, dy), colour)
        case Shape():
            points = tuple([(x + dx, y + dy) for x, y in mark.points])
            return Shape(points, mark.closed, mark.fill, mark.stroke, mark.width_pt, mark.dash_pt)
        case Mosaic():
            return replace(mark, rect=shifted(mark.rect, dx, dy))
        case TextRun():
            return replace(mark, x=mark.x + dx, baseline=mark.baseline + dy, box=shifted(mark.box, dx, dy))
        case ForeignMark():
            return replace(mark, rect=shifted(mark.rect, dx, dy))


def _ground(run: TextRun) -> Rect:
    size = run.size_pt
    beside = _GROUND_BESIDE * size
    return Rect(
        run.x - beside, run.baseline - _GROUND_ABOVE * size, run.x + run.width + beside, run.baseline + _GROUND_BELOW * size
    )
