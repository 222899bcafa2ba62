"""The look of charts in DrawingML: inks, lines, markers and text; a black-and-white print still tells the series apart."""

from __future__ import annotations

from kaigi_docs.render.docx.chart_markup import a, c, emu, hundredths
from kaigi_docs.render.docx.markup import Xml, escape, joined, when
from kaigi_docs.render.docx.styles import colour, word_font
from kaigi_docs.theme import ChartInk, Marker, Pattern, TextStyle

WHITE = "FFFFFF"
LINE_PT = 1.75
EDGE_PT = 0.75
GRID_PT = 0.5
GRID_COLOUR = "#d9d9d9"
_MARKER_PT = 6
_PATTERNS = {  # ECMA-376 part 1, 20.1.10.51
    Pattern.RISING: "wdUpDiag",
    Pattern.FALLING: "wdDnDiag",
    Pattern.LEVEL: "narHorz",
    Pattern.UPRIGHT: "narVert",
    Pattern.DOTS: "pct25",
    Pattern.CROSSED: "openDmnd",
}
_MARKERS = {  # symbol (21.2.3.27) and whether it is filled
    Marker.DISC: ("circle", True),
    Marker.RING: ("circle", False),
    Marker.SQUARE: ("square", True),
    Marker.HOLLOW_SQUARE: ("square", False),
    Marker.TRIANGLE: ("triangle", True),
    Marker.HOLLOW_TRIANGLE: ("triangle", False),
    Marker.DIAMOND: ("diamond", True),
    Marker.CROSS: ("x", True),
}
_DASH_UNIT = 100_000  # a:ds counts in thousandths of a percent of the line's width


def solid(value: str) -> Xml:
    """A plain fill; "#rrggbb" or "rrggbb"."""
    return a("solidFill", a("srgbClr", val=colour(value)))


def line(value: str, width_pt: float, dash_pt: tuple[float, ...] = ()) -> Xml:
    """A line with round ends of strokes left off, so that dashes are as long as the theme says."""
    dashes = (dash_pt * 2)[: len(dash_pt) + len(dash_pt) % 2]  # an odd list goes on with strokes and gaps exchanged
    pairs = zip(dashes[::2], dashes[1::2], strict=True)
    strokes = (a("ds", d=_dash(stroke, width_pt), sp=_dash(gap, width_pt)) for stroke, gap in pairs)
    dash = a("custDash", *strokes) if dash_pt else Xml("")
    return a("ln", solid(value), dash, a("round"), w=emu(width_pt), cap="flat")


def _dash(length_pt: float, width_pt: float) -> int:
    return round(length_pt / width_pt * _DASH_UNIT)


def no_line() -> Xml:
    """No line at all."""
    return a("ln", a("noFill"))


def area(ink: ChartInk) -> Xml:
    """The fill of a bar and its edge: a pattern of the ink on white, which a copier keeps."""
    return c("spPr", _fill(ink), line(ink.colour, EDGE_PT))


def _fill(ink: ChartInk) -> Xml:
    if ink.pattern is Pattern.SOLID:
        return solid(ink.colour)
    if ink.pattern is Pattern.EMPTY:
        return solid(WHITE)
    ground = (a("fgClr", a("srgbClr", val=colour(ink.colour))), a("bgClr", a("srgbClr", val=WHITE)))
    return a("pattFill", *ground, prst=_PATTERNS[ink.pattern])


def stroke(ink: ChartInk) -> Xml:
    """The line of a series."""
    return c("spPr", line(ink.colour, LINE_PT, ink.dash_pt))


def marker(ink: ChartInk) -> Xml:
    """The sign at each value; the edge of a hollow one is drawn without dashes."""
    symbol, filled = _MARKERS[ink.marker]
    inside = a("noFill") if ink.marker is Marker.CROSS else solid(ink.colour if filled else WHITE)
    return c("marker", c("symbol", val=symbol), c("size", val=_MARKER_PT), c("spPr", inside, line(ink.colour, 1.0)))


def run_properties(tag: str, look: TextStyle, *, bold: bool = False) -> Xml:
    """Size, colour and the theme's font for Latin and Japanese alike."""
    name = word_font(look.family, look.bold or bold)
    faces = joined(a("latin", typeface=name), a("ea", typeface=name), a("cs", typeface=name))
    size, weight = hundredths(look.size_pt), int(look.bold or bold)
    language: dict[str, str | int] = {} if tag == "defRPr" else {"lang": "ja-JP"}
    return a(tag, solid(look.colour), faces, **language, sz=size, b=weight)


def text_look(look: TextStyle, body: Xml | None = None, *, bold: bool = False) -> Xml:
    """The look of all text below an element (c:txPr)."""
    properties = a("pPr", run_properties("defRPr", look, bold=bold))
    paragraph = a("p", properties, a("endParaRPr", lang="ja-JP"))
    return c("txPr", a("bodyPr") if body is None else body, a("lstStyle"), paragraph)


def rich_text(characters: str, look: TextStyle, body: Xml | None = None, *, bold: bool = False) -> Xml:
    """A text of its own (c:tx), each line a paragraph."""
    default = a("pPr", run_properties("defRPr", look, bold=bold))
    paragraphs = (_paragraph(one, default, look, bold) for one in characters.split("\n"))
    return c("tx", c("rich", a("bodyPr") if body is None else body, a("lstStyle"), *paragraphs))


def _paragraph(characters: str, default: Xml, look: TextStyle, bold: bool) -> Xml:
    content = a("r", run_properties("rPr", look, bold=bold), a("t", escape(characters)))
    return a("p", default, when(bool(characters), content))
