"""A chart as a chart part of Word (ECMA-376 part 1, 21.2): plot, axes, series, legend; children in the order of the schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import Chart, ChartKind
from kaigi_docs.render.docx.chart_grid import ChartGrid, GridColumn, chart_grid, number_format, number_text
from kaigi_docs.render.docx.chart_labels import Room, category_labels, labelled_rows, value_labels
from kaigi_docs.render.docx.chart_look import (
    EDGE_PT,
    GRID_COLOUR,
    GRID_PT,
    WHITE,
    area,
    line,
    marker,
    no_line,
    rich_text,
    solid,
    stroke,
    text_look,
)
from kaigi_docs.render.docx.chart_markup import CHART_NAMESPACE, MAIN_NAMESPACE, RELATIONS_NAMESPACE, XML_HEAD, a, c
from kaigi_docs.render.docx.chart_scale import Scale
from kaigi_docs.render.docx.chart_workbook import workbook_bytes
from kaigi_docs.render.docx.ledger import WORKBOOK, ChartPart
from kaigi_docs.render.docx.lengths import label_em
from kaigi_docs.render.docx.markup import Xml, escape, joined, when
from kaigi_docs.theme import ChartInk, Theme

_CATEGORY_AXIS, _VALUE_AXIS = 1, 2
_LYING = (ChartKind.SHARE_BAR, ChartKind.TWO_SIDED_BAR)
_GROUPING = {
    ChartKind.LINE: "standard",
    ChartKind.GROUPED_BAR: "clustered",
    ChartKind.STACKED_BAR: "stacked",
    ChartKind.SHARE_BAR: "percentStacked",
    ChartKind.TWO_SIDED_BAR: "clustered",
}
_ON_ONE_PLACE = (ChartKind.STACKED_BAR, ChartKind.SHARE_BAR, ChartKind.TWO_SIDED_BAR)
_GAP_WIDTH = 50  # percent of a bar
_LEVEL_UNIT_EM = 4.0  # a longer unit beside an upright axis is turned
_AXIS_ROOM_EM = 5.0
_HEAD_ROOM_EM = 7.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn in one native chart.

    Attributes:
        chart: one without panels.
        inks: of its series.
        width_pt, height_pt: of the whole drawing.
        title: above the plot instead of a legend, with the unit; empty for none.
        scale: of the axis of values.
        fixed_end: whether the axis ends where the scale does, as one of several with one scale; else Word finds the end, so
            that a larger number that somebody types still has room.
    """

    chart: Chart
    inks: tuple[ChartInk, ...]
    width_pt: float
    height_pt: float
    scale: Scale
    title: str = ""
    fixed_end: bool = False


def chart_part(drawing: Drawing, theme: Theme) -> ChartPart:
    """The chart and its workbook; both hold the numbers of the block and no other."""
    grid = chart_grid(drawing.chart)
    namespaces = f'xmlns:c="{CHART_NAMESPACE}" xmlns:a="{MAIN_NAMESPACE}" xmlns:r="{RELATIONS_NAMESPACE}"'
    content = joined(
        c("date1904", val=0),
        c("lang", val="ja-JP"),
        c("roundedCorners", val=0),
        _chart(drawing, grid, theme),
        c("spPr", solid(WHITE), no_line()),
        text_look(theme.chart_text),
        Xml(f'<c:externalData r:id="{WORKBOOK}"><c:autoUpdate val="0"/></c:externalData>'),
    )
    xml = f"{XML_HEAD}<c:chartSpace {namespaces}>{content}</c:chartSpace>".encode()
    return ChartPart(xml, workbook_bytes(grid))


def _chart(drawing: Drawing, grid: ChartGrid, theme: Theme) -> Xml:
    look = theme.chart_text
    title = c("title", rich_text(drawing.title, look, bold=True), c("overlay", val=0)) if drawing.title else Xml("")
    return c(
        "chart",
        title,
        c("autoTitleDeleted", val=int(not drawing.title)),
        c("plotArea", c("layout"), _plot(drawing, grid, theme), _axes(drawing, grid, theme), c("spPr", a("noFill"), no_line())),
        when(not drawing.title, c("legend", c("legendPos", val="t"), c("overlay", val=0), text_look(look))),
        c("plotVisOnly", val=1),
        c("dispBlanksAs", val="gap"),
    )


def _plot(drawing: Drawing, grid: ChartGrid, theme: Theme) -> Xml:
    kind = drawing.chart.kind
    series = _all_series(drawing, grid, theme)
    axes = joined(c("axId", val=_CATEGORY_AXIS), c("axId", val=_VALUE_AXIS))
    grouping = joined(c("grouping", val=_GROUPING[kind]), c("varyColors", val=0))
    if kind is ChartKind.LINE:
        return c("lineChart", grouping, series, c("marker", val=1), axes)
    direction = c("barDir", val="bar" if kind in _LYING else "col")
    overlap = c("overlap", val=100 if kind in _ON_ONE_PLACE else 0)
    return c("barChart", direction, grouping, series, c("gapWidth", val=_GAP_WIDTH), overlap, axes)


def _all_series(drawing: Drawing, grid: ChartGrid, theme: Theme) -> Xml:
    rows = labelled_rows(drawing.chart, grid, _room(drawing, theme), theme.chart_text)
    parts = zip(range(len(rows)), grid.columns, drawing.inks, rows, strict=True)
    return joined(*(_series(drawing.chart, grid, *part, theme) for part in parts))


