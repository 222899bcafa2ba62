"""Days with a time of the day, as people and online forms write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time, timedelta

from kaigi_docs.japanese.wareki import parse_date

_TIME = re.compile(
    r"""
    (?P<day>.+?)[\sT,]+
    (?:(?P<before>午前|午後|AM|PM)\s*)?
    (?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?|時(?:(?P<minutes>[0-9]{1,2})分|(?P<half>半))?)
    \s*(?P<after>午前|午後|AM|PM)?
    \s*(?:GMT|UTC|JST)?(?:\+0?9(?::?00)?)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTERNOON, _FORENOON = ("午後", "pm"), ("午前", "am")


def parse_moment(text: str) -> tuple[datetime, bool]:
    """The Japanese time that a text names, and whether it is only a day.

    Read are days as `parse_date` reads them, alone or with 14:30, 14:30:05, 14時30分, 午後2:30, 2:30:05 午後 GMT+9.

    Raises:
        ValueError: no such form, day or time; the reason is Japanese.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _TIME.fullmatch(plain)
    if match is None:
        return datetime.combine(parse_date(plain), time()), True
    day = datetime.combine(parse_date(match["day"].rstrip(",")), time())
    return day + _time_of(match, text), False


def _time_of(match: re.Match[str], text: str) -> timedelta:
    hour = int(match["hour"])
    minute = 30 if match["half"] else int(match["minute"] or match["minutes"] or 0)
    second = int(match["second"] or 0)
    half = (match["before"] or match["after"] or "").lower()
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _FORENOON and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError(f"「{text}」を時刻として読めません。「2022/9/5 14:30」のように書いてください。")
    return timedelta(hours=hour, minutes=minute, seconds=second)
