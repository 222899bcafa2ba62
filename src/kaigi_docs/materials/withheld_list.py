"""公開しない資料の一覧: what the public edition leaves out and why; for the office's own files."""

from __future__ import annotations

from kaigi_docs.blocks import Align, Block, Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.findings import OPEN_MARK
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Access, Material
from kaigi_docs.wording import run_of

WITHHELD_TITLE = "公開しない資料の一覧"
_INSIDE = "この一覧は事務局の控えです。公開しません。公開請求があったときは、資料ごとにあらためて判断します。"
_NONE = "公開しない資料はありません。"


def build_withheld_list(context: WordingContext) -> Document:
    """The list as blocks: number, title and reason of each 資料 that is for members only; a missing reason is marked."""
    withheld = [material for material in context.meeting.materials if material.access is Access.MEMBERS]
    blocks: list[Block] = [
        Paragraph((Run(WITHHELD_TITLE),), ParagraphStyle.TITLE, Align.CENTER),
        Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER),
        Paragraph((Run(_INSIDE if withheld else _NONE),)),
    ]
    if withheld:
        rows = tuple(_row(material, context) for material in withheld)
        blocks.append(Table("withheld-table", _columns(), (RowGroup("withheld-rows", (), rows),)))
    return Document("withheld", WITHHELD_TITLE, "", (Section(tuple(blocks)),))


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", (Run("資料"),), 28.0),
        Column("title", (Run("題名"),), row_header=True),
        Column("reason", (Run("公開しない理由"),)),
    )


def _row(material: Material, context: WordingContext) -> Row:
    number = Run(context.numbering.materials[material.id] if material.no else "－")
    reason = run_of(material.withheld_reason, Run("")) if material.withheld_reason else Run(OPEN_MARK, strong=True)
    runs = (number, run_of(material.title, Run("")), reason)
    return Row(material.id, tuple(Cell((Paragraph((run,), ParagraphStyle.CELL),)) for run in runs))
