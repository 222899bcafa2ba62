"""Blocks to strips: every block but the table, whose rows have a module of their own.

Strips come one by one, so that a long table is set while it is placed and never held as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Block,
    Chart,
    Field,
    FieldKind,
    ForeignPages,
    Heading,
    Inline,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Note,
    Paragraph,
    ParagraphStyle,
    Run,
    Slot,
    Table,
    text_of,
)
from kaigi_docs.errors import KaigiError
from kaigi_docs.findings import Location
from kaigi_docs.layout.chart.lettering import Lettering
from kaigi_docs.layout.chart.strips import chart_strips
from kaigi_docs.layout.field import form_node
from kaigi_docs.layout.page import PT_PER_MM, StructNode
from kaigi_docs.layout.placement import child
from kaigi_docs.layout.strips import (
    EPSILON_PT,
    AnchorMark,
    FieldStrip,
    LinePart,
    LineStrip,
    SlotStrip,
    Space,
    Strip,
    bottoms,
    line_strip,
    with_label,
)
from kaigi_docs.layout.table import table_strips
from kaigi_docs.layout.typesetter import Label, Typesetter, width_of
from kaigi_docs.theme import TextStyle, Theme

HEADING_GAP_EM = 0.5
BLOCK_SPACE_PT = 4.0
AFTER_TABLE_PT = 8.0
LIST_NUMBERING = {ListKind.BULLET: "Disc", ListKind.NUMBER: "Decimal"}


class Stacker:
    """Sets blocks below each other and hangs their elements under the parent in reading order."""

    def __init__(self, typesetter: Typesetter) -> None:
        """Uses the typesetter's theme and findings."""
        self.typesetter = typesetter
        self.theme = typesetter.theme
        self.lettering = Lettering(typesetter)
        self._last_id = 0

    def fresh_id(self) -> str:
        """A new element identifier, unique in the material."""
        self._last_id += 1
        return f"th{self._last_id}"

    def strips(
        self, blocks: Iterable[Block], space: Space, parent: StructNode, *, align: Align = Align.START, hanging: bool = False
    ) -> Iterator[Strip]:
        """The strips of blocks below each other; adjoining spaces collapse to the larger, and a note stays with a table
        after it, whose signs it explains.

        Args:
            blocks: in order.
            space: where they stand from the left, and their measure.
            parent: the element that theirs become kids of.
            align: of paragraphs that do not ask for another alignment (cells).
            hanging: the first paragraph follows a hanging label and is not indented.
        """
        after, keep, waiting = 0.0, False, tuple[AnchorMark, ...]()
        explains = False
        for block in blocks:
            if isinstance(block, Anchor):
                waiting += (AnchorMark(block.id),)
                continue
            before, below, keep_next = spacing(block, self.theme)
            keep = keep or (explains and isinstance(block, Table))
            for index, strip in enumerate(self._block(block, space, parent, align, hanging)):
                if index == 0:
                    strip = replace(strip, gap=max(after, before), keep=keep, anchors=waiting + strip.anchors)
                    waiting = ()
                yield strip
            after, keep, hanging, explains = below, keep_next, False, isinstance(block, Note)
        if waiting:
            yield Strip(anchors=waiting)

    def _block(self, block: Block, space: Space, parent: StructNode, align: Align, hanging: bool) -> Iterator[Strip]:
        match block:
            case Paragraph():
                return self.paragraph(block, space, child(parent, "P"), align=align, hanging=hanging)
            case Heading():
                return self._heading(block, space, child(parent, f"H{block.level}"))
            case List():
                return self._list(block, space, parent)
            case Note():
                gap_em = self.theme.quarter_space_em
                return self._hung(block.label, block.runs, self.theme.note, space, child(parent, "P"), gap_em)
            case KeyValue():
                return self._key_value(block, space, parent)
            case Field():
                return iter((self._field(block, space, parent),))
            case Slot():
                return iter((self._slot(block, space, parent),))
            case Table():
                return table_strips(block, space, parent, self)
            case Chart():
                return chart_strips(block, space, parent, self)
            case Anchor():
                return iter(())
            case ForeignPages():
                raise KaigiError("ほかのソフトで作ったページが、段落や表の中にあります（プログラムの不具合です）。")
            case _:
                assert_never(block)

    def paragraph(
        self, block: Paragraph, space: Space, node: StructNode, *, align: Align = Align.START, hanging: bool = False
    ) -> Iterator[Strip]:
        """The lines of a paragraph; two lines stay together at its beginning and at its end (widow and orphan
        control, which JLREQ leaves to the house), and where the paragraph holds items, also at those of each item."""
        style = self.theme.paragraphs[block.style]
        indent = block.indent_em * style.size_pt
        chosen = align if block.align is Align.START else block.align
        first_indent = 0.0 if hanging or chosen is not Align.START else None
        paragraph = self.typesetter.set(block.runs, style, space.width - indent, chosen, first_indent)
        last = len(paragraph.lines) - 1
        for index, line in enumerate(paragraph.lines):
            keep = index > 0 and (index in (1, last) or index - 1 in paragraph.held)
            yield line_strip((LinePart(space.x + indent, line, node),), keep=keep)

    def _heading(self, block: Heading, space: Space, node: StructNode) -> Iterator[Strip]:
        style = self.theme.headings[block.level - 1]
        strips = self._hung(block.label, block.runs, style, space, node, HEADING_GAP_EM)
        title = "　".join(part for part in (block.label, text_of(block.runs).replace("\n", " ")) if part)
        for index, strip in enumerate(strips):
            anchors = (AnchorMark(block.id, title, block.level),) if index == 0 else ()
            yield replace(strip, keep=index > 0, anchors=anchors)

    def _hung(
        self, label: str, runs: Sequence[Inline], style: TextStyle, space: Space, node: StructNode, gap_em: float
    ) -> Iterator[Strip]:
        """Text with a hanging label of the same element."""
        mark = self.typesetter.label(label, style)
        indent = mark.width + gap_em * style.size_pt if label else 0.0
        lines = self.typesetter.set(runs, style, space.width - indent, first_indent_em=0.0).lines
        for index, line in enumerate(lines):
            text = LinePart(space.x + indent, line, node)
            parts = (LinePart(space.x + mark.shift, mark.line, node), text) if label and index == 0 else (text,)
            yield line_strip(parts, keep=index > 0 and index in (1, len(lines) - 1))

    def _list(self, block: List, space: Space, parent: StructNode) -> Iterator[Strip]:
        node = child(parent, "L")
        node.list_numbering = LIST_NUMBERING[block.kind]
        marks = [self.typesetter.label(item.label, label_style(item, self.theme)) for item in block.items]
        em = self.theme.paragraphs[ParagraphStyle.BODY].size_pt
        column = self._label_column(block, marks, em)
        after = 0.0
        for item, mark in zip(block.items, marks, strict=True):
            before, below = edge_spacing(item.content, self.theme)
            for index, strip in enumerate(self._item(item, mark, column, space, child(node, "LI"))):
                yield replace(strip, gap=max(after, before)) if index == 0 else strip
            after = below

    def _label_column(self, block: List, marks: Sequence[Label], em: float) -> float:
        if not block.items:
            return 0.0
        size = label_style(block.items[0], self.theme).size_pt
        widest = max(mark.width for mark in marks)
        return max(widest, min(em, size)) + self.theme.quarter_space_em * size

    def _item(self, item: ListItem, mark: Label, column: float, space: Space, node: StructNode) -> Iterator[Strip]:
        """The strips of an item; its label stands on the first line, or on a line of its own above other matter."""
        label = LinePart(space.x + mark.shift, mark.line, child(node, "Lbl"))
        inner = Space(space.x + column, space.width - column)
        content = self.strips(item.content, inner, child(node, "LBody"), hanging=True)
        first = next(content, None)
        if isinstance(first, LineStrip):
            yield with_label(first, label)
        else:
            yield line_strip((label,))
            if first is not None:
                yield replace(first, keep=True)
        yield from content

    def _key_value(self, block: KeyValue, space: Space, parent: StructNode) -> Iterator[Strip]:
        style = self.theme.key_value
        colon = self.typesetter.label("：", style)
        labels = [self.typesetter.spread(row.label, style, block.label_em).lines[0] for row in block.rows]
        label_width = max([block.label_em * style.size_pt, *(width_of(label) for label in labels)])
        before_value = label_width + colon.width
        width = self._key_value_width(block, before_value, space.width)
        left = space.x + (space.width - width if block.align is Align.END else 0.0)
        for row, label in zip(block.rows, labels, strict=True):
            node = child(parent, "P")
            lead = (LinePart(left, label, node), LinePart(left + label_width + colon.shift, colon.line, node))
            yield from self._value_strips(row, lead, Space(left + before_value, width - before_value), node)

    def _key_value_width(self, block: KeyValue, before_value: float, measure: float) -> float:
        """The width asked for, or at the right edge what the longest value needs, within the measure."""
        if block.width_mm is not None:
            return min(block.width_mm * PT_PER_MM, measure)
        if block.align is not Align.END:
            return measure
        style = self.theme.key_value
        values = (self.typesetter.set(row.value, style, measure - before_value) for row in block.rows)
        return min(before_value + max((value.natural_width for value in values), default=0.0) + EPSILON_PT, measure)

    def _value_strips(self, row: KeyValueRow, lead: tuple[LinePart, ...], space: Space, node: StructNode) -> Iterator[Strip]:
        lines = self.typesetter.set(row.value, self.theme.key_value, space.width, first_indent_em=0.0).lines
        for index, line in enumerate(lines):
            value = LinePart(space.x, line, node)
            yield line_strip((*lead, value) if index == 0 else (value,), keep=index > 0)

    def _field(self, block: Field, space: Space, parent: StructNode) -> Strip:
        node = form_node(block)
        parent.kids.append(node)
        natural_mm = block.width_mm or (block.height_mm if block.kind is FieldKind.MARK else None)
        width = space.width if natural_mm is None else min(natural_mm * PT_PER_MM, space.width)
        return FieldStrip(field=block, node=node, x=space.x, width=width, height=block.height_mm * PT_PER_MM)

    def _slot(self, block: Slot, space: Space, parent: StructNode) -> Strip:
        width = space.width if block.width_mm is None else min(block.width_mm * PT_PER_MM, space.width)
        content = tuple(self.strips(block.content, Space(space.x, width), parent))
        edges = bottoms(content)
        height = max([block.height_mm * PT_PER_MM, *(edges if block.grows else ())])
        beyond = sum(1 for edge in edges if edge > height + EPSILON_PT)
        if beyond:
            self.typesetter.findings.error(
                "slot-overflow",
                first_source(block.content),
                f"決まった高さ（{block.height_mm:g}mm）の欄に文章が入りきりません。{beyond}行多くなっています。",
                "文章を短くしてください。",
            )
        return SlotStrip(content=content, x=space.x, width=space.width, height=height)


