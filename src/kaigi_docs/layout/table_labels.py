"""Labels of groups at the side of their rows: whether a table has them, and how wide their column is."""

from __future__ import annotations

from typing import NamedTuple

from kaigi_docs.blocks import Run, Table
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.table_pages import PageRoom
from kaigi_docs.layout.table_widths import Division
from kaigi_docs.layout.vertical import VerticalText, vertical_text
from kaigi_docs.theme import GroupLabels, Theme

CONTINUED = "（続き）"
MOST_LINES = 4
# A label longer than this in its four lines would take most of a page's height: the table has bands.
LONGEST_EM = 80.0
_EPSILON_PT = 0.01


class TableWidths(NamedTuple):
    """Widths in points, padding included.

    Attributes:
        label: of the column of labels at the side; 0 where there is none.
        columns: of the table's columns.
        squeezed: whether the table had to be made narrower than asked.
    """

    label: float
    columns: list[float]
    squeezed: bool


def table_widths(table: Table, measure_pt: float, theme: Theme, page: PageRoom | None = None) -> TableWidths:
    """The widths of all columns; they add up to the measure, unless all are fixed and need less.

    Args:
        table: its columns and rows.
        measure_pt: what there is for it.
        theme: type sizes, padding, and where labels stand.
        page: of the sheets that the table goes over; without it pages are not counted.
    """
    division = Division(table, theme)
    if not has_side_labels(table, theme):
        shares = division.shares(measure_pt, page, bands=True)
        return TableWidths(0.0, *shares)
    label = _width(_count(table, division, measure_pt, theme), theme)
    return TableWidths(label, *division.shares(measure_pt - label, page))


def has_side_labels(table: Table, theme: Theme) -> bool:
    """Whether the labels stand at the side: the theme says so, there is one, and none is too long or has a reading or link."""
    runs = [run for group in table.groups for run in group.label]
    if theme.group_labels is not GroupLabels.SIDE or not any(run.text for run in runs):
        return False
    longest = max(sum(len(run.text) for run in group.label) for group in table.groups)
    return longest <= LONGEST_EM and not any(run.ruby or run.link for run in runs)


def upright(label: tuple[Run, ...], theme: Theme) -> VerticalText:
    """The label as it is set at the side."""
    return vertical_text(label, theme.table_group)


def lines_in(width_pt: float, theme: Theme) -> int:
    """How many vertical lines a column of labels of that width holds."""
    style = theme.table_group
    inside = width_pt - 2 * theme.cell_padding_pt[0] + _EPSILON_PT
    return max(1, int(inside / (style.size_pt * style.leading)))


def least_height(label: tuple[Run, ...], count: int, theme: Theme) -> float:
    """The least height of the rows beside a label in that many lines, with room for 「（続き）」, padding included."""
    return upright((*label, Run(CONTINUED)), theme).least_height(count) + 2 * theme.cell_padding_pt[1]


def _width(count: int, theme: Theme) -> float:
    style = theme.table_group
    return count * style.size_pt * style.leading + 2 * theme.cell_padding_pt[0]


def _count(table: Table, division: Division, measure_pt: float, theme: Theme) -> int:
    """The number of vertical lines: what fixed columns leave room for, else that which costs the table least height.

    A line costs the width that it takes from the columns; few lines cost height where a group is lower than its label,
    and, about half the label's height, where rows are kept together so that the label fits beside them.
    """
    fixed = [column.width_mm for column in table.columns if column.width_mm is not None]
    left = measure_pt - sum(fixed) * PT_PER_MM
    if len(fixed) == len(table.columns) and left >= _width(1, theme) - _EPSILON_PT:
        return min(lines_in(left, theme), MOST_LINES)
    heights = _group_heights(table, division, measure_pt - _width(1, theme))
    pitch = _width(2, theme) - _width(1, theme)

    def cost(count: int) -> float:
        needs = [least_height(group.label, count, theme) if group.label else 0.0 for group in table.groups]
        grown = sum(max(0.0, need - height) for need, height in zip(needs, heights, strict=True))
        return sum(heights) * count * pitch / measure_pt + grown + sum(needs) / 2

    return min(range(1, MOST_LINES + 1), key=cost)


def _group_heights(table: Table, division: Division, measure_pt: float) -> list[float]:
    """The estimated height of each group; where not all rows are looked at, each counts the average."""
    rows = division.row_heights(division.shares(measure_pt, quick=True).widths)
    counts = [len(group.rows) for group in table.groups]
    if len(rows) < sum(counts):
        average = sum(rows) / max(len(rows), 1)
        return [count * average for count in counts]
    heights = iter(rows)
    return [sum(next(heights) for _ in range(count)) for count in counts]
