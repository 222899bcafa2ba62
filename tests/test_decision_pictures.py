"""Pictures in 判断/要確認.xlsx: beside their row, and nothing of a person's own moves for them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment

from decision_rows import QuestionsBook, png, question
from kaigi_docs.decision_books import add_questions
from kaigi_docs.model.decisions import NOTHING_DECIDED, OpenQuestion
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.xlsx.pictures import PICTURE_PX, shown_px, with_child

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def pictured(name: str, picture: bytes) -> OpenQuestion:
    return replace(question(name), picture=picture)


FIRST, SECOND = pictured("一", png(400, 100)), pictured("二", png(60, 30, 100))
PLAIN = question("三")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def add(tmp_path: Path, sandbox: Sandbox) -> Callable[..., Path]:
    """Adds questions, and gives the book."""

    def run(*questions: OpenQuestion) -> Path:
        _, findings = add_questions(tmp_path, questions, NOTHING_DECIDED, sandbox)
        assert not list(findings)
        return tmp_path / "判断" / "要確認.xlsx"

    return run


def places(path: Path) -> dict[tuple[int, int], bytes]:
    """The pictures by row and column of their cells, as openpyxl finds them."""
    found = {}
    for image in load_workbook(path)["要確認"]._images:  # type: ignore[attr-defined]
        start, end = image.anchor._from, image.anchor.to
        assert (start.row, start.col) == (end.row, end.col), "a picture lies in one cell"
        found[start.row + 1, start.col + 1] = image._data()
    return found


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_pictures_stand_in_their_rows_in_a_new_book_and_in_added_rows(add: Callable[..., Path]) -> None:
    add(FIRST, PLAIN)
    path = add(FIRST, PLAIN, SECOND)
    book = QuestionsBook(path.parents[1])
    column = book.column("画像")
    assert places(path) == {
        (book.row(FIRST), column): FIRST.picture,
        (book.row(SECOND), column): SECOND.picture,
    }
    first, second = (book.sheet.row_dimensions[book.row(each)] for each in (FIRST, SECOND))
    assert first.customHeight and second.customHeight, "Excel must not fit the row to its text"
    assert first.height is not None and first.height >= shown_px(FIRST.picture or b"")[1] * 0.75


def test_the_drawing_stands_where_the_schema_has_it_and_only_its_parts_are_new(add: Callable[..., Path]) -> None:
    path = add(PLAIN)
    book = QuestionsBook(path.parents[1])
    book.sheet["A1"].comment = Comment("自分のメモ", "担当")
    book.save()
    before, after = parts(path), parts(add(PLAIN, FIRST))
    order = [each.tag.removeprefix(MAIN) for each in ElementTree.fromstring(after["xl/worksheets/sheet1.xml"])]
    assert order.index("headerFooter") < order.index("drawing") < order.index("legacyDrawing")
    changed = {name for name in after if before.get(name) != after[name]}
    assert {name for name in changed if name in before} == {
        "[Content_Types].xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert {name.rpartition("/")[0] for name in changed - set(before)} == {"xl/drawings", "xl/drawings/_rels", "xl/media"}


def test_a_drawing_of_a_person_stays_byte_by_byte_and_takes_the_picture(add: Callable[..., Path]) -> None:
    path = add(PLAIN)
    book = QuestionsBook(path.parents[1])
    chart = BarChart()
    chart.add_data(Reference(book.sheet, min_col=1, min_row=4, max_row=5))
    book.sheet.add_chart(chart, "N2")
    book.save()
    before = parts(path)["xl/drawings/drawing1.xml"]
    path = add(PLAIN, FIRST)
    after = parts(path)["xl/drawings/drawing1.xml"]
    start, end = before[: -len("</wsDr>")], before[-len("</wsDr>") :]
    assert after.startswith(start) and after.endswith(end) and len(after) > len(before)
    sheet = load_workbook(path)["要確認"]
    assert len(sheet._charts) == 1 and len(places(path)) == 1  # type: ignore[attr-defined]


def test_a_book_of_an_older_version_takes_rows_and_pictures_beside_them(add: Callable[..., Path]) -> None:
    path = add(PLAIN)
    book = QuestionsBook(path.parents[1])
    book.write(book.header_row, "対象", "課・事業")
    book.sheet.delete_cols(book.column("画像"))
    book.save()
    path = add(PLAIN, SECOND)
    book = QuestionsBook(path.parents[1])
    assert book.value(book.row(SECOND), "課・事業") == SECOND.subject
    assert list(places(path)) == [(book.row(SECOND), book.sheet.max_column + 1)]


def test_the_same_questions_give_the_same_bytes(add: Callable[..., Path], sandbox: Sandbox, tmp_path: Path) -> None:
    add(PLAIN)
    first = add(PLAIN, FIRST, SECOND).read_bytes()
    for asked in ([PLAIN], [PLAIN, FIRST, SECOND]):
        add_questions(tmp_path / "もう一度", asked, NOTHING_DECIDED, sandbox)
    assert (tmp_path / "もう一度" / "判断" / "要確認.xlsx").read_bytes() == first


@pytest.mark.parametrize(("size", "shown"), [((20, 10), (20, 10)), ((2500, 100), (250, 10)), ((1000, 1800), (100, 180))])
def test_a_picture_is_shown_as_large_as_fits_and_never_larger_than_it_is(size: tuple[int, int], shown: tuple[int, int]) -> None:
    assert shown_px(png(*size)) == shown
    assert shown[0] <= PICTURE_PX[0] and shown[1] <= PICTURE_PX[1]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (b"<a><b/></a>", b"<a><b/><n/></a>"),
        (b"<a><b><c/></b><c/></a>", b"<a><b><c/></b><n/><c/></a>"),
        (b'<x:a q="1" />\n', b'<x:a q="1"><n/></x:a>\n'),
        ("<a>日本<x:c xmlns:x='u'/></a>".encode(), "<a>日本<n/><x:c xmlns:x='u'/></a>".encode()),
    ],
)
def test_a_child_is_put_into_the_root_alone(xml: bytes, expected: bytes) -> None:
    assert with_child(xml.replace(b"<x:a", b"<x:a xmlns:x='u'"), "<n/>", frozenset({"c"})) == expected.replace(
        b"<x:a", b"<x:a xmlns:x='u'"
    )
