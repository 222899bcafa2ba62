"""Font files, their metrics and the per-character fallback stack."""

from __future__ import annotations

import re
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.resources import resource_path

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

# Variation selectors, and with them all marks that combine with the character before them (a character class of `re`).
SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f" + SELECTORS
INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
)
GETA = "〓"

_MARK = re.compile(f"[{MARKS}]")
_CLUSTER = re.compile(f"[^{MARKS}][{MARKS}]+|.", re.DOTALL)
_SELECTOR = re.compile(f"[{SELECTORS}]")

# BIZ UD draws U+2014 half an em wide; the Japanese dash is a full em (JLREQ cl-08), which is its U+2015.
_PREFERRED = {"—": "―"}
_ALTERNATES = {"⦅": "｟", "⦆": "｠", "\u2011": "‐", "\u00a0": " ", "\u202f": " ", "\u2212": "－", "•": "・", "·": "・"}
_KANGXI_RADICALS = ("\u2e80", "\u2fdf")
_TAB_EM = 1.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph for one character (with its variation selector, if any).

    Attributes:
        text: the characters it stands for.
        face: id of the font file.
        gid: glyph number there; 0 means that no face has the character.
        width_em: advance in ems.
    """

    text: str
    face: str
    gid: int
    width_em: float


class Face:
    """One shipped TrueType file: look-ups of glyphs and advances.

    cmap and hmtx are read by number straight from the file: going through glyph names, as fontTools
    does, costs 0.15 s a face. `*_em` values are ems.
    """

    def __init__(self, face_id: str) -> None:
        """Reads the file of that id.

        Raises:
            PackageIncomplete: the file is not shipped.
        """
        self.id = face_id
        self._data = resource_path("fonts", f"{face_id}.ttf").read_bytes()

    def __repr__(self) -> str:
        """The face by its id."""
        return f"Face({self.id!r})"

    @cached_property
    def _font(self) -> TTFont:
        from fontTools.ttLib import TTFont

        return TTFont(BytesIO(self._data), lazy=True)

    def table(self, tag: str) -> bytes:
        """The bytes of a table as they stand in the file, empty if the file has none of that tag."""
        return bytes(self._font.reader[tag]) if tag in self._font.reader else b""

    @cached_property
    def units_per_em(self) -> int:
        """Font units of one em (head)."""
        return self._number("head", ">H", 18)

    def _number(self, tag: str, code: str, offset: int) -> int:
        return int(struct.unpack_from(code, self.table(tag), offset)[0])

    def gid(self, codepoint: int) -> int:
        """The glyph number of a code point, 0 if the face does not have it."""
        starts, ends, gids = self._segments
        at = bisect_right(starts, codepoint) - 1
        return gids[at] + codepoint - starts[at] if at >= 0 and codepoint <= ends[at] else 0

    def variation_gid(self, codepoint: int, selector: int) -> int:
        """The glyph number of a base with a variation selector (cmap format 14), 0 if the face does not know the pair."""
        special, default = self._variations
        if (codepoint, selector) in special:
            return special[codepoint, selector]
        known = any(first <= codepoint <= last for first, last in default.get(selector, ()))
        return self.gid(codepoint) if known else 0

    def ligature_gid(self, text: str) -> int:
        """The glyph that composes these characters (GSUB `ccmp`, ligatures only), 0 if there is none."""
        return self._ligatures.get(tuple(self.gid(ord(character)) for character in text), 0)

    def advance_em(self, gid: int) -> float:
        """The advance width of a glyph in ems."""
        advances = self._advances
        return advances[min(gid, len(advances) - 1)] / self.units_per_em

    @cached_property
    def _segments(self) -> tuple[list[int], list[int], list[int]]:
        cmap = self.table("cmap")
        start = _cmap_subtable(cmap, 12)
        if start is None:
            raise PackageIncomplete(f"書体「{self.id}」の文字表を読めません。kaigi_docs を入れ直してください。")
        (count,) = struct.unpack_from(">I", cmap, start + 12)
        rows = struct.iter_unpack(">III", cmap[start + 16 : start + 16 + 12 * count])
        starts, ends, gids = zip(*rows, strict=True)
        return list(starts), list(ends), list(gids)

    @cached_property
    def _variations(self) -> tuple[dict[tuple[int, int], int], dict[int, list[tuple[int, int]]]]:
        cmap = self.table("cmap")
        start = _cmap_subtable(cmap, 14)
        special: dict[tuple[int, int], int] = {}
        default: dict[int, list[tuple[int, int]]] = {}
        for selector, default_at, special_at in _selector_records(cmap, start) if start is not None else ():
            if default_at:
                default[selector] = [(first, first + more) for first, more in _rows(cmap, default_at, ">3sB")]
            if special_at:
                special.update(((base, selector), gid) for base, gid in _rows(cmap, special_at, ">3sH"))
        return special, default

    @cached_property
    def _ligatures(self) -> dict[tuple[int, ...], int]:
        if "GSUB" not in self._font:
            return {}
        number = self._font.getGlyphID
        return {
            (number(first), *map(number, ligature.Component)): number(ligature.LigGlyph)
            for subtable in _ccmp_subtables(self._font["GSUB"].table)
            for first, ligatures in subtable.ligatures.items()
            for ligature in ligatures
        }

    @cached_property
    def _advances(self) -> tuple[int, ...]:
        count = self._number("hhea", ">H", 34)
        return struct.unpack_from(">" + "H2x" * count, self.table("hmtx"))


def _cmap_subtable(cmap: bytes, wanted: int) -> int | None:
    """The offset of the first subtable of that format."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for _, _, offset in struct.iter_unpack(">HHI", cmap[4 : 4 + 8 * count]):
        if struct.unpack_from(">H", cmap, offset)[0] == wanted:
            return int(offset)
    return None


