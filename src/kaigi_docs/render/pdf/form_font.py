"""The font with which people fill in a form: one that every program may use for whatever is typed (ISO 32000-1 12.7.3.3).

FormGothic is BIZ UDGothic with the characters of code page 932, glyph numbers and cmap kept (`tests/make_form_font.py`). It is
not subset further: a program that draws what was typed needs the glyphs. Programs disagree on what they can use; this layout gave
right pictures in most of them: Type0, Identity-H, CIDFontType2, CIDToGIDMap /Identity, W and ToUnicode for every glyph.
"""

from __future__ import annotations

import zlib
from functools import cache, cached_property
from itertools import groupby

from kaigi_docs.fonts.cmap import CharacterMap
from kaigi_docs.fonts.sfnt import FontFile
from kaigi_docs.render.pdf.document import PdfFile, Ref
from kaigi_docs.render.pdf.syntax import number
from kaigi_docs.render.pdf.tounicode import tounicode_cmap
from kaigi_docs.resources import resource_path

RESOURCE = "KF"
"""The name of the font in default appearances."""

_NAME, _FILE = "FormGothic", "FormGothic.ttf"
_FULL_WIDTH = 1000.0
_FLAGS = 1 << 2  # symbolic: the glyphs are named by number
_BEST = 9


class FormFont:
    """The font file: which glyph draws a character, and how wide it is."""

    def __init__(self) -> None:
        """Opens the file.

        Raises:
            PackageIncomplete: it is missing from the installed package.
        """
        self._font = FontFile(resource_path("fonts", _FILE))
        self._cmap = CharacterMap(self._font.table("cmap"))

    def gid(self, character: str) -> int:
        """The glyph of a character, 0 if the font lacks it."""
        return self._cmap.gid(ord(character))

    def width(self, gid: int) -> float:
        """The advance of a glyph in thousandths of an em."""
        return round(self._font.advance(gid) * 1000 / self._font.units_per_em, 2)

    def write(self, file: PdfFile) -> Ref:
        """The font object, embedded as it is."""
        metrics = self._font.metrics()
        length, coded = _coded()
        program = file.add_compressed(coded, f"/Length1 {length}")
        descriptor = file.add(
            f"<</Type/FontDescriptor/FontName/{_NAME}/Flags {_FLAGS}/FontBBox[{' '.join(map(str, metrics.bbox))}]/ItalicAngle 0"
            f"/Ascent {metrics.ascent}/Descent {metrics.descent}/CapHeight {metrics.cap_height}/StemV 87/FontFile2 {program}>>"
        )
        cid_font = file.add(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{_NAME}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}"
            f"/DW 1000/W[{self._widths}]/CIDToGIDMap/Identity>>"
        )
        cmap = file.add_compressed(self._coded_cmap)
        return file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont/{_NAME}/Encoding/Identity-H/DescendantFonts[{cid_font}]/ToUnicode {cmap}>>"
        )

    @cached_property
    def _coded_cmap(self) -> bytes:
        """The ToUnicode CMap, compressed."""
        return zlib.compress(tounicode_cmap(self._texts()), _BEST)

    def _texts(self) -> list[str]:
        """The first character of each glyph number, "" where it has none."""
        pairs = sorted((self._cmap.gid(each), each) for each in self._cmap.codepoints())
        texts = [""] * (pairs[-1][0] + 1)
        for gid, codepoint in pairs:
            texts[gid] = texts[gid] or chr(codepoint)
        return texts

    @cached_property
    def _widths(self) -> str:
        """The W array: stretches of glyphs that are not one em wide (ISO 32000-1 9.7.4.3)."""
        used = sorted({self._cmap.gid(each) for each in self._cmap.codepoints()} | {0})
        narrow = [(gid, width) for gid in used if (width := self.width(gid)) != _FULL_WIDTH]
        runs = groupby(enumerate(narrow), key=lambda entry: entry[1][0] - entry[0])
        stretches = ([each for _, each in run] for _, run in runs)
        return "".join(f"{run[0][0]}[{' '.join(number(width) for _, width in run)}]" for run in stretches)


@cache
def form_font() -> FormFont:
    """The font, opened once for all forms of a build.

    Raises:
        PackageIncomplete: it is missing from the installed package.
    """
    return FormFont()


@cache
def _coded() -> tuple[int, bytes]:
    """Length of the font file, and its bytes compressed once for all forms."""
    content = resource_path("fonts", _FILE).read_bytes()
    return len(content), zlib.compress(content, _BEST)
