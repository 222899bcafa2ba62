"""Pages of other programs in the finished file: upright, whole, described, and nothing of theirs but the picture."""

from __future__ import annotations

import io
import tempfile
from contextlib import closing
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from foreign_pdfs import A3, A4, block_of, flag, pdf_of, read_here, with_field
from kaigi_docs.blocks import Document, Section
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.model.foreign import ForeignPdf
from kaigi_docs.proof.foreign import MOST_DIFFERENT
from kaigi_docs.proof.pdf import measured_proof
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import DEFAULT_THEME
from tagged_pdf import structure_of

SURVEY = resource_path("sample", "市民アンケート案.pdf")
INFO = PdfInfo(title="資料５　市民アンケートの案")


def received(content: bytes) -> ForeignPdf:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "調査票.pdf"
        path.write_bytes(content)
        return read_here(path)


def document(pdf: ForeignPdf, *, complete: bool = False) -> Document:
    return Document("S08", INFO.title, "資料５", (Section((block_of(pdf, complete=complete),)),), "資料５-")


def laid_out(pdf: ForeignPdf, *, complete: bool = False) -> LaidOut:
    (done,) = add_running([layout_document(document(pdf, complete=complete), DEFAULT_THEME)], DEFAULT_THEME, through=False)
    return done


def painted(pdf: ForeignPdf, *, complete: bool = False) -> bytes:
    return paint_pdf([laid_out(pdf, complete=complete)], INFO)


def pictures(content: bytes) -> list[Image.Image]:
    with closing(pypdfium2.PdfDocument(content)) as opened:
        return [opened[number].render(scale=0.5).to_pil().convert("L") for number in range(len(opened))]


def alike(one: Image.Image, other: Image.Image) -> bool:
    blurred = [image.filter(ImageFilter.GaussianBlur(1.6)) for image in (one, other)]
    return one.size == other.size and ImageChops.difference(*blurred).getextrema()[1] <= MOST_DIFFERENT  # type: ignore[operator]


@pytest.fixture(scope="module")
def survey() -> ForeignPdf:
    return read_here(SURVEY)


def test_turned_and_cropped_pages_of_the_sample_stand_upright_and_whole(survey: ForeignPdf) -> None:
    originals = pictures(SURVEY.read_bytes())
    found = pictures(painted(survey, complete=True))
    assert [image.size for image in found] == [image.size for image in originals]
    for original, image in list(zip(originals, found, strict=True))[1:]:  # the first has a field, which pdfium leaves out
        assert alike(original, image)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_each_rotation_shows_the_page_as_a_viewer_shows_it(turn: int) -> None:
    content = pdf_of(flag(100, 500, 250), Rotate=turn)
    assert alike(pictures(content)[0], pictures(painted(received(content), complete=True))[0])


lengths = st.integers(280, 1400)


@settings(max_examples=25)
@given(
    st.tuples(lengths, lengths),
    st.sampled_from([0, 90, 180, 270, -90, 450]),
    st.tuples(*[st.floats(0, 0.3)] * 4),
    st.sampled_from([(0, 0), (-100, 50), (300, 700)]),
)
def test_whatever_its_size_rotation_and_crop_box_the_page_lies_inside_and_upright(
    size: tuple[int, int], turn: int, cut: tuple[float, float, float, float], corner: tuple[int, int]
) -> None:
    width, height = size
    x, y = corner
    crop = [x + cut[0] * width, y + cut[1] * height, x + width - cut[2] * width, y + height - cut[3] * height]
    flags = flag(x + width * 0.4, y + height * 0.4, min(size) * 0.2)
    content = pdf_of(flags, Rotate=turn, MediaBox=pikepdf.Array([x, y, x + width, y + height]), CropBox=pikepdf.Array(crop))
    pdf = received(content)

    assert alike(pictures(content)[0], pictures(painted(pdf, complete=True))[0])
    with_signs = laid_out(pdf)
    (mark,) = with_signs.pages[0].foreign_marks()
    ink = mark.page.ink_mm
    assert ink is not None
    scale = mark.rect.width / mark.page.width_mm
    assert mark.rect.y0 + ink[1] * scale > 0
    assert mark.rect.y0 + ink[3] * scale < with_signs.pages[0].height


def test_the_proof_finds_nothing_wrong_with_the_sample(survey: ForeignPdf, tmp_path: Path) -> None:
    path = tmp_path / "資料５.pdf"
    path.write_bytes(painted(survey))
    proof = measured_proof(path, [laid_out(survey)], [document(survey)])
    assert list(proof.findings) == []
    assert proof.figures is not None
    assert proof.figures.pages == 5


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B], ids=["UA-1", "A-2b"])
def test_the_file_with_foreign_pages_passes_every_rule(survey: ForeignPdf, profile: page.ValidationProfile) -> None:
    report = page.validate_pdf_bytes(painted(survey), profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_each_page_is_one_figure_with_its_number_and_without_tags_of_its_own(survey: ForeignPdf) -> None:
    (section,) = structure_of(painted(survey)).elements
    assert [element.role for element in section.elements] == ["P", *["Figure"] * 5]
    assert [element.alt for element in section.elements[1:]] == [f"市民アンケートの案（{n}/5ページ）" for n in range(1, 6)]
    assert all(element.elements == [] for element in section.elements)


def test_nothing_of_the_original_acts_or_is_carried_along(survey: ForeignPdf) -> None:
    with pikepdf.open(io.BytesIO(painted(survey))) as finished:
        assert not set(finished.Root.keys()) & {"/AcroForm", "/Names", "/OpenAction", "/AA", "/OCProperties"}
        assert all("/Annots" not in each.obj for each in finished.pages)


def test_bookmarks_and_page_labels_are_ours(survey: ForeignPdf) -> None:
    with closing(pypdfium2.PdfDocument(painted(survey))) as finished:
        assert [finished.get_page_label(number) for number in range(5)] == [f"資料５-{n}" for n in range(1, 6)]


def test_the_same_file_gives_the_same_bytes() -> None:
    assert painted(read_here(SURVEY)) == painted(read_here(SURVEY))


def test_pages_of_one_file_share_their_fonts(survey: ForeignPdf) -> None:
    assert len(painted(survey)) < SURVEY.stat().st_size + 60_000


def test_a_file_without_its_fonts_makes_no_claim_to_be_pdf_a() -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    bare = painted(received(pdf_of(b"BT /F1 20 Tf 100 400 Td (abc) Tj ET", Resources=resources)))
    assert b"pdfaid:part" not in bare
    assert b"pdfuaid:part" not in bare
    assert b"pdfaid:part" in painted(received(pdf_of(flag(100, 400, 100))))


def test_the_picture_of_a_field_lies_where_the_field_was() -> None:
    (image,) = pictures(painted(received(with_field(pdf_of(b""))), complete=True))
    assert image.point([255 if value < 200 else 0 for value in range(256)]).getbbox() == (25, 380, 76, 391)


def test_a3_and_a4_stand_in_one_material() -> None:
    pages = pdf_of(flag(100, 500, 200)), pdf_of(flag(100, 500, 200), size=(A3[1], A3[0]))
    with pikepdf.open(io.BytesIO(pages[0])) as first, pikepdf.open(io.BytesIO(pages[1])) as second:
        first.pages.append(second.pages[0])
        mixed = io.BytesIO()
        first.save(mixed)
    with closing(pypdfium2.PdfDocument(painted(received(mixed.getvalue())))) as finished:
        sizes = [tuple(map(round, finished[number].get_size())) for number in range(2)]
    assert sizes == [tuple(map(round, A4)), (round(A3[1]), round(A3[0]))]
