"""Finished PDFs read back: every character with its page and its place."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.errors import InputUnreadable
from kaigi_docs.findings import Findings
from kaigi_docs.fonts import font_stack
from kaigi_docs.layout.page import Content, ContentRef, LaidOut, Page, Rect, StructNode, TextRun
from kaigi_docs.read.documents.pdf import Box, Character, read_pdf
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf

WIDTH, HEIGHT, SIZE = 300.0, 200.0, 10.0


def painted(*lines: tuple[str, float, float]) -> bytes:
    """One page with text at x and baseline, ten points large, glyph after glyph in steps of ten points."""
    page, struct = Page(WIDTH, HEIGHT), StructNode("Sect")
    for text, x, baseline in lines:
        content = Content([_run(text, x, baseline)])
        page.contents.append(content)
        struct.kids.append(StructNode("P", [ContentRef(0, content)]))
    return paint_pdf([LaidOut("S1", "資料", "", "", [page], struct, Findings())], PdfInfo(title="資料"))


def _run(text: str, x: float, baseline: float) -> TextRun:
    glyphs = font_stack(("NotoSansJP-Regular",)).shape(text)
    offsets = tuple(SIZE * number for number in range(len(glyphs)))
    gids, texts = tuple(glyph.gid for glyph in glyphs), tuple(glyph.text for glyph in glyphs)
    box = Rect(0.0, 0.0, WIDTH, HEIGHT)
    return TextRun(glyphs[0].face, SIZE, x, baseline, gids, texts, offsets, SIZE * len(glyphs), "#000000", box)


def read(tmp_path: Path, content: bytes) -> list[list[Character]]:
    (tmp_path / "a.pdf").write_bytes(content)
    return [list(page) for page in read_pdf(tmp_path / "a.pdf").pages]


def changed(content: bytes, **entries: object) -> bytes:
    """The file with entries of its first page changed."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for name, value in entries.items():
            pdf.pages[0].obj[f"/{name}"] = value
        pdf.save(result)
    return result.getvalue()


def origins(characters: Sequence[Character]) -> list[tuple[str, float, float]]:
    return [(character.text, round(character.x, 1), round(character.baseline, 1)) for character in characters]


def test_characters_come_with_their_place_from_the_top_left_corner(tmp_path: Path) -> None:
    [page] = read(tmp_path, painted(("取組", 20.0, 50.0)))
    assert origins(page) == [("取", 20.0, 50.0), ("組", 30.0, 50.0)]
    for character in page:
        x0, y0, x1, y1 = character.box
        assert character.x - 0.5 < x0 < x1 < character.x + 10.5
        assert 40.0 < y0 < y1 < 52.0


def test_a_character_beyond_the_bmp_and_one_with_a_selector_are_one_each(tmp_path: Path) -> None:
    [page] = read(tmp_path, painted(("𠮷野辻\U000e0100さん", 20.0, 50.0)))
    assert [character.text for character in page] == ["𠮷", "野", "辻\U000e0100", "さ", "ん"]


def test_blanks_that_only_pdfium_sees_are_left_out_and_those_of_the_file_stay(tmp_path: Path) -> None:
    [page] = read(tmp_path, painted(("令和 3　年", 20.0, 50.0), ("右", 250.0, 50.0), ("下", 20.0, 90.0)))
    assert "".join(character.text for character in page) == "令和 3　年右下"


def test_text_comes_in_painting_order_also_on_one_line(tmp_path: Path) -> None:
    [page] = read(tmp_path, painted(("右", 200.0, 50.0), ("左", 20.0, 50.0), ("上", 20.0, 20.0)))
    assert "".join(character.text for character in page) == "右左上"


def test_text_painted_twice_on_one_spot_is_one_and_the_other_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(painted(("取組", 20.0, 50.0), ("取組", 20.2, 50.0)))
    [page] = read_pdf(tmp_path / "a.pdf").pages
    assert page.text == "取組"
    [box] = page.unread
    assert 20.0 < box.x0 < 22.0 and 38.0 < box.x1 < 41.0 and 40.0 < box.y0 < box.y1 < 52.0


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen(tmp_path: Path) -> None:
    [page] = read(tmp_path, painted(("行末-", 20.0, 50.0), ("次", 20.0, 70.0)))
    assert "".join(character.text for character in page) == "行末‐次"


