"""Materials laid out for real and by hand, painted, and broken between the two."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kaigi_docs.blocks import (
    Cell,
    Column,
    Document,
    Field,
    FieldKind,
    Heading,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Slot,
    Table,
)
from kaigi_docs.findings import Findings, Location
from kaigi_docs.fonts import font_stack
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import Content, ContentRef, LaidOut, Page, Rect, StructNode, TextRun
from kaigi_docs.layout.running import add_running
from kaigi_docs.proof.pdf import PdfProof, measured_proof
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME, MINCHO

SHEET = (595.28, 841.89)
TEXT_AREA = Rect(50.0, 80.0, 545.0, 780.0)
CELL = Location("施策一覧.xlsx", "施策一覧", "D7")


def line_of(text: str, x: float = 60.0, baseline: float = 100.0, box: Rect | None = None, size_pt: float = 10.0) -> TextRun:
    """A run set solid in Mincho; all its characters must be of one face."""
    glyphs = font_stack(MINCHO.faces).shape(text)
    assert len({glyph.face for glyph in glyphs}) == 1, text
    offsets, pen = [], 0.0
    for glyph in glyphs:
        offsets.append(pen)
        pen += glyph.width_em * size_pt
    room = box or Rect(50.0, baseline - 2 * size_pt, 545.0, baseline + size_pt)
    gids, texts = tuple(glyph.gid for glyph in glyphs), tuple(glyph.text for glyph in glyphs)
    return TextRun(glyphs[0].face, size_pt, x, baseline, gids, texts, tuple(offsets), pen, "#000000", room, CELL)


def sheet_of(*runs: TextRun) -> tuple[LaidOut, Document]:
    """A page on which each run is a paragraph, and the document that says the same."""
    page, struct = Page(*SHEET), StructNode("Sect")
    for run in runs:
        content = Content([run])
        page.contents.append(content)
        struct.kids.append(StructNode("P", [ContentRef(0, content)]))
    paragraphs = tuple(Paragraph((Run(run.text, source=run.source),)) for run in runs)
    document = Document("S1", "資料１ 計画の概要", "", (Section(paragraphs),))
    return LaidOut("S1", document.title, "", "", [page], struct, Findings()), document


def text_of_lines(*lines: str | TextRun, typed: str | None = None) -> tuple[LaidOut, Document]:
    """A page on which the lines are one paragraph, and the document whose paragraph says `typed`, else the lines joined."""
    runs = [
        line if isinstance(line, TextRun) else line_of(line, baseline=100.0 + 18 * at, box=TEXT_AREA)
        for at, line in enumerate(lines)
    ]
    page, content = Page(*SHEET), Content(list(runs))
    page.contents.append(content)
    struct = StructNode("Sect", [StructNode("P", [ContentRef(0, content)])])
    text = typed if typed is not None else "".join(run.text for run in runs if not run.ruby)
    document = Document("S1", "資料１ 計画の概要", "", (Section((Paragraph((Run(text, source=CELL),)),)),))
    return LaidOut("S1", document.title, "", "", [page], struct, Findings()), document


def every_block() -> Document:
    """A material with every kind of block, two sheets, readings, rare characters and a table over several pages."""
    prose = "みほん市の地域福祉計画（令和４年度）に基づき、12の課が3,400人を対象に実施した事業の取組状況を報告します。"
    rows = tuple(
        Row(f"J{number:03}", tuple(Cell((Paragraph((Run(f"{number}：{prose}"),), ParagraphStyle.CELL),)) for _ in range(3)))
        for number in range(40)
    )
    blocks = (
        Paragraph((Run("各課の取組状況"),), ParagraphStyle.TITLE),
        Heading("h1", 1, "１", (Run("はじめに"),)),
        Paragraph((Run(prose * 3), Run("強い調子", strong=True), Run("協議会", ruby="きょうぎかい"), Run("です。"))),
        Paragraph((Run("辻\U000e0100さん、𠮷野さん、か゚、é、☑、A-\u00adB、\u200b①㈱髙﨑"),)),
        List((ListItem("⑴", (Paragraph((Run(prose),)),)), ListItem("⑵", (Paragraph((Run("二つ目"),)),)))),
        KeyValue(
            (
                KeyValueRow(Run("電話"), (Run("000-000-0000"),)),
                KeyValueRow(Run("氏名"), (Field("n", FieldKind.LINE, "氏名", 8, 40, value=Run("見本花子")),)),
            )
        ),
        Field("q", FieldKind.TEXT, "意見", 40),
        Slot(30, (Paragraph((Run("決まった高さの欄"),)),)),
        Note("※", (Run("注を一つ。"),)),
    )
    columns = tuple(Column(f"c{number}", (Run(f"見出し{number}"),)) for number in range(3))
    groups = (RowGroup("P1", (Run("基本施策１"),), rows[:20]), RowGroup("P2", (Run("基本施策２"),), rows[20:]))
    table = Table("t", columns, groups, (Run("表１　事業"),), (Note("注１", (Run("表の注。"),)),))
    return Document("S1", "資料１ 取組状況", "資料１", (Section(blocks), Section((table,), landscape=True)), "資料１-")


def laid_out(document: Document) -> LaidOut:
    return add_running([layout_document(document, DEFAULT_THEME)], DEFAULT_THEME, through=False)[0]


class BrokenPainter:
    """A copy of a material in which a test breaks what the painter is given; the original stays what was promised."""

    def __init__(self, part: LaidOut, documents: list[Document], path: Path) -> None:
        self.part = copy.deepcopy(part)
        self._promised = part
        self._documents = documents
        self._path = path

    def runs(self) -> Iterator[tuple[Content, int, TextRun]]:
        for page in self.part.pages:
            for content in page.contents:
                yield from ((content, at, mark) for at, mark in enumerate(content.marks) if isinstance(mark, TextRun))

    def change(self, text: str, change: Callable[[TextRun], TextRun]) -> None:
        """Changes the one run that contains the text."""
        [(content, at, run)] = [found for found in self.runs() if text in found[2].text]
        content.marks[at] = change(run)

    def findings(self, edit: Callable[[Path], None] | None = None) -> Findings:
        """What the proof finds after the broken material was painted and the file edited."""
        return self.proof(edit).findings

    def proof(self, edit: Callable[[Path], None] | None = None) -> PdfProof:
        """The same with what the proof measured."""
        self._path.write_bytes(paint_pdf([self.part], PdfInfo(title="資料１")))
        if edit is not None:
            edit(self._path)
        return measured_proof(self._path, [self._promised], self._documents, file="PDF/資料１.pdf")


def without(run: TextRun, at: int) -> TextRun:
    """The run without one glyph; the others stay where they are."""
    kept = [number for number in range(len(run.gids)) if number != at]
    return _reordered(run, kept, kept)


def swapped(run: TextRun, at: int) -> TextRun:
    """The run with a glyph and the next one in each other's place."""
    order = list(range(len(run.gids)))
    order[at : at + 2] = [at + 1, at]
    return _reordered(run, order, range(len(order)))


def _reordered(run: TextRun, glyphs: Iterable[int], places: Iterable[int]) -> TextRun:
    order = list(glyphs)
    return replace(
        run,
        gids=tuple(run.gids[number] for number in order),
        texts=tuple(run.texts[number] for number in order),
        offsets=tuple(run.offsets[number] for number in places),
    )
