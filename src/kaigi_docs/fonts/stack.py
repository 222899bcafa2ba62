"""The per-character fallback stack: which glyph of which face draws a character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kaigi_docs.fonts.characters import INVISIBLE, MARKS, PREFERRED, SELECTORS, stand_in
from kaigi_docs.fonts.face import Face, face

_MARK = re.compile(f"[{MARKS}]")
_CLUSTER = re.compile(f"[^{MARKS}][{MARKS}]+|.", re.DOTALL)
_SELECTOR = re.compile(f"[{SELECTORS}]")
_TAB_EM = 1.0
# What asks for a particular form of a kanji: compatibility ideographs, and selectors but those of emoji behind a base.
_COMPATIBILITY, _FORM_SELECTORS = "\uf900-\ufaff\U0002f800-\U0002fa1f", "\ufe00-\ufe0d\U000e0100-\U000e01ef"
_ASKS_FOR_A_FORM = re.compile(f"[{_COMPATIBILITY}{_FORM_SELECTORS}]")
_PARTICULAR = re.compile(f"[^{MARKS}][{_FORM_SELECTORS}]|[{_COMPATIBILITY}]")


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


_Found = tuple[str, int, float]
"""Face, glyph number and advance."""


class _Glyphs(dict[str, Glyph]):
    """Glyphs of units already asked for; a new unit is looked up and kept."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self._faces = faces

    def __missing__(self, unit: str) -> Glyph:
        face_id, gid, width_em = self._sequence(unit) if len(unit) > 1 else self._character(unit)
        glyph = self[unit] = Glyph(unit, face_id, gid, width_em)
        return glyph

    def composed(self, unit: str) -> _Found | None:
        """A base with marks as one glyph: a composed character, or a ligature of the font."""
        character = unicodedata.normalize("NFC", unit)
        if len(character) == 1 and (found := self._first(character)):
            return found
        return next((_found(one, gid) for one in self._faces if (gid := one.ligature_gid(unit))), None)

    def has_form(self, unit: str) -> bool:
        """Whether a face has the character itself, or knows the base with its selector."""
        if len(unit) == 1:
            return self._first(unit) is not None
        return any(one.variation_gid(unit[0], unit[1]) for one in self._faces)

    def _character(self, character: str) -> _Found:
        nothing = self._faces[0].id, 0, 1.0
        if character in INVISIBLE or _SELECTOR.match(character):
            return self._space(0.0)
        if character == "\t":
            return self._space(_TAB_EM)
        if unicodedata.category(character) == "Co":
            return nothing
        preferred = PREFERRED.get(character, character)
        found = self._mark(character) if _MARK.match(character) else self._first(preferred)
        return found or self._first(character) or self._first(stand_in(character)) or nothing

    def _sequence(self, unit: str) -> _Found:
        base, rest = unit[0], unit[1:]
        if _SELECTOR.fullmatch(rest):
            found = (_found(one, gid) for one in self._faces if (gid := one.variation_gid(base, rest)))
            return next(found, None) or self._character(base)
        return self.composed(unit) or self._character(base)

    def _first(self, character: str | None) -> _Found | None:
        if character is None:
            return None
        return next((_found(one, gid) for one in self._faces if (gid := one.gid(character))), None)

    def _mark(self, mark: str) -> _Found | None:
        """A mark that is drawn over the glyph before it: of the first face whose glyph takes no room."""
        found = (_found(one, gid) for one in self._faces if (gid := one.gid(mark)))
        return next((one for one in found if one[2] == 0), None)

    def _space(self, width_em: float) -> _Found:
        return self._faces[0].id, self._faces[0].gid(" "), width_em


def _found(one: Face, gid: int) -> _Found:
    return one.id, gid, one.advance_em(gid)


class FontStack:
    """Faces in the order in which a character is looked for.

    * Base and variation selector are one glyph: that of the first face that knows the pair, else the base's own.
    * Base and combining marks (か + U+309A, e + U+0301) are one glyph where a composed character or a ligature of a
      font exists; else the mark is a glyph of its own that takes no room and is drawn over its base.
    * Characters without a shape (U+200B-200F, U+2060, U+FEFF, soft hyphen, a selector alone) are kept as the space
      glyph with width 0; a tab is an empty em.
    * U+2014 is drawn as U+2015, an em wide; ⦅⦆ as ｟｠; a compatibility ideograph or a radical that no face has as its
      kanji. `Glyph.text` is always what was asked for.
    * A private-use character (外字) is never drawn, whatever a face has there: every PC may show another character.

    With the fallback faces of the theme every family draws all of JIS X 0208, 0212 and 0213, code page 932, the Joyo and
    Jinmeiyo kanji, and 13,847 pairs of base and selector. Not covered are most emoji, Hangul, most kanji outside JIS and
    255 compatibility ideographs; ⦅ and ⦆ only by stand-ins. What only a fallback face has (𠮷 ☑ ✕ ǵ) is a gothic of normal
    weight, also in Mincho and in bold text.
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
        if len(cluster) == 1 or (len(cluster) == 2 and _SELECTOR.match(cluster[1])) or self.glyphs.composed(cluster):
            yield cluster
            return
        base = cluster[:2] if _SELECTOR.match(cluster[1]) else cluster[0]
        yield base
        yield from cluster[len(base) :]

    def common_forms(self, text: str) -> list[str]:
        """The units of a text that ask for a form of a kanji which no face has, and are drawn in its common form."""
        asked = _PARTICULAR.findall(text) if _ASKS_FOR_A_FORM.search(text) else ()
        return [unit for unit in asked if self.glyphs[unit].gid and not self.glyphs.has_form(unit)]

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """One glyph per unit, in order; gid 0 where no face has the character."""
        return tuple(map(self.glyphs.__getitem__, self.units(text)))

    def vertical(self, unit: str) -> Glyph:
        """The glyph of a unit in a vertical line: brackets, ー, 、。, small kana … turned or moved, others as they are.

        Half-width letters and digits stay upright.
        """
        glyph = self.glyphs[unit]
        one = face(glyph.face)
        gid = one.vertical_gid(glyph.gid)
        return glyph if gid == glyph.gid else replace(glyph, gid=gid, width_em=one.advance_em(gid))


@cache
def font_stack(faces: tuple[str, ...]) -> FontStack:
    """The stack over these faces, built once, so that its glyphs are looked up once."""
    return FontStack(faces)
