from __future__ import annotations

import pytest

from kaigi_docs.model.meeting import Rating
from kaigi_docs.model.ratings import likely_rating, ratings_in
from kaigi_docs.model.text import Text

SCALE = tuple(
    Rating(id=f"E{number}", scale="評価", label=Text(label), mark=Text(mark))
    for number, (label, mark) in enumerate((("実施できた", "◎"), ("おおむね実施できた", "○"), ("実施は不十分だった", "△")), 1)
)


@pytest.mark.parametrize(
    ("entered", "ids"),
    [
        ("おおむね実施できた／実施は不十分だった", ["E2", "E3"]),
        ("おおむね実施できた、不十分", ["E2", "E3"]),
        ("◎又は△", ["E1", "E3"]),
        ("○→△", ["E2", "E3"]),
        ("ほぼ実施", []),
        ("〃／", []),
        ("", []),
    ],
)
def test_several_steps_in_one_entry_are_told_apart(entered: str, ids: list[str]) -> None:
    assert [rating.id for rating in ratings_in(entered, SCALE)] == ids


def test_almost_means_the_second_step() -> None:
    assert likely_rating("ほぼ実施できた", [rating.label.value for rating in SCALE]) == "おおむね実施できた"
