"""The table of holidays against a package that computes them by law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays.countries.japan import JP

from kaigi_docs.japanese.holidays import KNOWN_YEARS, holiday_name


@pytest.mark.parametrize("year", sorted(KNOWN_YEARS))
def test_every_day_of_a_known_year_is_called_as_the_law_has_it(year: int) -> None:
    computed = JP(years=year, language="ja")
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    assert [holiday_name(day) for day in days if day.year == year] == [computed.get(day) for day in days if day.year == year]


def test_a_year_that_is_not_published_has_no_names() -> None:
    assert holiday_name(date(max(KNOWN_YEARS) + 1, 1, 1)) is None
