"""Columns of numbers: each stands with its decimal point below that of the one above (Align.DECIMAL).

The integer part of each number (japanese/decimals.py) ends at the axis of its column. Other text (「－」 「x」 「…」) ends where
the widest number ends; where a column has no number at all, it is centred. A column that is wider than its numbers has them
in the middle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.blocks import Align, Cell, Inline, Paragraph, Run, text_of
from kaigi_docs.japanese.decimals import decimal_parts
from kaigi_docs.layout import lines
from kaigi_docs.layout.strips import Space
from kaigi_docs.theme import Theme

_EPSILON_PT = 0.01


@dataclass(frozen=True, slots=True)
class DecimalAxis:
    """Where the numbers of a column stand: the widest parts before and behind their decimal points, in points."""

    before: float
    behind: float

    def space(self, block: Paragraph, space: Space, theme: Theme) -> tuple[Space, Align]:
        """Where a text of the column stands, and how it is aligned there.

        Args:
            block: the only paragraph of a cell.
            space: that of the cell.
            theme: the look of the text.
        """
        whole = self.before + self.behind
        if not whole:
            return space, Align.CENTER
        room = (space.width + whole) / 2 - self.behind + _behind(block, theme) + _EPSILON_PT
        if decimal_parts(text_of(block.runs)) is None:
            room = (space.width + whole) / 2 + _EPSILON_PT
        fits = whole <= space.width and _width(block.runs, block, theme) <= room
        return (Space(space.x, room) if fits else space), Align.END


def number_of(cell: Cell) -> Paragraph | None:
    """The number that the cell holds and nothing else; None where it holds anything else or asks for another alignment."""
    block = cell.blocks[0] if len(cell.blocks) == 1 else None
    if not isinstance(block, Paragraph) or not is_aligned(block) or decimal_parts(text_of(block.runs)) is None:
        return None
    return block


def is_aligned(block: Paragraph) -> bool:
    """Whether a paragraph of the column leaves its alignment to the column."""
    return block.align in (Align.START, Align.DECIMAL)


def axis_of(cells: Iterable[Cell], theme: Theme) -> DecimalAxis:
    """The axis of a column of these cells."""
    seen: dict[tuple[object, str], tuple[float, float]] = {}
    for cell in cells:
        block = number_of(cell)
        key = (block.style, text_of(block.runs)) if block is not None else None
        if block is not None and key is not None and key not in seen:
            behind = _behind(block, theme)
            seen[key] = (_width(block.runs, block, theme) - behind, behind)
    return DecimalAxis(
        max((before for before, _ in seen.values()), default=0.0), max((behind for _, behind in seen.values()), default=0.0)
    )


def _width(runs: Sequence[Inline], block: Paragraph, theme: Theme) -> float:
    return lines.natural_widths(runs, theme.paragraphs[block.style], theme)[1]


def _behind(block: Paragraph, theme: Theme) -> float:
    """The width of the decimal point and all behind it; 0 for what is no number."""
    parts = decimal_parts(text_of(block.runs))
    if parts is None or not parts[1]:
        return 0.0
    return _width(block.runs, block, theme) - _width(tuple(_cut(block.runs, len(parts[0]))), block, theme)


def _cut(inlines: Iterable[Inline], count: int) -> Iterator[Run]:
    """The first characters of runs."""
    for run in inlines:
        if isinstance(run, Run) and count > 0:
            yield replace(run, text=run.text[:count])
            count -= len(run.text)
