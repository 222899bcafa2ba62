"""A book as it was written, read back by a reader of our own and compared with what it should hold.

Another program than the one that wrote it (openpyxl), and a reader that costs a fraction of it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.etree import ElementTree

from openpyxl.utils.cell import get_column_letter

from kaigi_docs.render.xlsx.amend import local_name, parts_by_title, relations
from kaigi_docs.sheets import OPEN_LOOKS, Book, Cell, Sheet

Place = tuple[int, int]
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of dates in cells, from 1 March 1900 on (ECMA-376 part 1, 18.17.4.1); no earlier one is written."""
_XML = (".xml", ".rels", ".vml")


@dataclass(slots=True)
class _Found:
    """A sheet as its XML has it.

    Attributes:
        values: by place, of filled cells; numbers as such, all else as text.
        formulas: places that hold one.
        styles: number of the format of each cell that is there.
        hidden_rows: that are not shown.
        protected: whether the sheet is.
        notes: by A1 address.
    """

    values: dict[Place, str | float] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    styles: dict[Place, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    protected: bool = False
    notes: dict[str, str] = field(default_factory=dict)


def first_difference(book: Book, content: bytes) -> tuple[str, str] | None:
    """Title of a sheet and the place where the file shows, hides, locks or explains something else than the book says; None
    where they agree.

    Every part of the archive is read whole, with its check sums, and every XML must be well-formed. Drop-downs, widths,
    colours and charts are not compared.

    Args:
        book: what was to be written.
        content: the file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            read = {name: archive.read(name) for name in archive.namelist()}
            trees = {name: ElementTree.fromstring(octets) for name, octets in read.items() if name.endswith(_XML)}
            parts = parts_by_title(archive)
            notes = {title: _notes(relations(archive, part), trees) for title, part in parts.items()}
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError):
        return book.sheets[0].title, "全体"
    texts, unlocked = _shared_texts(trees.get("xl/sharedStrings.xml")), _unlocked(trees["xl/styles.xml"])
    for sheet in book.sheets:
        if sheet.title not in parts:
            return sheet.title, "全体"
        found = _found(trees[parts[sheet.title]], texts)
        found.notes = notes[sheet.title]
        place = next(_differences(sheet, found, unlocked), None)
        if place is not None:
            return sheet.title, place
    return None


def _shared_texts(root: ElementTree.Element | None) -> list[str]:
    """The texts of cells; readings (rPh) are none (ECMA-376 part 1, 18.4.8)."""
    return [_text(item) for item in root] if root is not None else []


def _text(item: ElementTree.Element) -> str:
    runs = (run for run in item if local_name(run.tag) in ("t", "r"))
    return "".join(each.text or "" for run in runs for each in run.iter() if local_name(each.tag) == "t")


def _unlocked(styles: ElementTree.Element) -> frozenset[int]:
    """The formats of cells that may be changed on a protected sheet (18.8.33: locked is the rule)."""
    formats = next((each for each in styles if local_name(each.tag) == "cellXfs"), ())
    return frozenset(
        number
        for number, each in enumerate(formats)
        if any(local_name(inner.tag) == "protection" and inner.get("locked") in ("0", "false") for inner in each)
    )


def _notes(found: Collection[tuple[str, str]], trees: dict[str, ElementTree.Element]) -> dict[str, str]:
    targets = (target for kind, target in found if kind.endswith("/comments"))
    comments = (each for target in targets for each in trees[target].iter() if local_name(each.tag) == "comment")
    return {each.get("ref", ""): "".join(map(_text, each)) for each in comments}


def _found(root: ElementTree.Element, texts: Sequence[str]) -> _Found:
    found = _Found()
    for part in root:
        name = local_name(part.tag)
        if name == "sheetProtection":
            found.protected = part.get("sheet") in ("1", "true")
        for row in part if name == "sheetData" else ():
            number = int(row.get("r", "0"))
            if row.get("hidden") in ("1", "true"):
                found.hidden_rows.add(number)
            for cell in row:
                _enter(cell, (number, _column(cell.get("r", ""))), texts, found)
    return found


def _column(address: str) -> int:
    number = 0
    for letter in address.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _enter(cell: ElementTree.Element, place: Place, texts: Sequence[str], found: _Found) -> None:
    found.styles[place] = int(cell.get("s", "0"))
    kind = cell.get("t", "n")
    for each in cell:
        name = local_name(each.tag)
        if name == "f":
            found.formulas.add(place)
        elif name == "is":
            found.values[place] = _text(each)
        elif name == "v" and each.text is not None:
            found.values[place] = texts[int(each.text)] if kind == "s" else float(each.text) if kind == "n" else each.text


def _differences(sheet: Sheet, found: _Found, unlocked: frozenset[int]) -> Iterator[str]:
    """The places that are not as they should be."""
    if found.protected is not sheet.protected:
        yield "保護"
    cells = {(row, column): cell for row, own in enumerate(sheet.rows, 1) for column, cell in enumerate(own, 1)}
    expected = {place: value for place, cell in cells.items() if (value := _written(cell)) is not None}
    wrong = {place for place in expected.keys() | found.values.keys() if found.values.get(place) != expected.get(place)}
    wrong |= found.formulas
    wrong |= {place for place, cell in cells.items() if (found.styles.get(place, 0) in unlocked) is not (cell.look in OPEN_LOOKS)}
    yield from (_address(place) for place in sorted(wrong))
    yield from (f"{row}行目" for row in sorted(found.hidden_rows ^ sheet.hidden_rows))
    notes = {_address(place): cell.note for place, cell in cells.items() if cell.note is not None}
    yield from (place for place in notes.keys() | found.notes.keys() if notes.get(place) != found.notes.get(place))


def _address(place: Place) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"


def _written(cell: Cell) -> str | float | None:
    """A value as XML holds it; an empty text is an empty cell."""
    value = cell.value
    if isinstance(value, date):
        return float((value - _FIRST_DAY).days)
    if isinstance(value, str):
        return value or None
    return None if value is None else float(value)
