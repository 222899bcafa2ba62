"""The whole way from blocks to a Word file."""

from __future__ import annotations

from collections.abc import Mapping

from kaigi_docs.blocks import Document, Section
from kaigi_docs.render.docx.flow import write_blocks
from kaigi_docs.render.docx.ledger import Ledger, anchor_name, form_bookmark
from kaigi_docs.render.docx.lengths import measure_twips, text_height_twips
from kaigi_docs.render.docx.markup import Xml, part_xml, w
from kaigi_docs.render.docx.package import DocumentInfo, Parts, package_bytes
from kaigi_docs.render.docx.sections import running_parts, section_properties
from kaigi_docs.render.docx.story import Frame, Story, separator
from kaigi_docs.render.docx.styles import styles_xml
from kaigi_docs.theme import Theme


def render_docx(document: Document, theme: Theme, info: DocumentInfo, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The document as a Word file (.docx) that a clerk can go on editing; the same bytes for the same arguments.

    Column widths come from blocks alone. Limits, which no Word file avoids: a Slot has no fixed height; Word breaks lines and
    pages itself, so that they may fall otherwise than in the PDF; list labels that Word cannot count are text; pages of other
    programs are pictures.

    Args:
        document: the material.
        theme: becomes the named styles of the file.
        info: title, date and office for the file's properties.
        pictures: PNG of charts by the id of the chart, for a theme that wants charts as pictures; a chart without one is native.
            Of foreign pages by `ForeignPages.picture_name`.
    """
    ledger = Ledger(document, theme, pictures)
    body = _body(document, ledger, info.form_id)
    parts = Parts(
        document=part_xml("document", w("body", body)),
        styles=styles_xml(theme),
        numbering=ledger.numbering.xml(),
        running=running_parts(document, ledger, info.form_id),
        addresses=ledger.addresses,
        charts=ledger.charts,
        images=ledger.images,
    )
    return package_bytes(parts, theme, info)


def _body(document: Document, ledger: Ledger, form_id: str) -> Xml:
    """Stories of all sections; the paper of each but the last hangs on a paragraph of one point at its end."""
    sections = document.sections or (Section(()),)
    parts: list[Xml] = []
    for number, section in enumerate(sections):
        story = Story(section_properties(section, ledger.theme, first=number == 0))
        if number == 0:
            story.mark(ledger.bookmark(anchor_name(document.id), Xml("")))
            if form_id:
                story.mark(ledger.bookmark(form_bookmark(form_id), Xml("")))
        write_blocks(section.blocks, _frame(section, ledger.theme), story, ledger)
        if number < len(sections) - 1:
            story.paragraph(separator(story.paper))
            parts.append(story.xml())
        else:
            parts += (story.xml(), story.paper)
    return Xml("".join(parts))


def _frame(section: Section, theme: Theme) -> Frame:
    return Frame(measure_twips(section, theme), text_height_twips(section, theme))
