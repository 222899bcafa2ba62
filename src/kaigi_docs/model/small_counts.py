"""Counts of persons so small that they could tell who is meant.

The threshold of five comes from the providers of the data (自殺統計 and its special tabulations) and from the plan, not from a
law; nobody counted is no person who could be found out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

THRESHOLD = 5


class Nobody(StrEnum):
    """What is done with counts of nobody; the words of `disclosure.Zeros`."""

    SHOWN = "shown"
    COMPLEMENT = "complement"  # shown, unless hiding one protects others
    HIDDEN = "hidden"


class Sparing(StrEnum):
    """What is spared when counts are hidden for the sake of others; the words of `disclosure.WeighBy`."""

    CELLS = "cells"
    PERSONS = "value"


class Joining(StrEnum):
    """Whether neighbouring ages are merged before anything is hidden; the words of `disclosure.Merging`."""

    AUTOMATIC = "automatic"
    PROPOSED = "proposed"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRules:
    """What an office decides about small counts (小さい数の扱い).

    Attributes:
        threshold: the smallest count of persons that may be printed.
        automatic: whether small counts are hidden, and others that would tell them; else they are faults.
        joining: whether ages are merged first.
        nobody, sparing: how it is chosen what is hidden.
        responsible, decided_on: who answers for the small counts that are printed for a reason, and since when; empty and None
            where nobody does.
    """

    threshold: int = THRESHOLD
    automatic: bool = True
    joining: Joining = Joining.PROPOSED
    nobody: Nobody = Nobody.COMPLEMENT
    sparing: Sparing = Sparing.CELLS
    responsible: str = ""
    decided_on: date | None = None


# Not counts of persons: 人口, 人工 …, 「人口10万人当たり」「1人につき」, the second half of 「7人に1人」, 名称, 名前.
_COUNT = re.compile(
    "(?<![0-9.,/〇一二三四五六七八九十百千万数])(?<!人に)(?<!名に)(?P<number>[0-9]{1,2}|[一二三四])"
    "[ ]?(?:人(?![口工材間権類柄件称]|当たり|あたり|につき|ひとり|一人)|名(?![称前簿義刺古]|当たり|につき))"
)
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4}
_NEVER_COUNTED = ("一人",)
"""「一人で悩まない」 says nothing of how many."""


def is_small(value: Decimal | int, threshold: int = THRESHOLD) -> bool:
    """Whether a count is one of 1 to 4 persons; 0 is not."""
    return 0 < value < threshold


def small_counts_in(text: str, threshold: int = THRESHOLD) -> tuple[str, ...]:
    """The small counts of persons that a text states, as typed, for instance 「４人」 「3名」, each once.

    Rates (「1人当たり」「7人に1人」) are no counts. Limits: a count whose noun is left out (「男性3」) or that is written
    another way (「ひとり」「一人」) is not seen.
    """
    folded = unicodedata.normalize("NFKC", text)
    found = (match for match in _COUNT.finditer(folded) if match.group() not in _NEVER_COUNTED)
    return tuple(dict.fromkeys(match.group() for match in found if is_small(_number(match["number"]), threshold)))


def _number(digits: str) -> int:
    return _KANJI[digits] if digits in _KANJI else int(digits)
