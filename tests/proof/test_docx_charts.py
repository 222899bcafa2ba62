"""The proof of charts in Word files: ours pass; a lost, added or wrong number is found, in the chart and in its workbook."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kaigi_docs.blocks import (
    Chart,
    ChartCategory,
    ChartKind,
    ChartSeries,
    ChartTable,
    ChartValue,
    Document,
    List,
    ListItem,
    Paragraph,
    Run,
    Section,
    Slot,
)
from kaigi_docs.findings import Findings, Location
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.render.docx.document import DocumentInfo, render_docx
from kaigi_docs.theme import DEFAULT_THEME, ChartsInWord

CELL = Location("統計.xlsx", "死亡数", "C5")
CHART = "word/charts/chart1.xml"
BOOK = "word/embeddings/chart1.xlsx"
SHEET = "xl/worksheets/sheet1.xml"


def chart_of(kind: ChartKind = ChartKind.LINE, *, panels: bool = False) -> Chart:
    years = tuple(ChartCategory(f"令和{era}年", str(2018 + era), break_before=era == 4) for era in range(2, 6))
    shown = (ChartValue(Decimal(31), "31", CELL), ChartValue(None, "x"), ChartValue(Decimal("28.5"), "28.5"))
    rows = ((*shown, ChartValue(Decimal(29), "29")), (*shown[1:], ChartValue(Decimal(40), "40"), ChartValue(None, "…")))
    series = tuple(ChartSeries(f"s{number}", Run(name), row) for (number, row), name in zip(enumerate(rows), "男女", strict=True))
    return Chart("K1", kind, (Run("図１　推移"),), years, series, "人", panels)


def document_of(*charts: Chart) -> Document:
    return Document("S1", "資料１", "", (Section((Paragraph((Run("本文"),)), *charts)),))


def word(document: Document, **pictures: bytes) -> bytes:
    theme = replace(DEFAULT_THEME, charts_in_word=ChartsInWord.PICTURE) if pictures else DEFAULT_THEME
    return render_docx(document, theme, DocumentInfo(document.title), pictures)


def edited(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return result.getvalue()


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert content.count(old.encode()) >= 1
        return content.replace(old.encode(), new.encode(), 1)

    return change


def proven(tmp_path: Path, content: bytes, document: Document) -> Findings:
    (tmp_path / "a.docx").write_bytes(content)
    return prove_docx(tmp_path / "a.docx", document)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_charts_of_every_kind_pass(tmp_path, kind):
    document = document_of(chart_of(kind), replace(chart_of(kind), id="K2"))
    assert proven(tmp_path, word(document), document).codes() == []


def test_panels_and_charts_in_lists_and_slots_pass(tmp_path):
    panels = chart_of(panels=True)
    listed = List((ListItem("⑴", (Paragraph((Run("項目"),)), panels)),))
    document = Document("S1", "資料１", "", (Section((panels, listed, Slot(80.0, (chart_of(),)))),))
    assert proven(tmp_path, word(document), document).codes() == []


def test_a_chart_with_its_table_beside_it_passes(tmp_path):
    document = document_of(replace(chart_of(), table=ChartTable.BESIDE))
    assert proven(tmp_path, word(document), document).codes() == []


def test_a_wrong_number_in_a_chart_is_found_with_its_place(tmp_path):
    document = document_of(chart_of())
    [finding] = proven(tmp_path, edited(word(document), CHART, swapped("<c:v>28.5<", "<c:v>28.6<")), document)
    assert finding.code == "proof-chart-number"
    assert finding.where is not None
    assert finding.where.label == "令和4年2022: 28.5 が 28.6"
    assert str(CELL) in finding.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<v>29</v>", "<v>92</v>"),
        ("<v>29</v>", "<v></v>"),
        ("男</t>", "女</t>"),
        ("令和5年", "令和6年"),
        ('<c r="B6"', '<c r="B3"><v>3</v></c><c r="B6"'),
    ],
    ids=["another number", "no number", "another name", "another year", "a hidden number"],
)
def test_a_workbook_that_says_something_else_is_found(tmp_path, old, new):
    document = document_of(chart_of())
    broken = edited(word(document), BOOK, lambda book: edited(book, SHEET, swapped(old, new)))
    [finding] = proven(tmp_path, broken, document)
    assert finding.code == "proof-chart-number"
    assert "Excel" in finding.message


def test_a_hidden_number_in_a_chart_is_found(tmp_path):
    document = document_of(chart_of())
    hidden = '<c:pt idx="1"><c:v>3</c:v></c:pt><c:pt idx="3"><c:v>28.5<'
    broken = edited(word(document), CHART, swapped('<c:pt idx="3"><c:v>28.5<', hidden))
    assert proven(tmp_path, broken, document).codes() == ["proof-chart-number"]


def test_the_sides_of_a_two_sided_chart_must_not_be_exchanged(tmp_path):
    document = document_of(chart_of(ChartKind.TWO_SIDED_BAR))
    broken = edited(word(document), CHART, swapped("<c:v>-31<", "<c:v>31<"))
    assert proven(tmp_path, broken, document).codes() == ["proof-chart-number"]


def test_a_lost_chart_is_found(tmp_path):
    one, two = chart_of(), replace(chart_of(), id="K2", table=ChartTable.NONE, title=())
    assert proven(tmp_path, word(document_of(one)), document_of(one, two)).codes() == ["proof-chart-lost"]


def test_a_chart_too_many_is_found(tmp_path):
    one, two = chart_of(), replace(chart_of(), id="K2")
    assert proven(tmp_path, word(document_of(one, two)), document_of(one)).codes() == ["proof-chart-extra"]


def test_a_picture_passes_and_a_broken_one_is_found(tmp_path):
    document = document_of(chart_of(panels=True))
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x04"
    assert proven(tmp_path, word(document, K1=png), document).codes() == []
    broken = edited(word(document, K1=png), "word/media/image1.png", lambda _: b"")
    assert proven(tmp_path, broken, document).codes() == ["proof-chart-lost"]


def test_a_chart_whose_workbook_is_no_workbook_is_unreadable(tmp_path):
    document = document_of(chart_of())
    assert proven(tmp_path, edited(word(document), BOOK, lambda _: b"no zip"), document).codes() == ["proof-unreadable"]
