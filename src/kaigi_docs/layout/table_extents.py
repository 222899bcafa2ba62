"""How high the cells of a column get at a width, estimated without setting a line.

A text takes as many lines as its length fills: its characters count one em or a half, a Latin word or number the gaps
beside it (四分アキ) too. Columns under 15 em are not filled out, so that what is left of their last em is mostly lost.
Against the line breaker this is right to about a tenth of a line in a cell of ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from math import ceil
from typing import NamedTuple

from kaigi_docs.blocks import Block, Cell, Column, Field, FieldKind, Inline, List, Paragraph, ParagraphStyle, Run, Slot
from kaigi_docs.japanese.item_marks import mark_length
from kaigi_docs.layout import lines
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.theme import TextStyle, Theme

# Cells per column whose unbreakable pieces are measured exactly.
MEASURED_CELLS = 4
# What a column that is not filled out loses of the part of an em at its right edge.
LOST_PART = 0.7
# A text up to this length is a name or a mark: each further line of it costs something even in a high row.
SHORT_EM = 12.0
# What such a line costs, as a share of its height.
SHORT_COST = 0.15
# A text of more lines than this in a column that is not filled out stands beside cells that are half empty; what each
# further line costs, as a share of its height, in a column of no width, and less the nearer it is to be filled out.
SLIM_LINES = 5
SLIM_COST = 1.0
_LATIN = re.compile(r"[!-~]+")
_ASCII = frozenset(map(chr, range(0x21, 0x7F)))


class Text(NamedTuple):
    """A text between line feeds: its row, its length and the indent of its further lines in ems."""

    row: int
    length: float
    hang: float


class Heights(NamedTuple):
    """What the cells of a column need at a width: their heights in points row by row, and what broken names and high slim
    texts cost beside."""

    rows: list[float]
    cost: float


@dataclass(slots=True)
class Extent:
    """How much room a column's content asks for, in points without padding.

    Attributes:
        least: its widest unbreakable piece.
        most: its longest line if nothing were broken.
        heading: width of its heading on one line.
        amounts: per row, the width of the whole text on one line.
        texts: of each look (size and distance of lines in points) the texts of the rows that count.
        firm: heights of rows that do not depend on the width: answer spaces.
    """

    least: float = 0.0
    most: float = 0.0
    heading: float = 0.0
    amounts: list[float] = field(default_factory=list)
    texts: dict[tuple[float, float], list[Text]] = field(default_factory=dict)
    firm: list[float] = field(default_factory=list)

    def heights(self, width: float) -> Heights:
        """The heights of its rows at a width in points."""
        rows = self.firm[:]
        cost = 0.0
        for (size, leading), texts in self.texts.items():
            measure = width / size
            usable = usable_em(measure)
            hangs = measure >= lines.HANG_FROM_EM
            slim = max(0.0, 1.0 - measure / lines.NARROW_EM) * SLIM_COST * leading
            for row, length, hang in texts:
                if length <= measure:
                    rows[row] += leading
                    continue
                further = usable - hang if hangs else usable
                count = 1 + ceil((length - usable) / further - 1e-9)
                rows[row] += count * leading
                if length <= SHORT_EM:
                    cost += (count - 1) * leading * SHORT_COST
                elif count > SLIM_LINES:
                    cost += (count - SLIM_LINES) * slim
        return Heights(rows, cost)


def usable_em(measure: float) -> float:
    """What texts fill of a measure, both in ems; never less than an em."""
    part = measure % 1.0 if measure < lines.NARROW_EM else 0.0
    return max(measure - LOST_PART * part, 1.0)


def extent_of(column: Column, index: int, rows: Sequence[Sequence[Cell]], theme: Theme, step: int = 1) -> Extent:
    """What the content of a column asks for; every `step`-th row counts for amounts and heights, all for least and most."""
    extent = Extent(firm=[0.0] * len(range(0, len(rows), step)))
    tokens: list[tuple[float, int]] = []
    for number, row in enumerate(rows):
        amount = token = 0.0
        for inlines, style, indent in paragraphs_of(row[index], theme):
            counted = number // step if number % step == 0 else None
            length, longest, piece = _add(extent, inlines, style, indent, counted)
            amount += length
            extent.most = max(extent.most, longest)
            token = max(token, piece)
        tokens.append((token, number))
        if number % step == 0:
            extent.amounts.append(amount)
            extent.firm[number // step] += _firm_height(row[index])
    _measure_exactly(extent, column, [rows[number][index] for _, number in nlargest(MEASURED_CELLS, tokens)], theme)
    return extent


def _add(
    extent: Extent, inlines: Sequence[Inline], style: TextStyle, indent: float, row: int | None
) -> tuple[float, float, float]:
    """Adds the texts of a paragraph to a row that counts; returns its length, its longest line and its longest Latin word
    or answer space in points."""
    size = style.size_pt
    text = "".join(inline.text for inline in inlines if isinstance(inline, Run))
    spaces = [(inline.width_mm or inline.height_mm) * PT_PER_MM for inline in inlines if isinstance(inline, Field)]
    parts = text.split("\n")
    lengths = [ems(part) + indent / size for part in parts]
    lengths[-1] += sum(spaces) / size
    if row is not None:
        kept = extent.texts.setdefault((size, size * style.leading), [])
        several = len(parts) > 1 and style.lines_are_items
        for part, length in zip(parts, lengths, strict=True):
            kept.append(Text(row, length, (float(mark_length(part)) if several else 0.0) + indent / size))
    token = max((len(word) for word in _LATIN.findall(text)), default=0) * 0.5 * size
    return sum(lengths) * size, max(lengths) * size, max(token, *spaces, 0.0) + indent


def _firm_height(cell: Cell) -> float:
    spaces = (block for block in cell.blocks if isinstance(block, Field | Slot))
    return sum(block.height_mm * PT_PER_MM for block in spaces)


def _measure_exactly(extent: Extent, column: Column, cells: Iterable[Cell], theme: Theme) -> None:
    """Takes the unbreakable pieces of the likeliest cells and of the heading from the line breaker."""
    narrow, extent.heading = lines.natural_widths(column.heading, theme.table_header, theme)
    extent.least = max(extent.least, narrow)
    extent.most = max(extent.most, extent.heading)
    for cell in cells:
        for inlines, style, indent in paragraphs_of(cell, theme):
            narrow, wide = lines.natural_widths(tuple(inlines), style, theme)
            extent.least = max(extent.least, narrow + indent)
            extent.most = max(extent.most, wide + indent)


def paragraphs_of(cell: Cell, theme: Theme) -> Iterator[tuple[Sequence[Inline], TextStyle, float]]:
    """Runs, style and indent in points of each paragraph of a cell; an answer space counts as a paragraph."""
    yield from _paragraphs(cell.blocks, theme, 0.0)


def _paragraphs(blocks: Iterable[Block], theme: Theme, indent: float) -> Iterator[tuple[Sequence[Inline], TextStyle, float]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            style = theme.paragraphs[block.style]
            yield block.runs, style, indent + (block.indent_em + style.first_indent_em) * style.size_pt
        elif isinstance(block, List):
            em = theme.paragraphs[ParagraphStyle.CELL].size_pt
            for item in block.items:
                label = max(1.0, ems(item.label)) + theme.quarter_space_em
                yield from _paragraphs(item.content, theme, indent + label * em)
        elif isinstance(block, Field) and (block.width_mm is not None or block.kind is FieldKind.MARK):
            yield (block,), theme.paragraphs[ParagraphStyle.CELL], indent


def ems(text: str) -> float:
    """Width of the text in ems: an ASCII character counts a half, everything else one, a gap of a quarter beside Latin words."""
    if text.isascii():
        return len(text) / 2
    ascii_count = len(text.encode("ascii", "ignore"))
    if not ascii_count:
        return float(len(text))
    gaps = 2 * len(_LATIN.findall(text)) - (text[0] in _ASCII) - (text[-1] in _ASCII)
    return len(text) - ascii_count / 2 + gaps / 4
