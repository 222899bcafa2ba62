"""The sample's 資料３ laid out under both ways of labelling groups: nothing overhangs, and cells tile the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaigi_docs.blocks import Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Rect, Rule, TextRun
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.layout.table_labels import table_widths
from kaigi_docs.sample import sample_rows
from kaigi_docs.theme import DEFAULT_THEME, GroupLabels

COLUMNS = {"事業名": None, "事業概要": None, "前年度取組状況": None, "評価": 24.0, "今年度予定": None, "担当課": 24.0}
LEFT_PT, MEASURE_PT = 12.0 * PT_PER_MM, (297.0 - 24.0) * PT_PER_MM
# What of these signs' advance is no ink: at a line's start and at its end it may stand outside.
OPENING, CLOSING, MIDDLE = "（「『【〔〈《［｛", "）」』】〕〉》］｝、。，．", "・：；"


def cell(text: str) -> Cell:
    return Cell((Paragraph((Run(text),), ParagraphStyle.CELL),)) if text else Cell()


def measures() -> Table:
    rows = sample_rows()
    columns = tuple(Column(key, (Run(key),), width, row_header=key == "事業名") for key, width in COLUMNS.items())
    groups = []
    for policy in rows["施策体系"]:
        shown = [row for row in rows["施策一覧"] if policy["施策ID"] in (row["施策ID"], row.get("再掲先の施策ID"))]
        cells = [Row(row["事業ID"], tuple(cell(str(row.get(key) or "")) for key in COLUMNS)) for row in shown]
        label = (Run(f"{policy['番号']}　{policy['名称']}"),)
        groups.append(RowGroup(policy["施策ID"], label, tuple(cells)))
    return Table("t", columns, tuple(group for group in groups if group.rows))


@pytest.fixture(scope="module", params=list(GroupLabels), ids=str)
def out(request) -> LaidOut:
    theme = replace(DEFAULT_THEME, group_labels=request.param)
    document = Document("S02", "資料３", "", (Section((measures(),), landscape=True),))
    return layout_document(with_settled_widths(document, theme), theme)


def ink(run: TextRun) -> Rect:
    """The advances of a run's glyphs, without the empty part of punctuation at its ends and without spaces that hang."""
    texts = "".join(run.texts).rstrip()
    first = 0.5 if run.text[0] in OPENING else 0.25 if run.text[0] in MIDDLE else 0.0
    end = run.width if len(texts) == len(run.text) else run.offsets[len(texts)]
    return Rect(run.x + first * run.size_pt, run.baseline - 0.88 * run.size_pt, run.x + end, run.baseline + 0.12 * run.size_pt)


def runs_of(out: LaidOut) -> list[TextRun]:
    return [mark for page in out.pages for content in page.contents for mark in content.marks if isinstance(mark, TextRun)]


def test_every_glyph_stands_in_its_cell(out):
    outside = [run.text for run in runs_of(out) if not run.box.contains(ink(run), 0.3)]
    assert outside == []


def test_every_cell_lies_between_two_lines_of_the_table(out):
    for page in out.pages:
        rules = [mark for content in page.contents for mark in content.marks if isinstance(mark, Rule)]
        uprights = [rule for rule in rules if rule.x0 == rule.x1]
        for content in page.contents:
            for run in content.marks:
                if isinstance(run, TextRun):
                    assert not [rule for rule in uprights if crosses(rule, run.box)], run.text


def crosses(rule: Rule, box: Rect) -> bool:
    return box.x0 + 0.01 < rule.x0 < box.x1 - 0.01 and rule.y0 < box.y1 - 0.01 and rule.y1 > box.y0 + 0.01


def test_the_cells_of_each_page_tile_the_width_of_the_table(out):
    for page in out.pages:
        rules = [mark for content in page.contents for mark in content.marks if isinstance(mark, Rule)]
        assert min(rule.x0 for rule in rules) == pytest.approx(LEFT_PT)
        assert max(rule.x1 for rule in rules) == pytest.approx(LEFT_PT + MEASURE_PT)


@pytest.mark.parametrize("mode", list(GroupLabels), ids=str)
def test_the_widths_add_up_to_the_measure(mode):
    widths = table_widths(measures(), MEASURE_PT, replace(DEFAULT_THEME, group_labels=mode))
    assert widths.label + sum(widths.columns) == pytest.approx(MEASURE_PT, abs=1e-3)
    assert (widths.label > 0) == (mode is GroupLabels.SIDE)


def test_no_row_is_divided_with_fewer_than_three_lines_on_the_next_page(out):
    """The rows that go on are those whose cells have contents on two pages."""
    body = next(kid for kid in out.struct.kids[0].kids if kid.role == "TBody")  # type: ignore[union-attr]
    for row in body.kids:
        contents = [ref for each in row.kids for ref in each.kids if each.row_span == 1]  # type: ignore[union-attr]
        for page in {ref.page for ref in contents} if len({ref.page for ref in contents}) > 1 else ():
            cells = [ref.content.marks for ref in contents if ref.page == page]
            assert max(len({round(mark.baseline, 1) for mark in marks}) for marks in cells) >= 3


def test_the_table_takes_no_more_pages_than_it_must(out):
    bottoms = [max(mark.y1 for c in page.contents for mark in c.marks if isinstance(mark, Rule)) for page in out.pages]
    height = out.pages[0].height - 29.0 * PT_PER_MM
    filled = sum(bottom - 15.0 * PT_PER_MM for bottom in bottoms) / height
    assert len(out.pages) <= filled * 1.15 + 1
