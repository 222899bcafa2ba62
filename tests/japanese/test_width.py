from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.width import to_full_digits, to_half_digits, width_in_cells


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("会議", 4),
        ("ｶｲｷﾞ", 4),
        ("①", 2),
        ("が", 2),
        ("か\u3099", 2),
        ("辻\U000e0100", 2),
        ("𠮷", 2),
        ("資料1", 5),
    ],
)
def test_width_counts_half_width_cells(text: str, cells: int) -> None:
    assert width_in_cells(text) == cells


def test_the_longest_line_counts() -> None:
    assert width_in_cells("会議\n会議資料\nabc") == 8


def test_only_digits_change_their_width() -> None:
    assert to_full_digits("A1-23①") == "A１-２３①"
    assert to_half_digits("Ａ１－２３①") == "Ａ1－23①"


@given(st.text(alphabet="0123456789abc会議", max_size=10))
@settings(deadline=None)
def test_digits_come_back_from_full_width(text: str) -> None:
    assert to_half_digits(to_full_digits(text)) == text
