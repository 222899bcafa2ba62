"""Years in the headings of a table: which cells of a line name them, and which only look like it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kaigi_docs.japanese.wareki import parse_calendar_year
from kaigi_docs.model.statistics import Status
from kaigi_docs.read.cells import cell_text, is_filled
from kaigi_docs.read.grid import GridCell
from kaigi_docs.read.statistics_periods import parse_period

_STATUS = re.compile(f"[(]?({'|'.join(status.word for status in Status)})[)]?$")
_BOTH_COUNTS = re.compile(r"([12][0-9]{3}年?度?)[(]([^()0-9]+[0-9元]+年?度?)[)]")
_SHORT_SPAN = re.compile("(明治|大正|昭和|平成|令和|[MTSHR])(元|[0-9]{1,2})年?[~〜-]([0-9]{1,2})(年度?)?")
_SHORT = re.compile("(元|[0-9]{1,2})(年度?)?")
_BARE = re.compile("[12][0-9]{3}")
_FIRST, _LAST = 1873, 2099  # western years that can be meant; other numbers need no second look
_FEWEST = 2  # years that make a line a heading of years; of a single one nobody can tell


@dataclass(frozen=True, slots=True)
class YearHead:
    """A heading that names a year, or years taken together.

    Attributes:
        cell: the heading.
        text: the year as it would be typed in the 数値 sheet.
        key: first and last year in western count, to tell whether two headings mean the same.
        status: 「概数」 or the like, "" where the heading says nothing of it.
    """

    cell: GridCell
    text: str
    key: tuple[int, int]
    status: str = ""


def year_heads(line: Sequence[GridCell]) -> dict[int, YearHead]:
    """The headings of years in a row or column of cells, by their position in it; none where it is no line of years.

    A year is written as in the 数値 sheet, with its status behind it (令和3年（概数）), or in short: 令和2～3年, and behind
    another one of its era 平成29年, 30, 令和元, 2. Bare western years count only where they go steadily up or down, or in several
    blocks of the same years, because counts may look like them.
    """
    heads: dict[int, YearHead] = {}
    before: YearHead | None = None
    sure = False
    for at, cell in enumerate(line):
        if not is_filled(cell):
            continue
        head = year_head(cell) or (_short(cell, before) if before is not None else None)
        if head is not None:
            heads[at] = head
            sure = sure or _BARE.fullmatch(head.text) is None
        before = head
    found = [head.key for head in heads.values()]
    return heads if len(set(found)) >= _FEWEST and (sure or _is_steady(found)) else {}


def year_head(cell: GridCell) -> YearHead | None:
    """The year that a heading names in full; None where it names none."""
    if isinstance(cell.value, float | int) and not _FIRST <= cell.value <= _LAST:
        return None
    found = _year_in(cell_text(cell.value))
    return YearHead(cell, *found) if found is not None else None


@lru_cache(maxsize=1 << 14)
def _year_in(typed: str) -> tuple[str, tuple[int, int], str] | None:
    """Text, key and status of the year that a text names; remembered, since large tables repeat their numbers."""
    text = "".join(unicodedata.normalize("NFKC", typed).split())
    found = _STATUS.search(text)
    text, status = (text[: found.start()], found[1]) if found is not None else (text, "")
    text = _SHORT_SPAN.sub(lambda found: f"{found[1]}{found[2]}~{found[1]}{found[3]}{found[4] or ''}", text)
    both = _BOTH_COUNTS.fullmatch(text)
    keys = [_key(part) for part in (both.groups() if both is not None else (text,))]
    if keys[0] is None or keys[0] != keys[-1]:
        return None
    return both[1] if both is not None else text, keys[0], status


def _key(text: str) -> tuple[int, int] | None:
    for fiscal in (False, True):
        try:
            period = parse_period(text, fiscal=fiscal)
        except ValueError:
            continue
        return period.order
    return None


def _short(cell: GridCell, before: YearHead) -> YearHead | None:
    """The year after or before its neighbour, where the era is left away; 「度」 is taken from the neighbour."""
    text = "".join(unicodedata.normalize("NFKC", cell_text(cell.value)).split())
    found = _SHORT.fullmatch(text)
    if found is None or before.key[0] != before.key[1]:
        return None
    suffix = "年度" if before.text.endswith("年度") else "年"
    for era in ("令和", "平成", "昭和"):
        year = _western(f"{era}{found[1]}年")
        if year is not None and abs(year - before.key[0]) == 1:
            return YearHead(cell, f"{era}{found[1]}{suffix}", (year, year))
    return None


def _western(text: str) -> int | None:
    try:
        return parse_calendar_year(text).year
    except ValueError:
        return None


def _is_steady(keys: Sequence[tuple[int, int]]) -> bool:
    """Whether years go up, or down, throughout; the same years may come again block by block."""
    length = next((at for at in range(1, len(keys)) if keys[at] == keys[0]), len(keys))
    block = list(keys[:length])
    rising = all(one < other for one, other in pairwise(block))
    falling = all(one > other for one, other in pairwise(block))
    return len(block) >= _FEWEST and (rising or falling) and list(keys) == block * (len(keys) // length)
