from __future__ import annotations

from decimal import Decimal

import pytest

from kaigi_docs.model.small_counts import is_small, small_counts_in


@pytest.mark.parametrize(("number", "small"), [(0, False), (1, True), (4, True), (5, False), (Decimal("4"), True)])
def test_one_to_four_persons_are_few(number: int | Decimal, small: bool) -> None:
    assert is_small(number) is small


def test_the_threshold_may_be_another_one() -> None:
    assert is_small(9, threshold=10)
    assert small_counts_in("9人", threshold=10) == ("9人",)


@pytest.mark.parametrize("text", ["女性は4人", "４人（警察統計）", "3名", "計 2 人でした", "三人が", "男性１人、"])
def test_small_counts_of_persons_are_found_in_every_spelling(text: str) -> None:
    assert len(small_counts_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "14人",
        "1,204人",
        "0人",
        "0.4人",
        "4件",
        "7人に1人",
        "1人当たり",
        "４人口",
        "２名称",
        "一人で悩まない",
        "人口10万人",
        "5人未満",
        "二十三人",
    ],
)
def test_what_is_no_small_count_of_persons_is_left_alone(text: str) -> None:
    assert small_counts_in(text) == ()
