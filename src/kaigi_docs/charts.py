"""What a chart says without a picture: its table of values and its text for people who do not see it."""

from __future__ import annotations

from kaigi_docs.blocks import Align, Cell, Chart, ChartCategory, Column, Paragraph, ParagraphStyle, Row, RowGroup, Run, Table


def values_table(chart: Chart) -> Table:
    """The values of a chart as a table: a row for each category, a column for each series, every value as it is printed.

    The table has neither caption nor notes (they belong to the chart); its ids begin with the chart's id.
    """
    head = Column(f"{chart.id}/category", (Run(""),), row_header=True)
    columns = tuple(
        Column(f"{chart.id}/{series.id}", (series.name, Run(f"（{chart.unit}）" if chart.unit else "")), align=Align.DECIMAL)
        for series in chart.series
    )
    rows = tuple(_row(chart, number, category) for number, category in enumerate(chart.categories))
    return Table(f"{chart.id}/values", (head, *columns), (RowGroup(f"{chart.id}/rows", (), rows),))


def _row(chart: Chart, number: int, category: ChartCategory) -> Row:
    values = (series.values[number] for series in chart.series)
    cells = (_cell(Run(value.text, source=value.source)) for value in values)
    return Row(f"{chart.id}/{number}", (_cell(Run(category_name(category))), *cells))


def _cell(run: Run) -> Cell:
    return Cell((Paragraph((run,), ParagraphStyle.CELL),) if run.text else ())


def category_name(category: ChartCategory) -> str:
    """「令和３年（2021）」: the label of a category with what stands below it."""
    return f"{category.label}（{category.second}）" if category.second else category.label
