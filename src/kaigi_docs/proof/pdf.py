"""The proof of a PDF: blocks and laid-out pages against the characters of the finished file, whoever painted it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kaigi_docs.blocks import Document
from kaigi_docs.errors import InputUnreadable
from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import LaidOut, Page
from kaigi_docs.proof.breaks import LineEnds, compare_breaks
from kaigi_docs.proof.figures import ForcedBreak, PdfFigures
from kaigi_docs.proof.foreign import compare_foreign_pages
from kaigi_docs.proof.lines import Line
from kaigi_docs.proof.material import Contents, compare_material
from kaigi_docs.proof.overlap import report_overlaps
from kaigi_docs.proof.pages import PageFigures, compare_page
from kaigi_docs.proof.reading import figure_contents
from kaigi_docs.proof.report import Report
from kaigi_docs.proof.spacing import spacing_of
from kaigi_docs.read.documents.pdf import TextDocument, read_pdf
from kaigi_docs.read.documents.shown_fonts import ShownFont


class PdfProof(NamedTuple):
    """What a proof found, and what it measured; no figures of a file that cannot be read."""

    findings: Findings
    figures: PdfFigures | None


def prove_pdf(path: Path, parts: Sequence[LaidOut], documents: Sequence[Document], *, file: str | None = None) -> Findings:
    """What is wrong with a finished PDF; see `measured_proof`."""
    return measured_proof(path, parts, documents, file=file).findings


def measured_proof(path: Path, parts: Sequence[LaidOut], documents: Sequence[Document], *, file: str | None = None) -> PdfProof:
    """What is wrong with a finished PDF, nothing when it says exactly what the documents say, where layout put it; and figures.

    1. The text of each document, in reading order, is the text of its laid-out structure (blanks apart), and every content
       belongs to the structure once.
    2. No line ends where JLREQ 3.1.7, 3.1.8 and 3.1.10 forbid it, if it could have ended elsewhere.
    3. On each page every promised character is there, in painting order, within 0.75 pt of its place, and nothing else is.
    4. Ink stays within 0.1 pt of its box and 5 mm from the edges of the sheet, reaches no more than 0.2 pt into other ink or
       into a rule (lines of figures apart), and boxes do not overlap, unless one lies in the other.
    5. Type is 8 pt or larger (readings above the text apart), every glyph draws something, every font is in the file.
    6. The file has the pages promised, in their sizes.
    7. A page of another program shows what its original shows, upright and whole, and nothing of ours stands on its ink.

    Codes: `proof-character-lost`, `proof-character-extra`, `proof-order`, `proof-untagged`; `proof-forbidden-break`;
    `proof-misplaced`, `proof-tounicode`; `proof-outside-box`, `proof-outside-page`, `proof-ink-overlap`,
    `proof-text-over-rule`, `proof-overlap`; `proof-small-type`, `proof-missing-glyph`, `proof-font`; `proof-pages`,
    `proof-unreadable`; `proof-foreign-page`; after 20 findings one `proof-more` counts the rest.

    Limits: blanks are not compared; of two glyphs of one text on one spot one is read; the order of right-to-left text is not
    judged; fills, pictures and slanted rules are not compared with text; text in figures is not compared with the document;
    text and fonts of pages of other programs are not read, only their pictures are compared.

    Args:
        path: the file on disk, closed again afterwards.
        parts: what was painted, in order; together they are all pages of the file.
        documents: what each part shows.
        file: what messages call the file, if not by its name.
    """
    report = Report(file if file is not None else path.name)
    try:
        found = read_pdf(path, _pictured(parts))
    except InputUnreadable as error:
        report.add("proof-unreadable", str(error))
        return PdfProof(report.findings(), None)
    materials = _compare_materials(parts, documents, report)
    _compare_fonts(found.fonts, report)
    pages = _compare_pages(parts, found, report)
    compare_foreign_pages(path, _pages(parts), report)
    return PdfProof(report.findings(), _figures(found, materials, pages, report))


def prove_pages(path: Path, parts: Sequence[LaidOut], only: Collection[int] | None = None) -> Findings:
    """What is wrong with a PDF of single pages, which no document describes: steps 3 to 7 of `measured_proof`.

    Args:
        path: the file on disk, closed again afterwards.
        parts: what was painted, in order.
        only: numbers of the pages to read, from 0, of a file that is known to have the right number; None for all.
    """
    report = Report(path.name)
    try:
        found = read_pdf(path, _pictured(parts), only)
    except InputUnreadable as error:
        report.add("proof-unreadable", str(error))
        return report.findings()
    _compare_fonts(found.fonts, report)
    _compare_pages(parts, found, report, only)
    compare_foreign_pages(path, _pages(parts), report, only)
    return report.findings()


def _pages(parts: Iterable[LaidOut]) -> list[Page]:
    return [page for part in parts for page in part.pages]


def _pictured(parts: Iterable[LaidOut]) -> frozenset[int]:
    """The pages of the file (from 0) that show pages of other programs."""
    return frozenset(number for number, page in enumerate(_pages(parts)) if any(page.foreign_marks()))


class _Materials(NamedTuple):
    """What was counted in the materials of a file."""

    contents: list[Contents]
    lines: int
    filled: list[Line]
    forced: list[ForcedBreak]


def _compare_materials(parts: Sequence[LaidOut], documents: Sequence[Document], report: Report) -> _Materials:
    """Documents against pages; the ends of lines of a material are judged where its pages say what it says."""
    contents: list[Contents] = []
    ends: list[LineEnds] = []
    first_page = 1
    for part, document in zip(parts, documents, strict=True):
        same, counted = compare_material(part, document, report)
        contents.append(counted)
        if same:
            ends.append(compare_breaks(part, document, first_page, report))
        first_page += len(part.pages)
    filled, forced = [line for each in ends for line in each.filled], [place for each in ends for place in each.forced]
    return _Materials(contents, sum(each.lines for each in ends), filled, forced)


def _compare_fonts(fonts: Iterable[ShownFont], report: Report) -> None:
    for font in fonts:
        if not font.embedded:
            report.add("proof-font", f"書体「{font.name}」がファイルに埋め込まれていません。")
        if font.blanks:
            message = f"書体「{font.name}」で、字のない四角になる文字が{font.blanks}種類あります。"
            report.add("proof-missing-glyph", message)


def _compare_pages(
    parts: Sequence[LaidOut], found: TextDocument, report: Report, only: Collection[int] | None = None
) -> list[PageFigures]:
    pages = _pages(parts)
    if only is None and len(pages) != len(found.pages):
        report.add("proof-pages", f"{len(found.pages)}ページあります。正しくは{len(pages)}ページです。")
    figures = frozenset(id(content) for part in parts for content in figure_contents(part.struct))
    measured = []
    for page_found in found.pages[: len(pages)]:
        page, number = pages[page_found.index], page_found.index + 1
        report_overlaps(page, number, report)
        measured.append(compare_page(page, page_found, figures, number, report))
    return measured


def _figures(found: TextDocument, materials: _Materials, pages: Sequence[PageFigures], report: Report) -> PdfFigures:
    return PdfFigures(
        pages=len(found.pages),
        lines=materials.lines,
        characters=sum(page.characters for page in pages),
        forbidden_breaks=report.count("proof-forbidden-break"),
        forced_breaks=tuple(materials.forced),
        outside=report.count("proof-outside-box", "proof-outside-page"),
        overlaps=report.count("proof-ink-overlap", "proof-text-over-rule", "proof-overlap"),
        largest_overlap_pt=max((page.largest_overlap_pt for page in pages), default=0.0),
        smallest_type_pt=min((page.smallest_type_pt for page in pages if page.smallest_type_pt is not None), default=None),
        missing_glyphs=report.count("proof-missing-glyph"),
        fonts=len(found.fonts),
        fonts_embedded=sum(font.embedded for font in found.fonts),
        contents=sum(counted.all for counted in materials.contents),
        contents_tagged=sum(counted.tagged for counted in materials.contents),
        spacing=spacing_of(materials.filled),
        differences=report.count(),
    )
