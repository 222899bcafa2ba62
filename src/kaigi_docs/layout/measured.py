"""A stretch of text measured but not broken: where each glyph stands on an endless line, and where it may be cut.

Everything that depends on single characters is worked out here by `map` over whole columns (widths, gaps, breaks),
because a Python loop over characters is what makes line breaking slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from operator import add, itemgetter
from typing import NamedTuple

from kaigi_docs.blocks import Field, Inline, Run
from kaigi_docs.findings import Location
from kaigi_docs.japanese import jlreq
from kaigi_docs.layout import spacing
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.ruby import Ruby, ruby_of, set_gaps, widened
from kaigi_docs.layout.spacing import Cast, Casts, Gap, casts_of, gaps_of
from kaigi_docs.theme import TextStyle, Theme

TOLERANCE_EM = 1e-6

_NATURAL = itemgetter(0)
_FIELD_UNIT = "\ufffc"
_FIELD_CODE = jlreq.break_code(_FIELD_UNIT)
_MARK_CODE = jlreq.break_code("\u3099")
_HANGING = re.compile(f"[{spacing.HANGING}]+")
_STOPS = spacing.COMMA + spacing.FULL_STOP
_HANGING_STOP = re.compile(f"(?<=[^{_STOPS}])[{_STOPS}]")
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")


class Span(NamedTuple):
    """Units start to end (exclusive) that look and link alike.

    With `ruby` it is the last of a base, with `field` it is one unit, a box.
    """

    start: int
    end: int
    face: str
    colour: str
    link: str | None
    source: Location | None
    ruby: Ruby | None = None
    field: Field | None = None

    @property
    def is_complex(self) -> bool:
        """Whether more than glyphs on one baseline stand there."""
        return self.ruby is not None or self.field is not None


@dataclass(frozen=True, slots=True)
class Measured:
    """Columns over the units of a text without forced breaks; lengths in ems of the paragraph's size.

    Attributes:
        units, gids, bodies, shifts, kinds: what stands there, see spacing.Cast.
        heads: one character for each unit: the base of those with selector or marks.
        gaps: after each unit; after the last none.
        starts: left edge of each body, and as a last entry the end of the text.
        ends: right edge of a line that ends with the unit; spaces that hang there do not count.
        breaks: 1 where a line may begin.
        spans: what looks alike.
        missing: (unit, source) that no face has.
        hangs: whether 、 and 。 may stand beyond the end of a line; `ends` knows it.
    """

    units: Sequence[str]
    heads: str
    gids: Sequence[int]
    bodies: Sequence[float]
    shifts: Sequence[float]
    kinds: str
    gaps: Sequence[Gap]
    starts: Sequence[float]
    ends: Sequence[float]
    breaks: bytearray
    spans: Sequence[Span]
    missing: Sequence[tuple[str, Location | None]]
    hangs: bool = False

    @property
    def width(self) -> float:
        """Its width on one line."""
        return self.ends[-1] if self.ends else 0.0

    def content_end(self, start: int, end: int) -> int:
        """The end of the units start to end without the spaces that hang."""
        while end > start and self.kinds[end - 1] in spacing.HANGING:
            end -= 1
        return end

    def filling_end(self, start: int, end: int, limit: float) -> int:
        """The same without the 、 or 。 that hangs too because it would stand beyond the limit (JLREQ 3.8.2, first note)."""
        last = self.content_end(start, end) - 1
        if not self.hangs or last <= start or self.kinds[last] not in _STOPS or self.kinds[last - 1] in _STOPS:
            return last + 1
        beyond = self.starts[last] + self.bodies[last] - self.starts[start] > limit + TOLERANCE_EM
        return last if beyond else last + 1


def heads_of(units: Sequence[str]) -> str:
    """The first character of each unit."""
    text = "".join(units)
    return text if len(text) == len(units) else "".join([unit[0] for unit in units])


def let_hang(kinds: str, ends: list[float], *, stops: bool = False) -> None:
    """Changes the ends so that a line that ends within spaces ends where the spaces begin.

    With `stops` a single 、 or 。 takes no room at a line's end either (ぶら下げ, JLREQ 3.8.2, first note).
    """
    if stops:
        for stop in _HANGING_STOP.finditer(kinds):
            ends[stop.start()] = ends[stop.start() - 1]
    for spaces in _HANGING.finditer(kinds):
        first, end = spaces.span()
        ends[first:end] = [ends[first - 1] if first else 0.0] * (end - first)


def with_hanging_stops(text: Measured) -> Measured:
    """The text with ends that let 、 and 。 stand beyond the end of a line."""
    ends = list(text.ends)
    let_hang(text.kinds, ends, stops=True)
    return replace(text, ends=ends, hangs=True)


def forced_lines(inlines: Sequence[Inline]) -> list[list[Inline]]:
    """The inlines between line feeds; at least one list, empty ones for empty lines."""
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Field) or "\n" not in inline.text:
            lines[-1].append(inline)
            continue
        for number, text in enumerate(inline.text.split("\n")):
            if number:
                lines.append([])
            ruby = inline.ruby if number == 0 else None
            lines[-1].append(Run(text, inline.strong, ruby, inline.link, inline.source))
    return lines


def measured(inlines: Sequence[Inline], style: TextStyle, theme: Theme, full_width_em: float) -> Measured:
    """The inlines measured; none of their runs holds a line feed.

    Args:
        inlines: runs and answer spaces.
        style: gives fonts, size and colour.
        theme: gives 四分アキ and the colour of links.
        full_width_em: width of an answer space that names none.
    """
    gathering = _Gathering(style, theme, full_width_em)
    for inline in inlines:
        if isinstance(inline, Field):
            gathering.add_field(inline)
        elif inline.text:
            gathering.add_run(inline)
    return gathering.measured()


class _Gathering:
    """Units, casts and spans of a text while its runs are added one by one."""

    def __init__(self, style: TextStyle, theme: Theme, full_width_em: float) -> None:
        self._style = style
        self._theme = theme
        self._full_width_em = full_width_em
        self._units: list[str] = []
        self._casts: list[Cast] = []
        self._spans: list[Span] = []
        self._missing: list[tuple[str, Location | None]] = []

    def add_field(self, field: Field) -> None:
        at = len(self._units)
        width = self._full_width_em if field.width_mm is None else field.width_mm * PT_PER_MM / self._style.size_pt
        self._units.append(_FIELD_UNIT)
        self._casts.append(Cast(0, "", width, 0.0, spacing.BOX, _FIELD_CODE))
        self._spans.append(Span(at, at + 1, "", self._style.colour, None, None, None, field))

    def add_run(self, run: Run) -> None:
        family = self._style.family
        casts_by_unit = casts_of(family.bold_faces if run.strong or self._style.bold else family.faces)
        units = casts_by_unit.stack.units(run.text)
        casts = list(map(casts_by_unit.__getitem__, units))
        if "’" in run.text:
            for match in _APOSTROPHE.finditer(heads_of(units)):
                casts[match.start()] = casts_by_unit["'"]
        self._note_missing(units, casts_by_unit, run.source)
        ruby = self._ruby(run.ruby, casts, casts_by_unit, run.source) if run.ruby else None
        if ruby is not None:
            casts = widened(casts, ruby.width)
        self._add_spans(run, casts, ruby)
        self._units += units
        self._casts += casts

    def _note_missing(self, units: list[str], casts_by_unit: Casts, source: Location | None) -> None:
        if casts_by_unit.missing:
            self._missing += [(unit, source) for unit in units if unit in casts_by_unit.missing]

    def _add_spans(self, run: Run, casts: list[Cast], ruby: Ruby | None) -> None:
        colour = self._theme.link_colour if run.link else self._style.colour
        at = len(self._units)
        end = at + len(casts)
        for face, length in _faces(casts):
            last = at + length == end
            self._spans.append(Span(at, at + length, face, colour, run.link, run.source, ruby if last else None))
            at += length

    def _ruby(self, reading: str, base: list[Cast], casts_by_unit: Casts, source: Location | None) -> Ruby:
        units = casts_by_unit.stack.units(reading.replace("\n", ""))
        glyphs = [(unit, casts_by_unit[unit]) for unit in units]
        self._note_missing(units, casts_by_unit, source)
        return ruby_of(glyphs, base, len(self._units))

    def measured(self) -> Measured:
        if not self._units:
            return _EMPTY
        _set_beginning(self._casts)
        gids, _, bodies, shifts, kind_letters, break_codes = zip(*self._casts, strict=True)
        kinds = "".join(kind_letters)
        gaps = list(map(gaps_of(self._theme.quarter_space_em).__getitem__, pairwise(kinds)))
        gaps.append(spacing.NO_GAP)
        self._set_ruby_gaps(gaps)
        starts = list(accumulate(map(add, bodies, map(_NATURAL, gaps)), initial=0.0))
        ends = list(map(add, starts, bodies))
        let_hang(kinds, ends)
        heads = heads_of(self._units)
        return Measured(
            tuple(self._units),
            heads,
            gids,
            bodies,
            shifts,
            kinds,
            gaps,
            starts,
            ends,
            self._breaks(heads, "".join(break_codes)),
            self._spans,
            self._missing,
        )

    def _set_ruby_gaps(self, gaps: list[Gap]) -> None:
        readings = [(span.ruby, span.end) for span in self._spans if span.ruby is not None]
        annotated = frozenset(unit for ruby, end in readings for unit in range(ruby.base_start, end))
        for ruby, end in readings:
            set_gaps(gaps, self._units, ruby, end, annotated)

    def _breaks(self, heads: str, codes: str) -> bytearray:
        mask = jlreq.break_mask(heads, codes)
        for span in self._spans:
            if span.ruby is not None:
                inside = slice(span.ruby.base_start + 1, span.end)
                mask[inside] = bytes(len(mask[inside]))
        return mask


_EMPTY = Measured((), "", (), (), (), "", (), (0.0,), (), bytearray(), (), ())


def _faces(casts: list[Cast]) -> Iterator[tuple[str, int]]:
    """Faces and how many units in a row each draws."""
    faces = list(map(itemgetter(1), casts))
    if faces.count(faces[0]) == len(faces):
        yield faces[0], len(faces)
        return
    for face, group in groupby(faces):
        yield face, len(list(group))


def _set_beginning(casts: list[Cast]) -> None:
    """Lets a middle dot that begins a text keep the empty quarter before it, and a mark without a base stand over an empty em.

    The dot is a bullet, a full em wide; the mark (U+3099 alone) is drawn to the left of its origin and would leave the line.
    """
    first = casts[0]
    if first.kind == spacing.MIDDLE_DOT:
        casts[0] = first._replace(body=first.body - first.shift, shift=0.0)
    elif first.kind == spacing.NOTHING and first.break_code == _MARK_CODE:
        casts[0] = first._replace(body=1.0, shift=1.0, kind=spacing.NEUTRAL)
