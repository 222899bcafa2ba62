"""Some pages of a laid-out material as a material of their own: what is put in after mailing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kaigi_docs.layout.page import ContentRef, LaidOut, Page, StructNode

_CELLS = frozenset({"TD", "TH"})


def some_pages(laid_out: LaidOut, pages: Sequence[int]) -> LaidOut:
    """The material with these pages only (from 1, in order), as they stand.

    Elements keep what stands on these pages; a row that is not on them is left out, its header row too where it was painted
    again as an artifact.
    """
    numbers = {page - 1: position for position, page in enumerate(pages)}
    nodes: dict[int, StructNode] = {}
    struct = _part(laid_out.struct, numbers, nodes, all_rows=_has_side_labels(laid_out.struct)) or StructNode("Sect")
    _forget_absent_headers(struct)
    return replace(laid_out, pages=[_with_links(laid_out.pages[number - 1], nodes) for number in pages], struct=struct)


def _part(node: StructNode, numbers: Mapping[int, int], nodes: dict[int, StructNode], *, all_rows: bool) -> StructNode | None:
    """The element with what stands on the pages, or None; cells stay where their row does."""
    kids: list[StructNode | ContentRef] = []
    for kid in node.kids:
        if isinstance(kid, StructNode):
            part = _part(kid, numbers, nodes, all_rows=all_rows)
            kids += [part] if part is not None else []
        elif kid.page in numbers:
            kids.append(replace(kid, page=numbers[kid.page]))
    keeps = node.role in _CELLS or (node.role == "TR" and all_rows)
    if not keeps and not any(_holds(kid) for kid in kids):
        return None
    box = (numbers[node.page_box[0]], node.page_box[1]) if node.page_box is not None and node.page_box[0] in numbers else None
    nodes[id(node)] = replace(node, kids=kids, page_box=box)
    return nodes[id(node)]


def _holds(kid: StructNode | ContentRef) -> bool:
    """Whether anything is painted for it; an answer space has an element without contents."""
    if isinstance(kid, ContentRef):
        return True
    return kid.role == "Form" or any(_holds(each) for each in kid.kids)


def _has_side_labels(node: StructNode) -> bool:
    """Whether a cell spans rows: then no row of a table is left out, or its cells would not add up."""
    return node.row_span > 1 or any(_has_side_labels(kid) for kid in node.kids if isinstance(kid, StructNode))


def _forget_absent_headers(struct: StructNode) -> None:
    """Cells name only those of their header cells that are left."""
    nodes = list(_nodes(struct))
    there = {node.id for node in nodes}
    for node in nodes:
        node.headers = tuple(name for name in node.headers if name in there)


def _nodes(node: StructNode) -> list[StructNode]:
    return [node, *(each for kid in node.kids if isinstance(kid, StructNode) for each in _nodes(kid))]


def _with_links(page: Page, nodes: Mapping[int, StructNode]) -> Page:
    """The page with its links hung under the elements that are left."""
    return replace(page, links=[replace(link, node=nodes[id(link.node)]) for link in page.links if id(link.node) in nodes])
