"""公表値.json: the values that a packet prints, for the audit of later ones. No hidden count is in it."""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.model.earlier_values import counted_as
from kaigi_docs.model.statistics import Counting, Period, Series, Statistics
from kaigi_docs.publishing.counts import printed_keys, series_of

PRINTED_VALUES_FILE = "公表値.json"
FORMAT = 1

Tree = dict[str, object]


def printed_values_tree(statistics: Statistics, title: str) -> Tree:
    """What is printed, as a tree for JSON: series with their values by year and class, signs apart.

    Args:
        statistics: as printed.
        title: what later explanations call this packet.
    """
    shown = printed_keys(statistics)
    series = [
        {**_described(one), "values": values}
        for one in series_of(statistics).values()
        if (values := [value for (period, name), value in _values(one) if (one.id, period, name) in shown])
    ]
    return {"format": FORMAT, "title": title, "series": series}


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
            years = {"first": period.first.year, "last": period.last.year, "fiscal": period.is_fiscal}
            yield (period, name), {**years, "class": name, "text": value.text}
