"""Months, thirds of months and days as clerks write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.months import Stretch, parse_stretch
from kaigi_docs.japanese.numerals import DigitWidth

MONTHS = st.builds(Stretch.month, st.integers(1874, 2098), st.integers(1, 12))
THIRDS = st.builds(Stretch.third, st.integers(1874, 2098), st.integers(1, 12), st.integers(0, 2))
DAYS = st.dates(date(1874, 1, 1), date(2098, 12, 31)).map(lambda day: Stretch(day, day))

AUGUST = Stretch(date(2022, 8, 1), date(2022, 8, 31))


@pytest.mark.parametrize(
    "text",
    [
        "令和4年8月",
        "令和４年８月",
        "R4.8",
        "Ｒ４．８",
        "R4/8",
        "2022/8",
        "2022-08",
        "2022年8月",
        "２０２２／８",
        "令和 4年 8月",
        "R4.8月",
    ],
)
def test_a_month_is_read_in_either_era_or_western_years(text: str) -> None:
    assert parse_stretch(text) == AUGUST


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("令和4年8月上旬", date(2022, 8, 1), date(2022, 8, 10)),
        ("R4.8初旬", date(2022, 8, 1), date(2022, 8, 10)),
        ("2022/8中旬", date(2022, 8, 11), date(2022, 8, 20)),
        ("令和６年２月の下旬", date(2024, 2, 21), date(2024, 2, 29)),
        ("令和4年8月19日", date(2022, 8, 19), date(2022, 8, 19)),
        ("R4.8.19（金）", date(2022, 8, 19), date(2022, 8, 19)),
        ("平成31年4月", date(2019, 4, 1), date(2019, 4, 30)),
        ("令和元年5月", date(2019, 5, 1), date(2019, 5, 31)),
        ("昭和64年1月", date(1989, 1, 1), date(1989, 1, 31)),
        ("平成元年1月", date(1989, 1, 1), date(1989, 1, 31)),
    ],
)
def test_thirds_days_and_months_in_which_an_era_changed(text: str, first: date, last: date) -> None:
    assert parse_stretch(text) == Stretch(first, last)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("令和4年13月", "13月という月はありません"),
        ("8月", "年がありません"),
        ("8月上旬", "年がありません"),
        ("令和4年度8月", "年度ではなく"),
        ("平成34年8月", "令和4年8月"),
        ("平成31年5月", "令和元年5月"),
        ("2022/8/32", "8月は31日まで"),
        ("R4.8.19（木）", "金曜日"),
        ("夏ごろ", "書いてください"),
        ("", "書いてください"),
        ("1800/1", "扱えません"),
    ],
)
def test_what_is_no_month_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_stretch(text)


@given(st.one_of(MONTHS, THIRDS, DAYS), st.sampled_from(DigitWidth))
@settings(max_examples=150, deadline=None)
def test_a_printed_stretch_is_read_back_as_the_same(stretch: Stretch, digits: DigitWidth) -> None:
    assert parse_stretch(stretch.label(digits, year=True)) == stretch


@given(st.text(max_size=12))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_stretch_or_a_reason(text: str) -> None:
    try:
        assert parse_stretch(text).first <= parse_stretch(text).last
    except ValueError as reason:
        assert str(reason).endswith(("。", "）。"))
