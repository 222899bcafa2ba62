"""Letters, measures and indicators that say a count which the statistics hide."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.named_years import years_named
from kaigi_docs.model.indicators import (
    Indicator,
    IndicatorColumn,
    IndicatorColumnKind,
    Indicators,
    IndicatorTable,
    IndicatorValue,
)
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.statistics import TOTAL, Counting, PublishedValue, Series
from kaigi_docs.model.text import Text
from kaigi_docs.publishing import check_elsewhere, hidden_counts, publish, texts_beside_statistics
from publishing.shown import counted, places, series, table, year

POLICE = {"region": "みほん市", "statistic": Text("自殺統計")}
EVERYBODY = series("総数", {2021: 60}, **POLICE)  # type: ignore[arg-type]
MEN, WOMEN = (
    replace(series(name, {2021: figure}, **POLICE), whole_id="R-総数")  # type: ignore[arg-type]
    for name, figure in (("男性", 57), ("女性", 3))
)
AGES = series("年代", {2021: {"20歳代": 3, "30歳代": 8, "40歳代": 49}}, **POLICE)  # type: ignore[arg-type]


def told(text: str, *of: Series) -> list[tuple[str, str]]:
    """What is said of a text beside a table of these series, by default 60 persons of whom the men and women are hidden."""
    shown = of or (EVERYBODY, MEN, WOMEN)
    given = counted(table(*shown, classes=shown[0].classes))
    findings = Findings()
    place = Location("会議設定.xlsx", "文面", cell="D4")
    check_elsewhere([Text(text, place)], hidden_counts(given, publish(given)[0]), findings)
    return places(findings)


FOUND = [("hidden-in-text", "D4")]


@pytest.mark.parametrize(
    "text",
    [
        "本市の自殺者数は60人で、女性は３人でした。",
        "自殺者数は60人です。\n男性　57人",
        "令和3年に亡くなった女性は3名です。",
        "2019年から2021年までの女性の自殺者は3人です。",
    ],
)
def test_a_letter_that_says_who_and_how_many_is_warned_of_at_its_cell(text: str) -> None:
    assert told(text) == FOUND


@pytest.mark.parametrize(
    "text",
    [
        *("定員3人の研修です。", "自殺対策の研修を57人の男性が受けました。", "女性の相談員が3人います。", "自殺者数は60人です。"),
        *("自殺者数を減らします。相談員は57人です。", "平成20年の女性の自殺者数は3人でした。", "女性の自殺者数は4人でした。"),
    ],
)
def test_other_numbers_of_persons_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_class_is_meant_where_the_sentence_names_it() -> None:
    assert told("自殺者は20代で3人です。", AGES) == FOUND
    assert told("自殺者は10代で3人です。", AGES) == []


def test_a_series_of_something_else_is_meant_where_the_text_names_it() -> None:
    advice = series("相談を受けた実人数", {2021: {"電話": 3, "来所": 60}})
    assert told("相談を受けた実人数は、電話が3人です。", advice) == FOUND
    assert told("電話で申し込んだ3人が参加しました。", advice) == []


def test_what_others_published_and_what_is_printed_is_not_hidden() -> None:
    by_state = replace(WOMEN, published_by=Text("厚生労働省"))
    given = counted(table(EVERYBODY, MEN, by_state))
    assert [count.series.name.value for count in hidden_counts(given, publish(given)[0]) if count.series.id == "R-女性"] == []
    assert (
        told("自殺者数は男性52人、女性8人です。", series("男性", {2021: 52}, **POLICE), series("女性", {2021: 8}, **POLICE)) == []
    )  # type: ignore[arg-type]


def test_a_small_count_that_no_chart_shows_must_not_be_said_either() -> None:
    given = replace(counted(table(EVERYBODY)), series=(EVERYBODY, WOMEN), kept={("R-女性", year(2021), TOTAL): 3})
    (count,) = hidden_counts(given, publish(given)[0])
    assert (count.series.id, count.number) == ("R-女性", 3)
    assert "3" not in repr(count).replace("R-", "").split("class_name")[1]


def test_every_part_of_the_packet_is_looked_at_but_reasons() -> None:
    measure = Measure(
        id="J001", name=Text("見守り"), summary=Text("概要"), values={("取組", None): Text("行った")}, rating_ids={}
    )
    shown = PublishedValue(number=Decimal(3), text="3人", where=Location("指標.xlsx", "実績値", cell="C4"))
    one = Indicator(
        id="K01",
        name=Text("女性の自殺者数"),
        counting=Counting.PERSONS,
        unprotected_reason=Text("公表済み"),
        note=Text("注意"),
        values={year(2021): IndicatorValue(shown=shown)},
    )
    column = IndicatorColumn(kind=IndicatorColumnKind.ACTUAL, heading=Text("実績"), periods=(year(2021),))
    of_table = IndicatorTable(
        id="H01", title=Text("目標"), columns=(column,), indicators=(one,), events={year(2021): (Text("流行"),)}
    )
    packet = PacketModel(meeting=None, measures=(measure,), indicators=Indicators(tables=(of_table,)))  # type: ignore[arg-type]
    found = {text.value for text in texts_beside_statistics(packet)}
    assert {"見守り", "概要", "行った", "目標", "流行", "注意", "女性の自殺者数（令和3年）　3人"} <= found
    assert "公表済み" not in found


@pytest.mark.parametrize(
    ("text", "years"),
    [("令和３年と平成28年度", [2021, 2016]), ("2019年、R2", [2019, 2020]), ("3人、12年目、2021", []), ("令和99年", [])],
)
def test_years_in_a_text(text: str, years: list[int]) -> None:
    assert list(years_named(text)) == years
