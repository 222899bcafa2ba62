"""The workbook model: every .xlsx that is written comes from it, and render/xlsx only translates it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kaigi_docs.blocks import Paper
from kaigi_docs.japanese.geta import with_geta
from kaigi_docs.japanese.width import width_in_cells

CellValue = str | int | float | date | None

TEXT_FORMAT = "@"
"""Excel keeps what is typed: 2-1 does not become a date, 0246 keeps its zero, 85% stays 85%."""

DATE_FORMAT = '[$-411]ggge"年"m"月"d"日"'
"""A date cell that Excel shows in the Japanese era."""

CELL_LIMIT = 32767
"""Characters that Excel lets a cell hold."""
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_MOST_LINES, _TEXT_PER_WIDTH, _WIDTH_STEP = 28, 1.04, 2.0
"""In the 409 points that a row of Excel has at most, with text of 10.5 points; widths are counted in digits of 11 points."""

LISTS_SHEET = "選択肢"
"""The hidden sheet that holds drop-down lists too long for a cell's own list; readers pass over it."""


class Look(StrEnum):
    """What a cell is for; the renderer decides how that looks."""

    TITLE = "title"
    PLAIN = "plain"
    NOTE = "note"
    HEADER = "header"
    HEADER_REQUIRED = "header_required"
    ENTRY = "entry"  # a person types here
    NUMBER = "number"  # the same for a number, which stands to the right
    TOTAL = "total"  # a number of the row that adds up others
    LOCKED = "locked"  # shown on a protected sheet; may be selected and copied
    OPEN = "open"  # a person types here, where the rest of the sheet is protected
    QUESTIONED = "questioned"  # open, and a person is asked to look at it again


OPEN_LOOKS = frozenset({Look.OPEN, Look.QUESTIONED})
"""The cells of a protected sheet that take what is typed."""

OPEN_FILLS = {Look.OPEN: "FFF8DC", Look.QUESTIONED: "FFD9B3"}
"""The background of these cells in hexadecimal RGB; a reader tells by it which cell a person coloured."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down list.

    Attributes:
        values: in the order shown.
        others_allowed: whether Excel accepts entries that are not in the list.
        source: formula of the cells that hold the values instead, as the first cell with the list would have it; it may
            differ from row to row, and rows may be sorted.
    """

    values: tuple[str, ...] = ()
    others_allowed: bool = False
    source: str = ""


class Mark(StrEnum):
    """What sets part of a text apart, also on a black and white print."""

    NONE = "none"
    REMOVED = "removed"  # struck through
    ADDED = "added"  # underlined


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a cell's text."""

    text: str
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        value: text is always written as text, also when it begins with = + - @.
        number_format: Excel's format code, or None for that of its column.
        choice: the cell's own drop-down, or None for that of its column.
        note: shown beside the cell (Excel's メモ), or None; its author is the program, never a person.
        runs: the parts of a text value where some are marked; together they are the value.
    """

    value: CellValue = None
    look: Look = Look.ENTRY
    number_format: str | None = None
    choice: Choice | None = None
    note: str | None = None
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """What holds for a whole column.

    Attributes:
        width: in half-width characters, Excel's own unit.
        number_format: Excel's format code of entries.
        choice: drop-down of the sheet's entry rows.
        hidden: whether it is not shown; what stands in it is still read.
    """

    width: float
    number_format: str = TEXT_FORMAT
    choice: Choice | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChart:
    """Lying bars of values that stand on the same sheet; Excel redraws them when a value changes.

    Attributes:
        title: above the bars.
        anchor: A1 address of the cell at its top left corner.
        header_row: row with the names of the series.
        first_row, last_row: rows of the values, one bar each.
        label_column: column with the names of the bars, from 1.
        value_columns: columns of the values, one series each.
        stacked: whether the series of a bar stand behind each other.
        width_mm, height_mm: its size.
    """

    title: str
    anchor: str
    header_row: int
    first_row: int
    last_row: int
    label_column: int
    value_columns: tuple[int, ...]
    stacked: bool = True
    width_mm: float = 160.0
    height_mm: float = 120.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, fitted to the width of its paper in print. No cells are ever merged.

    Attributes:
        title: name on the tab, at most 31 characters.
        rows: cells from column A on; every row is as high as its text needs.
        header_row: row that stays on screen with all above it and is printed on every page; 0 for none.
        frozen_columns: columns that stay on screen.
        entry_rows: number of rows below the header that a person may fill; drop-downs of columns hold there.
        landscape: whether it is printed in landscape.
        paper: that it is printed on.
        protected: whether only cells of OPEN_LOOKS take what is typed. Without password; heights of rows, widths of columns and
            filters may be changed, and every cell may be selected and copied.
        filter_columns: columns from A on whose header has a filter for the rows below it, entry rows too; 0 for none.
        hidden_rows: rows that are not shown, from 1.
        least_row_pt: height in points that every row below the header has at least.
        row_heights: heights in points that rows keep whatever is typed in them, by number from 1; others follow their text.
        charts: drawn over the sheet.
        hidden: whether its tab is not shown.
        one_page: whether it is printed on a single page, however small that makes it.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_row: int = 0
    frozen_columns: int = 0
    entry_rows: int = 0
    landscape: bool = True
    paper: Paper = Paper.A4
    protected: bool = False
    filter_columns: int = 0
    hidden_rows: frozenset[int] = frozenset()
    least_row_pt: float = 0.0
    row_heights: Mapping[int, float] = field(default_factory=dict)
    charts: tuple[SheetChart, ...] = ()
    hidden: bool = False
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A book; `title` stands in the file's properties."""

    title: str
    sheets: tuple[Sheet, ...]


def writable(text: str) -> str:
    """A text as a cell can hold it: 〓 for what no file can hold, ＿ where Excel would see an escape, cut at its limit."""
    plain = with_geta(_ESCAPE_LIKE.sub("＿", text.replace("\r\n", "\n").replace("\r", "\n")))
    return plain if len(plain) <= CELL_LIMIT else f"{plain[: CELL_LIMIT - 1]}…"


def lines_in_column(text: str, width: float) -> int:
    """The number of lines that a text takes where a line holds `width` half-width characters; close, not exact."""
    return _lines(text.split("\n"), width)


def fitting_width(texts: Iterable[str], least: float, widest: float) -> float:
    """The least width in half-width characters in which a row of Excel shows each of the texts whole, or the widest."""
    lines = [text.split("\n") for text in texts]
    width = least
    while width < widest and any(_lines(each, width * _TEXT_PER_WIDTH) > _MOST_LINES for each in lines):
        width += _WIDTH_STEP
    return width


def _lines(lines: Sequence[str], width: float) -> int:
    return sum(max(1, math.ceil(width_in_cells(line) / width)) for line in lines)
