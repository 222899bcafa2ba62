from __future__ import annotations

import pytest

from kaigi_docs.model.meeting import Rating
from kaigi_docs.model.ratings import find_rating, likely_rating, ratings_in
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


@pytest.mark.parametrize(
    ("entered", "id_"),
    [
        *(("○", "E2"), ("〇", "E2"), ("◯", "E2"), ("〇 実施できた", "E2"), ("◎", "E1"), ("△", "E3")),
        *(("✕", "E4"), ("×", "E4"), ("✖", "E4"), ("実施できなかった（×）", "E4")),
        *(("●", None), ("二〇", None)),
    ],
)
def test_marks_as_keyboards_give_them_mean_the_same_step(entered: str, id_: str | None) -> None:
    steps = (("大いに実施できた", "◎"), ("実施できた", "○"), ("十分でなかった", "△"), ("実施できなかった", "✕"))
    scale = [Rating(id=f"E{at}", scale="評価", label=Text(label), mark=Text(mark)) for at, (label, mark) in enumerate(steps, 1)]
    found = find_rating(entered, scale)
    assert (found.id if found is not None else None) == id_


@pytest.mark.parametrize("mark", ["〇", "×"])
def test_a_scale_may_itself_be_written_with_the_marks_of_a_keyboard(mark: str) -> None:
    step = Rating(id="E1", scale="評価", label=Text(mark), mark=Text(""))
    assert find_rating({"〇": "○", "×": "✕"}[mark], [step]) is step
