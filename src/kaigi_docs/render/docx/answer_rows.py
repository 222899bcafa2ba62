"""Answer spaces outside of tables as rows of two columns: what is asked at the left, the answer at the right.

Programs that drop content controls and bookmarks keep tables: then the label still tells which answer a cell holds.
"""

from __future__ import annotations

from collections.abc import Callable

from kaigi_docs.blocks import Field, FieldKind, Paragraph, ParagraphStyle, Run
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import mm_twips, twips
from kaigi_docs.render.docx.markup import Xml, w, when
from kaigi_docs.render.docx.paragraphs import field_paragraph_xml, paragraph_xml
from kaigi_docs.render.docx.runs import run_xml
from kaigi_docs.render.docx.story import Frame
from kaigi_docs.render.docx.styles import ANSWER_BOX, ROW_HEADER
from kaigi_docs.render.docx.tables import cell_xml, table_xml

LABEL_EM = 7.0
_WIDEST_LABEL = 1 / 3  # of the line, in large print


def choices_of(paragraph: Paragraph) -> list[Field]:
    """The boxes to tick in a paragraph."""
    return [inline for inline in paragraph.runs if isinstance(inline, Field) and inline.kind is FieldKind.MARK]


def choice_row(paragraph: Paragraph, frame: Frame, ledger: Ledger) -> Xml:
    """The choices of a question behind its number."""
    first = choices_of(paragraph)[0]
    label = first.label.removesuffix(first.option).strip()
    plain = Paragraph(paragraph.runs, ParagraphStyle.PLAIN, paragraph.align)
    return _row(label, frame, ledger, lambda inside: paragraph_xml(plain, inside, ledger))


def answer_box(field: Field, frame: Frame, ledger: Ledger) -> Xml:
    """A bordered space to write in, at least as high as the field, in the small type of cells; it grows with what is typed."""
    return _row(field.label, frame, ledger, lambda inside: field_paragraph_xml(field, inside, ledger), field)


def _row(label: str, frame: Frame, ledger: Ledger, content: Callable[[Frame], Xml], field: Field | None = None) -> Xml:
    """The table of one row."""
    wished = field.width_mm if field is not None else None
    total = frame.free if wished is None else min(frame.free, mm_twips(wished))
    style = ledger.styles[ROW_HEADER]
    left = min(round(total * _WIDEST_LABEL), twips(LABEL_EM * style.look.size_pt))
    widths = [left, total - left]
    inside = Frame(
        max(1, widths[1] - 2 * twips(ledger.theme.cell_padding_pt[0])), frame.height, in_cell=True, keep_next=frame.keep_next
    )
    head = w("p", w("pPr", w("pStyle", val=ROW_HEADER), when(frame.keep_next, w("keepNext"))), run_xml(Run(label), style, ledger))
    height = w("trHeight", val=mm_twips(field.height_mm), hRule="atLeast") if field is not None else Xml("")
    row = w(
        "tr",
        w("trPr", w("cantSplit"), height),
        cell_xml(widths[0], head, fill=ledger.theme.header_fill),
        cell_xml(widths[1], content(inside)),
    )
    return table_xml(ANSWER_BOX, widths, frame.left, [row], label)
