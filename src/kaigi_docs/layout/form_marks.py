"""What every page of a form bears so that it can be told when it comes back: corner marks, its id as QR code and as text.

The marks stand at least 12 mm inside the sheet, where no printer or FAX cuts; the code stands twice, at the top right and the
bottom left, so that a torn or folded corner leaves one of them and both tell how the page lies. Nothing of it touches the text
area of `themes.form_theme`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import PT_PER_MM, Content, Fill, LaidOut, Mark, Page, Rect
from kaigi_docs.layout.qr import qr_marks
from kaigi_docs.layout.typesetter import Typesetter, width_of
from kaigi_docs.theme import Theme

INSET_MM, CORNER_MM = 12.0, 5.0
QR_MM, QR_SIDE_MM = 25.0, 20.0
HINT = "黒いペンで枠の中にご記入ください。縮小せずにお送りください。"
_LINE_GAP_MM = 1.5
_BLACK = "#000000"


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a page says of itself.

    Attributes:
        code: of the QR code and of the line at the foot.
        lines: at the top left.
    """

    code: str
    lines: tuple[str, ...] = ()


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
        marks = [*_corners(page), *self._codes(page, words.code)]
        texts = [*self._head(words.lines), *self._foot(page, words.code)]
        around = (Content(list(marks), "Layout"), Content(texts, "Pagination"))
        return replace(page, contents=[*page.contents, *around])

    def _codes(self, page: Page, code: str) -> Iterator[Fill]:
        side, inset, edge = QR_MM * PT_PER_MM, INSET_MM * PT_PER_MM, QR_SIDE_MM * PT_PER_MM
        right = page.width - edge
        bottom = page.height - inset
        yield from qr_marks(code, Rect(right - side, inset, right, inset + side), _BLACK)
        yield from qr_marks(code, Rect(edge, bottom - side, edge + side, bottom), _BLACK)

    def _head(self, lines: tuple[str, ...]) -> Iterator[Mark]:
        top = INSET_MM * PT_PER_MM
        for text in lines:
            line = self.typesetter.label(text, self.theme.running).line
            left = QR_SIDE_MM * PT_PER_MM
            box = Rect(left, top, left + width_of(line) + 1.0, top + line.height)
            yield from (piece.placed(left, top + line.baseline, box) for piece in line.pieces)
            top += line.height + _LINE_GAP_MM * PT_PER_MM

    def _foot(self, page: Page, code: str) -> Iterator[Mark]:
        """The id in plain text, at the lower right."""
        line = self.typesetter.label(code, self.theme.running).line
        right, bottom = page.width - QR_SIDE_MM * PT_PER_MM, page.height - INSET_MM * PT_PER_MM
        left = right - width_of(line)
        box = Rect(left - 1.0, bottom - line.height, right + 1.0, bottom)
        yield from (piece.placed(left, box.y0 + line.baseline, box) for piece in line.pieces)


def _corners(page: Page) -> Iterator[Fill]:
    inset, side = INSET_MM * PT_PER_MM, CORNER_MM * PT_PER_MM
    for left in (inset, page.width - inset - side):
        for top in (inset, page.height - inset - side):
            yield Fill(Rect(left, top, left + side, top + side), _BLACK)
