"""Shares that a person typed, of which readers can work out a hidden count."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.findings import Findings
from kaigi_docs.model.rates import with_computed_rates
from kaigi_docs.model.statistics import TOTAL, Counting, Passage, Series
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import publish
from kaigi_docs.publishing.texts import check_texts
from publishing.shown import counted, places, series, shown, table, year

MEN, WOMEN = series("男性", {2021: 57}, region="みほん市"), series("女性", {2021: 3}, region="みほん市")
EVERYBODY = series("総数", {2021: 60}, region="みほん市")


def said(text: str, reason: str = "") -> list[str]:
    """What is said of a sentence beside a table of 60 persons, of whom 57 and 3 are hidden."""
    men, women = (replace(one, whole_id="R-総数") for one in (MEN, WOMEN))
    passage = Passage(Text(text), reason=Text(reason))
    findings = publish(counted(table(EVERYBODY, men, women), passage))[1]
    return [each.code for each in findings if each.code != "count-hidden"]


@pytest.mark.parametrize(
    "text",
    ["女性は5.0％でした。", "女性は５％です。", "男性が95.0%を占めます。", "95パーセントが男性です。", "女性は0割5分です。"],
)
def test_a_share_of_a_printed_total_tells_the_count(text: str) -> None:
    assert said(text) == ["hidden-in-text"]


@pytest.mark.parametrize(
    "text",
    [
        *("女性は6.0％でした。", "女性は5.1％でした。", "昨年より5％増えました。", "昨年より5.0ポイント減りました。"),
        *("5％以上の減少を目指します。", "女性は15.0％でした。", "女性は約1割です。", "5割引の切符"),
    ],
)
def test_other_shares_changes_and_bounds_tell_nothing(text: str) -> None:
    assert said(text) == []


def test_a_clerk_may_say_that_it_is_a_share_of_something_else() -> None:
    assert said("相談の5.0％は電話です。", reason="電話相談の割合") == []


def test_the_finding_stands_at_the_sentence_and_in_a_title_it_is_a_warning() -> None:
    titled = replace(table(MEN, WOMEN, EVERYBODY), title=Text("女性は5.0％"))
    findings = Findings()
    check_texts(shown(titled), {("R-女性", year(2021), TOTAL): 3}, findings)
    assert [(each.code, each.severity.value) for each in findings] == [("hidden-in-text", "warning")]


def test_a_share_of_another_place_tells_nothing() -> None:
    country = series("全国", {2021: 300}, region="全国")
    passage = Passage(Text("女性は1.0％でした。"))
    findings = Findings()
    check_texts(shown(table(WOMEN, country), passage), {("R-女性", year(2021), TOTAL): 3}, findings)
    assert places(findings) == []


def said_beside_rates(text: str) -> list[str]:
    """What is said of a sentence beside rates by age, of which that of three persons among 20,000 is hidden."""
    counts = series("男性", {2021: {"20歳代": 3, "30歳代": 8, "40歳代": 9}})
    people = series("人口", {2021: dict.fromkeys(AGES, 20_000)}, counting=Counting.POPULATION, reference_day=Text("10月1日"))
    rate = Series(id="R-率", name=Text("死亡率"), counting=Counting.RATE, unit="人口10万対", decimals=1)
    computed = with_computed_rates(replace(rate, computed_from=(counts, people)))
    findings = publish(counted(table(computed, periods=(year(2021),), classes=AGES), Passage(Text(text))))[1]
    return [each.code for each in findings if each.code != "count-hidden"]


AGES = ("20歳代", "30歳代", "40歳代")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "20歳代は人口10万対15.0です。",
            "死亡率（人口10万対）は、20歳代で15です。",
            "人口１０万人当たりの自殺者数は１５．０人です。",
        ),
        "20歳代の自殺死亡率は15.0でした。",
    ],
)
def test_a_rate_that_was_typed_tells_the_count_as_well(text: str) -> None:
    assert said_beside_rates(text) == ["hidden-in-text"]


@pytest.mark.parametrize(
    "text", ["30歳代は人口10万対40.0です。", "人口10万対15.1です。", "相談は15.0件です。", "死亡率は2015年に下がりました。"]
)
def test_rates_that_are_printed_and_other_numbers_tell_nothing(text: str) -> None:
    assert said_beside_rates(text) == []


@given(st.integers(1, 400), st.data(), st.integers(0, 2), st.integers(-3, 3))
def test_the_share_at_its_typed_digits_is_found_and_its_neighbours_are_not(
    total: int, data: st.DataObject, decimals: int, off: int
) -> None:
    count = data.draw(st.integers(1, total))
    step = Decimal(1).scaleb(-decimals)
    typed = (Decimal(count * 100) / total).quantize(step, ROUND_HALF_UP) + off * step
    if typed < 0:
        return
    part = series("女性", {2021: count}, region="みほん市")
    whole = series("総数", {2021: total}, region="みほん市")
    passage = Passage(Text(f"女性は{typed}％でした。"))
    findings = Findings()
    hidden = replace(part, values={})
    check_texts(
        shown(table(hidden, periods=(year(2021),)), table(whole), passage), {(part.id, year(2021), TOTAL): count}, findings
    )
    assert findings.codes() == (["hidden-in-text"] if off == 0 else [])
