from __future__ import annotations

import pytest

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.numbering import styled_material_no
from kaigi_docs.model.text import Text, is_stable_id, next_free_id


@pytest.mark.parametrize(
    ("number", "digits", "printed"),
    [
        ("3", DigitWidth.ONE_FULL, "３"),
        ("12", DigitWidth.ONE_FULL, "12"),
        ("12", DigitWidth.FULL, "１２"),
        ("3", DigitWidth.HALF, "3"),
        ("2-1", DigitWidth.ONE_FULL, "2-1"),
    ],
)
def test_a_material_number_is_printed_in_the_offices_digits(number: str, digits: DigitWidth, printed: str) -> None:
    assert styled_material_no(number, digits) == printed


def test_the_next_free_id_follows_the_highest_in_use() -> None:
    assert next_free_id("J", ["J001", "J138", "D02", "x"]) == "J139"
    assert next_free_id("Q", []) == "Q01"


def test_an_id_is_its_prefix_and_a_number() -> None:
    assert [is_stable_id(value, "J") for value in ("J001", "J1", "D01", "J", "J01a", "ｊ01")] == [True, True] + [False] * 4


def test_text_compares_by_its_characters_alone() -> None:
    from kaigi_docs.findings import Location

    assert Text("髙﨑", Location("a.xlsx")) == Text("髙﨑")
    assert not Text(" 　\n")
