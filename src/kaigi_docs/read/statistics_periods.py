"""What cells of years and choices of years name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kaigi_docs.japanese.wareki import parse_calendar_year, parse_fiscal_year
from kaigi_docs.model.statistics import Period, Year

_MERGED = re.compile("(?:の合計|の計|合計|計)$")
_SPAN = re.compile("(?:[~\u301c〰–—―‐-]|から)")
_LAST_YEARS = re.compile("直近([0-9]{1,3})(?:年度?|か年度?)?")
_SEPARATORS = re.compile("[、，,\n]+")


def parse_period(text: str, *, fiscal: bool) -> Period:
    """The year or the merged years that a cell of values names: 2021, R3, 令和3年, 2017〜2021, 2017〜2021の計.

    Raises:
        ValueError: it names none, or names 年 where 年度 are counted or the other way round; the reason is Japanese.
    """
    first, last = _ends(_MERGED.sub("", text.strip()), fiscal=fiscal)
    return Period(first, last)


def choose_periods(text: str, known: Sequence[Period], *, fiscal: bool) -> tuple[Period, ...]:
    """The periods that a choice names, the oldest first; a blank one means all single years that have values, or, where
    there are none, all merged ones.

    Args:
        text: 「2012〜2021」 for each year of them, 「2016、2021」, 「直近10年」, 「2017〜2021の計」 for merged years.
        known: the periods that have values.
        fiscal: whether years are 年度.

    Raises:
        ValueError: a part names no year; the reason is Japanese.
    """
    singles = [period for period in known if not period.is_merged]
    if not text.strip():
        return tuple(singles or known)
    chosen: dict[Period, None] = {}
    for part in (part.strip() for part in _SEPARATORS.split(text)):
        if part:
            chosen.update(dict.fromkeys(_chosen(part, singles, fiscal=fiscal)))
    return tuple(sorted(chosen, key=lambda period: period.order))


def _chosen(part: str, singles: Sequence[Period], *, fiscal: bool) -> list[Period]:
    recent = _LAST_YEARS.fullmatch(unicodedata.normalize("NFKC", part))
    if recent is not None:
        return list(singles[-int(recent[1]) :]) if int(recent[1]) else []
    first, last = _ends(_MERGED.sub("", part), fiscal=fiscal)
    if _MERGED.search(part) is not None:
        return [Period(first, last)]
    years = [first]
    while years[-1].year < last.year:
        years.append(years[-1].next)
    return [Period(year, year) for year in years]


def _ends(text: str, *, fiscal: bool) -> tuple[Year, Year]:
    """First and last year of a span, the same one twice where only one is named."""
    parse = parse_fiscal_year if fiscal else parse_calendar_year
    parts = [part for part in _SPAN.split(unicodedata.normalize("NFKC", text).removesuffix("まで")) if part.strip()]
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"「{text}」を年として読めません。「2021」または「2017〜2021」のように書いてください。")
    first, last = parse(parts[0]), parse(parts[-1])
    if first.year > last.year:
        raise ValueError(f"「{text}」は、終わりの年が始まりの年より前です。")
    return first, last
