"""Widths of the columns of a 調査票: no row may need more height than Excel gives one, and what is printed must be readable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.status_sheet import CellKind, StatusColumn, shown_text
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.status_sheet import Entered
from kaigi_docs.model.text import Text
from kaigi_docs.sheets import lines_in_column

ID_WIDTH = 30.0
FILLER_WIDTH = 16.0
"""Of a column that only the answerer's row uses."""

_BASE = {
    CellKind.ID: 7.0,
    CellKind.NAME: 16.0,
    CellKind.TEXT: 20.0,
    CellKind.RATING: 12.0,
    CellKind.NUMBER: 12.0,
    CellKind.CHOICE: 9.0,
    CellKind.REMARK: 14.0,
}
_WIDEST = 90.0
_STEP = 2.0
_WIDEST_OPEN = 44.0
"""Blank columns to write in take what space the paper leaves, up to this."""

_MOST_LINES = 29
"""In the 409 points that a row of Excel has at most, at the size of the sheet's text."""

_TEXT_PER_WIDTH = 1.1
"""Widths are counted in digits of 11 points, the text has 10."""

_ON_PAPER = {Paper.A4: 187.0, Paper.A3: 270.0}
"""The width that fits on landscape paper with text of some 8 points."""


def fitted_widths(
    columns: Sequence[StatusColumn], measures: Sequence[Measure], meeting: Meeting, entered: Entered | None = None
) -> tuple[float, ...]:
    """The width of each column in half-width characters, the least in which all its texts are shown whole."""
    widths = [
        max(
            (_least(column.kind, shown_text(column, measure, meeting, entered)) for measure in measures),
            default=_BASE[column.kind],
        )
        for column in columns
    ]
    writing = [at for at, column in enumerate(columns) if column.open and column.kind is CellKind.TEXT]
    spare = _ON_PAPER[paper_for(widths)] - sum(widths)
    for at in writing:
        widths[at] = max(widths[at], min(widths[at] + max(spare, 0.0) // len(writing), _WIDEST_OPEN))
    return tuple(widths)


def paper_for(widths: Sequence[float]) -> Paper:
    """A4, or A3 where text would become too small on A4."""
    return Paper.A4 if sum(widths) <= _ON_PAPER[Paper.A4] else Paper.A3


def texts_cut_off(columns: Sequence[StatusColumn], measures: Sequence[Measure], meeting: Meeting) -> Iterator[Text]:
    """The texts that no row of Excel shows whole, however wide the column."""
    for measure in measures:
        for text in (column.text(measure, meeting) for column in columns):
            if _lines(text.value, _WIDEST) > _MOST_LINES:
                yield text


def _least(kind: CellKind, text: str) -> float:
    """The least width in which a text is shown whole, or the widest."""
    width = _BASE[kind]
    while width < _WIDEST and _lines(text, width) > _MOST_LINES:
        width += _STEP
    return width


def _lines(text: str, width: float) -> int:
    return lines_in_column(text, width * _TEXT_PER_WIDTH)
