"""Columns of numbers in Word: each ends so far from the right edge that the decimal points stand one below the other.

A decimal tab would do that too, but only Word applies it to cells without a tab character; an indent at the right is shown
alike by Word and LibreOffice, and leaves the text as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kaigi_docs.blocks import Align, Cell, Paragraph, text_of
from kaigi_docs.japanese.decimals import decimal_parts
from kaigi_docs.render.docx.controls import Space
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import label_em, twips
from kaigi_docs.render.docx.markup import Xml, w, when
from kaigi_docs.render.docx.paragraphs import inlines_xml
from kaigi_docs.render.docx.story import Frame
from kaigi_docs.render.docx.styles import PARAGRAPH_STYLE_IDS


class DecimalAxis(NamedTuple):
    """The widest parts before and behind the decimal points of a column, in ems."""

    before: float
    behind: float


def axis_of(cells: Iterable[Cell], gap_em: float) -> DecimalAxis:
    """The axis of a column of these cells; both parts are 0 where no cell holds a number and nothing else."""
    blocks = [cell.blocks[0] for cell in cells if len(cell.blocks) == 1]
    texts = {text_of(block.runs) for block in blocks if isinstance(block, Paragraph) and is_aligned(block)}
    parts = [found for found in map(decimal_parts, texts) if found is not None]
    before = max((label_em(whole) for whole, _ in parts), default=0.0)
    return DecimalAxis(before, max((_behind(rest, gap_em) for _, rest in parts), default=0.0))


def _behind(rest: str, gap_em: float) -> float:
    """The width of a decimal point with what follows, and of the gap before a unit."""
    return label_em(rest) + (gap_em if rest and not rest[-1].isascii() else 0.0)


def is_aligned(block: Paragraph) -> bool:
    """Whether a paragraph of the column leaves its alignment to the column."""
    return block.align in (Align.START, Align.DECIMAL)


def decimal_paragraph(block: Paragraph, axis: DecimalAxis, frame: Frame, ledger: Ledger) -> Xml:
    """The only paragraph of a cell: a number at the axis, other text ending with the widest number or, without any, centred."""
    style = ledger.styles[PARAGRAPH_STYLE_IDS[block.style]]
    whole = axis.before + axis.behind
    right = 0
    if whole:
        content = text_of(block.runs)
        parts = decimal_parts(content)
        short = axis.behind - _behind(parts[1], ledger.theme.quarter_space_em) if parts is not None else 0.0
        spare = (frame.free / twips(style.look.size_pt) - whole) / 2
        fits = spare >= 0.0 and label_em(content) <= whole + spare - short
        right = twips((spare + short) * style.look.size_pt) if fits else 0
    properties = w(
        "pPr",
        w("pStyle", val=style.id),
        when(frame.keep_next, w("keepNext")),
        when(right > 0, w("ind", right=right)),
        w("jc", val="right" if whole else "center"),
    )
    return w("p", properties, inlines_xml(block.runs, Space(style, frame.free - right), ledger))
