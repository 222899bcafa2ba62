"""The lines of a material, recovered from its pages: runs of one box on one baseline, one behind the other.

A vertical line (labels at the side of tables) is one, too: its signs stand below each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kaigi_docs.layout.page import LaidOut, Page, Rect, TextRun
from kaigi_docs.proof.reading import tagged_references
from kaigi_docs.proof.units import solid

_SAME_PT = 0.01
_PITCH_EM = 1.05  # of vertical signs; lines stand further apart


@dataclass(slots=True, eq=False)
class Line:
    """A line as it stands on its page.

    Attributes:
        page: counted from 0 within the material.
        start: number of its first solid character in what is read, readings apart.
        runs: from left to right, or from top to bottom, without readings.
        text: its solid characters.
        with_reading: the numbers of the runs above which a reading stands.
    """

    page: int
    start: int
    runs: list[TextRun] = field(default_factory=list)
    text: str = ""
    with_reading: set[int] = field(default_factory=set)

    @property
    def end(self) -> int:
        """The number of the first solid character behind it."""
        return self.start + len(self.text)

    @property
    def box(self) -> Rect:
        """The box that it stands in."""
        return self.runs[0].box

    def goes_on_with(self, page: int, run: TextRun) -> bool:
        """Whether a run stands on it, too."""
        last = self.runs[-1]
        if page != self.page or run.box != last.box:
            return False
        if abs(run.baseline - last.baseline) < _SAME_PT:
            return run.x >= last.x - _SAME_PT
        return _is_below(last, run)


def read_lines(part: LaidOut) -> Iterator[Line]:
    """The lines that the structure reads, in its order; those of blanks alone, and those in figures, are left out."""
    references = tagged_references(part.struct, figures=False)
    marks = ((reference.page, mark) for reference in references for mark in reference.content.marks)
    return _lines((page, mark) for page, mark in marks if isinstance(mark, TextRun))


def repeated_lines(page: Page) -> Iterator[Line]:
    """The lines of each text that is painted again on a page and not read (heads of tables, running heads)."""
    for content in page.contents:
        if content.artifact is not None:
            yield from _lines((0, mark) for mark in content.marks if isinstance(mark, TextRun))


def _is_below(above: TextRun, run: TextRun) -> bool:
    """Whether a sign stands below another in a vertical line: a glyph each, closer than lines of single glyphs ever are."""
    down, aside = run.baseline - above.baseline, abs(_middle(run) - _middle(above))
    return len(above.gids) == len(run.gids) == 1 and 0.0 < down < _PITCH_EM * run.size_pt and aside < run.size_pt


def _middle(run: TextRun) -> float:
    return run.x + run.width / 2


def _lines(runs: Iterable[tuple[int, TextRun]]) -> Iterator[Line]:
    line: Line | None = None
    for page, run in runs:
        if run.ruby:
            if line is not None:
                line.with_reading.add(len(line.runs) - 1)
            continue
        if line is None or not line.goes_on_with(page, run):
            if line is not None and line.text:
                yield line
            line = Line(page, line.end if line is not None else 0)
        line.runs.append(run)
        line.text += solid(run.text)
    if line is not None and line.text:
        yield line
