"""Lines that are set but not yet placed: what the line breaker hands to paragraphs, tables and flow."""

from __future__ import annotations

from dataclasses import dataclass

from kaigi_docs.blocks import Field
from kaigi_docs.findings import Location
from kaigi_docs.layout.page import Rect, TextRun


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one face, size and link on a line; x and dy are relative to the line's left end and baseline.

    `ruby` pieces are set above the text that they belong to (dy < 0). A piece that starts with an opening bracket begins
    with the empty half of that glyph, so x may be -0.5 em at a line's start; `width` ends without the empty half of
    punctuation that a piece ends with. Ink never leaves the line, but for a 、 or 。 that hangs (see SetLine); spaces at its
    end may stand beyond the measure.
    """

    face: str
    size_pt: float
    x: float
    dy: float
    gids: tuple[int, ...]
    texts: tuple[str, ...]
    offsets: tuple[float, ...]
    width: float
    colour: str
    link: str | None
    source: Location | None
    ruby: bool = False

    def placed(self, left: float, baseline: float, box: Rect) -> TextRun:
        """The piece on a page, its line's left end and baseline given."""
        return TextRun(
            self.face,
            self.size_pt,
            left + self.x,
            baseline + self.dy,
            self.gids,
            self.texts,
            self.offsets,
            self.width,
            self.colour,
            box,
            self.source,
            self.ruby,
        )


@dataclass(frozen=True, slots=True)
class InlineField:
    """An answer space in a line; x is relative to the line's left end, its bottom stands `depth` below the baseline."""

    field: Field
    x: float
    width: float
    height: float
    depth: float


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line of a set paragraph.

    Attributes:
        pieces: in reading order (a ruby piece directly after its base).
        fields: answer spaces of the line.
        height: distance to the next line's top.
        baseline: distance of the baseline from the line's top.
        overhang: how far the ink of a hanging 、 or 。 may leave the measure (ぶら下げ), at most half an em; else 0.
    """

    pieces: tuple[Piece, ...]
    fields: tuple[InlineField, ...]
    height: float
    baseline: float
    overhang: float = 0.0


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph broken into lines.

    Attributes:
        lines: at least one, even when the text is empty.
        natural_width: width of the longest line if nothing were broken (forced breaks apart), in points.
        missing: (character, source) of each glyph that no face has.
        held: numbers of the lines that the next line should stand on one page with, for what people type line by line.
    """

    lines: tuple[SetLine, ...]
    natural_width: float
    missing: tuple[tuple[str, Location | None], ...]
    held: frozenset[int] = frozenset()

    @property
    def height(self) -> float:
        """Sum of the heights of all lines."""
        return sum(line.height for line in self.lines)
