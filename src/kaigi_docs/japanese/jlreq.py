"""Character classes and line breaks of Japanese text (JLREQ: Requirements for Japanese Text Layout, W3C).

Departures, all towards fewer breaks: small kana and the prolonged sound mark never begin a line (JLREQ C.3 calls this
the strictest convention); full-width letters and digits are words and numbers as their half-width forms are (cl-27,
cl-24), so they stay together; a break never stands before a space, which hangs at the line's end instead. Where JLREQ is
silent, half-width signs break as in UAX #14: - / and | never begin a line, straight quotes stay with both neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

OPENING, CLOSING, HYPHEN, DIVIDING, MIDDLE_DOT, FULL_STOP, COMMA, INSEPARABLE = 1, 2, 3, 4, 5, 6, 7, 8
ITERATION, PROLONGED, SMALL_KANA, PREFIX, POSTFIX, IDEOGRAPHIC_SPACE = 9, 10, 11, 12, 13, 14
HIRAGANA, KATAKANA, MATH_SYMBOL, MATH_OPERATOR, IDEOGRAPH, DIGIT, WORD_SPACE, WESTERN = 15, 16, 17, 18, 19, 24, 26, 27
WARICHU_CLOSING = 29

START_FORBIDDEN = frozenset(
    {CLOSING, HYPHEN, DIVIDING, MIDDLE_DOT, FULL_STOP, COMMA, ITERATION, PROLONGED, SMALL_KANA, WARICHU_CLOSING}
)
END_FORBIDDEN = frozenset({OPENING})

# Members of each class (JLREQ A), with the full-width and half-width forms that offices type.
_MEMBERS = {
    OPENING: "‘“([{〈《「『【⦅〘〖«〝〔（［｛｟｢",
    CLOSING: "’”)]}〉》」』】⦆〙〗»〟〕）］｝｠｣",
    HYPHEN: "‐〜゠–～",
    DIVIDING: "!?‼⁇⁈⁉！？",
    MIDDLE_DOT: "・:;：；･",
    FULL_STOP: "。.．｡",
    COMMA: "、,，､",
    INSEPARABLE: "—…‥〳〴〵―",
    ITERATION: "ヽヾゝゞ々〻",
    PROLONGED: "ーｰ",
    # The voicing marks set apart (゛ﾞ) belong to the kana before them as small kana do.
    SMALL_KANA: "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ゛゜ﾞﾟ",
    PREFIX: "¥$£#€№￥＄￡＃",
    POSTFIX: "°′″℃¢%‰㏋ℓ㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗㎎㎏㎜㎝㎞㎡㏄㎥㎖ℊ％￠",
    IDEOGRAPHIC_SPACE: "\u3000",
    MATH_SYMBOL: "＝＜＞≠≦≧≒≡∞∝∴∵⊂⊃∈∋∩∪∧∨⇒⇔",
    MATH_OPERATOR: "＋－−×÷±∓⊕⊗",
    IDEOGRAPH: "§¶´¨¬¦©®ª²³¹º¼½¾",
    WORD_SPACE: " \t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u200b",
}
# First and last code point; the first range that holds a character gives its class.
_RANGES = (
    (0x30, 0x39, DIGIT),
    (0xFF10, 0xFF19, DIGIT),
    (0x21, 0x7E, WESTERN),
    (0xA1, 0x52F, WESTERN),
    (0x1E00, 0x1FFF, WESTERN),
    (0x200B, 0x2011, WESTERN),
    (0x2060, 0x2064, WESTERN),
    (0x3041, 0x309F, HIRAGANA),
    (0x30A1, 0x30FF, KATAKANA),
    (0xFEFF, 0xFEFF, WESTERN),
    (0xFF21, 0xFF3A, WESTERN),
    (0xFF41, 0xFF5A, WESTERN),
    (0xFF66, 0xFF9D, KATAKANA),
)


class _Classes(dict[str, int]):
    """Classes of characters already asked for."""

    def __missing__(self, character: str) -> int:
        codepoint = ord(character)
        found = next((number for first, last, number in _RANGES if first <= codepoint <= last), IDEOGRAPH)
        self[character] = found
        return found


_CLASSES = _Classes({character: number for number, members in _MEMBERS.items() for character in members})


def character_class(text: str) -> int:
    """The JLREQ class 1 to 30 (cl-01 to cl-30) of a character; of a base with selector or marks, that of the base.

    What JLREQ does not list is derived: Latin, Greek and Cyrillic letters are cl-27, any other character cl-19.
    """
    return _CLASSES[text[0]]


# A break code is one character that stands for everything that a pair's break depends on.
_GLUE, _MARK, _ZERO_SPACE, _ASCII_HYPHEN, _SEPARATOR, _QUOTE, _LETTER = "gmz-/'a"
_IN_WORD_CODES = frozenset((_ASCII_HYPHEN, _SEPARATOR, _QUOTE, _LETTER))
_RAISED = frozenset("®²³¹ªº")  # small and high behind what they belong to, so bound like units
_GLUE_CHARACTERS = frozenset("\u00a0\u2007\u202f\u2011\u200c\u200d\u2060\ufeff\u00ad")
_PLAIN, _ASCII = 0x80, 0xA0  # plus the class; below 0x100, where Python keeps one object a character


_SIGN_CODES = {"-": _ASCII_HYPHEN, "/": _SEPARATOR, "|": _SEPARATOR, "'": _QUOTE, '"': _QUOTE}


class _Codes(dict[int, str]):
    """Break codes by code point, as `str.translate` asks for them."""

    def __missing__(self, codepoint: int) -> str:
        code = self[codepoint] = _break_code(chr(codepoint))
        return code


def _break_code(character: str) -> str:
    if character in _GLUE_CHARACTERS:
        return _GLUE
    if character == "\u200b":
        return _ZERO_SPACE
    if unicodedata.category(character) in ("Mn", "Me"):
        return _MARK
    if character in _SIGN_CODES:
        return _SIGN_CODES[character]
    if character in _RAISED:
        return chr(_ASCII + POSTFIX)
    number = _CLASSES[character]
    if number == WESTERN and character.isalpha():
        return _LETTER
    in_word = "!" <= character <= "~" or character in "¥£" or number == WESTERN
    return chr((_ASCII if in_word else _PLAIN) + number)


_CODES = _Codes()


def _class_of(code: str) -> int:
    return WESTERN if code in _IN_WORD_CODES else ord(code) & 0x1F if ord(code) > _PLAIN else 0


def _in_word(code: str) -> bool:
    return code in _IN_WORD_CODES or ord(code) >= _ASCII or _class_of(code) == DIGIT


def _may_begin_line(code: str) -> bool:
    """Whether a line may begin with it (JLREQ 3.1.7); a space never does, since it hangs at the end of the line before."""
    return (
        code not in (_GLUE, _MARK, _ZERO_SPACE)
        and _class_of(code) not in START_FORBIDDEN
        and _class_of(code) not in (WORD_SPACE, IDEOGRAPHIC_SPACE)
    )


def _may_end_line(code: str) -> bool:
    """Whether a line may end with it (JLREQ 3.1.8)."""
    return code != _GLUE and _class_of(code) not in END_FORBIDDEN


def _is_word(before: str, after: str) -> bool:
    """Whether the pair stands inside a Latin word or a number (JLREQ 3.2.2, 3.1.10); a word breaks behind its hyphen."""
    return _in_word(before) and _in_word(after) and not (before == _ASCII_HYPHEN and after == _LETTER)


def _is_sign_with_number(before: str, after: str) -> bool:
    """Whether the pair is 「￥500」「−5」, or what a unit counts with its unit: 「12％」「十％」 (JLREQ 3.1.10)."""
    first, second = _class_of(before), _class_of(after)
    return (
        (first == PREFIX and second in (DIGIT, WESTERN, IDEOGRAPH))
        or (first == MATH_OPERATOR and second == DIGIT)
        or (second == POSTFIX and first not in (WORD_SPACE, IDEOGRAPHIC_SPACE))
    )


def _is_double_sign(before: str, after: str) -> bool:
    """Whether the pair is 「——」「……」 or the like (JLREQ 3.1.10)."""
    return _class_of(before) == _class_of(after) == INSEPARABLE


def _is_at_half_width_sign(before: str, after: str) -> bool:
    """Whether a half-width sign binds the pair: - / | to what is before, a straight quote to both (UAX #14, LB 13, 19, 21)."""
    if _class_of(before) in (WORD_SPACE, IDEOGRAPHIC_SPACE):
        return False
    return after in (_ASCII_HYPHEN, _SEPARATOR, _QUOTE) or before == _QUOTE


_BINDING_RULES = (_is_word, _is_sign_with_number, _is_double_sign, _is_at_half_width_sign)


class _Pairs(dict[tuple[str, str], int]):
    """Whether a line may break between two break codes, 1 or 0, kept once worked out."""

    def __init__(self, words_count: bool) -> None:
        self._words_count = words_count

    def __missing__(self, pair: tuple[str, str]) -> int:
        allowed = _may_end_line(pair[0]) and _may_begin_line(pair[1])
        bound = self._words_count and any(binds(*pair) for binds in _BINDING_RULES)
        self[pair] = int(allowed and not bound)
        return self[pair]


_PAIRS = _Pairs(words_count=True)
_EMERGENCY_PAIRS = _Pairs(words_count=False)


def may_break_between(before: str, after: str) -> bool:
    """Whether a line may end with `before` and the next begin with `after`, judged by the pair alone (JLREQ C).

    Args:
        before: a character, or a base with its selector or marks.
        after: the same, the one that follows.
    """
    return bool(_PAIRS[break_code(before), break_code(after)])


def break_code(unit: str) -> str:
    """One character that stands for all that breaks beside a unit depend on; for a base with marks that of the base."""
    return _CODES[ord(unit[0])]


def break_mask(text: str, codes: str | None = None) -> bytearray:
    """1 at every index before which a line may begin, else 0; as long as the text, 0 at the start.

    Besides the pairs it knows addresses (broken after / ? & = # . - _), full-width numbers with comma, point or colon,
    apostrophes in words, and brackets that open before a space.

    Args:
        text: one character for each unit: of a base with selector or marks the base.
        codes: the break codes of the same units where the caller has them.
    """
    mask = _pair_mask(text.translate(_CODES) if codes is None else codes, _PAIRS)
    if "’" in text:
        _forbid(mask, _APOSTROPHE, text)
    if "，" in text or "．" in text or "：" in text:
        _forbid(mask, _POINT_IN_NUMBER, text)
    if "://" in text or "@" in text or "www." in text:
        _allow_in_addresses(mask, text)
    return mask


def emergency_mask(text: str) -> bytearray:
    """The same where a word or a number is longer than the line: broken anywhere that kinsoku allows."""
    return _pair_mask(text.translate(_CODES), _EMERGENCY_PAIRS)


def _pair_mask(codes: str, pairs: _Pairs) -> bytearray:
    mask = bytearray(1) if codes else bytearray()
    mask.extend(map(pairs.__getitem__, pairwise(codes)))
    _forbid(mask, _OPENING_AND_SPACES, codes)
    return mask


def _codes_of(*classes: int) -> str:
    return "".join(chr(base + number) for number in classes for base in (_PLAIN, _ASCII))


_OPENING_AND_SPACES = re.compile(  # over break codes
    f"[{_codes_of(OPENING)}][{_codes_of(WORD_SPACE, IDEOGRAPHIC_SPACE)}{_GLUE}{_MARK}{_ZERO_SPACE}]+(?=(.))", re.DOTALL
)
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=([A-Za-z]))")
_POINT_IN_NUMBER = re.compile("(?<=[0-9０-９])[，．：](?=([0-9０-９]))")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.-]+", re.ASCII)
_BREAK_IN_ADDRESS = re.compile(r"(?<=[/?&=#._-])[A-Za-z0-9%~]")


def _forbid(mask: bytearray, pattern: re.Pattern[str], text: str) -> None:
    """No break before the character that group 1 of each match holds."""
    for match in pattern.finditer(text):
        mask[match.start(1)] = 0


def _allow_in_addresses(mask: bytearray, text: str) -> None:
    for address in _ADDRESS.finditer(text):
        for place in _BREAK_IN_ADDRESS.finditer(text, address.start() + 1, address.end()):
            mask[place.start()] = 1
