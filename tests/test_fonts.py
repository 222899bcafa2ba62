from collections.abc import Iterable

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.fonts import face, font_stack, fonts_digest
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import GOTHIC, MINCHO
from repertoires import STACKS

FACES = ["BIZUDMincho-Regular", "BIZUDPGothic-Bold", "NotoSansJP-Regular", "DejaVuSans"]


def test_names_and_symbols_of_offices_are_drawn_from_the_expected_faces() -> None:
    glyphs = font_stack(GOTHIC.faces).shape("髙﨑㈱⑩㎡△⑴〜～—…㌔𠮷✕☑☐ǵ")
    assert [glyph.face for glyph in glyphs[:12]] == ["BIZUDGothic-Regular"] * 12
    assert [glyph.face for glyph in glyphs[12:]] == ["NotoSansJP-Regular"] + ["DejaVuSans"] * 4
    assert all(glyph.gid for glyph in glyphs)


def test_a_base_with_its_selector_is_one_glyph_of_its_own_form() -> None:
    plain, variant, after = font_stack(GOTHIC.faces).shape("辻辻\U000e0100市")
    assert (variant.text, after.text) == ("辻\U000e0100", "市")
    assert variant.gid not in (0, plain.gid)


def test_a_selector_that_no_face_knows_leaves_the_base() -> None:
    plain, with_selector = font_stack(GOTHIC.faces).shape("あ\U000e0100あ")[::-1]
    assert with_selector.text == "あ\U000e0100"
    assert (with_selector.gid, with_selector.width_em) == (plain.gid, plain.width_em)


def test_voicing_marks_are_composed_or_drawn_over_their_base() -> None:
    stack = font_stack(MINCHO.faces)
    (composed,) = stack.shape("か\u3099")
    assert (composed.text, composed.gid) == ("か\u3099", stack.shape("が")[0].gid)
    base, mark = stack.shape("漢\u3099")
    assert (base.text, mark.text, mark.width_em) == ("漢", "\u3099", 0.0)
    assert mark.gid != 0


def test_characters_without_shape_take_no_room_and_are_not_lost() -> None:
    glyphs = font_stack(MINCHO.faces).shape("市\u200b\u2060\ufeff民")
    assert "".join(glyph.text for glyph in glyphs) == "市\u200b\u2060\ufeff民"
    assert [glyph.width_em for glyph in glyphs] == [1.0, 0.0, 0.0, 0.0, 1.0]
    assert all(glyph.gid for glyph in glyphs)


def test_stand_ins_keep_the_text_that_was_asked_for() -> None:
    stack = font_stack(GOTHIC.faces)
    for asked, drawn in {"⦅": "｟", "⦆": "｠", "—": "―"}.items():
        assert stack.shape(asked)[0].text == asked
        assert stack.shape(asked)[0].gid == stack.shape(drawn)[0].gid
    assert [glyph.gid > 0 for glyph in stack.shape("\u2011\u2010\u00a0\u202f\u212b")] == [True] * 5


def test_a_character_of_no_face_has_glyph_zero() -> None:
    (glyph,) = font_stack(GOTHIC.faces).shape("\U0001f9d1")
    assert (glyph.text, glyph.gid) == ("\U0001f9d1", 0)


@pytest.mark.parametrize("family", STACKS)
def test_a_private_character_is_never_drawn(family: str) -> None:
    stack = font_stack(STACKS[family])
    private = [*map(chr, range(0xE000, 0xF900)), "\U000f0000", "\U000ffffd", "\U00100000", "\U0010fffd"]
    assert face("DejaVuSans").gid("\uf6c5") != 0  # a face that has something there
    assert [one for one in private if stack.shape(one)[0].gid] == []
    assert stack.shape("\ue000\U000e0100")[0].gid == stack.shape("\ue000\u3099")[0].gid == 0


def test_compatibility_ideographs_keep_their_own_form_and_their_code() -> None:
    stack = font_stack(GOTHIC.faces)
    for compatible, kanji in {"\ufa11": "崎", "\ufa19": "神", "\ufa1b": "福", "\ufa26": "都"}.items():
        (glyph,) = stack.shape(compatible)
        assert glyph.text == compatible
        assert glyph.gid not in (0, stack.glyphs[kanji].gid)


def test_radicals_are_drawn_and_stay_radicals() -> None:
    for radical in map(chr, (*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6))):
        (glyph,) = font_stack(MINCHO.faces).shape(radical)
        assert (glyph.text, glyph.gid > 0) == (radical, True)


def test_forms_that_no_face_has_are_named() -> None:
    stack = font_stack(MINCHO.faces)
    known = "辻\U000e0100\ufa19\ufa11か\u3099漢\ufe0f"
    assert stack.common_forms(known + "辻\U000e01ef" + known + "あ\U000e0100") == ["辻\U000e01ef", "あ\U000e0100"]
    assert stack.common_forms("\uf95a") == ["\uf95a"]  # drawn as its canonical equal
    assert stack.common_forms("\ue000\U000e0100\U0002f800") == []  # not drawn at all
    assert stack.common_forms("令和４年度") == []


