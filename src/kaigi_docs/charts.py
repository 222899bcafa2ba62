"""What a chart says without a picture: its table of values and its text for people who do not see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Chart,
    ChartCategory,
    ChartKind,
    ChartSeries,
    ChartTable,
    Column,
    List,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Slot,
    Table,
    text_of,
)

KIND_NAMES = {
    ChartKind.LINE: "折れ線グラフ",
    ChartKind.GROUPED_BAR: "棒グラフ",
    ChartKind.STACKED_BAR: "積み上げ棒グラフ",
    ChartKind.SHARE_BAR: "帯グラフ",
    ChartKind.TWO_SIDED_BAR: "左右に分けた横棒グラフ",
}
# Up to this many values of a series are all named, instead of the first, the last, the largest and the smallest.
_ALL_NAMED = 4
_SAME_NAMED = 3
# More categories than this, of at most so many series, make two tables side by side.
_LONG_TABLE, _FEW_SERIES = 12, 3


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


def charts_in(blocks: Iterable[Block]) -> Iterator[Chart]:
    """All charts in reading order, also those in lists, slots and cells."""
    for block in blocks:
        match block:
            case Chart():
                yield block
            case Slot():
                yield from charts_in(block.content)
            case List():
                yield from charts_in(content for item in block.items for content in item.content)
            case Table():
                rows = (row for group in block.groups for row in group.rows)
                yield from charts_in(content for row in rows for cell in row.cells for content in cell.blocks)


def value_tables(chart: Chart) -> tuple[Table, ...]:
    """The table of values as pages show it below the chart: of many categories and few series two tables to stand side by
    side, the first half of the categories and the rest."""
    count = len(chart.categories)
    if count <= _LONG_TABLE or len(chart.series) > _FEW_SERIES or chart.table is not ChartTable.BELOW:
        return (values_table(chart),)
    half = -(-count // 2)
    return values_table(_part(chart, 0, half)), values_table(_part(chart, half, count))


def _part(chart: Chart, first: int, end: int) -> Chart:
    """The chart of some of its categories."""
    series = tuple(replace(one, values=one.values[first:end]) for one in chart.series)
    return replace(chart, categories=chart.categories[first:end], series=series)


def _row(chart: Chart, number: int, category: ChartCategory) -> Row:
    values = (series.values[number] for series in chart.series)
    cells = (_cell(Run(value.text, source=value.source)) for value in values)
    return Row(f"{chart.id}/{number}", (_cell(Run(category_name(category))), *cells))


def _cell(run: Run) -> Cell:
    return Cell((Paragraph((run,), ParagraphStyle.CELL),) if run.text else ())


def category_name(category: ChartCategory) -> str:
    """「令和３年（2021）」: the label of a category with what stands below it."""
    return f"{category.label}（{category.second}）" if category.second else category.label


def drawn_texts(chart: Chart) -> set[str]:
    """All that a drawing of the chart may print, the numbers at its axis apart: values, names, categories, unit."""
    values = {value.text for series in chart.series for value in series.values}
    categories = {text for each in chart.categories for text in (each.label, each.second, category_name(each))}
    return values | categories | {series.name.text for series in chart.series} | {f"（{chart.unit}）"}


def alt_text(chart: Chart) -> str:
    """The chart in Japanese sentences for people who do not see it (ISO 14289-1 7.3).

    Kind, title, span and unit; of each series the first, last, largest and smallest value with their categories (all
    values of a short series), and its gaps with the sign printed there, beside which the largest and smallest are those of
    what is shown; last the breaks. Every value stands as it is printed; nothing is counted or computed, so that the text
    gives away no more than the table of values.
    """
    return "".join([*_whole(chart), *(_of_series(chart, series) for series in chart.series), *_breaks(chart)])


def _whole(chart: Chart) -> Iterator[str]:
    title = text_of(chart.title).replace("\n", " ")
    yield f"{KIND_NAMES[chart.kind]}「{title}」。" if title else f"{KIND_NAMES[chart.kind]}。"
    first, last = (category_name(chart.categories[at]) for at in (0, -1))
    yield f"{first}から{last}まで。" if len(chart.categories) > 1 else f"{first}。"
    if chart.unit:
        yield f"単位は{chart.unit}。"


def _of_series(chart: Chart, series: ChartSeries) -> str:
    drawn = [at for at, value in enumerate(series.values) if value.number is not None]
    sentences = [*(_values(chart, series, drawn) if drawn else ()), *_gaps(chart, series)]
    return f"{series.name.text}：{'。'.join(sentences)}。"


def _values(chart: Chart, series: ChartSeries, drawn: Sequence[int]) -> Iterator[str]:
    shown = drawn if len(drawn) <= _ALL_NAMED else (drawn[0], drawn[-1])
    yield "、".join(f"{category_name(chart.categories[at])}は{series.values[at].text}" for at in shown)
    if len(drawn) <= _ALL_NAMED:
        return
    numbers = {at: number for at in drawn if (number := series.values[at].number) is not None}
    among = "" if len(drawn) == len(series.values) else "載せた数のうち、"
    for word, extreme in (("最大", max(numbers.values())), ("最小", min(numbers.values()))):
        places = [at for at, number in numbers.items() if number == extreme]
        yield f"{among}{word}は{_names(chart, places)}の{series.values[places[0]].text}"


def _names(chart: Chart, places: Sequence[int]) -> str:
    """The names of some categories; of many only the first ones."""
    names = [category_name(chart.categories[at]) for at in places[:_SAME_NAMED]]
    return "・".join(names) + ("ほか" if len(places) > _SAME_NAMED else "")


def _gaps(chart: Chart, series: ChartSeries) -> Iterator[str]:
    """What is printed where nothing is drawn, every category named."""
    signs: dict[str, list[str]] = {}
    for category, value in zip(chart.categories, series.values, strict=True):
        if value.number is None:
            signs.setdefault(value.text, []).append(category_name(category))
    for sign, names in signs.items():
        yield f"{'・'.join(names)}は「{sign}」" if sign else f"{'・'.join(names)}は値なし"


def _breaks(chart: Chart) -> Iterator[str]:
    names = [category_name(category) for category in chart.categories[1:] if category.break_before]
    if names:
        yield f"{'・'.join(names)}から数え方が変わったため、その前とは比べられません。"
