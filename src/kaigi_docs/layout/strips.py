"""Slices of set matter, the common currency of flow, cells and slots.

A strip is placed whole; pages break between strips. What can be divided inside (a table row) says so by `split`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kaigi_docs.blocks import Field
from kaigi_docs.layout.page import PlacedAnchor, Rect, StructNode
from kaigi_docs.layout.placement import Placement
from kaigi_docs.layout.setting import SetLine

# Heights are sums of floats: edges closer than this are the same.
EPSILON_PT = 0.001


class Space(NamedTuple):
    """Where strips stand: distance from the left edge of the text area, and measure, in points."""

    x: float
    width: float


class AnchorMark(NamedTuple):
    """A link target waiting for its place; `title` and `level` as in PlacedAnchor."""

    id: str
    title: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Strip:
    """A slice of set matter.

    Attributes:
        height: in points.
        gap: space above it; dropped at the top of a page, cell or slot.
        keep: no page may break between the strip before and this one.
        same_table: it goes on with the table of the strip before; a low table stays whole.
        anchors: link targets at its top.
    """

    height: float = 0.0
    gap: float = 0.0
    keep: bool = False
    same_table: bool = False
    anchors: tuple[AnchorMark, ...] = ()

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """Places it with its top left corner there; the ink of its text belongs inside the box."""

    def split(self, available: float, *, forced: bool = False) -> tuple[Strip, Strip] | None:
        """Head (not taller than the available height) and tail, or None where it cannot be divided like that.

        Args:
            available: height in points.
            forced: divide wherever a line ends, also where fewer than two lines would stand alone.
        """
        return None

    def repeated(self) -> tuple[Strip, ...]:
        """What is painted again, as artifacts, above a page that begins with this strip."""
        return ()


class LinePart(NamedTuple):
    """A set line on a strip: its distance from the strip's left end and the element that it belongs to."""

    x: float
    line: SetLine
    node: StructNode | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LineStrip(Strip):
    """Set lines side by side on one baseline: label and text, or text alone."""

    parts: tuple[LinePart, ...]
    baseline: float

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip."""
        for part in self.parts:
            placement.line(part.line, left + part.x, top + self.baseline, part.node, box)


def line_strip(parts: Sequence[LinePart], gap: float = 0.0, *, keep: bool = False) -> LineStrip:
    """Lines joined on one baseline, as high as they need together."""
    if len(parts) == 1:
        line = parts[0].line
        return LineStrip(parts=tuple(parts), baseline=line.baseline, height=line.height, gap=gap, keep=keep)
    baseline = max(part.line.baseline for part in parts)
    below = max(part.line.height - part.line.baseline for part in parts)
    return LineStrip(parts=tuple(parts), baseline=baseline, height=baseline + below, gap=gap, keep=keep)


def with_label(strip: LineStrip, label: LinePart) -> LineStrip:
    """The strip with a label before its text."""
    joined = line_strip((label, *strip.parts), strip.gap, keep=strip.keep)
    return replace(joined, anchors=strip.anchors)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FieldStrip(Strip):
    """An answer space as a block; `in_frame` tells whether it fills a cell, whose lines are its frame."""

    field: Field
    node: StructNode
    x: float
    width: float
    in_frame: bool = False

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip."""
        rect = Rect(left + self.x, top, left + self.x + self.width, top + self.height)
        placement.field(self.field, rect, self.node, in_frame=self.in_frame)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SlotStrip(Strip):
    """Strips in a space of fixed height; those that do not fit stand out of it, and are a finding elsewhere."""

    content: tuple[Strip, ...]
    x: float
    width: float

    def paint(self, placement: Placement, left: float, top: float, box: Rect) -> None:
        """See Strip."""
        slot = Rect(left + self.x, top, left + self.x + self.width, top + self.height)
        paint_stack(self.content, placement, left, top, slot)


def paint_stack(strips: Sequence[Strip], placement: Placement, left: float, top: float, box: Rect) -> None:
    """Paints strips below each other; the first one's gap is dropped."""
    y = top
    for index, strip in enumerate(strips):
        y += strip.gap if index else 0.0
        paint_with_anchors(strip, placement, left, y, box)
        y += strip.height


def paint_with_anchors(strip: Strip, placement: Placement, left: float, top: float, box: Rect) -> None:
    """Paints a strip and records the link targets at its top."""
    if strip.anchors:
        placement.page.anchors.extend(PlacedAnchor(mark.id, top, mark.title, mark.level) for mark in strip.anchors)
    strip.paint(placement, left, top, box)


def stack_height(strips: Sequence[Strip]) -> float:
    """Height of strips below each other, the first one's gap dropped."""
    return sum(strip.height for strip in strips) + sum(strip.gap for strip in strips[1:])


def bottoms(strips: Sequence[Strip]) -> list[float]:
    """The lower edge of each strip of a stack, from the stack's top."""
    edges: list[float] = []
    y = 0.0
    for index, strip in enumerate(strips):
        y += (strip.gap if index else 0.0) + strip.height
        edges.append(y)
    return edges


def chains(strips: Iterable[Strip], low: float) -> Iterator[Sequence[Strip]]:
    """The strips in order, in lists that pages do not break where they can help it: those that are kept together, and every
    table that is not higher than `low` (points), with its caption, notes and what is kept with them."""
    chain: list[Strip] = []
    high = False
    for strip in strips:
        if chain and not strip.keep and (high or not strip.same_table):
            yield chain
            chain = []
        high = high and strip.same_table
        chain.append(strip)
        if not high and stack_height(chain) > low:
            high = True
            *above, chain = _kept(chain)
            yield from above
    if chain:
        yield chain


def _kept(strips: Sequence[Strip]) -> list[list[Strip]]:
    """The strips in lists of those that are kept together; at least one list."""
    lists: list[list[Strip]] = [[]]
    for strip in strips:
        if lists[-1] and not strip.keep:
            lists.append([])
        lists[-1].append(strip)
    return lists


def break_index(strips: Sequence[Strip], available: float, *, forced: bool = False) -> int:
    """How many strips of a stack go above a break so that they fit; all, or 0 where no break is good enough.

    Two strips stay together on either side and no kept pair is separated, unless the break is forced.
    """
    fitting = sum(1 for edge in bottoms(strips) if edge <= available + EPSILON_PT)
    if forced or fitting == len(strips):
        return fitting
    good = (count for count in range(min(fitting, len(strips) - 2), 1, -1) if not strips[count].keep)
    return next(good, 0)
