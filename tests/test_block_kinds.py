"""The block union is closed: every kind of block has all its renderers, and none of them loses it in silence."""

from __future__ import annotations

import io
import typing
import zipfile
from decimal import Decimal

import pytest

from foreign_pdfs import block_of, flag, pdf_of, read_here
from kaigi_docs.blocks import (
    Anchor,
    Block,
    Cell,
    Chart,
    ChartCategory,
    ChartKind,
    ChartSeries,
    ChartValue,
    Column,
    Document,
    Field,
    FieldKind,
    ForeignPages,
    Heading,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Section,
    Slot,
    Table,
)
from kaigi_docs.chart_pictures import word_pictures
from kaigi_docs.corrections.content import content_of
from kaigi_docs.corrections.pages import located, page_digests
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.pdf import prove_pdf
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME

TEXT = (Run("見本"),)
VALUE = ChartValue(Decimal(3), "3")
EXAMPLES: dict[type, Block] = {
    Heading: Heading("h1", 1, "１", TEXT),
    Paragraph: Paragraph(TEXT),
    List: List((ListItem("・", (Paragraph(TEXT),)),)),
    Table: Table("t", (Column("a", TEXT),), (RowGroup("g", (), (Row("r", (Cell((Paragraph(TEXT),)),)),)),)),
    Chart: Chart("c", ChartKind.LINE, TEXT, (ChartCategory("令和４年"),), (ChartSeries("s", Run("人数"), (VALUE,)),), "人"),
    Field: Field("Q1/comment", FieldKind.TEXT, "回答書１ 具体的な内容", 20.0),
    KeyValue: KeyValue((KeyValueRow(Run("締切"), TEXT),)),
    Note: Note("※", TEXT),
    Slot: Slot(30.0, (Paragraph(TEXT),)),
    Anchor: Anchor("a"),
}


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> dict[type, Block]:
    path = tmp_path_factory.mktemp("pages") / "調査票.pdf"
    path.write_bytes(pdf_of(flag(100, 400, 200)))
    return {**EXAMPLES, ForeignPages: block_of(read_here(path))}


def test_there_is_an_example_of_every_kind(examples: dict[type, Block]) -> None:
    assert set(examples) == set(typing.get_args(Block))


@pytest.mark.parametrize("kind", typing.get_args(Block), ids=lambda kind: kind.__name__)
def test_every_kind_of_block_is_laid_out_painted_written_proven_and_compared(
    kind: type, examples: dict[type, Block], tmp_path: typing.Any
) -> None:
    document = Document("S01", "資料１　見本", "", (Section((examples[kind],)),))
    pages = layout_document(document, DEFAULT_THEME)
    pdf, word = tmp_path / "見本.pdf", tmp_path / "見本.docx"
    pdf.write_bytes(paint_pdf([pages], PdfInfo(title=document.title)))
    word.write_bytes(render_docx(document, DEFAULT_THEME, DocumentInfo("見本"), word_pictures(document, pages, DEFAULT_THEME)))

    assert list(prove_pdf(pdf, [pages], [document])) == []
    assert list(prove_docx(word, document)) == []
    assert zipfile.ZipFile(io.BytesIO(word.read_bytes())).testzip() is None
    assert set(located(content_of(document), pages)) == {key for key, _ in content_of(document).texts()}
    assert len(page_digests(pages)) == 1
    assert bool(content_of(document).parts) is (kind is not Anchor)
