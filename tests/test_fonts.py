import pytest
from fontTools.ttLib import TTFont

from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.fonts import face, font_stack, fonts_digest
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import GOTHIC, MINCHO

STACKS = {"gothic": GOTHIC.faces, "gothic bold": GOTHIC.bold_faces, "mincho": MINCHO.faces}


def jis_x_0213() -> list[str]:
    """Every character and combining sequence of the standard."""
    rows = range(0xA1, 0xFF)
    codes = [prefix + bytes((row, cell)) for prefix in (b"", b"\x8f") for row in rows for cell in rows]
    return [text for code in codes if (text := code.decode("euc_jis_2004", "replace")) and "\ufffd" not in text]


@pytest.mark.parametrize("name", STACKS)
def test_every_stack_draws_all_of_jis_x_0213(name: str) -> None:
    stack = font_stack(STACKS[name])
    characters = jis_x_0213()
    assert len(characters) > 11_000
    assert [text for text in characters if any(glyph.gid == 0 for glyph in stack.shape(text))] == []


@pytest.mark.parametrize("name", STACKS)
def test_combining_sequences_of_jis_x_0213_are_single_glyphs(name: str) -> None:
    stack = font_stack(STACKS[name])
    sequences = [text for text in jis_x_0213() if len(text) > 1 and text[1] in "\u309a\u0300\u0301"]
    assert len(sequences) == 23
    glyphs = [stack.shape(text) for text in sequences]
    assert [len(one) for one in glyphs] == [1] * 23
    assert len({one[0].gid for one in glyphs}) == 23


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


@pytest.mark.parametrize("face_id", ["BIZUDMincho-Regular", "NotoSansJP-Regular", "DejaVuSans"])
def test_a_face_reads_the_same_numbers_as_fonttools(face_id: str) -> None:
    one = face(face_id)
    with TTFont(resource_path("fonts", f"{face_id}.ttf")) as font:
        cmap = {codepoint: font.getGlyphID(name) for codepoint, name in font.getBestCmap().items()}
        assert {codepoint: one.gid(codepoint) for codepoint in cmap} == cmap
        assert one.gid(0x10FFFF) == 0
        metrics = font["hmtx"].metrics
        order = font.getGlyphOrder()
        assert [one.advance_em(gid) * one.units_per_em for gid in range(0, len(order), 7)] == [
            metrics[name][0] for name in order[::7]
        ]
        assert one.table("loca") == font.reader["loca"]
        assert one.table("none") == b""


def test_an_unknown_face_stops_the_program() -> None:
    with pytest.raises(PackageIncomplete, match="入れ直して"):
        face("NoSuchFace")


def test_the_digest_names_every_font_file() -> None:
    digest = fonts_digest()
    assert {f"{face_id}.ttf" for faces in STACKS.values() for face_id in faces} <= set(digest)
    assert all(len(value) == 64 for value in digest.values())
