"""Sheets of address labels and what stands on a label: values between the model and layout."""

from __future__ import annotations

from dataclasses import dataclass

from kaigi_docs.blocks import Paper, Paragraph
from kaigi_docs.findings import Location

ENVELOPES = (Paper.LONG_3, Paper.LONG_4, Paper.SQUARE_2, Paper.SQUARE_20)
"""What an answer is sent back in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """Equal labels in columns and rows on a sheet; lengths in millimetres.

    Attributes:
        name: what the office calls it.
        columns, rows: of labels.
        left_mm, top_mm: from the edges of the sheet to the first label.
        across_mm, down_mm: from the edge of a label to that of the next one, in a row and in a column.
        width_mm, height_mm: of a label.
        where: its row of the ラベル用紙 sheet; None of a usual one.
    """

    name: str
    paper: Paper = Paper.A4
    columns: int
    rows: int
    left_mm: float
    top_mm: float
    across_mm: float
    down_mm: float
    width_mm: float
    height_mm: float
    where: Location | None = None

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.columns * self.rows

    @property
    def right_mm(self) -> float:
        """From the left edge of the sheet to the right edge of the last column."""
        return self.left_mm + (self.columns - 1) * self.across_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """From the upper edge of the sheet to the lower edge of the last row."""
        return self.top_mm + (self.rows - 1) * self.down_mm + self.height_mm

    def corner_mm(self, position: int) -> tuple[float, float]:
        """The upper left corner of a label; they are counted from 0, in rows from left to right."""
        row, column = divmod(position, self.columns)
        return self.left_mm + column * self.across_mm, self.top_mm + row * self.down_mm


def _centred(columns: int, rows: int, width_mm: float, height_mm: float, between_mm: float = 0.0) -> LabelSheet:
    """A usual sheet: its labels in the middle of A4, rows without a gap between them."""
    across, down = width_mm + between_mm, height_mm
    short, long = Paper.A4.sides_mm
    return LabelSheet(
        name=f"A4 {columns * rows}面",
        columns=columns,
        rows=rows,
        left_mm=round((short - across * (columns - 1) - width_mm) / 2, 2),
        top_mm=round((long - down * rows) / 2, 2),
        across_mm=across,
        down_mm=down,
        width_mm=width_mm,
        height_mm=height_mm,
    )


USUAL_LABEL_SHEETS = (
    _centred(2, 5, 86.4, 50.8),
    _centred(2, 6, 86.4, 42.3),
    _centred(2, 7, 99.1, 38.1, 2.5),
    _centred(3, 6, 63.5, 46.6, 2.5),
    _centred(3, 7, 63.5, 38.1, 2.5),
    _centred(3, 8, 66.0, 33.9),
)
"""Divisions of A4 that several makers sell; where a maker's sheet differs, its measures go into the ラベル用紙 sheet."""

USUAL_LABEL_SHEET = USUAL_LABEL_SHEETS[1]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on one label.

    Attributes:
        id: of whom it is for.
        lines: 〒, address, 団体, 職名; the name with 敬称 last, in the style TITLE.
        instead: what stands there where this does not fit.
        where: the cell to shorten then.
    """

    id: str
    lines: tuple[Paragraph, ...]
    instead: tuple[Paragraph, ...] = ()
    where: Location | None = None
