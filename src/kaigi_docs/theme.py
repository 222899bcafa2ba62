"""One look as a value: sizes, spacing, colours and the names of fonts in PDF and in Word."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kaigi_docs.blocks import ParagraphStyle


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A family of the theme.

    Attributes:
        faces: ids of font files (fonts.py) in the order in which a glyph is looked for; the first is the family itself.
        bold_faces: the same for emphasised text.
        word_font, word_bold_font: the family's name on Windows, for Word.
        word_fallback_font, word_bold_fallback_font: what Word shows signs in that those lack (𠮷, forms chosen by a
            variation selector); on every Windows since 8.1, in Office since 2016.
    """

    faces: tuple[str, ...]
    bold_faces: tuple[str, ...]
    word_font: str
    word_bold_font: str
    word_fallback_font: str = "游ゴシック"
    word_bold_fallback_font: str = "游ゴシック"


FALLBACK_FACES = ("NotoSansJP-Regular", "DejaVuSans")
GOTHIC = FontFamily(
    faces=("BIZUDGothic-Regular", *FALLBACK_FACES),
    bold_faces=("BIZUDGothic-Bold", *FALLBACK_FACES),
    word_font="BIZ UDゴシック",
    word_bold_font="BIZ UDゴシック",
)
MINCHO = FontFamily(
    faces=("BIZUDMincho-Regular", *FALLBACK_FACES),
    bold_faces=("BIZUDGothic-Bold", *FALLBACK_FACES),
    word_font="BIZ UD明朝 Medium",
    word_bold_font="BIZ UDゴシック",
    word_fallback_font="游明朝",
)
UDP_GOTHIC = FontFamily(  # kana and punctuation as wide as their shape
    faces=("BIZUDPGothic-Regular", *FALLBACK_FACES),
    bold_faces=("BIZUDPGothic-Bold", *FALLBACK_FACES),
    word_font="BIZ UDPゴシック",
    word_bold_font="BIZ UDPゴシック",
)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph style looks.

    Attributes:
        family: its fonts.
        size_pt: type size.
        leading: distance of baselines as a multiple of the size.
        first_indent_em: indent of the first line.
        space_before_pt, space_after_pt: space around the paragraph; adjoining spaces collapse to the larger.
        bold: whole paragraph in the bold faces.
        colour: "#rrggbb".
        keep_with_next: never the last thing on a page.
        lines_are_items: people type items as lines of their own; such a line hangs by the mark that it begins with.
    """

    family: FontFamily
    size_pt: float
    leading: float = 1.6
    first_indent_em: float = 0.0
    space_before_pt: float = 0.0
    space_after_pt: float = 0.0
    bold: bool = False
    colour: str = "#000000"
    keep_with_next: bool = False
    lines_are_items: bool = False


@dataclass(frozen=True, slots=True)
class PageMargins:
    """Margins of the text area in millimetres.

    Attributes:
        first_top_mm: of the first page of a material where it differs from `top_mm`; None where it does not.
    """

    top_mm: float
    right_mm: float
    bottom_mm: float
    left_mm: float
    first_top_mm: float | None = None


class GroupLabels(StrEnum):
    """Where the label of a group of rows stands."""

    BAND = "band"  # a row over all columns
    SIDE = "side"  # upright in a narrow column at the left


class ChartsInWord(StrEnum):
    """What Word gets of a chart."""

    NATIVE = "native"  # a chart that Word can edit
    PICTURE = "picture"  # a picture of the drawing, with its table of values


class Pattern(StrEnum):
    """How an area of a chart is filled so that a black-and-white copy still tells it from the others."""

    SOLID = "solid"
    EMPTY = "empty"
    RISING = "rising"  # lines from the lower left to the upper right
    FALLING = "falling"
    LEVEL = "level"
    UPRIGHT = "upright"
    DOTS = "dots"
    CROSSED = "crossed"


class Marker(StrEnum):
    """The sign at each value of a line."""

    DISC = "disc"
    RING = "ring"
    SQUARE = "square"
    HOLLOW_SQUARE = "hollow_square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    HOLLOW_TRIANGLE = "hollow_triangle"


@dataclass(frozen=True, slots=True)
class ChartInk:
    """The look of one series.

    Attributes:
        colour: "#rrggbb".
        pattern: of its areas.
        marker: at the values of its line.
        dash_pt: lengths of strokes and gaps of its line; empty for an unbroken one.
    """

    colour: str
    pattern: Pattern
    marker: Marker
    dash_pt: tuple[float, ...] = ()


PALETTE = (
    ChartInk("#1a4480", Pattern.SOLID, Marker.DISC),
    ChartInk("#b5541c", Pattern.RISING, Marker.RING, (5.0, 2.0)),
    ChartInk("#3a7d44", Pattern.DOTS, Marker.TRIANGLE, (2.0, 1.5)),
    ChartInk("#6b4c9a", Pattern.CROSSED, Marker.HOLLOW_SQUARE, (7.0, 2.0, 1.5, 2.0)),
    ChartInk("#8a6d00", Pattern.LEVEL, Marker.DIAMOND, (1.0, 1.5)),
    ChartInk("#1f7a8c", Pattern.FALLING, Marker.CROSS, (4.0, 1.5, 1.0, 1.5)),
    ChartInk("#9b2c4a", Pattern.UPRIGHT, Marker.SQUARE, (9.0, 2.5)),
    ChartInk("#5c5c5c", Pattern.EMPTY, Marker.HOLLOW_TRIANGLE, (3.0, 3.0)),
)


def _paragraph_styles() -> dict[ParagraphStyle, TextStyle]:
    return {
        ParagraphStyle.BODY: TextStyle(MINCHO, 10.5, 1.7, first_indent_em=1.0, space_after_pt=3.0),
        ParagraphStyle.PLAIN: TextStyle(MINCHO, 10.5, 1.7, space_after_pt=3.0),
        ParagraphStyle.TITLE: TextStyle(GOTHIC, 16.0, 1.4, space_after_pt=8.0, bold=True, keep_with_next=True),
        ParagraphStyle.LEAD: TextStyle(MINCHO, 10.5, 1.5, space_after_pt=4.0),
        ParagraphStyle.SMALL: TextStyle(GOTHIC, 9.0, 1.5, space_after_pt=2.0),
        ParagraphStyle.CELL: TextStyle(GOTHIC, 9.0, 1.4, lines_are_items=True),
        ParagraphStyle.CELL_SMALL: TextStyle(GOTHIC, 8.0, 1.4, lines_are_items=True),
    }


def _heading_styles() -> tuple[TextStyle, TextStyle, TextStyle]:
    return (
        TextStyle(GOTHIC, 13.0, 1.4, space_before_pt=12.0, space_after_pt=5.0, bold=True, keep_with_next=True),
        TextStyle(GOTHIC, 11.5, 1.4, space_before_pt=9.0, space_after_pt=4.0, bold=True, keep_with_next=True),
        TextStyle(GOTHIC, 10.5, 1.4, space_before_pt=6.0, space_after_pt=3.0, bold=True, keep_with_next=True),
    )


@dataclass(frozen=True, slots=True)
class Theme:
    """The look of every document of one office.

    Attributes:
        paragraphs: look of each paragraph style.
        headings: look of levels 1 to 3.
        note: look of remarks.
        running: look of page heads and feet.
        margins: of every sheet.
        name: what the 体裁 sheet calls it.
        quarter_space_em: 四分アキ between Japanese and Latin or digits (JLREQ 3.2.6).
        hanging_punctuation: whether 、 and 。 may stand beyond the end of a full line (ぶら下げ, JLREQ 3.8.2 note).
        group_labels: where the labels of groups of rows stand in tables.
        chart_text: look of all text in charts.
        charts_in_word: what Word gets of charts.
        palette: look of the series of a chart, in their order; a chart of more series begins again.
        cell_padding_pt: left and right, top and bottom padding of a cell.
        rule_pt, rule_colour: lines of tables and answer spaces. A row of dots of a standard FAX copy is 0.73 pt high
            (98 an inch): a line that falls on two rows must blacken half of each, so that a thinner or a grey one is lost.
        writing_line_mm: of a line to write on in an answer space.
        header_fill, group_fill: backgrounds of header cells and group bands.
        bar_frame_pt, bar_colour: the heavy frame of a cell that is drawn as a bar.
        bar_fill: the ground of a filled one; light enough for the text on it, dark enough for a copy.
        link_colour: of links; the same as text where links must not show in print.
        item_glyphs: number one of headings, items and sub-items, where the 会議 sheet asks for nothing else.
        word_styles: word/styles.xml of the office's own 体裁/reference.docx as text, cleaned; it goes before this theme in Word
            files. Empty without one.
    """

    name: str = "標準"
    paragraphs: dict[ParagraphStyle, TextStyle] = field(default_factory=_paragraph_styles)
    headings: tuple[TextStyle, TextStyle, TextStyle] = field(default_factory=_heading_styles)
    note: TextStyle = TextStyle(GOTHIC, 9.0, 1.45, space_before_pt=1.0, space_after_pt=1.0)
    table_header: TextStyle = TextStyle(GOTHIC, 9.0, 1.35, bold=True)
    table_group: TextStyle = TextStyle(GOTHIC, 9.5, 1.35, bold=True)
    caption: TextStyle = TextStyle(GOTHIC, 10.0, 1.4, space_before_pt=6.0, space_after_pt=3.0, bold=True, keep_with_next=True)
    key_value: TextStyle = TextStyle(MINCHO, 10.5, 1.8, space_after_pt=4.0)
    running: TextStyle = TextStyle(GOTHIC, 9.0, 1.2)
    head_label: TextStyle = TextStyle(GOTHIC, 12.0, 1.2, bold=True)
    margins: PageMargins = PageMargins(20.0, 20.0, 18.0, 20.0)
    table_margins: PageMargins = PageMargins(15.0, 12.0, 14.0, 12.0)
    quarter_space_em: float = 0.25
    hanging_punctuation: bool = False
    group_labels: GroupLabels = GroupLabels.BAND
    chart_text: TextStyle = TextStyle(GOTHIC, 8.5, 1.25)
    charts_in_word: ChartsInWord = ChartsInWord.NATIVE
    palette: tuple[ChartInk, ...] = PALETTE
    cell_padding_pt: tuple[float, float] = (3.0, 2.5)
    rule_pt: float = 0.75
    rule_colour: str = "#000000"
    writing_line_mm: float = 7.5
    header_fill: str = "#e8edf3"
    group_fill: str = "#f4f0e6"
    bar_frame_pt: float = 1.2
    bar_colour: str = "#000000"
    bar_fill: str = "#cccccc"
    link_colour: str = "#1a4480"
    item_glyphs: tuple[str, str, str] = ("１", "⑴", "①")
    word_styles: str = ""


DEFAULT_THEME = Theme()
