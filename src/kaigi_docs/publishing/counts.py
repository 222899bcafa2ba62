"""The counts of persons in the statistics: which of them readers will see, and which are hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.earlier_values import EarlierValues, counted_as, series_of_before
from kaigi_docs.model.small_counts import CountRules, Nobody, is_small
from kaigi_docs.model.statistics import (
    TOTAL,
    Counting,
    Exhibit,
    Passage,
    Period,
    PublishedValue,
    SentenceRow,
    Series,
    Sign,
    Statistics,
    StatisticsSection,
    ValueKey,
)
from kaigi_docs.narrative.words import Years, subject
from kaigi_docs.narrative.writing import write_sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count of persons.

    Attributes:
        id: the same wherever this count stands.
        name: for a clerk: 「令和3年のみほん市の男性の自殺者数（20歳代）」.
        number: None where a person typed the mark, and where nobody can tell it.
        printed: whether it stands in a chart, a table or a computed sentence.
        hidden: whether the mark stands there.
        signed_off: whether it may be printed although it is small.
        guarded: whether readers must not work it out where it is small; False for what only fills up a sum.
        known: where else readers read it: former papers, other papers of this meeting, or who published the series; may be empty.
        beside: whether that is a paper of this meeting, which may still be changed.
        where: its cell.
    """

    id: str
    name: str
    number: int | None = None
    printed: bool = False
    hidden: bool = False
    signed_off: bool = False
    guarded: bool = True
    known: str = ""
    beside: bool = False
    where: Location | None = None

    @property
    def is_open(self) -> bool:
        """Whether readers see its number."""
        return self.printed and not self.hidden and self.number is not None

    @property
    def is_seen(self) -> bool:
        """Whether readers see its number anywhere."""
        return self.is_open or (bool(self.known) and self.number is not None)

    @property
    def is_former(self) -> bool:
        """Whether readers know it whatever this meeting prints."""
        return bool(self.known) and not self.beside

    def must_stay_unknown(self, rules: CountRules) -> bool:
        """Whether it is a small count that readers must not see or work out."""
        if self.number is None or not self.guarded or self.signed_off:
            return False
        return is_small(self.number, rules.threshold) or (self.number == 0 and rules.nobody is Nobody.HIDDEN)


def series_of(statistics: Statistics) -> dict[str, Series]:
    """All series that charts, tables and computed sentences speak of, by id."""
    found: dict[str, Series] = {}
    for section in statistics.sections:
        for part in section.parts:
            named = part.series if isinstance(part, Exhibit) else _named(part.computed)
            found.update((each.id, each) for series in named for each in (series, *series.computed_from))
    return found


def _named(row: SentenceRow | None) -> tuple[Series, ...]:
    return (row.series, *row.others) if row is not None else ()


def gather_counts(
    statistics: Statistics,
    series_by_id: Mapping[str, Series],
    kept: Mapping[ValueKey, int],
    earlier: Sequence[EarlierValues] = (),
) -> dict[ValueKey, Count]:
    """The counts of persons of all series, shown or not.

    Args:
        statistics: as it would be printed.
        series_by_id: all series, those that are shown with their marks.
        kept: the numbers of counts that are hidden there, as far as the office gave them.
        earlier: what readers have in hands already.
    """
    shown = printed_keys(statistics)
    counts: dict[ValueKey, Count] = {}
    for series in series_by_id.values():
        if series.counting is Counting.PERSONS:
            for (period, name), value in series.values.items():
                key = series.id, period, name
                count = _count(series, key, value, kept)
                if count is not None:
                    counts[key] = replace(count, printed=key in shown)
            for (key, number), paper in _known(series, earlier).items():
                counts[key] = _with_known(counts.get(key), series, key, number, paper)
    return counts


def _count(series: Series, key: ValueKey, value: PublishedValue, kept: Mapping[ValueKey, int]) -> Count | None:
    """A count with its number; None for a sign that says that there is none."""
    _, period, name = key
    number = kept.get(key)
    if number is None and value.number is not None:
        number = int(value.number)
    if number is None and value.sign is not Sign.SUPPRESSED:
        return None
    return Count(
        id=count_id(key),
        name=count_name(series, period, name),
        number=number,
        hidden=value.sign is Sign.SUPPRESSED,
        signed_off=bool(series.unprotected_reason),
        known=series.published_by.value if number is not None else "",
        where=value.where,
    )


def _known(series: Series, earlier: Sequence[EarlierValues]) -> dict[tuple[ValueKey, int], EarlierValues]:
    """What other papers printed of the series, and the first of them that did."""
    found: dict[tuple[ValueKey, int], EarlierValues] = {}
    for paper in earlier:
        for one in paper.series:
            if one.id == series.id and one.counted == counted_as(series):
                for (period, name), number in one.numbers.items():
                    found.setdefault(((series.id, period, name), number), paper)
    return found


def _with_known(count: Count | None, series: Series, key: ValueKey, number: int, paper: EarlierValues) -> Count:
    """The count with what readers know of it; a number that was corrected since then is not this count's."""
    title, beside = paper.title, paper.is_of_now
    if count is None:
        _, period, name = key
        name = count_name(series, period, name)
        return Count(id=count_id(key), name=name, number=number, guarded=False, known=title, beside=beside, where=series.where)
    if count.number is not None and count.number != number:
        return count
    return replace(count, number=number, known=title, beside=beside)


def former_counts(
    series_by_id: Mapping[str, Series], earlier: Sequence[EarlierValues]
) -> tuple[dict[str, Series], dict[ValueKey, Count]]:
    """The series of former papers that the book has no more, and what readers know of them."""
    series: dict[str, Series] = {}
    counts: dict[ValueKey, Count] = {}
    kept = {(one.id, counted_as(one)) for one in series_by_id.values()}
    for paper in earlier:
        for one in paper.series:
            if one.of_persons and (one.id, one.counted) not in kept:
                former = series_of_before(one)
                series[former.id] = former
                for (period, name), number in one.numbers.items():
                    key = former.id, period, name
                    counts.setdefault(key, _with_known(None, former, key, number, paper))
    return series, counts


def count_id(key: ValueKey) -> str:
    """「R01 2021 総数」."""
    series_id, period, name = key
    return f"{series_id} {period.western} {name}"


def count_name(series: Series, period: Period, name: str) -> str:
    """「令和3年のみほん市の男性の自殺者数（20歳代）」."""
    return f"{period.label(DigitWidth.HALF)}の{subject(series, name)}"


def printed_keys(statistics: Statistics) -> set[ValueKey]:
    """The values that readers see or can work back to from a share or a sentence: all that is printed is made of these."""
    found: set[ValueKey] = set()
    for section in statistics.sections:
        for part in section.parts:
            if isinstance(part, Exhibit):
                found.update(_shown(part))
        found.update(_told(section))
    return found


def _shown(exhibit: Exhibit) -> Iterator[ValueKey]:
    for series, period, name in exhibit.places():
        yield series.id, period, name
        yield from ((part.id, period, name) for part in series.computed_from)  # who knows the population has the count
        if exhibit.shares:
            yield series.id, period, TOTAL


def _told(section: StatisticsSection) -> Iterator[ValueKey]:
    """The values that computed sentences rest on, those of mere words of order among them."""
    years = Years(DigitWidth.HALF)
    for part in section.parts:
        if isinstance(part, Passage) and part.computed is not None:
            sentence = write_sentence(part.computed, years, Findings())
            for claim in sentence.claims if sentence is not None else ():
                yield from ((cell.series_id, cell.period, cell.class_name) for cell in claim.cells)
