"""Pages of another program in Word: said to be pictures, each on a sheet of its own size, with the text of its Figure."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from foreign_pdfs import A3, block_of, flag, pdf_of, read_here
from kaigi_docs.blocks import Document, ForeignPages, Section
from kaigi_docs.chart_pictures import page_pictures
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import DEFAULT_THEME

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
EMU_PER_TWIP = 635


def document(block: ForeignPages) -> Document:
    return Document("S08", "資料５　市民アンケートの案", "資料５", (Section((block,)),), "資料５-", ("委員限り",))


def written(block: ForeignPages) -> bytes:
    made = document(block)
    return render_docx(made, DEFAULT_THEME, DocumentInfo(made.title), page_pictures(made))


@pytest.fixture(scope="module")
def survey() -> ForeignPages:
    block: ForeignPages = block_of(read_here(resource_path("sample", "市民アンケート案.pdf")))
    return block


@pytest.fixture(scope="module")
def body(survey: ForeignPages) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(written(survey))) as package:
        return ElementTree.fromstring(package.read("word/document.xml"))


def test_the_title_and_a_note_that_the_pages_are_in_the_pdf_come_first(body: ElementTree.Element) -> None:
    texts = ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p")]
    title, note = [text for text in texts if text][:2]
    assert title == "市民アンケートの案"
    assert "PDF のほうを使ってください" in note


def test_the_sheets_have_the_sizes_of_the_pages(body: ElementTree.Element) -> None:
    sizes = [(each.get(f"{W}w"), each.get(f"{W}h"), each.get(f"{W}orient")) for each in body.iter(f"{W}pgSz")]
    a4 = ("11906", "16838", None)
    assert sizes == [a4, a4, a4, a4, ("23811", "16838", "landscape"), ("11426", "16358", None)]


def test_each_picture_fits_its_sheet_and_has_the_text_of_its_page(body: ElementTree.Element) -> None:
    extents = [(int(each.get("cx", "")), int(each.get("cy", ""))) for each in body.iter(f"{WP}extent")]
    sheets = [(int(each.get(f"{W}w", "")), int(each.get(f"{W}h", ""))) for each in list(body.iter(f"{W}pgSz"))[1:]]
    for (across, down), (width, height) in zip(extents, sheets, strict=True):
        assert across < width * EMU_PER_TWIP
        assert down < height * EMU_PER_TWIP
        assert across / down == pytest.approx(width / height, rel=0.01)
    assert [each.get("descr") for each in body.iter(f"{WP}docPr")] == [f"市民アンケートの案（{n}/5ページ）" for n in range(1, 6)]


def test_the_pictures_keep_the_file_small(survey: ForeignPages) -> None:
    assert len(written(survey)) < 60_000 * len(survey.pages)


def test_the_same_pages_give_the_same_file(survey: ForeignPages) -> None:
    assert written(survey) == written(survey)


def test_the_picture_is_that_of_the_page_turned_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(flag(100, 500, 200), size=A3, Rotate=90))
    (png,) = page_pictures(document(block_of(read_here(path)))).values()
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.width > picture.height


def test_a_lost_picture_is_found_by_the_proof(survey: ForeignPages, tmp_path: Path) -> None:
    pictures = page_pictures(document(survey))
    pictures.pop(survey.picture_name(3))
    path = tmp_path / "a.docx"
    path.write_bytes(render_docx(document(survey), DEFAULT_THEME, DocumentInfo("x"), pictures))
    assert prove_docx(path, document(survey)).codes() == ["proof-page-picture-lost"]
