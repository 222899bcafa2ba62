"""What a clerk typed as x, and what readers can work out of it from all that is printed beside it, if nothing else is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaigi_docs.model.statistics import TOTAL, Counting, Dimension, ExhibitKind, SentenceKind
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import protecting, publish
from publishing.shown import counted, places, series, table, told, year


@pytest.fixture(autouse=True)
def no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protecting, "plan_marks", lambda groups, rules: {})


def escapes(*parts: object) -> list[tuple[str, str]]:
    return [each for each in places(publish(counted(*parts))[1]) if each[0] != "count-hidden"]  # type: ignore[arg-type]


AGES = ("20歳代", "30歳代", "40歳代")


def by_age(name: str, *figures: int | str, **rest: object):  # type: ignore[no-untyped-def]
    return series(name, {2021: dict(zip((*AGES, TOTAL), figures, strict=True))}, **rest)  # type: ignore[arg-type]


def test_one_mark_beside_its_total_is_worked_out() -> None:
    counts = by_age("男性", "x", 8, 9, 20)
    assert escapes(table(counts, classes=(*AGES, TOTAL))) == [("count-leaks", "男性 2021 20歳代")]


def test_the_message_says_from_which_printed_numbers() -> None:
    counts = by_age("男性", "x", 8, 9, 20)
    finding, _ = publish(counted(table(counts, classes=(*AGES, TOTAL))))[1]
    for seen in ("図表Z01", "20歳代", "男性20", "（30歳代）8", "（40歳代）9"):
        assert seen in finding.message
    assert "3" not in finding.message.replace("令和3年", "").replace("30歳代", "")


def test_two_marks_hide_each_other() -> None:
    counts = by_age("男性", "x", "x", 9, 20)
    assert escapes(table(counts, classes=(*AGES, TOTAL))) == []


def test_two_marks_that_only_small_counts_fit_are_worked_out() -> None:
    counts = by_age("男性", "x", "x", 16, 20)
    assert sorted(escapes(table(counts, classes=(*AGES, TOTAL)))) == [
        ("count-leaks", "男性 2021 20歳代"),
        ("count-leaks", "男性 2021 30歳代"),
    ]


def test_a_mark_that_cannot_be_small_only_needs_two_values() -> None:
    men, women = by_age("男性", "x", "x", 9, 20), by_age("女性", "x", "x", 9, 40)
    everybody = replace(by_age("総数", 20, 22, 18, 60), id="R-総数")
    parts = [replace(each, whole_id="R-総数") for each in (men, women)]
    assert escapes(table(everybody, *parts, classes=(*AGES, TOTAL))) == []


def test_a_total_that_is_not_printed_tells_nothing() -> None:
    counts = by_age("男性", "x", 8, 9, 20)
    assert escapes(table(counts, classes=AGES)) == []


def test_a_share_tells_the_total_that_is_not_printed() -> None:
    counts = by_age("男性", "x", 8, 9, 20)
    assert escapes(table(counts, classes=AGES, shares=True)) == [("count-leaks", "男性 2021 20歳代")]


def test_a_total_in_a_sentence_is_as_good_as_one_in_a_table() -> None:
    counts = by_age("男性", "x", 8, 9, 20)
    assert escapes(table(counts, classes=AGES), told(SentenceKind.VALUE, counts)) == [("count-leaks", "男性 2021 20歳代")]


def test_a_chart_tells_as_much_as_a_table() -> None:
    counts = by_age("男性", "x", 8, 9, 20)
    chart = replace(table(counts, classes=(*AGES, TOTAL)), kind=ExhibitKind.BAR)
    assert escapes(chart) == [("count-leaks", "男性 2021 20歳代")]


def test_men_are_the_total_less_the_women_in_another_table() -> None:
    total = replace(series("総数", {2020: 12, 2021: 30}), id="R-総数")
    men, women = (
        replace(series(name, figures), whole_id="R-総数")
        for name, figures in (("男性", {2020: "x", 2021: 20}), ("女性", {2020: 11, 2021: 10}))
    )
    assert escapes(table(total), table(men), table(women)) == [("count-leaks", "男性 2020 総数")]


def test_a_year_is_the_sum_of_years_less_the_others() -> None:
    counts = series("男性", {2019: 10, 2020: "x", 2021: 12})
    merged = series("男性", {2019: 24}, span=3)
    both = replace(counts, values={**counts.values, **merged.values})
    years = table(both, periods=(year(2019), year(2020), year(2021)))
    assert escapes(years) == []
    assert escapes(years, table(both, periods=(year(2019, 2021),))) == [("count-leaks", "男性 2020 総数")]


def test_open_counts_cost_nothing_and_are_no_finding() -> None:
    assert escapes(table(by_age("男性", 6, 8, 9, 23), classes=(*AGES, TOTAL))) == []


@pytest.mark.parametrize("figures", [(6, 8, 9, 23), (6, 8, 9, 20), (6, 8, 9, 30)])
def test_classes_that_overlap_make_no_sum(figures: tuple[int, ...]) -> None:
    counts = by_age("男性", *figures, overlapping=True)
    assert escapes(table(counts, classes=(*AGES, TOTAL))) == []


def test_a_mark_among_overlapping_classes_is_the_total_at_most() -> None:
    assert escapes(table(by_age("男性", "x", 8, 9, 20, overlapping=True), classes=(*AGES, TOTAL))) == []
    small = by_age("男性", "x", "x", "x", 4, overlapping=True, unprotected_reason=Text("公表済み"))
    assert {code for code, _ in escapes(table(small, classes=(*AGES, TOTAL)))} == {"count-leaks"}


def test_cases_are_no_persons() -> None:
    counts = by_age("男性", "x", 8, 9, 20, counting=Counting.CASES)
    assert escapes(table(counts, classes=(*AGES, TOTAL))) == []


def test_numbers_that_contradict_each_other_are_said() -> None:
    everybody = replace(by_age("総数", 10, 18, 17, 45), id="R-総数")
    men, women = by_age("男性", "x", 8, 9, 20), by_age("女性", 8, 10, 8, 26)
    parts = [replace(each, whole_id="R-総数") for each in (men, women)]
    assert "counts-contradict" in {code for code, _ in escapes(table(everybody, *parts, classes=(*AGES, TOTAL)))}


def test_a_table_across_series_is_read_too() -> None:
    counts = by_age("男性", "x", 8, 9, 20)
    turned = replace(table(counts, classes=(*AGES, TOTAL)), across=Dimension.SERIES, apart=Dimension.CLASS)
    assert escapes(turned) == [("count-leaks", "男性 2021 20歳代")]
