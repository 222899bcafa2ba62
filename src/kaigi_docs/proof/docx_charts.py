"""The proof of the charts in a Word file: the numbers of their caches and workbooks against those of the blocks."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kaigi_docs.blocks import Chart, ChartKind, Document, ForeignPages, text_of
from kaigi_docs.charts import charts_in
from kaigi_docs.findings import Location
from kaigi_docs.proof.report import Report
from kaigi_docs.proof.units import solid

_MAIN = "word/document.xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORKBOOK = f"{_R[1:-1]}/package"
_PNG = b"\x89PNG\r\n\x1a\n"

Point = tuple[str, Decimal | None]
"""Category without blanks, and number; None for what is no number. The first point of a series is its name."""


class _Drawing(NamedTuple):
    """A drawing of the file: the part that it shows."""

    part: str
    is_picture: bool


def compare_charts(package: zipfile.ZipFile, main: Element, document: Document, report: Report) -> None:
    """Reports the charts that are missing or left over, and those whose names, categories or numbers are not those of the block.

    Codes: `proof-chart-lost`, `proof-chart-extra`, `proof-chart-number`, `proof-page-picture-lost`.

    Limits: of a picture only that it is a PNG is looked at.

    Raises:
        KeyError, zipfile.BadZipFile, ElementTree.ParseError: a part of the package is missing or damaged.
    """
    drawings = list(_drawings(package, main))
    for block in document.blocks():
        if isinstance(block, ForeignPages):
            drawings = _after_pages(block, drawings, package, report)
            continue
        for chart in charts_in((block,)):
            drawings = _after_chart(chart, drawings, package, report)
    if drawings:
        report.add("proof-chart-extra", f"文書にない図が{len(drawings)}つ入っています。")


def _after_chart(chart: Chart, drawings: list[_Drawing], package: zipfile.ZipFile, report: Report) -> list[_Drawing]:
    """The drawings behind those of a chart, which are compared with it."""
    is_picture = bool(drawings) and drawings[0].is_picture
    series = range(len(chart.series))
    each = [[number] for number in series] if chart.panels and not is_picture else [list(series)]
    shown = drawings[: len(each)]
    if len(shown) < len(each):
        report.add("proof-chart-lost", f"図「{text_of(chart.title)}」が入っていません。", source=_source(chart))
    elif is_picture:
        _compare_picture(package, shown[0], chart, report)
    else:
        for drawing, numbers in zip(shown, each, strict=True):
            _compare_chart(package, drawing, [_wanted(chart, number) for number in numbers], chart, report)
    return drawings[len(shown) :]


def _after_pages(block: ForeignPages, drawings: list[_Drawing], package: zipfile.ZipFile, report: Report) -> list[_Drawing]:
    """The drawings behind the pictures of pages of another program, of which there is one a page."""
    shown = drawings[: len(block.pages)]
    sound = [each for each in shown if each.is_picture and package.read(each.part).startswith(_PNG)]
    if len(sound) < len(block.pages):
        message = f"「{text_of(block.title)}」のページの画像が{len(sound)}枚あります。正しくは{len(block.pages)}枚です。"
        report.add("proof-page-picture-lost", message)
    return drawings[len(shown) :]


def _source(chart: Chart) -> Location | None:
    return next((value.source for series in chart.series for value in series.values if value.source), None)


def _drawings(package: zipfile.ZipFile, main: Element) -> Iterator[_Drawing]:
    """Charts and pictures in reading order."""
    targets = _targets(package, _MAIN)
    for element in main.iter():
        if element.tag == f"{_C}chart":
            yield _Drawing(targets[element.get(f"{_R}id", "")][1], is_picture=False)
        elif element.tag == f"{_A}blip":
            yield _Drawing(targets[element.get(f"{_R}embed", "")][1], is_picture=True)


def _targets(package: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Type and name of the parts that a part is related to, by relationship id."""
    folder, name = posixpath.split(part)
    root = ElementTree.fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    return {
        each.get("Id", ""): (each.get("Type", ""), posixpath.normpath(posixpath.join(folder, each.get("Target", ""))))
        for each in root
    }


def _wanted(chart: Chart, number: int) -> list[Point]:
    """What is drawn of a series; the left side of a two-sided chart is drawn with the other sign."""
    left = chart.kind is ChartKind.TWO_SIDED_BAR and number == 0
    series = chart.series[number]
    points = [
        (solid(category.label + category.second), value.number.copy_negate() if left else value.number)
        for category, value in zip(chart.categories, series.values, strict=True)
        if value.number is not None
    ]
    return [(solid(series.name.text), None), *points]


def _compare_picture(package: zipfile.ZipFile, drawing: _Drawing, chart: Chart, report: Report) -> None:
    if not package.read(drawing.part).startswith(_PNG):
        report.add("proof-chart-lost", f"図「{text_of(chart.title)}」の画像が壊れています。", source=_source(chart))


def _compare_chart(package: zipfile.ZipFile, drawing: _Drawing, wanted: list[list[Point]], chart: Chart, report: Report) -> None:
    workbooks = [target for kind, target in _targets(package, drawing.part).values() if kind == _WORKBOOK]
    found = {"図": _cached(ElementTree.fromstring(package.read(drawing.part)))}
    for workbook in workbooks:
        found["図の表（Excel）"] = _typed(package.read(workbook))
    for place, points in found.items():
        if points != wanted:
            message = f"図「{text_of(chart.title)}」の数値が文書と違います（{place}）。"
            report.add("proof-chart-number", message, label=_difference(wanted, points), source=_source(chart))


def _difference(wanted: list[list[Point]], found: list[list[Point]]) -> str:
    """The first points that differ, or nothing where whole series do."""
    for one, other in zip(wanted, found, strict=False):
        for (category, number), (_, drawn) in zip(one, other, strict=False):
            if number != drawn:
                return f"{category}: {number} が {drawn}"
    return ""


def _cached(root: Element) -> list[list[Point]]:
    """The numbers that a chart keeps, series by series; a cache outside a series counts as one more."""
    series = list(root.iter(f"{_C}ser"))
    stray = len(list(root.iter(f"{_C}numCache"))) - len(series)
    return [_points(one) for one in series] + [[] for _ in range(stray)]


def _points(series: Element) -> list[Point]:
    labels = {point.get("idx"): _value(point) for point in series.findall(f"{_C}cat//{_C}pt")}
    name = "".join(map(_value, series.findall(f"{_C}tx//{_C}pt")))
    values = series.findall(f"{_C}val//{_C}pt")
    return [(solid(name), None), *((solid(labels.get(point.get("idx"), "")), _number(_value(point))) for point in values)]


def _value(point: Element) -> str:
    return point.findtext(f"{_C}v", "")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _typed(workbook: bytes) -> list[list[Point]]:
    """The numbers in the sheets of a workbook, column by column below a row of names and behind a column of labels."""
    found: list[list[Point]] = []
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                found += _columns(ElementTree.fromstring(package.read(name)))
    return found


def _columns(sheet: Element) -> Iterator[list[Point]]:
    head, *rows = [list(row) for row in sheet.iter(f"{_S}row")]
    for name in head:
        cells = ((row[0], cell) for row in rows for cell in row[1:] if _column(cell) == _column(name))
        yield [(solid(_text(name)), None), *((solid(_text(label)), _number(_text(cell))) for label, cell in cells)]


def _column(cell: Element) -> str:
    return cell.get("r", "").rstrip("0123456789")


def _text(cell: Element) -> str:
    return "".join(cell.itertext())
