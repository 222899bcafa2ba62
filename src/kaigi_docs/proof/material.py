"""The blocks of a material against its laid-out structure: layout lost nothing and kept the order."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Location
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.proof.drawn import compare_drawn
from kaigi_docs.proof.reading import Piece, document_pieces, laid_out_pieces, tagged_contents
from kaigi_docs.proof.report import Report, excerpt
from kaigi_docs.proof.units import solid

_SHOWN = 40  # characters of a difference that a message spells out
_COMPARED = 2000  # characters of a stretch that are compared one by one (the time grows with the square)


class _Said(NamedTuple):
    """What a document says: its text, and the pieces that it is made of."""

    text: str
    pieces: list[Piece]

    @classmethod
    def of(cls, pieces: list[Piece]) -> _Said:
        return cls("".join([piece.text for piece in pieces]), pieces)

    def source(self, at: int) -> Location | None:
        """Where the character of that number came from."""
        ends = accumulate(len(piece.text) for piece in self.pieces)
        return next((piece.source for piece, end in zip(self.pieces, ends, strict=True) if at < end), None)


class Contents(NamedTuple):
    """How many contents of a material are no artifacts, and how many of them its structure reads exactly once."""

    all: int
    tagged: int


def compare_material(part: LaidOut, document: Document, report: Report) -> tuple[bool, Contents]:
    """Reports text that layout lost, added or moved, and contents that the structure leaves out or holds twice.

    Returns:
        Whether the structure says exactly what the document says, and its contents.
    """
    said = _Said.of(list(document_pieces(document)))
    laid_out = "".join([piece.text for piece in laid_out_pieces(part)])
    head = solid(part.head_text)
    if head and laid_out != said.text and laid_out.startswith(head):
        said = _Said.of([Piece(head), *said.pieces])
    if laid_out != said.text:
        _report_stretch(said, laid_out, part.title, report)
    compare_drawn(part, document, report)
    return laid_out == said.text, _compare_tags(part, report)


def _report_stretch(said: _Said, laid_out: str, title: str, report: Report) -> None:
    """Reports what differs between the first and the last difference."""
    start = _common(said.text, laid_out)
    behind = min(_common(said.text[::-1], laid_out[::-1]), len(said.text) - start, len(laid_out) - start)
    wanted, got = said.text[start : len(said.text) - behind], laid_out[start : len(laid_out) - behind]
    if Counter(wanted) == Counter(got):
        message = f"{title}：文の順序が入れ替わり「{got[:_SHOWN]}」となっています。"
        _report(said, start, start + len(wanted), "proof-order", message, report)
        return
    matcher = SequenceMatcher(None, wanted[:_COMPARED], got[:_COMPARED], autojunk=False)
    for tag, first, end, other, other_end in matcher.get_opcodes():
        if tag in ("delete", "replace"):
            message = f"{title}：「{wanted[first:end][:_SHOWN]}」がページに載っていません。"
            _report(said, start + first, start + end, "proof-character-lost", message, report)
        if tag in ("insert", "replace"):
            message = f"{title}：元の文にない「{got[other:other_end][:_SHOWN]}」がページに載っています。"
            _report(said, start + first, start + end, "proof-character-extra", message, report)


def _common(one: str, other: str) -> int:
    """The length of what two texts have in common at their beginning."""
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def _report(said: _Said, start: int, end: int, code: str, message: str, report: Report) -> None:
    """Reports a difference at characters of what the document says; an empty stretch stands for the next character."""
    at = min(start, len(said.text) - 1)
    label = excerpt(said.text, range(at, max(end, at + 1))) if said.text else ""
    report.add(code, message, label=label, source=said.source(at))


def _compare_tags(part: LaidOut, report: Report) -> Contents:
    """Every content that is no artifact belongs to the structure exactly once."""
    tagged = Counter(map(id, tagged_contents(part.struct)))
    times: list[int] = []
    for number, page in enumerate(part.pages, start=1):
        for content in page.contents:
            if content.artifact is None and content.marks:
                times.append(tagged[id(content)])
                if times[-1] != 1:
                    words = "ありません" if not times[-1] else "二重にあります"
                    message = f"{part.title}：{number}ページ目に、読み上げの順序に{words}という内容があります。"
                    report.add("proof-untagged", message)
    return Contents(len(times), times.count(1))
