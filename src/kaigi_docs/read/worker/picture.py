"""The task "picture": photos and scans, page by page, small enough for a book."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps

from kaigi_docs.read.worker.frames import Answer

_MOST_BYTES = 250_000_000  # of one page, unpacked; a photo of 60 million pixels in colour has 180
_MOST_FRAMES = 200
_READ_AS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "MPO")
_GREYS = 16
_BYTES_OF_MODE = {"1": 1, "L": 1, "P": 1, "RGB": 3, "CMYK": 4, "RGBA": 4}


def read_picture(path: Path, max_pictures: int, longest: int) -> Answer:
    """{"width", "height", "pages", "pictures"}, or {"fault"}: "damaged" or "large".

    `width` and `height` are the pixels of the first page, `pages` how many there are, `pictures` of the first of them: PNG in
    16 greys, upright as the camera was held, in base64.

    Args:
        path: the file.
        max_pictures: how many.
        longest: pixels of the longer side.
    """
    # Sizes are looked at before anything is unpacked; Pillow's own limit is not wanted, it only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=_READ_AS) as image:
                return _read(image, max_pictures, longest)
    except MemoryError:
        raise
    except _TooLarge:
        return {"fault": "large"}
    except Exception:  # Pillow raises all kinds of errors for pictures that are cut off or were changed
        return {"fault": "damaged"}


class _TooLarge(Exception):
    """A page has too many pixels, or there are too many pages."""


def _read(image: Image.Image, max_pictures: int, longest: int) -> Answer:
    width, height = image.size
    pages = getattr(image, "n_frames", 1)
    if pages > _MOST_FRAMES:
        raise _TooLarge
    pictures = list(_pictures(image, min(pages, max_pictures), longest))
    return {"width": width, "height": height, "pages": pages, "pictures": pictures}


def _pictures(image: Image.Image, pages: int, longest: int) -> Iterator[str]:
    for page in range(pages):
        if page:
            image.seek(page)
        image.draft("L", (longest, longest))  # a JPEG is unpacked smaller at once
        if image.width * image.height * _BYTES_OF_MODE.get(image.mode, 8) > _MOST_BYTES:
            raise _TooLarge
        written = io.BytesIO()
        _small(image, longest).save(written, "PNG", optimize=True)
        yield base64.b64encode(written.getvalue()).decode("ascii")


def _small(image: Image.Image, longest: int) -> Image.Image:
    """The page in greys, on white where it is transparent."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))
    grey = upright.convert("L")
    grey.thumbnail((longest, longest), reducing_gap=2.0)
    return grey.quantize(_GREYS)
