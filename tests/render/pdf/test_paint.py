"""The whole file: valid, the same every time, and readable again."""

from __future__ import annotations

import dataclasses
import io
from datetime import date

import page
import pikepdf
import pypdf
import pytest

from kaigi_docs.errors import KaigiError
from kaigi_docs.layout.page import Content, ContentRef, Fill, Page, Rect, Rule
from kaigi_docs.render.pdf.paint import PageLabel, PdfInfo, paint_pdf

INFO = PdfInfo("みほん市 会議資料一式", "第１回", "みほん市健康課", created=date(2022, 6, 1))


def faults(content: bytes, profile: page.ValidationProfile) -> list[tuple[str, str]]:
    report = page.validate_pdf_bytes(content, profile=profile)
    return [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B])
def test_packet_and_single_parts_break_no_rule_of_pdf_ua_1_and_pdf_a_2b(sample, profile) -> None:
    files = [paint_pdf(parts, INFO) for parts in (sample, sample[:1], sample[1:])]
    assert [faults(content, profile) for content in files] == [[], [], []]


def test_the_same_arguments_give_the_same_bytes(sample) -> None:
    assert paint_pdf(sample, INFO) == paint_pdf(sample, INFO)


def test_different_contents_have_different_file_identifiers(sample, opened) -> None:
    with opened(paint_pdf(sample[:1], INFO)) as one, opened(paint_pdf(sample[1:], INFO)) as other:
        assert bytes(one.trailer.ID[0]) != bytes(other.trailer.ID[0])


def test_source_date_epoch_changes_nothing(sample, monkeypatch) -> None:
    before = paint_pdf(sample, INFO)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert paint_pdf(sample, INFO) == before


def test_pages_stand_in_order_with_their_sizes(sketch, opened, page_texts) -> None:
    first, second = sketch(id="a"), sketch(id="b")
    first.paragraph("一枚目")
    second.pages[0] = Page(1190.55, 841.89)
    second.paragraph("二枚目")
    content = paint_pdf([first.laid_out(), second.laid_out()], INFO)
    assert page_texts(content) == ["一枚目", "二枚目"]
    with opened(content) as pdf:
        assert [[float(edge) for edge in sheet.mediabox] for sheet in pdf.pages] == [
            [0, 0, 595.28, 841.89],
            [0, 0, 1190.55, 841.89],
        ]


def test_a_part_looks_the_same_alone_and_in_the_packet(sample, page_texts) -> None:
    packet = page_texts(paint_pdf(sample, INFO))
    assert [text for part in sample for text in page_texts(paint_pdf([part], INFO))] == packet


def test_title_author_and_date_stand_in_both_places(sample, opened) -> None:
    with opened(paint_pdf(sample, INFO)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == "みほん市 会議資料一式"
        assert xmp["dc:creator"] == ["みほん市健康課"]
        assert str(pdf.docinfo.Author) == "みほん市健康課"
        assert xmp["xmp:CreateDate"] == "2022-06-01T00:00:00+09:00"
        assert str(pdf.docinfo.CreationDate) == "D:20220601000000+09'00'"
        assert xmp["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "ja-JP"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_no_date_is_made_up(sample, opened) -> None:
    with opened(paint_pdf(sample, dataclasses.replace(INFO, created=None, author=""))) as pdf, pdf.open_metadata() as xmp:
        assert "xmp:CreateDate" not in xmp
        assert set(pdf.docinfo.keys()) == {"/Title", "/Subject", "/Creator", "/Producer"}


def test_a_title_may_hold_any_character(sample, opened) -> None:
    title = "議案<1> & 「(案)\\」\x0b𠮷"
    with opened(paint_pdf(sample, dataclasses.replace(INFO, title=title))) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo.Title) == title.replace("\x0b", " ")


def test_every_font_of_every_page_is_embedded_and_named_as_a_subset(sample, opened) -> None:
    with opened(paint_pdf(sample, INFO)) as pdf:
        for sheet in pdf.pages:
            fonts = sheet.Resources.Font
            assert set(fonts.keys()) == {"/F1"}
            for font in fonts.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                assert str(font.BaseFont)[1:8].isascii() and str(font.BaseFont)[7] == "+"
                assert font.BaseFont == font.DescendantFonts[0].BaseFont == descriptor.FontName
                assert len(descriptor.FontFile2.read_bytes()) == int(descriptor.FontFile2.Length1)
        assert b"Helvetica" not in b"".join(
            obj.unparse(resolved=True) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary)
        )


def test_page_labels_follow_the_parts(sample) -> None:
    reader = pypdf.PdfReader(io.BytesIO(paint_pdf(sample, INFO)))
    assert reader.page_labels == ["資料１-1", "資料１-2", "1"]


def test_page_labels_can_run_through_the_packet(sample) -> None:
    info = dataclasses.replace(INFO, page_labels=(PageLabel(0, "p."), PageLabel(2, "p.", start=3)))
    assert pypdf.PdfReader(io.BytesIO(paint_pdf(sample, info))).page_labels == ["p.1", "p.2", "p.3"]


def test_content_without_a_tag_is_refused(sketch, run) -> None:
    part = sketch()
    part.content(run("迷子"))
    with pytest.raises(KaigiError, match="タグのない内容"):
        paint_pdf([part.laid_out()], INFO)


def test_a_tag_whose_content_is_on_no_page_is_refused(sketch, run) -> None:
    part = sketch()
    part.node("P", ContentRef(0, Content([run("幽霊")])))
    with pytest.raises(KaigiError, match="どのページにもありません"):
        paint_pdf([part.laid_out()], INFO)


def test_two_tags_for_one_content_are_refused(sketch) -> None:
    part = sketch()
    line = part.line("本文")
    part.node("P", line)
    part.node("P", line)
    with pytest.raises(KaigiError, match="タグが二つ"):
        paint_pdf([part.laid_out()], INFO)


def test_an_identifier_given_twice_is_refused(sketch) -> None:
    part = sketch()
    part.node("Note", part.line("注"), id="n")
    part.node("Note", part.line("注"), id="n")
    with pytest.raises(KaigiError, match="重なっています"):
        paint_pdf([part.laid_out()], INFO)


def test_rules_and_fills_paint_what_they_say(sketch, opened) -> None:
    part = sketch()
    box = Rect(100, 100, 200, 150)
    grid = [Rule(100, 100, 200, 100, 0.5, "#6b6b6b"), Rule(100, 150, 200, 150, 0.5, "#6b6b6b")]
    part.content(Fill(box, "#ff0000"), *grid, Rule(60, 300, 200, 300, 1.0, "#000000", dotted=True), artifact="Layout")
    with opened(paint_pdf([part.laid_out()], INFO)) as pdf:
        stream = pdf.pages[0].Contents.read_bytes().decode()
    assert stream.split("\n") == [
        "/Artifact<</Type/Layout>>BDC",
        *("1 0 0 rg", "100 691.89 100 50 re f"),
        *("0.42 0.42 0.42 RG", "0.5 w", "0 J", "[]0 d", "100 741.89 m 200 741.89 l", "100 691.89 m 200 691.89 l", "S"),
        *("0 0 0 RG", "1 w", "1 J", "[0 2]0 d", "60 541.89 m 200 541.89 l", "S"),
        "EMC",
    ]
