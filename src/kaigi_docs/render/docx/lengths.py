"""Lengths as Word counts them: twips (1/20 point), half-points, and the width of text in ems."""

from __future__ import annotations

from kaigi_docs.blocks import Section
from kaigi_docs.japanese.width import width_in_cells
from kaigi_docs.theme import PageMargins, Theme

_TWIPS_PER_MM = 1440 / 25.4


def twips(pt: float) -> int:
    """Points in twips, rounded."""
    return round(pt * 20)


def mm_twips(mm: float) -> int:
    """Millimetres in twips, rounded."""
    return round(mm * _TWIPS_PER_MM)


def twips_mm(length: int) -> float:
    """Twips in millimetres."""
    return length / _TWIPS_PER_MM


def half_points(pt: float) -> int:
    """A type size in half-points, rounded."""
    return round(pt * 2)


def label_em(text: str) -> float:
    """The width of a short text in ems, full-width characters counting one and half-width ones a half."""
    return width_in_cells(text) / 2


def rough_em(text: str) -> float:
    """The width of a long text in ems, fast: ASCII counts a half, everything else one."""
    return len(text) - len(text.encode("ascii", "ignore")) / 2


def sheet_twips(section: Section) -> tuple[int, int]:
    """Width and height of the section's sheet as it is read."""
    short, long = (mm_twips(side) for side in section.paper.sides_mm)
    return (long, short) if section.landscape else (short, long)


def section_margins(section: Section, theme: Theme) -> PageMargins:
    """The margins of the section: landscape sheets carry tables."""
    return theme.table_margins if section.landscape else theme.margins


def measure_twips(section: Section, theme: Theme) -> int:
    """The width of the section's text area."""
    margins = section_margins(section, theme)
    return sheet_twips(section)[0] - mm_twips(margins.left_mm) - mm_twips(margins.right_mm)


def text_height_twips(section: Section, theme: Theme) -> int:
    """The height of the section's text area."""
    margins = section_margins(section, theme)
    return sheet_twips(section)[1] - mm_twips(margins.top_mm) - mm_twips(margins.bottom_mm)
