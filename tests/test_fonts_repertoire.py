"""Every character that an office may write is drawn by every family, and never by an empty or a replacement box."""

import unicodedata
from collections.abc import Iterable, Iterator

import pytest

from kaigi_docs.fonts import FontStack, Glyph, face, font_stack
from kaigi_docs.fonts.characters import INVISIBLE, is_blank
from repertoires import STACKS, jis_x_0208, jis_x_0213, listed_kanji, on_a_base, windows_31j

REPERTOIRES = {
    "JIS X 0208": (jis_x_0208, 6_879),
    "JIS X 0213 and 0212": (jis_x_0213, 14_392),
    "code page 932": (windows_31j, 7_326),
    "Joyo kanji": (lambda: listed_kanji("kJoyoKanji"), 2_140),
    "Jinmeiyo kanji": (lambda: listed_kanji("kJinmeiyoKanji"), 863),
}


@pytest.mark.parametrize("repertoire", REPERTOIRES)
@pytest.mark.parametrize("family", STACKS)
def test_every_family_draws_all_of(family: str, repertoire: str) -> None:
    characters, count = REPERTOIRES[repertoire]
    assert len(characters()) == count
    stack = font_stack(STACKS[family])
    assert [unit for unit in characters() if any(glyph.gid == 0 for glyph in stack.shape(unit))] == []


@pytest.mark.parametrize("family", STACKS)
def test_no_character_of_the_standards_is_drawn_by_a_stand_in_of_another_shape(family: str) -> None:
    stack = font_stack(STACKS[family])
    others = [unit for unit in jis_x_0213() if not any(face(one).gid(unit[0]) for one in stack.faces)]
    assert set(others) == {"⦅", "⦆"}  # drawn as the full-width ｟ and ｠
    assert [unit for unit in jis_x_0213() if stack.common_forms(unit)] == []


@pytest.mark.parametrize("family", STACKS)
def test_combining_sequences_of_jis_x_0213_are_single_glyphs(family: str) -> None:
    stack = font_stack(STACKS[family])
    sequences = [text for text in jis_x_0213() if len(text) > 1 and text[1] in "\u309a\u0300\u0301"]
    glyphs = [stack.shape(text) for text in sequences]
    assert [len(one) for one in glyphs] == [1] * 23
    assert len({one[0].gid for one in glyphs}) == 23


@pytest.mark.parametrize("family", STACKS)
def test_every_character_of_the_files_has_a_shape_or_counts_as_missing(family: str) -> None:
    stack = font_stack(STACKS[family])
    characters = sorted({chr(code) for one in stack.faces for code in face(one).characters.codepoints()})
    drawn = [glyph for text in characters for glyph in stack.shape(text) if glyph.gid]
    assert len(drawn) > 21_000
    assert [glyph.text for glyph in drawn if not is_shown(glyph)] == []
    missing = {text for text in characters if not stack.glyphs[text].gid}
    assert {text for text in missing if unicodedata.category(text) != "Co"} == {"\ufffc", *ordinary_controls(missing)}


@pytest.mark.parametrize("family", STACKS)
def test_every_base_with_a_selector_has_the_form_of_the_first_face_that_knows_it(family: str) -> None:
    stack = font_stack(STACKS[family])
    known = {one: set(face(one).characters.variations()) for one in stack.faces}
    pairs = sorted(set().union(*known.values()))
    assert len(pairs) > 13_000
    glyphs = [stack.glyphs[chr(base) + chr(selector)] for base, selector in pairs]
    assert [glyph.face for glyph in glyphs] == [next(one for one in stack.faces if pair in known[one]) for pair in pairs]
    assert [glyph.text for glyph in glyphs if not is_shown(glyph)] == []
    assert stack.common_forms("".join(glyph.text for glyph in glyphs[::10])) == []


def test_glyphs_for_vertical_lines_have_a_shape() -> None:
    for faces in STACKS.values():
        stack = font_stack(faces)
        assert [unit for unit in marked(stack, jis_x_0208()) if not is_shown(stack.vertical(unit))] == []


def marked(stack: FontStack, units: Iterable[str]) -> Iterator[str]:
    return (part for unit in units for part in stack.units(on_a_base(unit)))


def ordinary_controls(characters: Iterable[str]) -> set[str]:
    return {text for text in characters if unicodedata.category(text) == "Cc"}


def is_shown(glyph: Glyph) -> bool:
    """Whether the glyph has an outline that is not that of .notdef, or stands for something without a shape."""
    file = face(glyph.face).file
    if glyph.text in INVISIBLE or all(is_blank(part) or 0xFE00 <= ord(part) <= 0xFE0F for part in glyph.text):
        return True
    return file.has_outline(glyph.gid) and file.outline(glyph.gid) != file.outline(0)
