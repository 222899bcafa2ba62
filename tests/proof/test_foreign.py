"""The proof sees a page of another program that is not what its original is."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from foreign_pdfs import block_of, flag, opened, pdf_of, read_here, saved
from kaigi_docs.blocks import Document, ForeignPages, Section
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import Content, ForeignMark, LaidOut, Mark, Rect
from kaigi_docs.layout.running import add_running
from kaigi_docs.proof.pdf import prove_pages, prove_pdf
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import DEFAULT_THEME


@pytest.fixture(scope="module")
def survey() -> ForeignPages:
    block: ForeignPages = block_of(read_here(resource_path("sample", "市民アンケート案.pdf")))
    return block


def document(block: ForeignPages) -> Document:
    return Document("S08", "資料５", "資料５", (Section((block,)),), "資料５-")


def laid_out(block: ForeignPages) -> LaidOut:
    (done,) = add_running([layout_document(document(block), DEFAULT_THEME)], DEFAULT_THEME, through=False)
    return done


def changed(part: LaidOut, at: int, **attributes: object) -> LaidOut:
    """The material with another picture on one page (from 0)."""
    contents: dict[int, Content] = {}
    pages = []
    for index, page in enumerate(part.pages):
        for content in page.contents:
            marks = [_changed(mark, attributes if index == at else {}) for mark in content.marks]
            contents[id(content)] = Content(marks, content.artifact)
        pages.append(replace(page, contents=[contents[id(content)] for content in page.contents]))
    kids = [
        replace(node, kids=[replace(kid, content=contents[id(kid.content)]) for kid in node.kids])  # type: ignore[union-attr, call-arg]
        for node in part.struct.kids
    ]
    return replace(part, pages=pages, struct=replace(part.struct, kids=list(kids)))


def _changed(mark: Mark, attributes: dict[str, object]) -> Mark:
    return replace(mark, **attributes) if isinstance(mark, ForeignMark) else mark  # type: ignore[arg-type]


def codes(painted: LaidOut, block: ForeignPages, folder: Path) -> list[str]:
    """What the proof says when this was painted, and the block promised."""
    path = folder / "資料５.pdf"
    path.write_bytes(paint_pdf([painted], PdfInfo(title="資料５")))
    return prove_pdf(path, [laid_out(block)], [document(block)]).codes()


def test_the_right_pages_are_right(survey: ForeignPages, tmp_path: Path) -> None:
    assert codes(laid_out(survey), survey, tmp_path) == []


def test_hatching_and_scans_in_black_and_white_that_are_made_smaller_give_no_alarm(tmp_path: Path) -> None:
    across = b"0 G 0.4 w " + b" ".join(b"0 %.1f m 595 %.1f l S" % (y / 10, y / 10) for y in range(0, 8410, 13))
    upright = b"0 G 0.7 w " + b" ".join(b"%.1f 0 m %.1f 842 l S" % (x / 10, x / 10) for x in range(0, 5950, 17))
    with opened(pdf_of(across, upright, b"595.28 0 0 841.89 0 0 cm /I Do")) as pdf:
        scan = pdf.make_stream(random.Random(2).randbytes(104 * 1169))
        scan.update({"/Subtype": pikepdf.Name.Image, "/Width": 827, "/Height": 1169, "/BitsPerComponent": 1})
        scan.ColorSpace = pikepdf.Name.DeviceGray
        pdf.pages[2].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=scan))
        (tmp_path / "a.pdf").write_bytes(saved(pdf))
    block = block_of(read_here(tmp_path / "a.pdf"))
    assert next(laid_out(block).pages[2].foreign_marks()).rect.width < 560
    assert codes(laid_out(block), block, tmp_path) == []


def test_a_page_in_the_place_of_another_is_found(survey: ForeignPages, tmp_path: Path) -> None:
    assert codes(changed(laid_out(survey), 1, number=2), survey, tmp_path) == ["proof-foreign-page"]


def test_a_page_two_millimetres_off_is_found(survey: ForeignPages, tmp_path: Path) -> None:
    (mark,) = laid_out(survey).pages[3].foreign_marks()
    off = Rect(mark.rect.x0 + 6, mark.rect.y0, mark.rect.x1 + 6, mark.rect.y1)
    assert codes(changed(laid_out(survey), 3, rect=off), survey, tmp_path) == ["proof-foreign-page"]


def test_a_page_that_is_a_little_smaller_is_found(survey: ForeignPages, tmp_path: Path) -> None:
    (mark,) = laid_out(survey).pages[3].foreign_marks()
    small = Rect(*(0.97 * edge for edge in mark.rect))
    assert codes(changed(laid_out(survey), 3, rect=small), survey, tmp_path) == ["proof-foreign-page"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_was_not_turned_is_found(turn: int, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of(flag(150, 300, 250), size=(600, 600), Rotate=turn))
    (tmp_path / "b.pdf").write_bytes(pdf_of(flag(150, 300, 250), size=(600, 600)))
    turned, upright = (block_of(read_here(tmp_path / name)) for name in ("a.pdf", "b.pdf"))
    assert codes(changed(laid_out(turned), 0, pdf=upright.pdf), turned, tmp_path) == ["proof-foreign-page"]


def test_a_lost_word_is_found(survey: ForeignPages, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of(flag(150, 300, 250) + flag(100, 700, 12)))
    (tmp_path / "b.pdf").write_bytes(pdf_of(flag(150, 300, 250)))
    whole, lacking = (block_of(read_here(tmp_path / name)) for name in ("a.pdf", "b.pdf"))
    assert codes(changed(laid_out(whole), 0, pdf=lacking.pdf), whole, tmp_path) == ["proof-foreign-page"]


def test_a_missing_page_is_found(survey: ForeignPages, tmp_path: Path) -> None:
    short = replace(survey, pages=survey.pages[:4])
    assert "proof-pages" in codes(laid_out(short), survey, tmp_path)


def test_our_signs_on_its_ink_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_of(flag(522, 785, 40)))
    block = block_of(read_here(tmp_path / "a.pdf"))
    part = laid_out(block)
    (mark,) = part.pages[0].foreign_marks()
    under = changed(part, 0, rect=Rect(0.0, 0.0, mark.rect.width, mark.rect.height))
    path = tmp_path / "資料５.pdf"
    path.write_bytes(paint_pdf([under], PdfInfo(title="資料５")))
    assert "proof-overlap" in prove_pages(path, [under]).codes()


def test_our_own_head_and_foot_are_proven_as_usual(survey: ForeignPages, tmp_path: Path) -> None:
    part = laid_out(survey)
    without = replace(part, pages=[replace(part.pages[0], contents=part.pages[0].contents[:-1]), *part.pages[1:]])
    path = tmp_path / "資料５.pdf"
    path.write_bytes(paint_pdf([without], PdfInfo(title="資料５")))
    assert prove_pages(path, [part]).codes() == ["proof-character-lost"]