def label_style(item: ListItem, theme: Theme) -> TextStyle:
    """The style of an item's label: that of the paragraph that it stands before."""
    first = next((block for block in item.content if isinstance(block, Paragraph)), None)
    return theme.paragraphs[first.style if first is not None else ParagraphStyle.PLAIN]


def spacing(block: Block, theme: Theme) -> tuple[float, float, bool]:
    """Space before and after a block in points, and whether it stays with the next one."""
    match block:
        case Paragraph():
            return style_spacing(theme.paragraphs[block.style])
        case Heading():
            return style_spacing(theme.headings[block.level - 1])
        case Note():
            return style_spacing(theme.note)
        case KeyValue():
            return style_spacing(theme.key_value)
        case List():
            first, last = block.items[:1], block.items[-1:]
            before = edge_spacing(first[0].content, theme)[0] if first else 0.0
            return before, edge_spacing(last[0].content, theme)[1] if last else 0.0, False
        case Table():
            return max(BLOCK_SPACE_PT, theme.caption.space_before_pt if block.caption else 0.0), AFTER_TABLE_PT, False
        case Chart():
            return max(BLOCK_SPACE_PT, theme.caption.space_before_pt if block.title else 0.0), AFTER_TABLE_PT, False
        case Field():
            return BLOCK_SPACE_PT, BLOCK_SPACE_PT, False
        case Slot() | Anchor() | ForeignPages():
            return 0.0, 0.0, False
        case _:
            assert_never(block)


