"""A book that people work in -> the same book with a few texts more: bytes are put between its own, and no other byte moves.

A library that loads and saves a book loses what it does not know: pictures, charts, threaded comments, some formats. Here every
part but the sheets that change is copied byte by byte, and in these only whole cells and rows are put in.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter

from kaigi_docs.errors import OutputFault
from kaigi_docs.render.xlsx.escapes import escaped, quoted
from kaigi_docs.render.xlsx.looks import EMPTY_ROW_PT, text_height
from kaigi_docs.render.xlsx.pictures import AddedPicture, Package, add_pictures, is_utf8
from kaigi_docs.sheets import Look

_HIGHEST_ROW_PT = 409.0
_HEIGHT = re.compile(r'\sht="([0-9.]+)"')


class NotAmendable(OutputFault):
    """The book is put together in a way that nothing can be put into it safely; it was left as it is."""


@dataclass(frozen=True, slots=True)
class AddedCell:
    """A cell of a new row.

    Attributes:
        column: from 1.
        text: always written as text; of characters that XML can hold, and without Excel's escapes such as 「_x000D_」.
        width: of its column in half-width characters, for the height of the row.
        like: sheet and A1 address of the cell whose format it takes; a cell that is not there has none.
    """

    column: int
    text: str
    width: float
    like: tuple[str, str]


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A new row.

    Attributes:
        number: from 1; the sheet may have an empty row there, never a filled one.
        cells: in the order of their columns.
        least_pt: height in points that it keeps whatever is typed in it, for a picture; 0 where its text tells its height.
    """

    number: int
    cells: tuple[AddedCell, ...]
    least_pt: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetChange:
    """What changes in one sheet.

    Attributes:
        title: on its tab.
        texts: new text by (row, column) of cells that are there; their formats stay.
        widths: of columns that get long texts, in half-width characters: rows grow so that these can be seen.
        rows: new ones, in order.
        pictures: put over cells, in order.
    """

    title: str
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    rows: tuple[AddedRow, ...] = ()
    pictures: tuple[AddedPicture, ...] = ()


def amended(content: bytes, changes: Sequence[SheetChange]) -> bytes:
    """The bytes of a book with the changes; the same for the same bytes and changes.

    Args:
        content: an .xlsx that was found sound before.
        changes: at most one for each sheet.

    Raises:
        NotAmendable: a sheet is not there, is damaged or not in UTF-8, or a place that should be empty is not.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = parts_by_title(archive)
            scans = {title: _Scan(archive.read(part)) for title, part in parts.items() if title in _concerned(changes)}
            changed = {parts[change.title]: _changed(change, scans) for change in changes if _known(change.title, scans)}
            package = Package(archive, changed)
            for change in changes:
                part = parts[change.title]
                if change.pictures:
                    drawings = {number: target for number, (_, target) in _numbered_relations(archive, part).items()}
                    add_pictures(package, part, scans[change.title].prefix, drawings, change.pictures)
            return _copied(archive, package.changed)
    except (zipfile.BadZipFile, ElementTree.ParseError, expat.ExpatError, KeyError, ValueError) as reason:
        raise NotAmendable("ブックの中身（XML）が、書き足せる形になっていません。") from reason


def _concerned(changes: Sequence[SheetChange]) -> set[str]:
    """The sheets that change, and those from which formats are taken."""
    likes = {cell.like[0] for change in changes for row in change.rows for cell in row.cells}
    return likes | {change.title for change in changes}


def _known(title: str, scans: Mapping[str, _Scan]) -> bool:
    if title not in scans:
        raise NotAmendable(f"「{title}」シートが見つかりません。")
    return True


def _copied(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in archive.infolist():
            copy = zipfile.ZipInfo(entry.filename, entry.date_time)
            copy.compress_type, copy.external_attr, copy.create_system = entry.compress_type, entry.external_attr, 0
            target.writestr(copy, changed.get(entry.filename) or archive.read(entry))
        for name, part in changed.items():
            if name not in archive.NameToInfo:
                added = zipfile.ZipInfo(name)  # of 1980: no clock reaches the file
                added.compress_type, added.external_attr, added.create_system = zipfile.ZIP_DEFLATED, 0, 0
                target.writestr(added, part)
    return buffer.getvalue()


def parts_by_title(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of the part of every sheet by its title (ECMA-376 part 1, 18.2.20 sheets; part 2, 9.3 relationships)."""
    workbook = next((target for kind, target in relations(archive, "") if kind.endswith("/officeDocument")), "xl/workbook.xml")
    targets = {number: target for number, (_, target) in _numbered_relations(archive, workbook).items()}
    sheets = (each for each in ElementTree.fromstring(archive.read(workbook)).iter() if local_name(each.tag) == "sheet")
    found: dict[str, str] = {}
    for sheet in sheets:
        number = next((value for name, value in sheet.attrib.items() if local_name(name) == "id"), "")
        if number in targets and targets[number] in archive.NameToInfo:
            found[sheet.attrib.get("name", "")] = targets[number]
    return found


