"""The proof of a PDF: blocks and laid-out pages against the characters of the finished file, whoever painted it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kaigi_docs.blocks import Document
from kaigi_docs.errors import InputUnreadable
from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.proof.material import compare_material
from kaigi_docs.proof.overlap import report_overlaps
from kaigi_docs.proof.pages import compare_page
from kaigi_docs.proof.report import Report
from kaigi_docs.read.documents.pdf import read_pdf


def prove_pdf(path: Path, parts: Sequence[LaidOut], documents: Sequence[Document], *, file: str | None = None) -> Findings:
    """What is wrong with a finished PDF; empty when it says exactly what the documents say, where layout put it.

    1. The text of each document, in reading order, is the text of its laid-out structure (blanks apart).
    2. On each page every promised character is there, in painting order, within 0.75 pt of its place, its ink within 0.3 pt
       of its box and on the sheet; and nothing else is there.
    3. Boxes of text do not overlap, unless one lies in the other.
    4. The file has the pages promised, in their sizes.

    Codes: `proof-character-lost`, `proof-character-extra`, `proof-order`, `proof-misplaced`, `proof-outside-box`,
    `proof-overlap`, `proof-tounicode`, `proof-pages`, `proof-untagged`, `proof-unreadable`; after 20 findings one
    `proof-more` counts the rest.

    Limits: blanks are not compared; glyphs that no font has are not (layout reports them); two glyphs of one text on one
    spot count as one; the order of right-to-left text is not judged. Rules, fills and pictures are not looked at.

    Args:
        path: the file on disk, closed again afterwards.
        parts: what was painted, in order; together they are all pages of the file.
        documents: what each part shows.
        file: what messages call the file, if not by its name.
    """
    report = Report(file if file is not None else path.name)
    try:
        found = read_pdf(path)
    except InputUnreadable as error:
        report.add("proof-unreadable", str(error))
        return report.findings()
    for part, document in zip(parts, documents, strict=True):
        compare_material(part, document, report)
    pages = [page for part in parts for page in part.pages]
    if len(pages) != len(found.pages):
        report.add("proof-pages", f"{len(found.pages)}ページあります。正しくは{len(pages)}ページです。")
    for number, (page, page_found) in enumerate(zip(pages, found.pages, strict=False), start=1):
        report_overlaps(page, number, report)
        compare_page(page, page_found, number, report)
    return report.findings()
