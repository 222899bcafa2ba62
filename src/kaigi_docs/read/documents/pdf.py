"""PDF files to characters with page and box: one reader for the proof, for returned forms and for `check`."""

from __future__ import annotations

import ctypes
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

from kaigi_docs.errors import InputUnreadable
from kaigi_docs.read.documents.shown_fonts import FontsSeen, ShownFont

UNKNOWN = "\ufffd"
LINE_END_HYPHEN = "\u2010"

_SPACE = 0x20
_PDFIUM_HYPHEN = 0x02  # what pdfium puts for a hyphen that it takes for one of hyphenation
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_LENGTHS = 6  # left, right, bottom, top, origin x and y
_FORM_DEPTH = 8  # form XObjects in form XObjects


class Box(NamedTuple):
    """A rectangle in points from the top left corner of the page as it is seen: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float


class Character(NamedTuple):
    """A character as it stands on a page.

    Attributes:
        text: one character with its variation selector, if any; U+FFFD where the file does not say which it is.
        x, baseline: its origin in points from the top left corner of the page.
        box: its ink; without area for a blank.
    """

    text: str
    x: float
    baseline: float
    box: Box


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page, held as columns of equal length in the order in which the page paints them.

    Attributes:
        index: from 0.
        width, height: of the page as it is seen (rotation applied), in points.
        texts: of each character, as in Character.
        origins: x and baseline of each.
        boxes: x0, y0, x1, y1 of each.
        unread: boxes of text that pdfium leaves out: painted a second time on the same spot, or without width.
    """

    index: int
    width: float
    height: float
    texts: list[str]
    origins: tuple[list[float], list[float]]
    boxes: tuple[list[float], list[float], list[float], list[float]]
    unread: tuple[Box, ...] = ()

    def __iter__(self) -> Iterator[Character]:
        """The characters one by one."""
        for text, x, baseline, *box in zip(self.texts, *self.origins, *self.boxes, strict=True):
            yield Character(text, x, baseline, Box(*box))

    @property
    def text(self) -> str:
        """All characters, nothing put between them."""
        return "".join(self.texts)


@dataclass(frozen=True, slots=True)
class TextDocument:
    """The pages of a finished file, and the fonts that show their text."""

    pages: tuple[PageText, ...]
    fonts: tuple[ShownFont, ...] = ()


PDFIUM_LOCK = threading.Lock()


def read_pdf(path: Path, pictured: Collection[int] = (), only: Collection[int] | None = None) -> TextDocument:
    """The characters of the pages of a PDF.

    Args:
        path: the file.
        pictured: pages (from 0) on which form XObjects count as pictures: their text and its fonts are left out.
        only: the pages to read; None for all.

    Limits, as pdfium reads text: two glyphs of the same text on the same spot are one character, runs of blanks are one
    blank, a hyphen at the end of a line comes as U+2010, Latin ligatures come as their letters. One file at a time: a second
    thread waits, because pdfium must not be called from two.

    Raises:
        InputUnreadable: not a PDF, damaged beyond reading, or locked by a password.
    """
    import pypdfium2

    try:
        content = path.read_bytes()
        with PDFIUM_LOCK, _closing(pypdfium2.PdfDocument(content)) as document:
            fonts = FontsSeen()
            wanted = (index for index in range(len(document)) if only is None or index in only)
            pages = tuple(_read_page(document, index, fonts, index in pictured) for index in wanted)
            return TextDocument(pages, fonts.fonts())
    except (OSError, pypdfium2.PdfiumError) as error:
        message = f"「{path.name}」をPDFとして開けません。壊れているか、パスワードがかかっています。開けるか確かめてください。"
        raise InputUnreadable(message) from error


@contextmanager
def _closing(resource: Any) -> Iterator[Any]:
    """The pdfium object, closed at once afterwards."""
    try:
        yield resource
    finally:
        resource.close()


def _read_page(document: Any, index: int, fonts: FontsSeen, forms_are_pictures: bool) -> PageText:
    with _closing(document[index]) as page, _closing(page.get_textpage()) as text_page:
        width, height = page.get_size()
        axes = _Axes.of(page)
        objects = _text_objects(page.raw, 0 if forms_are_pictures else _FORM_DEPTH)
        fonts.add(objects.values())
        found = _measured(text_page.raw)
        if forms_are_pictures:
            found = found._replace(objects=[item if item in objects else None for item in found.objects])
        texts, order = _in_paint_order(found, {address: number for number, address in enumerate(objects)})
        read = set(found.objects)
        unread = tuple(axes.box(item) for address, item in objects.items() if address not in read)
        left, right, bottom, top, x, y = ([column[at] for at in order] for column in found.lengths)
        return PageText(index, width, height, texts, axes.points(x, y), axes.boxes(left, bottom, right, top), unread)


@dataclass(frozen=True, slots=True)
class _Axes:
    """From the user space of a page to points from its top left corner as it is seen (ISO 32000-1 7.7.3.3, Rotate).

    Attributes:
        turned: x comes from y, and y from x.
        across, down: sign and shift of the new x and y.
    """

    turned: bool
    across: tuple[float, float]
    down: tuple[float, float]

    @classmethod
    def of(cls, page: Any) -> _Axes:
        left, bottom, right, top = page.get_bbox()
        axes = {
            0: cls(False, (1, -left), (-1, top)),
            90: cls(True, (1, -bottom), (1, -left)),
            180: cls(False, (-1, right), (1, -bottom)),
            270: cls(True, (-1, top), (-1, right)),
        }
        return axes[page.get_rotation()]

    def points(self, x: list[float], y: list[float]) -> tuple[list[float], list[float]]:
        across, down = (y, x) if self.turned else (x, y)
        (sign_x, shift_x), (sign_y, shift_y) = self.across, self.down
        return [sign_x * value + shift_x for value in across], [sign_y * value + shift_y for value in down]

    def boxes(
        self, left: list[float], bottom: list[float], right: list[float], top: list[float]
    ) -> tuple[list[float], list[float], list[float], list[float]]:
        x0, y0 = self.points(left, bottom)
        x1, y1 = self.points(right, top)
        return (x0, y1, x1, y0) if self.across[0] > self.down[0] else _corners(x0, y0, x1, y1)

    def box(self, item: Any) -> Box:
        """The box of a page object."""
        import pypdfium2.raw as pdfium

        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
        return Box(*(column[0] for column in self.boxes([left.value], [bottom.value], [right.value], [top.value])))


