"""Page heads and feet."""

from __future__ import annotations

from kaigi_docs.blocks import Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, TextRun
from kaigi_docs.layout.running import add_running
from kaigi_docs.theme import DEFAULT_THEME


def material(pages: int, title: str = "資料３ 各課の取組状況", label: str = "資料３", prefix: str = "資料３-") -> LaidOut:
    section = Section((Paragraph((Run("本文"),), ParagraphStyle.PLAIN),))
    return layout_document(Document("d", title, label, (section,) * pages, prefix), DEFAULT_THEME)


def test_each_material_counts_its_own_pages(lines_on):
    (out,) = add_running([material(3)], DEFAULT_THEME, through=False)
    assert [lines_on(page)[-1] for page in out.pages] == ["資料３-1 / 3", "資料３-2 / 3", "資料３-3 / 3"]


def test_numbers_run_through_the_packet_when_asked(lines_on):
    parts = add_running([material(2), material(1)], DEFAULT_THEME, through=True)
    assert [lines_on(page)[-1] for part in parts for page in part.pages] == ["1 / 3", "2 / 3", "3 / 3"]


def test_the_head_label_is_content_of_the_first_page_and_titles_are_artifacts(lines_on, tree_of, faults_in):
    (out,) = add_running([material(2)], DEFAULT_THEME, through=False)
    assert [line.strip() for line in tree_of(out.struct)][:3] == ["Sect", "P", "1:「資料３」"]
    assert lines_on(out.pages[0])[:2] == ["資料３", "本文"]
    assert lines_on(out.pages[1])[:2] == ["資料３ 各課の取組状況", "本文"]
    assert {content.artifact for content in out.pages[1].contents} == {None, "Pagination"}
    assert faults_in(out) == []


def test_heads_and_feet_stay_out_of_the_text_area():
    (out,) = add_running([material(2, title="長い題名" * 40)], DEFAULT_THEME, through=False)
    for page in out.pages:
        runs = [mark for content in page.contents for mark in content.marks if isinstance(mark, TextRun)]
        body = next(run.box for run in runs if run.text == "本文")
        around = [run for run in runs if run.text != "本文"]
        assert all(run.baseline < body.y0 or run.baseline - run.size_pt > body.y1 for run in around)
        assert all(run.x + run.width <= body.x1 + 0.01 for run in around)


def test_the_materials_given_stay_as_they_are(lines_on):
    part = material(2)
    once = add_running([part], DEFAULT_THEME, through=False)
    again = add_running([part], DEFAULT_THEME, through=False)
    assert lines_on(part.pages[0]) == ["本文"]
    assert [lines_on(page) for page in once[0].pages] == [lines_on(page) for page in again[0].pages]


def test_a_missing_glyph_in_a_head_is_found():
    (out,) = add_running([material(1, label="資\U00012000")], DEFAULT_THEME, through=False)
    assert out.findings.codes() == ["glyph-missing"]
