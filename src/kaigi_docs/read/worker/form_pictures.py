"""The task "form_pictures": pictures of parts of pages, for who has to look at what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from kaigi_docs.read.worker.form_pages import Fit, FormPage, PageTooLarge, opened_document
from kaigi_docs.read.worker.frames import Answer


def read_form_pictures(path: Path, places: Sequence[tuple[int, Sequence[float]]]) -> Answer:
    """{"pictures": [PNG in base64, or "" where none can be made]}, one for each place, or {"fault": "damaged"}.

    Args:
        path: the file.
        places: page from 1; left, top, right and bottom in points from the top left corner of the page.
    """
    try:
        with opened_document(path) as document:
            pages: dict[int, FormPage] = {}
            return {"pictures": [_picture(document, pages, number, box) for number, box in places]}
    except (pdfium.PdfiumError, ValueError):
        return {"fault": "damaged"}


def _picture(document: pdfium.PdfDocument, pages: dict[int, FormPage], number: int, box: Sequence[float]) -> str:
    if not 0 < number <= len(document):
        return ""
    if number not in pages:
        pages[number] = FormPage(document[number - 1])
    left, top, right, bottom = box
    try:
        return pages[number].crop((left, top, right, bottom), Fit())
    except PageTooLarge:
        return ""
