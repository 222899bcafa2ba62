"""The font of fillable forms is BIZ UDGothic, cut to what a Japanese keyboard gives and otherwise unchanged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fontTools.ttLib import TTFont

from make_form_font import CUT, SOURCE, code_page_932


@pytest.fixture(scope="module")
def fonts() -> Iterator[tuple[TTFont, TTFont]]:
    with TTFont(SOURCE, lazy=True) as source, TTFont(CUT, lazy=True) as cut:
        yield source, cut


def test_the_cut_has_every_character_of_code_page_932_that_its_source_has(fonts: tuple[TTFont, TTFont]) -> None:
    source, cut = (font.getBestCmap() for font in fonts)
    wanted = {ord(each) for each in code_page_932()}
    assert wanted & set(source) == set(cut)
    assert {ord(each) for each in "髙﨑①㈱～－Ⅲ彅"} <= set(cut)


def test_glyphs_keep_number_width_and_outline(fonts: tuple[TTFont, TTFont]) -> None:
    source, cut = fonts
    for character in "あ亜髙﨑①㈱ｱA1～":
        name, kept = (font.getBestCmap()[ord(character)] for font in fonts)
        assert source.getGlyphID(name) == cut.getGlyphID(kept)
        assert source["hmtx"][name] == cut["hmtx"][kept]
        assert source["glyf"][name].getCoordinates(source["glyf"])[0] == cut["glyf"][kept].getCoordinates(cut["glyf"])[0]


def test_the_cut_has_a_name_of_its_own(fonts: tuple[TTFont, TTFont]) -> None:
    assert fonts[1]["name"].getDebugName(6) == "FormGothic"
