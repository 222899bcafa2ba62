"""Headings over several columns, cells over several columns and rows, cells drawn as bars: boxes, lines, tags, Word and proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import page
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import (
    Cell,
    CellLook,
    Column,
    Document,
    HeadCell,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import Fill, LaidOut, Rule, TextRun
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.pdf import measured_proof
from kaigi_docs.render.docx.document import DocumentInfo, render_docx
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME
from word_text import W, WordFile

MONTHS = 6
INFO = DocumentInfo("題", date(2022, 6, 1), "みほん市")
FRAMED, FILLED = CellLook.FRAMED, CellLook.FILLED


def cell(text: str = "", span: int = 1, look: CellLook = CellLook.PLAIN, named_by: tuple[str, ...] = ()) -> Cell:
    blocks = (Paragraph((Run(text),), ParagraphStyle.CELL_SMALL),) if text else ()
    return Cell(blocks, span, look, named_by=named_by)


GOES_ON = Cell(continued=True)
EMPTY = cell()


def table(*rows: tuple[Cell, ...], label: str = "市") -> Table:
    columns = (
        Column("task", (Run("項目"),), row_header=True),
        *(Column(f"m{number}", (Run(f"{number}月"),), 12.0) for number in range(1, MONTHS + 1)),
        Column("who", (Run("担当"),)),
    )
    years = (HeadCell(()), HeadCell((Run("前の年"),), 2), HeadCell((Run("後の年"),), 4), HeadCell(()))
    made = tuple(Row(f"r{number}", cells) for number, cells in enumerate(rows))
    group = RowGroup("g", (Run(label),) if label else (), made)
    return Table("t", columns, (group,), above=(years,))


BARS = table(
    (cell("調査"), cell("→配布", 2, FRAMED), cell("→集計と分析", 3, FRAMED), EMPTY, cell("市")),
    (cell("会議"), EMPTY, cell("●"), cell("骨子", 2, named_by=("m2",)), cell("■公表", 2, FILLED), cell("市と県")),
    (GOES_ON, cell("→準備", 4, FRAMED), EMPTY, EMPTY, GOES_ON),
)


def document(*tables: Table) -> Document:
    return with_settled_widths(Document("d", "題", "", (Section(tables, landscape=True),)), DEFAULT_THEME)


def laid(*tables: Table) -> LaidOut:
    return layout_document(document(*tables), DEFAULT_THEME)


def painted(out: LaidOut) -> bytes:
    return paint_pdf([out], PdfInfo(title="題", author="みほん市", created=date(2022, 6, 1)))


def run_with(out: LaidOut, text: str) -> TextRun:
    """The run whose text begins like that."""
    marks = (mark for each in out.pages for content in each.contents for mark in content.marks)
    return next(mark for mark in marks if isinstance(mark, TextRun) and mark.text.startswith(text))


def marks_of(out: LaidOut, kind: type[Fill] | type[Rule]) -> list:
    return [mark for content in out.pages[0].contents for mark in content.marks if isinstance(mark, kind)]


def test_a_table_without_headings_above_has_one_header_row() -> None:
    plain = Table("t", (Column("a", (Run("甲"),)), Column("b", (Run("乙"),))), ())
    assert [[(head.column, head.span, head.rows) for head in row] for row in plain.head_rows()] == [[(0, 1, 1), (1, 1, 1)]]
    assert Table("t", (Column("a", ()),), ()).head_rows() == ()


def test_the_structure_says_which_columns_and_rows_a_cell_takes(tree_of) -> None:
    lines = [line.strip() for line in tree_of(laid(BARS).struct)]
    heads = [line for line in lines if line.startswith("TH") and "scope=Column" in line]
    assert heads == [
        "TH #th1 scope=Column rows=2",
        "TH #th2 scope=Column span=2",
        "TH #th3 scope=Column span=4",
        "TH #th4 scope=Column rows=2",
        *(f"TH #th{number} scope=Column" for number in range(5, 11)),
    ]
    at = lines.index("1:「→集計と分析」")
    assert lines[at - 1] == "TD headers=th3,th7,th8,th9,th11,th12 span=3"
    at = lines.index("1:「会議」")
    assert lines[at - 1] == "TH #th13 scope=Row headers=th1,th11 rows=2"
    at = lines.index("1:「→準備」")
    assert lines[at - 2 : at] == ["TR", "TD headers=th2,th5,th6,th3,th7,th8,th11,th13 span=4"]


def test_words_beside_a_bar_belong_to_the_headings_of_the_bar(tree_of) -> None:
    lines = [line.strip() for line in tree_of(laid(BARS).struct)]
    assert lines[lines.index("1:「骨子」") - 1] == "TD headers=th2,th6,th11,th13 span=2"


def test_text_has_the_whole_width_of_the_columns_that_its_cell_takes() -> None:
    out = laid(BARS)
    bar, month = run_with(out, "→集計と分析"), run_with(out, "3月")
    assert bar.box.width == pytest.approx(3 * (month.box.width + 6.0) - 6.0)
    assert bar.box.x0 == pytest.approx(month.box.x0)


def test_a_bar_has_a_heavy_frame_and_what_is_done_a_ground() -> None:
    out = laid(BARS)
    heavy = [rule for rule in marks_of(out, Rule) if rule.width_pt == DEFAULT_THEME.bar_frame_pt]
    assert len(heavy) == 4 * 4
    (ground,) = [fill for fill in marks_of(out, Fill) if fill.colour == DEFAULT_THEME.bar_fill]
    inside = run_with(out, "■公表").box
    assert ground.rect.contains(inside)
    assert ground.rect.width == pytest.approx(inside.width + 6.0)


def test_no_line_parts_a_cell_from_its_lower_half() -> None:
    """The line between the last two rows runs under the months only."""
    out = laid(BARS)
    name, last = run_with(out, "会議"), run_with(out, "→準備")
    between = [r for r in marks_of(out, Rule) if r.y0 == r.y1 and name.baseline < r.y0 < last.baseline and r.width_pt < 1]
    months = (run_with(out, "1月").box.x0 - 3.0, run_with(out, "6月").box.x1 + 3.0)
    assert between
    assert (min(r.x0 for r in between), max(r.x1 for r in between)) == pytest.approx(months)


def test_no_line_crosses_text(tmp_path: Path) -> None:
    out = laid(BARS)
    path = tmp_path / "a.pdf"
    path.write_bytes(painted(out))
    assert list(measured_proof(path, [out], [document(BARS)]).findings) == []


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B])
def test_the_file_keeps_all_rules(profile: page.ValidationProfile) -> None:
    failures = page.validate_pdf_bytes(painted(laid(BARS)), profile=profile).failures
    assert [(failure.rule_id, failure.message) for failure in failures] == []


def test_both_header_rows_stand_on_every_page() -> None:
    rows = tuple((cell(f"予定{number}"), cell("→" * 60, 6, FRAMED), cell("市")) for number in range(60))
    out = laid(table(*rows))
    assert len(out.pages) > 1
    for each in out.pages:
        texts = ["".join(m.text for m in content.marks if isinstance(m, TextRun)) for content in each.contents]
        assert "後の年" in "".join(texts)
        assert "6月" in "".join(texts)


def test_rows_of_one_task_stay_on_one_page() -> None:
    pairs = [(cell(f"予定{n}"), cell("→始め", 6, FRAMED), cell("市")) for n in range(40)]
    rows = [row for pair in pairs for row in (pair, (GOES_ON, cell("→続き", 6, FRAMED), GOES_ON))]
    out = laid(table(*rows))
    assert len(out.pages) > 1
    for each in out.pages:
        text = "".join(mark.text for content in each.contents for mark in content.marks if isinstance(mark, TextRun))
        assert text.count("→始め") == text.count("→続き") > 0


def word(*tables: Table) -> WordFile:
    return WordFile(render_docx(document(*tables), DEFAULT_THEME, INFO))


def shape(row) -> list[str]:
    """Each cell of a Word row: its text, the columns that it takes, how it is joined up and down."""
    said = []
    for tc in row.findall(f"{W}tc"):
        text = "".join(t.text or "" for t in tc.iter(f"{W}t"))
        span, merge = tc.find(f"{W}tcPr/{W}gridSpan"), tc.find(f"{W}tcPr/{W}vMerge")
        ends = "" if merge is None else {"restart": "↓", "continue": "↑"}[merge.get(f"{W}val")]
        said.append(f"{text}{ends}{'' if span is None else span.get(f'{W}val')}")
    return said


def test_word_has_the_same_cells() -> None:
    (tbl,) = word(BARS).all("tbl")
    assert [shape(row) for row in tbl.findall(f"{W}tr")] == [
        ["項目↓", "前の年2", "後の年4", "担当↓"],
        ["↑", "1月", "2月", "3月", "4月", "5月", "6月", "↑"],
        ["市8"],
        ["調査", "→配布2", "→集計と分析3", "", "市"],
        ["会議↓", "", "●", "骨子2", "■公表2", "市と県↓"],
        ["↑", "→準備4", "", "", "↑"],
    ]


def test_word_draws_bars_with_borders_and_shading() -> None:
    (tbl,) = word(BARS).all("tbl")
    framed = [tc for tc in tbl.iter(f"{W}tc") if tc.find(f"{W}tcPr/{W}tcBorders") is not None]
    shaded = {"".join(t.text or "" for t in tc.iter(f"{W}t")): tc.find(f"{W}tcPr/{W}shd") is not None for tc in framed}
    assert shaded == {"→配布": False, "→集計と分析": False, "■公表": True, "→準備": False}


def test_the_widths_of_word_cells_add_up_in_every_row() -> None:
    (tbl,) = word(BARS).all("tbl")
    sums = {sum(int(width.get(qn("w:w"))) for width in row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")) for row in tbl.findall(f"{W}tr")}
    assert len(sums) == 1


CELLS = st.tuples(st.text("→■●予定の案", max_size=10), st.integers(1, 4), st.sampled_from(CellLook))


def filled(parts: Sequence[tuple[str, int, CellLook]]) -> tuple[Cell, ...]:
    """Cells over all months: as many of the parts as there is room for, then empty ones."""
    cells: list[Cell] = []
    for text, span, look in parts:
        if sum(each.span for each in cells) + span <= MONTHS:
            cells.append(cell(text, span, look))
    return (*cells, *[EMPTY] * (MONTHS - sum(each.span for each in cells)))


@given(st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None)
def test_pdf_and_word_hold_every_text_whatever_the_cells(tmp_path_factory, rows) -> None:
    made = table(*((cell("項目"), *filled(parts), cell("市")) for parts in rows))
    out, folder = laid(made), tmp_path_factory.mktemp("spans")
    (folder / "a.pdf").write_bytes(painted(out))
    (folder / "a.docx").write_bytes(render_docx(document(made), DEFAULT_THEME, INFO))
    assert list(measured_proof(folder / "a.pdf", [out], [document(made)]).findings) == []
    assert list(prove_docx(folder / "a.docx", document(made))) == []
