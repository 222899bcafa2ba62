"""DrawingML for charts as text: the namespaces `c` (charts), `a` (shapes and text), `wp` and `pic` (drawings in a page)."""

from __future__ import annotations

from kaigi_docs.render.docx.markup import Xml, bare_element

CHART_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PICTURE_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
MAIN_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
PAGE_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATIONS_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_EMU_PER_PT = 12700
_EMU_PER_TWIP = 635
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def c(tag: str, /, *children: Xml, **values: str | int) -> Xml:
    """The element `c:tag`."""
    return bare_element(f"c:{tag}", values, *children)


def a(tag: str, /, *children: Xml, **values: str | int) -> Xml:
    """The element `a:tag`."""
    return bare_element(f"a:{tag}", values, *children)


def wp(tag: str, /, *children: Xml, **values: str | int) -> Xml:
    """The element `wp:tag`."""
    return bare_element(f"wp:{tag}", values, *children)


def pic(tag: str, /, *children: Xml, **values: str | int) -> Xml:
    """The element `pic:tag`."""
    return bare_element(f"pic:{tag}", values, *children)


def emu(pt: float) -> int:
    """Points in English metric units (ECMA-376 part 1, 20.1.10.16)."""
    return round(pt * _EMU_PER_PT)


def twips_emu(twips: int) -> int:
    """Twips in English metric units."""
    return twips * _EMU_PER_TWIP


def hundredths(pt: float) -> int:
    """A type size in hundredths of a point, as DrawingML counts it."""
    return round(pt * 100)