def _corners(
    x0: list[float], y0: list[float], x1: list[float], y1: list[float]
) -> tuple[list[float], list[float], list[float], list[float]]:
    """Left, top, right and bottom edges of rectangles given by opposite corners."""
    return list(map(min, x0, x1)), list(map(min, y0, y1)), list(map(max, x0, x1)), list(map(max, y0, y1))


def _text_objects(page: Any, deepest: int) -> dict[int, Any]:
    """The text objects of a page by their address, in painting order, those in form XObjects down to a depth included."""
    import pypdfium2.raw as pdfium

    found = ((pdfium.FPDFPage_GetObject(page, number), 0) for number in range(pdfium.FPDFPage_CountObjects(page)))
    return {ctypes.addressof(item.contents): item for item in _flat(found, deepest)}


def _flat(items: Iterable[tuple[Any, int]], deepest: int) -> Iterator[Any]:
    """Text objects among page objects given with their depth."""
    import pypdfium2.raw as pdfium

    for item, depth in items:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < deepest:
            count = pdfium.FPDFFormObj_CountObjects(item)
            inner = ((pdfium.FPDFFormObj_GetObject(item, number), depth + 1) for number in range(count))
            yield from _flat(inner, deepest)


class _Calls(NamedTuple):
    """The calls made for every character."""

    unicode_of: Callable[[int, int], int]
    object_of: Callable[[int, int], int | None]
    is_generated: Callable[[int, int], int]
    box_of: Callable[[int, int, int, int, int, int], int]
    origin_of: Callable[[int, int, int, int], int]


@cache
def _calls() -> _Calls:
    """pdfium's functions with plain addresses as arguments: less than half the time of the typed pointers of pypdfium2."""
    import pypdfium2.raw as pdfium

    handle, number = ctypes.c_void_p, ctypes.c_int

    def call(function: Any, result: Any, pointers: int) -> Any:
        address = ctypes.cast(function, handle).value or 0
        return ctypes.CFUNCTYPE(result, handle, number, *([handle] * pointers))(address)

    return _Calls(
        call(pdfium.FPDFText_GetUnicode, ctypes.c_uint, 0),
        call(pdfium.FPDFText_GetTextObject, handle, 0),
        call(pdfium.FPDFText_IsGenerated, number, 0),
        call(pdfium.FPDFText_GetCharBox, number, 4),
        call(pdfium.FPDFText_GetCharOrigin, number, 2),
    )


class _Found(NamedTuple):
    """What pdfium says of each character.

    Attributes:
        codes: UTF-16 units or code points.
        objects: addresses of their text objects, None for what pdfium added.
        lengths: columns of left, right, bottom, top, origin x and y in user space.
    """

    codes: list[int]
    objects: list[int | None]
    lengths: tuple[list[float], ...]


def _measured(text_page: Any) -> _Found:
    import pypdfium2.raw as pdfium

    unicode_of, object_of, is_generated, box_of, origin_of = _calls()
    page, indices = ctypes.addressof(text_page.contents), range(pdfium.FPDFText_CountChars(text_page))
    lengths = (ctypes.c_double * (_LENGTHS * len(indices)))()
    first, end, width = (
        ctypes.addressof(lengths),
        ctypes.addressof(lengths) + ctypes.sizeof(lengths),
        ctypes.sizeof(ctypes.c_double),
    )
    columns = [range(first + number * width, end, _LENGTHS * width) for number in range(_LENGTHS)]
    deque(map(box_of, repeat(page), indices, *columns[:4]), maxlen=0)
    deque(map(origin_of, repeat(page), indices, *columns[4:]), maxlen=0)
    codes = list(map(unicode_of, repeat(page), indices))
    objects = list(map(object_of, repeat(page), indices))
    for index, code in enumerate(codes):
        if code == _SPACE and is_generated(page, index):
            objects[index] = None
    return _Found(codes, objects, tuple(lengths[start::_LENGTHS] for start in range(_LENGTHS)))


def _in_paint_order(found: _Found, numbers: Mapping[int, int]) -> tuple[list[str], list[int]]:
    """The texts of characters in painting order, and at which index of pdfium each begins."""
    texts: list[str] = []
    order: list[int] = []
    last = -1
    painted = [last := numbers.get(item, last) if item is not None else last for item in found.objects]
    mine = (index for index, item in enumerate(found.objects) if item is not None)
    high = 0
    for index in sorted(mine, key=painted.__getitem__):
        code = found.codes[index]
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        text = _character(code, high)
        high = 0
        if text in _SELECTORS and texts:
            texts[-1] += text
            continue
        texts.append(text)
        order.append(index)
    return texts, order


def _character(code: int, high: int) -> str:
    """The character of a code that pdfium gives, and of the high surrogate before it (0 for none)."""
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else UNKNOWN
    if code == _PDFIUM_HYPHEN:
        return LINE_END_HYPHEN
    return chr(code) if 0 < code < 0x110000 else UNKNOWN
