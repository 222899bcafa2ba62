"""Workbook model -> the bytes of an .xlsx; the same Book gives the same bytes with the same versions of packages.

Limits: one page wide in print; protection keeps hands off by mistake, it has no password and keeps no secret.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.writer.excel import ExcelWriter

from kaigi_docs.blocks import Paper
from kaigi_docs.errors import OutputFault
from kaigi_docs.japanese.geta import UNWRITABLE
from kaigi_docs.render.xlsx.charts import add_chart
from kaigi_docs.render.xlsx.looks import EMPTY_ROW_PT, Looks, text_height, with_ordered_fonts
from kaigi_docs.render.xlsx.proof import first_difference
from kaigi_docs.sheets import (
    CELL_LIMIT,
    LISTS_SHEET,
    Book,
    Cell,
    CellValue,
    Choice,
    Sheet,
    lines_in_column,
)

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.worksheet.worksheet import Worksheet

_CREATOR = "kaigi_docs"
_FIXED_TIME = datetime(1980, 1, 1)
"""The first moment that a zip archive can name; no clock reaches the file."""
_LITERAL_LIST = 255
"""Characters that a drop-down may hold itself (ECMA-376 part 1, 18.3.1.32 dataValidation, as Excel enforces it)."""
_FORMULA_STARTS = ("=", "+", "-", "@")
_HIGHEST_ROW_PT = 409.0
_PAPERS = {Paper.A4: "9", Paper.A3: "8"}
_MARGIN_IN, _FOOT_IN = 0.4, 0.7
_NOTE_WIDTH_PX, _NOTE_LINE_PX, _LEAST_NOTE_PX = 320, 18, 120
_NOTE_CELLS = 44.0
"""Half-width characters in a line of a note."""
_STYLES_PART = "xl/styles.xml"


def render_book(book: Book) -> bytes:
    """The file of a book, read back and compared with it.

    Raises:
        OutputFault: a text that no cell can hold, or a file that does not give back what the book says.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    lists, looks = _Lists(workbook), Looks()
    for sheet in book.sheets:
        worksheet = workbook.create_sheet(sheet.title)
        worksheet.sheet_state = "hidden" if sheet.hidden else "visible"
        _write_sheet(worksheet, sheet, lists, looks)
    lists.write()
    properties = workbook.properties
    properties.title, properties.creator, properties.lastModifiedBy = book.title, _CREATOR, _CREATOR
    properties.created = properties.modified = _FIXED_TIME
    content = _with_fixed_times(_saved(workbook))
    wrong = first_difference(book, content)
    if wrong is not None:
        raise OutputFault(f"「{wrong[0]}」の{wrong[1]}が正しく書けませんでした。もう一度お試しください。")
    return content


def _saved(workbook: Workbook) -> bytes:
    """The archive as openpyxl writes it, but for the time of saving that `Workbook.save` would put in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # compressed once, when the times are fixed
        ExcelWriter(workbook, archive).write_data()
    return buffer.getvalue()


def _with_fixed_times(content: bytes) -> bytes:
    """The same archive without clock and platform in its entries, and with valid fonts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIXED_TIME.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            part = source.read(name)
            target.writestr(entry, with_ordered_fonts(part) if name == _STYLES_PART else part)
    return buffer.getvalue()


def _write_sheet(worksheet: Worksheet, sheet: Sheet, lists: _Lists, looks: Looks) -> None:
    _write_columns(worksheet, sheet)
    for number, row in enumerate(sheet.rows, 1):
        least = sheet.least_row_pt if number > sheet.header_row else 0.0
        height = max(_row_height(row, sheet), least)
        hidden = number in sheet.hidden_rows
        kind, height = (RowDimension, max(height, kept)) if (kept := sheet.row_heights.get(number)) else (_FittedRow, height)
        worksheet.row_dimensions[number] = kind(worksheet, index=number, ht=min(height, _HIGHEST_ROW_PT), hidden=hidden)
        for column, cell in enumerate(row, 1):
            written = cast("XlsxCell", worksheet.cell(number, column))  # a new sheet has no merged cells
            looks.apply(written, cell.look, cell.number_format or sheet.columns[column - 1].number_format)
            _write_value(written, cell.value, sheet.title)
            if cell.runs:
                written.value, written.data_type = looks.marked(cell.look, cell.runs), "s"
            if cell.note is not None:
                written.comment = _note(cell.note)
    _write_choices(worksheet, sheet, lists)
    _set_up_page(worksheet, sheet)
    _protect(worksheet, sheet)
    for chart in sheet.charts:
        add_chart(worksheet, chart)


def _note(text: str) -> Comment:
    """A note as high as its text needs: Excel shows no more of it than fits."""
    height = max(_LEAST_NOTE_PX, (lines_in_column(text, _NOTE_CELLS) + 1) * _NOTE_LINE_PX)
    return Comment(text, _CREATOR, height=height, width=_NOTE_WIDTH_PX)


class _FittedRow(RowDimension):
    """A row whose height Excel may change with its text; openpyxl would mark every height as set by hand."""

    @property
    def customHeight(self) -> bool:
        """Whether a person set the height."""
        return False


