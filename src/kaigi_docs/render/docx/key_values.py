"""Labelled lines as a table without rules: labels in 均等割付, contents behind 「：」."""

from __future__ import annotations

from kaigi_docs.blocks import Align, Field, KeyValue, KeyValueRow, Run
from kaigi_docs.render.docx.controls import Space
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import label_em, mm_twips, rough_em, twips
from kaigi_docs.render.docx.markup import Xml, text, w
from kaigi_docs.render.docx.paragraphs import inlines_xml
from kaigi_docs.render.docx.runs import run_xml
from kaigi_docs.render.docx.story import Frame
from kaigi_docs.render.docx.styles import KEY_CONTENT, KEY_LABEL, KEY_VALUE_TABLE
from kaigi_docs.render.docx.tables import cell_xml, table_xml

COLON = "："
_JUSTIFY = {Align.CENTER: "center", Align.END: "right"}
_ANSWER_EM = 16.0
_SHORTEST_CONTENT_EM = 6.0


def key_value_xml(block: KeyValue, frame: Frame, ledger: Ledger) -> Xml:
    """The table: as wide as it wishes, else as the measure, or as its longest line where it stands at the right or centred."""
    em = twips(ledger.theme.key_value.size_pt)
    label = round(em * max(block.label_em, *(label_em(row.label.text) for row in block.rows)))
    total = min(frame.free, max(_total(block, label, em, frame), label + round(em * _SHORTEST_CONTENT_EM)))
    widths = [label, total - label]
    rows = [_row(row, widths, em, ledger) for row in block.rows]
    return table_xml(KEY_VALUE_TABLE, widths, frame.left, rows, align=_JUSTIFY.get(block.align, ""))


def _total(block: KeyValue, label: int, em: int, frame: Frame) -> int:
    if block.width_mm is not None:
        return mm_twips(block.width_mm)
    if block.align is Align.START:
        return frame.free
    longest = max(_content_em(row) for row in block.rows)
    return label + round(em * (longest + 2))


def _content_em(row: KeyValueRow) -> float:
    lines = "".join(inline.text for inline in row.value if isinstance(inline, Run)).split("\n")
    return max(map(rough_em, lines)) + sum(_ANSWER_EM for inline in row.value if isinstance(inline, Field))


def _row(row: KeyValueRow, widths: list[int], em: int, ledger: Ledger) -> Xml:
    label_style, content_style = ledger.styles[KEY_LABEL], ledger.styles[KEY_CONTENT]
    label = w("p", w("pPr", w("pStyle", val=KEY_LABEL)), run_xml(row.label, label_style, ledger))
    space = Space(content_style, widths[1] - em)
    content = w(
        "p",
        w("pPr", w("pStyle", val=KEY_CONTENT), w("ind", left=em, hanging=em)),
        w("r", text(COLON)),
        inlines_xml(row.value, space, ledger),
    )
    return w("tr", w("trPr", w("cantSplit")), cell_xml(widths[0], label), cell_xml(widths[1], content))
