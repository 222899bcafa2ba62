"""Texts of a chart: set in one line or a few, and put into boxes of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from kaigi_docs.blocks import Align, Run
from kaigi_docs.findings import Location
from kaigi_docs.fonts import font_stack
from kaigi_docs.layout import lines
from kaigi_docs.layout.page import Rect, TextRun
from kaigi_docs.layout.setting import SetLine
from kaigi_docs.layout.typesetter import Typesetter, width_of
from kaigi_docs.theme import ChartInk, TextStyle

LEAST_PT = 8.0  # no text of a chart is smaller: it must survive a FAX
UNLIMITED_PT = 1e6
ELLIPSIS = "…"
_NUMBER = re.compile(r"-?[0-9][0-9,.]*")
_SPARE = {Align.START: 0.0, Align.CENTER: 0.5, Align.END: 1.0, Align.DECIMAL: 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class SetText:
    """A text in lines; `widths` are those of the lines, `width` and `height` those of the whole."""

    lines: tuple[SetLine, ...]
    widths: tuple[float, ...]
    width: float
    height: float

    def runs(self, box: Rect, align: Align) -> Iterator[TextRun]:
        """The text in its box, whose size is that of the text; every run has that box."""
        top = box.y0
        for line, width in zip(self.lines, self.widths, strict=True):
            left = box.x0 + (self.width - width) * _SPARE[align]
            yield from (piece.placed(left, top + line.baseline, box) for piece in line.pieces)
            top += line.height

    def box(self, x: float, y: float, across: float = 0.0, down: float = 0.0) -> Rect:
        """The box that has the point at these parts of its width and height: 0 left or top, 1 right or bottom."""
        left, top = x - across * self.width, y - down * self.height
        return Rect(left, top, left + self.width, top + self.height)


class Lettering:
    """Sets the texts of charts in the theme's style; the same text is set once."""

    def __init__(self, typesetter: Typesetter) -> None:
        """Texts in `theme.chart_text`, at least 8 pt."""
        style = typesetter.theme.chart_text
        self.style = replace(style, size_pt=max(style.size_pt, LEAST_PT), first_indent_em=0.0, lines_are_items=False)
        self.small = replace(self.style, size_pt=LEAST_PT)
        self.strong = replace(self.style, bold=True)
        self._typesetter = typesetter
        self._kept: dict[tuple[str, TextStyle, float, Location | None], SetText] = {}
        self._zeros: dict[TextStyle, SetLine] = {}

    @property
    def em(self) -> float:
        """The type size in points."""
        return self.style.size_pt

    @property
    def line(self) -> float:
        """The height of a line in points."""
        return self.style.size_pt * self.style.leading

    def set(
        self, text: str, style: TextStyle | None = None, measure_pt: float = UNLIMITED_PT, source: Location | None = None
    ) -> SetText:
        """The text in as many lines as the measure asks for; line feeds are blanks."""
        style = style or self.style
        key = (text, style, measure_pt, source)
        if key not in self._kept:
            number = _NUMBER.fullmatch(text) and measure_pt >= len(text) * style.size_pt
            plain = text.replace("\n", " ")
            self._kept[key] = self._number(text, style, source) if number else self._set(plain, style, measure_pt, source)
        return self._kept[key]

    def _number(self, text: str, style: TextStyle, source: Location | None) -> SetText:
        """What the line breaker would make of a number, without asking it: most texts of a chart are numbers."""
        if style not in self._zeros:
            self._zeros[style] = self._set("0", style, UNLIMITED_PT, None).lines[0]
        line = self._zeros[style]
        family, piece = style.family, line.pieces[0]
        glyphs = font_stack(family.bold_faces if style.bold else family.faces).shape(text)
        ends = list(accumulate((glyph.width_em * style.size_pt for glyph in glyphs), initial=0.0))
        gids, offsets = tuple(glyph.gid for glyph in glyphs), tuple(ends[:-1])
        piece = replace(piece, gids=gids, texts=tuple(text), offsets=offsets, width=ends[-1], source=source)
        return SetText((replace(line, pieces=(piece,)),), (ends[-1],), ends[-1], line.height)

    def _set(self, text: str, style: TextStyle, measure_pt: float, source: Location | None) -> SetText:
        theme, runs = self._typesetter.theme, (Run(text, source=source),)
        paragraph = lines.set_paragraph(runs, style, measure_pt, theme, justify=False, first_indent_em=0.0)
        self._typesetter.report(paragraph, runs, style)
        widths = tuple(width_of(line) for line in paragraph.lines)
        return SetText(paragraph.lines, widths, max(widths), paragraph.height)

    def balanced(self, text: str, measure_pt: float, most_lines: int, style: TextStyle | None = None) -> SetText | None:
        """The text in as few lines as the measure allows, about equally long; None if it takes too many or a word is too wide."""
        whole = self.set(text, style)
        if whole.width <= measure_pt:
            return whole
        for count in range(2, most_lines + 1):
            measure = whole.width / count
            while measure < measure_pt:
                tried = self.set(text, style, measure)
                if len(tried.lines) <= count and tried.width <= measure_pt:
                    return tried
                measure += self.em / 4
            tried = self.set(text, style, measure_pt)
            if len(tried.lines) <= count and tried.width <= measure_pt:
                return tried
        return None

    def cut(self, text: str, measure_pt: float, most_lines: int, style: TextStyle | None = None) -> SetText | None:
        """The text balanced, or as much of it as fits with 「…」 behind; None where not even a character does."""
        whole = self.balanced(text, measure_pt, most_lines, style)
        if whole is not None:
            return whole
        low, high, found = 0, len(text), None
        while high - low > 1:
            middle = (low + high) // 2
            tried = self.set(text[:middle].rstrip() + ELLIPSIS, style, measure_pt)
            if len(tried.lines) <= most_lines and tried.width <= measure_pt:
                low, found = middle, tried
            else:
                high = middle
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a chart is drawn: the ink of each series, and the lettering."""

    inks: tuple[ChartInk, ...]
    lettering: Lettering

    @property
    def colour(self) -> str:
        """Of texts and axes."""
        return self.lettering.style.colour
