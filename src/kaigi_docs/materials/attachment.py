"""資料 that another program made: those of the kind 添付, and any that a PDF in 差し替え/ stands for."""

from __future__ import annotations

from kaigi_docs.blocks import Block, Document, ForeignPage, ForeignPages, Paragraph, Run
from kaigi_docs.findings import Findings
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.foreign import ForeignPdf
from kaigi_docs.model.meeting import Material
from kaigi_docs.model.packet import PacketModel

NO_FILE = "（添付の PDF を取り込めていません。）"


def build_attachment(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 資料 as blocks: the pages of its PDF; a page that says so where reading has reported why there are none."""
    pdf = packet.attachments.get(material.id)
    blocks: tuple[Block, ...] = (*title_blocks(material, context), Paragraph((Run(NO_FILE),)))
    if pdf is not None:
        blocks = (foreign_pages(material, pdf),)
    return material_document(material, context, blocks), Findings()


def build_replacement(material: Material, pdf: ForeignPdf, context: WordingContext) -> tuple[Document, Findings]:
    """The 資料 as the pages of the PDF that takes its place, with number, title and page numbers of their own."""
    return material_document(material, context, (foreign_pages(material, pdf, complete=True),)), Findings()


def foreign_pages(material: Material, pdf: ForeignPdf, *, complete: bool = False) -> ForeignPages:
    """The pages as a block; each says what it shows: the description of the 資料, or its title, and which page it is."""
    description = (material.alt_text.value or material.title.value).strip().rstrip("。")
    count = len(pdf.sheets)
    pages = tuple(
        ForeignPage(
            width_mm=sheet.width_mm,
            height_mm=sheet.height_mm,
            alt=f"{description}（{number}/{count}ページ）",
            sha256=sheet.sha256,
            ink_mm=sheet.ink_mm,
            look=sheet.look,
        )
        for number, sheet in enumerate(pdf.sheets, 1)
    )
    title = (Run(material.title.value, source=material.title.where),)
    return ForeignPages(f"{material.id}-pages", title, pages, complete, pdf.archival, pdf.content)
