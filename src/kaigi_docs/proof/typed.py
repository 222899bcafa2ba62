"""A document as one string of solid characters, with what stands between each two of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kaigi_docs.blocks import Document
from kaigi_docs.proof.kinsoku import ADJACENT, ANSWER, NEW_TEXT, READ_AS_ONE, followed_by, kind_of_blank
from kaigi_docs.proof.lines import Line
from kaigi_docs.proof.reading import ANSWER_SPACE, Piece, typed_pieces
from kaigi_docs.proof.units import is_blank, solid


@dataclass(frozen=True, slots=True)
class Typed:
    """What a document says, readings apart.

    Attributes:
        text: its solid characters in reading order.
        between: for each of them what stands before it, as kinsoku.py has it; NEW_TEXT where a line begins anyway.
    """

    text: str
    between: str

    def begins_text(self, at: int) -> bool:
        """Whether a paragraph, a cell or a line that was typed as one begins there."""
        return at >= len(self.between) or self.between[at] == NEW_TEXT


def typed(document: Document) -> Typed:
    """The document as it was typed."""
    return _joined(piece for piece in typed_pieces(document) if not piece.is_reading)


def _joined(pieces: Iterable[Piece]) -> Typed:
    texts: list[str] = []
    between: list[str] = []
    waiting = NEW_TEXT
    for piece in pieces:
        if piece.begins:
            waiting = NEW_TEXT
        inside = READ_AS_ONE if piece.has_reading else ADJACENT
        if piece.typed in ("", piece.text):
            if piece.text:
                texts.append(piece.text)
                between.append(waiting + inside * (len(piece.text) - 1))
                waiting = ADJACENT
        elif not piece.text and piece.typed == ANSWER_SPACE:
            waiting = followed_by(waiting, ANSWER)
        else:
            texts.append(piece.text)
            kinds, waiting = _kinds(piece.typed, waiting)
            between.append(kinds if not piece.has_reading else _as_one(kinds, piece.typed))
    return Typed("".join(texts), "".join(between))


def _kinds(text: str, waiting: str) -> tuple[str, str]:
    """What stands before each solid character of a text with blanks, and behind the last of them."""
    kinds = []
    for character in text:
        if is_blank(character):
            waiting = followed_by(waiting, kind_of_blank(character))
        else:
            kinds.append(waiting)
            waiting = ADJACENT
    return "".join(kinds), waiting


def _as_one(kinds: str, base: str) -> str:
    """The same for the base of a reading, whose blanks do not divide it either."""
    first = 0 if base[:1].isspace() else 1
    return kinds[:first] + READ_AS_ONE * (len(kinds) - first)


def typed_lines(lines: Iterable[Line]) -> Typed:
    """Lines that stand below each other, as one text."""
    return _joined(
        Piece(solid(run.text), typed=run.text, begins=False, has_reading=number in line.with_reading)
        for line in lines
        for number, run in enumerate(line.runs)
    )
