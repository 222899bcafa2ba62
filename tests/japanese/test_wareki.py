from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import (
    FIRST_DAY,
    WEEKDAYS,
    CalendarYear,
    FiscalYear,
    era_of,
    format_date,
    parse_date,
    parse_fiscal_year,
)

DAYS = st.dates(FIRST_DAY, date(2099, 12, 31))
WIDTHS = st.sampled_from(DigitWidth)
JUNE_1 = date(2022, 6, 1)


@given(DAYS, WIDTHS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_printed_date_is_read_back_as_the_same_day(day: date, digits: DigitWidth, weekday: bool) -> None:
    assert parse_date(format_date(day, digits, weekday=weekday)) == day


@given(DAYS, st.sampled_from(["{e}{y}.{m}.{d}", "{e}{y}/{m}/{d}", "{e}{y}-{m:02}-{d:02}", "{e} {y} 年 {m} 月 {d} 日"]))
@settings(max_examples=100, deadline=None)
def test_a_date_with_the_letter_of_its_era_is_read(day: date, form: str) -> None:
    era = era_of(day)
    text = form.format(e=era.letter, y=day.year - era.first_day.year + 1, m=day.month, d=day.day)
    assert parse_date(text) == day


@given(st.integers(1873, 2099), WIDTHS, st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_printed_fiscal_year_is_read_back_as_the_same_year(year: int, digits: DigitWidth, western: bool) -> None:
    assert parse_fiscal_year(FiscalYear(year).label(digits, western=western)) == FiscalYear(year)


@given(st.dates(date(1874, 4, 1), date(2098, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_a_day_lies_within_its_fiscal_year(day: date) -> None:
    year = FiscalYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert year.previous.last_day < day < year.next.first_day


@pytest.mark.parametrize(
    "text",
    [
        *("令和４年６月１日", "令和4.6.1", "R4.6.1", "r4/6/1", "Ｒ４．６．１", "2022/6/1", "2022-06-01", "2022年6月1日"),
        *(
            "２０２２／６／１",
            "　令和 4年 6月 1日 ",
            "令和4年6月1日(水)",
            "令和４年６月１日（水）",
            "2022/6/1 水曜日",
            "2022年6月1日㈬",
        ),
    ],
)
def test_the_forms_that_offices_write_are_read(text: str) -> None:
    assert parse_date(text) == JUNE_1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("6/31", "6月は30日まで"),
        ("6/1", "年がありません"),
        ("令和4年6月31日", "6月は30日まで"),
        ("令和4年2月30日", "2月は28日まで"),
        ("2022/13/1", "13月という月はありません"),
        ("2022/0/1", "0月という月はありません"),
        ("平成31年5月1日", "令和元年5月1日"),
        ("令和元年4月30日", "平成31年4月30日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("令和0年1月1日", "令和0年はありません"),
        ("2022/6/1(木)", "水曜日"),
        ("22/6/1", "日付として読めません"),
        ("2022/6-1", "日付として読めません"),
        ("令和4年6月1", "日付として読めません"),
        ("明治5年1月1日", "明治6年1月1日より前"),
        ("未定", "日付として読めません"),
        ("", "日付として読めません"),
    ],
)
def test_a_text_that_is_no_date_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_date(text)


@given(DAYS, st.sampled_from(WEEKDAYS))
@settings(max_examples=50, deadline=None)
def test_a_weekday_is_believed_only_when_it_is_right(day: date, weekday: str) -> None:
    text = f"{day:%Y/%m/%d}（{weekday}）"
    if WEEKDAYS[day.weekday()] == weekday:
        assert parse_date(text) == day
    else:
        with pytest.raises(ValueError, match="曜日が合いません"):
            parse_date(text)


@pytest.mark.parametrize("text", ["昭和64年1月7日", "S64.1.7", "1989/1/7"])
def test_the_last_day_of_an_era_still_belongs_to_it(text: str) -> None:
    assert parse_date(text) == date(1989, 1, 7)


def test_a_date_prints_in_the_digits_of_the_office() -> None:
    day = date(2022, 9, 15)
    assert format_date(day, DigitWidth.ONE_FULL) == "令和４年９月15日"
    assert format_date(day, DigitWidth.FULL) == "令和４年９月１５日"
    assert format_date(day, DigitWidth.HALF, weekday=True) == "令和4年9月15日（木）"
    assert format_date(date(2019, 5, 1), DigitWidth.HALF) == "令和元年5月1日"


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (2021, "令和３年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1926, "大正15年度"),
    ],
)
def test_a_fiscal_year_is_named_by_its_first_day_but_2019_by_reiwa(year: int, label: str) -> None:
    assert FiscalYear(year).label(DigitWidth.ONE_FULL) == label


@pytest.mark.parametrize(("year", "label"), [(2019, "令和元年"), (2018, "平成30年"), (1989, "平成元年"), (2022, "令和４年")])
def test_a_calendar_year_of_two_eras_carries_the_new_one(year: int, label: str) -> None:
    assert CalendarYear(year).label(DigitWidth.ONE_FULL) == label


def test_the_western_year_stands_behind_in_half_width() -> None:
    assert FiscalYear(2021).label(DigitWidth.ONE_FULL, western=True) == "令和３年度（2021）"
    assert CalendarYear(2020).label(DigitWidth.ONE_FULL, western=True) == "令和２年（2020）"


@pytest.mark.parametrize(
    "value", ["R3", "r3", "Ｒ３", "令和3", "令和3年度", "令和 ３ 年度", "2021", 2021, "2021年度", "令和３年度（2021）"]
)
def test_the_forms_of_a_fiscal_year_are_read(value: str | int) -> None:
    assert parse_fiscal_year(value) == FiscalYear(2021)


@pytest.mark.parametrize("value", ["令和元年度", "平成31年度", "R1", "H31", "令和1年度", 2019])
def test_both_names_of_the_fiscal_year_2019_are_read(value: str | int) -> None:
    assert parse_fiscal_year(value) == FiscalYear(2019)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("平成32年度", "令和2年度"),
        ("昭和64年度", "平成元年度"),
        ("令和3年", "令和3年度"),
        ("3", "年度として読めません"),
        ("令和３年度（2022）", "令和3年度（2021）"),
        ("令和0年度", "令和0年はありません"),
        ("1500", "扱えません"),
        ("来年度", "年度として読めません"),
    ],
)
def test_a_text_that_is_no_fiscal_year_is_refused_with_its_reason(value: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_fiscal_year(value)


def test_the_fiscal_year_begins_in_april() -> None:
    assert FiscalYear.of(date(2022, 3, 31)) == FiscalYear(2021)
    assert FiscalYear.of(date(2022, 4, 1)) == FiscalYear(2022)
    assert CalendarYear.of(date(2022, 3, 31)) == CalendarYear(2022)


def test_a_calendar_year_is_never_a_fiscal_year() -> None:
    assert FiscalYear(2021) != CalendarYear(2021)
    with pytest.raises(TypeError):
        _ = FiscalYear(2021) < CalendarYear(2022)  # type: ignore[operator]


def test_years_are_ordered_and_have_neighbours() -> None:
    assert sorted([FiscalYear(2022), FiscalYear(2020)]) == [FiscalYear(2020), FiscalYear(2022)]
    assert FiscalYear(2021).next == FiscalYear(2022)
    assert CalendarYear(2021).previous == CalendarYear(2020)


@pytest.mark.parametrize("year", [0, 3, 1872, 2100])
def test_a_year_that_no_document_can_mean_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="扱えません"):
        FiscalYear(year)
    with pytest.raises(ValueError, match="扱えません"):
        CalendarYear(year)
