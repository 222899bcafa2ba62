"""Widths of table columns: fixed ones as asked, the rest so that the table gets about as short as possible.

Nothing is set on trial. A cell counts with the width of its text on one line, estimated from its length; a row is as
high as its longest cell, so the widths sought make sum over rows of max over columns of text / width small. The max is
smoothed to a p-norm, whose optimum is a fixed point that a dozen passes over at most 200 rows come close to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from kaigi_docs.blocks import Block, Cell, Column, Field, FieldKind, Inline, List, Paragraph, ParagraphStyle, Run, Table
from kaigi_docs.layout import lines
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.theme import TextStyle, Theme

MIN_EM = 4.0
SAMPLE_ROWS = 200
PASSES = 12
NORM = 4.0
# How far the optimum is drawn towards the square roots of the amounts: narrow columns get more readable, and the table
# hardly longer.
EVENING = 0.25
# Cells per column whose unbreakable pieces are measured exactly.
MEASURED_CELLS = 4
_TOKEN = re.compile(r"[!-~]+")


@dataclass(slots=True)
class Extent:
    """How much room a column's content asks for, in points without padding.

    Attributes:
        least: its widest unbreakable piece.
        most: its longest line if nothing were broken.
        amounts: per row, the width of the whole text on one line.
    """

    least: float = 0.0
    most: float = 0.0
    amounts: list[float] = field(default_factory=list)


def column_widths(table: Table, measure_pt: float, theme: Theme) -> tuple[list[float], bool]:
    """Width of each column in points, padding included, and whether the table had to be made narrower than asked.

    The widths add up to the measure, unless all columns are fixed and need less.
    """
    fixed = [None if column.width_mm is None else column.width_mm * PT_PER_MM for column in table.columns]
    free = [index for index, width in enumerate(fixed) if width is None]
    if not free:
        return _fit([width or 0.0 for width in fixed], measure_pt)
    extents = {index: extent_of(table, index, theme) for index in free}
    padding = 2 * theme.cell_padding_pt[0]
    floors = [_floor(extents[index], theme) + padding for index in free]
    room = measure_pt - sum(width for width in fixed if width is not None)
    if sum(floors) >= room:
        asked = iter(floors)
        return _fit([next(asked) if width is None else width for width in fixed], measure_pt)
    least = _eased(floors, [max(extents[index].least + padding, floor) for index, floor in zip(free, floors, strict=True)], room)
    shares = shortest([extents[index].amounts for index in free])
    most = [max(extents[index].most + padding, low) for index, low in zip(free, least, strict=True)]
    widths = iter(distribute(room, shares, least, most))
    return [next(widths) if width is None else width for width in fixed], False


def _fit(widths: list[float], measure_pt: float) -> tuple[list[float], bool]:
    total = sum(widths)
    if total <= measure_pt + 0.01:
        return widths, False
    return [width * measure_pt / total for width in widths], True


def _floor(extent: Extent, theme: Theme) -> float:
    """The width that a free column never goes below: four ems, or less where its content is shorter."""
    return min(MIN_EM * theme.paragraphs[ParagraphStyle.CELL].size_pt, extent.most)


def _eased(floors: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The least widths, nearer to the floors where they do not all fit (then the longest words are broken)."""
    beyond = sum(least) - sum(floors)
    part = min(1.0, (room - sum(floors)) / beyond) if beyond > 0.0 else 1.0
    return [floor + part * (wish - floor) for floor, wish in zip(floors, least, strict=True)]


