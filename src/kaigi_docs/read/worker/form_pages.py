"""A page of a PDF on the grid of a form: where its characters stand, how its pixels look, and how it lies on the blank form."""

from __future__ import annotations

import base64
import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray
from PIL import Image

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points, from the top left corner."""
Character = tuple[str, Box]
_Pair = tuple[tuple[float, float], tuple[float, float]]
"""The middle of a character on a page, and on the blank form."""

DPI = 216
_POINTS = 72
_PICTURE_DPI = 80
_MOST_PIXELS = 40_000_000
_MOST_CHARACTERS = 50_000
_SPACE, _LAST_ASCII = 0x20, 0x7F
_FEWEST_PAIRS = 8
_READABLE, _MOSTLY = 0.9, 0.5
_FAR_PT = 5.0
"""A character that lies farther from where it is on the blank form is another one."""
_UNMOVED_PT = 0.2
"""A page of which most characters lie no farther from where they are on the blank form was only flattened."""
_NEAR_PT = 2.0
"""Two characters closer than this are the same one."""


class PageTooLarge(Exception):
    """A page has more pixels or characters than any form."""


@contextmanager
def opened_document(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The file, with what its fields show. Nothing in it is executed: pdfium runs scripts only where it is told to.

    Raises:
        pypdfium2.PdfiumError: it is no PDF that pdfium can read.
    """
    with pdfium.PdfDocument(path) as document:
        document.init_forms()
        yield document


@dataclass(frozen=True, slots=True)
class Fit:
    """How a page lies on the blank form: place on the form = scale × place on the page + shift."""

    scale_x: float = 1.0
    shift_x: float = 0.0
    scale_y: float = 1.0
    shift_y: float = 0.0

    def on_form(self, box: Box) -> Box:
        """A box of the page in the coordinates of the form."""
        x0, y0, x1, y1 = box
        return self._x(x0), self._y(y0), self._x(x1), self._y(y1)

    def on_page(self, box: Box) -> Box:
        """A box of the form in the coordinates of the page."""
        x0, y0, x1, y1 = box
        return (
            (x0 - self.shift_x) / self.scale_x,
            (y0 - self.shift_y) / self.scale_y,
            (x1 - self.shift_x) / self.scale_x,
            (y1 - self.shift_y) / self.scale_y,
        )

    def _x(self, x: float) -> float:
        return self.scale_x * x + self.shift_x

    def _y(self, y: float) -> float:
        return self.scale_y * y + self.shift_y


