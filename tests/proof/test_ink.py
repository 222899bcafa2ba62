"""Ink, sizes, glyphs and fonts: each kind of damage to a page or to the finished file is found as what it is, and only that."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from proof_bench import CELL, SHEET, TEXT_AREA, BrokenPainter, every_block, laid_out, line_of, sheet_of, text_of_lines

from kaigi_docs.blocks import Document, Paragraph, Run, Section
from kaigi_docs.findings import Finding
from kaigi_docs.layout.page import PT_PER_MM, Content, ContentRef, Fill, LaidOut, Rect, Rule, Shape, StructNode, TextRun

LINE = "関係する各課の取組状況を報告します。"
MM = PT_PER_MM


def findings(part: LaidOut, document: Document, tmp_path: Path, edit: Callable[[Path], None] | None = None) -> list[Finding]:
    return list(BrokenPainter(part, [document], tmp_path / "a.pdf").findings(edit))


def with_marks(*marks: Rule | Fill | Shape, artifact: str | None = "Layout") -> tuple[LaidOut, Document]:
    part, document = sheet_of(line_of(LINE))
    part.pages[0].contents.append(Content(list(marks), artifact))
    return part, document


def rule(x0: float, y0: float, x1: float, y1: float, width_pt: float = 0.5) -> Rule:
    return Rule(x0, y0, x1, y1, width_pt, "#000000")


def test_two_texts_on_the_same_place_are_ink_over_ink(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("一つ目の欄です。", 60.0, 100.0, TEXT_AREA), line_of("次の欄", 105.0, 103.0, TEXT_AREA))
    [finding] = findings(part, document, tmp_path)
    assert finding.code == "proof-ink-overlap" and str(CELL) in finding.message
    assert finding.where is not None and finding.where.label == "一つ目の欄です。／次の欄"


def test_lines_and_runs_that_touch_pass(tmp_path: Path) -> None:
    part, document = sheet_of(
        line_of("国国国", 60.0, 100.0, TEXT_AREA),
        line_of("国国国", 90.0, 100.0, TEXT_AREA),
        line_of("国国国", 60.0, 110.0, TEXT_AREA),
    )
    assert findings(part, document, tmp_path) == []


def test_glyphs_of_one_run_that_stand_on_each_other_are_ink_over_ink(tmp_path: Path) -> None:
    run = line_of("一二三国四")
    part, document = sheet_of(replace(run, offsets=(0.0, 10.0, 20.0, 25.0, 40.0)))
    [finding] = findings(part, document, tmp_path)
    assert finding.code == "proof-ink-overlap" and "「三」と「国」" in finding.message


def test_the_largest_overlap_is_measured_where_it_is_no_fault_yet(tmp_path: Path) -> None:
    one, other = line_of("国", 60.0, 100.0, TEXT_AREA), line_of("国", 60.0, 109.0, TEXT_AREA)
    overlaps = []
    for closer in (-0.5, 0.0, 0.6, 0.9):
        part, document = sheet_of(one, replace(other, baseline=109.0 - closer))
        figures = BrokenPainter(part, [document], tmp_path / "a.pdf").proof().figures
        assert figures is not None
        overlaps.append((figures.largest_overlap_pt, figures.overlaps))
    assert overlaps == sorted(overlaps)
    assert overlaps[0] == (0.0, 0) and overlaps[-1][1] == 1
    assert any(0.0 < depth <= 0.2 and not count for depth, count in overlaps)


def test_a_rule_through_text_is_found_and_rules_around_it_are_not(tmp_path: Path) -> None:
    around = (rule(50.0, 86.0, 300.0, 86.0), rule(50.0, 105.0, 300.0, 105.0), rule(50.0, 86.0, 50.0, 105.0))
    assert findings(*with_marks(*around), tmp_path) == []
    [level] = findings(*with_marks(rule(50.0, 96.0, 300.0, 96.0)), tmp_path)
    [upright] = findings(*with_marks(rule(84.0, 60.0, 84.0, 105.0)), tmp_path)
    assert level.code == upright.code == "proof-text-over-rule"
    assert upright.where is not None and upright.where.label == "関係【す】る各課の取組状況…"


def test_thick_rules_are_as_wide_as_they_are_drawn(tmp_path: Path) -> None:
    assert findings(*with_marks(rule(50.0, 103.0, 300.0, 103.0)), tmp_path) == []
    assert [finding.code for finding in findings(*with_marks(rule(50.0, 103.0, 300.0, 103.0, 6.0)), tmp_path)] == [
        "proof-text-over-rule"
    ]


def test_lines_of_a_figure_may_cross_its_text(tmp_path: Path) -> None:
    part, document = sheet_of(line_of(LINE))
    grid = Content([rule(50.0, 96.0, 300.0, 96.0)])
    part.pages[0].contents.append(grid)
    part.struct.kids.append(StructNode("P", [ContentRef(0, grid)]))
    assert [finding.code for finding in findings(part, document, tmp_path)] == ["proof-text-over-rule"]
    part.struct.kids[-1] = StructNode("Figure", [ContentRef(0, grid)], alt="図", page_box=(0, TEXT_AREA))
    codes = [finding.code for finding in findings(part, document, tmp_path)]
    assert "proof-text-over-rule" not in codes


@pytest.mark.parametrize(
    "mark",
    [
        rule(3 * MM, 100.0, 3 * MM, 200.0),
        rule(50.0, SHEET[1] - 4 * MM, 300.0, SHEET[1] - 4 * MM),
        Fill(Rect(SHEET[0] - 30.0, 200.0, SHEET[0], 220.0), "#eeeeee"),
        Shape(((100.0, 100.0), (110.0, 5.0)), stroke="#000000"),
    ],
)
def test_what_a_printer_would_cut_off_is_found(mark: Rule | Fill | Shape, tmp_path: Path) -> None:
    assert [finding.code for finding in findings(*with_marks(mark), tmp_path)] == ["proof-outside-page"]
    inside = with_marks(rule(6 * MM, 200.0, 6 * MM, 220.0), Fill(Rect(5 * MM, 200.0, 60.0, 220.0), "#eeeeee"))
    assert findings(*inside, tmp_path) == []


def test_text_on_the_edge_of_the_sheet_is_found(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("欄外", 100.0, 4 * MM, Rect(0.0, 0.0, 500.0, 100.0)))
    assert [finding.code for finding in findings(part, document, tmp_path)] == ["proof-outside-page"]


def test_ink_a_fifth_of_a_point_out_of_its_box_is_found(tmp_path: Path) -> None:
    ink = line_of("国", 60.0, 100.0)
    codes = {}
    for right in (69.25, 69.15):  # the ink of the glyph ends at 69.3
        part, document = sheet_of(replace(ink, box=Rect(60.0, 80.0, right, 110.0)))
        codes[right] = [finding.code for finding in findings(part, document, tmp_path)]
    assert codes == {69.25: [], 69.15: ["proof-outside-box"]}


def test_type_under_eight_points_is_found_and_readings_are_not(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("大きさは八ポイント", size_pt=8.0), line_of("小さい", baseline=150.0, size_pt=7.0))
    [finding] = findings(part, document, tmp_path)
    assert finding.code == "proof-small-type" and "7 pt" in finding.message and str(CELL) in finding.message
    part, document = text_of_lines("協議会", replace(line_of("きょうぎかい", 60.0, 91.0, TEXT_AREA, size_pt=5.0), ruby=True))
    document = replace(document, sections=(Section((Paragraph((Run("協議会", ruby="きょうぎかい"),)),)),))
    assert findings(part, document, tmp_path) == []


def edit_font(change: Callable[[TTFont], None]) -> Callable[[Path], None]:
    """An edit of a finished file: changes the program of its only font."""

    def edit(path: Path) -> None:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            [font] = pdf.pages[0].Resources.Font.values()
            stream = font.DescendantFonts[0].FontDescriptor.FontFile2
            program, changed = TTFont(io.BytesIO(stream.read_bytes())), io.BytesIO()
            change(program)
            program.save(changed)
            stream.write(changed.getvalue())
            stream.Length1 = len(changed.getvalue())
            pdf.save(path)

    return edit


def test_a_glyph_that_draws_nothing_is_found(tmp_path: Path) -> None:
    def empty(font: TTFont) -> None:
        font["glyf"][font.getGlyphOrder()[3]] = Glyph()

    [finding] = findings(*sheet_of(line_of("関係する各課")), tmp_path, edit_font(empty))
    assert finding.code == "proof-missing-glyph" and "「す」" in finding.message


def test_a_glyph_that_is_the_box_of_missing_ones_is_found(tmp_path: Path) -> None:
    def replace_by_notdef(font: TTFont) -> None:
        order = font.getGlyphOrder()
        font["glyf"][order[3]] = font["glyf"][order[0]]

    [finding] = findings(*sheet_of(line_of(LINE)), tmp_path, edit_font(replace_by_notdef))
    assert finding.code == "proof-missing-glyph" and "1種類" in finding.message


def test_a_font_that_is_not_in_the_file_is_found(tmp_path: Path) -> None:
    def forget(path: Path) -> None:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for font in pdf.pages[0].Resources.Font.values():
                del font.DescendantFonts[0].FontDescriptor.FontFile2
            pdf.save(path)

    part, document = sheet_of(line_of(LINE))
    proof = BrokenPainter(part, [document], tmp_path / "a.pdf").proof(forget)
    assert "proof-font" in proof.findings.codes()  # what else is found depends on the fonts of the system that take its place
    assert proof.figures is not None and (proof.figures.fonts, proof.figures.fonts_embedded) == (1, 0)


def test_the_figures_of_a_whole_material(tmp_path: Path) -> None:
    document = every_block()
    part = laid_out(document)
    figures = BrokenPainter(part, [document], tmp_path / "a.pdf").proof().figures
    assert figures is not None
    assert figures.pages == len(part.pages)
    assert figures.characters > 5_000 and figures.lines > 200
    assert (figures.forbidden_breaks, figures.outside, figures.overlaps, figures.missing_glyphs, figures.differences) == (0,) * 5
    assert figures.largest_overlap_pt == 0.0 and figures.smallest_type_pt == 9.0
    assert figures.fonts == figures.fonts_embedded >= 3
    assert figures.contents == figures.contents_tagged > 100


@pytest.mark.parametrize(
    ("offsets", "tightest", "loosest"),
    [((0, 10, 20, 30, 40), 0.0, 0.0), ((0, 10, 20, 26, 36), 0.4, 0.0), ((0, 12, 24, 34, 46), 0.0, 0.2)],
)
def test_tight_and_loose_lines_are_measured(offsets: tuple[float, ...], tightest: float, loosest: float, tmp_path: Path) -> None:
    line = replace(line_of("各課、関係", 60.0, 100.0, TEXT_AREA), offsets=tuple(map(float, offsets)))
    part, document = text_of_lines(line, line_of("する", 60.0, 120.0, TEXT_AREA))
    figures = BrokenPainter(part, [document], tmp_path / "a.pdf").proof().figures
    assert figures is not None
    assert (figures.spacing.tightest_em, figures.spacing.loosest_em) == pytest.approx((tightest, loosest))


@pytest.mark.parametrize(
    ("damage", "codes"),
    [
        (lambda run: replace(run, baseline=run.baseline - 6.0), ["proof-outside-box", "proof-text-over-rule"]),
        (lambda run: replace(run, x=run.x + 200.0), ["proof-outside-box"]),
        (lambda run: replace(run, size_pt=7.0), ["proof-small-type"]),
        (lambda run: replace(run, gids=(0, *run.gids[1:])), ["proof-missing-glyph", "proof-missing-glyph"]),
        (lambda run: replace(run, offsets=(0.0, 2.0, *run.offsets[2:])), ["proof-ink-overlap"]),
    ],
)
def test_a_cell_that_layout_damaged_is_found_as_what_it_is(
    damage: Callable[[TextRun], TextRun], codes: list[str], tmp_path: Path
) -> None:
    document = every_block()
    part = laid_out(document)
    contents = (content for page in part.pages for content in page.contents if content.artifact is None)
    marks, at, run = next(
        (content.marks, at, mark)
        for content in contents
        for at, mark in enumerate(content.marks)
        if isinstance(mark, TextRun) and mark.text == "見出し1"
    )
    marks[at] = damage(run)
    assert [finding.code for finding in findings(part, document, tmp_path)] == codes
