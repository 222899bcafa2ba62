"""The solid characters that a page promises, and those of the finished page, as columns that can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from kaigi_docs.layout.page import Page, TextRun
from kaigi_docs.proof.units import UNITS
from kaigi_docs.read.documents.pdf import PageText

_SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True, eq=False)
class Promised:
    """What a page promises, as columns of equal length, one place for each solid character.

    Attributes:
        texts, xs, baselines: of each character.
        runs: each run with the range of its characters.
        loose: origins at which anything may stand: glyphs that no font has, soft hyphens.
    """

    texts: list[str] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    baselines: list[float] = field(default_factory=list)
    runs: list[tuple[TextRun, int, int]] = field(default_factory=list)
    loose: list[tuple[float, float]] = field(default_factory=list)


def promised_by(page: Page) -> Promised:
    """The characters of all runs in painting order."""
    promised = Promised()
    for content in page.contents:
        for mark in content.marks:
            if isinstance(mark, TextRun):
                _add_run(promised, mark)
    return promised


def _add_run(promised: Promised, run: TextRun) -> None:
    start = len(promised.texts)
    for gid, text, offset in zip(run.gids, run.texts, run.offsets, strict=True):
        units = UNITS[text]
        if gid == 0 or text == _SOFT_HYPHEN:
            promised.loose.append((run.x + offset, run.baseline))
        elif len(units) == 1:
            promised.texts.append(units[0])
            promised.xs.append(run.x + offset)
        else:
            promised.texts += units
            promised.xs += [run.x + offset] * len(units)
    end = len(promised.texts)
    promised.baselines += [run.baseline] * (end - start)
    promised.runs.append((run, start, end))


def solid_page(found: PageText) -> PageText:
    """The finished page with blanks left out and ligatures as their letters."""
    units = [UNITS[text] for text in found.texts]
    at = [index for index, unit in enumerate(units) for _ in unit]
    columns = [[column[index] for index in at] for column in (*found.origins, *found.boxes)]
    x, baseline, x0, y0, x1, y1 = columns
    texts = [text for unit in units for text in unit]
    return PageText(found.index, found.width, found.height, texts, (x, baseline), (x0, y0, x1, y1), found.unread)
