"""Blocks in, pages of boxes with their structure tree out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import cast

from kaigi_docs.blocks import Document, ForeignPages, Section
from kaigi_docs.findings import Findings
from kaigi_docs.garbage import rare_collections
from kaigi_docs.layout.foreign import place_foreign_pages
from kaigi_docs.layout.page import LaidOut, StructNode
from kaigi_docs.layout.placement import Frame, Placement, frame_of
from kaigi_docs.layout.stack import Stacker
from kaigi_docs.layout.strips import EPSILON_PT, Space, Strip, bottoms, break_index, chains, paint_with_anchors, stack_height
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.theme import Theme

# A row is divided, and a table broken, rather than moved where moving it would leave more of the page empty than this.
WASTE_LIMIT = 1 / 3


@rare_collections()
def layout_document(document: Document, theme: Theme, typesetter: Typesetter | None = None) -> LaidOut:
    """The material on pages; findings are `glyph-missing`, `word-too-wide`, `slot-overflow`, `block-too-tall` and
    `table-too-wide`. The same document and theme give the same pages.

    Every section begins a page. Page heads and feet are added by `running.add_running`, when all page counts are known.

    Args:
        document: the material.
        theme: its look.
        typesetter: of the same theme, for documents that are much alike: it remembers what it has set, and all of them share its
            findings.
    """
    typesetter = typesetter if typesetter is not None else Typesetter(theme, Findings())
    placement, stacker, root = Placement(typesetter), Stacker(typesetter), StructNode("Sect")
    for section in document.sections:
        lay_section(section, placement, stacker, root)
    if not placement.pages:
        placement.start_page(frame_of(Section(()), theme))
    prune(root)
    return LaidOut(
        id=document.id,
        title=document.title,
        head_label=document.head_label,
        page_prefix=document.page_prefix,
        pages=placement.pages,
        struct=root,
        findings=typesetter.findings,
        marks=document.marks,
    )


def lay_section(section: Section, placement: Placement, stacker: Stacker, root: StructNode) -> None:
    """Places the blocks of a section from the top of a new page on; pages of other programs are pages of their own."""
    frame = frame_of(section, placement.theme)
    for foreign, blocks in groupby(section.blocks, lambda block: isinstance(block, ForeignPages)):
        if foreign:
            for block in blocks:
                place_foreign_pages(cast(ForeignPages, block), placement, root)
        else:
            Flow(frame, placement).run(stacker.strips(blocks, Space(0.0, frame.area.width), root))


def prune(node: StructNode) -> bool:
    """Removes elements without content below the node; table cells stay. Returns whether the node itself stays."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, StructNode) or prune(kid)]
    return bool(node.kids) or node.role in ("TD", "TH")


class Flow:
    """Fills pages of one kind with strips from top to bottom."""

    def __init__(self, frame: Frame, placement: Placement) -> None:
        """Starts with a page that is not there before something stands on it."""
        self._frame = frame
        self._placement = placement
        self._area = frame.area if placement.pages else frame.first
        self._y = self._area.y0
        self._fresh = True

    def run(self, strips: Iterable[Strip]) -> None:
        """Places strips; those that are kept together are looked at as one chain, as is a table that may move whole."""
        for chain in chains(strips, self._frame.area.height * WASTE_LIMIT):
            self._place(chain)

    def _place(self, chain: Sequence[Strip]) -> None:
        while chain:
            chain = self._advance(chain)

    def _advance(self, chain: Sequence[Strip]) -> Sequence[Strip]:
        """Places what fits on this page; returns what is left for the next one."""
        if self._fits(chain):
            self._paint(chain)
            return ()
        if self._fresh:
            head, tail = self._divided_at_top(chain)
        else:
            head, tail = self._divided(chain) if self._should_divide(chain) else ((), chain)
        self._paint(head)
        self._turn()
        return tail

    def _room(self, chain: Sequence[Strip]) -> float:
        """Height left for the chain, its gap or the rows repeated above it taken off."""
        above = stack_height(chain[0].repeated()) if self._fresh else chain[0].gap
        return self._area.y1 - self._y - above

    def _fits(self, chain: Sequence[Strip]) -> bool:
        return stack_height(chain) <= self._room(chain) + EPSILON_PT

    def _should_divide(self, chain: Sequence[Strip]) -> bool:
        """Whether moving the chain wastes more than a third of a page, or would not help."""
        whole = self._frame.area.height
        left = self._area.y1 - self._y
        return left > whole * WASTE_LIMIT or stack_height(chain) + stack_height(chain[0].repeated()) > whole

    def _divided(self, chain: Sequence[Strip]) -> tuple[Sequence[Strip], Sequence[Strip]]:
        return divide(chain, self._room(chain)) or ((), chain)

    def _divided_at_top(self, chain: Sequence[Strip]) -> tuple[Sequence[Strip], Sequence[Strip]]:
        """A chain taller than a page: divided in a row, else between kept strips, else the strip stands out."""
        room = self._room(chain)
        pieces = divide(chain, room) or divide(chain, room, forced=True)
        if pieces is not None:
            return pieces
        count = break_index(chain, room, forced=True)
        if count == 0:
            self._report_too_tall()
        return chain[: max(count, 1)], chain[max(count, 1) :]

    def _report_too_tall(self) -> None:
        message = "用紙1枚の高さに入らない欄または行があります。"
        self._placement.typesetter.findings.error("block-too-tall", None, message, "高さを小さくしてください。")

    def _paint(self, strips: Sequence[Strip]) -> None:
        for strip in strips:
            above = self._start(strip) if self._fresh else strip.gap
            self._put(strip, above)

    def _start(self, strip: Strip) -> float:
        """Begins the page with what is repeated above the strip; the gap of the strip is dropped."""
        self._placement.start_page(self._frame)
        self._fresh = False
        for repeated in strip.repeated():
            self._put(repeated, 0.0)
        return 0.0

    def _put(self, strip: Strip, above: float) -> None:
        self._y += above
        paint_with_anchors(strip, self._placement, self._area.x0, self._y, self._area)
        self._y += strip.height

    def _turn(self) -> None:
        self._area = self._frame.area
        self._y = self._area.y0
        self._fresh = True


def divide(chain: Sequence[Strip], available: float, *, forced: bool = False) -> tuple[Sequence[Strip], Sequence[Strip]] | None:
    """The chain in two, divided inside the last strip that can be and so that the head fits; None if there is none.

    A strip that would fit whole is divided when what is kept with it (notes below a table) does not fit.
    """
    edges = bottoms(chain)
    over = next((index for index, edge in enumerate(edges) if edge > available + EPSILON_PT), len(chain) - 1)
    for index in range(over, -1, -1):
        strip = chain[index]
        room = min(available - (edges[index] - strip.height), strip.height - 2 * EPSILON_PT)
        pieces = strip.split(room, forced=forced)
        if pieces is not None:
            return (*chain[:index], pieces[0]), (pieces[1], *chain[index + 1 :])
    return None
