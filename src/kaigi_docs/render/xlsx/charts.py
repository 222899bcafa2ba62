"""Charts on a sheet, drawn by Excel from the values that stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import NumDataSource, NumRef, StrRef
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.utils import get_column_letter, quote_sheetname

from kaigi_docs.sheets import SheetChart

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COLOURS = ("1A4480", "8FA8C8", "D9D9D9", "595959")
"""Told apart on a black and white print, too; further series begin again."""
_GAP_PERCENT = 40


def add_chart(worksheet: Worksheet, chart: SheetChart) -> None:
    """Puts lying bars over a sheet, the first row on top."""
    drawn = BarChart()
    drawn.type = "bar"
    drawn.grouping = "stacked" if chart.stacked else "clustered"
    drawn.overlap = 100 if chart.stacked else 0
    drawn.gapWidth = _GAP_PERCENT
    drawn.title = chart.title
    drawn.width, drawn.height = chart.width_mm / 10, chart.height_mm / 10  # type: ignore[assignment]
    drawn.x_axis.scaling.orientation = "maxMin"
    drawn.x_axis.delete = drawn.y_axis.delete = False
    for position, column in enumerate(chart.value_columns):
        drawn.series.append(_series(worksheet, chart, position, column))
    drawn.set_categories(_rows(worksheet, chart, chart.label_column))
    worksheet.add_chart(drawn, chart.anchor)


def _series(worksheet: Worksheet, chart: SheetChart, position: int, column: int) -> Series:
    """The bars of one column, named by its header."""
    header = f"{quote_sheetname(worksheet.title)}!${get_column_letter(column)}${chart.header_row}"
    return Series(
        idx=position,
        order=position,
        tx=SeriesLabel(strRef=StrRef(header)),
        val=NumDataSource(numRef=NumRef(f=str(_rows(worksheet, chart, column)))),
        spPr=GraphicalProperties(solidFill=_COLOURS[position % len(_COLOURS)]),
    )


def _rows(worksheet: Worksheet, chart: SheetChart, column: int) -> Reference:
    return Reference(worksheet, min_col=column, min_row=chart.first_row, max_row=chart.last_row)
