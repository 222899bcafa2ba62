"""The looks that an office chooses from, and how its own choices change one: pure functions from Theme to Theme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaigi_docs.blocks import Paper, ParagraphStyle
from kaigi_docs.theme import (
    DEFAULT_THEME,
    GOTHIC,
    MINCHO,
    PALETTE,
    UDP_GOTHIC,
    ChartInk,
    FontFamily,
    GroupLabels,
    PageMargins,
    TextStyle,
    Theme,
)

FONTS = {"BIZ UD明朝": MINCHO, "BIZ UDゴシック": GOTHIC, "BIZ UDPゴシック": UDP_GOTHIC}
"""The font families by the names that the 体裁 sheet has for them."""

HEADING_COLOURS = {
    "黒": "#000000",
    "紺": "#1f3864",
    "青": "#1a4480",
    "緑": "#1e5631",
    "茶": "#6b3e1e",
    "えんじ": "#7a1f35",
}
"""Dark enough for a contrast of 7:1 on white (WCAG 2.1, 1.4.6), and for a FAX."""

LEAST_PT = 8.0
"""Smaller type is not legible on a copy of a copy."""

FORM_FIRST_MM, FORM_HEAD_MM, FORM_FOOT_MM = 21.5, 40.5, 40.5
"""Where the text of a form begins on its first page, whose title stands beside the code, and the room that its marks and codes
have above and below the text."""

LARGE_PT = 18.0
"""Large print for people with low vision begins here."""

LARGE_WRITING_LINE_MM = 12.0
"""For people who write large because they see little."""

LARGE_CHART_PT = 12.0
LARGE_HEAD_MM = 26.0

Restyle = Callable[[TextStyle], TextStyle]

_ADDRESS_PT, _NAME_PT = 14.0, 18.0
_NARROW_MM, _WIDEST_RATIO = 120.0, 1.5

_BODY = (ParagraphStyle.BODY, ParagraphStyle.PLAIN, ParagraphStyle.LEAD)
_TABLE = (ParagraphStyle.CELL, ParagraphStyle.CELL_SMALL, ParagraphStyle.SMALL)


def _coloured(*colours: str) -> tuple[ChartInk, ...]:
    """The usual palette in other colours; patterns and markers, which a copy still shows, stay."""
    return tuple(replace(ink, colour=colour) for ink, colour in zip(PALETTE, colours, strict=True))


PALETTES = {
    "標準": PALETTE,
    "落ち着いた色": _coloured("#35516b", "#8a5a44", "#4f6b4a", "#6a5a7d", "#7a6a35", "#456f78", "#804a58", "#565656"),
    "白黒": _coloured("#1a1a1a", "#4d4d4d", "#333333", "#5c5c5c", "#262626", "#555555", "#404040", "#666666"),
}
"""The colours of charts by the names that the 体裁 sheet has for them."""


def with_body_font(theme: Theme, family: FontFamily) -> Theme:
    """The theme with another font of running text."""
    return _with_body(theme, lambda style: replace(style, family=family))


def with_table_font(theme: Theme, family: FontFamily) -> Theme:
    """The theme with another font of tables, charts, remarks, page heads and feet."""
    return _with_table(theme, lambda style: replace(style, family=family, bold=style.bold and family is not MINCHO))


def with_heading_font(theme: Theme, family: FontFamily) -> Theme:
    """The theme with another font of titles, headings and captions; 明朝, which has no bold face, stands in its only weight."""
    return _with_headings(theme, lambda style: replace(style, family=family, bold=family is not MINCHO))


def with_heading_colour(theme: Theme, colour: str) -> Theme:
    """The theme with titles and headings in another colour ("#rrggbb")."""
    return _with_titles(theme, lambda style: replace(style, colour=colour))


def with_body_size(theme: Theme, size_pt: float) -> Theme:
    """The theme with running text of that size, headings and captions in proportion."""
    ratio = size_pt / theme.paragraphs[ParagraphStyle.BODY].size_pt
    return _with_body(_with_headings(theme, _scaled(ratio)), _scaled(ratio))


def with_table_size(theme: Theme, size_pt: float) -> Theme:
    """The theme with cells of that size; small print and charts in proportion, none below `LEAST_PT`."""
    return _with_table(theme, _scaled(size_pt / theme.paragraphs[ParagraphStyle.CELL].size_pt))


def with_leading(theme: Theme, leading: float) -> Theme:
    """The theme with running text at that distance of lines (multiple of the size), lines beside it in proportion."""
    ratio = leading / theme.paragraphs[ParagraphStyle.BODY].leading
    return _with_body(theme, lambda style: replace(style, leading=round(max(1.2, style.leading * ratio), 2)))


def _scaled(ratio: float) -> Restyle:
    """Sizes in half points, as Word has them, and spaces in proportion."""

    def scale(style: TextStyle) -> TextStyle:
        return replace(
            style,
            size_pt=max(LEAST_PT, round(style.size_pt * ratio * 2) / 2),
            space_before_pt=round(style.space_before_pt * ratio, 1),
            space_after_pt=round(style.space_after_pt * ratio, 1),
        )

    return scale


def _with_paragraphs(theme: Theme, kinds: tuple[ParagraphStyle, ...], restyle: Restyle) -> Theme:
    changed = {kind: restyle(style) if kind in kinds else style for kind, style in theme.paragraphs.items()}
    return replace(theme, paragraphs=changed)


def _with_body(theme: Theme, restyle: Restyle) -> Theme:
    return replace(_with_paragraphs(theme, _BODY, restyle), key_value=restyle(theme.key_value))


def _with_titles(theme: Theme, restyle: Restyle) -> Theme:
    first, second, third = (restyle(style) for style in theme.headings)
    return replace(_with_paragraphs(theme, (ParagraphStyle.TITLE,), restyle), headings=(first, second, third))


def _with_headings(theme: Theme, restyle: Restyle) -> Theme:
    return replace(_with_titles(theme, restyle), caption=restyle(theme.caption), head_label=restyle(theme.head_label))


def _with_table(theme: Theme, restyle: Restyle) -> Theme:
    return replace(
        _with_paragraphs(theme, _TABLE, restyle),
        note=restyle(theme.note),
        table_header=restyle(theme.table_header),
        table_group=restyle(theme.table_group),
        chart_text=restyle(theme.chart_text),
        running=restyle(theme.running),
    )


def _roomy() -> Theme:
    """Larger type, more space between lines, labels of policies at the side."""
    theme = with_heading_font(with_table_font(with_body_font(DEFAULT_THEME, UDP_GOTHIC), UDP_GOTHIC), MINCHO)
    theme = with_heading_colour(with_leading(with_table_size(with_body_size(theme, 12.0), 10.0), 1.8), HEADING_COLOURS["紺"])
    return replace(
        theme,
        name="ゆったり",
        margins=PageMargins(25.0, 22.0, 22.0, 22.0),
        table_margins=PageMargins(18.0, 15.0, 16.0, 15.0),
        hanging_punctuation=True,
        group_labels=GroupLabels.SIDE,
        palette=PALETTES["落ち着いた色"],
        cell_padding_pt=(4.0, 3.5),
        header_fill="#e6ece6",
        group_fill="#eef1f5",
        item_glyphs=("1", "(1)", "ア"),
    )


THEMES = {theme.name: theme for theme in (DEFAULT_THEME, _roomy())}
"""The looks by the names that the 体裁 sheet has for them."""


def large_theme(theme: Theme) -> Theme:
    """The theme in large print (大活字): everything in 18 points or more, headings larger in proportion, margins that have room
    for it; only the signs inside a chart are smaller, whose values stand below it as a table."""
    large = _with_all(with_table_size(with_body_size(theme, LARGE_PT), LARGE_PT), _at_least(LARGE_PT))
    return replace(
        large,
        chart_text=replace(theme.chart_text, size_pt=max(LARGE_CHART_PT, theme.chart_text.size_pt)),
        margins=_roomier(theme.margins),
        table_margins=_roomier(theme.table_margins),
    )


def _roomier(margins: PageMargins) -> PageMargins:
    """Room above and below for page heads and feet in large type."""
    return replace(margins, top_mm=max(LARGE_HEAD_MM, margins.top_mm), bottom_mm=max(LARGE_HEAD_MM, margins.bottom_mm))


def _at_least(size_pt: float) -> Restyle:
    return lambda style: replace(style, size_pt=max(size_pt, style.size_pt))


def _with_all(theme: Theme, restyle: Restyle) -> Theme:
    return _with_headings(_with_table(_with_body(theme, restyle), restyle), restyle)


def envelope_theme(theme: Theme, paper: Paper) -> Theme:
    """The theme for the address on an envelope: large type, the larger the wider it is; a quarter is left for the stamp."""
    width_mm, height_mm = paper.sides_mm
    ratio = min(_WIDEST_RATIO, width_mm / _NARROW_MM)
    plain, title = (theme.paragraphs[kind] for kind in (ParagraphStyle.PLAIN, ParagraphStyle.TITLE))
    sizes = (
        (ParagraphStyle.PLAIN, replace(plain, size_pt=round(_ADDRESS_PT * ratio), leading=1.5, space_after_pt=6.0)),
        (ParagraphStyle.TITLE, replace(title, size_pt=round(_NAME_PT * ratio), leading=1.5, space_before_pt=12.0)),
    )
    side_mm, stamp_mm = round(width_mm / 8, 1), round(height_mm / 4, 1)
    margins = PageMargins(stamp_mm, side_mm, 10.0, side_mm)
    return replace(theme, paragraphs={**theme.paragraphs, **dict(sizes)}, margins=margins)


def form_theme(theme: Theme) -> Theme:
    """The theme for the 回答書: its fonts and colours, in the sizes and distances of 標準.

    The spaces of a form are fixed in millimetres, because the map of its boxes reads returned paper: what stands in them must
    not grow with the office's taste.
    """
    usual = DEFAULT_THEME
    return replace(
        theme,
        paragraphs={kind: _measured_as(usual.paragraphs[kind], style) for kind, style in theme.paragraphs.items()},
        headings=(
            _measured_as(usual.headings[0], theme.headings[0]),
            _measured_as(usual.headings[1], theme.headings[1]),
            _measured_as(usual.headings[2], theme.headings[2]),
        ),
        note=_measured_as(usual.note, theme.note),
        table_header=_measured_as(usual.table_header, theme.table_header),
        table_group=_measured_as(usual.table_group, theme.table_group),
        caption=_measured_as(usual.caption, theme.caption),
        key_value=_measured_as(usual.key_value, theme.key_value),
        cell_padding_pt=usual.cell_padding_pt,
        margins=_around_form(usual.margins),
        table_margins=_around_form(usual.margins),
    )


def large_form_theme(theme: Theme) -> Theme:
    """The theme for the 回答書 in large print: that of the usual one in 18 points or more.

    What stands between marks and codes, which tell machines and the office what a page is, stays as it is.
    """
    form = form_theme(theme)
    usual = {name: getattr(form, name) for name in ("running", "margins", "table_margins")}
    return replace(large_theme(form), **usual, writing_line_mm=LARGE_WRITING_LINE_MM)


def _around_form(margins: PageMargins) -> PageMargins:
    return replace(margins, top_mm=FORM_HEAD_MM, bottom_mm=FORM_FOOT_MM, first_top_mm=FORM_FIRST_MM)


def _measured_as(usual: TextStyle, style: TextStyle) -> TextStyle:
    return replace(usual, family=style.family, bold=style.bold, colour=style.colour)
