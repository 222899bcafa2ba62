"""Series that count the same persons by other ages, sexes and years, and none of which is a part of another."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.model.statistics import TOTAL, Basis, Dimension, Exhibit, Series
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import publish
from publishing.shown import counted, places, series, table
from publishing.test_former_papers import paper


def marks(*of: Series) -> set[tuple[str, str]]:
    """Series and class of every mark that is printed."""
    published, findings = publish(counted(*(_table(one) for one in of)))
    assert not findings.has_errors, findings.codes()
    return {
        (shown.name.value, name)
        for exhibit in published.exhibits
        for shown, period, name in exhibit.places()
        if (value := shown.values.get((period, name))) is not None and value.text == "x"
    }


def _table(one: Series) -> Exhibit:
    return replace(table(one, periods=one.periods, classes=one.classes), across=Dimension.CLASS, apart=Dimension.YEAR)


YOUNG = series("年代別の自殺者数", {2021: {"20歳未満": 2, "20歳代": 9, TOTAL: 40}})
MEN = series("男性", {2021: {"30歳未満": 6, "30歳以上": 20, TOTAL: 26}})
WOMEN = series("女性", {2021: {"30歳未満": 5, "30歳以上": 9, TOTAL: 14}})


def test_men_and_women_under_30_tell_how_many_are_under_20() -> None:
    """2 of 11, where men and women under 30 are 6 and 5."""
    assert marks(YOUNG) == {("年代別の自殺者数", "20歳未満")}
    hidden = marks(YOUNG, MEN, WOMEN)
    assert ("年代別の自殺者数", "20歳未満") in hidden
    assert len(hidden) > 1


def test_years_that_several_series_settle_together_are_protected() -> None:
    """Under 30: 40 in five years, 38 in four of them: 2 in 2017, which no table prints."""
    ages = series("年代別の自殺者数", {2018: {"20歳未満": 18, "20歳代": 20}}, span=4)
    men = series("男性", {2017: {"30歳未満": 30, TOTAL: 90}}, span=5)
    women = series("女性", {2017: {"30歳未満": 10, TOTAL: 60}}, span=5)
    assert marks(ages) == set()
    assert marks(men, women) == set()
    assert marks(ages, men, women) != set()


def test_men_and_women_make_everybody_although_no_series_says_so() -> None:
    everybody, men = series("自殺者数", {2020: 12, 2021: 30}), series("男性", {2020: 9, 2021: 20})
    women = series("女性", {2020: 3, 2021: 10})
    assert marks(women) == {("女性", TOTAL)}
    assert len(marks(everybody, men, women)) > 1


def test_traits_of_an_age_are_no_more_than_all_of_that_age() -> None:
    traits = series("自殺者数", {2021: {"男性60歳以上無職": 3, "男性60歳以上有職": 9, TOTAL: 60}})
    men = series("男性", {2021: {"60歳未満": 28, "60歳以上": 12, TOTAL: 40}})
    assert marks(traits) == {("自殺者数", "男性60歳以上無職")}
    assert len(marks(traits, men)) > 1


def test_few_others_beside_the_traits_of_an_age_are_protected() -> None:
    """Men of 60 and more are 20; 9 and 8 of them have the traits that are printed: 3 have not."""
    traits = series("自殺者数", {2021: {"男性60歳以上無職同居": 9, "男性60歳以上無職独居": 8, "その他": 43, TOTAL: 60}})
    men = series("男性", {2021: {"60歳未満": 20, "60歳以上": 20, TOTAL: 40}})
    assert marks(traits) == marks(men) == set()
    assert marks(traits, men) != set()


def test_figures_of_other_ways_of_counting_tell_nothing_of_each_other() -> None:
    other = Basis("発見日", "発見地", "総人口")
    apart = [replace(one, basis=other) for one in (MEN, WOMEN)]
    assert marks(YOUNG, *apart) == {("年代別の自殺者数", "20歳未満")}
    assert marks(YOUNG, *(replace(one, calling=Text(f"未遂の{one.name}")) for one in (MEN, WOMEN))) == marks(YOUNG)


def test_persons_of_unknown_age_are_thought_of_where_ages_do_not_make_the_total() -> None:
    ages = series("年代別の自殺者数", {2021: {"20歳未満": 3, "20歳以上": 30, TOTAL: 35}})
    men, women = series("男性", {2021: 20}), series("女性", {2021: 15})
    assert ("年代別の自殺者数", "20歳未満") in marks(ages, men, women)


def test_series_of_the_same_persons_that_differ_are_named_with_the_numbers_at_odds() -> None:
    ages = series("年代別の自殺者数", {2021: {"20歳未満": 3, "20歳代": 9, "30歳代": 7, TOTAL: 40}})
    men = series("男性", {2021: {"30歳未満": 30, "30歳代": 6}})
    found = publish(counted(*(_table(one) for one in (ages, men))))[1]
    (told,) = (one for one in found if one.code == "series-differ")
    assert told.where is not None
    assert told.where.cell == "男性 2021 30歳未満"
    for named in ("男性（30歳未満）", "年代別の自殺者数（20歳未満）", "年代別の自殺者数（20歳代）"):
        assert named in told.message
    assert "30歳代" not in told.message.replace("（30歳未満）", "")


def test_series_in_which_nothing_is_small_are_not_compared() -> None:
    ages = series("年代別の自殺者数", {2021: {"20歳未満": 6, "20歳代": 9, TOTAL: 40}})
    men = series("男性", {2021: {"30歳未満": 30}})
    assert places(publish(counted(*(_table(one) for one in (ages, men))))[1]) == []


def test_what_former_papers_settled_of_years_that_stand_nowhere_stops_nothing() -> None:
    men = series("男性", {2017: {"30歳未満": 30}, 2018: {"30歳未満": 28}}, span=4)
    assert publish(counted(_table(men)), [paper(men)])[1].codes() == []


def test_a_small_count_that_nothing_shows_is_protected_by_the_others() -> None:
    figures = {"自殺者数": (30, 10), "男性": (20, 8), "女性": (10, 2)}
    everybody, men, women = (series(name, {2020: first, 2021: last}) for name, (first, last) in figures.items())
    given = counted(_table(everybody), _table(men), _table(women))
    alone = replace(given, statistics=counted(_table(everybody), _table(men)).statistics, series=given.series)
    published, findings = publish(alone)
    assert not findings.has_errors
    assert "x" in [value.text for exhibit in published.exhibits for value in exhibit.values()]


def test_a_part_with_nobody_in_it_does_not_hide_what_else_is_settled() -> None:
    everybody = series("自殺者数", {2020: {"30歳未満": 20, TOTAL: 90}}, span=2)
    men = series("男性", {2020: {"30歳未満": 17, TOTAL: 60}}, span=2)
    women = series("女性", {2020: {"20歳未満": 0}})
    assert marks(everybody, men, women) != set()


def test_one_number_that_does_not_fit_leaves_the_others_linked() -> None:
    men = replace(
        MEN, values={**MEN.values, **series("男性", {2015: 31, 2014: 61}).values, **series("男性", {2014: 90}, span=2).values}
    )
    published = publish(counted(_table(YOUNG)), [paper(men), paper(WOMEN)])[0]
    assert [value.text for value in published.exhibits[0].values()].count("x") == 2


def test_fiscal_years_of_former_papers_stay_fiscal() -> None:
    def fiscal(one: Series) -> Series:
        return series(
            one.name.value, {2021: {name: int(value.number or 0) for (_, name), value in one.values.items()}}, fiscal=True
        )

    young, men, women = map(fiscal, (YOUNG, MEN, WOMEN))
    hidden = [value.text for value in publish(counted(_table(young)), [paper(men), paper(women)])[0].exhibits[0].values()]
    assert hidden.count("x") == 2
    hidden = [value.text for value in publish(counted(_table(YOUNG)), [paper(men), paper(women)])[0].exhibits[0].values()]
    assert hidden.count("x") == 1


def test_another_paper_of_this_meeting_is_no_former_one() -> None:
    everybody, men, women = (series(name, {2021: number}) for name, number in (("自殺者数", 10), ("男性", 8), ("女性", 2)))
    beside = replace(paper(everybody), is_of_now=True), replace(paper(men), is_of_now=True)
    given = replace(counted(_table(everybody), _table(women)), statistics=counted(_table(everybody)).statistics)
    given = replace(given, series=(everybody, men, *counted(_table(women)).series))
    assert "count-leaks" in publish(given, beside)[1].codes()
