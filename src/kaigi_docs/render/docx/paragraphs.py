"""Headings, paragraphs, remarks and answer spaces as Word paragraphs of named styles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kaigi_docs.blocks import Align, Field, FieldKind, Heading, Inline, Note, Paragraph, ParagraphStyle, Run, text_of
from kaigi_docs.bookmarks import anchor_name
from kaigi_docs.japanese.item_marks import mark_length
from kaigi_docs.render.docx.controls import Space, answer_area, inline_field
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import label_em, mm_twips, rough_em, twips
from kaigi_docs.render.docx.markup import Xml, joined, text, w, when
from kaigi_docs.render.docx.runs import run_xml, runs_xml
from kaigi_docs.render.docx.story import Frame
from kaigi_docs.render.docx.styles import (
    CAPTION,
    CELL_LIST,
    HEADING_IDS,
    LIST_BULLET,
    LIST_NUMBER,
    NOTE,
    PARAGRAPH_STYLE_IDS,
    ROW_HEADER,
    NamedStyle,
    border,
)

HEADING_GAP_EM = 0.5
_JUSTIFY = {Align.CENTER: "center", Align.END: "right"}
_MARK_EM = 1.0
_HANG_FROM_EM = 8.0  # as in the PDF: narrower columns have no room to give


@dataclass(frozen=True, slots=True)
class ItemLabel:
    """The label of a list item.

    Attributes:
        number: w:numId of its list, or None: then `text` is written before a tab.
        depth: its level.
        text: the label.
        left: where the item's text begins, in twips.
        hanging: width of the label's space, in twips.
        bullet: whether it does not count.
    """

    number: int | None
    depth: int
    text: str
    left: int
    hanging: int
    bullet: bool


def paragraph_xml(paragraph: Paragraph, frame: Frame, ledger: Ledger, label: ItemLabel | None = None) -> Xml:
    """A paragraph; with a label it is the first of a list item.

    Where the style's lines are items and one of them begins with a mark, each line is a paragraph of its own, for Word
    indents paragraphs, not lines.
    """
    style = ledger.styles[_style_id(paragraph.style, frame, label)]
    align = paragraph.align if paragraph.align is not Align.START else frame.align
    if style.look.lines_are_items and label is None and align is Align.START:
        lines = _forced_lines(paragraph.runs)
        if frame.free >= _HANG_FROM_EM * twips(style.look.size_pt) and any(map(_mark, lines)):
            return joined(*(_item_xml(replace(paragraph, runs=line), style, frame, ledger) for line in lines))
    indent = twips(paragraph.indent_em * style.look.size_pt)
    flush = style.look.first_indent_em > 0 and align is not Align.START
    properties = joined(
        _named(style, frame),
        _labelled(label, indent) if label is not None else _indented(frame.left + indent, flush),
        _justified(align),
    )
    shown = Xml("")
    if label is not None and label.number is None and label.text:
        shown = w("r", text(label.text), w("tab"))
    free = frame.free - indent
    return w("p", w("pPr", properties), shown, inlines_xml(paragraph.runs, Space(style, free), ledger))


def _named(style: NamedStyle, frame: Frame) -> Xml:
    """The style, and where the frame asks for it the wish to stay with what follows."""
    return joined(w("pStyle", val=style.id), when(frame.keep_next, w("keepNext")))


def _forced_lines(inlines: Sequence[Inline]) -> list[tuple[Inline, ...]]:
    """The inlines between line feeds; a run with a reading stays whole, for its base is one line."""
    lines: list[tuple[Inline, ...]] = [()]
    for inline in inlines:
        if isinstance(inline, Field) or inline.ruby or "\n" not in inline.text:
            lines[-1] += (inline,)
            continue
        first, *others = (replace(inline, text=part) for part in inline.text.split("\n"))
        lines[-1] += (first,)
        lines += [(other,) for other in others]
    return lines


def _mark(line: Sequence[Inline]) -> str:
    """The mark that a line begins with, blanks around it included, or nothing."""
    if not line or not isinstance(line[0], Run):
        return ""
    characters = text_of(tuple(line))
    return characters[: mark_length(characters)]


def _item_xml(line: Paragraph, style: NamedStyle, frame: Frame, ledger: Ledger) -> Xml:
    """A line as a paragraph whose further lines begin behind its mark."""
    hanging = twips(label_em(_mark(line.runs)) * style.look.size_pt)
    left = frame.left + twips(line.indent_em * style.look.size_pt) + hanging
    indents = w("ind", left=left, hanging=hanging) if hanging else _indented(left)
    content = inlines_xml(line.runs, Space(style, frame.width - left), ledger)
    return w("p", w("pPr", _named(style, frame), indents), content)


def _style_id(style: ParagraphStyle, frame: Frame, label: ItemLabel | None) -> str:
    if label is not None and style in (ParagraphStyle.BODY, ParagraphStyle.PLAIN):
        return LIST_BULLET if label.bullet else LIST_NUMBER
    if style is ParagraphStyle.CELL and label is not None:
        return CELL_LIST
    if style is ParagraphStyle.CELL and frame.row_header:
        return ROW_HEADER
    return PARAGRAPH_STYLE_IDS[style]


def _labelled(label: ItemLabel, indent: int) -> Xml:
    """Numbered by Word with the indents of its list; or with a label of text, its tab stop and its own indents."""
    hanging = w("ind", left=label.left + indent, hanging=label.hanging)
    if label.number is None:
        return joined(w("tabs", w("tab", val="left", pos=label.left + indent)), hanging)
    numbered = w("numPr", w("ilvl", val=label.depth), w("numId", val=label.number))
    return joined(numbered, hanging) if indent else numbered


def _indented(left: int, flush: bool = False) -> Xml:
    """The indent; a centred or right-aligned paragraph is flush, its style's first indent taken back."""
    if flush:
        return w("ind", left=left, firstLineChars=0, firstLine=0)
    return w("ind", left=left) if left else Xml("")


