"""The task "form_printed": answers read from the pages of a PDF whose fields are gone (flattened, or printed to PDF).

Each page is told by the id that is printed on it. Text is what stands within the box of a space and not on the blank form, read
by two programs (pdfium and pdfminer.six); a tick is what makes the box of a mark darker than on the blank form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from kaigi_docs.read.worker.form_lines import in_lines, is_full, squeezed, written_in
from kaigi_docs.read.worker.form_pages import Box, Character, Fit, FormPage, PageTooLarge, Printed, fit_of, opened_document
from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.second_reading import characters_of

_PT_PER_MM = 72 / 25.4
_SPARE_PT = 1.5
_DARKER = 60
"""Grey levels by which a pixel differs from the blank form before it counts."""
_WHITE = 255
_ID = re.compile(r"[A-Z2-7]{5}\s*:\s*[A-Z2-7]{8}\s*:\s*[A-Z0-9]{1,6}\s*:\s*[0-9]{1,2}\s*:\s*(?:[A-Z2-7]{8}|0)", re.IGNORECASE)
_FRAME_PT = 1.2
"""Frames of boxes are drawn differently by every program: what stands on them is not looked at."""
_DOT, _ASIDE = 40, 3
"""Pixels of the smallest dot of a pen, and how far lines of the form may lie aside, at 216 dpi."""
_MOST_TEXT = 20_000


def read_form_printed(path: Path, forms: Mapping[str, Mapping[str, Any]], max_pages: int, max_pictures: int) -> Answer:
    """{"pages": [{"id", "text", "values": [{"field", "text", "text2", "dark", "full", "ink", "picture"}], "beside", "picture",
    "fit", "scan"}]}, or {"fault": "damaged" | "limit"}.

    `id` is the printed id or "", `dark` the share of darker pixels of a mark, `full` whether a text reaches the end of its box,
    `ink` whether something is drawn in a space where no text can be read, `beside` what stands outside of the boxes and not on
    the blank form. `fit` is scale and shift of x, then of y, from the page to the form. A page that is no page of a known form,
    does not fit one or is a `scan` has all its `text` and a `picture` (as many as `max_pictures`) instead. Pictures are PNG in
    base64.

    Args:
        path: the file.
        forms: by code of the version: {"blank": path or "", "fields": [{"id", "page", "box_mm", "kind"}]}.
        max_pages: of the file.
        max_pictures: of pages that cannot be read.
    """
    try:
        with opened_document(path) as document:
            if len(document) > max_pages:
                return {"fault": "limit"}
            return {"pages": list(_pages(document, path, forms, max_pictures))}
    except PageTooLarge:
        return {"fault": "limit"}
    except (pdfium.PdfiumError, ValueError):
        return {"fault": "damaged"}


def _pages(
    document: pdfium.PdfDocument, path: Path, forms: Mapping[str, Mapping[str, Any]], max_pictures: int
) -> Iterator[Answer]:
    for number in range(1, len(document) + 1):
        page = FormPage(document[number - 1])
        form_id = _id_in(page.text)
        code, form_page = _code_and_page(form_id)
        form = forms.get(code)
        blank = _blank(form["blank"], form_page) if form is not None else None
        is_scan = page.is_picture
        fit = _fit(page, blank) if form is not None and not is_scan else None
        if form is None or fit is None:
            picture = page.picture() if max_pictures > 0 else ""
            max_pictures -= 1
            yield {**_EMPTY, "id": form_id, "text": page.words[:_MOST_TEXT], "picture": picture, "scan": is_scan}
            continue
        fields = [each for each in form["fields"] if each["page"] == form_page]
        yield _PrintedPage(page, fields, blank, fit, path, number - 1).answer(form_id)


_EMPTY: Answer = {"id": "", "text": "", "values": [], "beside": "", "picture": "", "fit": [], "scan": False}


def _id_in(text: str) -> str:
    """The printed id; PDFs of some programs set spaces into it."""
    found = _ID.search(text)
    return "".join(found.group().split()).upper() if found else ""


def _code_and_page(form_id: str) -> tuple[str, int]:
    parts = form_id.split(":")
    return (parts[1], int(parts[3])) if len(parts) == 5 else ("", 0)


@lru_cache(maxsize=8)
def _blank(path: str, number: int) -> FormPage | None:
    """A page of a blank form; it is ours, and the same for many files."""
    if not path:
        return None
    document = pdfium.PdfDocument(path)
    return FormPage(document[number - 1]) if 0 < number <= len(document) else None


def _fit(page: FormPage, blank: FormPage | None) -> Fit | None:
    """How a page lies on the blank form; ids, of which the characters stand elsewhere on each form, tell nothing of it."""
    return Fit() if blank is None else fit_of(_without_ids(page.characters), _without_ids(blank.characters))


class _PrintedPage:
    """One page of a known form."""

    def __init__(
        self,
        page: FormPage,
        fields: Sequence[Mapping[str, Any]],
        blank: FormPage | None,
        fit: Fit,
        path: Path,
        index: int,
    ) -> None:
        self._page, self._fields, self._blank, self._fit = page, fields, blank, fit
        self._printed = Printed(blank.characters if blank is not None else ())
        self._written = self._on_form(page.characters)
        self._second: list[Character] | None = None
        self._place = path, index

    def _on_form(self, characters: Sequence[Character]) -> list[Character]:
        """The characters that are neither on the blank form nor of an id, in the coordinates of the form."""
        moved = ((character, self._fit.on_form(box)) for character, box in _without_ids(characters))
        return [pair for pair in moved if pair not in self._printed]

    def answer(self, form_id: str) -> Answer:
        values = [value for each in self._fields if (value := self._value(each))]
        boxes = [_box_pt(each, _SPARE_PT) for each in self._fields]
        held = {id(pair) for box in boxes for pair in written_in(self._written, box, boxes)}
        outside = [pair for pair in self._written if id(pair) not in held]
        fit = [self._fit.scale_x, self._fit.shift_x, self._fit.scale_y, self._fit.shift_y]
        return {**_EMPTY, "id": form_id, "values": values, "beside": in_lines(outside, None), "fit": fit}

    def _value(self, field: Mapping[str, Any]) -> Answer | None:
        box, within = _box_pt(field, _SPARE_PT), _box_pt(field, -_FRAME_PT)
        found: Answer = {"field": field["id"], "text": "", "text2": "", "dark": 0.0, "full": False, "ink": False}
        if field["kind"] == "mark":
            dark = self._darkness(within)
            return {**found, "dark": dark, "picture": self._page.crop(box, self._fit)} if dark else None
        boxes = [_box_pt(each, _SPARE_PT) for each in self._fields]
        written = written_in(self._written, box, boxes)
        text = in_lines(written, box)
        if not text and not self._has_ink(within):
            return None
        second = in_lines(written_in(self._second_characters(), box, boxes), box)
        full = field["kind"] == "text" and is_full(written, box)
        doubted = full or squeezed(text) != squeezed(second)
        picture = self._page.crop(box, self._fit) if doubted or not text else ""
        return {**found, "text": text, "text2": second, "full": full, "ink": not text and not second, "picture": picture}

    def _second_characters(self) -> list[Character]:
        if self._second is None:
            self._second = self._on_form(characters_of(*self._place))
        return self._second

    def _darkness(self, box: Box) -> float:
        """The share of pixels that are darker than on the blank form."""
        darker = self._darker(box, 0)
        return float(np.mean(darker)) if darker.size else 0.0

    def _has_ink(self, box: Box) -> bool:
        """Whether something is drawn in a space for writing; its ruled lines may lie a little aside."""
        return int(np.count_nonzero(self._darker(box, _ASIDE))) > _DOT

    def _darker(self, box: Box, aside: int) -> NDArray[np.bool_]:
        """The pixels that are darker than those of the blank form within so many around them, or than white paper without it."""
        here = self._page.grey(box, self._fit).astype(int)
        if self._blank is None:
            return _WHITE - here > _DARKER
        blank = self._blank.darkest(box, aside)
        height, width = min(here.shape[0], blank.shape[0]), min(here.shape[1], blank.shape[1])
        darker: NDArray[np.bool_] = blank[:height, :width] - here[:height, :width] > _DARKER
        return darker


def _without_ids(characters: Sequence[Character]) -> list[Character]:
    text = "".join(character for character, _ in characters)
    owners = [number for number, (character, _) in enumerate(characters) for _ in character]  # a variant has two code points
    held = {owners[place] for match in _ID.finditer(text) for place in range(*match.span())}
    return [pair for number, pair in enumerate(characters) if number not in held]


def _box_pt(field: Mapping[str, Any], spare: float) -> Box:
    x, y, width, height = (length * _PT_PER_MM for length in field["box_mm"])
    return x - spare, y - spare, x + width + spare, y + height + spare
