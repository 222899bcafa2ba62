"""The descent from a first division of a table's width to a better one.

Width is moved from column to column in ever smaller steps as long as that makes the table better: lower in all, with fewer
names broken, and without cells that tower over their row. Of the divisions hardly worse than the best, one whose rows
fall onto the fewest pages is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from math import ceil

from kaigi_docs.blocks import ParagraphStyle
from kaigi_docs.layout.table_extents import Extent, Heights
from kaigi_docs.layout.table_pages import PageRoom, Tops, pages_of
from kaigi_docs.theme import Theme

# Steps of the search, in fourths of an em.
STEPS = (12, 6, 3, 1)
# Steps from the best division to others whose pages are counted, in fourths of an em.
NEARBY = (2, 4)
# What the height costs by which one cell of a row towers over all others, as a share of it.
ALONE_COST = 0.3
# Divisions this much higher than the best are looked at for the number of pages.
NEAR_BEST = 1.02
# Pages are counted for sheets lower by these, too, so that one line that is estimated wrongly does not add a page.
LOWER_PT = (0.0, 6.0, 12.0)


@dataclass(slots=True)
class Search:
    """Divisions of one table, as tuples of widths in points with padding.

    Attributes:
        extents: of each column.
        free: numbers of the columns whose widths may change.
        least: what each of those has at least.
        theme: type sizes and padding.
        firsts: numbers of the rows that begin a group under a band.
    """

    extents: Sequence[Extent]
    free: Sequence[int]
    least: dict[int, float]
    theme: Theme
    firsts: frozenset[int]
    _columns: dict[tuple[int, float], Heights] = field(default_factory=dict)
    _costs: dict[tuple[float, ...], float] = field(default_factory=dict)

    def best(self, widths: Sequence[float], page: PageRoom | None) -> list[float]:
        """The best widths found from these on: of lowest cost, or where pages count, of nearly lowest on the fewest."""
        current = tuple(widths)
        for step in STEPS:
            current = self._descended(current, step * self._quarter)
        return list(current if page is None else self._on_fewest_pages(current, page))

    @property
    def _quarter(self) -> float:
        return self.theme.paragraphs[ParagraphStyle.CELL].size_pt / 4

    def _descended(self, current: tuple[float, ...], step: float) -> tuple[float, ...]:
        """The widths after moves of a step from column to column, each as often as it helps, until none does."""
        before = None
        while before != current:
            before = current
            for giver, taker in permutations(self.free, 2):
                moved = self._moved(current, giver, taker, step)
                while moved is not None and self.cost(moved) < self.cost(current) - 1e-6:
                    current, moved = moved, self._moved(moved, giver, taker, step)
        return current

    def _moved(self, widths: tuple[float, ...], giver: int, taker: int, step: float) -> tuple[float, ...] | None:
        """The widths after a step from one column to another; None if the giver has no more than its least."""
        if widths[giver] - step < self.least[giver] - 1e-6:
            return None
        moved = list(widths)
        moved[giver] = round(moved[giver] - step, 6)
        moved[taker] = round(moved[taker] + step, 6)
        return tuple(moved)

    def _on_fewest_pages(self, best: tuple[float, ...], page: PageRoom) -> tuple[float, ...]:
        for step, pair in product(NEARBY, permutations(self.free, 2)):
            moved = self._moved(best, *pair, step * self._quarter)
            if moved is not None:
                self.cost(moved)
        limit = self.cost(best) * NEAR_BEST
        near = sorted((cost, widths) for widths, cost in self._costs.items() if cost <= limit)
        return min(near, key=lambda each: (self._pages(each[1], page), each[0]))[1]

    def cost(self, widths: tuple[float, ...]) -> float:
        """The height of all rows, and what cells that tower, broken names and high slim texts cost."""
        found = self._costs.get(widths)
        if found is None:
            columns = [self._column(index, width) for index, width in enumerate(widths)]
            ordered = list(map(sorted, zip(*(heights.rows for heights in columns), strict=True)))
            height = sum([row[-1] for row in ordered])
            alone = height - sum([row[-2] for row in ordered])
            found = height + ALONE_COST * alone + sum([heights.cost for heights in columns])
            self._costs[widths] = found
        return found

    def row_heights(self, widths: Sequence[float]) -> list[float]:
        """The height of each row with its padding."""
        style, padding = self.theme.paragraphs[ParagraphStyle.CELL], 2 * self.theme.cell_padding_pt[1]
        columns = [self._column(index, width).rows for index, width in enumerate(widths)]
        return [max(height, style.size_pt * style.leading) + padding for height in map(max, zip(*columns, strict=True))]

    def _pages(self, widths: tuple[float, ...], page: PageRoom) -> int:
        """The sum of the pages on slightly different sheets."""
        rows, tops = self.row_heights(widths), self._tops(widths)
        sheets = (page._replace(height=page.height - lower) for lower in LOWER_PT)
        return sum(ceil(pages_of(rows, self.firsts, tops, sheet)) for sheet in sheets)

    def _tops(self, widths: Sequence[float]) -> Tops:
        """The heights of header row and band; labels of groups count as one line."""
        theme, padding = self.theme, [2 * each for each in self.theme.cell_padding_pt]
        lines = max(ceil(each.heading / (width - padding[0])) for each, width in zip(self.extents, widths, strict=True))
        header = lines * theme.table_header.size_pt * theme.table_header.leading + padding[1] if lines else 0.0
        band = theme.table_group.size_pt * theme.table_group.leading + padding[1] if self.firsts else 0.0
        return Tops(header, band)

    def _column(self, index: int, width: float) -> Heights:
        """The heights of a column's cells at a width."""
        found = self._columns.get((index, width))
        if found is None:
            inside = max(width - 2 * self.theme.cell_padding_pt[0], 1.0)
            found = self._columns[index, width] = self.extents[index].heights(inside)
        return found
