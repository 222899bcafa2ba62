"""The XML parts of a book, followed with expat: document type declarations, far cells, too many cells, broken XML."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from kaigi_docs.read.grid import column_letters

CHUNK_BYTES = 1 << 16
_MAX_TOKEN_BYTES = 1 << 22
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,10})")
_XML_NAMES = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class PartLimits:
    """How much the sheets of a book may hold.

    Attributes:
        max_row, max_column: the farthest filled cell.
        max_cells: cells of all sheets together, with those that merged ranges and links cover.
    """

    max_row: int
    max_column: int
    max_cells: int


class ScanStopped(Exception):
    """Ends the scan of a book at its first fault.

    Attributes:
        code, message: of the finding.
        cell: where it is, if it is a cell.
    """

    def __init__(self, code: str, message: str, cell: str | None = None) -> None:
        """The fault, as the finding will tell it."""
        super().__init__(code)
        self.code, self.message, self.cell = code, message, cell


@dataclass
class BookScan:
    """What is gathered over all parts of one book.

    Attributes:
        limits: of the book.
        cells: counted so far.
        far_dimensions: by name of the part, the last cell that a sheet claims, where it is far.
    """

    limits: PartLimits
    cells: int = 0
    far_dimensions: dict[str, str] = field(default_factory=dict)

    def read_part(self, name: str, stream: IO[bytes]) -> None:
        """Reads one part to its end; the check sum of zip shows whether it is whole.

        Raises:
            ScanStopped: at the first fault.
        """
        chunk = stream.read(CHUNK_BYTES)
        is_xml = name.lower().endswith(_XML_NAMES) or chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] in (b"<", b"")
        scan = _PartScan(self, name) if is_xml and chunk else None
        while chunk:
            if scan is not None and not scan.feed(chunk):
                scan = None
            chunk = stream.read(CHUNK_BYTES)
        if scan is not None:
            scan.feed(b"", last=True)

    def count(self, cells: int) -> None:
        """Adds cells.

        Raises:
            ScanStopped: there are too many.
        """
        self.cells += cells
        if self.cells > self.limits.max_cells:
            raise ScanStopped("file-too-large", f"セルが多すぎます（上限{self.limits.max_cells:,}個）。")

    def is_far(self, row: int, column: int) -> bool:
        """Whether a cell lies beyond the limits."""
        return row > self.limits.max_row or column > self.limits.max_column

    def sheet_title(self, archive: zipfile.ZipFile, part: str) -> str | None:
        """The title of the sheet that a part holds, or None where the workbook does not tell."""
        titles = _attributes(archive, "xl/workbook.xml", "sheet")
        targets = {
            link.get("Id"): link.get("Target", "") for link in _attributes(archive, "xl/_rels/workbook.xml.rels", "Relationship")
        }
        for sheet in titles:
            if part.endswith("/" + targets.get(sheet.get("r:id"), "?").removeprefix("/xl/")):
                return sheet.get("name")
        return None


def _attributes(archive: zipfile.ZipFile, part: str, element: str) -> list[dict[str, str]]:
    """The attributes of all elements of a name in a small part; nothing where the part is missing or faulty."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append(attributes)

    def refuse(*_: object) -> None:
        raise ScanStopped("xml-doctype", "")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        with archive.open(part) as stream:
            parser.Parse(stream.read(1 << 20), True)
    except (KeyError, expat.ExpatError, ScanStopped):
        return []
    return found


