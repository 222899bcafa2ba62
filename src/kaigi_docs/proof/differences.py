"""What differs between the characters that a page promises and those of the finished page, told run by run."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from kaigi_docs.layout.page import TextRun
from kaigi_docs.proof.matching import Matching, match
from kaigi_docs.proof.promised import Promised
from kaigi_docs.proof.report import Report, excerpt
from kaigi_docs.proof.units import is_mark, is_right_to_left
from kaigi_docs.read.documents.pdf import PageText

_SHOWN = 5  # wrong characters that one message spells out


def report_differences(promised: Promised, found: PageText, number: int, report: Report) -> list[int | None]:
    """Reports what differs on a page.

    Args:
        promised: the page as laid out.
        found: the finished page, its solid characters only.
        number: what messages call the page, from 1.
        report: takes the differences.

    Returns:
        For each promised character the number of the found one at its place, None where there is none.
    """
    matching = match(promised, found)
    for run, start, end in promised.runs:
        told = _RunReport(run, start, promised.texts[start:end], number, report)
        told.wrong({at: matching.wrong[at] for at in range(start, end) if at in matching.wrong}, found)
        told.moved({at: matching.moved[at] for at in range(start, end) if at in matching.moved}, found)
        told.lost([at for at in range(start, end) if at in matching.lost])
        told.doubled([at for at in range(start, end) if at in matching.doubled])
        told.order(_late(matching, promised, start, end))
    _report_extra(matching.extra, found, number, report)
    return matching.same


class _RunReport:
    """Tells what differs in one run; numbers are those of promised characters."""

    def __init__(self, run: TextRun, start: int, texts: list[str], page: int, report: Report) -> None:
        self._run = run
        self._start = start
        self._texts = texts
        self._page = page
        self._report = report

    def wrong(self, pairs: dict[int, int], found: PageText) -> None:
        """Other characters stand there: in another order, or the file says that the glyphs mean something else."""
        promised = [self._texts[at - self._start] for at in pairs]
        read = [found.texts[other] for other in pairs.values()]
        if not pairs:
            return
        if Counter(promised) == Counter(read):
            self._add("proof-order", f"文字の順序が入れ替わっています（「{''.join(read)}」と読めます）。", pairs)
        else:
            shown = "、".join(f"「{one}」が「{other}」" for one, other in list(zip(promised, read, strict=True))[:_SHOWN])
            self._add("proof-tounicode", f"{shown}と読み取られます。", pairs)

    def moved(self, pairs: dict[int, int], found: PageText) -> None:
        """The characters stand somewhere else."""
        if pairs:
            at, other = next(iter(pairs.items()))
            where = f"左から {found.origins[0][other]:.1f} pt、上から {found.origins[1][other]:.1f} pt"
            message = f"{len(pairs)}字が別の場所にあります。「{self._texts[at - self._start]}」は {where} に印刷されています。"
            self._add("proof-misplaced", message, pairs)

    def lost(self, lost: list[int]) -> None:
        """The characters are not on the page."""
        if lost:
            text = "".join(self._texts[at - self._start] for at in lost)
            self._add("proof-character-lost", f"「{text}」が印刷されていません。", lost)

    def doubled(self, doubled: list[int]) -> None:
        """The characters stand on others of the same text; marks on letters may."""
        on_another = [at for at in doubled if not is_mark(self._texts[at - self._start])]
        if on_another:
            text = "".join(self._texts[at - self._start] for at in on_another)
            self._add("proof-ink-overlap", f"「{text}」が同じ場所に二度印刷されています。", on_another)

    def order(self, late: list[int]) -> None:
        """What should have been painted before these is painted after them."""
        if late:
            self._add("proof-order", "読み上げの順序が入れ替わっています。", late)

    def _add(self, code: str, message: str, numbers: dict[int, int] | list[int]) -> None:
        label = excerpt(self._texts, [at - self._start for at in numbers])
        self._report.add(code, message, page=self._page, label=label, source=self._run.source)


def _late(matching: Matching, promised: Promised, start: int, end: int) -> list[int]:
    """The characters from start on that are painted before the one promised before them; right-to-left text is not judged."""
    previous = next((at for at in range(start - 1, -1, -1) if matching.same[at] is not None), start)
    here = [at for at in range(start, end) if matching.same[at] is not None and not is_right_to_left(promised.texts[at])]
    places = [(at, matching.same[at] or 0) for at in (previous, *here)]
    return [after[0] for before, after in pairwise(places) if after[1] < before[1]]


def _report_extra(extra: tuple[int, ...], found: PageText, number: int, report: Report) -> None:
    """Reports stretches of characters that nobody promised."""
    stretch: list[int] = []
    for at, following in zip(extra, (*extra, -1)[1:], strict=True):
        stretch.append(at)
        if following != at + 1:
            text = "".join(found.texts[one] for one in stretch)
            message = f"印刷されるはずのない「{text}」があります。"
            report.add("proof-character-extra", message, page=number, label=excerpt(found.texts, stretch))
            stretch = []
