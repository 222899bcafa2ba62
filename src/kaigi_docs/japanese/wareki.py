"""Dates and years in Japanese eras; 年 (calendar year) and 年度 (fiscal year, from April 1) are two types."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from kaigi_docs.japanese.numerals import DigitWidth, format_number

WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Era:
    """A Japanese era.

    Attributes:
        name: 令和.
        letter: its abbreviation in tables, R.
        first_day: from this day on dates are written in it.
    """

    name: str
    letter: str
    first_day: date

    def label(self, year: int, digits: DigitWidth) -> str:
        """A western year in this era, without 年: 令和３, 令和元."""
        count = year - self.first_day.year + 1
        return self.name + ("元" if count == 1 else format_number(count, digits))


# First days by the imperial edicts and 元号法 cabinet orders; a day on which the era changed belongs to the new one.
ERAS = (
    Era("明治", "M", date(1868, 10, 23)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)
FIRST_DAY = date(1873, 1, 1)
"""Earlier days stood in another calendar (明治5年12月3日 became 明治6年1月1日) and are refused."""

_FIRST_YEAR, _LAST_YEAR = FIRST_DAY.year, 2099


def era_of(day: date) -> Era:
    """The era in which a day is written.

    Raises:
        ValueError: the day lies before 明治6年1月1日.
    """
    if day < FIRST_DAY:
        raise ValueError(f"{day.isoformat()} は明治6年1月1日より前で、扱えません。")
    return next(era for era in reversed(ERAS) if era.first_day <= day)


@dataclass(frozen=True, slots=True, order=True)
class CalendarYear:
    """A 年, January 1 to December 31.

    Attributes:
        year: western count, 1873 to 2099.
    """

    year: int

    def __post_init__(self) -> None:
        """Refuses a year that no document of an office can mean."""
        _check_range(self.year)

    @classmethod
    def of(cls, day: date) -> CalendarYear:
        """The calendar year in which a day lies."""
        return cls(day.year)

    @property
    def next(self) -> CalendarYear:
        """The year after."""
        return CalendarYear(self.year + 1)

    @property
    def previous(self) -> CalendarYear:
        """The year before."""
        return CalendarYear(self.year - 1)

    def label(self, digits: DigitWidth, *, western: bool = False) -> str:
        """令和３年, or 令和３年（2021） with its western count; a year in which the era changed has the new one (令和元年)."""
        era = era_of(date(self.year, 12, 31))
        return f"{era.label(self.year, digits)}年" + (f"（{self.year}）" if western else "")


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A 年度, April 1 to March 31 of the year after.

    Attributes:
        year: western count of the year in which it begins, 1873 to 2099.
    """

    year: int

    def __post_init__(self) -> None:
        """Refuses a year that no document of an office can mean."""
        _check_range(self.year)

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """The fiscal year in which a day lies: 2022-03-31 is in 令和３年度."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @property
    def first_day(self) -> date:
        """April 1."""
        return date(self.year, 4, 1)

    @property
    def last_day(self) -> date:
        """March 31 of the year after."""
        return date(self.year + 1, 3, 31)

    @property
    def next(self) -> FiscalYear:
        """The fiscal year after (次年度)."""
        return FiscalYear(self.year + 1)

    @property
    def previous(self) -> FiscalYear:
        """The fiscal year before (前年度)."""
        return FiscalYear(self.year - 1)

    @property
    def era(self) -> Era:
        """The era of its first day; but 2019 is 令和元年度, as the State wrote it, although it began in 平成31年.

        Source: 改元に伴う元号による年表示の取扱いについて (関係省庁申合せ, 2019): the whole year's budget is 令和元年度.
        """
        return ERAS[-1] if self.year == 2019 else era_of(self.first_day)

    def label(self, digits: DigitWidth, *, western: bool = False) -> str:
        """令和３年度, or 令和３年度（2021） with its western count."""
        return f"{self.era.label(self.year, digits)}年度" + (f"（{self.year}）" if western else "")


def _check_range(year: int) -> None:
    """Raises ValueError for a year outside of 1873 to 2099."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"{year} 年は扱えません（{_FIRST_YEAR} 年から {_LAST_YEAR} 年まで）。")


def format_date(day: date, digits: DigitWidth, *, weekday: bool = False) -> str:
    """令和４年９月５日, or 令和４年９月５日（月） with its weekday.

    Raises:
        ValueError: the day lies before 明治6年1月1日.
    """
    text = f"{era_of(day).label(day.year, digits)}年{format_number(day.month, digits)}月{format_number(day.day, digits)}日"
    return f"{text}（{WEEKDAYS[day.weekday()]}）" if weekday else text


_ERA_BY_NAME = {name: era for era in ERAS for name in (era.name, era.letter)}
_ERA = "(?P<era>明治|大正|昭和|平成|令和|[MTSHR])(?P<count>元|[0-9]{1,2})"
_YEAR = f"(?:{_ERA}|(?P<western>[0-9]{{4}}))"
_MONTH_DAY = "(?P<month>[0-9]{1,2})(?:月|(?P<mark>[./-]))(?P<day>[0-9]{1,2})(?(mark)|日)"
_WEEKDAY = f"(?:[(]?(?P<weekday>[{WEEKDAYS}])(?:曜日?)?[)]?)?"
_DATE = re.compile(f"(?:{_YEAR}(?:年|(?P<year_mark>[./-])))?{_MONTH_DAY}{_WEEKDAY}")
_YEAR_NAME = re.compile(f"{_YEAR}(?P<suffix>年度|年)?(?:[(](?P<check>[0-9]{{4}})(?:年度?)?[)])?")


