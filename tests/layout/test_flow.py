"""Blocks become pages: order, spaces, breaks, links, slots and the structure tree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Block,
    Document,
    Field,
    FieldKind,
    Heading,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Note,
    Paper,
    Paragraph,
    ParagraphStyle,
    Run,
    Section,
    Slot,
)
from kaigi_docs.findings import Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import PT_PER_MM, Content, LaidOut, TextRun
from kaigi_docs.theme import DEFAULT_THEME

SENTENCE = "みほん市では、市民の声を聞きながら、こころの健康づくりを進めています。"


def laid(*blocks: Block, **section: object) -> LaidOut:
    return layout_document(Document("d", "題", "資料１", (Section(tuple(blocks), **section),)), DEFAULT_THEME)  # type: ignore[arg-type]


def para(text: str, style: ParagraphStyle = ParagraphStyle.PLAIN, **more: object) -> Paragraph:
    return Paragraph((Run(text),), style, **more)  # type: ignore[arg-type]


def text_runs(out: LaidOut, page: int = 0) -> list[TextRun]:
    return [mark for content in out.pages[page].contents for mark in content.marks if isinstance(mark, TextRun)]


def real_text(out: LaidOut) -> str:
    contents = [content for page in out.pages for content in page.contents if content.artifact is None]
    return "".join(mark.text for content in contents for mark in content.marks if isinstance(mark, TextRun))


def snapshot(out: LaidOut) -> list[list[tuple[str | None, tuple[object, ...]]]]:
    def content(each: Content) -> tuple[str | None, tuple[object, ...]]:
        return each.artifact, tuple(each.marks)

    return [[content(each) for each in page.contents] for page in out.pages]


def test_the_structure_of_a_simple_document_reads_in_order(tree_of, faults_in):
    out = laid(
        para("資料の題", ParagraphStyle.TITLE),
        Heading("h", 1, "１", (Run("はじめに"),)),
        para("本文です。", ParagraphStyle.BODY),
        List((ListItem("⑴", (para("一つ目"),)), ListItem("⑵", (para("二つ目"),))), ListKind.NUMBER),
        Note("※", (Run("注です。"),)),
    )
    assert "\n".join(tree_of(out.struct)) == "\n".join(
        [
            "Sect",
            "  P",
            "    1:「資料の題」",
            "  H1",
            "    1:「１はじめに」",
            "  P",
            "    1:「本文です。」",
            "  L list=Decimal",
            "    LI",
            "      Lbl",
            "        1:「⑴」",
            "      LBody",
            "        P",
            "          1:「一つ目」",
            "    LI",
            "      Lbl",
            "        1:「⑵」",
            "      LBody",
            "        P",
            "          1:「二つ目」",
            "  P",
            "    1:「※注です。」",
        ]
    )
    assert faults_in(out) == []


def test_page_sizes_and_margins_follow_paper_and_direction():
    document = Document(
        "d",
        "題",
        "",
        (
            Section((para("縦"),)),
            Section((para("横"),), landscape=True),
            Section((para("大"),), paper=Paper.A3),
        ),
    )
    out = layout_document(document, DEFAULT_THEME)
    sizes = [(round(page.width / PT_PER_MM), round(page.height / PT_PER_MM)) for page in out.pages]
    assert sizes == [(210, 297), (297, 210), (297, 420)]
    assert text_runs(out, 0)[0].box.x0 == pytest.approx(DEFAULT_THEME.margins.left_mm * PT_PER_MM)
    assert text_runs(out, 1)[0].box.x0 == pytest.approx(DEFAULT_THEME.table_margins.left_mm * PT_PER_MM)


def test_a_heading_moves_to_the_next_page_with_the_lines_after_it(lines_on):
    filler = [para(f"{number}行目") for number in range(36)]
    for count in range(30, 37):
        out = laid(*filler[:count], Heading("h", 1, "２", (Run("次の章"),)), para(SENTENCE * 4))
        for page in out.pages:
            assert not lines_on(page)[-1].endswith("次の章")


def test_a_paragraph_leaves_at_least_two_lines_on_either_side_of_a_break(lines_on):
    for count in range(28, 38):
        out = laid(*[para(f"{number}行目") for number in range(count)], para(SENTENCE * 5))
        parts = [sum(1 for line in lines_on(page) if not line.endswith("行目")) for page in out.pages]
        assert all(lines == 0 or lines >= 2 for lines in parts)


def test_spaces_between_blocks_collapse_to_the_larger():
    theme = DEFAULT_THEME
    plain = theme.paragraphs[ParagraphStyle.PLAIN]
    heading = theme.headings[0]
    out = laid(para("前"), Heading("h", 1, "", (Run("章"),)))
    first, second = text_runs(out)
    line_tops = second.baseline - first.baseline
    apart = laid(para("前"), Heading("h", 1, "", (Run("章"),)))
    assert snapshot(out) == snapshot(apart)
    wider = replace(theme, paragraphs={**theme.paragraphs, ParagraphStyle.PLAIN: replace(plain, space_after_pt=20.0)})
    document = Document("d", "題", "", (Section((para("前"), Heading("h", 1, "", (Run("章"),)))),))
    runs = text_runs(layout_document(document, wider))
    assert runs[1].baseline - runs[0].baseline == pytest.approx(line_tops - heading.space_before_pt + 20.0)


def test_labels_of_one_list_share_a_column_and_following_lines_hang():
    out = laid(List((ListItem("⑴", (para(SENTENCE * 2),)), ListItem("⑽", (para("短い"),)))))
    texts = [run for run in text_runs(out) if run.text not in ("⑴", "⑽")]
    assert len({round(run.x, 2) for run in texts if run.offsets[0] == 0.0}) == 1
    assert min(run.x for run in texts) > max(run.x + run.width for run in text_runs(out) if run.text in ("⑴", "⑽"))


def test_a_nested_list_stands_in_the_body_of_its_item(tree_of, faults_in):
    inner = List((ListItem("・", (para("内"),)),))
    out = laid(List((ListItem("⑴", (para("外"), inner)),), ListKind.NUMBER))
    tree = [line.strip() for line in tree_of(out.struct)]
    assert tree.index("L list=Disc") > tree.index("LBody")
    assert faults_in(out) == []


def test_a_list_item_that_begins_with_an_answer_space_keeps_its_label(faults_in, lines_on):
    field = Field("q", FieldKind.TEXT, "意見", 30.0)
    out = laid(List((ListItem("⑴", (field,)),)))
    assert lines_on(out.pages[0]) == ["⑴"]
    assert len(out.pages[0].fields) == 1
    assert faults_in(out) == []


def test_a_link_is_an_element_with_one_area_per_line(tree_of, faults_in):
    out = laid(Paragraph((Run("詳しくは"), Run(SENTENCE * 2, link="#h"), Run("をご覧ください。")), ParagraphStyle.PLAIN))
    page = out.pages[0]
    assert [line.strip().split("「")[0] for line in tree_of(out.struct)][:4] == ["Sect", "P", "1:", "Link"]
    assert {area.target for area in page.links} == {"#h"}
    tops = [area.rect.y0 for area in page.links]
    assert len(tops) >= 2 and tops == sorted(set(tops))
    assert len({id(area.node) for area in page.links}) == 1
    assert faults_in(out) == []


def test_anchors_and_headings_are_recorded_where_they_stand():
    out = laid(para("前"), Anchor("a"), Heading("h", 2, "⑴", (Run("取組の\n方針"),)), Anchor("end"))
    anchors = out.pages[0].anchors
    assert [(anchor.id, anchor.title, anchor.level) for anchor in anchors] == [
        ("a", "", 0),
        ("h", "⑴　取組の 方針", 2),
        ("end", "", 0),
    ]
    assert anchors[0].y == anchors[1].y < anchors[2].y


def test_key_values_stand_at_the_right_edge_when_asked(lines_on, faults_in):
    rows = (
        KeyValueRow(Run("担当"), (Run("みほん市健康課"),)),
        KeyValueRow(Run("電話番号"), (Run("000-0000"),)),
    )
    start, end = laid(KeyValue(rows)), laid(KeyValue(rows, align=Align.END, width_mm=80.0))
    assert lines_on(start.pages[0]) == ["担当：みほん市健康課", "電話番号：000-0000"]
    assert min(run.x for run in text_runs(end)) == pytest.approx(text_runs(end)[0].box.x1 - 80.0 * PT_PER_MM)
    values = [run.x for run in text_runs(start) if run.text[0] in "み0"]
    assert values[0] == pytest.approx(values[1])
    assert faults_in(start) == faults_in(end) == []


def test_blocks_after_a_slot_do_not_move_when_its_wording_changes():
    short = laid(Slot(60.0, (para("短い"),)), para("後"))
    long = laid(Slot(60.0, (para(SENTENCE * 6),)), para("後"))
    assert text_runs(short)[-1] == text_runs(long)[-1]
    assert text_runs(short)[0].box.height == pytest.approx(60.0 * PT_PER_MM)


def test_a_slot_that_overflows_is_an_error_and_nothing_is_cut():
    source = Location("文面.xlsx", "文面", "B4")
    content = Paragraph((Run(SENTENCE * 10, source=source),), ParagraphStyle.PLAIN)
    out = laid(Slot(20.0, (content,)), para("後"))
    (finding,) = out.findings
    assert (finding.code, finding.where, out.findings.has_errors) == ("slot-overflow", source, True)
    count = len({run.baseline for run in text_runs(out)}) - 1
    assert f"{count - 3}行" in finding.message
    assert real_text(out) == SENTENCE * 10 + "後"
    fits = laid(Slot(20.0, (para("後"),)), para("後"))
    assert text_runs(out)[-1].baseline == text_runs(fits)[-1].baseline


def test_a_block_taller_than_a_page_is_reported_and_still_printed():
    out = laid(para("前"), Slot(400.0, (para("欄"),)), para("後"))
    assert out.findings.codes() == ["block-too-tall"]
    assert real_text(out) == "前欄後"
    assert len(out.pages) == 3


def test_a_character_that_no_font_has_is_reported_once_per_place():
    source = Location("施策一覧.xlsx", "施策", "D7")
    text = "\U00012000と\U00012000"
    out = laid(Paragraph((Run(text, source=source),)), Paragraph((Run(text, source=source),)))
    (finding,) = [each for each in out.findings if each.code == "glyph-missing"]
    assert finding.where == source
    assert "U+12000" in finding.message


def test_a_document_without_blocks_still_has_a_page():
    assert len(layout_document(Document("d", "題", "", ()), DEFAULT_THEME).pages) == 1


def test_two_layouts_of_one_document_are_equal():
    blocks = (para(SENTENCE * 3), Heading("h", 1, "１", (Run("章"),)), Field("q", FieldKind.TEXT, "意見", 30.0))
    assert snapshot(laid(*blocks)) == snapshot(laid(*blocks))


WORDS = st.text(alphabet="あ亜ア、。「」（）ー12aB 年", min_size=1, max_size=120).map(str.strip).filter(bool)


def leaf_blocks() -> st.SearchStrategy[Block]:
    paragraphs = st.builds(para, WORDS, st.sampled_from(ParagraphStyle))
    headings = st.builds(lambda text: Heading("h", 1, "１", (Run(text),)), WORDS)
    notes = st.builds(lambda text: Note("※", (Run(text),)), WORDS)
    lists = st.lists(paragraphs, min_size=1, max_size=4).map(lambda each: List(tuple(ListItem("・", (one,)) for one in each)))
    slots = st.builds(lambda text: Slot(40.0, (para(text),)), WORDS)
    return st.one_of(paragraphs, headings, notes, lists, slots)


def plain(block: Block) -> str:
    match block:
        case Heading() | Note():
            return block.label + "".join(run.text for run in block.runs)
        case Paragraph():
            return "".join(run.text for run in block.runs if isinstance(run, Run))
        case List():
            return "".join(item.label + "".join(map(plain, item.content)) for item in block.items)
        case Slot():
            return "".join(map(plain, block.content))
        case _:
            return ""


@settings(max_examples=30, deadline=None)
@given(st.lists(leaf_blocks(), min_size=1, max_size=60), st.booleans())
def test_text_in_is_text_out_in_order_and_within_its_boxes(faults_in, text_in, blocks, landscape):
    out = laid(*blocks, landscape=landscape)
    written = "".join(map(plain, blocks))
    assert real_text(out).replace(" ", "") == written.replace(" ", "")
    assert text_in(out.struct).replace(" ", "") == written.replace(" ", "")
    assert faults_in(out) == []
    assert out.findings.codes() == []


def test_text_stands_inside_the_text_area():
    out = laid(*[para(SENTENCE * 3, ParagraphStyle.BODY)] * 30)
    area = text_runs(out)[0].box
    assert tuple(area) == pytest.approx([length * PT_PER_MM for length in (20.0, 20.0, 190.0, 279.0)])
    assert len(out.pages) > 1


def test_a_link_over_a_page_break_stays_one_element(faults_in):
    filler = [para("行")] * 33
    out = laid(*filler, Paragraph((Run(SENTENCE * 6, link="https://mihon.example/"),), ParagraphStyle.PLAIN))
    areas = [area for page in out.pages for area in page.links]
    assert all(page.links for page in out.pages) and len(out.pages) == 2
    assert len({id(area.node) for area in areas}) == 1
    assert faults_in(out) == []


def test_an_answer_space_wider_than_its_line_is_reported():
    source = Location("会議設定.xlsx", "設問", "C3")
    wide = Field("q", FieldKind.LINE, "氏名", 8.0, 300.0)
    out = laid(Paragraph((Run("氏名", source=source), wide), ParagraphStyle.PLAIN))
    assert [(finding.code, finding.where) for finding in out.findings] == [("word-too-wide", source)]
