"""The numbers that a text states, with what stands before and behind each, and what they count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kaigi_docs.japanese.counters import counter_at

_NUMBER = re.compile(r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?P<fraction>\.[0-9]+)?")
# What the number behind it counts: a year, an item, an edition.
_LABEL_BEFORE = re.compile(r"(?:[A-Za-z]|第|注|問|図|表|令和|平成|昭和|資料)\s*\Z")
_CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿⑴-⒇]")
_LETTERS = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")

_SCALES = (("百万", 10**6), ("千", 10**3), ("万", 10**4), ("億", 10**8))
_SPAN = re.compile(r"\s*[~〜∼-]\s*[0-9]")
_REACH = 24  # characters before a number in which its subject is looked for
_SUBJECT = re.compile(
    r"([^\W\d_]{1,12}?)(?:は|が|を|も|の|に|で|数|延べ|のべ|約|およそ|計|合計|総|年間|全|各|毎月|[\s:(]){0,6}\Z"
)
_ONE_WORD = {"名": "人", "箇所": "か所", "ヶ所": "か所", "カ所": "か所", "ヵ所": "か所", "ケ所": "か所", "パーセント": "%"}
# Times, ages, ordinals and addresses count no amount that could rise or fall.
_NO_AMOUNTS = re.compile("[年歳].*|[月日時分秒才番号条章節期次級週限階位]|丁目|世紀|.+目|[かカヵヶケ箇]月")


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number in a text that was folded with NFKC, with what stands before and behind it."""

    value: Decimal
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount that a text states.

    Attributes:
        amount: 千, 万, 百万 and 億 multiplied out.
        counter: what it is counted in, 名 as 人 and 箇所 as か所; "" where nothing is written behind it.
        subject: the word before it, 「電話」 of 「電話120件」; may be empty.
        written: with its counter, as it stands in the folded text: 「1,234人」.
    """

    amount: Decimal
    counter: str
    subject: str
    written: str


def numbers_in(text: str) -> Iterator[NumberInText]:
    """The numbers of a text, labels such as 第３回, H29 and ① apart."""
    folded = unicodedata.normalize("NFKC", _CIRCLED.sub(" ", text))
    for match in _NUMBER.finditer(folded):
        before, behind = folded[: match.start()], folded[match.end() :]
        if not _LABEL_BEFORE.search(before[-_REACH:]):
            yield NumberInText(Decimal(match["digits"].replace(",", "") + (match["fraction"] or "")), before, behind)


def figures_in(text: str) -> tuple[Figure, ...]:
    """The amounts of a text in their order; years, months, ages, spans (「3～5人」), labels and changes (「▲3」) are none."""
    return tuple(figure for number in numbers_in(text) if (figure := _figure(number)) is not None)


def lacks_number(text: str) -> bool:
    """Whether words stand where a number should: marks (－ … ↑), a single character and all with a digit are no such words."""
    return _LETTERS.search(text) is not None and _DIGIT.search(text) is None and len(text.strip()) > 1


def _figure(number: NumberInText) -> Figure | None:
    scale, factor = next(((word, times) for word, times in _SCALES if number.behind.startswith(word)), ("", 1))
    counter = counter_at(number.behind, len(scale))
    behind = number.behind[len(scale) + len(counter) :]
    is_span = _SPAN.match(behind) or re.search(r"[0-9][^\W\d_]{0,3}\s*[~〜∼]\s*\Z", number.before[-_REACH:])
    if _NO_AMOUNTS.fullmatch(counter) or is_span or number.before.endswith(("/", *"-−+△▲")) or behind[:1] == "/":
        return None
    digits = f"{number.value:,}" if number.value == number.value.to_integral() else str(number.value)
    return Figure(number.value * factor, _ONE_WORD.get(counter, counter), _subject(number.before), digits + scale + counter)


def _subject(before: str) -> str:
    match = _SUBJECT.search(before[-_REACH:])
    return match[1] if match is not None else ""
