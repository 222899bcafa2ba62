"""The workbook inside a chart, which Word opens when somebody edits the chart's values.

Written here and not by openpyxl: it holds the digits as they are, names no time and no person, and costs no import.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from kaigi_docs.render.docx.chart_grid import SHEET, ChartGrid, column_letters, number_text
from kaigi_docs.render.docx.chart_markup import RELATIONS_NAMESPACE, XML_HEAD
from kaigi_docs.render.docx.markup import Xml, bare_element, escape, joined
from kaigi_docs.render.docx.zipped import zipped

_SHEETS_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_RELATION = f"{RELATIONS_NAMESPACE}/worksheet"  # python-docx has no name for it
_WRAPPED, _NUMBER = 1, 2  # numbers of the cell formats below
_NUMBER_FORMAT_ID = 164  # the first that is free for formats of a file (ECMA-376 part 1, 18.8.30)


def workbook_bytes(grid: ChartGrid) -> bytes:
    """The .xlsx of a chart: one sheet with labels, names and the numbers that are drawn, the same bytes for the same grid.

    A value that is not drawn is an empty cell: Excel would draw a sign like x as a zero as soon as somebody edits.
    """
    package = OpcPackage()
    book = Part(PackURI("/xl/workbook.xml"), CT.SML_SHEET_MAIN, _book_xml())
    package.relate_to(book, RT.OFFICE_DOCUMENT)
    book.load_rel(_SHEET_RELATION, Part(PackURI("/xl/worksheets/sheet1.xml"), CT.SML_WORKSHEET, _sheet_xml(grid)), "rId1")
    book.load_rel(RT.STYLES, Part(PackURI("/xl/styles.xml"), CT.SML_STYLES, _styles_xml(grid.number_format)), "rId2")
    return zipped(package)


def _x(tag: str, /, *children: Xml, **values: str | int) -> Xml:
    return bare_element(tag, values, *children)


def _root(tag: str, *children: Xml) -> bytes:
    content = "".join(children)
    return f'{XML_HEAD}<{tag} xmlns="{_SHEETS_NAMESPACE}" xmlns:r="{RELATIONS_NAMESPACE}">{content}</{tag}>'.encode()


def _book_xml() -> bytes:
    return _root("workbook", _x("sheets", Xml(f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/>')))


def _sheet_xml(grid: ChartGrid) -> bytes:
    head = _row(1, [_text_cell(column + 1, 1, series.name) for column, series in enumerate(grid.columns)])
    cells: list[list[Xml]] = [[_text_cell(0, row + 2, label)] for row, label in enumerate(grid.labels)]
    for column, series in enumerate(grid.columns):
        for row, number in series.numbers():
            value = _x("v", Xml(number_text(number)))
            cells[row].append(_x("c", value, r=f"{column_letters(column + 1)}{row + 2}", s=_NUMBER))
    rows = (_row(row + 2, written) for row, written in enumerate(cells))
    return _root("worksheet", _x("sheetData", head, *rows))


def _row(number: int, cells: Sequence[Xml]) -> Xml:
    return _x("row", *cells, r=number)


def _text_cell(column: int, row: int, text: str) -> Xml:
    """Text, whatever it begins with: an inline string is never a formula."""
    shown = Xml(f'<t xml:space="preserve">{escape(text)}</t>')
    return _x("c", _x("is", shown), r=f"{column_letters(column)}{row}", s=_WRAPPED, t="inlineStr")


def _styles_xml(number_format: str) -> bytes:
    """Cell formats: general, wrapped text, numbers; Excel asks for a font, two fills and a border."""
    wrapped = _x("alignment", vertical="center", wrapText=1)
    formats = joined(
        _x("xf", numFmtId=0, fontId=0, fillId=0, borderId=0, xfId=0),
        _x("xf", wrapped, numFmtId=0, fontId=0, fillId=0, borderId=0, xfId=0, applyAlignment=1),
        _x("xf", numFmtId=_NUMBER_FORMAT_ID, fontId=0, fillId=0, borderId=0, xfId=0, applyNumberFormat=1),
    )
    fills = (_x("fill", _x("patternFill", patternType=kind)) for kind in ("none", "gray125"))
    return _root(
        "styleSheet",
        _x("numFmts", _x("numFmt", numFmtId=_NUMBER_FORMAT_ID, formatCode=number_format), count=1),
        _x("fonts", _x("font", _x("sz", val=11), _x("name", val="游ゴシック")), count=1),
        _x("fills", *fills, count=2),
        _x("borders", _x("border", *(_x(side) for side in ("left", "right", "top", "bottom", "diagonal"))), count=1),
        _x("cellStyleXfs", _x("xf", numFmtId=0, fontId=0, fillId=0, borderId=0), count=1),
        _x("cellXfs", formats, count=3),
        _x("cellStyles", _x("cellStyle", name="Normal", xfId=0, builtinId=0), count=1),
    )
