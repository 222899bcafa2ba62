"""A laid-out page against the characters of the finished page: what is there, in which order, and where its ink stands."""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub
from typing import NamedTuple, assert_never

from kaigi_docs.layout.page import PT_PER_MM, Fill, ForeignMark, Mark, Mosaic, Page, Rect, Rule, Shape, TextRun
from kaigi_docs.proof.collisions import report_crossed, report_ink_overlaps
from kaigi_docs.proof.differences import report_differences
from kaigi_docs.proof.ink import RunInk, glyphs, run_inks, without_ink
from kaigi_docs.proof.matching import ORIGIN_PT
from kaigi_docs.proof.promised import Promised, promised_by, solid_page
from kaigi_docs.proof.report import Report, excerpt
from kaigi_docs.proof.units import is_mark
from kaigi_docs.read.documents.pdf import PageText

INK_PT = 0.1  # how far ink may stand out of its box
SIZE_PT = 0.5  # how much the size of a page may differ
EDGE_MM = 5.0  # what printers and copiers of offices cannot print on
SMALLEST_PT = 8.0  # of type that everybody can read; readings above the text are half of theirs
_ROUNDING_PT = 0.01


class PageFigures(NamedTuple):
    """What was measured on a page.

    Attributes:
        characters: solid ones that the finished page shows.
        largest_overlap_pt: of ink with other ink; 0 where there is none.
        smallest_type_pt: of what is no reading above the text; None on a page without text.
    """

    characters: int
    largest_overlap_pt: float
    smallest_type_pt: float | None


def compare_page(page: Page, found: PageText, figures: frozenset[int], number: int, report: Report) -> PageFigures:
    """What was measured on a finished page, after every difference from the laid-out one was reported.

    Args:
        page: as laid out.
        found: as read back.
        figures: ids of the contents that belong to figures.
        number: what messages call the page, from 1.
        report: takes the differences.
    """
    _compare_size(page, found, number, report)
    promised, solid = promised_by(page), solid_page(found)
    if promised.texts == solid.texts and _in_place(promised, solid):
        pairs: Sequence[int | None] = range(len(promised.texts))
    else:
        pairs = report_differences(promised, solid, number, report)
    inks = run_inks(promised, pairs, solid)
    _report_outside(page, inks, solid, number, report)
    _report_missing_glyphs(promised, pairs, solid, number, report)
    report_crossed(page, inks, solid, figures, number, report)
    overlap = report_ink_overlaps(inks, solid, number, report)
    return PageFigures(len(solid.texts), overlap, _smallest_type(promised, number, report))


def _compare_size(page: Page, found: PageText, number: int, report: Report) -> None:
    if abs(page.width - found.width) > SIZE_PT or abs(page.height - found.height) > SIZE_PT:
        should = f"{page.width:.0f}×{page.height:.0f} pt"
        message = f"用紙の大きさが {found.width:.0f}×{found.height:.0f} pt です。正しくは {should} です。"
        report.add("proof-pages", message, page=number)


def _in_place(promised: Promised, found: PageText) -> bool:
    """Whether characters of the same texts all stand where they were promised."""
    across, down = map(sub, promised.xs, found.origins[0]), map(sub, promised.baselines, found.origins[1])
    return max(map(abs, across), default=0.0) <= ORIGIN_PT and max(map(abs, down), default=0.0) <= ORIGIN_PT


def _report_outside(page: Page, inks: Sequence[RunInk], found: PageText, number: int, report: Report) -> None:
    """Reports ink out of its box, and ink, rules and areas on the edge of the sheet."""
    edge = EDGE_MM * PT_PER_MM
    printable = Rect(edge, edge, page.width - edge, page.height - edge)
    for ink in inks:
        for code, room, words in (
            ("proof-outside-box", ink.run.box, "枠からはみ出している"),
            ("proof-outside-page", printable, f"用紙の端から{EDGE_MM:g}mm以内にあり、印刷で欠けるおそれのある"),
        ):
            if room.contains(ink.bounds, INK_PT):
                continue
            outside = [
                at for at, glyph in glyphs(ink, found) if not room.contains(glyph, INK_PT) and not is_mark(found.texts[at])
            ]
            if outside:
                message, label = f"{words}文字が{len(outside)}字あります。", excerpt(found.texts, outside)
                report.add(code, message, page=number, label=label, source=ink.run.source)
    drawn = (rect for content in page.contents for mark in content.marks if (rect := drawn_room(mark)) is not None)
    beyond = sum(not printable.contains(rect, INK_PT) for rect in drawn)
    if beyond:
        message = f"用紙の端から{EDGE_MM:g}mm以内に、線か色の付いた部分が{beyond}か所あります。"
        report.add("proof-outside-page", message, page=number)


def drawn_room(mark: Mark) -> Rect | None:
    """The room of a mark that is no text; of pages of other programs nobody asks to keep off the edge."""
    match mark:
        case TextRun() | ForeignMark():
            return None
        case Rule():
            return Rect(min(mark.x0, mark.x1), min(mark.y0, mark.y1), max(mark.x0, mark.x1), max(mark.y0, mark.y1))
        case Fill() | Mosaic():
            return mark.rect
        case Shape():
            xs, ys = zip(*mark.points, strict=True)
            return Rect(min(xs), min(ys), max(xs), max(ys))
        case _:
            assert_never(mark)


def _report_missing_glyphs(promised: Promised, pairs: Sequence[int | None], found: PageText, number: int, report: Report) -> None:
    """Reports characters that no font has, and those whose glyph draws nothing."""
    for run, _, _ in promised.runs:
        missing = [at for at, gid in enumerate(run.gids) if gid == 0]
        if missing:
            message = f"どの書体にもない文字が{len(missing)}字あります。"
            report.add("proof-missing-glyph", message, page=number, label=excerpt(run.texts, missing), source=run.source)
    for at in (at for at in without_ink(found) if at in pairs):  # pdfium reads a soft hyphen, which draws nothing, as a hyphen
        message, label = f"「{found.texts[at]}」の字形が空です。", excerpt(found.texts, [at])
        report.add("proof-missing-glyph", message, page=number, label=label)


def _smallest_type(promised: Promised, number: int, report: Report) -> float | None:
    """The smallest size on the page; reports what is smaller than 8 pt."""
    smallest = None
    for run, start, end in promised.runs:
        if run.ruby or start == end:
            continue
        smallest = run.size_pt if smallest is None else min(smallest, run.size_pt)
        if run.size_pt < SMALLEST_PT - _ROUNDING_PT:
            message = f"文字の大きさが {run.size_pt:g} pt です。{SMALLEST_PT:g} pt 以上にします。"
            report.add("proof-small-type", message, page=number, label=run.text[:16], source=run.source)
    return smallest