def _selector_records(cmap: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Selector, offset of its default ranges and of its own glyphs in cmap; offset 0 for none."""
    (count,) = struct.unpack_from(">I", cmap, start + 6)
    for selector, default, special in struct.iter_unpack(">3sII", cmap[start + 10 : start + 10 + 11 * count]):
        yield int.from_bytes(selector, "big"), default and start + default, special and start + special


def _rows(cmap: bytes, offset: int, row: str) -> Iterator[tuple[int, int]]:
    """The counted rows of a format 14 subtable: a code point of three bytes and a number."""
    (count,) = struct.unpack_from(">I", cmap, offset)
    for base, number in struct.iter_unpack(row, cmap[offset + 4 : offset + 4 + struct.calcsize(row) * count]):
        yield int.from_bytes(base, "big"), number


def _ccmp_subtables(gsub: Any) -> Iterator[Any]:
    """The ligature subtables (lookup type 4) of the feature `ccmp`."""
    records = gsub.FeatureList.FeatureRecord
    lookups = {index for record in records if record.FeatureTag == "ccmp" for index in record.Feature.LookupListIndex}
    for index in sorted(lookups):
        if gsub.LookupList.Lookup[index].LookupType == 4:
            yield from gsub.LookupList.Lookup[index].SubTable


@cache
def face(face_id: str) -> Face:
    """The shipped face of that id, read once.

    Raises:
        PackageIncomplete: the file is not shipped.
    """
    return Face(face_id)


class _Glyphs(dict[str, Glyph]):
    """Glyphs of units already asked for; a new unit is looked up and kept."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self._faces = faces

    def __missing__(self, unit: str) -> Glyph:
        face_id, gid, width_em = self._sequence(unit) if len(unit) > 1 else self._character(unit)
        glyph = self[unit] = Glyph(unit, face_id, gid, width_em)
        return glyph

    def _character(self, character: str) -> tuple[str, int, float]:
        if character in INVISIBLE or _SELECTOR.match(character):
            return self._space(0.0)
        if character == "\t":
            return self._space(_TAB_EM)
        preferred = _PREFERRED.get(character, character)
        found = self._mark(character) if _MARK.match(character) else self._first(preferred)
        return found or self._first(character) or self._alternate(character) or (self._faces[0].id, 0, 1.0)

    def _alternate(self, character: str) -> tuple[str, int, float] | None:
        """What is drawn for a character that no face has: its canonical equal, the kanji of a radical, a listed stand-in."""
        radical = _KANGXI_RADICALS[0] <= character <= _KANGXI_RADICALS[1]
        other = _ALTERNATES.get(character) or unicodedata.normalize("NFKC" if radical else "NFC", character)
        return self._first(other) if len(other) == 1 and other != character else None

    def _sequence(self, unit: str) -> tuple[str, int, float]:
        base, rest = unit[0], unit[1:]
        if _SELECTOR.fullmatch(rest):
            for one in self._faces:
                if gid := one.variation_gid(ord(base), ord(rest)):
                    return one.id, gid, one.advance_em(gid)
            return self._character(base)
        return self._composed(unit) or self._character(base)

    def _composed(self, unit: str) -> tuple[str, int, float] | None:
        """A base with marks as one glyph: a composed character, or a ligature of the font."""
        character = unicodedata.normalize("NFC", unit)
        if len(character) == 1 and (found := self._first(character)):
            return found
        for one in self._faces:
            if gid := one.ligature_gid(unit):
                return one.id, gid, one.advance_em(gid)
        return None

    def _first(self, character: str) -> tuple[str, int, float] | None:
        for one in self._faces:
            if gid := one.gid(ord(character)):
                return one.id, gid, one.advance_em(gid)
        return None

    def _mark(self, mark: str) -> tuple[str, int, float] | None:
        """A mark that is drawn over the glyph before it: of the first face whose glyph takes no room."""
        for one in self._faces:
            gid = one.gid(ord(mark))
            if gid and one.advance_em(gid) == 0:
                return one.id, gid, 0.0
        return None

    def _space(self, width_em: float) -> tuple[str, int, float]:
        return self._faces[0].id, self._faces[0].gid(0x20), width_em


class FontStack:
    """Faces in the order in which a character is looked for.

    * Base and variation selector are one glyph: that of the first face that knows the pair, else the base's own.
    * Base and combining marks (か + U+309A, e + U+0301) are one glyph where a composed character or a ligature of a
      font exists; else the mark is a glyph of its own that takes no room and is drawn over its base.
    * Characters without a shape (U+200B-200F, U+2060, U+FEFF, soft hyphen, a selector alone) are kept as the space
      glyph with width 0; a tab is an empty em.
    * U+2014 is drawn as U+2015, an em wide; ⦅⦆ as ｟｠; a compatibility ideograph or a Kangxi radical that no face has
      as its kanji. `Glyph.text` is always what was asked for.
    """

    def __init__(self, faces: tuple[str, ...]) -> None:
        """A stack over the faces of these ids; the first is the family itself."""
        self.faces = faces
        self.glyphs = _Glyphs(tuple(face(face_id) for face_id in faces))

    def units(self, text: str) -> list[str]:
        """The text cut into what one glyph draws each: characters, and bases with selector or marks."""
        if _MARK.search(text) is None:
            return list(text)
        return [unit for cluster in _CLUSTER.findall(text) for unit in self._drawable(cluster)]

    def _drawable(self, cluster: str) -> Iterator[str]:
        """The cluster itself if one glyph draws it, else its base (with its selector) and each mark."""
        if len(cluster) == 1 or (len(cluster) == 2 and _SELECTOR.match(cluster[1])) or self.glyphs._composed(cluster):
            yield cluster
            return
        base = cluster[:2] if _SELECTOR.match(cluster[1]) else cluster[0]
        yield base
        yield from cluster[len(base) :]

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """One glyph per unit, in order; gid 0 where no face has the character."""
        return tuple(map(self.glyphs.__getitem__, self.units(text)))


@cache
def font_stack(faces: tuple[str, ...]) -> FontStack:
    """The stack over these faces, built once, so that its glyphs are looked up once."""
    return FontStack(faces)


def fonts_digest() -> dict[str, str]:
    """File name to sha256 of every shipped font file, for the manifest."""
    folder = resource_path("fonts", "BIZUDGothic-Regular.ttf").parent
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.ttf"))}
