"""What layout hands to painters and to the proof: pages of boxes, and the structure that they belong to.

Lengths are points (1/72 inch); x runs right and y down from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kaigi_docs.blocks import FieldKind, ForeignPage
from kaigi_docs.findings import Findings, Location

PT_PER_MM = 72.0 / 25.4


class Rect(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Its width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.y1 - self.y0

    def contains(self, other: Rect, tolerance: float = 0.0) -> bool:
        """Whether the other rectangle lies inside this one, give or take the tolerance."""
        return (
            other.x0 >= self.x0 - tolerance
            and other.y0 >= self.y0 - tolerance
            and other.x1 <= self.x1 + tolerance
            and other.y1 <= self.y1 + tolerance
        )


@dataclass(frozen=True, slots=True)
class TextRun:
    """Glyphs of one face and size on one baseline.

    Attributes:
        face: id of the font file.
        size_pt: type size.
        x, baseline: origin of the first glyph.
        gids: glyph numbers in the font file.
        texts: what each glyph stands for (base character and selector together); same length as gids.
        offsets: distance of each glyph's origin from x; same length as gids.
        width: distance from x to the end of the last glyph's advance, without the empty half of closing punctuation.
        colour: "#rrggbb".
        box: the space that all ink of the run must stay inside (cell, slot or text area).
        source: the cell or line that the text came from.
        ruby: whether it is a reading, set in half the size above the run before it.
    """

    face: str
    size_pt: float
    x: float
    baseline: float
    gids: tuple[int, ...]
    texts: tuple[str, ...]
    offsets: tuple[float, ...]
    width: float
    colour: str
    box: Rect
    source: Location | None = None
    ruby: bool = False

    @property
    def text(self) -> str:
        """All characters of the run."""
        return "".join(self.texts)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width_pt: float
    colour: str
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle."""

    rect: Rect
    colour: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A line through points, or a polygon (curves are approximated by points).

    Attributes:
        points: x and y of each, at least two.
        closed: whether the last point is joined to the first.
        fill, stroke: colours "#rrggbb", or None for no inside or no outline; at least one is given.
        width_pt: of the outline.
        dash_pt: lengths of strokes and gaps; empty for an unbroken outline.
    """

    points: tuple[tuple[float, float], ...]
    closed: bool = False
    fill: str | None = None
    stroke: str | None = None
    width_pt: float = 0.5
    dash_pt: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Mosaic:
    """Dark squares of a lattice, painted as one area so that no seams show between them.

    Attributes:
        rect: the whole lattice, a square.
        side: how many squares stand side by side.
        runs: row, first square and the one behind the last, of each run of dark ones.
        colour: "#rrggbb".
    """

    rect: Rect
    side: int
    runs: tuple[tuple[int, int, int], ...]
    colour: str


@dataclass(frozen=True, slots=True)
class ForeignMark:
    """A page of another program's PDF, laid into a rectangle of its own proportions.

    Attributes:
        page: what it shows.
        number: its place in the file, from 0.
        rect: where it stands; larger or smaller than the page itself by one factor.
        archival: whether nothing in its file forbids PDF/A and PDF/UA.
        pdf: the file; see blocks.ForeignPages.
    """

    page: ForeignPage
    number: int
    rect: Rect
    archival: bool
    pdf: bytes


Mark = TextRun | Rule | Fill | Shape | Mosaic | ForeignMark


@dataclass(slots=True, eq=False)
class Content:
    """Marks painted together: one marked-content sequence of a structure element, or an artifact.

    Attributes:
        marks: in painting order.
        artifact: None for real content, else "Pagination", "Layout" or "Background" (ISO 32000-1 14.8.2.2).
    """

    marks: list[Mark] = field(default_factory=list)
    artifact: str | None = None


@dataclass(slots=True, eq=False)
class LinkArea:
    """A clickable area; `node` is the Link element it belongs to."""

    rect: Rect
    target: str
    node: StructNode


@dataclass(frozen=True, slots=True)
class PlacedField:
    """An answer space as it stands on the page; `node` is the Form element that it belongs to."""

    id: str
    kind: FieldKind
    label: str
    option: str
    rect: Rect
    node: StructNode | None = None


@dataclass(frozen=True, slots=True)
class PlacedAnchor:
    """A link target as it stands on the page; `title` is set for headings (bookmarks), else empty."""

    id: str
    y: float
    title: str = ""
    level: int = 0


@dataclass(slots=True, eq=False)
class Page:
    """One page, in painting order.

    Attributes:
        width, height: of the sheet as it is read (landscape already applied).
        contents: what is painted, in reading order; artifacts where they are painted.
        area: the rectangle above and below which head and foot stand; None for the text area of the theme.
        complete: it has head and foot of its own; none are added.
    """

    width: float
    height: float
    contents: list[Content] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    fields: list[PlacedField] = field(default_factory=list)
    anchors: list[PlacedAnchor] = field(default_factory=list)
    area: Rect | None = None
    complete: bool = False

    def foreign_marks(self) -> Iterator[ForeignMark]:
        """The pages of other programs that stand on it."""
        return (mark for content in self.contents for mark in content.marks if isinstance(mark, ForeignMark))


@dataclass(frozen=True, slots=True, eq=False)
class ContentRef:
    """A content of a page as a child of a structure element; `page` counts from 0 within its material."""

    page: int
    content: Content


@dataclass(slots=True, eq=False)
class StructNode:
    """An element of the structure tree (ISO 32000-1 14.7, 14.8.4).

    Attributes:
        role: standard structure type: Sect, H1-H3, P, L, LI, Lbl, LBody, Table, THead, TBody, TR, TH, TD, Note, Link, Form,
            Caption, Figure.
        kids: elements and contents in reading order.
        id: element identifier, unique in its material ("" for none); needed by Note and by TH that `headers` name.
        alt: alternative text, or "".
        scope: of a TH: "Column", "Row" or "Both"; else "".
        headers: of a TD or TH: ids of the header cells it belongs to.
        col_span, row_span: of a TH or TD.
        page_box: of a Figure: number of its page within the material, counted from 0, and the rectangle that it takes there.
        list_numbering: of an L: "Disc", "Decimal", "None" …; else "".
        print_field: of a Form: "tv" (text) or "cb" (box to tick); else "".
    """

    role: str
    kids: list[StructNode | ContentRef] = field(default_factory=list)
    id: str = ""
    alt: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    col_span: int = 1
    row_span: int = 1
    page_box: tuple[int, Rect] | None = None
    list_numbering: str = ""
    print_field: str = ""


@dataclass(slots=True, eq=False)
class LaidOut:
    """A material laid out once, to be painted into its own file and into the packet.

    Attributes:
        id, title, head_label, page_prefix, marks: of the Document.
        pages: in order.
        struct: its root, a Sect.
        findings: missing glyphs, slots that overflow, words wider than their cell.
    """

    id: str
    title: str
    head_label: str
    page_prefix: str
    pages: list[Page]
    struct: StructNode
    findings: Findings
    marks: tuple[str, ...] = ()

    @property
    def head_text(self) -> str:
        """What the head of the first page says before the text: marks and label."""
        return "".join(self.marks) + self.head_label
