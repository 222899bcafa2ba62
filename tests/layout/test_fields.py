"""Answer spaces on the page, and the map by which returned forms are read."""

from __future__ import annotations

import pytest

from kaigi_docs.blocks import Block, Document, Field, FieldKind, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.layout.field import field_map, form_version
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Rule, TextRun
from kaigi_docs.theme import DEFAULT_THEME

TEXT = Field("Q1/comment", FieldKind.TEXT, "回答書１ 具体的な内容", 40.0)
LINE = Field("Q1/name", FieldKind.LINE, "氏名", 8.0, 60.0)
MARK = Field("Q1/choice/1", FieldKind.MARK, "回答書１ 賛成", 4.0, 4.0, option="賛成")


def laid(*blocks: Block) -> LaidOut:
    return layout_document(Document("form", "回答書", "", (Section(tuple(blocks)),)), DEFAULT_THEME)


def rules(out: LaidOut) -> list[Rule]:
    return [mark for content in out.pages[0].contents for mark in content.marks if isinstance(mark, Rule)]


def test_a_text_space_takes_the_full_measure_and_has_lines_to_write_on(tree_of, faults_in):
    out = laid(TEXT)
    (field,) = out.pages[0].fields
    assert field.rect.width == pytest.approx(170.0 * PT_PER_MM)
    assert field.rect.height == pytest.approx(40.0 * PT_PER_MM)
    dotted = [rule.y0 for rule in rules(out) if rule.dotted]
    assert [round((y - field.rect.y0) / PT_PER_MM) for y in dotted] == [8, 16, 24, 32]
    assert tree_of(out.struct)[1] == "  Form field=tv alt=回答書１ 具体的な内容"
    assert faults_in(out) == []


def test_a_line_has_only_a_bottom_rule():
    out = laid(LINE)
    (rule,) = rules(out)
    assert rule.y0 == rule.y1 == out.pages[0].fields[0].rect.y1


def test_a_box_to_tick_stands_in_the_line_as_a_square(tree_of, faults_in):
    out = laid(Paragraph((MARK, Run("賛成　"), Run("反対")), ParagraphStyle.PLAIN))
    (field,) = out.pages[0].fields
    assert field.rect.width == pytest.approx(field.rect.height) == pytest.approx(4.0 * PT_PER_MM)
    assert (field.kind, field.option) == (FieldKind.MARK, "賛成")
    assert [line.strip().split(" ")[0] for line in tree_of(out.struct)][:3] == ["Sect", "P", "Form"]
    assert "field=cb" in tree_of(out.struct)[2]
    assert len(rules(out)) == 4
    assert faults_in(out) == []


def test_what_is_printed_beforehand_stands_in_the_space(faults_in):
    for kind, height in ((FieldKind.TEXT, 20.0), (FieldKind.LINE, 8.0)):
        out = laid(Field("name", kind, "氏名", height, 60.0, value=Run("見本 花子")))
        (run,) = [mark for content in out.pages[0].contents for mark in content.marks if isinstance(mark, TextRun)][:1]
        assert out.pages[0].fields[0].rect.contains(run.box)
        assert faults_in(out) == []


def test_the_map_counts_pages_through_all_parts_and_measures_from_the_top_left():
    rows = field_map([laid(TEXT), laid(LINE)])
    assert rows[0] == {"id": "Q1/comment", "page": 1, "box_mm": [20.0, 20.0, 170.0, 40.0], "kind": "text", "option": ""}
    assert [(row["id"], row["page"]) for row in rows] == [("Q1/comment", 1), ("Q1/name", 2)]


def test_the_version_of_a_form_changes_with_questions_and_places_only():
    boxes = field_map([laid(TEXT)])
    questions = [("Q1", "choice", ["賛成", "反対"])]
    version = form_version(questions, boxes)
    assert len(version) == 12 and int(version, 16) >= 0
    assert version == form_version([("Q1", "choice", ("賛成", "反対"))], [dict(reversed(boxes[0].items()))])
    nudged = [{**boxes[0], "box_mm": [20.02, 20.0, 170.0, 40.0]}]
    moved = [{**boxes[0], "box_mm": [20.2, 20.0, 170.0, 40.0]}]
    assert version == form_version(questions, nudged)
    assert version != form_version(questions, moved)
    assert version != form_version([("Q1", "choice", ["賛成", "否"])], boxes)
