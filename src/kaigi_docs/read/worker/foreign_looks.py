"""What the pages of a PDF look like to pdfium: how far their ink reaches, a small picture, and a digest of what they show."""

from __future__ import annotations

import base64
import hashlib
import io
from contextlib import closing

import pypdfium2
from PIL import Image

from kaigi_docs.read.worker.frames import Answer

DPI = 100
SMALLER = 3
"""The small picture has one pixel for three by three."""

_PT_PER_INCH = 72
_LIGHTEST_INK = 247  # of 255: what is lighter is the noise of a scanned sheet


def looks_of(content: bytes) -> list[Answer]:
    """[{"ink_pt", "look", "sha256"}, …] for each page as it is seen.

    `ink_pt` is left, top, right and bottom of what is not white, in points from the top left corner, or None for an empty page;
    `look` a PNG (base64) in shades of grey at a third of 100 dpi; `sha256` that of the pixels at 100 dpi and of the size.
    """
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [_look(document[index]) for index in range(len(document))]


def _look(opened: pypdfium2.PdfPage) -> Answer:
    with closing(opened) as page:
        image = page.render(scale=DPI / _PT_PER_INCH, rev_byteorder=True).to_pil().convert("RGB")
    digest = hashlib.sha256(f"{image.width}x{image.height}".encode() + image.tobytes()).hexdigest()
    grey = image.convert("L")
    small = io.BytesIO()
    grey.reduce(SMALLER).save(small, "PNG")
    return {"ink_pt": _ink(grey), "look": base64.b64encode(small.getvalue()).decode("ascii"), "sha256": digest}


def _ink(grey: Image.Image) -> list[float] | None:
    """Where ink begins and ends, a pixel more on each side."""
    box = grey.point([255 if value < _LIGHTEST_INK else 0 for value in range(256)]).getbbox()
    if box is None:
        return None
    per_pixel = _PT_PER_INCH / DPI
    left, top, right, bottom = box
    edges = (max(0, left - 1), max(0, top - 1), min(grey.width, right + 1), min(grey.height, bottom + 1))
    return [edge * per_pixel for edge in edges]
