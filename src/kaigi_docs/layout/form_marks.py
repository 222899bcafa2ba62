"""What every page of a form bears so that it can be told when it comes back: corner marks, its id as QR code and as text.

The marks stand at least 12 mm inside the sheet, where no printer or FAX cuts; the code stands twice, at the top right and the
bottom left, so that a torn or folded corner leaves one of them and both tell how the page lies. Nothing of it touches the text
area of `themes.form_theme`, where the first page begins beside the upper code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import PT_PER_MM, Content, Fill, LaidOut, Mark, Mosaic, Page, Rect
from kaigi_docs.layout.placement import text_area
from kaigi_docs.layout.qr import qr_mark
from kaigi_docs.layout.setting import SetLine
from kaigi_docs.layout.typesetter import Typesetter, width_of
from kaigi_docs.theme import Theme

INSET_MM, CORNER_MM = 12.0, 5.0
QR_MM = 25.0
QR_SIDE_MM = 20.5
"""From the edge of the sheet; between the code and a corner mark four modules stay white (ISO/IEC 18004 9.1)."""
MARKED_CONTENTS = 2
"""How many contents `with_form_marks` adds at the end of each page."""
CLEAR_MM = 3.5
"""What stays white around a code."""
WORDS_PT, _LINE_GAP_MM = 9.0, 1.0
"""Size of the words beside the lower code at most, and what is left between them: three lines end above the page number."""
_BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says of itself.

    Attributes:
        code: of the QR code and of the line at the foot.
        lines: beside the lower code, the first one heavy.
    """

    code: str
    lines: tuple[str, ...] = ()


def within_codes(part: LaidOut, theme: Theme) -> LaidOut:
    """The form whose page heads and feet will keep clear of the codes.

    Args:
        part: a form on its pages, without heads and feet.
        theme: the look of the form.
    """
    pages = [replace(page, area=_area(page, theme, first=index == 0)) for index, page in enumerate(part.pages)]
    return replace(part, pages=pages)


def _area(page: Page, theme: Theme, *, first: bool) -> Rect:
    area = text_area(page.width, page.height, theme, first=first)
    return area._replace(x1=page.width - (QR_SIDE_MM + QR_MM + CLEAR_MM) * PT_PER_MM)


def with_form_marks(part: LaidOut, words: Callable[[int], PageWords], theme: Theme) -> LaidOut:
    """The form with marks, codes and words around its text area, all of them artifacts; the part given stays as it is.

    Args:
        part: a form on its pages, with page heads and feet.
        words: of each page, counted from 1.
        theme: the look of the form.
    """
    findings = Findings(part.findings)
    painter = _Painter(theme, Typesetter(theme, findings))
    pages = [painter.page(page, words(number)) for number, page in enumerate(part.pages, 1)]
    return replace(part, pages=pages, findings=findings)


@dataclass(frozen=True, slots=True)
class _Painter:
    """Paints around the text area of forms."""

    theme: Theme
    typesetter: Typesetter

    def page(self, page: Page, words: PageWords) -> Page:
        marks: list[Mark] = [*_corners(page), *_codes(page, words.code)]
        texts = [*self._lines(page, words.lines), *self._code(page, words.code)]
        around = (Content(marks, "Layout"), Content(texts, "Pagination"))
        return replace(page, contents=[*page.contents, *around])

    def _lines(self, page: Page, lines: tuple[str, ...]) -> Iterator[Mark]:
        """The words, from the upper edge of the lower code down."""
        left = (QR_SIDE_MM + QR_MM + 2 * CLEAR_MM) * PT_PER_MM
        top = page.height - (INSET_MM + QR_MM) * PT_PER_MM
        for number, text in enumerate(lines):
            size_pt = min(self.theme.running.size_pt, WORDS_PT)
            style = replace(self.theme.running, size_pt=size_pt, leading=1.2, bold=number == 0)
            line = self.typesetter.label(text, style).line
            yield from _placed(line, left, top)
            top += line.height + _LINE_GAP_MM * PT_PER_MM

    def _code(self, page: Page, code: str) -> Iterator[Mark]:
        """The id in plain text, at the lower right."""
        line = self.typesetter.label(code, self.theme.running).line
        right, bottom = page.width - QR_SIDE_MM * PT_PER_MM, page.height - INSET_MM * PT_PER_MM
        yield from _placed(line, right - width_of(line), bottom - line.height)


def _placed(line: SetLine, left: float, top: float) -> Iterator[Mark]:
    box = Rect(left, top, left + width_of(line) + 1.0, top + line.height)
    return (piece.placed(left, top + line.baseline, box) for piece in line.pieces)


def _codes(page: Page, code: str) -> Iterator[Mosaic]:
    """The code at the top right and at the bottom left."""
    side, inset, edge = QR_MM * PT_PER_MM, INSET_MM * PT_PER_MM, QR_SIDE_MM * PT_PER_MM
    right, bottom = page.width - edge, page.height - inset
    yield qr_mark(code, Rect(right - side, inset, right, inset + side), _BLACK)
    yield qr_mark(code, Rect(edge, bottom - side, edge + side, bottom), _BLACK)


def _corners(page: Page) -> Iterator[Fill]:
    inset, side = INSET_MM * PT_PER_MM, CORNER_MM * PT_PER_MM
    for left in (inset, page.width - inset - side):
        for top in (inset, page.height - inset - side):
            yield Fill(Rect(left, top, left + side, top + side), _BLACK)
