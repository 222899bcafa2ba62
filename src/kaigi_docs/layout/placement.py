"""The pages being filled: set lines, rules, fills and answer spaces, each hung under its structure element."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kaigi_docs.blocks import Field, FieldKind, ParagraphStyle, Run, Section
from kaigi_docs.layout.field import field_rules, form_node, placed_field
from kaigi_docs.layout.page import (
    PT_PER_MM,
    Content,
    ContentRef,
    Fill,
    LinkArea,
    Mark,
    Page,
    Rect,
    Rule,
    StructNode,
)
from kaigi_docs.layout.setting import InlineField, Piece, SetLine
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.theme import Theme

# Ink of Japanese type stays within 0.88 em above and 0.12 em below the baseline (the em box).
ASCENT_EM = 0.88
DESCENT_EM = 0.12
# What is printed on a line to write on stands a little above it.
VALUE_DEPTH_EM = 0.3


@dataclass(frozen=True, slots=True)
class Frame:
    """A kind of sheet: its size and its text area in points; `first` is that of the first page of a material."""

    width: float
    height: float
    area: Rect
    first: Rect


def frame_of(section: Section, theme: Theme) -> Frame:
    """The sheet of a section."""
    short, long = (side * PT_PER_MM for side in section.paper.sides_mm)
    width, height = (long, short) if section.landscape else (short, long)
    return Frame(width, height, text_area(width, height, theme), text_area(width, height, theme, first=True))


def text_area(width: float, height: float, theme: Theme, *, first: bool = False) -> Rect:
    """The text area of a sheet of that size, or that of the first one; landscape sheets take `theme.table_margins`."""
    margins = theme.table_margins if width > height else theme.margins
    top_mm = margins.first_top_mm if first and margins.first_top_mm is not None else margins.top_mm
    return Rect(
        margins.left_mm * PT_PER_MM,
        top_mm * PT_PER_MM,
        width - margins.right_mm * PT_PER_MM,
        height - margins.bottom_mm * PT_PER_MM,
    )


@dataclass(slots=True, eq=False)
class GridLayer:
    """What a table paints on one page besides text: fills below, rules above, verticals joined from row to row."""

    fills: Content
    rules: Content
    verticals: dict[float, int] = dataclasses.field(default_factory=dict)

    def add_row(
        self, rect: Rect, inner: Iterable[float], width_pt: float, colour: str, below: Iterable[tuple[float, float]] | None = None
    ) -> None:
        """Draws the frame of a row and the lines between its cells; `below` are the parts of its lower edge that have a line."""
        if not self.rules.marks:
            self.rules.marks.append(Rule(rect.x0, rect.y0, rect.x1, rect.y0, width_pt, colour))
        for x in (rect.x0, *inner, rect.x1):
            self._extend(x, rect, width_pt, colour)
        for x0, x1 in ((rect.x0, rect.x1),) if below is None else below:
            self.rules.marks.append(Rule(x0, rect.y1, x1, rect.y1, width_pt, colour))

    def add_cell(self, rect: Rect, whole: Rect, width_pt: float, colour: str) -> None:
        """Draws the lines at the left and below of a cell within a frame, as far as they are not the frame itself."""
        if rect.x0 > whole.x0:
            self._extend(rect.x0, rect, width_pt, colour)
        if rect.y1 < whole.y1:
            self.rules.marks.append(Rule(rect.x0, rect.y1, rect.x1, rect.y1, width_pt, colour))

    def add_frame(self, rect: Rect, width_pt: float, colour: str) -> None:
        """Draws a heavy frame on the inside of a cell's edges."""
        half = width_pt / 2
        for y in (rect.y0 + half, rect.y1 - half):
            self.rules.marks.append(Rule(rect.x0, y, rect.x1, y, width_pt, colour))
        for x in (rect.x0 + half, rect.x1 - half):
            self.rules.marks.append(Rule(x, rect.y0, x, rect.y1, width_pt, colour))

    def _extend(self, x: float, rect: Rect, width_pt: float, colour: str) -> None:
        marks, index = self.rules.marks, self.verticals.get(x)
        if index is not None:
            above = marks[index]
            if isinstance(above, Rule) and abs(above.y1 - rect.y0) < 0.01:
                marks[index] = Rule(x, above.y0, x, rect.y1, width_pt, colour)
                return
        self.verticals[x] = len(marks)
        marks.append(Rule(x, rect.y0, x, rect.y1, width_pt, colour))


