"""Charts in the finished PDF: shapes, the Figure element, PDF/UA-1 and the proof."""

from __future__ import annotations

import io

import page
import pikepdf
import pytest

from chart_examples import EXAMPLES
from kaigi_docs.blocks import Document, Section
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import Fill, LaidOut, Rect, Rule, Shape
from kaigi_docs.proof.pdf import prove_pdf
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME
from tagged_pdf import structure_of

INFO = PdfInfo("みほん市 図集")
DOCUMENT = Document("figures", "図集", "", (Section(tuple(EXAMPLES.values())),))


@pytest.fixture(scope="module")
def part() -> LaidOut:
    return layout_document(DOCUMENT, DEFAULT_THEME)


@pytest.fixture(scope="module")
def content(part) -> bytes:
    return paint_pdf([part], INFO)


def written(operand) -> str:
    return f"[{' '.join(map(str, operand))}]" if isinstance(operand, pikepdf.Array) else str(operand)


def operators(sketch, *marks) -> list[str]:
    material = sketch()
    material.content(*marks, artifact="Layout")
    with pikepdf.open(io.BytesIO(paint_pdf([material.laid_out()], INFO))) as pdf:
        instructions = pikepdf.parse_content_stream(pdf.pages[0])
        shown = [" ".join([*map(written, one.operands), str(one.operator)]) for one in instructions]
    return [line for line in shown if not line.endswith(("BDC", "EMC"))]


def test_a_shape_is_filled_stroked_or_both(sketch):
    corners = ((10.0, 10.0), (20.0, 10.0), (20.0, 30.0))
    assert operators(sketch, Shape(corners, closed=True, fill="#ff0000"))[-1] == "f"
    assert operators(sketch, Shape(corners, closed=True, fill="#ff0000", stroke="#000000"))[-1] == "B"
    assert operators(sketch, Shape(corners, stroke="#000000"))[-4:] == ["10 831.89 m", "20 831.89 l", "20 811.89 l", "S"]


def test_dashes_end_with_their_shape_and_rules_and_fills_keep_their_own_look(sketch):
    dashed = Shape(((10.0, 10.0), (90.0, 10.0)), stroke="#123456", width_pt=1.4, dash_pt=(5.0, 2.0))
    found = operators(
        sketch, dashed, Rule(10.0, 20.0, 90.0, 20.0, 0.5, "#000000"), Fill(Rect(1.0, 1.0, 2.0, 2.0), "#00ff00"), dashed
    )
    assert [line for line in found if line.endswith(" d")] == ["[5 2] 0 d", "[] 0 d", "[5 2] 0 d"]
    assert found.count("S") == 3 and found.count("f") == 1


def test_every_figure_has_words_and_a_box_on_its_page(part, content):
    figures = list(structure_of(content).all("Figure"))
    assert len(figures) == len(EXAMPLES)
    assert all(figure.alt.startswith(("折れ線", "棒", "積み上げ", "帯", "左右")) for figure in figures)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = list(_figures(pdf.Root.StructTreeRoot.K))
        for figure in found:
            (layout,) = [attributes for attributes in figure.A if attributes.O == "/Layout"]
            left, bottom, right, top = map(float, layout.BBox)
            assert 0 < left < right < 595.3 and 0 < bottom < top < 841.9
            assert layout.Placement == "/Block"


def _figures(element):
    if element.S == "/Figure":
        yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _figures(kid)


def test_what_a_figure_prints_belongs_to_it_in_reading_order(content):
    figure = next(figure for figure in structure_of(content).all("Figure") if "棒グラフ「図２" in figure.alt)
    assert figure.text.startswith("（件）令和４年度令和５年度令和６年度050100150200250")
    assert figure.text.index("20歳未満") < figure.text.index("80歳以上") < figure.text.index("x")


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B])
def test_charts_pass_the_rules_of_accessible_and_archivable_files(content, profile):
    report = page.validate_pdf_bytes(content, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_the_proof_of_the_finished_file_finds_nothing(tmp_path, part, content):
    path = tmp_path / "図集.pdf"
    path.write_bytes(content)
    found = prove_pdf(path, [part], [DOCUMENT])
    assert [str(finding) for finding in getattr(found, "findings", found)] == []
