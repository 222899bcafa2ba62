"""The only way to draw on a page: inside a tag or inside an artifact (ISO 32000-1 14.6, 14.8.2.2)."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.layout.page import PT_PER_MM, Fill, ForeignMark, Mark, Mosaic, Rule, Shape, TextRun
from kaigi_docs.render.pdf.fonts import Faces, Glyph
from kaigi_docs.render.pdf.syntax import name, number, rgb
from kaigi_docs.render.pdf.text import shown_glyphs

# How a path is painted, by whether it has an inside and an outline.
_PAINTING = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}


class PageCanvas:
    """The content stream of one page; y is turned over, from down in layout to up in PDF.

    Attributes:
        glyphs: what it shows of each face, by the face's id in the order of first use.
        foreign: the pages of other programs on it; they are called X1, X2, ….
    """

    def __init__(self, height: float, faces: Faces) -> None:
        """An empty page of this height in points."""
        self.glyphs: dict[str, set[Glyph]] = {}
        self.foreign: list[ForeignMark] = []
        self._height = height
        self._faces = faces
        self._code: list[str] = []
        self._state: dict[str, str] = {}
        self._open_object = ""
        self._next_mcid = 0

    def paint_tagged(self, role: str, marks: Iterable[Mark]) -> None:
        """Paints marks as content of a structure element; identifiers count from 0 on each page."""
        self._paint(f"{name(role)}<</MCID {self._next_mcid}>>BDC", marks)
        self._next_mcid += 1

    def paint_artifact(self, kind: str, marks: Iterable[Mark]) -> None:
        """Paints marks that readers skip; `kind` is Pagination, Layout or Background."""
        self._paint(f"/Artifact<</Type{name(kind)}>>BDC", marks)

    def content(self) -> bytes:
        """The content stream."""
        return "\n".join(self._code).encode("ascii")

    def _paint(self, begin: str, marks: Iterable[Mark]) -> None:
        self._code.append(begin)
        for mark in marks:
            match mark:
                case TextRun():
                    self._text(mark)
                case Rule():
                    self._rule(mark)
                case Fill():
                    self._fill(mark)
                case Shape():
                    self._shape(mark)
                case Mosaic():
                    self._mosaic(mark)
                case ForeignMark():
                    self._foreign_page(mark)
        self._enter("")
        self._code.append("EMC")

    def _text(self, run: TextRun) -> None:
        """Shows a run; an empty one leaves no trace."""
        if not run.gids:
            return
        face = self._faces.face(run.face)
        self.glyphs.setdefault(run.face, set()).update(zip(run.gids, run.texts, strict=True))
        self._enter("BT")
        self._set("rg", rgb(run.colour))
        self._set("Tf", f"/{face.resource} {number(run.size_pt)}")
        self._code.append(f"1 0 0 1 {number(run.x)} {self._up(run.baseline)} Tm")
        self._code.append(shown_glyphs(run, face))

    def _rule(self, rule: Rule) -> None:
        """Adds a line to the path; a dotted one is round dots of its width, two widths apart."""
        width = number(rule.width_pt)
        style = {
            "RG": rgb(rule.colour),
            "w": width,
            "J": "1" if rule.dotted else "0",
            "d": f"[0 {number(2 * rule.width_pt)}]0" if rule.dotted else "[]0",
        }
        if self._open_object != "S" or any(self._state.get(operator) != operands for operator, operands in style.items()):
            self._enter("")
            for operator, operands in style.items():
                self._set(operator, operands)
            self._enter("S")
        start, end = f"{number(rule.x0)} {self._up(rule.y0)}", f"{number(rule.x1)} {self._up(rule.y1)}"
        self._code.append(f"{start} m {end} l")

    def _fill(self, fill: Fill) -> None:
        rect = fill.rect
        self._enter("")
        self._set("rg", rgb(fill.colour))
        self._code.append(
            f"{number(rect.x0)} {self._up(rect.y1)} {number(rect.width)} {number(rect.height)} re f",
        )

    def _shape(self, shape: Shape) -> None:
        """Paints a line or a polygon (ISO 32000-1 8.5.3.3): filled, stroked with mitred corners and flat ends, or both."""
        self._enter("")
        if shape.fill is not None:
            self._set("rg", rgb(shape.fill))
        if shape.stroke is not None:
            dash = " ".join(map(number, shape.dash_pt))
            for operator, operands in (("RG", rgb(shape.stroke)), ("w", number(shape.width_pt)), ("J", "0"), ("d", f"[{dash}]0")):
                self._set(operator, operands)
        points = [f"{number(x)} {self._up(y)}" for x, y in shape.points]
        path = f"{points[0]} m {' l '.join(points[1:])} l" + (" h" if shape.closed else "")
        self._code.append(f"{path} {_PAINTING[shape.fill is not None, shape.stroke is not None]}")

    def _mosaic(self, mosaic: Mosaic) -> None:
        """Fills all squares as one path, in whole numbers of squares from the top left corner."""
        self._enter("")
        self._set("rg", rgb(mosaic.colour))
        side = mosaic.rect.width / mosaic.side
        place = f"{side:.6f} 0 0 {-side:.6f} {number(mosaic.rect.x0)} {self._up(mosaic.rect.y0)}"
        squares = " ".join(f"{start} {row} {end - start} 1 re" for row, start, end in mosaic.runs)
        self._code.append(f"q {place} cm {squares} f Q")

    def _foreign_page(self, mark: ForeignMark) -> None:
        """Shows a page of another program as a form XObject (ISO 32000-1 8.10), inside its rectangle and at its scale."""
        self.foreign.append(mark)
        self._enter("")
        scale = mark.rect.width / (mark.page.width_mm * PT_PER_MM)
        place = f"{scale:.6f} 0 0 {scale:.6f} {number(mark.rect.x0)} {self._up(mark.rect.y1)}"
        self._code.append(f"q {place} cm /X{len(self.foreign)} Do Q")

    def _enter(self, wanted: str) -> None:
        """Closes the text object (BT) or path (S) that is open and opens the wanted one, unless it is open already."""
        if wanted == self._open_object:
            return
        if self._open_object:
            self._code.append("ET" if self._open_object == "BT" else "S")
        if wanted == "BT":
            self._code.append("BT")
        self._open_object = wanted

    def _set(self, operator: str, operands: str) -> None:
        """Sets a part of the graphics state unless it already has this value."""
        if self._state.get(operator) != operands:
            self._state[operator] = operands
            self._code.append(f"{operands} {operator}")

    def _up(self, y: float) -> str:
        return number(self._height - y)
