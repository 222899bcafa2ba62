"""What is written at the values and categories of a native chart, as far as there is room for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from kaigi_docs.blocks import Chart, ChartKind
from kaigi_docs.render.docx.chart_grid import ChartGrid, GridColumn
from kaigi_docs.render.docx.chart_look import WHITE, rich_text, solid, text_look
from kaigi_docs.render.docx.chart_markup import a, c
from kaigi_docs.render.docx.lengths import label_em
from kaigi_docs.render.docx.markup import Xml, joined
from kaigi_docs.theme import TextStyle

_MOST_POINTS_OF_A_LINE = 12
_BAR_SHARE = 0.7  # of its place that a bar covers
_LABEL_ROOM = 1.3  # of the size of the text, for a line of it
_ANY_ROTATION = -60_000_000  # what Office writes for none chosen
_POSITIONS = {
    ChartKind.LINE: "t",
    ChartKind.GROUPED_BAR: "outEnd",
    ChartKind.STACKED_BAR: "ctr",
    ChartKind.SHARE_BAR: "ctr",
    ChartKind.TWO_SIDED_BAR: "outEnd",
}


@dataclass(frozen=True, slots=True)
class Room:
    """About the space that is left for the values of a chart, in points."""

    width_pt: float
    height_pt: float


def labelled_rows(chart: Chart, grid: ChartGrid, room: Room, look: TextStyle) -> list[frozenset[int]]:
    """Of each series the rows whose value is printed in the drawing: none where labels would touch one another.

    Limits: a label on a line that rises steeply may touch the line; the room is reckoned, for Word sets the chart.
    """
    wide = max((_text_width(text, look) for text in _texts(grid)), default=0.0)
    high = look.size_pt * _LABEL_ROOM
    upright, lying = room.width_pt / len(grid.labels), room.height_pt / len(grid.labels)
    match chart.kind:
        case ChartKind.LINE:
            shown = len(grid.columns) == 1 and len(grid.labels) <= _MOST_POINTS_OF_A_LINE and wide <= upright
        case ChartKind.GROUPED_BAR:
            shown = wide <= upright * _BAR_SHARE / len(grid.columns)
        case ChartKind.STACKED_BAR:
            return _large_parts(grid, _highest(grid), high / room.height_pt) if wide <= upright * _BAR_SHARE else _none(grid)
        case ChartKind.SHARE_BAR:
            return _large_parts(grid, None, wide / room.width_pt) if high <= lying * _BAR_SHARE else _none(grid)
        case ChartKind.TWO_SIDED_BAR:
            shown = high <= lying
    return [frozenset(row for row, _ in column.numbers()) for column in grid.columns] if shown else _none(grid)


def _none(grid: ChartGrid) -> list[frozenset[int]]:
    return [frozenset() for _ in grid.columns]


def _texts(grid: ChartGrid) -> Iterator[str]:
    return (value.text for column in grid.columns for value in column.values if value is not None and value.number is not None)


def _text_width(text: str, look: TextStyle) -> float:
    return (label_em(text) + 0.5) * look.size_pt


def _totals(grid: ChartGrid) -> dict[int, Decimal]:
    totals: dict[int, Decimal] = {}
    for column in grid.columns:
        for row, number in column.numbers():
            totals[row] = totals.get(row, Decimal(0)) + abs(number)
    return totals


def _highest(grid: ChartGrid) -> Decimal:
    return max(_totals(grid).values(), default=Decimal(0))


def _large_parts(grid: ChartGrid, whole: Decimal | None, least: float) -> list[frozenset[int]]:
    """The rows whose part of the whole (None: of its own bar) is large enough."""
    totals = _totals(grid)
    return [
        frozenset(row for row, number in column.numbers() if abs(number) >= Decimal(least) * (whole or totals[row]))
        for column in grid.columns
    ]


def value_labels(chart: Chart, grid: ChartGrid, column: GridColumn, rows: frozenset[int], look: TextStyle) -> Xml:
    """The labels of a series (c:dLbls): the values in the format that they are printed in, so that they follow an edited number.

    Where no format prints them alike, the printed texts themselves, which an edited number leaves as they are.
    """
    if not rows:
        return Xml("")
    shown = joined(*(_shown(tag, tag == "showVal") for tag in _PARTS))
    look_of_all = joined(c("spPr", solid(WHITE)), text_look(look), c("dLblPos", val=_POSITIONS[chart.kind]))
    exceptions: list[Xml] = []
    for row, _ in column.numbers():
        value = column.values[row]
        if row not in rows:
            exceptions.append(c("dLbl", c("idx", val=row), c("delete", val=1)))
        elif not grid.printed_alike and value is not None:
            exceptions.append(c("dLbl", c("idx", val=row), rich_text(value.text, look), look_of_all, shown))
    number_format = c("numFmt", formatCode=grid.number_format, sourceLinked=0)
    return c("dLbls", *exceptions, number_format, look_of_all, shown)


_PARTS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


def _shown(tag: str, is_shown: bool) -> Xml:
    return c(tag, val=int(is_shown))


@dataclass(frozen=True, slots=True)
class CategoryLabels:
    """How the labels of the categories stand: every how manieth is printed, and whether they are set upright (縦書き)."""

    every: int = 1
    upright: bool = False

    def body(self) -> Xml:
        """The direction of their text; where some are left out LibreOffice would break all at zero degrees, and so gets none."""
        return a("bodyPr", rot=0 if self.every == 1 else _ANY_ROTATION, vert="eaVert" if self.upright else "horz")


def category_labels(chart: Chart, labels: Sequence[str], room: Room, look: TextStyle) -> CategoryLabels:
    """The labels of a chart with upright bars or lines in the room that they have; those of lying bars stand in lines."""
    if chart.kind in (ChartKind.SHARE_BAR, ChartKind.TWO_SIDED_BAR):
        return CategoryLabels()
    widest = max(_text_width(part, look) for label in labels for part in label.split("\n"))
    each = room.width_pt / len(labels)
    if widest <= each:
        return CategoryLabels()
    if chart.kind is ChartKind.LINE:
        return CategoryLabels(every=ceil(widest / each))
    return CategoryLabels(upright=True)
