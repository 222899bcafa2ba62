"""Short words that stand where a text should: 「〃」「同上」「省略」, and 「なし」「－」."""

from __future__ import annotations

import re
import unicodedata

DITTO_MARKS = frozenset({"〃", "”", "“", "″", '"', "''", "„", "同上", "〃〃"})

_TIMES = "(?:前回|前年度?|昨年度?|去年度?|上記|前)"
_DITTO_WORDS = re.compile(
    "(?:以下|全て|すべて)?(?:[〃”“″„\"']+|同[上右左前断]|省略|略|変更(?:なし|無し|無)|"
    f"{_TIMES}の?(?:回答|内容|記載|もの)?[とにの]?(?:同じ|同様|同一|通り|どおり|とおり))(?:です|である|とする)?"
)
_EMPTY_WORD = re.compile(
    "[-‐‑–—―−ー・…./_*]+|(?:特記事項|記載事項|該当(?:事項)?|回答)?[はが]?(?:特に)?(?:なし|無し|無|ありません|ございません)|未記入|空欄|N/A"
)
_AROUND = re.compile(r"[\s。．、，.,()（）「」\[\]【】]+")


def is_ditto(text: str) -> bool:
    """Whether a whole text only points to another one: 〃, 同上, 「（省略）」, 「昨年度に同じ。」, 「変更なし」."""
    if text.strip() in DITTO_MARKS:
        return True
    return _DITTO_WORDS.fullmatch(_bare(text)) is not None


def is_empty_word(text: str) -> bool:
    """Whether a whole text says that there is nothing to say: 「なし」「該当なし」「－」「未定」."""
    return _EMPTY_WORD.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    """A short text without what stands around words; "" for one that is too long to be such a word."""
    if len(text) > 30:
        return ""
    return _AROUND.sub("", unicodedata.normalize("NFKC", text)).upper()
