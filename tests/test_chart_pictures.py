"""Pictures of charts for Word: cut from the pages, one for each chart, with the drawing and nothing around it."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from kaigi_docs.blocks import Chart, ChartCategory, ChartKind, ChartSeries, ChartValue, Document, Note, Paragraph, Run, Section
from kaigi_docs.chart_pictures import DPI, chart_pictures
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, StructNode
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.render.docx import DocumentInfo, render_docx
from kaigi_docs.theme import DEFAULT_THEME, ChartsInWord

PICTURES = replace(DEFAULT_THEME, charts_in_word=ChartsInWord.PICTURE)
WHITE = (255, 255, 255)


def chart_of(chart_id: str, kind: ChartKind, *, panels: bool = False) -> Chart:
    years = tuple(ChartCategory(f"令和{era}年", str(2018 + era)) for era in range(2, 7))
    series = tuple(
        ChartSeries(name, Run(name), tuple(ChartValue(Decimal(at * 7 % 40 + 5), f"{at * 7 % 40 + 5}") for at in range(5)))
        for name in "男女"
    )
    return Chart(chart_id, kind, (Run(f"図{chart_id}"),), years, series, "人", panels, notes=(Note("※", (Run("注"),)),))


def document_of(*charts: Chart) -> Document:
    return Document("S1", "資料１", "", (Section((Paragraph((Run("本文"),)), *charts)),))


DOCUMENT = document_of(
    chart_of("K1", ChartKind.LINE), chart_of("K2", ChartKind.TWO_SIDED_BAR), chart_of("K3", ChartKind.GROUPED_BAR, panels=True)
)


@pytest.fixture(scope="module")
def laid_out() -> LaidOut:
    return layout_document(DOCUMENT, PICTURES)


@pytest.fixture(scope="module")
def pictures(laid_out: LaidOut) -> dict[str, bytes]:
    return chart_pictures(DOCUMENT, laid_out, PICTURES)


def figures(node: StructNode) -> list[StructNode]:
    below = [figure for kid in node.kids if isinstance(kid, StructNode) for figure in figures(kid)]
    return ([node] if node.role == "Figure" else []) + below


def test_each_chart_has_a_picture_of_the_size_that_it_has_on_the_page(laid_out: LaidOut, pictures: dict[str, bytes]) -> None:
    assert list(pictures) == ["K1", "K2", "K3"]
    for png, figure in zip(pictures.values(), figures(laid_out.struct), strict=True):
        assert figure.page_box is not None
        rect = figure.page_box[1]
        wanted = (rect.width * DPI / 72, rect.height * DPI / 72)
        assert Image.open(io.BytesIO(png)).size == pytest.approx(wanted, abs=2)


def test_a_picture_shows_the_inks_of_the_chart_on_white(pictures: dict[str, bytes]) -> None:
    for png in pictures.values():
        image = Image.open(io.BytesIO(png))
        colours = {colour: count for count, colour in image.getcolors(1 << 20)}
        assert max(colours, key=lambda colour: colours[colour]) == WHITE
        assert colours.get((0x1A, 0x44, 0x80), 0) > 500


def test_a_picture_is_the_same_again(laid_out: LaidOut, pictures: dict[str, bytes]) -> None:
    assert chart_pictures(DOCUMENT, laid_out, PICTURES) == pictures


def test_a_theme_with_native_charts_gets_none(laid_out: LaidOut) -> None:
    assert chart_pictures(DOCUMENT, laid_out, DEFAULT_THEME) == {}


def test_a_document_without_charts_gets_none() -> None:
    document = document_of()
    assert chart_pictures(document, layout_document(document, PICTURES), PICTURES) == {}


def test_a_word_file_with_the_pictures_passes_its_proof(tmp_path: Path, pictures: dict[str, bytes]) -> None:
    (tmp_path / "a.docx").write_bytes(render_docx(DOCUMENT, PICTURES, DocumentInfo("資料１"), pictures))
    assert prove_docx(tmp_path / "a.docx", DOCUMENT).codes() == []