def style_spacing(style: TextStyle) -> tuple[float, float, bool]:
    """What a style asks for."""
    return style.space_before_pt, style.space_after_pt, style.keep_with_next


def edge_spacing(blocks: Sequence[Block], theme: Theme) -> tuple[float, float]:
    """Space before the first and after the last of some blocks."""
    if not blocks:
        return 0.0, 0.0
    return spacing(blocks[0], theme)[0], spacing(blocks[-1], theme)[1]


def first_source(blocks: Iterable[Block]) -> Location | None:
    """Where the first run with a known origin comes from."""
    return next((run.source for block in blocks for run in runs_of(block) if run.source is not None), None)


def runs_of(block: Block) -> Iterator[Run]:
    """The runs of a block and of the blocks in it, in reading order."""
    match block:
        case Paragraph() | Heading() | Note():
            yield from (inline for inline in block.runs if isinstance(inline, Run))
        case KeyValue():
            for row in block.rows:
                yield row.label
                yield from (inline for inline in row.value if isinstance(inline, Run))
        case List():
            for item in block.items:
                for inner in item.content:
                    yield from runs_of(inner)
        case Slot():
            for inner in block.content:
                yield from runs_of(inner)
        case Table():
            yield from block.caption
            for head in (each for row in block.head_rows() for each in row):
                yield from head.runs
            for group in block.groups:
                yield from group.label
                for cell_block in (inner for row in group.rows for cell in row.cells for inner in cell.blocks):
                    yield from runs_of(cell_block)
        case Chart():
            yield from block.title
            for note in block.notes:
                yield from note.runs
        case Field() | Anchor() | ForeignPages():
            return
        case _:
            assert_never(block)