def _justified(align: Align) -> Xml:
    return w("jc", val=_JUSTIFY[align]) if align in _JUSTIFY else Xml("")


def inlines_xml(inlines: Sequence[Inline], space: Space, ledger: Ledger) -> Xml:
    """Runs and answer spaces; lines without a width share what the rest leaves free, less an em against a break."""
    open_lines = sum(isinstance(inline, Field) and _takes_rest(inline) for inline in inlines)
    room = Space(space.style, _rest(inlines, space) // open_lines if open_lines else space.free)
    return joined(*(_inline_xml(inline, room, ledger) for inline in inlines))


def _inline_xml(inline: Inline, room: Space, ledger: Ledger) -> Xml:
    if isinstance(inline, Field):
        return inline_field(inline, room, ledger)
    return run_xml(inline, room.style, ledger) if inline.text else Xml("")


def _takes_rest(field: Field) -> bool:
    return field.kind is not FieldKind.MARK and field.width_mm is None


def _rest(inlines: Sequence[Inline], space: Space) -> int:
    em = twips(space.style.look.size_pt)
    used = em
    for inline in inlines:
        if isinstance(inline, Run):
            used += round(rough_em(inline.text) * em)
        elif not _takes_rest(inline):
            used += mm_twips(inline.width_mm) if inline.width_mm is not None else round(_MARK_EM * em)
    return max(0, space.free - used)


def heading_xml(heading: Heading, frame: Frame, ledger: Ledger) -> Xml:
    """A heading in Word's own heading style, its number as text before a tab, its id as a bookmark."""
    style = ledger.styles[HEADING_IDS[heading.level - 1]]
    indents, label = _hung(heading.label, HEADING_GAP_EM, style, frame)
    content = joined(label, runs_xml(heading.runs, style, ledger))
    return w("p", w("pPr", w("pStyle", val=style.id), indents), ledger.bookmark(anchor_name(heading.id), content))


def _hung(label: str, gap_em: float, style: NamedStyle, frame: Frame) -> tuple[Xml, Xml]:
    """Indents of a paragraph with a hanging label, and the label with the tab that leads to the text."""
    if not label:
        return _indented(frame.left), Xml("")
    hanging = twips((label_em(label) + gap_em) * style.look.size_pt)
    left = frame.left + hanging
    indents = joined(w("tabs", w("tab", val="left", pos=left)), w("ind", left=left, hanging=hanging))
    return indents, w("r", text(label), w("tab"))


def note_xml(note: Note, frame: Frame, ledger: Ledger) -> Xml:
    """A remark, its lines indented by the width of its mark."""
    style = ledger.styles[NOTE]
    indents, mark = _hung(note.label, ledger.theme.quarter_space_em, style, frame)
    return w("p", w("pPr", _named(style, frame), indents), mark, runs_xml(note.runs, style, ledger))


def caption_xml(runs: Sequence[Run], frame: Frame, ledger: Ledger) -> Xml:
    """The title above a table."""
    style = ledger.styles[CAPTION]
    return w("p", w("pPr", w("pStyle", val=style.id), _indented(frame.left)), runs_xml(runs, style, ledger))


def field_paragraph_xml(field: Field, frame: Frame, ledger: Ledger) -> Xml:
    """An answer space that takes a line: a box to tick, a ruled line, or an area whose frame is a cell."""
    style = ledger.styles[PARAGRAPH_STYLE_IDS[ParagraphStyle.CELL if frame.in_cell else ParagraphStyle.PLAIN]]
    named = _named(style, frame)
    if field.kind is FieldKind.MARK:
        content = inline_field(field, Space(style, frame.free), ledger)
        return w("p", w("pPr", named, _indented(frame.left), _justified(frame.align)), content)
    properties = joined(named, _ruled(field, frame, ledger)) if field.kind is FieldKind.LINE else named
    return w("p", w("pPr", properties), answer_area(field, style, ledger))


def _ruled(field: Field, frame: Frame, ledger: Ledger) -> Xml:
    """A rule below the whole line, which stays where it is when somebody types."""
    right = max(0, frame.free - mm_twips(field.width_mm)) if field.width_mm is not None else 0
    return joined(
        w("pBdr", border("bottom", ledger.theme)),
        w("spacing", line=mm_twips(field.height_mm), lineRule="atLeast"),
        w("ind", left=frame.left, right=right),
    )


def empty_paragraph(style: NamedStyle) -> Xml:
    """A paragraph without text."""
    return w("p", w("pPr", w("pStyle", val=style.id)))
