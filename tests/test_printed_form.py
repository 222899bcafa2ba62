"""The form on paper: what a FAX leaves of it is still enough to tell which page of whose form it is, and how it lies."""

from __future__ import annotations

from contextlib import closing

import numpy
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from kaigi_docs.blocks import FieldKind
from kaigi_docs.forms import identity_of
from kaigi_docs.layout.page import PT_PER_MM, Fill, Mosaic, Page, Rect, Rule, TextRun
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.model.form_identity import Genuineness, parse_identity
from letter_meeting import context_of
from printed_forms import KEY, TWIN, form_map, form_material, form_meeting, form_pages, plain_pages, printed_form

A4_MM = (210.0, 297.0)
INCH_MM = 25.4
FAX_DPI = (204, 98)
SPECKLES = 0.03


@pytest.fixture(scope="module")
def faxes() -> list[Image.Image]:
    """Each page as a FAX in normal resolution: 204 × 98 dpi, one bit, a few degrees askew, every thirtieth dot wrong."""
    chance = numpy.random.default_rng(7)
    found = []
    with closing(pypdfium2.PdfDocument(printed_form())) as document:
        for number in range(len(document)):
            with closing(document[number]) as sheet:
                grey = sheet.render(scale=FAX_DPI[0] / 72, grayscale=True).to_pil()
            askew = grey.rotate(0.8, fillcolor=255)
            coarse = askew.resize((grey.width, round(grey.height * FAX_DPI[1] / FAX_DPI[0])), Image.Resampling.BOX)
            dark = (numpy.asarray(coarse) < 128) ^ (chance.random((coarse.height, coarse.width)) < SPECKLES)
            page = Image.fromarray(numpy.where(dark, 0, 255).astype("uint8"))
            found.append(page.resize((page.width, grey.height), Image.Resampling.NEAREST))
    return found


def codes_in(picture: Image.Image) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def halves(picture: Image.Image) -> tuple[Image.Image, Image.Image]:
    middle = picture.height // 2
    return picture.crop((0, 0, picture.width, middle)), picture.crop((0, middle, picture.width, picture.height))


def test_both_codes_of_every_page_are_read_from_a_fax(faxes: list[Image.Image]) -> None:
    assert len(faxes) == form_map().pages
    for number, fax in enumerate(faxes, 1):
        expected = identity_of(form_meeting(), form_map().version, None, number).text
        assert [codes_in(half) for half in halves(fax)] == [[expected], [expected]]


def test_the_ids_of_a_members_form_are_genuine_and_count_its_pages() -> None:
    found = []
    for page in form_pages(TWIN).pages:
        (text,) = (run for run in texts_of(page) if parse_identity(run) is not None)
        identity = parse_identity(text)
        assert identity is not None
        assert identity.genuineness(KEY) is Genuineness.GENUINE
        found.append((identity.member, identity.page))
    assert found == [(TWIN.id, number) for number in range(1, form_map().pages + 1)]


def texts_of(page: Page) -> list[str]:
    runs = [mark for content in page.contents if content.artifact for mark in content.marks if isinstance(mark, TextRun)]
    lines: dict[float, list[TextRun]] = {}
    for run in runs:
        lines.setdefault(run.baseline, []).append(run)
    return ["".join(run.text for run in sorted(line, key=lambda each: each.x)) for line in lines.values()]


def test_every_page_says_whose_it_is_until_when_and_with_which_pen() -> None:
    for number, page in enumerate(form_pages(TWIN).pages, 1):
        text = "".join("".join(texts_of(page)).split())
        assert "みほん薬剤師会𠮷田聡理" in text
        assert "締切" in text
        assert "黒いペン" in text
        assert f"{number}/{form_map().pages}" in text


def boxes_mm(page: Page, kind: type[Fill] | type[Mosaic]) -> list[Rect]:
    marks = [mark for content in page.contents if content.artifact == "Layout" for mark in content.marks]
    rects = [mark.rect for mark in marks if isinstance(mark, kind)]
    return [Rect(*(round(length / PT_PER_MM, 1) for length in rect)) for rect in rects]


def test_four_marks_stand_12_mm_inside_the_sheet_and_the_codes_measure_25_mm() -> None:
    for page in form_pages().pages:
        assert sorted((box.x0, box.y0, box.x1, box.y1) for box in boxes_mm(page, Fill)) == [
            *((12.0, 12.0, 17.0, 17.0), (12.0, 280.0, 17.0, 285.0), (193.0, 12.0, 198.0, 17.0), (193.0, 280.0, 198.0, 285.0))
        ]
        assert [(box.x0, box.y0, round(box.width, 1), round(box.height, 1)) for box in boxes_mm(page, Mosaic)] == [
            *((164.5, 12.0, 25.0, 25.0), (20.5, 260.0, 25.0, 25.0))
        ]


def test_nothing_stands_in_the_white_around_a_code() -> None:
    clear = 3.4
    for page in form_pages(TWIN).pages:
        quiet = [Rect(box.x0 - clear, box.y0 - clear, box.x1 + clear, box.y1 + clear) for box in boxes_mm(page, Mosaic)]
        others = [mark for content in page.contents for mark in content.marks if not isinstance(mark, Mosaic)]
        for mark in others:
            box = ink_of(mark)
            for room in quiet:
                assert box.x1 <= room.x0 or room.x1 <= box.x0 or box.y1 <= room.y0 or room.y1 <= box.y0, mark


def ink_of(mark: object) -> Rect:
    match mark:
        case TextRun():
            box = Rect(mark.x, mark.baseline - mark.size_pt * 0.88, mark.x + mark.width, mark.baseline + mark.size_pt * 0.12)
        case Rule():
            box = Rect(mark.x0, mark.y0, mark.x1, mark.y1)
        case Fill():
            box = mark.rect
        case _:
            raise AssertionError(mark)
    return Rect(*(length / PT_PER_MM for length in box))


def test_boxes_to_tick_are_large_enough_for_a_fax_and_framed_in_black() -> None:
    marks = [each for each in form_map().fields if each.kind == FieldKind.MARK]
    assert marks
    assert all(each.box_mm[2] >= 5.0 and each.box_mm[3] >= 5.0 for each in marks)
    frames = {
        (mark.colour, mark.width_pt)
        for page in plain_pages().pages
        for content in page.contents
        for mark in content.marks
        if isinstance(mark, Rule)
    }
    assert frames == {("#000000", 0.75)}


def test_all_answer_spaces_lie_between_the_marks() -> None:
    for each in form_map().fields:
        x, y, width, height = each.box_mm
        assert x > 17.0 and x + width < A4_MM[0] - 17.0
        assert y > 17.0 and y + height < 260.0 - 3.0


def test_a_members_name_moves_no_space_and_makes_no_other_version() -> None:
    of_member, _ = build_response_form(form_material(), (), context_of(form_meeting()), TWIN)
    neutral, _ = build_response_form(form_material(), (), context_of(form_meeting()))
    assert of_member != neutral
    assert [page.fields for page in form_pages(TWIN).pages] == [page.fields for page in form_pages().pages]
