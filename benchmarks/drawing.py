"""What we paint for a chart, as plain values that the rivals draw mark by mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaigi_docs.layout.page import ContentRef, Fill, Mark, Rect, Rule, Shape, StructNode, TextRun


def drawings(root: StructNode) -> Iterator[dict[str, Any]]:
    """Each figure below the node in reading order: width, height, description and marks, lengths in points."""
    for node in _figures(root):
        assert node.page_box is not None
        box = node.page_box[1]
        contents = (kid.content for kid in node.kids if isinstance(kid, ContentRef))
        marks = [_plain(mark, box) for content in contents for mark in content.marks]
        yield {"width": box.width, "height": box.height, "alt": node.alt, "marks": marks}


def _figures(node: StructNode) -> Iterator[StructNode]:
    if node.role == "Figure":
        yield node
        return
    for kid in node.kids:
        if isinstance(kid, StructNode):
            yield from _figures(kid)


def _plain(mark: Mark, box: Rect) -> dict[str, Any]:
    match mark:
        case TextRun():
            return {
                "kind": "text",
                "x": mark.x - box.x0,
                "y": mark.baseline - box.y0,
                "size": mark.size_pt,
                "weight": "bold" if mark.face.endswith("Bold") else "regular",
                "colour": mark.colour,
                "text": mark.text,
            }
        case Rule():
            ends = ((mark.x0, mark.y0), (mark.x1, mark.y1))
            dash = (mark.width_pt, 2 * mark.width_pt) if mark.dotted else ()
            return _shape(Shape(ends, stroke=mark.colour, width_pt=mark.width_pt, dash_pt=dash), box)
        case Fill():
            x0, y0, x1, y1 = mark.rect
            return _shape(Shape(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), closed=True, fill=mark.colour), box)
        case Shape():
            return _shape(mark, box)


def _shape(shape: Shape, box: Rect) -> dict[str, Any]:
    return {
        "kind": "shape",
        "points": [(x - box.x0, y - box.y0) for x, y in shape.points],
        "closed": shape.closed,
        "fill": shape.fill,
        "stroke": shape.stroke,
        "width": shape.width_pt,
        "dash": shape.dash_pt,
    }
