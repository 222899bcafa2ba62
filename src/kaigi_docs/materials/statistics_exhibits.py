"""A 図表 of published values -> the block that shows it: a chart with its values, or a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kaigi_docs.blocks import (
    Align,
    Cell,
    Chart,
    ChartCategory,
    ChartKind,
    ChartSeries,
    ChartValue,
    Column,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Table,
)
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.materials.statistics_notes import exhibit_notes, shared_status
from kaigi_docs.model.meeting import HouseStyle, YearOrder
from kaigi_docs.model.statistics import (
    TOTAL,
    Dimension,
    Exhibit,
    ExhibitKind,
    Item,
    Period,
    PublishedValue,
    Series,
    Sign,
)
from kaigi_docs.model.text import Text

_CHARTS = {
    ExhibitKind.LINE: ChartKind.LINE,
    ExhibitKind.PANELS: ChartKind.LINE,
    ExhibitKind.BAR: ChartKind.GROUPED_BAR,
    ExhibitKind.STACKED: ChartKind.STACKED_BAR,
    ExhibitKind.SHARE: ChartKind.SHARE_BAR,
    ExhibitKind.TWO_SIDED: ChartKind.TWO_SIDED_BAR,
}
_SHARE_DECIMALS = Decimal("0.1")


def exhibit_block(exhibit: Exhibit, number: str, style: HouseStyle) -> Chart | Table:
    """The chart or table with its number, title and notes.

    Args:
        exhibit: what it shows; published values only.
        number: 「図１」 or 「表１」.
        style: digits, and in a table of figures the order of years.
    """
    if exhibit.kind is ExhibitKind.TEXT_TABLE:
        return _text_table(exhibit, number, style)
    return _value_table(exhibit, number, style) if exhibit.kind is ExhibitKind.TABLE else _chart(exhibit, number, style)


def _title(exhibit: Exhibit, number: str, behind: str = "") -> tuple[Run, ...]:
    title = Run(exhibit.title.value, source=exhibit.title.where)
    return (Run(f"{number}　"), title, *((Run(behind),) if behind else ()))


def _chart(exhibit: Exhibit, number: str, style: HouseStyle) -> Chart:
    return Chart(
        id=exhibit.id,
        kind=_CHARTS[exhibit.kind],
        title=_title(exhibit, number),
        categories=tuple(_category(item, exhibit, style.digits) for item in exhibit.items(exhibit.across)),
        series=tuple(_chart_series(item, at, exhibit, style) for at, item in enumerate(exhibit.items(exhibit.apart))),
        unit=exhibit.series[0].unit,
        panels=exhibit.kind is ExhibitKind.PANELS,
        table=exhibit.values_table,
        notes=exhibit_notes(exhibit, style.digits),
    )


def _category(item: Item, exhibit: Exhibit, digits: DigitWidth) -> ChartCategory:
    if isinstance(item, Period):
        return ChartCategory(_year_label(item, exhibit, digits), item.western, _is_break(item, exhibit))
    return ChartCategory(_name(item, exhibit).value)


def _year_label(period: Period, exhibit: Exhibit, digits: DigitWidth) -> str:
    """「令和３年」, with 「（概数）」 where all its figures are not final."""
    status = shared_status(exhibit, period)
    return f"{period.label(digits)}（{status.word}）" if status is not None and not status.is_final else period.label(digits)


def _is_break(period: Period, exhibit: Exhibit) -> bool:
    return any(period in series.changes for series in exhibit.series) and period != exhibit.periods[0]


def _name(item: Item, exhibit: Exhibit) -> Text:
    return exhibit.name_of(item) if isinstance(item, Series) else Text(str(item))


def _chart_series(item: Item, at: int, exhibit: Exhibit, style: HouseStyle) -> ChartSeries:
    name = Text(_year_label(item, exhibit, style.digits)) if isinstance(item, Period) else _name(item, exhibit)
    values = (exhibit.value(across, item) for across in exhibit.items(exhibit.across))
    return ChartSeries(
        id=item.id if isinstance(item, Series) else f"{exhibit.id}-{at}",
        name=Run(name.value, source=name.where),
        values=tuple(_chart_value(value) for value in values),
    )


def _chart_value(value: PublishedValue | None) -> ChartValue:
    return ChartValue(value.number, value.text, value.where) if value is not None else ChartValue(None, "")


def _value_table(exhibit: Exhibit, number: str, style: HouseStyle) -> Table:
    """Figures in rows and columns; beside each number, if asked for, its share of the total."""
    rows, columns = (_ordered(exhibit.items(each), style) for each in (exhibit.across, exhibit.apart))
    if exhibit.transposed:
        rows, columns = columns, rows
    units = tuple(dict.fromkeys(series.unit for series in exhibit.series))
    several = len(units) > 1 and Dimension.SERIES in (exhibit.across, exhibit.apart)
    return Table(
        id=exhibit.id,
        columns=(
            Column(f"{exhibit.id}/head", (Run(""),), row_header=True),
            *_value_columns(columns, exhibit, style, with_unit=several),
            *_word_columns(exhibit),
        ),
        groups=(RowGroup(f"{exhibit.id}/rows", (), tuple(_value_row(item, columns, exhibit, style, several) for item in rows)),),
        caption=_title(exhibit, number, "" if several else f"（単位：{units[0]}）"),
        notes=exhibit_notes(exhibit, style.digits),
    )


def _ordered(items: Sequence[Item], style: HouseStyle) -> tuple[Item, ...]:
    """Years in the office's order; all else as it stands."""
    newest_first = style.years is YearOrder.NEWEST_FIRST and all(isinstance(item, Period) for item in items)
    return tuple(reversed(items)) if newest_first else tuple(items)


