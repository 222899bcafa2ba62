"""What all 資料 have in common: title, line of the meeting, label in the head, page numbers, marks of every page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kaigi_docs.blocks import Align, Block, Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Access, Edition, Material, PageNumbering

DRAFT_MARK = "案"
MEMBERS_MARK = "委員限り"


def title_blocks(material: Material, context: WordingContext) -> tuple[Block, ...]:
    """The title of a 資料 and, below it, the meeting that it belongs to."""
    title = Paragraph((Run(material.title.value, source=material.title.where),), ParagraphStyle.TITLE, Align.CENTER)
    return title, Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER)


def material_document(material: Material, context: WordingContext, blocks: Iterable[Block], *more_sections: Section) -> Document:
    """The 資料 with its label in the head and before the page numbers; blocks stand on the paper that its row asks for.

    Its marks come later, for all parts of a packet alike (`marked`).

    Args:
        material: its row of the 資料 sheet.
        context: the meeting and its numbers.
        blocks: of the first section.
        more_sections: on other paper, behind it.
    """
    label = context.numbering.materials[material.id] if material.no else ""
    own = Section(tuple(blocks), material.paper, material.landscape)
    return Document(
        id=material.id,
        title=f"{label}　{material.title}".strip("　"),
        head_label=label,
        sections=(own, *more_sections),
        page_prefix=f"{label}-" if label and context.meeting.style.pages is PageNumbering.PER_MATERIAL else "",
    )


def marked(document: Document, material: Material, context: WordingContext) -> Document:
    """The part of a packet with the marks that stand on every page: 「案」, 「委員限り」 and what its row asks for (取扱い).

    「案」 comes and goes with 文書番号 and 発行日, so it stays out of the title: nothing but the mark changes when both are
    filled in. 「委員限り」 stands in the title too, which bookmarks and file names show.
    """
    is_draft = context.edition is Edition.DRAFT or context.meeting.is_draft
    members_only = material.access is Access.MEMBERS
    marks = (*((DRAFT_MARK,) if is_draft else ()), *((MEMBERS_MARK,) if members_only else ()), *material.handling)
    title = f"{document.title}（{MEMBERS_MARK}）" if members_only else document.title
    return replace(document, title=title, marks=tuple(dict.fromkeys(marks)))
