"""Keys by which names of people and organisations are compared; what was written is never changed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# 異体字 and 旧字体 that forms exchange for each other: what one person writes now this way, now that (髙 and 高, 邊 邉 and 辺).
# The four of さいとう (斉 齊 斎 齋) are two words by the dictionary but one in practice, so all become 斎. Kept apart are
# characters of different names: 崎 and 碕, 吉 and 芳, 太 and 大. NFKC has unified the compatibility ideographs (塚 U+FA10).
_VARIANTS = {
    "高": "髙", "崎": "﨑嵜", "吉": "𠮷", "辺": "邊邉", "斎": "齋齊斉", "沢": "澤", "浜": "濱濵", "島": "嶋嶌", "桜": "櫻",
    "国": "國", "広": "廣", "恵": "惠", "真": "眞", "富": "冨", "峰": "峯", "栄": "榮", "蔵": "藏", "瀬": "瀨", "徳": "德",
    "増": "增", "礼": "禮", "竜": "龍", "円": "圓", "学": "學", "会": "會", "関": "關", "館": "舘", "淵": "渕", "曽": "曾",
    "条": "條", "静": "靜", "寿": "壽", "万": "萬", "与": "與", "豊": "豐", "弥": "彌", "凛": "凜", "遥": "遙", "瑶": "瑤",
    "槙": "槇", "桧": "檜", "薮": "藪", "郷": "鄕鄉", "穂": "穗", "清": "淸", "黒": "黑", "青": "靑", "横": "橫", "頼": "賴",
    "桑": "桒", "柳": "栁", "土": "圡", "宜": "冝", "喜": "㐂", "児": "兒", "実": "實", "渋": "澁澀", "滝": "瀧", "荘": "莊",
    "仏": "佛", "来": "來", "亜": "亞", "為": "爲", "塩": "鹽", "鉄": "鐵", "伝": "傳", "団": "團", "台": "臺", "弁": "辨瓣辯",
    "応": "應", "済": "濟", "経": "經", "総": "總", "県": "縣", "区": "區", "医": "醫", "旧": "舊", "歩": "步", "緒": "緖",
    "祢": "禰", "鴎": "鷗", "桝": "枡", "ケ": "ヶ",
}  # fmt: skip
_FOLD = str.maketrans({variant: usual for usual, variants in _VARIANTS.items() for variant in variants})


def _is_silent(character: str) -> bool:
    """Whether a character is white space, a variation selector or an invisible format character."""
    return (
        character.isspace()
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
        or (unicodedata.category(character) in ("Cf", "Cc"))
    )


@lru_cache(maxsize=1 << 12)
def fold_name(text: str) -> str:
    """The key of a name: equal for spellings that mean the same person or organisation.

    NFKC (㈱ becomes (株), widths become one), capitals and small letters as one, no white space of any kind, no variation
    selectors, and 異体字 folded to the usual form. For comparing only: never print it.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(character for character in folded if not _is_silent(character))
    # Again, because NFKC itself makes spaces (´ becomes a space and a combining accent), and what stood apart may now combine.
    return unicodedata.normalize("NFKC", kept).translate(_FOLD)


def same_name(first: str, second: str) -> bool:
    """Whether two spellings have the same key; two empty names are not the same."""
    key = fold_name(first)
    return bool(key) and key == fold_name(second)
