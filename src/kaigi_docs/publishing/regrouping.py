"""The same persons counted by other ages, sexes and years: what series tell of each other that are no parts of one another.

Every person has one sex, one age and one year. Ages and years of all series of a kind are cut at every bound that one of them
has; each count is the sum of the pieces in it. Pieces that are no count themselves stand nowhere: readers only know their sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise, product

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.earlier_values import counted_as
from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.model.statistics import TOTAL, Period, Series, ValueKey
from kaigi_docs.publishing.assuming import at_odds, come_out
from kaigi_docs.publishing.counts import Count
from kaigi_docs.publishing.known_sums import KnownSums
from kaigi_docs.publishing.linking import Link
from kaigi_docs.publishing.who import MEN, UNKNOWN_AGE, WHOLE_LIFE, WOMEN, Ages, Who, who_in_class, who_in_series

_Years = tuple[int, int]
"""The first year, and the one behind the last."""

_Piece = tuple[_Years, str, Ages]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count, and whom, when and in which way it counts (`counted_as`)."""

    count: Count
    who: Who
    period: Period
    series: Series
    way: str
    trait: str = ""

    @property
    def years(self) -> _Years:
        """Its years."""
        return _years(self.period)


def _years(period: Period) -> _Years:
    return period.first.year, period.last.year + 1


def kindred(series: Mapping[str, Series], counts: Mapping[ValueKey, Count]) -> list[list[Counted]]:
    """The counts of all series that count the same persons, kind by kind; nothing of what stands alone.

    Series are of a kind that count in one way (place, statistic, basis, unit, kind of year) and whose names differ in nothing but
    sex and age: 「男性の自殺者数」「年代別の自殺者数」. Taking one too many hides more than it must, as long as its numbers fit.
    """
    found: dict[tuple[str, str], list[Counted]] = {}
    whole = {name: who_in_series(one) for name, one in series.items()}
    ways = {name: counted_as(one) for name, one in series.items()}
    by_age = {name: _is_by_age(one, whole[name]) for name, one in series.items()}
    for (series_id, period, name), count in counts.items():
        one, of_series = series[series_id], whole[series_id]
        who = who_in_class(of_series, name, among_ages=by_age[series_id])
        trait = "" if name == TOTAL or who.trait == of_series.trait else who.trait
        narrows = who.sexes < of_series.sexes or who.ages != of_series.ages
        if name == TOTAL or (who.sexes <= of_series.sexes and not one.overlapping and (narrows or not trait)):
            kind = ways[series_id], of_series.trait
            found.setdefault(kind, []).append(Counted(count, who, period, one, ways[series_id], trait))
    return [each for each in found.values() if len({(one.who, one.years) for one in each}) > 1]


def _is_by_age(series: Series, whole: Who) -> bool:
    return any(who_in_class(whole, name, among_ages=False).ages != whole.ages for name in series.classes)


@dataclass(frozen=True)
class _Pieces:
    """How the persons of one kind fall into pieces."""

    counted: Sequence[Counted]
    has_unknown_ages: bool

    @cached_property
    def years(self) -> list[_Years]:
        cuts = sorted({year for one in self.counted for year in one.years})
        return [each for each in pairwise(cuts) if any(_holds(one.years, each) for one in self.counted)]

    @cached_property
    def sexes(self) -> tuple[str, ...]:
        return (MEN, WOMEN) if any(len(one.who.sexes) == 1 for one in self.counted) else ("",)

    @cached_property
    def ages(self) -> list[Ages]:
        known = [ages for one in self.counted for ages in one.who.ages if ages != UNKNOWN_AGE]
        cuts = sorted({age for ages in (*known, WHOLE_LIFE) for age in ages})
        return [*([UNKNOWN_AGE] if self.has_unknown_ages else []), *pairwise(cuts)]

    @cached_property
    def _all(self) -> list[_Piece]:
        return list(product(self.years, self.sexes, self.ages))

    @cached_property
    def _numbers(self) -> Mapping[_Piece, int]:
        return {piece: place for place, piece in enumerate(self._all)}

    def of(self, who: Who, years: _Years) -> frozenset[int]:
        """The pieces in a count."""
        sexes = [sex for sex in self.sexes if not sex or sex in who.sexes]
        ages = [each for each in self.ages if any(_holds(around, each) for around in who.ages)]
        when = [each for each in self.years if _holds(years, each)]
        return frozenset(self._numbers[piece] for piece in product(when, sexes, ages))

    def box(self, one: Counted) -> frozenset[int]:
        """The pieces in a count of the book."""
        return self.of(one.who, one.years)

    def name(self, place: int) -> _Piece:
        """Years, sex and ages of a piece."""
        return self._all[place]


def _holds(around: tuple[float, float], each: tuple[float, float]) -> bool:
    return around[0] <= each[0] and each[1] <= around[1]