def _series(
    chart: Chart, grid: ChartGrid, number: int, column: GridColumn, ink: ChartInk, rows: frozenset[int], theme: Theme
) -> Xml:
    is_line = chart.kind is ChartKind.LINE
    return c(
        "ser",
        c("idx", val=number),
        c("order", val=number),
        c("tx", _texts(grid.name_cell(number), [column.name])),
        joined(stroke(ink), marker(ink)) if is_line else joined(area(ink), c("invertIfNegative", val=0)),
        value_labels(chart, grid, column, rows, theme.chart_text),
        c("cat", _texts(grid.labels_range(), grid.labels)),
        c("val", _numbers(grid, number, column)),
        when(is_line, c("smooth", val=0)),
    )


def _texts(cells: str, texts: Sequence[str]) -> Xml:
    """Cells of text with their cache."""
    points = (c("pt", c("v", escape(text)), idx=index) for index, text in enumerate(texts))
    return c("strRef", c("f", Xml(cells)), c("strCache", c("ptCount", val=len(texts)), *points))


def _numbers(grid: ChartGrid, number: int, column: GridColumn) -> Xml:
    """Cells of numbers with their cache, which counts the empty ones too: LibreOffice loads no cache without a count."""
    points = (c("pt", c("v", Xml(number_text(value))), idx=row) for row, value in column.numbers())
    cache = (c("formatCode", escape(grid.number_format)), c("ptCount", val=len(column.values)), *points)
    return c("numRef", c("f", Xml(grid.values_range(number))), c("numCache", *cache))


def _axes(drawing: Drawing, grid: ChartGrid, theme: Theme) -> Xml:
    return joined(_category_axis(drawing, grid, theme), _value_axis(drawing, theme))


def _category_axis(drawing: Drawing, grid: ChartGrid, theme: Theme) -> Xml:
    """Lying bars begin at the top, as the rows of the table; labels stand at the edge, also where bars go to both sides."""
    lying = drawing.chart.kind in _LYING
    labels = category_labels(drawing.chart, grid.labels, _room(drawing, theme), theme.chart_text)
    return c(
        "catAx",
        c("axId", val=_CATEGORY_AXIS),
        c("scaling", c("orientation", val="maxMin" if lying else "minMax")),
        c("delete", val=0),
        c("axPos", val="l" if lying else "b"),
        c("numFmt", formatCode="General", sourceLinked=0),
        c("majorTickMark", val="none" if lying else "out"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="low"),
        c("spPr", line(theme.rule_colour, EDGE_PT)),
        text_look(theme.chart_text, labels.body()),
        c("crossAx", val=_VALUE_AXIS),
        c("crosses", val="autoZero"),
        c("auto", val=0),
        c("lblAlgn", val="ctr"),
        c("lblOffset", val=100),
        c("tickLblSkip", val=labels.every),
        c("tickMarkSkip", val=labels.every),
        c("noMultiLvlLbl", val=1),
    )


def _value_axis(drawing: Drawing, theme: Theme) -> Xml:
    """The axis of values stands below lying bars although these begin at the top: it crosses at the last category."""
    lying = drawing.chart.kind in _LYING
    return c(
        "valAx",
        c("axId", val=_VALUE_AXIS),
        c("scaling", c("orientation", val="minMax"), *_ends(drawing)),
        c("delete", val=0),
        c("axPos", val="b" if lying else "l"),
        c("majorGridlines", c("spPr", line(GRID_COLOUR, GRID_PT))),
        _unit(drawing, theme),
        c("numFmt", formatCode=_axis_format(drawing), sourceLinked=0),
        c("majorTickMark", val="none"),
        c("minorTickMark", val="none"),
        c("tickLblPos", val="nextTo"),
        c("spPr", no_line()),
        text_look(theme.chart_text),
        c("crossAx", val=_CATEGORY_AXIS),
        c("crosses", val="max" if lying else "autoZero"),
        c("crossBetween", val="between"),
        c("majorUnit", val=number_text(drawing.scale.step)),
    )


def _ends(drawing: Drawing) -> Sequence[Xml]:
    low = c("min", val=number_text(drawing.scale.low))
    fixed = drawing.fixed_end or drawing.chart.kind in _LYING
    return (c("max", val=number_text(drawing.scale.high)), low) if fixed else (low,)


def _axis_format(drawing: Drawing) -> str:
    """The format of the numbers at the axis: thousands with a comma, decimals where the steps have some."""
    if drawing.chart.kind is ChartKind.SHARE_BAR:
        return "0%"
    code = number_format(drawing.scale.decimals)
    return f"{code};{code}" if drawing.chart.kind is ChartKind.TWO_SIDED_BAR else code


def _unit(drawing: Drawing, theme: Theme) -> Xml:
    """The unit at the axis of values; shares are in percent and say so themselves, a drawing with a title says it there."""
    chart = drawing.chart
    if not chart.unit or drawing.title or chart.kind is ChartKind.SHARE_BAR:
        return Xml("")
    turned = chart.kind not in _LYING and label_em(chart.unit) > _LEVEL_UNIT_EM
    body = a("bodyPr", rot=-5400000 if turned else 0, vert="horz")
    return c("title", rich_text(f"（{chart.unit}）", theme.chart_text, body), c("overlay", val=0))


def _room(drawing: Drawing, theme: Theme) -> Room:
    """About the space inside the axes, which the labels beside it and the legend above it leave."""
    em, chart = theme.chart_text.size_pt, drawing.chart
    names = (label_em(category.label) for category in chart.categories)
    beside = max(names) if chart.kind in _LYING else _AXIS_ROOM_EM
    return Room(max(1.0, drawing.width_pt - beside * em), max(1.0, drawing.height_pt - _HEAD_ROOM_EM * em))
