from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.numerals import DigitWidth, ItemGlyph, WrittenNumber, format_number, parse_number


@pytest.mark.parametrize(
    ("digits", "one", "many"),
    [(DigitWidth.HALF, "3", "12"), (DigitWidth.FULL, "３", "１２"), (DigitWidth.ONE_FULL, "３", "12")],
)
def test_numbers_print_in_the_digits_of_the_office(digits: DigitWidth, one: str, many: str) -> None:
    assert (format_number(3, digits), format_number(12, digits)) == (one, many)


def test_a_negative_number_has_no_plain_form() -> None:
    with pytest.raises(ValueError, match="負の数"):
        format_number(-1, DigitWidth.HALF)


@pytest.mark.parametrize(
    ("example", "labels"),
    [
        ("１", {1: "１", 9: "９", 10: "１０"}),
        ("1", {1: "1", 10: "10"}),
        ("第1", {1: "第1", 12: "第12"}),
        ("第１", {2: "第２"}),
        ("(1)", {3: "(3)", 11: "(11)"}),
        ("(１)", {3: "(３)", 11: "(１１)"}),
        ("（１）", {3: "（３）"}),
        ("⑴", {1: "⑴", 2: "⑵", 20: "⒇", 21: "(21)"}),
        ("①", {1: "①", 20: "⑳", 21: "㉑", 35: "㉟", 36: "㊱", 50: "㊿"}),
        ("ア", {1: "ア", 5: "オ", 6: "カ", 46: "ン"}),
        ("(ア)", {1: "(ア)", 2: "(イ)"}),
        ("1.", {2: "2."}),
    ],
)
def test_item_labels_follow_their_example(example: str, labels: dict[int, str]) -> None:
    glyph = ItemGlyph.parse(example)
    assert {number: glyph.label(number) for number in labels} == labels


@pytest.mark.parametrize("example", ["１", "1", "第1", "(1)", "（１）", "⑴", "①", "ア", "(ア)", "1."])
def test_the_example_is_the_label_of_the_first_item(example: str) -> None:
    assert ItemGlyph.parse(example).label(1) == example


@pytest.mark.parametrize("example", ["", "2", "②", "イ", "A", "12", "番号"])
def test_an_example_that_is_no_first_number_is_refused(example: str) -> None:
    with pytest.raises(ValueError, match="番号の書き方"):
        ItemGlyph.parse(example)


@pytest.mark.parametrize(("example", "number"), [("①", 51), ("ア", 47), ("１", 0), ("⑴", -1)])
def test_a_number_beyond_the_pattern_is_refused(example: str, number: int) -> None:
    with pytest.raises(ValueError, match="番を書けません"):
        ItemGlyph.parse(example).label(number)


def test_a_pattern_tells_its_limit() -> None:
    assert [ItemGlyph.parse(example).limit for example in ("①", "ア", "⑴", "１")] == [50, 46, None, None]


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximate"),
    [
        ("1,234人", "1234", "人", False),
        ("約100", "100", "", True),
        ("100人程度", "100", "人", True),
        ("１２．５％", "12.5", "%", False),
        ("△3", "-3", "", False),
        ("▲３件", "-3", "件", False),
        ("-3.5ポイント", "-3.5", "ポイント", False),
        ("3万人", "30000", "人", False),
        ("12百万円", "12000000", "円", False),
        ("３ か所", "3", "か所", False),
        ("100㎡", "100", "m2", False),
        ("0", "0", "", False),
    ],
)
def test_a_typed_number_is_read_and_kept(text: str, value: str, unit: str, approximate: bool) -> None:
    assert parse_number(text) == WrittenNumber(text, Decimal(value), unit, approximate)


@pytest.mark.parametrize(
    "text", ["", "－", "△", "6/1", "1,23", "5人以上", "5未満", "10～20人", "10〜20", "1.2.3", "三人", "令和4年6月1日"]
)
def test_what_is_no_single_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"数として読めません|範囲"):
        parse_number(text)


@given(st.integers(-(10**9), 10**9), st.booleans(), st.sampled_from(["", "人", "件"]))
@settings(max_examples=100, deadline=None)
def test_a_number_with_thousands_marks_is_read_in_either_width(number: int, full: bool, unit: str) -> None:
    text = f"{number:,}{unit}"
    if full:
        text = text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert parse_number(text).value == number
