"""What readers have in hands with the 資料 of indicators, beside the statistics."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.decisions import NOTHING_DECIDED
from kaigi_docs.model.indicators import (
    Indicator,
    IndicatorColumn,
    IndicatorColumnKind,
    Indicators,
    IndicatorTable,
    IndicatorValue,
)
from kaigi_docs.model.statistics import Counting, PublishedValue, Series
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import check_rates, counts_of_indicators, publish
from kaigi_docs.read.published import read_published
from publishing.shown import counted, places, printed, series, table, year

MEN, WOMEN = (
    replace(series(name, figures, region="みほん市"), whole_id="R-総数")
    for name, figures in (("男性", {2020: 50, 2021: 57}), ("女性", {2020: 11, 2021: 3}))
)
EVERYBODY = series("総数", {2020: 61, 2021: 60}, region="みほん市")


def indicators(of: Series, figure: str, **rest: object) -> Indicators:
    """A table of one indicator with its value of 2021."""
    value = PublishedValue(number=Decimal(figure), text=figure, where=Location("指標.xlsx", "実績値", cell="C4"))
    one = Indicator(
        id="K01",
        name=Text("指標"),
        counting=of.counting,
        series_id=Text(of.id),
        values={year(2021): IndicatorValue(shown=value)},
        **rest,  # type: ignore[arg-type]
    )
    column = IndicatorColumn(kind=IndicatorColumnKind.ACTUAL, heading=Text("実績"), periods=(year(2021),))
    return Indicators(tables=(IndicatorTable(id="H01", title=Text(""), fiscal=False, columns=(column,), indicators=(one,)),))


def test_a_count_of_an_indicator_that_gives_a_hidden_one_back_takes_others_with_it() -> None:
    """資料1 prints men and women, 資料4 all of them."""
    given = replace(counted(table(MEN, WOMEN)), series=(EVERYBODY, MEN, WOMEN))
    alone, _ = publish(given)
    assert [place for place, text in printed(alone).items() if text == "x"] == ["女性 2021 総数"]
    beside = counts_of_indicators(indicators(EVERYBODY, "60"), given.series)
    protected, findings = publish(given, (beside,))
    assert {place for place, text in printed(protected).items() if text == "x"} == {"男性 2021 総数", "女性 2021 総数"}
    assert not findings.has_errors


def test_a_count_that_an_indicator_prints_protects_nothing() -> None:
    """Men would be hidden for women, but 資料4 prints them: another number has to go, and no year of women is told."""
    given = replace(counted(table(EVERYBODY, MEN, WOMEN)), series=(EVERYBODY, MEN, WOMEN))
    beside = counts_of_indicators(indicators(MEN, "57"), given.series)
    protected, findings = publish(given, (beside,))
    hidden = {place for place, text in printed(protected).items() if text == "x"}
    assert "総数 2021 総数" in hidden
    assert not findings.has_errors


def test_where_everything_is_printed_elsewhere_the_build_stops() -> None:
    given = replace(counted(table(EVERYBODY, MEN, WOMEN)), series=(EVERYBODY, MEN, WOMEN))
    (one,) = indicators(MEN, "57").tables
    (other,) = indicators(EVERYBODY, "60").tables
    beside = counts_of_indicators(Indicators(tables=(one, other)), given.series)
    assert "count-leaks" in publish(given, (beside,))[1].codes()


def test_rates_and_years_of_another_kind_are_no_counts() -> None:
    rate = series("率", {2021: "18.6"}, counting=Counting.RATE)
    assert counts_of_indicators(indicators(rate, "18.6"), (rate,)).series == ()
    fiscal = series("相談", {2021: 60}, fiscal=True)
    assert counts_of_indicators(indicators(fiscal, "60"), (fiscal,)).series == ()


def told(**rest: object) -> list[tuple[str, str]]:
    rate = series("女性の率", {2021: "5.9"}, counting=Counting.RATE, decimals=1, region="みほん市")
    given = counted(table(MEN, WOMEN))
    given = replace(given, series=(EVERYBODY, MEN, WOMEN, rate))
    published, findings = publish(given)
    findings = Findings()
    check_rates(indicators(rate, "5.9", **rest), given, published, findings)
    return places(findings)


def test_a_rate_behind_which_a_hidden_count_stands_is_an_error_at_its_cell() -> None:
    assert told() == [("rate-tells-count", "C4")]


def test_a_rate_that_somebody_signed_for_is_none() -> None:
    assert told(unprotected_reason=Text("公表済み")) == []


def test_a_rate_of_another_year_or_place_tells_nothing() -> None:
    given = counted(table(MEN, WOMEN))
    elsewhere = series("県の率", {2021: "5.9"}, counting=Counting.RATE, region="みほん県")
    findings = Findings()
    check_rates(indicators(elsewhere, "5.9"), replace(given, series=(MEN, WOMEN, elsewhere)), publish(given)[0], findings)
    assert places(findings) == []


def test_a_meeting_is_told_of_a_rate_that_it_prints(tmp_path: Path) -> None:
    rate = series("女性の率", {2021: "5.9"}, counting=Counting.RATE, decimals=1, region="みほん市")
    given = replace(counted(table(MEN, WOMEN)), series=(EVERYBODY, MEN, WOMEN, rate))
    assert "rate-tells-count" in read_published(tmp_path, given, indicators(rate, "5.9"), NOTHING_DECIDED)[1].codes()
    assert "rate-tells-count" not in read_published(tmp_path, given, Indicators(), NOTHING_DECIDED)[1].codes()


SOURCE = Text("厚生労働省「地域における自殺の基礎資料」")
AGES = replace(series("年代別の自殺者数", {2021: {"20歳未満": 4, "60歳以上": 20}}, region="みほん市"), source=SOURCE)


def named(name: str, figure: str, scope: str = "", **rest: object) -> Indicators:
    """An indicator without a series, from the source of the ages."""
    (one,) = indicators(AGES, figure, **rest).tables
    (indicator,) = one.indicators
    values = {period: replace(value, other_scope=Text(scope)) for period, value in indicator.values.items()}
    indicator = replace(indicator, id=f"K-{name}", name=Text(name), source=SOURCE, series_id=Text(""), values=values)
    return Indicators(tables=(replace(one, indicators=(indicator,)),))


def together(*of: Indicators) -> Indicators:
    (first,) = of[0].tables
    return Indicators(tables=(replace(first, indicators=tuple(each.tables[0].indicators[0] for each in of)),))


def escapes(*of: Indicators) -> set[str]:
    given = replace(counted(table(AGES, classes=("20歳未満", "60歳以上"))), series=(AGES,))
    found = publish(given, (counts_of_indicators(together(*of), (AGES,)),))[1]
    return {each.message.partition("が")[0].partition("は")[0] for each in found if each.code == "count-leaks"}


def test_indicators_that_name_no_series_tell_together_who_is_left() -> None:
    """60 in all, 20 of 60 and more, 36 from 20 to 59: 4 are under 20."""
    alone = named("自殺者数", "60"), named("60歳以上の自殺者数", "20")
    assert escapes(*alone) == set()
    assert escapes(*alone, named("20～59歳の自殺者数", "36")) != set()
    assert escapes(*alone, named("20～59歳の男性の自殺者数", "36", scope="20～59歳の男女")) != set()
    assert escapes(*alone, named("20～59歳の男性の自殺者数", "20")) == set()


def test_an_indicator_of_another_source_is_not_of_the_statistics() -> None:
    (one,) = named("自殺者数", "60").tables
    other = Indicators(tables=(replace(one, indicators=(replace(one.indicators[0], source=Text("みほん市")),)),))
    assert counts_of_indicators(other, (AGES,)).series == ()


def test_years_of_a_table_by_fiscal_year_are_those_of_the_source() -> None:
    (one,) = named("60歳以上の自殺者数", "20").tables
    fiscal = year(2021, fiscal=True)
    (indicator,) = one.indicators
    turned = replace(indicator, values={fiscal: next(iter(indicator.values.values()))})
    columns = tuple(replace(column, periods=(fiscal,)) for column in one.columns)
    found = counts_of_indicators(Indicators(tables=(replace(one, fiscal=True, columns=columns, indicators=(turned,)),)), (AGES,))
    assert [dict(each.numbers) for each in found.series] == [{(year(2021), "総数"): 20}]
