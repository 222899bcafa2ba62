"""Text comes back exactly as it was set: positions, selectors, characters beyond the BMP, two texts for one glyph."""

from __future__ import annotations

import dataclasses
import io
from contextlib import closing
from ctypes import byref, c_double
from functools import lru_cache

import pypdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf

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


@lru_cache
def jis_x_0213() -> tuple[str, ...]:
    """The characters of JIS X 0213 that are one code point, without spaces and controls."""
    codes = range(0xA1, 0xFF)
    cells = (bytes((*prefix, row, cell)) for prefix in ((), (0x8F,)) for row in codes for cell in codes)
    decoded = (cell.decode("euc_jis_2004", "ignore") for cell in cells)
    return tuple(char for char in decoded if len(char) == 1 and char.strip())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choice=st.data(), face=st.sampled_from([MINCHO, NOTO, "BIZUDGothic-Bold"]))
def test_any_text_of_jis_x_0213_comes_back(sketch, covered, page_texts, choice, face) -> None:
    printable = [char for char in jis_x_0213() if ord(char) in covered(face)]
    lines = choice.draw(st.lists(st.text(st.sampled_from(printable), min_size=1, max_size=30), min_size=1, max_size=20))
    part = sketch()
    for line in lines:
        part.paragraph(f"「{line}」", face=face)  # pdfium itself changes soft hyphens at the end of a line
    assert page_texts(painted(part)) == ["\n".join(f"「{line}」" for line in lines)]
