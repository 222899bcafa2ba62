"""What the cells of an Excel book look like and what was noted beside them: fills and notes, for answers given by either."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils.cell import coordinate_to_tuple

_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_RGB = re.compile("(?:[0-9A-Fa-f]{2}){3,4}")
_THREADED = "/threadedComment"
_LEAST_COLOUR = 100
"""So far strongest and weakest part of a colour are apart, of 255, where everybody sees it: red, blue, not a dark grey."""
_ACCENTS = range(4, 10)
"""The colours of a theme that are colours (ECMA-376 part 1, 20.1.6.2): neither those of plain text nor those of links."""


@dataclass(frozen=True, slots=True)
class SheetLooks:
    """What is to be seen in a sheet beside values.

    Attributes:
        notes: [row, column, text] of each note.
        fills: by colour, the rows and columns of its cells in turn.
        inks: rows and columns in turn of the filled cells with text in a clear colour.
    """

    notes: list[list[Any]] = field(default_factory=list)
    fills: dict[str, list[int]] = field(default_factory=dict)
    inks: list[int] = field(default_factory=list)


def looks_of(book: Any, path: Path) -> list[SheetLooks]:
    """The looks of each sheet, in the order of `book.worksheets`.

    Limits: colours of conditional formats, patterns and gradients are not told.

    Args:
        book: as openpyxl loaded it.
        path: its file, for threaded comments, of which openpyxl knows only the text that Excel leaves for older versions.
    """
    colours = [_colour(fill) for fill in book._fills]
    inked = frozenset(index for index, font in enumerate(book._fonts) if _is_clear(font.color))
    looks = [_looks(sheet, colours, inked) for sheet in book.worksheets]
    if any(each.notes for each in looks):
        for sheet, each in zip(book.worksheets, looks, strict=True):
            threads = _threads(path, sheet.title)
            each.notes[:] = [[*note[:2], threads.get((note[0], note[1]), note[2])] for note in each.notes]
    return looks


def _looks(sheet: Any, colours: list[str], inked: frozenset[int]) -> SheetLooks:
    looks = SheetLooks()
    for (row, column), cell in sheet._cells.items():
        colour = colours[cell._style.fillId] if cell.has_style else ""
        if colour:
            looks.fills.setdefault(colour, []).extend((row, column))
        if cell.value is not None and (cell._style.fontId in inked or _has_inked_run(cell.value)):
            looks.inks.extend((row, column))
        if cell.comment is not None:
            looks.notes.append([row, column, str(cell.comment.text or "").replace("\r\n", "\n")])
    return looks


def _colour(fill: Any) -> str:
    """「FFFF00」 or 「theme:4」 of a solid fill, "" of any other."""
    if getattr(fill, "patternType", None) != "solid":
        return ""
    colour = fill.fgColor
    if colour.type == "rgb":
        return str(colour.rgb)[-6:]
    if colour.type == "theme":
        return f"theme:{colour.theme}"
    return COLOR_INDEX[colour.indexed][-6:] if colour.indexed < len(COLOR_INDEX) else ""


def _has_inked_run(value: object) -> bool:
    runs = value if isinstance(value, CellRichText) else ()
    return any(isinstance(run, TextBlock) and _is_clear(run.font.color) and run.text.strip() for run in runs)


def _is_clear(colour: Any) -> bool:
    """Whether everybody sees that a text has a colour."""
    if colour is None or colour.type == "auto":
        return False
    if colour.type == "theme":
        return colour.theme in _ACCENTS
    rgb = str(colour.rgb) if colour.type == "rgb" else COLOR_INDEX[colour.indexed] if colour.indexed < len(COLOR_INDEX) else ""
    if not _RGB.fullmatch(rgb):
        return False
    parts = bytes.fromhex(rgb[-6:])
    return max(parts) - min(parts) >= _LEAST_COLOUR


def _threads(path: Path, title: str) -> dict[tuple[int, int], str]:
    """The threaded comments of a sheet by place, the texts of a thread one to a line.

    Source: MS-XLSX 2.6.205 (CT_ThreadedComment): `ref`, and a `text` of each remark in the order in which they were written.
    """
    found: dict[tuple[int, int], list[str]] = {}
    with zipfile.ZipFile(path) as archive:
        for part in _threaded_parts(archive, title):
            for comment in ElementTree.fromstring(archive.read(part)):
                text = "".join(each.text or "" for each in comment if each.tag.endswith("}text"))
                if _ADDRESS.fullmatch(comment.get("ref", "")) and text:
                    found.setdefault(coordinate_to_tuple(comment.get("ref", "")), []).append(text)
    return {place: "\n".join(texts) for place, texts in found.items()}


def _threaded_parts(archive: zipfile.ZipFile, title: str) -> Iterator[str]:
    """The parts with the threaded comments of a sheet: workbook → sheet → its relationships."""
    if not any(_THREADED in name for name in archive.namelist()):
        return
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter()
    ids = [_by_ending(sheet.attrib, "}id") for sheet in sheets if sheet.tag.endswith("}sheet") and sheet.get("name") == title]
    for name in _targets(archive, "xl/workbook.xml", lambda link: link.get("Id") in ids):
        yield from _targets(archive, name, lambda link: _THREADED in link.get("Target", ""))


def _by_ending(attributes: Mapping[str, str], ending: str) -> str | None:
    return next((value for name, value in attributes.items() if name.endswith(ending)), None)


def _targets(archive: zipfile.ZipFile, part: str, wanted: Any) -> list[str]:
    """The parts that the relationships of a part name, as far as they are there."""
    folder, _, name = part.rpartition("/")
    relationships = f"{folder}/_rels/{name}.rels"
    if relationships not in archive.namelist():
        return []
    links = [link.attrib for link in ElementTree.fromstring(archive.read(relationships)) if wanted(link.attrib)]
    names = (posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/") for link in links)
    return [each for each in names if each in archive.namelist()]
