"""Stretches of time as schedules name them: a month, the first, middle or last third of one (旬), or a day."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kaigi_docs.japanese.numerals import DigitWidth, format_number
from kaigi_docs.japanese.wareki import CalendarYear, era_of, parse_date

THIRDS = ("上旬", "中旬", "下旬")
_LAST_OF_THIRDS = (10, 20)
_THIRD = re.compile("(?:の)?(上旬|初旬|中旬|下旬)$")
_YEAR = "(?:明治|大正|昭和|平成|令和|[MTSHR])(?:元|[0-9]{1,2})|[0-9]{4}"
_ONLY_MONTH = re.compile(f"(?P<year>{_YEAR})(?:年|[./-])(?P<month>[0-9]{{1,2}})月?")
_ACCEPTED = "「令和4年8月」「R4.8」「2022/8」、「令和4年8月上旬」、または「令和4年8月19日」のように書いてください。"


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """From the first to the last of its days; both are the same for a day."""

    first: date
    last: date

    @classmethod
    def month(cls, year: int, month: int) -> Stretch:
        """A month of a western year."""
        return cls(date(year, month, 1), _last_day(year, month))

    @classmethod
    def third(cls, year: int, month: int, number: int) -> Stretch:
        """The 1st to 10th, the 11th to 20th or the rest of a month; `number` counts from 0."""
        last = date(year, month, _LAST_OF_THIRDS[number]) if number < 2 else _last_day(year, month)
        return cls(date(year, month, 10 * number + 1), last)

    @property
    def is_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last

    def label(self, digits: DigitWidth, *, year: bool = False) -> str:
        """８月, ８月上旬 or ８月19日, behind 令和４年 where the year is asked for."""
        month = f"{format_number(self.first.month, digits)}月"
        before = f"{era_of(self.first).label(self.first.year, digits)}年" if year else ""
        if self.is_day:
            return f"{before}{month}{format_number(self.first.day, digits)}日"
        thirds = (Stretch.third(self.first.year, self.first.month, number) for number in range(len(THIRDS)))
        return before + month + next((name for name, third in zip(THIRDS, thirds, strict=True) if third == self), "")


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def parse_stretch(text: str) -> Stretch:
    """The month, third of a month or day that a text names.

    Read are 令和４年８月, R4.8, 2022/8, 2022-08, 2022年8月, each in either width and with 上旬 (初旬), 中旬 or 下旬 behind, and
    every form of `parse_date`. Not read: a month without its year, a 年度 with a month (4月 of which year?).

    Raises:
        ValueError: no such form, no such month or day, or one outside its era; the reason is Japanese.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).upper().split())
    third = _THIRD.search(folded)
    match = _ONLY_MONTH.fullmatch(folded[: third.start()] if third is not None else folded)
    if match is not None:
        first = _first_day(text, match["year"], int(match["month"]))
        number = THIRDS.index(third[1].replace("初旬", "上旬")) if third is not None else None
        whole = Stretch.month(first.year, first.month)
        return whole if number is None else Stretch.third(first.year, first.month, number)
    if third is not None:
        raise ValueError(_unreadable(text, folded))
    try:
        day = parse_date(text)
    except ValueError as reason:
        raise ValueError(_unreadable(text, folded) if "読めません" in str(reason) else str(reason)) from reason
    return Stretch(day, day)


def _unreadable(text: str, folded: str) -> str:
    """What is said of a text that names no month, the likeliest reason first."""
    no_year = re.match(r"[0-9]{1,2}月", folded) is not None
    reason = "年度ではなく、その月のある年を書きます。" if "年度" in folded else "年がありません。" if no_year else ""
    return f"「{text}」を月や日として読めません。{reason}{_ACCEPTED}"


def _first_day(text: str, year: str, month: int) -> date:
    """The first day of a month that was written with its year."""
    if not 1 <= month <= 12:
        raise ValueError(f"「{text}」の{month}月という月はありません。1月から12月までで書いてください。")
    if year.isdigit():
        return date(CalendarYear(int(year)).year, month, 1)
    return _first_day_of_era(text, year, month)


def _first_day_of_era(text: str, year: str, month: int) -> date:
    """The first day of a month of an era; the month in which an era changed belongs to both."""
    for day in (28, 1):
        try:
            return parse_date(f"{year}.{month}.{day}" if year[0].isascii() else f"{year}年{month}月{day}日").replace(day=1)
        except ValueError as reason:
            fault = reason
    raise ValueError(f"「{text}」を読めません。{fault}")
