"""Page heads and feet, added when all page counts are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
# Between the frames of two marks, and between the marks and the title.
MARK_GAP_PT = 4.0
EPSILON_PT = 0.01
# What every other mark may stand beside: a title is cut alike before and after this one goes.
PASSING_MARK = "案"


@dataclass(frozen=True, slots=True)
class Running:
    """What one page says around its text area: its number, a short title, and the marks."""

    number: str
    title: str
    marks: tuple[str, ...] = ()


def add_running(parts: Sequence[LaidOut], theme: Theme, *, through: bool) -> list[LaidOut]:
    """The materials with page heads and feet; the parts given stay as they are, so nothing is ever added twice.

    The marks of a material and its head label are real content of its first page: each a P, first kids of the Sect. Everything
    else is an artifact of type Pagination. A mark takes no room from the text: with and without it, the rest of the page is the
    same. A complete page of another program stays as it is.

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
        page if page.complete else painter.page(page, Running(number, part.title, part.marks), first=index == 0)
        for index, (page, number) in enumerate(zip(part.pages, numbers, strict=True))
    ]
    struct = replace(part.struct, kids=list(part.struct.kids))
    if pages and not pages[0].complete:
        pages[0], head = painter.first_head(pages[0], part.head_label, part.marks)
        struct.kids[:0] = head
    return replace(part, pages=pages, struct=struct, findings=findings)


@dataclass(frozen=True, slots=True)
class _Framed:
    """Words in a frame."""

    frame: list[Mark]
    text: list[Mark]


class _Painter:
    """Paints around text areas."""

    def __init__(self, theme: Theme, findings: Findings) -> None:
        self._theme = theme
        self._typesetter = Typesetter(theme, findings)

    def page(self, page: Page, running: Running, *, first: bool) -> Page:
        """The page with its head and foot as artifacts behind its content; marks and title are left out of the first."""
        area = page.area or text_area(page.width, page.height, self._theme)
        head = Rect(area.x0, 0.0, area.x1, area.y0)
        foot = Rect(area.x0, area.y1, area.x1, page.height)
        up, half = area.y0 - HEAD_GAP_MM * PT_PER_MM, area.y1 + foot.height / 2
        title = "" if first else self._short(running.title, head.width - self._reserved_pt(head.width, running.marks))
        lines = [
            *self._line(title, head, up, Align.END),
            *self._line(running.number, foot, half + self._theme.running.size_pt / 2, Align.CENTER),
        ]
        around = [[*framed.frame, *framed.text] for framed in self._marks(() if first else running.marks, area)]
        artifacts = [Content(marks, "Pagination") for marks in (*around, lines) if marks]
        return replace(page, contents=[*page.contents, *artifacts])

    def first_head(self, page: Page, label: str, marks: Sequence[str]) -> tuple[Page, list[StructNode]]:
        """The page with its label at the top right and its marks at the top left, first in reading order; their elements."""
        area = page.area or text_area(page.width, page.height, self._theme)
        framed = [*self._marks(marks, area), *([self._label(label, area)] if label else [])]
        texts = [Content(each.text) for each in framed]
        frames = [Content(each.frame, "Layout") for each in framed]
        contents = [content for pair in zip(frames, texts, strict=True) for content in pair]
        return replace(page, contents=[*contents, *page.contents]), [StructNode("P", [ContentRef(0, text)]) for text in texts]

    def _label(self, text: str, area: Rect) -> _Framed:
        line = self._set(text, self._theme.head_label)
        return self._framed(line, area.x1 - self._frame_width_pt(line), area.y0)

    def _marks(self, marks: Sequence[str], area: Rect) -> Iterator[_Framed]:
        left = area.x0
        for text in marks:
            line = self._set(text, self._theme.head_label)
            yield self._framed(line, left, area.y0)
            left += self._frame_width_pt(line) + MARK_GAP_PT

    def _framed(self, line: SetLine, left: float, area_top: float) -> _Framed:
        """A line in a frame that stands above the text area."""
        pad_x, pad_y = LABEL_PADDING_PT
        bottom = area_top - HEAD_GAP_MM * PT_PER_MM
        box = Rect(left, bottom - line.height - 2 * pad_y, left + self._frame_width_pt(line), bottom)
        return _Framed(_frame(box, self._theme), _placed(line, box.x0 + pad_x, box.y0 + pad_y + line.baseline, box))

    def _frame_width_pt(self, line: SetLine) -> float:
        return width_of(line) + 2 * LABEL_PADDING_PT[0]

    def _reserved_pt(self, width_pt: float, marks: Sequence[str]) -> float:
        """What a title leaves free at the left: a third, or the room of the marks and of 「案」, whether it is there or not."""
        kept = (PASSING_MARK, *(mark for mark in marks if mark != PASSING_MARK)) if marks else ()
        lines = (self._set(mark, self._theme.head_label) for mark in kept)
        return max(width_pt / 3, sum(self._frame_width_pt(line) + MARK_GAP_PT for line in lines))

    def _line(self, text: str, box: Rect, bottom: float, align: Align) -> list[Mark]:
        """One line in the box, its lower edge given."""
        if not text:
            return []
        line = self._set(text, self._theme.running)
        spare = box.width - width_of(line)
        left = box.x0 + {Align.START: 0.0, Align.CENTER: spare / 2, Align.END: spare}[align]
        band = Rect(left, bottom - line.height, left + width_of(line) + EPSILON_PT, bottom)
        return _placed(line, left, band.y0 + line.baseline, band)

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
