"""Pictures for Word: of charts, cut from the pages that the PDF shows, and of the pages of other programs.

Word then has the same drawing, which it cannot edit.
"""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.blocks import Document, ForeignPages
from kaigi_docs.charts import charts_in
from kaigi_docs.layout.page import PT_PER_MM, ContentRef, ForeignMark, LaidOut, StructNode
from kaigi_docs.read.documents.images import Area, area_pictures
from kaigi_docs.read.documents.pdf import Box
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import ChartsInWord, Theme

DPI = 300  # of office printers and copiers
PAGE_DPI = 130  # of whole pages, which are there to be looked at
PAGE_COLOURS = 64


def word_pictures(document: Document, laid_out: LaidOut, theme: Theme) -> dict[str, bytes]:
    """PNG of everything that the Word file of a material shows as a picture, by the name that `render_docx` asks for."""
    return chart_pictures(document, laid_out, theme) | page_pictures(document)


def page_pictures(document: Document) -> dict[str, bytes]:
    """PNG of each page of another program, at a resolution and in colours that keep Word files small."""
    pictures: dict[str, bytes] = {}
    for block in (each for each in document.blocks() if isinstance(each, ForeignPages)):
        sizes = ((page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM) for page in block.pages)
        areas = [Area(number, Box(0.0, 0.0, *size)) for number, size in enumerate(sizes)]
        made = area_pictures(block.pdf, areas, PAGE_DPI, colours=PAGE_COLOURS)
        pictures |= {block.picture_name(number): png for number, png in enumerate(made)}
    return pictures


def chart_pictures(document: Document, laid_out: LaidOut, theme: Theme) -> dict[str, bytes]:
    """PNG of each chart of a material by the chart's id; none where the theme gives Word native charts.

    Limit: the material is painted once more for it.
    """
    charts = list(charts_in(document.blocks())) if theme.charts_in_word is ChartsInWord.PICTURE else []
    if not charts:
        return {}
    pictures = area_pictures(paint_pdf([laid_out], PdfInfo(title=document.title)), _figures(laid_out.struct), DPI)
    return {chart.id: picture for chart, picture in zip(charts, pictures, strict=True)}


def _figures(node: StructNode) -> Iterator[Area]:
    """Where the drawings of charts stand, in reading order."""
    if node.page_box is not None and not _is_foreign(node):
        page, rect = node.page_box
        yield Area(page, Box(rect.x0, rect.y0, rect.x1, rect.y1))
    for kid in node.kids:
        if isinstance(kid, StructNode):
            yield from _figures(kid)


def _is_foreign(figure: StructNode) -> bool:
    contents = (kid.content for kid in figure.kids if isinstance(kid, ContentRef))
    return any(isinstance(mark, ForeignMark) for content in contents for mark in content.marks)
