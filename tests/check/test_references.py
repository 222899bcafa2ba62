from __future__ import annotations

import pytest

from kaigi_docs.blocks import Document, List, ListItem, Paragraph, Run, Section
from kaigi_docs.check.references import check_references
from kaigi_docs.findings import Location
from kaigi_docs.model.meeting import Material, MaterialKind
from kaigi_docs.model.numbering import Numbering
from kaigi_docs.model.text import Text

PLACE = Location("会議設定.xlsx", "文面", "C5")
MATERIALS = (
    Material(id="S01", no="2-1", kind=MaterialKind.MEASURES, title=Text("所管課の事業")),
    Material(id="S02", no="3", kind=MaterialKind.MEASURES, title=Text("各課の事業")),
)
NUMBERING = Numbering(
    materials={"S01": "資料2-1", "S02": "資料３"}, items={}, answers={"Q1": "回答書１"}, answer_numbers={"Q1": "１"}
)


def findings_in(text: str) -> list[str]:
    paragraph = Paragraph((Run(text, source=PLACE),))
    document = Document("S00", "手紙", "", (Section((List((ListItem("・", (paragraph,)),)),)),))
    return [f"{finding.code} {finding.where}" for finding in check_references(document, MATERIALS, NUMBERING)]


@pytest.mark.parametrize(
    "text", ["資料３と資料3、資料 2-1、資料２－１を見て回答書１へ", "資料の３ページ", "添付資料", "回答書に"]
)
def test_what_the_packet_has_may_be_cited(text: str) -> None:
    assert findings_in(text) == []


@pytest.mark.parametrize("text", ["資料９", "資料2-2", "資料２", "回答書２", "回答書 10"])
def test_what_the_packet_does_not_have_is_found_with_its_cell(text: str) -> None:
    assert findings_in(f"くわしくは{text}をご覧ください") == ["reference-unknown 会議設定.xlsx「文面」C5"]
