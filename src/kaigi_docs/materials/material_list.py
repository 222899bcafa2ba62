"""配布資料一覧."""

from __future__ import annotations

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Material
from kaigi_docs.model.packet import PacketModel


def build_material_list(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 資料 as blocks, and what is wrong with it."""
    return material_document(material, context, title_blocks(material, context)), Findings()
