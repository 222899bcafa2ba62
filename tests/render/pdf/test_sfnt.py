"""Subsets rebuilt from raw tables, compared with what fontTools reads from both files."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from kaigi_docs.fonts.sfnt import open_font
from kaigi_docs.render.pdf.sfnt import subset_program
from kaigi_docs.resources import resource_path

FACES = ["BIZUDMincho-Regular", "BIZUDGothic-Bold", "NotoSansJP-Regular", "DejaVuSans"]


def both(face: str, characters: str) -> tuple[TTFont, list[int], TTFont]:
    path = resource_path("fonts", f"{face}.ttf")
    original = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
    cmap = original.getBestCmap()
    gids = [0, *(original.getGlyphID(cmap[ord(char)]) for char in characters)]
    return original, gids, TTFont(io.BytesIO(subset_program(open_font(path), gids)), checkChecksums=2)


def drawn(font: TTFont, gid: int) -> tuple[object, ...]:
    """Contours of a glyph with its parts put together, and its advance."""
    name = font.getGlyphName(gid)
    coordinates, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return list(coordinates), list(ends), list(flags), font["hmtx"][name]


@pytest.mark.parametrize("face", FACES)
def test_every_glyph_keeps_its_outline_and_its_advance(face) -> None:
    original, gids, subset = both(face, "Aéǵ 1%✕☑" if face == "DejaVuSans" else "亜あ鬱Aé ，ガ◯①")
    assert [drawn(subset, new) for new in range(len(gids))] == [drawn(original, old) for old in gids]


def test_parts_of_composite_glyphs_follow_behind() -> None:
    original, gids, subset = both("DejaVuSans", "é")
    assert original["glyf"][original.getGlyphName(gids[1])].isComposite()
    assert subset["maxp"].numGlyphs > len(gids)
    parts = subset["glyf"][subset.getGlyphName(1)].components
    assert all(subset.getGlyphID(part.glyphName) >= len(gids) for part in parts)


def test_a_glyph_may_stand_twice() -> None:
    _, gids, subset = both("BIZUDMincho-Regular", "〓髙〓")
    assert subset["maxp"].numGlyphs == len(gids) == 4
    assert drawn(subset, 1) == drawn(subset, 3)


def test_hints_stay_with_the_glyphs() -> None:
    original, gids, subset = both("BIZUDMincho-Regular", "永")
    assert subset["fpgm"].program.getBytecode() == original["fpgm"].program.getBytecode()
    assert subset["prep"].program.getBytecode() == original["prep"].program.getBytecode()
    assert list(subset["cvt "].values) == list(original["cvt "].values)
    hints = [font["glyf"][font.getGlyphName(gid)].program.getBytecode() for font, gid in ((original, gids[1]), (subset, 1))]
    assert hints[0] == hints[1]


@pytest.mark.parametrize("face", FACES)
def test_the_descriptor_takes_its_values_from_the_font(face) -> None:
    metrics = open_font(resource_path("fonts", f"{face}.ttf")).metrics()
    assert metrics.ps_name == face
    assert metrics.serif == ("Mincho" in face)
    assert metrics.weight == (700 if "Bold" in face else 400)
    assert metrics.bbox[1] < 0 < metrics.cap_height <= metrics.ascent <= 1200
