"""How each kind of cell looks in Excel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Protection, Side

from kaigi_docs.sheets import OPEN_FILLS, OPEN_LOOKS, Look, Mark, Run, lines_in_column

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.styles.cell_style import StyleArray

EMPTY_ROW_PT = 18.0
"""The height of a row without text."""

_FONT = "BIZ UDゴシック"  # on every Windows since version 1809; Excel takes another gothic where it is missing
_LEADING = 1.35
_PADDING_PT = 4.0
_NORMAL_PT = 11.0  # column widths are counted in digits of this size

_FONT_ELEMENT, _PROPERTY, _NAME = re.compile(b"<font>(.*?)</font>"), re.compile(b"<[^>]*/>"), re.compile(rb"<(\w+)")
_FONT_ORDER = (
    *(b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign"),
    *(b"sz", b"color", b"name", b"family", b"charset", b"scheme"),
)

_LINE = Side(style="thin", color="FFB0B0B0")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_NO_BOX = Border()
_NO_FILL = PatternFill()


@dataclass(frozen=True, slots=True)
class _Style:
    size_pt: float
    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment


def _font(size_pt: float, colour: str, *, bold: bool = False) -> Font:
    return Font(name=_FONT, size=size_pt, bold=bold, color=f"FF{colour}")


def _fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=f"FF{colour}")


_WRAPPED = Alignment(horizontal="left", vertical="top", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="top", indent=1)
_CENTRED = Alignment(horizontal="left", vertical="center", wrap_text=True)
_STYLES = {
    Look.TITLE: _Style(12, _font(12, "000000", bold=True), _NO_FILL, _NO_BOX, Alignment(vertical="center")),
    Look.PLAIN: _Style(10.5, _font(10.5, "000000"), _NO_FILL, _NO_BOX, Alignment(vertical="center")),
    Look.NOTE: _Style(9, _font(9, "404040"), _fill("F7F7F7"), _BOX, _WRAPPED),
    Look.HEADER: _Style(10.5, _font(10.5, "000000", bold=True), _fill("D9E2EC"), _BOX, _CENTRED),
    Look.HEADER_REQUIRED: _Style(10.5, _font(10.5, "FFFFFF", bold=True), _fill("1A4480"), _BOX, _CENTRED),
    Look.ENTRY: _Style(10.5, _font(10.5, "000000"), _NO_FILL, _BOX, _WRAPPED),
    Look.NUMBER: _Style(10.5, _font(10.5, "000000"), _NO_FILL, _BOX, _RIGHT),
    Look.TOTAL: _Style(10.5, _font(10.5, "000000", bold=True), _fill("D9E2EC"), _BOX, _RIGHT),
    Look.LOCKED: _Style(10, _font(10, "404040"), _fill("EDEDED"), _BOX, _WRAPPED),
    Look.OPEN: _Style(10, _font(10, "000000"), _fill(OPEN_FILLS[Look.OPEN]), _BOX, _WRAPPED),
    Look.QUESTIONED: _Style(10, _font(10, "000000"), _fill(OPEN_FILLS[Look.QUESTIONED]), _BOX, _WRAPPED),
}
_TYPED = frozenset({Look.ENTRY, Look.NUMBER, Look.TOTAL, *OPEN_LOOKS})
_UNLOCKED = Protection(locked=False)
_STYLE = "_style"
"""Where openpyxl keeps the numbers of a cell's font, fill and so on; its own worksheet/copier.py copies a cell like this, too."""


class Looks:
    """Gives the cells of one workbook their looks; each is made once and copied, which takes a tenth of the time."""

    def __init__(self) -> None:
        """Starts without any."""
        self._made: dict[tuple[Look, str], StyleArray] = {}

    def apply(self, cell: XlsxCell, look: Look, number_format: str) -> None:
        """Gives a cell the look; only what a person types needs a number format, all other cells hold text."""
        made = self._made.get((look, number_format))
        if made is None:
            _apply_look(cell, look, number_format)
            self._made[look, number_format] = copy(getattr(cell, _STYLE))
        else:
            setattr(cell, _STYLE, copy(made))

    def marked(self, look: Look, runs: Sequence[Run]) -> CellRichText:
        """A text whose marked parts are set apart by a line and, beside it, by their colour."""
        size_pt = _STYLES[look].size_pt
        fonts = {
            Mark.REMOVED: InlineFont(rFont=_FONT, sz=size_pt, color=Color("FF9C2A1B"), strike=True),
            Mark.ADDED: InlineFont(rFont=_FONT, sz=size_pt, color=Color("FF1A4480"), u="single"),
        }
        parts = tuple(run.text if run.mark is Mark.NONE else TextBlock(fonts[run.mark], run.text) for run in runs)
        return CellRichText(parts)


def _apply_look(cell: XlsxCell, look: Look, number_format: str) -> None:
    style = _STYLES[look]
    cell.font, cell.fill, cell.border, cell.alignment = style.font, style.fill, style.border, style.alignment
    if look in _TYPED:
        cell.number_format = number_format
    if look in OPEN_LOOKS:
        cell.protection = _UNLOCKED


def with_ordered_fonts(styles: bytes) -> bytes:
    """The part xl/styles.xml with the properties of every font in the order of the schema (ECMA-376 part 1, 18.8.22).

    openpyxl writes them in another, which Excel takes and the Open XML SDK calls invalid.
    """
    return _FONT_ELEMENT.sub(_ordered_font, styles)


def _ordered_font(font: re.Match[bytes]) -> bytes:
    properties: list[bytes] = sorted(_PROPERTY.findall(font[1]), key=_font_place)
    return b"<font>" + b"".join(properties) + b"</font>"


def _font_place(element: bytes) -> int:
    name = _NAME.match(element)
    return _FONT_ORDER.index(name[1]) if name is not None else len(_FONT_ORDER)


def text_height(look: Look, text: str, width: float) -> float:
    """The height in points of a text in a column of that width in half-width characters; close, not exact."""
    style = _STYLES[look]
    lines = lines_in_column(text, max(width * _NORMAL_PT / style.size_pt, 2.0)) if style.alignment.wrap_text else 1
    return max(EMPTY_ROW_PT, lines * style.size_pt * _LEADING + _PADDING_PT)
