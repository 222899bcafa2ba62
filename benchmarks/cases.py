"""What bench.py runs as processes of their own: `cases.py prepare|material|floor ROWS DIRECTORY`."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

from kaigi_docs.blocks import Document


def material(rows: int, out: Path) -> None:
    """資料3 with so many rows: blocks to a PDF on disk."""
    from kaigi_docs.layout.flow import layout_document
    from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
    from kaigi_docs.theme import DEFAULT_THEME

    document = pickle.loads((out / f"document-{rows}.pickle").read_bytes())
    laid_out = layout_document(document, DEFAULT_THEME)
    (out / f"material-{rows}.pdf").write_bytes(paint_pdf([laid_out], PdfInfo(title="資料３")))


def prepare(rows: int, out: Path) -> None:
    """Writes the blocks for `material`, and what `floor` draws: runs of text with face, size and place, page by page."""
    from kaigi_docs.layout.flow import layout_document
    from kaigi_docs.layout.page import TextRun
    from kaigi_docs.theme import DEFAULT_THEME

    document = _document(rows)
    (out / f"document-{rows}.pickle").write_bytes(pickle.dumps(document))
    laid_out = layout_document(document, DEFAULT_THEME)
    pages = [
        {
            "size": [page.width, page.height],
            "runs": [
                [mark.face, mark.size_pt, mark.x, page.height - mark.baseline, mark.text]
                for content in page.contents
                for mark in content.marks
                if isinstance(mark, TextRun)
            ],
        }
        for page in laid_out.pages
    ]
    (out / f"runs-{rows}.json").write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")
    counts_path = out / "pages.json"
    counts = json.loads(counts_path.read_text(encoding="utf-8")) if counts_path.exists() else {}
    counts_path.write_text(json.dumps({**counts, str(rows): len(pages)}), encoding="utf-8")


def floor(rows: int, out: Path) -> None:
    """The same text at the same places with a bare canvas: no layout, no tags, no structure."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from kaigi_docs.resources import resource_path

    pages = json.loads((out / f"runs-{rows}.json").read_text(encoding="utf-8"))
    faces = sorted({run[0] for page in pages for run in page["runs"]})
    for face in faces:
        pdfmetrics.registerFont(TTFont(face, resource_path("fonts", f"{face}.ttf")))
    canvas = Canvas(str(out / f"floor-{rows}.pdf"), initialFontName=faces[0], pageCompression=1)
    for page in pages:
        canvas.setPageSize(page["size"])
        for face, size, x, y, text in page["runs"]:
            canvas.setFont(face, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()


def _document(rows: int) -> Document:
    """The sample's measure table, its rows repeated up to the wanted number."""
    from dataclasses import replace

    from kaigi_docs.materials.build import build_materials
    from kaigi_docs.model.meeting import MaterialKind
    from kaigi_docs.model.numbering import number_meeting
    from kaigi_docs.read.folder import read_folder
    from kaigi_docs.read.sandbox import Sandbox

    cache = Path(__file__).resolve().parent.parent / "inputs" / "mihon-r04-1"
    with Sandbox() as sandbox:
        inputs, _ = read_folder(cache, sandbox)
    assert inputs is not None
    measures = inputs.measures
    repeated = tuple(
        replace(measures[number % len(measures)], id=f"J{number + 1:04d}", also_listed_under=()) for number in range(rows)
    )
    documents, _ = build_materials(inputs.meeting, repeated, number_meeting(inputs.meeting), inputs.templates)
    kinds = [material.kind for material in inputs.meeting.materials]
    return documents[kinds.index(MaterialKind.MEASURES)]


if __name__ == "__main__":
    {"prepare": prepare, "material": material, "floor": floor}[sys.argv[1]](int(sys.argv[2]), Path(sys.argv[3]))