@pytest.mark.parametrize(
    ("degrees", "size", "place"),
    [(0, (300, 200), (20, 50)), (90, (200, 300), (150, 20)), (180, (300, 200), (280, 150)), (270, (200, 300), (50, 280))],
)
def test_a_turned_page_is_read_as_it_is_seen(tmp_path: Path, degrees: int, size: tuple[int, int], place: tuple[int, int]) -> None:
    (tmp_path / "a.pdf").write_bytes(changed(painted(("取", 20.0, 50.0)), Rotate=degrees))
    [page] = read_pdf(tmp_path / "a.pdf").pages
    assert (round(page.width), round(page.height)) == size
    [character] = page
    assert (round(character.x), round(character.baseline)) == place
    box = character.box
    assert box.x0 < box.x1 and box.y0 < box.y1
    assert abs(box.x0 - place[0]) < 11 and abs(box.y0 - place[1]) < 11


def test_a_cropped_page_is_measured_from_its_visible_corner(tmp_path: Path) -> None:
    [page] = read(tmp_path, changed(painted(("取", 20.0, 50.0)), CropBox=[10, 20, 290, 190]))
    assert origins(page) == [("取", 10.0, 40.0)]


def test_text_in_a_form_xobject_is_read_in_its_place(tmp_path: Path) -> None:
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(painted(("中", 20.0, 50.0)))) as pdf:
        page = pdf.pages[0]
        form = pdf.make_stream(page.obj.Contents.read_bytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        form.BBox, form.Resources = [0, 0, WIDTH, HEIGHT], page.obj.Resources
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.obj.Contents = pdf.make_stream(b"q 1 0 0 1 100 -30 cm /F Do Q")
        pdf.save(content)
    [characters] = read(tmp_path, content.getvalue())
    assert origins(characters) == [("中", 120.0, 80.0)]


def test_an_empty_page_has_no_characters(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
    pdf.save(tmp_path / "a.pdf")
    [page] = read_pdf(tmp_path / "a.pdf").pages
    assert (page.text, list(page), page.unread) == ("", [], ())
    assert (page.index, page.width, page.height) == (0, WIDTH, HEIGHT)


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF", b"PK\x03\x04" + b"\x00" * 100])
def test_what_is_no_pdf_cannot_be_read(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "回答.pdf").write_bytes(content)
    with pytest.raises(InputUnreadable, match="「回答"):
        read_pdf(tmp_path / "回答.pdf")


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable):
        read_pdf(tmp_path / "a.pdf")


def test_a_file_locked_by_a_password_cannot_be_read(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(painted(("取", 20.0, 50.0)))) as pdf:
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(InputUnreadable, match="パスワード"):
        read_pdf(tmp_path / "a.pdf")


def test_the_file_may_be_replaced_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(painted(("取", 20.0, 50.0)))
    read_pdf(tmp_path / "a.pdf")
    (tmp_path / "a.pdf").unlink()


def test_a_box_is_a_tuple_of_its_edges() -> None:
    assert tuple(Box(1.0, 2.0, 3.0, 4.0)) == (1.0, 2.0, 3.0, 4.0)


@settings(max_examples=30, deadline=None)
@given(text=st.text("取組状況、。「」①⑴髙﨑𠮷Aa09-%", min_size=1, max_size=25), x=st.floats(0, 40), baseline=st.floats(15, 190))
def test_every_character_is_read_where_it_was_painted(
    tmp_path_factory: pytest.TempPathFactory, text: str, x: float, baseline: float
) -> None:
    [page] = read(tmp_path_factory.mktemp("read"), painted((text, x, baseline)))
    assert "".join(character.text for character in page).replace("‐", "-") == text
    for number, character in enumerate(page):
        assert abs(character.x - x - SIZE * number) < 0.02 and abs(character.baseline - baseline) < 0.02
