"""Pictures put into a book that people work in: each lies in one cell, and moves, sorts and hides with its row.

Only what a picture needs is added to the parts of the archive (ECMA-376 part 1, 20.5 SpreadsheetML drawings; part 2, 9.3
relationships and 10.1.2 content types); drawings that are there already stay and keep their bytes.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from kaigi_docs.render.xlsx.escapes import quoted

PICTURE_PX = (250, 180)
"""Width and height that a picture is fitted into; it can be pulled larger without loss."""

_EMU_PER_PX = 9525
_PT_PER_PX = 0.75
_INSET_PX = 3
_DEFAULT_COLUMN_PX = 64
_PX_PER_CHARACTER, _COLUMN_PADDING_PX = 7, 5

_PNG = b"\x89PNG\r\n\x1a\n"
_CONTENT_TYPES = "[Content_Types].xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_OTHER_ENCODING = re.compile(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8)", re.IGNORECASE)

# Elements of a worksheet that stand behind its drawing (ECMA-376 part 1, 18.3.1.99 worksheet).
_BEHIND_DRAWING = frozenset(
    {
        *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
        *("tableParts", "extLst"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPicture:
    """A picture in a cell.

    Attributes:
        row, column: of the cell, from 1.
        png: its bytes.
        alt: what it shows, for those who cannot see it.
        width_px: of the column, where the picture may lie over the next ones if it is wider; None for the usual width.
    """

    row: int
    column: int
    png: bytes
    alt: str
    width_px: int | None = None


def shown_px(png: bytes) -> tuple[int, int]:
    """Width and height at which a picture is shown: never larger than it is.

    Raises:
        ValueError: the bytes are no PNG.
    """
    if not png.startswith(_PNG) or len(png) < 24:
        raise ValueError("no PNG")
    width, height = struct.unpack(">II", png[16:24])  # IHDR comes first (ISO/IEC 15948, 11.2.2)
    if not width or not height:
        raise ValueError("no PNG")
    scale = min(1.0, PICTURE_PX[0] / width, PICTURE_PX[1] / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def column_px(width: float) -> int:
    """The pixels of a column that is declared with a width in half-width characters."""
    return int((width + 1) * _PX_PER_CHARACTER) + _COLUMN_PADDING_PX


def row_height_pt(png: bytes) -> float:
    """The height in points of a row that holds a picture."""
    return (shown_px(png)[1] + 2 * _INSET_PX) * _PT_PER_PX


@dataclass(slots=True)
class Package:
    """An archive of parts, and what changed in it.

    Attributes:
        archive: as it was.
        changed: parts that are new or changed, in the order in which they were.
    """

    archive: zipfile.ZipFile
    changed: dict[str, bytes] = field(default_factory=dict)

    def read(self, part: str) -> bytes:
        """A part as it is now.

        Raises:
            KeyError: there is none of that name.
        """
        return self.changed[part] if part in self.changed else self.archive.read(part)

    def has(self, part: str) -> bool:
        """Whether there is a part of that name."""
        return part in self.changed or part in self.archive.NameToInfo

    def relate(self, part: str, kind: str, target: str) -> str:
        """The id of a new relation of a part."""
        path = relations_of(part)
        if not self.has(path):
            self.changed[path] = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"></Relationships>'.encode()
        taken = {each.attrib.get("Id", "") for each in ElementTree.fromstring(self.read(path))}
        free = next(f"rId{number}" for number in range(len(taken) + 1, 2 * len(taken) + 2) if f"rId{number}" not in taken)
        child = f'<Relationship xmlns="{_PACKAGE}/relationships" Id="{free}" Type={quoted(kind)} Target="/{target}"/>'
        self.changed[path] = with_child(self.read(path), child)
        return free

    def declare(self, child: str) -> None:
        """Adds a content type."""
        self.changed[_CONTENT_TYPES] = with_child(self.read(_CONTENT_TYPES), child)


def relations_of(part: str) -> str:
    """The name of the part that holds the relations of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


@dataclass(frozen=True, slots=True)
class _Names:
    """The namespaces of a book; those of a strict one differ (ECMA-376 part 1, annex A)."""

    relations: str
    drawing: str
    main: str

    @classmethod
    def of(cls, sheet: bytes) -> _Names:
        """The namespaces that belong to those of a sheet."""
        is_strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main" in sheet
        base = "http://purl.oclc.org/ooxml" if is_strict else "http://schemas.openxmlformats.org"
        year = "" if is_strict else "/2006"
        return cls(
            relations=f"{base}/officeDocument{year}/relationships",
            drawing=f"{base}/drawingml{year}/spreadsheetDrawing",
            main=f"{base}/drawingml{year}/main",
        )


def add_pictures(
    package: Package, sheet: str, prefix: str, drawings: Mapping[str, str], pictures: Sequence[AddedPicture]
) -> None:
    """Puts pictures into a sheet.

    Args:
        package: the book.
        sheet: the part of the sheet.
        prefix: of its elements, with the colon.
        drawings: parts of the drawings to which the sheet has relations, by their ids.
        pictures: in order.

    Raises:
        ValueError: one is no PNG.
        expat.ExpatError: a part is damaged.
    """
    names = _Names.of(package.read(sheet))
    drawing = _own_drawing(package, sheet, drawings) or _new_drawing(package, sheet, prefix, names)
    _declare_png(package)
    used = (each.attrib.get("id", "") for each in ElementTree.fromstring(package.read(drawing)).iter() if _is_named(each.tag))
    first = max((int(number) for number in used if number.isdecimal()), default=0) + 1
    for number, picture in enumerate(pictures, first):
        media = f"xl/media/kaigi-{hashlib.sha256(picture.png).hexdigest()[:16]}.png"
        package.changed[media] = picture.png
        relation = package.relate(drawing, f"{names.relations}/image", media)
        package.changed[drawing] = with_child(package.read(drawing), _anchor(picture, number, relation, names))


