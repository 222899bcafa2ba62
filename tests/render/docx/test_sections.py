"""Paper, page heads and feet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.oxml.ns import qn

from kaigi_docs.blocks import Cell, Column, Document, Paper, Paragraph, Row, RowGroup, Run, Section, Table

SIZES = {
    (Paper.A4, False): ("11906", "16838", None),
    (Paper.A4, True): ("16838", "11906", "landscape"),
    (Paper.A3, False): ("16838", "23811", None),
    (Paper.A3, True): ("23811", "16838", "landscape"),
}
TABLE = Table("t", (Column("c", (Run("欄"),)),), (RowGroup("g", (), (Row("r", (Cell(),)),)),))

A4_MEASURE = 11906 - 2 * 1134


def sized(file):
    return [(size.get(qn("w:w")), size.get(qn("w:h")), size.get(qn("w:orient"))) for size in file.all("pgSz")]


def document(*sections: Section, head_label: str = "資料１") -> Document:
    return Document("S01", "資料１　取組状況", head_label, sections, "資料１-")


def field_codes(root) -> list[str]:
    return [code.text.strip() for code in root.iter(qn("w:instrText"))]


@pytest.mark.parametrize(("paper", "landscape"), list(SIZES))
def test_a_section_has_the_size_of_its_sheet(written, paper, landscape):
    assert sized(written(Paragraph((Run("本文"),)), paper=paper, landscape=landscape)) == [SIZES[paper, landscape]]


def test_each_section_keeps_its_paper_also_after_a_table(written):
    kinds = [(Paper.A4, False), (Paper.A3, True), (Paper.A4, True), (Paper.A4, False)]
    file = written(document(*(Section((TABLE,), *kind) for kind in kinds)))
    assert sized(file) == [SIZES[kind] for kind in kinds]
    assert [properties.getparent().tag for properties in file.all("sectPr")] == [qn("w:pPr")] * 3 + [qn("w:body")]
    assert file.body[-2].tag == qn("w:p")


def test_landscape_sheets_take_the_margins_for_tables(written):
    (margins,) = written(TABLE, landscape=True).all("pgMar")
    assert (margins.get(qn("w:left")), margins.get(qn("w:top"))) == ("680", "850")


def test_the_first_page_shows_the_label_in_a_box_and_the_others_the_title(written):
    file = written(document(Section((TABLE,)), Section((TABLE,), Paper.A3, True)))
    first, other = file.part("word/header1.xml"), file.part("word/header2.xml")
    assert "".join(first.itertext()).strip() == "資料１"
    sides = [(side.tag, side.get(qn("w:space"))) for side in first.find(f".//{qn('w:pBdr')}")]
    assert sides == [(qn("w:top"), "3"), (qn("w:left"), "6"), (qn("w:bottom"), "3"), (qn("w:right"), "6")]
    indents = first.find(f".//{qn('w:ind')}")
    left, right = (int(indents.get(qn(f"w:{side}"))) for side in ("left", "right"))
    assert (A4_MEASURE - left - right, right) == (round(3.25 * 12 * 20), 6 * 20)  # three signs and a quarter of 12 pt
    assert "".join(other.itertext()) == "資料１　取組状況"
    assert [properties.find(qn("w:titlePg")) is not None for properties in file.all("sectPr")] == [True, False]


def test_marks_stand_in_frames_in_the_heads_of_all_pages(written):
    marked = replace(document(Section((TABLE,))), marks=("案", "委員限り"))
    for name, text in (("word/header1.xml", "案委員限り資料１"), ("word/header2.xml", "案委員限り資料１　取組状況")):
        head = written(marked).part(name)
        assert "".join(head.itertext()).strip() == text
        left = [int(frame.get(qn("w:x"))) for frame in head.iter(qn("w:framePr"))]
        assert left == sorted(left)
        assert len(left) == 2


def test_a_material_without_label_has_an_empty_first_head(written):
    file = written(document(Section((TABLE,)), head_label=""))
    assert "".join(file.part("word/header1.xml").itertext()) == ""


def test_the_foot_counts_pages_behind_the_prefix(written):
    foot = written(TABLE).part("word/footer1.xml")
    assert field_codes(foot) == ["PAGE", "NUMPAGES"]
    assert "".join(text.text for text in foot.iter(qn("w:t"))) == "資料１-1 / 1"


def test_every_page_of_the_first_section_has_head_and_foot(written):
    references = written(TABLE).all("headerReference") + written(TABLE).all("footerReference")
    assert [reference.get(qn("w:type")) for reference in references] == ["first", "default"] * 2


def test_a_document_without_sections_is_an_empty_page(written):
    assert written(document()).lines() == [""]
