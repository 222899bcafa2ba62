"""The proof of a Word file: the blocks of a document against the text of the finished file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.proof.docx_charts import compare_charts
from kaigi_docs.proof.reading import Piece, document_pieces
from kaigi_docs.proof.report import Report, excerpt
from kaigi_docs.proof.units import solid

_MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What may stand between two pieces: repeated table heads, labels that Word does not make, the prompts of answer spaces.
_BETWEEN = 2000


def prove_docx(path: Path, document: Document, *, file: str | None = None) -> Findings:
    """What is wrong with a finished Word file; empty when it opens and holds every character of the document in order.

    Codes: `proof-unreadable` (no zip, a damaged part, XML that is not well formed), `proof-character-lost`, those of
    compare_charts; after 20 findings one `proof-more` counts the rest.

    Limits: labels of headings, items, remarks and 「：」 are not looked for, because Word may make them itself; blanks are not
    compared; what else stands in the file is not judged. Readings above the text are compared among themselves.

    Args:
        path: the file on disk, closed again afterwards.
        document: what it shows.
        file: what messages call the file, if not by its name.
    """
    report = Report(file if file is not None else path.name)
    main = _opened(path, document, report)
    if main is None:
        return report.findings()
    pieces = [piece for piece in document_pieces(document) if not piece.is_label]
    _compare([piece for piece in pieces if not piece.is_reading], _text(main, readings=False), report)
    _compare([piece for piece in pieces if piece.is_reading], _text(main, readings=True), report)
    return report.findings()


def _opened(path: Path, document: Document, report: Report) -> ElementTree.Element | None:
    """The root of the main part after its charts were compared, or None after what is wrong with the file was reported."""
    try:
        with zipfile.ZipFile(path) as package:
            damaged = package.testzip()
            if damaged is not None:
                raise zipfile.BadZipFile(damaged)
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(package.read(name))
            main = ElementTree.fromstring(package.read(_MAIN))
            compare_charts(package, main, document, report)
            return main
    except (OSError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        report.add("proof-unreadable", f"Wordファイルとして開けません（{error}）。")
        return None


def _text(main: ElementTree.Element, *, readings: bool) -> str:
    """The solid text of the main part: that of the lines, or that of the readings above them."""
    return solid("".join(_texts(main, readings, inside=not readings)))


def _texts(element: ElementTree.Element, readings: bool, inside: bool) -> Iterator[str]:
    """The texts of an element; `inside` tells whether they are of the kind that is wanted."""
    for child in element:
        if child.tag == f"{_W}t" and inside:
            yield child.text or ""
        else:
            yield from _texts(child, readings, readings if child.tag == f"{_W}rt" else inside)


def _compare(pieces: Sequence[Piece], text: str, report: Report) -> None:
    """Reports the pieces that are not in the text in their order."""
    for number in _missing([piece.text for piece in pieces], text):
        piece = pieces[number]
        around = [one.text for one in pieces[max(0, number - 1) : number + 2]]
        label = excerpt(around, [min(number, 1)])
        report.add("proof-character-lost", f"「{piece.text[:40]}」が入っていません。", label=label, source=piece.source)


def _missing(wanted: Sequence[str], text: str) -> Iterator[int]:
    """The numbers of the pieces that the text does not have behind those before them.

    A short piece that is missing may be found too far behind, where it hides those after it: when the next one stands in what
    was passed over, it is the short one that is missing.
    """
    passed, found_at, last = 0, 0, -1
    cursor = 0
    for number, piece in enumerate(wanted):
        at = text.find(piece, cursor, cursor + len(piece) + _BETWEEN)
        if at < 0 and last >= 0:
            at = text.find(piece, passed, found_at)
            if at >= 0:
                yield last
        if at < 0:
            yield number
            continue
        passed, found_at, last = (cursor if at >= cursor else passed), at, number
        cursor = at + len(piece)
