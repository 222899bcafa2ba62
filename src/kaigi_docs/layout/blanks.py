"""A laid-out material with blank back pages between its own, for printing on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import Content, ContentRef, LaidOut, Page, Rect, StructNode
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.theme import Theme

BLANK_WORDS = "（白紙）"


def with_blank_backs(laid_out: LaidOut, slots: Sequence[int | None], theme: Theme, *, names_blanks: bool = False) -> LaidOut:
    """The same pages, unchanged, with a blank one for each None; the material given stays as it is.

    Args:
        laid_out: the material, page heads and feet included.
        slots: numbers of its pages from 0, each once and in order, with None between and behind them.
        theme: the look of what blank pages say.
        names_blanks: whether a blank page says 「（白紙）」 in its middle, as an artifact that readers skip.
    """
    if [slot for slot in slots if slot is not None] != list(range(len(laid_out.pages))):
        raise ValueError("every page has one slot, in order")
    places = {page: place for place, page in enumerate(slots) if page is not None}
    nodes: dict[int, StructNode] = {}
    moved = any(page != place for page, place in places.items())
    struct = _renumbered(laid_out.struct, places, nodes) if moved else laid_out.struct
    pages: list[Page] = []
    for slot in slots:
        if slot is None:
            before = pages[-1]
            pages.append(_blank(before.width, before.height, theme, names_blanks))
        else:
            pages.append(_with_links(laid_out.pages[slot], nodes) if moved else laid_out.pages[slot])
    return replace(laid_out, pages=pages, struct=struct)


def _blank(width: float, height: float, theme: Theme, named: bool) -> Page:
    page = Page(width, height)
    if named:
        label = Typesetter(theme, Findings()).label(BLANK_WORDS, theme.running)
        left, middle = (width - label.width) / 2, height / 2
        box = Rect(0.0, middle - label.line.height, width, middle + label.line.height)
        page.contents.append(Content([piece.placed(left, middle, box) for piece in label.line.pieces], "Pagination"))
    return page


def _renumbered(node: StructNode, places: Mapping[int, int], nodes: dict[int, StructNode]) -> StructNode:
    """The element with the new numbers of its pages; `nodes` learns what became of each element."""
    kids: list[StructNode | ContentRef] = [
        _renumbered(kid, places, nodes) if isinstance(kid, StructNode) else replace(kid, page=places[kid.page])
        for kid in node.kids
    ]
    box = (places[node.page_box[0]], node.page_box[1]) if node.page_box is not None else None
    nodes[id(node)] = replace(node, kids=kids, page_box=box)
    return nodes[id(node)]


def _with_links(page: Page, nodes: Mapping[int, StructNode]) -> Page:
    """The page with its links hung under the renumbered elements."""
    return replace(page, links=[replace(link, node=nodes[id(link.node)]) for link in page.links])
