"""Pages of another program's PDF: each on a sheet of its own size, clear of our head and foot."""

from __future__ import annotations

from kaigi_docs.blocks import ForeignPage, ForeignPages
from kaigi_docs.layout.page import PT_PER_MM, Content, ContentRef, ForeignMark, Page, Rect, StructNode
from kaigi_docs.layout.placement import Placement, child
from kaigi_docs.layout.running import HEAD_GAP_MM, LABEL_PADDING_PT
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.theme import Theme

# From the edge of the sheet, on which printers of offices print nothing, to head and foot; from these to what is on the page.
EDGE_MM = 5.5
SIDE_MM = 12.0
CLEAR_PT = 5.0


def place_foreign_pages(block: ForeignPages, placement: Placement, parent: StructNode) -> None:
    """Adds a page for each page of the block, as large as it is seen; its picture is one Figure with an alternative text.

    A page whose own margins have room for head and foot stands as it is. Another is moved up or down, and only where that is
    not enough made smaller, so that nothing on it comes under our signs. A complete one always stands as it is.
    """
    head_pt, foot_pt = _label_height_pt(placement.typesetter), _line_height_pt(placement.typesetter)
    for number, page in enumerate(block.pages):
        width, height = page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM
        sheet = Rect(0.0, 0.0, width, height)
        if block.complete:
            rect, area = sheet, None
        else:
            top, bottom = EDGE_MM * PT_PER_MM + head_pt, height - EDGE_MM * PT_PER_MM - foot_pt
            rect = fitted(page, Rect(0.0, top + CLEAR_PT, width, bottom - CLEAR_PT))
            area = _running_area(sheet, top, placement.theme)
        figure = child(parent, "Figure")
        figure.alt = page.alt
        figure.page_box = (len(placement.pages), _common(rect, sheet))
        content = Content([ForeignMark(page, number, rect, block.archival, block.pdf)])
        figure.kids.append(ContentRef(len(placement.pages), content))
        placement.add_page(Page(width, height, [content], area=area, complete=block.complete))


def fitted(page: ForeignPage, room: Rect) -> Rect:
    """Where a page stands so that all its ink lies within the top and bottom of the room: as large and as near as can be."""
    width, height = page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM
    if page.ink_mm is None:
        return Rect(0.0, 0.0, width, height)
    top, bottom = page.ink_mm[1] * PT_PER_MM, page.ink_mm[3] * PT_PER_MM
    scale = min(1.0, room.height / (bottom - top))
    highest, lowest = room.y0 - scale * top, room.y1 - scale * bottom
    x0, y0 = (width - scale * width) / 2, min(max(0.0, highest), max(highest, lowest))
    return Rect(x0, y0, x0 + scale * width, y0 + scale * height)


def _running_area(sheet: Rect, top: float, theme: Theme) -> Rect:
    """The rectangle around which `running` sets its lines: labels end at `top`, the page number EDGE_MM above the lower edge."""
    side, foot = SIDE_MM * PT_PER_MM, 2 * (EDGE_MM * PT_PER_MM + theme.running.size_pt / 2)
    return Rect(side, top + HEAD_GAP_MM * PT_PER_MM, sheet.width - side, sheet.height - foot)


def _label_height_pt(typesetter: Typesetter) -> float:
    line = typesetter.label("資料", typesetter.theme.head_label).line
    return line.height + 2 * LABEL_PADDING_PT[1]


def _line_height_pt(typesetter: Typesetter) -> float:
    return typesetter.label("1", typesetter.theme.running).line.height


def _common(one: Rect, other: Rect) -> Rect:
    return Rect(max(one.x0, other.x0), max(one.y0, other.y0), min(one.x1, other.x1), min(one.y1, other.y1))
