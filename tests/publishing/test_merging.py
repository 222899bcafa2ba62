"""Ages added together, so that fewer counts are small: in values, charts, tables and sentences alike."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.model.earlier_values import EarlierSeries, EarlierValues, counted_as
from kaigi_docs.model.small_counts import CountRules, Joining
from kaigi_docs.model.statistics import TOTAL, SentenceKind, Series, Statistics
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import merging_questions, publish
from publishing.shown import counted, printed, series, table, told, year

AGES = ("20歳代", "30歳代", "40歳代", "50歳代")
FIGURES = (3, 8, 9, 20, 40)
AUTOMATIC = CountRules(joining=Joining.AUTOMATIC)
MERGED = "20歳代・30歳代"


def by_age(*figures: int | str, name: str = "男性", first: int = 2021, **rest: object) -> Series:
    return series(name, {first: dict(zip((*AGES, TOTAL), figures, strict=True))}, **rest)  # type: ignore[arg-type]


def merged(*parts: object, earlier: tuple[EarlierValues, ...] = ()) -> tuple[Statistics, list[str]]:
    published, findings = publish(counted(*parts, rules=AUTOMATIC), earlier)  # type: ignore[arg-type]
    return published, findings.codes()


def test_a_small_age_joins_its_neighbour_and_nothing_is_hidden() -> None:
    published, codes = merged(table(by_age(*FIGURES), classes=(*AGES, TOTAL)))
    assert printed(published) == {
        f"男性 2021 {MERGED}": "11",
        "男性 2021 40歳代": "9",
        "男性 2021 50歳代": "20",
        "男性 2021 総数": "40",
    }
    assert codes == ["classes-merged"]


def test_a_proposal_changes_nothing_and_the_small_count_is_hidden_meanwhile() -> None:
    given = table(by_age(*FIGURES), classes=(*AGES, TOTAL))
    published, findings = publish(counted(given))
    assert published.exhibits[0].classes == given.classes
    assert findings.codes() == ["merging-proposed", "count-hidden"]
    assert MERGED in next(iter(findings)).message


def test_a_question_is_the_same_in_whatever_order_the_series_stand() -> None:
    men, women = by_age(*FIGURES), by_age(4, 9, 10, 21, 44, name="女性")
    one, other = (counted(table(*order, classes=(*AGES, TOTAL), periods=men.periods)) for order in ((men, women), (women, men)))
    assert [each.id for each in merging_questions(one)] == [each.id for each in merging_questions(other)] != []


def test_the_office_may_want_no_proposals() -> None:
    given = counted(table(by_age(*FIGURES), classes=(*AGES, TOTAL)), rules=CountRules(joining=Joining.NEVER))
    assert publish(given)[1].codes() == ["count-hidden"]


def test_sentences_speak_of_the_merged_age() -> None:
    counts = by_age(*FIGURES)
    sentence = told(SentenceKind.VALUE, counts, classes=("20歳代",))
    published, _ = merged(table(counts, classes=AGES), sentence)
    _, passage = published.sections[0].parts
    assert passage.computed.classes == (MERGED,)  # type: ignore[union-attr]
    assert passage.computed.series is published.exhibits[0].series[0]  # type: ignore[union-attr]


def test_men_and_women_of_one_table_are_merged_alike() -> None:
    men, women = by_age(*FIGURES), by_age(8, 8, 9, 20, 45, name="女性")
    published, _ = merged(table(men, women, classes=AGES))
    assert published.exhibits[0].classes == (MERGED, "40歳代", "50歳代")
    assert printed(published)[f"女性 2021 {MERGED}"] == "16"


def test_series_with_other_ages_in_the_same_table_are_not_merged() -> None:
    men = by_age(*FIGURES)
    others = series("女性", {2021: {"20歳代": 9, "30歳代": 9, "40歳以上": 9}})
    assert merged(table(men, others, classes=AGES))[0].exhibits[0].classes == AGES


def test_causes_are_no_neighbours() -> None:
    causes = series("男性", {2021: {"健康問題": 3, "家庭問題": 9, "勤務問題": 8, "学校問題": 7}})
    assert merged(table(causes, classes=("健康問題", "家庭問題", "勤務問題", "学校問題")))[1] == ["count-hidden"]


def test_what_a_person_kept_is_not_added_to_anything() -> None:
    published, _ = merged(table(by_age("x", 3, 9, 20, 40), classes=AGES))
    assert printed(published)["男性 2021 20歳代"] == "x"


def test_a_sum_that_is_still_small_is_hidden() -> None:
    published, codes = merged(table(by_age(1, 1, 1, 0, 3), classes=AGES))
    assert "exhibit-empty" in codes or "x" in printed(published).values()
    assert not {"1", "2", "3"} & set(printed(published).values())


def paper(of: Series, *names: str) -> EarlierValues:
    numbers = {(period, name): int(value.number) for (period, name), value in of.values.items() if name in names and value.number}
    return EarlierValues(title="前回", series=(EarlierSeries(id=of.id, name="男性", counted=counted_as(of), numbers=numbers),))


def test_a_former_paper_that_printed_one_of_the_ages_tells_the_other() -> None:
    counts = by_age(8, 3, 9, 20, 40)
    _, codes = merged(table(counts, classes=AGES), earlier=(paper(counts, "20歳代"),))
    assert "count-hidden" in codes or "count-leaks" in codes


def test_a_former_paper_that_printed_the_merged_age_tells_one_from_the_other() -> None:
    together = replace(by_age(*FIGURES), values={(year(2021), MERGED): by_age(6, 11, 1, 1, 1).values[year(2021), "30歳代"]})
    rules = CountRules(joining=Joining.NEVER)
    given = counted(table(by_age(*FIGURES), classes=AGES), rules=rules)
    alone, both = (printed(publish(given, earlier)[0]) for earlier in ((), (paper(together, MERGED),)))
    assert list(alone.values()).count("x") == 1
    assert (both["男性 2021 20歳代"], both["男性 2021 30歳代"]) == ("x", "x")


def test_what_somebody_signed_for_stays_as_it_is() -> None:
    signed = by_age(*FIGURES, unprotected_reason=Text("公表済み"))
    assert merged(table(signed, classes=AGES))[0].exhibits[0].classes == AGES


def test_series_that_have_nothing_to_do_with_each_other_do_not_keep_each_other_from_merging() -> None:
    causes = series("原因", {2021: {"健康問題": 12, "家庭問題": 7, TOTAL: 19}})
    published, codes = merged(table(by_age(*FIGURES), classes=(*AGES, TOTAL)), table(causes, classes=("健康問題", "家庭問題")))
    assert printed(published)[f"男性 2021 {MERGED}"] == "11"
    assert codes == ["classes-merged"]
