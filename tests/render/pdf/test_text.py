"""Text comes back exactly as it was set: positions, selectors, characters beyond the BMP, two texts for one glyph."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from ctypes import byref, c_double
from functools import cache
from itertools import groupby
from operator import attrgetter

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaigi_docs.fonts import FontStack, face, font_stack
from kaigi_docs.japanese.gaiji import is_gaiji
from kaigi_docs.layout.page import TextRun
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from repertoires import STACKS, jis_x_0213, listed_kanji, on_a_base, windows_31j

MINCHO, NOTO, DEJAVU = "BIZUDMincho-Regular", "NotoSansJP-Regular", "DejaVuSans"
INFO = PdfInfo("試験")


def pypdf_text(content: bytes) -> str:
    return pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()


def painted(part) -> bytes:
    return paint_pdf([part.laid_out()], INFO)


def test_a_line_reads_as_it_was_set(sketch, page_texts) -> None:
    part = sketch()
    part.paragraph("令和４年度の評価は、“A”です。")
    content = painted(part)
    assert page_texts(content) == ["令和４年度の評価は、“A”です。"]
    assert pypdf_text(content) == "令和４年度の評価は、“A”です。"


@pytest.mark.parametrize("texts", [("𠮷", "田"), ("辻\U000e0100", "本"), ("𠮷", "辻\U000e0100", "辻")])
def test_selectors_and_characters_beyond_the_bmp_come_back(sketch, run, page_texts, texts) -> None:
    part = sketch()
    part.node("P", part.ref(part.content(run(texts, face=NOTO))))
    content = painted(part)
    assert page_texts(content) == ["".join(texts)]
    assert pypdf_text(content) == "".join(texts)


def test_two_texts_of_one_glyph_stay_two_texts(sketch, run, gid, page_texts) -> None:
    part = sketch()
    tofu = gid(MINCHO, "〓")
    part.node("P", part.ref(part.content(run(("〓", "龘", "髙", "〓"), gids=(tofu, tofu, gid(MINCHO, "髙"), tofu)))))
    content = painted(part)
    assert page_texts(content) == ["〓龘髙〓"]
    assert pypdf_text(content) == "〓龘髙〓"


def test_each_glyph_stands_at_its_offset(sketch, run) -> None:
    part = sketch()
    plain = run("令和4年度", x=60, size=10.5)
    spread = dataclasses.replace(plain, offsets=(0.0, 10.537, 23.7, 31.0, 44.444), width=55.0)
    part.node("P", part.ref(part.content(spread)))
    with closing(pypdfium2.PdfDocument(painted(part))) as pdf, closing(pdf[0]) as sheet, closing(sheet.get_textpage()) as text:
        # pdfium adds a space where a gap is wide
        origins = [_origin(text, index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()]
    assert origins == [pytest.approx((60 + offset, 841.89 - 80), abs=0.011) for offset in spread.offsets]


def _origin(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = c_double(), c_double()
    pypdfium2.raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
    return x.value, y.value


def test_offsets_near_the_advances_cost_no_moves(sketch, run, opened) -> None:
    part = sketch()
    line = run("あ" * 200)
    part.node(
        "P", part.ref(part.content(dataclasses.replace(line, offsets=tuple(10.5 * i + 0.0001 * (i % 2) for i in range(200)))))
    )
    with opened(painted(part)) as pdf:
        stream = pdf.pages[0].Contents.read_bytes()
    assert stream.count(b"Tj") == 1
    assert b"TJ" not in stream


def test_colours_and_fonts_are_named_only_when_they_change(sketch, run, opened) -> None:
    part = sketch()
    marks = [run("黒"), run("黒", x=90), run("赤", x=120, colour="#ff0000"), run("✕", x=150, face=DEJAVU, colour="#ff0000")]
    part.node("P", part.ref(part.content(*marks)))
    with opened(painted(part)) as pdf:
        lines = pdf.pages[0].Contents.read_bytes().decode().split("\n")
        assert set(pdf.pages[0].Resources.Font.keys()) == {"/F1", "/F2"}
    assert [line for line in lines if line.endswith((" rg", " Tf", "BT", "ET"))] == [
        *("BT", "0 0 0 rg", "/F1 10.5 Tf"),
        *("1 0 0 rg", "/F2 10.5 Tf", "ET"),
    ]


def shaped_runs(run, stack: FontStack, text: str, baseline: float, x: float = 20.0, size: float = 10.0) -> list[TextRun]:
    """The text in the faces of the stack, one run each time the face changes."""
    runs = []
    for name, group in groupby(stack.shape(text), key=attrgetter("face")):
        glyphs = list(group)
        texts, gids = tuple(glyph.text for glyph in glyphs), tuple(glyph.gid for glyph in glyphs)
        runs.append(run(texts, x=x, baseline=baseline, face=name, size=size, gids=gids))
        x += runs[-1].width
    return runs


def shaped_lines(sketch, run, faces: tuple[str, ...], units: Sequence[str]) -> tuple[list[str], bytes]:
    """Lines of 40 units, 60 to a page, and the file they are painted in."""
    part, stack = sketch(), font_stack(faces)
    lines = ["".join(map(on_a_base, units[start : start + 40])) for start in range(0, len(units), 40)]
    for number, line in enumerate(lines):
        if number and number % 60 == 0:
            part.turn()
        part.node("P", part.ref(part.content(*shaped_runs(run, stack, line, 30.0 + 13.0 * (number % 60)))))
    return lines, painted(part)


@pytest.mark.parametrize("family", STACKS)
def test_every_character_of_the_standards_is_copied_as_it_was_set(sketch, run, page_texts, family) -> None:
    listed = (*jis_x_0213(), *windows_31j(), *listed_kanji("kJoyoKanji"), *listed_kanji("kJinmeiyoKanji"))
    units = [unit for unit in dict.fromkeys(listed) if unit.strip()]
    assert len(units) > 14_000
    lines, content = shaped_lines(sketch, run, STACKS[family], units)
    assert "\n".join(page_texts(content)).split("\n") == lines


def test_every_base_with_a_selector_is_copied_with_it(sketch, run, page_texts) -> None:
    pairs = sorted({pair for name in STACKS["mincho"] for pair in face(name).characters.variations()})
    lines, content = shaped_lines(sketch, run, STACKS["mincho"], [chr(base) + chr(selector) for base, selector in pairs])
    assert "\n".join(page_texts(content)).split("\n") == lines


def test_compatibility_ideographs_and_radicals_are_copied_with_their_own_code(sketch, run, page_texts) -> None:
    units = [chr(code) for code in (*range(0xF900, 0xFB00), *range(0x2E80, 0x2FD6), *range(0x2F800, 0x2FA1E))]
    stack = font_stack(STACKS["mincho"])
    lines, content = shaped_lines(sketch, run, stack.faces, [unit for unit in units if stack.glyphs[unit].gid])
    assert sum(map(len, lines)) > 1000
    assert "\n".join(page_texts(content)).split("\n") == lines


def test_glyphs_for_vertical_lines_are_copied_as_their_characters(sketch, run, page_texts) -> None:
    stack, part = font_stack(STACKS["gothic"]), sketch()
    glyphs = [stack.vertical(unit) for unit in "「スーパー」（、。）"]
    for number, glyph in enumerate(glyphs):
        cell = run((glyph.text,), baseline=60.0 + 12 * number, face=glyph.face, gids=(glyph.gid,))
        part.node("Span", part.ref(part.content(cell)))
    assert "".join(page_texts(painted(part))[0].split()) == "「スーパー」（、。）"


def test_no_glyph_stands_for_a_private_character(sketch, run, opened) -> None:
    text = "か\u309a辻\U000e0100𠮷㎡✕⦅\u2f47\ufa19漢\u3099"
    part = sketch()
    part.node("P", part.ref(part.content(*shaped_runs(run, font_stack(STACKS["mincho"]), text, 60.0))))
    with opened(painted(part)) as pdf:
        cmaps = [font.ToUnicode.read_bytes().decode("ascii") for font in pdf.pages[0].Resources.Font.values()]
    mapped = [code for cmap in cmaps for code in re.findall("<[0-9a-f]{4}> <([0-9a-f]+)>", cmap.split("endcodespacerange")[1])]
    texts = [bytes.fromhex(code).decode("utf-16-be") for code in mapped]
    assert len(cmaps) == 3
    assert sorted("".join(texts)) == sorted(text)
    assert not any(is_gaiji(character) for text in texts for character in text)


@cache
def printable(face: str, covered: Callable[[str], Mapping[int, str]]) -> tuple[str, ...]:
    """The characters of JIS X 0213 that a face has."""
    known = covered(face)
    return tuple(char for char in jis_x_0213() if len(char) == 1 and char.strip() and ord(char) in known)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choice=st.data(), face=st.sampled_from([MINCHO, NOTO, "BIZUDGothic-Bold"]))
def test_any_text_of_jis_x_0213_comes_back(sketch, covered, page_texts, choice, face) -> None:
    characters = st.sampled_from(printable(face, covered))  # st.text would look for each character in thousands of ranges
    lines = choice.draw(st.lists(st.lists(characters, min_size=1, max_size=30).map("".join), min_size=1, max_size=20))
    part = sketch()
    for line in lines:
        part.paragraph(f"「{line}」", face=face)  # pdfium itself changes soft hyphens at the end of a line
    assert page_texts(painted(part)) == ["\n".join(f"「{line}」" for line in lines)]
