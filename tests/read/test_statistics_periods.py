from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import CalendarYear, FiscalYear, parse_calendar_year
from kaigi_docs.model.statistics import Period
from kaigi_docs.read.statistics_periods import choose_periods, parse_period


def years(*western: int) -> list[Period]:
    return [Period(CalendarYear(each), CalendarYear(each)) for each in western]


@pytest.mark.parametrize("text", ["2021", "R3", "令和3年", "令和３年（2021）", "２０２１年"])
def test_a_year_is_read_in_every_spelling(text: str) -> None:
    assert parse_period(text, fiscal=False) == years(2021)[0]


@pytest.mark.parametrize("text", ["2017〜2021", "2017～2021の計", "平成29年から令和3年まで", "H29-R3の合計", "2017－2021"])
def test_merged_years_are_read_in_every_spelling(text: str) -> None:
    assert parse_period(text, fiscal=False) == Period(CalendarYear(2017), CalendarYear(2021))


def test_fiscal_years_and_years_are_not_confused() -> None:
    assert parse_period("令和3年度", fiscal=True) == Period(FiscalYear(2021), FiscalYear(2021))
    with pytest.raises(ValueError, match="年度"):
        parse_period("令和3年度", fiscal=False)
    with pytest.raises(ValueError, match="年度"):
        parse_period("令和3年", fiscal=True)


def test_the_year_in_which_an_era_changed_has_both_its_names() -> None:
    assert parse_calendar_year("平成31年") == parse_calendar_year("令和元年") == CalendarYear(2019)
    assert parse_calendar_year("昭和64年") == parse_calendar_year("H1") == CalendarYear(1989)
    with pytest.raises(ValueError, match="令和2年"):
        parse_calendar_year("平成32年")
    with pytest.raises(ValueError, match="元号と西暦"):
        parse_calendar_year("令和3年（2020）")


@given(st.integers(1873, 2099), st.sampled_from(DigitWidth), st.booleans())
def test_every_printed_year_is_read_back(year: int, digits: DigitWidth, western: bool) -> None:
    assert parse_calendar_year(CalendarYear(year).label(digits, western=western)) == CalendarYear(year)


@given(st.integers(1950, 2050), st.integers(0, 20), st.booleans())
def test_every_printed_period_is_read_back(first: int, more: int, fiscal: bool) -> None:
    kind = FiscalYear if fiscal else CalendarYear
    period = Period(kind(first), kind(first + more))
    assert parse_period(period.label(DigitWidth.ONE_FULL), fiscal=fiscal) == period
    assert parse_period(period.western, fiscal=fiscal) == period


KNOWN = [*years(2018, 2019, 2020, 2021), Period(CalendarYear(2017), CalendarYear(2021))]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("", ["2018", "2019", "2020", "2021"]),
        ("2019〜2021", ["2019", "2020", "2021"]),
        ("2021、2018", ["2018", "2021"]),
        ("直近２年", ["2020", "2021"]),
        ("2017〜2021の計", ["2017〜2021"]),
        ("2016〜2018", ["2016", "2017", "2018"]),
    ],
)
def test_a_choice_of_years(text: str, chosen: list[str]) -> None:
    assert [each.western for each in choose_periods(text, KNOWN, fiscal=False)] == chosen


def test_a_blank_choice_takes_merged_years_where_there_are_no_others() -> None:
    assert [each.western for each in choose_periods("", KNOWN[-1:], fiscal=False)] == ["2017〜2021"]
