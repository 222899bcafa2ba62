"""The task "form_printed": answers read from the pages of a PDF whose fields are gone (flattened, or printed to PDF).

Each page is told by the id that is printed on it. Text is what stands within the box of a space and not on the blank form, read
by two programs (pdfium and pdfminer.six); a tick is what makes the box of a mark darker than on the blank form.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from kaigi_docs.read.worker.frames import Answer

_PT_PER_MM = 72 / 25.4
_DPI = 216
_SPARE_PT = 1.5
_DARKER = 60
"""Grey levels by which a pixel differs from the blank form before it counts."""
_ID = re.compile(r"[A-Z2-7]{5}\s*:\s*[A-Z2-7]{8}\s*:\s*[A-Z0-9]{1,6}\s*:\s*[0-9]{1,2}\s*:\s*(?:[A-Z2-7]{8}|0)")
_ID_IN_LINE = re.compile(_ID.pattern, re.I)
_NOTHING, _SURE = 0.005, 0.06
_FRAME_PT = 1.2
"""Frames of boxes are drawn differently by every program: what stands on them is not looked at."""

_PICTURE_DPI = 80
_MOST_PIXELS = 40_000_000

Box = tuple[float, float, float, float]


def read_form_printed(path: Path, forms: Mapping[str, Mapping[str, Any]], max_pages: int, max_pictures: int) -> Answer:
    """{"pages": [{"id", "text", "values": [{"field", "text", "text2", "dark", "full", "picture"}], "beside", "picture"}]}, or
    {"fault": "damaged" | "limit"}.

    `id` is the printed id or "", `dark` the share of darker pixels of a mark, `full` whether a text reaches the end of its box,
    `picture` a PNG in base64 of a page without an id (as many as `max_pictures`).

    Args:
        path: the file.
        forms: by code of the version: {"blank": path or "", "fields": [{"id", "page", "box_mm", "kind"}]}.
        max_pages: of the file.
        max_pictures: of pages that cannot be read.
    """
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return {"fault": "damaged"}
    try:
        if len(document) > max_pages:
            return {"fault": "limit"}
        return {"pages": list(_pages(document, path, forms, max_pictures))}
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return {"fault": "damaged"}
    finally:
        document.close()


def _pages(
    document: pdfium.PdfDocument, path: Path, forms: Mapping[str, Mapping[str, Any]], max_pictures: int
) -> Iterator[Answer]:
    blanks: dict[str, pdfium.PdfDocument] = {}
    for index in range(len(document)):
        page = document[index]
        characters = _characters(page)
        text = "".join(character for character, _ in characters)
        found = _ID.search(text.upper())
        form_id = "".join(found.group().split()) if found else ""
        code, number = _code_and_page(form_id)
        form = forms.get(code)
        if form is None:
            picture = _page_picture(page) if max_pictures > 0 else ""
            max_pictures -= 1
            yield {"id": form_id, "text": text[:20_000], "values": [], "beside": "", "picture": picture}
            continue
        blank = _blank(form, code, number, blanks)
        fields = [each for each in form["fields"] if each["page"] == number]
        yield _PrintedPage(page, characters, fields, blank, path, index).answer(form_id)


def _code_and_page(form_id: str) -> tuple[str, int]:
    parts = form_id.split(":")
    return (parts[1], int(parts[3])) if len(parts) == 5 else ("", 0)


def _blank(form: Mapping[str, Any], code: str, number: int, blanks: dict[str, pdfium.PdfDocument]) -> pdfium.PdfPage | None:
    if not form["blank"]:
        return None
    if code not in blanks:
        blanks[code] = pdfium.PdfDocument(form["blank"])
    return blanks[code][number - 1] if number <= len(blanks[code]) else None


def _characters(page: pdfium.PdfPage) -> list[tuple[str, Box]]:
    """Characters with their boxes from the top left corner, in points."""
    text_page = page.get_textpage()
    height = page.get_height()
    found = []
    for index in range(text_page.count_chars()):
        character = text_page.get_text_range(index, 1)
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        found.append((character, (left, height - top, right, height - bottom)))
    return found


class _PrintedPage:
    """One page of a known form."""

    def __init__(
        self,
        page: pdfium.PdfPage,
        characters: Sequence[tuple[str, Box]],
        fields: Sequence[Mapping[str, Any]],
        blank: pdfium.PdfPage | None,
        path: Path,
        index: int,
    ) -> None:
        self._page, self._characters, self._fields, self._blank = page, characters, fields, blank
        self._path, self._index = path, index
        self._known = _printed_words(blank)

    def answer(self, form_id: str) -> Answer:
        values = [self._value(each) for each in self._fields]
        boxes = [_box_pt(each, _SPARE_PT) for each in self._fields]
        outside = [pair for pair in self._characters if not any(_inside(pair[1], box) for box in boxes)]
        beside = _not_printed("".join(character for character, _ in outside), self._known)
        return {"id": form_id, "text": "", "values": values, "beside": beside, "picture": ""}

    def _value(self, field: Mapping[str, Any]) -> Answer:
        box = _box_pt(field, _SPARE_PT)
        if field["kind"] == "mark":
            dark = self._darkness(_box_pt(field, -_FRAME_PT))
            picture = self._crop(box) if _NOTHING < dark < _SURE else ""
            return {"field": field["id"], "text": "", "text2": "", "dark": dark, "full": False, "picture": picture}
        inside = [pair for pair in self._characters if _inside(pair[1], box)]
        text = _in_lines(inside, box)
        second = self._second(box) if text or self._darkness(box) > 0.001 else ""
        differs = _squeezed(text) != _squeezed(second)
        full = field["kind"] == "text" and _is_full(inside, box)
        picture = self._crop(box) if differs or full else ""
        return {"field": field["id"], "text": text, "text2": second, "dark": 0.0, "full": full, "picture": picture}

    def _darkness(self, box: Box) -> float:
        """The share of pixels that are darker than on the blank form."""
        here = _grey(self._page, box)
        if self._blank is None:
            return 0.0
        blank = _grey(self._blank, box)
        height, width = min(here.shape[0], blank.shape[0]), min(here.shape[1], blank.shape[1])
        if not height or not width:
            return 0.0
        darker = blank[:height, :width].astype(int) - here[:height, :width].astype(int) > _DARKER
        return float(darker.mean())

    def _second(self, box: Box) -> str:
        """The text of a box as pdfminer.six reads it."""
        return _in_lines([pair for pair in _miner_characters(self._path, self._index) if _inside(pair[1], box)], box)

    def _crop(self, box: Box) -> str:
        from PIL import Image

        picture = io.BytesIO()
        Image.fromarray(_grey(self._page, box, 110)).save(picture, "PNG")
        return base64.b64encode(picture.getvalue()).decode("ascii")


_miner_cache: dict[tuple[Path, int], list[tuple[str, Box]]] = {}


def _miner_characters(path: Path, index: int) -> list[tuple[str, Box]]:
    key = path, index
    if key not in _miner_cache:
        _miner_cache.clear()
        _miner_cache[key] = list(_mined(path, index))
    return _miner_cache[key]


def _mined(path: Path, index: int) -> Iterator[tuple[str, Box]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar, LTContainer

    for page in extract_pages(path, page_numbers=[index], laparams=None):
        waiting: list[Any] = list(page)
        while waiting:
            thing = waiting.pop(0)
            if isinstance(thing, LTChar):
                yield thing.get_text(), (thing.x0, page.height - thing.y1, thing.x1, page.height - thing.y0)
            elif isinstance(thing, LTContainer):
                waiting[:0] = list(thing)


def _printed_words(blank: pdfium.PdfPage | None) -> str:
    return "".join(character for character, _ in _characters(blank)) if blank is not None else ""


def _not_printed(text: str, known: str) -> str:
    """What stands outside of the boxes and is not on the blank form: characters that are more often here than there."""
    left: dict[str, int] = {}
    text = _ID_IN_LINE.sub("", text)
    for character in known:
        left[character] = left.get(character, 0) + 1
    rest = []
    for character in text:
        if left.get(character, 0):
            left[character] -= 1
        else:
            rest.append(character)
    found = "".join(rest).strip()
    return "" if _ID.search(found.upper()) or len(_squeezed(found)) < 2 else found


def _box_pt(field: Mapping[str, Any], spare: float) -> Box:
    x, y, width, height = (length * _PT_PER_MM for length in field["box_mm"])
    return x - spare, y - spare, x + width + spare, y + height + spare


def _inside(box: Box, space: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return space[0] <= x <= space[2] and space[1] <= y <= space[3]


def _is_full(characters: Sequence[tuple[str, Box]], box: Box) -> bool:
    """Whether a text may go on beyond its box: its last line stands at the bottom, or ends at the right edge."""
    if not characters:
        return False
    lowest = max(edges[3] for _, edges in characters)
    last = [edges for _, edges in characters if edges[3] > lowest - 4]
    size = lowest - min(edges[1] for edges in last)
    return lowest > box[3] - 0.4 * size or max(edges[2] for edges in last) > box[2] - 0.5 * size


def _in_lines(characters: Sequence[tuple[str, Box]], box: Box) -> str:
    """The text of a box: a line that ends near the right edge goes on in the next one."""
    lines: list[list[tuple[str, Box]]] = []
    for pair in (each for each in characters if each[0] not in "\r\n"):
        middle = (pair[1][1] + pair[1][3]) / 2
        size = max(pair[1][3] - pair[1][1], 1.0)
        last = lines[-1][-1] if lines else None
        if last is not None and pair[0].isspace():
            lines[-1].append((pair[0], last[1]))
        elif last is not None and abs((last[1][1] + last[1][3]) / 2 - middle) < size * 0.6:
            lines[-1].append(pair)
        else:
            lines.append([pair])
    text = ""
    for number, line in enumerate(lines):
        text += "".join(character for character, _ in line).rstrip()
        is_last = number == len(lines) - 1
        size = max(line[-1][1][3] - line[-1][1][1], 6.0)
        if not is_last and max(pair[1][2] for pair in line) < box[2] - 2.2 * size:
            text += "\n"
    return text.strip()


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _grey(page: pdfium.PdfPage, box: Box, dpi: int = _DPI) -> NDArray[np.uint8]:
    """A part of a page in grey."""
    width, height = page.get_width(), page.get_height()
    crop = (max(box[0], 0), max(height - box[3], 0), max(width - box[2], 0), max(box[1], 0))
    scale = dpi / 72
    if (width - crop[0] - crop[2]) * (height - crop[1] - crop[3]) * scale * scale > _MOST_PIXELS:
        raise ValueError("too many pixels")
    return np.array(page.render(scale=scale, crop=crop, grayscale=True).to_numpy()).squeeze()


def _page_picture(page: pdfium.PdfPage) -> str:
    from PIL import Image

    if page.get_width() * page.get_height() * (_PICTURE_DPI / 72) ** 2 > _MOST_PIXELS:
        return ""
    picture = io.BytesIO()
    grey = np.array(page.render(scale=_PICTURE_DPI / 72, grayscale=True).to_numpy()).squeeze()
    Image.fromarray(grey).save(picture, "PNG")
    return base64.b64encode(picture.getvalue()).decode("ascii")
