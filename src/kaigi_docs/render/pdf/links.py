"""Link annotations (ISO 32000-1 12.5.6.5) and what ties them to their Link elements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from kaigi_docs.layout.page import Content, LinkArea, StructNode, TextRun
from kaigi_docs.render.pdf.document import PdfFile, Ref
from kaigi_docs.render.pdf.sheets import Sheet, Targets
from kaigi_docs.render.pdf.syntax import number, text_string

_ADDRESS_SCHEMES = ("http://", "https://", "mailto:")
_ADDRESS_SAFE = "%/:=&?~#+!$,;'@()*[]"
_PRINT_FLAG = 4


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation; `parent_key` is its StructParent."""

    ref: Ref
    sheet: Sheet
    parent_key: int


@dataclass(frozen=True, slots=True)
class Links:
    """The annotations of a file by element and by page index: links, and the widgets of fillable spaces.

    Attributes:
        of_node, of_sheet: annotations by element and by page.
        frames: what is painted around fillable spaces: not content any more, since the widget is that (ISO 14289-1 7.18.4).
    """

    of_node: dict[StructNode, list[Annotation]] = field(default_factory=lambda: defaultdict(list))
    frames: set[Content] = field(default_factory=set)
    of_sheet: dict[int, list[Annotation]] = field(default_factory=lambda: defaultdict(list))


def place_links(file: PdfFile, sheets: Sequence[Sheet], targets: Targets) -> Links:
    """The annotations of all links whose target is an address or stands in this file; the others remain plain text."""
    links = Links()
    key = len(sheets)
    for sheet in sheets:
        for area in sheet.page.links:
            action = _action(sheet, area, targets)
            if action is None:
                continue
            annotation = Annotation(file.add(_annotation(sheet, area, action, key)), sheet, key)
            links.of_node[area.node].append(annotation)
            links.of_sheet[sheet.index].append(annotation)
            key += 1
    return links


def node_text(node: StructNode) -> str:
    """The characters of all content below a structure element."""
    texts = []
    for kid in node.kids:
        if isinstance(kid, StructNode):
            texts.append(node_text(kid))
        else:
            texts.extend(mark.text for mark in kid.content.marks if isinstance(mark, TextRun))
    return "".join(texts)


def _action(sheet: Sheet, area: LinkArea, targets: Targets) -> str | None:
    """The entries that say where the link leads and, as Contents, tell it to people who cannot see (ISO 14289-1 7.18.5)."""
    if area.target.startswith(_ADDRESS_SCHEMES):
        address = quote(area.target, safe=_ADDRESS_SAFE)
        return f"/Contents {text_string(area.target)}/A<</S/URI/URI{text_string(address)}>>"
    target = targets.find(sheet.part.id, area.target.removeprefix("#")) if area.target.startswith("#") else None
    if target is None:
        return None
    return f"/Contents {text_string(f'{target.title or node_text(area.node)}へ移動')}/Dest{target.destination}"


def _annotation(sheet: Sheet, area: LinkArea, action: str, parent_key: int) -> str:
    height = sheet.page.height
    edges = (area.rect.x0, height - area.rect.y1, area.rect.x1, height - area.rect.y0)
    return (
        f"<</Type/Annot/Subtype/Link/Rect[{' '.join(map(number, edges))}]/Border[0 0 0]/F {_PRINT_FLAG}"
        f"/P {sheet.ref}/StructParent {parent_key}{action}>>"
    )
