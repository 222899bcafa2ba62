"""The readers of raw font tables, on fonts built for the test."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.fonts import Face, face
from kaigi_docs.fonts.cmap import CharacterMap
from kaigi_docs.fonts.gsub import ligatures, single_substitutions
from kaigi_docs.fonts.sfnt import FontFile

GLYPHS = [".notdef", *(f"g{number}" for number in range(1, 40))]


def built(characters: dict[int, str], features: str = "", empty: frozenset[str] = frozenset()) -> TTFont:
    """A font of forty glyphs; all but the empty ones are triangles."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap(characters)
    builder.setupGlyf(
        {name: (TTGlyphPen(None) if name in empty else triangle(number)).glyph() for number, name in enumerate(GLYPHS)}
    )
    builder.setupHorizontalMetrics({name: (500 + number, 0) for number, name in enumerate(GLYPHS)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if features:
        addOpenTypeFeaturesFromString(builder.font, features)
    return builder.font


def triangle(number: int) -> TTGlyphPen:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((100 + number, 0))
    pen.lineTo((0, 100))
    pen.closePath()
    return pen


def table_of(font: TTFont, tag: str) -> bytes:
    file = io.BytesIO()
    font.save(file)
    file.seek(0)
    return bytes(TTFont(file).reader[tag])


CODEPOINTS = st.integers(0x20, 0x2FFFF).filter(lambda code: not 0xD800 <= code <= 0xDFFF)


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(CODEPOINTS, st.integers(1, 39), min_size=1, max_size=39), CODEPOINTS)
def test_a_character_map_gives_back_what_was_put_in(numbers: dict[int, int], other: int) -> None:
    characters = {code: GLYPHS[number] for code, number in {**numbers, 0x20BB7: 7}.items()}
    found = CharacterMap(table_of(built(characters), "cmap"))
    expected = {code: GLYPHS.index(name) for code, name in characters.items()}
    assert {code: found.gid(code) for code in expected} == expected
    assert sorted(found.codepoints()) == sorted(expected)
    assert found.gid(other) == expected.get(other, 0)


def test_a_font_without_characters_beyond_the_bmp_has_no_map_that_we_read() -> None:
    with pytest.raises(ValueError, match="format 12"):
        CharacterMap(table_of(built({0x41: "g1"}), "cmap"))


def test_a_damaged_font_stops_the_program(tmp_path: Path) -> None:
    path = tmp_path / "damaged.ttf"
    built({0x41: "g1"}).save(path)
    damaged = Face("DejaVuSans")
    damaged.file = FontFile(path)
    with pytest.raises(PackageIncomplete, match="入れ直して"):
        damaged.gid("A")


def test_a_visible_character_with_an_empty_outline_counts_as_missing(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttf"
    characters = {ord("あ"): "g1", ord("い"): "g2", ord("\u3000"): "g3", ord("\u2800"): "g4", 0x20BB7: "g5"}
    built(characters, empty=frozenset({"g1", "g3", "g4"})).save(path)
    one = Face("DejaVuSans")
    one.file = FontFile(path)
    assert [one.gid(character) for character in "あい\u3000\u2800𠮷"] == [0, 2, 3, 4, 5]


SUBSTITUTIONS = {
    "neighbours, all moved by the same number": "feature vert { sub [g1 g2 g3] by [g11 g12 g13]; } vert;",
    "glyphs far apart": "feature vert { sub [g1 g7 g20] by [g33 g2 g8]; } vert;",
    "an extension lookup": "lookup x useExtension { sub [g1 g2 g5] by [g11 g30 g7]; } x; feature vert { lookup x; } vert;",
    "two lookups, the first wins": """
        lookup x { sub g1 by g9; } x; lookup y { sub [g1 g4] by [g8 g3]; } y; feature vert { lookup x; lookup y; } vert;""",
}
EXPECTED = [{1: 11, 2: 12, 3: 13}, {1: 33, 7: 2, 20: 8}, {1: 11, 2: 30, 5: 7}, {1: 9, 4: 3}]


@pytest.mark.parametrize(("name", "expected"), [*zip(SUBSTITUTIONS, EXPECTED, strict=True)])
def test_single_substitutions_are_read(name: str, expected: dict[int, int]) -> None:
    gsub = table_of(built({0x41: "g1", 0x20BB7: "g2"}, SUBSTITUTIONS[name]), "GSUB")
    assert single_substitutions(gsub, "vert") == expected
    assert single_substitutions(gsub, "vrt2") == {}
    assert ligatures(gsub, "vert") == {}


@pytest.mark.parametrize("extension", ["", "useExtension"])
def test_ligatures_are_read(extension: str) -> None:
    rules = (
        f"lookup x {extension} {{ sub g1 g2 by g3; sub g1 g2 g4 by g5; sub g9 g1 by g6; }} x; feature ccmp {{ lookup x; }} ccmp;"
    )
    gsub = table_of(built({0x41: "g1", 0x20BB7: "g2"}, rules), "GSUB")
    assert ligatures(gsub, "ccmp") == {(1, 2): 3, (1, 2, 4): 5, (9, 1): 6}
    assert single_substitutions(gsub, "ccmp") == {}


def test_a_font_without_substitutions_has_none() -> None:
    assert single_substitutions(b"", "vert") == {}
    assert ligatures(b"", "ccmp") == {}
    assert face("NotoSansJP-Regular").file.table("GSUB") != b""