@pytest.mark.parametrize("family", STACKS)
def test_punctuation_and_small_kana_have_forms_for_vertical_lines(family: str) -> None:
    stack = font_stack(STACKS[family])
    for text in "（）「」『』【】〈〉《》〔〕［］｛｝、。ー…―〜～＝ぁっゃゅょァッャュョヶ":
        upright, flat = stack.vertical(text), stack.glyphs[text]
        assert (upright.text, upright.face) == (text, flat.face)
        assert upright.gid not in (0, flat.gid)
        assert face(flat.face).file.has_outline(upright.gid)


def test_other_characters_are_the_same_in_vertical_lines() -> None:
    stack = font_stack(GOTHIC.faces)
    for text in ("連", "あ", "１", "1", "A", "Ａ", "①", "𠮷", "辻\U000e0100", "・", "\U0001f9d1"):
        assert stack.vertical(text) == stack.glyphs[text]


@pytest.mark.parametrize("face_id", FACES)
def test_a_face_reads_the_same_numbers_as_fonttools(face_id: str) -> None:
    one = face(face_id)
    with TTFont(resource_path("fonts", f"{face_id}.ttf")) as font:
        cmap = {codepoint: font.getGlyphID(name) for codepoint, name in font.getBestCmap().items()}
        assert {codepoint: one.characters.gid(codepoint) for codepoint in cmap} == cmap
        assert list(one.characters.codepoints()) == sorted(cmap)
        assert one.characters.gid(0x10FFFF) == 0
        metrics, order = font["hmtx"].metrics, font.getGlyphOrder()
        gids = range(0, len(order), 7)
        assert [one.advance_em(gid) * one.file.units_per_em for gid in gids] == [metrics[order[gid]][0] for gid in gids]
        assert one.file.table("loca") == font.reader["loca"]
        assert one.file.table("none") == b""


@pytest.mark.parametrize("face_id", FACES)
def test_a_face_reads_the_same_selectors_as_fonttools(face_id: str) -> None:
    one = face(face_id).characters
    with TTFont(resource_path("fonts", f"{face_id}.ttf")) as font:
        tables = [table for table in font["cmap"].tables if table.format == 14]
        pairs = {
            (base, selector): font.getGlyphID(name) if name else one.gid(base)
            for table in tables
            for selector, entries in table.uvsDict.items()
            for base, name in entries
        }
    assert {pair: one.variation_gid(*pair) for pair in pairs} == pairs
    assert set(one.variations()) == set(pairs)
    unknown = [(base + 1, selector) for base, selector in pairs if (base + 1, selector) not in pairs]
    assert not any(one.variation_gid(*pair) for pair in [*unknown, (0x4E00, 0xE01EF), (0x4E00, 0x10FFFF)])


@pytest.mark.parametrize("face_id", FACES)
def test_a_face_reads_the_same_substitutions_as_fonttools(face_id: str) -> None:
    one = face(face_id)
    with TTFont(resource_path("fonts", f"{face_id}.ttf")) as font:
        number = font.getGlyphID
        upright: dict[int, int] = {}
        for subtable in subtables(font, "vert", 1):
            upright = {number(old): number(new) for old, new in subtable.mapping.items()} | upright
        composed = {
            (number(first), *map(number, ligature.Component)): number(ligature.LigGlyph)
            for subtable in subtables(font, "ccmp", 4)
            for first, ligatures in subtable.ligatures.items()
            for ligature in ligatures
        }
    assert {gid: one.vertical_gid(gid) for gid in upright} == upright
    assert one._ligatures == composed


def subtables(font: TTFont, feature: str, kind: int) -> Iterable[object]:
    gsub = font["GSUB"].table
    records = [record for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == feature]
    for index in sorted({index for record in records for index in record.Feature.LookupListIndex}):
        for subtable in gsub.LookupList.Lookup[index].SubTable:
            real = getattr(subtable, "ExtSubTable", subtable)
            if real.LookupType == kind:
                yield real


@given(st.text())
def test_units_put_together_are_the_text(text: str) -> None:
    stack = font_stack(MINCHO.faces)
    assert "".join(stack.units(text)) == text
    assert "".join(glyph.text for glyph in stack.shape(text)) == text


def test_an_unknown_face_stops_the_program() -> None:
    with pytest.raises(PackageIncomplete, match="入れ直して"):
        face("NoSuchFace")


def test_the_digest_names_every_font_file() -> None:
    digest = fonts_digest()
    assert {f"{face_id}.ttf" for faces in STACKS.values() for face_id in faces} <= set(digest)
    assert all(len(value) == 64 for value in digest.values())
