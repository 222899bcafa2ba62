"""委員名簿."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import (
    Align,
    Cell,
    Column,
    Document,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Table,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Material, Member
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.text import Text
from kaigi_docs.wording import run_of

WITHOUT_HONORIFIC = "敬称略"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A column of the roster and what a member has in it."""

    key: str
    heading: str
    entry: Callable[[Member], Text]
    width_mm: float | None = None


ENTRIES = (
    _Entry("category", "区分", lambda member: member.category),
    _Entry("organisation", "団体", lambda member: member.organisation),
    _Entry("post", "職名", lambda member: member.post),
    _Entry("name", "氏名", lambda member: member.name),
    _Entry("role", "役", lambda member: member.role),
    _Entry("term", "任期", lambda member: member.term),
)


def build_roster(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 委員名簿 as blocks: a row for each member in the order of the sheet, readings above the names.

    A column that is blank for everybody is left out; a 任期 that all share stands in the note instead, beside the number of
    members.

    Args:
        material: its row of the 資料 sheet.
        packet: what the books say.
        context: the meeting and its numbers.
    """
    members = packet.meeting.members
    shared = _shared_term(members)
    entries = [each for each in ENTRIES if any(each.entry(member) for member in members)]
    shown = [each for each in entries if each.key != "term" or not shared]
    table = Table(
        id=f"{material.id}-table",
        columns=tuple(_column(each) for each in shown),
        groups=(RowGroup(f"{material.id}-all", (), tuple(_row(member, shown, context) for member in members)),),
        notes=_notes(members, shared, context),
    )
    return material_document(material, context, (*title_blocks(material, context), *([table] if members else []))), Findings()


def _shared_term(members: Sequence[Member]) -> Text:
    """The 任期 of all members where it is one and the same; empty otherwise."""
    terms = {member.term.value.strip() for member in members}
    return members[0].term if members and len(terms) == 1 else Text("")


def _column(entry: _Entry) -> Column:
    align = Align.CENTER if entry.key == "role" else Align.START
    return Column(entry.key, (Run(entry.heading),), entry.width_mm, align, row_header=entry.key == "name")


def _row(member: Member, entries: Sequence[_Entry], context: WordingContext) -> Row:
    return Row(member.id, tuple(_cell(member, each, context) for each in entries))


def _cell(member: Member, entry: _Entry, context: WordingContext) -> Cell:
    text = entry.entry(member)
    if not text:
        return Cell()
    runs = _name(member, context) if entry.key == "name" else (run_of(text, Run("")),)
    align = Align.CENTER if entry.key == "role" else Align.START
    return Cell((Paragraph(runs, ParagraphStyle.CELL, align),))


def _name(member: Member, context: WordingContext) -> tuple[Run, ...]:
    """The name with its reading above: family name and given name apart where both are written with a space."""
    names, readings = member.name.value.split(), member.reading.value.split()
    where = member.name.where
    if readings and len(names) == len(readings):
        runs = [Run(name, ruby=reading, source=where) for name, reading in zip(names, readings, strict=True)]
    else:
        runs = [Run(member.name.value, ruby=member.reading.value.strip() or None, source=where)]
    parts = [part for run in runs for part in (Run("　", source=where), run)][1:]
    style = context.meeting.style
    if style.honorific_in_roster and style.honorific:
        parts += [Run("　"), run_of(style.honorific, Run(""))]
    return tuple(parts)


def _notes(members: Sequence[Member], shared: Text, context: WordingContext) -> tuple[Note, ...]:
    style = context.meeting.style
    omitted = "" if style.honorific_in_roster else f"（{WITHOUT_HONORIFIC}）"
    count = Note("※", (Run(f"委員{format_number(len(members), style.digits)}人{omitted}"),))
    term = (Note("※", (Run("任期　"), run_of(shared, Run("")))),) if shared else ()
    return (count, *term)
