"""Where the lines of a material end, judged by the rules of kinsoku.py."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from kaigi_docs.blocks import Document
from kaigi_docs.layout.page import LaidOut, Page
from kaigi_docs.proof.figures import ForcedBreak
from kaigi_docs.proof.kinsoku import ANSWER, NEW_TEXT, READ_AS_ONE, Fault, fault_at, is_never_first, is_permitted, may_be_forced
from kaigi_docs.proof.lines import Line, read_lines, repeated_lines
from kaigi_docs.proof.report import AROUND, Report
from kaigi_docs.proof.typed import Typed, typed, typed_lines
from kaigi_docs.proof.units import solid

_WORDS = {
    Fault.START: "行頭に置けない文字で行が始まっています",
    Fault.END: "行末に置けない文字で行が終わっています",
    Fault.DIVIDED: "分けられない語や数が行で分かれています",
}
_GOES_ON = "（続"
_RECOGNISED = 4  # characters on either side by which a typed line feed is found again in repeated matter


class _Break(NamedTuple):
    """A line that ends within a text and should not end there.

    Attributes:
        after: the line that begins there.
        place: the text around it, 「｜」 where the line ends.
        fault: what is wrong.
        forced: whether the line had no better place to end.
    """

    after: Line
    place: str
    fault: Fault
    forced: bool


class LineEnds(NamedTuple):
    """How many lines a material has, those that end within a text, and those among them that no better end was there for."""

    lines: int
    filled: list[Line]
    forced: list[ForcedBreak]


def compare_breaks(part: LaidOut, document: Document, first_page: int, report: Report) -> LineEnds:
    """Reports lines that end where none may, though they could have ended elsewhere.

    Args:
        part: the pages; the text that their structure reads is that of the document.
        document: tells where a text ends, and where a line feed was typed.
        first_page: number of the first page in messages.
        report: takes the faults.
    """
    lines = list(read_lines(part))
    count = len(lines) + sum(1 for page in part.pages for _ in repeated_lines(page))
    said = _said(document, part, lines)
    if said.text != "".join([line.text for line in lines]):
        report.add("proof-order", f"{part.title}：ふりがなが本文に、または本文がふりがなになっています。")
        return LineEnds(count, [], [])
    ends = [(before, after) for before, after in pairwise(lines) if not said.begins_text(after.start)]
    faults = [found for before, after in ends for found in _faults(said, before, after, part.pages[after.page])]
    faults += [found for number, page in enumerate(part.pages) for found in _repeated_faults(said, page, number)]
    forced = [ForcedBreak(first_page + found.after.page, found.place) for found in faults if found.forced]
    for found in faults:
        if not found.forced:
            _report(found, first_page, report)
    return LineEnds(count, [before for before, _ in ends], forced)


def _report(found: _Break, first_page: int, report: Report) -> None:
    message = f"{_WORDS[found.fault]}（「{found.place}」）。"
    page, source = first_page + found.after.page, found.after.runs[0].source
    report.add("proof-forbidden-break", message, page=page, label=found.place, source=source)


def _said(document: Document, part: LaidOut, lines: Sequence[Line]) -> Typed:
    """The document, below what stands in the head of its first page where that is printed."""
    said, head = typed(document), solid(part.head_text)
    length = sum(len(line.text) for line in lines)
    if head and length == len(head) + len(said.text):
        return Typed(head + said.text, NEW_TEXT * len(head) + said.between)
    return said


def _faults(said: Typed, before: Line, after: Line, page: Page) -> Iterator[_Break]:
    """What is wrong with the end of one line: nothing or one thing; behind an answer space there was no choice."""
    at = after.start
    if said.between[at] == ANSWER:
        if is_never_first(said.text[at]) and not _follows_answer(after, page):
            yield _Break(after, _place(said, at), Fault.START, forced=True)
        return
    if after.runs[0].text[:1].isspace():
        fault = Fault.START if said.between[at] != READ_AS_ONE else None
    else:
        fault = fault_at(said.text, said.between, at)
    if fault is not None:
        yield _Break(after, _place(said, at), fault, forced=not _had_better_end(said, before.start, at, fault))


def _follows_answer(line: Line, page: Page) -> bool:
    """Whether an answer space stands on the line, left of its text."""
    first = line.runs[0]
    return any(field.rect.y0 <= first.baseline <= field.rect.y1 and field.rect.x0 < first.x for field in page.fields)


def _had_better_end(said: Typed, start: int, at: int, fault: Fault) -> bool:
    """Whether the line from start on could have ended earlier without breaking the same rule."""
    may_end = is_permitted if fault is Fault.DIVIDED else may_be_forced
    places = (place for place in range(start + 1, at) if may_end(said.text, said.between, place))
    return any(_leaves_words(said, start, place) for place in places)


def _leaves_words(said: Typed, start: int, end: int) -> bool:
    """Whether more than the mark of an item would stand on the line."""
    return not said.begins_text(start) or any(unicodedata.category(one)[0] == "L" for one in said.text[start:end])


def _repeated_faults(said: Typed, page: Page, number: int) -> Iterator[_Break]:
    """What is wrong in the heads of tables and the names of rows that are painted again; what a reading divides is not judged."""
    for _, group in groupby(repeated_lines(page), key=lambda line: line.box):
        lines = list(group)
        again = typed_lines(lines)
        starts = accumulate((len(line.text) for line in lines), initial=0)
        lines = [replace(line, page=number, start=start) for start, line in zip(starts, lines, strict=False)]
        for before, after in pairwise(lines):
            if 0 not in after.with_reading and not _was_typed(said, again.text, after.start):
                yield from _faults(again, before, after, page)


def _was_typed(said: Typed, text: str, at: int) -> bool:
    """Whether a line feed was typed in the document between the same characters, or stands before 「（続き）」."""
    before, after = text[max(0, at - _RECOGNISED) : at], text[at:].partition(_GOES_ON)[0][:_RECOGNISED]
    place = said.text.find(before + after)
    while place >= 0:
        if said.begins_text(place + len(before)):
            return True
        place = said.text.find(before + after, place + 1)
    return False


def _place(said: Typed, at: int) -> str:
    return f"{said.text[max(0, at - AROUND) : at]}｜{said.text[at : at + AROUND]}"