@dataclass(frozen=True, slots=True)
class Difference:
    """A series that does not fit those before it in the book.

    Attributes:
        series: it.
        counts: some of its and their numbers, of which one at least must be wrong.
    """

    series: Series
    counts: tuple[Count, ...]


def links_across(counted: Sequence[Counted]) -> tuple[list[Link], list[Difference]]:
    """The sums between counts of one kind, and the series that do not fit the others.

    Persons of unknown age are thought of where the sums do not come out without them. Numbers that readers know from elsewhere
    and that do not fit were corrected since; they are left out. Of the series of the book, the numbers at odds are left out of
    those that stand later.
    """
    for has_unknown_ages in (_names_unknown(counted), True):
        pieces = _Pieces(counted, has_unknown_ages)
        if come_out(_sums_of(pieces)):
            return _links(pieces), []
    kept: list[Counted] = []
    differing: list[Difference] = []
    for series in {one.series.id: one.series for one in sorted(counted, key=_is_only_known)}.values():
        own = [one for one in counted if one.series.id == series.id]
        kept, difference = _fitting(kept, own)
        if difference is not None and not all(map(_is_only_known, own)):
            differing.append(Difference(series, difference))
    return _links(_Pieces(kept, has_unknown_ages=True)), differing


def _is_only_known(one: Counted) -> bool:
    """Whether it stands in no paper of this meeting."""
    return one.count.is_former and not one.count.printed


def settle_something_small(counted: Sequence[Counted], rules: CountRules) -> bool:
    """Whether the numbers of one kind settle a small count together that none of its series has."""
    pieces = _Pieces(counted, _names_unknown(counted))
    counts = chain((count for count, _ in _settled(pieces)), (others for _, _, others in _groups_of_traits(pieces)))
    return any(count.must_stay_unknown(rules) for count in counts)


def _names_unknown(counted: Iterable[Counted]) -> bool:
    return any(UNKNOWN_AGE in one.who.ages and not one.who.has_all_ages for one in counted)


def _fitting(kept: list[Counted], own: list[Counted]) -> tuple[list[Counted], tuple[Count, ...] | None]:
    """The counts with those of a further series that fit them, and the first numbers at odds, if any of the book are.

    Where a series does not come out by itself, nothing is said: it has a fault that is told elsewhere.
    """
    told: tuple[Count, ...] | None = None
    is_sound = come_out(_sums_of(_Pieces(own, has_unknown_ages=True))) if own else True
    while own:
        tried = _sums_of(_Pieces([*kept, *own], has_unknown_ages=True))
        if come_out(tried):
            break
        odd = at_odds(tried)
        names = {count.id for count in odd}
        dropped = [one for one in own if one.count.id in names and _is_only_known(one)] or [
            one for one in own if one.count.id in names
        ]
        if is_sound and told is None and not all(map(_is_only_known, dropped)):
            told = odd
        own = [one for one in own if one not in dropped] if dropped else []
    return [*kept, *own], told


def _links(pieces: _Pieces) -> list[Link]:
    parts_of = _Parts(pieces)
    return [*_sums_of(pieces, parts_of), *(Link(count, parts_of.box(box)) for count, box in _settled(pieces))]


def _sums_of(pieces: _Pieces, parts_of: _Parts | None = None) -> list[Link]:
    """What is known of the counts of the book."""
    parts_of = parts_of or _Parts(pieces)
    plain = [(one.count, parts_of.box(pieces.box(one))) for one in pieces.counted if not one.trait]
    return [*(Link(count, parts) for count, parts in plain if parts != (count,)), *_links_of_traits(pieces, parts_of)]


class _Parts:
    """The counts of pieces: those of the book, and others that stand nowhere."""

    def __init__(self, pieces: _Pieces) -> None:
        """Takes the pieces; a count of the book that is one of them stands for it."""
        self.pieces = pieces
        boxes = [(pieces.box(one), one.count) for one in pieces.counted if not one.trait]
        self.owners = {next(iter(box)): count for box, count in reversed(boxes) if len(box) == 1}

    def box(self, box: Iterable[int]) -> tuple[Count, ...]:
        """The counts of these pieces."""
        return tuple(self._piece(place) for place in sorted(box))

    def _piece(self, place: int) -> Count:
        if place not in self.owners:
            years, sex, ages = self.pieces.name(place)
            who = Who(frozenset((sex,)) if sex else frozenset((MEN, WOMEN)), (ages,))
            self.owners[place] = _nowhere(self.pieces.counted, who, years)
        return self.owners[place]


