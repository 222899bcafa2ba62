"""Small counts that a clerk typed as numbers, and what else gets the mark so that nobody can work them out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaigi_docs.model.small_counts import CountRules, Nobody, Sparing
from kaigi_docs.model.statistics import TOTAL, ExhibitKind, Passage, SentenceKind, Series, Sign
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import publish
from publishing.shown import SIGNED, counted, places, printed, series, table, told, year

AGES = ("20歳代", "30歳代", "40歳代")


def by_age(*figures: int | str, name: str = "男性", **rest: object):  # type: ignore[no-untyped-def]
    return series(name, {2021: dict(zip((*AGES, TOTAL), figures, strict=True))}, **rest)  # type: ignore[arg-type]


def marked(*parts: object, rules: CountRules = SIGNED, exhibit: int = 0) -> set[str]:
    """The places of a chart or table that have the mark, where nothing else is said than that."""
    published, findings = publish(counted(*parts, rules=rules))  # type: ignore[arg-type]
    assert {each.code for each in findings} <= {"count-hidden"}
    return {place.removeprefix("男性 2021 ") for place, text in printed(published, exhibit).items() if text == "x"}


def test_a_small_count_takes_another_one_with_it() -> None:
    assert marked(table(by_age(3, 8, 9, 20), classes=(*AGES, TOTAL))) in ({"20歳代", "30歳代"}, {"20歳代", "40歳代"})


def test_without_a_printed_total_it_is_hidden_alone() -> None:
    assert marked(table(by_age(3, 8, 9, 20), classes=AGES)) == {"20歳代"}


def test_a_total_stays_open_where_others_can_be_hidden() -> None:
    published, _ = publish(counted(table(by_age(3, 8, 9, 20), classes=(*AGES, TOTAL))))
    assert printed(published)["男性 2021 総数"] == "20"


def test_the_fewest_persons_are_hidden_where_the_office_says_so() -> None:
    rules = CountRules(sparing=Sparing.PERSONS)
    assert marked(table(by_age(3, 30, 6, 39), classes=(*AGES, TOTAL)), rules=rules) == {"20歳代", "40歳代"}


def test_the_threshold_is_the_offices() -> None:
    assert marked(table(by_age(8, 30, 16, 54), classes=AGES), rules=CountRules(threshold=10)) == {"20歳代"}


def test_nobody_stays_open_unless_the_office_hides_it() -> None:
    counts = by_age("－", 30, 16, 46)
    assert marked(table(counts, classes=AGES)) == set()
    assert marked(table(counts, classes=AGES), rules=CountRules(nobody=Nobody.HIDDEN)) == {"20歳代"}


def test_one_mark_stands_for_both_reasons_and_no_number_is_left() -> None:
    published, _ = publish(counted(table(by_age(3, 8, 9, 20), classes=(*AGES, TOTAL))))
    (shown,) = published.exhibits
    hidden = [value for value in shown.series[0].values.values() if value.text == "x"]
    assert len(hidden) == 2
    assert {(value.number, value.sign) for value in hidden} == {(None, Sign.SUPPRESSED)}


def test_a_hidden_count_is_hidden_in_every_table_chart_and_sentence() -> None:
    counts = by_age(3, 8, 9, 20)
    ages = table(counts, classes=(*AGES, TOTAL))
    sentences = [told(SentenceKind.VALUE, counts, classes=(age,)) for age in AGES]
    published, _ = publish(counted(ages, replace(ages, id="Z02", kind=ExhibitKind.BAR), *sentences))
    assert printed(published, 0) == printed(published, 1)
    series_of_parts = {id(each) for part in published.sections[0].parts for each in _series(part)}
    assert len(series_of_parts) == 1


def _series(part: object):  # type: ignore[no-untyped-def]
    return [part.computed.series] if isinstance(part, Passage) else part.series  # type: ignore[union-attr, attr-defined]


def test_tables_that_share_totals_are_protected_together() -> None:
    everybody = by_age(10, 18, 17, 45, name="総数")
    men, women = (replace(by_age(*figures, name=name), whole_id="R-総数") for name, figures in PARTS.items())
    parts = table(everybody, classes=(*AGES, TOTAL)), table(men, women, classes=(*AGES, TOTAL))
    published, findings = publish(counted(*parts))
    hidden = [place for exhibit in (0, 1) for place, text in printed(published, exhibit).items() if text == "x"]
    assert findings.codes() == ["count-hidden"] * len({place.split()[0] == "総数" for place in hidden})
    assert len(hidden) == 4  # a square of two ages and two sexes


PARTS = {"男性": (3, 8, 9, 20), "女性": (7, 10, 8, 25)}


def test_single_years_are_hidden_so_that_their_sum_tells_none() -> None:
    single, merged = series("男性", {2019: 10, 2020: 3, 2021: 12}), series("男性", {2019: 25}, span=3)
    both = replace(single, values={**single.values, **merged.values})
    years = table(both, periods=(year(2019), year(2020), year(2021), year(2019, 2021)))
    published, _ = publish(counted(years))
    hidden = [place for place, text in printed(published).items() if text == "x"]
    assert len(hidden) == 2
    assert "男性 2020 総数" in hidden


def test_a_small_year_between_two_sums_takes_one_of_them() -> None:
    two, three = series("男性", {2020: 18}, span=2), series("男性", {2019: 20}, span=3)
    assert len(marked(table(replace(two, values={**two.values, **three.values})))) == 1


def test_a_small_rest_takes_one_of_its_sum() -> None:
    counts = series("男性", {2021: {"20歳代": 9, "30歳代": 8, TOTAL: 19}})
    assert len(marked(table(counts, classes=("20歳代", "30歳代", TOTAL)))) == 1


def test_a_sum_of_years_of_all_tells_a_year_of_one_part() -> None:
    """男女 of two years make the sum of both years of 総数, of which no single year is in the book."""
    everybody = replace(series("総数", {2020: 20}, span=2), id="R-総数")
    men, women = (
        replace(series(name, figures), whole_id="R-総数")
        for name, figures in (("男性", {2020: 3, 2021: 5}), ("女性", {2020: 6, 2021: 6}))
    )
    published, _ = publish(counted(table(men, women), table(everybody)))
    texts = [*printed(published, 0).values(), *printed(published, 1).values()]
    assert texts.count("x") == 2


def by_cause(total: int) -> Series:
    return series("男性", {2021: {"健康問題": 12, "家庭問題": 11, TOTAL: total}}, overlapping=True)


def test_a_total_that_another_series_prints_as_well_protects_nothing() -> None:
    """By age and by cause the same persons are counted: the total of one table is that of the other."""
    ages = replace(series("男性", {2021: {"20歳代": "x", "40歳代": 17, TOTAL: "x"}}), id="R-年代")
    alone = table(ages, classes=("20歳代", "40歳代", TOTAL))
    assert publish(counted(alone))[1].codes() == ["count-hidden"]
    leaks = publish(counted(alone, table(by_cause(20), classes=("健康問題", "家庭問題", TOTAL))))[1]
    assert [each for each in places(leaks) if each[0] == "count-leaks"] == [("count-leaks", "男性 2021 総数")]


def test_totals_that_differ_in_one_year_are_not_the_same() -> None:
    one = replace(series("男性", {2020: {"20歳代": 3, TOTAL: 15}, 2021: {"20歳代": 9, TOTAL: 20}}), id="R-甲")
    other = series("女性", {2020: 15, 2021: 21})
    tables = table(one, classes=("20歳代", TOTAL), periods=(year(2020),)), table(other)
    published, _ = publish(counted(*tables))
    assert "x" not in printed(published, 1).values()


def test_sums_that_overlap_in_part_only_are_protected_as_far_as_they_tell() -> None:
    early, late = series("男性", {2016: 30}, span=5), series("男性", {2017: 28}, span=5)
    both = replace(early, values={**early.values, **late.values})
    assert marked(table(both)) == set()
    with_year = replace(both, values={**both.values, **series("男性", {2016: 3}).values})
    hidden = marked(table(with_year, periods=with_year.periods))
    assert "男性 2016 総数" in hidden
    assert len(hidden) == 2  # else 2021 is 2016 less two, and 2016 two at least


def test_a_count_that_somebody_signed_for_stays_open() -> None:
    counts = by_age(3, 8, 9, 20, unprotected_reason=Text("公表済み"))
    assert marked(table(counts, classes=(*AGES, TOTAL))) == set()


def test_overlapping_classes_are_hidden_one_by_one() -> None:
    counts = by_age(3, 8, 9, 12, overlapping=True)
    assert marked(table(counts, classes=(*AGES, TOTAL))) == {"20歳代"}


def test_a_count_that_nothing_can_protect_is_an_error() -> None:
    counts = series("男性", {2021: {"20歳代": 3, TOTAL: 3}})
    fixed = replace(counts, id="R-総数")
    part = replace(series("市内", {2021: 3}), whole_id="R-総数", unprotected_reason=Text("公表済み"))
    codes = {code for code, _ in places(publish(counted(table(fixed, classes=("20歳代", TOTAL)), table(part)))[1])}
    assert "count-leaks" in codes


def test_a_table_of_nothing_but_marks_is_an_error() -> None:
    assert "exhibit-empty" in publish(counted(table(by_age(3, 2, 1, 6), classes=AGES)))[1].codes()


@pytest.mark.parametrize(("figures", "hidden"), [(("x", 8, 9, 20), 2), (("x", 3, 9, 20), 2), (("x", 3, 16, 20), 3)])
def test_where_a_person_kept_a_number_others_protect_it(figures: tuple[int | str, ...], hidden: int) -> None:
    published, findings = publish(counted(table(by_age(*figures), classes=(*AGES, TOTAL))))
    assert findings.codes() == ["count-hidden"]
    assert [text for text in printed(published).values() if text == "x"] == ["x"] * hidden


def test_a_kept_number_that_cannot_be_a_small_one_needs_no_other_mark() -> None:
    counts = by_age("x", "x", 9, 40)
    assert marked(table(counts, classes=(*AGES, TOTAL))) == {"20歳代", "30歳代"}


def typed(text: str, reason: str = "") -> list[str]:
    passage = Passage(Text(text), reason=Text(reason))
    findings = publish(counted(table(by_age(3, 7, 90, 100), classes=(*AGES, TOTAL)), passage))[1]
    return [code for code in findings.codes() if code != "count-hidden"]


def test_a_typed_sentence_must_not_say_a_hidden_number() -> None:
    assert typed("30歳代の男性は７人でした。") == ["hidden-in-text"]
    assert typed("40歳代の男性は90人でした。") == []


def test_a_typed_sentence_may_say_another_number_of_the_same_digits() -> None:
    assert typed("相談員は７人です。", reason="相談員の数") == []
    assert typed("７つの課で取り組みます。") == []


def test_a_title_that_says_a_hidden_number_is_a_warning() -> None:
    titled = table(by_age(3, 7, 90, 100), classes=(*AGES, TOTAL), notes=(Text("うち７人は市外"),))
    (finding,) = [each for each in publish(counted(titled))[1] if each.code == "hidden-in-text"]
    assert finding.severity.value == "warning"


@pytest.mark.parametrize("figures", [(6, 8, 9, 23), (6, 8, 9, 30)])
def test_where_nothing_is_small_the_statistics_stay_as_they_are(figures: tuple[int, ...]) -> None:
    given = counted(table(by_age(*figures), classes=(*AGES, TOTAL)))
    published, findings = publish(given)
    assert published is given.statistics
    assert list(findings) == []


def test_findings_tell_places_but_no_hidden_number() -> None:
    counts = by_age(3, 71, 990, 1064)
    _, findings = publish(counted(table(counts, classes=(*AGES, TOTAL))))
    (finding,) = findings
    assert all(age in finding.message for age in ("20歳代", "30歳代"))
    assert not any(str(number) in finding.message.replace("令和3年", "").replace("30歳代", "") for number in (3, 71))
