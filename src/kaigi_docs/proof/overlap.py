"""Boxes of a page that run into each other."""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.layout.page import Page, Rect, TextRun
from kaigi_docs.proof.report import AROUND, Report

OVERLAP_PT = 0.3  # how far neighbours may share room (rules, rounding)


def report_overlaps(page: Page, number: int, report: Report) -> None:
    """Reports boxes of text that overlap; the same box twice and a box within another are no overlap."""
    first_runs: dict[Rect, TextRun] = {}
    for content in page.contents:
        for mark in content.marks:
            if isinstance(mark, TextRun):
                first_runs.setdefault(mark.box, mark)
    for one, other in _overlapping(sorted(first_runs, key=_top)):
        texts = [first_runs[box].text[: 2 * AROUND] for box in (one, other)]
        message = f"「{texts[0]}」の枠と「{texts[1]}」の枠が重なっています。"
        report.add("proof-overlap", message, page=number, label=texts[1], source=first_runs[other].source)


def _top(box: Rect) -> tuple[float, float]:
    return box.y0, box.x0


def _overlapping(boxes: list[Rect]) -> Iterator[tuple[Rect, Rect]]:
    """Pairs of boxes, given from the top down, that share room though neither lies in the other."""
    above: list[Rect] = []
    for box in boxes:
        above = [other for other in above if other.y1 > box.y0 + OVERLAP_PT]
        for other in above:
            across = min(box.x1, other.x1) - max(box.x0, other.x0)
            down = min(box.y1, other.y1) - max(box.y0, other.y0)
            nested = box.contains(other, OVERLAP_PT) or other.contains(box, OVERLAP_PT)
            if across > OVERLAP_PT and down > OVERLAP_PT and not nested:
                yield other, box
        above.append(box)
