"""Where lines end: what a page shows is judged, and each kind of damage to a laid-out page is found as what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proof_bench import CELL, TEXT_AREA, BrokenPainter, laid_out, line_of, text_of_lines

from kaigi_docs.blocks import (
    Cell,
    Column,
    Document,
    Field,
    FieldKind,
    Inline,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.findings import Finding
from kaigi_docs.layout.page import Content, ContentRef, LaidOut, Page, TextRun
from kaigi_docs.proof.breaks import compare_breaks
from kaigi_docs.proof.figures import ForcedBreak
from kaigi_docs.proof.report import Report


def found(part: LaidOut, document: Document, first_page: int = 1) -> tuple[list[Finding], list[ForcedBreak]]:
    report = Report("a.pdf")
    ends = compare_breaks(part, document, first_page, report)
    return list(report.findings()), ends.forced


def set_material(*inlines: Inline, style: ParagraphStyle = ParagraphStyle.PLAIN) -> tuple[LaidOut, Document]:
    document = Document("S1", "資料１", "", (Section((Paragraph(inlines, style),)),))
    return laid_out(document), document


def moved(part: LaidOut, line: int, count: int) -> None:
    """Takes the last glyphs of a run from its line to the beginning of the next one."""
    marks = next(content.marks for content in part.pages[0].contents if content.artifact is None)
    above, below = marks[line], marks[line + 1]
    assert isinstance(above, TextRun) and isinstance(below, TextRun)
    kept = len(above.gids) - count
    shift = above.size_pt * count
    marks[line] = replace(above, gids=above.gids[:kept], texts=above.texts[:kept], offsets=above.offsets[:kept])
    marks[line + 1] = replace(
        below,
        gids=above.gids[kept:] + below.gids,
        texts=above.texts[kept:] + below.texts,
        offsets=(*(above.size_pt * at for at in range(count)), *(offset + shift for offset in below.offsets)),
    )


def test_a_line_break_moved_before_a_comma_is_found_with_its_place_and_cell(tmp_path: Path) -> None:
    part, document = set_material(
        Run(
            "令和四年度の取組状況について関係する各課から報告を受けた内容を次のとおり取りまとめたので、ご覧ください。",
            source=CELL,
        )
    )
    first = next(mark for content in part.pages[0].contents for mark in content.marks if isinstance(mark, TextRun))
    assert "、" in first.text
    moved(part, 0, len(first.text) - first.text.index("、"))
    [finding] = BrokenPainter(part, [document], tmp_path / "a.pdf").findings()
    assert finding.code == "proof-forbidden-break"
    assert finding.where is not None and finding.where.label == "取りまとめたので｜、ご覧ください。"
    assert "行頭に置けない" in finding.message and str(CELL) in finding.message


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("関係する各課の「", "生きる支援」の"), "行末に置けない"),
        (("関係する各課が20", "22年度に"), "分けられない"),
        (("関係する各課のWeb", "site"), "分けられない"),
        (("関係する各課は—", "—つまり"), "分けられない"),
        (("関係する各課へ￥", "500を"), "分けられない"),
        (("関係する各課", "　の取組"), "行頭に置けない"),
    ],
)
def test_each_kind_of_forbidden_end_is_found(lines: tuple[str, ...], words: str, tmp_path: Path) -> None:
    part, document = text_of_lines(*lines)
    [finding] = BrokenPainter(part, [document], tmp_path / "a.pdf").findings()
    assert finding.code == "proof-forbidden-break" and words in finding.message


@pytest.mark.parametrize(
    "lines", [("関係する各課の", "「取組」"), ("令和", "４年"), ("the city ", "office"), ("終わる。", "次に")]
)
def test_lines_that_end_where_they_may_pass(lines: tuple[str, ...]) -> None:
    assert found(*text_of_lines(*lines)) == ([], [])


def test_a_line_that_was_typed_as_one_may_begin_with_anything() -> None:
    part, document = text_of_lines("関係する各課の取組", "、と続く", typed="関係する各課の取組\n、と続く")
    assert found(part, document) == ([], [])


def test_a_word_longer_than_its_line_is_listed_and_no_fault() -> None:
    part, document = text_of_lines("関係する", "https://exampl", "eexampleexample")
    assert found(part, document) == ([], [ForcedBreak(1, "//exampl｜eexample")])


def test_a_word_divided_where_a_line_could_have_ended_before_it_is_a_fault() -> None:
    part, document = text_of_lines("関係するhttps://exampl", "eexampleexample")
    [finding], forced = found(part, document)
    assert (finding.code, forced) == ("proof-forbidden-break", [])


def test_kinsoku_is_broken_only_where_a_divided_word_would_not_help() -> None:
    assert found(*text_of_lines("あ", "、"))[1] == [ForcedBreak(1, "あ｜、")]
    assert [finding.code for finding in found(*text_of_lines("関係するあ", "、"))[0]] == ["proof-forbidden-break"]
    assert [finding.code for finding in found(*text_of_lines("example", "、"))[0]] == ["proof-forbidden-break"]


def test_the_mark_of_an_item_alone_would_be_no_better_line() -> None:
    assert found(*text_of_lines("（１）https://exampl", "eexample"))[0] == []
    assert found(*text_of_lines("（注）https://exampl", "eexample"))[0] != []


def test_a_base_divided_below_its_reading_is_found() -> None:
    part, document = text_of_lines("この協", "議会は")
    runs = (Run("この"), Run("協議会", ruby="きょうぎかい"), Run("は"))
    document = replace(document, sections=(Section((Paragraph(runs),)),))
    reading = replace(line_of("きょうぎかい", 60.0, 105.0, size_pt=5.0), ruby=True)
    base, rest = line_of("議会", baseline=118.0), line_of("は", 80.0, baseline=118.0)
    part.pages[0].contents[0].marks[1:] = [base, reading, rest]
    [finding], _ = found(part, document)
    assert finding.code == "proof-forbidden-break" and "この協｜議会は" in finding.message


def test_a_reading_taken_for_text_is_found() -> None:
    part, document = text_of_lines("協議会", "きょうぎかい")
    document = replace(document, sections=(Section((Paragraph((Run("協議会", ruby="きょうぎかい"),)),)),))
    assert [finding.code for finding in found(part, document)[0]] == ["proof-order"]


def test_a_text_that_goes_on_at_the_same_height_of_the_next_page_is_judged_there() -> None:
    part, document = text_of_lines("関係する各課の取組", line_of("、と続く", box=TEXT_AREA))
    marks = part.pages[0].contents[0].marks
    second = Content([marks.pop()])
    part.pages.append(Page(part.pages[0].width, part.pages[0].height, [second]))
    part.struct.kids.append(ContentRef(1, second))
    [finding], _ = found(part, document, first_page=5)
    assert finding.where is not None and finding.where.page == 6


def test_heads_that_are_painted_again_are_judged_too() -> None:
    part, document = text_of_lines("関係する各課")
    head, foot = line_of("事業概", 60.0, 200.0, TEXT_AREA), line_of("要、実施", 60.0, 218.0, TEXT_AREA)
    again = Content([head, foot], "Pagination")
    part.pages[0].contents.append(again)
    assert found(part, document) == ([], [])
    again.marks[1] = line_of("、実施", 60.0, 218.0, TEXT_AREA)
    [finding], _ = found(part, document)
    assert finding.code == "proof-forbidden-break" and "事業概｜、実施" in finding.message


def test_a_line_feed_typed_in_a_head_is_one_in_its_repetition() -> None:
    part, document = text_of_lines("事業概", "、実施", typed="事業概\n、実施")
    again = [line_of(text, baseline=200.0 + 18 * at, box=TEXT_AREA) for at, text in enumerate(("事業概", "、実施"))]
    part.pages[0].contents.append(Content(list(again), "Pagination"))
    assert found(part, document) == ([], [])


def test_signs_of_a_vertical_line_stand_in_one_line() -> None:
    signs = [line_of(sign, 60.0, 100.0 + 10.0 * at, TEXT_AREA) for at, sign in enumerate("重点、施策")]
    assert found(*text_of_lines(*signs)) == ([], [])
    onward = [replace(sign, x=40.0, baseline=sign.baseline - 20.0) for sign in signs[2:]]
    [finding], _ = found(*text_of_lines(*signs[:2], *onward))
    assert finding.code == "proof-forbidden-break" and "重点｜、施策" in finding.message


characters = st.one_of(
    st.sampled_from("取組状況報告令和年度市課、。「」（）・…―ー々①⑴％AaZ019 -　みほんカッャ/~"),
    st.sampled_from(
        ("2022", "https://example.jp/a/b-c", "don’t", "12,345", "Web", "\u200b", "\n", "(1)", "￥500", "……", "e\u0301")
    ),
)
texts = st.lists(characters, min_size=1, max_size=40).map("".join)
runs = st.builds(Run, text=texts, strong=st.booleans(), ruby=st.sampled_from((None, None, None, "よみ")))
fields = st.builds(
    Field,
    id=st.uuids().map(str),
    kind=st.just(FieldKind.LINE),
    label=st.just("年"),
    height_mm=st.just(6.0),
    width_mm=st.just(12.0),
)


@settings(max_examples=40, deadline=None)
@given(cells=st.lists(st.lists(st.one_of(runs, runs, fields), min_size=1, max_size=4).map(tuple), min_size=3, max_size=3))
def test_no_line_that_layout_sets_ends_where_the_proof_forbids_it(cells: list[tuple[Inline, ...]]) -> None:
    columns = tuple(Column(f"c{at}", (Run("見出し"),), width_mm=width) for at, width in enumerate((20.0, 35.0, 60.0)))
    row = Row("r", tuple(Cell((Paragraph(inlines, ParagraphStyle.CELL),)) for inlines in cells))
    table = Table("t", columns, (RowGroup("g", (Run("基本施策"),), (row,)),))
    document = Document("S1", "資料１", "資料１", (Section((*(Paragraph(inlines) for inlines in cells), table)),))
    assert found(laid_out(document), document)[0] == []
