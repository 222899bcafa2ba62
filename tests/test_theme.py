"""Looks as values: what an office's choices change, and what they leave alone."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import ParagraphStyle
from kaigi_docs.fonts import FontStack
from kaigi_docs.theme import DEFAULT_THEME, GOTHIC, MINCHO, UDP_GOTHIC, TextStyle, Theme
from kaigi_docs.themes import (
    FONTS,
    HEADING_COLOURS,
    LEAST_PT,
    PALETTES,
    THEMES,
    form_theme,
    with_body_font,
    with_body_size,
    with_heading_colour,
    with_heading_font,
    with_leading,
    with_table_font,
    with_table_size,
)

BODY, CELL = ParagraphStyle.BODY, ParagraphStyle.CELL


def styles_of(theme: Theme) -> list[TextStyle]:
    single = [getattr(theme, field.name) for field in fields(theme)]
    return [*theme.paragraphs.values(), *theme.headings, *(value for value in single if isinstance(value, TextStyle))]


def contrast_on_white(colour: str) -> float:
    """WCAG 2.1, definition of contrast ratio."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_every_theme_has_its_own_name_and_the_usual_one_is_called_標準() -> None:
    assert THEMES["標準"] is DEFAULT_THEME
    assert all(theme.name == name for name, theme in THEMES.items())
    assert len(THEMES) >= 2


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_theme_is_legible_and_has_a_font_file_for_every_style(theme: Theme) -> None:
    for style in styles_of(theme):
        assert style.size_pt >= LEAST_PT
        assert style.size_pt * 2 == round(style.size_pt * 2)
        assert contrast_on_white(style.colour) >= 7
        for faces in (style.family.faces, style.family.bold_faces):
            assert FontStack(faces) is not None


def test_heading_colours_and_charts_stay_visible_on_a_copy() -> None:
    assert min(map(contrast_on_white, HEADING_COLOURS.values())) >= 7
    for palette in PALETTES.values():
        assert min(contrast_on_white(ink.colour) for ink in palette) >= 4.5
        assert len({ink.colour for ink in palette}) == len(palette)
        assert [(ink.pattern, ink.marker) for ink in palette] == [(ink.pattern, ink.marker) for ink in PALETTES["標準"]]


@pytest.mark.parametrize(
    ("change", "changed"),
    [
        (with_body_font, {ParagraphStyle.BODY, ParagraphStyle.PLAIN, ParagraphStyle.LEAD}),
        (with_heading_font, {ParagraphStyle.TITLE}),
        (with_table_font, {ParagraphStyle.CELL, ParagraphStyle.CELL_SMALL, ParagraphStyle.SMALL}),
    ],
)
def test_a_font_reaches_its_own_styles_only(change, changed) -> None:
    theme = change(DEFAULT_THEME, UDP_GOTHIC)
    assert {kind for kind, style in theme.paragraphs.items() if style.family is UDP_GOTHIC} == changed


def test_headings_in_明朝_are_not_set_in_the_bold_gothic() -> None:
    title = with_heading_font(DEFAULT_THEME, MINCHO).paragraphs[ParagraphStyle.TITLE]
    assert (title.family, title.bold) == (MINCHO, False)
    assert with_heading_font(with_heading_font(DEFAULT_THEME, MINCHO), GOTHIC).headings == DEFAULT_THEME.headings


def test_a_larger_body_takes_its_headings_along_and_leaves_tables_alone() -> None:
    theme = with_body_size(DEFAULT_THEME, 12.0)
    assert theme.paragraphs[BODY].size_pt == theme.key_value.size_pt == 12.0
    assert theme.headings[0].size_pt == 15.0
    assert theme.paragraphs[CELL] == DEFAULT_THEME.paragraphs[CELL]


def test_line_distance_changes_the_body_and_what_stands_beside_it() -> None:
    theme = with_leading(DEFAULT_THEME, 2.0)
    assert theme.paragraphs[BODY].leading == 2.0
    assert theme.key_value.leading > DEFAULT_THEME.key_value.leading
    assert theme.paragraphs[CELL].leading == DEFAULT_THEME.paragraphs[CELL].leading


def test_the_colour_of_headings_is_that_of_the_title_too() -> None:
    theme = with_heading_colour(DEFAULT_THEME, "#1e5631")
    assert {theme.paragraphs[ParagraphStyle.TITLE].colour, *(style.colour for style in theme.headings)} == {"#1e5631"}
    assert theme.paragraphs[BODY].colour == "#000000"


@settings(max_examples=30)
@given(st.floats(8, 14), st.floats(8, 12), st.sampled_from(list(THEMES.values())), st.sampled_from(list(FONTS.values())))
def test_any_choice_keeps_sizes_in_half_points_and_no_style_below_the_least(body, table, theme, family) -> None:
    chosen = with_table_size(with_body_size(with_table_font(theme, family), body), table)
    assert all(style.size_pt >= LEAST_PT and style.size_pt * 2 % 1 == 0 for style in styles_of(chosen))


def test_the_form_keeps_its_measures_and_takes_fonts_and_colours() -> None:
    roomy = THEMES["ゆったり"]
    form = form_theme(roomy)
    for kind, style in form.paragraphs.items():
        usual = DEFAULT_THEME.paragraphs[kind]
        assert (style.size_pt, style.leading, style.space_after_pt) == (usual.size_pt, usual.leading, usual.space_after_pt)
        assert style.family == roomy.paragraphs[kind].family
    assert form.headings[0].colour == roomy.headings[0].colour
    changed = {"margins", "table_margins"}  # room for codes
    usual = form_theme(DEFAULT_THEME)
    assert all(
        getattr(usual, each.name) == getattr(DEFAULT_THEME, each.name) for each in fields(usual) if each.name not in changed
    )
