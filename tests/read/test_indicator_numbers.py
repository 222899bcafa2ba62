"""The one number of a text: found where it is without doubt, and never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.read.indicator_numbers import NumberFault, same_unit, stated_number


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("2回/年（書面）", "回", "2"),
        ("２回／年（いずれも書面）", "回", "2"),
        ("60歳以上の自殺者数\n16人（警察統計）", "人", "16"),
        ("平成24年～28年の平均値　32.0人", "人", "32.0"),
        ("うつ関係 延259件", "件", "259"),
        ("受講者「理解できた」 78％", "％", "78"),
        ("18.6（概数）", "", "18.6"),
        ("第3回 45人", "人", "45"),
        ("①講座 45人", "人", "45"),
        ("H29 45人", "人", "45"),
        ("63名", "人", "63"),
        ("△0.3", "", "-0.3"),
        ("３万人", "人", "30000"),
        ("1,234", "人", "1234"),
    ],
)
def test_a_number_without_doubt_is_found(text: str, unit: str, number: str) -> None:
    assert stated_number(text, unit).number == Decimal(number)


@pytest.mark.parametrize(
    ("text", "unit", "fault"),
    [
        ("専門講座＋出前講座 計63名 延471名", "名", NumberFault.SEVERAL),
        ("2回/年（うち1回書面）", "回", NumberFault.SEVERAL),
        ("延べ471人（うち実人数63）", "人", NumberFault.SEVERAL),
        ("男性3、女性12", "人", NumberFault.SEVERAL),
        ("33から35", "％", NumberFault.SEVERAL),
        ("10分の1", "％", NumberFault.SEVERAL),
        ("10〜20人", "人", NumberFault.SEVERAL),
        ("1万2千人", "人", NumberFault.SEVERAL),
        ("5、6回", "回", NumberFault.SEVERAL),
        ("1時間30分", "分", NumberFault.UNSURE),
        ("約100人", "人", NumberFault.UNSURE),
        ("100人程度", "人", NumberFault.UNSURE),
        ("100人以上", "人", NumberFault.UNSURE),
        ("会場 -3人", "人", NumberFault.UNSURE),
        ("中止", "人", NumberFault.NONE),
        ("", "人", NumberFault.NONE),
        ("三人", "人", NumberFault.NONE),
        ("5件", "人", NumberFault.UNIT),
    ],
)
def test_a_number_in_doubt_is_a_fault(text: str, unit: str, fault: NumberFault) -> None:
    found = stated_number(text, unit)
    assert (found.number, found.fault) == (None, fault)


@pytest.mark.parametrize(
    ("text", "number", "bound"), [("85％以上", "85", "以上"), ("20％未満", "20", "未満"), ("50以下", "50", "以下")]
)
def test_a_target_may_have_a_bound(text: str, number: str, bound: str) -> None:
    found = stated_number(text, "％", bound=True)
    assert (found.number, found.bound) == (Decimal(number), bound)


def test_persons_are_one_unit_in_two_words() -> None:
    assert same_unit("人", "名")
    assert same_unit("回/年", "回")
    assert same_unit("％", "%")
    assert not same_unit("件", "人")


@given(st.decimals(min_value=0, max_value=99999, places=2), st.sampled_from(["人", "件", "回", "％", ""]))
def test_a_plain_number_comes_back_exactly_in_every_width(number: Decimal, unit: str) -> None:
    full = f"{number}".translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    for typed in (f"{number}{unit}", f"{number:,}{unit}", f"{full}{unit}"):
        found = stated_number(typed, unit)
        assert (found.number, found.plain) == (number, not unit)


@given(st.text(max_size=30), st.sampled_from(["人", "％", ""]))
def test_any_text_has_either_a_number_or_a_fault(text: str, unit: str) -> None:
    found = stated_number(text, unit)
    assert (found.number is None) != (found.fault is None)
