"""Glyphs that stand for other glyphs: single substitutions and ligatures of a font (OpenType 1.9, GSUB).

Features are taken of all scripts and languages together: a sign of a Japanese text is used as any of them would.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7


def single_substitutions(gsub: bytes, feature: str) -> dict[int, int]:
    """Glyph number to the glyph number that the feature puts in its place; empty if the font does not have the feature."""
    substituted: dict[int, int] = {}
    for subtable in _subtables(gsub, feature, _SINGLE):
        for gid, other in _single(subtable):
            substituted.setdefault(gid, other)
    return substituted


def ligatures(gsub: bytes, feature: str) -> dict[tuple[int, ...], int]:
    """Sequence of glyph numbers to the one glyph that the feature draws for them."""
    composed: dict[tuple[int, ...], int] = {}
    for subtable in _subtables(gsub, feature, _LIGATURE):
        for sequence, gid in _ligatures(subtable):
            composed.setdefault(sequence, gid)
    return composed


def _subtables(gsub: bytes, feature: str, kind: int) -> Iterator[bytes]:
    """The subtables of that lookup type, in the order in which the lookups apply; each reaches to the end of the table."""
    if not gsub:
        return
    feature_list, lookup_list = struct.unpack_from(">2H", gsub, 6)
    offsets = _numbers(gsub, lookup_list)
    for index in sorted(_lookup_indices(gsub[feature_list:], feature.encode("ascii"))):
        for subtable_kind, subtable in _lookup(gsub[lookup_list + offsets[index] :]):
            if subtable_kind == kind:
                yield subtable


def _lookup_indices(feature_list: bytes, wanted: bytes) -> set[int]:
    (count,) = struct.unpack_from(">H", feature_list)
    records = struct.iter_unpack(">4sH", feature_list[2 : 2 + 6 * count])
    return {index for tag, offset in records if tag == wanted for index in _numbers(feature_list, offset + 2)}


def _lookup(lookup: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and bytes of each subtable of a lookup."""
    (kind,) = struct.unpack_from(">H", lookup)
    for offset in _numbers(lookup, 4):
        if kind == _EXTENSION:
            real_kind, distance = struct.unpack_from(">HI", lookup, offset + 2)
            yield real_kind, lookup[offset + distance :]
        else:
            yield kind, lookup[offset:]


def _single(subtable: bytes) -> Iterator[tuple[int, int]]:
    form, coverage = struct.unpack_from(">2H", subtable)
    covered = _coverage(subtable[coverage:])
    if form == 1:  # every glyph moves by the same number
        (delta,) = struct.unpack_from(">h", subtable, 4)
        yield from ((gid, (gid + delta) & 0xFFFF) for gid in covered)
    else:
        yield from zip(covered, _numbers(subtable, 4), strict=True)


def _ligatures(subtable: bytes) -> Iterator[tuple[tuple[int, ...], int]]:
    (coverage,) = struct.unpack_from(">H", subtable, 2)
    for first, set_offset in zip(_coverage(subtable[coverage:]), _numbers(subtable, 4), strict=True):
        for offset in _numbers(subtable, set_offset):
            gid, length = struct.unpack_from(">2H", subtable, set_offset + offset)
            rest = struct.unpack_from(f">{length - 1}H", subtable, set_offset + offset + 4)
            yield (first, *rest), gid


def _coverage(table: bytes) -> list[int]:
    """The glyph numbers of a coverage table, in the order of their index."""
    form, count = struct.unpack_from(">2H", table)
    if form == 1:
        return list(_numbers(table, 2))
    ranges = struct.iter_unpack(">3H", table[4 : 4 + 6 * count])
    return [gid for first, last, _ in ranges for gid in range(first, last + 1)]


def _numbers(table: bytes, offset: int) -> tuple[int, ...]:
    """A counted list of numbers of 16 bits."""
    (count,) = struct.unpack_from(">H", table, offset)
    return struct.unpack_from(f">{count}H", table, offset + 2)
