"""The character map of a font: which glyph draws a code point, or a base with a variation selector (OpenType 1.9, cmap)."""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

_BASES, _SELECTED = ">3sB", ">3sH"


class CharacterMap:
    """Glyph numbers by code point (format 12) and by base and variation selector (format 14)."""

    def __init__(self, table: bytes) -> None:
        """Over the bytes of the table cmap.

        Raises:
            ValueError: it has no subtable of format 12.
        """
        start = _subtable(table, 12)
        if start is None:
            raise ValueError("no cmap subtable of format 12")
        self._table = table
        (count,) = struct.unpack_from(">I", table, start + 12)
        rows = array("I", table[start + 16 : start + 16 + 12 * count])
        if sys.byteorder == "little":
            rows.byteswap()
        self._starts, self._ends, self._gids = rows[0::3], rows[1::3], rows[2::3]

    def gid(self, codepoint: int) -> int:
        """The glyph number of a code point, 0 if there is none."""
        at = bisect_right(self._starts, codepoint) - 1
        return self._gids[at] + codepoint - self._starts[at] if at >= 0 and codepoint <= self._ends[at] else 0

    def variation_gid(self, codepoint: int, selector: int) -> int:
        """The glyph number of a base with its selector, 0 if the font does not know the pair."""
        default, special = self._selectors.get(selector, (0, 0))
        if special:
            base, gid = _row_at(self._table, special, _SELECTED, codepoint)
            if base == codepoint:
                return gid
        if default:
            base, more = _row_at(self._table, default, _BASES, codepoint)
            if base <= codepoint <= base + more:
                return self.gid(codepoint)
        return 0

    def codepoints(self) -> Iterator[int]:
        """All code points that have a glyph."""
        for first, last in zip(self._starts, self._ends, strict=True):
            yield from range(first, last + 1)

    def variations(self) -> Iterator[tuple[int, int]]:
        """All pairs of base and selector that the font knows, by selector."""
        for selector, (default, special) in self._selectors.items():
            for base, more in _rows(self._table, default, _BASES):
                yield from ((base + step, selector) for step in range(more + 1))
            yield from ((base, selector) for base, _ in _rows(self._table, special, _SELECTED))

    @cached_property
    def _selectors(self) -> dict[int, tuple[int, int]]:
        """Selector to the offsets of its default ranges and of its own glyphs; offset 0 for none."""
        start = _subtable(self._table, 14)
        if start is None:
            return {}
        (count,) = struct.unpack_from(">I", self._table, start + 6)
        records = struct.iter_unpack(">3sII", self._table[start + 10 : start + 10 + 11 * count])
        return {
            int.from_bytes(selector, "big"): (default and start + default, special and start + special)
            for selector, default, special in records
        }


def _subtable(table: bytes, wanted: int) -> int | None:
    """The offset of the first subtable of that format."""
    (count,) = struct.unpack_from(">H", table, 2)
    for _, _, offset in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count]):
        if struct.unpack_from(">H", table, offset)[0] == wanted:
            return int(offset)
    return None


def _row(table: bytes, offset: int, code: str, index: int) -> tuple[int, int]:
    """A row of a format 14 list: a code point of three bytes and a number."""
    base, number = struct.unpack_from(code, table, offset + 4 + struct.calcsize(code) * index)
    return int.from_bytes(base, "big"), number


def _row_at(table: bytes, offset: int, code: str, codepoint: int) -> tuple[int, int]:
    """The last row whose code point is not behind that one, or the first row; the rows are sorted."""
    (count,) = struct.unpack_from(">I", table, offset)
    behind = bisect_left(range(count), codepoint + 1, key=lambda index: _row(table, offset, code, index)[0])
    return _row(table, offset, code, max(behind - 1, 0))


def _rows(table: bytes, offset: int, code: str) -> Iterator[tuple[int, int]]:
    if offset:
        (count,) = struct.unpack_from(">I", table, offset)
        rows = struct.iter_unpack(code, table[offset + 4 : offset + 4 + struct.calcsize(code) * count])
        yield from ((int.from_bytes(base, "big"), number) for base, number in rows)
