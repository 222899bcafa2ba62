"""Page heads and feet, added when all page counts are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kaigi_docs.blocks import Align
from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import PT_PER_MM, Content, ContentRef, LaidOut, Mark, Page, Rect, Rule, StructNode
from kaigi_docs.layout.placement import text_area
from kaigi_docs.layout.setting import SetLine
from kaigi_docs.layout.typesetter import Typesetter, width_of
from kaigi_docs.theme import TextStyle, Theme

# Distance of page heads from the text area.
HEAD_GAP_MM = 2.0
LABEL_PADDING_PT = (6.0, 3.0)


@dataclass(frozen=True, slots=True)
class Running:
    """What one page says around its text area: its number and a short title (may be empty)."""

    number: str
    title: str


def add_running(parts: Sequence[LaidOut], theme: Theme, *, through: bool) -> list[LaidOut]:
    """The materials with page heads and feet; the parts given stay as they are, so nothing is ever added twice.

    The head label of a material is real content of its first page: a P, first kid of the Sect. Everything else is an
    artifact of type Pagination.

    Args:
        parts: the materials of the packet in order.
        theme: the look.
        through: number the pages through the packet (3 / 40); else by material (資料３-2 / 18).
    """
    total = sum(len(part.pages) for part in parts)
    done: list[LaidOut] = []
    before = 0
    for part in parts:
        if through:
            numbers = [f"{before + index} / {total}" for index in range(1, len(part.pages) + 1)]
        else:
            numbers = [f"{part.page_prefix}{index} / {len(part.pages)}" for index in range(1, len(part.pages) + 1)]
        done.append(_with_running(part, numbers, theme))
        before += len(part.pages)
    return done


def _with_running(part: LaidOut, numbers: Sequence[str], theme: Theme) -> LaidOut:
    findings = Findings(part.findings)
    painter = _Painter(theme, findings)
    pages = [
        painter.page(page, Running(number, part.title if index else ""))
        for index, (page, number) in enumerate(zip(part.pages, numbers, strict=True))
    ]
    struct = replace(part.struct, kids=list(part.struct.kids))
    if part.head_label and pages:
        struct.kids.insert(0, painter.label(pages[0], part.head_label))
    return replace(part, pages=pages, struct=struct, findings=findings)


class _Painter:
    """Paints around text areas."""

    def __init__(self, theme: Theme, findings: Findings) -> None:
        self._theme = theme
        self._typesetter = Typesetter(theme, findings)

    def page(self, page: Page, running: Running) -> Page:
        """The page with its head and foot as artifacts behind its content."""
        area = text_area(page.width, page.height, self._theme)
        head = Rect(area.x0, 0.0, area.x1, area.y0)
        foot = Rect(area.x0, area.y1, area.x1, page.height)
        up, half = area.y0 - HEAD_GAP_MM * PT_PER_MM, area.y1 + foot.height / 2
        marks = [
            *self._line(self._short(running.title, head.width * 2 / 3), head, up, Align.END),
            *self._line(running.number, foot, half + self._theme.running.size_pt / 2, Align.CENTER),
        ]
        contents = [*page.contents, *([Content(marks, "Pagination")] if marks else [])]
        return replace(page, contents=contents)

    def label(self, page: Page, text: str) -> StructNode:
        """The head label in its frame at the top right of the page, first in reading order; its element."""
        style, area = self._theme.head_label, text_area(page.width, page.height, self._theme)
        line = self._set(text, style)
        pad_x, pad_y = LABEL_PADDING_PT
        bottom = area.y0 - HEAD_GAP_MM * PT_PER_MM
        box = Rect(area.x1 - width_of(line) - 2 * pad_x, bottom - line.height - 2 * pad_y, area.x1, bottom)
        content = Content(_placed(line, box.x0 + pad_x, box.y0 + pad_y + line.baseline, box))
        page.contents[:0] = [Content(_frame(box, self._theme), "Layout"), content]
        return StructNode("P", [ContentRef(0, content)])

    def _line(self, text: str, box: Rect, bottom: float, align: Align) -> list[Mark]:
        """One line in the box, its lower edge given."""
        if not text:
            return []
        line = self._set(text, self._theme.running)
        spare = box.width - width_of(line)
        left = box.x0 + {Align.START: 0.0, Align.CENTER: spare / 2, Align.END: spare}[align]
        return _placed(line, left, bottom - line.height + line.baseline, box)

    def _short(self, title: str, measure_pt: float) -> str:
        """The title, cut with 「…」 where it is wider than the measure."""
        text = title.replace("\n", " ")
        kept = len(text)
        while kept and width_of(self._set(text, self._theme.running)) > measure_pt:
            kept -= 1
            text = title[:kept] + "…"
        return text

    def _set(self, text: str, style: TextStyle) -> SetLine:
        return self._typesetter.label(text, style).line


def _placed(line: SetLine, left: float, baseline: float, box: Rect) -> list[Mark]:
    return [piece.placed(left, baseline, box) for piece in line.pieces]


def _frame(box: Rect, theme: Theme) -> list[Mark]:
    corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1), (box.x0, box.y0))
    return [Rule(*start, *end, theme.rule_pt, theme.rule_colour) for start, end in pairwise(corners)]
