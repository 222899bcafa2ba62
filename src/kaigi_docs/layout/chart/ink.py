"""What tells one series from another on a black-and-white copy: patterns of areas, markers, strokes.

Patterns are lines cut to their rectangle, in full ink: a grey would come out of a FAX as anything or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import ceil, cos, pi, sin

from kaigi_docs.layout.chart.drawing import PAPER, Point
from kaigi_docs.layout.page import Fill, Mark, Rect, Rule, Shape
from kaigi_docs.theme import ChartInk, Marker, Pattern

LINE_PT = 1.4
# Lines of patterns: distance and width. A FAX has 98 lines an inch, 0.73 pt each, down the page: a line of 1.1 pt fills three
# quarters of one of them at least, wherever it falls, and one of 0.6 pt often not half.
SPACING_PT, STROKE_PT = 3.4, 1.1
OUTLINE_PT = STROKE_PT
CROSSED_PT = 5.0
DOT_PT = 1.5
MARKER_PT = 2.7  # from the middle of a marker to its edge
MARKER_STROKE_PT = 1.0

# Strokes are darkened to this brightness (0 black, 1 white), or a FAX would break them up into dots.
DARK_ENOUGH = 0.3

Segment = tuple[float, float, float, float]


def filled(rect: Rect, ink: ChartInk) -> list[Mark]:
    """A rectangle in the ink's pattern with an outline; nothing where it has no area."""
    if rect.width <= 0.0 or rect.height <= 0.0:
        return []
    corners = ((rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1))
    colour = dark(ink.colour)
    outline = Shape(corners, closed=True, stroke=colour, width_pt=OUTLINE_PT)
    if ink.pattern is Pattern.SOLID:
        return [Fill(rect, ink.colour), outline]
    return [Fill(rect, PAPER), *_PATTERNS[ink.pattern](rect, colour), outline]


@cache
def dark(colour: str) -> str:
    """The colour, darkened where it is too bright for a thin line (brightness as ITU-R BT.601 weighs the channels)."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    brightness = sum(weight * channel for weight, channel in zip((0.299, 0.587, 0.114), channels, strict=True)) / 255
    part = min(1.0, DARK_ENOUGH / brightness) if brightness else 1.0
    return "#" + "".join(f"{round(part * channel):02x}" for channel in channels)


def _lines(segments: Iterable[Segment], colour: str) -> list[Mark]:
    return [Rule(*segment, STROKE_PT, colour) for segment in segments]


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    """The multiples of the step from low to high, so that areas side by side have one pattern."""
    return (step * at for at in range(ceil(low / step), int(high // step) + 1))


def rising(rect: Rect, distance_pt: float) -> Iterator[Segment]:
    """The lines x + y = c inside a rectangle."""
    for total in _multiples(rect.x0 + rect.y0, rect.x1 + rect.y1, distance_pt * 2**0.5):
        left, right = max(rect.x0, total - rect.y1), min(rect.x1, total - rect.y0)
        yield left, total - left, right, total - right


def falling(rect: Rect, distance_pt: float) -> Iterator[Segment]:
    """The lines x - y = c inside a rectangle."""
    for difference in _multiples(rect.x0 - rect.y1, rect.x1 - rect.y0, distance_pt * 2**0.5):
        left, right = max(rect.x0, rect.y0 + difference), min(rect.x1, rect.y1 + difference)
        yield left, left - difference, right, right - difference


def _level(rect: Rect) -> Iterator[Segment]:
    return ((rect.x0, rect.y1 - up, rect.x1, rect.y1 - up) for up in _multiples(SPACING_PT, rect.height - STROKE_PT, SPACING_PT))


def _upright(rect: Rect) -> Iterator[Segment]:
    return ((rect.x0 + on, rect.y0, rect.x0 + on, rect.y1) for on in _multiples(SPACING_PT, rect.width - STROKE_PT, SPACING_PT))


def _dots(rect: Rect, colour: str) -> list[Mark]:
    """Rows of round dots, two dots' widths apart, every second row shifted by one."""
    rows = list(_multiples(rect.y0 + DOT_PT, rect.y1 - DOT_PT / 2, 1.6 * DOT_PT))
    lefts = [rect.x0 + (1.0 if round(y / (1.6 * DOT_PT)) % 2 else 2.0) * DOT_PT for y in rows]
    right = rect.x1 - DOT_PT / 2
    return [Rule(left, y, right, y, DOT_PT, colour, dotted=True) for left, y in zip(lefts, rows, strict=True) if left < right]


_PATTERNS: dict[Pattern, Callable[[Rect, str], list[Mark]]] = {
    Pattern.EMPTY: lambda rect, colour: [],
    Pattern.RISING: lambda rect, colour: _lines(rising(rect, SPACING_PT), colour),
    Pattern.FALLING: lambda rect, colour: _lines(falling(rect, SPACING_PT), colour),
    Pattern.LEVEL: lambda rect, colour: _lines(_level(rect), colour),
    Pattern.UPRIGHT: lambda rect, colour: _lines(_upright(rect), colour),
    Pattern.DOTS: _dots,
    Pattern.CROSSED: lambda rect, colour: _lines((*rising(rect, CROSSED_PT), *falling(rect, CROSSED_PT)), colour),
}


def stroke(points: Iterable[Point], ink: ChartInk) -> Shape:
    """A line of a series through points."""
    return Shape(tuple(points), stroke=dark(ink.colour), width_pt=LINE_PT, dash_pt=ink.dash_pt)


def marker(x: float, y: float, ink: ChartInk) -> Shape:
    """The marker of a series with its middle there; hollow ones are white inside."""
    points = tuple((x + MARKER_PT * across, y + MARKER_PT * down) for across, down in _OUTLINES[ink.marker])
    if ink.marker in _HOLLOW:
        return Shape(points, closed=True, fill=PAPER, stroke=dark(ink.colour), width_pt=MARKER_STROKE_PT)
    return Shape(points, closed=True, fill=dark(ink.colour), stroke=PAPER, width_pt=MARKER_STROKE_PT / 2)


def _cross() -> tuple[Point, ...]:
    """A diagonal cross as one outline."""
    arm, far = 0.42, 1.15
    right = ((0.0, -arm), (far - arm, -far), (far, arm - far), (arm, 0.0), (far, far - arm), (far - arm, far))
    return (*right, *((-x, -y) for x, y in right))


_CIRCLE = tuple((cos(pi * at / 8), sin(pi * at / 8)) for at in range(16))
_SQUARE = ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
_TRIANGLE = ((0.0, -1.25), (1.15, 0.9), (-1.15, 0.9))
_OUTLINES: dict[Marker, tuple[Point, ...]] = {
    Marker.DISC: _CIRCLE,
    Marker.RING: _CIRCLE,
    Marker.SQUARE: _SQUARE,
    Marker.HOLLOW_SQUARE: _SQUARE,
    Marker.TRIANGLE: _TRIANGLE,
    Marker.HOLLOW_TRIANGLE: _TRIANGLE,
    Marker.DIAMOND: ((0.0, -1.35), (1.35, 0.0), (0.0, 1.35), (-1.35, 0.0)),
    Marker.CROSS: _cross(),
}
_HOLLOW = (Marker.RING, Marker.HOLLOW_SQUARE, Marker.HOLLOW_TRIANGLE)