def _folded(text: str) -> str:
    """The text for reading: NFKC, capitals, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def _western_year(match: re.Match[str]) -> int:
    """The western count of the matched year."""
    if match["western"] is not None:
        return int(match["western"])
    count = 1 if match["count"] == "元" else int(match["count"])
    if count == 0:
        raise ValueError(f"{_ERA_BY_NAME[match['era']].name}0年はありません。")
    return _ERA_BY_NAME[match["era"]].first_day.year + count - 1


def parse_date(text: str) -> date:
    """The day that a text names.

    Read are 令和４年６月１日, 令和4.6.1, R4.6.1, R4/6/1, 2022/6/1, 2022-06-01, 2022年6月1日, in either width, with spaces, and
    with a weekday behind: （月）, 月曜日, ㈪. Not read: kanji numerals, western years of two digits, days before 明治6年1月1日.

    Raises:
        ValueError: no such form, no such day, a day outside its era, or a wrong weekday; the reason is Japanese.
    """
    match = _DATE.fullmatch(_folded(text))
    has_year = match is not None and (match["era"] or match["western"])
    if match is None or (has_year and match["year_mark"] != match["mark"]):
        raise ValueError(f"「{text}」を日付として読めません。「令和4年6月1日」または「2022/6/1」のように書いてください。")
    month, day_of_month = int(match["month"]), int(match["day"])
    year = _western_year(match) if has_year else None
    _check_day(text, year, month, day_of_month)
    if year is None:
        raise ValueError(f"「{text}」には年がありません。「令和4年6月1日」のように年から書いてください。")
    day = date(year, month, day_of_month)
    _check_era(text, day, match["era"])
    _check_weekday(text, day, match["weekday"])
    return day


def _check_day(text: str, year: int | None, month: int, day: int) -> None:
    """Raises ValueError for a day that is in no calendar; without a year, February has 29 days."""
    if not 1 <= month <= 12:
        raise ValueError(f"「{text}」の日付はありません。{month}月という月はありません。")
    days = calendar.monthrange(2000 if year is None else year, month)[1]
    if not 1 <= day <= days:
        named = "" if year is None else f"{year}年"
        raise ValueError(f"「{text}」の日付はありません。{named}{month}月は{days}日までです。")


def _check_era(text: str, day: date, era_name: str | None) -> None:
    """Raises ValueError when the day was not written in its own era."""
    era = era_of(day)
    if era_name is not None and era is not _ERA_BY_NAME[era_name]:
        right = format_date(day, DigitWidth.HALF)
        raise ValueError(f"「{text}」は{_ERA_BY_NAME[era_name].name}の日付ではありません。「{right}」のことですか。")


def _check_weekday(text: str, day: date, weekday: str | None) -> None:
    """Raises ValueError when a weekday was written that is not the day's own."""
    right = WEEKDAYS[day.weekday()]
    if weekday is not None and weekday != right:
        raise ValueError(f"「{text}」の曜日が合いません。{format_date(day, DigitWidth.HALF)}は{right}曜日です。")


def parse_fiscal_year(value: str | int) -> FiscalYear:
    """The fiscal year that a cell names: R3, 令和3年度, 令和元年度, 2021, 2021年度, 令和３年度（2021）.

    A count is accepted in every era in which a day of that fiscal year lies: 平成31年度 and 令和元年度 are both 2019.

    Raises:
        ValueError: no such form, a 年 without 度 (that is a calendar year), or a year outside its era; the reason is Japanese.
    """
    match = _YEAR_NAME.fullmatch(_folded(str(value)))
    if match is None:
        raise ValueError(f"「{value}」を年度として読めません。「令和3年度」「R3」または「2021」のように書いてください。")
    if match["suffix"] == "年":
        raise ValueError(f"「{value}」は年（1月から12月）の書き方です。年度のときは「{value}度」と書いてください。")
    year = FiscalYear(_western_year(match))
    if match["era"] is not None and _ERA_BY_NAME[match["era"]] not in (era_of(year.first_day), era_of(year.last_day)):
        raise ValueError(f"「{value}」という年度はありません。「{year.label(DigitWidth.HALF)}」のことですか。")
    if match["check"] is not None and int(match["check"]) != year.year:
        raise ValueError(f"「{value}」の元号と西暦が合いません。「{year.label(DigitWidth.HALF, western=True)}」のことですか。")
    return year


def parse_calendar_year(value: str | int) -> CalendarYear:
    """The calendar year that a cell names: R3, 令和3年, 令和元年, 2021, 2021年, 令和３年（2021）.

    A count is accepted in every era in which a day of that year lies: 平成31年 and 令和元年 are both 2019.

    Raises:
        ValueError: no such form, a 年度, or a year outside its era; the reason is Japanese.
    """
    match = _YEAR_NAME.fullmatch(_folded(str(value)))
    if match is None:
        raise ValueError(f"「{value}」を年として読めません。「令和3年」「R3」または「2021」のように書いてください。")
    if match["suffix"] == "年度":
        raise ValueError(f"「{value}」は年度（4月から3月）の書き方です。年のときは「度」を書かないでください。")
    year = CalendarYear(_western_year(match))
    first, last = era_of(date(year.year, 1, 1)), era_of(date(year.year, 12, 31))
    if match["era"] is not None and _ERA_BY_NAME[match["era"]] not in (first, last):
        raise ValueError(f"「{value}」という年はありません。「{year.label(DigitWidth.HALF)}」のことですか。")
    if match["check"] is not None and int(match["check"]) != year.year:
        raise ValueError(f"「{value}」の元号と西暦が合いません。「{year.label(DigitWidth.HALF, western=True)}」のことですか。")
    return year
