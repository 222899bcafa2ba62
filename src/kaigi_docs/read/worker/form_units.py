"""Text of a document in units: the cells of its tables and its other paragraphs, in pieces with the answer space around them.

A unit is {"kind", "column", "pieces": [[text, space, bits], …]}; column is that of a cell in its row, from 0, else -1; a space is
the number of [tag, bookmark, checked] among the spaces, or -1.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from xml.parsers import expat

from kaigi_docs.read.parts import CHUNK_BYTES

CELL, LINE, BOX, HEAD, NOTE, COMMENT = "cell", "line", "box", "head", "note", "comment"
EMPHASISED, STRUCK, INSERTED, DELETED = 1, 2, 4, 8
"""Bits of a piece: underlined, framed, shaded …; struck through; changes that Word or LibreOffice records."""

_MOST_UNITS, _MOST_CHARACTERS, _DEEPEST = 20_000, 2_000_000, 300


class BeyondLimits(Exception):
    """The document is longer or deeper than any answer form."""


class Units:
    """Gathers the units of one document.

    Attributes:
        spaces: [tag, bookmark, checked] of each answer space.
        names: of hidden bookmarks.
        drawings: how many shapes and pictures there are.
    """

    def __init__(self) -> None:
        """Starts with nothing."""
        self.spaces: list[list[Any]] = []
        self.names: list[str] = []
        self.drawings = 0
        self._numbers: dict[tuple[str, str], int] = {}
        self._units: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []
        self._rows: list[int] = []
        self._characters = 0

    @property
    def told(self) -> list[dict[str, Any]]:
        """Cells, and other paragraphs that hold anything."""
        return [each for each in self._units if each["kind"] == CELL or each["pieces"]]

    def begin_row(self) -> None:
        """Starts a row of a table."""
        self._rows.append(0)

    def end_row(self) -> None:
        """Ends the row that was started last."""
        if self._rows:
            self._rows.pop()

    def begin_cell(self) -> None:
        """Starts the next cell of the row.

        Raises:
            BeyondLimits: there are too many units.
        """
        column = self._rows[-1] if self._rows else 0
        if self._rows:
            self._rows[-1] += 1
        self.begin(CELL, column)

    def begin(self, kind: str, column: int = -1) -> None:
        """Starts a unit, perhaps within another one.

        Raises:
            BeyondLimits: there are too many.
        """
        if len(self._units) >= _MOST_UNITS:
            raise BeyondLimits
        unit = {"kind": kind, "column": column, "pieces": [], "paragraphs": 0}
        self._units.append(unit)
        self._open.append(unit)

    def end(self) -> None:
        """Ends the unit that was started last."""
        if self._open:
            self._open.pop()

    def paragraph(self) -> None:
        """Starts a paragraph within a unit."""
        unit = self._open[-1]
        unit["paragraphs"] += 1
        if unit["paragraphs"] > 1:
            self.text("\n", -1, 0)

    def space(self, tag: str, bookmark: str, checked: bool | None = None) -> int:
        """The number of an answer space, which stands at this place even where it is empty."""
        number = self.number(tag, bookmark)
        if checked is not None:
            self.spaces[number][2] = checked
        if self._open:
            self._open[-1]["pieces"].append(["", number, 0])
        return number

    def number(self, tag: str, bookmark: str) -> int:
        """The number of an answer space."""
        number = self._numbers.setdefault((tag, bookmark), len(self.spaces))
        if number == len(self.spaces):
            self.spaces.append([tag, bookmark, None])
        return number

    def text(self, text: str, space: int, bits: int) -> None:
        """Adds text to the unit that is open; text outside of all of them is none that anybody sees.

        Raises:
            BeyondLimits: there is too much.
        """
        if not self._open:
            return
        self._characters += len(text)
        if self._characters > _MOST_CHARACTERS:
            raise BeyondLimits
        pieces = self._open[-1]["pieces"]
        if pieces and pieces[-1][1:] == [space, bits]:
            pieces[-1][0] += text
        else:
            pieces.append([text, space, bits])


class Reader(ABC):
    """Follows one XML part; children of what is skipped are not seen."""

    def __init__(self) -> None:
        """Starts before the first element."""
        self._depth = 0
        self._skipped_from = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, stream: IO[bytes]) -> None:
        """Reads a part to its end.

        Raises:
            BeyondLimits: it is deeper or longer than any form.
            expat.ExpatError: it is no XML.
        """
        while chunk := stream.read(CHUNK_BYTES):
            self._parser.Parse(chunk, False)
        self._parser.Parse(b"", True)

    @abstractmethod
    def element(self, space: str, name: str, attributes: dict[str, str]) -> bool:
        """Takes an element; tells whether its content is to be skipped."""

    @abstractmethod
    def close(self, space: str, name: str) -> None:
        """Takes the end of an element that was not skipped."""

    @abstractmethod
    def words(self, text: str) -> None:
        """Takes text."""

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BeyondLimits
        if self._skipped_from:
            return
        space, _, name = full_name.rpartition(" ")
        if self.element(space, name, attributes):
            self._skipped_from = self._depth

    def _end(self, full_name: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if self._skipped_from:
            self._skipped_from = 0 if depth == self._skipped_from else self._skipped_from
            return
        space, _, name = full_name.rpartition(" ")
        self.close(space, name)

    def _data(self, text: str) -> None:
        if not self._skipped_from:
            self.words(text)

    def _doctype(self, *_: object) -> None:
        raise BeyondLimits


class TextOnly(Reader):
    """All text of a part, for ids in properties."""

    def __init__(self) -> None:
        """Starts with nothing."""
        super().__init__()
        self.text = ""

    def element(self, space: str, name: str, attributes: dict[str, str]) -> bool:
        """Skips nothing."""
        return False

    def close(self, space: str, name: str) -> None:
        """Parts the texts of elements."""
        self.text += " "

    def words(self, text: str) -> None:
        """Takes text, to a limit."""
        if len(self.text) < _MOST_CHARACTERS:
            self.text += text


@contextmanager
def told_limits() -> Iterator[list[str]]:
    """A list that holds the fault "large" or "damaged" after the block where reading ended early."""
    faults: list[str] = []
    try:
        yield faults
    except BeyondLimits:
        faults.append("large")
    except expat.ExpatError:
        faults.append("damaged")
