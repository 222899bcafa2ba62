"""The fonts of one file: codes for the glyphs that are painted, and the font objects with their subsets.

A face becomes a Type0 font with the Identity-H encoding (ISO 32000-1 9.7): a code is a glyph's number in our own subset. Two
texts that share a glyph get two codes, so that a reader copies exactly the characters that were set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby

from kaigi_docs.fonts.face import face
from kaigi_docs.fonts.sfnt import FontFile, FontMetrics
from kaigi_docs.render.pdf.document import PdfFile, Ref
from kaigi_docs.render.pdf.sfnt import subset_program
from kaigi_docs.render.pdf.syntax import name, number
from kaigi_docs.render.pdf.tounicode import tounicode_cmap

_SERIF, _SYMBOLIC, _ITALIC = 1 << 1, 1 << 2, 1 << 6
_FULL_WIDTH = 1000.0


class UsedFace:
    """A face and the codes given to its glyphs so far.

    Attributes:
        resource: the name under which pages select the font.
        ref: the font object.
        codes: (glyph number, text) -> (code as four hexadecimal digits, width in thousandths of an em).
    """

    def __init__(self, resource: str, ref: Ref, font: FontFile) -> None:
        """A face of which no glyph is used yet; code 0 stays with .notdef, which is never painted."""
        self.resource = resource
        self.ref = ref
        self.codes: dict[tuple[int, str], tuple[str, float]] = {}
        self._font = font
        self._gids = [0]
        self._texts = [""]
        self._widths = [self._width(0)]

    def new_code(self, glyph: tuple[int, str]) -> tuple[str, float]:
        """The next free code for a (glyph number, text) that `codes` does not have yet, and its width."""
        gid, text = glyph
        entry = f"{len(self._gids):04x}", self._width(gid)
        self.codes[glyph] = entry
        self._gids.append(gid)
        self._texts.append(text)
        self._widths.append(entry[1])
        return entry

    def write(self, file: PdfFile) -> None:
        """Fills the font object, with its subset, widths and ToUnicode CMap."""
        metrics = self._font.metrics()
        base_font = name(f"{_subset_tag(self._gids)}+{metrics.ps_name}")
        program = subset_program(self._font, self._gids)
        font_file = file.add_stream(program, f"/Length1 {len(program)}")
        descriptor = file.add(_descriptor(base_font, metrics, font_file))
        cid_font = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base_font}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}"
            f"/DW 1000/W[{_width_array(self._widths)}]/CIDToGIDMap/Identity>>"
        )
        cmap = file.add_stream(tounicode_cmap(self._texts))
        file.put(
            self.ref,
            f"<</Type/Font/Subtype/Type0/BaseFont{base_font}/Encoding/Identity-H/DescendantFonts[{cid_font}]/ToUnicode {cmap}>>",
        )

    def _width(self, gid: int) -> float:
        return round(self._font.advance(gid) * 1000 / self._font.units_per_em, 2)


class UsedFonts:
    """All faces that the pages of one file use, in the order of their first use."""

    def __init__(self, file: PdfFile) -> None:
        """No face yet."""
        self._file = file
        self._faces: dict[str, UsedFace] = {}

    def face(self, face_id: str) -> UsedFace:
        """The face with this id, one of the fonts that ship with the package."""
        used = self._faces.get(face_id)
        if used is None:
            used = UsedFace(f"F{len(self._faces) + 1}", self._file.reserve(), face(face_id).file)
            self._faces[face_id] = used
        return used

    def write(self) -> None:
        """Writes all fonts; no glyph can be painted any more."""
        for used in self._faces.values():
            used.write(self._file)


def _descriptor(base_font: str, metrics: FontMetrics, font_file: Ref) -> str:
    flags = _SYMBOLIC | (_SERIF if metrics.serif else 0) | (_ITALIC if metrics.italic_angle else 0)
    return (
        f"<</Type/FontDescriptor/FontName{base_font}/Flags {flags}/FontBBox[{' '.join(map(str, metrics.bbox))}]"
        f"/ItalicAngle {number(metrics.italic_angle)}/Ascent {metrics.ascent}/Descent {metrics.descent}"
        f"/CapHeight {metrics.cap_height}/StemV {_stem_width(metrics.weight)}/FontFile2 {font_file}>>"
    )


def _stem_width(weight: int) -> int:
    """An estimate of the stem width from the weight class; TrueType fonts do not tell it (87 for 400, 166 for 700)."""
    return 50 + int((weight / 65) ** 2)


def _width_array(widths: Sequence[float]) -> str:
    """The W array (ISO 32000-1 9.7.4.3): stretches of codes that are not one em wide."""
    groups = groupby(enumerate(widths), key=lambda entry: entry[1] != _FULL_WIDTH)
    stretches = [list(group) for differs, group in groups if differs]
    return " ".join(f"{stretch[0][0]}[{' '.join(number(width) for _, width in stretch)}]" for stretch in stretches)


def _subset_tag(gids: Sequence[int]) -> str:
    """Six capitals that name this selection of glyphs (ISO 32000-1 9.9.2)."""
    digest = int.from_bytes(hashlib.sha256(repr(gids).encode("ascii")).digest()[:8])
    return "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))
