"""The proof of PDFs: nothing is found in what our painter writes, and everything that is broken is found at its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from proof_bench import CELL, BrokenPainter, every_block, laid_out, line_of, sheet_of, swapped, without

from kaigi_docs.blocks import Document, Paragraph, Run, Section
from kaigi_docs.findings import Finding
from kaigi_docs.layout.page import Content, LaidOut, Rect
from kaigi_docs.proof.pdf import prove_pdf
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf

LINE = "関係する各課の取組状況を報告します。"
FIRST_COLUMN, SECOND_COLUMN = Rect(50.0, 80.0, 250.0, 110.0), Rect(250.0, 80.0, 450.0, 110.0)


@pytest.fixture(scope="module")
def material() -> tuple[LaidOut, Document]:
    document = every_block()
    return laid_out(document), document


@pytest.fixture
def row(tmp_path: Path) -> BrokenPainter:
    """Two cells side by side."""
    part, document = sheet_of(
        line_of(LINE, 60.0, 100.0, FIRST_COLUMN), line_of("次年度も続けます。", 260.0, 100.0, SECOND_COLUMN)
    )
    return BrokenPainter(part, [document], tmp_path / "a.pdf")


def place(finding: Finding) -> tuple[str, int | None, str | None]:
    assert finding.where is not None
    return finding.where.file, finding.where.page, finding.where.label


def test_a_material_with_every_block_passes(material: tuple[LaidOut, Document], tmp_path: Path) -> None:
    part, document = material
    assert part.findings.codes() == []
    assert BrokenPainter(part, [document], tmp_path / "a.pdf").findings().codes() == []


def test_two_materials_in_one_file_pass(material: tuple[LaidOut, Document], tmp_path: Path) -> None:
    second, document = sheet_of(line_of(LINE))
    parts = [material[0], replace(second, id="S2")]
    (tmp_path / "a.pdf").write_bytes(paint_pdf(parts, PdfInfo(title="会議資料一式")))
    assert prove_pdf(tmp_path / "a.pdf", parts, [material[1], document]).codes() == []


def test_a_lost_character_is_found_with_its_cell(row: BrokenPainter) -> None:
    row.change(LINE, lambda run: without(run, 7))
    [finding] = row.findings()
    assert finding.code == "proof-character-lost"
    assert place(finding) == ("PDF/資料１.pdf", 1, "関係する各課の【取】組状況を報告しま…")
    assert str(CELL) in finding.message and "「取」" in finding.message


def test_a_lost_run_is_found(row: BrokenPainter) -> None:
    row.change("次年度", lambda run: replace(run, gids=(), texts=(), offsets=()))
    [finding] = row.findings()
    assert finding.code == "proof-character-lost"
    assert place(finding)[2] == "【次年度も続けます。】"


def test_text_that_nobody_wrote_is_found(row: BrokenPainter) -> None:
    row.part.pages[0].contents[1].marks.append(line_of("余分な文", 260.0, 400.0))
    [finding] = row.findings()
    assert finding.code == "proof-character-extra"
    assert place(finding) == ("PDF/資料１.pdf", 1, "…年度も続けます。【余分な文】")


def test_two_characters_exchanged_are_an_order(row: BrokenPainter) -> None:
    row.change(LINE, lambda run: swapped(run, 7))
    [finding] = row.findings()
    assert finding.code == "proof-order"
    assert place(finding) == ("PDF/資料１.pdf", 1, "関係する各課の【取組】状況を報告します…")
    assert str(CELL) in finding.message


def test_runs_of_one_line_painted_in_another_order_are_an_order(row: BrokenPainter) -> None:
    row.part.pages[0].contents.reverse()
    [finding] = row.findings()
    assert finding.code == "proof-order"
    assert place(finding)[2] == "【次】年度も続けます。"


def test_a_character_outside_its_cell_is_misplaced(row: BrokenPainter) -> None:
    row.change(LINE, lambda run: replace(run, offsets=(*run.offsets[:-1], run.offsets[-1] + 30.0)))
    [finding] = row.findings()
    assert finding.code == "proof-misplaced"
    assert place(finding)[2] == "…状況を報告します【。】"


def test_a_cell_painted_over_another_is_misplaced(row: BrokenPainter) -> None:
    row.change("次年度", lambda run: replace(run, x=60.0))
    assert "proof-misplaced" in row.findings().codes()


def test_a_drift_that_nobody_sees_passes(row: BrokenPainter) -> None:
    row.change(LINE, lambda run: replace(run, x=run.x + 0.5, baseline=run.baseline - 0.5))
    assert row.findings().codes() == []


def test_a_wrong_tounicode_is_found_at_every_place_of_the_character(row: BrokenPainter) -> None:
    def read_otherwise(path: Path) -> None:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            cmaps = [font.ToUnicode for font in pdf.pages[0].Resources.Font.values()]
            for cmap in cmaps:
                cmap.write(cmap.read_bytes().replace(b"53d6", b"53d7").replace(b"53D6", b"53D7"))
            pdf.save(path)

    [finding] = row.findings(read_otherwise)
    assert finding.code == "proof-tounicode"
    assert place(finding)[2] == "関係する各課の【取】組状況を報告しま…"
    assert "「取」が「受」" in finding.message


def test_a_missing_tounicode_is_found(row: BrokenPainter) -> None:
    def forget(path: Path) -> None:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for font in pdf.pages[0].Resources.Font.values():
                del font.ToUnicode
            pdf.save(path)

    assert "proof-tounicode" in row.findings(forget).codes()


def test_ink_that_layout_let_out_of_its_box_is_found(tmp_path: Path) -> None:
    part, document = sheet_of(line_of(LINE, 60.0, 100.0, Rect(60.0, 80.0, 200.0, 110.0)))
    [finding] = BrokenPainter(part, [document], tmp_path / "a.pdf").findings()
    assert finding.code == "proof-outside-box"
    assert place(finding)[2] == "…の取組状況を報告【します。】"


def test_text_that_leaves_the_sheet_is_found(tmp_path: Path) -> None:
    part, document = sheet_of(line_of(LINE, 500.0, 100.0, Rect(0.0, 0.0, 900.0, 900.0)))
    assert BrokenPainter(part, [document], tmp_path / "a.pdf").findings().codes() == ["proof-outside-page"]


def test_cells_that_share_room_overlap_and_nested_boxes_do_not(tmp_path: Path) -> None:
    one, other = Rect(50.0, 80.0, 250.0, 110.0), Rect(240.0, 90.0, 450.0, 120.0)
    part, document = sheet_of(line_of("一", 60.0, 100.0, one), line_of("二", 260.0, 110.0, other))
    [finding] = BrokenPainter(part, [document], tmp_path / "a.pdf").findings()
    assert finding.code == "proof-overlap"
    assert "「一」" in finding.message and "「二」" in finding.message
    part, document = sheet_of(line_of("一", 60.0, 100.0, one), line_of("二", 60.0, 105.0, Rect(50.0, 90.0, 200.0, 110.2)))
    assert BrokenPainter(part, [document], tmp_path / "a.pdf").findings().codes() == []


def test_a_missing_page_is_found(material: tuple[LaidOut, Document], tmp_path: Path) -> None:
    def drop_last(path: Path) -> None:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            del pdf.pages[-1]
            pdf.save(path)

    part, document = material
    [finding] = BrokenPainter(part, [document], tmp_path / "a.pdf").findings(drop_last)
    assert finding.code == "proof-pages"
    assert f"正しくは{len(part.pages)}ページ" in finding.message


def test_a_page_of_another_size_is_found(row: BrokenPainter) -> None:
    row.part.pages[0].width += 10.0
    [finding] = row.findings()
    assert (finding.code, place(finding)[1]) == ("proof-pages", 1)


def test_a_paragraph_that_layout_lost_is_found_with_its_cell(tmp_path: Path) -> None:
    part, document = sheet_of(
        line_of("一つ目です。"), line_of("二つ目です。", baseline=130.0), line_of("三つ目です。", baseline=160.0)
    )
    del part.pages[0].contents[1], part.struct.kids[1]
    [finding] = BrokenPainter(part, [document], tmp_path / "a.pdf").findings()
    assert finding.code == "proof-character-lost"
    assert place(finding)[2] == "一つ目です。【二つ目です。】三つ目です。"
    assert str(CELL) in finding.message


def test_text_that_layout_added_is_found(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("一つ目です。"), line_of("二つ目です。", baseline=130.0))
    document = replace(document, sections=(Section((Paragraph((Run("一つ目です。"),)),)),))
    assert BrokenPainter(part, [document], tmp_path / "a.pdf").findings().codes() == ["proof-character-extra"]


def test_paragraphs_that_the_structure_reads_in_another_order_are_an_order(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("一つ目です。"), line_of("二つ目です。", baseline=130.0))
    part.struct.kids.reverse()
    assert BrokenPainter(part, [document], tmp_path / "a.pdf").findings().codes() == ["proof-order"]


def test_an_empty_document_whose_page_says_something_is_found(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("一つ目です。"))
    assert BrokenPainter(part, [replace(document, sections=())], tmp_path / "a.pdf").findings().codes() == [
        "proof-character-extra"
    ]


def test_content_that_the_structure_does_not_read_is_found(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("一つ目です。"))
    (tmp_path / "a.pdf").write_bytes(paint_pdf([part], PdfInfo(title="x")))
    part.pages[0].contents.append(Content([line_of("二つ目", baseline=130.0)]))
    assert "proof-untagged" in prove_pdf(tmp_path / "a.pdf", [part], [document]).codes()


def test_only_twenty_differences_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    part, document = sheet_of(*(line_of(f"第{number}行です。", baseline=40.0 + 28 * number, size_pt=8.0) for number in range(28)))
    painter = BrokenPainter(part, [document], tmp_path / "a.pdf")
    for content, at, run in list(painter.runs()):
        content.marks[at] = without(run, 1)
    findings = list(painter.findings())
    assert [finding.code for finding in findings] == ["proof-character-lost"] * 20 + ["proof-more"]
    assert "8件" in findings[-1].message


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no more", b"\x00" * 3000])
def test_a_file_that_is_no_pdf_is_unreadable(tmp_path: Path, content: bytes) -> None:
    part, document = sheet_of(line_of("一"))
    (tmp_path / "a.pdf").write_bytes(content)
    assert prove_pdf(tmp_path / "a.pdf", [part], [document]).codes() == ["proof-unreadable"]


@pytest.mark.parametrize(
    "texts",
    [
        ("行の終わりのハイフン-", "次の行"),
        ("A-\u00ad", "次の行"),
        ("\ufb01nd", "\ufb02ow"),
        ("　字下げ　と\u00a0空き  二つ", "\u200b"),
        ("……――", "））））"),
        ("!?.,:;'\"()[]{}<>&%$#@\\/", "1" * 40),
    ],
)
def test_what_pdfium_reads_in_its_own_way_passes(tmp_path: Path, texts: tuple[str, ...]) -> None:
    part, document = sheet_of(*(line_of(text, baseline=100.0 + 30 * number) for number, text in enumerate(texts)))
    assert BrokenPainter(part, [document], tmp_path / "a.pdf").findings().codes() == []


def test_the_same_character_painted_twice_on_one_spot_is_ink_over_ink(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("）", 60.0), line_of("）", 65.0), line_of("）", 65.4))
    [finding] = BrokenPainter(part, [document], tmp_path / "a.pdf").findings()
    assert finding.code == "proof-ink-overlap"
    assert "「）」が同じ場所に二度" in finding.message


def test_the_same_mark_twice_on_one_letter_passes(tmp_path: Path) -> None:
    document = Document("S1", "資料１", "", (Section((Paragraph((Run("か\u3099\u3099\u3099、e\u0323\u0323"),)),)),))
    assert BrokenPainter(laid_out(document), [document], tmp_path / "a.pdf").findings().codes() == []


def test_a_mark_that_begins_a_line_may_stand_before_it(tmp_path: Path) -> None:
    run = line_of("\u3099", 60.0, 100.0, Rect(60.0, 80.0, 200.0, 110.0))
    part, document = sheet_of(run)
    assert BrokenPainter(part, [document], tmp_path / "a.pdf").findings().codes() == []


def test_a_glyph_that_no_font_has_is_found(tmp_path: Path) -> None:
    run = line_of("前後")
    tofu = replace(run, gids=(run.gids[0], 0, run.gids[1]), texts=("前", "\U00012000", "後"), offsets=(0.0, 10.0, 20.0))
    part, document = sheet_of(tofu)
    promised, drawn = BrokenPainter(part, [document], tmp_path / "a.pdf").findings()
    assert promised.code == drawn.code == "proof-missing-glyph"
    assert {place(promised)[2], place(drawn)[2]} == {"前【\U00012000】後", None}


characters = st.one_of(
    st.characters(min_codepoint=0x3041, max_codepoint=0x30F6),
    st.sampled_from("取組状況報告令和年度市課事業、。「」（）・…―ー々①⑴㈱％AaZ019 -　𠮷髙﨑☑"),
    st.sampled_from(("辻\U000e0100", "か゚", "é", "e\u0301", "\u200b", "\u00ad", "\n", "ﬁ")),
)
texts = st.lists(characters, min_size=1, max_size=120).map("".join)


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(texts, min_size=1, max_size=4))
def test_whatever_is_laid_out_and_painted_passes(tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str]) -> None:
    blocks = tuple(Paragraph((Run(text),)) for text in paragraphs)
    document = Document("S1", "資料１", "資料１", (Section(blocks),))
    painter = BrokenPainter(laid_out(document), [document], tmp_path_factory.mktemp("proof") / "a.pdf")
    assert painter.findings().codes() == []


@settings(max_examples=60, deadline=None)
@given(text=st.text("取組状況報告令和年度", min_size=1, max_size=40), fraction=st.floats(0.0, 0.999))
def test_whichever_character_is_lost_is_found(tmp_path_factory: pytest.TempPathFactory, text: str, fraction: float) -> None:
    part, document = sheet_of(line_of(text))
    painter = BrokenPainter(part, [document], tmp_path_factory.mktemp("proof") / "a.pdf")
    painter.change(text, lambda run: without(run, int(fraction * len(text))))
    [finding] = painter.findings()
    assert finding.code == "proof-character-lost"
