"""Sums of years (合算): what they and single years tell of each other, also through years that stand nowhere.

The years of a series are cut at every beginning and end of a span. A stretch between two cuts that is no period of its own is a
count that stands nowhere, which readers may work out: 2017〜2021 less 2018〜2021 is 2017.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from kaigi_docs.model.statistics import Period, Series, ValueKey
from kaigi_docs.publishing.counts import Count, count_id, count_name
from kaigi_docs.publishing.linking import Link

_Spans = Mapping[tuple[int, int], Count]
"""Counts by their first year and the year after their last."""


def links_of_spans(series: Mapping[str, Series], counts: Mapping[ValueKey, Count]) -> tuple[list[Link], list[Count]]:
    """The sums over years of each series and class that has sums of years, and a count of each whose years contradict them.

    Numbers of former papers that do not fit those of now were corrected since; they are left out.
    """
    by_class: dict[tuple[str, str], dict[Period, Count]] = {}
    for (series_id, period, name), count in counts.items():
        by_class.setdefault((series_id, name), {})[period] = count
    links: list[Link] = []
    contradicting: list[Count] = []
    for (series_id, name), found in by_class.items():
        if any(period.is_merged for period in found):
            own = {period: count for period, count in found.items() if count.printed or not count.known}
            fitting = next((each for each in (found, own) if _standing(_spans(each)) is not None), None)
            if fitting is None:
                contradicting.append(next(iter(own.values())))
            elif fitting:
                links += _links(series[series_id], name, fitting)
    return links, contradicting


def _spans(found: Mapping[Period, Count]) -> _Spans:
    return {(period.first.year, period.last.year + 1): count for period, count in found.items()}


def _cuts(spans: _Spans) -> list[int]:
    return sorted({year for span in spans for year in span})


def _links(series: Series, name: str, found: Mapping[Period, Count]) -> Iterator[Link]:
    spans = _spans(found)
    cuts, stands = _cuts(spans), _standing(spans) or {}
    kind = type(next(iter(found)).first)
    pieces = {
        piece: spans.get(piece) or _nowhere(series, Period(kind(piece[0]), kind(piece[1] - 1)), name, spans, stands)
        for piece in pairwise(cuts)
    }
    for (first, end), count in spans.items():
        parts = tuple(pieces[piece] for piece in pairwise(cuts) if first <= piece[0] and piece[1] <= end)
        if len(parts) > 1:
            yield Link(count, parts)


def _nowhere(series: Series, period: Period, name: str, spans: _Spans, stands: Mapping[int, int]) -> Count:
    """The count of years that stand nowhere; what former papers tell of them is no secret any more."""
    key, (first, end) = (series.id, period, name), (period.first.year, period.last.year + 1)
    former = [span for span, count in spans.items() if count.is_former]
    is_known = all(count.number is not None for count in spans.values())
    return Count(
        id=f"{count_id(key)} （印刷なし）",
        name=count_name(series, period, name),
        number=stands[end] - stands[first] if is_known else None,
        signed_off=bool(series.unprotected_reason),
        guarded=is_known and _is_settled(first, end, spans) and not _is_settled(first, end, former),
        where=next(iter(spans.values())).where,
    )


def _is_settled(first: int, end: int, spans: Collection[tuple[int, int]]) -> bool:
    """Whether the spans settle what lies between two cuts, and not only some number that fits."""
    reached = {first}
    grows = True
    while grows:
        more = {year for span in spans if reached & set(span) for year in span} - reached
        reached |= more
        grows = bool(more)
    return end in reached


def _standing(spans: _Spans) -> Mapping[int, int] | None:
    """How many persons were counted up to each cut, so that every span comes out; None where they contradict each other.

    A system of differences (Bellman and Ford): each span is two of them, and no stretch is below zero.
    """
    cuts = _cuts(spans)
    most = [(end, first, count.number) for (first, end), count in spans.items() if count.number is not None]
    least = [(first, end, -number) for end, first, number in most]
    growing = [(first, end, 0) for first, end in pairwise(cuts)]
    stands = dict.fromkeys(cuts, 0)
    for _ in range(len(cuts) + 1):
        before = dict(stands)
        for later, earlier, apart in (*most, *least, *growing):
            stands[later] = min(stands[later], stands[earlier] + apart)
        if stands == before:
            return stands
    return None
