"""A text run as PDF text-showing operands (ISO 32000-1 9.4.3)."""

from __future__ import annotations

from kaigi_docs.layout.page import TextRun
from kaigi_docs.render.pdf.fonts import FaceCodes


def shown_glyphs(run: TextRun, face: FaceCodes) -> str:
    """The run's `Tj` or `TJ` with operands: codes as hexadecimal strings, moved where an offset differs from the advances.

    Moves are whole thousandths of an em and do not add up: every glyph stands within half a thousandth of its offset.
    """
    per_point = 1000.0 / run.size_pt
    known, new_code = face.codes, face.new_code  # a look-up of its own for each of many glyphs: half the time of a call
    shown: list[str] = []
    pen = 0.0  # where the viewer stands, in thousandths of an em from the origin of the run
    for glyph, offset in zip(zip(run.gids, run.texts, strict=True), run.offsets, strict=True):
        code, width = known.get(glyph) or new_code(glyph)
        gap = offset * per_point - pen
        if not -0.5 <= gap <= 0.5:
            move = round(gap)
            shown.append(f">{-move}<")
            pen += move
        shown.append(code)
        pen += width
    operands = "".join(shown)
    return f"[<{operands}>]TJ" if len(shown) > len(run.gids) else f"<{operands}>Tj"
