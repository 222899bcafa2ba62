"""Raw tables of a TrueType font file and a subset rebuilt from them (OpenType 1.9: glyf, loca, hmtx, head, hhea, maxp).

fontTools reads fonts for layout; a subset for a PDF needs no more than glyph outlines under new numbers, and
copying bytes is some forty times as fast as decoding and encoding every outline.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_KEPT_TABLES = ("cvt ", "fpgm", "prep")
_ARGS_ARE_WORDS, _SCALE, _MORE, _XY_SCALE, _TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_CHECKSUM_MAGIC = 0xB1B0AFBA


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """What a font descriptor says (ISO 32000-1 9.8.1), lengths in thousandths of an em."""

    ps_name: str
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    weight: int
    italic_angle: float
    serif: bool


class FontFile:
    """A TrueType font file, mapped into memory; only the parts that are asked for are read."""

    def __init__(self, path: Path) -> None:
        """Opens the file and reads its table directory."""
        with path.open("rb") as file:
            self._raw = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._tables = dict(_directory(self._raw))
        self.units_per_em: int = self._unpack("H", "head", 18)
        self._long_loca = self._unpack("h", "head", 50) == 1
        self._metric_count: int = self._unpack("H", "hhea", 34)

    def table(self, tag: str) -> bytes:
        """The bytes of a table, empty if the font does not have it."""
        start, length = self._tables.get(tag, (0, 0))
        return self._raw[start : start + length]

    def advance(self, gid: int) -> int:
        """The advance width of a glyph in font units."""
        return int(self._unpack("H", "hmtx", 4 * min(gid, self._metric_count - 1)))

    def metric(self, gid: int) -> bytes:
        """Advance width and left side bearing as a record of hmtx."""
        start = self._tables["hmtx"][0]
        if gid < self._metric_count:
            return self._raw[start + 4 * gid : start + 4 * gid + 4]
        bearing = start + 4 * self._metric_count + 2 * (gid - self._metric_count)
        last = start + 4 * (self._metric_count - 1)
        return self._raw[last : last + 2] + self._raw[bearing : bearing + 2]

    def outline(self, gid: int) -> bytes:
        """The glyf entry of a glyph, empty for a space."""
        begin, end = self._offsets(gid)
        start = self._tables["glyf"][0]
        return self._raw[start + begin : start + end]

    def metrics(self) -> FontMetrics:
        """What the font descriptor needs."""
        em = self.units_per_em
        box = struct.unpack_from(">4h", self._raw, self._tables["head"][0] + 36)
        has_cap_height = self._unpack("H", "OS/2", 0) >= 2
        ascent = self._unpack("h", "hhea", 4)
        serif_style = self._unpack("B", "OS/2", 33)
        return FontMetrics(
            ps_name=_postscript_name(self.table("name")),
            bbox=(_per_mille(box[0], em), _per_mille(box[1], em), _per_mille(box[2], em), _per_mille(box[3], em)),
            ascent=_per_mille(ascent, em),
            descent=_per_mille(self._unpack("h", "hhea", 6), em),
            cap_height=_per_mille(self._unpack("h", "OS/2", 88) if has_cap_height else ascent, em),
            weight=self._unpack("H", "OS/2", 4),
            italic_angle=self._unpack("i", "post", 4) / 65536,
            serif=2 <= serif_style <= 10,
        )

    def _unpack(self, code: str, tag: str, offset: int) -> int:
        value: int = struct.unpack_from(f">{code}", self._raw, self._tables[tag][0] + offset)[0]
        return value

    def _offsets(self, gid: int) -> tuple[int, int]:
        start = self._tables["loca"][0]
        if self._long_loca:
            begin, end = struct.unpack_from(">2I", self._raw, start + 4 * gid)
            return begin, end
        begin, end = struct.unpack_from(">2H", self._raw, start + 2 * gid)
        return 2 * begin, 2 * end


@lru_cache(maxsize=16)
def open_font(path: Path) -> FontFile:
    """The font file, opened once per run of the program."""
    return FontFile(path)


def subset_program(font: FontFile, gids: Sequence[int]) -> bytes:
    """A font program in which the glyph `gids[n]` has the number n; the parts of composite glyphs follow behind.

    A glyph may stand in `gids` more than once. Hints are kept. There is no cmap: an Identity-H font does not use it.
    """
    order = list(gids)
    outlines = list(_renumbered_outlines(font, order))
    count = struct.pack(">H", len(order))
    tables = {tag: font.table(tag) for tag in _KEPT_TABLES}
    tables["glyf"], tables["loca"] = _glyf_and_loca(outlines)
    tables["hmtx"] = b"".join(map(font.metric, order))
    tables["head"] = _patched(_patched(font.table("head"), 50, b"\x00\x01"), 8, bytes(4))
    tables["hhea"] = _patched(font.table("hhea"), 34, count)
    tables["maxp"] = _patched(font.table("maxp"), 4, count)
    return _sfnt({tag: content for tag, content in sorted(tables.items()) if content})


def _renumbered_outlines(font: FontFile, order: list[int]) -> Iterator[bytes]:
    """The outlines in order; glyphs that composites need are appended to `order` while it is walked."""
    places: dict[int, int] = {}
    for place, gid in enumerate(order):
        places.setdefault(gid, place)
    for gid in order:  # grows inside the loop
        outline = font.outline(gid)
        if outline[:2] >= b"\x80":  # a negative number of contours marks a composite glyph
            outline = _with_new_parts(outline, order, places)
        yield outline


def _with_new_parts(outline: bytes, order: list[int], places: dict[int, int]) -> bytes:
    changed = bytearray(outline)
    for position in _part_positions(outline):
        (part,) = struct.unpack_from(">H", outline, position)
        if part not in places:
            places[part] = len(order)
            order.append(part)
        struct.pack_into(">H", changed, position, places[part])
    return bytes(changed)


def _part_positions(outline: bytes) -> Iterator[int]:
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


def _glyf_and_loca(outlines: Iterable[bytes]) -> tuple[bytes, bytes]:
    offsets, padded, end = [0], [], 0
    for outline in outlines:
        outline += bytes(-len(outline) % 4)
        padded.append(outline)
        end += len(outline)
        offsets.append(end)
    return b"".join(padded), struct.pack(f">{len(offsets)}I", *offsets)


def _patched(table: bytes, offset: int, value: bytes) -> bytes:
    return table[:offset] + value + table[offset + len(value) :]


def _sfnt(tables: Mapping[str, bytes]) -> bytes:
    """The font file of these tables (OpenType, table directory)."""
    selector = len(tables).bit_length() - 1
    search_range = 16 << selector
    header = struct.pack(">I4H", 0x00010000, len(tables), search_range, selector, 16 * len(tables) - search_range)
    offset = len(header) + 16 * len(tables)
    directory, bodies = [header], []
    for tag, content in tables.items():
        directory.append(struct.pack(">4s3I", tag.encode("ascii"), _checksum(content), offset, len(content)))
        bodies.append(content + bytes(-len(content) % 4))
        offset += len(bodies[-1])
    program = b"".join([*directory, *bodies])
    head_offset = sum(map(len, directory)) + sum(len(body) for tag, body in zip(tables, bodies, strict=True) if tag < "head")
    adjustment = (_CHECKSUM_MAGIC - _checksum(program)) & 0xFFFFFFFF
    return _patched(program, head_offset + 8, struct.pack(">I", adjustment))


def _checksum(content: bytes) -> int:
    padded = content + bytes(-len(content) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _directory(raw: mmap.mmap) -> Iterator[tuple[str, tuple[int, int]]]:
    (count,) = struct.unpack_from(">H", raw, 4)
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4s3I", raw, 12 + 16 * index)
        yield tag.decode("ascii"), (offset, length)


def _postscript_name(table: bytes) -> str:
    """The name with id 6, which every font has on the Windows platform."""
    count, strings = struct.unpack_from(">2H", table, 2)
    for index in range(count):
        platform, _, _, name_id, length, offset = struct.unpack_from(">6H", table, 6 + 12 * index)
        if (platform, name_id) == (3, 6):
            return table[strings + offset : strings + offset + length].decode("utf-16-be")
    raise ValueError("the font has no PostScript name")


def _per_mille(units: int, units_per_em: int) -> int:
    return round(units * 1000 / units_per_em)