@dataclass
class FormPage:
    """A page that is looked at.

    Attributes:
        page: it.
        characters: with their boxes.
    """

    page: pdfium.PdfPage
    characters: list[Character] = field(init=False)
    _grey: dict[float, NDArray[np.uint8]] = field(default_factory=dict)
    _darkest: dict[tuple[Box, int], NDArray[np.int_]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Reads its characters."""
        self.page.set_rotation(0)
        self.characters = list(_characters(self.page))

    @property
    def text(self) -> str:
        """All of its characters, as they come."""
        return "".join(character for character, _ in self.characters)

    @property
    def words(self) -> str:
        """What a person can read of its text; "" where its fonts do not tell what their characters mean."""
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").strip()
        readable = "".join(each for each in lines if each.isprintable() or each in "\n\t\u3000")
        return readable if len(readable) > _READABLE * len(lines) else ""

    @property
    def is_picture(self) -> bool:
        """Whether pictures cover most of it, as scanners make it: what text it has was guessed by a program from them."""
        pictures = self.page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)
        covered = sum(_area(each.get_bounds()) for each in pictures)
        return bool(covered > _MOSTLY * self.page.get_width() * self.page.get_height())

    def grey(self, box: Box, fit: Fit) -> NDArray[np.uint8]:
        """The pixels of a box of the form at 216 dpi of the form.

        Raises:
            PageTooLarge: the page has too many pixels.
        """
        scale = DPI / _POINTS * fit.scale_x
        if scale not in self._grey:
            self._grey[scale] = _rendered(self.page, scale)
        pixels = self._grey[scale]
        x0, y0, x1, y1 = (max(round(edge * scale), 0) for edge in fit.on_page(box))
        return pixels[y0:y1, x0:x1]

    def darkest(self, box: Box, aside: int) -> NDArray[np.int_]:
        """The pixels of a box at 216 dpi, each as dark as the darkest one within so many around it; kept for the next file."""
        if (box, aside) not in self._darkest:
            pixels = self.grey(box, Fit()).astype(int)
            for axis in (0, 1) if aside else ():
                pixels = np.minimum.reduce([np.roll(pixels, step, axis) for step in range(-aside, aside + 1)])
            self._darkest[box, aside] = pixels
        return self._darkest[box, aside]

    def crop(self, box: Box, fit: Fit) -> str:
        """A picture of a box of the form, PNG in base64."""
        pixels = self.grey(box, fit)
        return _png(pixels[::2, ::2]) if pixels.size else ""

    def picture(self) -> str:
        """A small picture of the whole page, PNG in base64; "" of one with too many pixels."""
        try:
            return _png(_rendered(self.page, _PICTURE_DPI / _POINTS))
        except PageTooLarge:
            return ""


def _characters(page: pdfium.PdfPage) -> Iterator[Character]:
    left, _, _, top = page.get_bbox()
    for code, (x0, y0, x1, y1) in _placed(page.get_textpage()):
        yield chr(code), (x0 - left, top - y1, x1 - left, top - y0)


def _placed(text_page: pdfium.PdfTextPage) -> Iterator[tuple[int, Box]]:
    """Code points and their boxes in the coordinates of the PDF.

    Within flattened fields pdfium gives the places of some lines as if the field stood at the corner of the page, but the matrix
    of the text is right: it tells where the line begins.
    """
    count = text_page.count_chars()
    if count > _MOST_CHARACTERS:
        raise PageTooLarge
    matrix, origin = raw.FS_MATRIX(), (ctypes.c_double(), ctypes.c_double())
    line, shift = (0.0, 0.0), (0.0, 0.0)
    high = before = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code == _SPACE and before > _LAST_ASCII and raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue  # pdfium puts one wherever glyphs stand a little apart; Japanese text has none there
        before = code
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        x0, y0, x1, y1 = text_page.get_charbox(index, loose=True)
        if raw.FPDFText_GetMatrix(text_page, index, matrix) and matrix.b == matrix.c == 0 and x1 > x0:
            if (matrix.e, matrix.f) != line:
                raw.FPDFText_GetCharOrigin(text_page, index, *origin)
                line = matrix.e, matrix.f
                is_lost = abs(matrix.f - origin[1].value) > 1
                shift = (matrix.e - origin[0].value, matrix.f - origin[1].value) if is_lost else (0.0, 0.0)
            x0, y0, x1, y1 = x0 + shift[0], y0 + shift[1], x1 + shift[0], y1 + shift[1]
        yield code, (x0, y0, x1, y1)


def _area(edges: Box) -> float:
    return abs((edges[2] - edges[0]) * (edges[3] - edges[1]))


def _rendered(page: pdfium.PdfPage, scale: float) -> NDArray[np.uint8]:
    if page.get_width() * page.get_height() * scale * scale > _MOST_PIXELS:
        raise PageTooLarge
    return np.array(page.render(scale=scale, grayscale=True).to_numpy()).squeeze()


def _png(pixels: NDArray[np.uint8]) -> str:
    written = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(written, "PNG")
    return base64.b64encode(written.getvalue()).decode("ascii")


def fit_of(page: Sequence[Character], blank: Sequence[Character]) -> Fit | None:
    """How a page lies on the blank form, by the characters that stand once on both; None where they do not fit.

    Programs that print make pages smaller, larger or shift them: A4 on Letter, margins of a printer.
    """
    here, there = _alone(page), _alone(blank)
    pairs = [(_middle(here[each]), _middle(there[each])) for each in here.keys() & there.keys()]
    if len(pairs) < _FEWEST_PAIRS:
        return None
    if median(_distances(Fit(), pairs)) < _UNMOVED_PT:
        return Fit()
    found = _fit_through(pairs)
    if found is None or median(_distances(found, pairs)) >= _NEAR_PT:
        return None
    # What was typed has characters that stand elsewhere on the form: without them the fit is exact to the edges of the page.
    near = [pair for pair, far in zip(pairs, _distances(found, pairs), strict=True) if far < _FAR_PT]
    return _fit_through(near) or found


def _fit_through(pairs: Sequence[_Pair]) -> Fit | None:
    scale_x, shift_x = _line([(one[0], other[0]) for one, other in pairs])
    scale_y, shift_y = _line([(one[1], other[1]) for one, other in pairs])
    return Fit(scale_x, shift_x, scale_y, shift_y) if scale_x > 0 and scale_y > 0 else None


def _alone(characters: Sequence[Character]) -> dict[str, Box]:
    """Characters that occur once."""
    count: dict[str, int] = {}
    for character, _ in characters:
        count[character] = count.get(character, 0) + 1
    return {character: box for character, box in characters if count[character] == 1 and not character.isspace()}


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _line(pairs: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Scale and shift by the median of slopes (Theil 1950), so that a few wrong pairs do not matter."""
    ordered = sorted(pairs)
    half = len(ordered) // 2
    far = ((one, ordered[index + half]) for index, one in enumerate(ordered[:half]))
    slopes = [(other[1] - one[1]) / (other[0] - one[0]) for one, other in far if other[0] - one[0] > 1]
    scale = median(slopes) if slopes else 1.0
    return scale, median(there - scale * here for here, there in ordered)


def _distances(fit: Fit, pairs: Sequence[_Pair]) -> list[float]:
    """How far each character lies from where the fit says, in points."""
    moved = ((fit.on_form((x, y, x, y)), there) for (x, y), there in pairs)
    return [max(abs(x - to_x), abs(y - to_y)) for (x, y, _, _), (to_x, to_y) in moved]


class Printed:
    """The characters of the blank form by place: what stands on a returned page and not here was written by somebody."""

    def __init__(self, blank: Sequence[Character]) -> None:
        """Takes the characters of a blank page."""
        self._places: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
        for character, box in blank:
            x, y = _middle(box)
            self._places.setdefault((character, *_cell(x, y)), []).append((x, y))

    def __contains__(self, pair: Character) -> bool:
        """Whether a character is printed there."""
        character, box = pair
        x, y = _middle(box)
        column, row = _cell(x, y)
        cells = ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        near = (place for cell in cells for place in self._places.get((character, *cell), ()))
        return any(abs(x - at_x) < _NEAR_PT and abs(y - at_y) < _NEAR_PT for at_x, at_y in near)


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x // _NEAR_PT), int(y // _NEAR_PT)
