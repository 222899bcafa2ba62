"""Tables with labels at the side as a finished file: the rules of PDF/UA-1 and PDF/A-2b, and the span of a label."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import page
import pikepdf
import pytest

from kaigi_docs.blocks import Cell, Column, Document, Heading, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME, GroupLabels

SENTENCE = "相談の窓口を広げ、関係する機関と連絡を取り合う。"


def cell(text: str) -> Cell:
    return Cell((Paragraph((Run(text),), ParagraphStyle.CELL),))


@pytest.fixture(scope="module")
def content() -> bytes:
    columns = (Column("a", (Run("事業名"),), row_header=True), Column("b", (Run("取組状況"),)))
    labels = {"施策１　「10年」の計画": 30, "": 2, "施策２": 1}
    groups = [
        RowGroup(
            label,
            (Run(label),) if label else (),
            tuple(Row(f"{label}{n}", (cell(f"事業{n}"), cell(SENTENCE * 9))) for n in range(count)),
        )
        for label, count in labels.items()
    ]
    blocks = (Heading("h", 1, "", (Run("取組状況"),)), Table("t", columns, tuple(groups)))
    theme = replace(DEFAULT_THEME, group_labels=GroupLabels.SIDE)
    out = layout_document(Document("d", "題", "", (Section(blocks, landscape=True),)), theme)
    return paint_pdf([out], PdfInfo(title="題", author="みほん市", created=date(2022, 6, 1)))


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B])
def test_the_file_keeps_all_rules(content, profile):
    failures = page.validate_pdf_bytes(content, profile=profile).failures
    assert [(failure.rule_id, failure.message) for failure in failures] == []


def test_a_label_spans_as_many_rows_as_its_group_has(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        attributes = [item for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) for item in obj.get("/A", [])]
        spans = [int(item.RowSpan) for item in attributes if isinstance(item, pikepdf.Dictionary) and "/RowSpan" in item]
    assert sorted(spans) == [2, 30]
