"""The fonts that show the text of a PDF: whether each is in the file, and whether it draws anything."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

_NAME_BYTES = 256


class ShownFont(NamedTuple):
    """A font by which text is shown.

    Attributes:
        name: its BaseFont.
        embedded: whether its program is in the file; else a viewer takes whatever font it has.
        blanks: how many of its glyphs are copies of .notdef, the box that stands for a missing glyph (TrueType only).
    """

    name: str
    embedded: bool
    blanks: int


class FontsSeen:
    """The fonts of a file, gathered page by page."""

    def __init__(self) -> None:
        """No font yet."""
        self._fonts: dict[tuple[str, int], ShownFont] = {}

    def add(self, text_objects: Iterable[Any]) -> None:
        """Adds the fonts of the text objects of an open page; pdfium may give their addresses to other fonts afterwards."""
        import pypdfium2.raw as pdfium

        handles: dict[int, Any] = {}
        for item in text_objects:
            handle = pdfium.FPDFTextObj_GetFont(item)
            if handle:
                handles.setdefault(ctypes.addressof(handle.contents), handle)
        for handle in handles.values():
            key = _name(handle), _program_size(handle)
            if key not in self._fonts:
                embedded = pdfium.FPDFFont_GetIsEmbedded(handle) == 1
                blanks = _copies_of_notdef(_program(handle, key[1])) if embedded else 0
                self._fonts[key] = ShownFont(key[0], embedded, blanks)

    def fonts(self) -> tuple[ShownFont, ...]:
        """All of them by their names."""
        return tuple(sorted(self._fonts.values()))


def _name(handle: Any) -> str:
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    pdfium.FPDFFont_GetBaseFontName(handle, buffer, _NAME_BYTES)
    return buffer.value.decode("utf-8", "replace")


def _program_size(handle: Any) -> int:
    import pypdfium2.raw as pdfium

    size = ctypes.c_size_t()
    pdfium.FPDFFont_GetFontData(handle, None, 0, ctypes.byref(size))
    return size.value


def _program(handle: Any, size: int) -> bytes:
    import pypdfium2.raw as pdfium

    program = (ctypes.c_uint8 * size)()
    pdfium.FPDFFont_GetFontData(handle, program, size, ctypes.byref(ctypes.c_size_t()))
    return bytes(program)


def _copies_of_notdef(program: bytes) -> int:
    """How many glyphs of a TrueType program are drawn as its glyph 0 is; 0 where that is empty, or the program another kind."""
    tables = dict(_tables(program))
    if not {b"glyf", b"loca", b"head"} <= tables.keys():
        return 0
    wide = tables[b"head"][50:52] == b"\x00\x01"
    loca = tables[b"loca"]
    ends = struct.unpack(f">{len(loca) // (4 if wide else 2)}{'I' if wide else 'H'}", loca)
    outlines = [tables[b"glyf"][start:end] for start, end in pairwise(end if wide else 2 * end for end in ends)]
    return outlines[1:].count(outlines[0]) if outlines and outlines[0] else 0


def _tables(program: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The tables of an sfnt (OpenType 1.9, font file); none of what is too short to be one."""
    if len(program) >= 12 and program[:4] in (b"\x00\x01\x00\x00", b"true"):
        (count,) = struct.unpack_from(">H", program, 4)
        for number in range(min(count, (len(program) - 12) // 16)):
            tag, _, offset, length = struct.unpack_from(">4sIII", program, 12 + 16 * number)
            yield tag, program[offset : offset + length]
