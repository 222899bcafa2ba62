"""Whatever departments do to a 調査票: what they typed arrives as an answer or is named with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edited_sheets import Asked, asked_rows
from random_edits import asked_elsewhere, edited_by_chance, random_asked

Small = Mapping[str, Sequence[Mapping[str, Any]]]


@pytest.fixture(scope="module")
def meetings(small_meeting: Small) -> list[Asked]:
    return [
        Asked(asked_rows(small_meeting)),
        *(random_asked(Random(seed), small_meeting) for seed in range(3)),
        *asked_elsewhere(small_meeting),
    ]


@settings(max_examples=40)
@given(number=st.integers(0, 2**32))
def test_nothing_that_was_typed_is_lost_and_no_answer_goes_to_another_measure(meetings: list[Asked], number: int) -> None:
    random = Random(number)
    asked = random.choice(meetings)
    hand = edited_by_chance(asked, random)
    assert hand.faults(asked.read(hand.sheet)) == [], hand.done
