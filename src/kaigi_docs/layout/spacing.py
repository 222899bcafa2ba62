"""How much room each glyph takes and each pair of neighbours needs, and what may give way (JLREQ 3.1.2-3.1.6, 3.2.6, B, D, E).

A font draws punctuation on a full em of which half is empty. Here a glyph is its body (a bracket: half an em) and the
empty part belongs to the gap between two bodies, so that gaps can be added, shrunk and dropped at line ends.
All numbers are ems.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kaigi_docs.fonts import GETA, FontStack, font_stack
from kaigi_docs.japanese import jlreq

# Kinds of neighbours; one letter each, so that the kinds of a text are a string.
JAPANESE, OPENING, CLOSING, COMMA, FULL_STOP, MIDDLE_DOT = "JOCKFM"
LETTER, WORD_SPACE, SPACE, NEUTRAL, FIRM, BOX, NOTHING = "LSINHXZ"
HANGING = WORD_SPACE + SPACE + NOTHING

_FULL_WIDTH_EM = 0.9
_HALF = 0.5
_QUARTER = 0.25
_KIND_OF_CLASS = {
    jlreq.OPENING: OPENING,
    jlreq.CLOSING: CLOSING,
    jlreq.COMMA: COMMA,
    jlreq.FULL_STOP: FULL_STOP,
    jlreq.MIDDLE_DOT: MIDDLE_DOT,
}
_NEUTRAL_CLASSES = frozenset({jlreq.INSEPARABLE, jlreq.PREFIX, jlreq.POSTFIX})
_FIRM_CLASSES = frozenset({jlreq.HYPHEN, jlreq.DIVIDING})  # no space is ever added beside them (JLREQ E)

# Empty part of the em before and after the body.
LEAD = {OPENING: _HALF, MIDDLE_DOT: _QUARTER}
TRAIL = {CLOSING: _HALF, COMMA: _HALF, FULL_STOP: _HALF, MIDDLE_DOT: _QUARTER}


class Cast(NamedTuple):
    """A glyph with its body.

    Attributes:
        gid, face: the glyph.
        body: width of the body.
        shift: distance of the glyph's origin from the body's left edge.
        kind: letter of the neighbour kind.
        break_code: what line breaks beside it depend on, see jlreq.break_code.
    """

    gid: int
    face: str
    body: float
    shift: float
    kind: str
    break_code: str


def kind_of(unit: str, width_em: float) -> str:
    """The neighbour kind of a unit drawn that wide; punctuation narrower than an em has no empty part to give."""
    number = jlreq.character_class(unit)
    if width_em == 0:
        return NOTHING
    if number in _KIND_OF_CLASS:
        return _KIND_OF_CLASS[number] if width_em >= _FULL_WIDTH_EM else NEUTRAL
    if number in (jlreq.WORD_SPACE, jlreq.IDEOGRAPHIC_SPACE):
        return WORD_SPACE if unit in (" ", "\u00a0") else SPACE
    if number in (jlreq.DIGIT, jlreq.WESTERN) and width_em < _FULL_WIDTH_EM:
        return LETTER if unit[0].isalnum() else NEUTRAL
    if number in _FIRM_CLASSES:
        return FIRM
    return NEUTRAL if number in _NEUTRAL_CLASSES else JAPANESE


class Casts(dict[str, Cast]):
    """Casts of units already asked for, of one font stack.

    Attributes:
        stack: the fonts.
        missing: units seen so far that no face has; their cast is that of 〓.
    """

    def __init__(self, stack: FontStack) -> None:
        """Empty, over that stack."""
        self.stack = stack
        self.missing: set[str] = set()

    def __missing__(self, unit: str) -> Cast:
        """Looks the unit up."""
        glyph = self.stack.glyphs[unit]
        if glyph.gid == 0:
            self.missing.add(unit)
            glyph = self.stack.glyphs[GETA]
        kind = kind_of(unit, glyph.width_em)
        empty = LEAD.get(kind, 0.0) + TRAIL.get(kind, 0.0)
        shift = -LEAD.get(kind, 0.0)
        cast = self[unit] = Cast(glyph.gid, glyph.face, glyph.width_em - empty, shift, kind, jlreq.break_code(unit))
        return cast


@cache
def casts_of(faces: tuple[str, ...]) -> Casts:
    """The casts over these faces, kept for the whole run."""
    return Casts(font_stack(faces))


class Gap(NamedTuple):
    """The space between two bodies.

    Attributes:
        natural: its width.
        shrink: by how much it may shrink.
        shrink_order: 1 shrinks first (JLREQ 3.8.3): word spaces, middle dots, brackets and commas, 四分アキ; 0 never.
        stretch_order: 1 stretches first (JLREQ 3.8.4): word spaces, 四分アキ, other pairs; 0 never.
    """

    natural: float
    shrink: float
    shrink_order: int
    stretch_order: int


NO_GAP = Gap(0.0, 0.0, 0, 0)
SHRINK_ORDERS = (1, 2, 3, 4)
STRETCH_LIMITS = {1: 0.25, 2: 0.25}  # of the orders before the last, in ems a gap
STRETCH_CAP = 0.5

_QUARTER_PAIRS = frozenset(
    {JAPANESE + LETTER, LETTER + JAPANESE, *(BOX + kind for kind in "JLNHX"), *(kind + BOX for kind in "JLNH")}
)
_STRETCH_PAIRS = frozenset(
    {
        JAPANESE + JAPANESE,
        JAPANESE + NEUTRAL,
        NEUTRAL + JAPANESE,
        *(BOX + kind for kind in "JLNHX"),
        *(kind + BOX for kind in "JLNH"),
    }
)


def _punctuation_gap(before: str, after: str) -> Gap | None:
    """The gap beside full-width punctuation, None where there is none."""
    trail, lead = TRAIL.get(before, 0.0), LEAD.get(after, 0.0)
    if trail == lead == 0.0:
        return NO_GAP if before == OPENING or after in (CLOSING, COMMA, FULL_STOP) else None
    if before in (FULL_STOP, NOTHING) and after not in (CLOSING, COMMA, FULL_STOP):
        return _firm_gap(trail or lead)
    consecutive = _consecutive_gap(before, after)
    return consecutive if consecutive is not None else _half_em_gap()


def _consecutive_gap(before: str, after: str) -> Gap | None:
    """The gap of two punctuation marks in a row, which share one empty half (JLREQ 3.1.4); None for other pairs."""
    trail, lead = TRAIL.get(before, 0.0), LEAD.get(after, 0.0)
    if before == OPENING:
        return NO_GAP if after == OPENING else Gap(lead, lead, 2, 0)
    if after in (CLOSING, COMMA, FULL_STOP):
        return Gap(trail, trail, 2, 0) if before == MIDDLE_DOT else NO_GAP
    if before == after == MIDDLE_DOT:
        return Gap(trail + lead, trail + lead, 2, 0)
    if MIDDLE_DOT in (before, after):
        width = _QUARTER if before != COMMA else _HALF
        return Gap(width, width, 2, 0)
    return None


def _half_em_gap() -> Gap:
    """The empty half before an opening bracket or after a closing one or a comma (JLREQ 3.1.2).

    It shrinks to a quarter and not to nothing, as JLREQ 3.8.3 (last note to e, table of the custom of books) leaves open:
    lines whose commas are set solid look cramped.
    """
    return Gap(_HALF, _QUARTER, 3, 0)


def _firm_gap(width: float) -> Gap:
    """The empty part after a full stop, which parts sentences and never shrinks in a line (JLREQ 3.8.3, first note to e)."""
    return Gap(width, 0.0, 0, 0)


def _mixed_gap(quarter_em: float) -> Gap:
    """四分アキ between Japanese and Latin letters or digits (JLREQ 3.2.6): it shrinks to half and stretches to a half em."""
    return Gap(quarter_em, quarter_em / 2, 4, 2)


def _word_space_gap() -> Gap:
    """What a word space gives (JLREQ 3.8.3 a, 3.8.4 a): the space itself is a glyph with a body."""
    return Gap(0.0, _QUARTER, 1, 1)


def _gap(before: str, after: str, quarter_em: float) -> Gap:
    punctuation = _punctuation_gap(before, after)
    if punctuation is not None:
        return punctuation
    if before + after in _QUARTER_PAIRS:
        return _mixed_gap(quarter_em)
    if before == WORD_SPACE:
        return NO_GAP if after in HANGING else _word_space_gap()
    return Gap(0.0, 0.0, 0, 3) if before + after in _STRETCH_PAIRS else NO_GAP


class Gaps(dict[tuple[str, str], Gap]):
    """Gaps of pairs of kinds already asked for, under one width of 四分アキ."""

    def __init__(self, quarter_em: float) -> None:
        """Empty, with that 四分アキ."""
        self.quarter_em = quarter_em

    def __missing__(self, pair: tuple[str, str]) -> Gap:
        """Works the pair out."""
        gap = self[pair] = _gap(pair[0], pair[1], self.quarter_em)
        return gap


@cache
def gaps_of(quarter_em: float) -> Gaps:
    """The gaps under that 四分アキ, kept for the whole run."""
    return Gaps(quarter_em)
