"""Answer forms in PDF as members send them back: filled in, flattened, joined with others, drawn upon."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf
import pypdfium2

from foreign_pdfs import opened, saved

Change = Callable[[pikepdf.Pdf], None]


def changed(content: bytes, *changes: Change) -> bytes:
    """The file after some changes."""
    with opened(content) as pdf:
        for change in changes:
            change(pdf)
        return saved(pdf)


def filled(content: bytes, values: Mapping[str, str]) -> bytes:
    """The form with values and states as Acrobat saves them, what it shows left as it was."""
    return changed(content, lambda pdf: _fill(pdf, values))


def _fill(pdf: pikepdf.Pdf, values: Mapping[str, str]) -> None:
    left = dict(values)
    for field in pdf.Root.AcroForm.Fields:
        value = left.pop(str(field.T), None)
        if value is None:
            continue
        if field.get("/FT") != "/Btn":
            field.V = pikepdf.String(value)
            continue
        field.V = pikepdf.Name(f"/{value}")
        for box in field.get("/Kids", [field]):
            box.AS = field.V if field.V in box.AP.N else pikepdf.Name.Off
    assert not left, left


def flattened(content: bytes) -> bytes:
    """The form as pdfium makes its fields part of the page."""
    written = io.BytesIO()
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        for page in document:
            page.flatten()
            page.close()
        document.save(written)
    return written.getvalue()


def pages_of(content: bytes, numbers: Sequence[int]) -> bytes:
    """The file with some of its pages, from 1, in an order; its fields stay."""

    def reorder(pdf: pikepdf.Pdf) -> None:
        pages = [pdf.pages[number - 1] for number in numbers]
        del pdf.pages[:]
        pdf.pages.extend(pages)

    return changed(content, reorder)


def with_drawing(content: bytes, page: int, rect: Sequence[float], kind: str, **entries: Any) -> bytes:
    """The file with an annotation; its edges in points from the lower left corner."""

    def draw(pdf: pikepdf.Pdf) -> None:
        annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, F=4, Rect=pikepdf.Array([*map(float, rect)]), **entries)
        annotation.Subtype = pikepdf.Name(f"/{kind}")
        sheet = pdf.pages[page - 1].obj
        sheet.Annots = pikepdf.Array([*sheet.get("/Annots", []), pdf.make_indirect(annotation)])

    return changed(content, draw)