def _is_named(tag: str) -> bool:
    return tag.rpartition("}")[2] == "cNvPr"


def _own_drawing(package: Package, sheet: str, drawings: Mapping[str, str]) -> str | None:
    """The part of the drawing that a sheet shows already."""
    root = ElementTree.fromstring(package.read(sheet))
    element = next((each for each in root if each.tag.rpartition("}")[2] == "drawing"), None)
    if element is None:
        return None
    relation = next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), "")
    return drawings[relation]


def _new_drawing(package: Package, sheet: str, prefix: str, names: _Names) -> str:
    """The part of an empty drawing that the sheet shows from now on."""
    number = next(number for number in range(1, 10_000) if not package.has(f"xl/drawings/drawing{number}.xml"))
    part = f"xl/drawings/drawing{number}.xml"
    package.changed[part] = f'{_XML}<xdr:wsDr xmlns:xdr="{names.drawing}"></xdr:wsDr>'.encode()
    package.declare(f'<Override xmlns="{_PACKAGE}/content-types" PartName="/{part}" ContentType="{_DRAWING_TYPE}"/>')
    relation = package.relate(sheet, f"{names.relations}/drawing", part)
    shown = f'<{prefix}drawing xmlns:r="{names.relations}" r:id="{relation}"/>'
    package.changed[sheet] = with_child(package.read(sheet), shown, _BEHIND_DRAWING)
    return part


def _declare_png(package: Package) -> None:
    types = ElementTree.fromstring(package.read(_CONTENT_TYPES))
    if not any(each.attrib.get("Extension", "").lower() == "png" for each in types):
        package.declare(f'<Default xmlns="{_PACKAGE}/content-types" Extension="png" ContentType="image/png"/>')


def _anchor(picture: AddedPicture, number: int, relation: str, names: _Names) -> str:
    """The picture from the upper left corner of its cell, moved and sized with it (ECMA-376 part 1, 20.5.2.33 twoCellAnchor)."""
    width, height = shown_px(picture.png)
    over, right = 0, width + _INSET_PX
    while right > (room := (picture.width_px or _DEFAULT_COLUMN_PX) if not over else _DEFAULT_COLUMN_PX):
        over, right = over + 1, right - room
    start = _marker("from", picture.column - 1, _INSET_PX, picture.row - 1, _INSET_PX)
    end = _marker("to", picture.column - 1 + over, right, picture.row - 1, height + _INSET_PX)
    size = f'cx="{width * _EMU_PER_PX}" cy="{height * _EMU_PER_PX}"'
    return (
        f'<xdr:twoCellAnchor xmlns:xdr="{names.drawing}" xmlns:a="{names.main}" xmlns:r="{names.relations}">{start}{end}'
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="画像 {number}" descr={quoted(picture.alt)}/><xdr:cNvPicPr>'
        '<a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</xdr:spPr></xdr:pic><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _marker(name: str, column: int, x: int, row: int, y: int) -> str:
    """A corner: column and row from 0, and the distance from there in pixels."""
    return (
        f"<xdr:{name}><xdr:col>{column}</xdr:col><xdr:colOff>{x * _EMU_PER_PX}</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>{y * _EMU_PER_PX}</xdr:rowOff></xdr:{name}>"
    )


def is_utf8(xml: bytes) -> bool:
    """Whether a part says nothing of another encoding."""
    return b"\0" not in xml[:4] and _OTHER_ENCODING.match(xml) is None  # UTF-16 has zeros there


def with_child(xml: bytes, child: str, before: frozenset[str] = frozenset()) -> bytes:
    """The XML with one more child of its root: before the first child of one of the names, else as the last one.

    Raises:
        ValueError: it is not in UTF-8.
        expat.ExpatError: it is not well-formed.
    """
    if not is_utf8(xml):
        raise ValueError("not in UTF-8")
    root = _Root(xml, before)
    if root.end_tag is None:  # <Relationships …/>
        start = root.xml[: root.end].rstrip()
        head = start.removesuffix(b"/>").rstrip()
        return head + b">" + child.encode() + b"</" + root.name.encode() + b">" + root.xml[len(start) :]
    at = root.first if root.first is not None else root.end_tag
    return xml[:at] + child.encode() + xml[at:]


class _Root:
    """Where children of the root element stand.

    Attributes:
        xml: the part.
        name: of the root, with its prefix.
        first: where the first child of one of the names begins, or None.
        end_tag: where the root's end tag begins; None where the root is one empty tag.
        end: where that empty tag ends.
    """

    def __init__(self, xml: bytes, names: frozenset[str]) -> None:
        self.xml, self.name, self._names, self._depth = xml, "", names, 0
        self.first: int | None = None
        self.end_tag: int | None = None
        self.end = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._started, self._ended
        self._parser = parser
        parser.Parse(xml, True)

    def _started(self, name: str, _: Mapping[str, str]) -> None:
        if not self._depth:
            self.name = name
        elif self._depth == 1 and self.first is None and name.rpartition(":")[2] in self._names:
            self.first = self._parser.CurrentByteIndex
        self._depth += 1

    def _ended(self, name: str) -> None:
        self._depth -= 1
        if not self._depth:
            at = self._parser.CurrentByteIndex
            if self.xml[at : at + 2] == b"</":
                self.end_tag = at
            else:
                self.end = at
