"""The label at the side of a group's rows, in vertical writing, on page after page.

A label is painted with the first row of its group on a page and set anew with each further row, so that it stands in the
middle of the rows that are there; its content keeps its place before theirs, in the order in which the page is read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from kaigi_docs.blocks import Run
from kaigi_docs.layout.page import Content, Fill, Page, Rect, Rule, StructNode, TextRun
from kaigi_docs.layout.placement import GridLayer, Placement
from kaigi_docs.layout.strips import EPSILON_PT
from kaigi_docs.layout.table_labels import CONTINUED, least_height, lines_in, upright
from kaigi_docs.layout.vertical import placed
from kaigi_docs.theme import Theme

if TYPE_CHECKING:
    from kaigi_docs.layout.table_rows import RowStrip

ELLIPSIS = "…"


@dataclass(slots=True, eq=False)
class _Part:
    """The label's cell on one page: what it is painted with, and where in the table's rules and fills it stands."""

    page: Page
    rect: Rect
    content: Content
    layer: GridLayer
    rules: int
    fill: int


@dataclass(slots=True, eq=False)
class SideLabel:
    """The label of a group.

    Attributes:
        runs: its text; may be empty.
        left, width: of its cell, from the left of the text area, padding included.
        node: its cell in the structure.
        grid: the table that it belongs to, as Placement knows it.
        theme: its look.
        need: height that the rows beside it should have together on a page.
    """

    runs: tuple[Run, ...]
    left: float
    width: float
    node: StructNode
    grid: object
    theme: Theme
    need: float = field(init=False)
    _part: _Part | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Works out what the label needs."""
        self.need = least_height(self.runs, lines_in(self.width, self.theme), self.theme) if self.runs else 0.0

    def extend(self, placement: Placement, left: float, top: float, bottom: float) -> None:
        """Paints the label beside a row: anew on a new page, else in the middle of the rows so far.

        Args:
            placement: the pages.
            left: of the text area.
            top, bottom: of the row.
        """
        x0 = left + self.left
        part = self._part
        if part is None or part.page is not placement.page:
            rect = Rect(x0, top, x0 + self.width, bottom)
            part = self._part = self._begun(placement, rect)
        else:
            rect = part.rect = part.rect._replace(y1=bottom)
        self._frame(part)
        runs = self.runs if part.content.artifact is None else self._again(rect)
        part.content.marks[:] = self._set(runs, rect)

    def _begun(self, placement: Placement, rect: Rect) -> _Part:
        """The cell on a new page: real content on the first, an artifact on the others."""
        layer = placement.grid(self.grid)
        width, colour = self.theme.rule_pt, self.theme.rule_colour
        if not layer.rules.marks:
            layer.rules.marks.append(Rule(rect.x0, rect.y0, rect.x1, rect.y0, width, colour))
        rules = len(layer.rules.marks)
        layer.rules.marks += [Rule(rect.x0, rect.y0, rect.x0, rect.y1, width, colour)] * 2
        placement.fill(self.grid, rect, self.theme.group_fill)
        fill = len(layer.fills.marks) - 1
        if not self.runs:
            content = Content()
        elif self._part is None:
            content = placement.content(self.node)
        else:
            placement.artifact("Pagination", ())
            content = placement.page.contents[-1]
        return _Part(placement.page, rect, content, layer, rules, fill)

    def _frame(self, part: _Part) -> None:
        """Lines at the left and below, and the background, as high as the cell is now; the row draws the line at its right."""
        rect, width, colour = part.rect, self.theme.rule_pt, self.theme.rule_colour
        part.layer.rules.marks[part.rules] = Rule(rect.x0, rect.y0, rect.x0, rect.y1, width, colour)
        part.layer.rules.marks[part.rules + 1] = Rule(rect.x0, rect.y1, rect.x1, rect.y1, width, colour)
        part.layer.fills.marks[part.fill] = Fill(rect, self.theme.group_fill)

    def _again(self, rect: Rect) -> tuple[Run, ...]:
        """The label with 「（続き）」, cut with 「…」 where the rows are too low for it."""
        whole = (*self.runs, Run(CONTINUED))
        if rect.height >= self.need - EPSILON_PT or not self.runs:
            return whole if self.runs else ()
        inside, most = self._inside(rect), lines_in(self.width, self.theme)
        name = "".join(run.text for run in self.runs).replace("\n", "")
        most_kept = min(len(name) - 1, int(most * inside / self.theme.table_group.size_pt))
        shorter = ((Run(f"{name[:kept]}{ELLIPSIS}{CONTINUED}"),) for kept in range(most_kept, 0, -1))
        fitting = (runs for runs in (*shorter, (Run(CONTINUED),)) if self._least(runs, most) <= inside)
        return next(fitting, (Run(ELLIPSIS),))

    def _least(self, runs: tuple[Run, ...], most: int) -> float:
        return upright(runs, self.theme).least_height(most) - EPSILON_PT

    def _inside(self, rect: Rect) -> float:
        return rect.height - 2 * self.theme.cell_padding_pt[1]

    def _set(self, runs: tuple[Run, ...], rect: Rect) -> list[TextRun]:
        if not runs:
            return []
        text, height = upright(runs, self.theme), self._inside(rect)
        if rect.height < self.need:
            height = max(height, text.least_height(lines_in(self.width, self.theme)))
        return list(placed(text, text.lines(height + EPSILON_PT), rect, self.theme.table_group.colour))


class Beside(NamedTuple):
    """A label beside a row, and the height of its group's rows before and after the row, as far as that matters."""

    label: SideLabel
    above: float
    below: float

    @property
    def lacking(self) -> float:
        """The least height of a part of the row that goes to the next page, for the label to fit there."""
        return max(0.0, self.label.need - self.below)

    def fits(self, head: float) -> bool:
        """Whether the label has the height that it needs beside the part of the row that stays."""
        return head + self.above >= self.label.need - EPSILON_PT


def beside_label(rows: Iterable[RowStrip], label: SideLabel) -> Iterator[RowStrip]:
    """The rows of a group with its label: at the group's beginning and end kept together until the label fits beside
    them, and made higher where all of them are too low for it."""
    held: deque[RowStrip] = deque()
    above = 0.0
    for row in rows:
        held.append(row)
        while held and sum(each.height for each in held) - held[0].height >= label.need:
            first = held.popleft()
            yield _beside(first, label, above, label.need, keep=False)
            above += first.height
    total = sum(each.height for each in held)
    more = max(0.0, label.need - above - total) / max(len(held), 1)
    below = total + more * len(held)
    for number, row in enumerate(held):
        below -= row.height + more
        yield _beside(replace(row, height=row.height + more), label, above, below, keep=number > 0)
        above += row.height + more


def _beside(row: RowStrip, label: SideLabel, above: float, below: float, *, keep: bool) -> RowStrip:
    keep = keep or 0.0 < above < label.need
    return replace(row, beside=Beside(label, above, below), keep=keep or row.keep)
