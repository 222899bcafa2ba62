"""Areas of the pages of finished PDFs as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import closing
from typing import Any, NamedTuple

from kaigi_docs.read.documents.pdf import PDFIUM_LOCK, Box

_PT_PER_INCH = 72


class Area(NamedTuple):
    """A rectangle of a page, in points from its top left corner; pages count from 0."""

    page: int
    box: Box


def area_pictures(content: bytes, areas: Iterable[Area], dpi: int) -> list[bytes]:
    """Each area as a PNG on white, as pdfium renders it; the same bytes for the same PDF and version of pdfium.

    Args:
        content: a PDF of our own, without password.
        areas: within their pages.
        dpi: pixels per inch.
    """
    import pypdfium2

    with PDFIUM_LOCK, closing(pypdfium2.PdfDocument(content)) as document:
        return [_picture(document[area.page], area.box, dpi) for area in areas]


def _picture(opened: Any, box: Box, dpi: int) -> bytes:
    with closing(opened) as page:
        width, height = page.get_size()
        cut_off = (box.x0, height - box.y1, width - box.x1, box.y0)  # left, bottom, right, top
        image = page.render(scale=dpi / _PT_PER_INCH, crop=cut_off).to_pil()
        written = io.BytesIO()
        image.convert("RGB").save(written, "PNG", dpi=(dpi, dpi))
        return written.getvalue()
