"""Where a line may not end, judged anew: the lists of JLREQ written down a second time, on purpose.

The line breaker decides by a mask of character classes (japanese/jlreq.py). A proof that asked the same mask would repeat its
mistakes, so nothing is shared: another hand, another form. Where the two disagree, one of them is wrong. What only one of
them has an opinion on (inside Western text) is neither forbidden nor permitted here.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with the end of a line."""

    START = "start"  # the next line begins with what may not begin one (JLREQ 3.1.7)
    END = "end"  # the line ends with what may not end one (JLREQ 3.1.8)
    DIVIDED = "divided"  # a word, a number, a dash of two or a base with one reading is divided (JLREQ 3.1.10)


# JLREQ A, cl-02 to cl-07, cl-09 to cl-11 (行頭禁則), and the half-width forms that offices type.
_NOT_FIRST = frozenset(
    "’”)〕]}〉》」』】⦆〙〗»〟）］｝｠｣"
    "‐〜゠–～"
    "!?‼⁇⁈⁉！？"
    "・:;：；･"
    "。.．｡、,，､"
    "ヽヾゝゞ々〻"
    "ーｰ"
    "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
    "゛゜ﾞﾟ"
)
# cl-01 (行末禁則).
_NOT_LAST = frozenset("‘“([{〈《「『【⦅〘〖«〝（［｛｟〔｢")
_CLOSED = frozenset("」』）】〕］｝〉》、。，．")
_OPENS = frozenset("「『（【〔［｛〈《")
_BEFORE_NUMBERS = frozenset("¥$£#€№￥＄￡＃")  # cl-12
_AFTER_NUMBERS = frozenset("°′″℃¢%‰㏋ℓ㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗㎎㎏㎜㎝㎞㎡㏄％￠")  # cl-13
_NUMERALS = frozenset("〇一二三四五六七八九十百千万億兆")
_PAIRED = frozenset({"——", "――", "……", "‥‥", "〳〵", "〴〵"})  # cl-08
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.-]+", re.ASCII)
_NUMBER = re.compile(r"[0-9０-９][.,:．，：][0-9０-９]")
_WORD_WITH_APOSTROPHE = re.compile("[A-Za-z]['’][A-Za-z]")

# What stands between two solid characters of a text, one letter each.
ADJACENT, BLANK, UNSURE, ANSWER, GLUED, READ_AS_ONE, NEW_TEXT = "-b?agrn"
_GLUE = frozenset("\u00a0\u2007\u202f\u2060\ufeff")


def followed_by(before: str, kind: str) -> str:
    """What stands between two solid characters when a blank of that kind follows what stood there before it.

    A line ends directly before the second character, so the last blank decides; a text that begins, or an answer space, stays.
    """
    return before if before in (NEW_TEXT, ANSWER) and kind != NEW_TEXT else kind


def kind_of_blank(character: str) -> str:
    """What a blank, control or format character between two others means for the end of a line."""
    if character == "\n":
        return NEW_TEXT
    if character in _GLUE:
        return GLUED
    return BLANK if character.isspace() else UNSURE


def is_never_first(character: str) -> bool:
    """Whether no line may begin with the character, whatever stands before it."""
    return character in _NOT_FIRST


def fault_at(text: str, between: str, at: int) -> Fault | None:
    """What is wrong when a line ends before the character of that number, and the next begins with it.

    Args:
        text: solid characters, without blanks.
        between: for each of them what stands before it.
        at: at least 1; no text begins there.
    """
    if between[at] == ANSWER:
        return None
    before = _base_before(text, at)
    if text[at] in _NOT_FIRST:
        return Fault.START
    if before in _NOT_LAST:
        return Fault.END
    return Fault.DIVIDED if _is_divided(text, between[at], before, at) else None


def is_permitted(text: str, between: str, at: int) -> bool:
    """Whether a line may end there without any doubt: in Japanese text, or at a blank of Western text."""
    if fault_at(text, between, at) is not None:
        return False
    if between[at] == BLANK:
        return True
    before, after = _base_before(text, at), text[at]
    ends = _is_japanese(before) or before in _CLOSED or _is_western(before)
    begins = _is_japanese(after) or after in _OPENS or _is_western(after)
    return between[at] == ADJACENT and ends and begins and not (_is_western(before) and _is_western(after))


def may_be_forced(text: str, between: str, at: int) -> bool:
    """Whether a line may end there when its words are too long for it: words are divided, kinsoku holds."""
    fault = fault_at(text, between, at)
    return fault is None or (fault is Fault.DIVIDED and between[at] != GLUED and not _is_mark(text[at]))


def _is_divided(text: str, between: str, before: str, at: int) -> bool:
    after = text[at]
    if between in (READ_AS_ONE, GLUED) or _is_mark(after):
        return True
    return between == ADJACENT and (
        (_is_western(before) and _is_western(after))
        or before + after in _PAIRED
        or (before in _BEFORE_NUMBERS and (after.isdecimal() or after in _NUMERALS))
        or (after in _AFTER_NUMBERS and (_is_western(before) or before in _NUMERALS))
        or _is_inside(_NUMBER, text, at)
        or _is_inside(_WORD_WITH_APOSTROPHE, text, at)
    )


def _is_inside(pattern: re.Pattern[str], text: str, at: int) -> bool:
    """Whether the three characters of the pattern stand on both sides of the place, and not in an address."""
    around = (text[start : start + 3] for start in (at - 2, at - 1) if start >= 0)
    return any(pattern.fullmatch(three) for three in around) and not _in_address(text, at)


def _in_address(text: str, at: int) -> bool:
    start = max(0, at - 200)
    return any(found.start() < at < found.end() for found in _ADDRESS.finditer(text, start, at + 200))


def _base_before(text: str, at: int) -> str:
    """The character before the place, marks and selectors on it passed over."""
    before = at - 1
    while before > 0 and _is_mark(text[before]):
        before -= 1
    return text[before]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me")


def _is_western(character: str) -> bool:
    """Whether it is a letter or digit of a Western word or number, half or full width."""
    return (character.isascii() and character.isalnum()) or "０" <= character <= "９" or _is_letter(character)


def _is_letter(character: str) -> bool:
    in_range = character < "\u0530" or "\u1e00" <= character <= "\u1fff" or "Ａ" <= character <= "ｚ"
    return in_range and unicodedata.category(character) in ("Lu", "Ll", "Lt")


def _is_japanese(character: str) -> bool:
    """Whether it is a kanji or a kana."""
    return "\u3041" <= character <= "\u9fff" and unicodedata.category(character) == "Lo"
