"""The content of a page of a PDF of another program as one form XObject, without anything that is not its picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from kaigi_docs.read.worker.foreign_annotations import PageAnnotations

# Entries that say what a picture means, where it came from or what it does; none says how it looks.
_DROPPED = frozenset(
    {"/AA", "/A", "/AF", "/Alternates", "/JS", "/LastModified", "/Measure", "/Metadata", "/OC", "/OPI", "/PieceInfo", "/PtData"}
    | {"/Ref", "/StructParent", "/StructParents", "/ID", "/F", "/FFilter", "/FDecodeParms", "/PS"}
)
_RESOURCES = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font")
_FONT_PROGRAMS = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
_NOT_ARCHIVAL = ("/TR", "/TR2", "/HT", "/HTP")  # of graphics states (ISO 19005-2 6.2.5)
_MARKERS = re.compile(rb"\b(?:BDC|BMC|DP|MP)\b")
_MARKING = frozenset({"BDC", "BMC", "EMC", "DP", "MP"})
_CMYK = re.compile(rb"(?:[-+.\d]+\s+){4}[kK](?=\s|$)")


class BrokenContent(ValueError):
    """A content stream holds what is no operator or operand."""


@dataclass
class PageContent:
    """The picture of a page.

    Attributes:
        form: a form XObject in the page's own units, without BBox and Matrix.
        unembedded: names of fonts that are not in the file.
        cmyk: whether colours of a printing press are used without saying which press.
    """

    form: Any = None
    unembedded: set[str] = field(default_factory=set)
    cmyk: bool = False


def cleaned_content(pdf: pikepdf.Pdf, page: pikepdf.Page, annotations: PageAnnotations) -> PageContent:
    """The page as a form that shows its content and, above it, the pictures of its annotations.

    Marked content, and so tags and layers of the original, is taken out of every content stream; what is drawn stays.

    Raises:
        BrokenContent: a content stream cannot be taken apart.
    """
    cleaner = _Cleaner(pdf)
    resources = page.resources if "/Resources" in page.obj else pikepdf.Dictionary()
    content = pdf.make_stream(_joined(page))
    content.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/Resources": cleaner.resources(resources)})
    content.BBox = pikepdf.Array(page.mediabox)
    if isinstance(group := page.obj.get("/Group"), pikepdf.Dictionary):
        content.Group = group
    cleaner.clean(content)
    drawn = [b"/Page0 Do", *_drawn(annotations.kept)]
    form = pdf.make_stream(b"\n".join(drawn))
    pictures = {f"/Note{number}": picture for number, (picture, _) in enumerate(annotations.kept)}
    for picture in pictures.values():
        cleaner.clean_form(picture)
    form.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form})
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Page0": content, **pictures}))
    cleaner.found.form = form
    return cleaner.found


def _joined(page: pikepdf.Page) -> bytes:
    """The content streams of a page, one behind the other (ISO 32000-1 7.8.2)."""
    contents = page.obj.get("/Contents")
    streams: Sequence[Any] = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(stream.read_bytes() for stream in streams if isinstance(stream, pikepdf.Stream))


def _drawn(kept: Sequence[tuple[Any, tuple[float, ...]]]) -> Iterator[bytes]:
    """Draws each appearance so that its box fills the rectangle of its annotation (ISO 32000-1 12.5.5, algorithm 8.1)."""
    for number, (picture, rect) in enumerate(kept):
        x0, y0, x1, y1 = _bounds(picture)
        left, right, bottom, top = min(rect[0::2]), max(rect[0::2]), min(rect[1::2]), max(rect[1::2])
        if x1 - x0 <= 0 or y1 - y0 <= 0:
            continue
        across, up = (right - left) / (x1 - x0), (top - bottom) / (y1 - y0)
        matrix = (across, 0.0, 0.0, up, left - x0 * across, bottom - y0 * up)
        yield b"q %s cm /Note%d Do Q" % (b" ".join(b"%.6f" % value for value in matrix), number)


def _bounds(form: Any) -> tuple[float, float, float, float]:
    """The room of a form's box after its own matrix was applied."""
    x0, y0, x1, y1 = (float(number) for number in form.get("/BBox", (0, 0, 0, 0)))
    a, b, c, d, e, f = (float(number) for number in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _unmarked(stream: Any) -> bytes:
    """The content of a stream without the operators of marked content (ISO 32000-1 14.6).

    Raises:
        BrokenContent: it cannot be taken apart.
    """
    try:
        kept = [each for each in pikepdf.parse_content_stream(stream) if str(each.operator) not in _MARKING]
        return pikepdf.unparse_content_stream(kept)
    except (UnicodeDecodeError, TypeError, pikepdf.PdfError) as error:  # what pikepdf raises for bytes that mean nothing
        raise BrokenContent(str(error)) from error


class _Cleaner:
    """Goes through everything that a page draws with, each object once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Nothing found yet."""
        self._pdf = pdf
        self._seen: set[tuple[int, int]] = set()
        self.found = PageContent()

    def resources(self, resources: Any) -> Any:
        """The entries of a resource dictionary that say how things look."""
        return pikepdf.Dictionary({key: resources[key] for key in _RESOURCES if key in resources})

    def clean(self, node: Any) -> None:
        """Removes from an object, and from what it refers to, what is no picture; remembers fonts and colours."""
        if isinstance(node, pikepdf.Name) and node == "/DeviceCMYK":
            self.found.cmyk = True
        if not isinstance(node, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream) or self._was_seen(node):
            return
        if isinstance(node, pikepdf.Array):
            for item in node:
                self.clean(item)
            return
        self._clean_entries(node)

    def clean_form(self, form: Any) -> None:
        """Cleans a form whose kind its own dictionary need not tell."""
        form.Subtype = pikepdf.Name.Form
        self.clean(form)

    def _was_seen(self, node: Any) -> bool:
        if not node.is_indirect:
            return False
        known = node.objgen in self._seen
        self._seen.add(node.objgen)
        return known

    def _clean_entries(self, node: Any) -> None:
        kind = node.get("/Type")
        if isinstance(node, pikepdf.Stream) or isinstance(kind, pikepdf.Name):  # else keys may be names that content uses
            for key in _DROPPED & set(node.keys()):
                del node[key]
        if kind == pikepdf.Name.Font:
            self._font(node)
        if kind == pikepdf.Name.ExtGState:
            for key in _NOT_ARCHIVAL:
                node.pop(key, None)
        if node.get("/Subtype") == pikepdf.Name.Image and node.get("/Interpolate") is True:
            node.Interpolate = False
        if isinstance(node, pikepdf.Stream) and (node.get("/Subtype") == pikepdf.Name.Form or "/PatternType" in node):
            self._content(node)
        for key in list(node.keys()):
            if key not in ("/Parent", "/P"):
                self.clean(node[key])

    def _content(self, stream: Any) -> None:
        """Takes marked content out of a content stream, and resources that are none out of its dictionary."""
        if "/Resources" in stream:
            stream.Resources = self.resources(stream.Resources)
        code = stream.read_bytes()
        self.found.cmyk = self.found.cmyk or _CMYK.search(code) is not None
        if _MARKERS.search(code):
            stream.write(_unmarked(stream))

    def _font(self, font: Any) -> None:
        """Remembers a font whose program is not in the file (ISO 32000-1 9.9); those of glyph procedures need none."""
        if font.get("/Subtype") == pikepdf.Name.Type3:
            self._glyph_procedures(font)
            return
        descendants = font.get("/DescendantFonts")
        holder = descendants[0] if isinstance(descendants, pikepdf.Array) and len(descendants) else font
        descriptor = holder.get("/FontDescriptor") if isinstance(holder, pikepdf.Dictionary) else None
        programs = set(descriptor.keys()) & _FONT_PROGRAMS if isinstance(descriptor, pikepdf.Dictionary) else set()
        if not programs:
            self.found.unembedded.add(str(font.get("/BaseFont", "/?"))[1:].rpartition("+")[2])

    def _glyph_procedures(self, font: Any) -> None:
        if "/Resources" in font:
            font.Resources = self.resources(font.Resources)
        procedures = font.get("/CharProcs", pikepdf.Dictionary())
        for name in procedures.keys():  # noqa: SIM118
            if isinstance(procedures[name], pikepdf.Stream):
                self._content(procedures[name])
