"""Page heads and feet."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kaigi_docs.blocks import Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, Page, TextRun
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


def marked(pages: int, *marks: str, title: str = "資料３ 各課の取組状況") -> LaidOut:
    (out,) = add_running([replace(material(pages, title=title), marks=marks)], DEFAULT_THEME, through=False)
    return out


def texts_of(page: Page) -> list[TextRun]:
    return [mark for content in page.contents for mark in content.marks if isinstance(mark, TextRun)]


def test_marks_stand_on_every_page_and_are_read_once(lines_on, tree_of, faults_in):
    out = marked(3, "案", "委員限り")
    assert [lines_on(page)[0] for page in out.pages] == ["案委員限り資料３", "案委員限り", "案委員限り"]
    head = ["P", "1:「案」", "P", "1:「委員限り」", "P", "1:「資料３」"]
    assert [line.strip() for line in tree_of(out.struct)][1:7] == head
    assert faults_in(out) == []


def test_marks_stand_beside_label_and_title_without_touching_them():
    out = marked(2, "案", "委員限り", "取扱注意", "要返却", title="長い題名" * 20)
    for page in out.pages:
        heads = [run for run in texts_of(page) if run.text != "本文" and run.baseline < page.height / 2]
        heads.sort(key=lambda run: run.x)
        assert len(heads) == 5
        assert all(before.x + before.width < after.x for before, after in pairwise(heads))


def test_a_mark_takes_no_room():
    title = "長い題名をもつ資料" * 8
    for others in ((), ("委員限り",)):
        without, drafted = marked(3, *others, title=title), marked(3, "案", *others, title=title)
        for page, draft_page in zip(without.pages, drafted.pages, strict=True):
            unmarked = [run for run in texts_of(draft_page) if run.text not in ("案", *others)]
            assert unmarked == [run for run in texts_of(page) if run.text not in others]
