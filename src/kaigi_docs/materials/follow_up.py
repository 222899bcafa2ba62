"""What the two letters after 照会 have in common (確認依頼, 再依頼): each goes to one department and has days of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kaigi_docs.blocks import Align, Block, Document, Heading, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph
from kaigi_docs.materials.letter import BLANK_LINE, END, RECORD_LINE, at_end, contact_block, dated, with_items
from kaigi_docs.materials.paper import DRAFT_MARK
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Department
from kaigi_docs.model.text import Text
from kaigi_docs.wording import BlockSequence, render_template, run_of

_HEADED = ("課", "室", "局", "部", "所", "署", "係", "班", "園", "館", "校", "院", "場", "センター", "本部")
"""How the names of units end whose head is the name with 長."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One of the letters.

    Attributes:
        id: of the document.
        title: what file properties say of it.
        issued_on: its date; None while drafting.
        due: until when answers are asked for; None while drafting.
    """

    id: str
    title: str
    issued_on: date | None
    due: date | None

    @property
    def is_draft(self) -> bool:
        """Whether one of its days is still to come."""
        return self.issued_on is None or self.due is None


def build_follow_up(
    letter: FollowUp,
    department: Department,
    context: WordingContext,
    template: tuple[str, str],
    further: Mapping[str, object],
) -> tuple[Document, Findings]:
    """The letter as blocks, and what is wrong with its wording; a heading of level 1 in the template is its subject.

    Args:
        letter: which one.
        department: that it goes to.
        context: the meeting, its numbers and texts.
        template: source and shown path.
        further: what its template may name beside the names of every letter.
    """
    findings = Findings()
    values = {**context.template_values(findings), **_lines(letter, department, context), **further}
    blocks, faults = render_template(*template, values)
    findings.extend(faults)
    numbered = with_items(with_subject(blocks), ItemGlyph.parse(context.meeting.style.item_glyphs[0]))
    marks = (DRAFT_MARK,) if letter.is_draft else ()
    return Document(letter.id, letter.title, "", (Section(tuple(numbered)),), marks=marks), findings


def _lines(letter: FollowUp, department: Department, context: WordingContext) -> dict[str, object]:
    """The lines that every letter has, by the names of its template."""
    inquiry, secretariat = context.meeting.inquiry, context.meeting.secretariat
    day = Text(dated(letter.issued_on, letter.due, context.meeting))
    return {
        "番号と日付": BlockSequence((*at_end(inquiry.follow_up_no, day), BLANK_LINE)),
        "宛名": BlockSequence((_addressee(department), BLANK_LINE)),
        "発信": BlockSequence((*at_end(inquiry.sender or secretariat.name), BLANK_LINE)),
        "記": BlockSequence((BLANK_LINE, RECORD_LINE)),
        "結び": BlockSequence((*at_end(Text(END)), BLANK_LINE)),
        "担当": BlockSequence(tuple(contact_block(secretariat))),
        "課名": department.name,
    }


def _addressee(department: Department) -> Paragraph:
    """「こども家庭課長　様」; 「御中」 where the name does not say how its head is called."""
    behind = "長　様" if department.name.value.endswith(_HEADED) else "　御中"
    return Paragraph((run_of(department.name, Run("")), Run(behind)), ParagraphStyle.PLAIN)


def with_subject(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks, with headings of level 1 set as the subject of a letter."""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            label = (Run(f"{block.label}　"),) if block.label else ()
            runs = tuple(replace(run, strong=True) for run in (*label, *block.runs))
            yield Paragraph(runs, ParagraphStyle.LEAD, Align.CENTER)
            yield BLANK_LINE
        else:
            yield block
