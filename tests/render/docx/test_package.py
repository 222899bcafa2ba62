"""The package: the same bytes, nothing left over, no person's name."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from kaigi_docs.blocks import Anchor, Document, Heading, List, ListItem, Paragraph, Run, Section, Slot
from kaigi_docs.render.docx import DocumentInfo, render_docx
from kaigi_docs.render.docx.ledger import link_address
from kaigi_docs.theme import DEFAULT_THEME

PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/app.xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/header1.xml",
    "word/header2.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
}
DOCUMENT = Document("S01", "資料１", "資料１", (Section((Paragraph((Run("本文", link="https://example.jp/"),)),)),))
TARGET = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def linked(written, link: str, *blocks):
    return written(*blocks, Paragraph((Run("語", link=link),)))


def test_the_same_document_gives_the_same_bytes(info):
    assert render_docx(DOCUMENT, DEFAULT_THEME, info) == render_docx(DOCUMENT, DEFAULT_THEME, info)


def test_no_time_of_day_is_in_the_archive(written):
    members = written(DOCUMENT).archive.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_holds_its_parts_and_no_leftovers(written):
    assert set(written(DOCUMENT).names()) == PARTS


def test_properties_name_title_date_and_office(info):
    properties = docx.Document(io.BytesIO(render_docx(DOCUMENT, DEFAULT_THEME, info))).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("資料１　取組状況", "みほん市保健福祉課", "")
    assert properties.created.date() == properties.modified.date() == info.created


def test_without_date_and_office_the_properties_are_still_fixed(info):
    bare = replace(info, created=None, office="")
    properties = docx.Document(io.BytesIO(render_docx(DOCUMENT, DEFAULT_THEME, bare))).core_properties
    assert (properties.author, properties.created.year) == ("", 2000)


def test_control_characters_in_title_and_head_do_no_harm():
    document = Document("S01", "資料\x01", "資\x02料", (), "<&>\x03")
    content = render_docx(document, DEFAULT_THEME, DocumentInfo("題\x04<&>", office='"課"\x05'))
    assert docx.Document(io.BytesIO(content)).core_properties.title == "題〓<&>"


def test_the_program_is_named_and_python_docx_is_not(written):
    file = written(DOCUMENT)
    assert all(b"python-docx" not in file.archive.read(name) for name in file.names())
    assert b"kaigi_docs" in file.archive.read("docProps/app.xml")


@pytest.mark.parametrize(
    "target",
    [
        Anchor("Q1"),
        Heading("Q1", 1, "１", (Run("見出し"),)),
        Slot(20.0, (Anchor("Q1"),)),
        List((ListItem("・", (Paragraph((Run("項目"),)), Anchor("Q1"))),)),
    ],
    ids=["anchor", "heading", "in a slot", "in a list"],
)
def test_a_link_leads_to_its_target_in_the_file(written, target):
    file = linked(written, "#Q1", target)
    (link,) = file.all("hyperlink")
    assert link.get(qn("w:anchor")) in [start.get(qn("w:name")) for start in file.all("bookmarkStart")]


def test_a_link_to_the_material_itself_leads_to_its_beginning(written):
    (link,) = linked(written, "#S01").all("hyperlink")
    assert link.get(qn("w:anchor")) == "_S01"


def test_a_link_to_another_material_keeps_its_look_and_leads_nowhere(written):
    file = linked(written, "#S03")
    assert file.all("hyperlink") == []
    assert [style.get(qn("w:val")) for style in file.all("rStyle")] == ["Hyperlink"]
    assert file.lines() == ["語"]


def test_an_address_is_an_external_relationship_once(written):
    file = written(
        Paragraph((Run("語", link="https://example.jp/計画 書?a=1&b=2"), Run("語", link="https://example.jp/計画 書?a=1&b=2")))
    )
    relations = file.part("word/_rels/document.xml.rels")
    external = [relation for relation in relations if relation.get("TargetMode") == "External"]
    assert [relation.get("Target") for relation in external] == ["https://example.jp/%E8%A8%88%E7%94%BB%20%E6%9B%B8?a=1&b=2"]
    assert {link.get(qn("r:id")) for link in file.all("hyperlink")} == {external[0].get("Id")}


@pytest.mark.parametrize("link", ["http://[bad", "javascript:alert(1)", "file:///etc/passwd", "https://", "資料３", ""])
def test_what_is_no_web_or_mail_address_is_no_link(written, link):
    assert link_address(link) is None
    assert linked(written, link).all("hyperlink") == []
