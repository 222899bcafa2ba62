"""The fonts of files: codes for the glyphs that are painted, and the font objects of each file with their subsets.

A face becomes a Type0 font with the Identity-H encoding (ISO 32000-1 9.7): a code is a glyph's number in our own subset. Two
texts that share a glyph get two codes, so that a reader copies exactly the characters that were set. Files that share pages share
the codes, but not the subsets.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from itertools import groupby

from kaigi_docs.fonts.face import face
from kaigi_docs.fonts.sfnt import FontFile, FontMetrics
from kaigi_docs.render.pdf.document import COMPRESSION_LEVEL, PdfFile, Ref
from kaigi_docs.render.pdf.sfnt import subset_program
from kaigi_docs.render.pdf.syntax import name, number
from kaigi_docs.render.pdf.tounicode import tounicode_cmap

_SERIF, _SYMBOLIC, _ITALIC = 1 << 1, 1 << 2, 1 << 6
_FULL_WIDTH = 1000.0


Glyph = tuple[int, str]
"""Glyph number, and the text that it stands for."""


class FaceCodes:
    """A face and the codes given to its glyphs so far, in all files that share pages.

    Attributes:
        resource: the name under which pages select the font.
        codes: glyph -> (code as four hexadecimal digits, width in thousandths of an em).
    """

    def __init__(self, resource: str, font: FontFile) -> None:
        """A face of which no glyph is used yet; code 0 stays with .notdef, which is never painted."""
        self.resource = resource
        self.font = font
        self.codes: dict[Glyph, tuple[str, float]] = {}

    def new_code(self, glyph: Glyph) -> tuple[str, float]:
        """The next free code for a glyph that `codes` does not have yet, and its width."""
        entry = self.codes[glyph] = f"{len(self.codes) + 1:04x}", self.width(glyph[0])
        return entry

    def program(self, gids: Sequence[int | None]) -> tuple[int, bytes]:
        """The length of the subset with these glyphs and its bytes, compressed."""
        return _compressed_subset(self.font, tuple(gids))

    def width(self, gid: int) -> float:
        """The advance of a glyph in thousandths of an em."""
        return round(self.font.advance(gid) * 1000 / self.font.units_per_em, 2)


@lru_cache(maxsize=128)  # files that show the same glyphs share a subset; a packet has a few dozen
def _compressed_subset(font: FontFile, gids: tuple[int | None, ...]) -> tuple[int, bytes]:
    program = subset_program(font, gids)
    return len(program), zlib.compress(program, COMPRESSION_LEVEL)


class Faces:
    """The faces that pages use, in the order of their first use."""

    def __init__(self) -> None:
        """No face yet."""
        self._faces: dict[str, FaceCodes] = {}

    def face(self, face_id: str) -> FaceCodes:
        """The face with this id, one of the fonts that ship with the package."""
        codes = self._faces.get(face_id)
        if codes is None:
            codes = self._faces[face_id] = FaceCodes(f"F{len(self._faces) + 1}", face(face_id).file)
        return codes


class UsedFonts:
    """The font objects of one file; each holds the glyphs that its pages show and no others."""

    def __init__(self, file: PdfFile, faces: Faces) -> None:
        """No face yet."""
        self._file = file
        self._faces = faces
        self._refs: dict[str, Ref] = {}
        self._glyphs: dict[str, set[Glyph]] = {}

    def resources(self, glyphs: Mapping[str, Set[Glyph]]) -> str:
        """The entries of a resource dictionary for a page that shows these glyphs of these faces."""
        entries = []
        for face_id, shown in glyphs.items():
            if face_id not in self._refs:
                self._refs[face_id], self._glyphs[face_id] = self._file.reserve(), set()
            self._glyphs[face_id] |= shown
            entries.append(f"/{self._faces.face(face_id).resource} {self._refs[face_id]}")
        return "".join(entries)

    def codes(self, face_id: str, glyphs: Sequence[Glyph]) -> tuple[str, str]:
        """The name under which a face is selected, and the codes of glyphs of it as hexadecimal digits."""
        face = self._faces.face(face_id)
        return face.resource, "".join((face.codes.get(glyph) or face.new_code(glyph))[0] for glyph in glyphs)

    def write(self) -> None:
        """Fills all font objects, with their subsets, widths and ToUnicode CMaps; no page can be added any more."""
        for face_id, ref in self._refs.items():
            _write_font(self._file, ref, self._faces.face(face_id), self._glyphs[face_id])


def _write_font(file: PdfFile, ref: Ref, face: FaceCodes, glyphs: Set[Glyph]) -> None:
    gids, texts, widths = _columns(face, glyphs)
    metrics = face.font.metrics()
    base_font = name(f"{_subset_tag(gids)}+{metrics.ps_name}")
    length, coded = face.program(gids)
    font_file = file.add_compressed(coded, f"/Length1 {length}")
    descriptor = file.add(_descriptor(base_font, metrics, font_file))
    cid_font = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont{base_font}"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}"
        f"/DW 1000/W[{_width_array(widths)}]/CIDToGIDMap/Identity>>"
    )
    cmap = file.add_stream(tounicode_cmap(texts))
    file.put(
        ref,
        f"<</Type/Font/Subtype/Type0/BaseFont{base_font}/Encoding/Identity-H/DescendantFonts[{cid_font}]/ToUnicode {cmap}>>",
    )


def _columns(face: FaceCodes, glyphs: Set[Glyph]) -> tuple[list[int | None], list[str], list[float]]:
    """Glyph number, text and width of each code up to the last that the file shows; codes of other files are empty."""
    shown = {int(face.codes[glyph][0], 16): glyph for glyph in glyphs}
    count = max(shown, default=0) + 1
    gids: list[int | None] = [0, *(None,) * (count - 1)]
    texts, widths = [""] * count, [face.width(0), *(_FULL_WIDTH,) * (count - 1)]
    for code, (gid, text) in shown.items():
        gids[code], texts[code], widths[code] = gid, text, face.width(gid)
    return gids, texts, widths


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


def _subset_tag(gids: Sequence[int | None]) -> str:
    """Six capitals that name this selection of glyphs (ISO 32000-1 9.9.2)."""
    digest = int.from_bytes(hashlib.sha256(repr(gids).encode("ascii")).digest()[:8])
    return "".join(chr(ord("A") + digest // 26**place % 26) for place in range(6))
