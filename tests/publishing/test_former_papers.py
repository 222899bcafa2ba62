"""What readers know from former papers, and what they can work out of it together with the new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.model.earlier_values import EarlierSeries, EarlierValues, counted_as
from kaigi_docs.model.statistics import TOTAL, Counting, Series, Sign, Statistics
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import printed_values_tree, publish
from kaigi_docs.read.earlier_values import read_earlier_values
from publishing.shown import counted, placed, places, printed, series, shown, table, year

AGES = ("20歳代", "30歳代", "40歳代")


def by_age(*figures: int | str, **rest: object) -> Series:
    return series("男性", {2021: dict(zip((*AGES, TOTAL), figures, strict=True))}, **rest)  # type: ignore[arg-type]


def paper(of: Series, title: str = "前回の資料") -> EarlierValues:
    """A former paper that printed all numbers of a series."""
    numbers = {key: int(value.number) for key, value in of.values.items() if value.number is not None}
    return EarlierValues(
        title=title, series=(EarlierSeries(id=of.id, name=of.name.value, counted=counted_as(of), numbers=numbers),)
    )


def codes(of: Series, *earlier: EarlierValues, classes: tuple[str, ...] = (TOTAL,)) -> list[tuple[str, str]]:
    findings = publish(counted(table(of, classes=classes)), earlier)[1]
    return [each for each in places(findings) if each[0] != "count-hidden"]


def hidden(of: Series, *earlier: EarlierValues, classes: tuple[str, ...] = (TOTAL,), **rest: object) -> set[str]:
    published, _ = publish(counted(table(of, classes=classes, **rest)), earlier)
    return {place.removeprefix("男性 ") for place, text in printed(published).items() if text == "x"}


def test_a_count_that_was_printed_before_cannot_be_hidden_now_and_the_paper_is_named() -> None:
    earlier = paper(by_age(3, 8, 9, 20, unprotected_reason=Text("公表済み")), "令和3年度第1回の資料")
    findings = publish(counted(table(by_age(3, 8, 9, 20), classes=(*AGES, TOTAL))), [earlier])[1]
    (finding,) = [each for each in findings if each.code == "count-leaks"]
    assert finding.where is not None
    assert finding.where.cell == "男性 2021 20歳代"
    assert "令和3年度第1回の資料" in finding.message


def test_a_count_that_was_printed_before_hides_no_other_one() -> None:
    before = replace(by_age(3, 8, 9, 20), values={(year(2021), "30歳代"): by_age(3, 8, 9, 20).values[year(2021), "30歳代"]})
    assert hidden(by_age(3, 8, 9, 20), paper(before), classes=(*AGES, TOTAL)) == {"2021 20歳代", "2021 40歳代"}


def test_a_total_that_is_not_printed_any_more_is_still_known() -> None:
    before = replace(by_age(3, 8, 9, 20), values={(year(2021), TOTAL): by_age(3, 8, 9, 20).values[year(2021), TOTAL]})
    assert hidden(by_age(3, 8, 9, 20), classes=AGES) == {"2021 20歳代"}
    assert len(hidden(by_age(3, 8, 9, 20), paper(before), classes=AGES)) == 2


def test_last_years_sum_of_years_tells_the_year_that_left_it() -> None:
    now = series("男性", {2017: 8, 2018: 3, 2019: 9, 2020: 7, 2021: 8})
    before = series("男性", {2016: 33}, span=5)
    six = replace(now, values={**now.values, **series("男性", {2016: 6}).values})
    assert hidden(six) == {"2018 総数"}
    assert len(hidden(six, paper(before))) == 2


def test_a_number_that_was_corrected_since_is_no_number_of_now() -> None:
    assert hidden(by_age(3, 8, 9, 20), paper(by_age(6, 8, 9, 23)), classes=AGES) == {"2021 20歳代"}
    assert codes(by_age(3, 8, 9, 20), paper(by_age(6, 8, 9, 23)), classes=AGES) == []


def test_former_sums_of_years_that_do_not_fit_any_more_are_left_out() -> None:
    now = series("男性", {2019: 8, 2020: 6, 2021: 9})
    assert codes(now, paper(series("男性", {2019: 10}, span=3))) == []


def test_a_series_that_counted_something_else_under_the_same_id_is_another_one() -> None:
    other = replace(by_age(3, 8, 9, 20), statistic=Text("ほかの統計"))
    assert codes(by_age(3, 8, 9, 20), paper(other), classes=(*AGES, TOTAL)) == []


def test_a_small_number_of_a_former_paper_that_nobody_prints_now_is_no_fault_of_now() -> None:
    before = series("男性", {2011: 3}, unprotected_reason=Text("公表済み"))
    assert codes(series("男性", {2020: 8, 2021: 9}), paper(before)) == []


def test_a_typed_mark_that_a_former_paper_tells_is_found() -> None:
    assert codes(by_age("x", 8, 9, 20), paper(by_age(7, 8, 9, 24)), classes=AGES) == [("count-leaks", "男性 2021 20歳代")]


def test_a_series_that_the_book_has_no_more_is_still_known() -> None:
    """Last year's table of men: with all persons, which stand there now, it gives the women away."""
    women, everybody = series("女性", {2020: 3, 2021: 11}), series("自殺者数", {2020: 12, 2021: 30})
    now = counted(table(women), table(everybody))
    assert [value.text for exhibit in publish(now)[0].exhibits for value in exhibit.values()] == ["x", "11", "12", "30"]
    men = replace(series("男性", {2020: 9}), id="R99")
    after = publish(now, [paper(men)])[0]
    assert [value.text for exhibit in after.exhibits for value in exhibit.values()] == ["x", "11", "x", "30"]


