"""The fiscal years that a running text speaks of: 「令和３年度」「R3」「2021年度」「令和３年８月」「３年度」."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.wareki import ERAS

_FIRST_YEARS = {name: era.first_day.year for era in ERAS for name in (era.name, era.letter)}
_YEAR = re.compile(
    r"(?:(?P<era>平成|令和|(?<![A-Za-z])[HR](?=[0-9]))\s*(?P<count>元|[0-9]{1,2})|(?<![0-9.,])(?P<western>20[0-9]{2})(?=\s*年))"
    r"\s*(?:(?P<fiscal>年度)|年(?![間生代])(?:\s*(?P<month>[0-9]{1,2})\s*月)?|(?=[^0-9年月]|$))"
    r"|(?<![0-9.,年])(?P<bare>[0-9]{1,2})年度"
)


@dataclass(frozen=True, slots=True)
class YearInText:
    """A year that a text names.

    Attributes:
        first, last: the fiscal years in western count that it may mean: 「令和３年」 is part of two.
        sure: whether the era stands with it; 「３年度」 alone is taken to be of the era in use.
        start, end: where it stands in the text that was folded with NFKC.
    """

    first: int
    last: int
    sure: bool
    start: int
    end: int


def years_in(text: str) -> tuple[YearInText, ...]:
    """The years in their order; 令和, 平成, R, H and western years of this century are known.

    Limits: ranges (「令和４～６年度」) give their ends only, kanji numerals are not read.
    """
    return tuple(_year(match) for match in _YEAR.finditer(nfkc(text)))


def _year(match: re.Match[str]) -> YearInText:
    if match["bare"] is not None:
        year = ERAS[-1].first_day.year + int(match["bare"]) - 1
        return YearInText(year, year, False, match.start(), match.end())
    count = 1 if match["count"] == "元" else int(match["count"] or 0)
    year = int(match["western"]) if match["western"] else _FIRST_YEARS[match["era"]] + count - 1
    if match["month"] is not None:
        year -= int(match["month"]) < 4
        return YearInText(year, year, True, match.start(), match.end())
    is_calendar = match["fiscal"] is None and match.group().endswith("年")
    return YearInText(year - 1 if is_calendar else year, year, True, match.start(), match.end())
