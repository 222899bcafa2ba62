"""What stands in a fillable space from the beginning, drawn by us on one line.

The form's own font draws what it has; a name with a kanji beyond it (𠮷, 辻 with its selector) is completed from the faces of
printed text, so that it looks as on paper. A program that draws the space anew has only the form's font.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from kaigi_docs.fonts import font_stack
from kaigi_docs.layout.page import Rect
from kaigi_docs.render.pdf.document import Ref
from kaigi_docs.render.pdf.fonts import Glyph, UsedFonts
from kaigi_docs.render.pdf.form_font import RESOURCE, FormFont
from kaigi_docs.render.pdf.syntax import number

PADDING_PT = 2.0
_FACES = ("BIZUDGothic-Regular", "NotoSansJP-Regular", "DejaVuSans")
_OWN = ""
# Ink of Japanese type reaches 0.12 em below the baseline.
_DESCENT_EM = 0.12


class _Unit(NamedTuple):
    """A character, with its selector or mark: its face (_OWN for the form's font), glyph, and width in thousandths of an em."""

    face: str
    glyph: Glyph
    width: float


def drawn_value(value: str, rect: Rect, size_pt: float, font: tuple[FormFont, Ref], fonts: UsedFonts) -> tuple[str, str]:
    """The content stream that shows a value in a space, smaller where it is wide, and the fonts of its resources.

    Args:
        value: on one line; "" gives an empty space.
        rect: the space.
        size_pt: the usual size of type.
        font: of the form, and its object.
        fonts: those of the file, which take what the form's font lacks.
    """
    own, own_ref = font
    units = _units(value, own)
    em = sum(unit.width for unit in units) / 1000
    size = min(size_pt, (rect.width - 2 * PADDING_PT) / em) if em else size_pt
    glyphs: dict[str, set[Glyph]] = {}
    for unit in units:
        if unit.face != _OWN:
            glyphs.setdefault(unit.face, set()).add(unit.glyph)
    entries = fonts.resources(glyphs)
    depth = (rect.height - size) / 2 + size * _DESCENT_EM
    shown = " ".join(_shown(face, list(run), size, fonts) for face, run in groupby(units, key=lambda unit: unit.face))
    text = f"q BT 0 g {number(PADDING_PT)} {number(depth)} Td {shown} ET Q " if units else ""
    return f"/Tx BMC {text}EMC", f"/{RESOURCE} {own_ref}{entries}"


def _units(value: str, own: FormFont) -> list[_Unit]:
    stack = font_stack(_FACES)
    return [_unit(text, own) for text in stack.units(value)]


def _unit(text: str, own: FormFont) -> _Unit:
    gid = own.gid(text) if len(text) == 1 else 0
    if gid:
        return _Unit(_OWN, (gid, text), own.width(gid))
    glyph = font_stack(_FACES).glyphs[text]
    return _Unit(glyph.face, (glyph.gid, text), glyph.width_em * 1000)


def _shown(face: str, units: Sequence[_Unit], size: float, fonts: UsedFonts) -> str:
    if face == _OWN:
        return f"/{RESOURCE} {number(size)} Tf <{''.join(f'{unit.glyph[0]:04x}' for unit in units)}> Tj"
    resource, codes = fonts.codes(face, [unit.glyph for unit in units])
    return f"/{resource} {number(size)} Tf <{codes}> Tj"
