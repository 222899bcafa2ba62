"""What all 資料 have in common: title, line of the meeting, label in the head, page numbers, the mark of members' papers."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.blocks import Align, Block, Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Access, Material, PageNumbering


def title_blocks(material: Material, context: WordingContext) -> tuple[Block, ...]:
    """The title of a 資料 and, below it, the meeting that it belongs to."""
    title = Paragraph((Run(material.title.value, source=material.title.where),), ParagraphStyle.TITLE, Align.CENTER)
    return title, Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER)


def material_document(material: Material, context: WordingContext, blocks: Iterable[Block], *more_sections: Section) -> Document:
    """The 資料 with its label in the head and before the page numbers; blocks stand on the paper that its row asks for.

    Args:
        material: its row of the 資料 sheet.
        context: the meeting and its numbers.
        blocks: of the first section.
        more_sections: on other paper, behind it.
    """
    label = context.numbering.materials[material.id] if material.no else ""
    members_only = material.access is Access.MEMBERS
    own = Section(tuple(blocks), material.paper, material.landscape)
    return Document(
        id=material.id,
        title=f"{label}　{material.title}{'（委員限り）' if members_only else ''}".strip("　"),
        head_label=f"{label}{'　委員限り' if members_only else ''}".strip("　"),
        sections=(own, *more_sections),
        page_prefix=f"{label}-" if label and context.meeting.style.pages is PageNumbering.PER_MATERIAL else "",
    )
