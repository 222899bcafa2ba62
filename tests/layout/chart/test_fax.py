"""Areas of charts on a 1-bit FAX copy: each pattern is told from every other, and each bar keeps its edge.

Drawn dot by dot from the marks, without a PDF; G3 machines send 204 dots an inch across and 98 (standard) or 196 (fine) down.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageDraw

from kaigi_docs.layout.chart.ink import filled
from kaigi_docs.layout.page import Fill, Rect, Rule, Shape
from kaigi_docs.theme import DEFAULT_THEME, ChartInk

PT = 20  # dots of the drawing for a point
PAPER_PT = (40, 40)
BAR = Rect(6.0, 6.0, 34.0, 34.0)
INKS = DEFAULT_THEME.palette
ACROSS_DPI, DOWN_DPI = 204, (98, 196)
OFFSETS_PT = (0.0, 0.15, 0.3, 0.45, 0.6)
LEAST_DIFFERENT = 0.12


@cache
def drawing(ink: ChartInk, offset_pt: float) -> Image.Image:
    """The bar in grey, moved down by a part of a line of the FAX."""
    picture = Image.new("RGB", (PAPER_PT[0] * PT, PAPER_PT[1] * PT), "white")
    pen = ImageDraw.Draw(picture)
    for mark in filled(Rect(BAR.x0, BAR.y0 + offset_pt, BAR.x1, BAR.y1 + offset_pt), ink):
        if isinstance(mark, Fill):
            pen.rectangle([mark.rect.x0 * PT, mark.rect.y0 * PT, mark.rect.x1 * PT, mark.rect.y1 * PT], fill=mark.colour)
        elif isinstance(mark, Rule) and mark.dotted:
            radius, x = mark.width_pt * PT / 2, mark.x0 * PT
            while x <= mark.x1 * PT:
                pen.ellipse([x - radius, mark.y0 * PT - radius, x + radius, mark.y0 * PT + radius], fill=mark.colour)
                x += 4 * radius
        elif isinstance(mark, Rule):
            ends = [mark.x0 * PT, mark.y0 * PT, mark.x1 * PT, mark.y1 * PT]
            pen.line(ends, fill=mark.colour, width=round(mark.width_pt * PT))
        elif isinstance(mark, Shape) and mark.stroke:
            corners = [(x * PT, y * PT) for x, y in (*mark.points, mark.points[0])]
            pen.line(corners, fill=mark.stroke, width=round(mark.width_pt * PT))
    return picture.convert("L")


def faxed(ink: ChartInk, dpi: int, *, dithered: bool, offset_pt: float = 0.0) -> Image.Image:
    size = (PAPER_PT[0] * ACROSS_DPI // 72, PAPER_PT[1] * dpi // 72)
    grey = drawing(ink, offset_pt).resize(size, Image.Resampling.BOX)
    return grey.convert("1") if dithered else grey.point(lambda brightness: 255 if brightness >= 128 else 0).convert("1")


def inside(picture: Image.Image, dpi: int) -> Image.Image:
    left, right = (round(x * ACROSS_DPI / 72) for x in (BAR.x0 + 2, BAR.x1 - 2))
    return picture.crop((left, round((BAR.y0 + 2) * dpi / 72), right, round((BAR.y1 - 2) * dpi / 72)))


def black_part(picture: Image.Image) -> float:
    return picture.convert("L").histogram()[0] / (picture.width * picture.height)


@pytest.mark.parametrize("dithered", [False, True])
@pytest.mark.parametrize("dpi", DOWN_DPI)
def test_every_pattern_is_told_from_every_other(dpi: int, dithered: bool) -> None:
    copies = {ink.pattern: inside(faxed(ink, dpi, dithered=dithered), dpi) for ink in INKS}
    alike = {
        (one, other)
        for one, other in combinations(copies, 2)
        if black_part(ImageChops.invert(ImageChops.logical_xor(copies[one], copies[other]))) < LEAST_DIFFERENT
    }
    assert alike == set()


@pytest.mark.parametrize("offset_pt", OFFSETS_PT)
@pytest.mark.parametrize("ink", INKS, ids=lambda ink: ink.pattern)
def test_the_upper_edge_of_a_bar_stays_wherever_the_lines_of_the_fax_fall(ink: ChartInk, offset_pt: float) -> None:
    copy = faxed(ink, 98, dithered=False, offset_pt=offset_pt)
    left, right = (round(x * ACROSS_DPI / 72) for x in (BAR.x0 + 1, BAR.x1 - 1))
    edge = round((BAR.y0 + offset_pt) * 98 / 72)
    rows = [copy.crop((left, row, right, row + 1)) for row in range(edge - 2, edge + 2)]
    assert max(map(black_part, rows)) > 0.95
