"""Materials laid out by hand: every box that a test paints stands in the test."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import Content, ContentRef, LaidOut, LinkArea, Page, PlacedAnchor, Rect, StructNode, TextRun
from kaigi_docs.resources import resource_path

MINCHO = "BIZUDMincho-Regular"
A4 = (595.28, 841.89)


@lru_cache
def font(face: str) -> TTFont:
    return TTFont(io.BytesIO(resource_path("fonts", f"{face}.ttf").read_bytes()), lazy=True)


@lru_cache
def character_map(face: str) -> dict[int, str]:
    return dict(font(face).getBestCmap())


def gid_of(face: str, text: str) -> int:
    """The glyph of a character or of a base character with its selector."""
    if len(text) == 2:
        table = next(table for table in font(face)["cmap"].tables if table.format == 14)
        glyph = dict(table.uvsDict[ord(text[1])])[ord(text[0])] or character_map(face)[ord(text[0])]
    else:
        glyph = character_map(face)[ord(text)]
    return int(font(face).getGlyphID(glyph))


def advance_em(face: str, gid: int) -> float:
    table = font(face)
    return float(table["hmtx"][table.getGlyphName(gid)][0] / table["head"].unitsPerEm)


def text_run(
    texts: str | tuple[str, ...],
    x: float = 60.0,
    baseline: float = 80.0,
    face: str = MINCHO,
    size: float = 10.5,
    gids: tuple[int, ...] | None = None,
    colour: str = "#000000",
) -> TextRun:
    """A run set solid; each text is one glyph."""
    glyphs = gids or tuple(gid_of(face, text) for text in texts)
    offsets, pen = [], 0.0
    for gid in glyphs:
        offsets.append(pen)
        pen += advance_em(face, gid) * size
    box = Rect(0, 0, *A4)
    return TextRun(face, size, x, baseline, glyphs, tuple(texts), tuple(offsets), pen, colour, box)


@dataclass
class Sketch:
    """A material that grows as a test needs it."""

    id: str = "shiryo1"
    title: str = "資料１ 計画の概要"
    page_prefix: str = "資料１-"
    pages: list[Page] = field(default_factory=lambda: [Page(*A4)])
    struct: StructNode = field(default_factory=lambda: StructNode("Sect"))
    _line: int = 0

    def turn(self) -> None:
        self.pages.append(Page(*A4))
        self._line = 0

    def content(self, *marks: object, artifact: str | None = None) -> Content:
        """Adds a content to the last page without any tag."""
        content = Content(list(marks), artifact)  # type: ignore[arg-type]
        self.pages[-1].contents.append(content)
        return content

    def ref(self, content: Content) -> ContentRef:
        return ContentRef(len(self.pages) - 1, content)

    def line(self, text: str, **style: object) -> ContentRef:
        """Adds a line of text below the last one."""
        self._line += 1
        run = text_run(text, baseline=60.0 + 20.0 * self._line, **style)  # type: ignore[arg-type]
        return self.ref(self.content(run))

    def node(
        self, role: str, *kids: StructNode | ContentRef, under: StructNode | None = None, **attributes: object
    ) -> StructNode:
        node = StructNode(role, list(kids), **attributes)  # type: ignore[arg-type]
        (under or self.struct).kids.append(node)
        return node

    def paragraph(self, text: str, **style: object) -> StructNode:
        return self.node("P", self.line(text, **style))

    def heading(self, text: str, level: int = 1) -> StructNode:
        node = self.node(f"H{level}", self.line(text))
        self.pages[-1].anchors.append(PlacedAnchor(f"{self.id}/h{self._line}", 60.0 + 20.0 * self._line - 12, text, level))
        return node

    def link(self, text: str, target: str) -> StructNode:
        """A paragraph that is one link."""
        link = StructNode("Link", [self.line(text)])
        self.node("P", link)
        self.pages[-1].links.append(LinkArea(Rect(60, 50 + 20 * self._line, 120, 64 + 20 * self._line), target, link))
        return link

    def laid_out(self) -> LaidOut:
        return LaidOut(self.id, self.title, "", self.page_prefix, self.pages, self.struct, Findings())


@pytest.fixture
def sketch() -> Callable[..., Sketch]:
    return Sketch


@pytest.fixture
def run() -> Callable[..., TextRun]:
    return text_run


@pytest.fixture
def covered() -> Callable[[str], dict[int, str]]:
    """The characters of a face."""
    return character_map


@pytest.fixture
def gid() -> Callable[[str, str], int]:
    return gid_of


@pytest.fixture
def page_texts() -> Callable[[bytes], list[str]]:
    """The text of each page as pdfium reads it, line ends as line feeds."""

    def read(content: bytes) -> list[str]:
        with closing(pypdfium2.PdfDocument(content)) as document:
            return [_page_text(page) for page in document]

    return read


def _page_text(page: pypdfium2.PdfPage) -> str:
    with closing(page), closing(page.get_textpage()) as textpage:
        return str(textpage.get_text_range()).replace("\r\n", "\n")


@pytest.fixture
def opened() -> Callable[[bytes], object]:
    @contextmanager
    def open_pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield pdf

    return open_pdf


@pytest.fixture
def sample(sketch: Callable[..., Sketch]) -> tuple[LaidOut, LaidOut]:
    """Two parts that use every kind of tag: headings, list, table, links inside and across parts, note, answer space."""
    return _first_part().laid_out(), _second_part().laid_out()


def _first_part() -> Sketch:
    part = Sketch()
    part.content(text_run("資料１", baseline=40), artifact="Pagination")
    part.heading("１はじめに")
    part.paragraph("みほん市の計画について説明します。")
    part.link("資料２を見る", "#shiryo2")
    part.link("市のページ", "https://www.example.jp/計画?年=4")
    items = part.node("L", list_numbering="Decimal")
    for label in "⑴⑵":
        item = part.node("LI", under=items)
        part.node("Lbl", part.line(label), under=item)
        part.node("LBody", part.line("項目の内容"), under=item)
    part.turn()
    part.heading("(1)表", level=2)
    _table(part)
    part.node("Note", part.line("※注記"), id="note1")
    return part


def _table(part: Sketch) -> None:
    table = part.node("Table")
    head = part.node("TR", under=part.node("THead", under=table))
    part.node("TH", part.line("事業名"), under=head, id="c1", scope="Column")
    part.node("TH", part.line("評価"), under=head, id="c2", scope="Column")
    body = part.node("TBody", under=table)
    band = part.node("TR", under=body)
    part.node("TH", part.line("基本施策１"), under=band, id="g1", scope="Column", col_span=2)
    row = part.node("TR", under=body)
    part.node("TD", part.line("相談窓口"), under=row, headers=("c1", "g1"))
    part.node("TD", part.ref(part.content()), under=row, headers=("c2", "g1"))


def _second_part() -> Sketch:
    part = Sketch("shiryo2", "資料２ 回答書", "")
    part.heading("回答書")
    part.link("はじめにへ戻る", "#shiryo1/h1")
    part.link("ここにない資料", "#shiryo9")
    form = part.node("Form", part.line("□"), alt="回答書１ 賛成", print_field="cb")
    part.node("P", form)
    part.struct.kids.remove(form)
    return part
