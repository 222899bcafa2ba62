"""Years that a running text names: 令和3年, 平成28年度, 2021年, R3."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kaigi_docs.japanese.wareki import parse_calendar_year, parse_fiscal_year

YEAR_WORD = re.compile(
    "(?<![0-9A-Za-z])(?:(?:明治|大正|昭和|平成|令和)(?:元|[0-9]{1,2})年度?|[0-9]{4}年度?|[MTSHR][0-9]{1,2}(?:年度?)?)"
)
"""A year in folded text (NFKC); a bare number of four digits is none."""


def years_named(text: str) -> Iterator[int]:
    """The years in western count, 年度 by the year in which they begin; what no era has is passed over."""
    for word in YEAR_WORD.findall(unicodedata.normalize("NFKC", text)):
        try:
            yield (parse_fiscal_year(word) if word.endswith("度") else parse_calendar_year(word)).year
        except ValueError:
            continue
