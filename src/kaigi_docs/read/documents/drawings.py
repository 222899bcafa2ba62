"""What the pages of a finished PDF draw, as digests: pages with the same digest look alike and read alike.

Only what this program paints is understood: Type0 fonts over TrueType outlines with Identity-H. A page with anything else has no
digest, and so is never taken for the same as another.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from kaigi_docs.errors import InputUnreadable

_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>")
_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")
_CODE_DIGITS = 4
_PAGE_ENTRIES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_RESOURCES = frozenset({"/Font", "/XObject"})
_FONT_TABLES = ("cvt ", "fpgm", "prep")
_OF_ONE_FILE = frozenset({"/FontName", "/FontFile2"})
_ARGS_ARE_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080


class _NotOurs(ValueError):
    """Something that this program does not paint."""


def page_digests(path: Path) -> list[str | None]:
    """A digest for each page of a PDF: its size, its content stream, and of its fonts every glyph that it shows, with outline,
    width and text. Annotations and tags do not count.

    Raises:
        InputUnreadable: not a PDF, or damaged beyond reading.
    """
    try:
        with pikepdf.open(path) as pdf:
            fonts: dict[tuple[int, int], _Glyphs] = {}
            return [_page_digest(page, fonts) for page in pdf.pages]
    except (OSError, pikepdf.PdfError) as error:
        raise InputUnreadable(f"「{path.name}」をPDFとして開けません。") from error


def _page_digest(page: pikepdf.Page, fonts: dict[tuple[int, int], _Glyphs]) -> str | None:
    try:
        digest = hashlib.sha256()
        for part in _page_parts(page.obj, fonts):
            digest.update(b"%d:" % len(part) + part)
        return digest.hexdigest()
    except (_NotOurs, KeyError, AttributeError, TypeError, struct.error):  # entries that are missing or of another kind
        return None


def _page_parts(page: Any, fonts: dict[tuple[int, int], _Glyphs]) -> Iterator[bytes]:
    for key in _PAGE_ENTRIES:
        yield from _closure(page.get(key), set())
    content = page.Contents.read_bytes()
    yield content
    if set(page.Resources.keys()) - _RESOURCES:
        raise _NotOurs
    resources = page.Resources.get("/Font", {})
    for resource, codes in sorted(_codes_shown(content).items()):
        font = resources[f"/{resource}"]
        glyphs = fonts.get(font.objgen)
        if glyphs is None:
            glyphs = fonts[font.objgen] = _Glyphs(font)
        yield resource.encode("ascii") + glyphs.common
        for code in sorted(codes):
            yield glyphs.glyph(code)
    yield from _closure(page.Resources.get("/XObject"), set())


def _codes_shown(content: bytes) -> dict[str, set[int]]:
    """The codes that a content stream shows in each of its fonts."""
    shown: dict[str, set[int]] = {}
    codes: set[int] = set()
    for match in _SHOWN.finditer(content):
        if match[1] is not None:
            codes = shown.setdefault(match[1].decode("ascii"), set())
        else:
            digits = match[2]
            codes.update(int(digits[at : at + _CODE_DIGITS], 16) for at in range(0, len(digits), _CODE_DIGITS))
    return shown


def _closure(thing: Any, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    """A value with everything that it refers to, whatever numbers the objects have; a second time an object is only named."""
    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        if thing.objgen in seen:
            yield b"again"
            return
        seen.add(thing.objgen)
    if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
        for key in sorted(thing.keys()):
            if key not in ("/Length", "/Parent"):
                yield key.encode()
                yield from _closure(thing.get(key), seen)
        if isinstance(thing, pikepdf.Stream):
            yield thing.read_raw_bytes()
    elif isinstance(thing, pikepdf.Array):
        yield b"["
        for item in thing:
            yield from _closure(item, seen)
    else:
        yield thing.unparse() if isinstance(thing, pikepdf.Object) else repr(thing).encode("ascii")


class _Glyphs:
    """A font of a file, glyph by glyph.

    Attributes:
        common: what all glyphs have in common.
    """

    def __init__(self, font: Any) -> None:
        """Reads the font object and its program."""
        (cid_font,) = font.DescendantFonts
        if (font.Subtype, font.Encoding, cid_font.CIDToGIDMap) != ("/Type0", "/Identity-H", "/Identity"):
            raise _NotOurs
        descriptor = cid_font.FontDescriptor
        self._program: bytes = descriptor.FontFile2.read_bytes()
        self._tables = dict(_tables(self._program))
        self._texts = {int(code, 16): text for code, text in _MAPPED.findall(font.ToUnicode.read_bytes())}
        self._widths = dict(_widths(cid_font.W))
        head = self._table("head")
        (self._is_long,) = struct.unpack_from(">h", head, 50)
        described = {key: descriptor[key] for key in descriptor.keys() if key not in _OF_ONE_FILE}  # noqa: SIM118
        said = (part for value in described.values() for part in _closure(value, set()))
        shared = (head[18:20], str(cid_font.DW).encode("ascii"), *map(self._table, _FONT_TABLES), *said)
        self.common = hashlib.sha256(b"|".join(shared)).digest()
        self._known: dict[int, bytes] = {}

    def glyph(self, code: int) -> bytes:
        """A digest of what the code draws, how wide it is, and the text that readers get for it."""
        known = self._known.get(code)
        if known is None:
            told = (self._widths.get(code, b""), self._texts[code], self._metric(code), *self._outlines(code))
            known = self._known[code] = hashlib.sha256(b"|".join(told)).digest()
        return known

    def _table(self, tag: str) -> bytes:
        start, length = self._tables.get(tag, (0, 0))
        return self._program[start : start + length]

    def _metric(self, gid: int) -> bytes:
        start = self._tables["hmtx"][0] + 4 * gid
        return self._program[start : start + 4]

    def _outlines(self, gid: int) -> Iterator[bytes]:
        """The outline of a glyph, and those of its parts; the numbers of parts, which differ from file to file, left out."""
        outline = bytearray(self._outline(gid))
        parts = list(_part_positions(outline)) if outline[:2] >= b"\x80" else []
        below = []
        for position in parts:
            below.append(struct.unpack_from(">H", outline, position)[0])
            outline[position : position + 2] = b"\0\0"
        yield bytes(outline)
        for part in below:
            yield from self._outlines(part)

    def _outline(self, gid: int) -> bytes:
        form, width = (">2I", 4) if self._is_long else (">2H", 2)
        start, end = struct.unpack_from(form, self._program, self._tables["loca"][0] + width * gid)
        scale, glyf = (1 if self._is_long else 2), self._tables["glyf"][0]
        return self._program[glyf + scale * start : glyf + scale * end]


def _tables(program: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Name, start and length of each table (OpenType, table directory)."""
    (count,) = struct.unpack_from(">H", program, 4)
    for number in range(count):
        tag, _, start, length = struct.unpack_from(">4s3I", program, 12 + 16 * number)
        yield tag.decode("latin-1"), (start, length)


def _widths(array: Any) -> Iterator[tuple[int, bytes]]:
    """The widths of a W array (ISO 32000-1 9.7.4.3) of the form that lists them one by one."""
    entries = list(array)
    for first, widths in zip(entries[::2], entries[1::2], strict=True):
        for number, width in enumerate(widths):
            yield int(first) + number, str(width).encode("ascii")


def _part_positions(outline: bytes | bytearray) -> Iterator[int]:
    """Where the glyph numbers of a composite's parts stand (OpenType, glyf, composite glyph description)."""
    position, flags = 10, _MORE
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", outline, position)
        yield position + 2
        position += 8 if flags & _ARGS_ARE_WORDS else 6
        if flags & _SCALE:
            position += 2
        elif flags & _XY_SCALE:
            position += 4
        elif flags & _TWO_BY_TWO:
            position += 8
