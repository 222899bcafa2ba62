"""Lists that Word counts itself."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from kaigi_docs.blocks import List, ListItem, ListKind, Paragraph, ParagraphStyle, Run
from kaigi_docs.render.docx.numbering import LabelShape, label_shape


def numbered(*labels: str, kind: ListKind = ListKind.NUMBER, style: ParagraphStyle = ParagraphStyle.PLAIN) -> List:
    return List(tuple(ListItem(label, (Paragraph((Run("項目"),), style),)) for label in labels), kind)


@pytest.mark.parametrize(
    ("labels", "shape"),
    [
        ("⑴⑵⑶", LabelShape("decimalEnclosedParen", "", "", 1)),
        ("①②", LabelShape("decimalEnclosedCircle", "", "", 1)),
        ("１２３", LabelShape("decimalFullWidth", "", "", 1)),
        ("123", LabelShape("decimal", "", "", 1)),
        ("アイウエオカ", LabelShape("aiueoFullWidth", "", "", 1)),
        ("イロハ", LabelShape("irohaFullWidth", "", "", 1)),
        ("一二三", LabelShape("japaneseCounting", "", "", 1)),
        ("abc", LabelShape("lowerLetter", "", "", 1)),
        ("③④", LabelShape("decimalEnclosedCircle", "", "", 3)),
    ],
)
def test_labels_of_one_sign_have_a_word_format(labels, shape):
    assert label_shape(numbered(*labels)) == shape


@pytest.mark.parametrize(
    ("labels", "shape"),
    [
        (("(1)", "(2)"), LabelShape("decimal", "(", ")", 1)),
        (("（９）", "（１０）"), LabelShape("decimalFullWidth", "（", "）", 9)),
        (("第1", "第2"), LabelShape("decimal", "第", "", 1)),
        (("第十", "第十一"), LabelShape("japaneseCounting", "第", "", 10)),
        (("1-3", "1-4"), LabelShape("decimal", "1-", "", 3)),
    ],
)
def test_labels_with_signs_around_the_number_keep_them(labels, shape):
    assert label_shape(numbered(*labels)) == shape


@pytest.mark.parametrize("labels", [("1", "3"), ("⒇", "(21)"), ("甲", "乙"), ("01", "02"), ("1%", "2%"), ("", "")])
def test_labels_that_word_cannot_count_are_written_as_text(labels, written):
    block = numbered(*labels)
    assert label_shape(block) is None
    file = written(block)
    assert file.all("numPr") == []
    assert [line.replace("\t", "") for line in file.lines()] == [f"{label}項目" for label in labels]


def test_each_list_counts_from_its_own_start(written):
    file = written(numbered("①", "②"), numbered("①", "②"), numbered("⑤", "⑥"))
    assert [line[0] for line in file.lines()] == list("①②①②⑤⑥")
    assert len({number.get(qn("w:val")) for number in file.all("numId")}) == 3


def test_lists_of_one_look_share_a_definition(written):
    file = written(*(numbered("①", "②") for _ in range(5)), *(numbered("・", "・", kind=ListKind.BULLET) for _ in range(5)))
    numbering = file.part("word/numbering.xml")
    assert len(numbering.findall(qn("w:abstractNum"))) == 2
    assert len(numbering.findall(qn("w:num"))) == 6


@pytest.mark.parametrize("label", ["・", "＊", "※", "○"])
def test_bullets_are_the_labels_of_the_list(label, written):
    file = written(numbered(label, label, kind=ListKind.BULLET))
    assert file.lines() == [f"{label}項目"] * 2
    assert len(file.all("numPr")) == 2


def test_an_inner_list_is_one_level_deeper_and_further_in(written):
    inner = numbered("①", "②")
    file = written(List((ListItem("・", (Paragraph((Run("外"),), ParagraphStyle.PLAIN), inner)),)))
    assert [level.get(qn("w:val")) for level in file.all("ilvl")] == ["0", "1", "1"]
    levels = file.part("word/numbering.xml").findall(f"{qn('w:abstractNum')}/{qn('w:lvl')}")
    left = {
        (level.getparent().get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): level.find(f".//{qn('w:ind')}")
        for level in levels
    }
    assert int(left["1", "1"].get(qn("w:left"))) > int(left["0", "0"].get(qn("w:left")))


def test_text_of_an_item_hangs_beside_its_label(written):
    file = written(numbered("(1)", "(2)"))
    indent = file.part("word/numbering.xml").find(f".//{qn('w:lvl')}//{qn('w:ind')}")
    assert indent.get(qn("w:hanging")) == indent.get(qn("w:left")) == str(round((1.5 + 0.25) * 10.5 * 20))


def test_a_list_in_a_cell_has_the_size_of_the_cell(written):
    file = written(numbered("①", "②", style=ParagraphStyle.CELL))
    assert [style.get(qn("w:val")) for style in file.all("pStyle")] == ["CellList"] * 2


def test_an_item_without_text_still_shows_its_label(written):
    assert written(List((ListItem("①", ()), ListItem("②", ())), ListKind.NUMBER)).lines() == ["①", "②"]
