"""kaigi_docs as processes of their own: `ours.py paint|prove|floor-runs|for-rivals|breaker FILE DIRECTORY`.

`paint` is what is timed against the others: content to a PDF on disk, through columns, lines, pages, tags and subsets.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Chart,
    ChartCategory,
    ChartKind,
    ChartSeries,
    ChartTable,
    ChartValue,
    Column,
    Document,
    Heading,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.findings import Location

if TYPE_CHECKING:
    from kaigi_docs.layout.page import LaidOut

BREAKER_MEASURE_PT = 480.0


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def paint(content_path: Path, out: Path) -> tuple[Document, LaidOut, Path]:
    """The content as a tagged PDF in the directory."""
    from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf

    content = read(content_path)
    document, laid_out = _laid_out(content)
    path = out / f"{content_path.stem}-kaigi.pdf"
    path.write_bytes(paint_pdf([laid_out], PdfInfo(title=content["title"])))
    return document, laid_out, path


def prove(content_path: Path, out: Path) -> None:
    """The same, and then its proof against the file on disk."""
    from kaigi_docs.proof.pdf import prove_pdf

    document, laid_out, path = paint(content_path, out)
    findings = list(prove_pdf(path, [laid_out], [document]))
    assert not findings, findings


def floor_runs(content_path: Path, out: Path) -> None:
    """Writes what `floor.py` draws: runs of text with face, size and place, page by page."""
    from kaigi_docs.layout.page import TextRun

    _, laid_out = _laid_out(read(content_path))
    pages = [
        {
            "size": [page.width, page.height],
            "runs": [
                [mark.face, mark.size_pt, mark.x, page.height - mark.baseline, mark.text]
                for content in page.contents
                for mark in content.marks
                if isinstance(mark, TextRun)
            ],
        }
        for page in laid_out.pages
    ]
    (out / f"{content_path.stem}-runs.json").write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")


def for_rivals(content_path: Path, out: Path) -> None:
    """Adds to each chart what we draw for it, mark by mark, and to each column the width that we settle on."""
    from drawing import drawings

    from kaigi_docs.layout.settle import with_settled_widths
    from kaigi_docs.theme import DEFAULT_THEME

    content = read(content_path)
    document, laid_out = _laid_out(content)
    settled = next(block for block in with_settled_widths(document, DEFAULT_THEME).blocks() if isinstance(block, Table))
    for column, width in zip(content["table"]["columns"], settled.columns, strict=True):
        column["width_mm"] = width.width_mm
    for chart, drawing in zip(content["charts"], drawings(laid_out.struct), strict=True):
        chart["drawing"] = drawing
    (out / content_path.name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def breaker(content_path: Path, out: Path) -> None:
    """Writes how many characters a second the line breaker sets that has seen none of them before."""
    from time import perf_counter

    start = perf_counter()
    from kaigi_docs.layout.lines import set_paragraph
    from kaigi_docs.theme import DEFAULT_THEME

    style = DEFAULT_THEME.paragraphs[ParagraphStyle.BODY]
    texts = json.loads(content_path.read_text(encoding="utf-8"))
    set_paragraph((Run("一"),), style, BREAKER_MEASURE_PT, DEFAULT_THEME)
    ready = perf_counter()
    for text in texts:
        set_paragraph((Run(text),), style, BREAKER_MEASURE_PT, DEFAULT_THEME)
    seconds = perf_counter() - ready
    characters = sum(map(len, texts))
    figures = {"characters": characters, "seconds": seconds, "loading_s": ready - start}
    (out / "breaker.json").write_text(json.dumps(figures), encoding="utf-8")


def _laid_out(content: dict[str, Any]) -> tuple[Document, LaidOut]:
    from kaigi_docs.layout.flow import layout_document
    from kaigi_docs.layout.running import add_running
    from kaigi_docs.theme import DEFAULT_THEME

    document = _document(content)
    laid_out = layout_document(document, DEFAULT_THEME)
    assert not list(laid_out.findings), list(laid_out.findings)
    return document, add_running([laid_out], DEFAULT_THEME, through=False)[0]


def _document(content: dict[str, Any]) -> Document:
    upright = (*_prose(content["prose"]), *map(_chart, content["charts"]))
    sections = (Section((_title(content), _table(content["table"])), landscape=True),)
    if upright:
        sections = (Section((_title(content), *upright)), *sections)
    return Document("S03", content["title"], "", sections)


def _title(content: dict[str, Any]) -> Paragraph:
    return Paragraph((Run(content["title"]),), ParagraphStyle.TITLE, Align.CENTER)


def _prose(chapters: list[dict[str, Any]]) -> list[Block]:
    blocks: list[Block] = []
    for number, chapter in enumerate(chapters, start=1):
        blocks.append(Heading(f"h{number}", 1, "", (Run(chapter["heading"]),)))
        blocks += [Paragraph((Run(text),)) for text in chapter["paragraphs"]]
    return blocks


def _chart(chart: dict[str, Any]) -> Chart:
    categories = tuple(ChartCategory(label) for label in chart["categories"])
    series = tuple(
        ChartSeries(f"s{number}", Run(one["name"]), tuple(ChartValue(Decimal(value), f"{value:,}") for value in one["values"]))
        for number, one in enumerate(chart["series"])
    )
    kind, title = ChartKind(chart["kind"]), (Run(chart["title"]),)
    return Chart(chart["id"], kind, title, categories, series, chart["unit"], table=ChartTable.NONE)


def _table(table: dict[str, Any]) -> Table:
    columns = tuple(
        Column(f"c{number}", (Run(column["heading"]),), row_header=number == 0) for number, column in enumerate(table["columns"])
    )
    groups, done = [], 4
    for number, group in enumerate(table["groups"]):
        rows = tuple(_row(cells, done + index) for index, cells in enumerate(group["rows"]))
        done += len(rows)
        groups.append(RowGroup(f"g{number}", (Run(group["label"]),), rows))
    return Table("t", columns, tuple(groups))


def _row(cells: list[str], line: int) -> Row:
    return Row(f"J{line:04d}", tuple(_cell(text, f"{letter}{line}") for letter, text in zip("DEGHIF", cells, strict=True)))


def _cell(text: str, address: str) -> Cell:
    run = Run(text, source=Location("施策一覧.xlsx", "施策一覧", address))
    return Cell((Paragraph((run,), ParagraphStyle.CELL),))


if __name__ == "__main__":
    commands = {"paint": paint, "prove": prove, "floor-runs": floor_runs, "for-rivals": for_rivals, "breaker": breaker}
    commands[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
