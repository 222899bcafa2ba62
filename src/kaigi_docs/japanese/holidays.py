"""The holidays of Japan (国民の祝日) as they were published; what is not published yet is not guessed."""

from __future__ import annotations

from datetime import date

# Cabinet Office, 「国民の祝日」について: the list of a year is published in February of the year before it.
_EVERY_YEAR = "1/1元日 2/11建国記念の日 4/29昭和の日 5/3憲法記念日 5/4みどりの日 5/5こどもの日 11/3文化の日 11/23勤労感謝の日"
_OF_YEARS = {
    2019: "1/14成人の日 3/21春分の日 4/30国民の休日 5/1天皇の即位の日 5/2国民の休日 5/6振替休日 7/15海の日 "
    "8/11山の日 8/12振替休日 9/16敬老の日 9/23秋分の日 10/14体育の日 10/22即位礼正殿の儀が行われる日 11/4振替休日",
    2020: "1/13成人の日 2/23天皇誕生日 2/24振替休日 3/20春分の日 5/6振替休日 "
    "7/23海の日 7/24スポーツの日 8/10山の日 9/21敬老の日 9/22秋分の日",
    2021: "1/11成人の日 2/23天皇誕生日 3/20春分の日 7/22海の日 7/23スポーツの日 "
    "8/8山の日 8/9振替休日 9/20敬老の日 9/23秋分の日",
    2022: "1/10成人の日 2/23天皇誕生日 3/21春分の日 7/18海の日 "
    "8/11山の日 9/19敬老の日 9/23秋分の日 10/10スポーツの日",
    2023: "1/2振替休日 1/9成人の日 2/23天皇誕生日 3/21春分の日 7/17海の日 "
    "8/11山の日 9/18敬老の日 9/23秋分の日 10/9スポーツの日",
    2024: "1/8成人の日 2/12振替休日 2/23天皇誕生日 3/20春分の日 5/6振替休日 7/15海の日 8/11山の日 "
    "8/12振替休日 9/16敬老の日 9/22秋分の日 9/23振替休日 10/14スポーツの日 11/4振替休日",
    2025: "1/13成人の日 2/23天皇誕生日 2/24振替休日 3/20春分の日 5/6振替休日 7/21海の日 "
    "8/11山の日 9/15敬老の日 9/23秋分の日 10/13スポーツの日 11/24振替休日",
    2026: "1/12成人の日 2/23天皇誕生日 3/20春分の日 5/6振替休日 7/20海の日 "
    "8/11山の日 9/21敬老の日 9/22国民の休日 9/23秋分の日 10/12スポーツの日",
    2027: "1/11成人の日 2/23天皇誕生日 3/21春分の日 3/22振替休日 7/19海の日 "
    "8/11山の日 9/20敬老の日 9/23秋分の日 10/11スポーツの日",
}  # fmt: skip
KNOWN_YEARS = frozenset(_OF_YEARS)
"""Calendar years whose holidays are known."""


def holiday_name(day: date) -> str | None:
    """What a day is called as a holiday; None for any other day, and in years that are not known."""
    if day.year not in KNOWN_YEARS:
        return None
    start = f"{day.month}/{day.day}"
    names = (each.removeprefix(start) for each in f"{_EVERY_YEAR} {_OF_YEARS[day.year]}".split() if each.startswith(start))
    return next((name for name in names if not name[0].isdigit()), None)
