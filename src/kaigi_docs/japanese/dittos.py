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
_HEDGES = (
    "特に|とくに|特段の?|格別の?|別に|全く|まったく|一切|何も|現時点では|現在のところ|今のところ|今回は|(?:私|こちら|当方)からは"
)
_MATTERS = (
    "意見|質問|感想|異議|異存|異論|問題(?:点)?|指摘(?:事項)?|要望|提案|コメント|質疑|疑義|修正(?:点|箇所)?|不明な?点|気になる点|懸念|"
    "(?:申し上げる|申し述べる|述べる|お伝えする|付け加える)(?:べき)?(?:こと|事|点)"
)
_NONE = "なし|無し|無|ない|無い|ありません|有りません|ございません|御座いません"
_NO_COMMENT = re.compile(
    f"(?:{_HEDGES})*(?:[ご御]?(?:{_MATTERS})(?:・|や|及び|または|等|など)*)*[はもがに]?(?:{_HEDGES})*は?(?:{_NONE})"
    "(?:です|でした|でございます)?(?:以上(?:です)?)?"
)
"""「意見なし」「特段ございません」: how members say 特になし; a text that goes on (「特にないが、…」) is an opinion."""
_AROUND = re.compile(r"[\s。．、，.,()（）「」\[\]【】]+")


def is_ditto(text: str) -> bool:
    """Whether a whole text only points to another one: 〃, 同上, 「（省略）」, 「昨年度に同じ。」, 「変更なし」."""
    if text.strip() in DITTO_MARKS:
        return True
    return _DITTO_WORDS.fullmatch(_bare(text)) is not None


def is_empty_word(text: str) -> bool:
    """Whether a whole text says that there is nothing to say: 「なし」「該当なし」「－」「未定」."""
    return _EMPTY_WORD.fullmatch(_bare(text)) is not None


def says_no_comment(text: str) -> bool:
    """Whether a whole text says 特になし, in whatever words: 「なし」「意見はありません。」「異議なし」「特段ございません」."""
    return is_empty_word(text) or _NO_COMMENT.fullmatch(_bare(text)) is not None


def _bare(text: str) -> str:
    """A short text without what stands around words; "" for one that is too long to be such a word."""
    if len(text) > 30:
        return ""
    return _AROUND.sub("", unicodedata.normalize("NFKC", text)).upper()