class Placement:
    """Pages in the making.

    A `node` of None means repeated matter: it becomes an artifact of type Pagination.
    """

    def __init__(self, typesetter: Typesetter) -> None:
        """Starts without a page."""
        self.typesetter = typesetter
        self.theme = typesetter.theme
        self.pages: list[Page] = []
        self._open_node: StructNode | None = None
        self._open: Content | None = None
        self._grids: dict[object, GridLayer] = {}

    def start_page(self, frame: Frame) -> None:
        """Adds an empty page of the given kind."""
        self.add_page(Page(frame.width, frame.height))

    def add_page(self, page: Page) -> None:
        """Adds a page that may hold something already."""
        self.pages.append(page)
        self._open, self._open_node = None, None
        self._grids.clear()

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    def content(self, node: StructNode | None) -> Content:
        """The open content of the node on this page, or a new one at the end of the page and of the node."""
        contents = self.page.contents
        if self._open is not None and contents[-1] is self._open and self._open_node is node:
            return self._open
        self._open = Content(artifact=None if node is not None else "Pagination")
        self._open_node = node
        contents.append(self._open)
        if node is not None:
            node.kids.append(ContentRef(len(self.pages) - 1, self._open))
        return self._open

    def artifact(self, kind: str, marks: Iterable[Mark]) -> None:
        """Paints marks that are no content."""
        self.page.contents.append(Content(list(marks), kind))

    def grid(self, table: object) -> GridLayer:
        """The rules and fills of a table on this page, below its text."""
        layer = self._grids.get(table)
        if layer is None:
            layer = self._grids[table] = GridLayer(Content(artifact="Background"), Content(artifact="Layout"))
            self.page.contents.append(layer.rules)
        return layer

    def fill(self, table: object, rect: Rect, colour: str) -> None:
        """Paints the background of a row of a table."""
        layer = self.grid(table)
        if not layer.fills.marks:
            self.page.contents.insert(self.page.contents.index(layer.rules), layer.fills)
        layer.fills.marks.append(Fill(rect, colour))

    def line(self, line: SetLine, left: float, baseline: float, node: StructNode | None, box: Rect) -> None:
        """Paints a set line; its links and answer spaces become elements below the node.

        The box grows at the right by what a hanging 、 or 。 needs.
        """
        box = box._replace(x1=box.x1 + line.overhang) if line.overhang else box
        if not line.fields and (node is None or not any(piece.link for piece in line.pieces)):
            if line.pieces:
                self.content(node).marks += [piece.placed(left, baseline, box) for piece in line.pieces]
            return
        for part in _in_order(line):
            if isinstance(part, Piece):
                self._piece(part, left, baseline, node, box)
            elif node is not None:
                self._inline_field(part, left, baseline, node)

    def _piece(self, piece: Piece, left: float, baseline: float, node: StructNode | None, box: Rect) -> None:
        target = node
        if piece.link and node is not None:
            target = _link_node(node, piece.link, self.page, self.pages)
            self._link_area(piece, piece.link, left, baseline, target)
        self.content(target).marks.append(piece.placed(left, baseline, box))

    def _link_area(self, piece: Piece, link: str, left: float, baseline: float, node: StructNode) -> None:
        if piece.ruby:
            return
        x, y = left + piece.x, baseline + piece.dy
        rect = Rect(x, y - ASCENT_EM * piece.size_pt, x + piece.width, y + DESCENT_EM * piece.size_pt)
        links = self.page.links
        if links and links[-1].node is node and _goes_on(links[-1].rect, rect, piece.size_pt):
            before = links.pop().rect
            rect = Rect(before.x0, min(before.y0, rect.y0), rect.x1, max(before.y1, rect.y1))
        links.append(LinkArea(rect, link, node))

    def field(self, field: Field, rect: Rect, node: StructNode, depth: float | None = None, *, in_frame: bool = False) -> None:
        """Paints an answer space; its lines, and what is printed in it, are the content of its Form element.

        `depth` is the distance of the baseline of what is printed on a LINE from its bottom, `in_frame` as in field_rules.
        """
        self.content(node).marks.extend(field_rules(field, rect, self.theme, in_frame=in_frame))
        self.page.fields.append(placed_field(field, rect, node))
        if field.value is not None:
            self._value(field, field.value, rect, node, depth)

    def _value(self, field: Field, value: Run, rect: Rect, node: StructNode, depth: float | None) -> None:
        style = self.theme.paragraphs[ParagraphStyle.PLAIN]
        pad = self.theme.cell_padding_pt[0]
        lines = self.typesetter.set((value,), style, rect.width - 2 * pad).lines
        if field.kind is FieldKind.TEXT:
            top = rect.y0 + pad
        else:
            below = VALUE_DEPTH_EM * style.size_pt if depth is None else depth
            top = rect.y1 - below - lines[-1].baseline - sum(line.height for line in lines[:-1])
        for line in lines:
            self.line(line, rect.x0 + pad, top + line.baseline, node, rect)
            top += line.height

    def _inline_field(self, space: InlineField, left: float, baseline: float, parent: StructNode) -> None:
        bottom = baseline + space.depth
        node = form_node(space.field)
        parent.kids.append(node)
        rect = Rect(left + space.x, bottom - space.height, left + space.x + space.width, bottom)
        self.field(space.field, rect, node, space.depth)


def _goes_on(before: Rect, after: Rect, size_pt: float) -> bool:
    """Whether an area of the same link stands directly left of another, on the same line."""
    return after.x0 - before.x0 >= 0.0 and abs(after.x0 - before.x1) < size_pt and before.y0 < after.y1 and after.y0 < before.y1


def child(parent: StructNode, role: str) -> StructNode:
    """A new last kid of the element."""
    node = StructNode(role)
    parent.kids.append(node)
    return node


def _in_order(line: SetLine) -> Iterator[Piece | InlineField]:
    """Pieces and answer spaces from left to right, a ruby piece kept behind its base."""
    waiting = sorted(line.fields, key=lambda space: space.x)
    for piece in line.pieces:
        while waiting and not piece.ruby and waiting[0].x <= piece.x:
            yield waiting.pop(0)
        yield piece
    yield from waiting


def _link_node(parent: StructNode, target: str, page: Page, pages: list[Page]) -> StructNode:
    """The Link element for the next piece: the last one, where it goes on, else a new one."""
    last = parent.kids[-1] if parent.kids else None
    if isinstance(last, StructNode) and last.role == "Link":
        areas = page.links or (pages[-2].links if len(pages) > 1 else [])
        if areas and areas[-1].node is last and areas[-1].target == target:
            return last
    return child(parent, "Link")
