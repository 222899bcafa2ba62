"""Tables on a 1-bit FAX copy of the page: every line between cells is still there, wherever it falls between the dots.

G3 machines send 204 dots an inch across and 98 (standard) or 196 (fine) down; a dot is black where at least half of it is.
"""

from __future__ import annotations

from contextlib import closing

import pypdfium2
import pytest
from PIL import Image

from kaigi_docs.blocks import Cell, Column, Document, Note, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, Rule
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.themes import THEMES

ACROSS_DPI, DOWN_DPI = 204, (98, 196)
FINE_DPI = 4 * ACROSS_DPI
HEIGHT_PT = 480  # of the part of the page that is looked at
TEXTS = ("相談", "相談の窓口を広げ、関係する機関と連絡を取り合う。", "研修")


def table() -> Table:
    """Rows of one and two lines under headings, so that lines fall everywhere between the dots."""
    columns = tuple(Column(f"c{at}", (Run(f"見出し{at}"),), row_header=at == 0) for at in range(7))
    rows = tuple(
        Row(
            f"r{number}",
            tuple(Cell((Paragraph((Run(TEXTS[number % 3 if at == 3 else 0]),), ParagraphStyle.CELL),)) for at in range(7)),
        )
        for number in range(9)
    )
    return Table("t", columns, (RowGroup("g", (), rows),), (Run("表１　窓口"),), (Note("※", (Run("注"),)),))


@pytest.fixture(scope="module", params=THEMES)
def part(request) -> LaidOut:
    return layout_document(Document("d", "題", "", (Section((table(),)),)), THEMES[request.param])


@pytest.fixture(scope="module")
def rules(part) -> list[Rule]:
    """The lines of the table in the upper part of the page."""
    marks = (mark for content in part.pages[0].contents for mark in content.marks)
    return [mark for mark in marks if isinstance(mark, Rule) and mark.y1 < HEIGHT_PT - 10]


@pytest.fixture(scope="module")
def fine(part) -> Image.Image:
    """The upper part of the page in grey, with many more dots than a FAX has."""
    with closing(pypdfium2.PdfDocument(paint_pdf([part], PdfInfo("題")))) as pdf, closing(pdf[0]) as page:
        crop = (0, page.get_height() - HEIGHT_PT, 0, 0)
        return page.render(scale=FINE_DPI / 72, crop=crop, grayscale=True).to_pil()


def black_part(rule: Rule, copy: Image.Image, down_dpi: int) -> float:
    """How much of the length of a line is black on the copy, within a dot of its place."""
    left, right = (round(x * ACROSS_DPI / 72) for x in (rule.x0, rule.x1))
    top, bottom = (round(y * down_dpi / 72) for y in (rule.y0, rule.y1))
    if rule.y0 == rule.y1:
        band = copy.crop((left + 1, top - 2, right - 1, top + 2)).resize((right - left - 2, 1), Image.Resampling.BOX)
    else:
        band = copy.crop((left - 2, top + 1, left + 2, bottom - 1)).resize((1, bottom - top - 2), Image.Resampling.BOX)
    dots = list(band.tobytes())
    return sum(dot < 255 for dot in dots) / len(dots)


@pytest.mark.parametrize("down_dpi", DOWN_DPI)
def test_no_line_of_a_table_is_lost_or_broken_on_a_fax(rules, fine, down_dpi):
    size = (round(fine.width * ACROSS_DPI / FINE_DPI), round(fine.height * down_dpi / FINE_DPI))
    copy = fine.resize(size, Image.Resampling.BOX).point(lambda brightness: 255 if brightness >= 128 else 0)
    assert len([rule for rule in rules if rule.y0 == rule.y1]) > 8
    assert len([rule for rule in rules if rule.x0 == rule.x1]) == 8
    assert [rule for rule in rules if black_part(rule, copy, down_dpi) < 0.98] == []
