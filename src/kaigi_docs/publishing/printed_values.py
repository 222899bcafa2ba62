"""公表値.json: the values that a packet prints, for the audit of later ones. No hidden count is in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.model.earlier_values import EarlierSeries, counted_as
from kaigi_docs.model.statistics import Counting, Period, Series, Statistics
from kaigi_docs.publishing.counts import printed_keys, series_of

PRINTED_VALUES_FILE = "公表値.json"
FORMAT = 1

Tree = dict[str, object]


def printed_values_tree(statistics: Statistics, title: str, counts: Sequence[EarlierSeries] = ()) -> Tree:
    """What is printed, as a tree for JSON: series with their values by year and class, signs apart.

    Args:
        statistics: as printed.
        title: what later explanations call this packet.
        counts: what else is printed of series of the statistics.
    """
    shown = printed_keys(statistics)
    series = [
        {**_described(one), "values": values}
        for one in series_of(statistics).values()
        if (values := [value for (period, name), value in _values(one) if (one.id, period, name) in shown])
    ]
    return {"format": FORMAT, "title": title, "series": [*series, *map(_counts_tree, counts)]}


def _counts_tree(one: EarlierSeries) -> Tree:
    values = [_value(period, name, f"{number:,}") for (period, name), number in one.numbers.items()]
    return {
        "id": one.id,
        "name": one.name,
        "calling": one.calling,
        "counted": one.counted,
        "persons": one.of_persons,
        "overlapping": one.overlapping,
        "values": values,
    }


def _described(series: Series) -> Tree:
    return {
        "id": series.id,
        "name": series.name.value,
        "calling": series.calling.value,
        "counted": counted_as(series),
        "persons": series.counting is Counting.PERSONS,
        "overlapping": series.overlapping,
    }


def _values(series: Series) -> Iterator[tuple[tuple[Period, str], Tree]]:
    for (period, name), value in series.values.items():
        if value.number is not None:
            yield (period, name), _value(period, name, value.text)


def _value(period: Period, name: str, text: str) -> Tree:
    years = {"first": period.first.year, "last": period.last.year, "fiscal": period.is_fiscal}
    return {**years, "class": name, "text": text}
