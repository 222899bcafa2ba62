"""The characters of a page as pdfminer.six reads them: a second reading beside that of pdfium."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSException

from kaigi_docs.read.worker.form_pages import Character

logging.getLogger("pdfminer").setLevel(logging.ERROR)
_FAULTS = (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError)
"""What pdfminer.six raises for files that it does not understand; there is no common class."""
_MOST_FONTS = 50
_DEEPEST = 12
_SHAPES = "FontFile"
_RECTANGLES = re.compile(rb"\s(?:(?:[-+.0-9]++\s++){4}re\s++)++")
"""Limit: a text that says 「 1 2 3 4 re 」 loses these words, and is asked about, since the first reading has them."""


def characters_of(path: Path, index: int) -> list[Character]:
    """The characters of a page (from 0) with their boxes; none where the file cannot be read this way."""
    try:
        with path.open("rb") as stream:
            for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(stream)))):
                if number == index:
                    return list(_characters(_laid_out(page), *_corner(page)))
    except _FAULTS:
        pass
    return []


def _corner(page: PDFPage) -> tuple[float, float]:
    """The upper left corner of what is shown of a page, from the lower left one of its sheet, in points."""
    sheet, part = page.mediabox, page.cropbox
    return max(part[0] - sheet[0], 0.0), min(part[3], sheet[3]) - sheet[1]


def _laid_out(page: PDFPage) -> LTPage:
    fonts = _Fonts()
    device = _TextOnly(fonts, laparams=None)
    _Interpreter(fonts, device).process_page(page)
    return device.get_result()


def _characters(page: LTPage, left: float, top: float) -> Iterator[Character]:
    waiting: list[Any] = list(page)[::-1]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, LTChar):
            yield thing.get_text(), (thing.x0 - left, top - thing.y1, thing.x1 - left, top - thing.y0)
        elif isinstance(thing, LTContainer):
            waiting += list(thing)[::-1]


class _Interpreter(PDFPageInterpreter):
    """Does not look at rectangles, of which the QR codes of a form have more than the form has characters."""

    def execute(self, streams: Sequence[object]) -> None:
        """Draws what the streams say."""
        super().execute([_without_rectangles(stream_value(each)) for each in list_value(streams)])


def _without_rectangles(stream: PDFStream) -> PDFStream:
    rest = PDFStream({}, _RECTANGLES.sub(b" ", stream.get_data()))
    rest.objid, rest.genno = stream.objid, stream.genno  # by which circles are found
    return rest


class _TextOnly(PDFPageAggregator):
    """Leaves out lines and pictures."""

    def paint_path(self, *arguments: object) -> None:
        """Nothing."""

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Nothing."""


class _Fonts(PDFResourceManager):
    """Fonts by their content: that of our forms takes half a second, and is the same in every one that comes back."""

    _known: dict[str, PDFFont] = {}  # noqa: RUF012  (shared by all files on purpose)

    def __init__(self) -> None:
        super().__init__()
        self._here: dict[object, PDFFont] = {}

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        """The font that a dictionary describes; `objid` is its number in the file, or None."""
        if objid is None or objid not in self._here:
            self._here[objid] = self._shared(spec)
        return self._here[objid]

    def _shared(self, spec: Any) -> PDFFont:
        if not isinstance(resolve1(spec.get("ToUnicode")), PDFStream):
            return super().get_font(None, spec)
        key = _content(spec)
        if key not in self._known:
            if len(self._known) >= _MOST_FONTS:
                self._known.clear()
            self._known[key] = super().get_font(None, spec)
        return self._known[key]


def _content(thing: object) -> str:
    """A digest of everything that tells what the characters of a font mean and how wide they are."""
    digest = hashlib.sha256()
    for part in _parts(thing, 0):
        digest.update(part)
        digest.update(b"\x1f")
    return digest.hexdigest()


def _parts(thing: object, depth: int) -> Iterator[bytes]:
    thing = resolve1(thing)
    if depth > _DEEPEST:
        raise ValueError("a font that holds itself")
    if isinstance(thing, PDFStream):
        yield thing.get_rawdata() or b""
        yield from _parts(thing.attrs, depth + 1)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            if not str(key).startswith(_SHAPES):
                yield str(key).encode()
                yield from _parts(value, depth + 1)
    elif isinstance(thing, list):
        yield b"%d" % len(thing)
        if all(isinstance(each, (int, float)) for each in thing):
            yield repr(thing).encode("ascii")
            return
        for each in thing:
            yield from _parts(each, depth + 1)
    else:
        yield repr(thing).encode("utf-8", "replace")
