"""Pages of finished PDFs, and areas of them, as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kaigi_docs.read.documents.pdf import PDFIUM_LOCK, Box

if TYPE_CHECKING:
    from PIL.Image import Image

_PT_PER_INCH = 72
_FAST_OCTREE = 2  # PIL.Image.Quantize, which is not imported here for its name alone
_NEARLY_WHITE = 250
_WHITE = (255, 255, 255)


class Area(NamedTuple):
    """A rectangle of a page, in points from its top left corner; pages count from 0."""

    page: int
    box: Box


def area_pictures(content: bytes, areas: Iterable[Area], dpi: int, colours: int | None = None) -> list[bytes]:
    """Each area as a PNG on white, as pdfium renders it; the same bytes for the same PDF and version of pdfium.

    Args:
        content: a PDF of our own, without password.
        areas: within their pages.
        dpi: pixels per inch.
        colours: how many a picture may have, for a smaller file; None for all.
    """
    import pypdfium2

    with PDFIUM_LOCK, closing(pypdfium2.PdfDocument(content)) as document:
        return [_picture(document[area.page], area.box, dpi, colours) for area in areas]


def page_pictures(path: Path, pages: Iterable[int], dpi: int) -> list[Image]:
    """Whole pages (from 0) in shades of grey, as pdfium renders them; those that the file does not have are left out.

    Raises:
        OSError, pypdfium2.PdfiumError: the file cannot be read.
    """
    import pypdfium2

    with PDFIUM_LOCK, closing(pypdfium2.PdfDocument(path.read_bytes())) as document:
        there = (number for number in pages if number < len(document))
        return [_shades(document[number], dpi) for number in there]


def _shades(opened: Any, dpi: int) -> Image:
    with closing(opened) as page:
        shades: Image = page.render(scale=dpi / _PT_PER_INCH, rev_byteorder=True).to_pil().convert("L")
        return shades


def _picture(opened: Any, box: Box, dpi: int, colours: int | None) -> bytes:
    with closing(opened) as page:
        width, height = page.get_size()
        cut_off = (box.x0, height - box.y1, width - box.x1, box.y0)  # left, bottom, right, top
        image = page.render(scale=dpi / _PT_PER_INCH, crop=cut_off).to_pil().convert("RGB")
        written = io.BytesIO()
        (_with_few_colours(image, colours) if colours is not None else image).save(written, "PNG", dpi=(dpi, dpi))
        return written.getvalue()


def _with_few_colours(image: Image, colours: int) -> Image:
    """The picture in a palette; paper stays white.

    An octree takes a fifth of the time of Pillow's median cut, but mixes white with what is nearly white.
    """
    few: Image = image.quantize(colours, method=_FAST_OCTREE)
    palette = few.getpalette() or []
    triples = (palette[at : at + 3] for at in range(0, len(palette), 3))
    few.putpalette([shade for triple in triples for shade in (_WHITE if min(triple) >= _NEARLY_WHITE else triple)])
    return few
