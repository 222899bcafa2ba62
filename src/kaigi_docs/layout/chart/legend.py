"""The legend: a sample of each series' look and its name, in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import ChartSeries
from kaigi_docs.layout.chart.drawing import Drawing
from kaigi_docs.layout.chart.ink import filled, marker, stroke
from kaigi_docs.layout.chart.lettering import Lettering, Look, SetText
from kaigi_docs.layout.page import Rect
from kaigi_docs.theme import ChartInk

AREA_PT, LINE_PT = (16.0, 8.0), 22.0
SAMPLE_GAP_PT, ENTRY_GAP_PT = 3.0, 13.0


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A name with its sample; x and y of the entry's left top corner within the legend."""

    x: float
    y: float
    text: SetText
    ink: ChartInk


@dataclass(frozen=True, slots=True, eq=False)
class Legend:
    """Entries in rows; `lines` whether samples are lines, else areas."""

    entries: tuple[Entry, ...]
    height: float
    lines: bool

    def draw(self, drawing: Drawing, left: float, top: float, lettering: Lettering) -> None:
        """Puts the legend there."""
        for entry in self.entries:
            x, y = left + entry.x, top + entry.y
            middle = y + lettering.line / 2
            draw_sample(drawing, x, middle, entry.ink, lines=self.lines)
            drawing.write(entry.text, entry.text.box(x + sample_width(lines=self.lines), y))


def sample_width(*, lines: bool) -> float:
    """The width of a sample with the gap behind it."""
    return (LINE_PT if lines else AREA_PT[0]) + SAMPLE_GAP_PT


def draw_sample(drawing: Drawing, x: float, y: float, ink: ChartInk, *, lines: bool) -> None:
    """A sample that begins at x with its middle at the height y."""
    if lines:
        drawing.marks += [stroke(((x, y), (x + LINE_PT, y)), ink), marker(x + LINE_PT / 2, y, ink)]
    else:
        width, height = AREA_PT
        drawing.marks += filled(Rect(x, y - height / 2, x + width, y + height / 2), ink)


def legend_of(series: Sequence[ChartSeries], look: Look, width: float, *, lines: bool) -> Legend:
    """The legend in rows of at most that width; a longer name is set in several lines."""
    entries: list[Entry] = []
    x, y, row = 0.0, 0.0, 0.0
    before = sample_width(lines=lines)
    for one, ink in zip(series, look.inks, strict=True):
        text = look.lettering.set(one.name.text, None, max(width - before, look.lettering.em), one.name.source)
        if x and x + before + text.width > width:
            x, y, row = 0.0, y + row, 0.0
        entries.append(Entry(x, y, text, ink))
        x, row = x + before + text.width + ENTRY_GAP_PT, max(row, text.height)
    return Legend(tuple(entries), y + row, lines)
