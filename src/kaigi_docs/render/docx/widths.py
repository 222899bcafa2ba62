"""Widths of table columns, from what the table says and holds; Word files never ask layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import sqrt

from kaigi_docs.blocks import Cell, Field, FieldKind, Inline, List, Paragraph, ParagraphStyle, Run, Table, text_of
from kaigi_docs.render.docx.lengths import mm_twips, rough_em, twips
from kaigi_docs.theme import GroupLabels, Theme

_LONG_EM = 12.0  # text beyond this wraps anyway and counts by its square root
_SHORT_EM = 5.0  # text up to this (a number, a date) is kept on one line
_HEADING_EM = 6.0  # and a heading up to this
_ANSWER_EM = 20.0


def column_widths(table: Table, total: int, theme: Theme) -> list[int]:
    """The widths in twips; they add up to `total`, unless all columns have a wish and need less.

    A column keeps its wish where there is room; the others get what their text needs least, and share the rest by how
    long it is. Where all that is too wide, everything is scaled; so it is where the wishes leave room for labels at the side,
    which Word has as bands.
    """
    padding = 2 * twips(theme.cell_padding_pt[0])
    em = twips(theme.paragraphs[ParagraphStyle.CELL].size_pt)
    least, wanted = [], []
    for position, column in enumerate(table.columns):
        if column.width_mm is not None:
            low = high = float(mm_twips(column.width_mm))
        else:
            low, high = (padding + ems * em for ems in _needs(table, position))
        least.append(low)
        wanted.append(high)
    fixed = [column.width_mm is not None for column in table.columns]
    if all(fixed) and sum(least) <= total and not _leaves_labels(table, theme):
        return [round(width) for width in least]
    return _rounded(_shared(least, wanted, fixed, float(total)), total)


def _leaves_labels(table: Table, theme: Theme) -> bool:
    return theme.group_labels is GroupLabels.SIDE and any(text_of(group.label) for group in table.groups)


def _needs(table: Table, position: int) -> tuple[float, float]:
    """The least and the wished width of a column in ems."""
    heading = max(_run_ems(table.columns[position].heading))
    cells = (row.by_column()[position] for group in table.groups for row in group.rows)
    natural = max(1.0, heading, max((ems for cell in cells for ems in line_ems(cell)), default=0.0))
    least = min(natural, max(_SHORT_EM, min(heading, _HEADING_EM)))
    wish = natural if natural <= _LONG_EM else _LONG_EM * sqrt(natural / _LONG_EM)
    return least, max(least, wish)


def _run_ems(inlines: Sequence[Inline]) -> list[float]:
    return [rough_em(line) for line in text_of(tuple(inlines)).split("\n")]


def line_ems(cell: Cell) -> list[float]:
    """The width of each line that the cell would have if none were broken, in ems."""
    return [ems for block in cell.blocks for ems in _block_ems(block)]


def _block_ems(block: object) -> list[float]:
    if isinstance(block, Field):
        return [_ANSWER_EM if block.kind is not FieldKind.MARK else 1.0]
    if isinstance(block, Paragraph):
        fields = sum(_field_em(inline) for inline in block.runs if isinstance(inline, Field))
        return [ems + fields for ems in _run_ems([inline for inline in block.runs if isinstance(inline, Run)])]
    if isinstance(block, List):
        return [ems + 1.0 for item in block.items for content in item.content for ems in _block_ems(content)]
    return []


def _field_em(field: Field) -> float:
    return 1.0 if field.kind is FieldKind.MARK else _ANSWER_EM / 2


def _shared(least: Sequence[float], wanted: Sequence[float], fixed: Sequence[bool], total: float) -> list[float]:
    spare = total - sum(least)
    if spare <= 0 or all(fixed):
        return [width * total / sum(least) for width in least]
    growth = [high - low for low, high in zip(least, wanted, strict=True)]
    if sum(growth) == 0:
        growth = [0.0 if is_fixed else 1.0 for is_fixed in fixed]
    if sum(growth) <= spare:  # nothing wraps: share the rest by width
        rest = spare - sum(growth)
        flexible = [0.0 if is_fixed else high for high, is_fixed in zip(wanted, fixed, strict=True)]
        growth = [grown + rest * part / sum(flexible) for grown, part in zip(growth, flexible, strict=True)]
    return [low + spare * grown / sum(growth) for low, grown in zip(least, growth, strict=True)]


def _rounded(widths: Iterable[float], total: int) -> list[int]:
    """Whole twips whose sum is exact: the ends are rounded, not the widths."""
    ends, position = [0], 0.0
    for width in widths:
        position += width
        ends.append(round(position))
    ends[-1] = total
    return [end - start for start, end in pairwise(ends)]
