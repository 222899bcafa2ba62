"""Pictures of charts for Word, cut from the pages that the PDF shows: Word then has the same drawing, which it cannot edit."""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.blocks import Document
from kaigi_docs.charts import charts_in
from kaigi_docs.layout.page import LaidOut, StructNode
from kaigi_docs.read.documents.images import Area, area_pictures
from kaigi_docs.read.documents.pdf import Box
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import ChartsInWord, Theme

DPI = 300  # of office printers and copiers


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
    """Where the drawings stand, in reading order."""
    if node.page_box is not None:
        page, rect = node.page_box
        yield Area(page, Box(rect.x0, rect.y0, rect.x1, rect.y1))
    for kid in node.kids:
        if isinstance(kid, StructNode):
            yield from _figures(kid)
