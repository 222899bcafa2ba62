"""Labels of groups at the side of their rows, in vertical writing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Table
from kaigi_docs.findings import Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Page, Rule, TextRun
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.layout.table_labels import least_height, lines_in, table_widths
from kaigi_docs.theme import DEFAULT_THEME, GroupLabels, Theme

SIDE = replace(DEFAULT_THEME, group_labels=GroupLabels.SIDE)
SENTENCE = "相談の窓口を広げ、関係する機関と連絡を取り合う。"
LABEL = "基本施策１　地域のつながりと連携の強化"
LEFT_PT = 12.0 * PT_PER_MM
MEASURE_PT = (297.0 - 24.0) * PT_PER_MM


def cell(text: str) -> Cell:
    return Cell((Paragraph((Run(text),), ParagraphStyle.CELL),)) if text else Cell()


def group(label: str, *texts: tuple[str, ...]) -> RowGroup:
    rows = tuple(Row(f"{label}{number}", tuple(map(cell, row))) for number, row in enumerate(texts))
    return RowGroup(label or "g", (Run(label),) if label else (), rows)


def table(*groups: RowGroup, widths: tuple[float | None, ...] = (None, None)) -> Table:
    columns = tuple(Column(f"c{n}", (Run(f"見出し{n}"),), width, row_header=n == 0) for n, width in enumerate(widths))
    return Table("t", columns, groups)


def laid(shown: Table, theme: Theme = SIDE) -> LaidOut:
    document = Document("d", "題", "", (Section((shown,), landscape=True),))
    return layout_document(with_settled_widths(document, theme), theme)


def runs_on(page: Page) -> list[TextRun]:
    return [mark for content in page.contents for mark in content.marks if isinstance(mark, TextRun)]


def label_runs(page: Page) -> list[TextRun]:
    """The runs whose box begins at the left edge of the table: those of labels."""
    return [run for run in runs_on(page) if abs(run.box.x0 - LEFT_PT) < 0.01]


def labels_on(page: Page) -> list[str]:
    boxes = dict.fromkeys(run.box for run in label_runs(page))
    return ["".join(run.text for run in label_runs(page) if run.box == box) for box in boxes]


def test_the_label_is_the_first_cell_of_its_first_row_and_spans_all(tree_of, faults_in):
    out = laid(table(group("施策１", ("一", "い"), ("二", "ろ"), ("三", "は"), ("四", "に"), ("五", "ほ"))))
    assert [line.strip() for line in tree_of(out.struct)][1:26] == [
        "Table",
        "THead",
        "TR",
        "TD",
        "TH #th1 scope=Column",
        "1:「見出し0」",
        "TH #th2 scope=Column",
        "1:「見出し1」",
        "TBody",
        "TR",
        "TH #th3 scope=Row rows=5",
        "1:「施策１」",
        "TH #th4 scope=Row headers=th1,th3",
        "1:「一」",
        "TD headers=th2,th3,th4",
        "1:「い」",
        "TR",
        "TH #th5 scope=Row headers=th1,th3",
        "1:「二」",
        "TD headers=th2,th3,th5",
        "1:「ろ」",
        "TR",
        "TH #th6 scope=Row headers=th1,th3",
        "1:「三」",
        "TD headers=th2,th3,th6",
    ]
    assert faults_in(out) == []


def test_the_label_stands_on_every_page_of_its_group_and_once_in_the_structure(text_in, faults_in):
    out = laid(table(group(LABEL, *[(str(number), SENTENCE * 9) for number in range(60)])))
    assert len(out.pages) > 3
    assert labels_on(out.pages[0]) == [LABEL]
    assert all(labels_on(page) == [f"{LABEL}（続き）"] for page in out.pages[1:])
    assert text_in(out.struct).count(LABEL) == 1
    assert "続き" not in text_in(out.struct)
    assert faults_in(out) == []


def test_the_label_is_painted_before_its_rows(lines_on):
    out = laid(table(group("施策１", ("一", SENTENCE)), group("施策２", ("二", SENTENCE))))
    order = ["".join(mark.text for mark in content.marks if isinstance(mark, TextRun)) for content in out.pages[0].contents]
    told = [text for text in order if text in ("施策１", "一", "施策２", "二")]
    assert told == ["施策１", "一", "施策２", "二"]


def test_the_label_stands_in_the_middle_of_its_rows():
    out = laid(table(group("施策１", *[(str(number), SENTENCE * 20) for number in range(4)])))
    runs = label_runs(out.pages[0])
    rows = [run.box for run in runs_on(out.pages[0]) if run.text in "0123"]
    top, bottom = runs[0].baseline - 0.88 * runs[0].size_pt, runs[-1].baseline + 0.12 * runs[-1].size_pt
    padding = SIDE.cell_padding_pt[1]
    assert (top + bottom) / 2 == pytest.approx((rows[0].y0 - padding + rows[-1].y1 + padding) / 2, abs=0.1)
    assert len({round(run.x, 1) for run in runs}) == 1


def test_lines_frame_the_label_as_high_as_its_rows():
    out = laid(table(group("施策１", ("一", SENTENCE), ("二", SENTENCE * 30)), group("施策２", ("三", SENTENCE * 30))))
    rules = [mark for content in out.pages[0].contents for mark in content.marks if isinstance(mark, Rule)]
    left = sorted((rule.y0, rule.y1) for rule in rules if rule.x0 == rule.x1 and abs(rule.x0 - LEFT_PT) < 0.01)
    assert all(above[1] == pytest.approx(below[0]) for above, below in pairwise(left))
    box = label_runs(out.pages[0])[0].box
    across = [rule for rule in rules if rule.y0 == rule.y1 and rule.x0 < box.x1 - 0.01]
    assert {round(rule.y0, 2) for rule in across} >= {round(box.y0, 2), round(box.y1, 2)}
    inside = [rule for rule in across if box.y0 + 0.01 < rule.y0 < box.y1 - 0.01]
    assert inside == []


def test_rows_too_low_for_their_label_are_made_higher(faults_in):
    out = laid(table(group("重点施策１　高齢者とその家族への支援", ("一", "い")), group("施策２", ("二", SENTENCE * 90))))
    high, low = (next(run.box for run in label_runs(out.pages[0]) if run.text == text) for text in "重２")
    assert high.height < low.height
    assert labels_on(out.pages[0]) == ["重点施策１　高齢者とその家族への支援", "施策２"]
    assert faults_in(out) == []


def test_a_group_without_label_has_an_empty_cell(tree_of, faults_in):
    out = laid(table(group("施策１", ("一", "い")), group("", ("二", "ろ"), ("三", "は"))))
    told = [line.strip() for line in tree_of(out.struct)]
    assert told[told.index("TD rows=2") - 1 :][:4] == ["TR", "TD rows=2", "TH #th5 scope=Row headers=th1", "1:「二」"]
    assert labels_on(out.pages[0]) == ["施策１"]
    assert faults_in(out) == []


def test_a_label_without_rows_is_not_lost(text_in, faults_in):
    out = laid(table(group("施策１"), group("施策２", ("二", "ろ")), group("")))
    assert text_in(out.struct) == "見出し0見出し1施策１施策２二ろ"
    assert faults_in(out) == []


@pytest.mark.parametrize("label", [(Run("施" * 90),), (Run("施策", ruby="しさく"),), (Run("施策", link="#S01"),)])
def test_labels_that_cannot_stand_upright_are_bands(label, text_in):
    rows = (Row("r", (cell("一"), cell("い"))),)
    out = laid(table(RowGroup("g", label, rows)))
    assert labels_on(out.pages[0]) == []
    assert f"{label[0].text}" in text_in(out.struct)


def test_no_label_no_column():
    shown = table(group("", ("一", "い")))
    assert table_widths(shown, MEASURE_PT, SIDE).label == 0.0


def test_a_character_that_no_font_has_is_reported_with_its_place():
    where = Location("施策一覧.xlsx", "施策", "A1")
    rows = (Row("r", (cell("一"), cell("い"))),)
    out = laid(table(RowGroup("g", (Run("\ue000", source=where),), rows)))
    assert [finding.where for finding in out.findings] == [where]


def test_a_divided_row_leaves_room_for_the_label_on_both_pages(faults_in):
    for before in range(1, 12):
        rows = [("前", SENTENCE * 9)] * before
        out = laid(table(group("", *rows), group(LABEL, ("1", SENTENCE * 75)), group("", ("後", "後"))))
        found = [label for page in out.pages for label in labels_on(page)]
        assert found in ([LABEL], [LABEL, f"{LABEL}（続き）"])
        assert faults_in(out) == []


def test_settled_widths_give_the_same_label_again():
    shown = table(group(LABEL, *[(str(number), SENTENCE * 9) for number in range(60)]))
    first = table_widths(shown, MEASURE_PT, SIDE)
    settled = replace(
        shown, columns=tuple(replace(c, width_mm=w / PT_PER_MM) for c, w in zip(shown.columns, first.columns, strict=True))
    )
    again = table_widths(settled, MEASURE_PT, SIDE)
    assert again.label == pytest.approx(first.label)
    assert again.columns == pytest.approx(first.columns)
    assert not again.squeezed


TEXTS = st.text(alphabet="あ亜、。（）・12ab\n", max_size=120).map(str.strip)
LABELS = st.text(alphabet="施策の「」、。ー12a　", max_size=30).map(str.strip)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 8))
    widths = draw(st.lists(st.one_of(st.none(), st.none(), st.floats(15.0, 40.0)), min_size=count, max_size=count))
    stretch = draw(st.sampled_from([1, 1, 5]))
    groups = []
    for number in range(draw(st.integers(1, 4))):
        texts = draw(st.lists(st.tuples(*[TEXTS] * count), min_size=0, max_size=6))
        groups.append(group(draw(LABELS), *(tuple(text * stretch for text in row) for row in texts)))
        groups[-1] = replace(groups[-1], id=f"g{number}")
    return table(*groups, widths=tuple(widths))


def said(shown: Table) -> str:
    texts = ["".join(run.text for run in column.heading) for column in shown.columns]
    for each in shown.groups:
        texts += [run.text for run in each.label]
        texts += [run.text for row in each.rows for c in row.cells for block in c.blocks for run in block.runs]  # type: ignore[union-attr]
    return "".join("".join(texts).split())


@settings(max_examples=20, deadline=None)
@given(shown=tables(), mode=st.sampled_from(list(GroupLabels)))
def test_whatever_the_table_is_all_text_stands_in_it_once(shown, mode, text_in, faults_in, lines_on):
    theme = replace(DEFAULT_THEME, group_labels=mode)
    widths = table_widths(shown, MEASURE_PT, theme)
    flexible = any(column.width_mm is None for column in shown.columns)
    total = widths.label + sum(widths.columns)
    assert total == pytest.approx(MEASURE_PT) if flexible or widths.squeezed else total <= MEASURE_PT + 0.01
    out = laid(shown, theme)
    assert "".join(text_in(out.struct).split()) == said(shown)
    assert faults_in(out) == []
    if any(each.rows for each in shown.groups):
        for page in out.pages:
            assert "見出し0" in "".join(run.text for run in runs_on(page))


@settings(max_examples=10, deadline=None)
@given(label=LABELS.filter(lambda text: bool(text.strip("　"))), count=st.integers(1, 40), long=st.integers(1, 40))
def test_a_label_stands_on_each_page_with_rows_of_its_group(label, count, long):
    out = laid(table(group(label, *[(str(number), SENTENCE * long) for number in range(count)])))
    shown = ["".join(labels_on(page)) for page in out.pages]
    assert shown[0] == label
    for page, text in zip(out.pages[1:], shown[1:], strict=True):
        box = label_runs(page)[0].box
        need = least_height((Run(label),), lines_in(box.width, SIDE), SIDE)
        assert text == f"{label}（続き）" if box.height >= need else text
