"""Whatever stands in a book: it can be published or refused, and no small count is left in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.model.small_counts import CountRules, Joining, Nobody, Sparing
from kaigi_docs.model.statistics import TOTAL, ExhibitKind, Series
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import publish
from publishing.shown import counted, placed, printed, series, table, year

AGES = ("20歳代", "30歳代", "40歳代", "50歳代")
SPANS = ((2019, 2019), (2020, 2020), (2021, 2021), (2019, 2020), (2020, 2021), (2019, 2021))
figures = st.one_of(st.integers(0, 9), st.integers(0, 40), st.sampled_from(["x", "－", "…", "・", ""]))
rules = st.builds(
    CountRules,
    threshold=st.sampled_from([3, 5, 10]),
    joining=st.sampled_from(Joining),
    nobody=st.sampled_from(Nobody),
    sparing=st.sampled_from(Sparing),
    responsible=st.just("課長"),
    decided_on=st.just(date(2022, 8, 1)),
)


@st.composite
def some_series(draw: st.DrawFn, name: str, whole: str) -> Series:
    """A series of some years, sums of years and ages, with any figure at each place."""
    keys = draw(st.lists(st.tuples(st.sampled_from(SPANS), st.sampled_from((*AGES, TOTAL))), min_size=1, unique=True))
    values = {}
    for (first, last), age in keys:
        one = series(name, {first: {age: draw(figures)}}, span=last - first + 1)
        values[year(first, last), age] = one.values[year(first, last), age]
    reason = Text("公表済み") if draw(st.integers(0, 5)) == 0 else Text("")
    overlapping = draw(st.integers(0, 4)) == 0
    made = series(name, {2021: 9}, whole_id=whole, overlapping=overlapping, unprotected_reason=reason)
    return placed(replace(made, values=values))


@settings(max_examples=60)
@given(some_series("総数", ""), some_series("男性", "R-総数"), some_series("女性", "R-総数"), rules)
def test_no_small_count_is_left_and_nothing_breaks(all_: Series, men: Series, women: Series, rules: CountRules) -> None:
    periods = tuple(sorted({each for one in (all_, men, women) for each in one.periods}, key=lambda each: each.order))
    over_years = table(all_, men, women, periods=periods)
    by_age = replace(table(men, women, periods=periods[-1:], classes=(*AGES, TOTAL)), id="Z02", kind=ExhibitKind.BAR)
    published, _ = publish(counted(over_years, by_age, rules=rules))
    signed = {one.name.value for one in (all_, men, women) if one.unprotected_reason}
    for at in (0, 1):
        for place, text in printed(published, at).items():
            if place.split()[0] not in signed:
                assert not (text.isdecimal() and 0 < int(text) < rules.threshold), place