def relations(archive: zipfile.ZipFile, part: str) -> Collection[tuple[str, str]]:
    """Kind and target of the relations of a part."""
    return _numbered_relations(archive, part).values()


def _numbered_relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of the relations of a part by their ids."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in archive.NameToInfo:
        return {}
    elements = ElementTree.fromstring(archive.read(listed))
    base = "/" + folder
    return {
        each.attrib.get("Id", ""): (
            each.attrib.get("Type", ""),
            posixpath.normpath(posixpath.join(base, each.attrib.get("Target", ""))).lstrip("/"),
        )
        for each in elements
    }


def local_name(name: str) -> str:
    """A name of XML without its namespace."""
    return name.rpartition("}")[2]


@dataclass(slots=True)
class _Span:
    """An element of the sheet's XML by its bytes.

    Attributes:
        start, end: the bytes; `end` is behind its last.
        number: of the row, or of the column of a cell.
        style: attribute s of a cell.
        filled: whether it holds a value.
        cells: of a row, by column.
    """

    start: int
    number: int
    end: int = 0
    style: str = ""
    filled: bool = False
    cells: dict[int, _Span] = field(default_factory=dict)


class _Scan:
    """Where rows and cells stand in the XML of a sheet.

    Attributes:
        xml: the part.
        prefix: of the names of its elements, with the colon.
        rows: by number, in the order of the part.
        end: where the end tag of sheetData begins.
    """

    def __init__(self, xml: bytes) -> None:
        """Reads the part once.

        Raises:
            NotAmendable: it is not in UTF-8, or has no rows.
            expat.ExpatError: it is not well-formed.
        """
        self.xml, self.prefix, self.end = xml, "", 0
        self._is_inside = False
        self.rows: dict[int, _Span] = {}
        self._row, self._cell = _Span(0, 0), _Span(0, 0)
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._started, self._ended
        self._parser = parser
        parser.Parse(xml, True)
        if not is_utf8(xml) or not self.end:
            raise NotAmendable("シートの中身（XML）が、書き足せる形になっていません。")

    def cell(self, row: int, column: int) -> _Span | None:
        """The cell, or None where the part has none."""
        return self.rows[row].cells.get(column) if row in self.rows else None

    def _started(self, name: str, attributes: Mapping[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        at = self._parser.CurrentByteIndex
        if local == "sheetData":
            self.prefix, self._is_inside = f"{prefix}:" if prefix else "", True
        elif not self._is_inside:  # places of controls and pictures have an element row, too
            return
        elif local == "row":
            self._row = _Span(at, int(attributes.get("r", self._row.number + 1)))
            self._cell = _Span(0, 0)
            self.rows[self._row.number] = self._row
        elif local == "c":
            address = attributes.get("r", "")
            column = column_index_from_string(address.rstrip("0123456789")) if address else self._cell.number + 1
            self._cell = self._row.cells[column] = _Span(at, column, style=attributes.get("s", ""))
        elif local in ("v", "f", "is"):
            self._cell.filled = self._row.filled = True

    def _ended(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "sheetData":
            self.end, self._is_inside = self._parser.CurrentByteIndex, False
        elif not self._is_inside:
            return
        elif local == "row":
            self._row.end = self._behind(name)
        elif local == "c":
            self._cell.end = self._behind(name)

    def _behind(self, name: str) -> int:
        """Where an element ends; expat stands at its end tag, or behind it where the element is one empty tag."""
        at = self._parser.CurrentByteIndex
        tag = re.compile(rb"</" + name.encode() + rb"\s*>").match(self.xml, at)
        return tag.end() if tag is not None else at


def _changed(change: SheetChange, scans: Mapping[str, _Scan]) -> bytes:
    """The XML of a sheet with its change."""
    scan = scans[change.title]
    pieces = [*_new_texts(change, scan), *_grown_rows(change, scan), *_new_rows(change, scan, scans)]
    xml, behind = [], 0
    for start, end, text in sorted(pieces, key=lambda piece: piece[:2]):
        xml += [scan.xml[behind:start], text.encode()]
        behind = end
    return b"".join([*xml, scan.xml[behind:]])


def _new_texts(change: SheetChange, scan: _Scan) -> Iterator[tuple[int, int, str]]:
    """(start, end, what stands there instead) of the cells that get another text."""
    for (row, column), text in change.texts.items():
        cell = scan.cell(row, column)
        if cell is None:
            raise NotAmendable(f"「{change.title}」の{get_column_letter(column)}{row}が見つかりません。")
        yield cell.start, cell.end, _cell_xml(scan.prefix, row, column, cell.style, text)


def _grown_rows(change: SheetChange, scan: _Scan) -> Iterator[tuple[int, int, str]]:
    """(start, end, start tag) of the rows that are too low for their new texts; Excel keeps a height that was once set."""
    needed: dict[int, float] = {}
    for (row, column), text in change.texts.items():
        if column in change.widths:
            height = min(text_height(Look.ENTRY, text, change.widths[column]), _HIGHEST_ROW_PT)
            needed[row] = max(height, needed.get(row, 0.0))
    for row, height in needed.items():
        start = scan.rows[row].start
        tag = scan.xml[start : scan.xml.index(b">", start) + 1].decode()
        found = _HEIGHT.search(tag)
        if found is not None and float(found[1]) < height:
            yield start, start + len(tag.encode()), tag.replace(found[0], f' ht="{height:g}"')


def _new_rows(change: SheetChange, scan: _Scan, scans: Mapping[str, _Scan]) -> Iterator[tuple[int, int, str]]:
    """(start, end, row) of the new rows: in the place of an empty row of that number, or before the next one."""
    for added in change.rows:
        row = scan.rows.get(added.number)
        if row is not None and row.filled:
            raise NotAmendable(f"「{change.title}」の{added.number}行目が空いていません。")
        below = min((each.start for each in scan.rows.values() if each.number > added.number), default=scan.end)
        start, end = (row.start, row.end) if row is not None else (below, below)
        yield start, end, _row_xml(scan.prefix, added, scans)


def _row_xml(prefix: str, row: AddedRow, scans: Mapping[str, _Scan]) -> str:
    cells = "".join(_cell_xml(prefix, row.number, cell.column, _style(cell, scans), cell.text) for cell in row.cells)
    height = max((row.least_pt, *(text_height(Look.ENTRY, cell.text, cell.width) for cell in row.cells), EMPTY_ROW_PT))
    kept = ' customHeight="1"' if row.least_pt else ""
    return f'<{prefix}row r="{row.number}" ht="{min(height, _HIGHEST_ROW_PT):g}"{kept}>{cells}</{prefix}row>'


def _style(cell: AddedCell, scans: Mapping[str, _Scan]) -> str:
    title, address = cell.like
    letters = address.rstrip("0123456789")
    scan = scans.get(title)
    pattern = scan.cell(int(address[len(letters) :]), column_index_from_string(letters)) if scan is not None else None
    return pattern.style if pattern is not None else ""


def _cell_xml(prefix: str, row: int, column: int, style: str, text: str) -> str:
    """A cell that holds text (ECMA-376 part 1, 18.3.1.53 is)."""
    look = f" s={quoted(style)}" if style else ""
    start = f'<{prefix}c r="{get_column_letter(column)}{row}"{look}'
    if not text:
        return f"{start}/>"
    return (
        f'{start} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{escaped(text)}</{prefix}t></{prefix}is></{prefix}c>'
    )
