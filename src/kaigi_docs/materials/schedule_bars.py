"""The spans of a task -> lines of bars, and a line -> the cells of a row.

A bar's text stands in it where there is room, else beside it, in a cell over as many free columns as it needs, which the
headings over the bar still name. Of all ways to place the texts of a line, the one with the lowest row is taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from math import ceil
from typing import NamedTuple

from kaigi_docs.blocks import Align, Cell, CellLook, Paragraph, ParagraphStyle, Run
from kaigi_docs.japanese.months import Stretch
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.width import width_in_cells
from kaigi_docs.model.schedule import Span, SpanState

DONE_WORDS = "（済）"
# Small type of 8 pt, and what the padding of a cell takes, in millimetres.
_EM_MM, _PADDING_MM = 2.85, 2.2
# A text in a bar of several columns may have so many lines before a place beside it is thought of.
_WIDE_LINES = 2


class Widths(NamedTuple):
    """The columns of time: how wide each is, and how many there are."""

    column_mm: float
    total: int

    def lines(self, text: str, columns: int) -> int:
        """About how many lines a text takes in a cell over so many columns."""
        measure = max(int((columns * self.column_mm - _PADDING_MM) / _EM_MM), 1)
        return sum(max(1, ceil(width_in_cells(part) / 2 / measure)) for part in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Bar:
    """A span over columns, from the first to the last."""

    span: Span
    first: int
    last: int

    @property
    def columns(self) -> int:
        """How many it takes."""
        return self.last - self.first + 1


class _Side(Enum):
    """Where the text of a bar stands; of equal places the first is the best."""

    INSIDE = 0
    RIGHT = 1
    LEFT = 2


class _Place(NamedTuple):
    """Where a text stands: over how many columns beside the bar, and about how many lines that makes the row."""

    lines: int
    side: _Side
    columns: int
    text: str


class _Cost(NamedTuple):
    """What makes a way to place the texts of a line worse than another, the weightiest first."""

    most_lines: int = 0
    lines: int = 0
    sides: int = 0
    columns: int = 0

    def plus(self, place: _Place) -> _Cost:
        """With one more text."""
        most = max(self.most_lines, place.lines)
        return _Cost(most, self.lines + place.lines, self.sides + place.side.value, self.columns + place.columns)


def column_key(time: Stretch) -> str:
    """The key of a column of time."""
    return time.first.isoformat()


def bar_lines(spans: Sequence[Span], times: Sequence[Stretch]) -> list[list[Bar]]:
    """The bars in as few lines as keep those apart that share a column; one empty line where there is no span.

    Args:
        spans: in order of time, each of them in one column at least.
        times: of each column, without gaps; what of a span lies before the first or after the last is cut off.
    """
    lines: list[list[Bar]] = []
    for span in spans:
        under = [at for at, time in enumerate(times) if time.first <= span.days.last and span.days.first <= time.last]
        bar = Bar(span, under[0], under[-1])
        free = next((line for line in lines if line[-1].last < bar.first), None)
        if free is None:
            lines.append([bar])
        else:
            free.append(bar)
    return lines or [[]]


def line_cells(bars: Sequence[Bar], times: Sequence[Stretch], column_mm: float, digits: DigitWidth) -> tuple[Cell, ...]:
    """The cells of one line, over all columns of time.

    Args:
        bars: from left to right, none over another.
        times: of each column.
        column_mm: width of a column.
        digits: how numbers are written.
    """
    cells: list[Cell] = []
    at = 0
    for bar, place in zip(bars, _Line(bars, Widths(column_mm, len(times)), digits).places(), strict=True):
        left = place.columns if place.side is _Side.LEFT else 0
        cells += [Cell()] * (bar.first - at - left)
        cells += _bar_cells(bar, place, times)
        at = bar.last + 1 + (place.columns if place.side is _Side.RIGHT else 0)
    return (*cells, *[Cell()] * (len(times) - at))


class _Line:
    """The bars of a line, and the places of their texts."""

    def __init__(self, bars: Sequence[Bar], widths: Widths, digits: DigitWidth) -> None:
        """Places nothing yet."""
        self._bars, self._widths, self._digits = bars, widths, digits
        self._known: dict[tuple[int, int], tuple[_Cost, tuple[_Place, ...]]] = {}

    def places(self) -> tuple[_Place, ...]:
        """The best place for each text."""
        return self._best(0, 0)[1]

    def _best(self, number: int, at: int) -> tuple[_Cost, tuple[_Place, ...]]:
        """The best places from a bar on, with the columns from `at` on still free."""
        if number == len(self._bars):
            return _Cost(), ()
        if (number, at) not in self._known:
            ways = []
            for place in self._options(number, at):
                after = self._bars[number].last + 1 + (place.columns if place.side is _Side.RIGHT else 0)
                cost, places = self._best(number + 1, after)
                ways.append((cost.plus(place), (place, *places)))
            self._known[number, at] = min(ways, key=lambda way: way[0])
        return self._known[number, at]

    def _options(self, number: int, at: int) -> Iterator[_Place]:
        """In the bar, and over each number of free columns beside it."""
        bar = self._bars[number]
        inside = _inside(bar.span, self._digits)
        lines = self._widths.lines(inside, bar.columns)
        yield _Place(1 if bar.columns > 1 and lines <= _WIDE_LINES else lines, _Side.INSIDE, 0, inside)
        end = self._bars[number + 1].first if number + 1 < len(self._bars) else self._widths.total
        for side, free in ((_Side.RIGHT, end - bar.last - 1), (_Side.LEFT, bar.first - at)):
            for columns in range(1, free + 1):
                for text in _beside(bar.span):
                    yield _Place(self._widths.lines(text, columns), side, columns, text)


def _bar_cells(bar: Bar, place: _Place, times: Sequence[Stretch]) -> list[Cell]:
    """The bar, and the cell of its text where that stands beside it."""
    if place.side is _Side.INSIDE:
        return [_bar(bar, place.text)]
    align = Align.END if place.side is _Side.LEFT else Align.START
    heads = tuple(column_key(times[at]) for at in range(bar.first, bar.last + 1))
    text = replace(_cell(place.text, bar.span, align, place.columns), named_by=heads)
    alone = _bar(bar, _mark(bar.span))
    return [text, alone] if place.side is _Side.LEFT else [alone, text]


def _bar(bar: Bar, text: str) -> Cell:
    """A bar; a sign that stands for something still to come needs no frame."""
    planned = CellLook.PLAIN if bar.span.sign and bar.columns == 1 else CellLook.FRAMED
    look = CellLook.FILLED if bar.span.state is SpanState.DONE else planned
    is_mark = text == _mark(bar.span)
    return _cell(text, bar.span, Align.CENTER if is_mark and bar.columns == 1 else Align.START, bar.columns, look)


def _cell(text: str, source: Span, align: Align, span: int, look: CellLook = CellLook.PLAIN) -> Cell:
    run = Run(text, source=source.label.where if source.label else source.where)
    return Cell((Paragraph((run,), ParagraphStyle.CELL_SMALL, align),), span, look)


def _mark(span: Span) -> str:
    return span.sign or span.state.mark


def _inside(span: Span, digits: DigitWidth) -> str:
    """What stands in a bar: its mark, its label with the date of days; of a bar without label when it is."""
    return _mark(span) + (_labelled(span) or ("" if span.sign else _when(span, digits))) + _done(span)


def _beside(span: Span) -> Iterator[str]:
    """What may stand beside a bar: its days and its label on two lines or on one; nothing where it has no words."""
    words = _labelled(span) + _done(span)
    days = f"{_days(span)} "
    if words.startswith(days):
        yield words.replace(days, days.replace(" ", "\n"), 1)
    if words:
        yield words


def _done(span: Span) -> str:
    """The frame and ground of a bar say that it is done, and so does its mark; a sign needs words."""
    return DONE_WORDS if span.sign and span.state is SpanState.DONE else ""


def _has_days(span: Span) -> bool:
    return span.start.is_day or span.end.is_day


def _labelled(span: Span) -> str:
    """The label, behind its days unless it names them itself."""
    if not _has_days(span):
        return span.label.value
    folded = unicodedata.normalize("NFKC", span.label.value)
    named = f"{span.start.first.month}月{span.start.first.day}日"
    if f"{span.start.first.month}/{span.start.first.day}" in folded or named in folded:
        return span.label.value
    return f"{_days(span)} {span.label}".rstrip()


def _days(span: Span) -> str:
    """「8/19」 or 「8/19～9/9」; a month at one end stays a month."""
    ends = (_day(stretch) for stretch in dict.fromkeys((span.start, span.end)))
    return "～".join(ends)


def _day(stretch: Stretch) -> str:
    return f"{stretch.first.month}/{stretch.first.day}" if stretch.is_day else stretch.label(DigitWidth.HALF)


def _when(span: Span, digits: DigitWidth) -> str:
    """「８月」 or 「８月～11月」."""
    return "～".join(stretch.label(digits) for stretch in dict.fromkeys((span.start, span.end)))
