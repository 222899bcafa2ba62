"""A text run as PDF text-showing operands (ISO 32000-1 9.4.3)."""

from __future__ import annotations

from kaigi_docs.layout.page import TextRun
from kaigi_docs.render.pdf.fonts import UsedFace


def shown_glyphs(run: TextRun, face: UsedFace) -> str:
    """The run's `Tj` or `TJ` with operands: codes as hexadecimal strings, moved where an offset differs from the advances.

    Moves are whole thousandths of an em and do not add up: every glyph stands within half a thousandth of its offset.
    """
    per_point = 1000.0 / run.size_pt
    known, new_code = face.codes, face.new_code  # a look-up of its own for each of many glyphs: half the time of a call
    parts: list[str] = []
    codes: list[str] = []
    pen = 0.0  # where the viewer stands, in thousandths of an em from the origin of the run
    for glyph, offset in zip(zip(run.gids, run.texts, strict=True), run.offsets, strict=True):
        move = round(offset * per_point - pen)
        if move:
            if codes:
                parts.append(f"<{''.join(codes)}>")
                codes.clear()
            parts.append(str(-move))
            pen += move
        digits, width = known.get(glyph) or new_code(glyph)
        codes.append(digits)
        pen += width
    shown = f"<{''.join(codes)}>"
    return f"[{''.join(parts)}{shown}]TJ" if parts else f"{shown}Tj"
