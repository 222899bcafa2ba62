"""Vertical lines."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import Run
from kaigi_docs.fonts import face
from kaigi_docs.layout.page import Rect, TextRun
from kaigi_docs.layout.vertical import Sign, VerticalText, line_height, placed, vertical_text
from kaigi_docs.theme import DEFAULT_THEME

STYLE = DEFAULT_THEME.table_group
BOX = Rect(100.0, 200.0, 140.0, 400.0)


def upright(text: str) -> VerticalText:
    return vertical_text((Run(text),), STYLE)


def text_of(line: tuple[Sign, ...]) -> str:
    return "".join(glyph.text for sign in line for glyph in sign.glyphs)


def lines(text: str, height_em: float) -> list[str]:
    return [text_of(line) for line in upright(text).lines(height_em * STYLE.size_pt)]


def runs(text: str, height_em: float = 20.0) -> list[TextRun]:
    whole = upright(text)
    return list(placed(whole, whole.lines(height_em * STYLE.size_pt), BOX, "#000000"))


def test_brackets_and_long_vowels_take_their_vertical_forms():
    for sign in "「」（）ー、。":
        (run,) = runs(sign)
        shape = face(run.face)
        assert run.gids[0] == shape.vertical_gid(shape.gid(sign)) != shape.gid(sign)
        assert run.text == sign


def test_two_digits_stand_side_by_side_in_one_em():
    first, ten, zero, last = runs("第10回")
    assert (first.text, ten.text, zero.text, last.text) == ("第", "1", "0", "回")
    assert ten.baseline == zero.baseline
    assert zero.x == pytest.approx(ten.x + ten.width)
    assert last.baseline - ten.baseline == pytest.approx(STYLE.size_pt)


@pytest.mark.parametrize("text", ["2022", "SOS", "1.5", "A4"])
def test_words_and_longer_numbers_stand_upright_one_sign_below_the_other(text):
    placed_runs = runs(text)
    assert [run.text for run in placed_runs] == list(text)
    steps = [below.baseline - above.baseline for above, below in itertools.pairwise(placed_runs)]
    assert steps == pytest.approx([STYLE.size_pt] * len(steps))
    assert len({round(run.x + run.width / 2, 3) for run in placed_runs}) == 1


def test_the_first_line_stands_at_the_right_and_all_in_the_middle():
    first, second = runs("あい", 1.0)
    assert first.x - second.x == pytest.approx(STYLE.size_pt * STYLE.leading)
    assert (first.x + second.x + STYLE.size_pt) / 2 == pytest.approx(120.0)
    assert first.baseline - 0.88 * STYLE.size_pt + STYLE.size_pt / 2 == pytest.approx(300.0)


def test_a_label_breaks_behind_its_number_where_that_takes_no_more_lines():
    assert lines("基本施策１　地域のつながりと連携の強化", 14.0) == ["基本施策１　", "地域のつながりと連携の強化"]


def test_other_labels_break_into_lines_of_about_equal_length():
    assert lines("地域のつながりと連携の強化", 12.0) == ["地域のつながり", "と連携の強化"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one():
    assert lines("一二三（四）、五六", 4.0) == ["一二三", "（四）、", "五六"]


def test_a_line_feed_ends_a_line():
    assert lines("施策\n一", 10.0) == ["施策", "一"]


def test_a_mark_is_drawn_with_its_base():
    (sign,) = upright("e\u0323").paragraphs[0][0]
    assert text_of((sign,)) == "e\u0323"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="施策の「」、。ー12a　 ", min_size=1, max_size=40), st.floats(1.0, 30.0), st.integers(1, 4))
def test_no_sign_is_lost_and_no_line_is_too_high(text, height_em, count):
    whole = upright(text)
    found = whole.lines(height_em * STYLE.size_pt)
    assert "".join(map(text_of, found)) == text
    assert all(line_height(line) <= height_em + 0.001 or len(line) <= 2 for line in found)
    assert len(whole.lines(whole.least_height(count))) <= count
