"""What every letter of the office is made of: lines at the right, 記 with numbered items, 以上, 担当."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from kaigi_docs.blocks import (
    Align,
    Block,
    Heading,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Paragraph,
    ParagraphStyle,
    Run,
    text_of,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph
from kaigi_docs.japanese.wareki import CalendarYear, format_date
from kaigi_docs.materials.wording_context import BLANK_DATE, BLANK_DAY, WordingContext
from kaigi_docs.model.meeting import WORDING_PLACES, Meeting, Secretariat
from kaigi_docs.model.text import Text
from kaigi_docs.wording import run_of

RECORD, END = "記", "以上"
LONGEST_ITEM_NAME = 12
LONGEST_ON_ONE_LINE = 30
"""Characters of an item's only paragraph that still stand behind its name."""
CONTACT_MM = 92.0
BLANK_LINE = Paragraph((), ParagraphStyle.SMALL)
"""Between the parts of a letter, as in a letter that is typed."""
RECORD_LINE = Paragraph((Run(RECORD),), ParagraphStyle.LEAD, Align.CENTER)


def at_end(*lines: Text) -> Iterator[Paragraph]:
    """Lines that end at the right edge; empty ones are left out."""
    return (Paragraph((run_of(line, Run("")),), ParagraphStyle.LEAD, Align.END) for line in lines if line)


def dated(day: date | None, due: date | None, meeting: Meeting) -> str:
    """The date of a letter; while it is still to come, the year in which the answers are due, and room for the rest."""
    digits = meeting.style.digits
    if day is not None:
        return format_date(day, digits)
    return f"{CalendarYear.of(due).label(digits)}　　月{BLANK_DAY}" if due is not None else BLANK_DATE


def further_items(context: WordingContext, place: str, findings: Findings) -> Iterator[Block]:
    """The office's own items for a place of the 文面 sheet.

    Each of its paragraphs begins one, named by what stands before the first wide space.
    """
    for block in context.rows(WORDING_PLACES[place], findings).blocks:
        if isinstance(block, Paragraph):
            name, text = _item_name([inline for inline in block.runs if isinstance(inline, Run)])
            yield Heading("", 2, "", name)
            if text:
                yield Paragraph(text, ParagraphStyle.PLAIN)
        else:
            yield block


def _item_name(runs: list[Run]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """「謝金　後日お振り込みします。」 as name and text; without such a name all is the name."""
    first = runs[0]
    name, space, rest = first.text.partition("　")
    if not space or len(name) > LONGEST_ITEM_NAME:
        return tuple(runs), ()
    return (replace(first, text=name),), (*([replace(first, text=rest)] if rest else []), *runs[1:])


def with_items(blocks: Iterable[Block], glyph: ItemGlyph) -> Iterator[Block]:
    """The letter with its headings as the numbered items below 記, each with what stands below it.

    The items end at the first block that is set to the right or in the middle.
    """
    items: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading):
            items.append([Paragraph(block.runs, ParagraphStyle.PLAIN)])
        elif items and not _ends_items(block):
            items[-1].append(replace(block, style=ParagraphStyle.PLAIN) if isinstance(block, Paragraph) else block)
        else:
            yield from _numbered(items, glyph)
            items = []
            yield block
    yield from _numbered(items, glyph)


def _ends_items(block: Block) -> bool:
    return isinstance(block, KeyValue) or (isinstance(block, Paragraph) and block.align is not Align.START)


def _numbered(items: list[list[Block]], glyph: ItemGlyph) -> Iterator[List]:
    if items:
        numbered = (ListItem(glyph.label(position), _joined(content)) for position, content in enumerate(items, 1))
        yield List(tuple(numbered), ListKind.NUMBER)


def _joined(content: list[Block]) -> tuple[Block, ...]:
    """Name and text on one line, where the text is short."""
    if len(content) == 2 and isinstance(content[0], Paragraph) and isinstance(content[1], Paragraph):
        name, text = content[0], content[1]
        if len(text_of(text.runs)) <= LONGEST_ON_ONE_LINE:
            return (replace(name, runs=(*name.runs, Run("　　"), *text.runs)),)
    return tuple(content)


def contact_block(secretariat: Secretariat, width_mm: float = CONTACT_MM) -> Iterator[KeyValue]:
    """Whom to ask, at the right; nothing where the office gives nothing."""
    lines = (
        ("担当", secretariat.name),
        ("担当者", secretariat.contact),
        ("電話", secretariat.phone),
        ("ＦＡＸ", secretariat.fax),
        ("メール", secretariat.mail),
    )
    rows = tuple(KeyValueRow(Run(label), (run_of(text, Run("")),)) for label, text in lines if text)
    if rows:
        yield KeyValue(rows, label_em=3.5, align=Align.END, width_mm=width_mm)
