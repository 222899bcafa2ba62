"""PDFs of other programs, made with pikepdf alone: what a page shows stands in the test that draws it."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf

from kaigi_docs.materials.attachment import foreign_pages
from kaigi_docs.model.foreign import ForeignPdf, ForeignSheet
from kaigi_docs.model.meeting import Material, MaterialKind
from kaigi_docs.model.text import Text
from kaigi_docs.read.worker.foreign import read_foreign_pdf

A4, A3 = (595.28, 841.89), (841.89, 1190.55)
MM_PER_PT = 25.4 / 72
ATTACHED = Material(id="S08", no="5", kind=MaterialKind.ATTACHMENT, title=Text("市民アンケートの案"))


def flag(x: float, y: float, size: float) -> bytes:
    """An F of bars, its lower left corner given: upside down, turned or mirrored it looks different."""
    bar = size / 6
    bars = ((x, y, bar, size), (x, y + size - bar, size * 0.7, bar), (x, y + size * 0.5, size * 0.45, bar))
    return b"0 g " + b" ".join(b"%.3f %.3f %.3f %.3f re" % each for each in bars) + b" f\n"


def pdf_of(*pages: bytes, size: tuple[float, float] = A4, **entries: Any) -> bytes:
    """A file with a page for each content stream; entries go into every page dictionary."""
    with pikepdf.new() as pdf:
        for content in pages:
            pdf.add_blank_page(page_size=size)
            pdf.pages[-1].obj.Contents = pdf.make_stream(content)
            for key, value in entries.items():
                pdf.pages[-1].obj[f"/{key}"] = value
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The file as bytes, the same for the same objects."""
    written = io.BytesIO()
    pdf.save(written, **({"deterministic_id": True} | options))
    return written.getvalue()


def opened(content: bytes) -> pikepdf.Pdf:
    """A file to be changed by a test."""
    return pikepdf.open(io.BytesIO(content))


def with_field(content: bytes, *, value: str | None = None, look: bytes | None = b"0.5 g 0 0 100 20 re f") -> bytes:
    """The file with a field at the lower left of its first page."""
    with opened(content) as pdf:
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="name",
            F=4,
            Rect=pikepdf.Array([50, 60, 150, 80]),
        )
        if value is not None:
            field.V = pikepdf.String(value)
        if look is not None:
            shown = pdf.make_stream(look)
            shown.update({"/Subtype": pikepdf.Name.Form, "/BBox": pikepdf.Array([0, 0, 100, 20])})
            field.AP = pikepdf.Dictionary(N=shown)
        field = pdf.make_indirect(field)
        pdf.pages[0].obj.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        return saved(pdf)


def with_annotation(content: bytes, subtype: str, **entries: Any) -> bytes:
    """The file with an annotation on its first page that is printed."""
    with opened(content) as pdf:
        annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, F=4, Rect=pikepdf.Array([200, 200, 260, 220]), **entries)
        annotation.Subtype = pikepdf.Name(f"/{subtype}")
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(annotation)])
        return saved(pdf)


def read_here(path: Path) -> ForeignPdf:
    """What the worker reads, without a process of its own: for many small files."""
    answer = read_foreign_pdf(path, 100)
    return ForeignPdf(
        path=path.name,
        sheets=tuple(map(_sheet, answer["pages"])),
        archival=not any(page["unembedded"] or page["cmyk"] for page in answer["pages"]),
        content=base64.b64decode(answer["pdf"]),
    )


def _sheet(page: dict[str, Any]) -> ForeignSheet:
    ink: Sequence[float] | None = page["ink_pt"]
    edges = tuple(edge * MM_PER_PT for edge in ink) if ink else None
    return ForeignSheet(
        width_mm=page["width_pt"] * MM_PER_PT,
        height_mm=page["height_pt"] * MM_PER_PT,
        sha256=page["sha256"],
        ink_mm=(edges[0], edges[1], edges[2], edges[3]) if edges else None,
        look=base64.b64decode(page["look"]),
    )


def block_of(pdf: ForeignPdf, *, complete: bool = False) -> Any:
    """The pages as a block of 資料５."""
    return foreign_pages(ATTACHED, pdf, complete=complete)