def extent_of(table: Table, index: int, theme: Theme) -> Extent:
    """What the content of one column asks for; every `len(rows) / 200`th row counts for the amounts."""
    column = table.columns[index]
    rows = [row for group in table.groups for row in group.rows]
    step = max(1, -(-len(rows) // SAMPLE_ROWS))
    extent = Extent()
    tokens: list[tuple[float, int]] = []
    for number, row in enumerate(rows):
        amount = 0.0
        for inlines, style, indent in paragraphs_of(row.cells[index], theme):
            length, longest, token = estimate(inlines, style.size_pt)
            amount += length + indent
            extent.most = max(extent.most, longest + indent)
            tokens.append((token + indent, number))
        if number % step == 0:
            extent.amounts.append(amount)
    _measure_exactly(extent, column, [rows[number].cells[index] for _, number in nlargest(MEASURED_CELLS, tokens)], theme)
    return extent


def _measure_exactly(extent: Extent, column: Column, cells: Iterable[Cell], theme: Theme) -> None:
    """Takes the unbreakable pieces of the likeliest cells and of the heading from the line breaker."""
    narrow, wide = lines.natural_widths(column.heading, theme.table_header, theme)
    extent.least = max(extent.least, narrow)
    extent.most = max(extent.most, wide)
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


def estimate(inlines: Sequence[Inline], size_pt: float) -> tuple[float, float, float]:
    """Width of the text on one line, of its longest line, and of its longest Latin token or answer space, in points."""
    text = "".join(inline.text for inline in inlines if isinstance(inline, Run))
    spaces = [(inline.width_mm or inline.height_mm) * PT_PER_MM for inline in inlines if isinstance(inline, Field)]
    fields = sum(spaces)
    tokens = max((len(token) for token in _TOKEN.findall(text)), default=0) * 0.5 * size_pt
    if "\n" not in text:
        whole = ems(text) * size_pt + fields
        return whole, whole, max(tokens, *spaces, 0.0)
    parts = [ems(line) * size_pt for line in text.split("\n")]
    return sum(parts) + fields, max(parts) + fields, max(tokens, *spaces, 0.0)


def ems(text: str) -> float:
    """Width of the text in ems: UTF-8 gives a kana or kanji three bytes and an ASCII character one (half an em)."""
    return (len(text) + len(text.encode())) / 4


def shortest(amounts: Sequence[Sequence[float]]) -> list[float]:
    """Relative widths that make the sum of row heights small; `amounts` holds one sequence of rows per column."""
    totals = [max(sum(column), 1.0) for column in amounts]
    even = _scaled([total**0.5 for total in totals])
    widths, rows = even, list(zip(*amounts, strict=True))
    for _ in range(PASSES if rows else 0):
        gains = _gains(rows, widths)
        widths = [(width**NORM * gain) ** (1 / (NORM + 1)) for width, gain in zip(widths, gains, strict=True)]
        widths = _scaled(widths)
    return [EVENING * mild + (1 - EVENING) * sharp for mild, sharp in zip(even, widths, strict=True)]


def _scaled(widths: Sequence[float]) -> list[float]:
    total = sum(widths)
    return [max(width / total, 1e-6) for width in widths]


def _gains(rows: Sequence[Sequence[float]], widths: Sequence[float]) -> list[float]:
    """What each column contributes to the height of the rows under the p-norm."""
    gains = [1e-9] * len(widths)
    for row in rows:
        powers = [(amount / width) ** NORM for amount, width in zip(row, widths, strict=True)]
        total = sum(powers)
        if total > 0.0:
            weight = total ** (1 / NORM - 1)
            for index, power in enumerate(powers):
                gains[index] += weight * power
    return gains


def distribute(room: float, shares: Sequence[float], least: Sequence[float], most: Sequence[float]) -> list[float]:
    """Widths in proportion to the shares, none below its least, and none above its most before all are there.

    Args:
        room: what they add up to; not less than the sum of `least`.
        shares: relative widths, all positive.
        least: lower limits.
        most: widths beyond which a column gains nothing; not below `least`.
    """
    if sum(most) <= room:
        return [width * room / sum(most) for width in most]
    low, high = 0.0, room / min(shares)
    for _ in range(60):
        scale = (low + high) / 2
        if sum(_clamped(scale, shares, least, most)) < room:
            low = scale
        else:
            high = scale
    widths = _clamped(high, shares, least, most)
    return [width * room / sum(widths) for width in widths]


def _clamped(scale: float, shares: Sequence[float], least: Sequence[float], most: Sequence[float]) -> list[float]:
    return [min(max(scale * share, low), high) for share, low, high in zip(shares, least, most, strict=True)]