def _nowhere(
    counted: Sequence[Counted], who: Who, years: _Years, *, number: int | None = None, guarded: bool = False, what: str = "内訳"
) -> Count:
    """A count that no series has."""
    one = counted[0]
    kind = type(one.period.first)
    period = Period(kind(years[0]), kind(years[1] - 1))
    region = one.series.region.value
    of = f"{region}の{who.name()}の人数" if region else f"{who.name()}の人数"
    return Count(
        id=f"{one.way}／{one.series.id} {period.western} {who.name()} （{what}）",
        name=f"{period.label(DigitWidth.HALF)}の{of}",
        number=number,
        signed_off=all(each.series.unprotected_reason for each in counted),
        guarded=guarded,
    )


def _links_of_traits(pieces: _Pieces, parts_of: _Parts) -> Iterator[Link]:
    """Of 「男性60歳以上無職」 and 「男性60歳以上有職」: with others they make all men of that age."""
    for found, box, others in _groups_of_traits(pieces):
        first = found[0]
        total = _nowhere(pieces.counted, first.who, first.years, what=f"{first.series.id}の区分の計")
        yield Link(total, (*(one.count for one in found), others))
        yield Link(total, parts_of.box(box))


def _groups_of_traits(pieces: _Pieces) -> Iterator[tuple[list[Counted], frozenset[int], Count]]:
    """The counts of a series that narrow one age and sex by traits, the pieces of that age and sex, and who else is in them.

    These others are a group of persons like any other: where all numbers settle how many they are, readers must not learn few.
    """
    groups: dict[tuple[str, Period, frozenset[int]], list[Counted]] = {}
    for one in pieces.counted:
        if one.trait:
            groups.setdefault((one.series.id, one.period, pieces.box(one)), []).append(one)
    sums = _known_sums(pieces, former_only=False) if groups else KnownSums()
    for (series_id, _, box), found in groups.items():
        whole = sums.number(box)
        numbers = [one.count.number for one in found if one.count.number is not None]
        rest = whole - sum(numbers) if whole is not None and len(numbers) == len(found) else None
        is_group = rest is not None and rest >= 0
        what, number = f"{series_id}の区分のほか", rest if is_group else None
        others = _nowhere([found[0]], found[0].who, found[0].years, number=number, guarded=is_group, what=what)
        yield found, box, replace(others, name=f"{others.name}のうち系列{series_id}の区分に入らない人数")


class _Boxes:
    """Boxes of pieces; those of one piece, which are most of them, are looked up at once."""

    def __init__(self, boxes: Iterable[frozenset[int]]) -> None:
        """Takes the first of them."""
        self._single: set[int] = set()
        self._larger: list[frozenset[int]] = []
        for box in boxes:
            self.add(box)

    def add(self, box: frozenset[int]) -> None:
        """Takes a further one."""
        if len(box) == 1:
            self._single |= box
        else:
            self._larger.append(box)

    def has_part_of(self, box: frozenset[int]) -> bool:
        """Whether one of them lies in the box."""
        return not self._single.isdisjoint(box) or any(each <= box for each in self._larger)


def _settled(pieces: _Pieces) -> Iterator[tuple[Count, frozenset[int]]]:
    """Counts that no series has, but that all numbers together settle, and their pieces: 2017 alone, of those under 30.

    What former papers settle alone is no secret any more.
    """
    known, all_known = _known_sums(pieces, former_only=True), _known_sums(pieces, former_only=False)
    counts = {pieces.box(one) for one in pieces.counted if not one.trait}
    settled = _Boxes(box for box in counts if all_known.number(box))  # a part with nobody in it says nothing of the rest
    for who, years in _combinations(pieces):
        box = pieces.of(who, years)
        if not box or box in counts or settled.has_part_of(box):
            continue
        number = all_known.number(box)
        if number is not None:
            if number:
                settled.add(box)
            is_secret = known.number(box) is None
            yield _nowhere(pieces.counted, who, years, number=number, guarded=is_secret, what="印刷なし"), box


def _known_sums(pieces: _Pieces, *, former_only: bool) -> KnownSums:
    sums = KnownSums()
    for one in pieces.counted:
        if one.count.number is not None and not one.trait and (one.count.is_former or not former_only):
            sums.add(pieces.box(one), one.count.number)
    return sums


def _combinations(pieces: _Pieces) -> list[tuple[Who, _Years]]:
    """Every sex with every age and span of years that is spoken of, the smallest first."""
    both = frozenset((MEN, WOMEN))
    sexes = [frozenset((sex,)) if sex else both for sex in pieces.sexes] + [both]
    ages = dict.fromkeys([*((each,) for each in pieces.ages), *(one.who.ages for one in pieces.counted)])
    years = dict.fromkeys([*pieces.years, *(one.years for one in pieces.counted)])
    found = [(Who(sex, age), when) for sex, age, when in product(dict.fromkeys(sexes), ages, years)]
    return sorted(found, key=lambda each: len(pieces.of(*each)))
