from __future__ import annotations

import pytest

from kaigi_docs.japanese.years_in_text import years_in


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("令和３年度に開催", [(2021, 2021, True)]),
        ("令和元年度、平成31年度", [(2019, 2019, True), (2019, 2019, True)]),
        ("令和 ３ 年 ２ 月", [(2020, 2020, True)]),
        ("令和３年４月", [(2021, 2021, True)]),
        ("令和３年は", [(2020, 2021, True)]),
        ("R3、Ｈ30年度、2021年度", [(2021, 2021, True), (2018, 2018, True), (2021, 2021, True)]),
        ("４年度は", [(2022, 2022, False)]),
        ("平成30年代、2,021年度分、HR3、12,021円、2021人", []),
        ("３年間、3年生、20213年", []),
    ],
)
def test_years_are_found_as_offices_write_them(text: str, years: list[tuple[int, int, bool]]) -> None:
    assert [(each.first, each.last, each.sure) for each in years_in(text)] == years
