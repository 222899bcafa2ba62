"""Rates that are computed from counts: who knows the population has the count."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.model.rates import with_computed_rates
from kaigi_docs.model.small_counts import CountRules, Joining
from kaigi_docs.model.statistics import TOTAL, Counting, SentenceKind, Series
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import publish
from publishing.shown import counted, placed, printed, series, table, told

AGES = ("20歳代", "30歳代", "40歳代", "50歳代")
CLASSES = (*AGES, TOTAL)


def by_age(*figures: int, **rest: object) -> Series:
    return placed(series("男性", {2021: dict(zip(CLASSES, figures, strict=True))}, **rest))  # type: ignore[arg-type]


def rate_of(counts: Series) -> Series:
    people = {2021: dict.fromkeys(AGES, 20_000) | {TOTAL: 80_000}}
    population = series("人口", people, counting=Counting.POPULATION, reference_day=Text("10月1日"))
    rate = Series(id="R-率", name=Text("死亡率"), counting=Counting.RATE, unit="人口10万対", decimals=1)
    return with_computed_rates(replace(rate, computed_from=(counts, population)))


COUNTS = by_age(3, 8, 9, 20, 40)


def test_the_rate_of_a_count_that_is_hidden_for_others_is_hidden_too() -> None:
    published, _ = publish(counted(table(COUNTS, classes=CLASSES), table(rate_of(COUNTS), classes=CLASSES)))
    numbers, rates = (list(printed(published, at).values()) for at in (0, 1))
    assert [text == "x" for text in numbers] == [text == "x" for text in rates]
    assert numbers.count("x") == 2


def test_a_rate_without_its_count_is_as_good_as_the_count() -> None:
    published, _ = publish(counted(table(COUNTS, classes=(TOTAL,)), table(rate_of(COUNTS), classes=AGES)))
    assert list(printed(published, 1).values()).count("x") == 2
    published, _ = publish(counted(table(rate_of(COUNTS), classes=AGES)))
    assert list(printed(published).values()).count("x") == 1


def test_a_sentence_on_a_rate_is_as_good_as_the_count() -> None:
    counts = by_age(3, 8, 9, 20, 40)
    sentence = told(SentenceKind.VALUE, rate_of(counts))
    published, _ = publish(counted(table(counts, classes=AGES), sentence))
    assert list(printed(published).values()).count("x") == 2


def test_ages_are_not_merged_away_from_their_rates() -> None:
    rules = CountRules(joining=Joining.AUTOMATIC)
    published, _ = publish(counted(table(COUNTS, classes=AGES), table(rate_of(COUNTS), classes=AGES), rules=rules))
    assert published.exhibits[0].classes == AGES


def test_a_typed_rate_is_hidden_where_a_hidden_count_may_stand_behind_it() -> None:
    rates = {2021: {"20歳代": "15.0", "30歳代": "40.0", "40歳代": "45.0", "50歳代": "100.0"}}
    typed = series("率", rates, counting=Counting.RATE, unit="人口10万対", decimals=1, region="みほん市")
    other = series("県の率", rates, counting=Counting.RATE, unit="人口10万対", decimals=1, region="みほん県")
    here = by_age(3, 8, 9, 20, 40, region="みほん市")
    beside, alone, of_others = table(here, other, classes=AGES), table(typed, classes=AGES), table(other, classes=AGES)
    published, _ = publish(counted(table(here, classes=AGES), alone, of_others))
    assert list(printed(published, 1).values()) == ["x", "40.0", "45.0", "100.0"]
    assert list(printed(published, 2).values()) == ["15.0", "40.0", "45.0", "100.0"]
    published, _ = publish(counted(beside))
    assert printed(published)["県の率 2021 20歳代"] == "x"


def test_the_rate_of_everybody_tells_nothing_of_women_where_everybody_is_counted() -> None:
    women, everybody = (series(name, {2021: number}, region="みほん市") for name, number in (("女性", 3), ("自殺者数", 40)))
    rate = series("自殺死亡率", {2021: "17.4"}, counting=Counting.RATE, unit="人口10万対", decimals=1, region="みほん市")
    published, _ = publish(counted(table(women), table(everybody), table(rate)))
    assert [list(printed(published, at).values()) for at in (0, 1, 2)] == [["x"], ["40"], ["17.4"]]
    published, _ = publish(counted(table(women), table(rate)))
    assert list(printed(published, 1).values()) == ["x"]
