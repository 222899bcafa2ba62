"""Bookmarks (ISO 32000-1 12.3.3) and page labels (12.4.2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kaigi_docs.layout.page import LaidOut, PlacedAnchor
from kaigi_docs.render.pdf.document import PdfFile, Ref
from kaigi_docs.render.pdf.metadata import PageLabel
from kaigi_docs.render.pdf.sheets import Sheet
from kaigi_docs.render.pdf.syntax import text_string


@dataclass(slots=True)
class Bookmark:
    """A line of the outline and the lines below it."""

    title: str
    destination: str
    kids: list[Bookmark] = field(default_factory=list)


def bookmarks(sheets: Sequence[Sheet]) -> list[Bookmark]:
    """Two levels: of one part its headings of levels 1 and 2; of several parts their titles and headings of level 1."""
    parts = list({sheet.part.id: sheet.part for sheet in sheets}.values())
    if len(parts) == 1:
        return _single_part(sheets)
    return [_whole_part([sheet for sheet in sheets if sheet.part is part]) for part in parts]


def write_outline(file: PdfFile, roots: Sequence[Bookmark]) -> None:
    """Writes the outline and lets the viewer show it at first; nothing where there is no bookmark."""
    if not roots:
        return
    outline = file.reserve()
    first, last = _write_level(file, outline, roots)
    file.put(outline, f"<</Type/Outlines/First {first}/Last {last}/Count {len(roots)}>>")
    file.set_catalog("Outlines", outline)
    file.set_catalog("PageMode", "/UseOutlines")


def page_labels(parts: Iterable[LaidOut]) -> Iterator[PageLabel]:
    """The numbers that the pages of each part print: its prefix, and from 1."""
    first = 0
    for part in parts:
        if part.pages:
            yield PageLabel(first, part.page_prefix)
        first += len(part.pages)


def write_page_labels(file: PdfFile, labels: Iterable[PageLabel]) -> None:
    """Writes the page labels; the first one must name page 0."""
    ranges = []
    for label in labels:
        prefix = f"/P{text_string(label.prefix)}" if label.prefix else ""
        start = f"/St {label.start}" if label.start != 1 else ""
        ranges.append(f"{label.first_page}<</S/D{prefix}{start}>>")
    file.set_catalog("PageLabels", file.add(f"<</Nums[{' '.join(ranges)}]>>"))


def _headings(sheets: Sequence[Sheet], deepest: int) -> Iterator[tuple[PlacedAnchor, Bookmark]]:
    for sheet in sheets:
        for anchor in sheet.page.anchors:
            if anchor.title and 1 <= anchor.level <= deepest:
                yield anchor, Bookmark(anchor.title, sheet.destination(anchor.y))


def _single_part(sheets: Sequence[Sheet]) -> list[Bookmark]:
    roots: list[Bookmark] = []
    for anchor, bookmark in _headings(sheets, deepest=2):
        siblings = roots[-1].kids if anchor.level == 2 and roots else roots
        siblings.append(bookmark)
    return roots


def _whole_part(sheets: Sequence[Sheet]) -> Bookmark:
    kids = [bookmark for _, bookmark in _headings(sheets, deepest=1)]
    return Bookmark(sheets[0].part.title, sheets[0].destination(0), kids)


def _write_level(file: PdfFile, parent: Ref, level: Sequence[Bookmark]) -> tuple[Ref, Ref]:
    """Writes bookmarks of one level, those below them folded away; returns the first and the last."""
    refs = [file.reserve() for _ in level]
    for place, (ref, bookmark) in enumerate(zip(refs, level, strict=True)):
        entries = f"/Title{text_string(bookmark.title)}/Parent {parent}/Dest{bookmark.destination}"
        if place > 0:
            entries += f"/Prev {refs[place - 1]}"
        if place + 1 < len(refs):
            entries += f"/Next {refs[place + 1]}"
        if bookmark.kids:
            first, last = _write_level(file, ref, bookmark.kids)
            entries += f"/First {first}/Last {last}/Count -{len(bookmark.kids)}"
        file.put(ref, f"<<{entries}>>")
    return refs[0], refs[-1]
