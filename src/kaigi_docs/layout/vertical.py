"""Text in vertical lines (縦書き), read from the right line to the left: labels at the side of tables.

Rules of JLREQ: glyphs stand upright in their vertical forms (2.3.1); a number of one or two half-width digits stands
upright in one em, side by side (縦中横, 3.2.5); other Latin letters and digits stand upright one below the other (2.3.2,
3.2.4), for the text is not changed; no line begins with a closing mark or ends with an opening one (3.1.7, 3.1.8).

Limits: no ruby, no links, no justification; every sign but a half-width space takes an em, also punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kaigi_docs.blocks import Run
from kaigi_docs.findings import Location
from kaigi_docs.fonts import Glyph, font_stack
from kaigi_docs.japanese import jlreq
from kaigi_docs.layout.page import Rect, TextRun
from kaigi_docs.theme import TextStyle

# The em box of an ideograph above the baseline, in ems.
ABOVE_EM = 0.88
HALF_SPACE_EM = 0.5
_EPSILON_EM = 1e-6
_SPACES = frozenset(" \u3000\u00a0")
_WORDS = re.compile("[0-9A-Za-z.,]+")
_SHORT_NUMBER = re.compile("[0-9]{2}")


class Sign(NamedTuple):
    """What takes a place in a vertical line: one glyph with its marks, or two digits side by side.

    Attributes:
        glyphs: what is drawn.
        height: in ems.
        source: the cell that it came from.
        is_space: whether it hangs at the end of a line.
    """

    glyphs: tuple[Glyph, ...]
    height: float
    source: Location | None
    is_space: bool = False

    @property
    def text(self) -> str:
        """What it stands for."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def width(self) -> float:
        """Its advance across the line in ems."""
        return sum(glyph.width_em for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class VerticalText:
    """A text cut into signs but not into lines.

    Attributes:
        style: fonts, size, and as leading the distance of the lines.
        paragraphs: the signs between line feeds, and for each whether a line may begin with it.
    """

    style: TextStyle
    paragraphs: tuple[tuple[tuple[Sign, ...], bytes], ...]

    @property
    def pitch_pt(self) -> float:
        """Distance from line to line."""
        return self.style.size_pt * self.style.leading

    @property
    def missing(self) -> tuple[tuple[str, Location | None], ...]:
        """(character, source) of each glyph that no face has."""
        signs = (sign for signs, _ in self.paragraphs for sign in signs)
        return tuple((glyph.text, sign.source) for sign in signs for glyph in sign.glyphs if glyph.gid == 0)

    def lines(self, height_pt: float) -> list[tuple[Sign, ...]]:
        """The lines from right to left, none higher than that unless a single sign is; broken at spaces if that takes no
        more lines, else of about equal length."""
        limit = height_pt / self.style.size_pt
        usual = self._broken(limit)
        phrases = self._at_spaces(limit) if len(usual) > 1 else None
        if phrases is not None and len(phrases) <= len(usual):
            return phrases
        return self._broken(min(self._least_em(len(usual)), limit))

    def least_height(self, count: int) -> float:
        """The least height in points at which the text fits that many lines, or as many as its line feeds make."""
        return self._least_em(count) * self.style.size_pt

    def _least_em(self, count: int) -> float:
        count = max(count, len(self.paragraphs))
        total = sum(sign.height for signs, _ in self.paragraphs for sign in signs)
        limit = max(1.0, int(2 * total / count) / 2)
        while limit < total and not self._is_good(self._broken(limit), count):
            limit += 0.5
        return limit

    def _is_good(self, lines: Sequence[Sequence[Sign]], count: int) -> bool:
        """Whether there are at most so many lines and each begins where kinsoku allows."""
        edges = (above[-1].text[-1] + below[0].text[0] for above, below in pairwise(lines))
        return len(lines) <= count and all(jlreq.emergency_mask(edge)[1] for edge in edges)

    def _broken(self, limit: float) -> list[tuple[Sign, ...]]:
        return [line for signs, breaks in self.paragraphs for line in _lines(signs, breaks, limit)]

    def _at_spaces(self, limit: float) -> list[tuple[Sign, ...]] | None:
        """Broken behind spaces only; None where what stands between two is too long for a line."""
        lines: list[tuple[Sign, ...]] = []
        for signs, _ in self.paragraphs:
            mask = bytes(at > 0 and signs[at - 1].is_space for at in range(len(signs)))
            edges = [0, *(at for at, allowed in enumerate(mask) if allowed), len(signs)]
            if any(line_height(signs[start:end]) > limit + _EPSILON_EM for start, end in pairwise(edges)):
                return None
            lines += _lines(signs, mask, limit)
        return lines


@lru_cache(maxsize=64)
def vertical_text(runs: tuple[Run, ...], style: TextStyle) -> VerticalText:
    """The runs in signs; a line feed ends a line."""
    faces = style.family.bold_faces if style.bold else style.family.faces
    paragraphs: list[list[Sign]] = [[]]
    for run in runs:
        for number, part in enumerate(run.text.split("\n")):
            if number:
                paragraphs.append([])
            for sign in _signs(part, style.family.bold_faces if run.strong else faces, run.source):
                _add(paragraphs[-1], sign)
    return VerticalText(style, tuple((tuple(signs), _breaks(signs)) for signs in paragraphs))


def _add(signs: list[Sign], sign: Sign) -> None:
    """Adds a sign; a mark that takes no room is drawn with the sign before it."""
    if signs and not sign.width:
        signs[-1] = signs[-1]._replace(glyphs=signs[-1].glyphs + sign.glyphs)
    else:
        signs.append(sign)


def _signs(text: str, faces: tuple[str, ...], source: Location | None) -> Iterator[Sign]:
    """The signs of a text; two digits that are a number stand side by side."""
    stack = font_stack(faces)
    at = 0
    for word in _WORDS.finditer(text):
        yield from (_upright(stack.vertical(unit), source) for unit in stack.units(text[at : word.start()]))
        if _SHORT_NUMBER.fullmatch(word.group()):
            yield Sign(stack.shape(word.group()), 1.0, source)
        else:
            yield from (_upright(glyph, source) for glyph in stack.shape(word.group()))
        at = word.end()
    yield from (_upright(stack.vertical(unit), source) for unit in stack.units(text[at:]))


def _upright(glyph: Glyph, source: Location | None) -> Sign:
    height = HALF_SPACE_EM if glyph.text in " \u00a0" else 1.0 if glyph.width_em else 0.0
    return Sign((glyph,), height, source, glyph.text in _SPACES)


def _breaks(signs: Sequence[Sign]) -> bytes:
    return bytes(jlreq.break_mask("".join(sign.glyphs[0].text[0] for sign in signs)))


def line_height(line: Sequence[Sign]) -> float:
    """The height of a line in ems without the spaces that hang at its end."""
    end = len(line)
    while end and line[end - 1].is_space:
        end -= 1
    return sum(sign.height for sign in line[:end])


def _lines(signs: tuple[Sign, ...], breaks: bytes, limit: float) -> Iterator[tuple[Sign, ...]]:
    """The signs in lines; a word longer than a line is broken where it must be."""
    start = 0
    while start < len(signs):
        end = _fitting(signs, start, limit)
        if end < len(signs):
            end = next((at for at in range(end, start, -1) if breaks[at]), 0) or _forced(signs, start, end)
        yield signs[start:end]
        start = end


def _fitting(signs: Sequence[Sign], start: int, limit: float) -> int:
    """The end of the longest line that fits; at least one sign."""
    height = 0.0
    for at in range(start, len(signs)):
        height += signs[at].height
        if height > limit + _EPSILON_EM and at > start and not signs[at].is_space:
            return at
    return len(signs)


def _forced(signs: Sequence[Sign], start: int, end: int) -> int:
    """Where a line ends that has no good break: where kinsoku allows, else where it is full."""
    mask = jlreq.emergency_mask("".join(sign.glyphs[0].text[0] for sign in signs))
    return next((at for at in range(end, start, -1) if mask[at]), end)


def placed(text: VerticalText, lines: Sequence[Sequence[Sign]], rect: Rect, colour: str) -> Iterator[TextRun]:
    """The lines in the middle of a rectangle, whose first line stands at the right; the rectangle is the box of all."""
    size, pitch = text.style.size_pt, text.pitch_pt
    top = (rect.y0 + rect.y1 - size * max(map(line_height, lines), default=0.0)) / 2
    right = (rect.x0 + rect.x1 + (len(lines) - 1) * pitch) / 2
    for number, line in enumerate(lines):
        y = top
        for sign in line:
            baseline = y + ABOVE_EM * size
            if sign.is_space:  # one that hangs at the line's end stays on the rectangle, too
                baseline = min(baseline, rect.y1 - (1 - ABOVE_EM) * size)
            yield from _placed_sign(sign, size, right - number * pitch, baseline, rect, colour)
            y += sign.height * size


def _placed_sign(sign: Sign, size: float, middle: float, baseline: float, box: Rect, colour: str) -> Iterator[TextRun]:
    """The glyphs of a sign, centred on the line; a run for each face."""
    x = middle - sign.width * size / 2
    for glyph in sign.glyphs:
        width = glyph.width_em * size
        yield TextRun(glyph.face, size, x, baseline, (glyph.gid,), (glyph.text,), (0.0,), width, colour, box, sign.source)
        x += width
