"""Whom series and classes count, as their names say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.model.statistics import Series
from kaigi_docs.model.text import Text
from kaigi_docs.publishing.known_sums import KnownSums
from kaigi_docs.publishing.who import Who, who_in_class, who_in_series


@pytest.mark.parametrize(
    ("name", "calling", "who", "trait"),
    [
        ("総数", "みほん市の自殺者数", "総数", ""),
        ("みほん市", "みほん市の年代別の自殺者数", "総数", ""),
        ("男性", "男性の自殺者数", "男性", ""),
        ("うち女性", "", "女性", ""),
        ("女（自殺者数）", "", "女性", ""),
        ("計（男女）", "", "総数", ""),
        ("20歳未満の男性", "", "男性・20歳未満", ""),
        ("無職の男性", "", "男性", "無職"),
        ("みほん市", "みほん市の自殺未遂者数", "総数", "自殺未遂者"),
        ("実人数", "", "総数", "実"),
        ("女性", "女性年代別自殺者数", "女性", ""),
        ("みほん市", "自殺死亡者数（年代別）", "総数", ""),
        ("自殺者数［女性］", "", "女性", ""),
        ("自殺者数の推移", "", "総数", ""),
    ],
)
def test_a_series_counts_a_sex_and_an_age_and_what_else_its_name_says(name: str, calling: str, who: str, trait: str) -> None:
    found = who_in_series(Series(id="R01", name=Text(name), calling=Text(calling), region=Text("みほん市")))
    assert (found.name(), found.trait) == (who, trait)


@pytest.mark.parametrize(
    ("name", "who", "trait"),
    [
        ("総数", "総数", ""),
        ("20歳代", "20歳代", ""),
        ("１０歳代", "10歳代", ""),
        ("30〜39歳", "30歳代", ""),
        ("30～39歳", "30歳代", ""),
        ("15-19歳", "15〜19歳", ""),
        ("80歳以上", "80歳以上", ""),
        ("19歳以下", "20歳未満", ""),
        ("20歳代・30歳代", "20〜39歳", ""),
        ("20歳代・40歳代", "20歳代・40歳代", ""),
        ("男20代", "男性・20歳代", ""),
        ("20歳代男", "男性・20歳代", ""),
        ("20歳以上30歳未満", "20歳代", ""),
        ("２０～２９", "20歳代", ""),
        ("80歳〜", "80歳以上", ""),
        ("19歳まで", "20歳未満", ""),
        ("80代以上", "80歳以上", ""),
        ("20代〜30代", "20〜39歳", ""),
        ("65歳から74歳", "65〜74歳", ""),
        ("満20歳未満", "20歳未満", ""),
        ("20 歳代", "20歳代", ""),
        ("女性計", "女性", ""),
        ("男性40〜59歳有職同居", "男性・40〜59歳", "有職同居"),
        ("年齢不詳", "年齢不詳", ""),
        ("不詳", "総数", "不詳"),
        ("男女問題", "総数", "問題"),
        ("長男", "総数", "長男"),
    ],
)
def test_a_class_narrows_its_series(name: str, who: str, trait: str) -> None:
    found = who_in_class(Who(), name, among_ages=False)
    assert (found.name(), found.trait) == (who, trait)


def test_what_is_unknown_among_ages_is_the_age() -> None:
    assert who_in_class(Who(), "不詳", among_ages=True).name() == "年齢不詳"


groups = st.frozensets(st.integers(0, 5), min_size=1)


@given(st.lists(st.integers(0, 9), min_size=6, max_size=6), st.lists(groups, max_size=8), groups)
def test_a_sum_that_follows_has_its_number_and_one_that_is_left_open_could_be_another(
    numbers: list[int], known: list[frozenset[int]], asked: frozenset[int]
) -> None:
    sums = KnownSums()
    for parts in known:
        sums.add(parts, sum(numbers[part] for part in parts))
    answer = sums.number(asked)
    if answer is not None:
        assert answer == sum(numbers[part] for part in asked)
    else:
        assert _rank([*known, asked]) > _rank(known)


def _rank(rows: list[frozenset[int]]) -> int:
    """Of the sums, by elimination in whole numbers (Bareiss)."""
    matrix = [[int(part in row) for part in range(6)] for row in rows]
    rank = 0
    for column in range(6):
        pivot = next((row for row in range(rank, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[rank], matrix[pivot] = matrix[pivot], matrix[rank]
        for row in range(rank + 1, len(matrix)):
            a, b = matrix[rank][column], matrix[row][column]
            matrix[row] = [a * x - b * y for x, y in zip(matrix[row], matrix[rank], strict=True)]
        rank += 1
    return rank
