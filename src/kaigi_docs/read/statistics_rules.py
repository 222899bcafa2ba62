"""What the figures of 統計.xlsx must agree in: bases, units, sums, and values that a chart or table lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.statistics import (
    TOTAL,
    Basis,
    Counting,
    Dimension,
    Exhibit,
    ExhibitKind,
    Item,
    Period,
    Series,
    Sign,
    ValueKey,
)
from kaigi_docs.read.cells import listed

_MOST_NAMED = 8


def check_bases(exhibit: Exhibit, where: Location, findings: Findings) -> None:
    """`basis-mixed`: deaths counted in different ways cannot be compared, so they share no axis and no table.

    Small charts, each of one series, may stand together where a note tells the reader of it.
    """
    if exhibit.kind is ExhibitKind.PANELS and exhibit.notes:
        return
    bases = {_basis(one, exhibit): one for one in reversed(exhibit.series)}
    if len(bases) < 2:
        return
    named = "と".join(f"{one.id}「{one.name}」（{_counted(one)}）" for one in reversed(bases.values()))
    hint = "図表を分けるか、種類を「小さなグラフ」にして、数え方の違いを注に書いてください。"
    findings.error("basis-mixed", where, f"数え方の違う系列を一つの図表に載せています。{named}です。", hint)


def _basis(series: Series, exhibit: Exhibit) -> Basis:
    """How a series was counted; of a population only whom it counts can differ from what stands beside it."""
    if series.counting is not Counting.POPULATION:
        return series.basis
    beside = next((one.basis for one in exhibit.series if one.counting is not Counting.POPULATION), series.basis)
    return replace(beside, population=series.basis.population)


def _counted(series: Series) -> str:
    """「自殺統計、発見日・発見地・総人口」."""
    return "、".join(part for part in (series.statistic.value, str(series.basis)) if part) or "数え方の記載なし"


def check_units(exhibit: Exhibit, where: Location, findings: Findings) -> None:
    """`unit-mixed`: one axis has one unit."""
    units = {one.unit: one for one in reversed(exhibit.series)}
    if len(units) > 1 and exhibit.kind is not ExhibitKind.TABLE:
        named = "と".join(f"{one.id}「{one.name}」（{one.unit}）" for one in reversed(units.values()))
        findings.error("unit-mixed", where, f"単位の違う系列を一つの図に載せています。{named}", "図を分けてください。")


def check_shares(exhibit: Exhibit, where: Location, findings: Findings) -> None:
    """`share-of-rates`: only counts have a share of their total; a rate may stand in a column of its own without one."""
    series_apart = (exhibit.across if exhibit.transposed else exhibit.apart) is Dimension.SERIES
    rates = [one for one in exhibit.series if not one.counting.adds_up]
    if exhibit.kind is ExhibitKind.TABLE and exhibit.shares and rates and (len(rates) == len(exhibit.series) or not series_apart):
        one = rates[0]
        message = f"系列{one.id}「{one.name}」は人数でも件数でもないので、総数に対する割合を計算できません。"
        findings.error("share-of-rates", where, message, "割合を「いいえ」にしてください。")


def check_values(exhibit: Exhibit, where: Location, findings: Findings) -> None:
    """`value-missing`: a place of the chart or table for which the book has no row; it is printed blank."""
    if not any(value.number is not None or value.sign is Sign.SUPPRESSED for value in exhibit.values()):
        findings.error(
            "exhibit-empty", where, f"図表{exhibit.id}「{exhibit.title}」に載せる数がありません。", "値を書いてください。"
        )
        return
    pairs = [(across, apart) for across in exhibit.items(exhibit.across) for apart in exhibit.items(exhibit.apart)]
    missing = [pair for pair in pairs if exhibit.value(*pair) is None]
    if missing:
        named = listed(("・".join(_item_name(item) for item in pair) for pair in missing), _MOST_NAMED)
        message = f"図表{exhibit.id}に載せる値{named}が「数値」シートになく、空欄で印刷します。"
        findings.warn("value-missing", where, message, "値を書いてください。数が分からないときは「…」と書きます。")


def _item_name(item: Item) -> str:
    if isinstance(item, Series):
        return item.name.value
    return item.western if isinstance(item, Period) else item


def check_sums(series: Sequence[Series], kept: Mapping[ValueKey, int], findings: Findings) -> None:
    """`sum-differs`: a total that is not the sum of its parts, where all of them are given.

    Args:
        series: with their values.
        kept: the numbers of counts that are hidden.
        findings: takes what differs; hidden numbers stay out of it.
    """
    for one in series:
        if one.counting.adds_up and not one.overlapping:
            for period in one.periods:
                _check_classes(one, period, kept, findings)
        _check_parts(one, [part for part in series if part.whole_id == one.id], kept, findings)


_Key = tuple[Series, Period, str]


def _check_classes(series: Series, period: Period, kept: Mapping[ValueKey, int], findings: Findings) -> None:
    parts = [(series, period, name) for name in series.classes if name != TOTAL]
    _compare(f"系列{series.id}「{series.name}」の{period.western}", (series, period, TOTAL), parts, kept, findings)


def _check_parts(whole: Series, parts: Sequence[Series], kept: Mapping[ValueKey, int], findings: Findings) -> None:
    """Series that are the parts of another, period by period and class by class."""
    if len(parts) < 2 or not all(one.counting.adds_up for one in (whole, *parts)):
        return
    names = "と".join(part.id for part in parts)
    for period, name in whole.values:
        shown = f"系列{whole.id}「{whole.name}」の{period.western}{'' if name == TOTAL else f'（{name}）'}（内訳は系列{names}）"
        _compare(shown, (whole, period, name), [(part, period, name) for part in parts], kept, findings)


def _compare(shown: str, total: _Key, parts: Sequence[_Key], kept: Mapping[ValueKey, int], findings: Findings) -> None:
    whole = _number(total, kept)
    numbers = [number for part in parts if (number := _number(part, kept)) is not None]
    if whole is None or not parts or len(numbers) < len(parts) or sum(numbers) == whole:
        return
    value, *others = (series.values[period, name] for series, period, name in (total, *parts))
    cells = "、".join(other.where.cell or "" for other in others if other.where is not None)
    made = "その数と違います" if any(each.number is None for each in (value, *others)) else f"{sum(numbers):,f}です"
    message = f"{shown}は{value.text}ですが、内訳の合計は{made}（{cells}）。"
    findings.warn("sum-differs", value.where, message, "どちらが正しいか確かめてください。")


def _number(key: _Key, kept: Mapping[ValueKey, int]) -> Decimal | None:
    series, period, name = key
    if (series.id, period, name) in kept:
        return Decimal(kept[series.id, period, name])
    value = series.values.get((period, name))
    return value.number if value is not None else None


def check_wholes(series: Sequence[Series], places: Mapping[str, Location], findings: Findings) -> None:
    """`basis-mixed`: a part counted in another way than its whole."""
    by_id = {one.id: one for one in series}
    for one in series:
        whole = by_id.get(one.whole_id)
        if whole is not None and whole.basis != one.basis:
            message = (
                f"系列{one.id}「{one.name}」（{_counted(one)}）は、合計の系列{whole.id}「{whole.name}」"
                f"（{_counted(whole)}）と数え方が違います。"
            )
            findings.error("basis-mixed", places[one.id], message, "時点、場所、人口をそろえるか、合計の系列を直してください。")


def report_unused(series: Sequence[Series], exhibits: Iterable[Exhibit], findings: Findings) -> None:
    """`series-unused`: a series that nothing shows and that is no total of others."""
    used = {one.id for exhibit in exhibits for one in exhibit.series} | {one.whole_id for one in series}
    used |= {part.id for one in series for part in one.computed_from}
    for one in (one for one in series if one.id not in used):
        findings.note("series-unused", one.where, f"系列{one.id}「{one.name}」は、どの図表にも載っていません。")
