"""What the figures of a laid-out material say against their charts: nothing is drawn that may not be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kaigi_docs.blocks import Block, Chart, Document, ForeignPages, List, Slot, text_of
from kaigi_docs.charts import drawn_texts
from kaigi_docs.findings import Location
from kaigi_docs.layout.chart.scale import tick_texts
from kaigi_docs.layout.page import Content, ForeignMark, LaidOut, StructNode, TextRun
from kaigi_docs.proof.reading import tagged_contents
from kaigi_docs.proof.report import Report
from kaigi_docs.proof.units import solid

_CUT = "…"


def compare_drawn(part: LaidOut, document: Document, report: Report) -> None:
    """Reports texts in charts that are no value, name, category, tick or unit of theirs, charts without a figure, and pages of
    other programs that are not those of the document.

    A text that ends with 「…」 may be the beginning of a longer one. Codes: `proof-drawn-extra`, `proof-drawn-lost`.

    Limits: lengths of bars and heights of points are not looked at.
    """
    _compare_foreign(part, document, report)
    charts, figures = list(charts_of(document.blocks())), list(_figures(part.struct))
    if len(charts) != len(figures):
        report.add("proof-drawn-lost", f"{part.title}：図が{len(figures)}つあります。正しくは{len(charts)}つです。")
        return
    for chart, figure in zip(charts, figures, strict=True):
        allowed = {solid(text) for text in drawn_texts(chart) | tick_texts(chart)}
        for text, source in _texts(figure):
            cut = text.endswith(_CUT) and any(one.startswith(text.removesuffix(_CUT)) for one in allowed)
            if text not in allowed and not cut:
                message = f"図「{text_of(chart.title)}」に、もとの値や名前にない「{text}」が描かれています。"
                report.add("proof-drawn-extra", message, source=source)


def _compare_foreign(part: LaidOut, document: Document, report: Report) -> None:
    """Reports where pages of other programs are missing, left over or in another order."""
    wanted = [page.sha256 for block in document.blocks() if isinstance(block, ForeignPages) for page in block.pages]
    placed = [mark.page.sha256 for page in part.pages for mark in page.foreign_marks()]
    if placed != wanted:
        message = (
            f"{part.title}：取り込んだページが{len(placed)}ページあります。正しくは{len(wanted)}ページで、元の順に並びます。"
        )
        report.add("proof-drawn-lost", message)


def charts_of(blocks: Iterable[Block]) -> Iterator[Chart]:
    """All charts in reading order, also those in slots and lists."""
    for block in blocks:
        match block:
            case Chart():
                yield block
            case Slot():
                yield from charts_of(block.content)
            case List():
                yield from charts_of(content for item in block.items for content in item.content)


def _figures(node: StructNode) -> Iterator[StructNode]:
    for kid in node.kids:
        if isinstance(kid, StructNode):
            if kid.role == "Figure" and not any(_is_foreign(content) for content in tagged_contents(kid)):
                yield kid
            yield from _figures(kid)


def _is_foreign(content: Content) -> bool:
    """Whether it is a page of another program, which is compared with its original."""
    return any(isinstance(mark, ForeignMark) for mark in content.marks)


def _texts(figure: StructNode) -> Iterator[tuple[str, Location | None]]:
    """The texts of a figure: the runs of a text stand behind each other and have one box."""
    marks = (mark for content in tagged_contents(figure) for mark in content.marks)
    runs = (mark for mark in marks if isinstance(mark, TextRun))
    for _, same in groupby(runs, key=lambda run: run.box):
        own = list(same)
        yield solid("".join(run.text for run in own)), own[0].source