def _row_height(row: tuple[Cell, ...], sheet: Sheet) -> float:
    """The height in points that the text of a row needs; LibreOffice does not fit rows when it opens a file, as Excel does."""
    heights = (
        text_height(cell.look, cell.value, column.width)
        for cell, column in zip(row, sheet.columns, strict=False)
        if isinstance(cell.value, str)
    )
    return min(max(heights, default=EMPTY_ROW_PT), _HIGHEST_ROW_PT)


def _write_columns(worksheet: Worksheet, sheet: Sheet) -> None:
    """Widths, and the number format for cells beyond the rows that are written."""
    for number, column in enumerate(sheet.columns, 1):
        dimension = worksheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width + 1
        dimension.number_format = column.number_format
        dimension.hidden = column.hidden


def _write_value(written: XlsxCell, value: CellValue, title: str) -> None:
    """A value; text is text whatever it begins with."""
    if not isinstance(value, str):
        written.value = value
        return
    if UNWRITABLE.search(value) or len(value) > CELL_LIMIT:
        raise OutputFault(
            f"「{title}」の{written.coordinate}に書けない文字があるか、長すぎます（{CELL_LIMIT}字まで）。元の文を直してください。"
        )
    written.value = value
    written.data_type = "s"
    if value.startswith(_FORMULA_STARTS):
        written.quotePrefix = True  # without it Excel takes the text for a formula as soon as somebody edits the cell


def _write_choices(worksheet: Worksheet, sheet: Sheet, lists: _Lists) -> None:
    ranges: dict[Choice, list[str]] = {}
    for number, column in enumerate(sheet.columns, 1):
        if column.choice is not None and sheet.entry_rows:
            letter, first = get_column_letter(number), sheet.header_row + 1
            ranges.setdefault(column.choice, []).append(f"{letter}{first}:{letter}{first + sheet.entry_rows - 1}")
    for row_number, row in enumerate(sheet.rows, 1):
        for column_number, cell in enumerate(row, 1):
            if cell.choice is not None:
                ranges.setdefault(cell.choice, []).append(f"{get_column_letter(column_number)}{row_number}")
    for choice, places in ranges.items():
        validation = DataValidation(
            type="list",
            formula1=lists.source(choice),
            allow_blank=True,
            showErrorMessage=not choice.others_allowed,
            errorTitle="選択肢にありません",
            error="一覧から選んでください。",
            sqref=" ".join(places),
        )
        worksheet.add_data_validation(validation)


def _set_up_page(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    worksheet.page_setup.paperSize = _PAPERS[sheet.paper]
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, int(sheet.one_page)
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.protected:  # a sheet that is printed to be read beside the screen
        worksheet.page_margins = PageMargins(_MARGIN_IN, _MARGIN_IN, _MARGIN_IN, _FOOT_IN)
    if worksheet.oddFooter is not None and worksheet.oddFooter.center is not None:
        worksheet.oddFooter.center.text = "&A　&P／&N"
    if sheet.header_row:
        worksheet.print_title_rows = f"{sheet.header_row}:{sheet.header_row}"
        worksheet.freeze_panes = f"{get_column_letter(sheet.frozen_columns + 1)}{sheet.header_row + 1}"
    if sheet.filter_columns:
        last = max(len(sheet.rows), sheet.header_row + sheet.entry_rows)
        worksheet.auto_filter.ref = f"A{sheet.header_row}:{get_column_letter(sheet.filter_columns)}{last}"


def _protect(worksheet: Worksheet, sheet: Sheet) -> None:
    """Protection without password; a flag of SheetProtection says what is forbidden (ECMA-376 part 1, 18.3.1.85)."""
    if not sheet.protected:
        return
    worksheet.protection = SheetProtection(
        sheet=True, formatRows=False, formatColumns=False, autoFilter=False, selectLockedCells=False, selectUnlockedCells=False
    )


class _Lists:
    """The sources of drop-downs: the list itself, or a column of a hidden sheet where it is too long or holds a comma."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._columns: dict[tuple[str, ...], int] = {}

    def source(self, choice: Choice) -> str:
        """The formula of a drop-down's source."""
        if choice.source:
            return choice.source
        literal = ",".join(choice.values)
        if len(literal) <= _LITERAL_LIST and not any(set(value) & set(',"\n') for value in choice.values):
            return f'"{literal}"'
        column = get_column_letter(self._columns.setdefault(choice.values, len(self._columns) + 1))
        return f"{quote_sheetname(LISTS_SHEET)}!${column}$1:${column}${len(choice.values)}"

    def write(self) -> None:
        """Adds the hidden sheet if a drop-down needs it."""
        if not self._columns:
            return
        worksheet = self._workbook.create_sheet(LISTS_SHEET)
        worksheet.sheet_state = "hidden"
        for values, column in self._columns.items():
            for row, value in enumerate(values, 1):
                _write_value(cast("XlsxCell", worksheet.cell(row, column)), value, LISTS_SHEET)
