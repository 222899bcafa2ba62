"""The floor as a process of its own, `floor.py RUNS PDF`: the same text at the same places with a bare reportlab canvas.

No layout, no tags, no structure: what no typesetter of ours can beat while it writes through Python and reportlab.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).resolve().parent.parent / "src" / "kaigi_docs" / "fonts"


def draw(runs: Path, pdf: Path) -> None:
    pages = json.loads(runs.read_text(encoding="utf-8"))
    faces = sorted({run[0] for page in pages for run in page["runs"]})
    for face in faces:
        pdfmetrics.registerFont(TTFont(face, FONTS / f"{face}.ttf"))
    canvas = Canvas(str(pdf), initialFontName=faces[0], pageCompression=1)
    for page in pages:
        canvas.setPageSize(page["size"])
        for face, size, x, y, text in page["runs"]:
            canvas.setFont(face, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
