"""Indicators that name a series of 統計.xlsx: that it is there, fits, and says the same."""

from __future__ import annotations

import pytest
from indicator_rows import read as read_rows
from meeting_rows import seen
from statistics_rows import STATISTICS, read_counted

from kaigi_docs.findings import Findings
from kaigi_docs.model.indicator_years import baseline_period, printed_values
from kaigi_docs.model.indicators import IndicatorTable, IndicatorValue
from kaigi_docs.model.statistics import PublishedValue
from kaigi_docs.read.indicator_series import check_series_of_indicators

PERSONS = {"数えるもの": "人数", "単位": "人"}
HERE = {"まとまり": "計画全体", "指標": "自殺者数", "目標値": "－", "系列ID": "R01", **PERSONS}
SERIES_CELL, CLASS_CELL, R3_CELL, BASELINE_CELL = "指標!W4", "指標!X4", "実績値!C4", "指標!N4"


def rows(indicator: dict[str, str], fiscal: str = "年", **actual: str) -> dict[str, list[dict[str, str]]]:
    """One indicator with its values by year, and a column for its baseline (平成28年)."""
    columns = [{"種類": each} for each in ("指標", "実績値")] + [{"種類": "現状値", "見出し": "現状値（平成28年）"}]
    return {
        "指標": [{"指標ID": "K01", **HERE, **indicator}],
        "実績値": [{"指標ID": "K01", "年": year, "実績": value} for year, value in actual.items()],
        "指標の表": [{"表ID": "H01", "題名": "目標", "年の種類": fiscal}],
        "指標の列": columns,
    }


def told(
    indicators: dict[str, list[dict[str, str]]], statistics: dict[str, list[dict[str, str]]] = STATISTICS
) -> list[tuple[str, str]]:
    """What is said of the series, where nothing else is wrong."""
    found, faults = read_rows(indicators)
    assert not faults.has_errors
    counted, faults = read_counted(statistics)
    assert not faults.has_errors
    findings = Findings()
    check_series_of_indicators(found, counted, findings)
    return seen(findings)


def test_the_same_value_in_both_books_is_fine() -> None:
    assert told(rows({}, R3="55", R2="60")) == []


def test_a_value_that_was_mistyped_is_found_at_its_cell() -> None:
    assert told(rows({}, R3="56", R2="60")) == [("value-differs", R3_CELL)]


def test_an_indicator_that_names_no_series_is_compared_with_none() -> None:
    assert told(rows({"系列ID": ""}, R3="56")) == []


def test_a_small_count_that_both_books_keep_is_compared_too() -> None:
    small = {**STATISTICS, "数値": [*STATISTICS["数値"], {"系列ID": "R01", "年": "2019", "値": "3"}]}
    assert told(rows({"保護しない理由": "公表済み"}, R1="3"), small) == []
    assert told(rows({"保護しない理由": "公表済み"}, R1="4"), small) == [("value-differs", R3_CELL)]


def test_a_baseline_is_compared_where_its_heading_names_the_year() -> None:
    statistics = {**STATISTICS, "数値": [*STATISTICS["数値"], {"系列ID": "R01", "年": "2016", "値": "70"}]}
    assert told(rows({"現状値": "70"}, R3="55"), statistics) == []
    assert told(rows({"現状値": "71"}, R3="55"), statistics) == [("value-differs", BASELINE_CELL)]


def test_digits_that_only_one_book_has_make_no_difference() -> None:
    rate = {**STATISTICS["系列"][0], "数えるもの": "率", "単位": "人口10万対"}
    statistics = {**STATISTICS, "系列": [rate], "図表": [], "数値": [{"系列ID": "R01", "年": "2021", "値": "18.6"}]}
    of_rate = {"数えるもの": "率", "単位": ""}
    assert told(rows(of_rate, R3="18.57"), statistics) == []
    assert told(rows(of_rate, R3="19"), statistics) == []
    assert told(rows(of_rate, R3="18.5"), statistics) == [("value-differs", R3_CELL)]


@pytest.mark.parametrize(
    ("cells", "fiscal", "found"),
    [
        ({"系列ID": "R91"}, "年", ("reference-unknown", SERIES_CELL)),
        ({"系列の区分": "20歳代"}, "年", ("class-unknown", CLASS_CELL)),
        ({}, "年度", ("series-unfit", SERIES_CELL)),
        ({"数えるもの": "件数・回数"}, "年", ("series-unfit", SERIES_CELL)),
        ({"単位": "件"}, "年", ("series-unfit", SERIES_CELL)),
        ({"系列ID": "", "系列の区分": "20歳代"}, "年", ("choice-unused", CLASS_CELL)),
    ],
)
def test_a_series_that_is_not_there_or_does_not_fit_is_told(cells: dict[str, str], fiscal: str, found: tuple[str, str]) -> None:
    assert told(rows(cells, fiscal, R3="55")) == [found]


@pytest.mark.parametrize(
    ("words", "heading", "year"),
    [
        *(
            ("67", "現状値（平成28年）", "2016"),
            ("67", "計画策定時の現状値\n（H28）", "2016"),
            ("67人（令和元年）", "平成28年", "2019"),
        ),
        *(("67", "自殺統計、2016年", "2016"), ("67", "現状値", None), ("67", "平成28年度", None), ("67", "〔年度〕", None)),
        *(
            ("平成24〜28年の平均 31", "平成28年", None),
            ("67", "平成24年から平成28年まで", None),
            ("67", "平成27年、28年", None),
        ),
    ],
)
def test_the_year_of_a_baseline_is_read_from_its_words_or_its_heading(words: str, heading: str, year: str | None) -> None:
    table = table_of(heading)
    found = baseline_period(table, IndicatorValue(shown=PublishedValue(number=None, text=words)))
    assert (found.western if found is not None else None) == year


def table_of(heading: str) -> IndicatorTable:
    indicators = rows({"現状値": "70"}, R3="55")
    indicators["指標の列"][-1]["見出し"] = heading
    return read_rows(indicators)[0].tables[0]


def test_only_what_is_printed_and_about_the_same_persons_counts() -> None:
    indicators = rows({"現状値": "70", "現状値の対象": "20歳代"}, R3="55", R2="60")
    indicators["指標の列"][1]["年"] = "R3"
    (table,) = read_rows(indicators)[0].tables
    assert [period.western for period, _ in printed_values(table, table.indicators[0])] == ["2021"]
