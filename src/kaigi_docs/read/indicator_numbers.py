"""The one number that a text of an indicator states, where it states one without doubt: 「2回/年（書面）」, 「60歳以上 16人」.

Nothing is guessed: two numbers that could be meant, a span, 「約」 or another unit are faults, and the office writes the number
into a cell of its own.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kaigi_docs.japanese.figures import NumberInText, numbers_in
from kaigi_docs.japanese.numerals import parse_number

PERSONS = ("人", "名")
"""Two words for one unit."""

_UNSURE_BEFORE = re.compile(r"(?:約|およそ|おおよそ|おおむね|概ね|ほぼ|[-−+△▲~〜∼])\s*\Z")
_UNSURE_BEHIND = re.compile(r"\s*(?:[千万億百兆~〜∼]|から|前後|程度|くらい|ぐらい|余り|強|弱|台)")
_BOUNDS = re.compile("以上|以下|未満|以内|超")
# 「1時間30分」 and 「9月16日」 are one thing of two numbers.
_JOINED_BEFORE = re.compile(r"[0-9](?:時間|分|年間?|[かカヶヵ]月|月|日|週間?|円)\Z")
_NO_UNITS = re.compile("から|まで|より|と|や|又は|または|及び|および|分の|対")
_WORD = re.compile(r"[^\W\d_]+|[%‰]")
_CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿⑴-⒇]")


class NumberFault(StrEnum):
    """Why a text states no number without doubt."""

    NONE = "none"
    SEVERAL = "several"
    UNSURE = "unsure"  # 約, 以上, a span, a sign in the middle of a text
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text states.

    Attributes:
        number: None where it is in doubt.
        fault: why it is.
        unit: the word behind the number; for UNIT the other unit; may be empty.
        bound: 以上, 以下, 未満, 以内 or 超 behind it, or empty.
        plain: whether the text is nothing but this number, so that it is printed in the usual way, its unit behind it.
    """

    number: Decimal | None = None
    fault: NumberFault | None = None
    unit: str = ""
    bound: str = ""
    plain: bool = False


def _word(found: NumberInText) -> str:
    """What a number counts, as far as a word says it: 回 of 「回以上」."""
    match = _WORD.match(found.behind)
    if match is None or _NO_UNITS.match(match.group()):
        return ""
    return _BOUNDS.split(match.group())[0]


def _has_unit(found: NumberInText, unit: str) -> bool:
    """Whether the unit stands behind a number."""
    return bool(unit) and found.behind.lstrip().startswith(_words_of(unit))


def _rest(found: NumberInText, unit: str) -> str:
    """What stands behind the unit of a number."""
    ends = [word for word in _words_of(unit) if _has_unit(found, word)]
    return found.behind.lstrip().removeprefix(ends[0] if ends else _word(found)).lstrip()


def _bound(found: NumberInText, unit: str) -> str:
    """以上, 以下 or the like behind a number, or nothing."""
    match = _BOUNDS.match(_rest(found, unit))
    return match.group() if match is not None else ""


def _is_vague(found: NumberInText, unit: str) -> bool:
    """Whether 約, a scale or a span stands with a number."""
    behind = _UNSURE_BEHIND.match(found.behind) or _UNSURE_BEHIND.match(_rest(found, unit))
    before = _UNSURE_BEFORE.search(found.before) or _JOINED_BEFORE.search(found.before)
    return behind is not None or before is not None


def _words_of(unit: str) -> tuple[str, ...]:
    folded = unicodedata.normalize("NFKC", unit).strip()
    return PERSONS if folded in PERSONS else (folded,)


def stated_number(text: str, unit: str, *, bound: bool = False) -> Stated:
    """The number that a text states in a unit.

    A number behind which another word stands (歳, 月, 回) is passed over where the unit is known; one without any word could
    be meant, so that it makes two.

    Args:
        text: as typed, in any width.
        unit: of the indicator, or empty: then the text must hold one number only.
        bound: whether 以上, 以下 and the like may stand behind it, as in a target.
    """
    plain = _plain(text, unit)
    if plain is not None:
        return plain
    found = list(numbers_in(text))
    meant = [each for each in found if _has_unit(each, unit)] if unit else found
    bare = [each for each in found if unit and not _word(each) and each not in meant]
    candidates = meant + bare
    if len(candidates) == 1:
        (only,) = candidates
        if _is_vague(only, unit) or (_bound(only, unit) and not bound):
            return Stated(fault=NumberFault.UNSURE)
        return Stated(only.value, unit=_word(only), bound=_bound(only, unit))
    if candidates or len(found) > 1:
        return Stated(fault=NumberFault.SEVERAL)
    return Stated(fault=NumberFault.UNIT, unit=_word(found[0])) if found else Stated(fault=NumberFault.NONE)


def stated_counts(text: str) -> tuple[Decimal, ...]:
    """The numbers of a text that could count persons: those behind which 人, 名 or no word stands."""
    return tuple(each.value for each in numbers_in(text) if not _word(each) or _word(each).startswith(PERSONS))


def same_unit(one: str, other: str) -> bool:
    """Whether two words begin with the same unit; 人 and 名 are one."""
    first, second = (unicodedata.normalize("NFKC", each).strip() for each in (one, other))
    return first.startswith(second) or second.startswith(first) or all(each.startswith(PERSONS) for each in (first, second))


def _plain(text: str, unit: str) -> Stated | None:
    """What a text states that is a number and perhaps a unit, as far as that is without doubt."""
    if _CIRCLED.search(text):
        return None
    try:
        written = parse_number(text)
    except ValueError:
        return None
    if written.approximate:
        return Stated(fault=NumberFault.UNSURE)
    if unit and written.unit and not same_unit(written.unit, unit):
        return None
    return Stated(written.value, unit=written.unit, plain=not written.unit)
