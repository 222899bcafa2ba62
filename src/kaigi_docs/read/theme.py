"""The 体裁 sheet and 体裁/reference.docx -> one Theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.declarations.look import LOOK, MARGIN_ITEMS, TABLE_MARGIN_ITEM, WORD_REFERENCE
from kaigi_docs.findings import Findings, Location
from kaigi_docs.read.cells import listed
from kaigi_docs.read.rows import Row
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.word_styles import WordLook, read_word_look
from kaigi_docs.theme import DEFAULT_THEME, PageMargins, Theme
from kaigi_docs.themes import (
    FONTS,
    HEADING_COLOURS,
    PALETTES,
    THEMES,
    with_body_font,
    with_body_size,
    with_heading_colour,
    with_heading_font,
    with_leading,
    with_table_font,
    with_table_size,
)

_NAMED: tuple[tuple[str, Mapping[str, object], Callable[..., Theme]], ...] = (
    ("本文の書体", FONTS, with_body_font),
    ("見出しの書体", FONTS, with_heading_font),
    ("表の書体", FONTS, with_table_font),
    ("見出しの色", HEADING_COLOURS, with_heading_colour),
)
_NUMBERS: tuple[tuple[str, Callable[[Theme, float], Theme]], ...] = (
    ("本文の大きさ", with_body_size),
    ("表の大きさ", with_table_size),
    ("行の間隔", with_leading),
)
_QUARTER_SPACE_EM = 0.25


@dataclass(frozen=True, slots=True)
class Look:
    """What the 体裁 sheet asks for.

    Attributes:
        theme: the look, margins included.
        margins_given: sides (上右下左) that the sheet says itself; the others may come from 体裁/reference.docx.
    """

    theme: Theme
    margins_given: frozenset[str]


def read_look(row: Row | None) -> Look:
    """The look of the 体裁 sheet; without one, or without entries, the usual look.

    Faulty cells were reported when the row was typed and count as blank here.
    """
    if row is None:
        return Look(DEFAULT_THEME, frozenset())
    theme = THEMES[row.get("基本の体裁", str) or DEFAULT_THEME.name]
    for header, values, change in _NAMED:
        name = row.get(header, str)
        theme = change(theme, values[name]) if name is not None else theme
    for header, change_number in _NUMBERS:
        number = row.get(header, float)
        theme = change_number(theme, number) if number is not None else theme
    sides = {side: mm for side, header in MARGIN_ITEMS.items() if (mm := row.get(header, float)) is not None}
    return Look(_with_margins(_with_habits(theme, row), row, sides), frozenset(sides))


def _with_habits(theme: Theme, row: Row) -> Theme:
    """Spacing, places and colours that are one value of the theme each."""
    quarter = _QUARTER_SPACE_EM if row.flag("四分アキ", default=theme.quarter_space_em > 0) else 0.0
    return replace(
        theme,
        quarter_space_em=quarter,
        hanging_punctuation=row.flag("ぶら下げ", default=theme.hanging_punctuation),
        group_labels=row.choice("施策の見出しの置き方", theme.group_labels),
        charts_in_word=row.choice("図のWord", theme.charts_in_word),
        palette=PALETTES.get(row.get("グラフの色", str) or "", theme.palette),
    )


def _with_margins(theme: Theme, row: Row, sides: Mapping[str, float]) -> Theme:
    all_sides = row.get(TABLE_MARGIN_ITEM, float)
    table = PageMargins(all_sides, all_sides, all_sides, all_sides) if all_sides is not None else theme.table_margins
    return replace(theme, margins=_changed(theme.margins, sides), table_margins=table)


def _changed(margins: PageMargins, sides: Mapping[str, float]) -> PageMargins:
    return PageMargins(
        sides.get("上", margins.top_mm),
        sides.get("右", margins.right_mm),
        sides.get("下", margins.bottom_mm),
        sides.get("左", margins.left_mm),
    )


def read_theme(directory: Path, look: Look, sandbox: Sandbox) -> tuple[Theme, Findings]:
    """The theme of a meeting: the look of its settings book, and the office's own Word styles if the folder has them.

    Args:
        directory: the meeting folder.
        look: what the 体裁 sheet asks for.
        sandbox: where 体裁/reference.docx is opened.
    """
    path = directory / WORD_REFERENCE
    if not path.is_file():
        return look.theme, _other_files(path.parent)
    found, findings = read_word_look(sandbox, path, WORD_REFERENCE)
    if found is None:
        return look.theme, findings
    return _with_word_look(look, found, findings), findings


def _with_word_look(look: Look, found: WordLook, findings: Findings) -> Theme:
    """Styles go into Word files; margins hold for PDF too, lest the two break their lines at different widths."""
    theme = replace(look.theme, word_styles=found.styles)
    if found.margins is None:
        return theme
    own = {"上": found.margins.top_mm, "右": found.margins.right_mm, "下": found.margins.bottom_mm, "左": found.margins.left_mm}
    sides = {side: mm for side, mm in own.items() if side not in look.margins_given}
    kept = {side: mm for side, mm in sides.items() if _fits(side, mm)}
    if len(kept) < len(sides):
        message = f"余白（{'、'.join(side for side in sides if side not in kept)}）が使える範囲の外なので、体裁の余白で作ります。"
        hint = f"「体裁」シートに書けるのは{_ranges()}です。そこに書くと、{WORD_REFERENCE} の余白より先に使います。"
        findings.warn("margin-out-of-range", Location(WORD_REFERENCE), message, hint)
    return replace(theme, margins=_changed(theme.margins, kept))


def _fits(side: str, mm: float) -> bool:
    field = LOOK.field(MARGIN_ITEMS[side])
    return (field.least is None or field.least <= mm) and (field.most is None or mm <= field.most)


def _ranges() -> str:
    return "、".join(f"{side}が{LOOK.field(header).accepts_between}" for side, header in MARGIN_ITEMS.items())


def _other_files(folder: Path) -> Findings:
    """A warning when 体裁/ has Word files, but none of the name that is read."""
    findings = Findings()
    names = sorted(path.name for path in folder.glob("*.do[ct]*")) if folder.is_dir() else []
    names = [name for name in names if not name.startswith("~$")]
    if names:
        message = f"{listed(names)}は読みませんでした。使うのは {WORD_REFERENCE} だけです。"
        hint = "Wordの書式に使うファイルなら、名前を reference.docx にしてください。"
        findings.warn("word-styles-unused", Location(f"{folder.name}/{names[0]}"), message, hint)
    return findings