def _value_columns(columns: Sequence[Item], exhibit: Exhibit, style: HouseStyle, *, with_unit: bool) -> Iterator[Column]:
    for at, item in enumerate(columns):
        key = f"{exhibit.id}/{at}"
        yield Column(key, _heading(item, exhibit, style, with_unit=with_unit, apart="\n"), align=Align.DECIMAL)
        if _has_share(exhibit, item):
            yield Column(f"{key}/share", (Run("割合\n（％）"),), align=Align.DECIMAL)


def _has_share(exhibit: Exhibit, item: Item) -> bool:
    """Whether the numbers of a column are followed by their share: those of a rate have none."""
    one = item if isinstance(item, Series) else exhibit.series[0]
    return exhibit.shares and one.counting.adds_up


def _word_columns(exhibit: Exhibit) -> Iterator[Column]:
    for at, heading in enumerate(exhibit.lines[0][1:] if exhibit.lines else (), 1):
        yield Column(f"{exhibit.id}/words-{at}", (Run(heading.value, source=heading.where),))


def _heading(item: Item, exhibit: Exhibit, style: HouseStyle, *, with_unit: bool, apart: str) -> tuple[Run, ...]:
    """「令和３年（2021）」, or a name, with its unit where units differ."""
    if isinstance(item, Period):
        return (Run(f"{_year_label(item, exhibit, style.digits)}{apart}（{item.western}）"),)
    name = _name(item, exhibit)
    unit = (Run(f"{apart}（{item.unit}）"),) if with_unit and isinstance(item, Series) else ()
    return (Run(name.value, source=name.where), *unit)


def _value_row(item: Item, columns: Sequence[Item], exhibit: Exhibit, style: HouseStyle, with_unit: bool) -> Row:
    cells = [_cell(_heading(item, exhibit, style, with_unit=with_unit, apart=""))]
    for column in columns:
        value = exhibit.value(item, column)
        cells.append(_cell((Run(value.text, source=value.where),) if value is not None and value.text else ()))
        if _has_share(exhibit, column):
            share = _share(value, exhibit, item, column)
            cells.append(_cell((Run(share),) if share else ()))
    cells += _words(item, exhibit)
    name = item.id if isinstance(item, Series) else item.western if isinstance(item, Period) else item
    return Row(f"{exhibit.id}/{name}", tuple(cells))


def _words(item: Item, exhibit: Exhibit) -> Iterator[Cell]:
    """The words behind the figures of a row; blanks where it has none."""
    if not exhibit.lines:
        return
    name = item.name.value if isinstance(item, Series) else str(item)
    line = next((each for each in exhibit.lines[1:] if each[0].value == name), (Text(""),) * len(exhibit.lines[0]))
    for text in line[1:]:
        yield _cell((Run(text.value, source=text.where),) if text else ())


def _share(value: PublishedValue | None, exhibit: Exhibit, *items: Item) -> str:
    """What part of the total a number is, in per cent with one decimal, rounded half up; a sign stays a sign."""
    if value is None:
        return ""
    whole = _whole(exhibit, *items)
    if value.number is None or value.sign is Sign.NIL or not whole:
        return value.sign.value if value.sign is not None else Sign.UNKNOWN.value
    return f"{(value.number * 100 / whole).quantize(_SHARE_DECIMALS, ROUND_HALF_UP)}"


def _whole(exhibit: Exhibit, *items: Item) -> Decimal | None:
    """What a number is a part of: the 総数 of the same series and year, else the sum of the classes shown; for series that are
    parts of another, that one's number. None where it is not known."""
    if Dimension.CLASS not in (exhibit.across, exhibit.apart):
        part = next((item for item in items if isinstance(item, Series)), exhibit.series[0])
        whole = next((series for series in exhibit.series if series.id == part.whole_id), part)
        value = exhibit.value(*items, whole)
        return value.number if value is not None else None
    total = exhibit.value(*items, TOTAL)
    if total is not None:
        return total.number
    values = [exhibit.value(*items, name) for name in exhibit.classes]
    numbers = [value.number for value in values if value is not None and value.number is not None]
    return sum(numbers, Decimal(0)) if len(numbers) == len(values) else None


def _text_table(exhibit: Exhibit, number: str, style: HouseStyle) -> Table:
    head, *rest = exhibit.lines
    columns = tuple(
        Column(f"{exhibit.id}/{at}", (Run(text.value, source=text.where),), row_header=at == 0) for at, text in enumerate(head)
    )
    rows = tuple(
        Row(f"{exhibit.id}/{at}", tuple(_cell((Run(text.value, source=text.where),) if text else ()) for text in line))
        for at, line in enumerate(rest, 1)
    )
    return Table(
        id=exhibit.id,
        columns=columns,
        groups=(RowGroup(f"{exhibit.id}/rows", (), rows),),
        caption=_title(exhibit, number),
        notes=exhibit_notes(exhibit, style.digits),
    )


def _cell(runs: tuple[Run, ...]) -> Cell:
    return Cell((Paragraph(runs, ParagraphStyle.CELL),)) if runs else Cell()