def test_what_the_state_published_is_known_although_this_packet_does_not_print_it() -> None:
    women = series("女性", {2020: 3, 2021: 11})
    everybody = replace(series("自殺者数", {2020: 12, 2021: 30}), published_by=Text("厚生労働省のホームページ"))
    men = series("男性", {2020: 9, 2021: 19})
    alone = counted(table(women), table(men))
    assert [value.text for exhibit in publish(alone)[0].exhibits for value in exhibit.values()] == ["x", "11", "9", "19"]
    beside = replace(alone, series=(everybody,))
    assert [value.text for exhibit in publish(beside)[0].exhibits for value in exhibit.values()] == ["x", "11", "x", "19"]


def test_a_small_count_that_the_state_published_has_to_be_signed_for() -> None:
    women = replace(series("女性", {2020: 3, 2021: 11}), published_by=Text("厚生労働省のホームページ"))
    found = publish(counted(table(women)))[1]
    assert [each for each in places(found) if each[0] != "count-hidden"] == [("count-leaks", "女性 2020 総数")]
    assert publish(counted(table(replace(women, unprotected_reason=Text("国が公表済み")))))[1].codes() == []


def kept(
    statistics: Statistics, folder: Path, title: str = "令和4年度第1回の資料", counts: Sequence[EarlierSeries] = ()
) -> tuple[EarlierValues, ...]:
    """What the next meeting reads of these statistics, and of other counts of their series."""
    (folder / "前回").mkdir(parents=True, exist_ok=True)
    tree = printed_values_tree(statistics, title, counts)
    (folder / "前回" / "公表値_mihon_2022-08-19.json").write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
    earlier, findings = read_earlier_values(folder)
    assert list(findings) == []
    return earlier


figures = st.one_of(st.integers(0, 12_345), st.sampled_from([sign.value for sign in Sign]))


@given(st.dictionaries(st.integers(2000, 2030), figures, min_size=1, max_size=5))
def test_the_next_meeting_reads_the_numbers_that_were_printed_and_no_other(values: dict[int, int | str]) -> None:
    import tempfile

    one = placed(series("男性", values, unprotected_reason=Text("公表済み")))
    with tempfile.TemporaryDirectory() as folder:
        (earlier,) = kept(shown(table(one)), Path(folder))
    numbers = {key: int(value.number) for key, value in one.values.items() if value.number is not None}
    assert {key: number for each in earlier.series for key, number in each.numbers.items()} == numbers


def test_hidden_and_unprinted_numbers_are_not_handed_on(tmp_path: Path) -> None:
    one = by_age(3, 8, 9, 20)
    published, _ = publish(counted(table(one, classes=("20歳代", "40歳代"))))
    (earlier,) = kept(published, tmp_path)
    assert [dict(each.numbers) for each in earlier.series] == [{(year(2021), "40歳代"): 9}]
    assert earlier.title == "令和4年度第1回の資料"


def test_counts_that_indicators_printed_are_handed_on_too(tmp_path: Path) -> None:
    one = by_age(6, 8, 9, 23)
    printed_apart = EarlierSeries(id=one.id, name="男性", counted=counted_as(one), numbers={(year(2020), TOTAL): 1_234})
    (earlier,) = kept(Statistics(), tmp_path, counts=(printed_apart,))
    assert earlier.series == (printed_apart,)


def test_rates_are_handed_on_but_are_no_counts(tmp_path: Path) -> None:
    rate = series("率", {2021: "18.6"}, counting=Counting.RATE, decimals=1)
    (earlier,) = kept(shown(table(placed(rate))), tmp_path)
    assert [dict(each.numbers) for each in earlier.series] == [{}]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 2, "title": "", "series": []}', '{"format": 1, "title": "", "series": [{}]}', "\xff"]
)
def test_a_damaged_file_stops_the_build(tmp_path: Path, content: str) -> None:
    (tmp_path / "前回").mkdir()
    (tmp_path / "前回" / "公表値.json").write_bytes(content.encode("latin-1"))
    earlier, findings = read_earlier_values(tmp_path)
    assert earlier == ()
    assert [(each.code, str(each.where)) for each in findings] == [("earlier-values-damaged", "前回/公表値.json")]


def test_what_was_mailed_of_this_meeting_is_known_too(tmp_path: Path) -> None:
    folder = tmp_path / "発送済み" / "2022-08-19"
    folder.mkdir(parents=True)
    tree = printed_values_tree(shown(table(placed(by_age(6, 8, 9, 23)))), "令和4年度第1回の資料")
    (folder / "公表値.json").write_text(json.dumps(tree), encoding="utf-8")
    assert [each.title for each in read_earlier_values(tmp_path)[0]] == ["令和4年度第1回の資料"]
