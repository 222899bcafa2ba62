"""The numbers that a text states, with what stands before and behind each, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kaigi_docs.japanese.counters import counter_at
from kaigi_docs.japanese.folding import nfkc

_NUMBER = re.compile(r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?P<fraction>\.[0-9]+)?")
# What the number behind it counts: a year, an item, an edition.
_LABEL_BEFORE = re.compile(r"(?:[A-Za-z]|第|注|問|図|表|令和|平成|昭和|資料)\Z")
_CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿⑴-⒇]")
_LETTERS = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")

_SCALES = {"": 1, "百万": 10**6, "千": 10**3, "万": 10**4, "億": 10**8}
_SCALE = re.compile("百万|千|万|億")
_JOINED_BEFORE = ("~", "〜", "∼", "/", "-", "−", "+", "△", "▲")
_SPAN = re.compile(r"\s*[~〜∼-]\s*[0-9]")
_REACH = 24  # characters before a number in which its subject is looked for
_SUBJECT = re.compile("[一-龥々〆ァ-ヶーA-Za-z]{1,12}\\Z")
_BETWEEN = re.compile("(?:[はがをものにで数約計総全各\\s:(]|延べ|のべ|およそ|合計|年間|毎月)+\\Z")
_ONE_WORD = {"名": "人", "箇所": "か所", "ヶ所": "か所", "カ所": "か所", "ヵ所": "か所", "ケ所": "か所", "パーセント": "%"}
# Times, ages, ordinals and addresses count no amount that could rise or fall.
_NO_AMOUNTS = re.compile("[年歳].*|[月日時分秒才番号条章節期次級週限階位]|丁目|世紀|.+目|[かカヵヶケ箇]月")


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number in a text.

    Attributes:
        value: of its digits alone.
        text: the whole text, folded with NFKC.
        start, end: where its digits stand in it.
    """

    value: Decimal
    text: str
    start: int
    end: int

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.text[: self.start]

    @property
    def behind(self) -> str:
        """What stands behind it."""
        return self.text[self.end :]


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount that a text states.

    Attributes:
        amount: 千, 万, 百万 and 億 multiplied out.
        counter: what it is counted in, 名 as 人 and 箇所 as か所; "" where nothing is written behind it.
        written: with its counter, in half-width digits: 「1,234人」.
        before: the characters before it.
    """

    amount: Decimal
    counter: str
    written: str
    before: str

    @property
    def subject(self) -> str:
        """The word before it, 「電話」 of 「電話120件」; may be empty."""
        match = _SUBJECT.search(_BETWEEN.sub("", self.before))
        return match.group() if match is not None else ""


def numbers_in(text: str) -> Iterator[NumberInText]:
    """The numbers of a text, labels such as 第３回, H29 and ① apart."""
    folded = nfkc(_CIRCLED.sub(" ", text))
    for match in _NUMBER.finditer(folded):
        if not _LABEL_BEFORE.search(folded[max(match.start() - _REACH, 0) : match.start()].rstrip()[-2:]):
            value = Decimal(match["digits"].replace(",", "") + (match["fraction"] or ""))
            yield NumberInText(value, folded, match.start(), match.end())


def figures_in(text: str) -> tuple[Figure, ...]:
    """The amounts of a text in their order; years, months, ages, spans (「3～5人」), labels and changes (「▲3」) are none."""
    return tuple(figure for number in numbers_in(text) if (figure := _figure(number)) is not None)


def lacks_number(text: str) -> bool:
    """Whether words stand where a number should: marks (－ … ↑), a single character and all with a digit are no such words."""
    return _LETTERS.search(text) is not None and _DIGIT.search(text) is None and len(text.strip()) > 1


def _figure(number: NumberInText) -> Figure | None:
    scale = _SCALE.match(number.text, number.end)
    word = scale.group() if scale is not None else ""
    counter = counter_at(number.text, number.end + len(word))
    end = number.end + len(word) + len(counter)
    before = number.text[max(number.start - _REACH, 0) : number.start]
    is_part = before.rstrip().endswith(_JOINED_BEFORE) or number.text.startswith("/", end) or _SPAN.match(number.text, end)
    if is_part or _NO_AMOUNTS.fullmatch(counter):
        return None
    digits = f"{number.value:,}" if number.value == number.value.to_integral() else str(number.value)
    return Figure(number.value * _SCALES[word], _ONE_WORD.get(counter, counter), digits + word + counter, before)
