"""Pages painted once for all files that show them: a material's own file, the packet, print jobs."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaigi_docs.layout.page import Content, ForeignMark, Page
from kaigi_docs.render.pdf.canvas import PageCanvas
from kaigi_docs.render.pdf.document import COMPRESSION_LEVEL
from kaigi_docs.render.pdf.fonts import Faces, Glyph


class Marked(NamedTuple):
    """A content that has marks, the role of its structure element or the kind of artifact, and whether it is one."""

    content: Content
    role: str
    is_artifact: bool


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """What a page needs in any file.

    Attributes:
        coded: its content stream, compressed.
        glyphs: what it shows of each face, by the face's id.
        foreign: the pages of other programs on it.
        tagged: contents that are no artifacts, by marked-content identifier.
    """

    coded: bytes
    glyphs: dict[str, set[Glyph]]
    foreign: tuple[ForeignMark, ...]
    tagged: tuple[Content, ...]


class SharedPages:
    """Pages that were painted so far, and the codes of their glyphs.

    Files that are painted from one object have the same content stream for a page, unless a link of the page leads somewhere in
    one of them only. Their bytes depend on which pages were painted before, in which order.

    Attributes:
        faces: codes of all glyphs.
    """

    def __init__(self) -> None:
        """Nothing painted yet."""
        self.faces = Faces()
        self._painted: dict[tuple[float, tuple[Marked, ...]], PaintedPage] = {}

    def painted(self, page: Page, marked: Sequence[Marked]) -> PaintedPage:
        """The page with these contents, painted now unless it was before."""
        key = page.height, tuple(marked)
        known = self._painted.get(key)
        if known is None:
            known = self._painted[key] = self._paint(page, marked)
        return known

    def _paint(self, page: Page, marked: Sequence[Marked]) -> PaintedPage:
        canvas, tagged = PageCanvas(page.height, self.faces), []
        for content, role, is_artifact in marked:
            if is_artifact:
                canvas.paint_artifact(role, content.marks)
            else:
                canvas.paint_tagged(role, content.marks)
                tagged.append(content)
        coded = zlib.compress(canvas.content(), COMPRESSION_LEVEL)
        return PaintedPage(coded, canvas.glyphs, tuple(canvas.foreign), tuple(tagged))
