"""A laid-out page against the characters of the finished page: what is there, in which order, and where."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

from kaigi_docs.layout.page import Page, Rect, TextRun
from kaigi_docs.proof.differences import report_differences
from kaigi_docs.proof.matching import ORIGIN_PT
from kaigi_docs.proof.promised import Promised, promised_by, solid_page
from kaigi_docs.proof.report import Report, excerpt
from kaigi_docs.read.documents.pdf import PageText

INK_PT = 0.3  # how far ink may stand out of its box
SIZE_PT = 0.5  # how much the size of a page may differ


def compare_page(page: Page, found: PageText, number: int, report: Report) -> None:
    """Reports every difference between a page and the finished one; `number` is what messages call it, from 1."""
    _compare_size(page, found, number, report)
    promised, solid = promised_by(page), solid_page(found)
    if promised.texts == solid.texts and _in_place(promised, solid):
        pairs: Sequence[int | None] = range(len(promised.texts))
    else:
        pairs = report_differences(promised, solid, number, report)
    sheet = Rect(0.0, 0.0, page.width, page.height)
    for run, start, end in promised.runs:
        placed = {at: pair for at, pair in enumerate(pairs[start:end]) if pair is not None}
        outside = _outside(run, list(placed.values()), solid, sheet)
        if outside:
            marked = [at for at, pair in placed.items() if pair in outside]
            label = excerpt(promised.texts[start:end], marked)
            message = f"枠からはみ出している文字が{len(outside)}字あります。"
            report.add("proof-outside-box", message, page=number, label=label, source=run.source)


def _compare_size(page: Page, found: PageText, number: int, report: Report) -> None:
    if abs(page.width - found.width) > SIZE_PT or abs(page.height - found.height) > SIZE_PT:
        should = f"{page.width:.0f}×{page.height:.0f} pt"
        message = f"用紙の大きさが {found.width:.0f}×{found.height:.0f} pt です。正しくは {should} です。"
        report.add("proof-pages", message, page=number)


def _in_place(promised: Promised, found: PageText) -> bool:
    """Whether characters of the same texts all stand where they were promised."""
    across, down = map(sub, promised.xs, found.origins[0]), map(sub, promised.baselines, found.origins[1])
    return max(map(abs, across), default=0.0) <= ORIGIN_PT and max(map(abs, down), default=0.0) <= ORIGIN_PT


def _outside(run: TextRun, indices: list[int], found: PageText, sheet: Rect) -> set[int]:
    """Those of a run's characters whose ink leaves its box or the page; all together are looked at first."""
    if not indices:
        return set()
    columns = [[column[index] for index in indices] for column in found.boxes]
    room = Rect(max(run.box.x0, sheet.x0), max(run.box.y0, sheet.y0), min(run.box.x1, sheet.x1), min(run.box.y1, sheet.y1))
    x0, y0, x1, y1 = columns
    if room.contains(Rect(min(x0), min(y0), max(x1), max(y1)), INK_PT):
        return set()
    inks = (Rect(*edges) for edges in zip(*columns, strict=True))
    return {index for index, ink in zip(indices, inks, strict=True) if not room.contains(ink, INK_PT)}
