"""Numbers and what counts them: 「20人」「第２回」「令和４年度」, which an editor keeps on one line where the line can take it.

JLREQ binds a numeral to a sign (3.1.10) but not to a word; that a number is not torn from its counter is the custom of offices.
"""

from __future__ import annotations

import re

_ERAS = "令和|平成|昭和|大正|明治"
_BEFORE = frozenset(
    f"{_ERAS}|西暦|第|約|計|全|各|満|図|表|問|注|資料|別紙|別表|様式|議題|議案|午前|午後".split("|"),
)
_LONGEST_BEFORE = max(map(len, _BEFORE))

# Longer words first: an alternation takes the first that fits.
_COUNTER_WORDS = (
    "パーセント|ポイント|ページ|センチメートル|ミリメートル|キロメートル|メートル|キログラム|ミリグラム|グラム|キロ|センチ|ミリ|"
    "リットル|ヘクタール|アール|トン|ドル|クラス|コース|チーム|グループ|セット|ケース|"
    "[かカヵヶケ箇][所月年国条]|週間|日間|年間|時間|分間|秒間|年度|年代|年生|年目|歳代|歳児|世帯|世紀|丁目|番地|番目|回目|人目|日目|"
    "号室|団体|学級|施設|事業|項目|種類|段階|名様"
)
_COUNTER_SIGNS = (
    "人件回年月日円歳才時分秒点名社校館園課係室部局所箇個冊枚台本戸棟市区町村県国度位割倍号番巻章節条項目款類種級次期組班団軒匹頭"
    "羽通着票席字行列段層階歩周限題問枠株弾つ代週夜晩泊語頁"
)
_COUNTER = f"(?:(?:{_COUNTER_WORDS}|[{_COUNTER_SIGNS}])目?)"
_KANJI_NUMERALS = "〇一二三四五六七八九十百千万億兆"
_NUMERAL = "[0-9０-９](?:[0-9０-９,.，．]*[0-9０-９])?"
_NUMBER = re.compile(f"{_NUMERAL}(?:分の{_NUMERAL})?[十百千万億兆]*{_COUNTER}?")
_COUNTER_ONLY = re.compile(f"{_COUNTER}|[%‰]")
_IN_KANJI = re.compile(f"第[{_KANJI_NUMERALS}]+{_COUNTER}?|(?:{_ERAS})元年度?")


# Every character that can stand in such an expression: beside a place where none does, there is nothing to look for.
_MEMBERS = frozenset(
    "".join(_BEFORE) + _COUNTER_WORDS + _COUNTER_SIGNS + _KANJI_NUMERALS + "分の元目0123456789０１２３４５６７８９,.，．"
)
_REACH = 16  # characters looked at on either side of a place


def number_around(text: str, place: int) -> tuple[int, int] | None:
    """Start and end of the number, with its counter and what leads it, that a break before the place would tear; None if none.

    Args:
        text: one character for each unit, see `jlreq.break_mask`.
        place: index into the text, neither its start nor its end.
    """
    if text[place] not in _MEMBERS or text[place - 1] not in _MEMBERS:
        return None
    first = max(place - _REACH, 0)
    window = text[first : place + _REACH]
    found = _covering(_NUMBER, window, place - first) or _covering(_IN_KANJI, window, place - first)
    return (first + found[0], first + found[1]) if found else None


def counter_at(text: str, place: int = 0) -> str:
    """The counter that begins at a place of a text (件, 世帯, か所, %), or ""."""
    match = _COUNTER_ONLY.match(text, place)
    return match.group() if match is not None else ""


def _covering(pattern: re.Pattern[str], text: str, place: int) -> tuple[int, int] | None:
    for found in pattern.finditer(text):
        start = found.start() - _length_before(text, found.start())
        if start < place < found.end():
            return start, found.end()
    return None


def _length_before(text: str, start: int) -> int:
    """How many characters before a number belong to it (「第」「令和」「資料」), 0 if none do."""
    lengths = range(min(_LONGEST_BEFORE, start), 0, -1)
    return next((length for length in lengths if text[start - length : start] in _BEFORE), 0)
