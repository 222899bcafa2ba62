"""The proof's own rules of line ends, and that the line breaker's are the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import Cell, Column, Document, Field, FieldKind, Paragraph, Row, RowGroup, Run, Section, Table
from kaigi_docs.japanese.jlreq import break_mask
from kaigi_docs.proof.kinsoku import Fault, fault_at, is_permitted, may_be_forced
from kaigi_docs.proof.typed import Typed, typed
from kaigi_docs.proof.units import is_blank


def said(*inlines: Run | Field) -> Typed:
    return typed(Document("S1", "資料１", "", (Section((Paragraph(inlines),)),)))


def fault_between(before: str, after: str) -> Fault | None:
    text = said(Run(before + after))
    return fault_at(text.text, text.between, len(before.replace(" ", "")))


@pytest.mark.parametrize("after", list("、。，．）」』】・：！？々ーっゃァヶ〜’”ﾞ)､"))
def test_no_line_begins_with_a_closing_mark_a_small_kana_or_a_repeat(after: str) -> None:
    assert fault_between("協議", f"{after}会") is Fault.START


@pytest.mark.parametrize("before", list("（「『【〔“‘(["))
def test_no_line_ends_with_an_opening_mark(before: str) -> None:
    assert fault_between(f"協議{before}", "会") is Fault.END


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("令和20", "22年"),
        ("約12", "3,400人"),
        ("約12.", "5倍"),
        ("Web", "siteを"),
        ("don’", "t"),
        ("第—", "—と"),
        ("続く…", "…と"),
        ("￥", "500"),
        ("100", "％"),
        ("十", "％"),
        ("６", "０人"),
        ("が", "\u3099"),
        ("字\u2060", "字"),
        ("No.\u00a0", "3"),
    ],
)
def test_words_numbers_and_pairs_are_not_divided(before: str, after: str) -> None:
    text = said(Run(before + after))
    assert fault_at(text.text, text.between, len([one for one in before if not is_blank(one)])) is Fault.DIVIDED


@pytest.mark.parametrize(
    ("before", "after"),
    [("協議", "会"), ("終わる。", "次"), ("協議", "「会"), ("令和", "4年"), ("4", "年"), ("the ", "city"), ("」", "と")],
)
def test_lines_end_between_characters_of_japanese_text_and_at_blanks(before: str, after: str) -> None:
    text = said(Run(before + after))
    assert is_permitted(text.text, text.between, len(before.rstrip()))


@pytest.mark.parametrize("address", ["https://example.jp/a1.5/b", "info@1.5.example.jp"])
def test_a_point_between_digits_of_an_address_is_no_decimal_point(address: str) -> None:
    at = address.index("1.5") + 2
    assert fault_between(address[:at], address[at:]) is None
    assert fault_between("1.", "5倍") is Fault.DIVIDED


def test_a_base_with_one_reading_is_not_divided_though_its_neighbours_are() -> None:
    text = said(Run("市の"), Run("協議 会", ruby="きょうぎかい"), Run("です"))
    faults = [fault_at(text.text, text.between, at) for at in range(1, len(text.text))]
    assert text.text == "市の協議会です"
    assert faults == [None, None, Fault.DIVIDED, Fault.DIVIDED, None, None]


def test_beside_an_answer_space_nothing_is_judged_by_the_characters_alone() -> None:
    text = said(Run("（"), Field("n", FieldKind.LINE, "年", 6, 12), Run("）年"))
    assert fault_at(text.text, text.between, 1) is None


def test_texts_begin_at_paragraphs_cells_labels_and_typed_line_feeds() -> None:
    cell = Cell(
        (
            Paragraph(
                (Run("一"), Run("つ\nめ")),
            ),
        )
    )
    table = Table("t", (Column("a", (Run("見"),)),), (RowGroup("g", (), (Row("r", (cell,)),)),))
    text = typed(Document("S1", "資料１", "", (Section((Paragraph((Run("前"), Run("文"))), table)),)))
    assert [one for at, one in enumerate(text.text) if text.begins_text(at)] == ["前", "見", "一", "め"]


def test_a_divided_word_may_be_forced_and_kinsoku_may_not() -> None:
    text = said(Run("みほんWeb、"))
    assert [may_be_forced(text.text, text.between, at) for at in range(1, 7)] == [True] * 5 + [False]


def test_the_line_breaker_forbids_what_the_proof_forbids_for_every_character() -> None:
    """Between two kanji, for every character that Unicode has assigned: neither rule may know a mark that the other misses.

    Of the blocks of nothing but ideographs and Hangul syllables every fiftieth is enough.
    """
    alike = (range(0x3400, 0xA000), range(0xAC00, 0xD7A4), range(0x17000, 0x19000))
    codes = (
        code
        for code in (*range(0x21, 0xD800), *range(0xE000, 0x20000))
        if code % 50 == 0 or not any(code in each for each in alike)
    )
    characters = [chr(code) for code in codes if unicodedata.category(chr(code)) != "Cn"]
    differing = []
    for one in (one for one in characters if not is_blank(one)):
        text = f"字{one}字"
        mask = break_mask(text)
        for at in (1, 2):
            forbidden, permitted = fault_at(text, "n--", at) is not None, is_permitted(text, "n--", at)
            if (forbidden and mask[at]) or (permitted and not mask[at]):
                differing.append((one, at))
    assert differing == []


@settings(max_examples=300, deadline=None)
@given(text=st.text("市字かカー、。（）「」…―—A1bＡ１.,-/%％¥￥℃々っ・:：’“”?!&=#_@+〜ﾞｱé十", min_size=2, max_size=12))
def test_the_line_breaker_forbids_what_the_proof_forbids_between_all_kinds_of_characters(text: str) -> None:
    mask, between = break_mask(text), "n" + "-" * (len(text) - 1)
    assert [at for at in range(1, len(text)) if mask[at] and fault_at(text, between, at) is not None] == []
