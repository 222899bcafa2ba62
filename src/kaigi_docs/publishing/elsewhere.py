"""Typed texts of the packet beside 資料1 that say a hidden count: letters, motions, measures, indicators, schedule.

A number of persons alone means nothing there (定員12人). It is taken for a hidden count only where the text says what is counted
and the sentence says who: 「自殺者数は60人で、女性は3人でした」.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.named_years import years_named
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.indicator_years import printed_values
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.statistics import TOTAL, CountedStatistics, Counting, Period, Series, Sign, Statistics
from kaigi_docs.model.text import Text
from kaigi_docs.publishing.counts import series_of
from kaigi_docs.publishing.texts import numbers_of_persons
from kaigi_docs.publishing.who import who_in_series

_DEATHS = re.compile("自殺|自死|死亡|人口動態")
_THE_DEAD = re.compile("(?:自殺|自死|死亡)者|死者|自殺(?:した|で)|亡くな")
_SHORTEST_NAME = 3
"""Shorter words (実, 計) say nothing of what is counted."""
_SENTENCE_END = re.compile(r"[。\n]")
_NOT_PRINTED = frozenset({"statistics", "indicator_counts", "earlier", "where"})


@dataclass(frozen=True, slots=True)
class HiddenCount:
    """A count that no paper of the meeting may tell."""

    series: Series
    period: Period
    class_name: str
    number: int = field(repr=False)


def hidden_counts(counted: CountedStatistics, published: Statistics) -> tuple[HiddenCount, ...]:
    """The small counts of the book, shown or not, and those that have the mark for their sake; not those that others published.

    Args:
        counted: as read.
        published: as they will be printed.
    """
    read = {**series_of(counted.statistics), **{one.id: one for one in counted.series}}
    numbers = dict(counted.kept)
    for one in series_of(published).values():
        for (period, name), value in one.values.items():
            before = read[one.id].values.get((period, name)) if one.id in read else None
            if value.sign is Sign.SUPPRESSED and before is not None and before.number is not None:
                numbers[one.id, period, name] = int(before.number)
    return tuple(
        HiddenCount(read[series_id], period, name, number)
        for (series_id, period, name), number in numbers.items()
        if read[series_id].counting is Counting.PERSONS and not read[series_id].published_by
    )


def check_elsewhere(texts: Iterable[Text], hidden: Iterable[HiddenCount], findings: Findings) -> None:
    """`hidden-in-text`, a warning: a text beside the statistics that seems to say a hidden count.

    Args:
        texts: typed ones that are printed.
        hidden: what they must not say.
        findings: takes them.
    """
    by_number: dict[int, list[HiddenCount]] = {}
    for count in hidden:
        by_number.setdefault(count.number, []).append(count)
    for text in texts:
        if any(_says(text.value, count) for count in _with_numbers(text.value, by_number)):
            message = "文の中の人数が、統計の資料で x にした数（または載せない小さい数）と同じです。"
            hint = "その数を書かない文に直してください。別の数なら、そのままで構いません。"
            findings.warn("hidden-in-text", text.where, message, hint)


def _with_numbers(text: str, by_number: Mapping[int, list[HiddenCount]]) -> Iterator[HiddenCount]:
    for number in numbers_of_persons(text):
        yield from by_number.get(number, ())


def _says(text: str, count: HiddenCount) -> bool:
    """Whether a sentence has the number of persons and means this count."""
    if not _says_what(text, count.series):
        return False
    sentences = (each for each in _SENTENCE_END.split(text) if count.number in numbers_of_persons(each))
    return any(_says_who(each, count) and _may_mean(each, count.period) for each in sentences)


def _says_what(text: str, series: Series) -> bool:
    """Whether the text says what the series counts."""
    words = (series.calling.value, series.name.value, series.statistic.value, series.source.value)
    if any(map(_DEATHS.search, words)):
        return _THE_DEAD.search(_folded(text)) is not None
    names = (series.calling.value, who_in_series(series).trait)
    return any(len(name) >= _SHORTEST_NAME and _folded(name) in _folded(text) for name in names)


def _says_who(sentence: str, count: HiddenCount) -> bool:
    """Whether the sentence names the class, or else the sex or age of the series; of everybody it must say what is counted."""
    who = who_in_series(count.series)
    if count.class_name != TOTAL:
        return _folded(count.class_name) in _folded(sentence)
    if len(who.sexes) == 1:
        return next(iter(who.sexes))[0] in sentence
    if not who.has_all_ages:
        return _folded(count.series.name.value) in _folded(sentence)
    return _says_what(sentence, count.series)


def _may_mean(sentence: str, period: Period) -> bool:
    """Whether the years that the sentence names reach into the period; where it names none, it may."""
    years = list(years_named(sentence))
    return not years or (min(years) <= period.last.year and period.first.year <= max(years))


def _folded(text: str) -> str:
    """Half-width and without spaces; 20歳代 and 20代 are one."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("歳代", "代")


def texts_beside_statistics(packet: PacketModel) -> Iterator[Text]:
    """The typed texts of a packet outside of the statistics, each with its place; a value of an indicator with name and year."""
    yield from _texts(packet)
    for table in packet.indicators.tables:
        for one in (one for one in table.indicators if not one.series_id):
            for period, value in printed_values(table, one):
                yield Text(f"{one.name}（{period.label(DigitWidth.HALF)}）　{value.shown.text}", value.shown.where)


def _texts(value: object) -> Iterator[Text]:
    """All texts in a value of the model, wherever they stand; reasons are not printed."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in _NOT_PRINTED and not each.name.endswith("reason"):
                yield from _texts(getattr(value, each.name))
