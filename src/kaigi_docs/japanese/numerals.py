"""Numbers as offices write them: width of digits, item numbers, and counts that were typed as text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kaigi_docs.japanese.width import to_full_digits


class DigitWidth(StrEnum):
    """How numbers are written in prose."""

    HALF = "half"
    FULL = "full"
    ONE_FULL = "one_full"  # one digit full width, two and more half width


def format_number(number: int, digits: DigitWidth) -> str:
    """A count in the office's width of digits: ３ and 12 for `ONE_FULL`.

    Raises:
        ValueError: the number is negative; its sign depends on the table that it stands in.
    """
    if number < 0:
        raise ValueError(f"{number} は負の数です。")
    text = str(number)
    full = digits is DigitWidth.FULL or (digits is DigitWidth.ONE_FULL and len(text) == 1)
    return to_full_digits(text) if full else text


_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_PARENTHESIZED = "".join(map(chr, range(0x2474, 0x2488)))  # ⑴-⒇
_CIRCLED = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))  # ①-⑳ ㉑-㉟ ㊱-㊿
_PATTERN = re.compile(r"([^\w⑴①]*|第)([1１ア⑴①])([^\d⑴①]{0,3})")
_LIMITS = {"ア": len(_KATAKANA), "①": len(_CIRCLED)}


@dataclass(frozen=True, slots=True)
class ItemGlyph:
    """The pattern of the item numbers of one level, taken from an example.

    Attributes:
        prefix: what stands before the number: 「第」「(」 or nothing.
        core: how the first number is written: 1, １, ア, ⑴ or ①.
        suffix: what stands behind it: 「)」「.」 or nothing.
    """

    prefix: str
    core: str
    suffix: str

    @classmethod
    def parse(cls, example: str) -> ItemGlyph:
        """The pattern of which the example is number one: 「１」「1」「第1」「(1)」「(１)」「⑴」「①」「ア」「(ア)」「1.」.

        Raises:
            ValueError: the example is no number one that is known; the reason is Japanese.
        """
        match = _PATTERN.fullmatch(example.strip())
        if match is None:
            raise ValueError(
                f"番号の書き方「{example}」は使えません。「１」「(1)」「⑴」「①」「第1」「ア」「(ア)」のように、1番目の番号で書いてください。"
            )
        return cls(*match.groups())

    @property
    def limit(self) -> int | None:
        """The highest number that can be written, or None where there is no limit: 46 for ア…ン, 50 for ①…㊿."""
        return _LIMITS.get(self.core)

    def label(self, number: int) -> str:
        """The label of the item of that number, from 1; behind ⒇ comes (21); １ stays full width in １０.

        Raises:
            ValueError: the number is below 1 or beyond `limit`.
        """
        if number < 1 or (self.limit is not None and number > self.limit):
            raise ValueError(f"「{self.prefix}{self.core}{self.suffix}」の書き方では {number} 番を書けません。")
        return f"{self.prefix}{_number_like(self.core, number)}{self.suffix}"


def _number_like(core: str, number: int) -> str:
    """A number written the way its number one is."""
    if core == "１":
        return to_full_digits(str(number))
    if core == "ア":
        return _KATAKANA[number - 1]
    if core == "①":
        return _CIRCLED[number - 1]
    if core == "⑴":
        return _PARENTHESIZED[number - 1] if number <= len(_PARENTHESIZED) else f"({number})"
    return str(number)


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number that somebody typed as text.

    Attributes:
        original: as typed.
        value: the number; 千, 万, 百万 and 億 are multiplied out.
        unit: 人, 件, % …, may be empty.
        approximate: whether 約, 程度 or the like stands with it.
    """

    original: str
    value: Decimal
    unit: str
    approximate: bool


_SCALES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "億": 10**8}
_NUMBER = re.compile(
    r"(?P<about>約|およそ|おおよそ|おおむね|概ね|ほぼ)?(?P<sign>[-−+△▲])?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<fraction>\.[0-9]+)?"
    r"(?P<scale>千|百万|万|億)?(?P<unit>[^\W\d_]{0,8}?|[%‰]|[ck]?m[23])(?P<degree>程度|くらい|ぐらい|前後|余り|強|弱)?"
)
_RANGE_WORDS = ("以上", "以下", "未満", "以内", "超", "から", "まで", "〜", "~")


def parse_number(text: str) -> WrittenNumber:
    """The number that a cell of text holds: 「1,234人」「約100」「１２．５％」「△3」「3万人」.

    Full-width characters are folded (NFKC) for reading only; `original` keeps what was typed.

    Raises:
        ValueError: it is no single number (a range, a date, a bound such as 「5人以上」); the reason is Japanese.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if any(word in folded for word in _RANGE_WORDS):
        raise ValueError(f"「{text}」は範囲で、一つの数ではありません。")
    match = _NUMBER.fullmatch(folded)
    if match is None:
        raise ValueError(f"「{text}」を数として読めません。")
    value = Decimal(match["digits"].replace(",", "") + (match["fraction"] or "")) * _SCALES[match["scale"] or ""]
    negative = match["sign"] in ("-", "−", "△", "▲")
    approximate = match["about"] is not None or match["degree"] is not None
    return WrittenNumber(text, -value if negative else value, match["unit"], approximate)
