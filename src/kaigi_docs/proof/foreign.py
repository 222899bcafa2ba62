"""Pages of other programs on the finished pages: does each show what its original shows, and is it clear of our signs?

The original was drawn by the worker that read it, before anything was turned, cut or cleaned; the finished page is drawn here.
Both are compared as small pictures in shades of grey.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from kaigi_docs.layout.page import ForeignMark, Mark, Page, Rect, TextRun
from kaigi_docs.proof.pages import drawn_room
from kaigi_docs.proof.report import Report
from kaigi_docs.read.documents.images import page_pictures

DPI = 100
MOST_DIFFERENT = 60
"""Of 255 shades, at the worst place of a page after both pictures were blurred; see tests/proof/test_foreign.py."""

_PT_PER_INCH = 72
_BLUR_PX = 1.6
_ASCENT_EM, _DESCENT_EM = 0.9, 0.15
_AROUND_PT = 1.5
_TOUCH_PT = 0.5


def compare_foreign_pages(path: Path, pages: Sequence[Page], report: Report, only: Collection[int] | None = None) -> None:
    """Reports pages of other programs that look otherwise than their originals (`proof-foreign-page`) or are written over
    (`proof-overlap`).

    Limits: a difference smaller than a letter of the text may not be seen; colours are compared as greys.

    Args:
        path: the finished file.
        pages: as laid out.
        report: takes the differences.
        only: numbers of the pages to look at, from 0; None for all.
    """
    wanted = range(len(pages)) if only is None else sorted(only)
    numbers = [number for number in wanted if any(pages[number].foreign_marks())]
    for number, picture in zip(numbers, page_pictures(path, numbers, DPI) if numbers else (), strict=False):
        page = pages[number]
        for mark in page.foreign_marks():
            if shade_difference(mark, page, picture) > MOST_DIFFERENT:
                message = "取り込んだページが、元の PDF と同じに見えません。"
                report.add("proof-foreign-page", message, page=number + 1, label=mark.page.alt)
            if any(_overlap(room, _ink(mark)) for room in _our_rooms(page)):
                message = "取り込んだページの内容の上に、資料番号かページ番号が重なっています。"
                report.add("proof-overlap", message, page=number + 1, label=mark.page.alt)


def shade_difference(mark: ForeignMark, page: Page, picture: Image.Image) -> int:
    """The largest difference between the finished page and the original, in shades of 255; our own signs do not count."""
    with Image.open(io.BytesIO(mark.page.look)) as opened:
        original = opened.convert("L")
    finished = _laid_out(mark, picture).resize(original.size, Image.Resampling.BOX)
    scale = original.width / mark.rect.width
    for room in _our_rooms(page):
        box = [round((edge - origin) * scale) for edge, origin in zip(room, (*mark.rect[:2], *mark.rect[:2]), strict=True)]
        for image in (original, finished):
            image.paste(255, (box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1))
    blurred = [image.filter(ImageFilter.GaussianBlur(_BLUR_PX)) for image in (original, finished)]
    return int(ImageChops.difference(*blurred).getextrema()[1])  # type: ignore[arg-type]  # of one channel


def _laid_out(mark: ForeignMark, picture: Image.Image) -> Image.Image:
    """The part of the finished page in the rectangle of the mark, which may reach beyond the sheet."""
    scale = DPI / _PT_PER_INCH
    whole = Image.new("L", (round(mark.rect.width * scale), round(mark.rect.height * scale)), 255)
    whole.paste(picture, (round(-mark.rect.x0 * scale), round(-mark.rect.y0 * scale)))
    return whole


def _our_rooms(page: Page) -> Iterator[Rect]:
    """The rooms of everything that we painted on the page ourselves."""
    for content in page.contents:
        for mark in content.marks:
            if (room := _room(mark)) is not None:
                yield Rect(room.x0 - _AROUND_PT, room.y0 - _AROUND_PT, room.x1 + _AROUND_PT, room.y1 + _AROUND_PT)


def _room(mark: Mark) -> Rect | None:
    if not isinstance(mark, TextRun):
        return drawn_room(mark)
    top, bottom = mark.baseline - _ASCENT_EM * mark.size_pt, mark.baseline + _DESCENT_EM * mark.size_pt
    return Rect(mark.x, top, mark.x + mark.width, bottom)


def _ink(mark: ForeignMark) -> Rect | None:
    """Where what is not white stands on the finished page."""
    if mark.page.ink_mm is None:
        return None
    scale = mark.rect.width / mark.page.width_mm
    x0, y0, x1, y1 = (edge * scale for edge in mark.page.ink_mm)
    return Rect(mark.rect.x0 + x0, mark.rect.y0 + y0, mark.rect.x0 + x1, mark.rect.y0 + y1)


def _overlap(room: Rect, ink: Rect | None) -> bool:
    if ink is None:
        return False
    across, down = min(room.x1, ink.x1) - max(room.x0, ink.x0), min(room.y1, ink.y1) - max(room.y0, ink.y0)
    return across > _TOUCH_PT and down > _TOUCH_PT
