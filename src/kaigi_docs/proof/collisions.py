"""Ink that runs into other ink, and ink that rules cross."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import sub
from typing import NamedTuple

from kaigi_docs.layout.page import Page, Rect, Rule
from kaigi_docs.proof.ink import RunInk, common, glyphs
from kaigi_docs.proof.report import Report, excerpt
from kaigi_docs.proof.units import is_mark
from kaigi_docs.read.documents.pdf import PageText

TOUCH_PT = 0.2  # how far ink may reach into other ink or into a rule (rounding, and glyphs drawn to the edge of their width)


class _Collision(NamedTuple):
    """Two characters on the finished page whose ink overlaps: their runs, their numbers, and by how much."""

    one: RunInk
    other: RunInk
    first: int
    second: int
    depth: float


def report_ink_overlaps(inks: Sequence[RunInk], found: PageText, number: int, report: Report) -> float:
    """Reports runs whose ink overlaps, and neighbours of one run that do.

    Args:
        inks: of the runs of a page.
        found: the finished page, its solid characters only.
        number: of the page in messages.
        report: takes the overlaps of more than 0.2 pt.

    Returns:
        The largest overlap in points, 0 where there is none.
    """
    collisions = [*_between_runs(inks, found), *_within_runs(inks, found)]
    for found_one in collisions:
        if found_one.depth > TOUCH_PT:
            _report_overlap(found_one, found, number, report)
    return max((collision.depth for collision in collisions), default=0.0)


def _report_overlap(collision: _Collision, found: PageText, number: int, report: Report) -> None:
    one, other, first, second, depth = collision
    message = f"「{found.texts[first]}」と「{found.texts[second]}」が {depth:.1f} pt 重なって印刷されています。"
    label = excerpt(found.texts, [second]) if one is other else f"{one.run.text[:16]}／{other.run.text[:16]}"
    report.add("proof-ink-overlap", message, page=number, label=label, source=other.run.source)


def _between_runs(inks: Sequence[RunInk], found: PageText) -> Iterator[_Collision]:
    """For each two runs whose ink overlaps the characters that do most; runs are looked at from the top down."""
    above: list[RunInk] = []
    for ink in sorted(inks, key=_top):
        x0, y0, x1, _ = ink.bounds
        above = [other for other in above if other.bounds[3] > y0]
        for other in above:
            bounds = other.bounds
            if bounds[0] < x1 and bounds[2] > x0:
                yield from _deepest(other, ink, found)
        above.append(ink)


def _top(ink: RunInk) -> tuple[float, float]:
    return ink.bounds.y0, ink.bounds.x0


def _deepest(one: RunInk, other: RunInk, found: PageText) -> Iterator[_Collision]:
    ours, theirs = _reaching(one, other.bounds, found), _reaching(other, one.bounds, found)
    pairs = (_Collision(one, other, a, b, common(ink, beside)) for a, ink in ours for b, beside in theirs)
    deepest = max(pairs, key=lambda pair: pair.depth, default=None)
    if deepest is not None and deepest.depth > 0.0:
        yield deepest


def _reaching(ink: RunInk, room: Rect, found: PageText) -> list[tuple[int, Rect]]:
    """The characters of a run whose ink reaches into a room, marks on letters apart."""
    reaching = (glyph for glyph in glyphs(ink, found) if common(glyph[1], room) > 0.0)
    return [(number, rect) for number, rect in reaching if not is_mark(found.texts[number])]


def _within_runs(inks: Sequence[RunInk], found: PageText) -> Iterator[_Collision]:
    """Neighbours of one run whose ink overlaps; the letters of a ligature, and marks on letters, are no neighbours."""
    left, right = found.boxes[0], found.boxes[2]
    for ink in inks:
        if isinstance(ink.numbers, range):
            start, end = ink.numbers.start, ink.numbers.stop
            if max(map(sub, right[start : end - 1], left[start + 1 : end]), default=0.0) <= 0.0:
                continue
        for (first, rect), (second, beside) in pairwise(glyphs(ink, found)):
            depth = common(rect, beside)
            if depth > 0.0 and not _belong_together(first, second, found):
                yield _Collision(ink, ink, first, second, depth)


def _belong_together(first: int, second: int, found: PageText) -> bool:
    same_origin = found.origins[0][first] == found.origins[0][second]
    return same_origin or is_mark(found.texts[first]) or is_mark(found.texts[second])


def report_crossed(
    page: Page, inks: Sequence[RunInk], found: PageText, figures: frozenset[int], number: int, report: Report
) -> None:
    """Reports text that a rule crosses by more than 0.2 pt.

    Args:
        page: as laid out; its level and upright rules are looked at.
        inks: of its runs.
        found: the finished page, its solid characters only.
        figures: ids of the contents that belong to figures, in which lines may cross text.
        number: of the page in messages.
        report: takes what is crossed.
    """
    drawn = (mark for content in page.contents if id(content) not in figures for mark in content.marks)
    rules = [mark for mark in drawn if isinstance(mark, Rule)]
    level = _Rules((rule.y0, _rect(rule)) for rule in rules if rule.y0 == rule.y1)
    upright = _Rules((rule.x0, _rect(rule)) for rule in rules if rule.x0 == rule.x1)
    for ink in inks:
        bounds = ink.bounds
        near = (*level.between(bounds.y0, bounds.y1), *upright.between(bounds.x0, bounds.x1))
        for rule in near:
            if _is_crossed(bounds, rule):
                _report_crossed(ink, rule, found, number, report)


def _report_crossed(ink: RunInk, rule: Rect, found: PageText, number: int, report: Report) -> None:
    crossed = [at for at, glyph in glyphs(ink, found) if _is_crossed(glyph, rule)]
    if crossed:
        message = f"罫線と重なっている文字が{len(crossed)}字あります。"
        label = excerpt(found.texts, crossed)
        report.add("proof-text-over-rule", message, page=number, label=label, source=ink.run.source)


class _Rules:
    """Parallel rules by where they stand."""

    def __init__(self, rules: Iterable[tuple[float, Rect]]) -> None:
        self._rules = sorted(rules)
        self._places = [place for place, _ in self._rules]
        self._half = max((min(rect.width, rect.height) / 2 for _, rect in self._rules), default=0.0)

    def between(self, first: float, last: float) -> list[Rect]:
        """The room of those that reach into the stretch."""
        start, end = bisect_left(self._places, first - self._half), bisect_right(self._places, last + self._half)
        return [rect for _, rect in self._rules[start:end]]


def _rect(rule: Rule) -> Rect:
    """The room that a rule takes."""
    half = rule.width_pt / 2
    across, down = (half, 0.0) if rule.x0 == rule.x1 else (0.0, half)
    x0, x1, y0, y1 = min(rule.x0, rule.x1), max(rule.x0, rule.x1), min(rule.y0, rule.y1), max(rule.y0, rule.y1)
    return Rect(x0 - across, y0 - down, x1 + across, y1 + down)


def _is_crossed(ink: Rect, rule: Rect) -> bool:
    """Whether ink reaches more than the tolerance over a rule, seen from either of its sides."""
    across = min(ink.x1 - rule.x0, rule.x1 - ink.x0)
    down = min(ink.y1 - rule.y0, rule.y1 - ink.y0)
    return across > TOUCH_PT and down > TOUCH_PT