class _PartScan:
    """Follows one XML part with expat, chunk by chunk."""

    def __init__(self, book: BookScan, name: str) -> None:
        self._book, self._name = book, name
        self._fed = 0
        self._row = self._column = 0
        self._repeated = self._filled = self._last = 0  # of the row of an OpenDocument sheet
        self._far: str | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._root

    def feed(self, chunk: bytes, *, last: bool = False) -> bool:
        """Whether the part is worth reading on.

        Raises:
            ScanStopped: at the first fault.
        """
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError:
            # Excel itself writes VML that is no XML, and openpyxl never reads it; other broken parts stop its reader.
            if self._name.lower().endswith(".vml") or not self._name.startswith(("xl/", "word/", "[Content_Types]", "_rels/")):
                return False
            raise ScanStopped("file-unreadable", f"ファイルの中の部品「{self._name}」が壊れています。") from None
        self._fed += len(chunk)
        # A token that never ends costs expat time by the square of its length (CVE-2023-52425).
        if self._fed - self._parser.CurrentByteIndex > _MAX_TOKEN_BYTES:
            raise ScanStopped("file-unreadable", f"ファイルの中の部品「{self._name}」に、異常に長い記述があります。")
        return True

    def _doctype(self, *_: object) -> None:
        raise ScanStopped("xml-doctype", f"ファイルの中の部品「{self._name}」に、ふつうは書かれない宣言（DOCTYPE）があります。")

    def _root(self, name: str, _: dict[str, str]) -> None:
        """Sheets are looked at in full; of every other part only the declarations."""
        handlers = {"worksheet": self._in_sheet, "document-content": self._in_open_document}
        self._parser.StartElementHandler = handlers.get(name.rpartition(":")[2])
        if name.rpartition(":")[2] == "document-content":
            self._parser.EndElementHandler = self._after_row

    def _in_open_document(self, name: str, attributes: dict[str, str]) -> None:
        """Counts filled cells with their repetitions (ODF 1.3 part 3, 19.675 and 19.677), by which small files fill memory."""
        if name == "table:table":
            self._row = 0
        elif name == "table:table-row":
            self._column, self._filled, self._last = 0, 0, 0
            self._repeated = _count(attributes, "table:number-rows-repeated")
        elif name in ("table:table-cell", "table:covered-table-cell"):
            times = _count(attributes, "table:number-columns-repeated")
            self._column += times
            if "office:value-type" in attributes or "table:formula" in attributes:
                self._filled += times
                self._last = self._column

    def _after_row(self, name: str) -> None:
        if name != "table:table-row":
            return
        self._row += self._repeated
        if self._filled and self._book.is_far(self._row, self._last):
            cell = f"{column_letters(self._last)}{self._row}"
            raise ScanStopped("cell-far", "表から遠く離れたセルに、値が入っています。", cell)
        self._book.count(self._filled * self._repeated)

    def _in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._cell(attributes.get("r"))
        elif local in ("v", "is", "f"):
            if self._far is not None:
                raise ScanStopped("cell-far", "表から遠く離れたセルに、値が入っています。", self._far)
        elif local == "row":
            row = attributes.get("r", "")
            self._row = int(row) if row.isdecimal() else self._row + 1
            self._column = 0
        elif local in ("mergeCell", "hyperlink"):
            self._range(attributes.get("ref", ""))
        elif local == "dimension":
            self._dimension(attributes.get("ref", ""))

    def _cell(self, address: str | None) -> None:
        position = _position(address) if address else (self._row, self._column + 1)
        self._book.count(1)
        if position is not None:
            row, self._column = position
            far = self._book.is_far(row, self._column)
            self._far = f"{column_letters(self._column)}{row}" if far else None

    def _range(self, reference: str) -> None:
        """openpyxl makes a cell of every place in a merged range or a linked one."""
        first, _, last = reference.partition(":")
        start, end = _position(first), _position(last)
        if start is None or end is None:
            return
        if self._book.is_far(*end):
            raise ScanStopped(
                "cell-far", "結合またはリンクの範囲が、表から遠く離れたセルまで続いています。", last.replace("$", "")
            )
        self._book.count(max(0, end[0] - start[0] + 1) * max(0, end[1] - start[1] + 1))

    def _dimension(self, reference: str) -> None:
        end = _position(reference.rpartition(":")[2])
        if end is not None and self._book.is_far(*end):
            self._book.far_dimensions[self._name] = reference.rpartition(":")[2]


def _count(attributes: dict[str, str], name: str) -> int:
    """A number of repetitions; what is no number is one."""
    number = attributes.get(name, "1")
    return int(number) if number.isdecimal() and len(number) < 10 else 1


def _position(address: str) -> tuple[int, int] | None:
    """Row and column of an A1 address, or None if it is none."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
