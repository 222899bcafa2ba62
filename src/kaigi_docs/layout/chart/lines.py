"""Lines: runs of values without gaps and breaks, the values worth printing, and names at the lines' ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kaigi_docs.blocks import ChartCategory, ChartSeries
from kaigi_docs.layout.chart.drawing import Drawing, Point
from kaigi_docs.layout.chart.ink import MARKER_PT, marker, stroke
from kaigi_docs.layout.chart.lettering import Lettering, SetText
from kaigi_docs.layout.chart.plot import GRID_PT, Plot, draw_signs
from kaigi_docs.layout.page import Rect, Rule
from kaigi_docs.theme import ChartInk

CLEAR_PT = 1.2  # between a marker and the box of its value
# Names at the lines' ends: from the last value to the name's marker, from there to the name.
LEAD_PT, NAME_GAP_PT = 9.0, 3.0
NAME_EM, NAME_LINES = 9.0, 3
MOST_NAMES = 8
LEADER_FROM_PT = 2.0
FEW_LINES, MOST_LETTERED = 2, 4


def draw_lines(
    drawing: Drawing, plot: Plot, categories: Sequence[ChartCategory], series: Sequence[ChartSeries], inks: Sequence[ChartInk]
) -> None:
    """All lines, then all markers; texts will keep off both."""
    markers = []
    drawing.keep_off_line((plot.rect.x0, plot.base), (plot.rect.x1, plot.base))
    for one, ink in zip(series, inks, strict=True):
        for run in unbroken(one, categories):
            points = [(plot.x(at), plot.y(height_of(one, at))) for at in run]
            if len(points) > 1:
                drawing.marks.append(stroke(points, ink))
            for start, end in pairwise(points):
                drawing.keep_off_line(start, end)
            markers += [(point, ink) for point in points]
    for (x, y), ink in markers:
        drawing.marks.append(marker(x, y, ink))
        drawing.keep_off(Rect(x - MARKER_PT, y - MARKER_PT, x + MARKER_PT, y + MARKER_PT))


def unbroken(series: ChartSeries, categories: Sequence[ChartCategory]) -> Iterator[list[int]]:
    """The numbers of the values that are joined: up to each gap and each break."""
    run: list[int] = []
    for at, (value, category) in enumerate(zip(series.values, categories, strict=True)):
        if run and (value.number is None or category.break_before):
            yield run
            run = []
        if value.number is not None:
            run.append(at)
    if run:
        yield run


def height_of(series: ChartSeries, at: int) -> float:
    """The value to draw; only asked where there is one."""
    return float(series.values[at].number or 0)


def draw_gaps(drawing: Drawing, plot: Plot, series: Sequence[ChartSeries], lettering: Lettering) -> None:
    """The signs of missing values on the base line of their category."""
    for at in range(plot.count):
        signs = [one.values[at].text for one in series if one.values[at].number is None]
        draw_signs(drawing, plot.x(at), plot.base, signs, lettering)


def draw_point_values(drawing: Drawing, plot: Plot, series: Sequence[ChartSeries], lettering: Lettering, *, every: bool) -> None:
    """The values worth printing, where they have room: the last and the first; of a few lines the largest and the smallest;
    if asked, the rest. Many lines get none: a few numbers among them would be an arbitrary choice."""
    if len(series) > MOST_LETTERED:
        return
    wanted = [list(_worth_printing(one, few=len(series) <= FEW_LINES, every=every)) for one in series]
    for turn in range(max(map(len, wanted), default=0)):
        for one, places in zip(series, wanted, strict=True):
            if turn < len(places):
                _letter_point(drawing, plot, one, places[turn], lettering)


def _worth_printing(series: ChartSeries, *, few: bool, every: bool) -> Iterator[int]:
    drawn = [at for at, value in enumerate(series.values) if value.number is not None]
    if drawn:
        high = max(drawn, key=lambda at: height_of(series, at))
        low = min(drawn, key=lambda at: height_of(series, at))
        yield from dict.fromkeys((drawn[-1], drawn[0], *((high, low) if few else ()), *(drawn if every else ())))


def _letter_point(drawing: Drawing, plot: Plot, series: ChartSeries, at: int, lettering: Lettering) -> None:
    value = series.values[at]
    text = lettering.set(value.text, None, source=value.source)
    x, y = plot.x(at), plot.y(height_of(series, at))
    away = MARKER_PT + CLEAR_PT
    first, other = ((y - away, 1.0), (y + away, 0.0)) if _is_peak(series, at) else ((y + away, 0.0), (y - away, 1.0))
    places = [(0.5, first), (0.5, other), *((across, side) for side in (first, other) for across in (1.0, 0.0))]
    drawing.write_free(text, (text.box(x, height, across, part) for across, (height, part) in places))


def _is_peak(series: ChartSeries, at: int) -> bool:
    """Whether a value is not below the middle of its neighbours, so that its text stands better above it."""
    beside = series.values[max(at - 1, 0) : at] + series.values[at + 1 : at + 2]
    near = [value.number for value in beside if value.number is not None]
    return not near or height_of(series, at) >= float(sum(near)) / len(near)


@dataclass(frozen=True, slots=True, eq=False)
class EndNames:
    """Names to print behind the last values; `width` is the room that they take at the right."""

    texts: tuple[SetText, ...]
    width: float


def end_names(series: Sequence[ChartSeries], lettering: Lettering, height_pt: float, most_width_pt: float) -> EndNames | None:
    """The names of lines that all reach the last category and have names of a few words; else None: a legend is better."""
    if len(series) > MOST_NAMES or any(one.values[-1].number is None for one in series):
        return None
    texts = [lettering.balanced(one.name.text, NAME_EM * lettering.em, NAME_LINES) for one in series]
    set_texts = [text for text in texts if text is not None]
    width = LEAD_PT + 2 * MARKER_PT + NAME_GAP_PT + max((text.width for text in set_texts), default=0.0)
    too_high = sum(text.height for text in set_texts) > height_pt
    if len(set_texts) < len(series) or too_high or width > most_width_pt:
        return None
    return EndNames(tuple(set_texts), width)


def draw_end_names(
    drawing: Drawing, plot: Plot, series: Sequence[ChartSeries], inks: Sequence[ChartInk], names: EndNames, colour: str
) -> None:
    """Each name behind its line's end, with its marker; names that were in each other's way are led to by a thin line."""
    last = plot.count - 1
    ends = [(plot.x(last), plot.y(height_of(one, last))) for one in series]
    area = (plot.rect.y0 - lettering_slack(names), plot.rect.y1)
    middles = spread([y for _, y in ends], [text.height for text in names.texts], *area)
    left = plot.rect.x1 + LEAD_PT
    for (x, y), middle, text, ink in zip(ends, middles, names.texts, inks, strict=True):
        _lead(drawing, (x + MARKER_PT + 1.0, y), (left - 1.0, middle), colour)
        drawing.marks.append(marker(left + MARKER_PT, middle, ink))
        drawing.write(text, text.box(left + 2 * MARKER_PT + NAME_GAP_PT, middle, 0.0, 0.5))


def lettering_slack(names: EndNames) -> float:
    """How far names may stand out above the plot: half a line."""
    return names.texts[0].lines[0].height / 2 if names.texts else 0.0


def _lead(drawing: Drawing, start: Point, end: Point, colour: str) -> None:
    if abs(start[1] - end[1]) >= LEADER_FROM_PT:
        drawing.marks.append(Rule(*start, *end, GRID_PT, colour))
        drawing.keep_off_line(start, end)


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Middles as near as possible to those wanted, in their order, none overlapping and all between top and bottom.

    Those in each other's way are moved together, about the mean of what they want (pool of adjacent violators). The heights
    together must not exceed the room.
    """
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    before, total = {}, 0.0
    for at in order:
        before[at] = total + heights[at] / 2
        total += heights[at]
    pools: list[tuple[float, int]] = []
    for at in order:
        mean, size = wanted[at] - before[at], 1
        while pools and pools[-1][0] > mean:
            other, count = pools.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        pools.append((mean, size))
    starts = [min(max(mean, top), bottom - total) for mean, size in pools for _ in range(size)]
    middles = {at: start + before[at] for at, start in zip(order, starts, strict=True)}
    return [middles[at] for at in range(len(wanted))]
