"""The numbers of a native chart as a grid: what its caches and its workbook both hold, so that they cannot differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kaigi_docs.blocks import Chart, ChartCategory, ChartKind, ChartSeries, ChartValue

BREAK_LABEL = "//"
"""Printed at the empty place of a break, where lines are interrupted: the sign of an interrupted axis."""
SHEET = "Sheet1"


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A series.

    Attributes:
        name: as the legend shows it.
        values: one for each label, None at a break; values of the left side of a two-sided chart are negative.
    """

    name: str
    values: tuple[ChartValue | None, ...]

    def numbers(self) -> Iterator[tuple[int, Decimal]]:
        """Row (from 0) and number of what is drawn; nothing else of the values reaches the file as a number."""
        for row, value in enumerate(self.values):
            if value is not None and value.number is not None:
                yield row, value.number


@dataclass(frozen=True, slots=True)
class ChartGrid:
    """Rows and columns of a chart; row 1 and column A of its sheet hold names.

    Attributes:
        labels: of the rows; a second line stands behind a line feed.
        columns: the series.
        number_format: Excel's code for the values.
        printed_alike: whether that format shows every value as it is printed in the document.
    """

    labels: tuple[str, ...]
    columns: tuple[GridColumn, ...]
    number_format: str
    printed_alike: bool

    def labels_range(self) -> str:
        """The cells of the labels."""
        return f"{SHEET}!$A$2:$A${len(self.labels) + 1}"

    def name_cell(self, column: int) -> str:
        """The cell of a series' name."""
        return f"{SHEET}!${column_letters(column + 1)}$1"

    def values_range(self, column: int) -> str:
        """The cells of a series' values."""
        letters = column_letters(column + 1)
        return f"{SHEET}!${letters}$2:${letters}${len(self.labels) + 1}"


def chart_grid(chart: Chart) -> ChartGrid:
    """The grid of a chart; a break gets an empty row of its own, so that nothing is joined across it."""
    rows = tuple(_rows(chart.categories))
    labels = tuple(BREAK_LABEL if row is None else _label(chart.categories[row]) for row in rows)
    decimals = max((_decimals(value.text) for series in chart.series for value in series.values), default=0)
    code = number_format(decimals)
    two_sided = chart.kind is ChartKind.TWO_SIDED_BAR
    columns = (_column(series, rows, left=two_sided and number == 0) for number, series in enumerate(chart.series))
    alike = all(_is_printed_alike(value, decimals) for series in chart.series for value in series.values)
    return ChartGrid(labels, tuple(columns), f"{code};{code}" if two_sided else code, alike)


def _rows(categories: tuple[ChartCategory, ...]) -> Iterator[int | None]:
    """The category of each row; None for a break."""
    for number, category in enumerate(categories):
        if category.break_before and number:
            yield None
        yield number


def _label(category: ChartCategory) -> str:
    return f"{category.label}\n{category.second}" if category.second else category.label


def _column(series: ChartSeries, rows: tuple[int | None, ...], *, left: bool) -> GridColumn:
    values = tuple(_mirrored(value) for value in series.values) if left else series.values
    return GridColumn(series.name.text, tuple(None if row is None else values[row] for row in rows))


def _mirrored(value: ChartValue) -> ChartValue:
    """The value on the other side of the axis; `copy_negate` keeps every digit, as unary minus would not."""
    return ChartValue(value.number.copy_negate(), value.text, value.source) if value.number else value


def _decimals(text: str) -> int:
    """The digits behind the decimal point of a printed number."""
    _, point, behind = text.partition(".")
    return len(behind) if point and behind.isdecimal() and behind.isascii() else 0


def _is_printed_alike(value: ChartValue, decimals: int) -> bool:
    return value.number is None or value.text == f"{value.number:,.{decimals}f}"


def number_format(decimals: int) -> str:
    """Excel's code for numbers with thousands separators and so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def number_text(number: Decimal) -> str:
    """The number with all its digits and without exponent."""
    return f"{number:f}"


def column_letters(column: int) -> str:
    """The name of a column of a sheet, from 0: A, B, …, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
