"""Tags, links and bookmarks, read back as text."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pypdf
import pytest

from kaigi_docs.layout.page import LinkArea, PlacedAnchor, Rect
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf

INFO = PdfInfo("みほん市 会議資料一式")


def tree_lines(element: pikepdf.Object, depth: int = 0) -> Iterator[str]:
    """The tree as a person reads it: one element a line, its attributes behind it, contents counted."""
    kids = element.get("/K", [])
    contents = sum(not isinstance(kid, pikepdf.Dictionary) or kid.get("/Type") == "/MCR" for kid in kids)
    objects = sum(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in kids)
    notes = [f"{contents}内容" if contents else "", f"{objects}リンク" if objects else ""]
    notes += [f"{key[1:]}={element[key]}" for key in ("/T", "/ID", "/Alt") if key in element]
    for attributes in element.get("/A", []):
        notes += [f"{key[1:]}={shown(value)}" for key, value in attributes.items() if key != "/O"]
    yield "  " * depth + " ".join([str(element.S)[1:], *filter(None, notes)])
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from tree_lines(kid, depth + 1)


def shown(value: object) -> str:
    return "+".join(map(str, value)) if isinstance(value, pikepdf.Array) else str(value)


def test_the_tree_of_the_packet_reads_like_the_packet(sample, opened) -> None:
    with opened(paint_pdf(sample, INFO)) as pdf:
        lines = list(tree_lines(pdf.Root.StructTreeRoot.K))
    assert lines == [
        "Document",
        "  Sect T=資料１ 計画の概要",
        "    H1 1内容",
        "    P 1内容",
        "    P",
        "      Link 1内容 1リンク",
        "    P",
        "      Link 1内容 1リンク",
        "    L ListNumbering=/Decimal",
        "      LI",
        "        Lbl 1内容",
        "        LBody 1内容",
        "      LI",
        "        Lbl 1内容",
        "        LBody 1内容",
        "    H2 1内容",
        "    Table",
        "      THead",
        "        TR",
        "          TH 1内容 ID=shiryo1/c1 Scope=/Column",
        "          TH 1内容 ID=shiryo1/c2 Scope=/Column",
        "      TBody",
        "        TR",
        "          TH 1内容 ID=shiryo1/g1 ColSpan=2 Scope=/Column",
        "        TR",
        "          TD 1内容 Headers=shiryo1/c1+shiryo1/g1",
        "          TD Headers=shiryo1/c2+shiryo1/g1",
        "    Note 1内容 ID=shiryo1/note1",
        "  Sect T=資料２ 回答書",
        "    H1 1内容",
        "    P",
        "      Link 1内容 1リンク",
        "    P",
        "      Span 1内容",
        "    P",
        "      Form 1内容 Alt=回答書１ 賛成 Desc=回答書１ 賛成 Role=/cb",
    ]


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def contents_in_tree(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """(page, identifier, element) of every content that the tree names."""
    pages = {sheet.obj.objgen: index for index, sheet in enumerate(pdf.pages)}
    for element in elements(pdf.Root.StructTreeRoot.K):
        for kid in element.get("/K", []):
            if isinstance(kid, int):
                yield pages[element.Pg.objgen], kid, element.objgen
            elif kid.get("/Type") == "/MCR":
                yield pages[kid.Pg.objgen], int(kid.MCID), element.objgen


def identifiers_on(sheet: pikepdf.Page) -> list[int]:
    instructions = pikepdf.parse_content_stream(sheet)
    return [
        int(instruction.operands[1].MCID)
        for instruction in instructions
        if str(instruction.operator) == "BDC" and "/MCID" in instruction.operands[1]
    ]


def test_each_painted_content_stands_exactly_once_in_the_tree_and_in_the_parent_tree(sample, opened) -> None:
    with opened(paint_pdf(sample, INFO)) as pdf:
        painted = Counter((index, mcid) for index, sheet in enumerate(pdf.pages) for mcid in identifiers_on(sheet))
        tree = list(contents_in_tree(pdf))
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        assert Counter((sheet, mcid) for sheet, mcid, _ in tree) == painted
        assert set(painted.values()) == {1}
        for sheet, mcid, element in tree:
            assert parents[int(pdf.pages[sheet].obj.StructParents)][mcid].objgen == element


def test_every_annotation_and_its_link_element_name_each_other(sample, opened) -> None:
    with opened(paint_pdf(sample, INFO)) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        annotations = [annotation for sheet in pdf.pages for annotation in sheet.obj.get("/Annots", [])]
        assert len(annotations) == 3
        for annotation in annotations:
            element = parents[int(annotation.StructParent)]
            assert element.S == "/Link"
            assert element.K[-1].Obj.objgen == annotation.objgen
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == len(pdf.pages) + 3


def test_identifiers_are_found_through_the_id_tree(sample, opened) -> None:
    with opened(paint_pdf(sample, INFO)) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert [str(name) for name in names[::2]] == ["shiryo1/c1", "shiryo1/c2", "shiryo1/g1", "shiryo1/note1"]
        assert all(name == element.ID for name, element in zip(names[::2], names[1::2], strict=True))


def test_a_paragraph_that_goes_on_overleaf_is_one_element(sketch, opened) -> None:
    part = sketch()
    first = part.line("前のページから")
    part.turn()
    part.node("P", first, part.line("次のページへ"))
    with opened(paint_pdf([part.laid_out()], INFO)) as pdf:
        assert {(sheet, mcid) for sheet, mcid, _ in contents_in_tree(pdf)} == {(0, 0), (1, 0)}
        assert len({element for *_, element in contents_in_tree(pdf)}) == 1


def test_a_link_over_two_lines_has_two_annotations_and_one_element(sketch, opened) -> None:
    part = sketch()
    link = part.link("長いリンク", "mailto:kenko@example.jp")
    part.pages[0].links.append(LinkArea(Rect(60, 90, 120, 104), "mailto:kenko@example.jp", link))
    with opened(paint_pdf([part.laid_out()], INFO)) as pdf:
        assert list(tree_lines(pdf.Root.StructTreeRoot.K))[-1] == "      Link 1内容 2リンク"


def link_lines(pdf: pikepdf.Pdf) -> list[str]:
    pages = {sheet.obj.objgen: index for index, sheet in enumerate(pdf.pages)}
    lines = []
    for index, sheet in enumerate(pdf.pages):
        for annotation in sheet.obj.get("/Annots", []):
            where = annotation.A.URI if "/A" in annotation else f"{pages[annotation.Dest[0].objgen]}@{annotation.Dest[3]}"
            lines.append(f"{index} -> {where}: {annotation.Contents}")
    return lines


def test_links_lead_to_parts_anchors_and_addresses(sample, opened) -> None:
    with opened(paint_pdf(sample, INFO)) as pdf:
        assert link_lines(pdf) == [
            "0 -> 2@841.89: 資料２ 回答書へ移動",
            "0 -> https://www.example.jp/%E8%A8%88%E7%94%BB?%E5%B9%B4=4: https://www.example.jp/計画?年=4",
            "2 -> 0@773.89: １はじめにへ移動",
        ]


def test_a_link_out_of_the_file_is_plain_text_in_a_single_part(sample, opened, page_texts) -> None:
    content = paint_pdf(sample[1:], INFO)
    with opened(content) as pdf:
        assert link_lines(pdf) == []
    assert "はじめにへ戻る" in page_texts(content)[0]


def test_an_anchor_of_the_same_part_comes_first(sketch, opened) -> None:
    parts = [sketch(id="a"), sketch(id="b")]
    for part in parts:
        part.paragraph("本文")
        part.pages[0].anchors.append(PlacedAnchor("top", 50.0, f"{part.id}の先頭", 0))
        part.link("先頭", "#top")
    with opened(paint_pdf([part.laid_out() for part in parts], INFO)) as pdf:
        assert link_lines(pdf) == ["0 -> 0@791.89: aの先頭へ移動", "1 -> 1@791.89: bの先頭へ移動"]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "../x.pdf", "#", ""])
def test_other_targets_get_no_annotation(sketch, opened, target) -> None:
    part = sketch()
    part.link("押さないで", target)
    with opened(paint_pdf([part.laid_out()], INFO)) as pdf:
        assert link_lines(pdf) == []


def outline_lines(content: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(content))

    def walk(items: list[object], depth: int) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield f"{'  ' * depth}{item.title} p{reader.get_destination_page_number(item)}"

    return list(walk(reader.outline, 0))


def test_the_outline_of_the_packet_has_parts_and_their_headings(sample) -> None:
    assert outline_lines(paint_pdf(sample, INFO)) == [
        "資料１ 計画の概要 p0",
        "  １はじめに p0",
        "資料２ 回答書 p2",
        "  回答書 p2",
    ]


def test_the_outline_of_one_part_has_headings_of_two_levels(sample) -> None:
    assert outline_lines(paint_pdf(sample[:1], INFO)) == ["１はじめに p0", "  (1)表 p1"]


def test_a_file_without_headings_has_no_outline(sketch, opened) -> None:
    part = sketch()
    part.paragraph("本文だけ")
    with opened(paint_pdf([part.laid_out()], INFO)) as pdf:
        assert "/Outlines" not in pdf.Root
        assert pdf.Root.PageMode == "/UseNone"
